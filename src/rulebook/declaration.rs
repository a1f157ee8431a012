//! Reads what a rule declares about itself.

use super::declarations::Declarations;
use super::figure_declaration::known_unit;
use super::outline::Outline;
use super::terms;
use rust_decimal::Decimal;

use crate::diagnostic::{Lang, phrase};
use crate::plan::{EvidencePolicy, MissingPolicy, Rule, RuleKind, Scheme, SchemeKind, Unit, ZeroPolicy};

/// Every declaration that a rule may make.
const NAMES: [&str; 16] = [
    "ID",
    "PLACES",
    "GROUP",
    "KIND",
    "OWNER",
    "UNIT",
    "NEEDS",
    "TARGET",
    "MAX",
    "SCALE",
    "ZERO",
    "MISSING",
    "EVIDENCE",
    "FORMULA",
    "FIGURES",
    "UNCONFIRMED",
];

const ZERO_OF_TARGETS: [(&str, ZeroPolicy); 4] = [
    ("nothing_arose", ZeroPolicy::NothingArose),
    ("met", ZeroPolicy::Full),
    ("missed", ZeroPolicy::Zero),
    ("ask", ZeroPolicy::Ask),
];

const ZERO_OF_CRITERIA: [(&str, ZeroPolicy); 4] = [
    ("full", ZeroPolicy::Full),
    ("remove", ZeroPolicy::Remove),
    ("zero", ZeroPolicy::Zero),
    ("ask", ZeroPolicy::Ask),
];

const MISSING: [(&str, MissingPolicy); 2] =
    [("insufficient", MissingPolicy::Insufficient), ("awaiting", MissingPolicy::Awaiting)];

const EVIDENCE: [(&str, EvidencePolicy); 2] =
    [("optional", EvidencePolicy::Optional), ("required", EvidencePolicy::Required)];

/// The words that a policy of rules of this kind may be, in the order in which they are listed; none for what is no
/// policy.
pub(super) fn policy_words(name: &str, is_target: bool) -> Vec<&'static str> {
    fn words<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
        words.iter().map(|(word, _)| *word).collect()
    }
    match name {
        "ZERO" if is_target => words(&ZERO_OF_TARGETS),
        "ZERO" => words(&ZERO_OF_CRITERIA),
        "MISSING" => words(&MISSING),
        "EVIDENCE" => words(&EVIDENCE),
        _ => Vec::new(),
    }
}

/// The rule that `declared` describes; `None` if it cannot be used.
pub(super) fn read(declared: &mut Declarations<'_>, units: &[Unit], scheme: &Scheme) -> Option<Rule> {
    names(declared);
    let is_target = scheme.kind == SchemeKind::Targets;
    let (title, law) = heading(&declared.source.text);
    if title.is_empty() {
        declared.wrong((1, 1), "declare.title", "");
    }
    let id = declared.required("ID").and_then(|literal| declared.text(literal, "ID"));
    let places = match declared.optional("PLACES") {
        Some(literal) => declared.texts(literal, "PLACES"),
        None if is_target => declared.required("PLACES").map(|_| Vec::new()),
        None => Some(Vec::new()),
    };
    let group = declared.required("GROUP").and_then(|literal| {
        let group = declared.text(literal, "GROUP")?;
        let mut known = scheme.groups.iter().map(|group| group.id.as_str());
        if !known.clone().any(|id| id == group) {
            declared.unknown(literal.spot, "kind.group", group, known.by_ref());
            return None;
        }
        Some(group)
    });
    let owner = declared.required("OWNER").and_then(|literal| {
        let code = declared.text(literal, "OWNER")?;
        known_unit(declared, units, literal.spot, code)
    });
    let measure = declared.required("UNIT").and_then(|literal| declared.any_text(literal, "UNIT"));
    let needs = needs(declared);
    let zero_words = if is_target { ZERO_OF_TARGETS } else { ZERO_OF_CRITERIA };
    let zero = declared.required("ZERO").and_then(|literal| declared.one_of(literal, "ZERO", &zero_words));
    let missing = declared.word("MISSING", &MISSING, MissingPolicy::Insufficient);
    let evidence = declared.word("EVIDENCE", &EVIDENCE, EvidencePolicy::Optional);
    let formula = match declared.optional("FORMULA") {
        Some(literal) => declared.text(literal, "FORMULA"),
        None => Some(""),
    };
    let unconfirmed = match declared.optional("UNCONFIRMED") {
        Some(literal) => declared.text(literal, "UNCONFIRMED"),
        None => Some(""),
    };
    let (kind, max, terms) = if is_target {
        ["KIND", "MAX", "SCALE"].into_iter().for_each(|name| declared.unexpected(name));
        let terms = declared.required("TARGET").and_then(|literal| terms::read(declared, literal, "TARGET"));
        (Some(RuleKind::Target), Some(None), terms)
    } else {
        declared.unexpected("TARGET");
        let kind = declared.word(
            "KIND",
            &[("bonus", RuleKind::Bonus), ("penalty", RuleKind::Penalty), ("criterion", RuleKind::Criterion)],
            RuleKind::Criterion,
        );
        let terms = match declared.optional("SCALE") {
            Some(literal) => terms::read(declared, literal, "SCALE"),
            None => Some(Vec::new()),
        };
        (kind, max(declared).map(Some), terms)
    };
    let runs = functions(declared, is_target);
    runs.then_some(Rule {
        id: id?.to_owned(),
        file: declared.source.name.clone(),
        path: declared.source.file.to_string(),
        scheme: scheme.id.clone(),
        kind: kind?,
        title: titled(if title.is_empty() { id?.to_owned() } else { title }, unconfirmed?),
        law,
        places: places?.into_iter().map(str::to_owned).collect(),
        group: group?.to_owned(),
        owner: owner?.into(),
        measure: measure?.to_owned(),
        needs: needs?.into_iter().map(Into::into).collect(),
        terms: terms?,
        max: max?,
        zero: zero?,
        missing: missing?,
        evidence: evidence?,
        formula: formula?.to_owned(),
        unconfirmed: unconfirmed?.to_owned(),
    })
}

