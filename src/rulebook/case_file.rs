//! Reads `….cases.toml`: examples with their answers.

use chrono::NaiveDate;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::{Spanned, Value as Toml};

use super::Rulebook;
use super::finding::Outcome;
use super::source::Source;
use super::table_shape::TableShape;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Figure, FigureKind, FigureSpec, Figures, Record, State, Table, Value, Want};
use crate::plan::Plan;
use crate::text::nearest;

/// The case file of a rule.
#[derive(Debug)]
pub(super) enum CaseFile {
    /// There is none.
    Absent,
    /// There is one that cannot be read, which has been told of.
    Malformed,
    /// Its cases, in order.
    Cases {
        cases: Vec<Case>,
        /// Whether a case had to be left out, which has been told of.
        lacks_some: bool,
    },
}

/// One example and its answer.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) name: String,
    /// Where it stands.
    pub(super) place: Place,
    pub(super) figures: Figures,
    pub(super) outcome: Outcome,
    pub(super) value: Option<Decimal>,
    pub(super) points: Option<Decimal>,
    /// Day whose law applies; the latest that the rule knows if `None`.
    pub(super) at: Option<NaiveDate>,
    pub(super) doubts: Option<Vec<Code>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesText {
    #[serde(default)]
    case: Vec<Spanned<CaseText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText {
    name: Spanned<String>,
    figures: IndexMap<String, Spanned<Toml>>,
    outcome: Outcome,
    #[serde(default)]
    value: Option<Spanned<Toml>>,
    #[serde(default)]
    points: Option<Spanned<Toml>>,
    #[serde(default)]
    at: Option<NaiveDate>,
    #[serde(default = "yes")]
    evidence: bool,
    #[serde(default)]
    doubts: Option<Vec<Code>>,
}

fn yes() -> bool {
    true
}

/// What is wrong, and the byte of the file where.
struct Fault(usize, Diagnostic);

impl Fault {
    fn malformed(byte: usize, key: &str, text: &str) -> Self {
        Self(byte, Diagnostic::new(Code::PlanMalformed).with_label("reason", key, text))
    }

    fn unknown<'n>(byte: usize, kind: &str, name: &str, known: impl IntoIterator<Item = &'n str>) -> Self {
        let diagnostic = Diagnostic::new(Code::RuleUnknownName)
            .with_label("kind", kind, "")
            .with("name", name)
            .with_near(nearest(name, known));
        Self(byte, diagnostic)
    }
}

/// The cases of one file. A case that names something unknown is left out and told of.
pub(super) fn read(source: &Source, rulebook: &Rulebook) -> Result<(CaseFile, Vec<Diagnostic>), Diagnostic> {
    let Rulebook { plan, tables, left_out, .. } = rulebook;
    let text: CasesText = source.read()?;
    let mut cases = Vec::new();
    let mut lacks_some = false;
    let mut diagnostics = Vec::new();
    for case in text.case {
        let start = case.span().start;
        if case.get_ref().figures.keys().any(|figure| left_out.figures.contains(figure)) {
            lacks_some = true;
            continue;
        }
        match self::case(source, plan, tables, case.into_inner()) {
            Ok(case) => cases.push(case),
            Err(Fault(byte, diagnostic)) => {
                let byte = if byte == 0 { start } else { byte };
                diagnostics.push(diagnostic.at(source.place_of_byte(byte)));
            }
        }
    }
    lacks_some |= !diagnostics.is_empty();
    Ok((CaseFile::Cases { cases, lacks_some }, diagnostics))
}

fn case(source: &Source, plan: &Plan, tables: &[TableShape], text: CaseText) -> Result<Case, Fault> {
    let evidence = text.evidence.then(|| "…".to_owned());
    let mut figures = Figures::default();
    for (id, given) in text.figures {
        let byte = given.span().start;
        let Some(spec) = plan.figures.get(id.as_str()) else {
            return Err(Fault::unknown(byte, "kind.figure", &id, plan.figures.keys().map(|id| &**id)));
        };
        match (given.into_inner(), tables.iter().find(|table| table.figure == spec.id)) {
            (Toml::Array(rows), Some(shape)) => {
                let table = table(&rows, shape, spec, byte)?;
                figures.tables.insert(spec.id.clone(), table);
            }
            (given, _) => {
                let figure = figure(&given, spec, byte)?;
                let evidence = evidence.clone().filter(|_| figure.state < State::Missing);
                figures.single.insert(spec.id.clone(), Figure { evidence, ..figure });
            }
        }
    }
    let number = |given: Option<Spanned<Toml>>| {
        given
            .map(|given| {
                decimal(given.get_ref()).ok_or_else(|| {
                    Fault::malformed(given.span().start, "declare.number", &given.get_ref().to_string())
                })
            })
            .transpose()
    };
    Ok(Case {
        place: source.place_of_byte(text.name.span().start),
        name: text.name.into_inner(),
        figures,
        outcome: text.outcome,
        value: number(text.value)?,
        points: number(text.points)?,
        at: text.at,
        doubts: text.doubts,
    })
}

fn table(rows: &[Toml], shape: &TableShape, spec: &FigureSpec, byte: usize) -> Result<Table, Fault> {
    let mut table = Table::default();
    for row in rows {
        let Toml::Table(cells) = row else {
            return Err(Fault::malformed(byte, "declare.rows", &spec.id));
        };
        let mut record = Record::default();
        for (name, given) in cells {
            let Some(column) = shape.column(name) else {
                let known = shape.columns.iter().map(|column| &*column.id);
                return Err(Fault::unknown(byte, "kind.column", name, known));
            };
            let cell = FigureSpec {
                id: column.id.clone(),
                label: column.label.clone(),
                kind: column.kind,
                choices: column.choices.clone(),
                ..spec.clone()
            };
            record.fields.insert(name.clone(), figure(given, &cell, byte)?);
        }
        table.records.push(record);
    }
    Ok(table)
}

fn figure(given: &Toml, spec: &FigureSpec, byte: usize) -> Result<Figure, Fault> {
    let wrong = || Fault::malformed(byte, "declare.case_figure", &format!("{} = {given}", spec.id));
    let text = match given {
        Toml::String(text) => Some(text.as_str()),
        _ => None,
    };
    let value = match (text, spec.kind) {
        (Some("missing"), _) => return Ok(Figure::missing(Want::of(spec))),
        (Some("nothing_arose"), _) => return Ok(Figure::nothing_arose(Vec::new())),
        (Some("not_applicable"), _) => return Ok(Figure::not_applicable(Vec::new())),
        (_, FigureKind::Table) => return Err(wrong()),
        (Some(code), FigureKind::Choice) => {
            if !spec.choices.iter().any(|choice| &*choice.code == code) {
                let known = spec.choices.iter().map(|choice| &*choice.code);
                return Err(Fault::unknown(byte, "kind.answer", code, known));
            }
            Value::Choice(code.into())
        }
        (Some(text), FigureKind::Date) => Value::Date(text.parse().map_err(|_| wrong())?),
        (Some(text), FigureKind::Text) => Value::Text(text.into()),
        (_, FigureKind::Choice | FigureKind::Text | FigureKind::Date) => return Err(wrong()),
        _ => Value::Number(decimal(given).ok_or_else(wrong)?),
    };
    Ok(Figure::known(value))
}

/// A number as TOML writes it, or as text, which keeps every digit.
fn decimal(given: &Toml) -> Option<Decimal> {
    match given {
        Toml::Integer(number) => Some(Decimal::from(*number)),
        Toml::Float(number) => number.to_string().parse().ok(),
        Toml::String(text) => text.parse().ok(),
        _ => None,
    }
}
