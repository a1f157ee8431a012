//! The report says what `results.json` says, cell by cell, and another program calculates the same.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use calamine::{Data, Reader, Xlsx, open_workbook};
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
