//! Colours as pages and workbooks write them, as far as it takes to know letters that cannot be seen on their ground.

/// A colour in red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Colour(pub(super) [u8; 3]);

/// Difference in any part of the light up to which nobody tells two colours apart.
const INDISTINCT: u8 = 8;

impl Colour {
    /// The ground of a cell that has none of its own.
    pub(super) const WHITE: Self = Self([255; 3]);

    /// The colour of letters that nobody chose one for.
    pub(super) const BLACK: Self = Self([0; 3]);

    /// The colour in `#1A2B3C`, `#FFF`, `rgb(255, 255, 255)` or one of the names that matter here; `None` for any other
    /// word, such as `transparent` or `windowtext`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(digits) = text.strip_prefix('#') {
            return Self::of_digits(digits);
        }
        if let Some(parts) = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
            let parts: Option<Vec<u8>> =
                parts.split(',').map(|part| part.trim().parse::<u8>().ok()).collect();
            return parts?.try_into().ok().map(Self);
        }
        match text.as_str() {
            "white" => Some(Self::WHITE),
            "black" => Some(Self::BLACK),
            _ => None,
        }
    }

    fn of_digits(digits: &str) -> Option<Self> {
        // A sign before the digits is read by the library too.
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
        let [_, red, green, blue] = number.to_be_bytes();
        match digits.len() {
            6 => Some(Self([red, green, blue])),
            3 => {
                let part = |shift: u32| (number >> shift & 0xF) as u8 * 0x11;
                Some(Self([part(8), part(4), part(0)]))
            }
            _ => None,
        }
    }

    /// Whether letters of this colour cannot be seen on that ground.
    pub(super) fn is_lost_on(self, ground: Self) -> bool {
        self.0.iter().zip(ground.0).all(|(part, other)| part.abs_diff(other) <= INDISTINCT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_however_they_are_written() {
        for text in ["#FFFFFF", "#fff", " White ", "rgb(255, 255,255)"] {
            assert_eq!(Colour::parse(text), Some(Colour::WHITE), "{text}");
        }
        assert_eq!(Colour::parse("#1A2B3C"), Some(Colour([0x1A, 0x2B, 0x3C])));
        for text in
            ["", "#", "#12345", "#+12345", "transparent", "windowtext", "rgb(1,2)", "rgb(256,0,0)", "#đỏ"]
        {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn letters_are_lost_on_a_ground_of_their_own_colour() {
        let colour = |text| Colour::parse(text).expect("a colour");
        assert!(colour("#FDFEFF").is_lost_on(Colour::WHITE));
        assert!(colour("#ff0000").is_lost_on(colour("#FF0000")));
        assert!(!colour("#D9D9D9").is_lost_on(Colour::WHITE), "grey letters are read");
        assert!(!colour("black").is_lost_on(Colour::WHITE));
    }
}
