//! From a folder of files to submissions.

pub mod container;
mod answer;
mod blocks;
mod cell_words;
mod expected;
mod figures_sheet;
mod folder;
mod form;
mod form_file;
mod form_page;
mod form_text;
mod formula;
mod grid;
mod header;
mod header_path;
mod header_search;
mod hidden;
mod identity;
mod inspection;
mod keyed_form;
mod learn;
mod letterhead;
mod matching;
mod measure;
mod numbering;
mod outline;
pub mod own_form;
mod reader;
mod own_rows;
mod page;
mod period_text;
mod question;
mod recognise;
mod recognition;
mod row_checks;
mod sender;
mod sending;
mod sheet;
mod shown;
mod submission;
mod table_form;
mod tasks_sheet;
mod text_key;
mod total_form;
mod unit_name;

#[cfg(test)]
pub(crate) mod test_plan;
#[cfg(test)]
pub(crate) mod test_sheet;
pub mod worker;

pub use container::{Limits, read_workbook};
pub use expected::Expected;
pub use folder::{read_folder, read_folder_for};
pub use form::{FormColumn, FormDescription, FormRow, FormRows};
pub use form_file::load_forms;
pub use identity::{Identity, Rate, Term};
pub use inspection::{Inspection, SheetShape, inspect};
pub use learn::{Proposal, form_identifier, learn};
pub use reader::{FileReading, FileToRead, InProcess, WorkbookReader};
pub use recognise::recognise;
pub use recognition::{RecognisedColumn, RecognisedPart, Recognition, Unread, UnreadReason};
pub use sheet::{Cell, Container, Content, Oddities, Oddity, Sheet, Workbook};
pub use submission::{FileEntry, FileStatus, Intake, Submission, TaskReport};
pub use worker::WorkerPool;
