//! What a target may call a finding.

use std::sync::Once;

use cchc::intake::Limits;

/// Limits small enough that honest work stays far below the time that a finding takes.
pub fn limits() -> Limits {
    Limits {
        file_bytes: 1 << 20,
        expanded_bytes: 4 << 20,
        entries: 200,
        sheets: 20,
        cells: 20_000,
        text_bytes: 1 << 20,
    }
}

/// Makes panics of the spreadsheet library no finding: the reader catches them by design, and the fuzzer would end at
/// each. A panic in this project's own code ends the run as ever.
pub fn only_our_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let end = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let ours = info.location().is_some_and(|place| {
                !place.file().contains("/registry/") && !place.file().starts_with("/rustc/")
            });
            if ours {
                end(info);
            }
        }));
    });
}
