//! Schemes side by side, from the submissions to the report.

use calamine::{Reader, Xlsx, open_workbook};
use cchc::report::book::Content;
use pretty_assertions::assert_eq;
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::program::Program;
use crate::submission::{Submission, number};

const SAMPLE: &str = "chau-son-2025-nam";
const RUN: &str = "run --as-of 2025-12-16";
/// What stands beside the title of a rule of which something is not confirmed.
const UNCONFIRMED: &str = "(chưa được xác nhận)";

fn list<'a>(results: &'a Json, name: &str, scheme: &str) -> Vec<&'a Json> {
    let all = results[name].as_array().expect("a list").iter();
    all.filter(|entry| entry["scheme"] == scheme).collect()
}

fn criterion<'a>(results: &'a Json, scheme: &str, id: &str) -> &'a Json {
    let all = list(results, "criteria", scheme);
    all.into_iter().find(|rule| rule["id"] == id).unwrap_or_else(|| panic!("{scheme} {id} is missing"))
}

/// The texts of a sheet, row by row.
fn sheet(program: &Program, name: &str) -> Vec<String> {
    let mut workbook: Xlsx<_> = open_workbook(program.output("Bao-cao")).expect("a workbook");
    let range = workbook.worksheet_range(name).expect("the sheet");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")).collect()
}

#[test]
fn each_scheme_has_its_own_total_band_and_annex() {
    let program = Program::in_sample(SAMPLE);
    program
        .run(RUN)
        .exits(1)
        .says("Tự chấm điểm chất lượng phục vụ người dân, doanh nghiệp theo Quyết định 766/QĐ-TTg");
    let results = program.results();
    let points = |scheme: &str| {
        let [totals] = list(&results, "totals", scheme)[..] else { panic!("{scheme}") };
        totals["points"].clone()
    };
    let index = points("qd-766");
    // 1.1 has a denominator of zero: its 6 points leave the maximum, and 81,60 of 94 is 86,81 of 100.
    assert_eq!((&index["maximum"], &index["excluded"]), (&"100".into(), &"6".into()));
    assert_eq!(
        (&index["score"], &index["index_low"], &index["index_high"]),
        (&"81.6".into(), &"86.81".into(), &"86.81".into())
    );
    assert_eq!(index["band"], "Tốt");
    assert_eq!(criterion(&results, "qd-766", "1.1")["outcome"], "excluded");
    assert_eq!(points("chi-so-mau")["band"], Json::Null, "the sample index is still open");

    let annex = sheet(&program, "PL III Tự chấm điểm (766)");
    let has = |text: &str| annex.iter().any(|row| row.contains(text));
    for text in [
        "Phụ lục III.2",
        "THEO QUYẾT ĐỊNH 766/QĐ-TTg",
        "TỰ TÍNH ĐỂ THEO DÕI",
        "1 | Công khai, minh bạch | 18",
        "3.5-3.6 | Thanh toán trực tuyến | 10",
        "Xếp loại: Tốt",
    ] {
        assert!(has(text), "{text}\n{annex:#?}");
    }
    assert!(!has("Điểm thưởng") && !has("Điểm trừ"), "it knows neither bonus nor penalty");
    let sample_index = sheet(&program, "PL III Tự chấm điểm");
    assert!(sample_index.iter().any(|row| row.contains("Phụ lục III.1")));
    assert!(sample_index.iter().any(|row| row.contains("Điểm thưởng (sau khi áp mức tối đa)")));
}

