//! How states, doubts, policies and evidence become outcomes.

use pretty_assertions::assert_eq;
use rust_decimal::Decimal;

use super::tiny::{CRITERION_FILE, TARGET_FILE, files, with};
use crate::address::{Address, CellRef};
use crate::diagnostic::Code;
use crate::figure::{Doubt, Figure, Figures, Origin, State, Value, Want};
use crate::plan::TextFile;
use crate::rulebook::{Finding, Outcome, Rulebook};

fn origin(row: u32) -> Origin {
    let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 4) };
    Origin { address, unit: "VP".into(), form: "phieu-so-lieu".into(), raw: "".into() }
}

pub(super) fn number(row: u32, number: i64) -> Figure {
    Figure::reported(Value::Number(number.into()), origin(row))
}

pub(super) fn answer(row: u32, code: &str) -> Figure {
    Figure::reported(Value::Choice(code.into()), origin(row))
}

fn missing(figure: &str) -> Figure {
    Figure::missing(Want {
        figure: figure.into(),
        label: "".into(),
        unit: "VP".into(),
        form: "phieu-so-lieu".into(),
        address: None,
        unreadable: false,
    })
}

fn conflicting(figure: &str) -> Figure {
    let conflict = Doubt::Conflict { figure: figure.into(), origins: vec![origin(1), origin(2)] };
    Figure { wants: Vec::new(), doubts: vec![conflict], ..missing(figure) }
}

fn unclear(figure: Figure) -> Figure {
    let doubt = Doubt::unclear(Code::CellNumberDoubtful, figure.origins.clone());
    Figure { doubts: vec![doubt], ..figure }
}

/// What the rules of `files` say; the target first, the criterion second.
pub(super) fn judge(files: &[TextFile], phan: Figure, tong: Figure, tra_loi: Figure) -> [Finding; 2] {
    let (rulebook, diagnostics) = Rulebook::load(files, &[]);
    assert_eq!(diagnostics, []);
    let mut figures = Figures::default();
    for (id, figure) in [("phan", phan), ("tong", tong), ("tra_loi", tra_loi)] {
        figures.single.insert(id.into(), figure);
    }
    let (findings, diagnostics) =
        rulebook.expect("a rulebook").judge(&figures, "2025-12-14".parse().expect("a date"));
    assert_eq!(diagnostics, []);
    findings.try_into().expect("two findings")
}

fn outcomes(phan: Figure, tong: Figure, tra_loi: Figure) -> [Outcome; 2] {
    judge(&files(), phan, tong, tra_loi).map(|finding| finding.outcome)
}

#[test]
fn states_and_doubts_decide_before_the_law_does() {
    use Outcome::{
        Excluded, Insufficient, Met, Missed, NeedsExplanation, NotApplicable, NothingArose, Scored,
    };
    let co = || answer(3, "co");
    let none = || Figure::nothing_arose(vec![origin(1)]);
    let excluded = |row| Figure::not_applicable(vec![origin(row)]);
    for (phan, tong, tra_loi, expected) in [
        (number(1, 91), number(2, 100), co(), [Met, Scored]),
        (number(1, 90), number(2, 100), co(), [Missed, Scored]),
        (missing("phan"), number(2, 100), co(), [Insufficient, Insufficient]),
        // What is missing outweighs what is doubted: it must be sent first.
        (unclear(number(1, 91)), missing("tong"), co(), [Insufficient, Insufficient]),
        (conflicting("phan"), number(2, 100), co(), [NeedsExplanation, NeedsExplanation]),
        (unclear(number(1, 91)), number(2, 100), co(), [NeedsExplanation, NeedsExplanation]),
        (number(1, 101), number(2, 100), co(), [NeedsExplanation, NeedsExplanation]),
        (none(), none(), co(), [NothingArose, NeedsExplanation]),
        (number(1, 0), number(2, 0), co(), [NothingArose, NeedsExplanation]),
        (number(1, 3), none(), co(), [NeedsExplanation, NeedsExplanation]),
        // Only a whole that does not apply excludes.
        (excluded(1), number(2, 1), co(), [NeedsExplanation, NeedsExplanation]),
        (excluded(1), excluded(2), co(), [NotApplicable, Excluded]),
        (number(1, 0), excluded(2), co(), [NotApplicable, Excluded]),
        (missing("phan"), excluded(2), co(), [NotApplicable, Excluded]),
        (number(1, 3), excluded(2), co(), [NeedsExplanation, NeedsExplanation]),
        (missing("phan"), none(), co(), [NothingArose, NeedsExplanation]),
        // Only the criterion asks for the answer.
        (number(1, 91), number(2, 100), missing("tra_loi"), [Met, Insufficient]),
        (number(1, 91), number(2, 100), none(), [Met, NeedsExplanation]),
        (number(1, 91), number(2, 100), Figure::not_applicable(Vec::new()), [Met, Excluded]),
        (number(1, 91), number(2, 100), conflicting("tra_loi"), [Met, NeedsExplanation]),
        (number(1, 91), number(2, 100), unclear(co()), [Met, NeedsExplanation]),
    ] {
        let found = outcomes(phan.clone(), tong.clone(), tra_loi.clone());
        assert_eq!(found, expected, "{phan:?} {tong:?} {tra_loi:?}");
    }
}

