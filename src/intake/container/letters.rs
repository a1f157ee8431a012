//! The letters of a cell, each as it looks.

use super::look::Look;
use super::runs::{self, Kept, Run};

/// Letters in the order in which they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    runs: Vec<Run>,
    has_ink: bool,
    /// Whether some letter can be seen.
    is_seen: bool,
}

impl Letters {
    /// Adds a letter that looks so.
    pub(super) fn add(&mut self, letter: char, look: &Look) {
        let (struck, raised, legacy, unseen) = (look.struck, look.raised, look.legacy, look.is_unseen());
        if !letter.is_whitespace() {
            self.has_ink = true;
            self.is_seen |= !unseen;
        }
        match self.runs.last_mut() {
            Some(run)
                if (run.struck, run.raised, run.legacy, run.unseen) == (struck, raised, legacy, unseen) =>
            {
                run.text.push(letter);
            }
            _ => self.runs.push(Run { text: letter.into(), struck, raised, legacy, unseen }),
        }
    }

    /// Takes white space off the end.
    pub(super) fn trim_end(&mut self) {
        while let Some(run) = self.runs.last_mut() {
            run.text.truncate(run.text.trim_end().len());
            if !run.text.is_empty() {
                return;
            }
            self.runs.pop();
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Whether there is nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        !self.has_ink
    }

    /// Whether they are a number or a day in digits.
    pub(super) fn is_figure(&self) -> bool {
        runs::is_figure(&self.runs.iter().map(|run| run.text.as_str()).collect::<String>())
    }

    /// Whether none of them can be seen on their ground; where there is none, whether none could in a cell of that look.
    pub(super) fn is_unseen(&self, cell: &Look) -> bool {
        if self.has_ink { !self.is_seen } else { cell.is_unseen() }
    }

    /// What they come to.
    pub(super) fn kept(&self) -> Kept {
        runs::keep(&self.runs)
    }
}
