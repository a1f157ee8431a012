//! LibreOffice as an independent program: it must calculate what the report says.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes LibreOffice recalculate every workbook that it loads.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// Whether LibreOffice is there. It may be missing on a developer's machine, never where it is required.
#[expect(clippy::print_stderr, reason = "a developer must see that a test was skipped")]
pub(crate) fn is_installed() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CCHC_REQUIRE_LIBREOFFICE").is_none(), "LibreOffice is required here");
    if !found {
        eprintln!("skipped: LibreOffice is not installed");
    }
    found
}

/// `workbook` recalculated, as a new workbook in `folder`.
pub(crate) fn recalculated(workbook: &Path, folder: &Path) -> PathBuf {
    convert(workbook, "xlsx:Calc MS Excel 2007 XML", "xlsx", folder)
}

/// `workbook` in another format, in `folder`.
pub(crate) fn convert(workbook: &Path, filter: &str, extension: &str, folder: &Path) -> PathBuf {
    let profile = folder.join("profile");
    std::fs::create_dir_all(profile.join("user")).expect("a folder");
    std::fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE).expect("written");
    let out = folder.join("converted");
    let output = Command::new("soffice")
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--convert-to", filter, "--outdir"])
        .arg(&out)
        .arg(workbook)
        .output()
        .expect("LibreOffice starts");
    let stem = workbook.file_stem().expect("a name").to_string_lossy().into_owned();
    let path = out.join(format!("{stem}.{extension}"));
    assert!(path.is_file(), "{}", String::from_utf8_lossy(&output.stderr));
    path
}
