//! The layout that the clerk edits in Excel: `templates/report.xlsx`, read as it stands.
//!
//! Nothing here depends on how the file was made: it may have been saved by Excel, by LibreOffice or by our example.

mod block;
mod cells;
mod loss;
mod package;
mod placeholder;
mod segment;
mod sheet_part;
mod workbook_part;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub use placeholder::{Placeholder, Scope};

pub(crate) use block::Block;
pub(crate) use segment::{Segment, segments};

use self::cells::CellReader;
use self::loss::{Loss, Lost};
use self::package::Package;
use self::sheet_part::Shared;
use super::book::{Content, Sheet};
use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic, Place};

/// Placeholders without which a report would hide something that it must show.
const REQUIRED: &[Placeholder] = &[
    Placeholder::PeriodWindow,
    Placeholder::MissingWhat,
    Placeholder::TargetLabel,
    Placeholder::TargetOutcome,
    Placeholder::TaskLabel,
    Placeholder::TaskOutcome,
    Placeholder::CriterionLabel,
    Placeholder::CriterionPoints,
    Placeholder::ProblemMessage,
    Placeholder::SourceCell,
    Placeholder::FileName,
];

/// A layout: sheets whose cells may hold placeholders.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub(crate) sheets: Vec<TemplateSheet>,
}

/// One sheet of a layout.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TemplateSheet {
    /// Everything as it stands in the file.
    pub(crate) sheet: Sheet,
    /// Rows that repeat, from the top down.
    pub(crate) blocks: Vec<Block>,
}

impl Template {
    /// Reads the workbook `bytes`; `name` stands in diagnostics. No template comes of a file that cannot be read (T01);
    /// a template with mistakes in it (T02, T04, T05) is usable, and what it holds that no report can show is told of
    /// (T03).
    pub fn load(bytes: &[u8], name: &str) -> (Option<Self>, Vec<Diagnostic>) {
        let file: Arc<str> = name.into();
        let mut losses = Vec::new();
        // The library panics on some damaged files. What it leaves half-done is dropped with it.
        let read = catch_unwind(AssertUnwindSafe(|| read_sheets(bytes, &mut losses)));
        let sheets = match read.unwrap_or(Err(Unreadable::NoPackage)) {
            Ok(sheets) => sheets,
            Err(reason) => {
                let unreadable = Diagnostic::new(Code::TemplateUnreadable).at(Place::file(file));
                return (None, vec![reason.fill(unreadable)]);
            }
        };
        let mut diagnostics = Vec::new();
        let sheets: Vec<_> = sheets
            .into_iter()
            .map(|sheet| {
                diagnostics.extend(unknown_placeholders(&sheet, &file));
                let blocks = block::find(&sheet, &file, &mut diagnostics);
                losses.extend(block::crossing_merges(&sheet, &blocks));
                TemplateSheet { sheet, blocks }
            })
            .collect();
        let template = Self { sheets };
        diagnostics.extend(template.missing_parts(&file));
        diagnostics.extend(loss::tell(losses, &file));
        (Some(template), diagnostics)
    }

    /// The sheets as they stand in the file, placeholders and all.
    pub fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().map(|sheet| &sheet.sheet)
    }

    /// Required placeholders that no cell holds; and sheets of points that do not print the scheme's notice.
    fn missing_parts(&self, file: &Arc<str>) -> Vec<Diagnostic> {
        let incomplete = |place: Place, what: Placeholder| {
            Diagnostic::new(Code::TemplateIncomplete).at(place).with("what", what)
        };
        let used: BTreeSet<_> =
            self.sheets.iter().flat_map(|sheet| holes(&sheet.sheet).into_values().flatten()).collect();
        let mut missing: Vec<_> = REQUIRED
            .iter()
            .filter(|placeholder| !used.contains(placeholder))
            .map(|&placeholder| incomplete(Place::file(file.clone()), placeholder))
            .collect();
        for TemplateSheet { sheet, .. } in &self.sheets {
            let here: BTreeSet<_> = holes(sheet).into_values().flatten().collect();
            let place = || Place::sheet(file.clone(), sheet.name.as_str());
            if here.contains(&Placeholder::CriterionPoints) && !here.contains(&Placeholder::SchemeNotice) {
                missing.push(incomplete(place(), Placeholder::SchemeNotice));
            }
            let shows_index =
                here.contains(&Placeholder::IndexIndex) || here.contains(&Placeholder::IndexScore);
            if shows_index && !here.contains(&Placeholder::IndexNotice) {
                missing.push(incomplete(place(), Placeholder::IndexNotice));
            }
        }
        missing
    }
}

/// Why a template cannot be read.
enum Unreadable {
    NoPackage,
    NoWorkbook,
    BadXml(String),
    Library(String),
}

