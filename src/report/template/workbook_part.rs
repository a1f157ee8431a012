//! What `workbook.xml` says: the sheets in order, print titles, print areas, and names that cannot be carried over.

use super::loss::{Loss, Lost};
use super::package::Package;
use super::xml::{self, Step};
use crate::address::{CellRange, parse_column};
use crate::report::book::Page;

/// One visible worksheet.
pub(super) struct SheetEntry {
    /// Its name.
    pub(super) name: String,
    /// Its part: `xl/worksheets/sheet1.xml`.
    pub(super) part: String,
    /// Value of each print name: `_xlnm.Print_Titles`, `_xlnm.Print_Area`.
    prints: Vec<(String, String)>,
}

/// The visible worksheets in order; `None` where the package has no workbook.
pub(super) fn sheets(package: &Package, losses: &mut Vec<Loss>) -> Option<Vec<SheetEntry>> {
    let root = package.relations("/").into_iter().find(|relation| relation.kind == "officeDocument");
    let path = root.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let text = package.part(&path)?;
    let relations = package.relations(&path);
    let mut entries: Vec<Option<SheetEntry>> = Vec::new();
    let mut name: Option<(String, Option<usize>)> = None;
    xml::walk(text, |step| match step {
        Step::Start(element) if element.name == "sheet" => {
            let sheet = element.attribute("name").unwrap_or_default();
            let hidden = element.attribute("state").is_some_and(|state| state != "visible");
            let relation = element.attribute("id").and_then(|id| relations.iter().find(|r| r.id == id));
            let entry = match relation {
                _ if hidden => Err(Lost::HiddenSheet),
                Some(relation) if relation.kind == "worksheet" => Ok(relation.target.clone()),
                _ => Err(Lost::OtherSheet),
            };
            match entry {
                Ok(part) => entries.push(Some(SheetEntry { name: sheet, part, prints: Vec::new() })),
                Err(lost) => {
                    losses.push(Loss::on(lost, &sheet));
                    entries.push(None);
                }
            }
        }
        Step::Start(element) if element.name == "definedName" => {
            name = element.attribute("name").map(|name| (name, element.number("localSheetId")));
        }
        Step::End(element, value) if element == "definedName" => {
            let Some((name, sheet)) = name.take() else { return };
            match sheet.and_then(|index| entries.get_mut(index)) {
                Some(Some(entry)) if name.starts_with("_xlnm.") => entry.prints.push((name, value)),
                // A print name of a sheet that is left out goes with it.
                Some(None) => {}
                _ if name.starts_with("_xlnm.") => {}
                _ => losses.push(Loss::of_book(Lost::DefinedName)),
            }
        }
        _ => {}
    });
    Some(entries.into_iter().flatten().collect())
}

impl SheetEntry {
    /// Sets what the print names say.
    pub(super) fn set_prints(&self, page: &mut Page, losses: &mut Vec<Loss>) {
        for (name, value) in &self.prints {
            let parts: Vec<&str> = split_areas(value);
            match name.as_str() {
                "_xlnm.Print_Titles" => {
                    for part in parts {
                        set_title(page, part);
                    }
                }
                "_xlnm.Print_Area" => match parts[..] {
                    [part] => page.print_area = CellRange::parse(part),
                    _ => losses.push(Loss::on(Lost::PrintAreas, &self.name)),
                },
                _ => {}
            }
        }
    }
}

/// `'Tổng, hợp'!$A$1:$B$2,'Tổng, hợp'!$5:$6` as `$A$1:$B$2` and `$5:$6`.
fn split_areas(value: &str) -> Vec<&str> {
    let mut quoted = false;
    value
        .split(move |letter| {
            quoted ^= letter == '\'';
            letter == ',' && !quoted
        })
        .map(|area| area.rsplit_once('!').map_or(area, |(_, cells)| cells))
        .collect()
}

/// `$12:$13` repeats rows, `$A:$B` columns.
fn set_title(page: &mut Page, area: &str) {
    let area = area.replace('$', "");
    let Some((first, last)) = area.split_once(':') else { return };
    let row = |text: &str| text.parse::<u32>().ok()?.checked_sub(1);
    if let (Some(first), Some(last)) = (row(first), row(last)) {
        page.repeat_rows = Some((first, last));
    } else if let (Some(first), Some(last)) = (parse_column(first), parse_column(last)) {
        page.repeat_columns = Some((first, last));
    } else if let Some(range) = CellRange::parse(&area) {
        // LibreOffice writes whole rows as a rectangle.
        page.repeat_rows = Some((range.start.row, range.end.row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_split_outside_quotes() {
        assert_eq!(split_areas("'a, b'!$A:$B,'a, b'!$5:$6"), ["$A:$B", "$5:$6"]);
        assert_eq!(split_areas("PL!$A$1:$B$2"), ["$A$1:$B$2"]);
    }

    #[test]
    fn titles_are_rows_or_columns() {
        let mut page = Page::default();
        for area in ["$12:$13", "$A:$B"] {
            set_title(&mut page, area);
        }
        assert_eq!((page.repeat_rows, page.repeat_columns), (Some((11, 12)), Some((0, 1))));
        set_title(&mut page, "$A$3:$XFD$4");
        assert_eq!(page.repeat_rows, Some((2, 3)));
    }
}
