//! One cell read as the declared type of its figure demands, and what must be said of it.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::cell_words::{Word, word};
use super::measure;
use super::question::{Question, choose};
use super::sheet::{Cell, Content, Oddity};
use super::shown::{PercentSign, ShownAs, shown_as, unit_beside};
use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{Choice, Doubt, Figure, FigureKind, Origin, State, UnitCode, Value};
use crate::text::{DateError, NumberError, NumberKind, clean, fold_ascii, nearest, parse_date, parse_number};

/// What a cell answers.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) figure: Figure,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Answer {
    /// Asks about the figure, whose value is not certain before somebody answers `question`.
    pub(super) fn ask(&mut self, question: Diagnostic) {
        let origins = self.figure.origins.clone();
        self.ask_about(question, origins);
    }

    /// Asks about a cell beside the figure, on which it rests.
    pub(super) fn ask_about(&mut self, question: Diagnostic, origins: Vec<Origin>) {
        self.figure.doubts.push(Doubt::unclear(question.code, origins));
        self.diagnostics.push(question);
    }
}

impl Question {
    /// What `cell`, which stands at `address` of a submission of `sender`, answers.
    pub(super) fn ask(&self, cell: Option<&Cell>, address: &Address, sender: &UnitCode) -> Answer {
        let mut reading = Reading::new(self, address);
        let stated = cell.and_then(|cell| reading.read(cell));
        let is_refused = stated.is_none() && cell.is_some_and(|cell| word(&cell.raw()) != Some(Word::Blank));
        let origin = || Origin {
            address: address.clone(),
            unit: sender.clone(),
            form: self.form.clone(),
            raw: cell.map(Cell::raw).unwrap_or_default().into(),
        };
        let mut figure = match stated {
            None if is_refused => Figure::missing(self.unreadable(address.clone())),
            None => Figure::missing(self.want(Some(address.clone()))),
            Some(Stated::NothingArose) => Figure::nothing_arose(vec![origin()]),
            Some(Stated::NotApplicable) => Figure::not_applicable(vec![origin()]),
            Some(Stated::Value(value)) => Figure::reported(value, origin()),
        };
        if figure.state != State::Missing {
            cell.into_iter().for_each(|cell| reading.tell_oddities(cell));
        }
        if figure.value.is_some() {
            let doubt = |(code, other): (Code, Option<Value>)| Doubt::Unclear {
                code,
                origins: vec![origin()],
                other,
            };
            figure.doubts.extend(std::mem::take(&mut reading.unclear).into_iter().map(doubt));
        }
        if let Some(cell) = cell
            && cell.oddities.has(Oddity::Linked)
            && figure.value.is_some()
        {
            reading.say(Code::CellLinked, &cell.shown_formula());
        }
        Answer { figure, diagnostics: reading.diagnostics }
    }
}

/// What a cell says, once it was read.
enum Stated {
    Value(Value),
    NothingArose,
    NotApplicable,
}

/// A cell while it is being read.
struct Reading<'a> {
    question: &'a Question,
    address: &'a Address,
    diagnostics: Vec<Diagnostic>,
    /// Codes that make the value one of several, so that somebody must say which is meant; with the other value.
    unclear: Vec<(Code, Option<Value>)>,
}

impl<'a> Reading<'a> {
    fn new(question: &'a Question, address: &'a Address) -> Self {
        Self { question, address, diagnostics: Vec::new(), unclear: Vec::new() }
    }

    fn diagnostic(&self, code: Code, raw: &str) -> Diagnostic {
        Diagnostic::new(code).at(self.address).with("raw", clean(raw)).with("label", &self.question.label)
    }

    fn say(&mut self, code: Code, raw: &str) {
        self.diagnostics.push(self.diagnostic(code, raw));
    }

    /// Tells of a cell that somebody must say more of before its value is certain.
    fn ask(&mut self, diagnostic: Diagnostic, other: Option<Decimal>) {
        self.unclear.push((diagnostic.code, other.map(Value::Number)));
        self.diagnostics.push(diagnostic);
    }

    /// Tells of what a person would see at `cell`, or not see.
    fn tell_oddities(&mut self, cell: &Cell) {
        let value = clean(&cell.raw());
        let whole = cell.shown.as_deref().unwrap_or(&value);
        for (oddity, key) in
            [(Oddity::StruckPart, "left_out.struck"), (Oddity::RaisedPart, "left_out.raised")]
        {
            if cell.oddities.has(oddity) {
                let diagnostic = self.diagnostic(Code::CellPartLeftOut, whole).with("value", &value);
                self.diagnostics.push(diagnostic.with_label("what", key, ""));
            }
        }
        if cell.oddities.has(Oddity::Struck) {
            let diagnostic = self.diagnostic(Code::CellStruck, &value);
            self.ask(diagnostic, None);
        }
    }

    fn refuse(&mut self, code: Code, raw: &str) -> Option<Stated> {
        self.say(code, raw);
        None
    }

