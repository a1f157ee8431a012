//! The report says what `results.json` says, cell by cell, and another program calculates the same.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::str::FromStr;

use calamine::{Data, Reader, Xlsx, open_workbook};
use cchc::batch::{Folders, Judged, Settings, Sources, judge};
use cchc::diagnostic::Lang;
use cchc::intake::InProcess;
use cchc::period::Period;
use cchc::report::{explanation, shortages};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::libreoffice;
use crate::program::Program;

const SAMPLES: [(&str, &str); 2] = [("chau-son-2025-nam", "2025-12-16"), ("chau-son-2025-q3", "2025-09-16")];

/// Rows of a sheet of the report, by what stands in its first column.
fn rows(report: &Path, sheet: &str) -> BTreeMap<String, Vec<Data>> {
    let mut workbook: Xlsx<_> = open_workbook(report).expect("the report");
    let range = workbook.worksheet_range(sheet).expect("the sheet");
    let mut rows = BTreeMap::new();
    for row in range.rows() {
        let key = row.first().map(ToString::to_string).unwrap_or_default();
        if !key.is_empty() {
            rows.entry(key).or_insert_with(|| row.to_vec());
        }
    }
    rows
}

/// Whether a cell shows the exact decimal `text`, as nearly as a double holds it.
fn shows(cell: &Data, text: &str) -> bool {
    let (Data::Float(shown), Ok(exact)) = (cell, Decimal::from_str(text)) else { return false };
    let exact: f64 = exact.to_string().parse().expect("a number");
    (shown - exact).abs() <= exact.abs() * 1e-12
}

#[test]
fn every_assessed_cell_shows_what_results_json_says() {
    for (sample, day) in SAMPLES {
        let program = Program::in_sample(sample);
        program.run(&format!("run --as-of {day}")).exits(1);
        let results = program.results();
        let report = program.output("Bao-cao");
        let targets = rows(&report, "PL I Chỉ tiêu");
        let list = results["targets"].as_array().expect("targets");
        assert_eq!(list.len(), 22);
        for target in list {
            let row = &targets[target["id"].as_str().expect("a number")];
            for (field, column) in [("numerator", 4), ("denominator", 5), ("value", 6)] {
                if let Some(number) = target[field].as_str().filter(|text| Decimal::from_str(text).is_ok()) {
                    assert!(
                        shows(&row[column], number),
                        "{sample} {} {field}: {number} / {:?}",
                        target["id"],
                        row[column]
                    );
                }
            }
            let outcome = match target["outcome"].as_str().expect("a word") {
                "met" => "Đạt",
                "missed" => "Chưa đạt",
                "nothing_arose" => "Không phát sinh",
                "not_applicable" => "Không áp dụng",
                "awaiting" => "Chờ công bố",
                "insufficient" => "Chưa đủ số liệu",
                "needs_explanation" => "Cần giải trình",
                other => panic!("{other}"),
            };
            assert_eq!(row[7].to_string(), outcome, "{sample} {}", target["id"]);
        }
        let sample_index = rows(&report, "PL III Tự chấm điểm");
        let index_766 = rows(&report, "PL III Tự chấm điểm (766)");
        for criterion in results["criteria"].as_array().expect("criteria") {
            let criteria = if criterion["scheme"] == "qd-766" { &index_766 } else { &sample_index };
            let row = &criteria[criterion["id"].as_str().expect("a number")];
            assert!(shows(&row[2], criterion["maximum"].as_str().expect("a maximum")), "{}", criterion["id"]);
            match criterion["points"].as_str() {
                Some(points) => {
                    assert!(shows(&row[3], points), "{} {points} / {:?}", criterion["id"], row[3])
                }
                None => assert!(matches!(row[3], Data::String(_)), "{}: {:?}", criterion["id"], row[3]),
            }
            assert_eq!(
                (&row[4], &row[5]),
                (&Data::Empty, &Data::Empty),
                "appraisal and survey are the province's"
            );
        }
    }
}

