//! From a folder of files to submissions.

mod form;
mod form_file;
mod identity;
pub mod own_form;
mod sheet;
mod submission;

pub use form::{FormColumn, FormDescription, FormRow, FormRows};
pub use form_file::load_forms;
pub use identity::{Identity, Term};
pub use sheet::{Cell, Container, Content, Sheet, Workbook};
pub use submission::{FileEntry, FileStatus, Intake, Submission, TaskReport};
