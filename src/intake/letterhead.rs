//! Who sent a sheet, for which period, when: the lines around its table.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::cell_words::is_blank;
use super::commune_name::goes_on_below;
use super::grid::Grid;
use super::own_form;
use super::period_text::{StatedPeriod, parse_period, parse_window};
use super::sheet::{Cell, Content};
use crate::address::CellRef;
use crate::period::Window;
use crate::text::{clean, fold, fold_ascii, parse_date};

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Unit,
    /// "Đơn vị" alone may also head a unit of measurement.
    PerhapsUnit,
    Period,
    Window,
    Sending,
    Person,
    Date,
    /// Known not to be the value of another line.
    Other,
}

/// Labels of lines, ours first, then those of foreign forms.
const LABELS: [(&str, Topic); 29] = [
    (own_form::UNIT_LABEL, Topic::Unit),
    (own_form::PERIOD_LABEL, Topic::Period),
    (own_form::WINDOW_LABEL, Topic::Window),
    (own_form::SENDING_LABEL, Topic::Sending),
    (own_form::PERSON_LABEL, Topic::Person),
    (own_form::DATE_LABEL, Topic::Date),
    ("Đơn vị", Topic::PerhapsUnit),
    ("Tên đơn vị", Topic::Unit),
    ("Đơn vị gửi", Topic::Unit),
    ("Đơn vị gửi báo cáo", Topic::Unit),
    ("Đơn vị lập", Topic::Unit),
    ("Đơn vị lập báo cáo", Topic::Unit),
    ("Cơ quan báo cáo", Topic::Unit),
    ("Cơ quan, đơn vị báo cáo", Topic::Unit),
    ("Cơ quan, đơn vị", Topic::Unit),
    ("Phòng, ban", Topic::Unit),
    ("Kỳ", Topic::Period),
    ("Thời gian báo cáo", Topic::Period),
    ("Kỳ lấy số liệu", Topic::Window),
    ("Thời gian lấy số liệu", Topic::Window),
    ("Lần gửi số", Topic::Sending),
    ("Người lập biểu", Topic::Person),
    ("Người lập phiếu", Topic::Person),
    ("Người báo cáo", Topic::Person),
    ("Ngày báo cáo", Topic::Date),
    ("Ngày lập phiếu", Topic::Date),
    ("Ngày gửi", Topic::Date),
    ("Đơn vị nhận báo cáo", Topic::Other),
    ("Đơn vị tính", Topic::Other),
];

/// A label as it is compared.
struct FoldedLabel {
    full: String,
    plain: String,
    topic: Topic,
}

static FOLDED: LazyLock<Vec<FoldedLabel>> = LazyLock::new(|| {
    let folded = |(label, topic): &(&str, Topic)| FoldedLabel {
        full: fold(label),
        plain: fold_ascii(label),
        topic: *topic,
    };
    LABELS.iter().map(folded).collect()
});

/// What one line says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) sheet: Arc<str>,
    pub(super) at: CellRef,
    pub(super) cell: Cell,
}

/// The lines around a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letterhead {
    /// Whom the lines name as the sender.
    pub(super) units: Vec<Said>,
    /// What may name the sender, or a unit of measurement.
    pub(super) perhaps_units: Vec<Said>,
    pub(super) period: Option<Said>,
    pub(super) window: Option<(Window, Said)>,
    pub(super) sending: Option<Said>,
    pub(super) person: Option<Said>,
    pub(super) date: Option<Said>,
    /// Lines without a label, of which any may be the title of an agency.
    pub(super) titles: Vec<Said>,
}

impl Letterhead {
    /// The lines in rows `first` to `last`, both included.
    pub(super) fn read(grid: &Grid<'_>, first: u32, last: u32) -> Self {
        let mut head = Self::default();
        // What stands to the right of a label is its value, and no line of its own.
        let mut values: HashSet<CellRef> = HashSet::new();
        for (at, _) in grid.texts(first, last) {
            let Some(Content::Text(text)) = grid.cell(at).map(|cell| &cell.content) else { continue };
            let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            for (index, line) in lines.iter().enumerate() {
                let next = lines.get(index + 1).copied();
                match head.take(grid, at, line, next) {
                    Some(value) => {
                        values.insert(value);
                    }
                    None if !values.contains(&at) => head.titles.push(title(grid, line, next, at)),
                    None => {}
                }
            }
        }
        head
    }

