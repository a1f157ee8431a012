//! What figures say that they cannot be more than, and what is wrong with it.

use pretty_assertions::assert_eq;

use super::tiny::{TARGET_FILE, each, with};
use crate::rulebook::Rulebook;

/// The first figure of the tiny rules, up to where a cell may be added.
const COUNT: &str = r#"label: "Phần", kind: "count","#;
const ANSWER: &str = r#"label: "Trả lời", kind: "choice","#;

#[test]
fn figures_that_cannot_be_bounded_as_they_say() {
    let count = |more: &str| format!("{COUNT} {more}");
    let answer = |more: &str| format!("{ANSWER} {more}");
    let place = "rules/a/t_1_1_ty_le.rhai:14:5:";
    let faulty = [
        (
            COUNT,
            count(r#"part_of: "tongg","#),
            format!(r#"R04 {place} There is no figure named "tongg". Did you mean "tong"?"#),
        ),
        (
            COUNT,
            count(r#"part_of: "tra_loi","#),
            format!("R03 {place} tra_loi cannot be the whole of this figure."),
        ),
        (
            COUNT,
            count(r#"part_of: "phan","#),
            format!("R03 {place} phan cannot be the whole of this figure."),
        ),
        (
            COUNT,
            count(r#"comes_with: "tong", part_of: "tong","#),
            format!("R03 {place} comes_with names the whole tong already; leave out part_of."),
        ),
        (
            COUNT,
            count(r#"part_of: "tong", apart_from: ["tong"],"#),
            format!(
                "R03 {place} apart_from names tong, which is no part of the same whole (part_of, comes_with)."
            ),
        ),
        (
            ANSWER,
            answer("most: 1,"),
            "R03 rules/a/t_1_1_ty_le.rhai:16:5: tra_loi: part_of and apart_from belong to the kinds count, number and money, most to percent and rank too.".to_owned(),
        ),
    ];
    for (from, to, told) in &faulty {
        each(&[(TARGET_FILE, from, to, told)]);
    }
}

#[test]
fn what_is_declared_is_read() {
    let declared = format!(r#"{COUNT} part_of: "tong", apart_from: [], most: 65,"#);
    let (rulebook, told) = Rulebook::load(&with(TARGET_FILE, COUNT, &declared), &[]);
    assert_eq!(told, []);
    let rulebook = rulebook.expect("a rulebook");
    let figure = &rulebook.plan().figures["phan"];
    assert_eq!(figure.bounds.most, Some(65.into()));
    assert_eq!(figure.wholes().map(|name| &**name).collect::<Vec<_>>(), ["tong"]);
}
