//! The table of placeholders: what may stand between `{{` and `}}` in a template.
//!
//! Each name is written once, here. The check of a template, the fill of a report and the list in
//! `templates/README.md` all come from this table; what a name means stands in `labels.toml` as `placeholder.<name>`.

use std::fmt;

use crate::diagnostic::{Lang, label};
use crate::text::nearest;

macro_rules! placeholders {
    ($($scope:ident { $($name:literal => $placeholder:ident,)* })*) => {
        /// One name that a template may use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "labels.toml says what each means")]
        pub enum Placeholder { $($($placeholder,)*)* }

        impl Placeholder {
            /// All names, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(Self::$placeholder,)*)*];

            /// The name as written in a cell: `target.label`.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$placeholder => $name,)*)* }
            }

            /// Where it may stand.
            pub fn scope(self) -> Scope {
                match self { $($(Self::$placeholder => Scope::$scope,)*)* }
            }
        }
    };
}

/// Where a placeholder may stand: anywhere, above a list's items, or in a row that repeats once per item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Anywhere; the same everywhere in the report.
    Document,
    /// Anywhere on a sheet that belongs to one scheme.
    Scheme,
    /// A heading row, printed once per group of the items below it.
    Group,
    /// Once per outcome and how many targets had it.
    Outcome,
    /// Once per state of tasks and how many tasks are in it.
    Progress,
    /// Once per scheme of points.
    Index,
    /// Once per group of a scheme of points.
    Score,
    /// Once per thing that is missing.
    Missing,
    /// Once per target.
    Target,
    /// Once per task.
    Task,
    /// Once per criterion.
    Criterion,
    /// Once per figure of the statistics.
    Figure,
    /// Once per problem.
    Problem,
    /// Once per cell (or range of cells) that a figure came from.
    Source,
    /// Once per file of the folder.
    File,
    /// Once per rule in force.
    Rule,
}

impl Scope {
    /// Whether rows that hold its placeholders repeat.
    pub fn repeats(self) -> bool {
        !matches!(self, Self::Document | Self::Scheme)
    }

    /// Whether it is a list of items.
    pub fn is_list(self) -> bool {
        self.repeats() && self != Self::Group
    }
}

