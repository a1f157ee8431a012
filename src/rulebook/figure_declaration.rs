//! Reads `FIGURES`: what a rule asks units to report.

use std::sync::Arc;

use super::declarations::{Declarations, Fields};
use super::left_out::LeftOut;
use super::outline::{Constant, Literal, Spot};
use super::plan_file::PlanFile;
use crate::figure::{Accumulation, Bounds, Choice, Continuity, FigureKind, FigureSpec};
use crate::plan::{OWN_FORM, Unit};

const CELLS: [&str; 15] = [
    "id",
    "label",
    "kind",
    "unit",
    "from",
    "field",
    "choices",
    "guidance",
    "accumulates",
    "carried_from",
    "last_year",
    "comes_with",
    "part_of",
    "apart_from",
    "most",
];

const ACCUMULATIONS: [(&str, Accumulation); 3] = [
    ("events", Accumulation::Events),
    ("things", Accumulation::Things),
    ("year_to_date", Accumulation::YearToDate),
];

const KINDS: [(&str, FigureKind); 8] = [
    ("count", FigureKind::Count),
    ("number", FigureKind::Number),
    ("money", FigureKind::Money),
    ("percent", FigureKind::Percent),
    ("rank", FigureKind::Rank),
    ("choice", FigureKind::Choice),
    ("date", FigureKind::Date),
    ("text", FigureKind::Text),
];

/// The figures that a script declares, each with its place. A malformed one is left out and told of.
pub(super) fn read(
    declared: &mut Declarations<'_>,
    plan: &PlanFile,
    left_out: &mut LeftOut,
) -> Vec<(FigureSpec, Spot)> {
    let Some(literal) = declared.optional("FIGURES") else { return Vec::new() };
    let Some(items) = declared.list(literal, "FIGURES") else { return Vec::new() };
    items
        .iter()
        .filter_map(|item| {
            let fields = declared.map(item, "FIGURES")?;
            let spec = figure(declared, plan, item.spot, fields);
            if spec.is_none() {
                left_out.figures.extend(identifier(fields));
            }
            Some((spec?, item.spot))
        })
        .collect()
}

/// The identifier, however the rest is declared.
fn identifier(fields: &Fields) -> Option<String> {
    fields.iter().find_map(|(name, _, literal)| match &literal.value {
        Constant::Text(id) if name == "id" => Some(id.clone()),
        _ => None,
    })
}

fn figure<'a>(
    declared: &mut Declarations<'a>,
    plan: &PlanFile,
    spot: Spot,
    fields: &'a Fields,
) -> Option<FigureSpec> {
    for (name, spot, _) in fields {
        if !CELLS.contains(&name.as_str()) {
            declared.unknown(*spot, "kind.figure_cell", name, CELLS);
        }
    }
    let optional =
        |wanted: &str| fields.iter().find(|(name, ..)| name == wanted).map(|(.., literal)| literal);
    let required = |declared: &mut Declarations<'a>, wanted: &str| {
        let found = optional(wanted);
        if found.is_none() {
            declared.wrong(spot, "declare.missing", &format!("FIGURES: {wanted}"));
        }
        found
    };
    let id = required(declared, "id").and_then(|literal| {
        let id = declared.text(literal, "FIGURES: id")?;
        let well_formed = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !well_formed {
            declared.wrong(literal.spot, "declare.figure_id", id);
        }
        well_formed.then_some(id)
    });
    let label = required(declared, "label").and_then(|literal| declared.text(literal, "FIGURES: label"));
    let kind =
        required(declared, "kind").and_then(|literal| declared.one_of(literal, "FIGURES: kind", &KINDS));
    let measure = match optional("unit") {
        Some(literal) => declared.any_text(literal, "FIGURES: unit"),
        None => Some(""),
    };
    let from = required(declared, "from").and_then(|literal| {
        let code = declared.text(literal, "FIGURES: from")?;
        known_unit(declared, &plan.units, literal.spot, code)
    });
    let field = match optional("field") {
        Some(literal) => declared.text(literal, "FIGURES: field").and_then(|field| {
            if !plan.fields.contains_key(field) {
                declared.unknown(literal.spot, "kind.field", field, plan.fields.keys().map(String::as_str));
                return None;
            }
            Some(Some(field))
        }),
        None => Some(None),
    };
    let guidance = match optional("guidance") {
        Some(literal) => declared.text(literal, "FIGURES: guidance").map(Some),
        None => Some(None),
    };
    let choices = choices(declared, spot, kind, optional("choices"));
    let continuity = continuity(declared, optional);
    let bounds = bounds(declared, optional);
    Some(FigureSpec {
        id: id?.into(),
        label: label?.into(),
        kind: kind?,
        measure: measure?.into(),
        from: from?.into(),
        form: OWN_FORM.into(),
        choices: choices?,
        field: field?.map(Arc::from),
        declared_in: declared.source.file.clone(),
        guidance: guidance?.map(Arc::from),
        continuity: continuity?,
        bounds: bounds?,
    })
}

