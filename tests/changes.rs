//! What one change changes, and nothing else: the promises that a clerk relies on.

use std::collections::BTreeMap;

use cchc::intake::own_form::FIGURES_SHEET;
use cchc::report::book::Content;

use crate::program::Program;
use crate::submission::{Submission, number, reordered};

const SAMPLE: &str = "chau-son-2025-nam";

/// The outcome of every rule of the last run, by list and number.
fn outcomes(program: &Program) -> BTreeMap<String, String> {
    let results = program.results();
    let mut outcomes = BTreeMap::new();
    for list in ["targets", "criteria"] {
        for rule in results[list].as_array().expect("a list") {
            let text = |field: &str| rule[field].as_str().expect("a text");
            let scheme = if list == "targets" { list } else { text("scheme") };
            let key = format!("{scheme} {}", text("id"));
            outcomes.insert(key, format!("{} {}", rule["outcome"], rule["points"]));
        }
    }
    outcomes
}

fn differences(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    assert!(one.keys().eq(other.keys()));
    one.iter().filter(|(key, value)| other[*key] != **value).map(|(key, _)| key.clone()).collect()
}

#[test]
fn one_number_on_one_line_flips_one_target_and_nothing_else() {
    let program = Program::in_sample(SAMPLE).with_sources();
    program.run("run --as-of 2025-12-16").exits(1);
    let before = outcomes(&program);
    program.edit("rules/ke-hoach-2025/t_2_2_3_dung_han.rhai", "above: 99,", "above: 98,");
    program.run("run --as-of 2025-12-16").exits(1);
    let after = outcomes(&program);
    assert_eq!(differences(&before, &after), ["targets 2.2.3"]);
    assert_eq!((&*before["targets 2.2.3"], &*after["targets 2.2.3"]), ("\"missed\" null", "\"met\" null"));
}

#[test]
fn a_rule_that_cannot_be_used_keeps_its_line_and_leaves_its_points_open() {
    let program = Program::in_sample(SAMPLE).with_sources();
    program.run("run --as-of 2025-12-16").exits(1);
    let before = outcomes(&program);
    let totals = |program: &Program| {
        let results = program.results();
        let totals = results["totals"].as_array().expect("totals").clone();
        let index = totals.into_iter().find(|scheme| scheme["scheme"] == "chi-so-mau");
        index.expect("the sample index")["points"]["maximum"].clone()
    };
    let maximum = totals(&program);
    program.edit("rules/ke-hoach-2025/t_2_2_3_dung_han.rhai", "fn value(f) {", "fn value(f {");
    let rules = program.path().join("rules/chi-so-mau");
    std::fs::rename(rules.join("c_3_2_dung_han.rhai"), rules.join("c_3_2_dung_han.rhai.txt"))
        .expect("renamed");
    program.run("run --as-of 2025-12-16").exits(1);
    let after = outcomes(&program);
    assert_eq!(differences(&before, &after), ["chi-so-mau 3.2", "targets 2.2.3"]);
    for key in ["chi-so-mau 3.2", "targets 2.2.3"] {
        assert_eq!(after[key], "\"needs_explanation\" null", "{key}");
    }
    assert_eq!(totals(&program), maximum, "the points of the lost rule are still part of the index");
    let results = program.results();
    let target = results["targets"].as_array().expect("a list").iter().find(|target| target["id"] == "2.2.3");
    assert_eq!(
        target.expect("the target")["title"],
        "Hồ sơ TTHC tiếp nhận trong năm được giải quyết đúng hạn và trước hạn"
    );
}

#[test]
fn columns_renamed_and_reordered_change_nothing() {
    let folder = "submissions/2025-nam";
    let run = |change: &dyn Fn(&mut cchc::report::book::Sheet)| {
        let program = Program::new();
        for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
            let submission = Submission::complete(unit).changed(|sheet| change(sheet));
            submission.save(&program.path().join(folder), &format!("{unit}.xlsx"));
        }
        program.run("run").exits(1);
        outcomes(&program)
    };
    let before = run(&|_| {});
    let after = run(&|sheet| {
        if sheet.name != FIGURES_SHEET {
            return;
        }
        reordered(sheet, "Mã", &[0, 7, 4, 3, 2, 1, 6, 5]);
        for cell in sheet.cells.values_mut() {
            if let Content::Text(text) = &mut cell.content {
                // The same header, as another keyboard types it: decomposed, in capitals, with spaces to spare.
                match text.as_str() {
                    "Số liệu" => "SO\u{302}\u{301}  LIE\u{323}\u{302}U ".clone_into(text),
                    "Giải trình" => "Giải\ntrình:".clone_into(text),
                    _ => {}
                }
            }
        }
    });
    assert_eq!(differences(&before, &after), Vec::<String>::new());
}