placeholders! {
    Document {
        "commune.name" => CommuneName,
        "commune.name_upper" => CommuneNameUpper,
        "commune.place" => CommunePlace,
        "commune.code" => CommuneCode,
        "commune.province" => CommuneProvince,
        "plan.title" => PlanTitle,
        "plan.title_upper" => PlanTitleUpper,
        "period.name" => PeriodName,
        "period.name_upper" => PeriodNameUpper,
        "period.window" => PeriodWindow,
        "period.merger_note" => PeriodMergerNote,
        "period.due" => PeriodDue,
        "period.units_due" => PeriodUnitsDue,
        "dateline" => Dateline,
        "date.long" => DateLong,
        "date.blank" => DateBlank,
        "standing_unit.name" => StandingUnitName,
        "signatory.name" => SignatoryName,
        "signatory.office" => SignatoryOffice,
        "recipients" => Recipients,
        "targets.total" => TargetsTotal,
        "targets.summary" => TargetsSummary,
        "tasks.total" => TasksTotal,
        "tasks.summary" => TasksSummary,
        "points.summary" => PointsSummary,
        "missing.summary" => MissingSummary,
        "problems.summary" => ProblemsSummary,
        "chart.outcomes" => ChartOutcomes,
        "chart.scores" => ChartScores,
    }
    Scheme {
        "scheme.title" => SchemeTitle,
        "scheme.title_upper" => SchemeTitleUpper,
        "scheme.part" => SchemePart,
        "scheme.notice" => SchemeNotice,
        "scheme.maximum" => SchemeMaximum,
        "scheme.earned" => SchemeEarned,
        "scheme.total" => SchemeTotal,
        "scheme.percent" => SchemePercent,
        "scheme.bonus" => SchemeBonus,
        "scheme.penalty" => SchemePenalty,
        "scheme.score" => SchemeScore,
        "scheme.assessed" => SchemeAssessed,
        "scheme.excluded" => SchemeExcluded,
        "scheme.awaiting" => SchemeAwaiting,
        "scheme.undetermined" => SchemeUndetermined,
        "scheme.index_rule" => SchemeIndexRule,
        "scheme.index" => SchemeIndex,
        "scheme.band" => SchemeBand,
    }
    Group {
        "group.number" => GroupNumber,
        "group.title" => GroupTitle,
        "group.count" => GroupCount,
        "group.maximum" => GroupMaximum,
        "group.points" => GroupPoints,
        "group.total" => GroupTotal,
        "group.percent" => GroupPercent,
        "group.notice" => GroupNotice,
    }
    Outcome {
        "outcome.label" => OutcomeLabel,
        "outcome.count" => OutcomeCount,
        "outcome.rules" => OutcomeRules,
    }
    Progress {
        "progress.label" => ProgressLabel,
        "progress.count" => ProgressCount,
        "progress.tasks" => ProgressTasks,
    }
    Index {
        "index.title" => IndexTitle,
        "index.notice" => IndexNotice,
        "index.maximum" => IndexMaximum,
        "index.excluded" => IndexExcluded,
        "index.awaiting" => IndexAwaiting,
        "index.undetermined" => IndexUndetermined,
        "index.earned" => IndexEarned,
        "index.bonus" => IndexBonus,
        "index.penalty" => IndexPenalty,
        "index.score" => IndexScore,
        "index.index" => IndexIndex,
        "index.band" => IndexBand,
    }
    Score {
        "score.number" => ScoreNumber,
        "score.title" => ScoreTitle,
        "score.maximum" => ScoreMaximum,
        "score.points" => ScorePoints,
        "score.percent" => ScorePercent,
        "score.pending" => ScorePending,
    }
    Missing {
        "missing.ordinal" => MissingOrdinal,
        "missing.unit" => MissingUnit,
        "missing.what" => MissingWhat,
        "missing.place" => MissingPlace,
        "missing.waiting" => MissingWaiting,
    }
    Target {
        "target.ordinal" => TargetOrdinal,
        "target.number" => TargetNumber,
        "target.label" => TargetLabel,
        "target.unit" => TargetUnit,
        "target.plan" => TargetPlan,
        "target.numerator" => TargetNumerator,
        "target.denominator" => TargetDenominator,
        "target.result" => TargetResult,
        "target.outcome" => TargetOutcome,
        "target.gap" => TargetGap,
        "target.owner" => TargetOwner,
        "target.evidence" => TargetEvidence,
        "target.remark" => TargetRemark,
        "target.place" => TargetPlace,
        "target.formula" => TargetFormula,
    }
    Task {
        "task.ordinal" => TaskOrdinal,
        "task.number" => TaskNumber,
        "task.place" => TaskPlace,
        "task.label" => TaskLabel,
        "task.product" => TaskProduct,
        "task.lead" => TaskLead,
        "task.cooperating" => TaskCooperating,
        "task.due" => TaskDue,
        "task.result" => TaskResult,
        "task.outcome" => TaskOutcome,
        "task.remark" => TaskRemark,
    }
    Criterion {
        "criterion.number" => CriterionNumber,
        "criterion.label" => CriterionLabel,
        "criterion.maximum" => CriterionMaximum,
        "criterion.points" => CriterionPoints,
        "criterion.appraised" => CriterionAppraised,
        "criterion.survey" => CriterionSurvey,
        "criterion.total" => CriterionTotal,
        "criterion.percent" => CriterionPercent,
        "criterion.evidence" => CriterionEvidence,
        "criterion.explanation" => CriterionExplanation,
        "criterion.remark" => CriterionRemark,
        "criterion.owner" => CriterionOwner,
    }
    Figure {
        "figure.ordinal" => FigureOrdinal,
        "figure.label" => FigureLabel,
        "figure.unit" => FigureUnit,
        "figure.value" => FigureValue,
        "figure.from" => FigureFrom,
        "figure.remark" => FigureRemark,
    }
    Problem {
        "problem.ordinal" => ProblemOrdinal,
        "problem.level" => ProblemLevel,
        "problem.code" => ProblemCode,
        "problem.file" => ProblemFile,
        "problem.cell" => ProblemCell,
        "problem.message" => ProblemMessage,
        "problem.hint" => ProblemHint,
    }
    Source {
        "source.rules" => SourceRules,
        "source.id" => SourceId,
        "source.label" => SourceLabel,
        "source.value" => SourceValue,
        "source.state" => SourceState,
        "source.unit" => SourceUnit,
        "source.file" => SourceFile,
        "source.sheet" => SourceSheet,
        "source.cell" => SourceCell,
        "source.raw" => SourceRaw,
    }
    File {
        "file.ordinal" => FileOrdinal,
        "file.name" => FileName,
        "file.unit" => FileUnit,
        "file.form" => FileForm,
        "file.status" => FileStatus,
        "file.size" => FileSize,
        "file.hash" => FileHash,
        "file.reason" => FileReason,
    }
    Rule {
        "rule.number" => RuleNumber,
        "rule.title" => RuleTitle,
        "rule.law" => RuleLaw,
        "rule.threshold" => RuleThreshold,
        "rule.basis" => RuleBasis,
        "rule.from" => RuleFrom,
        "rule.formula" => RuleFormula,
        "rule.owner" => RuleOwner,
        "rule.file" => RuleFile,
    }
}

impl Placeholder {
    /// The placeholder named `name`, spaces around it and capitals notwithstanding.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        Self::ALL.iter().copied().find(|placeholder| placeholder.name() == name)
    }

    /// The placeholder that was probably meant by `name`.
    pub fn near(name: &str) -> Option<Self> {
        let names = Self::ALL.iter().map(|placeholder| placeholder.name());
        nearest(name.trim(), names).and_then(Self::parse)
    }

    /// What it stands for, in words.
    pub fn meaning(self, lang: Lang) -> &'static str {
        label_of(lang, self)
    }
}

fn label_of(lang: Lang, placeholder: Placeholder) -> &'static str {
    KEYS.get(placeholder as usize).map_or("", |key| label(lang, key))
}

static KEYS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
    Placeholder::ALL.iter().map(|placeholder| format!("placeholder.{}", placeholder.name())).collect()
});

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{{{}}}}}", self.name())
    }
}
