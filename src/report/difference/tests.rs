use pretty_assertions::assert_eq;

use super::*;

fn results(outcome: &str, threshold: &str, part: &str, score: &str) -> PastResults {
    let text = serde_json::json!({
        "version": VERSION,
        "targets": [{
            "id": "2.2.3", "scheme": "kh", "title": "Đúng hạn", "rule": "kh/a.rhai", "outcome": outcome,
            "value": part, "points": null, "maximum": null,
            "threshold": { "comparison": "above", "value": threshold }, "scale": {},
            "cells": [{ "figure": "phan" }], "missing": [],
        }],
        "criteria": [],
        "figures": [{ "id": "phan", "value": part, "state": "reported" }],
        "totals": [{ "scheme": "mau", "points": { "score": score } }],
    });
    PastResults::read(&text.to_string(), "results.json").expect("results")
}

#[test]
fn equal_results_have_no_difference() {
    let one = results("met", "98", "99", "70");
    assert!(Difference::between(&one, &results("met", "98", "99", "70"), None).is_empty());
}

#[test]
fn a_moved_threshold_and_a_moved_figure_are_each_a_cause() {
    let difference =
        Difference::between(&results("met", "98", "99", "70"), &results("missed", "99", "98.5", "69"), None);
    let moved = |field, old: &str, new: &str| Moved { field, old: Some(old.into()), new: Some(new.into()) };
    let rule = difference.rules.first().expect("one rule");
    assert_eq!(rule.moved, [moved("outcome", "met", "missed"), moved("value", "99", "98.5")]);
    assert_eq!(
        rule.because,
        [
            Cause::Terms { old: "above 98".into(), new: "above 99".into() },
            Cause::Figure { figure: "phan".into(), old: "99".into(), new: "98.5".into() },
        ]
    );
    assert_eq!(difference.totals.first().expect("one total").moved, [moved("score", "70", "69")]);
}

#[test]
fn the_changed_lines_of_the_rule_are_shown_and_else_those_of_the_plan() {
    let file = |name: &str, text: &str| TextFile { name: name.into(), text: text.into() };
    let (one, other) = (results("met", "98", "99", "70"), results("missed", "98", "99", "70"));
    let old = [file("kh/a.rhai", "a\nb\n"), file("plan.toml", "x\n")];
    let new = [file("kh/a.rhai", "a\nc\n"), file("plan.toml", "y\n")];
    let line = |file: &str, line, added, text: &str| Cause::Line {
        file: file.into(),
        line,
        added,
        text: text.into(),
    };
    let of = |old: &[TextFile], new: &[TextFile]| {
        let difference = Difference::between(&one, &other, Some((old, new)));
        difference.rules.into_iter().next().expect("one rule").because
    };
    assert_eq!(of(&old, &new), [line("kh/a.rhai", 2, false, "b"), line("kh/a.rhai", 2, true, "c")]);
    let same_rule = [old[0].clone(), new[1].clone()];
    assert_eq!(of(&old, &same_rule), [line("plan.toml", 1, false, "x"), line("plan.toml", 1, true, "y")]);
}

#[test]
fn what_is_no_results_file_is_refused() {
    for text in ["", "[]", "{}", "{\"version\": 99, \"targets\": [], \"criteria\": []}"] {
        assert_eq!(PastResults::read(text, "a.json").expect_err(text).code, Code::ResultsUnreadable);
    }
}
