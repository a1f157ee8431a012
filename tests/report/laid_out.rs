//! Results laid out through a template.

use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use cchc::address::{CellRange, CellRef};
use cchc::report::book::{Book, Cell, Content, Sheet};
use cchc::report::{Template, lay_out, write_book};
use cchc::rulebook::Outcome;
use cchc::score::score;
use rust_decimal::Decimal;

use super::sample::{World, nothing_sent, year_2025, year_2025_with};
use super::{default_template, design};
use crate::libreoffice;

fn laid_out(world: &World, template: &Template) -> Book {
    lay_out(template, world.plan(), &world.forms, &world.assessment, &world.scorecard)
}

fn sheet<'a>(book: &'a Book, name: &str) -> &'a Sheet {
    book.sheets.iter().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

/// Each row of a sheet by the text of its first column, the header row's texts naming the columns.
struct Table<'a> {
    sheet: &'a Sheet,
    header: u32,
}

impl<'a> Table<'a> {
    fn of(book: &'a Book, name: &str, first_header: &str) -> Self {
        let sheet = sheet(book, name);
        let header = sheet.cells.iter().find(|(_, cell)| text(cell) == first_header).expect("a header").0.row;
        Self { sheet, header }
    }

    fn column(&self, title: &str) -> u32 {
        let cells = self.sheet.cells.iter().filter(|(at, _)| at.row == self.header);
        cells
            .into_iter()
            .find(|(_, cell)| text(cell) == title)
            .unwrap_or_else(|| panic!("no {title}"))
            .0
            .column
    }

    fn cell(&self, row: &str, title: &str) -> (CellRef, &'a Cell) {
        let column = self.column(title);
        let mut rows = self.sheet.cells.iter().filter(|(at, cell)| at.column == 0 && text(cell) == row);
        // A group's row comes before the item of the same number.
        let at = rows.next_back().unwrap_or_else(|| panic!("no row {row}")).0;
        let at = CellRef::new(at.row, column);
        (at, self.sheet.cells.get(&at).expect("a cell"))
    }
}

fn text(cell: &Cell) -> &str {
    match &cell.content {
        Content::Text(text) => text,
        _ => "",
    }
}

#[test]
fn every_outcome_is_shown_in_words_with_its_colour() {
    let world = year_2025();
    let book = laid_out(&world, &default_template());
    let table = Table::of(&book, "PL I Chỉ tiêu", "STT");
    let mut seen = HashMap::new();
    for (target, words) in [
        ("1.1", "Chờ công bố"),
        ("2.1.1a", "Không phát sinh"),
        ("2.1.3", "Cần giải trình"),
        ("2.1.4", "Chưa đạt"),
        ("2.2.1a", "Không áp dụng"),
        ("2.2.3", "Đạt"),
        ("2.6.3", "Chưa đủ số liệu"),
    ] {
        let (_, cell) = table.cell(target, "Đánh giá");
        assert_eq!(text(cell), words, "{target}");
        seen.insert(words, cell.style.fill.expect("a fill"));
    }
    assert_eq!(
        seen.values().collect::<BTreeSet<_>>().len(),
        6,
        "only what has nothing to assess looks alike"
    );
}

#[test]
fn what_is_not_known_is_never_a_zero_or_a_blank() {
    let world = nothing_sent();
    let book = laid_out(&world, &default_template());
    let targets = Table::of(&book, "PL I Chỉ tiêu", "STT");
    let criteria = Table::of(&book, "PL III Tự chấm điểm", "STT");
    let index_766 = Table::of(&book, "PL III Tự chấm điểm (766)", "STT");
    for finding in &world.assessment.findings {
        assert!(!finding.outcome.is_settled(), "{finding:?}");
        let (at, cell) = match finding.scheme.as_str() {
            "ke-hoach-2025" => targets.cell(&finding.rule, "Kết quả"),
            "qd-766" => index_766.cell(&finding.rule, "Tự đánh giá"),
            _ => criteria.cell(&finding.rule, "Tự đánh giá"),
        };
        let expected =
            if finding.outcome == Outcome::Awaiting { "Chờ công bố" } else { "Chưa đủ số liệu" };
        assert_eq!(text(cell), expected, "{} {at}", finding.rule);
    }
    let summary = sheet(&book, "Tổng hợp");
    let zeros = summary.cells.iter().filter(|(_, cell)| {
        matches!(&cell.content, Content::Number(number) | Content::Formula { result: number, .. } if number.is_zero())
    });
    let labels: Vec<_> = zeros.map(|(at, _)| text(&summary.cells[&CellRef::new(at.row, 0)])).collect();
    // No criterion has been left out, and index 766 waits for no publication: that is known.
    assert_eq!(
        labels,
        [
            "Trừ: điểm của tiêu chí không đánh giá",
            "Trừ: điểm của tiêu chí không đánh giá",
            "Trừ: điểm chờ công bố (điều tra xã hội học, xếp hạng)"
        ]
    );
}