#[test]
fn a_finding_names_parts_cells_terms_and_used_figures() {
    let [target, criterion] = judge(&files(), number(1, 91), number(2, 100), answer(3, "co"));
    let value = target.value.expect("a value");
    let parts = value.parts.expect("parts");
    assert_eq!((parts.numerator.number(), parts.denominator.number()), (Some(91.into()), Some(100.into())));
    assert_eq!(value.origins, [origin(1), origin(2)]);
    assert_eq!(target.terms.map(|terms| terms.basis), Some("Luật".to_owned()));
    assert_eq!(target.used.iter().map(|(id, _)| &**id).collect::<Vec<_>>(), ["phan", "tong"]);
    // A criterion's points rest on what it compares, too.
    let value = criterion.value.expect("a value");
    assert_eq!(value.origins, [origin(1), origin(2), origin(3)]);
    assert!(value.parts.is_some());
    assert_eq!((criterion.points, criterion.max), (Some(2.into()), Some(2.into())));
}

#[test]
fn what_a_criterion_lacks_is_wanted_by_its_finding() {
    let [_, criterion] = judge(&files(), number(1, 91), number(2, 100), missing("tra_loi"));
    let value = criterion.value.expect("a value");
    assert_eq!((value.state, criterion.points), (State::Missing, None));
    assert_eq!(value.wants.iter().map(|want| &*want.figure).collect::<Vec<_>>(), ["tra_loi"]);
}

#[test]
fn each_zero_policy_has_its_outcome() {
    let none = || Figure::nothing_arose(vec![origin(1)]);
    let judged = |name: &str, from: &str, policy: &str| {
        judge(&with(name, from, policy), none(), none(), answer(3, "co"))
    };
    for (policy, outcome) in [
        ("nothing_arose", Outcome::NothingArose),
        ("met", Outcome::Met),
        ("missed", Outcome::Missed),
        ("ask", Outcome::NeedsExplanation),
    ] {
        let [target, _] = judged(TARGET_FILE, "nothing_arose", policy);
        assert_eq!(target.outcome, outcome, "{policy}");
    }
    for (policy, outcome, points) in [
        ("full", Outcome::Scored, Some(Decimal::TWO)),
        ("zero", Outcome::Scored, Some(Decimal::ZERO)),
        ("remove", Outcome::Excluded, None),
        ("ask", Outcome::NeedsExplanation, None),
    ] {
        let [_, criterion] = judged(CRITERION_FILE, "\"ask\"", &format!("\"{policy}\""));
        assert_eq!((criterion.outcome, criterion.points), (outcome, points), "{policy}");
    }
}

#[test]
fn what_must_not_be_nothing_is_asked_about_by_name() {
    let none = || Figure::nothing_arose(vec![origin(1)]);
    let files = with(TARGET_FILE, "nothing_arose", "ask");
    for finding in judge(&files, none(), none(), answer(3, "co")) {
        let rule = finding.rule.as_str().into();
        let asked = Doubt::Asked { rule, reason: None, origins: vec![origin(1)] };
        assert_eq!(finding.value.expect("a value").doubts, [asked], "{}", finding.rule);
    }
}