    /// Takes one line; gives the cell of its value where it is a labelled one.
    fn take(&mut self, grid: &Grid<'_>, at: CellRef, line: &str, next_line: Option<&str>) -> Option<CellRef> {
        let line = line.trim().trim_start_matches(['-', '+', '*', '•', ' ']);
        if self.window.is_none()
            && grid.key_of(line).full.contains("từ")
            && let Some(window) = parse_window(line)
        {
            self.window = Some((window, said(grid, line, at)));
        }
        let Some((topic, rest)) = topic(grid, line) else {
            self.take_unlabelled(grid, line, at);
            return None;
        };
        let behind = (!is_blank(rest)).then(|| said(grid, without_stray_parenthesis(rest), at));
        let below =
            || next_line.filter(|line| self::topic(grid, line).is_none()).map(|line| said(grid, line, at));
        let Some(value) = behind.or_else(below).or_else(|| right_of(grid, at)) else { return Some(at) };
        let place = value.at;
        match topic {
            Topic::Unit => self.units.push(value),
            Topic::PerhapsUnit => self.perhaps_units.push(value),
            Topic::Period => {
                if let Some(window) = parse_window(&value.text) {
                    self.window.get_or_insert((window, value.clone()));
                }
                self.period.get_or_insert(value);
            }
            Topic::Window => {
                if let Some(window) = parse_window(&value.text) {
                    self.window.get_or_insert((window, value));
                }
            }
            Topic::Sending => {
                self.sending.get_or_insert(value);
            }
            Topic::Person => {
                self.person.get_or_insert(value);
            }
            Topic::Date => {
                self.date.get_or_insert(value);
            }
            Topic::Other => {}
        }
        Some(place)
    }

    /// `(Quý III năm 2025)` and `Châu Sơn, ngày 15 tháng 9 năm 2025` speak for themselves.
    fn take_unlabelled(&mut self, grid: &Grid<'_>, line: &str, at: CellRef) {
        if let Some(inner) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
            && let Some(StatedPeriod::Period(_) | StatedPeriod::Other) = parse_period(inner)
        {
            self.period.get_or_insert(said(grid, inner, at));
        }
        let folded = &grid.key_of(line).full;
        if folded.starts_with("báo cáo ")
            && let Some(StatedPeriod::Period(_)) = parse_period(line)
        {
            self.period.get_or_insert(said(grid, line, at));
        }
        if folded.contains("ngày") && folded.contains("tháng") && parse_date(line).is_ok() {
            self.date.get_or_insert(said(grid, line, at));
        }
    }

    /// The day of a signature in rows `first` to `last`.
    pub(super) fn read_date(&mut self, grid: &Grid<'_>, first: u32, last: u32) {
        if self.date.is_none() && first <= last {
            self.date = Self::read(grid, first, last).date;
        }
    }

    /// This, with `other`'s lines where this has none.
    pub(super) fn or(mut self, other: &Self) -> Self {
        if self.units.is_empty() {
            self.units = other.units.clone();
        }
        if self.perhaps_units.is_empty() {
            self.perhaps_units = other.perhaps_units.clone();
        }
        self.period = self.period.or_else(|| other.period.clone());
        self.window = self.window.or_else(|| other.window.clone());
        self.sending = self.sending.or_else(|| other.sending.clone());
        self.person = self.person.or_else(|| other.person.clone());
        self.date = self.date.or_else(|| other.date.clone());
        if self.titles.is_empty() {
            self.titles = other.titles.clone();
        }
        self
    }
}

/// A line without a label, with the one below where the title of an agency goes on there.
fn title(grid: &Grid<'_>, line: &str, next_line: Option<&str>, at: CellRef) -> Said {
    let below = || {
        let key = grid.text(CellRef::new(at.row + 1, at.column))?;
        Some(key.shown.clone())
    };
    let text = match goes_on_below(line).then(|| next_line.map(str::to_owned).or_else(below)).flatten() {
        Some(next) => format!("{} {next}", line.trim()),
        None => line.to_owned(),
    };
    said(grid, &text, at)
}

fn said(grid: &Grid<'_>, text: &str, at: CellRef) -> Said {
    let cell = Cell::of(Content::Text(text.trim().into()));
    Said { text: clean(text), sheet: grid.sheet.name.clone(), at, cell }
}

/// `text` without a closing parenthesis whose opening one stood before the label: `(Kỳ báo cáo: quý III)`.
fn without_stray_parenthesis(text: &str) -> &str {
    let text = text.trim_end();
    let count = |wanted| text.chars().filter(|letter| *letter == wanted).count();
    if count(')') > count('(') { text.strip_suffix(')').unwrap_or(text) } else { text }
}

