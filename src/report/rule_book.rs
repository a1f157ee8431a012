//! The rules for people who do not read code: law, values with their dates, formula, figures, cases, by scheme; as
//! Markdown and as a workbook. Both are made from the same chapters.

mod markdown;
mod workbook;

use crate::diagnostic::{Lang, label, phrase};
use crate::figure::{Figure, Figures, Value};
use crate::intake::FormDescription;
use crate::period::{Dated, date_vi};
use crate::plan::{
    CALENDAR_FORM, EvidencePolicy, MissingPolicy, OWN_FORM, POINTS_FORM, Plan, Rule, Scheme, TASK_FORM,
};
use crate::rulebook::{Example, Rulebook};

pub use markdown::rule_book_markdown;
pub use workbook::rule_book_workbook;

/// One scheme.
struct Chapter<'a> {
    scheme: &'a Scheme,
    entries: Vec<Entry<'a>>,
}

/// One rule.
struct Entry<'a> {
    rule: &'a Rule,
    /// Title of its group.
    group: &'a str,
    owner: &'a str,
    /// Each value of the law with its first day and its basis.
    terms: Vec<String>,
    /// What is not confirmed, what holds when nothing arose, when figures are missing, whether evidence is wanted.
    policies: Vec<String>,
    needs: Vec<Need<'a>>,
    cases: Vec<Case<'a>>,
}

/// A figure that a rule needs.
struct Need<'a> {
    id: &'a str,
    label: &'a str,
    measure: &'a str,
    /// The unit that reports it.
    unit: &'a str,
    form: &'a str,
}

/// A case in words.
struct Case<'a> {
    name: &'a str,
    figures: String,
    result: String,
}

/// Makes chapters in one language; what the rules themselves say stays as it is.
struct Author<'a> {
    rulebook: &'a Rulebook,
    forms: &'a [FormDescription],
    lang: Lang,
}

impl<'a> Author<'a> {
    fn chapters(&self) -> Vec<Chapter<'a>> {
        let plan = self.rulebook.plan();
        let chapter = |scheme: &'a Scheme| Chapter {
            scheme,
            entries: plan.rules_of(&scheme.id).map(|rule| self.entry(plan, scheme, rule)).collect(),
        };
        plan.schemes.iter().map(chapter).collect()
    }

    fn entry(&self, plan: &'a Plan, scheme: &'a Scheme, rule: &'a Rule) -> Entry<'a> {
        let group = scheme.groups.iter().find(|group| group.id == rule.group);
        let terms =
            Dated::spans(&rule.terms).map(|(terms, until)| plan.dated_terms(rule, terms, until, self.lang));
        let needs = rule.needs.iter().filter_map(|need| plan.figures.get(need)).map(|spec| Need {
            id: &spec.id,
            label: &spec.label,
            measure: &spec.measure,
            unit: plan.unit(&spec.from).map_or(&*spec.from, |unit| &unit.short),
            form: self.form(&spec.form),
        });
        Entry {
            rule,
            group: group.map_or("", |group| &group.title),
            owner: plan.unit(&rule.owner).map_or(&*rule.owner, |unit| &unit.name),
            terms: terms.collect(),
            policies: self.policies(rule),
            needs: needs.collect(),
            cases: self.rulebook.examples(rule).map(|example| self.case(rule, example)).collect(),
        }
    }

    fn form(&self, form: &'a str) -> &'a str {
        match form {
            OWN_FORM => label(self.lang, "report.own_form"),
            TASK_FORM => label(self.lang, "report.task_form"),
            CALENDAR_FORM => label(self.lang, "report.calendar_form"),
            POINTS_FORM => label(self.lang, "report.points_form"),
            _ => self.forms.iter().find(|known| &*known.id == form).map_or(form, |known| &known.title),
        }
    }

    fn policies(&self, rule: &Rule) -> Vec<String> {
        let missing = match rule.missing {
            MissingPolicy::Insufficient => "outcome.insufficient",
            MissingPolicy::Awaiting => "outcome.awaiting",
        };
        let said = |key: &str, text: &str| format!("{}: {}", self.word(key), self.word(text));
        let unconfirmed = Some(&rule.unconfirmed).filter(|text| !text.is_empty());
        let mut policies: Vec<String> = unconfirmed
            .map(|text| phrase(self.lang, "note.unconfirmed", &[("text", text)]))
            .into_iter()
            .collect();
        policies.extend([said("explain.zero", rule.zero_key()), said("doc.missing", missing)]);
        if rule.evidence == EvidencePolicy::Required {
            policies.push(self.word("doc.evidence").to_owned());
        }
        policies
    }

    fn case(&self, rule: &Rule, example: Example<'a>) -> Case<'a> {
        let mut result = vec![self.word(&format!("outcome.{}", example.outcome.word())).to_owned()];
        for (key, number) in [("doc.value", example.value), ("doc.points", example.points)] {
            if let Some(number) = number {
                result.push(format!("{} {}", self.word(key), self.lang.decimal(number)));
            }
        }
        if let Some(day) = example.at {
            result.push(format!("{} {}", self.word("doc.at"), date_vi(day)));
        }
        Case { name: example.name, figures: self.figures(rule, example.figures), result: result.join("; ") }
    }

    fn figures(&self, rule: &Rule, figures: &Figures) -> String {
        let single = |id: &str, figure: &Figure| format!("{id} = {}", self.value(id, figure));
        let named: Vec<String> = rule
            .needs
            .iter()
            .filter_map(|need| match (figures.single.get(need), figures.tables.get(need)) {
                (Some(figure), _) => Some(single(need, figure)),
                (None, Some(table)) => {
                    let count = table.records.len().to_string();
                    Some(format!("{need} = {}", phrase(self.lang, "source.rows", &[("count", &count)])))
                }
                (None, None) => None,
            })
            .collect();
        named.join("; ")
    }

    fn value(&self, id: &str, figure: &Figure) -> String {
        match &figure.value {
            Some(Value::Number(number)) => self.lang.decimal(*number),
            Some(Value::Choice(code)) => {
                let spec = self.rulebook.plan().figures.get(id);
                let choice = spec.and_then(|spec| spec.choices.iter().find(|choice| choice.code == *code));
                choice.map_or(&**code, |choice| &choice.label).to_owned()
            }
            Some(_) => figure.shown(),
            None => self.word(figure.state.key()).to_owned(),
        }
    }

    fn word<'k>(&self, key: &'k str) -> &'k str {
        label(self.lang, key)
    }
}
