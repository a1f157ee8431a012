//! From figures to findings.

use std::rc::Rc;

use chrono::NaiveDate;
use indexmap::IndexSet;
use rust_decimal::Decimal;

use super::Rulebook;
use super::engine::Run;
use super::entry::Entry;
use super::failure::{Failure, Stop};
use super::finding::{Finding, Outcome};
use super::terms::MAX_OF_SCALE;
use super::vocabulary::World;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Doubt, Figure, FigureId, FigureKind, Figures, Origin, State, round_half_up};
use crate::period::{Dated, date_vi};
use crate::plan::{
    CALENDAR_FORM, Comparison, EvidencePolicy, MissingPolicy, POINTS_FORM, Rule, RuleKind, TASK_FORM, Terms,
    ZeroPolicy,
};
use crate::text::{decimal_vi_beside, with_measure};

/// Decimals to which points are rounded before the scheme's own rounding: a third of a percentage, taken three times,
/// is a whole again. Ratios of counts come no nearer to a half than this without being one.
const EXACT: u32 = 20;

impl Rulebook {
    /// What every rule says of `figures` by the law in force on `on`, in the order of the plan's rules, and what went
    /// wrong while they ran: R05, R06, R08, R15. Each finding knows what would better it, and what it waits for.
    pub fn judge(&self, figures: &Figures, on: NaiveDate) -> (Vec<Finding>, Vec<Diagnostic>) {
        let world = World::new(figures, &self.plan.figures);
        self.evaluate(&world, on, |rule, entry, world, finding| {
            finding.remedies = self.remedies(rule, entry, world, on, finding);
            finding.waits = self.waits(rule, entry, world, on, finding);
        })
    }

    /// [`Self::judge`] without what would better each finding and what it waits for.
    pub fn judge_only(&self, figures: &Figures, on: NaiveDate) -> (Vec<Finding>, Vec<Diagnostic>) {
        self.evaluate(&World::new(figures, &self.plan.figures), on, |_, _, _, _| {})
    }

    /// Judges each rule in the world with the points that it reads, and lets `complete` add to the finding.
    fn evaluate(
        &self,
        world: &World,
        on: NaiveDate,
        complete: impl Fn(&Rule, &Entry, &World, &mut Finding),
    ) -> (Vec<Finding>, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let mut diagnostics = Vec::new();
        for (rule, entry) in self.plan.rules.iter().zip(&self.entries) {
            let world = self.with_points(rule, world, on);
            let (mut finding, told) = self.judge_one(rule, entry, &world, on);
            complete(rule, entry, &world, &mut finding);
            findings.push(finding);
            diagnostics.extend(told);
        }
        (findings, diagnostics)
    }

    /// Points as the rule's scheme rounds them.
    pub(super) fn rounded(&self, rule: &Rule, points: Decimal) -> Decimal {
        let decimals = self.plan.scheme(&rule.scheme).map_or(2, |scheme| scheme.decimals);
        round_half_up(round_half_up(points, EXACT), decimals).normalize()
    }

    /// What one rule says of figures as they were read: whatever is in doubt needs an explanation.
    pub(super) fn judge_as_read(
        &self,
        rule: &Rule,
        entry: &Entry,
        world: &World,
        on: NaiveDate,
    ) -> (Finding, Vec<Diagnostic>) {
        let terms = Dated::in_force(&rule.terms, on).cloned();
        let mut judging = Judging {
            rulebook: self,
            rule,
            entry,
            world,
            terms,
            read: IndexSet::new(),
            diagnostics: Vec::new(),
        };
        if judging.terms.is_none() && !rule.terms.is_empty() {
            let name = if rule.kind == RuleKind::Target { "TARGET" } else { "SCALE" };
            judging.diagnostics.push(
                Diagnostic::new(Code::RuleNothingInForce)
                    .at(entry.place_of(name))
                    .with("date", date_vi(on))
                    .with("rule", &rule.id),
            );
        }
        let verdict = judging.verdict();
        let used = rule.needs.iter().filter_map(|need| {
            let figure = world.figure(need)?.clone();
            // Points of another criterion stand in no cell, though they rest on some.
            let is_points = self.plan.rule_of_points(rule, need).is_some();
            Some((need.clone(), if is_points { Figure { origins: Vec::new(), ..figure } } else { figure }))
        });
        let used = used.collect();
        let finding = Finding {
            outcome: verdict.outcome,
            value: verdict.value,
            terms: judging.terms,
            points: verdict.points,
            used,
            ..Finding::unjudged(rule)
        };
        (finding, judging.diagnostics)
    }
}

