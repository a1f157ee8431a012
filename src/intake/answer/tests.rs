use proptest::prelude::*;

use super::*;
use crate::address::CellRef;
use crate::figure::Choice;
use crate::figure::State;
use crate::intake::sheet::Oddities;
use crate::intake::test_sheet::cell;

fn question(kind: FigureKind) -> Question {
    let choice =
        |code: &str, label: &str| Choice { code: code.into(), label: label.into(), spellings: Vec::new() };
    let choices = match kind {
        FigureKind::Choice => {
            vec![
                choice("da_hoan_thanh", "Đã hoàn thành"),
                choice("cham", "Thực hiện chậm"),
                choice("chua", "Chưa"),
            ]
        }
        _ => Vec::new(),
    };
    Question {
        figure: "x".into(),
        label: "Số văn bản".into(),
        kind,
        measure: "hồ sơ".into(),
        choices,
        owner: "VP".into(),
        form: "phieu-so-lieu".into(),
    }
}

fn address() -> Address {
    Address { file: "vp.xlsx".into(), sheet: "Số liệu".into(), cell: CellRef::new(11, 4) }
}

fn ask(kind: FigureKind, text: &str) -> Answer {
    question(kind).ask(Some(&cell(text)), &address(), &"VP".into())
}

/// Value as text (or the state without one), and the codes told.
fn read(kind: FigureKind, text: &str) -> (String, Vec<Code>) {
    let answer = ask(kind, text);
    let shown = match answer.figure.state {
        State::Reported => answer.figure.shown(),
        state => format!("{state:?}"),
    };
    (shown, answer.diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

#[test]
fn cells_are_read_by_their_declared_kind() {
    use FigureKind::{Choice, Count, Date, Money, Number, Percent, Rank, Text};
    let cases: &[(FigureKind, &str, &str, &[Code])] = &[
        (Count, "12", "12", &[]),
        (Count, "0", "0", &[]),
        (Count, "'12", "12", &[]),
        (Count, "1.234 hồ sơ", "1234", &[Code::CellNumberInText]),
        (Count, "11.9999999999", "12", &[]),
        (Count, "-5", "Missing", &[Code::CellNegative]),
        (Count, "12.5", "Missing", &[Code::CellFraction]),
        (Count, "mười hai", "Missing", &[Code::CellNotNumber]),
        (Count, "x", "Missing", &[Code::CellNotNumber]),
        (Count, "12/15", "Missing", &[Code::CellNotNumber]),
        (Count, "12 triệu", "Missing", &[Code::CellNotNumber]),
        (Count, "%0.5", "Missing", &[Code::CellNotNumber]),
        (Count, "TRUE", "Missing", &[Code::CellNotNumber]),
        (Count, "2025-01-31", "Missing", &[Code::CellNotNumber]),
        (Count, "#REF!", "Missing", &[Code::CellExcelError]),
        (Count, "=A1+A2", "Missing", &[Code::CellNotCalculated]),
        (Count, "Không phát sinh", "NothingArose", &[]),
        (Count, "KPS", "NothingArose", &[]),
        (Count, "Không", "NothingArose", &[]),
        (Count, "Không áp dụng", "NotApplicable", &[]),
        (Count, "'-", "Missing", &[]),
        (Count, "…", "Missing", &[]),
        (Money, "1.500.000", "1500000", &[]),
        (Money, "'1.234", "1234", &[]),
        (Number, "7.5", "7.5", &[]),
        (Number, "56.99999999999999", "57", &[]),
        (Number, "0.333333333333333315", "0.333333333333333", &[]),
        (Money, "999999999999999999", "999999999999999999", &[]),
        (Number, "'7,5", "7.5", &[]),
        (Number, "'1.234", "1234", &[Code::CellNumberDoubtful]),
        (Percent, "98.5", "98.5", &[]),
        (Percent, "%0.985", "98.5", &[]),
        (Percent, "98,5%", "98.5", &[]),
        (Percent, "0,5%", "0.5", &[]),
        (Percent, "0.985", "0.985", &[Code::CellPercentScale]),
        (Percent, "1", "1", &[Code::CellPercentScale]),
        (Percent, "0", "0", &[]),
        (Percent, "105", "105", &[Code::CellAbove100]),
        (Percent, "'98.567", "98.567", &[Code::CellNumberDoubtful]),
        (Percent, "Số lượng: 12 / Tỷ lệ: 60%", "60", &[Code::CellNumberInText]),
        (Rank, "12", "12", &[]),
        (Rank, "0", "Missing", &[Code::CellRankBelowOne]),
        (Choice, "đã  hoàn thành", "da_hoan_thanh", &[]),
        (Choice, "Da hoan thanh", "da_hoan_thanh", &[]),
        (Choice, "da_hoan_thanh", "da_hoan_thanh", &[]),
        (Choice, "Chậm", "cham", &[]),
        (Choice, "rồi", "Missing", &[Code::CellNotChoice]),
        (Choice, "Không", "Missing", &[Code::CellNotChoice]),
        (Choice, "Không phát sinh", "NothingArose", &[]),
        (Choice, "-", "Missing", &[]),
        (Date, "2025-01-31", "31/01/2025", &[]),
        (Date, "ngày 05 tháng 01 năm 2026", "05/01/2026", &[]),
        (Date, "5-1-26", "05/01/2026", &[Code::CellDateDoubtful]),
        (Date, "31/02/2026", "Missing", &[Code::CellNotDate]),
        (Date, "46027", "Missing", &[Code::CellNotDate]),
        (Text, "  Đất   đai ", "Đất đai", &[]),
        (Text, "…", "Missing", &[]),
    ];
    for (kind, text, shown, codes) in cases {
        assert_eq!(read(*kind, text), ((*shown).to_owned(), codes.to_vec()), "{kind:?} {text}");
    }
}

#[test]
fn what_may_be_read_two_ways_carries_a_doubt() {
    for (kind, text, code) in [
        (FigureKind::Percent, "0.985", Code::CellPercentScale),
        (FigureKind::Number, "'1.234", Code::CellNumberDoubtful),
    ] {
        let answer = ask(kind, text);
        assert!(
            matches!(&answer.figure.doubts[..], [Doubt::Unclear { code: told, origins, .. }] if *told == code && origins.len() == 1)
        );
    }
}

/// A number that its format shows as `shown`: value or state, codes told, codes of doubts.
fn read_shown(kind: FigureKind, number: &str, shown: &str) -> (String, Vec<Code>, Vec<Code>) {
    let number = number.parse().expect("a decimal");
    let cell = Cell { shown: Some(shown.into()), ..Cell::of(Content::Number(number)) };
    let answer = question(kind).ask(Some(&cell), &address(), &"VP".into());
    let value = match answer.figure.state {
        State::Reported => answer.figure.shown(),
        state => format!("{state:?}"),
    };
    let told = answer.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (value, told, answer.figure.doubts.iter().map(Doubt::code).collect())
}

#[test]
fn a_number_counts_as_it_is_shown_or_is_asked_about() {
    use FigureKind::{Count, Percent};
    for (kind, number, shown, value, codes) in [
        (Percent, "83.59", "83.59%", "83.59", vec![]),
        (Percent, "0.85", "0.85%", "0.85", vec![]),
        (Count, "0", "Không phát sinh", "NothingArose", vec![]),
        (Count, "0", "Không áp dụng", "NotApplicable", vec![]),
        (Count, "12", "12 hồ sơ", "12", vec![]),
        (Count, "12", "12 văn bản", "12", vec![Code::MeasureDiffers]),
        (Count, "12", "Không phát sinh", "12", vec![Code::CellShownOtherwise]),
        (Count, "57216500", "57,217", "57216500", vec![Code::CellShownOtherwise]),
        (Count, "5", "trên 3", "5", vec![Code::CellShownOtherwise]),
    ] {
        let expected = (value.to_owned(), codes.clone(), codes);
        assert_eq!(read_shown(kind, number, shown), expected, "{number} shown as {shown}");
    }
    let refused = (String::from("Missing"), vec![Code::CellNotNumber], vec![]);
    assert_eq!(read_shown(Count, "12", "12%"), refused);
}

#[test]
fn a_unit_typed_beside_a_number_is_compared_with_that_of_the_figure() {
    for (text, codes) in [
        ("45 hồ sơ", vec![Code::CellNumberInText]),
        ("45 HS", vec![Code::CellNumberInText]),
        ("45 (bốn mươi lăm)", vec![Code::CellNumberInText]),
        ("45 giờ", vec![Code::MeasureDiffers]),
        ("45 văn bản", vec![Code::MeasureDiffers]),
    ] {
        let answer = ask(FigureKind::Count, text);
        let told: Vec<Code> = answer.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(told, codes, "{text}");
        let doubts: Vec<Code> = answer.figure.doubts.iter().map(Doubt::code).collect();
        let expected: Vec<Code> = codes.into_iter().filter(|code| *code == Code::MeasureDiffers).collect();
        assert_eq!(doubts, expected, "{text}");
    }
}

#[test]
fn parts_that_were_left_out_are_told_and_a_struck_cell_is_asked_about() {
    let part = |oddity: Oddity| Cell {
        shown: Some("4546".into()),
        oddities: oddity.into(),
        ..Cell::of(Content::Text("46".into()))
    };
    for (cell, codes, doubts) in [
        (part(Oddity::StruckPart), vec![Code::CellPartLeftOut], vec![]),
        (part(Oddity::RaisedPart), vec![Code::CellPartLeftOut], vec![]),
        (
            Cell { oddities: Oddity::Struck.into(), ..cell("46") },
            vec![Code::CellStruck],
            vec![Code::CellStruck],
        ),
    ] {
        let answer = question(FigureKind::Count).ask(Some(&cell), &address(), &"VP".into());
        assert_eq!(answer.figure.shown(), "46");
        assert_eq!(answer.diagnostics.iter().map(|told| told.code).collect::<Vec<_>>(), codes);
        assert_eq!(answer.figure.doubts.iter().map(Doubt::code).collect::<Vec<_>>(), doubts);
    }
    let answer = question(FigureKind::Count).ask(Some(&part(Oddity::StruckPart)), &address(), &"VP".into());
    let message = answer.diagnostics.first().map(|told| told.message(crate::diagnostic::Lang::Vi));
    let expected = "Ô ghi \"4546\", trong đó phần gạch ngang không tính; được đọc là \"46\" (Số văn bản).";
    assert_eq!(message.as_deref(), Some(expected));
}

#[test]
fn an_unusable_cell_is_still_named() {
    let answer = ask(FigureKind::Count, "mười hai");
    assert_eq!(answer.figure.wants.first().and_then(|want| want.address.clone()), Some(address()));
    let answer = question(FigureKind::Count).ask(None, &address(), &"VP".into());
    assert_eq!(answer.figure.state, State::Missing);
    assert_eq!(answer.figure.wants.first().and_then(|want| want.address.clone()), Some(address()));
    assert_eq!(answer.diagnostics, []);
}

#[test]
fn the_raw_text_is_kept_as_typed() {
    let answer = ask(FigureKind::Count, "1.234 hồ sơ");
    assert_eq!(answer.figure.origins.first().map(|origin| &*origin.raw), Some("1.234 hồ sơ"));
    assert_eq!(
        ask(FigureKind::Percent, "%0.985").figure.origins.first().map(|origin| &*origin.raw),
        Some("98.5%")
    );
}

#[test]
fn a_slip_in_an_answer_is_met_with_a_suggestion() {
    let answer = ask(FigureKind::Choice, "Đã hoàn thanhh");
    let near = answer
        .diagnostics
        .first()
        .and_then(|diagnostic| diagnostic.arguments.get("near").map(ToString::to_string));
    assert_eq!(near.as_deref(), Some("@near:Đã hoàn thành"));
}

#[test]
fn a_link_to_another_workbook_is_told_of() {
    for (formula, linked) in [("[1]Sheet1!A1", true), ("SUM(A1:A2)", false)] {
        let oddities = if linked { Oddity::Linked.into() } else { Oddities::default() };
        let linked_cell = Cell { formula: Some(formula.into()), oddities, ..cell("12") };
        let answer = question(FigureKind::Count).ask(Some(&linked_cell), &address(), &"VP".into());
        let codes: Vec<Code> = answer.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, if linked { vec![Code::CellLinked] } else { Vec::new() }, "{formula}");
    }
}

proptest! {
    #[test]
    fn no_cell_panics(text in "\\PC{0,20}", kind in 0usize..8) {
        use FigureKind::{Choice, Count, Date, Money, Number, Percent, Rank, Text};
        let kind = [Count, Number, Money, Percent, Rank, Choice, Date, Text][kind];
        let answer = ask(kind, &text);
        prop_assert_eq!(answer.figure.value.is_some(), answer.figure.state == State::Reported);
    }

    #[test]
    fn no_number_panics(mantissa: i128, scale in 0u32..28) {
        let limited = mantissa % 79_228_162_514_264_337_593_543_950_335;
        let number = Decimal::from_i128_with_scale(limited, scale);
        for format in [None, Some("0%")] {
            let cell = Cell { format: format.map(Into::into), ..Cell::of(Content::Number(number)) };
            for kind in [FigureKind::Count, FigureKind::Percent, FigureKind::Rank] {
                let _ = question(kind).ask(Some(&cell), &address(), &"VP".into());
            }
        }
    }
}
