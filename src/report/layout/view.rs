//! Everything that a report shows, and the small questions that are asked of it again and again.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::record::Slot;
use crate::address::Address;
use crate::assess::Assessment;
use crate::diagnostic::{Lang, label, phrase};
use crate::figure::{Figure, FigureSpec, State, Value};
use crate::intake::FormDescription;
use crate::period::date_vi;
use crate::plan::{
    CALENDAR_FORM, OWN_FORM, POINTS_FORM, Plan, Rule, RuleKind, Scheme, SchemeKind, TASK_FORM,
};
use crate::rulebook::Finding;
use crate::score::{PointTotals, Scorecard};
use crate::text::with_measure;

/// Most cells that a note lists for one figure.
const MOST_CELLS: usize = 4;

/// What a report is made from.
pub(super) struct View<'a> {
    pub(super) plan: &'a Plan,
    pub(super) forms: &'a [FormDescription],
    pub(super) assessment: &'a Assessment,
    pub(super) scorecard: &'a Scorecard,
    /// Vietnamese for the report; what the command line repeats of it may be English.
    pub(super) lang: Lang,
    /// Figures that forms from elsewhere hold.
    foreign: Vec<FigureSpec>,
    /// Most cells that are listed for one figure; the sheet of sources lists all.
    pub(super) most_cells: usize,
    /// Name of the sheet of sources, to which notes point.
    pub(super) sources_sheet: String,
}

/// A word of the report; the report speaks Vietnamese.
pub(super) fn word(key: &str) -> &str {
    label(Lang::Vi, key)
}

/// A phrase of the report with its holes filled.
pub(super) fn said(key: &str, arguments: &[(&str, &str)]) -> String {
    phrase(Lang::Vi, key, arguments)
}

