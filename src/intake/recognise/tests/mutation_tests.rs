//! Every form, laid out and worded in thousands of ways: no value may serve another figure without a word, and hardly
//! any sheet may be lost. Only what a sheet looks like changes; what it holds stays known.

use std::collections::HashMap;
use std::fmt::Write as _;

use rand::rngs::StdRng;
use rand::seq::{IndexedMutRandom, IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rust_decimal::Decimal;

use super::*;
use crate::address::CellRange;
use crate::diagnostic::Level;
use crate::figure::{Figure, FigureKind, Value};
use crate::intake::sheet::{Cell, Content};
use crate::intake::{FormColumn, FormDescription, FormRows, load_forms};
use crate::plan::TextFile;
use crate::text::fold_ascii;

/// Sheets made of each form.
const OF_EACH: u64 = 1_000;
/// Sheets made of each form for each way to spoil it.
const OF_EACH_SPOILT: u64 = 40;
/// Least share of them that is read in full, in percent.
const LEAST_READ: usize = 99;

/// How the header is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    /// Parents merged over their children.
    Merged,
    /// The same with the merges given up: a parent stands above the first of its children.
    Unmerged,
    /// Each column bears its whole header, so that columns may stand in any order.
    Repeated,
    /// One row, the levels joined by this sign.
    Flat(&'static str),
}

/// What numbers the columns.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Numbers {
    Absent,
    /// As the description has them, in this style.
    Right(&'static str),
    /// Counted from another column, or in another order.
    Shifted,
    Shuffled,
}

/// What the sheet calls itself.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Name {
    Known,
    /// The number of a form that nobody has described.
    Other,
    TitleOnly,
    Nothing,
}

/// One way to lay a form out.
#[derive(Clone, Debug)]
struct Look {
    shape: Shape,
    numbers: Numbers,
    name: Name,
    /// Whether "Trong đó" stands between a parent and all its children but the total.
    between: bool,
    rows_above: u32,
    columns_left: u32,
    letters: usize,
}

fn every_form() -> Vec<FormDescription> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/forms");
    let files: Vec<TextFile> = std::fs::read_dir(folder)
        .expect("the forms")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| TextFile {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).expect("a description"),
        })
        .collect();
    let (forms, told) = load_forms(&files);
    assert_eq!((told, forms.len()), (vec![], files.len()));
    forms
}

fn any_look(random: &mut StdRng, deep: bool) -> Look {
    let shapes = [
        Shape::Merged,
        Shape::Merged,
        Shape::Unmerged,
        Shape::Repeated,
        Shape::Flat(" - "),
        Shape::Flat(": "),
        Shape::Flat("/"),
        Shape::Flat("\n"),
        Shape::Flat(" "),
    ];
    let numbers = [
        Numbers::Absent,
        Numbers::Right("(#)"),
        Numbers::Right("[#]"),
        Numbers::Right("#"),
        Numbers::Right("(#)=(4)+(5)"),
        Numbers::Shifted,
        Numbers::Shuffled,
    ];
    let names = [Name::Known, Name::Other, Name::TitleOnly, Name::Nothing];
    Look {
        shape: if deep { *shapes.choose(random).expect("a shape") } else { Shape::Repeated },
        numbers: *numbers.choose(random).expect("numbers"),
        name: *names.choose(random).expect("a name"),
        between: random.random_bool(0.3),
        rows_above: random.random_range(0..6),
        columns_left: random.random_range(0..4),
        letters: random.random_range(0..5),
    }
}

/// `text` as somebody else types it.
fn typed(text: &str, letters: usize, random: &mut StdRng) -> String {
    let text = match letters {
        0 | 1 => text.to_owned(),
        2 => text.to_uppercase(),
        3 => text.to_lowercase(),
        _ => fold_ascii(text),
    };
    let mut words: Vec<&str> = text.split(' ').collect();
    let gap = if words.len() > 1 && random.random_bool(0.2) {
        Some((random.random_range(1..words.len()), *["  ", "\u{a0}", " \n"].choose(random).expect("a gap")))
    } else {
        None
    };
    let mut out = String::new();
    for (index, word) in words.drain(..).enumerate() {
        match gap {
            Some((at, gap)) if at == index => out.push_str(gap),
            _ if index > 0 => out.push(' '),
            _ => {}
        }
        out.push_str(word);
    }
    if random.random_bool(0.1) {
        out.push_str([" ", ":", " *"].choose(random).expect("an end"));
    }
    out
}

