//! Rules that mean harm, or are random: each ends in a diagnostic for itself alone, in time.

use std::time::{Duration, Instant};

use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::tiny::{CRITERION, CRITERION_FILE, TARGET, TARGET_FILE, files, with};
use crate::diagnostic::{Code, Lang};
use crate::figure::{Figure, Figures};
use crate::plan::TextFile;
use crate::rulebook::{Outcome, Rulebook};

/// A rule's number and outcome.
type Outcomes = Vec<(String, Outcome)>;

/// Judges figures that every tiny target can be calculated from, and gives what is told of it with its code.
fn judge(files: &[TextFile]) -> (Outcomes, Vec<(Code, String)>) {
    let (rulebook, mut diagnostics) = Rulebook::load(files, &[]);
    let mut figures = Figures::default();
    for (id, number) in [("phan", 95), ("tong", 100)] {
        figures.single.insert(id.into(), Figure::known(crate::figure::Value::Number(number.into())));
    }
    let mut outcomes = Vec::new();
    if let Some(rulebook) = rulebook {
        let (findings, told) = rulebook.judge(&figures, "2025-12-14".parse().expect("a date"));
        outcomes.extend(findings.into_iter().map(|finding| (finding.rule, finding.outcome)));
        diagnostics.extend(told);
    }
    let told =
        diagnostics.iter().map(|d| (d.code, format!("{}: {}", d.place, d.message(Lang::En)))).collect();
    (outcomes, told)
}

/// Runs the target with `body` as its function, and gives what is told of it. The other rule must be as ever.
fn told(body: &str) -> (Code, String) {
    let begun = Instant::now();
    let (outcomes, mut told) = judge(&with(TARGET_FILE, "percent(f.phan, f.tong)\n}", body));
    assert!(begun.elapsed() < Duration::from_secs(5), "{body} took {:?}", begun.elapsed());
    let other = outcomes.iter().find(|(rule, _)| rule == "1");
    assert_eq!(other, Some(&("1".to_owned(), Outcome::Insufficient)), "{body}");
    for (rule, outcome) in &outcomes {
        assert!(rule == "1" || *outcome == Outcome::NeedsExplanation, "{body}: {outcome:?}");
    }
    assert_eq!(told.len(), 1, "{body}: {told:?}");
    told.remove(0)
}

