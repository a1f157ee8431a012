//! The transcripts of `samples/transcripts`, one for each verb: every line that begins with `$` is run as it stands, and
//! what is said must be what stands below it. `BLESS=1 cargo test --test suite transcripts` writes them anew, to be read
//! before they are committed.

use std::path::{Path, PathBuf};

use pretty_assertions::assert_eq;

use crate::program::{Program, copy, repository};

/// What the commands of `expected` say, begun at the root of a copy of the repository's samples, rules and templates.
fn transcript(expected: &str) -> String {
    let program = Program::new();
    for name in ["samples", "rules", "templates"] {
        copy(&repository().join(name), &program.path().join(name));
    }
    let mut folder = program.path().to_path_buf();
    let mut transcript = String::new();
    for line in expected.lines().filter_map(|line| line.strip_prefix("$ ")) {
        transcript.push_str(&format!("$ {line}\n"));
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["cd", into] => folder.push(into),
            ["cp", "-r", from, to] => copy(&folder.join(from), &folder.join(to)),
            ["sed", "-i", ..] => edit(&folder, line),
            ["cchc", arguments @ ..] => {
                let said = program.run_in(&folder, arguments, &[]);
                transcript.push_str(&said.stdout);
                transcript.push_str(&said.stderr);
                if said.exit != 0 {
                    transcript.push_str(&format!("[{}]\n", said.exit));
                }
                transcript.push('\n');
            }
            _ => panic!("a transcript cannot do this: {line}"),
        }
    }
    transcript
}

/// `sed -i 's/from/to/' file`; `from` must occur.
fn edit(folder: &Path, line: &str) {
    let parts: Vec<&str> = line.split('\'').collect();
    let [_, command, file] = parts.as_slice() else { panic!("{line}") };
    let [_, from, to, ""] = command.split('/').collect::<Vec<_>>()[..] else { panic!("{line}") };
    let path = folder.join(file.trim());
    let text = std::fs::read_to_string(&path).expect("a text file");
    assert!(text.contains(from), "{} does not hold {from}", path.display());
    std::fs::write(path, text.replace(from, to)).expect("written");
}

fn files() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(repository().join("samples/transcripts")).expect("a folder");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_verb_says_what_its_transcript_shows() {
    for path in files() {
        let expected = std::fs::read_to_string(&path).expect("a transcript");
        let transcript = transcript(&expected);
        let root = std::env::temp_dir();
        assert!(!transcript.contains(&*root.to_string_lossy()), "{}: {transcript}", path.display());
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &transcript).expect("written");
        } else {
            assert_eq!(transcript, expected, "{}: read it, then BLESS=1", path.display());
        }
    }
}

#[test]
fn there_is_a_transcript_of_every_verb() {
    let help = Program::new().run("--help").exits(0).stdout;
    let verbs = help.lines().skip_while(|line| !line.starts_with("Lệnh:")).skip(1);
    let lines = verbs.take_while(|line| !line.is_empty()).filter_map(|line| line.strip_prefix("  "));
    // What a verb does may take several lines, which stand further in.
    let verbs: Vec<&str> =
        lines.filter_map(|line| line.split(' ').next().filter(|verb| !verb.is_empty())).collect();
    assert!(verbs.len() > 8, "{help}");
    for verb in verbs {
        let path = repository().join("samples/transcripts").join(format!("{verb}.txt"));
        assert!(path.is_file(), "{} is missing: write its commands, then BLESS=1", path.display());
    }
}
