//! What a sheet's XML says beyond cells: widths, heights, merges, pages, panes, and what cannot be carried over.

use super::loss::{Loss, Lost};
use super::xml::{Element, Step, walk};
use crate::address::{CellRange, CellRef};
use crate::report::book::Sheet;

/// Columns beyond which no template reaches.
const MOST_COLUMNS: u32 = 256;
/// Width in pixels of a digit of the normal font.
const DIGIT: f64 = 7.0;
/// Pixels of a column's width that are padding.
const PADDING: f64 = 5.0;

/// What the parts of a workbook that sheets refer to say.
pub(super) struct Shared<'a> {
    /// Numbers of the shared strings that have several fonts.
    pub(super) rich: &'a [usize],
    /// Whether each style fills or frames its cells.
    pub(super) visible: &'a [bool],
}

/// Reads `xml` into `sheet`, whose cells are already there. `None` where the XML is not well-formed.
pub(super) fn read(xml: &str, sheet: &mut Sheet, shared: &Shared<'_>, losses: &mut Vec<Loss>) -> Option<()> {
    let mut part = SheetPart {
        sheet,
        shared,
        losses,
        cell: None,
        columns: Vec::new(),
        default_width: None,
        default_height: None,
        fits: false,
        fit: (1, 1),
        first_differs: false,
        breaks_rows: false,
    };
    let sound = walk(xml, |step| match step {
        Step::Start(element) => part.start(&element),
        Step::End(name, text) => part.end(&name, text),
    });
    part.finish();
    sound.then_some(())
}

struct SheetPart<'a> {
    sheet: &'a mut Sheet,
    shared: &'a Shared<'a>,
    losses: &'a mut Vec<Loss>,
    /// Cell being read, and whether its value is the number of a shared string.
    cell: Option<(CellRef, bool)>,
    columns: Vec<(u32, u32, f64)>,
    default_width: Option<f64>,
    default_height: Option<f64>,
    fits: bool,
    fit: (u16, u16),
    first_differs: bool,
    /// Whether the breaks being read lie between rows.
    breaks_rows: bool,
}

