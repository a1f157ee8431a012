//! Which rows of a template's sheet are printed, how often, and for what.

use std::collections::{BTreeMap, HashMap};

use super::record::{Record, Section, Slot};
use super::sheet_name;
use super::view::{View, word};
use super::{
    criterion, file, law, missing, problem, source, standing, statistic, tally, target, task, total,
};
use crate::address::CellRef;
use crate::plan::{Scheme, SchemeKind};
use crate::report::book::{Content, Sheet};
use crate::report::template::{Block, Placeholder, Scope, Segment, TemplateSheet, holes, segments};

/// One sheet of the report before its cells are painted.
pub(super) struct Draft<'a> {
    /// The sheet that it is printed from.
    pub(super) template: &'a TemplateSheet,
    /// Its own name.
    pub(super) name: String,
    /// What holds for the scheme that the sheet belongs to.
    pub(super) scheme: Record,
    /// The lists of its blocks.
    pub(super) lists: Vec<List>,
    /// Its rows from the top down.
    pub(super) rows: Vec<Row>,
    /// First and last row printed from each row of the template.
    printed: BTreeMap<u32, (u32, u32)>,
}

/// A list and where its items stand.
pub(super) struct List {
    /// Which list.
    pub(super) scope: Scope,
    /// The items under their headings.
    pub(super) sections: Vec<Section>,
    /// First row of each item.
    pub(super) item_rows: Vec<u32>,
    /// Column and row within the item of each placeholder that stands alone in its cell.
    pub(super) columns: HashMap<Placeholder, (u32, u32)>,
    /// Whether it stands for a list without items.
    pub(super) is_empty: bool,
}

/// One printed row.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// Row of the template.
    pub(super) from: u32,
    /// What fills it.
    pub(super) part: Part,
}

/// What fills a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The document alone.
    Fixed,
    /// The heading of a section: list and section.
    Heading(usize, usize),
    /// An item: list, section, item within the section.
    Item(usize, usize, usize),
}

impl<'a> Draft<'a> {
    /// The sheets printed from `template`: one, or one for each scheme where it shows criteria or targets.
    pub(super) fn of(template: &'a TemplateSheet, view: &View<'_>, document: &Record) -> Vec<Self> {
        let shows = |scope| template.blocks.iter().any(|block| block.scope == scope);
        let kind = match (shows(Scope::Criterion), shows(Scope::Target)) {
            (true, _) => SchemeKind::Points,
            (false, true) => SchemeKind::Targets,
            (false, false) => {
                let scheme = view.schemes(SchemeKind::Points).next();
                return vec![Self::new(template, template.sheet.name.clone(), scheme, view, document)];
            }
        };
        let mut drafts: Vec<Self> = Vec::new();
        for (index, scheme) in view.schemes(kind).enumerate() {
            let taken = |name: &str| drafts.iter().any(|other| other.name == name);
            let name = sheet_name::of(&template.sheet.name, index, scheme, taken);
            drafts.push(Self::new(template, name, Some(scheme), view, document));
        }
        drafts
    }

    fn new(
        template: &'a TemplateSheet,
        name: String,
        scheme: Option<&Scheme>,
        view: &View<'_>,
        document: &Record,
    ) -> Self {
        let mut draft = Self {
            template,
            name,
            scheme: scheme.map(|scheme| total::scheme_record(view, scheme)).unwrap_or_default(),
            lists: template.blocks.iter().map(|block| List::new(template, block, scheme, view)).collect(),
            rows: Vec::new(),
            printed: BTreeMap::new(),
        };
        let mut row = 0;
        while row < row_count(&template.sheet) {
            if let Some(index) = template.blocks.iter().position(|block| block.rows().start == row) {
                draft.add_block(index);
                row = template.blocks.get(index).map_or(row + 1, |block| block.rows().end);
            } else {
                if !draft.vanishes(row, document) {
                    draft.add(row, Part::Fixed);
                }
                row += 1;
            }
        }
        draft
    }

    fn add(&mut self, from: u32, part: Part) {
        let row = self.next_row();
        self.printed.entry(from).or_insert((row, row)).1 = row;
        self.rows.push(Row { from, part });
    }

