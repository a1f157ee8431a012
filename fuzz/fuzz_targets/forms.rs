//! Arbitrary sheets made of the words that forms are made of: recognised, and read.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use arbitrary::Arbitrary;
use cchc::address::{CellRange, CellRef};
use cchc::diagnostic::Lang;
use cchc::intake::{
    Cell, Container, Content, Expectation, Expected, FormDescription, Sheet, Workbook, learn, load_forms, recognise,
};
use cchc::plan::{Plan, TextFile};
use cchc::rulebook::Rulebook;
use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;

/// Texts that lead into the readers.
const WORDS: &[&str] = &[
    "Biểu số 06/VPCP/KSTT",
    "Danh mục thủ tục hành chính",
    "STT",
    "Lĩnh vực",
    "Tiếp nhận",
    "Tổng số",
    "Trực tuyến",
    "Trực tiếp",
    "Từ kỳ trước",
    "Đã giải quyết",
    "Trước hạn",
    "Đúng hạn",
    "Quá hạn",
    "Đang giải quyết",
    "Trong hạn",
    "Tổng cộng",
    "(1)",
    "(3)",
    "I",
    "1.1",
    "a",
    "Mã",
    "Nội dung",
    "Đơn vị tính",
    "Số liệu",
    "Không phát sinh (x)",
    "Tài liệu kiểm chứng",
    "Giải trình",
    "Nhiệm vụ",
    "Thời hạn",
    "Tình trạng",
    "Ngày hoàn thành",
    "Sản phẩm",
    "Ghi chú",
    "Đơn vị báo cáo: Văn phòng HĐND và UBND",
    "Kỳ báo cáo: năm 2025",
    "Lần gửi",
    "Ngày lập",
    "Từ ngày 15/12/2024 đến ngày 14/12/2025",
    "Tên TTHC",
    "Thời hạn theo quy định",
    "Thời hạn sau cắt giảm",
    "ngày làm việc",
    "van_ban_dieu_hanh",
    "T3.1",
    "x",
    "KPS",
    "12 hồ sơ",
    "98,5%",
    "05/01/2026",
    "Đã hoàn thành",
    "Người lập biểu",
    "Có",
    "…",
    "-",
];

#[derive(Arbitrary, Debug)]
struct SheetInput {
    hidden: bool,
    cells: Vec<(u8, u8, CellInput)>,
    merges: Vec<(u8, u8, u8, u8)>,
    hidden_rows: Vec<u8>,
    far: Option<(u32, u16)>,
}

#[derive(Arbitrary, Debug)]
enum CellInput {
    Word(u8),
    Two(u8, u8),
    Text(String),
    Number(i64, u8),
    Percent(i32),
    Formula(i16),
    Error,
    NotCalculated,
    Bool(bool),
    Date(u16),
}

impl CellInput {
    fn cell(self) -> Cell {
        let word = |index: u8| WORDS[usize::from(index) % WORDS.len()];
        let (mut formula, mut format) = (None, None);
        let content = match self {
            Self::Word(one) => Content::Text(word(one).into()),
            Self::Two(one, two) => Content::Text(format!("{}\n{}", word(one), word(two)).into()),
            Self::Text(text) => Content::Text(text.into()),
            Self::Number(number, scale) => Content::Number(Decimal::new(number, u32::from(scale % 20))),
            Self::Percent(number) => {
                format = Some("0.0%".into());
                Content::Number(Decimal::new(number.into(), 3))
            }
            Self::Formula(number) => {
                formula = Some("[1]S!A1+1".into());
                Content::Number(number.into())
            }
            Self::Error => Content::Error("#REF!".into()),
            Self::NotCalculated => Content::NotCalculated,
            Self::Bool(value) => Content::Bool(value),
            Self::Date(days) => Content::Date(
                chrono::NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day") + chrono::Days::new(days.into()),
            ),
        };
        Cell { formula, format, ..Cell::of(content) }
    }
}

impl SheetInput {
    fn sheet(self, name: &str) -> Sheet {
        let mut cells = BTreeMap::new();
        for (row, column, cell) in self.cells {
            cells.insert(CellRef::new((row % 64).into(), (column % 24).into()), cell.cell());
        }
        if let Some((row, column)) = self.far {
            let cell = Cell::of(Content::Number(1.into()));
            cells.insert(CellRef::new(row % 1_048_576, u32::from(column) % 16_384), cell);
        }
        let merge = |(row, column, down, right): (u8, u8, u8, u8)| CellRange {
            start: CellRef::new((row % 64).into(), (column % 24).into()),
            end: CellRef::new(u32::from(row % 64) + u32::from(down), u32::from(column % 24 + right % 8)),
        };
        Sheet {
            name: name.into(),
            hidden: self.hidden,
            cells,
            merges: self.merges.into_iter().map(merge).collect(),
            hidden_rows: self.hidden_rows.into_iter().map(u32::from).collect(),
            ..Sheet::default()
        }
    }
}

static KNOWN: LazyLock<(Plan, Vec<FormDescription>)> = LazyLock::new(|| {
    let (forms, _) = load_forms(&cchc::defaults::forms());
    let (rulebook, _) = Rulebook::load(&cchc::defaults::rules(), &forms);
    (rulebook.expect("the shipped rules").plan().clone(), forms)
});

fuzz_target!(|sheets: Vec<SheetInput>| {
    let names = ["Số liệu", "Nhiệm vụ", "Bieu 06"];
    let sheets = sheets.into_iter().zip(names).map(|(sheet, name)| sheet.sheet(name)).collect();
    let workbook = Workbook { container: Container::Xlsx, sheets };
    let (plan, forms) = &*KNOWN;
    let facts = Expectation::new(plan, forms, None);
    let _ = recognise(&workbook, &"a.xlsx".into(), &Expected::new(&facts));
    if let Ok(proposal) = learn(&workbook, "a.xlsx", "a", &facts, Lang::Vi) {
        let (_, problems) = load_forms(&[TextFile { name: "a.toml".to_owned(), text: proposal.text }]);
        assert!(problems.is_empty(), "{problems:?}");
    }
});
