//! The register of problems. Each code's wording stands under the same code in `codes.toml`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::wording::{self, CodeText};

/// How serious a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A figure, file or rule cannot be used.
    Error,
    /// Usable, but somebody must confirm or explain it.
    Query,
    /// Worth knowing.
    Notice,
}

impl Level {
    /// The key of its name in `labels.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "level.error",
            Self::Query => "level.query",
            Self::Notice => "level.notice",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $level:ident;)*) => {
        /// Every problem that `cchc` can tell of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, in the order of the register.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable spelling, such as `C03`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// How serious it is.
            pub fn level(self) -> Level {
                match self { $(Self::$name => Level::$level,)* }
            }
        }
    };
}

codes! {
    // F: files and folders
    /// The folder named by the user does not exist or cannot be read.
    FolderMissing = "F01", Error;
    /// The folder holds no workbook at all.
    FolderEmpty = "F02", Error;
    /// The file cannot be opened or its container is damaged.
    FileUnreadable = "F03", Error;
    /// The workbook is protected by a password.
    FileEncrypted = "F04", Error;
    /// The file is not a spreadsheet.
    FileNotSpreadsheet = "F05", Notice;
    /// Excel's lock file: somebody has the workbook open.
    FileLock = "F06", Notice;
    /// The same bytes were sent twice.
    FileDuplicate = "F07", Notice;
    /// The content does not match the extension; it was read by its content.
    FileWrongExtension = "F08", Notice;
    /// The workbook is too large to be a submission.
    FileTooLarge = "F09", Error;
    /// One sheet cannot be read; the others were.
    SheetUnreadable = "F10", Error;
    /// The workbook holds no data.
    FileNoData = "F11", Error;
    /// One sheet is no worksheet, such as a chart or macro sheet, and was passed over.
    SheetSkipped = "F12", Notice;
    /// Text in an older Vietnamese encoding was converted.
    LegacyConverted = "F13", Notice;
    /// The workbook is encrypted with Excel's built-in password, in a way that cannot be read.
    FileDefaultPassword = "F14", Error;
    /// Reading the file takes longer than any submission may.
    FileTooSlow = "F15", Error;
    /// The file brings down the process that reads it.
    FileCrashes = "F16", Error;
    /// An archive or a letter that wraps submissions and cannot be opened here.
    FileWrapped = "F17", Error;

    // S: submissions
    /// No form description matches the workbook.
    FormUnknown = "S01", Error;
    /// The workbook does not say which unit sent it, or names one that the plan does not know.
    UnitUnknown = "S02", Error;
    /// The workbook is for another period.
    PeriodWrong = "S03", Error;
    /// The workbook does not say its period; it is taken for the period of the folder.
    PeriodUnstated = "S04", Query;
    /// A column that the form needs was not found.
    ColumnMissing = "S05", Error;
    /// A row of the form that the rules need was not found.
    RowMissing = "S06", Error;
    /// A row's code is not in the form.
    RowUnknown = "S07", Query;
    /// The same row occurs twice in one sheet.
    RowRepeated = "S08", Query;
    /// A unit has not sent a form that it owes.
    SubmissionMissing = "S09", Error;
    /// Two submissions report one figure with different values.
    FigureConflict = "S10", Error;
    /// A later submission replaces an earlier one.
    SubmissionSuperseded = "S11", Notice;
    /// A hidden sheet, row or column contributes a figure.
    HiddenContributes = "S12", Query;
    /// A column was recognised by a text that is only similar to its header.
    ColumnGuessed = "S13", Query;
    /// Several columns bear the header of one.
    ColumnAmbiguous = "S14", Error;
    /// A row's code belongs to one row of the form and its text to another.
    RowContradictory = "S15", Error;
    /// A row gives another unit of measurement than the form.
    MeasureDiffers = "S16", Query;
    /// Rows that look like records stand below the end of a table and were not read.
    RowsBelow = "S17", Query;
    /// An earlier period could not be compared with.
    EarlierUnread = "S18", Notice;
    /// Two sendings of one form differ and nothing says surely which is newer.
    SendingUnclear = "S19", Query;
    /// A form was recognised by its columns although it bears a number or title that its description does not know.
    FormByColumns = "S20", Query;
    /// A sheet with columns of a form was not read.
    SheetLikeForm = "S21", Query;
    /// The letterhead names another commune.
    CommuneDiffers = "S22", Query;
    /// Files of an earlier period have changed since its report was made.
    EarlierFileChanged = "S24", Query;

    // C: cells
    /// Text where a number belongs.
    CellNotNumber = "C01", Error;
    /// A negative number where none can be.
    CellNegative = "C02", Error;
    /// A fraction where a whole number belongs.
    CellFraction = "C03", Error;
    /// A blank cell where the rules need a figure.
    CellBlank = "C04", Error;
    /// A formula that was never calculated.
    CellNotCalculated = "C05", Error;
    /// A cell that shows an Excel error.
    CellExcelError = "C06", Error;
    /// A percentage that may be a fraction of one.
    CellPercentScale = "C07", Query;
    /// A percentage above 100.
    CellAbove100 = "C08", Query;
    /// Text that is no date where a date belongs.
    CellNotDate = "C09", Error;
    /// An answer that is none of the choices.
    CellNotChoice = "C10", Error;
    /// A value beside the mark "nothing arose".
    CellContradictory = "C11", Error;
    /// A number was taken out of a longer text, such as `12 hồ sơ`.
    CellNumberInText = "C12", Notice;
    /// A date that may be read two ways, or lies outside the period.
    CellDateDoubtful = "C13", Query;
    /// A number typed as text that may be read two ways, such as `1.234`.
    CellNumberDoubtful = "C14", Query;
    /// A cell holds something that cannot be read.
    CellUnreadable = "C15", Error;
    /// A value that comes from another workbook by a link.
    CellLinked = "C16", Query;
    /// A place in a ranking below one.
    CellRankBelowOne = "C17", Error;
    /// A number typed over a formula, where the cells beside it hold formulas.
    CellTypedOver = "C18", Query;
    /// A number that its format shows as something else.
    CellShownOtherwise = "C19", Query;
    /// Struck-through or raised letters were left out of a cell.
    CellPartLeftOut = "C20", Notice;
    /// A value that is struck through as a whole.
    CellStruck = "C21", Query;
    /// A stored result that is not what its formula gives, or that the workbook itself calls out of date.
    CellStale = "C22", Query;
    /// A value under a merged range, where nobody sees it.
    CellCovered = "C23", Query;

    // I: identities and cross-checks
    /// An identity of the form does not hold.
    IdentityBroken = "I01", Query;
    /// A total row differs from the sum of its rows.
    TotalDiffers = "I02", Query;
    /// Two official figures that should agree do not.
    FiguresDisagree = "I03", Query;
    /// A part is larger than its whole.
    PartAboveWhole = "I04", Error;
    /// A unit says that nothing arose where a number shows that something did.
    NothingAroseYetCounted = "I05", Query;
    /// Evidence is required and none was given.
    EvidenceMissing = "I06", Query;
    /// A task is reported done without a date, or with a date that cannot be.
    TaskDateDoubtful = "I07", Query;
    /// A stated percentage is not that of the numbers beside it.
    RateDiffers = "I08", Query;
    /// What is carried over is not what the period before ended with.
    CarriedOverDiffers = "I09", Query;
    /// What only grows within a year is less than earlier periods reported, or other than they sum to.
    BelowEarlierPeriods = "I10", Query;
    /// What a unit says of last year is not what last year's report said.
    LastYearDiffers = "I11", Query;
    /// Two ways of calculating, both of them official, lead to two conclusions.
    WaysDiffer = "I12", Query;
    /// A rule wants an explanation of what was reported, such as that a commune has no staff.
    RuleAsks = "I13", Query;
    /// A figure is said not to apply beside one that shows that it does.
    NotApplicableYetCounted = "I14", Query;
    /// The only cell with whose change every sum of its form would hold.
    CellLikelyWrong = "I15", Notice;
    /// A value is above the highest that there can be, such as rank 70 of 65 communes.
    AboveHighest = "I16", Query;

    // R: rules
    /// The rules folder is missing or holds no rule.
    RulesMissing = "R01", Error;
    /// A rule does not compile.
    RuleSyntax = "R02", Error;
    /// A rule lacks a constant that it must declare, or declares it wrongly.
    RuleMetadata = "R03", Error;
    /// A rule names a variable, function, figure or unit that does not exist.
    RuleUnknownName = "R04", Error;
    /// A rule failed while running.
    RuleFailed = "R05", Error;
    /// A rule ran longer or grew larger than allowed.
    RuleLimit = "R06", Error;
    /// A rule's needed figures and used figures differ.
    RuleNeeds = "R07", Error;
    /// No value of the law is in force at the end of the period.
    RuleNothingInForce = "R08", Error;
    /// Two rules bear one number, or two declarations one figure.
    RuleRepeated = "R09", Error;
    /// A rule's file name does not begin with its number.
    RuleFileName = "R10", Error;
    /// The maxima of a scheme do not sum to its declared total.
    MaximaSum = "R11", Error;
    /// A case file is missing, or lacks a case that it must have.
    CaseMissing = "R12", Error;
    /// A case gives another result than it expects.
    CaseFailed = "R13", Error;
    /// `plan.toml`, `scheme.toml`, `tasks.toml` or a case file is malformed.
    PlanMalformed = "R14", Error;
    /// A criterion gives points below zero or above its maximum.
    PointsOutOfRange = "R15", Error;
    /// A form description is malformed.
    FormMalformed = "R16", Error;
    /// A rule's text is not composed Unicode (NFC).
    RuleNotComposed = "R17", Notice;
    /// Some figures give a criterion points below zero or above its maximum.
    PointsLeaveRange = "R18", Query;
    /// A value falls between two bands of a criterion.
    BandGap = "R19", Query;
    /// A condition of a rule turns out one way whatever the figures are: bands overlap, or stand in the wrong order.
    BranchDead = "R20", Query;
    /// A number of the scale that no function uses.
    ScaleUnused = "R21", Query;
    /// In a period of the calendar no value of the law is in force yet.
    LawBeginsLate = "R22", Query;
    /// A rule accepts a warning without a reason, or one that nothing gives.
    AcceptanceIdle = "R23", Query;
    /// A change of a rule that none of its cases notices.
    ChangeUnnoticed = "R24", Query;
    /// The folder of rules that another extends does not exist or cannot be read.
    BaseMissing = "R28", Error;
    /// A folder of rules extends itself, over others or not.
    BaseCircle = "R29", Error;
    /// A folder removes a rule that the folder which it extends does not hold.
    RemovalUnknown = "R30", Error;
    /// A number that a scheme must have, such as a target of the plan, has no rule.
    RuleAbsent = "R31", Error;
    /// The plan is for another year than the report.
    PlanOfAnotherYear = "R32", Error;
    /// Tasks or a title that a plan has taken over speak of another year.
    TextOfAnotherYear = "R33", Query;
    /// A document is cited that `documents.toml` does not register.
    DocumentUnregistered = "R34", Query;
    /// Law is used that is not in force on the day that was asked about.
    LawNotInForce = "R35", Query;

    // T: the template
    /// The template is missing or unreadable.
    TemplateUnreadable = "T01", Error;
    /// A placeholder of the template has no meaning.
    PlaceholderUnknown = "T02", Error;
    /// Something in the template cannot be carried into the report.
    TemplateNotCarried = "T03", Notice;
    /// The template lacks a sheet or placeholder that the report needs.
    TemplateIncomplete = "T04", Error;
    /// A row of the template cannot repeat as it is written.
    TemplateRow = "T05", Error;

    // U: the command line
    /// The command line is mistyped.
    Usage = "U01", Error;
    /// `explain` was asked about something that is neither a rule nor a code.
    ExplainUnknown = "U02", Error;
    /// No table from which a form description could be learnt.
    TableNotFound = "U03", Error;
    /// A file that should hold the results of a run does not.
    ResultsUnreadable = "U04", Error;
    /// A revision of a repository, or a folder in it, cannot be read.
    RevisionUnreadable = "U08", Error;

    // O: output
    /// The report is open in another program.
    OutputOpen = "O01", Error;
    /// No permission to write, or no space left.
    OutputUnwritable = "O02", Error;
    /// The folder to be made ready already holds files.
    OutputExists = "O03", Error;
    /// The period cannot be told from the folder and was not given.
    PeriodUnknown = "O04", Error;
    /// The period ended before the commune came into being.
    PeriodBeforeCommune = "O05", Error;
    /// The report is made before its data window has ended.
    ReportEarly = "O06", Query;
}

impl Code {
    /// Its wording.
    pub fn text(self) -> &'static CodeText {
        wording::code_text(self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Code {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(text)).ok_or(())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom(format!("unknown code {text}")))
    }
}
