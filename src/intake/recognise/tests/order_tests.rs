//! Columns in any order and spelling, and sheets of any content.

use super::*;
use crate::intake::test_sheet::cell;
use proptest::prelude::*;

/// The same rows with their cells in another order of columns.
fn permuted(rows: &[&str], order: &[usize]) -> Vec<String> {
    rows.iter()
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            order.iter().map(|index| cells.get(*index).copied().unwrap_or("")).collect::<Vec<_>>().join(" | ")
        })
        .collect()
}

fn spelled(text: &str, how: usize) -> String {
    use unicode_normalization::UnicodeNormalization;
    match how {
        0 => text.to_owned(),
        1 => text.nfd().collect(),
        2 => text.to_uppercase(),
        3 => text.replace(' ', "\u{a0} "),
        _ => crate::text::fold_ascii(text),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_order_and_spelling_of_columns_change_nothing(
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
        how in prop::collection::vec(0usize..5, 8),
        inserted in 0usize..9,
    ) {
        let mut header: Vec<String> =
            FIGURES[4].split('|').zip(&how).map(|(text, how)| spelled(text.trim(), *how)).collect();
        let joined = header.join(" | ");
        let body: Vec<&str> = std::iter::once(joined.as_str()).chain(FIGURES[5..8].iter().copied()).collect();
        let mut order = order;
        order.insert(inserted, 99);
        let mut rows: Vec<String> = FIGURES[..4].iter().map(|row| (*row).to_owned()).collect();
        rows.extend(permuted(&body, &order));
        header.clear();
        let book = vec![
            sheet("Số liệu", &rows.iter().map(String::as_str).collect::<Vec<_>>()),
            sheet("Nhiệm vụ", &TASKS),
        ];
        let read = read(book);
        prop_assert_eq!(told(&read), vec![]);
        prop_assert_eq!(figures(&read), ["kinh_phi=1500000", "ty_le_truoc=98.5"]);
    }

    #[test]
    fn columns_of_form_06_may_move(order in Just((0..13).collect::<Vec<usize>>()).prop_shuffle()) {
        // Each column bears its full header, so that groups may be torn apart.
        let above = ["STT", "Lĩnh vực", "Tiếp nhận", "Tiếp nhận", "Tiếp nhận", "Tiếp nhận", "Đã giải quyết",
            "Đã giải quyết", "Đã giải quyết", "Đã giải quyết", "Đang giải quyết", "Đang giải quyết", "Đang giải quyết"];
        let below = ["", "", "Tổng số", "Trực tuyến", "Trực tiếp", "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn",
            "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn"];
        let (above, below) = (above.join(" | "), below.join(" | "));
        let body = [above.as_str(), &below, KSTT[9], KSTT[10],
            "| Tổng cộng | 300 | 210 | 80 | 10 | 290 | 170 | 118 | 2 | 10 | 9 | 1"];
        let mut rows: Vec<String> = KSTT[..4].iter().map(|row| (*row).to_owned()).collect();
        rows.extend(permuted(&body, &order));
        let read = read(vec![sheet("06", &rows.iter().map(String::as_str).collect::<Vec<_>>())]);
        prop_assert_eq!(told(&read), vec![]);
        prop_assert_eq!(figures(&read), KSTT_FIGURES);
    }

    #[test]
    fn no_sheet_panics(
        cells in prop::collection::vec((0u32..30, 0u32..16, 0usize..24), 0..120),
        merges in prop::collection::vec((0u32..30, 0u32..16, 0u32..4, 0u32..4), 0..8),
    ) {
        const TEXTS: [&str; 24] = ["STT", "Mã", "Nội dung", "Số liệu", "Không phát sinh (x)", "Tổng số", "Tiếp nhận",
            "Đã giải quyết", "Tên TTHC", "Thời hạn theo quy định", "Thời hạn sau cắt giảm", "Đơn vị tính",
            "06/VPCP/KSTT", "Danh mục TTHC", "Đơn vị báo cáo: KT", "Kỳ báo cáo", "năm 2025", "kinh_phi", "T2.1", "12",
            "-3.5", "#REF!", "=A1", "Tổng cộng"];
        let mut random = Sheet { name: "S".into(), ..Sheet::default() };
        for (row, column, text) in cells {
            random.cells.insert(CellRef::new(row, column), cell(TEXTS[text]));
        }
        for (row, column, height, width) in merges {
            let end = CellRef::new(row + height, column + width);
            random.merges.push(crate::address::CellRange { start: CellRef::new(row, column), end });
        }
        let _ = read(vec![random.clone(), random]);
    }
}
