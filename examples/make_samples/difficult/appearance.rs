//! Form 06 whose cells show something else than they hold, and one whose results are out of date. What must be asked
//! about stands in columns that no target uses, so that the questions leave the results of the other files to be seen.

use super::compound_file::compound_file;
use super::look::Look;
use super::raw_book::{RawBook, RawSheet, book_bytes};
use super::xls_book::{Age, stream};
use super::{FORM_06, with_head};

/// The rows of the form with another total, which is row 9 of the sheet.
fn rows_with_total(total: &'static str) -> Vec<&'static str> {
    let mut rows = with_head(&FORM_06);
    rows[8] = total;
    rows
}

/// Defect: a number struck out before the one that replaces it, and the raised number of a footnote behind another.
pub(super) fn struck_and_raised() -> Vec<u8> {
    let rows = rows_with_total("|Tổng cộng|100|~~69~~70|25^1^|5|90|60|25|5|10|8|2");
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defect: a number is struck out as a whole, and none replaces it.
pub(super) fn struck_cell() -> Vec<u8> {
    let mut sheet = RawSheet::new("Bieu 06", &with_head(&FORM_06));
    sheet.looks = vec![("F9", Look::Struck)];
    compound_file(&[("Workbook", &stream(Age::Excel97, &RawBook::of(sheet), &[], None))])
}

/// Defects: a format that shows a number in thousands (10 as 0), one that shows it not at all, and letters in the colour of the paper.
/// The unit that a format adds is none.
pub(super) fn formats() -> Vec<u8> {
    let mut sheet = RawSheet::new("Bieu 06", &with_head(&FORM_06));
    sheet.looks = vec![
        ("D9", Look::Format("#,##0\" hồ sơ\"")),
        ("F9", Look::White),
        ("K9", Look::Format("#,##0,")),
        ("M9", Look::Format(";;;")),
    ];
    book_bytes(&RawBook::of(sheet))
}

/// Defect: two cells with a number each were merged by a program that keeps what lies under the range.
pub(super) fn covered() -> Vec<u8> {
    let rows = rows_with_total("|Tổng cộng|100|70|25|5|90|60|25|5|10|8|<2");
    book_bytes(&RawBook::of(RawSheet::new("Bieu 06", &rows)))
}

/// Defect: a program that does not calculate moved a case from "Trong hạn" to "Quá hạn". The workbook asks to be
/// calculated anew: one of the stored results is no longer that of its formula.
pub(super) fn stale() -> Vec<u8> {
    let mut rows = rows_with_total("|Tổng cộng|100|70|25|5|90|60|25|5|=SUM(K7:K8)→10|8|=SUM(M7:M8)→2");
    rows[7] = "2|Đất đai|40|30|8|2|35|20|13|2|5|2|3";
    book_bytes(&RawBook { recalculates: true, ..RawBook::of(RawSheet::new("Bieu 06", &rows)) })
}
