//! From a folder of files to submissions.

mod sheet;
mod submission;

pub use sheet::{Cell, Container, Content, Sheet, Workbook};
pub use submission::{FileEntry, FileStatus, Intake, Submission, TaskReport};
