//! Formulas of cells: what they refer to, and what the plain ones among them give.
//!
//! The texts are parsed by the crate that this folder alone names. Nothing is calculated for the report: a formula is
//! calculated anew only to see whether the result stored beside it can be trusted.

mod recalculation;
mod value;

use std::collections::HashSet;

use formualizer_parse::parser::ReferenceType;
use formualizer_parse::{ASTNode, FormulaDialect, ParserLimits};

use super::sheet::Container;
use crate::text::fold;

pub(super) use recalculation::{Calculated, stale_results};

/// Sizes of a formula that is parsed; a form's formulas are far below them.
fn limits() -> ParserLimits {
    ParserLimits::default()
        .with_source_bytes(8 << 10)
        .with_tokens(2_000)
        .with_ast_nodes(2_000)
        .with_ast_height(64)
}

/// The language in which a container writes formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `A1+SUM(B1:B9)`.
    Excel,
    /// `[.A1]+SUM([.B1:.B9])`.
    OpenFormula,
}

impl Dialect {
    /// That of a container; `None` where it has no formulas, or names cells by their distance.
    pub(super) fn of(container: Container) -> Option<Self> {
        match container {
            Container::Xlsx | Container::Xlsb | Container::Xls => Some(Self::Excel),
            Container::Ods => Some(Self::OpenFormula),
            Container::Html | Container::Csv | Container::SpreadsheetXml => None,
        }
    }
}

fn parse(formula: &str, dialect: Dialect) -> Option<ASTNode> {
    let dialect = match dialect {
        Dialect::Excel => FormulaDialect::Excel,
        Dialect::OpenFormula => FormulaDialect::OpenFormula,
    };
    let parser = formualizer_parse::Parser::builder().limits(limits()).dialect(dialect);
    parser.parse(format!("={formula}")).ok()
}

/// Whether a formula takes a value from another workbook: `[1]Sheet!A1`, `'file:///…'#$Sheet.A1`. The brackets of a table's
/// column, `Bang1[Số vụ]`, are none.
pub(super) fn is_external(formula: &str) -> bool {
    if !formula.contains(['[', '#']) {
        return false;
    }
    if formula.contains("file:///") {
        return true;
    }
    let is_link = |reference: &ReferenceType| matches!(reference, ReferenceType::External(_));
    match parse(formula, Dialect::Excel) {
        Some(node) => node.get_dependencies().into_iter().any(is_link),
        None => names_a_workbook(formula),
    }
}

/// Whether a formula names a sheet that is none of `own`, whose names are folded.
pub(super) fn names_other_sheet(formula: &str, own: &HashSet<String>) -> bool {
    if !formula.contains('!') {
        return false;
    }
    let sheet = |reference: &ReferenceType| match reference {
        ReferenceType::Cell { sheet, .. } | ReferenceType::Range { sheet, .. } => sheet.clone(),
        _ => None,
    };
    let is_other = |name: String| !own.contains(&fold(&name));
    parse(formula, Dialect::Excel)
        .is_some_and(|node| node.get_dependencies().into_iter().filter_map(sheet).any(is_other))
}

/// The same of a formula that cannot be parsed: a bracket that follows no name and is followed by a sheet.
fn names_a_workbook(formula: &str) -> bool {
    formula.match_indices('[').any(|(at, _)| {
        let before = formula.get(..at).and_then(|text| text.chars().next_back());
        let behind = formula.get(at..).and_then(|text| text.split_once(']')).map_or("", |(_, rest)| rest);
        let sheet: String = behind.chars().take_while(|c| !"+-*/(,;=<>&^".contains(*c)).collect();
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '[')) && sheet.contains('!')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_links_only_where_they_name_a_workbook() {
        for (formula, expected) in [
            ("[1]Tong!C5", true),
            ("'[thang12.xlsx]Tong hop'!C5", true),
            ("SUM([2]A!B1:B9)+1", true),
            ("'D:\\SL\\[a.xlsx]Sheet1'!$A$1", true),
            ("'file:///home/a.ods'#$Sheet1.A1", true),
            ("Bang1[Số vụ]", false),
            ("SUM(Bang1[Số vụ])+'Sai!'!A1", false),
            ("Bang1[[#This Row],[Số vụ]]+Khac!A1", false),
            ("Bang1[@[Số vụ]]", false),
            ("IF(A1=\"[x]!\",1,0)", false),
            ("A1+B1", false),
        ] {
            assert_eq!(is_external(formula), expected, "{formula}");
        }
    }

    #[test]
    fn a_sheet_that_there_is_not_belongs_to_another_workbook() {
        let own = HashSet::from([fold("Số liệu"), fold("Tong")]);
        for (formula, expected) in [
            ("Tong!A1", false),
            ("'Số liệu'!A1+SUM(tong!B1:B9)", false),
            ("Khac!$A$1", true),
            ("Tong!A1+SUM('Tháng 12'!B1:B9)", true),
            ("A1+1", false),
            ("IF(A1=\"Khac!\",1,0)", false),
        ] {
            assert_eq!(names_other_sheet(formula, &own), expected, "{formula}");
        }
    }
}
