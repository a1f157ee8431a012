//! Charts of one series.

use rust_xlsxwriter::{
    Chart as OutChart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartPoint, ChartRange,
    ChartSolidFill, Color, Worksheet,
};

use super::{WriteError, column};
use crate::address::CellRange;
use crate::report::book::{Chart, ChartKind};

const FONT: &str = "Times New Roman";

/// Inserts `chart` into `out`.
pub(super) fn insert(out: &mut Worksheet, chart: &Chart) -> Result<(), WriteError> {
    let mut drawn = match chart.kind {
        ChartKind::Bar => OutChart::new_bar(),
        ChartKind::Column => OutChart::new_column(),
        ChartKind::Doughnut => OutChart::new_doughnut(),
    };
    drawn.title().set_name(&chart.title).set_font(font(13).set_bold());
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(font(11).set_bold());
    let points: Vec<_> = chart.colors.iter().map(|&color| point(color)).collect();
    let series = drawn
        .add_series()
        .set_categories(&range(&chart.sheet, chart.categories)?)
        .set_values(&range(&chart.sheet, chart.values)?)
        .set_data_label(&label);
    if !points.is_empty() {
        series.set_points(&points);
    }
    if chart.kind == ChartKind::Doughnut {
        drawn.set_hole_size(55);
        drawn.legend().set_position(ChartLegendPosition::Right).set_font(&font(11));
    } else {
        drawn.legend().set_hidden();
        drawn.x_axis().set_font(&font(11));
        drawn.y_axis().set_font(&font(11)).set_hidden(true);
        drawn.y_axis().set_major_gridlines(false);
    }
    drawn.set_width(chart.size.0).set_height(chart.size.1);
    out.insert_chart(chart.at.row, column(chart.at.column)?, &drawn)?;
    Ok(())
}

fn font(size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size);
    font
}

fn point(color: u32) -> ChartPoint {
    let mut fill = ChartSolidFill::new();
    fill.set_color(Color::RGB(color));
    ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&fill))
}

fn range(sheet: &str, cells: CellRange) -> Result<ChartRange, WriteError> {
    let (first, last) = (column(cells.start.column)?, column(cells.end.column)?);
    Ok(ChartRange::new_from_range(sheet, cells.start.row, first, cells.end.row, last))
}
