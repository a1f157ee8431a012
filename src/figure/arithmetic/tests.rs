use super::*;
use crate::address::{Address, CellRef};
use crate::figure::{Origin, Want};

fn cell(row: u32, number: i64) -> Figure {
    let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 0) };
    let origin = Origin { address, unit: "VP".into(), form: "f".into(), raw: number.to_string().into() };
    Figure::reported(Value::Number(number.into()), origin)
}

fn nothing() -> Figure {
    Figure::nothing_arose(Vec::new())
}

fn excluded(row: u32) -> Figure {
    Figure { state: State::NotApplicable, value: None, ..cell(row, 1) }
}

fn missing() -> Figure {
    let want = Want {
        figure: "x".into(),
        label: "X".into(),
        unit: "VP".into(),
        form: "f".into(),
        address: None,
        unreadable: false,
    };
    Figure::missing(want)
}

#[test]
fn exactly_99_percent_is_exactly_99() {
    let percent = cell(0, 2970).percent_of(&cell(1, 3000)).expect("a ratio");
    assert_eq!(percent.number(), Some(Decimal::from(99)));
    assert_eq!(percent.origins.len(), 2);
}

#[test]
fn nearly_all_is_not_all() {
    let percent = cell(0, 904_225).percent_of(&cell(1, 904_298)).expect("a ratio");
    assert!(percent.number().expect("reported") < Decimal::ONE_HUNDRED);
}

#[test]
fn long_tables_keep_each_origin_once_and_in_order() {
    let table = |first: u32| {
        let cells: Vec<Figure> = (first..first + 5_000).map(|row| cell(row, 1)).collect();
        let joined = cells.first()?.joined_with_all(&cells, State::Reported);
        Some(Figure { value: Some(Value::Number(5_000.into())), ..joined })
    };
    let (before, after) = (table(0).expect("a sum"), table(2_500).expect("a sum"));
    let joined = before.minus(&after).expect("a difference");
    let rows: Vec<u32> = joined.origins.iter().map(|origin| origin.address.cell.row).collect();
    assert_eq!(rows, (0..7_500).collect::<Vec<_>>());
}

#[test]
fn states_travel_through_every_operation() {
    use State::{Missing, NotApplicable, NothingArose, Reported};
    let excluded = || Figure::not_applicable(Vec::new());
    let cases = [
        (cell(0, 5), nothing(), [Reported, Reported, NothingArose]),
        (nothing(), nothing(), [NothingArose; 3]),
        (cell(0, 5), missing(), [Missing; 3]),
        (nothing(), missing(), [Missing; 3]),
        (excluded(), cell(0, 1), [Reported, NotApplicable, NotApplicable]),
        (excluded(), Figure::constant(1.into()), [NotApplicable; 3]),
        (excluded(), missing(), [Missing; 3]),
    ];
    for (one, other, [sum, difference, product]) in cases {
        assert_eq!(one.plus(&other).expect("a sum").state, sum);
        assert_eq!(other.minus(&one).expect("a difference").state, difference);
        assert_eq!(one.times(&other).expect("a product").state, product);
    }
    assert_eq!(missing().plus(&cell(0, 1)).expect("a sum").wants.len(), 1);
}

#[test]
fn a_whole_of_zero_is_left_to_the_zero_policy() {
    for whole in [cell(1, 0), nothing()] {
        let percent = nothing().percent_of(&whole).expect("a ratio");
        assert_eq!((percent.state, percent.doubts.len()), (State::NothingArose, 0));
    }
    let percent = cell(0, 0).percent_of(&cell(1, 0)).expect("a ratio");
    assert_eq!(percent.state, State::NothingArose);
}

#[test]
fn a_part_that_does_not_apply_contradicts_a_whole_that_does() {
    let (part, whole) = (excluded(0), cell(1, 10));
    let percent = part.percent_of(&whole).expect("a ratio");
    assert_eq!(percent.value, None);
    let contradiction = [Doubt::NotApplicableYetCounted {
        excluding_origins: part.origins.clone(),
        counted_origins: whole.origins.clone(),
    }];
    assert_eq!(percent.doubts, contradiction);
    assert_eq!(part.divided_by(&whole).expect("a quotient").doubts, contradiction);
    assert_eq!(part.agreeing_with(&whole).doubts, contradiction);
    assert_eq!(whole.agreeing_with(&part).doubts, contradiction);
    assert_eq!(whole.reduced_to(&part).expect("a reduction").doubts, contradiction);
    let left = whole.without(&part).expect("what is left");
    assert_eq!(
        (left.number(), left.doubts.len()),
        (Some(10.into()), 0),
        "secret files, where there are none"
    );
    let excluded = cell(0, 0).percent_of(&excluded(1)).expect("a ratio");
    assert_eq!((excluded.state, excluded.doubts.len()), (State::NotApplicable, 0));
}

