//! The rule book's files.

use super::output::{OutputFile, workbook};
use crate::diagnostic::{Diagnostic, Lang};
use crate::intake::FormDescription;
use crate::report::{rule_book_markdown, rule_book_workbook};
use crate::rulebook::Rulebook;

/// Name of both files, without its end.
const NAME: &str = "So-tay-quy-tac";

/// The rule book as Markdown and as a workbook.
///
/// # Errors
/// O02 where the book breaks Excel's limits.
pub fn rule_book(
    rulebook: &Rulebook,
    forms: &[FormDescription],
    lang: Lang,
) -> Result<Vec<OutputFile>, Vec<Diagnostic>> {
    let text = rule_book_markdown(rulebook, forms, lang);
    let text = OutputFile { name: format!("{NAME}.md"), bytes: text.into_bytes() };
    Ok(vec![text, workbook(&format!("{NAME}.xlsx"), &rule_book_workbook(rulebook, forms, lang))?])
}
