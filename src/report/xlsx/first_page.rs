//! Headers and footers of the first page, which the writer does not know.
//!
//! Decree 30/2020/NĐ-CP prints no number on page 1.

use crate::report::book::Page;

/// `xml` with the first page of `page`.
pub(super) fn add(xml: &str, page: &Page) -> String {
    let first = format!(
        "<firstHeader>{}</firstHeader><firstFooter>{}</firstFooter></headerFooter>",
        escaped(page.first_header.as_deref().unwrap_or(&page.header)),
        escaped(page.first_footer.as_deref().unwrap_or(&page.footer)),
    );
    xml.replacen("<headerFooter", r#"<headerFooter differentFirst="1""#, 1).replacen(
        "</headerFooter>",
        &first,
        1,
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
