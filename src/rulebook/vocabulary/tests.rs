use std::sync::Arc;

use indexmap::IndexMap;
use pretty_assertions::assert_eq;
use rust_decimal::Decimal;

use super::{WORDS, World};
use crate::address::{Address, CellRef};
use crate::diagnostic::Code;
use crate::figure::{
    ALGEBRAS, Bounds, Continuity, Doubt, Figure, FigureKind, FigureSpec, Figures, Origin, Record, State,
    Table, Together, Value, Want,
};
use crate::rulebook::engine::{Machine, Run};
use crate::rulebook::failure::Stop;

fn spec(id: &str, kind: FigureKind) -> FigureSpec {
    FigureSpec {
        id: id.into(),
        label: id.into(),
        kind,
        measure: "".into(),
        from: "VP".into(),
        form: "phieu-so-lieu".into(),
        choices: Vec::new(),
        field: None,
        declared_in: "rules/a.rhai".into(),
        guidance: None,
        continuity: Continuity::default(),
        bounds: Bounds::default(),
    }
}

fn origin(row: u32) -> Origin {
    let address = Address { file: "a.xlsx".into(), sheet: "S".into(), cell: CellRef::new(row, 0) };
    Origin { address, unit: "VP".into(), form: "f".into(), raw: "".into() }
}

fn number(row: u32, number: &str) -> Figure {
    Figure::reported(Value::Number(number.parse().expect("a decimal")), origin(row))
}

fn choice(row: u32, code: &str) -> Figure {
    Figure::reported(Value::Choice(code.into()), origin(row))
}

fn missing() -> Figure {
    Figure::missing(Want {
        figure: "thieu".into(),
        label: "".into(),
        unit: "VP".into(),
        form: "f".into(),
        address: None,
        unreadable: false,
    })
}

fn record(time: Figure, unit: Figure) -> Record {
    Record { fields: IndexMap::from([("thoi_han".to_owned(), time), ("don_vi".to_owned(), unit)]) }
}

/// The figures that the examples of the words speak of, one in each state beside them.
fn figures() -> Figures {
    let records = vec![
        record(number(20, "12"), choice(30, "ngay")),
        record(number(21, "2"), choice(31, "ngay")),
        record(number(22, "48"), choice(32, "gio")),
    ];
    let unsure = vec![
        record(number(40, "12"), choice(50, "ngay")),
        record(number(41, "5"), missing()),
        record(number(42, "2"), missing()),
    ];
    let doubt = Doubt::unclear(Code::CellNumberDoubtful, vec![origin(61)]);
    let doubtful = vec![
        record(number(60, "12"), choice(70, "ngay")),
        record(Figure { doubts: vec![doubt], ..number(61, "2") }, choice(71, "ngay")),
    ];
    let partly = vec![
        record(number(80, "12"), choice(90, "ngay")),
        record(Figure::not_applicable(vec![origin(81)]), choice(91, "ngay")),
    ];
    let single: [(&str, Figure); 10] = [
        ("ty_le_khong_phat_sinh", Figure::nothing_arose(vec![origin(9)])),
        ("phan", number(1, "3")),
        ("tong", number(2, "4")),
        ("tra_loi", choice(3, "co")),
        ("tu_choi", choice(4, "chua")),
        ("khong_phat_sinh", Figure::nothing_arose(vec![origin(5)])),
        ("khong_ap_dung", Figure::not_applicable(vec![origin(6)])),
        ("thieu", missing()),
        ("ngay", Figure::reported(Value::Date("2025-07-15".parse().expect("a date")), origin(7))),
        ("lon", number(8, "79228162514264337593543950335")),
    ];
    Figures {
        single: single.into_iter().map(|(id, figure)| (Arc::from(id), figure)).collect(),
        tables: IndexMap::from([
            (Arc::from("bang"), Table { records, origins: vec![origin(10)] }),
            (Arc::from("bang_trong"), Table { records: Vec::new(), origins: vec![origin(11)] }),
            (Arc::from("bang_mot_phan"), Table { records: partly, origins: vec![origin(14)] }),
            (Arc::from("bang_nghi_ngo"), Table { records: doubtful, origins: vec![origin(13)] }),
            (Arc::from("bang_thieu_don_vi"), Table { records: unsure, origins: vec![origin(12)] }),
        ]),
    }
}

