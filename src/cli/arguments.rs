//! What may be typed. Every text about it stands in `labels.toml` under `cli.…`; see `help`.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Lang;
use crate::period::Period;
use crate::text::parse_date;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "cchc", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    /// Language; read beforehand by [`language`], so that even a mistake is told of in it.
    #[arg(long, global = true, value_enum)]
    lang: Option<LangName>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Run(Run),
    Check(Check),
    Test(Test),
    Explain(Explain),
    Inspect(Inspect),
    Gap(Gap),
    Diff(Diff),
    Doc(Doc),
    Forms(Forms),
    New(New),
    Init(Init),
    /// Reads files for a running batch; not for people.
    #[command(hide = true)]
    Worker,
}

impl Default for Command {
    fn default() -> Self {
        Self::Run(Run::default())
    }
}

#[derive(Debug, Default, Args)]
pub(super) struct Run {
    pub(super) folder: Option<PathBuf>,
    #[arg(long, value_parser = period)]
    pub(super) period: Option<Period>,
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    #[arg(long, value_parser = day)]
    pub(super) as_of: Option<NaiveDate>,
    #[command(flatten)]
    pub(super) sources: Sources,
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(long, value_parser = day)]
    pub(super) on: Option<NaiveDate>,
    #[command(flatten)]
    pub(super) sources: Sources,
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Test {
    pub(super) pattern: Option<String>,
    #[arg(long, conflicts_with_all = ["mutate", "suggest"])]
    pub(super) coverage: bool,
    #[arg(long, value_parser = percentage, conflicts_with_all = ["mutate", "suggest"])]
    pub(super) threshold: Option<u8>,
    #[arg(long, conflicts_with_all = ["mutate", "suggest"])]
    pub(super) submissions: Option<PathBuf>,
    #[arg(long, conflicts_with = "suggest")]
    pub(super) mutate: bool,
    #[arg(long)]
    pub(super) suggest: bool,
    #[command(flatten)]
    pub(super) sources: Sources,
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: TestFormat,
}

impl Test {
    /// Whether it is asked what is reached of the rules.
    pub(super) fn measures_coverage(&self) -> bool {
        self.coverage || self.threshold.is_some() || self.submissions.is_some()
    }
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    pub(super) subject: Option<String>,
    #[command(flatten)]
    pub(super) asked: Asked,
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Gap {
    #[command(flatten)]
    pub(super) asked: Asked,
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    pub(super) old: PathBuf,
    pub(super) new: PathBuf,
    pub(super) folder: Option<PathBuf>,
    #[arg(long, value_parser = period)]
    pub(super) period: Option<Period>,
    #[arg(long)]
    pub(super) templates: Option<PathBuf>,
    #[arg(long, value_parser = day)]
    pub(super) law_of: Option<NaiveDate>,
    #[arg(long)]
    pub(super) output: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Doc {
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) sources: Sources,
}

#[derive(Debug, Args)]
pub(super) struct Inspect {
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) sources: Sources,
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Forms {
    #[command(subcommand)]
    pub(super) command: Option<FormsCommand>,
    #[arg(long)]
    pub(super) unit: Option<String>,
    #[arg(long, value_parser = period)]
    pub(super) period: Option<Period>,
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) sources: Sources,
}

/// What else `cchc forms` does.
#[derive(Debug, Subcommand)]
pub(super) enum FormsCommand {
    Learn(Learn),
}

#[derive(Debug, Args)]
pub(super) struct Learn {
    pub(super) file: PathBuf,
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) sources: Sources,
}

#[derive(Debug, Args)]
pub(super) struct New {
    #[arg(value_enum)]
    pub(super) kind: NewKind,
    #[arg(value_parser = rule_number)]
    pub(super) number: String,
    #[arg(long)]
    pub(super) scheme: Option<String>,
    #[arg(long)]
    pub(super) rules: Option<PathBuf>,
}

/// What a new rule is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    Target,
    Criterion,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    pub(super) folder: Option<PathBuf>,
}

/// The period that a verb asks about.
#[derive(Debug, Default, Args)]
pub(super) struct Asked {
    pub(super) folder: Option<PathBuf>,
    #[arg(long, value_parser = period)]
    pub(super) period: Option<Period>,
    #[command(flatten)]
    pub(super) sources: Sources,
}

/// Where rules and templates lie, the same for every verb.
#[derive(Debug, Default, Args)]
pub(super) struct Sources {
    #[arg(long)]
    pub(super) rules: Option<PathBuf>,
    #[arg(long)]
    pub(super) templates: Option<PathBuf>,
}

/// For people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    #[default]
    Text,
    Json,
}

/// For people, for programs, or for services that run tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TestFormat {
    #[default]
    Text,
    Json,
    Junit,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangName {
    Vi,
    En,
}

/// The language asked for, before anything else is understood.
pub(super) fn language(args: &[OsString]) -> Lang {
    let mut args = args.iter().map(|arg| arg.to_string_lossy());
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next(),
            Some(value) => value.strip_prefix('=').map(|value| value.to_owned().into()),
            None => continue,
        };
        if value.is_some_and(|value| value == "en") {
            return Lang::En;
        }
    }
    Lang::Vi
}

fn percentage(text: &str) -> Result<u8, &'static str> {
    text.parse().ok().filter(|percent| *percent <= 100).ok_or("80, 100")
}

fn period(text: &str) -> Result<Period, &'static str> {
    Period::parse(text).ok_or("2025-q1, 2025-6-thang, 2025-q3, 2025-nam")
}

fn rule_number(text: &str) -> Result<String, &'static str> {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    if text.split('.').all(is_part) { Ok(text.to_owned()) } else { Err("2.6.9, 2.1.1a, T1") }
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    match parse_date(text) {
        Ok(parsed) if parsed.doubt.is_none() => Ok(parsed.date),
        _ => Err("05/01/2026, 2026-01-05"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_the_rest_is_understood() {
        let lang = |args: &[&str]| language(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(lang(&["cchc", "--nonsense", "--lang", "en"]), Lang::En);
        assert_eq!(lang(&["cchc", "run", "--lang=en"]), Lang::En);
        for args in
            [&["cchc"][..], &["cchc", "--lang"], &["cchc", "--lang", "vi"], &["cchc", "--language=en"]]
        {
            assert_eq!(lang(args), Lang::Vi);
        }
    }
}
