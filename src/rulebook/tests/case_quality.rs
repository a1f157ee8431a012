//! How good the cases are: what they reach of the rules, and which changes of the rules they notice.

use pretty_assertions::assert_eq;

use super::shipped_rules;
use super::shipped_rules::told;
use super::tiny::{CRITERION_CASES, CRITERION_FILE, TARGET_CASES, TARGET_FILE, files, with};
use crate::plan::TextFile;
use crate::rulebook::{Rulebook, Tally};

fn load(files: &[TextFile]) -> Rulebook {
    Rulebook::load(files, &[]).0.expect("a rulebook")
}

#[test]
fn the_cases_reach_every_line_and_branch_of_the_shipped_rules() {
    let coverage = shipped_rules::rulebook().coverage(None);
    let gaps: Vec<String> = coverage
        .rules
        .iter()
        .flat_map(|rule| &rule.unreached)
        .map(|gap| format!("{} {}", gap.place, gap.kind.word()))
        .collect();
    assert_eq!(gaps, [""; 0]);
    assert_eq!((coverage.lines().percent(), coverage.branches().percent()), (100, 100));
    assert!(coverage.branches().total >= 30, "{:?}", coverage.branches());
}

/// Lines, branches and gaps of the tiny criterion.
fn reached(files: &[TextFile]) -> (Tally, Tally, Vec<String>) {
    let coverage = load(files).coverage(Some("c_1"));
    let [rule] = coverage.rules.as_slice() else { panic!("{coverage:?}") };
    let gap = |gap: &crate::rulebook::Unreached| {
        format!("{}:{} {}", gap.place.line.unwrap_or(0), gap.place.column.unwrap_or(0), gap.kind.word())
    };
    (rule.lines, rule.branches, rule.unreached.iter().map(gap).collect())
}

#[test]
fn what_no_case_reaches_is_told_of_with_its_place() {
    let all = |reached, total| Tally { reached, total };
    // No case answers "chua".
    assert_eq!(reached(&files()), (all(2, 2), all(3, 4), vec!["19:8 never_true".to_owned()]));
    let none = with(CRITERION_CASES, "figures = { phan = 1, tong = 3,", "figures = { phan = 2, tong = 3,");
    assert_eq!(
        reached(&none),
        (all(2, 2), all(2, 4), vec!["19:8 never_true".to_owned(), "19:42 never_false".to_owned()])
    );
    let lines = with(
        CRITERION_FILE,
        "if f.tra_loi == \"chua\" { 0 } else if v",
        "if f.tra_loi == \"chua\" {\n        0\n    } else if v",
    );
    assert_eq!(reached(&lines).2, ["19:8 never_true".to_owned(), "20:9 line".to_owned()]);
    let either = with(CRITERION_FILE, "f.tra_loi == \"chua\"", "v > 101 && f.tra_loi == \"chua\"");
    assert_eq!(reached(&either).2, ["19:8 never_true", "19:8 never_true"]);
}

#[test]
fn the_cases_notice_every_change_of_the_shipped_rules() {
    let run = shipped_rules::rulebook().mutate(None);
    assert_eq!(told(&run.diagnostics), "");
    assert!(run.tried >= 800, "{}", run.tried);
    // What cannot be told apart is looked at by hand: `equal` and `at_least` of a share that cannot pass 100 %, a factor
    // of 1, a band that the next one continues, a count that is above or other than zero, and the most points for a
    // score that is bounded to them.
    assert_eq!((run.alike.len(), run.accepted), (18, 0));
}

/// The changes of one tiny rule that no case notices, as text.
fn unnoticed(files: &[TextFile], pattern: &str) -> String {
    told(&load(files).mutate(Some(pattern)).diagnostics).trim_end().to_owned()
}