impl<'a> View<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        forms: &'a [FormDescription],
        assessment: &'a Assessment,
        scorecard: &'a Scorecard,
        sources_sheet: String,
    ) -> Self {
        let foreign = forms.iter().flat_map(FormDescription::figures).collect();
        Self {
            plan,
            forms,
            assessment,
            scorecard,
            lang: Lang::Vi,
            foreign,
            most_cells: MOST_CELLS,
            sources_sheet,
        }
    }

    /// The same for a reader without the report at hand: in any language, every cell listed.
    pub(super) fn without_report(self, lang: Lang) -> Self {
        Self { lang, most_cells: usize::MAX, ..self }
    }

    /// A word in the language of the view.
    pub(super) fn word<'k>(&self, key: &'k str) -> &'k str {
        label(self.lang, key)
    }

    /// A phrase in the language of the view with its holes filled.
    pub(super) fn said(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        phrase(self.lang, key, arguments)
    }

    /// The schemes of one kind.
    pub(super) fn schemes(&self, kind: SchemeKind) -> impl Iterator<Item = &'a Scheme> {
        self.plan.schemes.iter().filter(move |scheme| scheme.kind == kind)
    }

    /// What `rule` said.
    pub(super) fn finding(&self, rule: &Rule) -> Option<&'a Finding> {
        self.assessment
            .findings
            .iter()
            .find(|finding| finding.scheme == rule.scheme && finding.rule == rule.id)
    }

    /// The points of `scheme`.
    pub(super) fn points(&self, scheme: &str) -> Option<&'a PointTotals> {
        self.scorecard.schemes.iter().find(|score| score.scheme == scheme)?.points.as_ref()
    }

    /// Every figure that some form asks for, each once.
    pub(super) fn specs(&self) -> impl Iterator<Item = &FigureSpec> {
        let known = &self.plan.figures;
        known.values().chain(self.foreign.iter().filter(|spec| !known.contains_key(&spec.id)))
    }

    /// What the figure is.
    pub(super) fn spec(&self, figure: &str) -> Option<&FigureSpec> {
        self.plan.figures.get(figure).or_else(|| self.foreign.iter().find(|spec| &*spec.id == figure))
    }

    /// The figure's name in words; its identifier where it has none.
    pub(super) fn figure_label<'b>(&'b self, figure: &'b str) -> &'b str {
        self.spec(figure).map_or(figure, |spec| &spec.label)
    }

    /// The unit's short name; its code where the plan does not know it.
    pub(super) fn unit<'b>(&'b self, code: &'b str) -> &'b str {
        self.plan.unit(code).map_or(code, |unit| &unit.short)
    }

    /// The form's title.
    pub(super) fn form<'b>(&'b self, form: &'b str) -> &'b str {
        match form {
            OWN_FORM => self.word("report.own_form"),
            TASK_FORM => self.word("report.task_form"),
            CALENDAR_FORM => self.word("report.calendar_form"),
            POINTS_FORM => self.word("report.points_form"),
            _ => self.forms.iter().find(|known| &*known.id == form).map_or(form, |known| &known.title),
        }
    }

    /// The answer's text: what people chose.
    fn choice<'b>(&'b self, figure: &str, code: &'b str) -> &'b str {
        let choices = self.spec(figure).map_or(&[][..], |spec| &spec.choices);
        choices.iter().find(|choice| &*choice.code == code).map_or(code, |choice| &choice.label)
    }

    /// The figure's value as a cell: a number, a day, an answer, or the word of its state.
    pub(super) fn value(&self, id: &str, figure: &Figure) -> Slot {
        match &figure.value {
            Some(Value::Number(number)) => Slot::exact(*number),
            Some(Value::Date(date)) => Slot { fill: super::record::Fill::Date(*date), ..Slot::default() },
            Some(Value::Choice(code)) => Slot::text(self.choice(id, code)),
            Some(Value::Text(text)) => Slot::text(&**text),
            None => Slot::text(self.word(figure.state.key())),
        }
    }

    /// Number and unit of measurement.
    pub(super) fn measured(&self, number: Decimal, measure: &str) -> String {
        with_measure(&self.lang.decimal(number), measure)
    }

    /// `CT 2.2.3; TC 3.2`: which rules, targets and criteria told apart.
    pub(super) fn rule_names<'r>(&self, rules: impl Iterator<Item = (&'r str, &'r str)>) -> String {
        let name = |(scheme, id): (&str, &str)| {
            let rule = self.plan.rules_of(scheme).find(|rule| rule.id == id)?;
            let key = if rule.kind == RuleKind::Target { "report.target" } else { "report.criterion" };
            Some(said(key, &[("number", &self.plan.number(rule))]))
        };
        rules.filter_map(name).collect::<Vec<_>>().join("; ")
    }

    /// Whether the data window begins before the commune did.
    pub(super) fn spans_merger(&self) -> bool {
        self.assessment.schedule.window.from < self.plan.commune.founded
    }

    /// The last day of the data window, whose law is applied.
    pub(super) fn law_day(&self) -> NaiveDate {
        self.assessment.schedule.window.to
    }
}

/// The word of a state: never a zero, never a blank.
pub(super) fn state_word(state: State) -> &'static str {
    word(state.key())
}

/// A cell's place in words.
pub(super) fn place(address: &Address) -> String {
    said(
        "report.place",
        &[("file", &address.file), ("sheet", &address.sheet), ("cell", &address.cell.to_string())],
    )
}

/// A cell's place in two lines, for a narrow column.
pub(super) fn place_lines(address: &Address) -> String {
    said(
        "missing.place",
        &[("file", &address.file), ("sheet", &address.sheet), ("cell", &address.cell.to_string())],
    )
}

/// `15/12/2024` to `14/12/2025`, in words.
pub(super) fn window_words(from: NaiveDate, to: NaiveDate) -> String {
    said("report.window", &[("from", &date_vi(from)), ("to", &date_vi(to))])
}

/// Whether the rule's points stand outside the sum of the maxima.
pub(super) fn is_extra(rule: &Rule) -> bool {
    matches!(rule.kind, RuleKind::Bonus | RuleKind::Penalty)
}