    fn next_row(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    fn add_block(&mut self, index: usize) {
        let Some(block) = self.template.blocks.get(index) else { return };
        let counts: Vec<_> = self
            .lists
            .get(index)
            .map(|list| {
                list.sections.iter().map(|section| (section.heading.is_some(), section.items.len())).collect()
            })
            .unwrap_or_default();
        for (section, (has_heading, items)) in counts.into_iter().enumerate() {
            if has_heading {
                for row in block.heading.clone() {
                    if !self.heading_vanishes(index, section, row) {
                        self.add(row, Part::Heading(index, section));
                    }
                }
            }
            for item in 0..items {
                let first = self.next_row();
                if let Some(list) = self.lists.get_mut(index) {
                    list.item_rows.push(first);
                }
                for row in block.item.clone() {
                    self.add(row, Part::Item(index, section, item));
                }
            }
        }
    }

    /// Whether a row would be empty: it holds placeholders and nothing else, and none of them says anything here; or it
    /// is about bonuses or penalties that the scheme does not know.
    fn vanishes(&self, row: u32, document: &Record) -> bool {
        row_says_nothing(&self.template.sheet, row, &[&self.scheme, document]) || self.is_idle(row)
    }

    fn is_idle(&self, row: u32) -> bool {
        let is_extra =
            |hole: &Placeholder| matches!(hole, Placeholder::SchemeBonus | Placeholder::SchemePenalty);
        let mut extras = holes(&self.template.sheet)
            .into_iter()
            .filter(|(at, _)| at.row == row)
            .flat_map(|(_, holes)| holes)
            .filter(is_extra);
        extras.any(|hole| self.scheme.slot(hole).is_some_and(super::record::Slot::is_blank))
    }

    fn heading_vanishes(&self, list: usize, section: usize, row: u32) -> bool {
        let heading = self.lists.get(list).and_then(|list| list.sections.get(section)?.heading.as_ref());
        heading.is_some_and(|heading| row_says_nothing(&self.template.sheet, row, &[heading]))
    }

    /// First row printed from `row` of the template; of the next one where that one is not printed.
    pub(super) fn first_printed(&self, row: u32) -> Option<u32> {
        self.printed.range(row..).next().map(|(_, (first, _))| *first)
    }

    /// Last row printed from `row` of the template; of the one before where that one is not printed.
    pub(super) fn last_printed(&self, row: u32) -> Option<u32> {
        self.printed.range(..=row).next_back().map(|(_, (_, last))| *last)
    }

    /// The records that fill a row, the nearest first.
    pub(super) fn records(&self, part: Part) -> Vec<&Record> {
        let section = |list: usize, section: usize| self.lists.get(list)?.sections.get(section);
        match part {
            Part::Fixed => vec![&self.scheme],
            Part::Heading(list, index) => {
                let heading = section(list, index).and_then(|section| section.heading.as_ref());
                heading.into_iter().chain([&self.scheme]).collect()
            }
            Part::Item(list, index, item) => {
                let section = section(list, index);
                let record = section.and_then(|section| section.items.get(item));
                let heading = section.and_then(|section| section.heading.as_ref());
                record.into_iter().chain(heading).chain([&self.scheme]).collect()
            }
        }
    }
}

impl List {
    fn new(template: &TemplateSheet, block: &Block, scheme: Option<&Scheme>, view: &View<'_>) -> Self {
        let mut sections = match block.scope {
            Scope::Outcome => tally::outcomes(view),
            Scope::Progress => tally::progress(view),
            Scope::Index => standing::schemes(view),
            Scope::Score => standing::groups(view),
            Scope::Missing => missing::sections(view),
            Scope::Target => scheme.map(|scheme| target::sections(view, scheme)).unwrap_or_default(),
            Scope::Task => task::sections(view),
            Scope::Criterion => scheme.map(|scheme| criterion::sections(view, scheme)).unwrap_or_default(),
            Scope::Figure => statistic::sections(view),
            Scope::Problem => problem::sections(view),
            Scope::Source => source::sections(view),
            Scope::File => file::sections(view),
            Scope::Rule => law::sections(view),
            Scope::Document | Scope::Scheme | Scope::Group => Vec::new(),
        };
        let is_empty = sections.iter().all(|section| section.items.is_empty());
        if is_empty {
            let record = Record::default().with(chief(block.scope), Slot::text(word("report.none")));
            sections = vec![Section::plain(vec![record])];
        }
        let columns = holes(&template.sheet)
            .into_iter()
            .filter(|(at, _)| block.item.contains(&at.row))
            .filter_map(|(at, placeholders)| match placeholders[..] {
                [alone] => Some((alone, (at.column, at.row - block.item.start))),
                _ => None,
            })
            .collect();
        Self { scope: block.scope, sections, item_rows: Vec::new(), columns, is_empty }
    }

    /// Where `placeholder` of the item `index`, counted from the list's first, stands.
    pub(super) fn cell(&self, placeholder: Placeholder, index: usize) -> Option<CellRef> {
        let &(column, offset) = self.columns.get(&placeholder)?;
        Some(CellRef::new(self.item_rows.get(index)? + offset, column))
    }
}

/// The placeholder that says what an item is; says "none" in a list without items.
fn chief(scope: Scope) -> Placeholder {
    match scope {
        Scope::Outcome => Placeholder::OutcomeLabel,
        Scope::Progress => Placeholder::ProgressLabel,
        Scope::Index => Placeholder::IndexTitle,
        Scope::Score => Placeholder::ScoreTitle,
        Scope::Missing => Placeholder::MissingWhat,
        Scope::Task => Placeholder::TaskLabel,
        Scope::Criterion => Placeholder::CriterionLabel,
        Scope::Figure => Placeholder::FigureLabel,
        Scope::Problem => Placeholder::ProblemMessage,
        Scope::Source => Placeholder::SourceLabel,
        Scope::File => Placeholder::FileName,
        Scope::Rule => Placeholder::RuleTitle,
        Scope::Target | Scope::Document | Scope::Scheme | Scope::Group => Placeholder::TargetLabel,
    }
}

fn row_count(sheet: &Sheet) -> u32 {
    let cells = sheet.cells.keys().map(|at| at.row);
    let merges = sheet.merges.iter().map(|range| range.end.row);
    let heights = sheet.row_heights.keys().copied();
    cells.chain(merges).chain(heights).max().map_or(0, |last| last + 1)
}

fn row_says_nothing(sheet: &Sheet, row: u32, records: &[&Record]) -> bool {
    let mut holes = 0;
    for (_, cell) in sheet.cells.range(CellRef::new(row, 0)..CellRef::new(row + 1, 0)) {
        match &cell.content {
            Content::Blank => continue,
            Content::Text(text) => {
                for segment in segments(text) {
                    let Segment::Hole(placeholder) = segment else { return false };
                    let slot = records.iter().find_map(|record| record.slot(placeholder));
                    if slot.is_none_or(|slot| !slot.is_blank()) {
                        return false;
                    }
                    holes += 1;
                }
            }
            _ => return false,
        }
    }
    holes > 0
}
