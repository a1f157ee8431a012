//! One step of a rule's calculation in words.

use rust_decimal::Decimal;

use crate::diagnostic::{Lang, label, phrase};
use crate::figure::Figure;
use crate::rulebook::{Operand, Step};
use crate::text::decimal_vi_to;

/// Most decimals of a number within a calculation.
const PLACES: u32 = 6;

/// `dòng 15: f.a + f.b = 3.515 + 243 = 3.758`; a comparison ends in whether it holds.
pub fn step_words(step: &Step, lang: Lang) -> String {
    let numbers: Vec<Decimal> = step.operands.iter().filter_map(number).collect();
    let beside = |own: &Operand| match step.result {
        // Rounding must not make two sides look alike that are not.
        Operand::Truth(_) => {
            numbers.iter().copied().find(|other| number(own).is_some_and(|own| own != *other))
        }
        _ => None,
    };
    let shown: Vec<String> =
        step.operands.iter().map(|operand| operand_words(operand, beside(operand), lang)).collect();
    let is_operator = !step.word.starts_with(|c: char| c.is_alphabetic());
    let values = match (&shown[..], is_operator) {
        ([one, other], true) => format!("{one} {} {other}", step.word),
        _ => format!("{}({})", step.word, shown.join("; ")),
    };
    let result = operand_words(&step.result, None, lang);
    let line = step.line.to_string();
    phrase(
        lang,
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

fn operand_words(operand: &Operand, beside: Option<Decimal>, lang: Lang) -> String {
    match operand {
        Operand::Figure(figure) => figure_words(figure, beside, lang),
        Operand::Truth(holds) => {
            label(lang, if *holds { "explain.true" } else { "explain.false" }).to_owned()
        }
        Operand::Rows(count) => phrase(lang, "source.rows", &[("count", &count.to_string())]),
        Operand::Text(text) => format!("\"{text}\""),
        Operand::List(items) => {
            let items: Vec<String> = items.iter().map(|item| operand_words(item, None, lang)).collect();
            format!("[{}]", items.join("; "))
        }
        Operand::Other => "…".to_owned(),
    }
}

fn figure_words(figure: &Figure, beside: Option<Decimal>, lang: Lang) -> String {
    match (figure.number(), &figure.value) {
        (Some(number), _) => lang.separators(decimal_vi_to(number, PLACES, beside)),
        (None, Some(_)) => format!("\"{}\"", figure.shown()),
        (None, None) => label(lang, figure.state.key()).to_owned(),
    }
}