#[test]
fn a_part_of_nothing_is_not_asked_for() {
    for whole in [cell(1, 0), nothing(), excluded(1)] {
        let percent = missing().percent_of(&whole).expect("a ratio");
        let expected = whole.state.max(State::NothingArose);
        let expected = if expected == State::Reported { State::NothingArose } else { expected };
        assert_eq!((percent.state, percent.wants.len()), (expected, 0));
        assert_eq!(whole.without(&missing()).expect("what is left").wants, []);
        assert_eq!(whole.reduced_to(&missing()).expect("a reduction").wants, []);
    }
    assert_eq!(missing().percent_of(&cell(1, 5)).expect("a ratio").wants.len(), 1);
    let mut unreadable = missing();
    unreadable.wants.iter_mut().for_each(|want| want.unreadable = true);
    assert_eq!(unreadable.percent_of(&nothing()).expect("a ratio").state, State::Missing);
    assert_eq!(nothing().without(&unreadable).expect("what is left").state, State::Missing);
}

#[test]
fn what_did_not_arise_never_becomes_the_number_zero() {
    let hundred = Figure::constant(100.into());
    let rate = nothing().divided_by(&nothing()).expect("a quotient").times(&hundred).expect("a product");
    assert_eq!((rate.state, &rate.value), (State::NothingArose, &None));
    let zero = cell(0, 0).divided_by(&cell(1, 0)).expect("a quotient").times(&hundred).expect("a product");
    assert_eq!((zero.state, &zero.value), (State::NothingArose, &None));
    let some = cell(0, 3).divided_by(&cell(1, 0)).expect("a quotient");
    assert!(matches!(&some.doubts[..], [Doubt::PartAboveWhole { .. }]), "{some:?}");
    let rate = cell(0, 0).percent_of(&cell(1, 0)).expect("a ratio");
    let last_year = cell(2, 68);
    assert_eq!(rate.minus(&last_year).expect("a difference").state, State::NothingArose);
    assert_eq!(last_year.minus(&rate).expect("a difference").state, State::NothingArose);
    assert_eq!(rate.plus(&last_year).expect("a sum").state, State::NothingArose);
    assert_eq!(nothing().minus(&last_year).expect("a difference").number(), Some((-68).into()));
}

#[test]
fn a_part_above_its_whole_is_doubted_with_both_cells() {
    let percent = cell(0, 12).percent_of(&cell(1, 10)).expect("a ratio");
    assert!(matches!(&percent.doubts[..], [Doubt::PartAboveWhole { .. }]), "{:?}", percent.doubts);
    let percent = cell(0, 1).percent_of(&nothing()).expect("a ratio");
    assert!(matches!(&percent.doubts[..], [Doubt::NothingAroseYetCounted { .. }]), "{:?}", percent.doubts);
}

#[test]
fn figures_that_should_agree_and_do_not_are_doubted() {
    assert_eq!(cell(0, 7).agreeing_with(&cell(1, 7)).doubts, []);
    assert_eq!(cell(0, 7).agreeing_with(&missing()).doubts, []);
    assert_eq!(cell(0, 0).agreeing_with(&nothing()).doubts, []);
    assert_eq!(cell(0, 7).agreeing_with(&cell(1, 8)).doubts.len(), 1);
}

#[test]
fn a_ratio_agrees_with_what_rounding_makes_of_it() {
    let ratio = cell(0, 28).percent_of(&cell(1, 43)).expect("a ratio");
    let stated = |text: &str| {
        let number = Value::Number(text.parse().expect("a decimal"));
        Figure { value: Some(number), ..cell(2, 0) }
    };
    assert_eq!(ratio.agreeing_with(&stated("65.1")).doubts, []);
    assert_eq!(stated("65.12").agreeing_with(&ratio).doubts, []);
    let differing = ratio.agreeing_with(&stated("65.2"));
    let [Doubt::Disagreement { one, other, one_origins, other_origins }] = &differing.doubts[..] else {
        panic!("{:?}", differing.doubts);
    };
    assert_eq!((&**one, &**other, one_origins.len(), other_origins.len()), ("65,12", "65,2", 2, 1));
}

#[test]
fn overflow_is_an_error_and_never_a_panic() {
    let huge = Figure::constant(Decimal::MAX);
    assert_eq!(huge.plus(&huge), Err(ArithmeticError::Overflow));
    assert_eq!(huge.times(&huge), Err(ArithmeticError::Overflow));
    assert_eq!(huge.percent_of(&huge), Err(ArithmeticError::Overflow));
    assert_eq!(huge.divided_by(&Figure::constant(Decimal::ZERO)), Err(ArithmeticError::DivisionByZero));
}

#[test]
fn halves_round_up() {
    for (number, rounded) in [("0.125", "0.13"), ("0.135", "0.14"), ("2.675", "2.68"), ("99.9949", "99.99")] {
        let number: Decimal = number.parse().expect("a decimal");
        assert_eq!(round_half_up(number, 2).to_string(), rounded);
    }
}
