//! Text in an encoding from before Unicode: the converter of the program, searched backwards.

use cchc::text::Legacy;
use unicode_normalization::UnicodeNormalization;

/// `text` as it was typed with fonts of `legacy`: letter for letter the shortest spelling that converts to it.
pub(super) fn encode(legacy: Legacy, text: &str) -> String {
    text.nfc().map(|letter| spelling(legacy, letter)).collect()
}

fn spelling(legacy: Legacy, letter: char) -> String {
    if letter.is_ascii() {
        return letter.to_string();
    }
    let wanted = letter.to_string();
    // TCVN3 has no capitals of its own with marks: a font of capitals shows the small letters so.
    let small: String = letter.to_lowercase().collect();
    let marks = || '\u{A1}'..='\u{FF}';
    let base = letter.to_string().nfd().next().unwrap_or(letter);
    let bases = [base, 'ö', 'ô', 'Ö', 'Ô'];
    // A mark is as large as its letter.
    let fits = |mark: &char| legacy == Legacy::Tcvn3 || mark.is_lowercase() == letter.is_lowercase();
    let pairs =
        bases.into_iter().flat_map(|base| marks().filter(fits).map(move |mark| format!("{base}{mark}")));
    // A letter that the encoding does not know stays itself, which is no spelling; some stand in their own place.
    let own = match legacy {
        Legacy::Tcvn3 => legacy.uses(letter),
        Legacy::Vni => matches!(letter, 'ì' | 'í'),
    };
    let singles = marks().filter(|single| *single != letter || own).map(String::from);
    let candidates: Vec<String> = match legacy {
        Legacy::Tcvn3 => singles.chain(pairs).collect(),
        Legacy::Vni => pairs.chain(singles).collect(),
    };
    [wanted, small]
        .iter()
        .find_map(|wanted| candidates.iter().find(|candidate| legacy.convert(candidate) == *wanted))
        .unwrap_or_else(|| panic!("{letter} has no spelling in {legacy:?}"))
        .clone()
}
