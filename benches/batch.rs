//! How long each stage takes on the sample year: reading, loading rules, judging, laying out, writing.
//!
//! `cargo bench` prints a time for each; compare times of one run with one another, since machines differ. The stages
//! together make a whole run in one process, without the start of worker processes.

use std::hint::black_box;
use std::path::Path;

use cchc::assess::assess;
use cchc::batch::Sources;
use cchc::intake::{Expectation, InProcess, load_forms, read_folder};
use cchc::period::Period;
use cchc::report::{Template, lay_out, results_json, write_book};
use cchc::rulebook::Rulebook;
use cchc::score::score;
use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};

fn stages(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/chau-son-2025-nam/submissions/2025-nam");
    let sources = Sources::embedded();
    let (forms, _) = load_forms(&sources.forms);
    let load = || Rulebook::load_folders(&sources.rules, &forms).0.expect("the shipped rules");
    let rulebook = load();
    let plan = rulebook.plan();
    let period = Period::parse("2025-nam").expect("a period");
    let schedule = plan.schedule(period).expect("a schedule");
    let as_of = NaiveDate::from_ymd_opt(2025, 12, 16).expect("a day");
    let expected = Expectation::new(plan, &forms, Some(&schedule));
    let read = || read_folder(&folder, &expected, &InProcess::default(), &|_| {}).expect("an intake");
    let intake = read();
    let judged = || {
        assess(plan, &forms, intake.clone(), &[], schedule, as_of, |figures| {
            rulebook.judge(figures, schedule.window.to)
        })
    };
    let assessment = judged();
    let scorecard = score(plan, &assessment.findings);
    let template = || Template::load(&sources.template, "report.xlsx").0.expect("the shipped layout");
    let layout = template();
    let book = lay_out(&layout, plan, &forms, &assessment, &scorecard);

    let mut group = criterion.benchmark_group("stage");
    group.sample_size(20);
    group.bench_function("1 read the submissions", |b| b.iter(|| black_box(read())));
    group.bench_function("2 load the rules", |b| b.iter(|| black_box(load())));
    group.bench_function("3 join and judge", |b| b.iter(|| black_box(judged())));
    group.bench_function("4 load the layout", |b| b.iter(|| black_box(template())));
    group.bench_function("5 lay out", |b| {
        b.iter(|| black_box(lay_out(&layout, plan, &forms, &assessment, &scorecard)));
    });
    group.bench_function("6 write the workbook", |b| b.iter(|| black_box(write_book(&book))));
    group.bench_function("7 write results.json", |b| {
        b.iter(|| black_box(results_json(plan, &assessment, &scorecard, cchc::diagnostic::Lang::Vi)));
    });
    group.finish();

    // Both without what would better each finding, which is asked anew of every rule that is short. Tracing may cost twice
    // as much; measured on a quiet machine of two cores it costs 1.45 times (0.77 ms and 1.12 ms for 76 rules).
    let mut group = criterion.benchmark_group("trace");
    let (figures, on) = (&assessment.figures, schedule.window.to);
    group.bench_function("judge", |b| b.iter(|| black_box(rulebook.judge_only(figures, on))));
    group.bench_function("judge and trace", |b| b.iter(|| black_box(rulebook.trace_all(figures, on))));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
