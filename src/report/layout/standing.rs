//! The summary's lists of points: each scheme's totals, and each group's share.

use rust_decimal::Decimal;

use super::precision::Precision;
use super::record::{Fill, Record, Section, Slot, Term};
use super::total::{assessed, band, extra, index_slot, is_open, range_words};
use super::view::{View, said, word};
use crate::plan::{RuleKind, SchemeKind};
use crate::report::template::Placeholder as P;
use crate::score::{GroupScore, PointTotals};
use crate::text::decimal_vi;

/// A row (or several) for each scheme of points.
pub(super) fn schemes(view: &View<'_>) -> Vec<Section> {
    let records = view.schemes(SchemeKind::Points).filter_map(|scheme| {
        let totals = view.points(&scheme.id)?;
        let record = Record::default()
            .text(P::IndexTitle, &*scheme.title)
            .text(P::IndexNotice, &*scheme.notice)
            .with(P::IndexMaximum, Slot::points(totals.maximum))
            .with(P::IndexExcluded, Slot::points(totals.excluded))
            .with(P::IndexAwaiting, Slot::points(totals.awaiting))
            .with(P::IndexUndetermined, Slot::points(totals.undetermined))
            .with(P::IndexEarned, known(totals, totals.earned))
            .with(P::IndexBonus, or_none(extra(view, scheme, RuleKind::Bonus, totals.bonus)))
            .with(P::IndexPenalty, or_none(extra(view, scheme, RuleKind::Penalty, totals.penalty)))
            .with(P::IndexScore, known(totals, totals.score))
            .with(P::IndexIndex, index_slot(totals.index))
            .text(P::IndexBand, band(totals));
        Some(record)
    });
    vec![Section::plain(records.collect())]
}

/// A row for each group of each scheme of points, bonuses and penalties aside.
pub(super) fn groups(view: &View<'_>) -> Vec<Section> {
    view.schemes(SchemeKind::Points)
        .filter_map(|scheme| {
            let totals = view.points(&scheme.id)?;
            let titles =
                scheme.groups.iter().filter_map(|group| Some((group, totals.groups.get(&group.id)?)));
            let items = titles
                .filter(|(_, score)| !score.maximum.is_zero())
                .map(|(group, score)| {
                    let open = score.undetermined + score.awaiting;
                    Record::default()
                        .text(P::ScoreNumber, &*group.id)
                        .text(P::ScoreTitle, &*group.title)
                        .with(P::ScoreMaximum, Slot::points(score.maximum))
                        .with(P::ScorePoints, points(score))
                        .with(P::ScorePercent, percent(score))
                        .with(
                            P::ScorePending,
                            if open.is_zero() { Slot::default() } else { Slot::points(open) },
                        )
                })
                .collect();
            let heading =
                Record::default().text(P::GroupTitle, &*scheme.title).text(P::GroupNotice, &*scheme.notice);
            Some(Section { heading: Some(heading), items })
        })
        .collect()
}

/// A word in place of points that the scheme does not know.
fn or_none(slot: Slot) -> Slot {
    if slot.is_blank() { Slot::instead(word("report.none")) } else { slot }
}

/// A sum of points; a word where no criterion at all is determined.
fn known(totals: &PointTotals, points: Decimal) -> Slot {
    if is_open(totals) { Slot::instead(word("report.band_open")) } else { Slot::points(points) }
}

/// The points of a group; a word where none of its criteria is determined, for then 0 would be a guess.
fn points(score: &GroupScore) -> Slot {
    if score.maximum > score.excluded + score.awaiting + score.undetermined {
        return Slot::points(score.earned);
    }
    Slot::instead(word(if score.undetermined > Decimal::ZERO {
        "report.band_open"
    } else if score.awaiting > Decimal::ZERO {
        "outcome.awaiting"
    } else {
        "outcome.excluded"
    }))
}

/// The points over the maxima that are determined: what is not known yet is neither earned nor lost.
fn percent(score: &GroupScore) -> Slot {
    let words = points(score);
    let removed = score.excluded + score.awaiting + score.undetermined;
    let result = score
        .earned
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|hundredfold| hundredfold.checked_div(score.maximum - removed));
    let Some(result) = result.filter(|_| matches!(words.fill, Fill::Number(..))) else {
        return Slot::text("–");
    };
    let mut terms = vec![Term::Here(P::ScorePoints), Term::Text("*100/("), Term::Here(P::ScoreMaximum)];
    if !removed.is_zero() {
        terms.extend([Term::Text("-"), Term::Constant(removed)]);
    }
    terms.push(Term::Text(")"));
    let marks = Precision::Against(vec![Decimal::ZERO, Decimal::ONE_HUNDRED]);
    Slot { fill: Fill::Formula(terms, result, marks), ..Slot::default() }
}

/// A sentence for each scheme of points, named where there are several.
pub(super) fn summary(view: &View<'_>) -> String {
    let schemes: Vec<_> = view.schemes(SchemeKind::Points).collect();
    let named = |title: &str, text: String| {
        if schemes.len() < 2 { text } else { said("sentence.scheme", &[("title", title), ("text", &text)]) }
    };
    let sentences = schemes.iter().filter_map(|scheme| {
        let totals = view.points(&scheme.id)?;
        if is_open(totals) {
            return Some(named(&scheme.title, word("sentence.points_open").to_owned()));
        }
        let index = totals.index.map_or_else(|| word("report.index_open").to_owned(), range_words);
        let mut text = said(
            "sentence.points",
            &[
                ("score", &decimal_vi(totals.score)),
                ("assessed", &decimal_vi(assessed(totals))),
                ("index", &index),
                ("band", band(totals)),
            ],
        );
        if !totals.undetermined.is_zero() {
            text.push(' ');
            text.push_str(&said("sentence.open", &[("points", &decimal_vi(totals.undetermined))]));
        }
        if !totals.awaiting.is_zero() {
            text.push(' ');
            text.push_str(&said("sentence.awaiting", &[("points", &decimal_vi(totals.awaiting))]));
        }
        Some(named(&scheme.title, text))
    });
    sentences.collect::<Vec<_>>().join("\n")
}