#[test]
fn a_conclusion_must_follow_from_both_ways_of_calculating() {
    let both = |name: &str| {
        with(
            name,
            "percent(f.phan, f.tong)",
            "two_ways(percent(f.phan, f.tong), percent(f.phan, f.tong + 10))",
        )
    };
    let of = |name: &str, index: usize, phan: i64| {
        let findings = judge(&both(name), number(1, phan), number(2, 100), answer(3, "co"));
        findings[index].clone()
    };
    // Above 90 %: 100 of 100 and 90.9 %, 95 of 100 and 86.4 %, 80 of 100 and 72.7 %.
    let second = |finding: &Finding| {
        let value = finding.value.as_ref().expect("a value");
        value.second.as_ref().expect("a second value").number().map(|number| number.round_dp(1).to_string())
    };
    for (phan, outcome, rate) in
        [(100, Outcome::Met, "90.9"), (95, Outcome::NeedsExplanation, "86.4"), (80, Outcome::Missed, "72.7")]
    {
        let target = of(TARGET_FILE, 0, phan);
        assert_eq!((target.outcome, second(&target).as_deref()), (outcome, Some(rate)), "{phan}");
    }
    let doubts = of(TARGET_FILE, 0, 95).value.expect("a value").doubts;
    let [Doubt::WaysDiffer { rule, one, other, origins }] = &doubts[..] else { panic!("{doubts:?}") };
    assert_eq!((&**rule, one.as_deref(), other.as_deref()), ("1.1", Some("95%"), Some("86,36%")));
    assert_eq!(origins[..], [origin(1), origin(2)]);
    // Points are certain only where both ways give as many.
    for (phan, outcome, points) in [
        (95, Outcome::Scored, Some(Decimal::TWO)),
        (52, Outcome::NeedsExplanation, None),
        (40, Outcome::Scored, Some(Decimal::ONE)),
    ] {
        let criterion = of(CRITERION_FILE, 1, phan);
        assert_eq!((criterion.outcome, criterion.points), (outcome, points), "{phan}");
    }
}

#[test]
fn a_rule_waits_for_what_it_cannot_conclude_without() {
    let waits = |phan: Figure, tong: Figure, tra_loi: Figure| {
        judge(&files(), phan, tong, tra_loi).map(|finding| finding.waits.join(" "))
    };
    let co = || answer(3, "co");
    for (phan, tong, tra_loi, expected) in [
        (number(1, 91), number(2, 100), co(), ["", ""]),
        (missing("phan"), number(2, 100), co(), ["phan", "phan"]),
        (missing("phan"), missing("tong"), co(), ["phan tong", "phan tong"]),
        // What is asked for only once the ratio is there is waited for too.
        (missing("phan"), number(2, 100), missing("tra_loi"), ["phan", "phan tra_loi"]),
        // A part of nothing is not.
        (missing("phan"), Figure::nothing_arose(vec![origin(2)]), co(), ["", ""]),
    ] {
        assert_eq!(waits(phan.clone(), tong.clone(), tra_loi), expected, "{phan:?} {tong:?}");
    }
}

#[test]
fn a_figure_published_later_is_awaited() {
    let files = with(TARGET_FILE, "const FORMULA", "const MISSING = \"awaiting\";\nconst FORMULA");
    let [target, _] = judge(&files, missing("phan"), number(2, 1), answer(3, "co"));
    assert_eq!(target.outcome, Outcome::Awaiting);
    let mut unreadable = missing("phan");
    unreadable.wants.iter_mut().for_each(|want| want.unreadable = true);
    let differing = Figure { doubts: conflicting("phan").doubts, ..missing("phan") };
    for sent in [unreadable, differing] {
        let [target, _] = judge(&files, sent, number(2, 1), answer(3, "co"));
        assert_eq!(target.outcome, Outcome::Insufficient, "what was sent and cannot be used was published");
    }
}

