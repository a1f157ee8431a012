//! One run from a folder to a report, and the folders that it reads and writes.

mod addition;
mod difference;
mod earlier;
mod folders;
mod forms;
mod output;
mod revision;
mod rule_book;
mod rule_folders;
mod rules_at;
mod run;
mod sources;
mod validity;

pub use addition::Addition;
pub use difference::write_difference;
pub use folders::{Asked, Folders, find_folders, find_sources, shown};
pub use forms::blank_forms;
pub use output::{OutputFile, write_file, write_output};
pub use rule_book::rule_book;
pub use rules_at::RulesAt;
pub use run::{Batch, Judged, Settings, judge, judge_by, run};
pub use sources::Sources;