#[test]
fn hostile_bodies_end_in_one_diagnostic_for_their_rule() {
    let deep = format!("{}1{}\n}}", "(".repeat(5000), ")".repeat(5000));
    let blocks = format!("{}1{}\n}}", "{".repeat(5000), "}".repeat(5000));
    let minus = format!("{}1\n}}", "- ".repeat(100_000));
    let lists = format!("{}{}\n}}", "[".repeat(5000), "]".repeat(5000));
    let chain = format!("1{}\n}}", " + 1".repeat(20_000));
    let long_text = format!("\"{}\"\n}}", "x".repeat(20_000));
    let long_list = format!("[{}]\n}}", "1,".repeat(2_000));
    let names: String = (0..200).map(|n| format!("let x{n} = 1; ")).collect();
    for (body, code) in [
        ("loop { }\n}", Code::RuleLimit),
        ("while true { let x = f.phan + 1; }\n}", Code::RuleLimit),
        ("let x = f.phan; loop { x = x + f.tong; }\n}", Code::RuleLimit),
        ("again(1)\n}\nfn again(x) { again(x + 1) }", Code::RuleLimit),
        ("value(f)\n}", Code::RuleLimit),
        ("let x = \"aaaaaaaaaa\"; loop { x += x; }\n}", Code::RuleLimit),
        ("let x = [1]; loop { x = [x, x]; }\n}", Code::RuleLimit),
        ("let x = #{}; loop { x = #{ a: x, b: x }; }\n}", Code::RuleLimit),
        (&deep, Code::RuleLimit),
        (&blocks, Code::RuleLimit),
        (&minus, Code::RuleLimit),
        (&lists, Code::RuleLimit),
        (&chain, Code::RuleLimit),
        (&long_text, Code::RuleLimit),
        (&long_list, Code::RuleLimit),
        (&format!("{names}\n1 }}"), Code::RuleLimit),
        ("1 / 0\n}", Code::RuleFailed),
        (
            "let x = f.tong; for_ever(x)\n}\nfn for_ever(x) { let y = 0; while y < 100 { x = x * x; y += 1; } x }",
            Code::RuleFailed,
        ),
        ("throw \"hết\"\n}", Code::RuleFailed),
        ("throw\n}", Code::RuleFailed),
        ("\"chữ\"\n}", Code::RuleFailed),
        ("[f.phan]\n}", Code::RuleFailed),
        ("f\n}", Code::RuleFailed),
        ("true\n}", Code::RuleFailed),
        ("\n}", Code::RuleFailed),
        ("f.phan == 1\n}", Code::RuleFailed),
        ("none_of(f.phan)\n}", Code::RuleFailed),
        ("sleep(1000000)\n}", Code::RuleFailed),
        ("khong_co(f.phan)\n}", Code::RuleFailed),
        ("percent(\"a\", f.tong)\n}", Code::RuleFailed),
        ("f.khong_co\n}", Code::RuleFailed),
        ("f.phan = 3; f.phan\n}", Code::RuleFailed),
        ("exit(1)\n}", Code::RuleFailed),
        ("parse_json(\"1\")\n}", Code::RuleFailed),
        ("import \"std\" as s; 1\n}", Code::RuleSyntax),
        ("eval(\"1\")\n}", Code::RuleSyntax),
        ("print(\"x\")\n}", Code::RuleSyntax),
        ("debug(\"x\")\n}", Code::RuleSyntax),
        ("Fn(\"value\").call(f)\n}", Code::RuleSyntax),
        ("try { f.x } catch { 1 }\n}", Code::RuleSyntax),
        ("switch f.phan { 1 => 2, _ => 3 }\n}", Code::RuleSyntax),
        ("let g = |x| x; 1\n}", Code::RuleSyntax),
        ("global::ID\n}", Code::RuleUnknownName),
    ] {
        let (got, told) = told(body);
        assert_eq!(got, code, "{}: {told}", &body[..body.len().min(80)]);
        assert!(told.starts_with("rules/a/t_1_1_ty_le.rhai:"), "{told}");
    }
}

#[test]
fn the_course_of_a_case_whose_rule_runs_away_is_told_in_part() {
    let body = "let x = f.phan;\nwhile true { x = f.phan + f.tong; }\nx\n}";
    let (rulebook, _) = Rulebook::load(&with(TARGET_FILE, "percent(f.phan, f.tong)\n}", body), &[]);
    let run = rulebook.expect("a rulebook").test(Some("1.1"));
    let failed = run.failures().next().expect("a failed case");
    assert!(failed.diagnostics.iter().any(|told| told.code == Code::RuleLimit), "{:?}", failed.diagnostics);
    let steps = failed.course.as_ref().map_or(0, |course| course.steps.len());
    assert!((1..=200).contains(&steps), "{steps}");
}

