//! Words about tables, such as the list of procedures.

use std::rc::Rc;

use rhai::{Array, Dynamic, Engine, NativeCallContext};
use rust_decimal::Decimal;

use super::log::Log;
use super::number::Number;
use super::trouble::{Answer, arithmetic, wrong};
use crate::figure::{Doubt, Figure, Origin, Record, State, Table, Value};

/// A table in a script: the rows that are left of it.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// State, size and origins of the table as it came, and the doubts about whatever decided which rows are left.
    table: Rc<Figure>,
    rows: Rc<Vec<Row>>,
}

#[derive(Clone, Debug)]
struct Row {
    record: Rc<Record>,
    /// What would have to be known to say whether the row is left at all.
    undecided: Option<Rc<Figure>>,
}

impl Rows {
    pub(super) fn new(table: &Table) -> Self {
        let count = Figure::known(Value::Number(table.records.len().into()));
        let figure = Figure { origins: table.origins.clone(), ..count };
        let row = |record: &Record| Row { record: Rc::new(record.clone()), undecided: None };
        Self { table: Rc::new(figure), rows: Rc::new(table.records.iter().map(row).collect()) }
    }

    /// A table that was not reported, did not arise or does not apply.
    pub(super) fn without_rows(state: &Figure) -> Self {
        Self { table: Rc::new(state.clone()), rows: Rc::new(Vec::new()) }
    }

    /// State, number of rows and origins of the table as it came.
    pub(super) fn whole(&self) -> &Figure {
        &self.table
    }

    /// How many rows are left.
    pub(super) fn count(&self) -> usize {
        self.rows.len()
    }

    /// The first cell of each row that is left; where none is, those by which the table was found.
    pub(super) fn first_cells(&self) -> Vec<Origin> {
        let first = |row: &Row| row.record.fields.values().find_map(|cell| cell.origins.first().cloned());
        let cells: Vec<Origin> = self.rows.iter().filter_map(first).collect();
        if cells.is_empty() { self.table.origins.clone() } else { cells }
    }

    fn kept(&self, column: &str, keeps: impl Fn(&Figure) -> Answer<bool>) -> Answer<Self> {
        let mut table = (*self.table).clone();
        let mut rows = Vec::new();
        for row in self.rows.iter() {
            let cell = cell(&row.record, column)?;
            // A doubtful cell decides doubtfully, whether the row stays or goes.
            for doubt in &cell.doubts {
                if !table.doubts.contains(doubt) {
                    table.doubts.push(doubt.clone());
                }
            }
            if cell.state == State::Missing {
                let cell = Rc::new(cell.clone());
                rows.push(Row { record: row.record.clone(), undecided: Some(cell) });
            } else if keeps(cell)? {
                rows.push(row.clone());
            }
        }
        Ok(Self { table: Rc::new(table), rows: Rc::new(rows) })
    }

    /// A figure of the whole: known only if every row is, and if it is known which rows there are.
    fn total(&self, of: impl Fn(&Record) -> Answer<(State, Decimal)>, cells: &str) -> Answer<Number> {
        if self.table.state != State::Reported {
            return Ok(Number(self.table.clone()));
        }
        let mut state: Option<State> = None;
        let mut total = Decimal::ZERO;
        let mut read: Vec<&Figure> = Vec::with_capacity(self.rows.len());
        let mut excluding: Vec<Origin> = Vec::new();
        let mut counted: Vec<Origin> = Vec::new();
        for row in self.rows.iter() {
            let (row_state, number) = match &row.undecided {
                Some(cell) => {
                    read.push(cell);
                    (State::Missing, Decimal::ZERO)
                }
                None => of(&row.record)?,
            };
            if let Some(cell) = row.record.fields.get(cells) {
                read.push(cell);
                match row_state {
                    State::NotApplicable => excluding.extend(cell.origins.iter().cloned()),
                    State::Reported if !number.is_zero() => counted.extend(cell.origins.iter().cloned()),
                    _ => {}
                }
            }
            state = Some(state.map_or(row_state, |state| state.join(row_state)));
            total = total
                .checked_add(number)
                .ok_or_else(|| arithmetic(crate::figure::ArithmeticError::Overflow))?;
        }
        let mut joined = self.table.joined_with_all(read, state.unwrap_or(State::NothingArose));
        // One row that does not apply must not take the others with it.
        if !excluding.is_empty() && !counted.is_empty() {
            counted.truncate(1);
            let contradiction =
                Doubt::NotApplicableYetCounted { excluding_origins: excluding, counted_origins: counted };
            joined.doubts.push(contradiction);
        }
        joined.value = (joined.state == State::Reported).then_some(Value::Number(total));
        if joined.state != State::Missing {
            joined.wants = Vec::new();
        }
        Ok(Number::new(joined))
    }
}