fn run(expression: &str) -> Run {
    let figures = figures();
    let mut specs = IndexMap::new();
    for (ids, kind) in [
        (figures.single.keys().collect::<Vec<_>>(), FigureKind::Number),
        (figures.tables.keys().collect(), FigureKind::Table),
    ] {
        specs.extend(ids.into_iter().map(|id| (id.clone(), spec(id, kind))));
    }
    specs.insert("khong_gui".into(), spec("khong_gui", FigureKind::Number));
    specs.insert("ty_le_khong_phat_sinh".into(), spec("ty_le_khong_phat_sinh", FigureKind::Percent));
    specs.insert("bang_khong_gui".into(), spec("bang_khong_gui", FigureKind::Table));
    let machine = Machine::new();
    let script = machine.compile(&format!("fn value(f) {{ {expression} }}"));
    let script = script.unwrap_or_else(|failure| panic!("{expression}: {failure:?}"));
    machine.value(&script, &World::new(&figures, &specs))
}

fn figure(expression: &str) -> Figure {
    run(expression).result.unwrap_or_else(|stop| panic!("{expression}: {stop:?}"))
}

fn fault(expression: &str) -> (&'static str, String) {
    match run(expression).result {
        Err(Stop::Failed(failure)) => (failure.key, failure.text),
        other => panic!("{expression}: {other:?}"),
    }
}

fn unknown(expression: &str) -> Figure {
    match run(expression).result {
        Err(Stop::Unknown(figure)) => *figure,
        other => panic!("{expression}: {other:?}"),
    }
}

fn rows(figure: &Figure) -> Vec<u32> {
    figure.origins.iter().map(|origin| origin.address.cell.row).collect()
}

#[test]
fn every_example_gives_what_it_says() {
    for word in WORDS {
        assert_eq!(figure(word.example).shown(), word.gives, "{}", word.example);
    }
}

#[test]
fn the_readme_lists_every_word() {
    let readme = include_str!("../../../rules/README.md");
    for word in WORDS {
        let row = format!("| `{}` | {} |", word.signature, word.meaning);
        assert!(readme.contains(&row), "rules/README.md, \"Từ vựng để tính\", lacks the row\n{row}");
    }
}

#[test]
fn the_readme_shows_the_algebra_of_states() {
    let readme = include_str!("../../../rules/README.md");
    let names = ["có số", "0", "không phát sinh", "không áp dụng", "chưa báo cáo"];
    for algebra in ALGEBRAS {
        let mut table =
            format!("| `{}` | {} |\n|---|---|---|---|---|---|\n", algebra.word, names.join(" | "));
        for (name, row) in names.iter().zip(algebra.table) {
            let cells = row.map(|together| match together {
                Together::Value => "tính",
                Together::NothingArose => "không phát sinh",
                Together::NotApplicable => "không áp dụng",
                Together::Missing => "thiếu",
                Together::Contradiction => "**hỏi lại**",
            });
            table.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
        }
        assert!(readme.contains(&table), "rules/README.md, \"Khi không có số\", lacks\n{table}");
    }
}

#[test]
fn numbers_of_the_script_are_exact_and_never_divide_as_integers() {
    for (expression, shown) in [
        ("7 / 2", "3.5"),
        ("1 / 2 * f.tong", "2"),
        ("0.1 + 0.2", "0.3"),
        ("1.5 - 1", "0.5"),
        ("2 * 0.25", "0.5"),
        ("f.phan / 100 * 2.5", "0.075"),
        ("-f.phan", "-3"),
        ("-0.5 + 1", "0.5"),
        ("2 - f.phan * 0.5", "0.5"),
        ("if 0.1 + 0.2 == 0.3 { 1 } else { 0 }", "1"),
        ("if 7 / 2 > 3 { 1 } else { 0 }", "1"),
        ("let x = f.phan; x += 2; x", "5"),
    ] {
        assert_eq!(figure(expression).shown(), shown, "{expression}");
    }
}

#[test]
fn what_has_no_value_passes_through_every_word() {
    for word in [
        "{} + 1",
        "1 - {}",
        "{} * 2",
        "{} / 2",
        "percent({}, 4)",
        "percent(3, {})",
        "reduction({}, 3)",
        "reduction(3, {})",
        "sum([1, {}])",
        "at_most({}, 1)",
        "at_least({}, 1)",
        "linear({}, 3, 1)",
        "both({}, {})",
        "none_of({})",
        "choose({}, #{ co: 1 })",
        "agree({}, 1)",
        "two_ways({}, 1)",
        "two_ways(1, {})",
        "ask({}, 1, \"vì sao\")",
        "rest({}, 1)",
        "-{}",
    ] {
        for (id, state) in [
            ("thieu", State::Missing),
            ("khong_gui", State::Missing),
            ("khong_ap_dung", State::NotApplicable),
        ] {
            let expression = word.replace("{}", &format!("f.{id}"));
            let figure = figure(&expression);
            assert_eq!((figure.state, &figure.value), (state, &None), "{expression}");
            assert_eq!(figure.wants.len(), usize::from(state == State::Missing), "{expression}");
        }
    }
}

