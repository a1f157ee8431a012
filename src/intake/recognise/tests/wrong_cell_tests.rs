//! Errors planted in form 06, found again by the sums that no longer hold.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;

/// Columns (3) to (13) of the form in the order of the sheet.
const COLUMNS: usize = 11;

/// A row in which every identity holds.
fn row(random: &mut StdRng) -> [i64; COLUMNS] {
    let [early, due, late, open, overdue] = [0; 5].map(|_: i32| random.random_range(0..400));
    let handled = early + due + late;
    let open_all = open + overdue;
    let online = random.random_range(0..=handled + open_all);
    let before = random.random_range(0..=handled + open_all - online);
    let direct = handled + open_all - online - before;
    [handled + open_all, online, direct, before, handled, early, due, late, open_all, open, overdue]
}

/// Form 06 with these rows, the last of them its total.
fn form(rows: &[[i64; COLUMNS]]) -> Sheet {
    let mut lines: Vec<String> = KSTT[..9].iter().map(|line| (*line).to_owned()).collect();
    for (index, row) in rows.iter().enumerate() {
        let numbers = row.map(|number| number.to_string()).join(" | ");
        lines.push(match index + 1 == rows.len() {
            true => format!("| Tổng cộng | {numbers}"),
            false => format!("{} | Lĩnh vực {index} | {numbers}", index + 1),
        });
    }
    lines.extend(KSTT[12..].iter().map(|line| (*line).to_owned()));
    sheet("Biểu 06", &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

fn consistent(random: &mut StdRng) -> Vec<[i64; COLUMNS]> {
    let count = random.random_range(2..12);
    let mut rows: Vec<[i64; COLUMNS]> = (0..count).map(|_| row(random)).collect();
    let total = std::array::from_fn(|column| rows.iter().map(|row| row[column]).sum());
    rows.push(total);
    rows
}

/// The cells that are named, each with the number that would fit.
fn named(rows: &[[i64; COLUMNS]]) -> Vec<(CellRef, String)> {
    let read = read(vec![form(rows)]);
    let named = read.diagnostics.iter().filter(|told| told.code == Code::CellLikelyWrong);
    named.map(|told| (told.place.cell.expect("a cell"), told.arguments["fits"].to_string())).collect()
}

/// The cell of a number.
fn cell(row: usize, column: usize) -> CellRef {
    CellRef::new(9 + u32::try_from(row).expect("few"), 2 + u32::try_from(column).expect("few"))
}

#[test]
fn one_wrong_number_is_named_with_what_would_fit_and_no_right_one_ever() {
    const PLANTED: usize = 400;
    let mut random = StdRng::seed_from_u64(8);
    let mut found = 0;
    for _ in 0..PLANTED {
        let mut rows = consistent(&mut random);
        assert_eq!(named(&rows), [], "nothing is wrong: {rows:?}");
        let (row, column) = (random.random_range(0..rows.len()), random.random_range(0..COLUMNS));
        let right = rows[row][column];
        rows[row][column] = (right + random.random_range(1..50)) * random.random_range(1..3);
        let named = named(&rows);
        found += named.len();
        assert!(
            named.is_empty() || named == [(cell(row, column), right.to_string())],
            "{right} at {}: {named:?} in {rows:?}",
            cell(row, column)
        );
    }
    assert!(found * 10 >= PLANTED * 9, "{found} of {PLANTED}");
}

#[test]
fn two_wrong_numbers_are_named_where_nothing_else_explains_the_sums() {
    let mut random = StdRng::seed_from_u64(9);
    let mut found = 0;
    for _ in 0..100 {
        let mut rows = consistent(&mut random);
        let columns = [random.random_range(0..5), random.random_range(5..COLUMNS)];
        let planted = [(0, columns[0]), (1, columns[1])].map(|(row, column)| {
            let right = rows[row][column];
            rows[row][column] = right + random.random_range(1..500);
            (cell(row, column), right.to_string())
        });
        let mut named = named(&rows);
        named.sort();
        found += usize::from(!named.is_empty());
        assert!(named.is_empty() || named == planted, "{planted:?}: {named:?} in {rows:?}");
    }
    assert!(found >= 80, "{found} of 100");
}
