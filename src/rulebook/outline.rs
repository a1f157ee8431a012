//! What can be said of a rule's script without running it.

use rust_decimal::Decimal;

/// Line and column of a script, both counted from one.
pub(super) type Spot = (u32, u32);

/// A value written out in a declaration, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Literal {
    pub(super) value: Constant,
    pub(super) spot: Spot,
}

/// A value written out in a declaration.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Constant {
    Text(String),
    Number(Decimal),
    List(Vec<Literal>),
    /// Names in the order of the script, each with its own place.
    Map(Vec<(String, Spot, Literal)>),
    /// Anything else: something to be calculated, `true`, `()`.
    Other,
}

/// A script's declarations and functions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// `const NAME = …`, in the order of the script.
    pub(super) constants: Vec<(String, Spot, Literal)>,
    /// Functions in the order of the script.
    pub(super) functions: Vec<Function>,
    /// The first statement that is neither.
    pub(super) stray: Option<Spot>,
}

impl Outline {
    /// The function `name`.
    pub(super) fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// Where the function `name` begins.
    pub(super) fn spot_of(&self, name: &str) -> Option<Spot> {
        self.function(name).map(|function| function.spot)
    }

    /// What all functions use.
    pub(super) fn uses(&self) -> impl Iterator<Item = &Use> {
        self.functions.iter().flat_map(|function| &function.uses)
    }

    /// Where the declaration `name` stands.
    pub(super) fn constant(&self, name: &str) -> Option<&(String, Spot, Literal)> {
        self.constants.iter().find(|(constant, ..)| constant == name)
    }
}

/// One function of a script.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) parameters: usize,
    pub(super) spot: Spot,
    pub(super) uses: Vec<Use>,
}

/// Something that a function names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Use {
    pub(super) what: Used,
    pub(super) spot: Spot,
}

/// What is named.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Used {
    /// `f.name`.
    Figure(String),
    /// `s.name`.
    Scale(String),
    /// A call with so many values, the one before the point included.
    Call(String, usize),
    /// Text: an answer's code or a column's name.
    Text(String),
    /// The reason that `ask` gives, a text of its own.
    Reason,
    /// What the measured value is compared with.
    Threshold(Threshold),
}

/// A number at which a rule changes its mind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Threshold {
    /// A number of the scale.
    Scale(String),
    /// A number written in the function.
    Number(Decimal),
}
