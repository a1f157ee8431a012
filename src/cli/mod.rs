//! The command line: what is typed, what is shown. The only modules that print, and that read the clock.

mod arguments;
mod check;
mod console;
mod diff;
mod doc;
mod explain;
mod forms;
mod gap;
mod help;
mod init;
mod inspect;
mod learn;
mod new;
mod question;
mod run;
mod sources;
mod summary;
mod test;
mod usage_error;
mod worker;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;

use self::arguments::{Arguments, Command};
use self::console::Console;

/// What a command came to; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Done, and nothing to mend.
    Clean = 0,
    /// Done, with errors or queries in what was made or checked.
    ToMend = 1,
    /// Not done: no report, nothing checked.
    Failed = 2,
}

/// Runs the program with `args`, the program's own name first.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = arguments::language(&args);
    let console = Console::new(lang);
    let parsed = help::command(lang)
        .try_get_matches_from(&args)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let ending = match parsed {
        Ok(arguments) => run(arguments, &console),
        Err(error) => usage_error::show(&error, &console),
    };
    ExitCode::from(ending as u8)
}

fn run(arguments: Arguments, console: &Console) -> Ending {
    match arguments.command.unwrap_or_default() {
        Command::Run(run) => run::run(&run, console),
        Command::Check(check) => check::run(&check, console),
        Command::Test(test) => test::run(&test, console),
        Command::Explain(explain) => explain::run(&explain, console),
        Command::Gap(gap) => gap::run(&gap, console),
        Command::Diff(diff) => diff::run(&diff, console),
        Command::Doc(doc) => doc::run(&doc, console),
        Command::Forms(forms) => forms::run(&forms, console),
        Command::Inspect(inspect) => inspect::run(&inspect, console),
        Command::New(new) => new::run(&new, console),
        Command::Init(init) => init::run(&init, console),
        Command::Worker => worker::run(),
    }
}

/// Today, by the computer's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the clock is read; what is dated gets the date handed in"
)]
fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}