impl SheetPart<'_> {
    fn start(&mut self, element: &Element<'_>) {
        match element.name.as_str() {
            "sheetFormatPr" => self.format(element),
            "tabColor" => self.tab(element),
            "pageSetUpPr" => self.fits = element.says("fitToPage"),
            "sheetView" => self.view(element),
            "pane" => self.pane(element),
            "col" => self.column(element),
            "row" => self.row(element),
            "c" => {
                let at = element.attribute("r").and_then(|text| CellRef::parse(&text));
                self.cell = at.map(|at| (at, element.attribute("t").as_deref() == Some("s")));
            }
            "f" => self.lose_here(Lost::Formula),
            // Runs within a cell's own text; those of shared strings are found by their number.
            "r" if self.cell.is_some() => self.lose_here(Lost::RichText),
            "mergeCell" => self.sheet.merges.extend(range(element)),
            "autoFilter" => self.sheet.autofilter = range(element),
            "printOptions" => self.print_options(element),
            "pageMargins" => {
                let names = ["left", "right", "top", "bottom", "header", "footer"];
                self.sheet.page.margins = Some(names.map(|name| element.number(name).unwrap_or(0.75)));
            }
            "pageSetup" => self.page(element),
            "headerFooter" => {
                self.first_differs = element.says("differentFirst");
                if element.says("differentOddEven") {
                    self.lose(Lost::EvenPages);
                }
            }
            "rowBreaks" => self.breaks_rows = true,
            "colBreaks" => self.breaks_rows = false,
            "brk" => match element.number::<u32>("id") {
                Some(row) if self.breaks_rows => self.sheet.page.breaks.push(row),
                _ => self.lose(Lost::ColumnBreak),
            },
            "sheetProtection" => self.protection(element),
            name => {
                if let Some(lost) = lost_element(name) {
                    self.losses.push(loss_at(lost, &self.sheet.name, element));
                }
            }
        }
    }

    fn end(&mut self, name: &str, text: String) {
        let page = &mut self.sheet.page;
        match name {
            "v" => {
                if let Some((_, true)) = self.cell
                    && text.trim().parse().is_ok_and(|index: usize| self.shared.rich.contains(&index))
                {
                    self.lose_here(Lost::RichText);
                }
            }
            "c" => self.cell = None,
            "oddHeader" => page.header = text,
            "oddFooter" => page.footer = text,
            "firstHeader" => page.first_header = Some(text),
            "firstFooter" => page.first_footer = Some(text),
            _ => {}
        }
    }

    fn finish(&mut self) {
        let last = self.sheet.cells.keys().map(|at| at.column);
        let last = last.chain(self.sheet.merges.iter().map(|range| range.end.column)).max();
        let rows = self.sheet.cells.keys().map(|at| at.row).max();
        if let (Some(width), Some(last)) = (self.default_width, last) {
            self.sheet.column_widths.extend((0..=last).map(|column| (column, width)));
        }
        for &(first, end, width) in &self.columns {
            for column in first..=end.min(last.unwrap_or(0)) {
                self.sheet.column_widths.insert(column, width);
            }
        }
        self.sheet.hidden_columns.retain(|&column| last.is_some_and(|last| column <= last));
        if let (Some(height), Some(last)) = (self.default_height, rows) {
            for row in 0..=last {
                self.sheet.row_heights.entry(row).or_insert(height);
            }
        }
        let differs = self.first_differs;
        let has_picture = |text: &str| text.contains("&G");
        let page = &mut self.sheet.page;
        if differs {
            page.first_header.get_or_insert_default();
            page.first_footer.get_or_insert_default();
        } else {
            page.first_header = None;
            page.first_footer = None;
        }
        if self.fits {
            page.fit = Some(self.fit);
            page.scale = None;
        }
        let texts =
            [Some(&page.header), Some(&page.footer), page.first_header.as_ref(), page.first_footer.as_ref()];
        if texts.into_iter().flatten().any(|text| has_picture(text)) {
            self.lose(Lost::HeaderImage);
        }
    }

    fn format(&mut self, element: &Element<'_>) {
        self.default_width = element.number::<f64>("defaultColWidth").map(characters);
        if element.says("customHeight") {
            self.default_height = element.number("defaultRowHeight");
        }
    }

    fn tab(&mut self, element: &Element<'_>) {
        match element.attribute("rgb").as_deref().and_then(color) {
            Some(color) => self.sheet.tab_color = Some(color),
            None => self.lose(Lost::TabThemeColor),
        }
    }

    fn view(&mut self, element: &Element<'_>) {
        self.sheet.hide_gridlines = element.denies("showGridLines");
        self.sheet.zoom = element.number("zoomScale").filter(|&zoom: &u16| zoom != 100);
        if element.attribute("view").is_some_and(|view| view != "normal") || element.says("rightToLeft") {
            self.lose(Lost::View);
        }
    }

    fn pane(&mut self, element: &Element<'_>) {
        if element.attribute("state").is_some_and(|state| state.starts_with("frozen")) {
            let split = |name| element.number::<f64>(name).unwrap_or(0.0).clamp(0.0, 5_000.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
            let [row, column] = [split("ySplit") as u32, split("xSplit") as u32];
            self.sheet.freeze = Some(CellRef::new(row, column));
        } else {
            self.lose(Lost::SplitPane);
        }
    }

    fn column(&mut self, element: &Element<'_>) {
        let (Some(first), Some(last)) = (element.number::<u32>("min"), element.number::<u32>("max")) else {
            return;
        };
        let first = first.saturating_sub(1);
        let last = last.saturating_sub(1).min(MOST_COLUMNS);
        if let Some(width) = element.number::<f64>("width") {
            self.columns.push((first, last, characters(width)));
        }
        if element.says("hidden") {
            self.sheet.hidden_columns.extend(first..=last);
        }
        self.line_style(element.number("style"));
        if element.number::<u32>("outlineLevel").unwrap_or(0) > 0 {
            self.lose(Lost::Outline);
        }
    }

    fn row(&mut self, element: &Element<'_>) {
        let Some(row) = element.number::<u32>("r").and_then(|row| row.checked_sub(1)) else { return };
        if element.says("hidden") {
            self.losses.push(Loss::at(Lost::HiddenRow, &self.sheet.name, CellRef::new(row, 0)));
        }
        if element.number::<u32>("outlineLevel").unwrap_or(0) > 0 {
            self.lose(Lost::Outline);
        }
        if element.says("customFormat") {
            self.line_style(element.number("s"));
        }
        if element.says("customHeight")
            && let Some(height) = element.number("ht")
        {
            self.sheet.row_heights.insert(row, height);
        }
    }

    fn print_options(&mut self, element: &Element<'_>) {
        self.sheet.page.center_horizontally = element.says("horizontalCentered");
        if ["verticalCentered", "headings", "gridLines"].iter().any(|name| element.says(name)) {
            self.lose(Lost::PageSetting);
        }
    }

    fn page(&mut self, element: &Element<'_>) {
        let page = &mut self.sheet.page;
        page.landscape = element.attribute("orientation").as_deref() == Some("landscape");
        page.paper = element.number("paperSize").unwrap_or(0);
        page.scale = element.number("scale").filter(|&scale: &u16| scale != 100);
        self.fit = (element.number("fitToWidth").unwrap_or(1), element.number("fitToHeight").unwrap_or(1));
        let over = element.attribute("pageOrder").as_deref() == Some("overThenDown");
        let yes = ["blackAndWhite", "draft"].iter().any(|name| element.says(name));
        if over || yes || (element.says("useFirstPageNumber") && element.number("firstPageNumber") != Some(1))
        {
            self.lose(Lost::PageSetting);
        }
    }

    fn protection(&mut self, element: &Element<'_>) {
        self.sheet.protected = element.says("sheet");
        let secrets = ["password", "hashValue"];
        if secrets.iter().any(|name| element.attribute(name).is_some_and(|value| !value.is_empty())) {
            self.lose(Lost::Protection);
        }
    }

    fn line_style(&mut self, style: Option<usize>) {
        if style.and_then(|style| self.shared.visible.get(style)) == Some(&true) {
            self.lose(Lost::LineStyle);
        }
    }

    fn lose(&mut self, lost: Lost) {
        self.losses.push(Loss::on(lost, &self.sheet.name));
    }

    fn lose_here(&mut self, lost: Lost) {
        if let Some((at, _)) = self.cell {
            self.losses.push(Loss::at(lost, &self.sheet.name, at));
        }
    }
}

