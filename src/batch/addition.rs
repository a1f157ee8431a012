//! What a folder adds to the rules or forms that come with the program, where it holds only some of them.

use std::collections::BTreeSet;

use crate::plan::{PLAN_FILE, RuleFolder, TextFile};
use crate::rulebook::{CASES, RULE, is_of_rules};

/// What messages call the rules in the program beside a folder that adds to them.
const IN_PROGRAM: &str = "cchc:rules";

/// Files of a folder that were put beside, or instead of, those that come with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The folder as messages show it.
    pub folder: String,
    /// Names of the files that are used from it.
    pub files: Vec<String>,
    /// Names of files that come with the program and are left out, since the folder holds a blank one of that name.
    pub left_out: Vec<String>,
}

/// Whether the only folder of rules holds some rules but no whole set of them. One with `plan.toml` and rules is whole:
/// what was deleted from it must not come back.
pub(super) fn is_part(rules: &RuleFolder) -> bool {
    let holds = |is_wanted: &dyn Fn(&str) -> bool| rules.files.iter().any(|file| is_wanted(&file.name));
    holds(&is_of_rules) && !(holds(&|name| name == PLAN_FILE) && holds(&|name| name.ends_with(RULE)))
}

/// The rules of the program with those of `part` behind them, and what those are.
pub(super) fn of_rules(
    mut in_program: Vec<TextFile>,
    mut part: RuleFolder,
    folder: String,
) -> (Vec<RuleFolder>, Addition) {
    let (mut blank, files) = parted(std::mem::take(&mut part.files), &in_program);
    // Without its rule a case has nothing to try.
    let cases: Vec<String> =
        blank.iter().filter_map(|name| Some(format!("{}{CASES}", name.strip_suffix(RULE)?))).collect();
    blank.extend(cases);
    part.files = files;
    let has_plan = part.files.iter().any(|file| file.name == PLAN_FILE);
    let left_out = leave_out(&mut in_program, &blank);
    in_program.retain(|file| !(has_plan && file.name == PLAN_FILE));
    let used = part.files.iter().map(|file| file.name.clone()).filter(|name| is_of_rules(name));
    let addition = Addition { folder, files: used.collect(), left_out };
    let in_program = RuleFolder { name: IN_PROGRAM.to_owned(), files: in_program };
    (vec![in_program, part], addition)
}

/// The forms of the program with those of `part`, of one name the latter, and what those are.
pub(super) fn of_forms(
    mut in_program: Vec<TextFile>,
    part: Vec<TextFile>,
    folder: String,
) -> (Vec<TextFile>, Addition) {
    let (blank, files) = parted(part, &in_program);
    let left_out = leave_out(&mut in_program, &blank);
    let names: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    in_program.retain(|file| !names.contains(&file.name));
    in_program.extend(files);
    in_program.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    (in_program, Addition { folder, files: names.into_iter().collect(), left_out })
}

/// The names of blank files that stand for one in the program, and the others.
fn parted(files: Vec<TextFile>, in_program: &[TextFile]) -> (Vec<String>, Vec<TextFile>) {
    let is_known = |name: &str| in_program.iter().any(|file| file.name == name);
    let (blank, files): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| file.text.trim().is_empty() && is_known(&file.name));
    (blank.into_iter().map(|file| file.name).collect(), files)
}

/// Takes the files `names` out, and tells which there were.
fn leave_out(files: &mut Vec<TextFile>, names: &[String]) -> Vec<String> {
    let left_out = files.iter().filter(|file| names.contains(&file.name)).map(|file| file.name.clone());
    let left_out = left_out.collect();
    files.retain(|file| !names.contains(&file.name));
    left_out
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn files(files: &[(&str, &str)]) -> Vec<TextFile> {
        let file = |(name, text): &(&str, &str)| TextFile { name: (*name).into(), text: (*text).into() };
        files.iter().map(file).collect()
    }

    fn folder(names: &[&str]) -> RuleFolder {
        let named: Vec<(&str, &str)> = names.iter().map(|name| (*name, "x")).collect();
        RuleFolder { name: "rules".into(), files: files(&named) }
    }

    #[test]
    fn a_folder_is_whole_by_its_plan_and_rules() {
        for (names, expected) in [
            (&["plan.toml", "a/t_1.rhai"][..], false),
            (&["plan.toml"], true),
            (&["a/t_1.rhai"], true),
            (&["a/t_1.cases.toml"], true),
            (&["tasks.toml"], true),
            (&["documents.toml"], true),
            (&["a/scheme.toml"], true),
            (&["README.md", "khac.toml"], false),
            (&[], false),
        ] {
            assert_eq!(is_part(&folder(names)), expected, "{names:?}");
        }
    }

    #[test]
    fn files_are_added_replaced_and_left_out_one_by_one() {
        let program =
            files(&[("a/t_1.cases.toml", "1"), ("a/t_1.rhai", "1"), ("a/t_2.rhai", "2"), ("plan.toml", "p")]);
        let part = RuleFolder {
            name: "rules".into(),
            files: files(&[
                ("a/t_1.rhai", " \n"),
                ("a/t_2.rhai", "two"),
                ("a/t_3.rhai", "3"),
                ("plan.toml", "q"),
            ]),
        };
        let (layers, addition) = of_rules(program, part, "xa/rules".into());
        let names = |files: &[TextFile]| files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&layers[0].files), ["a/t_2.rhai"]);
        assert_eq!((layers[0].name.as_str(), layers[1].name.as_str()), ("cchc:rules", "rules"));
        assert_eq!(names(&layers[1].files), ["a/t_2.rhai", "a/t_3.rhai", "plan.toml"]);
        let expected = Addition {
            folder: "xa/rules".into(),
            files: names(&layers[1].files),
            left_out: vec!["a/t_1.cases.toml".into(), "a/t_1.rhai".into()],
        };
        assert_eq!(addition, expected);

        let program = files(&[("06.toml", "1"), ("danh-muc.toml", "2"), ("khac.toml", "3")]);
        let part =
            files(&[("danh-muc.toml", ""), ("khac.toml", "three"), ("moi.toml", "4"), ("rong.toml", "")]);
        let (forms, addition) = of_forms(program, part, "templates/forms".into());
        let texts: Vec<(&str, &str)> =
            forms.iter().map(|form| (form.name.as_str(), form.text.as_str())).collect();
        assert_eq!(texts, [("06.toml", "1"), ("khac.toml", "three"), ("moi.toml", "4"), ("rong.toml", "")]);
        assert_eq!(
            (addition.files, addition.left_out),
            (
                vec!["khac.toml".to_owned(), "moi.toml".to_owned(), "rong.toml".to_owned()],
                vec!["danh-muc.toml".to_owned()]
            )
        );
    }
}