#[test]
fn a_slow_rule_is_stopped_by_the_clock() {
    // Few steps, each of them long: the limit on steps alone would let it run for a minute.
    let begun = Instant::now();
    let body = format!("let x = [{}]; loop {{ sum(x); }}\n}}", "1,".repeat(900));
    let (code, told) = told(&body);
    assert_eq!(code, Code::RuleLimit);
    assert!(told.ends_with("Rule 1.1 was stopped: it ran too long."), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[test]
fn hostile_declarations_leave_out_their_rule_alone() {
    for (from, to) in [
        ("const ID      = \"1.1\";", "const ID = value(1);"),
        ("const ID      = \"1.1\";", "const ID = [[[[\"1.1\"]]]];"),
        ("const ID      = \"1.1\";", "loop {} const ID = \"1.1\";"),
        ("above: 90", "above: 99999999999999999999999999999999999999999"),
        ("above: 90", "above: 1 / 0"),
        ("\"phan\", \"tong\"]", "1, #{}]"),
    ] {
        let begun = Instant::now();
        let (outcomes, told) = judge(&with(TARGET_FILE, from, to));
        assert!(outcomes.iter().any(|(rule, _)| rule == "1"), "{to}");
        assert!(!told.is_empty(), "{to}");
        assert!(begun.elapsed() < Duration::from_secs(1), "{to}");
    }
}

#[test]
fn changing_and_completing_hostile_rules_neither_panics_nor_hangs() {
    let most = "79228162514264337593543950335";
    for (name, from, to) in [
        (TARGET_FILE, "above: 90", format!("above: {most}")),
        (TARGET_FILE, "above: 90", format!("above: -{most}")),
        (TARGET_FILE, "above: 90", "above: 0.0000000000000000000000000001".to_owned()),
        (TARGET_FILE, "percent(f.phan, f.tong)", format!("percent(f.phan * {most}, f.tong)")),
        (TARGET_FILE, "percent(f.phan, f.tong)", "loop { f.phan - f.tong }".to_owned()),
        (TARGET_FILE, "percent(f.phan, f.tong)", "if f.phan > 1 { value(f) } else { f.tong }".to_owned()),
        (
            TARGET_FILE,
            "percent(f.phan, f.tong)",
            "// \"\n percent(f.phan, f.tong) /* fn value(f) {".to_owned(),
        ),
    ] {
        let begun = Instant::now();
        if let (Some(rulebook), _) = Rulebook::load(&with(name, from, &to), &[]) {
            rulebook.check();
            rulebook.coverage(None);
            rulebook.suggest(None);
            rulebook.mutate(None);
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{to} took {:?}", begun.elapsed());
    }
}

fn replaced(name: &str, text: String) -> Vec<TextFile> {
    let mut files = files();
    for file in &mut files {
        if file.name == name {
            text.clone_into(&mut file.text);
        }
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn random_text_never_panics(text in "\\PC{0,200}") {
        judge(&replaced(TARGET_FILE, text));
    }

    #[test]
    fn random_words_of_the_language_never_panic(words in prop::collection::vec(
        prop::sample::select(vec![
            "f", ".", "phan", "tong", "(", ")", "{", "}", "[", "]", "#{", ":", ";", ",", "+", "-", "*", "/", "<", "==", "percent",
            "sum", "both", "choose", "reduction", "linear", "if", "else", "let", "x", "=", "while", "loop", "return", "throw",
            "fn", "const", "1", "0.5", "\"co\"", "true", "at_most", "keep", "count", "break", "&&", "!", "in", "for", "`", "//!",
        ]),
        0..40,
    )) {
        let body = format!("{}\n}}", words.join(" "));
        judge(&replaced(TARGET_FILE, TARGET.replace("percent(f.phan, f.tong)\n}", &body)));
        judge(&replaced(CRITERION_FILE, CRITERION.replace("if f.tra_loi", &format!("{} if f.tra_loi", words.join(" ")))));
    }

    #[test]
    fn a_cut_or_changed_file_never_panics(
        which in 0usize..8,
        cut in 0usize..400,
        with in "[\\PC]{0,3}",
    ) {
        let mut files = files();
        if let Some(file) = files.get_mut(which) {
            let at = file.text.char_indices().nth(cut).map_or(file.text.len(), |(at, _)| at);
            let end = file.text.char_indices().nth(cut + 1).map_or(file.text.len(), |(at, _)| at);
            file.text.replace_range(at..end, &with);
        }
        judge(&files);
        if let (Some(rulebook), _) = Rulebook::load(&files, &[]) {
            rulebook.check();
            rulebook.test(None);
            rulebook.coverage(None);
        }
    }
}