/// One of the ways of a level, perhaps headed by words for a quantity.
fn wording(ways: &[String], column: &FormColumn, random: &mut StdRng) -> String {
    let way = ways.choose(random).expect("a way").clone();
    let counted = matches!(column.kind, FigureKind::Count | FigureKind::Number | FigureKind::Money);
    if !counted || fold(&way).starts_with("tổng") || !random.random_bool(0.2) {
        return way;
    }
    let mut letters = way.chars();
    let small: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
    let folded = fold(&way);
    if folded.starts_with("số ") || (!column.measure.is_empty() && folded.starts_with(&*column.measure)) {
        return way;
    }
    let heads: &[&str] =
        if column.measure.is_empty() { &["Số", "Số lượng"] } else { &["Số", "Số lượng", "#"] };
    let head = heads.choose(random).expect("a head").replace('#', &format!("Số lượng {}", column.measure));
    format!("{head} {small}")
}

/// The form's columns with their words, in the order in which they stand.
struct Column<'f> {
    /// What the numbering row says of it.
    number: String,
    column: &'f FormColumn,
    levels: Vec<String>,
}

fn columns<'f>(form: &'f FormDescription, look: &Look, random: &mut StdRng) -> Vec<Column<'f>> {
    // Columns with one parent share its words.
    let mut parents: Vec<(&Vec<String>, String)> = Vec::new();
    let mut groups: Vec<Vec<Column<'f>>> = Vec::new();
    for (index, column) in form.columns.iter().enumerate() {
        let (leaf, above) = column.header.split_last().expect("a header");
        let mut levels: Vec<String> = Vec::new();
        for level in above {
            let known = parents.iter().find(|(other, _)| *other == level).map(|(_, text)| text.clone());
            let text = known.unwrap_or_else(|| {
                let text = typed(&wording(level, column, random), look.letters, random);
                parents.push((level, text.clone()));
                text
            });
            levels.push(text);
        }
        levels.push(typed(&wording(leaf, column, random), look.letters, random));
        let number = column.number.clone().unwrap_or_else(|| format!("({})", index + 1));
        let column = Column { number, column, levels };
        let same = |group: &&mut Vec<Column<'_>>| {
            column.levels.len() > 1
                && group.first().is_some_and(|first| first.levels.first() == column.levels.first())
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(column),
            None => groups.push(vec![column]),
        }
    }
    if random.random_bool(0.5) {
        groups.shuffle(random);
        groups.iter_mut().for_each(|group| group.shuffle(random));
    }
    let mut columns: Vec<Column<'f>> = groups.into_iter().flatten().collect();
    if matches!(look.shape, Shape::Repeated | Shape::Flat(_)) && random.random_bool(0.3) {
        columns.shuffle(random);
    }
    columns
}

fn text(sheet: &mut Sheet, row: u32, column: u32, text: &str) {
    if !text.is_empty() {
        sheet.cells.insert(CellRef::new(row, column), Cell::of(Content::Text(text.into())));
    }
}

fn number(sheet: &mut Sheet, row: u32, column: u32, number: i64) {
    sheet.cells.insert(CellRef::new(row, column), Cell::of(Content::Number(Decimal::from(number))));
}

fn merge(sheet: &mut Sheet, start: (u32, u32), end: (u32, u32)) {
    if start != end {
        let (start, end) = (CellRef::new(start.0, start.1), CellRef::new(end.0, end.1));
        sheet.merges.push(CellRange { start, end });
    }
}

