//! Notes, large enough to be read without dragging their corners.

use rust_xlsxwriter::Note;

use super::shortened;

/// Width in pixels.
const WIDTH: u32 = 420;
/// Letters of the note's font on one line of that width.
const LETTERS: usize = 68;
/// Height of one line in pixels.
const LINE: u32 = 15;
/// Lines beyond which a note grows no taller.
const MOST_LINES: usize = 40;
/// Most UTF-16 units in a note.
const LIMIT: usize = 32_000;

/// The note that says `text`.
pub(super) fn of(text: &str) -> Note {
    let text = shortened(text, LIMIT);
    let lines: usize = text.lines().map(|line| line.chars().count() / LETTERS + 1).sum();
    let height = u32::try_from(lines.clamp(2, MOST_LINES)).unwrap_or(2) * LINE + 12;
    Note::new(text)
        .set_author("cchc")
        .add_author_prefix(false)
        .set_width(WIDTH)
        .set_height(height)
        .set_font_name("Tahoma")
        .set_font_size(9)
}
