//! Styles of the template as they are printed: marked by outcome, with the decimals that a number needs.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::palette::Tint;
use crate::report::book::Style;

/// What is changed about a template's style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Change {
    /// Mark by outcome.
    pub(super) tint: Option<Tint>,
    /// Number format in place of the template's.
    pub(super) format: Option<String>,
    /// Whether the number is printed smaller, because it would not fit.
    pub(super) shrink: bool,
    /// Whether words stand in a bold number's place.
    pub(super) light: bool,
}

/// Changed styles, each made once, so that a book shares them.
#[derive(Default)]
pub(super) struct Styles(RefCell<HashMap<(usize, Change), Arc<Style>>>);

impl Styles {
    /// `style` with `change`.
    pub(super) fn changed(&self, style: &Arc<Style>, change: Change) -> Arc<Style> {
        if change == Change::default() {
            return style.clone();
        }
        let mut made = self.0.borrow_mut();
        made.entry((Arc::as_ptr(style).addr(), change.clone()))
            .or_insert_with(|| Arc::new(apply(style, change)))
            .clone()
    }
}

fn apply(style: &Style, change: Change) -> Style {
    let mut style = style.clone();
    if change.light {
        style.bold = false;
    }
    if let Some(tint) = change.tint {
        style.fill = Some(tint.fill());
        style.bold |= tint.is_bold();
    }
    if let Some(format) = change.format {
        style.number_format = format;
    }
    if change.shrink {
        style.shrink = true;
        style.wrap = false;
    }
    style
}
