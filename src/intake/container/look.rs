//! How a cell, or a stretch of its text, looks to a person.

use std::sync::Arc;

use super::colour::Colour;
use crate::text::Legacy;

/// What a style makes of what it is used on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The number format, as Excel writes it.
    pub(super) format: Option<Arc<str>>,
    /// Whether its letters are struck through.
    pub(super) struck: bool,
    /// Whether its letters are raised or lowered.
    pub(super) raised: bool,
    /// The legacy encoding that its font is made for.
    pub(super) legacy: Option<Legacy>,
    /// Colour of its letters, if not the usual one.
    pub(super) colour: Option<Colour>,
    /// Colour of its ground.
    pub(super) ground: Option<Colour>,
}

impl Look {
    /// Whether letters that look so cannot be seen.
    pub(super) fn is_unseen(&self) -> bool {
        self.colour.is_some_and(|colour| colour.is_lost_on(self.ground.unwrap_or(Colour::WHITE)))
    }
}