#[test]
fn a_good_result_without_required_evidence_needs_an_explanation() {
    let required = |name| with(name, "const FORMULA", "const EVIDENCE = \"required\";\nconst FORMULA");
    let proven = |figure: Figure| Figure { evidence: Some("Số 1/BC".into()), ..figure };
    let explained = |figure: Figure| Figure { explanation: Some("vì …".into()), ..figure };

    // The target's value is a ratio: its own evidence counts, and a written explanation does not.
    let target =
        |phan: Figure| judge(&required(TARGET_FILE), phan, number(2, 100), answer(3, "co"))[0].clone();
    assert_eq!(target(proven(number(1, 91))).outcome, Outcome::Met);
    assert_eq!(target(explained(number(1, 91))).outcome, Outcome::NeedsExplanation);
    assert_eq!(target(number(1, 90)).outcome, Outcome::Missed);
    let doubts = target(number(1, 91)).value.expect("a value").doubts;
    assert_eq!(doubts, [Doubt::EvidenceMissing { origins: vec![origin(1), origin(2)] }]);

    // The criterion reads an answer: that answer must be proven, or explained in writing.
    let criterion =
        |answer: Figure| judge(&required(CRITERION_FILE), number(1, 60), number(2, 100), answer)[1].clone();
    assert_eq!(criterion(proven(answer(3, "co"))).outcome, Outcome::Scored);
    assert_eq!(criterion(explained(answer(3, "co"))).outcome, Outcome::Scored);
    assert_eq!(criterion(answer(3, "chua")).outcome, Outcome::Scored);
    let doubts = criterion(answer(3, "co")).value.expect("a value").doubts;
    assert_eq!(doubts, [Doubt::EvidenceMissing { origins: vec![origin(3)] }]);
}

#[test]
fn points_that_are_taken_away_need_no_evidence() {
    let files = with(
        CRITERION_FILE,
        "const FORMULA",
        "const KIND = \"penalty\";\nconst EVIDENCE = \"required\";\nconst FORMULA",
    );
    let [_, penalty] = judge(&files, number(1, 60), number(2, 100), answer(3, "co"));
    assert_eq!((penalty.outcome, penalty.points), (Outcome::Scored, Some(Decimal::TWO)));
}

#[test]
fn points_round_half_up_as_if_fractions_were_exact() {
    let points = |phan: i64, tong: i64, body: &str| {
        let files = with(CRITERION_FILE, "{ s.it }", &format!("{{ {body} }}"));
        judge(&files, number(1, phan), number(2, tong), answer(3, "co"))[1].points.map(|p| p.to_string())
    };
    // 1/1200 of 6 points is 0.005 exactly, though a twelfth of a percent is not.
    assert_eq!(points(1, 1200, "v / 100 * 6"), Some("0.01".to_owned()));
    assert_eq!(points(1, 600, "v / 100 * 3"), Some("0.01".to_owned()));
    assert_eq!(points(1, 3, "v / 100 * 1.5"), Some("0.5".to_owned()));
    assert_eq!(points(7, 16, "v / 100 * 2"), Some("0.88".to_owned()));
}

#[test]
fn the_law_of_the_day_is_applied() {
    let dated = with(
        TARGET_FILE,
        "[ #{ from: \"2025-01-01\"",
        "[ #{ from: \"2024-01-01\", above: 50, basis: \"Cũ\" }, #{ from: \"2025-01-01\"",
    );
    let (rulebook, _) = Rulebook::load(&dated, &[]);
    let rulebook = rulebook.expect("a rulebook");
    let mut figures = Figures::default();
    figures.single.insert("phan".into(), number(1, 60));
    figures.single.insert("tong".into(), number(2, 100));
    for (day, outcome, basis) in [("2024-12-31", Outcome::Met, "Cũ"), ("2025-01-01", Outcome::Missed, "Luật")]
    {
        let (findings, _) = rulebook.judge(&figures, day.parse().expect("a date"));
        let target = findings.first().expect("a finding");
        assert_eq!(target.outcome, outcome, "{day}");
        assert_eq!(target.terms.as_ref().map(|terms| terms.basis.as_str()), Some(basis));
    }
}
