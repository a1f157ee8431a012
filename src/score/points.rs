//! Sums of points of one scheme.

use rust_decimal::Decimal;

use super::scorecard::{GroupScore, IndexRange, PointTotals};
use crate::figure::round_half_up;
use crate::plan::{Rule, RuleKind, Scheme};
use crate::rulebook::{Finding, Outcome};

/// Bonus and penalty points: what is known, and what may still come.
#[derive(Default)]
struct Extra {
    known: Decimal,
    open: Decimal,
}

/// Adds up the points of `rules`, which are those of `scheme`. A rule without a finding counts as undetermined.
pub(super) fn add_up<'a>(
    rules: impl Iterator<Item = &'a Rule>,
    scheme: &Scheme,
    findings: &[Finding],
) -> PointTotals {
    let mut totals = PointTotals {
        maximum: Decimal::ZERO,
        excluded: Decimal::ZERO,
        awaiting: Decimal::ZERO,
        undetermined: Decimal::ZERO,
        earned: Decimal::ZERO,
        bonus: Decimal::ZERO,
        penalty: Decimal::ZERO,
        score: Decimal::ZERO,
        index: None,
        band: None,
        groups: scheme.groups.iter().map(|group| (group.id.clone(), GroupScore::default())).collect(),
    };
    let mut bonus = Extra::default();
    let mut penalty = Extra::default();
    for rule in rules {
        let finding = findings.iter().find(|finding| finding.scheme == scheme.id && finding.rule == rule.id);
        let max = rule.max.unwrap_or_default();
        match rule.kind {
            RuleKind::Bonus => bonus.add(max, finding),
            RuleKind::Penalty => penalty.add(max, finding),
            RuleKind::Criterion | RuleKind::Target => {
                let group = totals.groups.entry(rule.group.clone()).or_default();
                add_criterion(group, max, finding);
            }
        }
    }
    for group in totals.groups.values() {
        totals.maximum += group.maximum;
        totals.excluded += group.excluded;
        totals.awaiting += group.awaiting;
        totals.undetermined += group.undetermined;
        totals.earned += group.earned;
    }
    totals.bonus = capped(bonus.known, scheme.bonus_cap);
    totals.penalty = capped(penalty.known, scheme.penalty_cap);
    totals.score = (totals.earned + totals.bonus - totals.penalty).max(Decimal::ZERO);
    totals.index = index(&totals, scheme, &bonus, &penalty);
    totals.band = totals.index.and_then(|index| band(scheme, index));
    totals
}

fn add_criterion(group: &mut GroupScore, max: Decimal, finding: Option<&Finding>) {
    group.maximum += max;
    match finding.map(|finding| (finding.outcome, finding.points)) {
        Some((Outcome::Excluded, _)) => group.excluded += max,
        Some((Outcome::Awaiting, _)) => group.awaiting += max,
        Some((outcome, Some(points))) if outcome.is_settled() => group.earned += points,
        _ => group.undetermined += max,
    }
}

impl Extra {
    fn add(&mut self, max: Decimal, finding: Option<&Finding>) {
        match finding.map(|finding| (finding.outcome, finding.points)) {
            Some((Outcome::Excluded | Outcome::Awaiting, _)) => {}
            Some((outcome, Some(points))) if outcome.is_settled() => self.known += points,
            _ => self.open += max,
        }
    }
}

fn capped(points: Decimal, cap: Option<Decimal>) -> Decimal {
    cap.map_or(points, |cap| points.min(cap))
}

/// The score at its least and at its most, each rescaled to 100 over what can be assessed, with bonuses and penalties as
/// the scheme counts them.
fn index(totals: &PointTotals, scheme: &Scheme, bonus: &Extra, penalty: &Extra) -> Option<IndexRange> {
    let assessable = totals.maximum - totals.excluded - totals.awaiting;
    let rescaled = |earned: Decimal, extra: Decimal| {
        let (within, beside) =
            if scheme.rescale_extra { (earned + extra, Decimal::ZERO) } else { (earned, extra) };
        let share = within.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(assessable)?;
        let most = if scheme.above_scale { Decimal::MAX } else { Decimal::ONE_HUNDRED };
        Some(round_half_up((share + beside).clamp(Decimal::ZERO, most), scheme.decimals))
    };
    let least = totals.bonus - capped(penalty.known + penalty.open, scheme.penalty_cap);
    let most = capped(bonus.known + bonus.open, scheme.bonus_cap) - totals.penalty;
    Some(IndexRange {
        low: rescaled(totals.earned, least)?,
        high: rescaled(totals.earned + totals.undetermined, most)?,
    })
}

