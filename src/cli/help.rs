//! The command line's help, worded from `labels.toml`: `cli.<verb>` for a verb, `cli.<verb>.<argument>` or
//! `cli.<argument>` for an argument.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::arguments::Arguments;
use crate::diagnostic::{Lang, label};

/// The command line with its help in `lang`.
pub(super) fn command(lang: Lang) -> Command {
    let command = Arguments::command();
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    let mut command = worded(command, lang, "cli")
        .about(text(lang, "cli.about"))
        .subcommand_help_heading(label(lang, "cli.verbs"))
        .subcommand_value_name(label(lang, "cli.verbs"))
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(text(lang, "cli.version"))
                .help_heading(label(lang, "cli.options")),
        );
    for verb in verbs {
        command = command.mut_subcommand(&verb, |inner| {
            worded(inner, lang, &format!("cli.{verb}")).about(text(lang, &format!("cli.{verb}")))
        });
    }
    command
}

fn worded(command: Command, lang: Lang, key: &str) -> Command {
    let template =
        format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}\n", text(lang, "cli.usage"));
    let mut command = command.help_template(template).disable_help_flag(true).disable_version_flag(true);
    let within: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    // The verbs themselves are worded by `command`.
    for verb in within.iter().filter(|_| key != "cli") {
        let key = format!("{key}.{verb}");
        command = command.mut_subcommand(verb, |inner| worded(inner, lang, &key).about(text(lang, &key)));
        command = command
            .subcommand_help_heading(label(lang, "cli.verbs"))
            .subcommand_value_name(label(lang, "cli.verbs"))
            .disable_help_subcommand(true);
    }
    let arguments: Vec<(String, bool)> =
        command.get_arguments().map(|arg| (arg.get_id().to_string(), arg.is_positional())).collect();
    for (name, positional) in arguments {
        let heading = label(lang, if positional { "cli.arguments" } else { "cli.options" });
        command = command.mut_arg(&name, |arg| {
            let specific = format!("{key}.{name}");
            let general = format!("cli.{name}");
            let worded = if label(lang, &specific) == specific { general } else { specific };
            let takes_value = arg.get_action().takes_values();
            arg.help(text(lang, &worded)).help_heading(heading).hide_possible_values(takes_value)
        });
    }
    command.arg(
        Arg::new("help")
            .long("help")
            .short('h')
            .action(ArgAction::Help)
            .help(text(lang, "cli.help"))
            .help_heading(label(lang, "cli.options")),
    )
}

fn text(lang: Lang, key: &str) -> String {
    label(lang, key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_and_argument_is_worded_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            let command = command(lang);
            command.clone().debug_assert();
            let within = command.get_subcommands().flat_map(|verb| verb.get_subcommands());
            for command in std::iter::once(&command).chain(command.get_subcommands()).chain(within) {
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(
                    command.is_hide_set() || (!about.is_empty() && !about.starts_with("cli.")),
                    "{about}"
                );
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty() && !help.starts_with("cli."), "{} {help}", command.get_name());
                }
            }
        }
    }
}