/// Writes the header from row `top` down and says which row follows.
fn header(sheet: &mut Sheet, top: u32, columns: &[Column<'_>], look: &Look, random: &mut StdRng) -> u32 {
    let depth = columns.iter().map(|column| column.levels.len()).max().unwrap_or(1);
    let at = |place: usize| look.columns_left + place as u32;
    let mut next = top;
    match look.shape {
        Shape::Flat(sign) => {
            for (place, column) in columns.iter().enumerate() {
                let joined: Vec<&str> =
                    column.levels.iter().map(|level| level.trim_matches([':', ' ', '*'])).collect();
                text(sheet, top, at(place), &joined.join(sign));
            }
            next += 1;
        }
        Shape::Merged | Shape::Unmerged | Shape::Repeated => {
            let between = look.between && depth > 1;
            let leaf_row = top + depth as u32 - 1 + u32::from(between);
            let merged = look.shape == Shape::Merged;
            for (place, column) in columns.iter().enumerate() {
                let (leaf, above) = column.levels.split_last().expect("a leaf");
                let is_total = fold_ascii(leaf).contains("tong");
                let first_leaf_row = match (above.len(), is_total) {
                    (0, _) => top,
                    (_, true) => top + above.len() as u32,
                    (_, false) => leaf_row,
                };
                text(sheet, first_leaf_row, at(place), leaf);
                if merged {
                    merge(sheet, (first_leaf_row, at(place)), (leaf_row, at(place)));
                }
                for (level, parent) in above.iter().enumerate() {
                    let same = |other: Option<&Column<'_>>| {
                        other.is_some_and(|other| {
                            other.levels.get(level) == Some(parent) && other.levels.len() > 1
                        })
                    };
                    let begins = place == 0 || !same(columns.get(place - 1));
                    let row = top + level as u32;
                    if begins || look.shape == Shape::Repeated {
                        text(sheet, row, at(place), parent);
                    }
                    if begins && merged {
                        let width = columns
                            .get(place..)
                            .unwrap_or_default()
                            .iter()
                            .take_while(|c| same(Some(c)))
                            .count();
                        merge(sheet, (row, at(place)), (row, at(place + width - 1)));
                    }
                }
                if between && !above.is_empty() && !is_total {
                    text(sheet, leaf_row - 1, at(place), "Trong đó");
                }
            }
            next = leaf_row + 1;
        }
    }
    let mut numbers: Vec<String> = columns.iter().map(|column| column.number.clone()).collect();
    match look.numbers {
        Numbers::Absent => return next,
        Numbers::Right(style) => {
            for number in &mut numbers {
                *number = style.replace('#', number.trim_matches(['(', ')']));
            }
        }
        Numbers::Shifted => numbers.rotate_left(1),
        Numbers::Shuffled => numbers.shuffle(random),
    }
    for (place, number) in numbers.iter().enumerate() {
        text(sheet, next, at(place), number);
    }
    next + 1
}

/// Numbers of one row that fulfil all identities: what a sum is already known to be is shared out among its parts.
fn row_values(form: &FormDescription, random: &mut StdRng) -> HashMap<String, i64> {
    let mut values: HashMap<String, i64> = HashMap::new();
    for identity in form.identities.iter().rev() {
        let [whole] = &identity.left[..] else { panic!("{identity:?}") };
        let open: Vec<&str> =
            identity.right.iter().map(|t| &*t.column).filter(|id| !values.contains_key(*id)).collect();
        match values.get(&whole.column).copied() {
            None => open.iter().for_each(|id| {
                values.insert((*id).to_owned(), random.random_range(20..400));
            }),
            Some(sum) => {
                let mut rest =
                    sum - identity.right.iter().filter_map(|term| values.get(&term.column)).sum::<i64>();
                for (place, id) in open.iter().enumerate() {
                    let part = if place + 1 == open.len() { rest } else { random.random_range(0..=rest / 2) };
                    values.insert((*id).to_owned(), part);
                    rest -= part;
                }
            }
        }
        let sum = identity.right.iter().map(|term| values[&term.column]).sum();
        values.entry(whole.column.clone()).or_insert(sum);
    }
    for column in form.columns.iter().filter(|column| column.kind != FigureKind::Text) {
        values.entry(column.id.to_string()).or_insert_with(|| random.random_range(1..60));
    }
    values
}

/// What a sheet holds, as `figure=value` or `record.column=value`.
type Holds = Vec<String>;

