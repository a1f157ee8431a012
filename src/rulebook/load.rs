//! From text files to a rulebook.

use std::collections::HashSet;

use super::Rulebook;
use super::case_file::{self, CaseFile};
use super::declaration;
use super::declarations::{Declarations, unknown};
use super::engine::Machine;
use super::entry::Entry;
use super::figure_declaration;
use super::figure_register;
use super::kept_figures::kept_figures;
use super::layers::Layers;
use super::left_out::LeftOut;
use super::order::natural;
use super::other_year;
use super::outline::{Constant, Spot};
use super::plan_file::{self, PlanFile};
use super::points_figure;
use super::source::{CASES, DOCUMENTS, FOLDER, RULE, SCHEME, Source, TASKS, rule_stem};
use super::table_shape::TableShape;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::FigureSpec;
use crate::intake::FormDescription;
use crate::plan::{PLAN_FILE, Plan, Rule, RuleFolder, Scheme, SchemeKind, TextFile};

impl Rulebook {
    /// Reads `rules` (names relative to the folder of rules) and what they say of the figures that `forms` hold.
    /// Whatever is wrong is told of; a wrong rule is left out and the others stay. `None` only if `plan.toml` cannot be
    /// used or no rule is left.
    pub fn load(rules: &[TextFile], forms: &[FormDescription]) -> (Option<Self>, Vec<Diagnostic>) {
        Self::load_folders(&[RuleFolder { name: FOLDER.to_owned(), files: rules.to_vec() }], forms)
    }

    /// The same of several folders, each of which extends the one before it. Of two files of one name the later counts;
    /// `plan.toml` of a later folder says anew what differs, and removes what is no longer in force.
    pub fn load_folders(
        folders: &[RuleFolder],
        forms: &[FormDescription],
    ) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let layers = Layers::join(folders, &mut diagnostics);
        let rulebook = load(layers, forms, &mut diagnostics);
        (rulebook, diagnostics)
    }
}

