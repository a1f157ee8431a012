//! What lies in a wrapping, and the names that it goes by.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::entry_name::tidy;

/// One entry as its wrapping declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Number by which it is taken out.
    pub(super) number: u32,
    /// Name as it is declared, folders included.
    pub(super) name: String,
    /// Size in bytes, as far as it is known before it is taken out.
    pub(super) size: u64,
}

/// A file in a wrapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Number by which its wrapping knows it.
    pub entry: u32,
    /// Name relative to the wrapping, with `/` between folders; no two of one wrapping have the same.
    pub name: String,
}

/// The files among `entries`, under names that lead nowhere outside and that no two of them share.
pub(super) fn members(entries: Vec<Entry>) -> Vec<Member> {
    let mut taken: HashSet<String> = HashSet::new();
    let files = entries.into_iter().filter_map(|entry| Some((entry.number, tidy(&entry.name)?)));
    files
        .map(|(entry, name)| {
            let name = (1..).map(|copy| numbered(&name, copy)).find(|name| taken.insert(name.clone()));
            Member { entry, name: name.unwrap_or_default() }
        })
        .collect()
}

/// `KT (2).xlsx` for the second file called `KT.xlsx`.
fn numbered(name: &str, copy: u32) -> String {
    if copy == 1 {
        return name.to_owned();
    }
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name.rfind('.').filter(|dot| *dot > file) {
        Some(dot) => {
            let (stem, end) = name.split_at(dot);
            format!("{stem} ({copy}){end}")
        }
        None => format!("{name} ({copy})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart_and_folders_are_no_files() {
        let names = ["a/", "a/KT.xlsx", "../a/KT.xlsx", "a\\KT.xlsx", "b.c/KT", "b.c/KT", "KT (2).xlsx"];
        let entries =
            names.iter().zip(0..).map(|(name, number)| Entry { number, name: (*name).to_owned(), size: 0 });
        let members = members(entries.collect());
        let found: Vec<(u32, &str)> =
            members.iter().map(|member| (member.entry, member.name.as_str())).collect();
        assert_eq!(
            found,
            [
                (1, "a/KT.xlsx"),
                (2, "a/KT (2).xlsx"),
                (3, "a/KT (3).xlsx"),
                (4, "b.c/KT"),
                (5, "b.c/KT (2)"),
                (6, "KT (2).xlsx")
            ]
        );
    }
}