/// A sheet of `form`, and what it holds.
fn sheet_of(
    form: &FormDescription,
    look: &Look,
    spoil: fn(&mut Vec<Column<'_>>, &mut StdRng),
    random: &mut StdRng,
) -> (Sheet, Holds) {
    let name = ["Sheet1", "Trang tính 1", "BC tháng 12", "06", "Dữ liệu"].choose(random).expect("a name");
    let mut sheet = Sheet { name: (*name).into(), ..Sheet::default() };
    let mut row = look.rows_above;
    let known = form.recognise.first().cloned().unwrap_or_default();
    let title = form.title.rsplit(" - ").next().unwrap_or(&form.title).to_owned();
    let names: Vec<String> = match look.name {
        Name::Known => vec![format!("Biểu số {known}"), title],
        Name::Other => vec!["Biểu số 12/STP-XX".to_owned(), title],
        Name::TitleOnly => {
            vec![["BÁO CÁO KẾT QUẢ CÔNG TÁC NĂM", &title].choose(random).expect("a title").to_string()]
        }
        Name::Nothing => Vec::new(),
    };
    let lines = names.iter().map(String::as_str);
    for line in lines.chain(["Đơn vị báo cáo: Trung tâm Phục vụ hành chính công", "Kỳ báo cáo: năm 2025"])
    {
        text(&mut sheet, row, look.columns_left, line);
        row += 1;
    }
    row += random.random_range(0..3);
    let mut columns = columns(form, look, random);
    spoil(&mut columns, random);
    row = header(&mut sheet, row, &columns, look, random);
    let mut holds = Vec::new();
    let mut totals: HashMap<&str, i64> = HashMap::new();
    let records = random.random_range(2..6);
    let place_of = |column: &Column<'_>| {
        let place = columns.iter().position(|other| std::ptr::eq(other, column)).expect("a place");
        look.columns_left + place as u32
    };
    for record in 0..records {
        let values = row_values(form, random);
        for column in &columns {
            let (place, id) = (place_of(column), &*column.column.id);
            match column.column.kind {
                FigureKind::Text if id == "stt" => number(&mut sheet, row, place, record + 1),
                FigureKind::Text => text(
                    &mut sheet,
                    row,
                    place,
                    ["Đất đai", "Hộ tịch", "Chứng thực", "Xây dựng", "Y tế"][record as usize],
                ),
                FigureKind::Choice => {
                    text(&mut sheet, row, place, &column.column.choices[0].label);
                    holds.push(format!("{record}.{id}={}", column.column.choices[0].code));
                }
                _ => {
                    number(&mut sheet, row, place, values[id]);
                    *totals.entry(id).or_default() += values[id];
                    holds.push(format!("{record}.{id}={}", values[id]));
                }
            }
        }
        row += 1;
    }
    if let FormRows::Total { labels } = &form.rows {
        holds.clear();
        let label =
            columns.iter().filter(|column| column.column.kind == FigureKind::Text).map(place_of).min();
        text(&mut sheet, row, label.expect("a column of texts"), &labels[0]);
        for column in columns.iter().filter(|column| column.column.kind != FigureKind::Text) {
            number(&mut sheet, row, place_of(column), totals[&*column.column.id]);
            if let Some(figure) = &column.column.figure {
                holds.push(format!("{figure}={}", totals[&*column.column.id]));
            }
        }
    }
    holds.sort();
    (sheet, holds)
}

fn shown(figure: &Figure) -> Option<String> {
    (figure.state == State::Reported).then(|| match &figure.value {
        Some(Value::Number(number)) => number.normalize().to_string(),
        _ => figure.shown(),
    })
}

/// What was read, spelled as [`Holds`]; what is missing is left out.
fn holds(recognition: &Recognition) -> Holds {
    let mut holds = Vec::new();
    for submission in &recognition.submissions {
        let single = submission.figures.single.iter();
        holds.extend(single.filter_map(|(id, figure)| Some(format!("{id}={}", shown(figure)?))));
        for (index, record) in submission.figures.tables.values().flat_map(|table| &table.records).enumerate()
        {
            let fields = record
                .fields
                .iter()
                .filter(|(_, field)| field.wants.is_empty() || field.state == State::Reported);
            holds.extend(fields.filter_map(|(id, field)| Some(format!("{index}.{id}={}", shown(field)?))));
        }
    }
    holds.retain(|held| !held.contains(".stt=") && !held.contains(".ten=") && !held.contains(".linh_vuc="));
    holds.sort();
    holds
}

/// How many sheets came out how.
#[derive(Debug, Default)]
struct Tally {
    made: usize,
    read: usize,
    /// In part, or not at all, and told.
    asked: usize,
    /// Not read in full, and nobody is told.
    lost: usize,
    /// A value that the sheet does not hold there, and no column was a guess.
    wrong: usize,
    guessed: usize,
    examples: String,
}

