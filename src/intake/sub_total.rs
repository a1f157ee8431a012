//! Rows that sum other rows of a table, or carry a sum from page to page: by their words, or by adding up.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::outline;
use super::text_key::TextKey;
use crate::text::fold_ascii;

/// The label of a row, compared without diacritics where it was typed without any.
#[derive(Clone, Copy)]
struct Label<'l> {
    text: &'l str,
    plain: bool,
}

const TOTALS: [&str; 3] = ["tổng cộng", "tổng số", "tiểu cộng"];
const SUMS: [&str; 3] = ["cộng dồn", "cộng", "tổng"];

/// Whether a label says nothing but that it is a sum: `Cộng`, `Tổng số`.
pub(super) fn says_only_sum(label: &TextKey) -> bool {
    let label = Label::of(label);
    label.may_sum()
        && TOTALS.iter().chain(&SUMS).any(|word| label.after(word).is_some_and(|rest| rest.text.is_empty()))
}

/// Whether a label is that of a sum over a part of a table: `Cộng`, `Cộng A`, `Tổng (I)`, `Tổng phần II`, `Cộng: lĩnh
/// vực đất đai`, `Mang sang`. A field such as `Tổng hợp` or `Cộng đồng` is none.
pub(super) fn says_sum(label: &TextKey) -> bool {
    let label = Label::of(label);
    label.may_sum()
        && (label.is_carry()
            || TOTALS.iter().any(|word| label.after(word).is_some())
            || SUMS
                .iter()
                .filter_map(|word| label.after(word))
                .any(|rest| rest.text.is_empty() || rest.is_part()))
}

/// Whether a label, which may begin like that of the total, names a part: `Tổng cộng mục I`, `Tổng số trang 2`. One
/// that names several, such as `Tổng cộng (I+II)`, is that of the total.
pub(super) fn says_part_sum(label: &TextKey) -> bool {
    let label = Label::of(label);
    let parts = || TOTALS.iter().chain(&SUMS).filter_map(|word| label.after(word));
    label.may_sum() && (label.is_carry() || parts().any(|rest| rest.is_part() && !rest.text.contains('+')))
}

/// Whether a label is that of a remark on the total: a rate, a comparison, a note.
pub(super) fn is_remark_on_total(label: &TextKey) -> bool {
    const REMARKS: [&str; 10] =
        ["tỷ lệ", "tỉ lệ", "so với", "so sánh", "cùng kỳ", "tăng", "giảm", "ghi chú", "trong đó", "kỳ trước"];
    REMARKS.iter().any(|word| Label::of(label).after(word).is_some())
}

impl<'l> Label<'l> {
    fn of(key: &'l TextKey) -> Self {
        Self { text: &key.full, plain: key.typed_plain }
    }

    /// Most labels are none of a sum; their first letters tell.
    fn may_sum(self) -> bool {
        ["t", "c", "m", "l", "s"].iter().any(|letter| self.text.starts_with(letter))
    }

    /// What follows on `word`, where the label begins with it.
    fn after(self, word: &str) -> Option<Self> {
        let rest = match self.plain {
            true => self.text.strip_prefix(fold_ascii(word).as_str())?,
            false => self.text.strip_prefix(word)?,
        };
        let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
        let text = rest.trim_start_matches([' ', ':', '-', '.', '(', ',']).trim_end_matches([')', ' ']);
        ends.then_some(Self { text, plain: self.plain })
    }

    /// Whether it names a part of a table.
    fn is_part(self) -> bool {
        const PARTS: [&str; 15] = [
            "nhóm",
            "mục",
            "phần",
            "lĩnh vực",
            "cấp",
            "trang",
            "chương",
            "khối",
            "loại",
            "tiểu mục",
            "các mục",
            "các lĩnh vực",
            "theo",
            "khoản",
            "đoạn",
        ];
        let marks = || self.text.split(['+', ' ', '-', ',']).filter(|mark| !mark.is_empty());
        PARTS.iter().any(|word| self.after(word).is_some())
            || (marks().next().is_some() && marks().all(is_mark))
    }

