//! One run from a folder to a report, and the folders that it reads and writes.

mod earlier;
mod folders;
mod forms;
mod output;
mod rule_book;
mod run;
mod sources;

pub use folders::{Asked, Folders, find_folders, find_sources, shown};
pub use forms::blank_forms;
pub use output::{OutputFile, write_output};
pub use rule_book::rule_book;
pub use run::{Batch, Judged, Settings, judge, run};
pub use sources::Sources;
