use serde::Serialize;

use crate::diagnostic::{Lang, label};
use crate::rulebook::{RuleCoverage, Tally, Unreached};

/// How many of how many.
#[derive(Debug, Serialize)]
pub struct TallyResult {
    /// Those that a case reaches.
    pub reached: usize,
    /// All.
    pub total: usize,
    /// Hundredths, rounded down.
    pub percent: usize,
}

impl TallyResult {
    pub(super) fn new(tally: Tally) -> Self {
        Self { reached: tally.reached, total: tally.total, percent: tally.percent() }
    }
}

/// What the cases of one rule reach.
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
    /// What no case reaches.
    pub unreached: Vec<UnreachedResult>,
}

impl<'a> RuleCoverageResult<'a> {
    pub(super) fn new(coverage: &'a RuleCoverage, lang: Lang) -> Self {
        Self {
            scheme: &coverage.scheme,
            rule: &coverage.rule,
            file: &coverage.file,
            lines: TallyResult::new(coverage.lines),
            branches: TallyResult::new(coverage.branches),
            unreached: coverage.unreached.iter().map(|one| UnreachedResult::new(one, lang)).collect(),
        }
    }
}

/// Something that no case reaches.
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
    fn new(one: &Unreached, lang: Lang) -> Self {
        let key = format!("coverage.{}", one.kind.word());
        Self {
            line: one.place.line,
            column: one.place.column,
            kind: one.kind.word(),
            message: label(lang, &key).to_owned(),
        }
    }
}
