//! The command-line program.

use std::process::ExitCode;

fn main() -> ExitCode {
    cchc::cli::main(std::env::args_os())
}
