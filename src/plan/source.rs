//! Text files of rules and form descriptions, whether they lie in a folder or inside the binary.

/// One text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Name relative to the folder that was read, with `/` between folders.
    pub name: String,
    /// The whole text.
    pub text: String,
}