#[test]
fn what_is_not_confirmed_says_so_wherever_it_is_shown() {
    let program = Program::in_sample(SAMPLE);
    program.run(RUN).exits(1);
    let results = program.results();
    let rules = list(&results, "criteria", "qd-766");
    let unconfirmed: Vec<&str> = rules
        .iter()
        .filter(|rule| !rule["unconfirmed"].is_null())
        .map(|rule| rule["id"].as_str().expect("a number"))
        .collect();
    assert_eq!(unconfirmed, ["3", "4.2b", "4.5a", "4.5b", "5.2", "5.3", "5.4"]);
    let annex = sheet(&program, "PL III Tự chấm điểm (766)");
    let rules_in_force = sheet(&program, "Quy tắc áp dụng");
    for id in unconfirmed {
        let rule = criterion(&results, "qd-766", id);
        let title = rule["title"].as_str().expect("a title");
        assert!(title.ends_with(UNCONFIRMED), "{title}");
        let row = annex.iter().find(|row| row.contains(title)).expect("a row");
        let what = rule["unconfirmed"].as_str().expect("what is not confirmed");
        assert!(row.contains(&format!("Chưa được xác nhận: {what}")), "{row}");
        assert!(rules_in_force.iter().any(|row| row.contains(title)), "{title}");
    }
    let said = program.run("explain 4.2b .").exits(0);
    assert!(
        said.stdout.contains("4.2b (766) Chứng thực bản sao điện tử (chưa được xác nhận)"),
        "{}",
        said.stdout
    );
    let said = program.run("explain 4.2b").exits(0);
    assert!(said.stdout.contains("Chưa được xác nhận: tử số, mẫu số"), "{}", said.stdout);
    let said = program.run("gap").exits(1);
    assert!(
        said.stdout.contains("4.5a (766) TTHC kết nối Cơ sở dữ liệu quốc gia về dân cư (chưa được xác nhận)")
    );
    program.run("doc --out doc").exits(0);
    let book = std::fs::read_dir(program.path().join("doc")).expect("a folder");
    let markdown = book
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.extension().is_some_and(|extension| extension == "md"))
        .expect("the Markdown");
    let text = std::fs::read_to_string(markdown).expect("text");
    assert_eq!(text.matches(UNCONFIRMED).count(), 7);
    assert_eq!(text.matches("- Chưa được xác nhận: ").count(), 7);
}

#[test]
fn a_commune_that_leaves_the_index_out_sees_nothing_of_it_and_all_else_stays() {
    let program = Program::in_sample(SAMPLE).with_sources();
    program.run(RUN).exits(1);
    let before = program.results();
    program.edit("rules/plan.toml", "leave_out = []", "leave_out = [\"qd-766\"]");
    program.run("check").exits(0);
    program.run("forms --period 2025-nam --unit TTPVHCC --out phieu").exits(0);
    let path = program.path().join("phieu/Phieu-TTPVHCC-2025-nam.xlsx");
    let mut form: Xlsx<_> = open_workbook(path).expect("the form");
    let asked = form.worksheet_range("Số liệu").expect("the sheet");
    assert!(asked.rows().flatten().all(|cell| *cell != "tthc_cong_bo"));
    // The form that was sent still holds the rows; nobody needs them.
    program.run(RUN).exits(1);
    let after = program.results();
    assert_eq!(list(&after, "criteria", "qd-766").len(), 0);
    for (name, scheme) in [("targets", "ke-hoach-2025"), ("criteria", "chi-so-mau"), ("totals", "chi-so-mau")]
    {
        assert_eq!(list(&after, name, scheme), list(&before, name, scheme), "{name} {scheme}");
    }
    let annex = sheet(&program, "PL III Tự chấm điểm");
    assert!(annex.iter().any(|row| row.contains("Phụ lục III |")), "one annex alone has no part: {annex:#?}");
    // Deleting the folder does the same.
    program.edit("rules/plan.toml", "leave_out = [\"qd-766\"]", "leave_out = []");
    std::fs::remove_dir_all(program.path().join("rules/qd-766")).expect("deleted");
    program.run("check").exits(0);
    program.run(RUN).exits(1);
    assert_eq!(program.results()["criteria"], after["criteria"]);
}

