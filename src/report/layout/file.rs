//! What became of each file of the folder.

use super::palette::Tint;
use super::record::{Record, Section, Slot};
use super::view::{View, said, word};
use crate::diagnostic::Lang;
use crate::intake::{FileEntry, FileStatus};
use crate::period::date_vi;
use crate::report::template::Placeholder as P;

/// Digits of the hash that are printed; `results.json` has them all.
const HASH_DIGITS: usize = 16;

/// The files in the order of their names.
pub(super) fn sections(view: &View<'_>) -> Vec<Section> {
    let files = view.assessment.files.iter().enumerate();
    vec![Section::plain(files.map(|(index, file)| record(view, file, index + 1)).collect())]
}

fn record(view: &View<'_>, file: &FileEntry, ordinal: usize) -> Record {
    let (status, tint) = match file.status {
        FileStatus::Read => ("file.read", Tint::Good),
        FileStatus::Superseded => ("file.superseded", Tint::Neutral),
        FileStatus::Duplicate => ("file.duplicate", Tint::Neutral),
        FileStatus::Unpacked => ("file.unpacked", Tint::Neutral),
        FileStatus::Refused => ("file.refused", Tint::Bad),
        FileStatus::Ignored => ("file.ignored", Tint::Neutral),
    };
    let hash: String = file.sha256.chars().take(HASH_DIGITS).collect();
    Record::default()
        .with(P::FileOrdinal, Slot::count(ordinal))
        .text(P::FileName, &*file.name)
        .text(P::FileUnit, file.unit.as_deref().map_or("", |unit| view.unit(unit)))
        .text(P::FileForm, file.form.as_deref().map_or("", |form| view.form(form)))
        .with(P::FileStatus, Slot::text(word(status)).tinted(tint))
        .with(P::FileSize, Slot::exact(file.size))
        .text(P::FileHash, hash)
        .text(P::FileReason, reason(view, file))
}

/// Why it is not used, or how late it came.
fn reason(view: &View<'_>, file: &FileEntry) -> String {
    if let Some(code) = file.reason {
        let why = [("title", code.text().title.get(Lang::Vi)), ("code", code.id())];
        let reason = said("file.reason", &why);
        return match &file.replaced_by {
            Some(other) => said("file.replaced_by", &[("reason", &reason), ("other", other)]),
            None => reason,
        };
    }
    let mut roster = view.assessment.roster.iter();
    let late = roster.find(|entry| entry.days_late > 0 && entry.files.contains(&file.name));
    late.map_or_else(String::new, |entry| {
        let due = date_vi(view.assessment.schedule.units_due);
        said("file.late", &[("days", &entry.days_late.to_string()), ("due", &due)])
    })
}
