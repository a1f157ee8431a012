//! The report, from results to workbook.

#[path = "../../examples/make_template/design/mod.rs"]
mod design;
mod sample;

use cchc::report::{Template, lay_out, write_book};
use std::path::Path;

fn template() -> Template {
    let (template, diagnostics) = Template::load(cchc::defaults::template(), "report.xlsx");
    assert_eq!(diagnostics, []);
    template.expect("a template")
}

#[test]
fn the_committed_template_is_what_the_example_makes() {
    let made = write_book(&design::book()).expect("a workbook");
    assert!(
        made == cchc::defaults::template(),
        "templates/report.xlsx differs from the design: run `cargo run --example make_template`"
    );
}

#[test]
fn a_report_is_written() {
    let world = sample::year_2025();
    let book = lay_out(&template(), world.plan(), &world.forms, &world.assessment, &world.scorecard);
    let bytes = write_book(&book).expect("a workbook");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("report.xlsx"), bytes).expect("written");
}