fn load(layers: Layers, forms: &[FormDescription], diagnostics: &mut Vec<Diagnostic>) -> Option<Rulebook> {
    let sources = &layers.sources;
    let absent = |name: &str| absent(&layers.place_of(name));
    let scripts: Vec<&Source> = sources.iter().filter(|source| source.base().ends_with(RULE)).collect();
    if layers.plans.is_empty() {
        diagnostics.push(if scripts.is_empty() { no_rules() } else { absent(PLAN_FILE) });
        return None;
    }
    let plan = PlanFile::read(&layers.plans, diagnostics)?;
    let tasks = match layers.find(TASKS) {
        Some(source) => plan.read_tasks(source, diagnostics),
        None => {
            diagnostics.push(absent(TASKS));
            Vec::new()
        }
    };

    let documents = layers
        .find(DOCUMENTS)
        .map(|source| plan_file::read_documents(source, diagnostics))
        .unwrap_or_default();

    let mut folders: Vec<&str> = scripts.iter().map(|source| source.folder()).collect();
    folders.extend(sources.iter().filter(|source| source.base() == SCHEME).map(Source::folder));
    folders.sort_unstable();
    folders.dedup();
    let mut schemes: Vec<Scheme> = Vec::new();
    for folder in folders {
        let name = if folder.is_empty() { SCHEME.to_owned() } else { format!("{folder}/{SCHEME}") };
        match layers.find(&name).map(|source| plan_file::read_scheme(source, folder)) {
            Some(Ok(scheme)) => schemes.push(scheme),
            Some(Err(diagnostic)) => diagnostics.push(diagnostic),
            None => diagnostics.push(absent(&name)),
        }
    }
    let mut schemes = plan.used(schemes, diagnostics);
    // The plan's own targets come first, whatever the folders are called.
    schemes.sort_by_key(|scheme| scheme.kind != SchemeKind::Targets);

    let machine = Machine::new();
    let mut entries = Vec::new();
    let mut declared_figures: Vec<(Option<SortKey>, FigureSpec, Place)> = Vec::new();
    let mut left_out = LeftOut::default();
    let mut failures = Vec::new();
    for source in &scripts {
        let (script, is_whole) = match machine.compile(&source.text) {
            Ok(script) => (script, true),
            Err(failure) => {
                failures.push((source, failure));
                // Other rules may need the figures that this one declares.
                match machine.compile(&figure_register::alone(&source.text)) {
                    Ok(script) => (script, false),
                    Err(_) => {
                        left_out.folders.insert(source.folder().to_owned());
                        continue;
                    }
                }
            }
        };
        let mut declared = Declarations::new(source, &script.outline);
        let figures = figure_declaration::read(&mut declared, &plan, &mut left_out);
        let scheme = schemes.iter().find(|scheme| is_whole && scheme.id == source.folder());
        let rule = scheme.and_then(|scheme| declaration::read(&mut declared, &plan.units, scheme));
        diagnostics.append(&mut declared.diagnostics);
        let key = rule.as_ref().map(|rule| sort_key(&schemes, rule));
        for (spec, spot) in figures {
            declared_figures.push((key.clone(), spec, source.place(spot)));
        }
        if let (Some(rule), Some(key)) = (rule, key) {
            diagnostics.extend(scheme.and_then(|scheme| file_name(source, scheme, &rule)));
            entries.push((key, rule, Entry::new(source, script)));
        } else if !plan.leaves_out(source.folder()) {
            left_out.folders.insert(source.folder().to_owned());
        }
    }
    let known: HashSet<&str> = declared_figures.iter().map(|(_, spec, _)| &*spec.id).collect();
    let needed = entries.iter().flat_map(|(_, rule, _)| &rule.needs).map(|need| &**need);
    let needed: HashSet<&str> = needed.filter(|need| !known.contains(need)).collect();
    let kept = kept_figures(&layers.removed, &plan, &machine, |figure| needed.contains(figure));
    declared_figures.extend(kept.into_iter().map(|(spec, place)| (None, spec, place)));
    entries.sort_by(|(one, _, first), (other, _, second)| {
        one.cmp(other).then_with(|| first.file.cmp(&second.file))
    });
    // Figures of rules that were left out come last; other rules may need them.
    declared_figures.sort_by(|(one, ..), (other, ..)| (one.is_none(), one).cmp(&(other.is_none(), other)));
    let declared_figures = declared_figures.into_iter().map(|(_, spec, place)| (spec, place));
    let mut figures =
        figure_register::register(declared_figures, forms, &plan, |file| layers.place_of(file), diagnostics);
    for (source, failure) in failures {
        let told = failure.told(source.base().trim_end_matches(RULE), |spot| source.place(spot));
        diagnostics.push(match failure.code {
            // Whoever forgets the `f.` before a figure has named a variable that does not exist.
            Code::RuleUnknownName if figures.contains_key(failure.text.as_str()) => {
                told.with_near(Some(&format!("f.{}", failure.text)))
            }
            _ => told,
        });
    }

    let (rules, entries) = once(entries, diagnostics);
    if rules.is_empty() {
        diagnostics.push(no_rules());
        return None;
    }

    points_figure::register(&rules, &entries, &mut figures);
    // Nobody is asked for what only rules that are not used would need.
    figures.retain(|id, spec| {
        let needed = || rules.iter().any(|rule| rule.needs.contains(id));
        !plan.leave_out.iter().any(|(folder, _)| is_within(&spec.declared_in, folder)) || needed()
    });

    let tables = forms.iter().filter_map(TableShape::of).collect();
    let mut rulebook = Rulebook {
        plan: Plan {
            title: plan.title,
            year: plan.year,
            commune: plan.commune,
            calendar: plan.calendar,
            units: plan.units,
            standing_unit: plan.standing_unit,
            fields: plan.fields,
            schemes,
            rules,
            tasks,
            documents,
            figures,
        },
        entries,
        tables,
        left_out,
        machine,
        layers,
    };
    let Rulebook { plan, entries, left_out, layers, .. } = &mut rulebook;
    points_figure::leave_out_circles(plan, entries, left_out, diagnostics);
    for scheme in plan.schemes.iter().filter(|scheme| !left_out.folders.contains(&scheme.id)) {
        if let Some(source) = layers.find(&format!("{}/{SCHEME}", scheme.id)) {
            diagnostics.extend(plan_file::absent_rules(source, scheme, &plan.rules));
        }
    }
    diagnostics.extend(other_year::told(&rulebook));
    diagnostics.extend(unknown_needs(&rulebook));
    read_cases(&mut rulebook, diagnostics);
    Some(rulebook)
}

fn no_rules() -> Diagnostic {
    Diagnostic::new(Code::RulesMissing).at(Place::file("rules")).with("path", "rules")
}

