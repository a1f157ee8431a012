use pretty_assertions::assert_eq;

use super::*;

fn results(outcome: &str, threshold: &str, part: &str, score: &str) -> PastResults {
    let text = serde_json::json!({
        "version": VERSION,
        "targets": [{
            "id": "2.2.3", "scheme": "kh", "title": "Đúng hạn", "unit": "%", "rule": "kh/a.rhai", "outcome": outcome,
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
            Cause::Figure {
                figure: "phan".into(),
                label: "phan".into(),
                old: "99".into(),
                new: "98.5".into(),
                old_cells: vec![],
                new_cells: vec![],
            },
        ]
    );
    assert_eq!(difference.totals.first().expect("one total").moved, [moved("score", "70", "69")]);
}

fn file(name: &'static str, text: &'static str) -> RuleText<'static> {
    RuleText { name, file: name, text }
}

fn line(file: &str, line: usize, text: &str) -> Option<LineAt> {
    Some(LineAt { file: file.into(), line, text: text.into() })
}

/// Why the one rule moved, between two folders of rules.
fn because(old: &[RuleText<'_>], new: &[RuleText<'_>]) -> Vec<Cause> {
    let (one, other) = (results("met", "98", "99", "70"), results("missed", "98", "99", "70"));
    let difference = Difference::between(&one, &other, Some((old, new)));
    difference.rules.into_iter().next().expect("one rule").because
}

#[test]
fn the_changed_lines_of_the_rule_are_shown_and_else_those_of_the_plan() {
    let old = [file("kh/a.rhai", "a\nb\n"), file("plan.toml", "x\n")];
    let new = [file("kh/a.rhai", "a\nc\n"), file("plan.toml", "y\n")];
    let at =
        |file, number, old, new| Cause::Line { old: line(file, number, old), new: line(file, number, new) };
    assert_eq!(because(&old, &new), [at("kh/a.rhai", 2, "b", "c")]);
    assert_eq!(because(&old, &[old[0], new[1]]), [at("plan.toml", 1, "x", "y")]);
    // Other line ends are no change.
    assert_eq!(because(&old, &[file("kh/a.rhai", "a\r\nb\r\n"), new[1]]), [at("plan.toml", 1, "x", "y")]);
}

#[test]
fn a_line_stands_beside_the_one_whose_place_it_took_and_others_alone() {
    let old = [file("kh/a.rhai", "a\nb\nc\nd\n")];
    let new = [file("kh/a.rhai", "a\nB\nB2\nc\n")];
    assert_eq!(
        because(&old, &new),
        [
            Cause::Line { old: line("kh/a.rhai", 2, "b"), new: line("kh/a.rhai", 2, "B") },
            Cause::Line { old: None, new: line("kh/a.rhai", 3, "B2") },
            Cause::Line { old: line("kh/a.rhai", 4, "d"), new: None },
        ]
    );
}

#[test]
fn a_rule_that_went_is_told_with_the_line_that_removes_it() {
    let old = [file("plan.toml", "title = 1\n"), file("kh/a.rhai", "a\n")];
    let plan =
        RuleText { file: "2026/plan.toml", ..file("plan.toml", "extends = 1\nremoves = [\"kh/a\"]\n") };
    assert_eq!(
        because(&old, &[old[0], plan]),
        [
            Cause::Removed { file: "kh/a.rhai".into() },
            Cause::Line { old: None, new: line("2026/plan.toml", 2, "removes = [\"kh/a\"]") },
        ]
    );
    assert_eq!(because(&old[..1], &old), [Cause::Added { file: "kh/a.rhai".into() }]);
}

#[test]
fn of_plans_in_several_folders_only_those_that_differ_are_shown() {
    let base = file("plan.toml", "title = 1\n");
    let own = RuleText { file: "2026/plan.toml", ..file("plan.toml", "title = 2\n") };
    let rule = file("kh/a.rhai", "a\n");
    assert_eq!(
        because(&[base, rule], &[base, own, rule]),
        [Cause::Line { old: None, new: line("2026/plan.toml", 1, "title = 2") }]
    );
}

#[test]
fn causes_are_worded_for_people() {
    let words = |cause: &Cause| cause_words(cause, "%", crate::diagnostic::Lang::Vi).join("\n");
    assert_eq!(
        words(&Cause::Terms { old: "at_least 80".into(), new: "above 99.5".into() }),
        "Ngưỡng: từ 80% trở lên → trên 99,5%"
    );
    assert_eq!(
        words(&Cause::Terms { old: "full 80; it 1".into(), new: "full 90; it 1".into() }),
        "Ngưỡng: full 80; it 1 → full 90; it 1"
    );
    let figure = |old: &str, new: &str| Cause::Figure {
        figure: "phan".into(),
        label: "Phần".into(),
        old: old.into(),
        new: new.into(),
        old_cells: vec!["a.xlsx | S!E2".into()],
        new_cells: vec!["b.xlsx | S!E3".into()],
    };
    assert_eq!(
        words(&figure("missing", "3515.5")),
        "Số liệu \"Phần\": Chưa có số liệu → 3.515,5 (b.xlsx | S!E3)"
    );
    assert_eq!(words(&figure("", "co")), "Số liệu \"Phần\": không có → co (b.xlsx | S!E3)");
    let doubts = Cause::Doubts { old: vec![], new: vec!["I06".into()], cells: vec!["a.xlsx | S!E2".into()] };
    assert_eq!(words(&doubts), "Điều phải hỏi lại: không có → I06 Thiếu tài liệu kiểm chứng (a.xlsx | S!E2)");
    let changed = Cause::Line { old: line("cu/a.rhai", 2, "  b"), new: line("moi/a.rhai", 3, "c") };
    assert_eq!(words(&changed), "cu/a.rhai:2 → moi/a.rhai:3\n- b\n+ c");
}

#[test]
fn the_workbook_shows_each_move_once_and_why_beside_the_first() {
    let (one, other) = (results("met", "98", "99", "70"), results("missed", "99", "98.5", "69"));
    let difference = Difference::between(&one, &other, None);
    let book = difference_workbook(&difference, crate::diagnostic::Lang::Vi);
    let texts: Vec<Vec<String>> = book
        .sheets
        .iter()
        .map(|sheet| sheet.cells.values().map(|cell| format!("{:?}", cell.content)).collect())
        .collect();
    let of = |sheet: usize, text: &str| texts[sheet].iter().filter(|cell| cell.contains(text)).count();
    assert_eq!((of(0, "Đúng hạn"), of(0, "Ngưỡng: trên 98% → trên 99%"), of(0, "Chưa đạt")), (2, 1, 1));
    assert_eq!((of(2, "mau"), of(2, "70"), of(2, "69")), (1, 1, 1));
    crate::report::write_book(&book).expect("a workbook");
}

#[test]
fn what_is_no_results_file_is_refused() {
    for text in ["", "[]", "{}", "{\"version\": 99, \"targets\": [], \"criteria\": []}"] {
        assert_eq!(PastResults::read(text, "a.json").expect_err(text).code, Code::ResultsUnreadable);
    }
}

#[test]
fn a_task_that_moved_is_told_with_its_cells() {
    let with = |outcome: &str, raw: &str| {
        let text = serde_json::json!({
            "version": VERSION, "commune": "xã A", "period": "2025-nam", "targets": [], "criteria": [],
            "tasks": [{
                "id": "T1.1", "label": "Tuyên truyền", "outcome": outcome, "completed": null, "due": "31/12/2025",
                "cells": [{ "file": "a.xlsx", "sheet": "Nhiệm vụ", "cell": "E9", "raw": raw }],
            }],
        });
        PastResults::read(&text.to_string(), "results.json").expect("results")
    };
    let (one, other) = (with("in_progress", "Đang thực hiện"), with("done", "Đã hoàn thành"));
    assert!(Difference::between(&one, &with("in_progress", "Đang thực hiện"), None).is_empty());
    let difference = Difference::between(&one, &other, None);
    assert!(!difference.is_empty(), "the exit code follows");
    let task = difference.tasks.first().expect("one task");
    let vi = crate::diagnostic::Lang::Vi;
    let moved: Vec<String> = task.moved.iter().map(|moved| moved_words(moved, vi)).collect();
    assert_eq!(moved, ["Tình trạng: Đang thực hiện → Đã hoàn thành"]);
    let because: Vec<String> = task.because.iter().flat_map(|cause| cause_words(cause, "", vi)).collect();
    assert_eq!(because, ["a.xlsx | Nhiệm vụ!E9: \"Đang thực hiện\" → \"Đã hoàn thành\""]);
    let nothing = PastResults::read("{\"version\":1,\"targets\":[],\"criteria\":[]}", "a").expect("results");
    assert_eq!(Difference::between(&nothing, &one, None).tasks.len(), 1, "a task that came");
    assert_eq!(Difference::between(&one, &nothing, None).tasks.len(), 1, "a task that went");
}