    /// Whether it carries a sum over from one printed page to the next.
    fn is_carry(self) -> bool {
        const CARRIES: [&str; 9] = [
            "mang sang",
            "chuyển trang",
            "chuyển sang trang",
            "cộng trang",
            "cộng mang sang",
            "cộng chuyển",
            "trang trước chuyển",
            "lũy kế trang",
            "số mang sang",
        ];
        CARRIES.iter().any(|word| self.after(word).is_some())
    }
}

/// Whether `mark` numbers a part: `a`, `ii`, `1.2`.
fn is_mark(mark: &str) -> bool {
    mark.chars().count() <= 4 && outline::depth(&mark.to_uppercase()).is_some()
}

/// The sums of the rows since the last sum, column by column.
#[derive(Debug, Default)]
pub(super) struct RunningSums {
    sums: HashMap<usize, Decimal>,
    rows: usize,
}

impl RunningSums {
    /// Whether `amounts` (a column each) are the sums of at least two rows, and not all nothing.
    pub(super) fn are(&self, amounts: &[(usize, Decimal)]) -> bool {
        let sum = |column: &usize| self.sums.get(column).copied().unwrap_or_default();
        let stated = |column: &usize| amounts.iter().any(|(other, _)| other == column);
        self.rows >= 2
            && amounts.iter().any(|(_, amount)| !amount.is_zero())
            && amounts.iter().all(|(column, amount)| sum(column) == *amount)
            && self.sums.iter().all(|(column, sum)| sum.is_zero() || stated(column))
    }

    /// Adds a row. A sum that is too large is none.
    pub(super) fn add(&mut self, amounts: &[(usize, Decimal)]) {
        self.rows += 1;
        for (column, amount) in amounts {
            let sum = self.sums.entry(*column).or_default();
            *sum = sum.checked_add(*amount).unwrap_or_default();
        }
    }

    /// Begins anew below a sum.
    pub(super) fn restart(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_over_parts_are_known_by_their_words_and_fields_are_not() {
        for label in [
            "Cộng",
            "CỘNG A",
            "Cộng (I)",
            "Tổng phần II",
            "Tổng mục I.1",
            "Cộng: lĩnh vực đất đai",
            "Tổng cộng mục I",
            "Cộng nhóm II",
            "Tiểu cộng",
            "Cộng - B",
            "Tổng I+II",
            "Cộng trang",
            "Cộng trang 2",
            "Mang sang",
            "Chuyển trang sau",
            "Cộng mang sang",
            "Tổng số hồ sơ",
            "Cộng 1.2",
            "Cộng dồn",
            "CONG A",
            "Tong phan II",
            "Cong trang",
            "Tổng lĩnh vực hộ tịch",
        ] {
            assert!(says_sum(&TextKey::of(label)), "{label}");
        }
        for label in [
            "Cộng đồng dân cư",
            "Tổng hợp",
            "Tổng đài",
            "Cộng tác viên",
            "Tổng kiểm kê",
            "Đất đai",
            "Cộng hưởng",
            "Mang thai hộ",
            "Chuyển trường",
            "Lĩnh vực tổng hợp",
            "",
            "Cong dong",
            "Tong hop",
            "Tong dai",
        ] {
            assert!(!says_sum(&TextKey::of(label)), "{label}");
        }
        for (label, part) in [
            ("Tổng cộng mục I", true),
            ("Tổng số trang 2", true),
            ("Tổng cộng (I+II)", false),
            ("Tổng cộng", false),
            ("Tổng cộng toàn xã", false),
            ("Tổng số hồ sơ", false),
            ("Cộng lĩnh vực đất đai", true),
        ] {
            assert_eq!(says_part_sum(&TextKey::of(label)), part, "{label}");
        }
    }

    #[test]
    fn amounts_are_sums_only_where_every_column_adds_up() {
        let amounts = |one: i64, other: i64| [(0, Decimal::from(one)), (1, Decimal::from(other))];
        let mut running = RunningSums::default();
        running.add(&amounts(1, 2));
        assert!(!running.are(&amounts(1, 2)), "one row is no sum");
        running.add(&amounts(3, 4));
        assert!(running.are(&amounts(4, 6)));
        assert!(!running.are(&amounts(4, 7)));
        assert!(!running.are(&[(0, Decimal::from(4))]), "a column is left out");
        running.restart();
        assert!(!running.are(&amounts(4, 6)));
        assert!(!running.are(&amounts(0, 0)));
    }
}