#[test]
fn another_program_calculates_what_every_formula_says() {
    if !libreoffice::is_installed() {
        return;
    }
    for (sample, day) in SAMPLES {
        let program = Program::in_sample(sample);
        program.run(&format!("run --as-of {day}")).exits(1);
        let report = program.output("Bao-cao");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let recalculated = libreoffice::recalculated(&report, folder.path());
        let mut ours: Xlsx<_> = open_workbook(&report).expect("the report");
        let mut theirs: Xlsx<_> = open_workbook(&recalculated).expect("the recalculated report");
        let mut compared = 0;
        for name in ours.sheet_names() {
            let formulas = ours.worksheet_formula(&name).expect("formulas");
            let (one, other) =
                (ours.worksheet_range(&name).expect("ours"), theirs.worksheet_range(&name).expect("theirs"));
            let (top, left) = formulas.start().unwrap_or_default();
            for (row, column, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty())
            {
                let at = (
                    top + u32::try_from(row).expect("a row"),
                    left + u32::try_from(column).expect("a column"),
                );
                let (Some(stored), Some(computed)) = (one.get_value(at), other.get_value(at)) else {
                    panic!("{sample} {name} {at:?}: ={formula} has no value");
                };
                let same = match (stored, computed) {
                    (Data::Float(stored), Data::Float(computed)) => {
                        (stored - computed).abs() <= stored.abs().max(1.0) * 1e-9
                    }
                    (stored, computed) => stored == computed,
                };
                assert!(same, "{sample} {name} {at:?}: ={formula} says {stored:?}, LibreOffice {computed:?}");
                compared += 1;
            }
        }
        assert!(compared > 50, "{sample}: only {compared} formulas were compared");
    }
}

#[test]
fn no_text_of_a_submission_becomes_a_formula() {
    let program = Program::new();
    let folder = program.path().join("submissions/2025-nam");
    for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
        let evil = crate::submission::Submission::complete(unit);
        let evil =
            if unit == "VP" { evil.evidence("van_ban_dieu_hanh", "=HYPERLINK(\"http://x\")") } else { evil };
        evil.save(&folder, &format!("{unit}.xlsx"));
    }
    program.run("run").exits(1);
    for start in ["Bao-cao", "Phan-hoi-VP"] {
        let mut workbook: Xlsx<_> = open_workbook(program.output(start)).expect("a workbook");
        for name in workbook.sheet_names() {
            let formulas = workbook.worksheet_formula(&name).expect("formulas");
            assert!(formulas.used_cells().all(|(_, _, formula)| !formula.contains("HYPERLINK")), "{name}");
        }
    }
}

/// The notes on the cells of the report, by the number at the head of each.
fn notes(report: &Path) -> BTreeMap<String, Vec<String>> {
    let mut parts =
        zip::ZipArchive::new(std::fs::File::open(report).expect("the report")).expect("a package");
    let names = parts.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    let names: Vec<String> = names.filter(|name| name.contains("comments")).collect();
    let mut notes = BTreeMap::new();
    for name in names {
        let mut xml = String::new();
        parts.by_name(&name).expect("a part").read_to_string(&mut xml).expect("text");
        for comment in xml.split("<comment ").skip(1) {
            let texts =
                comment.split("<t").skip(1).filter_map(|text| text.split_once('>')?.1.split_once("</t>"));
            let text: String = texts.map(|(text, _)| text).collect();
            let text =
                text.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let number = lines.first().and_then(|line| line.split(' ').next()).unwrap_or_default().to_owned();
            notes.insert(format!("{name} {number}"), lines);
        }
    }
    notes
}

/// The sample judged by `sources`, as the questions about a period are answered.
fn judged(program: &Program, sources: &Sources) -> Judged {
    let folders = Folders {
        home: program.path().to_path_buf(),
        submissions: program.path().join("submissions/2025-nam"),
        period: Period::parse("2025-nam").expect("a period"),
        output: program.path().join("output"),
        rules: None,
        templates: None,
    };
    let settings = Settings {
        folders: &folders,
        sources,
        as_of: NaiveDate::from_ymd_opt(2025, 12, 16).expect("a day"),
        lang: Lang::Vi,
        reader: &InProcess::default(),
        progress: &|_| {},
    };
    judge(&settings).expect("judged")
}

