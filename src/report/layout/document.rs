//! What is the same everywhere in the report.

use chrono::Datelike;

use super::record::{Drawing, Fill, Record, Slot};
use super::view::{View, said, window_words, word};
use super::{missing, problem, standing, tally};
use crate::period::{date_vi, dateline_vi};
use crate::report::template::Placeholder as P;

/// The slots of the whole document.
pub(super) fn record(view: &View<'_>) -> Record {
    let (plan, commune, schedule) = (view.plan, &view.plan.commune, &view.assessment.schedule);
    let as_of = view.assessment.as_of;
    let standing_unit = plan.unit(&plan.standing_unit).map_or(&*plan.standing_unit, |unit| &unit.name);
    let recipients: Vec<_> = commune.recipients.iter().map(|line| format!("- {line}")).collect();
    let drawing = |drawing| Slot { fill: Fill::Chart(drawing), ..Slot::default() };
    Record::default()
        .text(P::CommuneName, &*commune.name)
        .text(P::CommuneNameUpper, commune.name.to_uppercase())
        .text(P::CommunePlace, &*commune.place)
        .text(P::CommuneCode, &*commune.code)
        .text(P::CommuneProvince, &*commune.province)
        .text(P::PlanTitle, &*plan.title)
        .text(P::PlanTitleUpper, plan.title.to_uppercase())
        .text(P::PeriodName, schedule.period.name_vi())
        .text(P::PeriodNameUpper, schedule.period.name_vi().to_uppercase())
        .text(P::PeriodWindow, window_words(schedule.window.from, schedule.window.to))
        .text(P::PeriodMergerNote, merger_note(view))
        .text(P::PeriodDue, date_vi(schedule.due))
        .text(P::PeriodUnitsDue, date_vi(schedule.units_due))
        .text(P::Dateline, format!("{}, {}", commune.place, dateline_vi(as_of)))
        .text(P::DateLong, dateline_vi(as_of))
        .text(P::DateBlank, said("report.date_blank", &[("year", &as_of.year().to_string())]))
        .text(P::StandingUnitName, standing_unit)
        .text(P::SignatoryName, &*commune.signatory)
        .text(P::SignatoryOffice, &*commune.signatory_office)
        .text(P::Recipients, recipients.join("\n"))
        .with(P::TargetsTotal, Slot::count(tally::target_count(view)))
        .text(P::TargetsSummary, tally::targets_summary(view))
        .with(P::TasksTotal, Slot::count(view.assessment.tasks.len()))
        .text(P::TasksSummary, tally::tasks_summary(view))
        .text(P::PointsSummary, standing::summary(view))
        .text(P::MissingSummary, missing::summary(view))
        .text(P::ProblemsSummary, problem::summary(view))
        .with(P::ChartOutcomes, drawing(Drawing::Outcomes))
        .with(P::ChartScores, drawing(Drawing::Scores))
}

fn merger_note(view: &View<'_>) -> String {
    if !view.spans_merger() {
        return String::new();
    }
    let founded = date_vi(view.plan.commune.founded);
    said("report.merger_note", &[("founded", &founded), ("commune", &view.plan.commune.name)])
}

/// Title of a chart.
pub(super) fn chart_title(drawing: Drawing) -> &'static str {
    word(match drawing {
        Drawing::Outcomes => "chart.outcomes",
        Drawing::Scores => "chart.scores",
    })
}
