//! What a template holds that a report cannot take over. Everything here is told of when the template is loaded.

use std::sync::Arc;

use crate::address::CellRef;
use crate::diagnostic::{Code, Diagnostic, Place};

macro_rules! lost {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// One construct that is not carried over.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(super) enum Lost { $($(#[$doc])* $name,)* }

        impl Lost {
            /// Key of its name in `labels.toml`.
            pub(super) fn key(self) -> &'static str {
                match self { $(Self::$name => concat!("lost.", $key),)* }
            }

            /// Every construct.
            #[cfg(test)]
            pub(super) const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

lost! {
    /// A picture.
    Image = "image",
    /// A chart; the report draws its own.
    Chart = "chart",
    /// A drawn shape or text box.
    Shape = "shape",
    /// An embedded object or form control.
    Object = "object",
    /// A note or comment on a cell.
    Comment = "comment",
    /// Formats that depend on values.
    ConditionalFormat = "conditional_format",
    /// Checks on what is typed.
    Validation = "validation",
    /// A link.
    Hyperlink = "hyperlink",
    /// A table object with a style of its own.
    Table = "table",
    /// A pivot table.
    Pivot = "pivot",
    /// A formula.
    Formula = "formula",
    /// Several fonts within one cell.
    RichText = "rich_text",
    /// A pattern or gradient in place of a plain fill.
    FillPattern = "fill_pattern",
    /// A border across a cell.
    DiagonalBorder = "diagonal_border",
    /// A double underline; a single one is printed.
    DoubleUnderline = "double_underline",
    /// A fill or border given to whole columns or rows beyond the cells in use.
    LineStyle = "line_style",
    /// A hidden row.
    HiddenRow = "hidden_row",
    /// Rows or columns that fold away.
    Outline = "outline",
    /// A sheet that is hidden.
    HiddenSheet = "hidden_sheet",
    /// A sheet that holds no cells: chart, dialog or macro sheet.
    OtherSheet = "other_sheet",
    /// Macros.
    Macro = "macro",
    /// A defined name other than print titles and areas.
    DefinedName = "defined_name",
    /// A theme colour on a sheet's tab.
    TabThemeColor = "tab_theme_color",
    /// A picture behind the cells.
    Background = "background",
    /// A picture in a header or footer.
    HeaderImage = "header_image",
    /// Headers or footers of even pages.
    EvenPages = "even_pages",
    /// A page break between columns.
    ColumnBreak = "column_break",
    /// A setting of the page other than paper, margins, scale and centring.
    PageSetting = "page_setting",
    /// A print area of several parts.
    PrintAreas = "print_areas",
    /// A pane that is split and not frozen.
    SplitPane = "split_pane",
    /// A view other than the normal one.
    View = "view",
    /// A password or an exception of a protected sheet; the sheet stays protected, without them.
    Protection = "protection",
    /// A merge that reaches from a repeating row into another row.
    Merge = "merge",
    /// A cell too far out.
    FarCell = "far_cell",
}

/// A construct and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Loss {
    sheet: Option<Arc<str>>,
    lost: Lost,
    cell: Option<CellRef>,
}

impl Loss {
    /// A loss of the whole workbook.
    pub(super) fn of_book(lost: Lost) -> Self {
        Self { lost, sheet: None, cell: None }
    }

    /// A loss somewhere on `sheet`.
    pub(super) fn on(lost: Lost, sheet: &str) -> Self {
        Self { lost, sheet: Some(sheet.into()), cell: None }
    }

    /// A loss in one cell.
    pub(super) fn at(lost: Lost, sheet: &str, cell: CellRef) -> Self {
        Self { cell: Some(cell), ..Self::on(lost, sheet) }
    }
}

/// One diagnostic for each construct and sheet, at the first cell that has it.
pub(super) fn tell(mut losses: Vec<Loss>, file: &Arc<str>) -> Vec<Diagnostic> {
    losses.sort();
    losses.dedup_by(|later, first| (later.lost, &later.sheet) == (first.lost, &first.sheet));
    losses
        .into_iter()
        .map(|loss| {
            let place = Place { sheet: loss.sheet, cell: loss.cell, ..Place::file(file.clone()) };
            Diagnostic::new(Code::TemplateNotCarried).at(place).with_label("what", loss.lost.key(), "")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Lang, label};

    #[test]
    fn every_loss_has_a_name() {
        for lost in Lost::ALL {
            assert_ne!(label(Lang::Vi, lost.key()), lost.key(), "labels.toml lacks it");
        }
    }

    #[test]
    fn one_construct_is_told_of_once_a_sheet_at_its_first_cell() {
        let at = |sheet: &str, row| Loss::at(Lost::Formula, sheet, CellRef::new(row, 0));
        let told = tell(vec![at("B", 4), at("A", 9), at("A", 2)], &"t.xlsx".into());
        let places: Vec<_> = told.iter().map(|told| told.place.to_string()).collect();
        assert_eq!(places, ["t.xlsx | A!A3", "t.xlsx | B!A5"]);
    }
}