#[test]
fn a_ratio_is_a_live_formula_of_the_cells_beside_it() {
    let book = laid_out(&year_2025(), &default_template());
    let table = Table::of(&book, "PL I Chỉ tiêu", "STT");
    let (at, cell) = table.cell("2.2.3", "Kết quả");
    let row = at.row + 1;
    let Content::Formula { formula, result } = &cell.content else { panic!("{cell:?}") };
    assert_eq!(formula, &format!("E{row}*100/F{row}"));
    assert_eq!(result.round_dp(6).to_string(), "99.933363");
    assert_eq!(table.cell("2.2.3", "Tử số").1.content, Content::Number(8998.into()));
    assert_eq!(table.cell("2.2.3", "Mẫu số").1.content, Content::Number(9004.into()));
    assert_eq!(table.cell("2.2.3", "Kế hoạch").1.style.number_format, "\"> \"#,##0\\%");
}

#[test]
fn what_is_short_is_told_in_points_and_in_things() {
    let book = laid_out(&year_2025(), &default_template());
    let table = Table::of(&book, "PL I Chỉ tiêu", "STT");
    for (target, gap) in [
        (
            "2.1.4",
            "Thiếu 20 điểm %; cần thêm 1 vấn đề (\"Trong đó: số vấn đề đã xử lý hoặc kiến nghị xử lý kịp thời\")",
        ),
        (
            "2.4.1",
            "Thiếu 8,06 điểm %; cần thêm 5 người (\"Trong đó: số cán bộ, công chức đạt chuẩn ở mọi mặt (chuyên môn, lý luận chính trị, nghiệp vụ, kỹ năng làm việc)\")",
        ),
        ("2.6.3", "TT PVHCC chưa báo cáo \"Trong đó: số hồ sơ, kết quả đã được số hóa\""),
        ("2.1.3", "Thiếu tài liệu kiểm chứng"),
        ("2.2.3", ""),
    ] {
        assert_eq!(text(table.cell(target, "Còn thiếu").1), gap, "{target}");
    }
}

#[test]
fn a_target_stated_twice_says_so() {
    let book = laid_out(&year_2025(), &default_template());
    let remark = text(Table::of(&book, "PL I Chỉ tiêu", "STT").cell("2.1.1b", "Ghi chú").1);
    assert!(remark.contains("Kế hoạch nêu 2 lần (II.2.1, ý 1, vế 2; II.2.1, ý 2), tính một lần"), "{remark}");
}

#[test]
fn the_notice_of_a_sample_scheme_stands_wherever_its_points_do() {
    const NOTICE: &str = "BỘ TIÊU CHÍ MẪU - KHÔNG PHẢI QUY ĐỊNH CỦA TỈNH";
    let book = laid_out(&year_2025(), &default_template());
    for (name, times) in [("Tổng hợp", 2), ("PL III Tự chấm điểm", 1), ("Quy tắc áp dụng", 1)]
    {
        let found = sheet(&book, name).cells.values().filter(|cell| text(cell) == NOTICE).count();
        assert_eq!(found, times, "{name}");
    }
}

#[test]
fn a_window_that_spans_the_merger_is_noted_on_every_sheet() {
    let mut world = year_2025();
    let noted = |book: &Book| {
        let with_note = |sheet: &&Sheet| {
            sheet.cells.values().any(|cell| text(cell).contains("ngày thành lập xã Châu Sơn"))
        };
        book.sheets.iter().filter(with_note).count()
    };
    assert_eq!(noted(&laid_out(&world, &default_template())), 9);
    world.assessment.schedule.window.from = world.plan().commune.founded;
    let book = laid_out(&world, &default_template());
    assert_eq!(noted(&book), 0);
    let empty = sheet(&book, "PL I Chỉ tiêu").cells.values().filter(|cell| text(cell).contains("{{")).count();
    assert_eq!(empty, 0);
}

