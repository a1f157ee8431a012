//! Writes the files of a run: all of them or none.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::folders::shown;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::report::book::Book;
use crate::report::write_book;

/// Name of the file of results among those of a run.
pub(super) const RESULTS: &str = "results.json";

/// One file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Name within the output folder.
    pub name: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

/// `book` as the file `name`.
///
/// # Errors
/// O02 where it breaks a limit of Excel's.
pub(super) fn workbook(name: &str, book: &Book) -> Result<OutputFile, Vec<Diagnostic>> {
    match write_book(book) {
        Ok(bytes) => Ok(OutputFile { name: name.to_owned(), bytes }),
        Err(error) => Err(vec![
            Diagnostic::new(Code::OutputUnwritable).at(Place::file(name)).with("path", name).with_label(
                "reason",
                "reason.excel_limit",
                &error.to_string(),
            ),
        ]),
    }
}

/// Writes `files` into `folder`, which is made where it is missing. Each file is written beside its place first; only
/// when all of them lie on the disk are they renamed, so that an old report is whole until a new one is.
///
/// # Errors
/// O01 where a file is open in another program, O02 where the folder cannot be written.
pub fn write_output(folder: &Path, files: &[OutputFile]) -> Result<Vec<PathBuf>, Diagnostic> {
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        ensure_not_open(folder, &path)?;
        let mut temporary = NamedTempFile::new_in(folder).map_err(|error| unwritable(folder, &error))?;
        temporary.write_all(&file.bytes).map_err(|error| unwritable(&path, &error))?;
        temporary.as_file().sync_all().map_err(|error| unwritable(&path, &error))?;
        make_readable(&temporary).map_err(|error| unwritable(&path, &error))?;
        written.push((temporary, path));
    }
    let mut paths = Vec::new();
    for (temporary, path) in written {
        temporary.persist(&path).map_err(|error| unwritable(&path, &error.error))?;
        paths.push(path);
    }
    Ok(paths)
}

/// Writes one file, as [`write_output`] does.
///
/// # Errors
/// As [`write_output`].
pub fn write_file(path: &Path, bytes: Vec<u8>) -> Result<(), Diagnostic> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    write_output(folder, &[OutputFile { name, bytes }]).map(drop)
}

/// Excel and LibreOffice lay a lock file beside a workbook that is open; on Windows the workbook itself refuses to be
/// opened for writing as well.
fn ensure_not_open(folder: &Path, path: &Path) -> Result<(), Diagnostic> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return Ok(()) };
    let locks = [format!("~${name}"), format!(".~lock.{name}#")];
    if locks.iter().any(|lock| folder.join(lock).exists()) {
        return Err(open_elsewhere(path));
    }
    match std::fs::OpenOptions::new().write(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unwritable(path, &error)),
    }
}

/// A temporary file is for its owner only; a report is for everybody whom the folder is for.
#[cfg(unix)]
fn make_readable(file: &NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &NamedTempFile) -> std::io::Result<()> {
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return open_elsewhere(path);
    }
    Diagnostic::new(Code::OutputUnwritable)
        .at(Place::file(shown(path)))
        .with("path", shown(path))
        .with_io_error("reason", error)
}

fn open_elsewhere(path: &Path) -> Diagnostic {
    Diagnostic::new(Code::OutputOpen).at(Place::file(shown(path))).with("path", shown(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> OutputFile {
        OutputFile { name: name.into(), bytes: text.as_bytes().to_vec() }
    }

    fn read(folder: &Path, name: &str) -> String {
        std::fs::read_to_string(folder.join(name)).expect("the file")
    }

    #[test]
    fn old_files_are_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("output/2025-nam");
        write_output(&out, &[file("a", "1"), file("b", "1")]).expect("written");
        write_output(&out, &[file("a", "2"), file("b", "2")]).expect("written");
        assert_eq!((read(&out, "a"), read(&out, "b")), ("2".to_owned(), "2".to_owned()));
        assert_eq!(std::fs::read_dir(&out).expect("the folder").count(), 2);
    }

    #[test]
    fn a_report_open_in_excel_or_libreoffice_stays_and_so_do_the_others() {
        for lock in ["~$b", ".~lock.b#"] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let out = folder.path();
            write_output(out, &[file("a", "1"), file("b", "1")]).expect("written");
            std::fs::write(out.join(lock), "").expect("a lock file");
            let refused = write_output(out, &[file("a", "2"), file("b", "2")]).expect_err("open");
            assert_eq!(refused.code, Code::OutputOpen);
            assert_eq!((read(out, "a"), read(out, "b")), ("1".to_owned(), "1".to_owned()));
            assert_eq!(std::fs::read_dir(out).expect("the folder").count(), 3);
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_of() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("output"), "").expect("a file");
        let refused = write_output(&folder.path().join("output/x"), &[]).expect_err("a file in the way");
        assert_eq!(refused.code, Code::OutputUnwritable);
        std::fs::create_dir_all(folder.path().join("c/report")).expect("a folder");
        let refused = write_output(&folder.path().join("c"), &[file("report", "")]).expect_err("in the way");
        assert_eq!(refused.code, Code::OutputUnwritable);
    }
}
