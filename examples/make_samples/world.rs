//! A file of a sample world and how it comes to lie there.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cchc::report::book::Book;
use cchc::report::write_book;

/// One file.
pub(crate) struct SampleFile {
    /// Folder below `samples/`.
    pub(crate) folder: &'static str,
    /// Its name, ASCII as all names of the repository.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) content: Content,
}

/// What a file holds.
pub(crate) enum Content {
    /// A workbook, written as `.xlsx`.
    Book(Book),
    /// A workbook that LibreOffice converts to what the name's extension says. The bytes differ from one LibreOffice to
    /// the next, so they are made only on request; the cells do not.
    Converted(Book),
    /// Anything else.
    Bytes(Vec<u8>),
}

impl SampleFile {
    /// Where it lies in the repository.
    pub(crate) fn path(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(self.folder).join(self.name)
    }

    /// Its bytes; for a converted one those of the workbook before conversion.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        Ok(match &self.content {
            Content::Book(book) | Content::Converted(book) => write_book(book)?,
            Content::Bytes(bytes) => bytes.clone(),
        })
    }

    /// Puts it into the repository, a converted one by
    /// `soffice --headless --convert-to xls --outdir FOLDER FILE.xlsx` (or `ods`).
    pub(crate) fn write(&self) -> Result<(), Box<dyn Error>> {
        let path = self.path();
        let folder = path.parent().ok_or("a file lies in a folder")?;
        fs::create_dir_all(folder)?;
        if !matches!(self.content, Content::Converted(_)) {
            return Ok(fs::write(&path, self.bytes()?)?);
        }
        let extension = path.extension().and_then(|text| text.to_str()).ok_or("an extension")?;
        let temporary = tempfile::tempdir()?;
        let source = temporary.path().join(self.name).with_extension("xlsx");
        fs::write(&source, self.bytes()?)?;
        let profile = format!("-env:UserInstallation=file://{}", temporary.path().join("profile").display());
        let status = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", extension, "--outdir"])
            .arg(folder)
            .arg(&source)
            .status()?;
        if status.success() { Ok(()) } else { Err("soffice could not convert the file".into()) }
    }
}
