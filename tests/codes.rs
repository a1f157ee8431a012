//! Every code of the register is told of something: by the sample worlds, by the broken rules, by files each of which
//! is named after the code that must be told of it, and by commands that cannot do what is asked.
//!
//! A new code fails here until something shows it. Imitate `S08.csv` below for what is wrong with a submission,
//! `tests/broken_rules/R08` for what is wrong with a rule.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::time::Duration;

use cchc::address::CellRef;
use cchc::diagnostic::Code;
use cchc::intake::{FileToRead, Purpose, WorkbookReader, WorkerPool};
use cchc::report::book::{Book, Cell, Content, Sheet};
use cchc::report::write_book;

use crate::program::{Program, repository};
use crate::report::design;

/// Our own form as a unit might export it: the unit, then the rows of figures, then those of tasks.
const HEAD: &str = "Kỳ báo cáo:;năm 2025\nMã;Nội dung;Đơn vị tính;Số liệu;Không phát sinh (x)\n";
const TASKS: &str = "Mã;Nhiệm vụ;Tình trạng;Ngày hoàn thành\n";
/// The list of procedures.
const LIST: &str = "Danh mục thủ tục hành chính\nKỳ báo cáo: năm 2025\n";
const COLUMNS: &str = "STT;Tên TTHC;Thời hạn theo quy định;Thời hạn sau cắt giảm;Đơn vị tính\n";
/// Form 06 in one header row.
const KSTT: &str = "STT;Lĩnh vực;Tiếp nhận - Tổng số;Tiếp nhận - Trực tuyến;Tiếp nhận - Trực tiếp;Tiếp nhận - Kỳ trước;\
    Đã giải quyết - Tổng số;Đã giải quyết - Trước hạn;Đã giải quyết - Đúng hạn;Đã giải quyết - Quá hạn;\
    Đang giải quyết - Tổng số;Đang giải quyết - Trong hạn;Đang giải quyết - Quá hạn\n\
    1;Đất đai;10;6;3;1;8;5;2;1;2;1;1\n;Tổng cộng;10;6;3;1;8;5;2;1;2;1;1\n";

/// Text files, each named after the code that must be told of it.
fn texts() -> Vec<(&'static str, String)> {
    let of = |unit: &str, rows: &str| format!("Đơn vị báo cáo:;{unit}\n{HEAD}{rows}");
    let kt = |rows: &str| of("KT", rows);
    vec![
        ("S04.csv", "Đơn vị báo cáo:;KT\nMã;Nội dung;Số liệu\nvi_pham_tai_san_cong;;0\n".to_owned()),
        (
            "S05.csv",
            format!("{LIST}STT;Tên TTHC;Thời hạn theo quy định;Thời hạn sau cắt giảm\n1;Khai sinh;3;2\n"),
        ),
        ("S06.csv", kt("vi_pham_tai_san_cong;;;0;\n")),
        ("S07.csv", kt("vi_pham_tai_san_cong;;;0;\nvi_pham_tai_san_congg;;;0;\n")),
        ("S08.csv", kt("vi_pham_tai_san_cong;;;0;\nvi_pham_tai_san_cong;;;0;\n")),
        (
            "S14.csv",
            format!(
                "{LIST}STT;Tên TTHC;Số liệu;Thời hạn theo quy định;Thời hạn theo quy định;Thời hạn sau cắt giảm;Đơn vị tính\n1;Khai sinh;;3;3;2;ngày\n"
            ),
        ),
        (
            "S15.csv",
            kt("ngan_sach_giai_ngan;;;5;\nvi_pham_tai_san_cong;Tổng vốn ngân sách được giao trong năm;;0;\n"),
        ),
        ("S16.csv", kt("ngan_sach_giao;;triệu đồng;68450;\n")),
        ("S17.csv", format!("{LIST}{COLUMNS}1;Khai sinh;3;2;ngày\n;Người lập;;;\n2;Kết hôn;3;2;ngày\n")),
        ("S19.csv", kt("vi_pham_tai_san_cong;;;1;\n")),
        ("S22.csv", format!("UBND XÃ HỮU LŨNG\n{}", kt("vi_pham_tai_san_cong;;;2;\n"))),
        (
            "S20.csv",
            format!("Biểu số 12/STP\nTrung tâm Phục vụ hành chính công\nKỳ báo cáo: năm 2025\n{KSTT}"),
        ),
        ("C08.csv", kt("ty_le_giai_ngan_nam_truoc;;%;105%;\n")),
        ("C11.csv", kt("vi_pham_tai_san_cong;;;5;x\n")),
        ("C14.csv", kt("ty_le_giai_ngan_nam_truoc;;%;98.123;\n")),
        ("C17.csv", of("VHXH", "thu_hang_par_index;;hạng;0;\n")),
        ("I04.csv", of("VP", "van_ban_dieu_hanh;;;10;\nvan_ban_dieu_hanh_nen_tang;;;12;\n")),
        ("I16.csv", of("VHXH", "thu_hang_par_index;;hạng;70;\n")),
        ("I05.csv", of("TTPVHCC", "dvctt_tong_so;;;;x\ndvctt_phat_sinh_ho_so;;;5;\n")),
        (
            "I15.csv",
            format!(
                "sep=;\nBiểu số 06/VPCP/KSTT\nTrung tâm Phục vụ hành chính công\nKỳ báo cáo: năm 2025\n{}",
                KSTT.replacen("8;5;2;1", "8;4;2;1", 1)
            ),
        ),
        (
            "I14.csv",
            of("TTPVHCC", "dvctt_toan_trinh;;;10;\ndvctt_toan_trinh_da_phuong_tien;;;không áp dụng;\n"),
        ),
        // No staff at all.
        ("I13.csv", of("VHXH", "cbcc_tong_so;;;;x\ncbcc_dat_chuan;;;;x\n")),
        ("I07.csv", of("VHXH", &format!("tin_bai_tuyen_truyen;;;5;\n{TASKS}T4.1;;Đã hoàn thành;\n"))),
    ]
}

