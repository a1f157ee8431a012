//! Warnings that a rule accepts with a reason: `// accept R18: điểm do tỉnh công bố`, at the end of the line that is
//! warned of or in the lines above it.

use super::entry::Entry;
use crate::diagnostic::{Code, Diagnostic, Level};

const MARK: &str = "// accept ";

/// One acceptance.
struct Acceptance<'a> {
    /// What is accepted, as it is written.
    code: &'a str,
    reason: &'a str,
    /// Line of the acceptance, and of what it speaks of.
    lines: (u32, u32),
    column: u32,
}

/// Of `diagnostics`, those that the rule does not accept, and what is wrong with its acceptances of the codes that
/// `asked` about: no reason, a code that is no warning, or nothing that it matches (R23).
pub(super) fn settle(
    entry: &Entry,
    diagnostics: Vec<Diagnostic>,
    asked: impl Fn(Code) -> bool,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut left = diagnostics;
    let mut idle = Vec::new();
    for acceptance in read(&entry.text) {
        let code = acceptance.code.parse::<Code>();
        if code.is_ok_and(|code| !asked(code)) {
            continue;
        }
        let (own, spoken_of) = acceptance.lines;
        let before = left.len();
        if !acceptance.reason.is_empty()
            && let Ok(code) = code
        {
            left.retain(|diagnostic| {
                let here = diagnostic.place.file.as_ref() == Some(&entry.file)
                    && diagnostic.place.line.is_none_or(|line| line == own || line == spoken_of);
                diagnostic.code != code || diagnostic.level() == Level::Error || !here
            });
        }
        let key = match code {
            Err(()) => "accept.unknown",
            Ok(code) if code.level() == Level::Error => "accept.error",
            Ok(_) if acceptance.reason.is_empty() => "accept.reason",
            Ok(_) if left.len() == before => "accept.nothing",
            Ok(_) => continue,
        };
        idle.push(
            Diagnostic::new(Code::AcceptanceIdle).at(entry.place((own, acceptance.column))).with_label(
                "what",
                key,
                acceptance.code,
            ),
        );
    }
    (left, idle)
}

fn read(text: &str) -> Vec<Acceptance<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut acceptances = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((before, said)) = line.split_once(MARK) else { continue };
        let (code, reason) = said.split_once(':').unwrap_or((said, ""));
        let is_comment = |line: &&str| line.trim_start().starts_with("//");
        let below = lines.iter().skip(index).take_while(|line| is_comment(line)).count();
        let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
        acceptances.push(Acceptance {
            code: code.trim(),
            reason: reason.trim(),
            lines: (number(index), number(index + below)),
            column: number(before.chars().count()),
        });
    }
    acceptances
}
