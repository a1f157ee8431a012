//! Tables in pieces: over printed pages and sheets, with sub-totals between and remarks below.

use super::*;
use proptest::prelude::*;

const TITLE: &str = "DANH MỤC THỦ TỤC HÀNH CHÍNH VÀ THỜI HẠN GIẢI QUYẾT";
const PERIOD: &str = "Kỳ báo cáo: năm 2025";
const COLUMNS: &str =
    "STT | Tên TTHC | Lĩnh vực | Thời hạn theo quy định | Thời hạn sau cắt giảm | Đơn vị tính";
const NUMBERS: &str = "(1) | (2) | (3) | (4) | (5) | (6)";

fn record(number: usize) -> String {
    format!("{number} | Thủ tục {number} | Hộ tịch | {} | {} | ngày", number + 3, number + 1)
}

fn read_rows(sheets: &[(&str, Vec<String>)]) -> Recognition {
    let rows = |rows: &[String]| rows.iter().map(String::as_str).collect::<Vec<_>>().join("\u{1}");
    let sheets = sheets.iter().map(|(name, lines)| {
        let joined = rows(lines);
        sheet(name, &joined.split('\u{1}').collect::<Vec<_>>())
    });
    read(sheets.collect())
}

fn owned(rows: &[&str]) -> Vec<String> {
    rows.iter().map(|row| (*row).to_owned()).collect()
}

