//! What figures say of other periods, and what is wrong with it.

use pretty_assertions::assert_eq;

use super::tiny::{TARGET_FILE, each, files, with};
use crate::figure::Accumulation;
use crate::rulebook::Rulebook;

/// The first figure of the tiny rules, up to where a cell may be added.
const COUNT: &str = r#"label: "Phần", kind: "count","#;
const ANSWER: &str = r#"label: "Trả lời", kind: "choice","#;

#[test]
fn figures_that_cannot_go_with_other_periods() {
    each(&[
        (
            TARGET_FILE,
            COUNT,
            r#"label: "Phần", kind: "count", accumulates: "event","#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:14:63: There is no word named "event". Did you mean "events"?"#,
        ),
        (
            TARGET_FILE,
            COUNT,
            r#"label: "Phần", kind: "count", carried_from: "tongg","#,
            r#"R04 rules/a/t_1_1_ty_le.rhai:14:5: There is no figure named "tongg". Did you mean "tong"?"#,
        ),
        (
            TARGET_FILE,
            COUNT,
            r#"label: "Phần", kind: "count", carried_from: "tra_loi","#,
            "R03 rules/a/t_1_1_ty_le.rhai:14:5: tra_loi is no number and cannot be compared with other periods.",
        ),
        (
            TARGET_FILE,
            COUNT,
            r#"label: "Phần", kind: "count", last_year: ["phan", "tong"],"#,
            "R03 rules/a/t_1_1_ty_le.rhai:14:5: phan: last_year names one figure, or numerator and denominator where the kind is percent.",
        ),
        (
            TARGET_FILE,
            ANSWER,
            r#"label: "Trả lời", kind: "choice", accumulates: "things","#,
            "R03 rules/a/t_1_1_ty_le.rhai:16:5: tra_loi: accumulates and carried_from belong to the kinds count, number and money.",
        ),
    ]);
}

#[test]
fn what_is_declared_is_read() {
    let declared = r#"label: "Phần", kind: "count", accumulates: "year_to_date", carried_from: "tong", last_year: ["tong"],"#;
    let (rulebook, told) = Rulebook::load(&with(TARGET_FILE, COUNT, declared), &[]);
    assert_eq!(told, []);
    let rulebook = rulebook.expect("a rulebook");
    let continuity = &rulebook.plan().figures["phan"].continuity;
    assert_eq!(continuity.accumulates, Some(Accumulation::YearToDate));
    assert_eq!(continuity.names().map(|name| &**name).collect::<Vec<_>>(), ["tong", "tong"]);
    let (rulebook, _) = Rulebook::load(&files(), &[]);
    assert_eq!(rulebook.expect("a rulebook").plan().figures["phan"].continuity.names().count(), 0);
}