/// The topic of a line and what stands behind its colon.
fn topic<'t>(grid: &Grid<'_>, line: &'t str) -> Option<(Topic, &'t str)> {
    let line = line.trim().trim_start_matches('(');
    let (label, rest) = line.split_once(':').unwrap_or((line, ""));
    let exact = |text: &str| {
        let key = grid.key_of(text);
        let found = FOLDED
            .iter()
            .find(|label| label.full == key.full || (key.typed_plain && label.plain == key.full));
        found.map(|label| label.topic)
    };
    if let Some(topic) = exact(label) {
        return Some((topic, rest));
    }
    // "Kỳ báo cáo quý III năm 2025" lacks its colon.
    if !grid.key_of(line).full.starts_with("kỳ báo cáo") {
        return None;
    }
    let line_lower = line.to_lowercase();
    let prefix = own_form::PERIOD_LABEL.to_lowercase();
    let behind = line_lower.strip_prefix(&prefix).and_then(|rest| line.get(line.len() - rest.len()..));
    behind.filter(|rest| parse_period(rest).is_some()).map(|rest| (Topic::Period, rest))
}

/// The next value to the right of a label, unless that is a label itself.
fn right_of(grid: &Grid<'_>, at: CellRef) -> Option<Said> {
    let (place, cell) = grid.row(at.row).find(|(place, cell)| {
        place.column > at.column && !matches!(&cell.content, Content::Text(text) if clean(text).is_empty())
    })?;
    let text = clean(&cell.raw());
    let is_label = text.ends_with(':') || topic(grid, &text).is_some();
    (!is_label && !is_blank(&text)).then(|| Said {
        text,
        sheet: grid.sheet.name.clone(),
        at: place,
        cell: cell.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::test_sheet::sheet;
    use crate::intake::text_key::KnownTexts;

    #[test]
    fn a_parenthesis_belongs_to_the_value_that_opened_it() {
        let sheet = sheet("a", &["Đơn vị báo cáo: Trung tâm (TTPVHCC)", "(Kỳ báo cáo: quý III năm 2025)"]);
        let head = Letterhead::read(&Grid::new(&sheet, &KnownTexts::default()), 0, 9);
        assert_eq!(head.units[0].text, "Trung tâm (TTPVHCC)");
        assert_eq!(head.period.map(|said| said.text).as_deref(), Some("quý III năm 2025"));
    }

    #[test]
    fn a_title_is_a_line_of_its_own_and_may_go_on_below() {
        let sheet = sheet(
            "a",
            &[
                "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "XÃ HỮU LŨNG | Đơn vị nhận báo cáo: | UBND xã Lộc Bình",
                "HĐND VÀ UBND~XÃ ĐỒNG TÂN | Đơn vị báo cáo: Phòng Kinh tế",
            ],
        );
        let head = Letterhead::read(&Grid::new(&sheet, &KnownTexts::default()), 0, 9);
        let titles: Vec<&str> = head.titles.iter().map(|said| said.text.as_str()).collect();
        assert_eq!(
            titles,
            [
                "ỦY BAN NHÂN DÂN XÃ HỮU LŨNG",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "XÃ HỮU LŨNG",
                "HĐND VÀ UBND XÃ ĐỒNG TÂN",
                "XÃ ĐỒNG TÂN",
            ]
        );
    }

    #[test]
    fn a_window_in_the_line_of_the_period_and_a_title_that_is_a_period_count() {
        let head = |line: &str| {
            let sheet = sheet("a", &[line]);
            Letterhead::read(&Grid::new(&sheet, &KnownTexts::default()), 0, 9)
        };
        let window = head("Kỳ báo cáo: | 15/12/2024 - 14/12/2025").window.map(|(window, _)| window);
        let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        assert_eq!(window, Some(Window { from: day(2024, 12, 15), to: day(2025, 12, 14) }));
        let period = |line: &str| head(line).period.map(|said| said.text);
        assert_eq!(period("BÁO CÁO NĂM 2025").as_deref(), Some("BÁO CÁO NĂM 2025"));
        assert_eq!(period("Báo cáo kết quả thực hiện kế hoạch năm 2025"), None, "the plan's year, perhaps");
        assert_eq!(period("Kế hoạch năm 2025"), None);
    }
}