#[test]
fn assessed_cells_are_annotated_and_lead_to_their_sources() {
    let world = year_2025();
    let book = laid_out(&world, &default_template());
    let targets = Table::of(&book, "PL I Chỉ tiêu", "STT");
    let criteria = Table::of(&book, "PL III Tự chấm điểm", "STT");
    let index_766 = Table::of(&book, "PL III Tự chấm điểm (766)", "STT");
    for rule in &world.plan().rules {
        let (cell, name) = match rule.scheme.as_str() {
            "ke-hoach-2025" => (targets.cell(&rule.id, "Đánh giá").1, format!("CT {}", rule.id)),
            "qd-766" => (index_766.cell(&rule.id, "Tự đánh giá").1, format!("TC {} (766)", rule.id)),
            _ => (criteria.cell(&rule.id, "Tự đánh giá").1, format!("TC {}", rule.id)),
        };
        let note = cell.note.as_deref().unwrap_or_else(|| panic!("{} has no note", rule.id));
        assert!(note.contains(&rule.file) && note.contains("Căn cứ: "), "{note}");
        let link = cell.link.as_ref().unwrap_or_else(|| panic!("{} has no link", rule.id));
        let source = &sheet(&book, &link.sheet).cells[&link.cell];
        assert!(text(source).split("; ").any(|used| used == name), "{name} leads to {:?}", source.content);
    }
    let note = targets.cell("2.2.3", "Đánh giá").1.note.clone().expect("a note");
    for line in [
        "Mức áp dụng: trên 99% (Kế hoạch CCHC năm 2025, mục II.2.2, ý 3; áp dụng từ 01/01/2025)",
        "Phép tính: 8.998 × 100 / 9.004 = 99,93%",
        "Đánh giá: Đạt - 99,93%, lớn hơn 99%",
        "- Hồ sơ TTHC đã giải quyết trước hạn: 6.110",
    ] {
        assert!(note.lines().any(|found| found == line), "{line} is not in\n{note}");
    }
    assert!(note.contains("Bieu 06 TTPVHCC nam 2025.xls | 06-VPCP-KSTT!E"), "{note}");
    let note = targets.cell("2.2.2", "Đánh giá").1.note.clone().expect("a note");
    assert!(note.contains("ô khác, xem trang Nguồn số liệu"), "{note}");
    let note = targets.cell("2.6.3", "Đánh giá").1.note.clone().expect("a note");
    assert!(
        note.contains("Còn thiếu: Trong đó: số hồ sơ, kết quả đã được số hóa - TT PVHCC, TTPVHCC_phieu.xlsx"),
        "{note}"
    );
}

#[test]
fn nothing_that_a_unit_typed_becomes_a_formula() {
    let book = laid_out(&year_2025(), &default_template());
    let typed = "=HYPERLINK(\"http://example.com\";\"Danh sách\")";
    let cell = Table::of(&book, "PL I Chỉ tiêu", "STT").cell("2.4.1", "Tài liệu kiểm chứng").1;
    assert_eq!(cell.content, Content::Text(typed.into()));
    for sheet in &book.sheets {
        for (at, cell) in &sheet.cells {
            let Content::Formula { formula, .. } = &cell.content else { continue };
            let own = formula
                .chars()
                .all(|letter| letter.is_ascii_uppercase() || "0123456789.,:()+-*/".contains(letter));
            assert!(own, "{}!{at}: {formula}", sheet.name);
        }
    }
}

#[test]
fn sums_count_nothing_twice() {
    let world = year_2025();
    let book = laid_out(&world, &default_template());
    let table = Table::of(&book, "PL III Tự chấm điểm", "STT");
    let column = table.column("Điểm tối đa");
    let total = table.cell("Tổng điểm các tiêu chí (không kể thưởng, trừ)", "Điểm tối đa").1;
    let Content::Formula { formula, result } = &total.content else { panic!("{total:?}") };
    assert_eq!(*result, 100.into());
    let ranges = formula.trim_start_matches("SUM(").trim_end_matches(')').split(',');
    let mut sum = rust_decimal::Decimal::ZERO;
    for range in ranges.map(|range| CellRange::parse(range).expect("a range")) {
        for row in range.start.row..=range.end.row {
            let cell = &table.sheet.cells[&CellRef::new(row, column)];
            let Content::Number(number) = cell.content else { panic!("row {row} is no criterion: {cell:?}") };
            sum += number;
        }
    }
    assert_eq!(sum, 100.into());
}