/// Outcome, measured value and points.
struct Verdict {
    outcome: Outcome,
    value: Option<Figure>,
    points: Option<Decimal>,
}

impl Verdict {
    fn of(outcome: Outcome, value: Figure) -> Self {
        Self { outcome, value: Some(value), points: None }
    }

    fn unexplained() -> Self {
        Self { outcome: Outcome::NeedsExplanation, value: None, points: None }
    }
}

/// One rule while it is judged.
struct Judging<'a> {
    rulebook: &'a Rulebook,
    rule: &'a Rule,
    entry: &'a Entry,
    world: &'a World,
    terms: Option<Dated<Terms>>,
    read: IndexSet<FigureId>,
    diagnostics: Vec<Diagnostic>,
}

impl Judging<'_> {
    fn verdict(&mut self) -> Verdict {
        let run = self.rulebook.machine.value(&self.entry.script, self.world);
        let Some(mut value) = self.outcome_of_run(run, None) else { return Verdict::unexplained() };
        let second = value.second.take();
        let verdict = self.verdict_of(value);
        match second {
            Some(second) => self.of_both_ways(verdict, second),
            None => verdict,
        }
    }

    /// `first`, what the first way of calculating leads to, if the `second` leads there too.
    fn of_both_ways(&mut self, first: Verdict, second: Box<Figure>) -> Verdict {
        let other = self.verdict_of((*second).clone());
        let Some(mut value) = first.value else { return first };
        let agree = (first.outcome, first.points) == (other.outcome, other.points);
        if first.outcome.is_settled() && !agree {
            let threshold = self.terms.as_ref().and_then(|terms| terms.value.comparison.as_ref());
            let threshold = threshold.and_then(Comparison::number);
            let shown = |figure: &Figure| {
                let number = decimal_vi_beside(figure.number()?, threshold);
                Some(with_measure(&number, &self.rule.measure).into())
            };
            value.doubts.push(Doubt::WaysDiffer {
                rule: self.rulebook.plan.number(self.rule).into(),
                one: shown(&value),
                other: shown(&second),
                origins: second.origins.clone(),
            });
        }
        value.second = Some(second);
        match first.outcome.is_settled() && !agree {
            true => Verdict::of(Outcome::NeedsExplanation, value),
            false => Verdict { value: Some(value), ..first },
        }
    }

    fn verdict_of(&mut self, value: Figure) -> Verdict {
        if let Some(verdict) = self.verdict_of_state(&value) {
            return verdict;
        }
        match self.rule.kind {
            RuleKind::Target => self.verdict_of_target(value),
            RuleKind::Criterion | RuleKind::Bonus | RuleKind::Penalty => self.verdict_of_criterion(value),
        }
    }

    /// The figure that a run gave, with whatever its comparisons rest on; `None` if the script is at fault. What stops
    /// a run for want of a value is joined to the `measured` value, where there is one already.
    fn outcome_of_run(&mut self, run: Run, measured: Option<&Figure>) -> Option<Figure> {
        self.read.extend(run.read);
        let mut figure = match run.result {
            Ok(figure) => figure,
            Err(Stop::Unknown(unknown)) => match measured {
                Some(measured) => {
                    Figure { parts: measured.parts.clone(), ..measured.joined(&unknown, unknown.state) }
                }
                None => *unknown,
            },
            Err(Stop::Failed(failure)) => {
                self.failed(&failure);
                return None;
            }
        };
        for doubt in &mut figure.doubts {
            // The word that asks does not know whose rule it stands in.
            if let Doubt::Asked { rule, .. } = doubt
                && rule.is_empty()
            {
                *rule = self.rulebook.plan.number(self.rule).into();
            }
        }
        Some(resting_on(figure, &run.compared))
    }

    fn failed(&mut self, failure: &Failure) {
        let told = failure.told(&self.rule.id, |spot| self.entry.place(spot));
        self.diagnostics.push(told);
    }

    /// What follows from the state of `value` alone; `None` for a reported value without doubts.
    fn verdict_of_state(&self, value: &Figure) -> Option<Verdict> {
        let is_target = self.rule.kind == RuleKind::Target;
        let unknown = match self.rule.missing {
            MissingPolicy::Insufficient => Outcome::Insufficient,
            // What was sent and cannot be used was published.
            MissingPolicy::Awaiting if is_sent(value) => Outcome::Insufficient,
            MissingPolicy::Awaiting => Outcome::Awaiting,
        };
        let (outcome, points) = match value.state {
            State::Missing if !value.wants.is_empty() => (unknown, None),
            _ if !value.doubts.is_empty() => (Outcome::NeedsExplanation, None),
            State::Missing => (unknown, None),
            State::NotApplicable if is_target => (Outcome::NotApplicable, None),
            State::NotApplicable => (Outcome::Excluded, None),
            // A zero policy is law too: without law in force nothing is decided.
            _ if self.terms.is_none() && !self.rule.terms.is_empty() => (Outcome::NeedsExplanation, None),
            State::Reported => return None,
            State::NothingArose => match (self.rule.zero, is_target) {
                (ZeroPolicy::Ask, _) => (Outcome::NeedsExplanation, None),
                (ZeroPolicy::NothingArose, _) | (ZeroPolicy::Remove, true) => (Outcome::NothingArose, None),
                (ZeroPolicy::Remove, false) => (Outcome::Excluded, None),
                (ZeroPolicy::Full, true) => (Outcome::Met, None),
                (ZeroPolicy::Zero, true) => (Outcome::Missed, None),
                (ZeroPolicy::Full, false) => (Outcome::Scored, self.rule.max),
                (ZeroPolicy::Zero, false) => (Outcome::Scored, Some(Decimal::ZERO)),
            },
        };
        let mut value = value.clone();
        if value.state == State::NothingArose
            && value.doubts.is_empty()
            && self.rule.zero == ZeroPolicy::Ask
            && self.is_asked_of_units()
        {
            let rule = self.rulebook.plan.number(self.rule).into();
            value.doubts.push(Doubt::Asked { rule, reason: None, origins: value.origins.clone() });
        }
        Some(Verdict { outcome, value: Some(value), points })
    }

    /// Whether any unit reports what the rule needs: of what is only computed, such as how many tasks are due, nobody can
    /// be asked.
    fn is_asked_of_units(&self) -> bool {
        let computed = [TASK_FORM, CALENDAR_FORM, POINTS_FORM];
        let specs = self.rule.needs.iter().filter_map(|need| self.rulebook.plan.figures.get(need));
        specs.into_iter().any(|spec| !computed.contains(&&*spec.form))
    }

    fn verdict_of_target(&mut self, value: Figure) -> Verdict {
        let comparison = self.terms.as_ref().and_then(|terms| terms.value.comparison.as_ref());
        let met = match comparison {
            Some(Comparison::Answer(code)) => value.choice().map(|choice| choice == code),
            Some(Comparison::Equal(number)) => value.number().map(|value| value == *number),
            Some(Comparison::AtLeast(number)) => value.number().map(|value| value >= *number),
            Some(Comparison::Above(number)) => value.number().map(|value| value > *number),
            Some(Comparison::AtMost(number)) => value.number().map(|value| value <= *number),
            None => None,
        };
        match met {
            None => {
                self.failed(&Failure::of_result(self.entry.script.outline.spot_of("value")));
                Verdict::unexplained()
            }
            Some(false) => Verdict::of(Outcome::Missed, value),
            Some(true) => self.proven(Verdict::of(Outcome::Met, value)),
        }
    }

    fn verdict_of_criterion(&mut self, value: Figure) -> Verdict {
        let Some(max) = self.rule.max else { return Verdict::unexplained() };
        let mut scale = self.terms.as_ref().map(|terms| terms.value.values.clone()).unwrap_or_default();
        scale.insert(MAX_OF_SCALE.to_owned(), max);
        let run = self.rulebook.machine.points(&self.entry.script, &value, &scale, self.world);
        let stopped = matches!(run.result, Err(Stop::Unknown(_)));
        let Some(points) = self.outcome_of_run(run, Some(&value)) else { return Verdict::unexplained() };
        // The points rest on everything that the value rests on, and perhaps on more.
        let rest = [Rc::new(points.clone())];
        let value = resting_on(value, &rest);
        if stopped || points.state >= State::NotApplicable {
            let value = Figure { state: points.state, value: None, wants: points.wants, ..value };
            return self.verdict_of_state(&value).unwrap_or_else(Verdict::unexplained);
        }
        if !value.doubts.is_empty() {
            return Verdict::of(Outcome::NeedsExplanation, value);
        }
        let Ok(points) = points.number_or_zero() else {
            self.failed(&Failure::of_result(self.entry.script.outline.spot_of("points")));
            return Verdict::unexplained();
        };
        let points = self.rulebook.rounded(self.rule, points);
        if points < Decimal::ZERO || points > max {
            self.diagnostics.push(
                Diagnostic::new(Code::PointsOutOfRange)
                    .at(self.entry.place(self.entry.script.outline.spot_of("points").unwrap_or((1, 1))))
                    .with("rule", &self.rule.id)
                    .with("points", points)
                    .with("max", max),
            );
            return Verdict::of(Outcome::NeedsExplanation, value);
        }
        let verdict = Verdict { outcome: Outcome::Scored, value: Some(value), points: Some(points) };
        let earned = points > Decimal::ZERO && self.rule.kind != RuleKind::Penalty;
        if earned { self.proven(verdict) } else { verdict }
    }

    /// A good result as it stands, or in need of an explanation where it lacks the evidence that it needs.
    fn proven(&self, verdict: Verdict) -> Verdict {
        let Some(mut value) = verdict.value else { return verdict };
        if self.rule.evidence == EvidencePolicy::Required
            && let Some(origins) = self.unproven(&value)
        {
            value.doubts.push(Doubt::EvidenceMissing { origins });
            return Verdict::of(Outcome::NeedsExplanation, value);
        }
        Verdict { value: Some(value), ..verdict }
    }

    /// The cells that lack evidence: of the answers that the rule has read or, where it reads none, of its value.
    fn unproven(&self, value: &Figure) -> Option<Vec<Origin>> {
        let written = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        // Points may be explained in writing instead; targets of the plan may not.
        let explained = self.rule.kind != RuleKind::Target;
        let proven =
            |figure: &Figure| written(&figure.evidence) || (explained && written(&figure.explanation));
        let answers: Vec<&Figure> = self
            .read
            .iter()
            .filter(|id| {
                let spec = self.rulebook.plan.figures.get(*id);
                spec.is_some_and(|spec| spec.kind == FigureKind::Choice)
            })
            .filter_map(|id| self.world.figure(id))
            .filter(|figure| figure.state == State::Reported)
            .collect();
        let asked = if answers.is_empty() { vec![value] } else { answers };
        let unproven: Vec<&Figure> = asked.into_iter().filter(|figure| !proven(figure)).collect();
        (!unproven.is_empty()).then(|| unproven.iter().flat_map(|figure| figure.origins.clone()).collect())
    }
}

/// Whether something was sent of a figure without a value: a cell that cannot be read, or reports that differ.
fn is_sent(figure: &Figure) -> bool {
    !figure.doubts.is_empty() || figure.wants.iter().any(|want| want.unreadable)
}

/// `figure` with the origins and doubts of what it rests on besides.
fn resting_on(mut figure: Figure, others: &[Rc<Figure>]) -> Figure {
    for other in others {
        let joined = figure.joined(other, figure.state);
        figure.origins = joined.origins;
        figure.doubts = joined.doubts;
    }
    figure
}