/// R14: the file that messages would name `file` is missing.
fn absent(file: &str) -> Diagnostic {
    Diagnostic::new(Code::PlanMalformed).at(Place::file(file)).with_label("reason", "declare.no_file", file)
}

pub(super) type SortKey = (usize, usize, Vec<(u64, String)>);

/// By scheme, then by group, then by number as people count.
pub(super) fn sort_key(schemes: &[Scheme], rule: &Rule) -> SortKey {
    let scheme = schemes.iter().position(|scheme| scheme.id == rule.scheme).unwrap_or(usize::MAX);
    let group = schemes
        .get(scheme)
        .and_then(|scheme| scheme.groups.iter().position(|group| group.id == rule.group))
        .unwrap_or(usize::MAX);
    (scheme, group, natural(&rule.id))
}

/// R10 if the file is not named after the rule's number.
fn file_name(source: &Source, scheme: &Scheme, rule: &Rule) -> Option<Diagnostic> {
    source.behind_number(scheme.kind, &rule.id).is_none().then(|| {
        Diagnostic::new(Code::RuleFileName)
            .at(Place::file(source.file.clone()))
            .with("expected", format!("{}_", rule_stem(scheme.kind, &rule.id)))
    })
}

/// Of rules with one number in one scheme only the first, in the order of file names.
fn once(sorted: Vec<(SortKey, Rule, Entry)>, diagnostics: &mut Vec<Diagnostic>) -> (Vec<Rule>, Vec<Entry>) {
    let (mut rules, mut entries): (Vec<Rule>, Vec<Entry>) = (Vec::new(), Vec::new());
    for (_, rule, entry) in sorted {
        let first = rules.iter().position(|other| other.scheme == rule.scheme && other.id == rule.id);
        match first.and_then(|first| entries.get(first)) {
            Some(first) => diagnostics.push(
                Diagnostic::new(Code::RuleRepeated)
                    .at(entry.place_of("ID"))
                    .with("what", &rule.id)
                    .with("first", &first.file)
                    .with("second", &entry.file),
            ),
            None => {
                rules.push(rule);
                entries.push(entry);
            }
        }
    }
    (rules, entries)
}

/// R04 for each figure of `NEEDS` that nobody declares.
fn unknown_needs(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let known = &rulebook.plan.figures;
    let mut diagnostics = Vec::new();
    for (rule, entry) in rulebook.plan.rules.iter().zip(&rulebook.entries) {
        for (need, spot) in needs(entry) {
            if !rulebook.is_known(rule, need) && !rulebook.left_out.figures.contains(need) {
                let known = known.keys().map(|id| &**id);
                diagnostics.push(unknown(entry.place(spot), "kind.figure", need, known));
            }
        }
    }
    diagnostics
}

/// Whether a file for people, `rules/a/b.rhai`, lies in the folder `a` of a folder of rules.
fn is_within(file: &str, folder: &str) -> bool {
    let parent = file.rsplit_once('/').map_or("", |(parent, _)| parent);
    parent.strip_suffix(folder).is_some_and(|above| above.ends_with('/'))
}

/// What an entry's `NEEDS` lists, each with its place.
fn needs(entry: &Entry) -> impl Iterator<Item = (&str, Spot)> {
    let items = match entry.script.outline.constant("NEEDS").map(|(.., literal)| &literal.value) {
        Some(Constant::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| match &item.value {
        Constant::Text(text) => Some((text.as_str(), item.spot)),
        _ => None,
    })
}

/// Gives each rule its cases, and tells of case files that belong to no rule.
fn read_cases(rulebook: &mut Rulebook, diagnostics: &mut Vec<Diagnostic>) {
    let Rulebook { layers, .. } = &*rulebook;
    let mut read: Vec<(usize, CaseFile)> = Vec::new();
    for source in layers.sources.iter().filter(|source| source.base().ends_with(CASES)) {
        let script = format!("{}{RULE}", source.name.trim_end_matches(CASES));
        if layers.find(&script).is_none() {
            diagnostics.push(absent(&layers.place_of(&script)));
        }
        let Some(index) = rulebook.plan.rules.iter().position(|rule| rule.file == script) else { continue };
        let cases = match case_file::read(source, rulebook) {
            Ok((cases, faults)) => {
                diagnostics.extend(faults);
                cases
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                CaseFile::Malformed
            }
        };
        read.push((index, cases));
    }
    for (index, cases) in read {
        if let Some(entry) = rulebook.entries.get_mut(index) {
            entry.cases = cases;
        }
    }
}