#[test]
fn another_program_calculates_what_the_report_says() {
    if !libreoffice::is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.xlsx");
    let book = laid_out(&year_2025(), &default_template());
    std::fs::write(&path, write_book(&book).expect("a workbook")).expect("written");
    let recalculated = std::fs::read(libreoffice::recalculated(&path, folder.path())).expect("read");
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(&recalculated)).expect("readable");
    let mut compared = 0;
    for sheet in &book.sheets {
        let cells = read.worksheet_range(&sheet.name).expect("the sheet");
        for (at, cell) in &sheet.cells {
            let Content::Formula { formula, result } = &cell.content else { continue };
            let Some(Data::Float(found)) = cells.get_value((at.row, at.column)) else {
                panic!("{}!{at} ={formula}: {:?}", sheet.name, cells.get_value((at.row, at.column)));
            };
            let stored: f64 = result.to_string().parse().expect("a number");
            assert!(
                (found - stored).abs() <= stored.abs() * 1e-14,
                "{}!{at} ={formula}: {found} {stored}",
                sheet.name
            );
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn the_look_of_the_template_survives_without_any_result() {
    let template = default_template();
    let book = laid_out(&nothing_sent(), &template);
    assert_eq!(book.sheets.len(), 9);
    // The annex of the second scheme of points is the same layout once more, without rows of bonuses and penalties.
    let printed = book.sheets.iter().filter(|sheet| sheet.name != "PL III Tự chấm điểm (766)");
    for (printed, designed) in printed.zip(template.sheets()) {
        let name = &designed.name;
        assert_eq!(&printed.name, name);
        assert_eq!(printed.column_widths, designed.column_widths, "{name}");
        // Rows have moved, and what names rows with them.
        let moved = cchc::report::book::Page {
            repeat_rows: designed.page.repeat_rows,
            breaks: designed.page.breaks.clone(),
            ..printed.page.clone()
        };
        assert_eq!(moved, designed.page, "{name}");
        assert_eq!(printed.page.repeat_rows.is_some(), designed.page.repeat_rows.is_some(), "{name}");
        // Every style of the template is printed somewhere, and fonts and borders are never changed.
        for (at, cell) in &designed.cells {
            let same = |found: &&Cell| {
                found.style.font == cell.style.font
                    && found.style.borders == cell.style.borders
                    && found.style.horizontal == cell.style.horizontal
                    && (found.style.size - cell.style.size).abs() < f64::EPSILON
            };
            assert!(printed.cells.values().any(|found| same(&found)), "{name}!{at}");
        }
    }
}

#[test]
fn rows_are_high_enough_for_their_text() {
    let book = laid_out(&year_2025(), &default_template());
    for sheet in &book.sheets {
        let merged: HashMap<CellRef, CellRange> =
            sheet.merges.iter().map(|range| (range.start, *range)).collect();
        let covered = |at: CellRef| sheet.merges.iter().any(|range| range.contains(at) && range.start != at);
        for (&at, cell) in sheet.cells.iter().filter(|(at, _)| !covered(**at)) {
            let range = merged.get(&at).copied().unwrap_or(CellRange { start: at, end: at });
            let width: f64 = (range.start.column..=range.end.column)
                .map(|column| sheet.column_widths.get(&column).copied().unwrap_or(8.43) * 7.0 + 5.0)
                .sum();
            let height: f64 = (range.start.row..=range.end.row)
                .map(|row| sheet.row_heights.get(&row).copied().unwrap_or(15.0))
                .sum();
            // A letter of Times New Roman is a good two fifths as wide as it is high; lines are a sixth apart.
            let letters = text(cell).chars().count();
            #[expect(clippy::cast_precision_loss, reason = "a few hundred letters")]
            let lines = (letters as f64 * 0.41 * cell.style.size * 96.0 / 72.0 / width).ceil();
            assert!(
                lines * cell.style.size * 1.15 <= height + 1.0,
                "{}!{at}: {height} for {}",
                sheet.name,
                text(cell)
            );
        }
    }
}

#[test]
fn the_written_report_is_read_back() {
    let book = laid_out(&year_2025(), &default_template());
    let bytes = write_book(&book).expect("a workbook");
    assert!(bytes == write_book(&laid_out(&year_2025(), &default_template())).expect("a workbook"));
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("report.xlsx"), &bytes).expect("written");
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).expect("readable");
    for sheet in &book.sheets {
        let cells = read.worksheet_range(&sheet.name).expect("the sheet");
        let covered = |at: CellRef| sheet.merges.iter().any(|range| range.contains(at) && range.start != at);
        for (&at, cell) in sheet.cells.iter().filter(|(at, _)| !covered(**at)) {
            let found = cells.get_value((at.row, at.column));
            match &cell.content {
                Content::Text(text) => {
                    assert_eq!(found, Some(&Data::String(text.clone())), "{}!{at}", sheet.name)
                }
                Content::Number(number) | Content::Formula { result: number, .. } => {
                    let number: f64 = number.to_string().parse().expect("a number");
                    assert_eq!(found, Some(&Data::Float(number)), "{}!{at}", sheet.name);
                }
                Content::Blank | Content::Date(_) => {}
            }
        }
    }
}