impl Tally {
    fn take(&mut self, held: &Holds, read: &Recognition, about: &dyn std::fmt::Debug) {
        let got = holds(read);
        let told = read.diagnostics.iter().any(|diagnostic| diagnostic.level() != Level::Notice);
        let wrong = got.iter().any(|one| !held.contains(one));
        // A guess is one that somebody is asked to confirm; broken identities alone would be too little of a word.
        let guessed = read.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::ColumnGuessed);
        self.made += 1;
        let outcome = match (got == *held, wrong, told) {
            (true, _, _) => {
                self.read += 1;
                return;
            }
            (false, true, _) if guessed => &mut self.guessed,
            (false, true, _) => &mut self.wrong,
            (false, false, true) => &mut self.asked,
            (false, false, false) => &mut self.lost,
        };
        *outcome += 1;
        if self.made - self.read <= 4 {
            let told: Vec<String> =
                read.diagnostics.iter().map(|d| format!("{} {}", d.code, d.place)).collect();
            let _ = writeln!(
                self.examples,
                "{about:?}\n  told {told:?}\n  not got {:?}",
                held.iter().filter(|one| !got.contains(one)).take(4).collect::<Vec<_>>()
            );
        }
    }

    fn summary(&self, name: &str) -> String {
        format!(
            "{name}: {} made, {} read, {} asked about, {} lost, {} wrong, {} guessed wrongly\n{}",
            self.made, self.read, self.asked, self.lost, self.wrong, self.guessed, self.examples
        )
    }
}

