use serde::Serialize;

use crate::diagnostic::{Lang, label};
use crate::rulebook::{Gap, RuleCoverage, Tally};

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
    pub gaps: Vec<GapResult>,
}

impl<'a> RuleCoverageResult<'a> {
    pub(super) fn new(coverage: &'a RuleCoverage, lang: Lang) -> Self {
        Self {
            scheme: &coverage.scheme,
            rule: &coverage.rule,
            file: &coverage.file,
            lines: TallyResult::new(coverage.lines),
            branches: TallyResult::new(coverage.branches),
            gaps: coverage.gaps.iter().map(|gap| GapResult::new(gap, lang)).collect(),
        }
    }
}

/// Something that no case reaches.
#[derive(Debug, Serialize)]
pub struct GapResult {
    /// Line of the rule's file, counted from one.
    pub line: Option<u32>,
    /// Column of that line in characters, counted from one.
    pub column: Option<u32>,
    /// `line`: never runs; `never_true`, `never_false`: a condition that never turns out so.
    pub kind: &'static str,
    /// The same in words.
    pub message: String,
}

impl GapResult {
    fn new(gap: &Gap, lang: Lang) -> Self {
        let key = format!("coverage.{}", gap.kind.word());
        Self {
            line: gap.place.line,
            column: gap.place.column,
            kind: gap.kind.word(),
            message: label(lang, &key).to_owned(),
        }
    }
}
