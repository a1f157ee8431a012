use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use cchc::intake::{Limits, Sheet, read_workbook};

use super::*;
use crate::kstt::FieldGroup;

#[test]
fn the_files_of_the_repository_are_what_this_program_makes() {
    for file in files().iter().filter(|file| !matches!(file.content, Content::Converted(_))) {
        let path = file.path();
        let stored = fs::read(&path).unwrap_or_default();
        let made = file.bytes().expect("bytes");
        assert!(stored == made, "run `cargo run --example make_samples`: {} is out of date", path.display());
    }
}

#[test]
fn no_other_file_lies_among_the_submissions() {
    let files = files();
    let made: BTreeSet<_> = files.iter().map(SampleFile::path).collect();
    let folders: BTreeSet<_> = made.iter().filter_map(|path| path.parent()).collect();
    for folder in folders {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            assert!(made.contains(&path), "no code makes {}", path.display());
        }
    }
    for path in &made {
        assert!(path.exists(), "run `cargo run --example make_samples -- --convert`: {}", path.display());
    }
}

fn totals(groups: &[FieldGroup]) -> [i64; 11] {
    let mut totals = [0; 11];
    for field in groups.iter().flat_map(|group| &group.fields) {
        for (total, value) in totals.iter_mut().zip(field.columns()) {
            *total += value;
        }
    }
    totals
}

#[test]
fn the_year_contains_the_quarter() {
    let (year, quarter) = (totals(&year::fields()), totals(&quarter::fields()));
    // Columns (4), (5), (7) to (10) count what happened; the others say how things stand.
    for column in [1, 2, 4, 5, 6, 7] {
        assert!(quarter[column] <= year[column], "column ({})", column + 3);
    }
    let pairs = year::fields().into_iter().zip(quarter::fields());
    for (year, quarter) in pairs.flat_map(|(year, quarter)| year.fields.into_iter().zip(quarter.fields)) {
        assert_eq!(year.name, quarter.name);
        let counts = |columns: [i64; 11]| [columns[1], columns[2], columns[4], columns[6], columns[7]];
        for (whole, part) in counts(year.columns()).into_iter().zip(counts(quarter.columns())) {
            assert!(part <= whole, "{}: {part} of {whole}", year.name);
        }
    }
}

#[test]
fn the_figures_are_those_that_the_comments_promise() {
    let year = totals(&year::fields());
    assert_eq!((year[1], year[1] + year[2]), (3247, 3840), "online");
    assert_eq!(year[7], 46, "late");
    let quarter = totals(&quarter::fields());
    assert_eq!((quarter[5] + quarter[6], quarter[4]), (990, 1000), "on time: exactly 99 %");
}

/// Every cell of a workbook that is not blank: sheet, address, content. Formulas are not compared, since a container
/// spells them its own way.
fn cells(bytes: &[u8], name: &str) -> BTreeMap<(String, String), String> {
    let (workbook, _) = read_workbook(bytes, name, &Limits::default()).expect("a workbook");
    let of = |sheet: &Sheet| -> Vec<_> {
        let cells = sheet.cells.iter();
        cells
            .map(|(at, cell)| ((sheet.name.to_string(), at.to_string()), format!("{:?}", cell.content)))
            .collect()
    };
    workbook.sheets.iter().flat_map(of).collect()
}

#[test]
fn a_converted_file_holds_the_cells_of_the_workbook_that_it_was_made_from() {
    let mut converted = 0;
    for file in files().iter().filter(|file| matches!(file.content, Content::Converted(_))) {
        let stored = fs::read(file.path()).expect("run `cargo run --example make_samples -- --convert`");
        let made = file.bytes().expect("bytes");
        assert_eq!(cells(&stored, file.name), cells(&made, "made.xlsx"), "{}", file.name);
        converted += 1;
    }
    assert_eq!(converted, 2);
}