/// The title as it is shown everywhere: what is not confirmed is never shown without saying so.
fn titled(title: String, unconfirmed: &str) -> String {
    if unconfirmed.is_empty() { title } else { phrase(Lang::Vi, "rule.unconfirmed", &[("title", &title)]) }
}

/// Title and law of the heading comment.
pub(super) fn heading(text: &str) -> (String, String) {
    let mut title = String::new();
    let mut law: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).skip_while(|line| line.is_empty()) {
        let Some(line) = line.strip_prefix("//!") else { break };
        match line.trim().strip_prefix('#') {
            Some(heading) if title.is_empty() => heading.trim().clone_into(&mut title),
            _ => law.push(line.trim()),
        }
    }
    (title, law.join("\n").trim().to_owned())
}

/// Tells of declarations that no rule has, and of those made twice.
fn names(declared: &mut Declarations<'_>) {
    let Outline { constants, stray, .. } = declared.outline;
    for (index, (name, spot, _)) in constants.iter().enumerate() {
        if !NAMES.contains(&name.as_str()) {
            declared.unknown(*spot, "kind.declaration", name, NAMES);
        } else if constants.iter().take(index).any(|(other, ..)| other == name) {
            declared.wrong(*spot, "declare.twice", name);
        }
    }
    if let Some(spot) = stray {
        declared.wrong(*spot, "declare.stray", "");
    }
}

fn needs<'a>(declared: &mut Declarations<'a>) -> Option<Vec<&'a str>> {
    let literal = declared.required("NEEDS")?;
    let needs = declared.texts(literal, "NEEDS")?;
    if needs.is_empty() {
        declared.wrong(literal.spot, "declare.empty", "NEEDS");
        return None;
    }
    for (index, need) in needs.iter().enumerate() {
        if needs.iter().take(index).any(|other| other == need) {
            declared.wrong(literal.spot, "declare.twice", &format!("NEEDS: {need}"));
        }
    }
    Some(needs)
}

fn max(declared: &mut Declarations<'_>) -> Option<Decimal> {
    let literal = declared.required("MAX")?;
    let max = declared.number(literal, "MAX")?;
    if max <= Decimal::ZERO {
        declared.wrong(literal.spot, "declare.positive", "MAX");
        return None;
    }
    Some(max)
}

/// Whether the functions are there that the rule's kind must have.
fn functions(declared: &mut Declarations<'_>, is_target: bool) -> bool {
    let has = |name: &str, counts: &[usize]| {
        declared
            .outline
            .functions
            .iter()
            .any(|function| function.name == name && counts.contains(&function.parameters))
    };
    let mut missing = Vec::new();
    if !has("value", &[1]) {
        missing.push("fn value(f)");
    }
    if !is_target && !has("points", &[2, 3]) {
        missing.push("fn points(v, s)");
    }
    let stray = declared.outline.function("points").filter(|_| is_target).map(|function| function.spot);
    if let Some(spot) = stray {
        declared.wrong(spot, "declare.unexpected", "fn points");
    }
    for name in &missing {
        declared.wrong((1, 1), "declare.missing", name);
    }
    missing.is_empty()
}
