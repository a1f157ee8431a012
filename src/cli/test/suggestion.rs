//! `cchc test --suggest`: the cases that are missing around the thresholds, in TOML, for a person to confirm.

use super::super::Ending;
use super::super::arguments::Test;
use super::super::console::{Console, GOOD};
use crate::diagnostic::phrase;
use crate::rulebook::Rulebook;

pub(super) fn run(rulebook: &Rulebook, arguments: &Test, console: &Console) -> Ending {
    let suggestions = rulebook.suggest(arguments.pattern.as_deref());
    if suggestions.is_empty() {
        console.say_in(GOOD, console.label("suggest.none"));
        return Ending::Clean;
    }
    let mut text = format!("# {}.\n", console.label("suggest.confirm"));
    for suggestion in suggestions {
        text.push_str(&format!("\n# {}\n", suggestion.file));
        for case in suggestion.cases {
            let (key, number) = case.about;
            let name = phrase(console.lang, key, &[("text", &number)]);
            text.push_str(&format!("\n[[case]]\nname = \"{name}\"\n{}", case.text));
        }
    }
    console.out(&text);
    Ending::Clean
}
