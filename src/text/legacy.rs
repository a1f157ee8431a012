//! The older Vietnamese encodings, in which Vietnamese letters stand in the places of Western ones.

use serde::{Deserialize, Serialize};

/// An encoding from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Legacy {
    /// TCVN 5712:1993 as the `.Vn…` fonts use it, also called ABC.
    Tcvn3,
    /// The two-character encoding of the `VNI-…` fonts.
    Vni,
}

impl Legacy {
    /// The encoding that a font of that name is made for; `None` for any other font.
    pub fn of_font(name: &str) -> Option<Self> {
        let starts =
            |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        if starts(".Vn") {
            Some(Self::Tcvn3)
        } else if starts("VNI-") || starts("VNI ") {
            Some(Self::Vni)
        } else {
            None
        }
    }
}