/// The default layout changed by hand and laid out.
fn with_design(change: impl Fn(&mut Book)) -> Book {
    let mut designed = design::book();
    change(&mut designed);
    let bytes = write_book(&designed).expect("a workbook");
    let (template, _) = Template::load(&bytes, "report.xlsx");
    laid_out(&year_2025(), &template.expect("a template"))
}

fn find(sheet: &Sheet, wanted: &str) -> CellRef {
    *sheet.cells.iter().find(|(_, cell)| text(cell) == wanted).unwrap_or_else(|| panic!("no {wanted}")).0
}

#[test]
fn a_restyled_template_gives_a_restyled_report() {
    let book = with_design(|book| {
        let sheet = &mut book.sheets[1];
        sheet.name = "Chỉ tiêu 2025".into();
        // Numerator and result change places; the formula follows.
        let (numerator, result) = (find(sheet, "{{target.numerator}}"), find(sheet, "{{target.result}}"));
        let moved = sheet.cells.remove(&numerator).expect("a cell");
        let other = sheet.cells.insert(result, moved).expect("a cell");
        sheet.cells.insert(numerator, other);
        let label = find(sheet, "{{target.label}}");
        let cell = sheet.cells.get_mut(&label).expect("a cell");
        cell.content = Content::Text("{{target.number}}. {{target.label}} ({{target.unit}})".into());
        let style = std::sync::Arc::make_mut(&mut cell.style);
        style.font = "Arial".into();
        style.color = Some(0x0000_80FF);
        sheet.page.landscape = false;
    });
    let sheet = sheet(&book, "Chỉ tiêu 2025");
    let at = find(sheet, "2.2.3. Hồ sơ TTHC tiếp nhận trong năm được giải quyết đúng hạn và trước hạn (%)");
    let style = &sheet.cells[&at].style;
    assert_eq!((style.font.as_str(), style.color, sheet.page.landscape), ("Arial", Some(0x0000_80FF), false));
    let row = at.row + 1;
    let Content::Formula { formula, .. } = &sheet.cells[&CellRef::new(at.row, 4)].content else {
        panic!("no formula")
    };
    assert_eq!(formula, &format!("G{row}*100/F{row}"));
}

#[test]
fn a_formula_without_its_cells_becomes_its_value() {
    let book = with_design(|book| {
        let sheet = &mut book.sheets[1];
        let at = find(sheet, "{{target.numerator}}");
        sheet.cells.get_mut(&at).expect("a cell").content = Content::Blank;
    });
    let (_, cell) = Table::of(&book, "PL I Chỉ tiêu", "STT").cell("2.6.1", "Kết quả");
    assert_eq!(cell.content, Content::Number(100.into()));
}

#[test]
fn groups_may_be_left_out() {
    let book = with_design(|book| {
        let sheet = &mut book.sheets[1];
        let row = find(sheet, "{{group.title}}").row;
        for cell in sheet.cells.iter_mut().filter(|(at, _)| at.row == row).map(|(_, cell)| cell) {
            cell.content = Content::Blank;
        }
    });
    let sheet = sheet(&book, "PL I Chỉ tiêu");
    assert!(sheet.cells.values().all(|cell| text(cell) != "Cải cách thể chế"));
    find(sheet, "2.2.3");
}