#[test]
fn a_change_that_no_case_notices_is_told_of_with_its_place_and_a_case_that_would() {
    // 91 % and 90 % are tried, so that neither 89 nor 91 may stand for 90, and "at least" may not for "above".
    assert_eq!(unnoticed(&files(), "1.1"), "");
    let far = with(
        TARGET_CASES,
        "phan = 91, tong = 100 }\noutcome = \"met\"\nvalue = \"91\"",
        "phan = 99, tong = 100 }\noutcome = \"met\"",
    );
    assert_eq!(
        unnoticed(&far, "1.1"),
        "R24 rules/a/t_1_1_ty_le.rhai:10:49: Rule 1.1: 90 may become 91 and every case still passes."
    );
    let run = load(&far).mutate(Some("1.1"));
    let hint = run.diagnostics.first().map(|told| told.hint(crate::diagnostic::Lang::En)).unwrap_or_default();
    assert!(hint.contains("Such as one of the figures { phan = 901, tong = 1000 }."), "{hint}");
}

#[test]
fn every_kind_of_change_is_made() {
    let changes = |name: &str, from: &str, to: &str| {
        let rulebook = load(&with(name, from, to));
        let (rule, entry) = rulebook
            .plan
            .rules
            .iter()
            .zip(&rulebook.entries)
            .find(|(rule, _)| rule.file == name)
            .expect("the rule");
        crate::rulebook::mutant::mutants(&rulebook, rule, entry)
            .into_iter()
            .map(|mutant| {
                format!("{} → {}", entry.text.get(mutant.bytes).unwrap_or_default(), mutant.replacement)
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        changes(TARGET_FILE, "above: 90", "above: 0.5"),
        [
            "above → at_least",
            "above → equal",
            "0.5 → 0.4",
            "0.5 → 0.6",
            "\"nothing_arose\" → \"ask\"",
            "\"nothing_arose\" → \"met\"",
            "\"nothing_arose\" → \"missed\"",
            "f.phan, f.tong → f.tong, f.phan",
            "phan → tong",
            "tong → phan",
        ]
    );
    assert_eq!(
        changes(
            CRITERION_FILE,
            "if f.tra_loi == \"chua\" { 0 }",
            "if v < 0 && f.tra_loi == \"chua\" { at_most(v - 1, 0) }"
        ),
        [
            "2 → 1",
            "2 → 3",
            "50 → 49",
            "50 → 51",
            "1 → 0",
            "1 → 2",
            "\"ask\" → \"full\"",
            "\"ask\" → \"remove\"",
            "\"ask\" → \"zero\"",
            "f.phan, f.tong → f.tong, f.phan",
            "phan → tong",
            "phan → tra_loi",
            "tong → phan",
            "tong → tra_loi",
            "v < 0 && f.tra_loi == \"chua\" → false",
            "v < 0 && f.tra_loi == \"chua\" → true",
            "< → <=",
            "0 → (-1)",
            "0 → 1",
            "&& → ||",
            "tra_loi → phan",
            "tra_loi → tong",
            "== → !=",
            "\"chua\" → \"co\"",
            "at_most → at_least",
            "- → +",
            "1 → 0",
            "1 → 2",
            "0 → (-1)",
            "0 → 1",
            "v >= s.full → false",
            "v >= s.full → true",
            ">= → >",
            "full → it",
            "full → max",
            "max → full",
            "max → it",
            "it → full",
            "it → max",
        ]
        .map(str::to_owned)
        .to_vec()
    );
}

#[test]
fn missing_cases_are_suggested_and_pass_once_they_stand_in_the_file() {
    let rulebook = load(&files());
    let suggestions = rulebook.suggest(None);
    let names: Vec<String> = suggestions
        .iter()
        .flat_map(|suggestion| &suggestion.cases)
        .map(|case| format!("{} {}", case.about.0, case.about.1).trim().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "suggest.below 90",
            "suggest.nothing_arose",
            "suggest.not_applicable",
            "suggest.below 50",
            "suggest.above 50",
            "suggest.zero_whole",
            "suggest.not_applicable",
        ]
    );
    let mut files = files();
    for suggestion in &suggestions {
        let file = files.iter_mut().find(|file| suggestion.file.ends_with(&file.name)).expect("the file");
        for case in &suggestion.cases {
            file.text.push_str(&format!("\n[[case]]\nname = \"{}\"\n{}", case.about.0, case.text));
        }
    }
    let rulebook = load(&files);
    let run = rulebook.test(None);
    assert_eq!(run.failures().count(), 0, "{:?}", run.failures().collect::<Vec<_>>());
    assert_eq!(rulebook.suggest(None), []);
}
