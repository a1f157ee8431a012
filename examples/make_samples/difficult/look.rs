//! Looks that say something of a cell: number formats, letters in the colour of the paper, struck out and raised ones.

use std::fmt::Write as _;

use super::raw_book::escaped;

/// How a cell looks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Look {
    /// A number format.
    Format(&'static str),
    /// White on white.
    White,
    /// Struck out as a whole.
    Struck,
}

/// Numbers from which formats of a workbook's own are counted.
const FIRST_FORMAT: usize = 164;

/// The part of styles: the general one, that of days, then those of `looks`.
pub(super) fn style_sheet(font: &str, looks: &[Look]) -> String {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let (mut formats, mut fonts, mut styles) = (Vec::new(), Vec::new(), String::new());
    for look in looks {
        let mark = match look {
            Look::Format(format) => {
                let number = FIRST_FORMAT + formats.len();
                formats.push(format!(
                    "<numFmt numFmtId=\"{number}\" formatCode=\"{}\"/>",
                    escaped(format).replace('"', "&quot;")
                ));
                let _ = write!(styles, "<xf fontId=\"0\" numFmtId=\"{number}\" applyNumberFormat=\"1\"/>");
                continue;
            }
            Look::White => "<sz val=\"12\"/><color rgb=\"FFFFFFFF\"/>",
            Look::Struck => "<strike/><sz val=\"12\"/>",
        };
        fonts.push(format!("<font>{mark}<name val=\"{font}\"/></font>"));
        let _ = write!(styles, "<xf fontId=\"{}\" applyFont=\"1\"/>", fonts.len());
    }
    let own_formats = match formats.len() {
        0 => String::new(),
        count => format!("<numFmts count=\"{count}\">{}</numFmts>", formats.concat()),
    };
    format!(
        "<styleSheet xmlns=\"{main}\">{own_formats}<fonts count=\"{}\"><font><sz val=\"12\"/><name val=\"{font}\"/></font>\
         {}</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill \
         patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs \
         count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"{}\"><xf fontId=\"0\"/><xf fontId=\"0\" \
         numFmtId=\"14\" applyNumberFormat=\"1\"/>{styles}</cellXfs></styleSheet>",
        1 + fonts.len(),
        fonts.concat(),
        2 + looks.len(),
    )
}

/// The text in runs, where it marks some of its parts (`~~struck~~`, `^raised^`), else in one piece.
pub(super) fn runs(text: &str) -> String {
    const SIZE: &str = "<sz val=\"12\"/>";
    let mark = if text.contains("~~") { "~~" } else { "^" };
    let parts: Vec<&str> = text.split(mark).collect();
    if parts.len() == 1 {
        return format!("<t>{}</t>", escaped(text));
    }
    let marked = match mark {
        "^" => format!("{SIZE}<vertAlign val=\"superscript\"/>"),
        _ => format!("<strike/>{SIZE}"),
    };
    let runs = parts.iter().enumerate().filter(|(_, part)| !part.is_empty()).map(|(number, part)| {
        let look = if number % 2 == 1 { &marked } else { SIZE };
        format!("<r><rPr>{look}</rPr><t>{}</t></r>", escaped(part))
    });
    runs.collect()
}