#[test]
fn shares_of_groups_leave_out_what_is_not_determined() {
    let world = year_2025();
    let book = laid_out(&world, &default_template());
    let scheme = world.scorecard.schemes.iter().find(|score| score.scheme == "chi-so-mau").expect("a score");
    let groups = &scheme.points.as_ref().expect("points").groups;
    let open: Vec<_> =
        groups.iter().filter(|(_, score)| !score.undetermined.is_zero() && !score.earned.is_zero()).collect();
    assert!(!open.is_empty(), "{groups:?}");
    let annex = sheet(&book, "PL III Tự chấm điểm");
    let overview = sheet(&book, "Tổng hợp");
    for (id, score) in open {
        let share = score.earned * Decimal::ONE_HUNDRED
            / (score.maximum - score.excluded - score.awaiting - score.undetermined);
        let shown = |sheet: &Sheet, column: u32| {
            let of_group =
                sheet.cells.iter().filter(|(at, cell)| at.column == 0 && text(cell) == id.as_str());
            let results = of_group.filter_map(|(at, _)| sheet.cells.get(&CellRef::new(at.row, column)));
            results
                .filter_map(|cell| match &cell.content {
                    Content::Formula { result, .. } => Some(*result),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert!(shown(annex, 7).contains(&share), "{id}: {:?} lacks {share}", shown(annex, 7));
        assert!(shown(overview, 5).contains(&share), "{id}: {:?} lacks {share}", shown(overview, 5));
    }
}

#[test]
fn nearly_all_is_never_printed_as_all() {
    let world = year_2025_with(&[
        ("kstt_truoc_han", "700000"),
        ("kstt_dung_han", "200000"),
        ("kstt_dang_trong_han", "4225"),
        ("kstt_tiep_nhan", "904298"),
    ]);
    let book = laid_out(&world, &default_template());
    let table = Table::of(&book, "PL III Tự chấm điểm (766)", "STT");
    let explanation = text(table.cell("2.1", "Giải trình cách tính").1);
    assert!(explanation.starts_with("904.225 / 904.298 = 99,99%. "), "{explanation}");
    let note = table.cell("2.1", "Tự đánh giá").1.note.as_deref().expect("a note");
    assert!(note.contains("904.225 × 100 / 904.298 = 99,99%") && !note.contains("= 100"), "{note}");
}

#[test]
fn each_scheme_of_points_has_its_own_annex() {
    let world = year_2025();
    let mut plan = world.plan().clone();
    let mut assessment = world.assessment.clone();
    let mut other = plan.schemes.iter().find(|scheme| scheme.id == "chi-so-mau").expect("a scheme").clone();
    other.id = "chi-so-khac".into();
    other.title = "Bộ tiêu chí khác".into();
    other.notice = String::new();
    let rules: Vec<_> = plan.rules_of("chi-so-mau").filter(|rule| rule.group == "3").cloned().collect();
    for mut rule in rules {
        let finding = assessment
            .findings
            .iter()
            .find(|finding| finding.scheme == rule.scheme && finding.rule == rule.id);
        let mut finding = finding.expect("a finding").clone();
        rule.scheme = other.id.clone();
        finding.scheme = other.id.clone();
        assessment.findings.push(finding);
        plan.rules.push(rule);
    }
    plan.schemes.push(other);
    let scorecard = score(&plan, &assessment.findings);
    let book = lay_out(&default_template(), &plan, &world.forms, &assessment, &scorecard);
    let names: Vec<_> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let annexes = ["PL III Tự chấm điểm", "PL III Tự chấm điểm (766)", "PL III Tự chấm điểm (3)"];
    assert_eq!(names[3..6], annexes, "by its short name where it has one");
    let total = |name| match &Table::of(&book, name, "STT")
        .cell("Tổng điểm các tiêu chí (không kể thưởng, trừ)", "Điểm tối đa")
        .1
        .content
    {
        Content::Formula { result, .. } => result.normalize().to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(annexes.map(total), ["100", "100", "22"]);
    let second = sheet(&book, names[5]);
    assert!(second.cells.values().all(|cell| !text(cell).contains("BỘ TIÊU CHÍ MẪU")));
    write_book(&book).expect("a workbook");
}
