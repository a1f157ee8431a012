//! A mistake on the command line, told in the user's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Ending;
use super::console::Console;
use crate::diagnostic::{Code, Diagnostic};

/// Shows help where it was asked for, and otherwise what is wrong with the command line.
pub(super) fn show(error: &Error, console: &Console) -> Ending {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        console.out(&error.render().to_string());
        return Ending::Clean;
    }
    let typed = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (reason, subject) = match error.kind() {
        ErrorKind::InvalidSubcommand => ("usage.verb", typed(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => ("usage.argument", typed(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue if typed(ContextKind::InvalidValue).is_empty() => {
            ("usage.value_missing", typed(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            "usage.value",
            format!("{} {}", typed(ContextKind::InvalidArg), typed(ContextKind::InvalidValue)),
        ),
        ErrorKind::ArgumentConflict => ("usage.repeated", typed(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => ("usage.missing", typed(ContextKind::InvalidArg)),
        _ => ("usage.other", String::new()),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::ValidValue]
        .into_iter()
        .map(typed)
        .find(|text| !text.is_empty());
    let diagnostic = Diagnostic::new(Code::Usage).with_label("reason", reason, &subject);
    let diagnostic = match std::error::Error::source(error) {
        // A value parser's error is a list of values that it would take.
        Some(examples) => diagnostic.with_label("near", "usage.like", &examples.to_string()),
        None => diagnostic.with_near(near.as_deref()),
    };
    console.diagnostic(&diagnostic);
    Ending::Failed
}