#[test]
fn figures_that_only_the_index_lacks_leave_the_targets_as_they_are() {
    let program = Program::new();
    let folder = program.path().join("submissions/2025-nam");
    for unit in ["VP", "KT", "VHXH", "TTPVHCC"] {
        Submission::complete(unit).save(&folder, &format!("{unit}.xlsx"));
    }
    program.run("run").exits(1);
    let before = program.results();
    Submission::complete("TTPVHCC")
        .figure("ho_so_ket_qua_dien_tu", Content::Blank)
        .save(&folder, "TTPVHCC.xlsx");
    // What waits is told apart from criterion 4.1 of the sample index.
    program.run("run").exits(1).says("Chờ số liệu: tiêu chí 4.1 (766)");
    let after = program.results();
    assert_eq!(criterion(&before, "qd-766", "4.1")["outcome"], "scored");
    assert_eq!(criterion(&after, "qd-766", "4.1")["outcome"], "insufficient");
    for (name, scheme) in [("targets", "ke-hoach-2025"), ("criteria", "chi-so-mau")] {
        let outcomes = |results: &Json| -> Vec<Json> {
            list(results, name, scheme).into_iter().map(|rule| rule["outcome"].clone()).collect()
        };
        assert_eq!(outcomes(&after), outcomes(&before), "{scheme}");
    }
}

/// Everything that the sample index does beyond adding up, through the program: caps of bonuses and penalties, a maximum
/// that is removed, a comparison with last year, points that are entered, a criterion that reads another's points.
#[test]
fn the_sample_index_uses_every_way_of_scoring() {
    let program = Program::new().with_sources();
    // Three recognised models give 4 points here, so that with T1 the cap of 3 is passed.
    let rule = "rules/chi-so-mau/c_t2_mo_hinh_sang_kien.rhai";
    program.edit(rule, "const MAX     = 2;", "const MAX     = 4;");
    program.edit(rule, "moi_mo_hinh: 1,", "moi_mo_hinh: 2,");
    let folder = program.path().join("submissions/2025-nam");
    Submission::complete("TTPVHCC").save(&folder, "TTPVHCC.xlsx");
    let nothing = Submission::complete("VP").nothing_arose("vb_qppl_ban_hanh");
    nothing.nothing_arose("vb_qppl_dung_quy_dinh").save(&folder, "VP.xlsx");
    Submission::complete("KT")
        .figure("ngan_sach_giao", number(100))
        .figure("ngan_sach_giai_ngan", number(90))
        .figure("ty_le_giai_ngan_nam_truoc", number(88))
        .save(&folder, "KT.xlsx");
    Submission::complete("VHXH")
        .figure("ban_hanh_ke_hoach_cchc", Content::Text("Không ban hành".into()))
        .figure("mo_hinh_duoc_cong_nhan", number(3))
        .figure("so_ngay_nop_cham", number(12))
        .figure("diem_dieu_tra_xhh", Content::Number("8.5".parse().expect("a decimal")))
        .save(&folder, "VHXH.xlsx");
    program.run("run").exits(1);
    let results = program.results();
    let points = |id: &str| criterion(&results, "chi-so-mau", id)["points"].clone();
    assert_eq!((points("1.1.1"), points("1.1.2")), ("0".into(), "0".into()), "no plan, nothing to complete");
    assert_eq!((points("T1"), points("T2")), ("1".into(), "4".into()), "90 % after 88 % last year");
    assert_eq!(points("P1"), "5", "12 days at half a point, at most 5");
    assert_eq!(points("8"), "8.5", "as entered");
    assert_eq!(criterion(&results, "chi-so-mau", "2.1")["outcome"], "excluded");
    let [totals] = list(&results, "totals", "chi-so-mau")[..] else { panic!("no totals") };
    let of = |field: &str| -> Decimal {
        totals["points"][field]
            .as_str()
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(|| panic!("{field}"))
    };
    assert_eq!((of("bonus"), of("penalty"), of("excluded")), (3.into(), 5.into(), 3.into()));
    assert_eq!(of("score"), of("earned") + of("bonus") - of("penalty"));
    // What is removed leaves the whole: the rest is rescaled to 100, bonuses and penalties are not.
    let assessed = of("maximum") - of("excluded") - of("awaiting");
    let exact =
        (of("earned") + of("undetermined")) * Decimal::ONE_HUNDRED / assessed + of("bonus") - of("penalty");
    assert_eq!(of("index_high"), exact.round_dp(2));
}