fn cell<'a>(record: &'a Record, column: &str) -> Answer<&'a Figure> {
    record.fields.get(column).ok_or_else(|| wrong("script.no_column", column))
}

pub(super) fn keep(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn(
        "keep",
        move |context: NativeCallContext<'_>, rows: Rows, column: &str, codes: Array| {
            let answer = || -> Answer<Rows> {
                let codes = codes
                    .iter()
                    .map(|code| {
                        code.clone()
                            .into_immutable_string()
                            .map_err(|kind| wrong("script.not_an_answer", kind))
                    })
                    .collect::<Answer<Vec<_>>>()?;
                rows.kept(column, |cell| match &cell.value {
                    Some(Value::Choice(code) | Value::Text(code)) => {
                        Ok(codes.iter().any(|wanted| wanted.as_str() == &**code))
                    }
                    Some(_) => Err(wrong("script.not_an_answer", cell.shown())),
                    None => Ok(false),
                })
            };
            let answer = answer();
            log.step(
                &context,
                &[&Dynamic::from(rows.clone()), &column.into(), &Dynamic::from_array(codes.clone())],
                answer,
            )
        },
    );
}

pub(super) fn keep_at_least(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn(
        "keep_at_least",
        move |context: NativeCallContext<'_>, rows: Rows, column: &str, least: Dynamic| {
            let answer = || -> Answer<Rows> {
                let least = Number::wanted(&least)?.0.number_or_zero().map_err(arithmetic)?;
                rows.kept(column, |cell| match cell.state {
                    State::NotApplicable => Ok(false),
                    _ => Ok(cell.number_or_zero().map_err(arithmetic)? >= least),
                })
            };
            let answer = answer();
            log.step(&context, &[&Dynamic::from(rows.clone()), &column.into(), &least], answer)
        },
    );
}

pub(super) fn sum(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn("sum", move |context: NativeCallContext<'_>, rows: Rows, column: &str| {
        let answer = || -> Answer<Number> {
            rows.total(
                |record| {
                    let cell = cell(record, column)?;
                    match cell.state {
                        State::Missing | State::NotApplicable => Ok((cell.state, Decimal::ZERO)),
                        state => Ok((state, cell.number_or_zero().map_err(arithmetic)?)),
                    }
                },
                column,
            )
        };
        let answer = answer();
        log.step(&context, &[&Dynamic::from(rows.clone()), &column.into()], answer)
    });
}

pub(super) fn count(engine: &mut Engine, log: &Log) {
    let log = log.clone();
    engine.register_fn("count", move |context: NativeCallContext<'_>, rows: Rows| {
        let answer = || -> Answer<Number> {
            if rows.rows.is_empty() && rows.table.state == State::Reported {
                let none = Value::Number(Decimal::ZERO);
                return Ok(Number::new(Figure { value: Some(none), ..(*rows.table).clone() }));
            }
            rows.total(|_| Ok((State::Reported, Decimal::ONE)), "")
        };
        let answer = answer();
        log.step(&context, &[&Dynamic::from(rows.clone())], answer)
    });
}
