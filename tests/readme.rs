//! The commands of the READMEs are run as they stand.

use crate::program::{Program, Said, repository};

/// Lines of the code blocks of a README, whatever their language.
fn commands(readme: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join(readme)).expect("the README");
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if inside && (line.starts_with("cchc") || line.starts_with("cargo ")) {
            commands.push(line.trim().to_owned());
        }
    }
    commands
}

#[test]
fn the_two_commands_do_everything() {
    let commands = commands("README.md");
    assert_eq!(commands, ["cargo run --release -- run samples/chau-son-2025-nam", "cargo test"]);
    // The second is this very run; the first is run without building the program anew.
    let program = Program::new();
    crate::program::copy(&repository().join("samples"), &program.path().join("samples"));
    let report = "samples/chau-son-2025-nam/output/2025-nam/Bao-cao-CCHC-2025-nam.xlsx";
    program.run("run samples/chau-son-2025-nam").exits(1).says(&format!("Báo cáo: {report}"));
    assert!(program.path().join(report).is_file());
}

#[test]
fn the_clerks_page_works_from_beginning_to_end() {
    let commands = commands("README.vi.md");
    assert_eq!(commands.first().map(String::as_str), Some("cchc init"));
    let program = Program::new();
    for command in commands {
        if command == "cchc" {
            // Between the commands the clerk copies what the units have sent.
            let sent = repository().join("samples/chau-son-2025-nam/submissions/2025-nam");
            crate::program::copy(&sent, &program.path().join("submissions/2025-nam"));
        }
        let said: Said = program.run(command.strip_prefix("cchc").unwrap_or_default());
        let expected = if command == "cchc" { 1 } else { 0 };
        said.exits(expected);
    }
    assert!(program.path().join("output/2025-nam/Bao-cao-CCHC-2025-nam.xlsx").is_file());
    assert!(program.path().join("forms/2025-nam/Phieu-VP-2025-nam.xlsx").is_file());
}

#[test]
fn links_lead_somewhere() {
    for readme in ["README.md", "README.vi.md", "rules/README.md", "templates/README.md", "samples/README.md"]
    {
        let path = repository().join(readme);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{readme} is missing"));
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.starts_with("http") || target.starts_with('#') {
                continue;
            }
            let linked = path.parent().expect("a folder").join(target.split('#').next().unwrap_or(target));
            assert!(linked.exists(), "{readme} links to {target}");
        }
    }
}

#[test]
fn what_the_readme_shows_of_a_comparison_is_what_the_program_says() {
    let read = |name: &str| std::fs::read_to_string(repository().join(name)).expect("a text file");
    let (readme, transcript) = (read("README.md"), read("samples/transcripts/diff.txt"));
    let shown =
        readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a transcript");
    assert!(
        transcript.contains(shown),
        "README.md does not show what samples/transcripts/diff.txt does:\n{shown}"
    );
}
