//! Texts of cells in the binary formats of Excel, with the fonts of their runs.

use std::sync::Arc;

use super::excel_style::{Font, Style, Styles};
use super::runs::Run;

/// A text, perhaps in several fonts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RichText {
    /// All of its letters.
    pub(super) text: Arc<str>,
    /// Where another font begins, in code units of UTF-16 in rising order, and its number. Before the first is the cell's.
    cuts: Box<[(usize, u16)]>,
}

impl RichText {
    /// A text whose fonts change there. Whatever is not in order or lies beyond the text is left out.
    pub(super) fn new(text: String, mut cuts: Vec<(usize, u16)>) -> Self {
        if !cuts.is_empty() {
            let length = text.encode_utf16().count();
            let mut next = 0;
            cuts.retain(|(at, _)| {
                let is_sound = *at >= next && *at < length;
                next = if is_sound { at + 1 } else { next };
                is_sound
            });
        }
        Self { text: text.into(), cuts: cuts.into() }
    }

    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its runs in a cell of that style; `None` where no letter is in a font of its own that matters.
    pub(super) fn runs(&self, style: &Style, styles: &Styles) -> Option<Vec<Run>> {
        let own = styles.font(style.font);
        let matters = |font: Font| !font.is_plain() || font.colour != own.colour;
        if self.cuts.is_empty()
            || !self.cuts.iter().any(|(_, font)| matters(styles.font(*font)) || matters(own))
        {
            return None;
        }
        let mut runs = Vec::with_capacity(self.cuts.len() + 1);
        let mut font = own;
        let mut text = String::new();
        let mut cuts = self.cuts.iter().peekable();
        let mut at = 0;
        for letter in self.text.chars() {
            while let Some((_, number)) = cuts.next_if(|(cut, _)| *cut <= at) {
                runs.push(run(std::mem::take(&mut text), font, style));
                font = styles.font(*number);
            }
            text.push(letter);
            at += letter.len_utf16();
        }
        runs.push(run(text, font, style));
        runs.retain(|run| !run.text.is_empty());
        Some(runs)
    }
}

fn run(text: String, font: Font, style: &Style) -> Run {
    let Font { struck, raised, legacy, .. } = font;
    Run { text, struck, raised, legacy, unseen: font.is_unseen_on(style.ground) }
}