#[test]
fn explain_and_gap_say_what_the_notes_of_the_report_say() {
    let program = Program::in_sample(SAMPLES[0].0).with_sources();
    // A value that changes within the window must read alike everywhere too.
    program.edit(
        "rules/ke-hoach-2025/t_2_6_7_thanh_toan_truc_tuyen.rhai",
        "const TARGET  = [ ",
        "const TARGET  = [ #{ from: \"2024-01-01\", at_least: 30, basis: \"Kế hoạch cũ\" }, ",
    );
    program.run("run --as-of 2025-12-16").exits(1);
    let notes = notes(&program.output("Bao-cao"));
    let sources = Sources::read_from(Some(&program.path().join("rules")), None).expect("sources");
    let Judged { rulebook, forms, assessment, scorecard, .. } = judged(&program, &sources);
    let plan = rulebook.plan();
    let shortages = shortages(plan, &forms, &assessment, &scorecard, Lang::Vi);
    let mut compared = 0;
    for rule in &plan.rules {
        let trace =
            rulebook.trace(rule, &assessment.figures, assessment.schedule.window.to).expect("a trace");
        let told = explanation(plan, &forms, &assessment, &scorecard, (rule, &trace.steps), Lang::Vi);
        let heading = told.first().expect("a heading");
        let note = notes.values().find(|note| note.first() == Some(heading));
        let note = note.unwrap_or_else(|| panic!("{heading} has no note"));
        for line in note.iter().filter(|line| !line.starts_with("   …")) {
            assert!(told.iter().flat_map(|told| told.lines()).any(|told| told == line), "{line}\n{told:#?}");
            compared += 1;
        }
        let short = shortages.iter().find(|shortage| shortage.rule == rule);
        let ways = note.iter().filter(|line| line.starts_with("Để "));
        for way in ways {
            let words = &short.unwrap_or_else(|| panic!("gap leaves {heading} out")).words;
            // Of several changes that would do the note names the smallest.
            assert!(words.iter().any(|word| word.starts_with(way.as_str())), "{way}\n{words:#?}");
        }
    }
    assert!(compared > 400, "only {compared} lines were compared");
}

#[test]
fn a_value_that_changed_within_the_window_is_shown_with_the_one_before() {
    let program = Program::in_sample(SAMPLES[0].0).with_sources();
    program.edit(
        "rules/ke-hoach-2025/t_2_2_3_dung_han.rhai",
        "const TARGET  = [ #{ from: \"2025-01-01\", above: 99, basis: \"Kế hoạch CCHC năm 2025, mục II.2.2, ý 3\" } ];",
        "const TARGET  = [\n    #{ from: \"2024-01-01\", above: 99.5, basis: \"KH 2024\" },\n    \
         #{ from: \"2025-01-01\", above: 99, basis: \"KH 2025\" },\n    \
         #{ from: \"2025-07-01\", above: 98, basis: \"KH 2025, sửa đổi\" },\n    \
         #{ from: \"2026-01-01\", above: 97, basis: \"KH 2026\" },\n];",
    );
    program.run("run --as-of 2025-12-16").exits(1);
    let both = [
        "Mức áp dụng: trên 98% (KH 2025, sửa đổi; áp dụng từ 01/07/2025 đến hết 31/12/2025)",
        "Mức trước đó trong kỳ: trên 99% (KH 2025; áp dụng từ 01/01/2025 đến hết 30/06/2025)",
        "Mức trước đó trong kỳ: trên 99,5% (KH 2024; áp dụng từ 01/01/2024 đến hết 31/12/2024)",
    ];
    let report = program.output("Bao-cao");
    let notes = notes(&report);
    let note = notes.values().find(|note| note[0].starts_with("2.2.3 ")).expect("a note");
    let shown: Vec<&String> = note.iter().filter(|line| line.starts_with("Mức ")).collect();
    assert_eq!(shown, both);
    let traced = program.run("explain 2.2.3 .").exits(0).stdout;
    assert!(both.iter().all(|line| traced.contains(line)), "{traced}");
    assert!(!traced.contains("97"), "{traced}");
    let row = &rows(&report, "PL I Chỉ tiêu")["2.2.3"];
    assert!(row[11].to_string().contains("Mức áp dụng thay đổi trong kỳ: trên 98%"), "{row:?}");
    assert_eq!(row[7].to_string(), "Đạt");
    // Without a period every value is told, and in the rule book too.
    let all = [
        "trên 99,5%",
        "đến hết 31/12/2024",
        "đến hết 30/06/2025",
        "trên 97% (KH 2026; áp dụng từ 01/01/2026)",
    ];
    let told = program.run("explain 2.2.3").exits(0).stdout;
    program.run("doc").exits(0);
    let book = std::fs::read_to_string(program.path().join("doc/So-tay-quy-tac.md")).expect("the rule book");
    assert!(all.iter().all(|text| told.contains(text) && book.contains(text)), "{told}");
}
