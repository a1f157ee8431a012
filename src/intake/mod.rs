//! From a folder of files to submissions.

pub mod container;
mod form;
mod form_file;
mod identity;
pub mod own_form;
mod reader;
mod sheet;
mod submission;

pub use container::{Limits, read_workbook};
pub use form::{FormColumn, FormDescription, FormRow, FormRows};
pub use form_file::load_forms;
pub use identity::{Identity, Term};
pub use reader::{FileReading, FileToRead, InProcess, WorkbookReader};
pub use sheet::{Cell, Container, Content, Sheet, Workbook};
pub use submission::{FileEntry, FileStatus, Intake, Submission, TaskReport};
