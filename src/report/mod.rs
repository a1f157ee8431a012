//! From findings to a workbook.

mod blank_form;
pub mod book;
pub mod difference;
mod feedback;
mod fit;
mod layout;
mod listing;
pub mod results;
mod rule_book;
mod step;
pub mod template;
mod xlsx;

pub use blank_form::blank_form;
pub use feedback::feedback;
pub use layout::{Shortage, explanation, lay_out, shortages};
pub use results::{
    PastFault, PastReport, cases_json, codes_json, coverage_json, diagnostics_json, explanation_json,
    gap_json, inspection_json, mutation_json, past_report, results_json, subjects_json,
};
pub use rule_book::{rule_book_markdown, rule_book_workbook};
pub use step::step_words;
pub use template::Template;
pub use xlsx::{WriteError, write_book};