#[test]
fn a_comparison_without_a_value_stops_the_rule_and_is_never_a_wrong_no() {
    for test in [
        "f.thieu > 1",
        "1 <= f.thieu",
        "f.thieu == 0",
        "f.thieu != 0",
        "f.phan < f.thieu",
        "f.thieu == \"co\"",
    ] {
        assert_eq!(unknown(&format!("if {test} {{ 1 }} else {{ 0 }}")).wants.len(), 1, "{test}");
    }
    assert_eq!(unknown("if f.khong_ap_dung > 1 { 1 } else { 0 }").state, State::NotApplicable);
    // Nothing arose is zero beside a number, but no answer.
    assert_eq!(figure("if f.khong_phat_sinh == 0 { 1 } else { 0 }").shown(), "1");
    assert_eq!(unknown("if f.khong_phat_sinh == \"co\" { 1 } else { 0 }").state, State::NothingArose);
    // What is not asked is not missed.
    assert_eq!(figure("if f.tra_loi == \"co\" { 1 } else { if f.thieu > 1 { 2 } else { 3 } }").shown(), "1");
}

#[test]
fn values_of_unlike_kinds_are_not_silently_different() {
    for (test, key) in [
        ("f.phan == \"co\"", "script.not_comparable"),
        ("f.tra_loi == 1", "script.not_comparable"),
        ("f.tra_loi > \"co\"", "script.not_comparable"),
        ("f.phan == true", "script.not_comparable"),
        ("f.phan == [1]", "script.not_comparable"),
        ("f.phan == ()", "script.not_comparable"),
        ("f.bang == 1", "script.not_comparable"),
        ("f.bang == f.bang", "script.not_comparable"),
    ] {
        let (fault, _) = fault(&format!("if {test} {{ 1 }} else {{ 0 }}"));
        assert_eq!(fault, key, "{test}");
    }
}

#[test]
fn dates_compare_with_days_written_out() {
    assert_eq!(figure("if f.ngay <= \"2025-07-31\" { 1 } else { 0 }").shown(), "1");
    assert_eq!(figure("if f.ngay == f.ngay { 1 } else { 0 }").shown(), "1");
}

#[test]
fn what_was_read_and_compared_is_remembered() {
    let run = run("if f.phan >= 3 { f.tong } else { f.thieu }");
    assert_eq!(run.read.iter().map(|id| &**id).collect::<Vec<_>>(), ["phan", "tong"]);
    assert_eq!(run.compared.iter().flat_map(|figure| rows(figure)).collect::<Vec<_>>(), [1]);
}

#[test]
fn percent_keeps_its_parts_and_doubts_a_part_above_its_whole() {
    let percent = figure("percent(f.phan, f.tong)");
    let parts = percent.parts.as_ref().expect("parts");
    assert_eq!((parts.numerator.shown(), parts.denominator.shown()), ("3".into(), "4".into()));
    assert_eq!(rows(&percent), [1, 2]);
    assert!(matches!(&figure("percent(f.tong, f.phan)").doubts[..], [Doubt::PartAboveWhole { .. }]));
    assert_eq!(figure("percent(0, 0)").state, State::NothingArose);
}

#[test]
fn reduction_divides_the_fall_by_what_was_before() {
    let reduction = figure("reduction(f.tong, f.phan)");
    let parts = reduction.parts.as_ref().expect("parts");
    assert_eq!((parts.numerator.shown(), parts.denominator.shown()), ("1".into(), "4".into()));
    assert_eq!(figure("reduction(10, 11)").shown(), "-10");
    assert_eq!(figure("reduction(0, 0)").state, State::NothingArose);
    let doubtful = figure("reduction(f.khong_phat_sinh, f.phan)");
    assert_eq!(doubtful.state, State::NothingArose);
    assert!(matches!(&doubtful.doubts[..], [Doubt::NothingAroseYetCounted { .. }]), "{doubtful:?}");
}

#[test]
fn a_percentage_that_did_not_arise_is_no_zero_to_compare_with() {
    assert_eq!(figure("f.phan - f.ty_le_khong_phat_sinh").state, State::NothingArose);
    assert_eq!(unknown("if f.ty_le_khong_phat_sinh < 50 { 1 } else { 0 }").state, State::NothingArose);
    assert_eq!(figure("f.phan - f.khong_phat_sinh").shown(), "3", "a count that did not arise is none");
}