    fn read(&mut self, cell: &Cell) -> Option<Stated> {
        let raw = cell.raw();
        match &cell.content {
            Content::Error(_) => return self.refuse(Code::CellExcelError, &raw),
            Content::NotCalculated => {
                let diagnostic =
                    self.diagnostic(Code::CellNotCalculated, &raw).with("formula", cell.shown_formula());
                self.diagnostics.push(diagnostic);
                return None;
            }
            _ => {}
        }
        match self.question.kind {
            FigureKind::Choice => self.choice(cell, &raw),
            FigureKind::Date => self.date(cell, &raw),
            FigureKind::Text | FigureKind::Table => self.text(&raw),
            _ => self.number(cell, &raw),
        }
    }

    fn word(&self, raw: &str) -> Option<Option<Stated>> {
        Some(match word(raw)? {
            Word::Blank => None,
            Word::NothingArose => Some(Stated::NothingArose),
            Word::NotApplicable => Some(Stated::NotApplicable),
        })
    }

    fn text(&self, raw: &str) -> Option<Stated> {
        match word(raw) {
            Some(Word::Blank) => None,
            Some(Word::NotApplicable) => Some(Stated::NotApplicable),
            _ => Some(Stated::Value(Value::Text(clean(raw).into()))),
        }
    }

    fn choice(&mut self, cell: &Cell, raw: &str) -> Option<Stated> {
        if !matches!(cell.content, Content::Bool(_))
            && let Some(choice) = choose(&self.question.choices, raw)
        {
            return Some(Stated::Value(Value::Choice(choice.code.clone())));
        }
        // "Không" alone is an answer that is not on offer, not a statement that nothing arose.
        if fold_ascii(raw) != "khong"
            && let Some(stated) = self.word(raw)
        {
            return stated;
        }
        let labels: Vec<&str> = self.question.choices.iter().map(|choice| &*choice.label).collect();
        let first_words = clean(raw).split([',', ';', '(', '.']).next().unwrap_or_default().to_owned();
        let spellings = || self.question.choices.iter().flat_map(Choice::labels);
        let near = nearest(raw, spellings()).or_else(|| nearest(&first_words, spellings()));
        let diagnostic =
            self.diagnostic(Code::CellNotChoice, raw).with("choices", labels.join("; ")).with_near(near);
        self.diagnostics.push(diagnostic);
        None
    }

    fn date(&mut self, cell: &Cell, raw: &str) -> Option<Stated> {
        if let Content::Date(date) = cell.content {
            return Some(Stated::Value(Value::Date(date)));
        }
        if let Some(stated) = self.word(raw) {
            return stated;
        }
        match (&cell.content, parse_date(raw)) {
            (Content::Text(_), Ok(parsed)) => {
                if parsed.doubt.is_some() {
                    let diagnostic = self.diagnostic(Code::CellDateDoubtful, raw).with_label(
                        "reason",
                        "reason.two_digit_year",
                        "",
                    );
                    self.diagnostics.push(diagnostic);
                }
                Some(Stated::Value(Value::Date(parsed.date)))
            }
            (_, Err(DateError::Empty)) => None,
            _ => self.refuse(Code::CellNotDate, raw),
        }
    }

    fn number(&mut self, cell: &Cell, raw: &str) -> Option<Stated> {
        let kind = self.question.kind;
        let percent = kind == FigureKind::Percent;
        let (value, signed) = match &cell.content {
            Content::Number(number) if cell.is_percent() => {
                if !percent {
                    return self.refuse(Code::CellNotNumber, raw);
                }
                let Some(hundredfold) = number.checked_mul(Decimal::ONE_HUNDRED) else {
                    return self.refuse(Code::CellNotNumber, raw);
                };
                (hundredfold, true)
            }
            Content::Number(number) => match &cell.shown {
                Some(shown) => match self.shown_number(*number, shown)? {
                    Ok(read) => read,
                    Err(stated) => return Some(stated),
                },
                None => (*number, false),
            },
            Content::Text(text) => {
                if let Some(stated) = self.word(text) {
                    return stated;
                }
                self.typed_number(text)?
            }
            _ => return self.refuse(Code::CellNotNumber, raw),
        };
        self.judge(value, signed, raw)
    }

    /// The number of a cell whose format shows it as `shown`, and whether a percent sign stands beside it; `Err` where what
    /// is shown is the word for a state, and `None` where nothing can be used.
    fn shown_number(&mut self, number: Decimal, shown: &str) -> Option<Result<(Decimal, bool), Stated>> {
        let percent = self.question.kind == FigureKind::Percent;
        match shown_as(shown, number) {
            ShownAs::Number { percent: Some(_), .. } if !percent => {
                self.say(Code::CellNotNumber, shown);
                None
            }
            ShownAs::Number { percent: sign, unit } => {
                self.asks_unit(&unit);
                match sign {
                    Some(PercentSign::Hundredth) => {
                        Some(Ok((number.checked_mul(Decimal::ONE_HUNDRED)?, true)))
                    }
                    sign => Some(Ok((number, sign.is_some()))),
                }
            }
            ShownAs::Word(Word::NothingArose) if number.is_zero() => Some(Err(Stated::NothingArose)),
            ShownAs::Word(Word::NotApplicable) if number.is_zero() => Some(Err(Stated::NotApplicable)),
            ShownAs::Word(_) | ShownAs::Otherwise => {
                let diagnostic = self.diagnostic(Code::CellShownOtherwise, shown).with("shown", clean(shown));
                self.ask(diagnostic.with_number("value", number), None);
                Some(Ok((number, false)))
            }
        }
    }

