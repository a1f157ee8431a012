//! The workbook part of an Office Open XML package: which sheets there are and where they lie.

use std::collections::HashMap;

use quick_xml::escape::escape;
use quick_xml::events::Event;

use super::archive::Archive;
use super::limits::Limits;
use super::xml;
use crate::diagnostic::Diagnostic;
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
    /// Path of the part of the workbook's relationships.
    relationships: String,
    /// Targets of those that the library would look for elsewhere, and the paths that they are.
    odd_targets: Vec<(String, String)>,
    is_utf_16: bool,
}

impl Package {
    /// Reads the package's relationships and workbook part as far as they go.
    pub(super) fn read(archive: &mut Archive<'_>) -> Self {
        let workbook = relationships(archive, "_rels/.rels")
            .into_values()
            .find(|(_, kind)| kind == "officeDocument")
            .map_or_else(|| "xl/workbook.xml".to_owned(), |(target, _)| join("", &target));
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let path = join(folder, &format!("_rels/{file}.rels"));
        let relationships = relationships(archive, &path);
        let targets = relationships.values().map(|(target, _)| target);
        let odd_targets = targets.filter(|target| is_odd_target(target));
        let odd_targets = odd_targets.map(|target| (target.clone(), join(folder, target))).collect();
        let mut sheets = Vec::new();
        let mut calculated = Calculated::default();
        let text = archive.text_part(&workbook, PART_LIMIT).unwrap_or_default();
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
        let of_kind = |name: &str| relationships.values().find(|(_, kind)| kind == name);
        let strings = of_kind("sharedStrings").map_or("sharedStrings.xml", |(target, _)| target);
        let strings = join(folder, strings);
        let styles = of_kind("styles").map(|(target, _)| join(folder, target)).unwrap_or_default();
        let is_utf_16 = [workbook.as_str(), &path, "_rels/.rels", &strings, &styles]
            .into_iter()
            .any(|part| archive.is_in_utf_16(part));
        Self { workbook, sheets, strings, calculated, relationships: path, odd_targets, is_utf_16 }
    }

    /// The whole package without what stops the library from reading it; `None` where there is nothing such.
    pub(super) fn mended(
        &self,
        archive: &mut Archive<'_>,
        limits: &Limits,
    ) -> Result<Option<Vec<u8>>, Diagnostic> {
        if self.is_utf_16 {
            let Some(bytes) = archive.in_utf_8(limits)? else { return Ok(None) };
            let mut archive = Archive::open(&bytes)?;
            let mended = Self::read(&mut archive).mended(&mut archive, limits)?;
            return Ok(Some(mended.unwrap_or(bytes)));
        }
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        if self.sheets.iter().any(|sheet| sheet.is_odd() || sheet.has_odd_state) {
            parts.extend(self.without_oddities(archive).map(|part| (self.workbook.clone(), part)));
        }
        if !self.odd_targets.is_empty() {
            parts.extend(self.with_plain_targets(archive, limits));
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
        archive.with_all_replaced(&parts).map(Some)
    }

    /// The relationships with targets that can only be understood one way, and copies of the parts that lie outside the
    /// workbook's folder, where the library does not look, or whose names it does not understand.
    fn with_plain_targets(&self, archive: &mut Archive<'_>, limits: &Limits) -> Vec<(String, Vec<u8>)> {
        let part =
            archive.text_part(&self.relationships, PART_LIMIT).and_then(|part| String::from_utf8(part).ok());
        let Some(mut text) = part else { return Vec::new() };
        let folder = self.workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts = Vec::new();
        for (number, (target, path)) in self.odd_targets.iter().enumerate() {
            let Some(spelling) = archive.spelling(path) else { continue };
            let is_inside = spelling.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
            let place = match is_inside && !spelling.contains(['\\', '&']) {
                true => spelling,
                false => {
                    let copy = format!("{folder}/copy{number}.xml");
                    let Some(part) = archive.part(&spelling, limits.expanded_bytes) else { continue };
                    parts.push((copy.clone(), part));
                    copy
                }
            };
            for quote in ['"', '\''] {
                let written = format!("{quote}{}{quote}", escape(target.as_str()));
                text = text.replace(&written, &format!("{quote}/{}{quote}", escape(place.as_str())));
            }
        }
        parts.push((self.relationships.clone(), text.into_bytes()));
        parts
    }

    /// The workbook part without what stops it from being opened: `<sheet>` elements of any but worksheets, chart and
    /// dialog sheets, and unknown states of the others.
    fn without_oddities(&self, archive: &mut Archive<'_>) -> Option<Vec<u8>> {
        let text = archive.text_part(&self.workbook, PART_LIMIT)?;
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

/// Whether the library would look elsewhere for a target than Excel does.
fn is_odd_target(target: &str) -> bool {
    let is_step = |step: &str| matches!(step, "." | "..");
    let is_elsewhere = target.starts_with('/') && !target.starts_with("/xl/");
    target.contains(['\\', '%', '&']) || target.split('/').any(is_step) || is_elsewhere
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
    let text = archive.text_part(path, PART_LIMIT).unwrap_or_default();
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

/// `target` as a path within the package, relative to `folder` unless it begins with a slash, as Excel understands it:
/// with either slash, and `.` and `..` for this folder and the one above.
pub(super) fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
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
