//! What reading in worker processes costs: a folder of 400 good small files read whole (hashed, read by workers,
//! recognised, joined), against calamine alone reading the values of the same files in this process.
//!
//! `cargo bench --bench many_files` prints the median of each over several rounds, in which both take turns, and their
//! ratio. The goal is at most 1.3. On two processors that nothing else used, five runs gave 1.25, 1.26, 1.27, 1.30 and 1.35
//! with two workers, and 1.95 to 2.12 with one.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{Reader, open_workbook_auto};
use cchc::batch::Sources;
use cchc::intake::{Expectation, InProcess, WorkbookReader, WorkerPool, load_forms, read_folder};
use cchc::period::Period;
use cchc::report::book::Content;
use cchc::report::{blank_form, write_book};
use rust_decimal::Decimal;

const FILES: usize = 400;
const ROUNDS: usize = 9;

fn main() {
    let sources = Sources::embedded();
    let (forms, _) = load_forms(&sources.forms);
    let rulebook = sources.load().1.expect("the shipped rules");
    let plan = rulebook.plan();
    let schedule = plan.schedule(Period::parse("2025-nam").expect("a period")).expect("a schedule");
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths = Vec::new();
    let mut bytes = 0;
    for number in 0..FILES {
        let unit = &plan.units[number % plan.units.len()];
        let mut book = blank_form(plan, unit, &schedule);
        // No two files are the same, or all but one would be passed over.
        let cell = book.sheets[0].cells.values_mut().find(|cell| matches!(cell.content, Content::Number(_)));
        cell.expect("a number").content = Content::Number(Decimal::from(number + 1));
        let path = folder.path().join(format!("phieu-{number:03}.xlsx"));
        let file = write_book(&book).expect("a workbook");
        bytes += file.len();
        std::fs::write(&path, file).expect("written");
        paths.push(path);
    }
    let expected = Expectation::new(plan, &forms, Some(&schedule));
    let read = |reader: &dyn WorkbookReader| {
        let intake = read_folder(folder.path(), &expected, reader, &|_| {}).expect("an intake");
        assert_eq!(intake.files.len(), FILES);
        assert!(intake.submissions.len() > 1, "the files are read");
    };
    let pool = WorkerPool::new(PathBuf::from(env!("CARGO_BIN_EXE_cchc")));
    let one = WorkerPool { workers: 1, ..pool.clone() };
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(timed(|| paths.iter().for_each(|path| raw(path))));
        times[1].push(timed(|| read(&pool)));
        times[2].push(timed(|| read(&one)));
        times[3].push(timed(|| read(&InProcess::default())));
    }
    let medians = times.map(median);
    let workers = pool.workers;
    println!("{FILES} files, {} KB each on average, median of {ROUNDS} rounds", bytes / FILES / 1024);
    for (name, time) in [
        "raw calamine, in this process".to_owned(),
        format!("the folder, {workers} workers"),
        "the folder, 1 worker".to_owned(),
        "the folder, no worker".to_owned(),
    ]
    .iter()
    .zip(&medians)
    {
        let ratio = time.as_secs_f64() / medians[0].as_secs_f64();
        println!("  {name:<32} {:>8.1} ms   {ratio:.2}", time.as_secs_f64() * 1e3);
    }
}

/// Values of every sheet, as calamine gives them.
fn raw(path: &Path) {
    let mut workbook = open_workbook_auto(path).expect("a workbook");
    for name in workbook.sheet_names() {
        std::hint::black_box(workbook.worksheet_range(&name).expect("a sheet"));
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
