//! Writes the default layout, `templates/report.xlsx`: `cargo run --example make_template`.
//!
//! The layout is a workbook to be edited in Excel. It is made by code once, so that its design can be reviewed; a test
//! says that the committed file is what this example makes. Nothing in `cchc` depends on how the file was made.

mod design;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/report.xlsx");
    std::fs::write(path, cchc::report::write_book(&design::book())?)?;
    Ok(())
}