#[test]
fn linear_gives_the_most_from_the_threshold_on_and_a_share_below() {
    for (expression, shown) in [
        ("linear(85, 85, 5)", "5"),
        ("linear(86, 85, 5)", "5"),
        ("linear(68, 85, 5)", "4"),
        ("linear(0, 85, 5)", "0"),
    ] {
        assert_eq!(figure(expression).shown(), shown, "{expression}");
    }
    assert_eq!(figure("linear(f.khong_phat_sinh, 85, 5)").state, State::NothingArose);
    assert_eq!(fault("linear(1, 0, 5)").0, "script.division_by_zero");
}

#[test]
fn sums_and_bounds() {
    assert_eq!(figure("sum([])").shown(), "0");
    assert_eq!(rows(&figure("sum([f.phan, f.tong, f.phan])")), [1, 2]);
    assert_eq!(figure("at_most(f.tong, f.phan)").shown(), "3");
    assert_eq!(figure("at_least(f.phan - 5, 0)").shown(), "0");
    assert_eq!(rows(&figure("at_most(f.tong, 3)")), [2]);
}

#[test]
fn agree_takes_the_first_and_doubts_a_difference() {
    assert_eq!(figure("agree(f.phan, f.thieu)").shown(), "3");
    let differing = figure("agree(f.phan, f.tong)");
    assert!(matches!(&differing.doubts[..], [Doubt::Disagreement { .. }]));
    assert_eq!(rows(&differing), [1, 2]);
}

#[test]
fn two_ways_takes_the_first_and_keeps_the_second_where_it_differs() {
    let same = figure("two_ways(percent(f.phan, f.tong), 75)");
    assert_eq!((same.shown().as_str(), same.second, same.parts.is_some()), ("75", None, true));
    let differing = figure("two_ways(percent(f.phan, f.tong), percent(f.phan, f.tong + 1))");
    assert_eq!((differing.shown().as_str(), rows(&differing)), ("75", vec![1, 2]));
    assert_eq!(differing.second.expect("a second value").shown(), "60");
    // What did not arise by one way may have arisen by the other.
    let arisen = figure("two_ways(percent(0, 0), percent(0, f.tong))");
    assert_eq!(
        (arisen.state, arisen.second.expect("a second value").shown()),
        (State::NothingArose, "0".into())
    );
}

