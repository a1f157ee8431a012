//! `samples/chau-son-2026-6-thang`: what units say is compared with what was reported before.

use serde_json::Value as Json;

use crate::program::Program;

const RUN: &str = "run --period 2026-6-thang --as-of 2026-06-16 --rules 2026";

/// What the run of the half year tells with `code`, in order.
fn told(program: &Program, code: &str) -> Vec<String> {
    let path = program.path().join("output/2026-6-thang/results.json");
    let results: Json = serde_json::from_slice(&std::fs::read(path).expect("results")).expect("JSON");
    let of_code =
        results["diagnostics"].as_array().expect("a list").iter().filter(|told| told["code"] == code);
    of_code.map(|told| told["message"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The place of the half year's cell and of the earlier ones, which stand in parentheses.
fn cells(message: &str) -> Vec<&str> {
    message.split('(').skip(1).filter_map(|part| part.split_once(')')).map(|(inside, _)| inside).collect()
}

#[test]
fn what_was_sent_for_earlier_periods_is_compared_cell_by_cell() {
    let program = Program::in_2026();
    program.run(RUN).exits(1).says("I09").says("I10").says("I11").says("I08");
    let [carried, fallen, last_year, rate] =
        ["I09", "I10", "I11", "I08"].map(|code| told(&program, code).join("\n"));
    assert_eq!(
        cells(&carried),
        ["Bieu06_6_thang.xlsx | Bieu 06!F26", "2025-nam/Bieu06_nam_2025.xlsx | Bieu 06!K31"]
    );
    assert!(carried.contains("là 78") && carried.contains("là 79"), "{carried}");
    assert_eq!(
        cells(&fallen),
        ["Bieu06_6_thang.xlsx | Bieu 06!J26", "2026-q1/Bieu06_quy_I.xlsx | Bieu 06!J26"]
    );
    assert_eq!(
        cells(&last_year),
        [
            "KT_6_thang.xlsx | Số liệu!E15",
            "2025-nam/KT_nam_2025.xlsx | Số liệu!E14, 2025-nam/KT_nam_2025.xlsx | Số liệu!E13"
        ]
    );
    assert!(last_year.contains("85,6") && last_year.contains("83,59"), "{last_year}");
    assert_eq!(cells(&rate), ["TTPVHCC_6_thang.xlsx | Số liệu!E28, TTPVHCC_6_thang.xlsx | Số liệu!E27"]);
    // Of the quarter only form 06 was sent: what the others would say is not compared, and named.
    let unread = told(&program, "S18");
    assert_eq!(unread.len(), 2, "{unread:?}");
    for (unit, figure) in [
        ("Phòng Kinh tế", "Số vốn ngân sách đã giải ngân đến ngày cuối kỳ số liệu"),
        (
            "Trung tâm Phục vụ hành chính công",
            "Tổng số hồ sơ TTHC chậm, muộn: đã giải quyết quá hạn và đang giải quyết đã quá hạn",
        ),
    ] {
        let of_unit =
            unread.iter().find(|told| told.contains(unit)).unwrap_or_else(|| panic!("{unit}: {unread:?}"));
        assert!(of_unit.contains("báo cáo quý I năm 2026") && of_unit.contains(figure), "{of_unit}");
    }
}

#[test]
fn a_report_counts_before_the_files_that_it_was_made_from() {
    let program = Program::in_2026();
    program.run("run --period 2026-q1 --as-of 2026-03-16 --rules 2026").exits(1);
    let report = "output/2026-q1/results.json";
    // As reported, fewer files were late in the quarter than its form says now.
    program.edit(report, "\"value\": \"18\"", "\"value\": \"15\"");
    program.run(RUN).exits(1);
    assert_eq!(told(&program, "I10"), [""; 0]);
    // What cannot be read is no report: the files are taken again.
    program.edit(report, "\"version\": 1", "\"version\": 99");
    program.run(RUN).exits(1);
    assert_eq!(told(&program, "I10").len(), 1);
    let s18 = told(&program, "S18");
    assert!(s18[0].contains("(kiểu 99); đã đối chiếu với các tệp đã gửi của kỳ đó"), "{s18:?}");
    // So is the report of another commune.
    program.edit(report, "\"version\": 99", "\"version\": 1");
    program.edit(report, "\"commune_code\": \"06637\"", "\"commune_code\": \"06640\"");
    program.edit(report, "\"commune\": \"xã Châu Sơn\"", "\"commune\": \"xã Hữu Lũng\"");
    program.run(RUN).exits(1);
    assert_eq!(told(&program, "I10").len(), 1);
    assert!(
        told(&program, "S18")[0].contains("là của xã Hữu Lũng; đã đối chiếu"),
        "{:?}",
        told(&program, "S18")
    );
    std::fs::write(program.path().join(report), "{").expect("written");
    // Without them the quarter is not compared, and the run goes on.
    std::fs::remove_dir_all(program.path().join("submissions/2026-q1")).expect("removed");
    program.run(RUN).exits(1);
    assert_eq!(told(&program, "I10"), [""; 0]);
    assert!(told(&program, "S18").join("").contains("results.json"), "{:?}", told(&program, "S18"));
}

#[test]
fn an_absent_period_is_a_notice_and_one_before_the_commune_is_none() {
    let program = Program::in_2026();
    std::fs::remove_dir_all(program.path().join("submissions/2026-q1")).expect("removed");
    program.run(RUN).exits(1);
    let absent = told(&program, "S18");
    assert_eq!(absent.len(), 1, "{absent:?}");
    assert!(absent[0].contains("quý I năm 2026"), "{absent:?}");
    // Files that say nothing of the quarter are no report of it either.
    let folder = program.path().join("submissions/2026-q1");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("khac.csv"), "a;b\n1;2\n").expect("written");
    program.run(RUN).exits(1);
    assert_eq!(told(&program, "S18"), absent);
    // The third quarter of 2025 is compared with nothing: the commune was founded in July.
    let program = Program::in_sample("chau-son-2025-q3");
    program.run("run --as-of 2025-09-16").exits(1);
    let results = program.results();
    let told = results["diagnostics"].as_array().expect("a list");
    assert!(told.iter().all(|told| told["code"] != "S18"), "{told:#?}");
}

#[test]
fn an_explicit_folder_of_submissions_finds_its_neighbours() {
    let program = Program::in_2026();
    let aside = Program::new();
    let folder = program.path().join("submissions/2026-6-thang");
    let out = aside.path().join("out");
    let rules = program.path().join("2026");
    let run = format!(
        "run {} --as-of 2026-06-16 --out {} --rules {}",
        folder.display(),
        out.display(),
        rules.display()
    );
    aside.run(&run).exits(1).says("2025-nam/Bieu06_nam_2025.xlsx");
    // The same input gives the same bytes, whatever was compared.
    let results = std::fs::read(out.join("results.json")).expect("results");
    aside.run(&run).exits(1);
    assert_eq!(results, std::fs::read(out.join("results.json")).expect("results"));
}

#[test]
fn a_report_whose_files_have_changed_since_says_so() {
    let program = Program::in_2026();
    program.run("run --period 2026-q1 --as-of 2026-03-16 --rules 2026").exits(1);
    program.run(RUN).exits(1);
    assert_eq!(told(&program, "S24"), [""; 0]);
    let folder = program.path().join("submissions");
    let later = folder.join("2026-6-thang/Bieu06_6_thang.xlsx");
    std::fs::copy(later, folder.join("2026-q1/Bieu06_quy_I.xlsx")).expect("copied");
    program.run(RUN).exits(1);
    assert_eq!(
        told(&program, "S24"),
        [
            "Báo cáo quý I năm 2026 được dùng để đối chiếu, nhưng các tệp sau đã thay đổi từ khi lập báo cáo ấy: \
             Bieu06_quy_I.xlsx."
        ]
    );
    // What is gone tells nothing: the report says what was reported.
    std::fs::remove_file(folder.join("2026-q1/Bieu06_quy_I.xlsx")).expect("removed");
    program.run(RUN).exits(1);
    assert_eq!(told(&program, "S24"), [""; 0]);
}
