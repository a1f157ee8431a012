//! Signs that people put where a word or a number could stand: ticks and crosses, empty boxes, strokes.

/// What a single sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Ticked, crossed or filled in; a cross in a column headed `(x)` means yes like a tick.
    Mark,
    /// A box or circle that nobody has ticked.
    EmptyBox,
    /// A stroke or dots where nothing is to be said.
    Stroke,
}

/// The meaning of `letter` where it is a sign; everything else is something that somebody has typed.
pub(super) fn sign(letter: char) -> Option<Sign> {
    Some(match letter {
        'x' | 'X' | 'v' | 'V' | '×' | 'χ' | 'Χ' | 'х' | 'Х' => Sign::Mark,
        '✓' | '✔' | '√' | '✅' | '☑' | '🗸' | '🗹' => Sign::Mark,
        '✕' | '✖' | '✗' | '✘' | '❌' | '❎' | '☒' | '⊠' | '⊗' | '╳' | '⨯' | '🗴' | '🗶' | '🗵' | '🗷' | '⮽'
        | '⮾' | '🞩' | '🞪' => Sign::Mark,
        '■' | '▪' | '◼' | '◾' | '⬛' | '█' | '●' | '◉' | '◍' | '⬤' | '⦿' | '⚫' | '🔘' | '▣' | '◙' => {
            Sign::Mark
        }
        // Wingdings, by the numbers that Office gives to the letters of a symbol font.
        '\u{F0FB}'..='\u{F0FE}' | '\u{F06E}' | '\u{F06C}' | '\u{F0A4}' => Sign::Mark,
        '\u{F0A8}' | '\u{F06F}' | '\u{F071}' | '\u{F072}' | '\u{F0A1}' => Sign::EmptyBox,
        '☐' | '□' | '▢' | '◻' | '◽' | '▫' | '⬜' | '⬚' | '❏' | '❐' | '❑' | '❒' | '⎕' | '🗆' | '🞎' | '🞏' => {
            Sign::EmptyBox
        }
        '○' | '◯' | '⚪' | '◌' | '⭘' | '🔾' => Sign::EmptyBox,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '－' | '_' | '‾' | '¯' | '~' | '/' | '\\'
        | '.' | ',' | ':' | ';' | '…' | '‥' | '․' | '·' | '(' | ')' | '[' | ']' | '\'' | '’' | '‘' | ' ' => {
            Sign::Stroke
        }
        _ => return None,
    })
}

/// Whether `letter` alone is a mark of the font Wingdings that arrived as the letter in its place: `þ` and `ý` are
/// boxes ticked and crossed, `ü` and `û` tick and cross. None of them is a word of Vietnamese.
pub(super) fn is_wingdings_mark(letter: char) -> bool {
    matches!(letter, 'þ' | 'Þ' | 'ý' | 'Ý' | 'ü' | 'Ü' | 'û' | 'Û')
}
