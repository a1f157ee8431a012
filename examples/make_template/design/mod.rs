//! The design of the default layout, a sheet a file.

mod annex;
mod canvas;
mod internal;
mod look;
mod summary;

use cchc::report::book::Book;
use chrono::NaiveDate;

/// The whole layout.
pub(crate) fn book() -> Book {
    Book {
        title: "Mẫu báo cáo cải cách hành chính".to_owned(),
        author: "cchc".to_owned(),
        created: NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default(),
        sheets: vec![
            summary::sheet(),
            annex::targets(),
            annex::tasks(),
            annex::criteria(),
            annex::statistics(),
            internal::problems(),
            internal::sources(),
            internal::rules(),
        ],
    }
}
