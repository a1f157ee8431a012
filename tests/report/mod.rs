//! The report, from template and results to workbook.

#[path = "../../examples/make_template/design/mod.rs"]
pub(crate) mod design;
mod laid_out;
mod sample;
mod template;

use cchc::report::Template;

/// The default template, which nothing may be wrong with.
fn default_template() -> Template {
    let (template, diagnostics) = Template::load(cchc::defaults::template(), "report.xlsx");
    assert_eq!(diagnostics, []);
    template.expect("a template")
}
