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
    if chart.kind == ChartKind::Bar {
        // A bar of no length bears no number: its cell may hold a word instead of one.
        label.set_num_format("0.0;;;");
    }
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
        // In a chart of bars the writer's axes are turned with the bars, and the first point would stand at the bottom.
        let is_turned = chart.kind == ChartKind::Bar;
        let names = if is_turned { drawn.y_axis() } else { drawn.x_axis() };
        names.set_font(&font(11)).set_major_gridlines(false);
        if is_turned {
            names.set_reverse();
        }
        let values = if is_turned { drawn.x_axis() } else { drawn.y_axis() };
        values.set_font(&font(11)).set_hidden(true).set_major_gridlines(false);
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
