//! What the plain formulas give: the four operations, sums and the like of numbers, exactly.

use formualizer_parse::parser::{BinaryOperator, ReferenceType, UnaryOperator};
use formualizer_parse::{ASTNode, ASTNodeType, LiteralValue};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::address::{CellRange, CellRef};

/// Formulas within formulas that are followed.
const DEEPEST: usize = 60;

/// A cell of a workbook: its sheet's index, and where it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spot {
    pub(super) sheet: usize,
    pub(super) cell: CellRef,
}

/// A range of a workbook: its sheet's index, and where it stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) sheet: usize,
    pub(super) range: CellRange,
}

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
    fn operand(&mut self, spot: Spot) -> Option<Operand>;

    /// The cells of a range that hold something, as far as they may still be looked at.
    fn within(&mut self, area: Area) -> Option<Vec<Spot>>;

    /// Whether a SUBTOTAL of the range leaves out none of it: no hidden row, no cell that is a SUBTOTAL itself.
    fn is_summed_whole(&mut self, area: Area) -> bool;

    /// The index of the sheet of that name, or of the formula's own; `None` where no sheet surely is it.
    fn sheet(&self, name: Option<&str>) -> Option<usize>;
}

/// The number that a formula gives; `None` where it is not one of the plain ones, or its cells do not tell.
pub(super) fn number(node: &ASTNode, cells: &mut dyn Cells) -> Option<Decimal> {
    Evaluation { cells, depth: 0, blanks: 0 }.number(node)
}

/// Whether a formula must give an error, since it calculates with a reference to what was deleted.
pub(super) fn is_broken(node: &ASTNode) -> bool {
    let broken = |args: &[ASTNode]| args.iter().any(is_broken);
    match &node.node_type {
        ASTNodeType::Literal(LiteralValue::Error(_)) => true,
        ASTNodeType::UnaryOp { expr, .. } => is_broken(expr),
        ASTNodeType::BinaryOp { left, right, .. } => is_broken(left) || is_broken(right),
        ASTNodeType::Function { name, args } => match (name.to_ascii_uppercase().as_str(), &args[..]) {
            ("SUM" | "MAX" | "MIN" | "AVERAGE" | "ABS" | "ROUND" | "ROUNDUP" | "ROUNDDOWN", args)
            | ("SUMPRODUCT" | "PRODUCT" | "SUBTOTAL", args) => broken(args),
            ("IF", [condition, ..]) => is_broken(condition),
            _ => false,
        },
        _ => false,
    }
}

/// A formula while it is calculated.
struct Evaluation<'c> {
    cells: &'c mut dyn Cells,
    depth: usize,
    /// Blank cells that were calculated with as 0. Each could hold a text of no letters, which is an error there.
    blanks: usize,
}

