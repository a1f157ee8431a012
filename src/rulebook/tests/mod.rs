//! Tests of the whole: the shipped rules, faulty rules, hostile rules.

mod bounds;
mod case_quality;
mod continuity;
mod faulty_declarations;
mod faulty_files;
mod faulty_functions;
mod hostile;
mod index_766;
mod law_end;
mod readings;
mod remedies;
mod schemes;
mod shipped_rules;
mod tiny;
mod verdicts;
mod warnings;
mod wording;
mod years;