/// The names of all records of all submissions.
fn names(recognition: &Recognition) -> Vec<String> {
    let tables = recognition.submissions.iter().flat_map(|submission| submission.figures.tables.values());
    let records = tables.flat_map(|table| &table.records);
    records.filter_map(|record| record.fields.get("ten")).map(crate::figure::Figure::shown).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A table of N records is N records, however it is cut over pages and sheets and whatever is printed between.
    #[test]
    fn a_list_in_pieces_holds_each_record_once(
        count in 6usize..30,
        cuts in prop::collection::vec((1usize..30, any::<bool>(), 0usize..6, any::<bool>()), 0..5),
        titled in any::<bool>(),
    ) {
        let mut sheets: Vec<(String, Vec<String>)> = vec![("Danh mục".to_owned(), owned(&[TITLE, PERIOD, COLUMNS]))];
        let mut numbered = false;
        for number in 1..=count {
            if let Some((_, new_sheet, between, numbers)) = cuts.iter().find(|(at, ..)| *at + 1 == number && number > 1) {
                let last = number - 1;
                let rows = &mut sheets.last_mut().expect("a sheet").1;
                rows.extend(match between {
                    0 => owned(&["Trang 1"]),
                    1 => owned(&["", "| Trang 1/5"]),
                    2 => vec![format!("Cộng trang | < | | {} | {} |", last * 2, last)],
                    3 => owned(&["", ""]),
                    4 => owned(&["| | | 12"]),
                    _ => Vec::new(),
                });
                if *new_sheet {
                    let name = format!("Trang {}", sheets.len() + 1);
                    sheets.push((name, if titled { owned(&[TITLE, PERIOD]) } else { Vec::new() }));
                }
                let rows = &mut sheets.last_mut().expect("a sheet").1;
                rows.push(COLUMNS.to_owned());
                if *numbers {
                    rows.push(NUMBERS.to_owned());
                    numbered = true;
                }
                if *between == 2 {
                    rows.push("| Mang sang | | 7 | 5 |".to_owned());
                }
            }
            sheets.last_mut().expect("a sheet").1.push(record(number));
        }
        let named: Vec<(&str, Vec<String>)> = sheets.iter().map(|(name, rows)| (&**name, rows.clone())).collect();
        let read = read_rows(&named);
        let expected: Vec<String> = (1..=count).map(|number| format!("Thủ tục {number}")).collect();
        prop_assert_eq!(names(&read), expected, "numbered {} {:?}", numbered, sheets);
        prop_assert_eq!(told(&read), vec![], "{:?}", sheets);
        prop_assert_eq!(read.submissions.len(), 1);
    }

    /// Sub-totals in any wording are no records and raise nothing; the same words in the name of a record lose nothing.
    #[test]
    fn sub_totals_are_no_records_and_records_are_no_sub_totals(
        groups in prop::collection::vec(prop::collection::vec(1i64..50, 1..5), 1..5),
        wording in 0usize..9,
        numbered in any::<bool>(),
        like_sums in any::<bool>(),
    ) {
        let words = ["Cộng #", "Tổng phần #", "Cộng: lĩnh vực đất đai", "Tổng cộng mục #", "Tổng (#)", "Cộng", "Tiểu cộng #", "", "Toàn khối"];
        let records = ["Cộng đồng", "Tổng hợp", "Tổng đài", "Cộng tác viên", "Đất đai"];
        let mut rows = owned(&["Biểu số 06/VPCP/KSTT", PERIOD]);
        rows.push(format!("{}Lĩnh vực | Tiếp nhận - Tổng số | Tiếp nhận - Trực tuyến | Tiếp nhận - Trực tiếp | Tiếp nhận - Từ kỳ trước | Đã giải quyết - Tổng số | Đã giải quyết - Trước hạn | Đã giải quyết - Đúng hạn | Đã giải quyết - Quá hạn | Đang giải quyết - Tổng số | Đang giải quyết - Trong hạn | Đang giải quyết - Quá hạn", if numbered { "STT | " } else { "" }));
        let values = |n: i64| format!("{} | {n} | {n} | 0 | {n} | {n} | 0 | 0 | {n} | {n} | 0", 2 * n);
        let begin = |number: String| if numbered { format!("{number} | ") } else { String::new() };
        let (mut number, mut total) = (0, 0);
        for (index, group) in groups.iter().enumerate() {
            for value in group {
                number += 1;
                let label = if like_sums { records[number % records.len()] } else { "Hộ tịch" };
                rows.push(format!("{}{label} | {}", begin(number.to_string()), values(*value)));
            }
            let sum: i64 = group.iter().sum();
            total += sum;
            let mark = ["A", "B", "C", "D", "E"][index];
            // Sums alone tell only where the row says nothing else, and of one row there is no sum.
            let wording = if wording > 6 && (group.len() < 2 || !numbered) { "Cộng #" } else { words[wording] };
            rows.push(format!("{}{} | {}", begin(String::new()), wording.replace('#', mark), values(sum)));
        }
        rows.push(format!("{}Tổng cộng | {}", begin(String::new()), values(total)));
        rows.push(format!("{}Tỷ lệ % | {}", begin(String::new()), values(50)));
        rows.push(format!("{}So với cùng kỳ | {}", begin(String::new()), values(3)));
        let read = read_rows(&[("06", rows.clone())]);
        prop_assert_eq!(told(&read), vec![], "{:#?}", rows);
        let read_total = figures(&read).contains(&format!("kstt_tiep_nhan={}", 2 * total));
        prop_assert!(read_total);
    }

    /// In a list a row whose numbers happen to be the sums of those above stays a record where it is named or numbered.
    #[test]
    fn a_record_that_happens_to_add_up_stays_a_record(
        first in 1usize..20, second in 1usize..20, numbered in any::<bool>(), name in 0usize..4,
    ) {
        let names_ = ["Cộng đồng dân cư", "Tổng hợp", "Khai sinh", "Tổng kiểm kê đất đai"];
        let mut rows = owned(&[TITLE, PERIOD]);
        rows.push(COLUMNS.trim_start_matches(if numbered { "" } else { "STT | " }).to_owned());
        let row = |number: usize, name: &str, days: usize| {
            let number = if numbered { format!("{number} | ") } else { String::new() };
            format!("{number}{name} | Hộ tịch | {days} | {days} | ngày")
        };
        rows.extend([row(1, "Một", first), row(2, "Hai", second), row(3, names_[name], first + second)]);
        let read = read_rows(&[("DM", rows)]);
        prop_assert_eq!((told(&read), names(&read)), (vec![], vec!["Một".to_owned(), "Hai".to_owned(), names_[name].to_owned()]));
    }
}

