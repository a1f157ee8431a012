//! Checks on what is typed into cells, and the hidden sheet that holds lists too long for a check.

use std::collections::BTreeMap;

use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, Workbook, Worksheet};

use super::{WriteError, column, shortened};
use crate::address::{CellRef, column_letters};
use crate::report::book::{Book, Validation, ValidationRule, Within};

/// Most UTF-16 units of a list written into the check itself.
const LIST_LIMIT: usize = 255;
/// Most UTF-16 units of a check's formula, the sign `=` included, so that Excel opens the file.
const FORMULA_LIMIT: usize = 255;
/// Most UTF-16 units of a hint's or refusal's title.
const TITLE_LIMIT: usize = 32;
/// Most UTF-16 units of a hint's or refusal's text.
const TEXT_LIMIT: usize = 255;

/// Lists that do not fit into their checks, each in a column of a hidden sheet.
pub(super) struct Lists {
    sheet: String,
    columns: BTreeMap<Vec<String>, u32>,
}

impl Lists {
    /// No lists yet; their sheet takes a name that `book` does not use.
    pub(super) fn new(book: &Book) -> Self {
        let mut sheet = "_ds".to_owned();
        while book.sheets.iter().any(|other| other.name == sheet) {
            sheet.push('_');
        }
        Self { sheet, columns: BTreeMap::new() }
    }

    fn reference(&mut self, list: &[String]) -> String {
        let next = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        let index = *self.columns.entry(list.to_vec()).or_insert(next);
        let letters = column_letters(index);
        format!("='{}'!${letters}$1:${letters}${}", self.sheet, list.len())
    }

    /// Adds the hidden sheet, if any list needs it.
    pub(super) fn write(&self, workbook: &mut Workbook) -> Result<(), WriteError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let out = workbook.add_worksheet();
        out.set_name(&self.sheet)?.set_hidden(true);
        for (list, &index) in &self.columns {
            for (row, text) in (0u32..).zip(list) {
                out.write_string(row, column(index)?, text)?;
            }
        }
        Ok(())
    }
}

/// Adds `validations` to `out`.
pub(super) fn add(
    out: &mut Worksheet,
    validations: &[Validation],
    lists: &mut Lists,
) -> Result<(), WriteError> {
    for validation in validations {
        let check = check(validation, lists)?;
        let (start, end) = (validation.range.start, validation.range.end);
        out.add_data_validation(start.row, column(start.column)?, end.row, column(end.column)?, &check)?;
    }
    Ok(())
}

fn check(validation: &Validation, lists: &mut Lists) -> Result<DataValidation, WriteError> {
    let check = DataValidation::new();
    let mut check = match &validation.rule {
        ValidationRule::List(list) if fits(list) => check.allow_list_strings(list)?,
        ValidationRule::List(list) => check.allow_list_formula(Formula::new(lists.reference(list))),
        ValidationRule::WholeAtLeast(least) => check.allow_whole_number(
            DataValidationRule::GreaterThanOrEqualTo(i32::try_from(*least).unwrap_or(i32::MAX)),
        ),
        ValidationRule::Between(least, most) => {
            check.allow_decimal_number(DataValidationRule::Between(*least, *most))
        }
        ValidationRule::AtLeast(least) => {
            check.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(*least))
        }
        ValidationRule::NumberOr { whole, least, most, within, text } => {
            let cell = validation.range.start;
            let text = text.replace('"', "\"\"");
            // Text would pass any comparison with a number and fail INT, hence the question first.
            let formula =
                |bounds: &str| format!("=IF(ISNUMBER({cell}),AND({bounds}),TRIM({cell})=\"{text}\")");
            let mut bounds = number_bounds(cell, *whole, *least, *most);
            for sum in within {
                let more = format!("{bounds},{}", within_bound(cell, sum));
                // A sum that finds no room is left to the reader of the filled-in form, who asks about it too.
                if formula(&more).encode_utf16().count() <= FORMULA_LIMIT {
                    bounds = more;
                }
            }
            check.allow_custom(Formula::new(formula(&bounds)))
        }
        ValidationRule::DateBetween(first, last) => {
            check.allow_date(DataValidationRule::Between(*first, *last))
        }
    };
    if let Some((title, text)) = &validation.input {
        check = check
            .set_input_title(shortened(title, TITLE_LIMIT))?
            .set_input_message(shortened(text, TEXT_LIMIT))?;
    }
    if let Some((title, text)) = &validation.error {
        check = check
            .set_error_title(shortened(title, TITLE_LIMIT))?
            .set_error_message(shortened(text, TEXT_LIMIT))?;
    }
    Ok(check)
}

/// What must hold of the number in `cell`. The address is relative: in a range it moves with each cell.
fn number_bounds(cell: CellRef, whole: bool, least: f64, most: Option<f64>) -> String {
    let mut bounds = format!("{cell}>={least}");
    if let Some(most) = most {
        bounds += &format!(",{cell}<={most}");
    }
    if whole {
        bounds += &format!(",{cell}=INT({cell})");
    }
    bounds
}

/// What must hold of the parts of a whole, of which `cell` is one or which it is itself. A whole that holds no number
/// bounds nothing.
fn within_bound(cell: CellRef, Within { parts, whole }: &Within) -> String {
    let parts = parts.iter().map(CellRef::to_string).collect::<Vec<_>>().join(",");
    let holds = format!("SUM({parts})<={whole}");
    if *whole == cell { holds } else { format!("IF(ISNUMBER({whole}),{holds},TRUE)") }
}

/// Whether the list can stand in the check itself, where commas part its items.
fn fits(list: &[String]) -> bool {
    let length: usize = list.iter().map(|text| text.encode_utf16().count() + 1).sum();
    length <= LIST_LIMIT && !list.iter().any(|text| text.contains([',', '"']))
}
