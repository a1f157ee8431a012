//! What could not be loaded, so that nothing is said of what follows from that alone.

use std::collections::HashSet;

/// What loading has told of and left out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Folders of rules that were left out for a fault.
    pub(super) folders: HashSet<String>,
    /// Identifiers of figures that are declared, but wrongly.
    pub(super) figures: HashSet<String>,
}
