//! The text of a cell of a page, or of a line between tables, as a browser shows it.

use super::html_style::HtmlStyle;
use super::letters::Letters;
use super::look::Look;
use super::runs::Kept;

/// Elements within others that may look different; deeper ones look as those do.
const MAX_DEPTH: usize = 64;

/// Text as it is read. Runs of white space are one space; only what the page breaks itself begins a new line.
pub(super) struct HtmlText {
    letters: Letters,
    /// Those that are displayed, once others are not.
    displayed: Option<Letters>,
    look: Look,
    /// Elements within that were not ended yet, and how each looks.
    open: Vec<Open>,
    is_spaced: bool,
    is_broken: bool,
}

/// An element that was not ended yet.
#[derive(Clone)]
struct Open {
    name: Vec<u8>,
    look: Look,
    is_hidden: bool,
}

impl HtmlText {
    /// Text in an element that looks so.
    pub(super) fn new(look: Look) -> Self {
        Self {
            letters: Letters::default(),
            displayed: None,
            look,
            open: Vec::new(),
            is_spaced: false,
            is_broken: false,
        }
    }

    /// The text that follows once this is ended: the elements that are open stay so.
    pub(super) fn continued(&self) -> Self {
        Self { open: self.open.clone(), ..Self::new(self.look.clone()) }
    }

    /// How what comes next looks.
    pub(super) fn look(&self) -> &Look {
        self.open.last().map_or(&self.look, |open| &open.look)
    }

    /// How all of it looks where nothing within says otherwise.
    pub(super) fn base(&self) -> &Look {
        &self.look
    }

    /// Takes the beginning of an element within.
    pub(super) fn begin(&mut self, name: &[u8], style: &HtmlStyle) {
        // A paragraph ends the one before.
        if name == b"p" {
            self.end(name);
        }
        if self.open.len() < MAX_DEPTH {
            let look = style.look_within(self.look());
            let is_hidden = style.is_hidden || self.open.last().is_some_and(|open| open.is_hidden);
            self.open.push(Open { name: name.to_vec(), look, is_hidden });
        }
    }

    /// Takes the end of an element within, and of those within that.
    pub(super) fn end(&mut self, name: &[u8]) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(at);
        }
    }

    /// Begins a new line, if anything follows and anything was before.
    pub(super) fn break_line(&mut self) {
        self.is_broken = true;
    }

    /// Takes text of the page.
    pub(super) fn push(&mut self, text: &str) {
        for letter in text.chars() {
            if matches!(letter, ' ' | '\t' | '\r' | '\n' | '\u{c}') {
                self.is_spaced = true;
                continue;
            }
            let is_hidden = self.open.last().is_some_and(|open| open.is_hidden);
            if is_hidden && self.displayed.is_none() {
                self.displayed = Some(self.letters.clone());
            }
            let (is_spaced, is_broken) =
                (std::mem::take(&mut self.is_spaced), std::mem::take(&mut self.is_broken));
            let between = match (is_broken, is_spaced) {
                _ if self.letters.is_empty() => None,
                (true, _) => Some('\n'),
                (false, true) => Some(' '),
                (false, false) => None,
            };
            let look = self.open.last().map_or(&self.look, |open| &open.look);
            for letter in between.into_iter().chain([letter]) {
                self.letters.add(letter, look);
                if let (Some(displayed), false) = (&mut self.displayed, is_hidden)
                    && !(letter.is_whitespace() && displayed.is_empty())
                {
                    displayed.add(letter, look);
                }
            }
        }
    }

    /// Whether there are no letters.
    pub(super) fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Whether none of the letters can be seen on their ground.
    pub(super) fn is_unseen(&self) -> bool {
        let is_all_hidden = self.displayed.as_ref().is_some_and(Letters::is_blank);
        is_all_hidden || self.letters.is_unseen(&self.look)
    }

    /// What the text comes to. Excel does not display what has no room in its cell, which belongs to it all the same;
    /// beside a number, letters that are not displayed are none of its digits.
    pub(super) fn kept(&self) -> Kept {
        let number = self.displayed.as_ref().filter(|displayed| displayed.is_figure());
        number.unwrap_or(&self.letters).kept()
    }
}
