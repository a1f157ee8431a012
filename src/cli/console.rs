//! What people see: text on standard error, with colour where the terminal shows it; results on standard output.

use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level as Mark, Origin, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Diagnostic, Lang, Level, Place, label};

/// Columns at which lines are broken where the output is no terminal.
const WIDTH: usize = 110;

/// Where text for people and output for programs go.
pub(super) struct Console {
    /// Language of everything that is shown.
    pub(super) lang: Lang,
    renderer: Renderer,
}

impl Console {
    /// A console that speaks `lang`. Colour follows the terminal and `NO_COLOR` (see the crate `anstream`).
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, renderer: Renderer::styled().term_width(WIDTH) }
    }

    /// The text of `key` in `labels.toml`.
    pub(super) fn label<'a>(&self, key: &'a str) -> &'a str {
        label(self.lang, key)
    }

    /// One line, or several, for people.
    pub(super) fn say(&self, text: &str) {
        // Nothing sensible can be done where even standard error is closed.
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// One line for people with a style that a terminal shows.
    pub(super) fn say_in(&self, style: Style, text: &str) {
        self.say(&format!("{style}{text}{style:#}"));
    }

    /// Output for programs, or text that was asked for.
    pub(super) fn out(&self, text: &str) {
        let _ = write!(anstream::stdout(), "{text}");
        let _ = anstream::stdout().flush();
    }

    /// Whether people watch, so that progress is worth showing.
    pub(super) fn is_watched(&self) -> bool {
        std::io::stderr().is_terminal()
    }

    /// One problem with its place, its reason, the line it lies in, and the next step.
    pub(super) fn diagnostic(&self, diagnostic: &Diagnostic) {
        self.say(&self.drawn(diagnostic));
    }

    /// Several problems, one after the other.
    pub(super) fn diagnostics<'a>(&self, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
        for diagnostic in diagnostics {
            self.diagnostic(diagnostic);
        }
    }

    /// As [`Console::diagnostic`], with the codes of a style that a terminal shows.
    pub(super) fn drawn(&self, diagnostic: &Diagnostic) -> String {
        let name = self.label(diagnostic.level().key());
        let mark = match diagnostic.level() {
            Level::Error => Mark::ERROR,
            Level::Query => Mark::WARNING,
            Level::Notice => Mark::NOTE,
        };
        let message = diagnostic.message(self.lang);
        let title = mark.with_name(name).primary_title(&message).id(diagnostic.code.id());
        let hint = diagnostic.hint(self.lang);
        let help = Mark::HELP.with_name(self.label("console.hint")).message(&hint);
        let mut group = Group::with_title(title);
        let place = diagnostic.place.to_string();
        match located(&diagnostic.place) {
            Some((line, source, span)) => {
                let file = diagnostic.place.file.as_deref().unwrap_or_default();
                group = group.element(
                    Snippet::source(source)
                        .path(file)
                        .line_start(line)
                        .annotation(AnnotationKind::Primary.span(span)),
                );
            }
            None if !place.is_empty() => group = group.element(Origin::path(&place)),
            None => {}
        }
        self.renderer.render(&[group.element(help)])
    }
}

/// Headings.
pub(super) const HEADING: Style = Style::new().bold();
/// What went well.
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What did not.
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();

/// Line, text of the line, and the bytes to mark in it.
fn located(place: &Place) -> Option<(usize, &str, std::ops::Range<usize>)> {
    let line = usize::try_from(place.line?).ok()?;
    let source = place.source.as_deref()?;
    let column = usize::try_from(place.column.unwrap_or(1)).ok()?.saturating_sub(1);
    let start = source.char_indices().nth(column).map_or(source.len(), |(byte, _)| byte);
    let word = source.get(start..)?;
    let length = word.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(word.len());
    let one = word.chars().next().map_or(0, char::len_utf8);
    Some((line, source, start..start + length.max(one)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn plain(diagnostic: &Diagnostic) -> String {
        anstream::adapter::strip_str(&Console::new(Lang::Vi).drawn(diagnostic)).to_string()
    }

    #[test]
    fn a_line_of_a_rule_is_shown_with_a_mark_under_the_place() {
        let text = "const OWNER = \"VP\";\nfn value(f) { percnt(f.a, f.b) }\n";
        let diagnostic = Diagnostic::new(Code::RuleUnknownName)
            .at(Place::line("rules/a.rhai", text, 2, 15))
            .with("kind", "hàm")
            .with("name", "percnt")
            .with_near(Some("percent"));
        let drawn = plain(&diagnostic);
        assert!(
            drawn.contains("lỗi[R04]: Không có hàm nào tên \"percnt\". Có phải là \"percent\"?"),
            "{drawn}"
        );
        assert!(drawn.contains("rules/a.rhai:2:15"), "{drawn}");
        assert!(drawn.contains("fn value(f) { percnt(f.a, f.b) }"), "{drawn}");
        assert!(
            drawn.lines().any(|line| line.trim_end().ends_with(&format!("{}^^^^^^", " ".repeat(14)))),
            "{drawn}"
        );
        assert!(drawn.contains("cách sửa: Sửa lại tên"), "{drawn}");
    }

    #[test]
    fn a_cell_is_named() {
        let place =
            Place { cell: crate::address::CellRef::parse("E12"), ..Place::sheet("vp.xlsx", "Số liệu") };
        let diagnostic =
            Diagnostic::new(Code::CellNotNumber).at(place).with("raw", "mười").with("label", "Văn bản");
        let drawn = plain(&diagnostic);
        assert!(drawn.contains("--> vp.xlsx | Số liệu!E12"), "{drawn}");
    }

    #[test]
    fn a_column_beyond_the_line_is_no_reason_to_panic() {
        let place = Place::line("a", "ngắn", 1, 99);
        plain(&Diagnostic::new(Code::RuleSyntax).at(place).with("reason", "?"));
        plain(&Diagnostic::new(Code::RuleSyntax).at(Place::line("a", "", 1, 1)).with("reason", "?"));
    }
}
