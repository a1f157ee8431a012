//! The workbook part of an Office Open XML package: which sheets there are and where they lie.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::archive::Archive;
use super::xml;
use crate::intake::formula::Calculated;

/// Size of a workbook or relationships part beyond which it is not looked at.
const PART_LIMIT: u64 = 16 << 20;

/// One `<sheet>` of the workbook part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetEntry {
    /// Name as the workbook spells it.
    pub(super) name: String,
    /// Path of its part; `None` where the relationship is missing or empty.
    pub(super) path: Option<String>,
    /// Last word of the relationship's type: `worksheet`, `chartsheet`, `dialogsheet`, `xlMacrosheet` and the like.
    pub(super) kind: String,
    /// Whether it says of itself that it is something else than visible or hidden.
    pub(super) has_odd_state: bool,
}

/// The workbook part and its sheets.
#[derive(Debug)]
pub(super) struct Package {
    /// Path of the workbook part.
    pub(super) workbook: String,
    /// Its sheets in order.
    pub(super) sheets: Vec<SheetEntry>,
    /// Path of the part of shared strings, whether there is one or not.
    pub(super) strings: String,
    /// What the workbook says of the results of its formulas.
    pub(super) calculated: Calculated,
}

impl Package {
    /// Reads the package's relationships and workbook part as far as they go.
    pub(super) fn read(archive: &mut Archive<'_>) -> Self {
        let workbook = relationships(archive, "_rels/.rels")
            .into_values()
            .find(|(_, kind)| kind == "officeDocument")
            .map_or_else(
                || "xl/workbook.xml".to_owned(),
                |(target, _)| target.trim_start_matches('/').to_owned(),
            );
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let relationships = relationships(archive, &join(folder, &format!("_rels/{file}.rels")));
        let mut sheets = Vec::new();
        let mut calculated = Calculated::default();
        let text = archive.part(&workbook, PART_LIMIT).unwrap_or_default();
        let mut reader = xml::reader(text.as_slice());
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) if element.local_name().as_ref() == "sheet" => {
                    let id = xml::attribute(&element, "id").unwrap_or_default();
                    let target = relationships.get(&id).filter(|(target, _)| !target.is_empty());
                    sheets.push(SheetEntry {
                        name: xml::attribute(&element, "name").unwrap_or_default(),
                        path: target.map(|(target, _)| join(folder, target)),
                        kind: target.map(|(_, kind)| kind.clone()).unwrap_or_default(),
                        has_odd_state: xml::attribute(&element, "state").is_some_and(|state| {
                            !matches!(state.as_str(), "visible" | "hidden" | "veryHidden")
                        }),
                    });
                }
                Ok(Event::Start(element)) if element.local_name().as_ref() == "calcPr" => {
                    if xml::attribute(&element, "fullPrecision").is_some_and(|is| is == "0" || is == "false")
                    {
                        calculated = Calculated::AsShown;
                    } else if xml::flag(&element, "fullCalcOnLoad") {
                        calculated = Calculated::AnewWhenOpened;
                    }
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
            buffer.clear();
        }
        let strings = relationships.values().find(|(_, kind)| kind == "sharedStrings");
        let strings = strings.map_or("sharedStrings.xml", |(target, _)| target);
        let strings = join(folder, strings);
        Self { workbook, sheets, strings, calculated }
    }

    /// The workbook part without what stops it from being opened: `<sheet>` elements of any but worksheets, chart and
    /// dialog sheets, and unknown states of the others.
    pub(super) fn without_oddities(&self, archive: &mut Archive<'_>) -> Option<Vec<u8>> {
        let text = archive.part(&self.workbook, PART_LIMIT)?;
        let text = String::from_utf8(text).ok()?;
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.as_str();
        let mut sheets = self.sheets.iter();
        while let Some(start) = next_sheet(rest) {
            let mut end = start + rest.get(start..)?.find('>')? + 1;
            let mut element = rest.get(start..end)?;
            if !element.ends_with("/>") {
                end += rest.get(end..)?.find('>')? + 1;
                element = rest.get(start..end)?;
            }
            let sheet = sheets.next()?;
            kept.push_str(rest.get(..start)?);
            if sheet.has_odd_state && !sheet.is_odd() {
                let (before, after) = around_state(element)?;
                kept.push_str(before);
                kept.push_str(after);
            } else if !sheet.is_odd() {
                kept.push_str(element);
            }
            rest = rest.get(end..)?;
        }
        kept.push_str(rest);
        Some(kept.into_bytes())
    }
}

impl SheetEntry {
    /// Whether the library refuses the whole workbook because of this sheet.
    pub(super) fn is_odd(&self) -> bool {
        self.path.is_none() || !matches!(self.kind.as_str(), "worksheet" | "chartsheet" | "dialogsheet")
    }
}

/// What stands before and after the attribute `state` of an element.
fn around_state(element: &str) -> Option<(&str, &str)> {
    let (before, after) = element.split_once("state=")?;
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (_, after) = after.get(1..)?.split_once(quote)?;
    Some((before, after))
}

/// Where the next `<sheet ` or `<x:sheet ` begins.
fn next_sheet(text: &str) -> Option<usize> {
    text.match_indices('<').map(|(at, _)| at).find(|at| {
        let tag = text.get(at + 1..).unwrap_or_default();
        let name = tag.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
        name.rsplit(':').next() == Some("sheet") && !name.starts_with('/')
    })
}

/// Targets and last words of types, by id.
pub(super) fn relationships(archive: &mut Archive<'_>, path: &str) -> HashMap<String, (String, String)> {
    let text = archive.part(path, PART_LIMIT).unwrap_or_default();
    let mut reader = xml::reader(text.as_slice());
    let mut buffer = Vec::new();
    let mut found = HashMap::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "Relationship" => {
                let kind = xml::attribute(&element, "Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = xml::attribute(&element, "Target").unwrap_or_default();
                found.insert(xml::attribute(&element, "Id").unwrap_or_default(), (target, kind));
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// `target` as a path within the package, relative to `folder` unless it begins with a slash.
pub(super) fn join(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

/// Why a sheet of that kind, or without a part, is not read.
pub(super) fn skipped_label(kind: &str) -> &'static str {
    match kind {
        "chartsheet" => "skipped.chart",
        "dialogsheet" => "skipped.dialog",
        "xlMacrosheet" | "xlIntlMacrosheet" => "skipped.macro",
        "" | "worksheet" => "skipped.lost",
        _ => "skipped.other",
    }
}