/// How the figure goes with other periods; whether the figures that it names can do so is seen once all are known.
fn continuity<'a>(
    declared: &mut Declarations<'a>,
    optional: impl Fn(&str) -> Option<&'a Literal>,
) -> Option<Continuity> {
    let mut continuity = Continuity::default();
    if let Some(literal) = optional("accumulates") {
        continuity.accumulates = Some(declared.one_of(literal, "FIGURES: accumulates", &ACCUMULATIONS)?);
    }
    if let Some(literal) = optional("carried_from") {
        continuity.carried_from = Some(declared.text(literal, "FIGURES: carried_from")?.into());
    }
    if let Some(literal) = optional("last_year") {
        let names = declared.texts(literal, "FIGURES: last_year")?;
        continuity.last_year = names.into_iter().map(Into::into).collect();
    }
    if let Some(literal) = optional("comes_with") {
        continuity.comes_with = Some(declared.text(literal, "FIGURES: comes_with")?.into());
    }
    Some(continuity)
}

/// What the figure cannot be more than; whether the figures that it names can be wholes is seen once all are known.
fn bounds<'a>(
    declared: &mut Declarations<'a>,
    optional: impl Fn(&str) -> Option<&'a Literal>,
) -> Option<Bounds> {
    let mut bounds = Bounds::default();
    if let Some(literal) = optional("part_of") {
        bounds.part_of = Some(declared.text(literal, "FIGURES: part_of")?.into());
    }
    if let Some(literal) = optional("apart_from") {
        let names = declared.texts(literal, "FIGURES: apart_from")?;
        bounds.apart_from = names.into_iter().map(Into::into).collect();
    }
    if let Some(literal) = optional("most") {
        bounds.most = Some(declared.number(literal, "FIGURES: most")?);
    }
    Some(bounds)
}

/// `code`, if a unit has it; told of otherwise.
pub(super) fn known_unit<'a>(
    declared: &mut Declarations<'_>,
    units: &[Unit],
    spot: Spot,
    code: &'a str,
) -> Option<&'a str> {
    if !units.iter().any(|unit| &*unit.code == code) {
        declared.unknown(spot, "kind.unit", code, units.iter().map(|unit| &*unit.code));
        return None;
    }
    Some(code)
}

/// The answers of a choice, and of nothing else.
fn choices<'a>(
    declared: &mut Declarations<'a>,
    spot: Spot,
    kind: Option<FigureKind>,
    literal: Option<&'a Literal>,
) -> Option<Vec<Choice>> {
    match (kind?, literal) {
        (FigureKind::Choice, Some(literal)) => {
            let texts = declared.texts(literal, "FIGURES: choices")?;
            let choices: Option<Vec<_>> = texts
                .iter()
                .map(|text| {
                    let (code, label) = text.split_once(':')?;
                    let (code, label) = (code.trim(), label.trim());
                    (!code.is_empty() && !label.is_empty()).then(|| Choice {
                        code: code.into(),
                        label: label.into(),
                        spellings: Vec::new(),
                    })
                })
                .collect();
            if choices.as_ref().is_none_or(Vec::is_empty) {
                declared.wrong(literal.spot, "declare.choices", "FIGURES: choices");
                return None;
            }
            choices
        }
        (FigureKind::Choice, None) => {
            declared.wrong(spot, "declare.missing", "FIGURES: choices");
            None
        }
        (_, Some(literal)) => {
            declared.wrong(literal.spot, "declare.unexpected", "FIGURES: choices");
            None
        }
        (_, None) => Some(Vec::new()),
    }
}