#[test]
fn ask_doubts_the_value_for_the_cells_it_is_given() {
    let asked = |expression: &str| match &figure(expression).doubts[..] {
        [Doubt::Asked { rule, reason, origins }] => {
            assert_eq!((&**rule, reason.as_deref()), ("", Some("vì sao")));
            origins.iter().map(|origin| origin.address.cell.row).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(asked("ask(f.phan, f.tong, \"vì sao\")"), [2]);
    assert_eq!(asked("ask(f.phan, f.bang.keep(\"don_vi\", [\"gio\"]), \"vì sao\")"), [22]);
    assert_eq!(asked("ask(f.phan, f.bang_trong, \"vì sao\")"), [11]);
}

#[test]
fn both_is_certain_as_soon_as_one_says_no() {
    for (expression, state, code) in [
        ("both(f.tra_loi, f.tra_loi)", State::Reported, Some("co")),
        ("both(f.tra_loi, f.tu_choi)", State::Reported, Some("chua")),
        ("both(f.thieu, f.tu_choi)", State::Reported, Some("chua")),
        ("both(f.thieu, f.tra_loi)", State::Missing, None),
        ("both(f.khong_phat_sinh, f.tra_loi)", State::NothingArose, None),
        ("both(f.khong_phat_sinh, f.khong_phat_sinh)", State::NothingArose, None),
        ("both(f.tra_loi, none_of(f.khong_phat_sinh))", State::Reported, Some("co")),
        ("both(f.tra_loi, none_of(f.phan))", State::Reported, Some("chua")),
        ("both(f.khong_ap_dung, f.tu_choi)", State::Reported, Some("chua")),
    ] {
        let figure = figure(expression);
        assert_eq!((figure.state, figure.choice()), (state, code), "{expression}");
        assert_eq!(figure.wants.is_empty(), state != State::Missing, "{expression}");
    }
    let contradictory = figure("both(f.tra_loi, f.khong_ap_dung)");
    assert!(
        matches!(&contradictory.doubts[..], [Doubt::NotApplicableYetCounted { .. }]),
        "{contradictory:?}"
    );
    assert_eq!(fault("both(f.phan, f.tra_loi)").0, "script.not_an_answer");
}

#[test]
fn an_answer_without_points_of_its_own_is_a_fault() {
    assert_eq!(figure("choose(f.tra_loi, #{ co: f.phan, chua: 0 })").shown(), "3");
    assert_eq!(rows(&figure("choose(f.tra_loi, #{ co: 2, chua: 0 })")), [3]);
    assert_eq!(fault("choose(f.tu_choi, #{ co: 2 })"), ("script.answer_not_chosen", "chua".to_owned()));
    assert_eq!(fault("choose(f.phan, #{ co: 2 })").0, "script.not_an_answer");
}

#[test]
fn tables_are_filtered_and_summed_with_all_their_cells() {
    let days = figure("f.bang.keep(\"don_vi\", [\"ngay\"]).sum(\"thoi_han\")");
    assert_eq!(days.shown(), "14");
    assert_eq!(rows(&days), [10, 20, 21]);
    assert_eq!(figure("f.bang.keep_at_least(\"thoi_han\", 12).sum(\"thoi_han\")").shown(), "60");
    assert_eq!(fault("f.bang.sum(\"thoihan\")"), ("script.no_column", "thoihan".to_owned()));
}

#[test]
fn a_row_that_does_not_apply_does_not_take_the_others_with_it() {
    let sum = figure("f.bang_mot_phan.sum(\"thoi_han\")");
    let [Doubt::NotApplicableYetCounted { excluding_origins, counted_origins }] = &sum.doubts[..] else {
        panic!("{sum:?}");
    };
    let cell = |origins: &[Origin]| origins.iter().map(|origin| origin.address.cell.row).collect::<Vec<_>>();
    assert_eq!((cell(excluding_origins), cell(counted_origins)), (vec![81], vec![80]));
}

#[test]
fn a_table_without_rows_did_not_arise_and_one_not_sent_is_missing() {
    assert_eq!(figure("f.bang_trong.sum(\"thoi_han\")").state, State::NothingArose);
    assert_eq!(figure("f.bang_trong.count()").shown(), "0");
    assert_eq!(figure("f.bang_khong_gui.keep(\"x\", [\"y\"]).sum(\"z\")").wants.len(), 1);
    assert_eq!(figure("f.bang_khong_gui.count()").state, State::Missing);
}

#[test]
fn a_row_that_may_or_may_not_belong_leaves_the_sum_unknown_unless_another_filter_drops_it() {
    let unknown = figure("f.bang_thieu_don_vi.keep(\"don_vi\", [\"ngay\"]).sum(\"thoi_han\")");
    assert_eq!((unknown.state, unknown.wants.len()), (State::Missing, 1));
    assert_eq!(figure("f.bang_thieu_don_vi.keep(\"don_vi\", [\"ngay\"]).count()").state, State::Missing);
    let known = "f.bang_thieu_don_vi.keep(\"don_vi\", [\"ngay\"]).keep_at_least(\"thoi_han\", 6)";
    assert_eq!(figure(&format!("{known}.sum(\"thoi_han\")")).shown(), "12");
    assert_eq!(figure(&format!("{known}.count()")).shown(), "1");
}

#[test]
fn a_doubtful_cell_that_decides_makes_the_result_doubtful_even_where_its_row_is_dropped() {
    let sum = figure("f.bang_nghi_ngo.keep_at_least(\"thoi_han\", 3).sum(\"thoi_han\")");
    assert_eq!((sum.shown().as_str(), sum.doubts.len()), ("12", 1));
}

#[test]
fn overflow_and_division_by_zero_are_faults() {
    for expression in ["f.lon + 1", "f.lon * f.lon", "f.lon + f.lon", "9223372036854775807 * f.lon"] {
        assert_eq!(fault(expression).0, "script.overflow", "{expression}");
    }
    for expression in ["1 / 0", "f.phan / 0", "f.phan / 0.0", "1.5 / 0.0"] {
        assert_eq!(fault(expression).0, "script.division_by_zero", "{expression}");
    }
}

#[test]
fn faults_stand_where_the_word_stands() {
    let Err(Stop::Failed(failure)) = run("\n  f.phan\n   / 0").result else { panic!("no failure") };
    assert_eq!(failure.spot, Some((3, 4)));
    let Err(Stop::Failed(failure)) = run("\n  choose(f.tra_loi, #{})").result else { panic!("no failure") };
    assert_eq!(failure.spot, Some((2, 3)));
    assert_eq!(fault("f.phann"), ("script.no_figure", "phann".to_owned()));
    assert_eq!(Decimal::from(3), figure("f.phan").number().expect("a number"));
}
