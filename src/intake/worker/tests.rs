//! The test program is its own worker: started once more, it runs only the test `be_a_worker`, which serves on file
//! descriptor 3, since standard output belongs to the test runner.

use std::fs::OpenOptions;
use std::path::PathBuf;
use std::time::Duration;

use super::*;
use crate::diagnostic::Code;
use crate::intake::members::{Taken, read_with_members};
use crate::intake::reader::{InProcess, WorkbookReader};
use crate::intake::test_plan::expectation;
use crate::intake::wrapping::builders::zip;

#[test]
#[ignore = "this is the worker of the other tests"]
fn be_a_worker() {
    let output = OpenOptions::new().write(true).open("/dev/fd/3").expect("descriptor 3");
    let read = |file: &FileToRead, limits: &Limits, purpose: &Prepared<'_>| match file
        .name
        .rsplit('/')
        .next()
        .unwrap_or_default()
    {
        "abort" => std::process::abort(),
        "overflow" => {
            fn deeper(depth: u64) -> u64 {
                if depth == u64::MAX { 0 } else { std::hint::black_box(deeper(depth + 1) ^ depth) }
            }
            panic!("{}", deeper(0));
        }
        "fault" => {
            let _ =
                std::process::Command::new("kill").args(["-SEGV", &std::process::id().to_string()]).status();
            panic!("still alive");
        }
        "hang" => loop {
            std::thread::sleep(Duration::from_secs(1));
        },
        "hoard" => {
            let mut hoard = Vec::new();
            loop {
                hoard.push(vec![1u8; 1 << 20]);
            }
        }
        _ => read_file(file, limits, purpose),
    };
    serve_with(io::stdin().lock(), output, confine::confine, read).expect("served");
}

fn purpose() -> Purpose {
    Purpose::recognise(expectation(None))
}

fn pool(workers: usize) -> WorkerPool {
    let program = std::env::current_exe().expect("this program");
    let test = "intake::worker::tests::be_a_worker";
    let command = format!("exec \"$0\" --exact {test} --ignored --nocapture 3>&1 >/dev/null");
    WorkerPool {
        arguments: vec!["-c".into(), command.into(), program.into()],
        workers,
        time: Duration::from_secs(10),
        memory: 400 << 20,
        ..WorkerPool::new(PathBuf::from("sh"))
    }
}

/// A folder with files of growing length, so that workers finish them out of order.
fn folder(names: &[&str]) -> (tempfile::TempDir, Vec<FileToRead>) {
    let folder = tempfile::tempdir().expect("a folder");
    let files = names.iter().enumerate().map(|(number, name)| {
        let path = folder.path().join(name);
        let rows = (names.len() - number) * 300;
        std::fs::write(&path, "a;b;1,5\n".repeat(rows)).expect("written");
        FileToRead::on_disk(path, (*name).into())
    });
    let files = files.collect();
    (folder, files)
}

fn reason(reading: &FileReading) -> (Code, String) {
    let diagnostic = reading.outcome.as_ref().expect_err("nothing was read");
    (diagnostic.code, diagnostic.arguments["reason"].to_string())
}

#[test]
fn workers_read_what_this_process_reads_in_the_same_order() {
    let names: Vec<String> = (0..24).map(|number| format!("{number:02}.csv")).collect();
    let (_folder, files) = folder(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let expected = InProcess::default().read(&files, &purpose(), &|_| {});
    for workers in [1, 3] {
        let done = std::cell::Cell::new(0);
        let readings = pool(workers).read(&files, &purpose(), &|count| done.set(count));
        assert!(readings == expected, "{workers} workers");
        assert_eq!(done.get(), files.len());
    }
    assert!(pool(2).read(&[], &purpose(), &|_| {}).is_empty());
}

#[test]
fn a_file_that_kills_its_reader_is_named_with_how_it_died_and_the_others_are_read() {
    let (_folder, files) =
        folder(&["a.csv", "abort", "b.csv", "hoard", "c.csv", "overflow", "fault", "d.csv"]);
    for workers in [1, 2] {
        let readings = pool(workers).read(&files, &purpose(), &|_| {});
        assert_eq!(reason(&readings[3]), (Code::FileTooLarge, "@too_large.memory:400".to_owned()));
        for crash in [1, 5, 6] {
            assert_eq!(reason(&readings[crash]), (Code::FileCrashes, "@reason.crash:".to_owned()), "{crash}");
        }
        assert_eq!((readings[1].size, readings[1].sha256.len()), (16800, 64));
        for good in [0, 2, 4, 7] {
            assert!(readings[good].outcome.is_ok(), "{}", readings[good].name);
        }
    }
}

#[test]
fn a_file_in_an_archive_that_kills_its_reader_harms_none_of_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("goi.zip");
    let table: &[u8] = b"a;b\n1;2\n";
    let archive = zip(&[(b"a.csv", table), (b"abort", table), (b"hoard", table), (b"trong/b.csv", table)]);
    std::fs::write(&path, archive).expect("written");
    let mut readings = Vec::new();
    read_with_members(
        &pool(2),
        vec![FileToRead::on_disk(path, "goi.zip".into())],
        &purpose(),
        &mut |taken| {
            if let Taken::Read(reading) = taken {
                readings.push(*reading);
            }
        },
    );
    let told: Vec<(&str, Result<(), Code>)> = readings
        .iter()
        .map(|one| (&*one.name, one.outcome.as_ref().map(|_| ()).map_err(|told| told.code)))
        .collect();
    assert_eq!(
        told,
        [
            ("goi.zip", Ok(())),
            ("goi.zip/a.csv", Ok(())),
            ("goi.zip/abort", Err(Code::FileCrashes)),
            ("goi.zip/hoard", Err(Code::FileTooLarge)),
            ("goi.zip/trong/b.csv", Ok(()))
        ]
    );
    let archive = std::fs::metadata(folder.path().join("goi.zip")).expect("the archive").len();
    assert_ne!(readings[2].size, archive, "the size of the archive is not that of a file in it");
}

#[test]
fn a_file_that_takes_too_long_is_named_and_its_reader_replaced() {
    let (_folder, files) = folder(&["a.csv", "hang", "b.csv"]);
    let pool = WorkerPool { time: Duration::from_secs(3), ..pool(1) };
    let readings = pool.read(&files, &purpose(), &|_| {});
    assert!(readings[0].outcome.is_ok() && readings[2].outcome.is_ok());
    assert_eq!(reason(&readings[1]), (Code::FileTooSlow, "@reason.time:3".to_owned()));
}

#[test]
fn a_program_that_is_no_worker_is_told_for_every_file() {
    let (_folder, files) = folder(&["a.csv", "b.csv"]);
    for (program, expected) in [
        ("/no/such/program", (Code::FileUnreadable, "@reason.no_worker:")),
        ("false", (Code::FileCrashes, "@reason.crash:")),
    ] {
        let pool = WorkerPool { program: program.into(), arguments: Vec::new(), ..pool(2) };
        for reading in pool.read(&files, &purpose(), &|_| {}) {
            assert_eq!(reason(&reading), (expected.0, expected.1.to_owned()));
        }
    }
    let chatter = WorkerPool { program: "yes".into(), arguments: Vec::new(), ..pool(1) };
    assert_eq!(
        reason(&chatter.read(&files, &purpose(), &|_| {})[0]),
        (Code::FileCrashes, "@reason.crash:".to_owned())
    );
}
