//! How a sheet prints.

use rust_xlsxwriter::Worksheet;

use super::{WriteError, column};
use crate::report::book::Page;

/// Sets up the pages of `out`. A first page that differs is added afterwards, by `first_page`.
pub(super) fn set(out: &mut Worksheet, page: &Page) -> Result<(), WriteError> {
    if page.landscape {
        out.set_landscape();
    } else {
        out.set_portrait();
    }
    if page.paper != 0 {
        out.set_paper_size(page.paper);
    }
    if let Some([left, right, top, bottom, header, footer]) = page.margins {
        out.set_margins(left, right, top, bottom, header, footer);
    }
    if let Some((wide, high)) = page.fit {
        out.set_print_fit_to_pages(wide, high);
    } else if let Some(scale) = page.scale {
        out.set_print_scale(scale.clamp(10, 400));
    }
    if !page.header.is_empty() {
        out.set_header(&page.header);
    }
    if !page.footer.is_empty() {
        out.set_footer(&page.footer);
    }
    if page.header.is_empty() && page.footer.is_empty() && differs_on_first(page) {
        // An empty centre section prints nothing and makes the element to which the first page is added.
        out.set_header("&C");
    }
    if let Some((first, last)) = page.repeat_rows {
        out.set_repeat_rows(first, last)?;
    }
    if let Some((first, last)) = page.repeat_columns {
        out.set_repeat_columns(column(first)?, column(last)?)?;
    }
    if let Some(area) = page.print_area {
        let (first, last) = (column(area.start.column)?, column(area.end.column)?);
        out.set_print_area(area.start.row, first, area.end.row, last)?;
    }
    out.set_print_center_horizontally(page.center_horizontally);
    if !page.breaks.is_empty() {
        out.set_page_breaks(&page.breaks)?;
    }
    Ok(())
}

/// Whether the first page has a header or footer of its own.
pub(super) fn differs_on_first(page: &Page) -> bool {
    page.first_header.is_some() || page.first_footer.is_some()
}