fn band(scheme: &Scheme, index: IndexRange) -> Option<String> {
    let of = |value: Decimal| scheme.bands.iter().find(|band| value >= band.at_least);
    let low = of(index.low)?;
    (Some(low) == of(index.high)).then(|| low.name.clone())
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::*;
    use crate::plan::{Band, EvidencePolicy, Group, MissingPolicy, SchemeKind, ZeroPolicy};

    fn rule(id: &str, kind: RuleKind, max: i64) -> Rule {
        Rule {
            id: id.into(),
            file: String::new(),
            path: String::new(),
            scheme: "s".into(),
            kind,
            title: String::new(),
            law: String::new(),
            places: Vec::new(),
            group: match kind {
                RuleKind::Bonus => "T",
                RuleKind::Penalty => "P",
                _ => "1",
            }
            .into(),
            owner: "VP".into(),
            measure: String::new(),
            needs: Vec::new(),
            terms: Vec::new(),
            max: Some(max.into()),
            zero: ZeroPolicy::Ask,
            missing: MissingPolicy::Insufficient,
            evidence: EvidencePolicy::Optional,
            formula: String::new(),
            unconfirmed: String::new(),
        }
    }

    fn finding(rule: &str, outcome: Outcome, points: Option<&str>) -> Finding {
        Finding {
            rule: rule.into(),
            scheme: "s".into(),
            outcome,
            value: None,
            terms: None,
            points: points.map(number),
            max: None,
            readings: Vec::new(),
            waits: Vec::new(),
            remedies: Vec::new(),
            used: Vec::new(),
        }
    }

    fn number(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    fn scheme() -> Scheme {
        let group = |id: &str| Group { id: id.into(), title: id.into() };
        let band = |name: &str, at_least: i64| Band { name: name.into(), at_least: at_least.into() };
        Scheme {
            id: "s".into(),
            kind: SchemeKind::Points,
            title: String::new(),
            notice: String::new(),
            short: String::new(),
            must_have: Vec::new(),
            total: Some(100.into()),
            bonus_cap: Some(3.into()),
            penalty_cap: Some(5.into()),
            rescale_extra: false,
            above_scale: false,
            decimals: 2,
            groups: vec![group("1"), group("T"), group("P")],
            bands: vec![band("Tốt", 80), band("Khá", 70), band("Yếu", 0)],
        }
    }

    fn totals(rules: &[Rule], findings: &[Finding]) -> PointTotals {
        add_up(rules.iter(), &scheme(), findings)
    }

    #[test]
    fn what_is_not_assessed_leaves_the_total_and_the_rest_is_rescaled() {
        let rules = [
            rule("a", RuleKind::Criterion, 60),
            rule("b", RuleKind::Criterion, 30),
            rule("c", RuleKind::Criterion, 10),
        ];
        let findings = [
            finding("a", Outcome::Scored, Some("45.55")),
            finding("b", Outcome::Excluded, None),
            finding("c", Outcome::Awaiting, None),
        ];
        let totals = totals(&rules, &findings);
        assert_eq!((totals.maximum, totals.excluded, totals.awaiting), (100.into(), 30.into(), 10.into()));
        assert_eq!(totals.score, number("45.55"));
        // 45.55 / 60 = 75.91666…
        assert_eq!(totals.index.and_then(IndexRange::settled), Some(number("75.92")));
        assert_eq!(totals.band.as_deref(), Some("Khá"));
    }

    #[test]
    fn what_is_undetermined_makes_a_range_and_no_band_unless_both_ends_share_it() {
        let rules = [rule("a", RuleKind::Criterion, 75), rule("b", RuleKind::Criterion, 25)];
        let unknown = |a: &str| {
            totals(
                &rules,
                &[finding("a", Outcome::Scored, Some(a)), finding("b", Outcome::Insufficient, None)],
            )
        };
        let wide = unknown("70");
        assert_eq!(wide.index, Some(IndexRange { low: number("70.00"), high: number("95.00") }));
        assert_eq!((wide.index.and_then(IndexRange::settled), wide.band), (None, None));
        assert_eq!(wide.undetermined, Decimal::from(25));
        assert_eq!(unknown("10").band.as_deref(), Some("Yếu"));
    }

    #[test]
    fn bonus_and_penalty_are_capped_and_never_part_of_the_maximum() {
        let rules = [
            rule("a", RuleKind::Criterion, 100),
            rule("t1", RuleKind::Bonus, 2),
            rule("t2", RuleKind::Bonus, 2),
            rule("p1", RuleKind::Penalty, 9),
        ];
        let findings = [
            finding("a", Outcome::Scored, Some("80")),
            finding("t1", Outcome::Scored, Some("2")),
            finding("t2", Outcome::Scored, Some("2")),
            finding("p1", Outcome::Scored, Some("9")),
        ];
        let totals = totals(&rules, &findings);
        assert_eq!((totals.maximum, totals.bonus, totals.penalty), (100.into(), 3.into(), 5.into()));
        assert_eq!(totals.score, Decimal::from(78));
    }

    #[test]
    fn an_open_penalty_lowers_the_least_and_an_open_bonus_raises_the_most() {
        let rules = [
            rule("a", RuleKind::Criterion, 100),
            rule("t1", RuleKind::Bonus, 1),
            rule("p1", RuleKind::Penalty, 5),
        ];
        let findings = [
            finding("a", Outcome::Scored, Some("80")),
            finding("t1", Outcome::NeedsExplanation, None),
            finding("p1", Outcome::Insufficient, None),
        ];
        let index = totals(&rules, &findings).index;
        assert_eq!(index, Some(IndexRange { low: 75.into(), high: 81.into() }));
    }

    #[test]
    fn the_scheme_says_whether_bonuses_are_rescaled_and_whether_they_pass_100() {
        let rules = [
            rule("a", RuleKind::Criterion, 80),
            rule("b", RuleKind::Criterion, 20),
            rule("t", RuleKind::Bonus, 2),
        ];
        let index = |points: &str, rescale_extra: bool, above_scale: bool| {
            let findings = [
                finding("a", Outcome::Scored, Some(points)),
                finding("b", Outcome::Excluded, None),
                finding("t", Outcome::Scored, Some("2")),
            ];
            let scheme = Scheme { rescale_extra, above_scale, ..scheme() };
            add_up(rules.iter(), &scheme, &findings).index.and_then(IndexRange::settled)
        };
        // 60 of 80 is 75; two bonus points of 80 are 2.5 of 100.
        assert_eq!(index("60", false, false), Some(77.into()));
        assert_eq!(index("60", true, false), Some(number("77.5")));
        // 79 of 80 is 98.75.
        assert_eq!(index("79", false, false), Some(100.into()));
        assert_eq!(index("79", false, true), Some(number("100.75")));
        assert_eq!(index("79", true, false), Some(100.into()));
        assert_eq!(index("79", true, true), Some(number("101.25")));
    }

    #[test]
    fn nothing_assessable_gives_no_index() {
        let rules = [rule("a", RuleKind::Criterion, 100)];
        let totals = totals(&rules, &[finding("a", Outcome::Excluded, None)]);
        assert_eq!((totals.index, totals.band), (None, None));
    }

    #[test]
    fn a_criterion_without_a_finding_is_undetermined_and_points_never_fall_below_zero() {
        let rules = [rule("a", RuleKind::Criterion, 100), rule("p", RuleKind::Penalty, 5)];
        let totals = totals(&rules, &[finding("p", Outcome::Scored, Some("5"))]);
        assert_eq!(totals.undetermined, Decimal::from(100));
        assert_eq!(totals.score, Decimal::ZERO);
        let groups: IndexMap<_, _> = totals.groups;
        assert_eq!(groups.get("1").map(|group| group.maximum), Some(Decimal::from(100)));
    }
}