/// Form 06 over printed pages: the header on each, with or without its numbers, and the total on the last.
#[test]
fn a_header_printed_on_each_page_makes_one_table() {
    for (between, numbers) in [(&["Trang 2"][..], true), (&[], false), (&["", "| | Trang 2/2", ""], true)] {
        let carried = "| Mang sang | 100 | 60 | 30 | 10 | 90 | 50 | 38 | 2 | 10 | 9 | 1";
        let header = &KSTT[4..if numbers { 8 } else { 7 }];
        let pages = [&KSTT[..10], between, header, &[carried], &KSTT[10..]].concat();
        let read = read(vec![sheet("06", &pages)]);
        assert_eq!(
            (told(&read), figures(&read)),
            (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()),
            "{between:?}"
        );
        assert_eq!(read.submissions.len(), 1);
    }
}

#[test]
fn a_form_that_goes_on_on_another_sheet_is_one_with_its_total() {
    let titled = [&KSTT[..8], &KSTT[10..]].concat();
    let untitled = [&KSTT[4..8], &KSTT[10..]].concat();
    for second in [titled, untitled] {
        let read = read(vec![sheet("06", &KSTT[..10]), sheet("06 (tiếp)", &second)]);
        assert_eq!((told(&read), figures(&read)), (vec![], KSTT_FIGURES.map(str::to_owned).to_vec()));
        assert_eq!(read.submissions.len(), 1);
    }
}

#[test]
fn two_forms_06_are_never_added_up() {
    let same = read(vec![
        kstt(|_, row| row.to_owned()),
        Sheet { name: "06a".into(), ..kstt(|_, row| row.to_owned()) },
    ]);
    assert_eq!(
        (told(&same), same.submissions.len()),
        (vec![], 2),
        "what agrees is one figure when submissions are joined"
    );
    for submission in &same.submissions {
        assert_eq!(submission.figures.single["kstt_tiep_nhan"].shown(), "300");
    }
    // A copy that bears no name beside one that does is told of.
    let copy = sheet("Tổng hợp", &[&KSTT[4..]].concat());
    let read = read(vec![kstt(|_, row| row.to_owned()), copy]);
    assert_eq!((codes(&read), read.submissions.len()), (vec![Code::SheetLikeForm], 1));
}

#[test]
fn a_list_that_is_there_twice_or_counts_on_without_a_header_is_told_of() {
    let list = |first: usize| (first..first + 3).map(record).collect::<Vec<_>>();
    let whole = [owned(&[TITLE, PERIOD, COLUMNS]), list(1)].concat();
    let copy = [owned(&[COLUMNS]), list(1)].concat();
    let read_twice = read_rows(&[("Danh mục", whole.clone()), ("Bản sao", copy)]);
    assert_eq!(
        (told(&read_twice), names(&read_twice).len()),
        (vec![(Code::SheetLikeForm, "A1".to_owned())], 3)
    );
    let headless = read_rows(&[("Danh mục", whole.clone()), ("Trang 2", list(4))]);
    assert_eq!((told(&headless), names(&headless).len()), (vec![(Code::SheetLikeForm, "A1".to_owned())], 3));
    // Other numbers are another table.
    let other = read_rows(&[("Danh mục", whole), ("Ghi chép", list(9))]);
    assert_eq!(told(&other), []);
}

#[test]
fn a_sum_over_a_part_is_never_taken_for_the_total() {
    let rows = [
        &KSTT[..10],
        &["Tổng cộng mục I | < | 100 | 60 | 30 | 10 | 90 | 50 | 38 | 2 | 10 | 9 | 1", KSTT[10]],
    ]
    .concat();
    let read = read(vec![sheet("06", &rows)]);
    assert_eq!(codes(&read), [Code::RowMissing]);
    assert!(figures(&read).iter().all(|figure| figure.ends_with(":Missing")));
}

#[test]
fn a_field_below_the_total_is_still_asked_about() {
    let mut rows = KSTT[..12].to_vec();
    rows.push("3 | Chứng thực | 5 | 5 | 0 | 0 | 5 | 5 | 0 | 0 | 0 | 0 | 0");
    let read = read(vec![sheet("06", &rows)]);
    assert!(codes(&read).iter().all(|code| *code == Code::TotalDiffers));
    assert!(!codes(&read).is_empty());
}
