//! What the plain formulas give: the four operations, sums and the like of numbers, exactly.

use formualizer_parse::parser::{BinaryOperator, ReferenceType, UnaryOperator};
use formualizer_parse::{ASTNode, ASTNodeType, LiteralValue};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::address::{CellRange, CellRef};

/// Formulas within formulas that are followed.
const DEEPEST: usize = 60;

/// What a cell gives to a formula that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    /// A number.
    Number(Decimal),
    /// Nothing: 0 in a calculation, and left out of sums.
    Blank,
    /// A text or a truth value: left out of sums, and not calculated with here.
    Word,
}

/// Whoever knows the cells.
pub(super) trait Cells {
    /// What the cell gives; `None` where that is not known.
    fn operand(&mut self, cell: CellRef) -> Option<Operand>;

    /// The cells of a range that hold something, as far as they may still be looked at.
    fn within(&mut self, range: CellRange) -> Option<Vec<CellRef>>;

    /// Whether a sheet's name is that of the cells' own.
    fn is_own(&self, sheet: &str) -> bool;
}

/// The number that a formula gives; `None` where it is not one of the plain ones, or its cells do not tell.
pub(super) fn number(node: &ASTNode, cells: &mut dyn Cells) -> Option<Decimal> {
    evaluate(node, cells, 0)
}

fn evaluate(node: &ASTNode, cells: &mut dyn Cells, depth: usize) -> Option<Decimal> {
    if depth > DEEPEST {
        return None;
    }
    let mut of = |node: &ASTNode| evaluate(node, cells, depth + 1);
    match &node.node_type {
        ASTNodeType::Literal(value) => literal(value),
        ASTNodeType::Reference { reference, .. } => match cells.operand(cell(reference, cells)?)? {
            Operand::Number(number) => Some(number),
            Operand::Blank => Some(Decimal::ZERO),
            Operand::Word => None,
        },
        ASTNodeType::UnaryOp { op, expr } => {
            let number = of(expr)?;
            match op {
                UnaryOperator::Plus => Some(number),
                UnaryOperator::Minus => Some(-number),
                UnaryOperator::Percent => number.checked_div(Decimal::ONE_HUNDRED),
                _ => None,
            }
        }
        ASTNodeType::BinaryOp { op, left, right } => {
            let (left, right) = (of(left)?, of(right)?);
            match op {
                BinaryOperator::Add => left.checked_add(right),
                BinaryOperator::Subtract => left.checked_sub(right),
                BinaryOperator::Multiply => left.checked_mul(right),
                BinaryOperator::Divide => left.checked_div(right),
                _ => None,
            }
        }
        ASTNodeType::Function { name, args } => function(name, args, cells, depth),
        ASTNodeType::Omitted | ASTNodeType::Call { .. } | ASTNodeType::Array(_) => None,
    }
}

fn literal(value: &LiteralValue) -> Option<Decimal> {
    match value {
        LiteralValue::Int(number) => Some((*number).into()),
        LiteralValue::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

fn function(name: &str, args: &[ASTNode], cells: &mut dyn Cells, depth: usize) -> Option<Decimal> {
    match (name.to_ascii_uppercase().as_str(), args) {
        ("SUM", args) => {
            numbers(args, cells, depth)?.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
        }
        ("MAX", args) => Some(numbers(args, cells, depth)?.into_iter().max().unwrap_or_default()),
        ("MIN", args) => Some(numbers(args, cells, depth)?.into_iter().min().unwrap_or_default()),
        ("AVERAGE", args) => {
            let numbers = numbers(args, cells, depth)?;
            let count = Decimal::from(numbers.len());
            numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)?.checked_div(count)
        }
        ("ABS", [number]) => Some(evaluate(number, cells, depth + 1)?.abs()),
        ("ROUND", [number, places]) => {
            let places = u32::try_from(evaluate(places, cells, depth + 1)?).ok()?;
            let number = evaluate(number, cells, depth + 1)?;
            Some(number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
        }
        _ => None,
    }
}

/// The numbers of a function's arguments; those of ranges and cells without blanks and words.
fn numbers(args: &[ASTNode], cells: &mut dyn Cells, depth: usize) -> Option<Vec<Decimal>> {
    let mut numbers = Vec::new();
    for arg in args {
        let ASTNodeType::Reference { reference, .. } = &arg.node_type else {
            numbers.push(evaluate(arg, cells, depth + 1)?);
            continue;
        };
        let places = match cell(reference, cells) {
            Some(cell) => vec![cell],
            None => {
                let range = range(reference, cells)?;
                cells.within(range)?
            }
        };
        for place in places {
            if let Operand::Number(number) = cells.operand(place)? {
                numbers.push(number);
            }
        }
    }
    Some(numbers)
}

fn is_here(sheet: Option<&String>, cells: &dyn Cells) -> bool {
    sheet.is_none_or(|sheet| cells.is_own(sheet))
}

fn cell(reference: &ReferenceType, cells: &dyn Cells) -> Option<CellRef> {
    match reference {
        ReferenceType::Cell { sheet, row, col, .. } if is_here(sheet.as_ref(), cells) => {
            Some(CellRef::new(row.checked_sub(1)?, col.checked_sub(1)?))
        }
        _ => None,
    }
}

fn range(reference: &ReferenceType, cells: &dyn Cells) -> Option<CellRange> {
    match reference {
        ReferenceType::Range { sheet, start_row, start_col, end_row, end_col, .. }
            if is_here(sheet.as_ref(), cells) =>
        {
            let first = |number: &Option<u32>| number.unwrap_or(1).checked_sub(1);
            let last = |number: &Option<u32>| number.map_or(Some(u32::MAX), |number| number.checked_sub(1));
            let start = CellRef::new(first(start_row)?, first(start_col)?);
            Some(CellRange { start, end: CellRef::new(last(end_row)?, last(end_col)?) })
        }
        _ => None,
    }
}