impl Unreadable {
    fn fill(self, diagnostic: Diagnostic) -> Diagnostic {
        match self {
            Self::NoPackage => diagnostic.with_label("reason", "unreadable.package", ""),
            Self::NoWorkbook => diagnostic.with_label("reason", "unreadable.workbook", ""),
            Self::BadXml(part) => diagnostic.with_label("reason", "unreadable.xml", &part),
            Self::Library(text) => diagnostic.with_label("reason", "reason.damaged", &text),
        }
    }
}

fn read_sheets(bytes: &[u8], losses: &mut Vec<Loss>) -> Result<Vec<Sheet>, Unreadable> {
    let package = Package::open(bytes).ok_or(Unreadable::NoPackage)?;
    let entries = workbook_part::sheets(&package, losses).ok_or(Unreadable::NoWorkbook)?;
    if entries.is_empty() {
        return Err(Unreadable::NoWorkbook);
    }
    if package.names.iter().any(|name| name.ends_with("vbaProject.bin")) {
        losses.push(Loss::of_book(Lost::Macro));
    }
    let rich = rich_strings(&package);
    let mut reader = CellReader::open(bytes).map_err(Unreadable::Library)?;
    let mut sheets = Vec::new();
    for entry in entries {
        let mut sheet = Sheet { name: entry.name.clone(), ..Sheet::default() };
        reader.read(&mut sheet, losses).map_err(Unreadable::Library)?;
        let xml = package.part(&entry.part).ok_or_else(|| Unreadable::BadXml(entry.part.clone()))?;
        let shared = Shared { rich: &rich, visible: &reader.visible };
        sheet_part::read(xml, &mut sheet, &shared, losses)
            .ok_or_else(|| Unreadable::BadXml(entry.part.clone()))?;
        entry.set_prints(&mut sheet.page, losses);
        related_losses(&package, &entry.part, &sheet.name, losses);
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Numbers of the shared strings that have several fonts.
fn rich_strings(package: &Package) -> Vec<usize> {
    let mut rich = Vec::new();
    let mut index = 0;
    let text = package.names.iter().find(|name| name.ends_with("/sharedStrings.xml"));
    xml::walk(text.and_then(|name| package.part(name)).unwrap_or_default(), |step| match step {
        xml::Step::Start(element) if element.name == "r" => rich.push(index),
        xml::Step::End(name, _) if name == "si" => index += 1,
        _ => {}
    });
    rich.dedup();
    rich
}

/// What lies in parts that belong to a sheet: drawings, notes, pivot tables.
fn related_losses(package: &Package, part: &str, sheet: &str, losses: &mut Vec<Loss>) {
    for relation in package.relations(part) {
        match relation.kind.as_str() {
            "comments" | "threadedComment" => losses.push(Loss::on(Lost::Comment, sheet)),
            "pivotTable" => losses.push(Loss::on(Lost::Pivot, sheet)),
            "drawing" => xml::each_start(package.part(&relation.target).unwrap_or_default(), |element| {
                match element.name.as_str() {
                    "pic" => losses.push(Loss::on(Lost::Image, sheet)),
                    "chart" => losses.push(Loss::on(Lost::Chart, sheet)),
                    "sp" | "cxnSp" => losses.push(Loss::on(Lost::Shape, sheet)),
                    _ => {}
                }
            }),
            _ => {}
        }
    }
}

/// The placeholders of each cell.
pub(crate) fn holes(sheet: &Sheet) -> BTreeMap<CellRef, Vec<Placeholder>> {
    let mut holes = BTreeMap::new();
    for (&at, cell) in &sheet.cells {
        let Content::Text(text) = &cell.content else { continue };
        let found: Vec<_> = segments(text)
            .into_iter()
            .filter_map(|segment| match segment {
                Segment::Hole(placeholder) => Some(placeholder),
                _ => None,
            })
            .collect();
        if !found.is_empty() {
            holes.insert(at, found);
        }
    }
    holes
}

fn unknown_placeholders(sheet: &Sheet, file: &Arc<str>) -> Vec<Diagnostic> {
    let page = &sheet.page;
    let margins =
        [Some(&page.header), Some(&page.footer), page.first_header.as_ref(), page.first_footer.as_ref()];
    let margins = margins.into_iter().flatten().map(|text| (None, text.as_str()));
    let cells = sheet.cells.iter().filter_map(|(&at, cell)| match &cell.content {
        Content::Text(text) => Some((Some(at), text.as_str())),
        _ => None,
    });
    let mut unknown = Vec::new();
    for (cell, text) in margins.chain(cells) {
        for segment in segments(text) {
            let Segment::Unknown(name) = segment else { continue };
            let place = Place { cell, ..Place::sheet(file.clone(), sheet.name.as_str()) };
            let near = Placeholder::near(&name).map(|near| near.to_string());
            unknown.push(
                Diagnostic::new(Code::PlaceholderUnknown)
                    .at(place)
                    .with("placeholder", format!("{{{{{name}}}}}"))
                    .with_near(near.as_deref()),
            );
        }
    }
    unknown
}
