//! Makes the sample worlds under `samples/`: each figure and each defect stands in `make_samples/year.rs`,
//! `make_samples/quarter.rs`, `make_samples/half_year.rs` and `make_samples/difficult.rs`, where it can be read.
//!
//! ```text
//! cargo run --example make_samples                # everything that this program writes itself
//! cargo run --example make_samples -- --convert   # also the two files that LibreOffice converts
//! ```

#[path = "make_samples/difficult.rs"]
mod difficult;
#[path = "make_samples/filled.rs"]
mod filled;
#[path = "make_samples/half_year.rs"]
mod half_year;
#[path = "make_samples/kstt.rs"]
mod kstt;
#[path = "make_samples/plan.rs"]
mod plan;
#[path = "make_samples/procedures.rs"]
mod procedures;
#[path = "make_samples/quarter.rs"]
mod quarter;
#[path = "make_samples/stray.rs"]
mod stray;
#[path = "make_samples/world.rs"]
mod world;
#[path = "make_samples/year.rs"]
mod year;

use std::error::Error;

use cchc::period::Period;
use chrono::NaiveDate;

use self::world::{Content, SampleFile};

fn main() -> Result<(), Box<dyn Error>> {
    let convert = std::env::args().any(|argument| argument == "--convert");
    for file in files() {
        if convert || !matches!(file.content, Content::Converted(_)) {
            file.write()?;
        }
    }
    Ok(())
}

/// Every file of every world.
fn files() -> Vec<SampleFile> {
    let plan = plan::plan();
    let schedule = |period| {
        let period = Period::parse(period).expect("a period");
        plan.schedule(period).expect("a period of the calendar")
    };
    let mut files = year::files(&plan, &schedule("2025-nam"));
    files.extend(quarter::files(&plan, &schedule("2025-q3")));
    files.extend(half_year::files(&plan, &plan::plan_of_2026()));
    files.extend(difficult::files(&plan, &schedule("2025-nam")));
    files
}

/// A day of 2025.
fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).expect("a real day")
}

#[cfg(test)]
#[path = "make_samples/tests.rs"]
mod tests;
