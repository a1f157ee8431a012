//! The broken rules of `tests/broken_rules`, one folder for each diagnostic: the files that differ from `base`, and
//! `expected.txt`, the transcript of the commands that tell of it. `BLESS=1 cargo test broken_rules` writes the
//! transcripts anew, to be read before they are committed.

use std::path::PathBuf;

use cchc::diagnostic::Code;
use pretty_assertions::assert_eq;

use crate::program::{Program, copy, repository};

fn folder(name: &str) -> PathBuf {
    repository().join("tests/broken_rules").join(name)
}

/// What the commands of `expected.txt` say of the broken rules in the folder `name`.
fn transcript(name: &str, expected: &str) -> String {
    let program = Program::new();
    copy(&folder("base"), program.path());
    copy(&folder(name), program.path());
    let templates = program.path().join("templates");
    std::fs::create_dir_all(templates.join("forms")).expect("a folder");
    std::fs::copy(repository().join("templates/report.xlsx"), templates.join("report.xlsx")).expect("copied");
    let mut transcript = String::new();
    for command in expected.lines().filter_map(|line| line.strip_prefix("$ cchc ")) {
        let said = program.run(command);
        transcript.push_str(&format!("$ cchc {command}\n{}{}", said.stdout, said.stderr));
        // What is broken must not pass for sound; a notice (R17) is no more than told.
        assert!(said.exit != 0 || name == "R17", "{name}:\n{transcript}");
    }
    transcript
}

#[test]
fn every_broken_rule_is_told_of_in_full() {
    let codes = Code::ALL.iter().map(|code| code.id()).filter(|id| id.starts_with('R') && *id != "R01");
    for code in codes {
        let path = folder(code).join("expected.txt");
        let expected = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no broken rule for {code}"));
        let transcript = transcript(code, &expected);
        assert!(transcript.contains(&format!("[{code}]")), "{code} is not told of:\n{transcript}");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &transcript).expect("written");
        } else {
            assert_eq!(transcript, expected, "{code}");
        }
    }
}

#[test]
fn what_they_differ_from_is_sound() {
    let program = Program::new();
    copy(&folder("base"), program.path());
    program.run("check --rules rules").exits(0);
    program.run("test --rules rules").exits(0);
}