/// Reads sheets of `form`, spoilt by `spoil`, and judges what comes of them.
fn tally(
    form: &FormDescription,
    forms: &[FormDescription],
    count: u64,
    spoil: fn(&mut Vec<Column<'_>>, &mut StdRng),
) -> Tally {
    let (plan, schedule) = (plan(), schedule("2025-nam"));
    let facts = Expectation::new(&plan, forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let deep = form.columns.iter().any(|column| column.header.len() > 1);
    // The title alone may be a name of the form.
    let titled =
        form.recognise.iter().any(|name| fold(&form.title).contains(&fold(name)) && !name.contains('/'));
    let mut tally = Tally::default();
    for seed in 0..count {
        let mut random = StdRng::seed_from_u64(seed);
        let look = any_look(&mut random, deep);
        let (sheet, held) = sheet_of(form, &look, spoil, &mut random);
        let cells: Vec<String> =
            sheet.cells.iter().map(|(at, cell)| format!("{at} {}", cell.raw())).collect();
        let read = recognise(&workbook(vec![sheet]), &Arc::from("a.xlsx"), &expected);
        if holds(&read) == held {
            let by_columns = read.diagnostics.iter().filter(|told| told.code == Code::FormByColumns);
            let lines: Vec<_> =
                by_columns.filter_map(|told| Some(told.arguments.get("line")?.to_string())).collect();
            match look.name {
                Name::Other if !titled => assert_eq!(lines, ["12/STP-XX"], "{look:?}"),
                Name::TitleOnly | Name::Other => assert!(lines.len() <= 1, "{look:?} {lines:?}"),
                Name::Known | Name::Nothing => assert!(lines.is_empty(), "{look:?} {lines:?}"),
            }
        }
        tally.take(&held, &read, &(seed, &look, cells));
    }
    tally
}

#[test]
fn every_form_is_known_by_its_columns_however_it_looks() {
    let forms = every_form();
    for form in &forms {
        let tally = tally(form, &forms, OF_EACH, |_, _| {});
        assert_eq!((tally.wrong, tally.lost), (0, 0), "{}", tally.summary(&form.id));
        assert!(tally.read * 100 >= tally.made * LEAST_READ, "{}", tally.summary(&form.id));
    }
}

#[test]
fn no_spoilt_header_gives_a_value_to_another_figure_without_a_word() {
    const WAYS: [fn(&mut Vec<Column<'_>>, &mut StdRng); 6] = [
        // A parent that nobody knows, or none at all.
        |columns, random| {
            let lost = columns.choose(random).expect("a column").levels.clone();
            let other = ["Nội dung khác", "Còn lại", ""].choose(random).expect("a text");
            for column in columns
                .iter_mut()
                .filter(|column| column.levels.len() > 1 && column.levels.first() == lost.first())
            {
                column.levels[0] = (*other).to_owned();
            }
        },
        // A lowest text that nobody knows.
        |columns, random| {
            let column = columns.choose_mut(random).expect("a column");
            *column.levels.last_mut().expect("a leaf") = "Ghi chú".to_owned();
        },
        // A column left out.
        |columns, random| {
            columns.remove(random.random_range(0..columns.len()));
        },
        // A column twice.
        |columns, random| {
            let Column { column, levels, .. } = columns.choose(random).expect("a column");
            // It is numbered behind all others.
            let number = format!("({})", columns.len() + 1);
            let twin = Column { number, column, levels: levels.clone() };
            columns.insert(random.random_range(0..=columns.len()), twin);
        },
        // Two lowest texts that stand in one place are one.
        |columns, random| {
            let joined = ["Trực tuyến/Trực tiếp", "Trước hạn và đúng hạn", "Tỷ lệ đúng hạn"]
                .choose(random)
                .expect("a text");
            let column = columns.choose_mut(random).expect("a column");
            *column.levels.last_mut().expect("a leaf") = (*joined).to_owned();
        },
        // A group further up: what stands below it is still that of the nearest.
        |columns, random| {
            let above = columns.choose(random).expect("a column").levels[0].clone();
            for column in columns.iter_mut().filter(|column| column.levels.len() > 1) {
                column.levels.insert(0, above.clone());
            }
        },
    ];
    let forms = every_form();
    for form in &forms {
        for (way, spoil) in WAYS.into_iter().enumerate() {
            let tally = tally(form, &forms, OF_EACH_SPOILT, spoil);
            assert_eq!(
                (tally.wrong, tally.lost),
                (0, 0),
                "{}",
                tally.summary(&format!("{} spoilt {way}", form.id))
            );
        }
    }
}

/// Our own form with its columns in another order and other letters, moved about, under any name.
#[test]
fn our_own_form_is_known_however_it_looks() {
    let (plan, schedule, forms) = (plan(), schedule("2025-nam"), every_form());
    let facts = Expectation::new(&plan, &forms, Some(&schedule));
    let expected = Expected::new(&facts);
    let mut tally = Tally::default();
    for seed in 0..OF_EACH {
        let mut random = StdRng::seed_from_u64(seed);
        let look = any_look(&mut random, false);
        let mut order: Vec<usize> = (0..own_form::FIGURE_HEADERS.len()).collect();
        if random.random_bool(0.5) {
            order.shuffle(&mut random);
        }
        let name = ["Số liệu", "Sheet1", "Phieu", "KT"].choose(&mut random).expect("a name");
        let mut sheet = Sheet { name: (*name).into(), ..Sheet::default() };
        let mut row = look.rows_above;
        let title = if look.name == Name::Nothing { "" } else { own_form::TITLE };
        for line in [title, "Đơn vị báo cáo: Phòng Kinh tế (KT)", "Kỳ báo cáo: năm 2025"] {
            text(&mut sheet, row, look.columns_left, line);
            row += 1;
        }
        row += random.random_range(0..3);
        let at = |place: usize| look.columns_left + place as u32;
        for (place, index) in order.iter().enumerate() {
            text(
                &mut sheet,
                row,
                at(place),
                &typed(own_form::FIGURE_HEADERS[*index], look.letters, &mut random),
            );
        }
        row += 1;
        if look.numbers != Numbers::Absent {
            for place in 0..order.len() {
                text(&mut sheet, row, at(place), &format!("({})", place + 1));
            }
            row += 1;
        }
        let mut held = Vec::new();
        for (number, code, label, measure) in [
            ("1", "kinh_phi", "Kinh phí giải ngân", "đồng"),
            ("2", "ty_le_truoc", "Tỷ lệ giải ngân năm trước", "%"),
        ] {
            let value = random.random_range(1..100).to_string();
            let cells = [number, code, label, measure, &value, "", "12/BC-UBND ngày 05/11/2025", ""];
            for (place, index) in order.iter().enumerate() {
                match cells[*index].parse::<i64>() {
                    Ok(amount) => self::number(&mut sheet, row, at(place), amount),
                    Err(_) => text(&mut sheet, row, at(place), cells[*index]),
                }
            }
            held.push(format!("{code}={value}"));
            row += 1;
        }
        let cells: Vec<String> =
            sheet.cells.iter().map(|(at, cell)| format!("{at} {}", cell.raw())).collect();
        let read = recognise(&workbook(vec![sheet]), &Arc::from("a.xlsx"), &expected);
        tally.take(&held, &read, &(seed, &look, cells));
    }
    assert_eq!((tally.wrong, tally.lost), (0, 0), "{}", tally.summary(OWN_FORM));
    assert!(tally.read * 100 >= tally.made * LEAST_READ, "{}", tally.summary(OWN_FORM));
}
