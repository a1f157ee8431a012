//! Where a form's columns stand: found by the texts above them, never by address.

use super::text_key::{TextIndex, TextKey};
use crate::address::CellRef;
use crate::text::fold;

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
        for text in &texts {
            index.insert(text, ());
            for spelling in measure.map(|measure| quantities(&text.full, measure)).unwrap_or_default() {
                index.insert(&TextKey::of(&spelling), ());
            }
        }
        let is_total = texts.first().is_some_and(|text| begins_with(&text.full, "tổng"));
        Self { texts, index, is_total }
    }

    /// Whether `text` is one of the ways.
    pub(super) fn says(&self, text: &TextKey) -> bool {
        self.index.has(text)
    }

    /// How alike `text` and the ways are, from 0 to 1.
    pub(super) fn likeness(&self, text: &TextKey) -> f64 {
        if self.says(text) { 1.0 } else { text.likeness(&self.texts) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.index.is_empty()
    }
}

/// Spellings of the folded `text` with the words that head a column of numbers, and without them: `tiếp nhận`,
/// `số tiếp nhận`, `số lượng hồ sơ tiếp nhận`; of a total with what it counts: `tổng số hồ sơ`.
fn quantities(text: &str, measure: &str) -> Vec<String> {
    let measure = fold(measure);
    let mut heads = vec!["số lượng".to_owned(), "số".to_owned()];
    if !measure.is_empty() && !measure.contains('%') {
        let measured = [format!("số lượng {measure}"), format!("số {measure}"), measure.clone()];
        heads.splice(0..0, measured);
    }
    if begins_with(text, "tổng") {
        return vec![format!("{text} {measure}")];
    }
    let base =
        heads.iter().find_map(|head| text.strip_prefix(head.as_str())?.strip_prefix(' ')).unwrap_or(text);
    let mut spellings: Vec<String> = heads.iter().map(|head| format!("{head} {base}")).collect();
    // One short word says too little on its own.
    if base.contains(' ') {
        spellings.push(base.to_owned());
    }
    spellings
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
        let mut whole = Level::new(whole, measure);
        if let [parent, leaf] = &levels[..] {
            for (above, below) in
                parent.texts.iter().flat_map(|above| leaf.texts.iter().map(move |l| (above, l)))
            {
                let mut say = |first: &str, second: &str| {
                    let text = TextKey::of(&format!("{first} {second}"));
                    whole.index.insert(&text, ());
                    for spelling in measure.map(|measure| quantities(&text.full, measure)).unwrap_or_default()
                    {
                        whole.index.insert(&TextKey::of(&spelling), ());
                    }
                };
                say(&above.full, &below.full);
                // A total is said the other way round: "tổng số hồ sơ tiếp nhận".
                if leaf.is_total {
                    say(&below.full, &above.full);
                    if let Some(measure) = measure {
                        say(&below.full, &format!("{measure} {}", above.full));
                    }
                }
            }
        }
        Self {
            name: name.to_owned(),
            levels,
            whole,
            number: number.and_then(super::numbering::token),
            needed,
        }
    }

    /// The lowest level.
    pub(super) fn leaf(&self) -> Option<&Level> {
        self.levels.last()
    }
}

/// All columns of a form, with their texts ready to be looked up.
#[derive(Clone, Debug)]
pub(super) struct WantedColumns {
    list: Vec<Wanted>,
    /// Which columns have a text as their lowest, or say all with it.
    lowest: TextIndex<usize>,
    /// Texts that stand above others.
    parents: TextIndex<()>,
}

impl std::ops::Deref for WantedColumns {
    type Target = [Wanted];

    fn deref(&self) -> &[Wanted] {
        &self.list
    }
}

impl WantedColumns {
    pub(super) fn new(list: Vec<Wanted>) -> Self {
        let (mut lowest, mut parents) = (TextIndex::default(), TextIndex::default());
        for (place, column) in list.iter().enumerate() {
            column.leaf().into_iter().for_each(|leaf| lowest.add(&leaf.index, place));
            lowest.add(&column.whole.index, place);
            let above = column.levels.len().saturating_sub(1);
            column.levels.iter().take(above).for_each(|level| parents.add(&level.index, ()));
        }
        Self { list, lowest, parents }
    }

    /// The columns, by their places in the list, that may have `text` as their lowest.
    pub(super) fn with_lowest<'i>(&'i self, text: &'i TextKey) -> impl Iterator<Item = usize> + 'i {
        let deep = !self.parents.is_empty();
        let last = if deep { text.parts().last() } else { None };
        std::iter::once(text).chain(last).flat_map(|text| self.lowest.find(text))
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
