//! Reads form descriptions. What a file may say is the shape of [`FormText`]; everything else is refused with its line.

use std::ops::Range;
use std::sync::Arc;

use super::form::{FormColumn, FormDescription, FormRow, FormRows};
use super::form_text::{ColumnText, FormText, OneOrMany};
use super::identity::{Identity, Rate};
use crate::diagnostic::{Code, Diagnostic, Place, TomlFault};
use crate::figure::{Choice, Continuity, FigureKind};
use crate::plan::TextFile;

/// Folder of form descriptions, relative to the project's.
const FOLDER: &str = "templates/forms/";

/// Every form that `files` (names relative to `templates/forms`) describe, in the order of names. A malformed one is
/// left out and told of as R16.
pub fn load_forms(files: &[TextFile]) -> (Vec<FormDescription>, Vec<Diagnostic>) {
    let mut forms: Vec<FormDescription> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut files: Vec<_> = files.iter().filter(|file| file.name.ends_with(".toml")).collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    for file in files {
        match read(file) {
            Ok(form) => forms.push(form),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    (forms, diagnostics)
}

/// A reason, by its label and the text that this names, with the bytes of the file that it is about.
struct Fault(&'static str, String, Range<usize>);

fn read(file: &TextFile) -> Result<FormDescription, Diagnostic> {
    let name: Arc<str> = if file.name.starts_with(FOLDER) {
        file.name.as_str().into()
    } else {
        format!("{FOLDER}{}", file.name).into()
    };
    let at = |byte| Diagnostic::new(Code::FormMalformed).at(Place::at_byte(name.clone(), &file.text, byte));
    let text: FormText = toml::from_str(&file.text).map_err(|error| {
        TomlFault::of(error.message()).fill(at(error.span().map_or(0, |span| span.start)), "reason")
    })?;
    describe(text, &name).map_err(|Fault(key, text, span)| at(span.start).with_label("reason", key, &text))
}

fn describe(text: FormText, file: &Arc<str>) -> Result<FormDescription, Fault> {
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
    let id = text.id.get_ref();
    if id != stem {
        return Err(Fault("form.id", stem.to_owned(), text.id.span()));
    }
    let top = text.id.span();
    if text.from.is_empty() {
        return Err(Fault("form.no_unit", String::new(), top));
    }
    let mut columns: Vec<FormColumn> = Vec::new();
    let measures: Vec<_> = text.column.iter().filter_map(|c| c.get_ref().measured_in.clone()).collect();
    for column in text.column {
        let span = column.span();
        let column = self::column(column.into_inner(), &span)?;
        if columns.iter().any(|other| other.id == column.id) {
            return Err(Fault("form.column_twice", column.id.to_string(), span));
        }
        columns.push(column);
    }
    let named = |name: &str| columns.iter().any(|column| &*column.id == name);
    if let Some(unknown) = measures.iter().find(|name| !named(name.get_ref())) {
        return Err(Fault("form.no_column", unknown.get_ref().clone(), unknown.span()));
    }
    let identities = text
        .identities
        .into_iter()
        .map(|text| {
            let span = text.span();
            let identity = Identity::parse(text.get_ref())
                .ok_or_else(|| Fault("form.identity", text.get_ref().clone(), span.clone()))?;
            if let Some(unknown) = identity.columns().find(|name| !named(name)) {
                return Err(Fault("form.no_column", unknown.to_owned(), span));
            }
            Ok(identity)
        })
        .collect::<Result<_, _>>()?;
    let mut rates = Vec::new();
    for text in text.rates {
        let span = text.span();
        let rate = Rate::parse(text.get_ref())
            .ok_or_else(|| Fault("form.rate", text.get_ref().clone(), span.clone()))?;
        if let Some(unknown) = rate.columns().find(|name| !named(name)) {
            return Err(Fault("form.no_column", unknown.to_owned(), span));
        }
        let stated = columns.iter().find(|column| *column.id == *rate.stated);
        if stated.is_some_and(|column| column.kind != FigureKind::Percent) {
            return Err(Fault("form.rate_kind", rate.stated, span));
        }
        rates.push(rate);
    }
    let rows = match (text.total, text.table, text.row.is_empty()) {
        (Some(total), None, true) if !total.labels.is_empty() => FormRows::Total { labels: total.labels },
        (None, Some(table), true) => FormRows::Table {
            figure: table.figure.into(),
            label: table.label.into(),
            field: table.field.map(Into::into),
        },
        (None, None, false) => {
            let mut rows = Vec::new();
            for row in text.row {
                let span = row.span();
                let row = row.into_inner();
                if !named(&row.column) {
                    return Err(Fault("form.no_column", row.column, span));
                }
                rows.push(FormRow {
                    code: row.code,
                    labels: one_or_many(row.label, &span)?,
                    column: row.column.into(),
                    figure: row.figure.into(),
                    measure: row.measure.into(),
                    field: row.field.map(Into::into),
                    continuity: Continuity {
                        accumulates: row.accumulates,
                        carried_from: row.carried_from,
                        last_year: row.last_year,
                        comes_with: row.comes_with,
                    },
                });
            }
            FormRows::Keyed { rows }
        }
        _ => return Err(Fault("form.rows", String::new(), top)),
    };
    Ok(FormDescription {
        id: id.as_str().into(),
        title: text.title,
        from: text.from,
        required: text.required,
        recognise: text.recognise,
        sheet: text.sheet,
        columns,
        rows,
        identities,
        rates,
        file: file.clone(),
    })
}

fn column(text: ColumnText, span: &Range<usize>) -> Result<FormColumn, Fault> {
    let header: Vec<Vec<String>> =
        one_or_many(text.header, span)?.iter().map(|level| alternatives(level)).collect();
    let whole = text.whole.as_deref().map(alternatives);
    if whole.as_ref().is_some_and(Vec::is_empty) || header.iter().any(Vec::is_empty) {
        return Err(Fault("form.blank", String::new(), span.clone()));
    }
    let choices = text
        .choices
        .iter()
        .map(|choice| {
            let (code, label) =
                choice.split_once(':').ok_or_else(|| Fault("form.choice", choice.clone(), span.clone()))?;
            let mut labels = alternatives(label).into_iter().map(Into::into);
            let label = labels.next().ok_or_else(|| Fault("form.choice", choice.clone(), span.clone()))?;
            Ok(Choice { code: code.trim().into(), label, spellings: labels.collect() })
        })
        .collect::<Result<Vec<_>, _>>()?;
    if text.kind == FigureKind::Table || choices.is_empty() == (text.kind == FigureKind::Choice) {
        return Err(Fault("form.choices", text.id, span.clone()));
    }
    let label = text.label.unwrap_or_else(|| {
        header.iter().filter_map(|level| level.first()).cloned().collect::<Vec<_>>().join(": ")
    });
    Ok(FormColumn {
        id: text.id.into(),
        header,
        whole: whole.unwrap_or_default(),
        number: text.number,
        kind: text.kind,
        choices,
        needed: text.needed,
        figure: text.figure.map(Into::into),
        label: label.into(),
        measure: text.measure.into(),
        measured_in: text.measured_in.map(|name| name.into_inner().into()),
        field: text.field.map(Into::into),
        continuity: Continuity {
            accumulates: text.accumulates,
            carried_from: text.carried_from,
            last_year: text.last_year,
            comes_with: text.comes_with,
        },
    })
}

/// The spellings between bars.
fn alternatives(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

fn one_or_many(texts: OneOrMany, span: &Range<usize>) -> Result<Vec<String>, Fault> {
    let texts = match texts {
        OneOrMany::One(text) => vec![text],
        OneOrMany::Many(texts) => texts,
    };
    if texts.is_empty() || texts.iter().any(|text| text.trim().is_empty()) {
        return Err(Fault("form.blank", String::new(), span.clone()));
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use crate::figure::FigureSpec;

    pub(crate) fn file(name: &str, text: &str) -> TextFile {
        TextFile { name: name.to_owned(), text: text.to_owned() }
    }

    fn ours() -> Vec<TextFile> {
        vec![
            file("06-vpcp-kstt.toml", include_str!("../../templates/forms/06-vpcp-kstt.toml")),
            file("danh-muc-tthc.toml", include_str!("../../templates/forms/danh-muc-tthc.toml")),
        ]
    }

    #[test]
    fn our_two_forms_hold_the_figures_that_rules_name() {
        let (forms, diagnostics) = load_forms(&ours());
        assert_eq!(diagnostics, []);
        let figures: Vec<FigureSpec> = forms.iter().flat_map(FormDescription::figures).collect();
        let ids: Vec<&str> = figures.iter().map(|figure| &*figure.id).collect();
        assert_eq!(
            ids,
            [
                "kstt_tiep_nhan",
                "kstt_tiep_nhan_truc_tuyen",
                "kstt_tiep_nhan_truc_tiep",
                "kstt_ky_truoc",
                "kstt_da_giai_quyet",
                "kstt_truoc_han",
                "kstt_dung_han",
                "kstt_qua_han",
                "kstt_dang_giai_quyet",
                "kstt_dang_trong_han",
                "kstt_dang_qua_han",
                "danh_muc_tthc",
            ]
        );
        for figure in &figures {
            assert_eq!(&*figure.from, "TTPVHCC");
            assert!(figure.declared_in.starts_with("templates/forms/"), "{}", figure.declared_in);
        }
    }

    #[test]
    fn a_malformed_description_is_told_of_with_its_line_and_the_others_stay() {
        let bad = [
            ("a.toml", "id = \"a\"\ntitle = ", 2),
            (
                "a.toml",
                "id = \"b\"\ntitle = \"T\"\nfrom = [\"VP\"]\ncolumn = []\n[table]\nfigure = \"f\"\nlabel = \"l\"",
                1,
            ),
            ("a.toml", "id = \"a\"\ntitle = \"T\"\nfrom = [\"VP\"]\ncolumn = []", 1),
            (
                "a.toml",
                "id = \"a\"\ntitle = \"T\"\nfrom = [\"VP\"]\nidentities = [\n\"x = y\"]\ncolumn = []\n[table]\nfigure = \"f\"\nlabel = \"l\"",
                5,
            ),
            (
                "a.toml",
                "id = \"a\"\ntitle = \"T\"\nfrom = [\"VP\"]\n[table]\nfigure = \"f\"\nlabel = \"l\"\n[[column]]\nid = \"c\"\nheader = \"C\"\nkind = \"choice\"",
                7,
            ),
        ];
        for (name, text, line) in bad {
            let mut files = ours();
            files.push(file(name, text));
            let (forms, diagnostics) = load_forms(&files);
            assert_eq!(forms.len(), 2);
            assert_eq!(diagnostics.len(), 1, "{text}");
            assert_eq!(
                diagnostics.first().map(|d| (d.code, d.place.line)),
                Some((Code::FormMalformed, Some(line))),
                "{text}"
            );
        }
    }

    /// The whole of a small form, with `line` among its first ones.
    fn small(line: &str) -> Vec<TextFile> {
        let column = |id: &str, kind: &str| {
            format!("[[column]]\nid = \"{id}\"\nheader = \"{id}\"\nkind = \"{kind}\"\n")
        };
        let columns = [column("a", "count"), column("b", "count"), column("r", "percent")].concat();
        let text = format!(
            "id = \"f\"\ntitle = \"T\"\nfrom = [\"VP\"]\n{line}\n[table]\nfigure = \"x\"\nlabel = \"l\"\n{columns}"
        );
        vec![file("f.toml", &text)]
    }

    #[test]
    fn rates_and_what_goes_with_other_periods_are_read() {
        let (forms, told) = load_forms(&small("rates = [\"r = a / (a + b)\"]"));
        assert_eq!((told, forms.first().map(|form| form.rates.len())), (vec![], Some(1)));
        let (forms, _) = load_forms(&ours());
        let carried = forms.iter().flat_map(FormDescription::figures).filter_map(|figure| {
            let from = figure.continuity.carried_from?;
            Some(format!("{} from {from}", figure.id))
        });
        assert_eq!(carried.collect::<Vec<_>>(), ["kstt_ky_truoc from kstt_dang_giai_quyet"]);
    }

    #[test]
    fn every_reason_is_in_both_languages() {
        for (line, vi, en) in [
            ("rates = [\"r = a\"]", "không hiểu tỷ lệ \"r = a\"", "the rate \"r = a\" cannot be understood"),
            ("rates = [\"r = a / c\"]", "không có cột nào tên \"c\"", "there is no column named \"c\""),
            ("rates = [\"a = a / b\"]", "cột tỷ lệ \"a\" phải có", "the column of a rate, \"a\", must be"),
            ("identities = [\"a = c\"]", "không có cột nào tên \"c\"", "there is no column named \"c\""),
            ("identities = [\"a\"]", "không hiểu đẳng thức \"a\"", "the identity \"a\" cannot be understood"),
            ("required = [\"q2\"]", "không có từ nào là \"q2\"", "there is no word \"q2\""),
            (
                "requird = []",
                "không có dòng nào tên \"requird\"; có phải là \"required\"?",
                "did you mean \"required\"?",
            ),
        ] {
            let (forms, told) = load_forms(&small(line));
            let [told] = &told[..] else { panic!("{line}: {told:?}") };
            assert_eq!((forms.len(), told.code), (0, Code::FormMalformed), "{line}");
            let (in_vi, in_en) = (told.message(Lang::Vi), told.message(Lang::En));
            assert!(in_vi.contains(vi) && in_en.contains(en), "{line}\n{in_vi}\n{in_en}");
        }
    }
}
