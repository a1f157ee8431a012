//! Text files of rules and form descriptions, whether they lie in a folder or inside the binary.

/// The file of a folder of rules that says whose they are, and which folder they extend.
pub const PLAN_FILE: &str = "plan.toml";

/// One text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Name relative to the folder that was read, with `/` between folders.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A folder of rules as it was read. It may extend another: what it holds is then added to that one, or replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFolder {
    /// The folder as messages name it, without a last `/`: `rules`.
    pub name: String,
    /// Its files, names relative to it.
    pub files: Vec<TextFile>,
}