/// Elements that stand for something that is not carried over.
fn lost_element(name: &str) -> Option<Lost> {
    Some(match name {
        "conditionalFormatting" => Lost::ConditionalFormat,
        "dataValidation" => Lost::Validation,
        "hyperlink" => Lost::Hyperlink,
        "picture" => Lost::Background,
        "oleObject" | "control" => Lost::Object,
        "tablePart" => Lost::Table,
        "legacyDrawingHF" => Lost::HeaderImage,
        "sparklineGroup" => Lost::Chart,
        "protectedRange" => Lost::Protection,
        _ => return None,
    })
}

fn loss_at(lost: Lost, sheet: &str, element: &Element<'_>) -> Loss {
    let reference = element.attribute("ref").or_else(|| element.attribute("sqref")).unwrap_or_default();
    let first = reference.split([' ', ':']).next().and_then(CellRef::parse);
    first.map_or_else(|| Loss::on(lost, sheet), |cell| Loss::at(lost, sheet, cell))
}

fn range(element: &Element<'_>) -> Option<CellRange> {
    CellRange::parse(&element.attribute("ref")?)
}

/// `FF1F4E79` as 0x1F4E79.
fn color(argb: &str) -> Option<u32> {
    u32::from_str_radix(argb, 16).ok().map(|color| color & 0x00FF_FFFF)
}

/// A stored width without its padding: what Excel shows and the writer takes.
fn characters(stored: f64) -> f64 {
    let pixels = (stored * DIGIT).round();
    let characters =
        if pixels < DIGIT + PADDING { pixels / (DIGIT + PADDING) } else { (pixels - PADDING) / DIGIT };
    // Two programs round the same width differently in the last digits.
    (characters * 100.0).round() / 100.0
}