    /// Asks about the unit of measurement beside a number where it is not that of the figure, and says whether it does.
    fn asks_unit(&mut self, unit: &str) -> bool {
        let expected = &self.question.measure;
        if unit.is_empty() || expected.is_empty() || measure::names(unit, expected) {
            return false;
        }
        let differs = Diagnostic::new(Code::MeasureDiffers)
            .at(self.address)
            .with("found", unit)
            .with("expected", expected)
            .with("label", &self.question.label);
        self.ask(differs, None);
        true
    }

    fn typed_number(&mut self, text: &str) -> Option<(Decimal, bool)> {
        let kind = match self.question.kind {
            FigureKind::Percent => NumberKind::Percent,
            FigureKind::Number => NumberKind::Decimal,
            _ => NumberKind::Whole,
        };
        let parsed = match parse_number(text, kind) {
            Ok(parsed) => parsed,
            Err(NumberError::Empty) => return None,
            Err(_) => {
                self.say(Code::CellNotNumber, text);
                return None;
            }
        };
        if parsed.from_text && !self.asks_unit(&unit_beside(text).unwrap_or_default()) {
            let diagnostic = self.diagnostic(Code::CellNumberInText, text).with("value", parsed.value);
            self.diagnostics.push(diagnostic);
        }
        if let Some(other) = parsed.doubt {
            let diagnostic = self
                .diagnostic(Code::CellNumberDoubtful, text)
                .with("value", comma(parsed.value))
                .with("other", comma(other));
            self.ask(diagnostic, Some(other));
        }
        Some((parsed.value, parsed.percent_sign))
    }

    fn judge(&mut self, value: Decimal, signed: bool, raw: &str) -> Option<Stated> {
        let kind = self.question.kind;
        let value = match kind {
            FigureKind::Count | FigureKind::Rank => whole(value),
            _ => as_precise_as_shown(value),
        };
        if value.is_sign_negative() && !value.is_zero() {
            return self.refuse(Code::CellNegative, raw);
        }
        if matches!(kind, FigureKind::Count | FigureKind::Rank) && !value.fract().is_zero() {
            return self.refuse(Code::CellFraction, raw);
        }
        if kind == FigureKind::Rank && value < Decimal::ONE {
            return self.refuse(Code::CellRankBelowOne, raw);
        }
        if kind == FigureKind::Percent {
            if !signed && !value.is_zero() && value <= Decimal::ONE {
                let as_percent = value * Decimal::ONE_HUNDRED;
                let shown = comma(value);
                let diagnostic =
                    self.diagnostic(Code::CellPercentScale, &shown).with("as_percent", comma(as_percent));
                self.ask(diagnostic, Some(as_percent));
            }
            if value > Decimal::ONE_HUNDRED {
                let diagnostic = self.diagnostic(Code::CellAbove100, raw);
                self.ask(diagnostic, None);
            }
        }
        Some(Stated::Value(Value::Number(value.normalize())))
    }
}

/// A number as Vietnamese text: with a decimal comma.
fn comma(number: Decimal) -> String {
    number.normalize().to_string().replace('.', ",")
}

/// The whole number that a formula's binary result stands for, where it is off by no more than binary arithmetic is.
fn whole(number: Decimal) -> Decimal {
    let rounded = number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    if (number - rounded).abs() < Decimal::new(1, 9) { rounded } else { number }
}

/// A fraction in as many digits as a spreadsheet ever shows; those behind them come of binary arithmetic.
fn as_precise_as_shown(number: Decimal) -> Decimal {
    const MOST_DIGITS: u32 = 15;
    if number.fract().is_zero() { number } else { number.round_sf(MOST_DIGITS).unwrap_or(number) }
}

/// The day in `cell`, with what must be said of it; for cells that are no figures, such as a day of completion.
pub(super) fn ask_day(
    cell: Option<&Cell>,
    address: &Address,
    label: &str,
) -> (Option<NaiveDate>, Vec<Diagnostic>) {
    let question = Question {
        figure: Arc::from(""),
        label: label.into(),
        kind: FigureKind::Date,
        measure: Arc::from(""),
        choices: Vec::new(),
        owner: Arc::from(""),
        form: Arc::from(""),
    };
    let answer = question.ask(cell, address, &question.owner);
    let date = match answer.figure.value {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    };
    (date, answer.diagnostics)
}

#[cfg(test)]
mod tests;