/// Workbooks, each named after the code that must be told of it.
fn workbooks() -> Vec<(&'static str, Vec<u8>)> {
    let two = || {
        book(&[
            ("Một", &[(CellRef::new(0, 0), "a"), (CellRef::new(1, 0), "b")]),
            ("Hai", &[(CellRef::new(0, 0), "c")]),
        ])
    };
    let (named, row) =
        (format!("{LIST}{COLUMNS}1;Khai sinh;3;2;ngày\n"), format!("{COLUMNS}1;Khai sinh;3;2;ngày\n"));
    let (list, copy) = (cells(&named), cells(&row));
    vec![
        ("F09.xlsx", crowded(&bytes(&two()))),
        (
            "F10.xlsx",
            amended(&bytes(&two()), "sheet2.xml", |text| {
                text.split("</sheetData>").next().unwrap_or_default().to_owned()
            }),
        ),
        ("F11.xlsx", bytes(&book(&[("Trống", &[])]))),
        (
            "F12.xlsx",
            amended(&bytes(&two()), "workbook.xml.rels", |text| {
                text.replacen("/worksheet\"", "/chartsheet\"", 1)
            }),
        ),
        // A stream of Excel 97 that begins, is obfuscated with Excel's own password, and ends.
        (
            "F14.xls",
            [
                &[9, 8, 16, 0, 0, 6, 5, 0][..],
                &[0; 12],
                &[0x2F, 0, 6, 0, 0, 0, 0x34, 0x12, 0x0A, 0x9A],
                &[10, 0, 0, 0],
            ]
            .concat(),
        ),
        ("F17.rar", b"Rar!\x1A\x07\x01\0".to_vec()),
        ("S21.xlsx", bytes(&book(&[("Danh mục", &list), ("Bản sao", &copy)]))),
        (
            "C15.xlsx",
            amended(&bytes(&two()), "sheet1.xml", |text| text.replacen("<v>0</v>", "<v>999</v>", 1)),
        ),
        ("C19.xlsx", form_with(r#"<c r="D4" s="1"><v>57216</v></c>"#, "")),
        (
            "C20.xlsx",
            form_with(
                r#"<c r="D4" t="inlineStr"><is><r><rPr><strike/></rPr><t>45</t></r><r><t>46</t></r></is></c>"#,
                "",
            ),
        ),
        (
            "C21.xlsx",
            form_with(r#"<c r="D4" t="inlineStr"><is><r><rPr><strike/></rPr><t>45</t></r></is></c>"#, ""),
        ),
        ("C22.xlsx", form_with(r#"<c r="D4"><f>5+7</f><v>10</v></c>"#, "")),
        (
            "C23.xlsx",
            form_with(r#"<c r="D4"><v>12</v></c>"#, r#"<mergeCells><mergeCell ref="C4:D4"/></mergeCells>"#),
        ),
    ]
}

/// The economy department's form with its figure in D4 as `cell` tells it, and `after` behind the rows. The style 1 shows
/// thousands.
fn form_with(cell: &str, after: &str) -> Vec<u8> {
    let rows: Vec<Vec<&str>> = vec![
        vec!["Đơn vị báo cáo:", "KT"],
        vec!["Kỳ báo cáo:", "năm 2025"],
        vec!["Mã", "Nội dung", "Đơn vị tính", "Số liệu", "Không phát sinh (x)"],
        vec!["vi_pham_tai_san_cong", "", "", "?"],
    ];
    let place = |row: usize, column: usize| CellRef::new(row as u32, column as u32);
    let cells: Vec<(CellRef, &str)> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| (place(row, column), *text))
        })
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let package = bytes(&book(&[("Số liệu", &cells)]));
    let package = amended(&package, "styles.xml", |text| {
        let format = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"#,##0,\"/></numFmts>";
        let text = text.replacen("<fonts", &format!("{format}<fonts"), 1);
        let (before, after) = text.split_once("<cellXfs").expect("cell styles");
        let (_, after) = after.split_once("</cellXfs>").expect("their end");
        let style = |format| {
            format!("<xf numFmtId=\"{format}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>")
        };
        format!("{before}<cellXfs>{}{}</cellXfs>{after}", style(0), style(164))
    });
    amended(&package, "sheet1.xml", |text| {
        let start = text.find("<c r=\"D4\"").expect("the figure");
        let end = start + text[start..].find("</c>").expect("its end") + 4;
        let text = format!("{}{cell}{}", &text[..start], &text[end..]);
        text.replacen("</sheetData>", &format!("</sheetData>{after}"), 1)
    })
}

/// `text` with as many separators in every line, as programs export tables.
fn rectangular(text: &str) -> String {
    let count = |line: &str| line.matches(';').count();
    let most = text.lines().map(count).max().unwrap_or(0);
    text.lines().map(|line| format!("{line}{}\n", ";".repeat(most - count(line)))).collect()
}

/// The cells of a text whose fields are separated.
fn cells(text: &str) -> Vec<(CellRef, &str)> {
    let rows = (0u32..).zip(text.lines());
    rows.flat_map(|(row, line)| {
        (0u32..).zip(line.split(';')).map(move |(column, text)| (CellRef::new(row, column), text))
    })
    .collect()
}

fn book(sheets: &[(&str, &[(CellRef, &str)])]) -> Book {
    let sheet = |(name, cells): &(&str, &[(CellRef, &str)])| {
        let cell = |text: &str| Cell { content: Content::Text(text.to_owned()), ..Cell::default() };
        Sheet {
            name: (*name).to_owned(),
            cells: cells.iter().map(|(at, text)| (*at, cell(text))).collect(),
            ..Sheet::default()
        }
    };
    Book {
        title: String::new(),
        author: String::new(),
        created: "2025-12-01".parse().expect("a day"),
        sheets: sheets.iter().map(sheet).collect(),
    }
}

fn bytes(book: &Book) -> Vec<u8> {
    write_book(book).expect("a workbook")
}

/// The package with `change` made to the text of its part whose name ends in `part`.
fn amended(package: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        let mut text = Vec::new();
        entry.read_to_end(&mut text).expect("its bytes");
        if name.ends_with(part) {
            let before = String::from_utf8(text).expect("UTF-8");
            let after = change(&before);
            assert_ne!(after, before, "{part} is as it was");
            text = after.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(&text).expect("written");
    }
    out.finish().expect("a package").into_inner()
}

/// The package with more parts than any workbook has.
fn crowded(package: &[u8]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new_append(Cursor::new(package.to_vec())).expect("a package");
    for number in 0..10_001 {
        let name = format!("xl/media/{number}.png");
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
    }
    out.finish().expect("a package").into_inner()
}

/// The codes that stand in brackets in `text`, as messages print them.
fn in_brackets(text: &str) -> BTreeSet<Code> {
    text.split('[').skip(1).filter_map(|part| part.split_once(']')?.0.parse().ok()).collect()
}

/// The codes of the last run's `results.json`; of one file only, where `file` names it.
fn of_results(program: &Program, file: Option<&str>) -> BTreeSet<Code> {
    let results = program.results();
    let told = results["diagnostics"].as_array().expect("a list").iter();
    let told = told.filter(|told| file.is_none_or(|file| told["file"] == file));
    told.filter_map(|told| told["code"].as_str()?.parse().ok()).collect()
}

fn of_samples() -> BTreeSet<Code> {
    let of_2025 = ["kho-2025-nam", "chau-son-2025-nam", "chau-son-2025-q3"].map(Program::in_sample);
    let runs = of_2025.into_iter().map(|program| (program, "run"));
    runs.chain([(Program::in_2026(), "run --rules 2026")])
        .flat_map(|(program, run)| {
            program.run(run).exits(1);
            of_results(&program, None)
        })
        .collect()
}

/// The codes that the transcripts of the broken rules show; `broken_rules.rs` sees to it that they are true.
fn of_broken_rules() -> BTreeSet<Code> {
    let folders = std::fs::read_dir(repository().join("tests/broken_rules")).expect("a folder");
    let transcripts = folders.filter_map(|folder| {
        std::fs::read_to_string(folder.expect("an entry").path().join("expected.txt")).ok()
    });
    transcripts.flat_map(|transcript| in_brackets(&transcript)).collect()
}

fn of_strange_files() -> BTreeSet<Code> {
    let program = Program::new();
    let folder = program.path().join("submissions/2025-nam");
    std::fs::create_dir_all(&folder).expect("a folder");
    let texts = texts().into_iter().map(|(name, text)| (name, rectangular(&text).into_bytes()));
    let files: Vec<(&str, Vec<u8>)> = texts.chain(workbooks()).collect();
    for (name, bytes) in &files {
        std::fs::write(folder.join(name), bytes).expect("written");
    }
    program.run("run --as-of 2025-12-16").exits(1);
    let untold: Vec<String> = files
        .iter()
        .filter_map(|(name, _)| {
            let code: Code = name[..3].parse().expect("a code");
            let told = of_results(&program, Some(name));
            (!told.contains(&code)).then(|| format!("{name}: {told:?}"))
        })
        .collect();
    assert_eq!(untold, [""; 0], "files of which something else is told than their names say");
    of_results(&program, None)
}

/// The codes that commands show which cannot do what is asked.
fn of_commands() -> BTreeSet<Code> {
    let program = Program::new();
    let write = |name: &str, text: &str| {
        let path = program.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    };
    for folder in ["trong", "nop-bai", "quy-tac"] {
        std::fs::create_dir_all(program.path().join(folder)).expect("a folder");
    }
    write("nop-bai/a.csv", "a;b\n");
    write("loi-van.csv", "1;2\n3;4\n");
    write("a.json", "{}");
    write("cu/rules/plan.toml", "");
    write("xa/submissions/2025-nam/a.csv", &rectangular(&texts()[0].1));
    write("xa/output/2025-nam/~$Bao-cao-CCHC-2025-nam.xlsx", "");
    write("khong-ghi/submissions/2025-nam/a.csv", &rectangular(&texts()[0].1));
    write("khong-ghi/output", "");
    let commands = [
        ("F01", "run khong-co"),
        ("F02", "run trong --period 2025-nam"),
        ("O01", "run xa"),
        ("O02", "run khong-ghi"),
        ("O03", "init cu"),
        ("O04", "run nop-bai"),
        ("O05", "run nop-bai --period 2025-q1"),
        ("O06", "run nop-bai --period 2025-nam --as-of 2025-12-13"),
        ("R01", "check --rules quy-tac"),
        ("U01", "chay"),
        ("U02", "explain 9.9.9"),
        ("U03", "forms learn loi-van.csv"),
        ("U04", "diff a.json a.json"),
        ("U08", "diff HEAD~1:rules HEAD:rules xa"),
    ];
    let mut codes = BTreeSet::new();
    for (code, command) in commands {
        let told = in_brackets(&program.run(command).stderr);
        assert!(told.contains(&code.parse().expect("a code")), "cchc {command}: no {code} but {told:?}");
        codes.extend(told);
    }
    codes
}

/// The codes of a run beside an earlier report whose file has changed since.
fn of_changed_files() -> BTreeSet<Code> {
    let program = Program::in_2026();
    program.run("run --period 2026-q1 --as-of 2026-03-16 --rules 2026").exits(1);
    let folder = program.path().join("submissions");
    let (later, earlier) = ("2026-6-thang/Bieu06_6_thang.xlsx", "2026-q1/Bieu06_quy_I.xlsx");
    std::fs::copy(folder.join(later), folder.join(earlier)).expect("copied");
    let said =
        program.run("run --period 2026-6-thang --as-of 2026-06-16 --rules 2026 --format json").exits(1);
    let results: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    let told = results["diagnostics"].as_array().expect("a list").iter();
    told.filter_map(|told| told["code"].as_str()?.parse().ok()).collect()
}

/// The codes that a spoilt layout is told of.
fn of_layouts() -> BTreeSet<Code> {
    let checked = |layout: &[u8]| {
        let program = Program::new().with_sources();
        std::fs::write(program.path().join("templates/report.xlsx"), layout).expect("written");
        let said = program.run("check --format json");
        let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
        let told = json["diagnostics"].as_array().expect("a list").iter();
        told.filter_map(|told| told["code"].as_str()?.parse::<Code>().ok()).collect::<BTreeSet<_>>()
    };
    let mut spoilt = design::book();
    for sheet in &mut spoilt.sheets {
        let mut formulas = Vec::new();
        for (at, cell) in &mut sheet.cells {
            let Content::Text(text) = &mut cell.content else { continue };
            if text.contains("{{target.label}}") {
                // T02, and T04 where it is missing; T05 beside what belongs to another list; T03.
                *text = "{{target.lable}} {{task.label}} {{target.id}}".to_owned();
                formulas.push(CellRef::new(at.row, at.column + 40));
            }
        }
        for at in formulas {
            let formula = Content::Formula { formula: "1+1".to_owned(), result: 2.into() };
            sheet.cells.insert(at, Cell { content: formula, ..Cell::default() });
        }
    }
    checked(b"not a workbook").into_iter().chain(checked(&bytes(&spoilt))).collect()
}

/// The codes that a file is told of whose reader gets no time, or answers nonsense.
fn of_readers() -> BTreeSet<Code> {
    let program = Program::new();
    let file = FileToRead::on_disk(program.path().join("a.csv"), "a.csv".into());
    std::fs::write(&file.path, "a;b\n1;2\n").expect("written");
    let pool = WorkerPool::new(env!("CARGO_BIN_EXE_cchc").into());
    let no_time = WorkerPool { time: Duration::ZERO, ..pool.clone() };
    let no_worker = WorkerPool { arguments: vec!["--version".into()], ..pool };
    let purpose = Purpose::Recognise(Vec::new());
    [no_time, no_worker]
        .iter()
        .flat_map(|pool| pool.read(std::slice::from_ref(&file), &purpose, &|_| {}))
        .map(|reading| reading.outcome.expect_err("nothing was read").code)
        .collect()
}

#[test]
fn every_code_is_told_of_something() {
    let told: BTreeSet<Code> = [
        of_samples(),
        of_broken_rules(),
        of_strange_files(),
        of_readers(),
        of_commands(),
        of_changed_files(),
        of_layouts(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let never: Vec<&Code> = Code::ALL.iter().filter(|code| !told.contains(code)).collect();
    assert!(never.is_empty(), "nothing shows {never:?}; see the top of tests/codes.rs");
}

#[test]
fn explain_shows_the_wrong_and_the_right_of_every_code_in_both_languages() {
    let program = Program::new();
    for (language, words) in [("vi", ["Sai: ", "Đúng: "]), ("en", ["Wrong: ", "Right: "])] {
        for code in [Code::ALL.first(), Code::ALL.last()].into_iter().flatten() {
            let said = program.run(&format!("explain {code} --lang {language}")).exits(0);
            assert!(words.iter().all(|word| said.stdout.contains(word)), "{code}: {}", said.stdout);
        }
    }
}
