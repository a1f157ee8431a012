//! Where a form's columns stand: found by the texts above them, never by address.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use foldhash::fast::RandomState;

use super::text_key::{TextIndex, TextKey};
use crate::address::CellRef;

/// A column that a form has.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Name for messages.
    pub(super) name: String,
    /// Header texts from the top row down.
    pub(super) levels: Vec<Level>,
    /// Texts that say all levels in one cell.
    pub(super) whole: Level,
    /// What the numbering row says of it.
    pub(super) number: Option<u32>,
    /// Whether the form cannot be used without it.
    pub(super) needed: bool,
}

/// The ways in which one row of a header may say its part of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// As the description spells them.
    pub(super) texts: Vec<TextKey>,
    /// The same, and how they are spelled with the words for a quantity in front.
    index: TextIndex<()>,
    /// Whether it is the sum of what stands beside it.
    pub(super) is_total: bool,
}

impl Level {
    /// `measure` is the unit of measurement of a column that counts something.
    fn new(texts: &[String], measure: Option<&str>) -> Self {
        let texts: Vec<TextKey> = texts.iter().map(|text| TextKey::of(text)).collect();
        let mut index = TextIndex::default();
        let heads = measure.map(quantities).unwrap_or_default();
        for text in &texts {
            index.insert(text, ());
            if begins_with(&text.full, "tổng") {
                // "Tổng số" and "Tổng số hồ sơ".
                if let Some(measure) = measure.filter(|measure| !measure.is_empty()) {
                    index.insert(&TextKey::of(measure).headed(text), ());
                }
                continue;
            }
            let stripped =
                heads.iter().find_map(|head| text.full.strip_prefix(&head.full)?.strip_prefix(' '));
            let base = stripped.map_or_else(|| text.clone(), TextKey::of);
            heads.iter().for_each(|head| index.insert(&base.headed(head), ()));
            // One short word says too little on its own.
            if base.full.contains(' ') {
                index.insert(&base, ());
            }
        }
        let is_total = texts.first().is_some_and(|text| begins_with(&text.full, "tổng"));
        Self { texts, index, is_total }
    }

    /// Whether `text` is one of the ways.
    pub(super) fn says(&self, text: &TextKey) -> bool {
        self.index.has(text)
    }

    /// Whether `part`, some words of `text`, is one of the ways.
    fn says_part(&self, part: &str, text: &TextKey) -> bool {
        self.index.find_part(part, text).next().is_some()
    }

    /// How alike `text` and the ways are, from 0 to 1.
    pub(super) fn likeness(&self, text: &TextKey) -> f64 {
        if self.says(text) { 1.0 } else { text.likeness(&self.texts) }
    }
}

/// Words that head a column of numbers, the longest first: `số lượng hồ sơ`, `số hồ sơ`, `số lượng`, `hồ sơ`, `số`.
fn quantities(measure: &str) -> Vec<TextKey> {
    let measured = match measure {
        "" | "%" => Vec::new(),
        measure => vec![format!("số lượng {measure}"), format!("số {measure}"), measure.to_owned()],
    };
    let mut heads: Vec<TextKey> = measured.iter().map(|text| TextKey::of(text)).collect();
    heads.extend(["số lượng", "số"].map(TextKey::of));
    heads.sort_by_key(|head| std::cmp::Reverse(head.full.len()));
    heads
}

fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

impl Wanted {
    pub(super) fn new(name: &str, levels: &[Vec<String>], number: Option<&str>, needed: bool) -> Self {
        Self::counting(name, levels, &[], number, needed, None)
    }

    /// A column that counts something in `measure`, or nothing where that is `None`; `whole` are texts that say all
    /// levels in one cell.
    pub(super) fn counting(
        name: &str,
        levels: &[Vec<String>],
        whole: &[String],
        number: Option<&str>,
        needed: bool,
        measure: Option<&str>,
    ) -> Self {
        let levels: Vec<Level> = levels.iter().map(|level| Level::new(level, measure)).collect();
        Self {
            name: name.to_owned(),
            levels,
            whole: Level::new(whole, measure),
            number: number.and_then(super::numbering::token),
            needed,
        }
    }

    /// The lowest level.
    pub(super) fn leaf(&self) -> Option<&Level> {
        self.levels.last()
    }
}

/// Texts whose columns are remembered.
const MOST_KNOWN: usize = 20_000;
/// Longest text in bytes that says all levels of a column.
const LONGEST_WHOLE: usize = 120;

/// All columns of a form, with their texts ready to be looked up.
#[derive(Clone, Debug)]
pub(super) struct WantedColumns {
    list: Vec<Wanted>,
    /// Which columns have a text as their lowest.
    leaves: TextIndex<usize>,
    /// Which columns are said by a text alone.
    wholes: TextIndex<usize>,
    /// Texts that stand above others.
    parents: TextIndex<()>,
    /// First words of what may say several levels at once: most cells of a table begin with none of them.
    openers: HashSet<Box<str>>,
    /// What was looked up already; workbooks of one form share most of their texts.
    known: RefCell<HashMap<*const TextKey, Lookup, RandomState>>,
}

/// The columns that have a text as their lowest, and the text, kept so that no other comes to lie where it does.
#[derive(Clone, Debug)]
struct Lookup {
    _text: Rc<TextKey>,
    columns: Rc<[usize]>,
}

impl std::ops::Deref for WantedColumns {
    type Target = [Wanted];

