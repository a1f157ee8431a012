//! The parts of an `.xlsx` package, inflated within bounds, and the relations between them.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use super::xml;

/// Most bytes that all parts may have together once inflated.
const LIMIT: u64 = 64 * 1024 * 1024;

/// The XML parts of a workbook.
pub(super) struct Package {
    parts: HashMap<String, String>,
    /// Names of all parts, also of those that are not XML.
    pub(super) names: Vec<String>,
}

impl Package {
    /// Reads the archive; `None` where it is none, or grows beyond bounds.
    pub(super) fn open(bytes: &[u8]) -> Option<Self> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut parts = HashMap::new();
        let mut names = Vec::new();
        let mut left = LIMIT;
        for index in 0..archive.len() {
            let part = archive.by_index(index).ok()?;
            let name = part.name().ok()?.into_owned();
            names.push(name.clone());
            let mut data = Vec::new();
            part.take(left + 1).read_to_end(&mut data).ok()?;
            left = left.checked_sub(u64::try_from(data.len()).ok()?)?;
            if (name.ends_with(".xml") || name.ends_with(".rels"))
                && let Ok(text) = String::from_utf8(data)
            {
                parts.insert(name, text);
            }
        }
        Some(Self { parts, names })
    }

    /// The XML of the part `name`.
    pub(super) fn part(&self, name: &str) -> Option<&str> {
        self.parts.get(name).map(String::as_str)
    }

    /// What the part `name` is related to: identifier, kind (the last word of its type) and full name of the other part.
    pub(super) fn relations(&self, name: &str) -> Vec<Relation> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let Some(text) = self.part(&format!("{folder}/_rels/{file}.rels")) else { return Vec::new() };
        let mut relations = Vec::new();
        xml::each_start(text, |element| {
            if element.name == "Relationship" {
                let kind = element.attribute("Type").unwrap_or_default();
                relations.push(Relation {
                    id: element.attribute("Id").unwrap_or_default(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolved(folder, &element.attribute("Target").unwrap_or_default()),
                });
            }
        });
        relations
    }
}

/// One relation of a part.
pub(super) struct Relation {
    /// Its identifier: `rId1`.
    pub(super) id: String,
    /// Its kind: `drawing`, `comments`.
    pub(super) kind: String,
    /// The part that it leads to.
    pub(super) target: String,
}

fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}
