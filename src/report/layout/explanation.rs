//! One rule in full: what its cell's note says, and each step of its calculation between.

use rust_decimal::Decimal;

use super::note;
use super::view::View;
use crate::figure::Figure;
use crate::plan::Rule;
use crate::rulebook::{Finding, Operand, Step};
use crate::text::decimal_vi_to;

/// Most decimals of a number within a calculation.
const PLACES: u32 = 6;

/// What `rule` said, line by line.
pub(super) fn lines(view: &View<'_>, rule: &Rule, finding: &Finding, steps: &[Step]) -> Vec<String> {
    note::lines(view, rule, finding, &steps.iter().map(|step| step_words(view, step)).collect::<Vec<_>>())
}

/// `dòng 15: f.a + f.b = 3.515 + 243 = 3.758`; a comparison ends in whether it holds.
fn step_words(view: &View<'_>, step: &Step) -> String {
    let numbers: Vec<Decimal> = step.operands.iter().filter_map(number).collect();
    let beside = |own: &Operand| match step.result {
        // Rounding must not make two sides look alike that are not.
        Operand::Truth(_) => {
            numbers.iter().copied().find(|other| number(own).is_some_and(|own| own != *other))
        }
        _ => None,
    };
    let shown: Vec<String> =
        step.operands.iter().map(|operand| operand_words(view, operand, beside(operand))).collect();
    let is_operator = !step.word.starts_with(|c: char| c.is_alphabetic());
    let values = match (&shown[..], is_operator) {
        ([one, other], true) => format!("{one} {} {other}", step.word),
        _ => format!("{}({})", step.word, shown.join("; ")),
    };
    let result = operand_words(view, &step.result, None);
    let line = step.line.to_string();
    view.said(
        "explain.step",
        &[("line", &line), ("expression", &step.expression), ("values", &values), ("result", &result)],
    )
}

fn number(operand: &Operand) -> Option<Decimal> {
    match operand {
        Operand::Figure(figure) => figure.number(),
        _ => None,
    }
}

fn operand_words(view: &View<'_>, operand: &Operand, beside: Option<Decimal>) -> String {
    match operand {
        Operand::Figure(figure) => figure_words(view, figure, beside),
        Operand::Truth(holds) => view.word(if *holds { "explain.true" } else { "explain.false" }).to_owned(),
        Operand::Rows(count) => view.said("source.rows", &[("count", &count.to_string())]),
        Operand::Text(text) => format!("\"{text}\""),
        Operand::List(items) => {
            let items: Vec<String> = items.iter().map(|item| operand_words(view, item, None)).collect();
            format!("[{}]", items.join("; "))
        }
        Operand::Other => "…".to_owned(),
    }
}

fn figure_words(view: &View<'_>, figure: &Figure, beside: Option<Decimal>) -> String {
    match (figure.number(), &figure.value) {
        (Some(number), _) => decimal_vi_to(number, PLACES, beside),
        (None, Some(_)) => format!("\"{}\"", figure.shown()),
        (None, None) => view.word(figure.state.key()).to_owned(),
    }
}