    fn deref(&self) -> &[Wanted] {
        &self.list
    }
}

impl WantedColumns {
    pub(super) fn new(list: Vec<Wanted>) -> Self {
        let (mut leaves, mut wholes) = (TextIndex::default(), TextIndex::default());
        let mut parents = TextIndex::default();
        for (place, column) in list.iter().enumerate() {
            column.leaf().into_iter().for_each(|leaf| leaves.add(&leaf.index, place));
            wholes.add(&column.whole.index, place);
            let above = column.levels.len().saturating_sub(1);
            column.levels.iter().take(above).for_each(|level| parents.add(&level.index, ()));
        }
        let first = |key: &str| key.split(' ').next().map(Box::from);
        let openers = match parents.is_empty() {
            true => HashSet::new(),
            false => parents.keys().chain(leaves.keys()).filter_map(first).collect(),
        };
        Self { list, leaves, wholes, parents, openers, known: RefCell::default() }
    }

    /// The columns, by their places in the list, that may have `text` as their lowest or are said by it alone.
    pub(super) fn with_lowest(&self, text: &Rc<TextKey>) -> Rc<[usize]> {
        let mut known = self.known.borrow_mut();
        if let Some(lookup) = known.get(&Rc::as_ptr(text)) {
            return lookup.columns.clone();
        }
        let columns: Rc<[usize]> = self.looked_up(text).into();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(Rc::as_ptr(text), Lookup { _text: text.clone(), columns: columns.clone() });
        columns
    }

    fn looked_up(&self, text: &TextKey) -> Vec<usize> {
        let mut columns: Vec<usize> = self.leaves.find(text).chain(self.wholes.find(text)).collect();
        if columns.is_empty() && self.may_say_levels(text) {
            columns.extend(text.parts().last().into_iter().flat_map(|last| self.leaves.find(last)));
            columns.extend(self.said_by(text));
        }
        columns
    }

    /// The columns that `text` alone says: with a text that is meant so, or with those of its two levels one behind the
    /// other, such as "Số hồ sơ đã giải quyết đúng hạn"; a total also the other way round, "Tổng số hồ sơ tiếp nhận".
    pub(super) fn said_by(&self, text: &TextKey) -> Vec<usize> {
        let mut columns: Vec<usize> = self.wholes.find(text).collect();
        let words = if text.typed_plain { &text.bare_ascii } else { &text.bare };
        if words.len() > LONGEST_WHOLE || !self.may_say_levels(text) {
            return columns;
        }
        for (place, _) in words.match_indices(' ') {
            let (before, behind) = (words.get(..place).unwrap_or(""), words.get(place + 1..).unwrap_or(""));
            if self.parents.find_part(before, text).next().is_some() {
                columns.extend(self.leaves.find_part(behind, text).filter(|column| {
                    self.two_levels(*column).is_some_and(|(parent, _)| parent.says_part(before, text))
                }));
            }
            if self.parents.find_part(behind, text).next().is_some() {
                columns.extend(self.leaves.find_part(before, text).filter(|column| {
                    let levels = self.two_levels(*column);
                    levels.is_some_and(|(parent, leaf)| leaf.is_total && parent.says_part(behind, text))
                }));
            }
        }
        columns
    }

    fn may_say_levels(&self, text: &TextKey) -> bool {
        let words = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric()).next().map(|word| self.openers.contains(word))
        };
        words(&text.full) == Some(true)
    }

    fn two_levels(&self, column: usize) -> Option<(&Level, &Level)> {
        match &self.list.get(column)?.levels[..] {
            [parent, leaf] => Some((parent, leaf)),
            _ => None,
        }
    }

    /// Whether `text` stands above any column.
    pub(super) fn is_parent(&self, text: &TextKey) -> bool {
        self.parents.has(text)
    }

    /// Whether all columns without which the form cannot be used are among those that `has` says are there.
    pub(super) fn complete(&self, has: impl Fn(usize) -> bool) -> bool {
        self.list.iter().enumerate().all(|(place, column)| !column.needed || has(place))
    }
}

/// How a column was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By its texts.
    Text,
    /// By its lowest text together with its number in the numbering row.
    Number,
    /// By a text that is only similar; somebody must confirm it.
    Similar,
}

/// A column that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Which of the wanted columns, by its place in the list.
    pub(super) wanted: usize,
    /// The sheet's column.
    pub(super) column: u32,
    /// The lowest header cell.
    pub(super) cell: CellRef,
    /// The header texts as typed, from the top down.
    pub(super) text: String,
    /// How it was recognised.
    pub(super) how: How,
}

/// A header block and its columns.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// First row.
    pub(super) top: u32,
    /// Last row, the numbering row included.
    pub(super) bottom: u32,
    /// Last row of the table: the row before the next header block of the same form, or the sheet's last.
    pub(super) end: u32,
    /// Columns that were found, in the order of the wanted ones.
    pub(super) found: Vec<Found>,
    /// Wanted columns whose texts stand above several columns alike, with those header cells.
    pub(super) ambiguous: Vec<(usize, Vec<CellRef>)>,
}

impl Header {
    /// The sheet's column of a wanted one.
    pub(super) fn column(&self, wanted: usize) -> Option<u32> {
        self.found(wanted).map(|found| found.column)
    }

    /// What was found for a wanted column.
    pub(super) fn found(&self, wanted: usize) -> Option<&Found> {
        self.found.iter().find(|found| found.wanted == wanted)
    }
}
