//! The shape of the source: modules depend in one direction, and each large library is named in one place.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from left to right; each names only itself and those before it.
const ORDER: [&str; 14] = [
    "address",
    "text",
    "diagnostic",
    "period",
    "figure",
    "plan",
    "intake",
    "rulebook",
    "assess",
    "score",
    "report",
    "defaults",
    "batch",
    "cli",
];

fn sources(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(below).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
    found.sort();
    found
}

/// Whether a file holds nothing but tests: they may read what is written with any library.
fn is_test(file: &Path) -> bool {
    file.file_stem().is_some_and(|stem| stem == "tests" || stem.to_string_lossy().ends_with("_tests"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn module_of(file: &Path) -> String {
    let relative = file.strip_prefix(root()).expect("below src");
    let first = relative.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_name_only_what_stands_to_their_left() {
    let position = |module: &str| ORDER.iter().position(|other| *other == module);
    for file in sources(&root()) {
        let module = module_of(&file);
        let Some(own) = position(&module) else {
            assert!(["lib", "main"].contains(&module.as_str()), "{module} is missing from ORDER");
            continue;
        };
        let text = fs::read_to_string(&file).expect("a source file");
        for (number, line) in text.lines().enumerate() {
            for named in line.split("crate::").skip(1) {
                let name: String = named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(other) = position(&name) else { continue };
                assert!(
                    other <= own,
                    "{}:{}: `{module}` names `{name}`, which stands to its right. Hand the value on instead, as \
                     `score` gets its findings.",
                    file.display(),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn the_order_is_the_one_that_lib_rs_declares() {
    let text = fs::read_to_string(root().join("lib.rs")).expect("lib.rs");
    let declared: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, ORDER);
}

#[test]
fn each_library_is_named_in_one_place() {
    let places = [
        ("calamine", &["src/intake/container", "src/report/template"][..]),
        ("rhai", &["src/rulebook"]),
        ("rust_xlsxwriter", &["src/report/xlsx"]),
        ("clap", &["src/cli"]),
    ];
    for file in sources(&root()).into_iter().filter(|file| !is_test(file)) {
        let text = fs::read_to_string(&file).expect("a source file");
        let shown = file.to_string_lossy().replace('\\', "/");
        for (library, allowed) in places {
            let named = text.lines().any(|line| {
                !line.trim_start().starts_with("//")
                    && (line.contains(&format!("use {library}::")) || line.contains(&format!(" {library}::")))
            });
            let home = allowed.iter().any(|place| shown.contains(place));
            assert!(!named || home, "{shown} names {library}; it belongs into {allowed:?}");
        }
    }
}

#[test]
fn no_file_is_a_place_where_things_go() {
    for file in sources(&root()) {
        let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(
            !["util", "utils", "misc", "common", "helpers"].contains(&stem.as_str()),
            "{}",
            file.display()
        );
        let lines = fs::read_to_string(&file).expect("a source file").lines().count();
        // A table of odd inputs may be long; code that has grown long holds a second noun.
        let most = if is_test(&file) { 800 } else { 500 };
        assert!(lines <= most, "{} has {lines} lines: which second noun has moved in?", file.display());
    }
}