impl Evaluation<'_> {
    fn number(&mut self, node: &ASTNode) -> Option<Decimal> {
        if self.depth > DEEPEST {
            return None;
        }
        self.depth += 1;
        let number = self.number_within(node);
        self.depth -= 1;
        number
    }

    fn number_within(&mut self, node: &ASTNode) -> Option<Decimal> {
        match &node.node_type {
            ASTNodeType::Literal(value) => literal(value),
            ASTNodeType::Reference { reference, .. } => {
                let spot = self.spot(reference)?;
                match self.cells.operand(spot)? {
                    Operand::Number(number) => Some(number),
                    Operand::Blank => {
                        self.blanks += 1;
                        Some(Decimal::ZERO)
                    }
                    Operand::Word => None,
                }
            }
            ASTNodeType::UnaryOp { op, expr } => {
                let number = self.number(expr)?;
                match op {
                    UnaryOperator::Plus => Some(number),
                    UnaryOperator::Minus => Some(-number),
                    UnaryOperator::Percent => number.checked_div(Decimal::ONE_HUNDRED),
                    _ => None,
                }
            }
            ASTNodeType::BinaryOp { op, left, right } => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                match op {
                    BinaryOperator::Add => left.checked_add(right),
                    BinaryOperator::Subtract => left.checked_sub(right),
                    BinaryOperator::Multiply => left.checked_mul(right),
                    BinaryOperator::Divide => left.checked_div(right),
                    _ => None,
                }
            }
            ASTNodeType::Function { name, args } => self.function(name, args),
            ASTNodeType::Omitted | ASTNodeType::Call { .. } | ASTNodeType::Array(_) => None,
        }
    }

    fn function(&mut self, name: &str, args: &[ASTNode]) -> Option<Decimal> {
        match (name.to_ascii_uppercase().as_str(), args) {
            ("SUM", args) => summed(self.numbers(args)?),
            ("COUNT", args) => Some(self.numbers(args)?.len().into()),
            ("MAX", args) => Some(self.numbers(args)?.into_iter().max().unwrap_or_default()),
            ("MIN", args) => Some(self.numbers(args)?.into_iter().min().unwrap_or_default()),
            ("AVERAGE", args) => {
                let numbers = self.numbers(args)?;
                let count = Decimal::from(numbers.len());
                summed(numbers)?.checked_div(count)
            }
            ("ABS", [number]) => Some(self.number(number)?.abs()),
            ("ROUND", [number, places]) => {
                let places = u32::try_from(self.number(places)?).ok()?;
                let number = self.number(number)?;
                Some(number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
            }
            ("ROUNDDOWN", [number, places]) => self.rounded(number, places, RoundingStrategy::ToZero),
            ("ROUNDUP", [number, places]) => self.rounded(number, places, RoundingStrategy::AwayFromZero),
            ("IF", [condition, then]) => {
                if self.holds(condition)? {
                    self.number(then)
                } else {
                    None
                }
            }
            ("IF", [condition, then, otherwise]) => {
                let chosen = if self.holds(condition)? { then } else { otherwise };
                self.number(chosen)
            }
            ("IFERROR", [tried, _]) => {
                let blanks = self.blanks;
                self.number(tried).filter(|_| self.blanks == blanks)
            }
            ("SUBTOTAL", [function, range]) => {
                let function = literal_of(function)?;
                let area = self.area(reference(range)?)?;
                let sums = function == Decimal::from(9) || function == Decimal::from(109);
                if !sums || !self.cells.is_summed_whole(area) {
                    return None;
                }
                summed(self.numbers(std::slice::from_ref(range))?)
            }
            ("SUMPRODUCT", args) => self.sum_of_products(args),
            _ => None,
        }
    }

    /// A number rounded to one side. One that was calculated and comes to a whole place is not known: binary arithmetic may
    /// have left it a trifle on either side.
    fn rounded(&mut self, node: &ASTNode, places: &ASTNode, strategy: RoundingStrategy) -> Option<Decimal> {
        let places = u32::try_from(self.number(places)?).ok()?;
        let number = self.number(node)?;
        let whole = number.round_dp(places);
        let is_typed = literal_of(node).is_some() || reference(node).is_some();
        let is_whole =
            if is_typed { number != whole && is_near(number, whole) } else { is_near(number, whole) };
        (!is_whole).then(|| number.round_dp_with_strategy(places, strategy))
    }

    /// Whether a comparison of numbers holds. A blank cell is not compared, since it could hold a text of no letters.
    fn holds(&mut self, condition: &ASTNode) -> Option<bool> {
        let ASTNodeType::BinaryOp { op, left, right } = &condition.node_type else { return None };
        let blanks = self.blanks;
        let (left, right) = (self.number(left)?, self.number(right)?);
        if self.blanks != blanks || (left != right && is_near(left, right)) {
            return None;
        }
        match op {
            BinaryOperator::Equal => Some(left == right),
            BinaryOperator::NotEqual => Some(left != right),
            BinaryOperator::Less => Some(left < right),
            BinaryOperator::Greater => Some(left > right),
            BinaryOperator::LessEqual => Some(left <= right),
            BinaryOperator::GreaterEqual => Some(left >= right),
            _ => None,
        }
    }

    /// The sum of the products of ranges of one size; words in them are not known.
    fn sum_of_products(&mut self, args: &[ASTNode]) -> Option<Decimal> {
        let areas: Option<Vec<Area>> = args.iter().map(|arg| self.area(reference(arg)?)).collect();
        let areas = areas?;
        let first = areas.first()?;
        let size = |area: &Area| {
            let CellRange { start, end } = area.range;
            Some((end.row.checked_sub(start.row)?, end.column.checked_sub(start.column)?))
        };
        let height = size(first)?;
        if areas.iter().any(|area| size(area) != Some(height)) {
            return None;
        }
        let mut total = Decimal::ZERO;
        for spot in self.cells.within(*first)? {
            let row = spot.cell.row.checked_sub(first.range.start.row)?;
            let column = spot.cell.column.checked_sub(first.range.start.column)?;
            let mut product = Decimal::ONE;
            for area in &areas {
                let start = area.range.start;
                let cell = CellRef::new(start.row.checked_add(row)?, start.column.checked_add(column)?);
                product = match self.cells.operand(Spot { sheet: area.sheet, cell })? {
                    Operand::Number(number) => product.checked_mul(number)?,
                    Operand::Blank => Decimal::ZERO,
                    Operand::Word => return None,
                };
            }
            total = total.checked_add(product)?;
        }
        Some(total)
    }

    /// The numbers of a function's arguments; those of ranges and cells without blanks and words.
    fn numbers(&mut self, args: &[ASTNode]) -> Option<Vec<Decimal>> {
        let mut numbers = Vec::new();
        for arg in args {
            let Some(reference) = reference(arg) else {
                numbers.push(self.number(arg)?);
                continue;
            };
            let spots = match self.spot(reference) {
                Some(spot) => vec![spot],
                None => {
                    let area = self.area(reference)?;
                    self.cells.within(area)?
                }
            };
            for spot in spots {
                if let Operand::Number(number) = self.cells.operand(spot)? {
                    numbers.push(number);
                }
            }
        }
        Some(numbers)
    }

    fn spot(&self, reference: &ReferenceType) -> Option<Spot> {
        let ReferenceType::Cell { sheet, row, col, .. } = reference else { return None };
        let cell = CellRef::new(row.checked_sub(1)?, col.checked_sub(1)?);
        Some(Spot { sheet: self.cells.sheet(sheet.as_deref())?, cell })
    }

    fn area(&self, reference: &ReferenceType) -> Option<Area> {
        let ReferenceType::Range { sheet, start_row, start_col, end_row, end_col, .. } = reference else {
            return None;
        };
        let first = |number: &Option<u32>| number.unwrap_or(1).checked_sub(1);
        let last = |number: &Option<u32>| number.map_or(Some(u32::MAX), |number| number.checked_sub(1));
        let start = CellRef::new(first(start_row)?, first(start_col)?);
        let range = CellRange { start, end: CellRef::new(last(end_row)?, last(end_col)?) };
        Some(Area { sheet: self.cells.sheet(sheet.as_deref())?, range })
    }
}

/// Whether two numbers differ by no more than binary arithmetic does.
pub(super) fn is_near(one: Decimal, other: Decimal) -> bool {
    let size = one.abs().max(other.abs()).max(Decimal::ONE);
    let tolerance = size.checked_mul(Decimal::new(1, 9)).unwrap_or(Decimal::ONE);
    one.checked_sub(other).is_some_and(|difference| difference.abs() <= tolerance)
}

fn summed(numbers: Vec<Decimal>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

fn literal(value: &LiteralValue) -> Option<Decimal> {
    match value {
        LiteralValue::Int(number) => Some((*number).into()),
        LiteralValue::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

fn literal_of(node: &ASTNode) -> Option<Decimal> {
    match &node.node_type {
        ASTNodeType::Literal(value) => literal(value),
        _ => None,
    }
}

fn reference(node: &ASTNode) -> Option<&ReferenceType> {
    match &node.node_type {
        ASTNodeType::Reference { reference, .. } => Some(reference),
        _ => None,
    }
}