#[test]
fn blanking_one_cell_leaves_its_targets_without_data_and_names_cell_and_owner() {
    let folder = "submissions/2025-nam";
    let program = Program::new();
    for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
        Submission::complete(unit).save(&program.path().join(folder), &format!("{unit}.xlsx"));
    }
    program.run("run").exits(1);
    let before = outcomes(&program);
    let blanked = Submission::complete("TTPVHCC").figure("dvctt_toan_trinh", Content::Blank);
    blanked.save(&program.path().join(folder), "TTPVHCC.xlsx");
    let cell = blanked.cell_of("dvctt_toan_trinh");
    program
        .run("run")
        .exits(1)
        .says(&format!("TTPVHCC.xlsx | Số liệu!{cell}"))
        .says("Trung tâm Phục vụ hành chính công");
    let after = outcomes(&program);
    assert_eq!(differences(&before, &after), ["targets 2.6.8"]);
    assert_eq!(after["targets 2.6.8"], "\"insufficient\" null");
}

#[test]
fn a_mark_under_nothing_arose_is_neither_a_zero_nor_a_blank() {
    let program = Program::new();
    let folder = program.path().join("submissions/2025-nam");
    for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
        Submission::complete(unit).save(&folder, &format!("{unit}.xlsx"));
    }
    let marked = Submission::complete("VP")
        .nothing_arose("van_ban_dieu_hanh")
        .nothing_arose("van_ban_dieu_hanh_nen_tang");
    marked.save(&folder, "VP.xlsx");
    program.run("run").exits(1);
    // A commune without a single document is asked about.
    assert_eq!(outcomes(&program)["targets 2.6.1"], "\"needs_explanation\" null");
    let zero = Submission::complete("VP").figure("van_ban_dieu_hanh_nen_tang", number(0));
    zero.save(&folder, "VP.xlsx");
    program.run("run").exits(1);
    assert_eq!(outcomes(&program)["targets 2.6.1"], "\"missed\" null");
}

#[test]
fn a_form_filled_in_after_its_day_is_told_as_late() {
    let program = Program::new();
    let late = Submission::complete("KT").on("17/12/2025");
    late.save(&program.path().join("submissions/2025-nam"), "KT.xlsx");
    program.run("run").exits(1);
    let results = program.results();
    let roster = results["roster"].as_array().expect("the roster");
    let entry = roster.iter().find(|entry| entry["unit"] == "KT").expect("the unit");
    assert_eq!((&entry["days_late"], &entry["date"]), (&2.into(), &"2025-12-17".into()));
}

#[test]
fn a_form_with_a_day_that_cannot_be_is_asked_about_and_told_as_late_by_no_days() {
    for (day, reason) in
        [("15/12/2027", "sau ngày lập báo cáo (20/12/2025)"), ("16/12/2024", "hơn một tháng")]
    {
        let program = Program::new();
        Submission::complete("KT").on(day).save(&program.path().join("submissions/2025-nam"), "KT.xlsx");
        program.run("run --as-of 2025-12-20").exits(1).says("cần xác nhận[C13]").says(reason);
        let results = program.results();
        let roster = results["roster"].as_array().expect("the roster");
        let late = |unit: &str| {
            let entry = roster.iter().find(|entry| entry["unit"] == unit).expect("the unit");
            entry["days_late"].as_u64().expect("a number")
        };
        assert_eq!((late("KT"), late("VP")), (0, 5), "{day}: VP has sent nothing, 5 days after its due day");
    }
}

#[test]
fn a_report_made_before_its_period_has_ended_is_no_clean_one() {
    let program = Program::new();
    Submission::complete("KT").on("12/12/2025").save(&program.path().join("submissions/2025-nam"), "KT.xlsx");
    program.run("run --as-of 2025-12-13").exits(1).says("cần xác nhận[O06]").says("đến hết ngày 14/12/2025");
    let said = program.run("run --as-of 2025-12-14").exits(1);
    assert!(!said.stderr.contains("[O06]"), "{}", said.stderr);
}

#[test]
fn the_same_input_and_date_give_the_same_bytes() {
    let run = || {
        let program = Program::in_sample(SAMPLE);
        program.run("run --as-of 2025-12-16").exits(1);
        ["Bao-cao", "Phan-hoi-VP", "results"].map(|name| std::fs::read(program.output(name)).expect("a file"))
    };
    assert!(run() == run());
}
