use serde::Serialize;

use crate::diagnostic::{Lang, label};
use crate::rulebook::{Coverage, ReachedBy, RuleCoverage, Tally, Unreached};

/// How many of how many.
#[derive(Debug, Serialize)]
pub struct TallyResult {
    /// Those that are reached.
    pub reached: usize,
    /// All.
    pub total: usize,
    /// Hundredths, rounded down.
    pub percent: usize,
}

impl TallyResult {
    fn new(tally: Tally) -> Self {
        Self { reached: tally.reached, total: tally.total, percent: tally.percent() }
    }
}

/// What is reached of the rules.
#[derive(Debug, Serialize)]
pub struct CoverageResult<'a> {
    /// Lines of all rules.
    pub lines: TallyResult,
    /// Branches of all rules.
    pub branches: TallyResult,
    /// One a rule.
    pub rules: Vec<RuleCoverageResult<'a>>,
}

impl<'a> CoverageResult<'a> {
    pub(super) fn new(coverage: &'a Coverage, lang: Lang) -> Self {
        let rules = coverage.rules.iter();
        Self {
            lines: TallyResult::new(coverage.lines()),
            branches: TallyResult::new(coverage.branches()),
            rules: rules.map(|rule| RuleCoverageResult::new(rule, coverage.by, lang)).collect(),
        }
    }
}

/// What is reached of one rule.
#[derive(Debug, Serialize)]
pub struct RuleCoverageResult<'a> {
    /// Scheme of the rule.
    pub scheme: &'a str,
    /// Its number.
    pub rule: &'a str,
    /// Its file.
    pub file: &'a str,
    /// Lines of its functions.
    pub lines: TallyResult,
    /// Branches of its functions.
    pub branches: TallyResult,
    /// What is not reached.
    pub unreached: Vec<UnreachedResult>,
}

impl<'a> RuleCoverageResult<'a> {
    fn new(coverage: &'a RuleCoverage, by: ReachedBy, lang: Lang) -> Self {
        Self {
            scheme: &coverage.scheme,
            rule: &coverage.rule,
            file: &coverage.file,
            lines: TallyResult::new(coverage.lines),
            branches: TallyResult::new(coverage.branches),
            unreached: coverage.unreached.iter().map(|one| UnreachedResult::new(one, by, lang)).collect(),
        }
    }
}

/// Something that is not reached.
#[derive(Debug, Serialize)]
pub struct UnreachedResult {
    /// Line of the rule's file, counted from one.
    pub line: Option<u32>,
    /// Column of that line in characters, counted from one.
    pub column: Option<u32>,
    /// `line`: never runs; `never_true`, `never_false`: a condition that never turns out so.
    pub kind: &'static str,
    /// The same in words.
    pub message: String,
}

impl UnreachedResult {
    fn new(one: &Unreached, by: ReachedBy, lang: Lang) -> Self {
        Self {
            line: one.place.line,
            column: one.place.column,
            kind: one.kind.word(),
            message: label(lang, &one.kind.key(by)).to_owned(),
        }
    }
}
