//! Temporary: reads the rules' constants until the rulebook can be loaded.
use cchc::figure::*;
use cchc::plan::*;
use indexmap::IndexMap;
use rhai::{Array, Engine, Map, Scope};
use std::sync::Arc;

#[derive(serde::Deserialize)]
struct PlanFile {
    title: String,
    standing_unit: String,
    commune: Commune,
    unit: Vec<Unit>,
    calendar: cchc::period::Calendar,
    fields: IndexMap<String, String>,
}
#[derive(serde::Deserialize)]
struct Tasks {
    task: Vec<TaskSpec>,
}

pub fn plan() -> Plan {
    let root = env!("CARGO_MANIFEST_DIR");
    let p: PlanFile =
        toml::from_str(&std::fs::read_to_string(format!("{root}/rules/plan.toml")).unwrap()).unwrap();
    let t: Tasks =
        toml::from_str(&std::fs::read_to_string(format!("{root}/rules/tasks.toml")).unwrap()).unwrap();
    let mut rules = Vec::new();
    let mut figures = IndexMap::new();
    for dir in ["ke-hoach-2025", "chi-so-mau"] {
        let mut names: Vec<_> = std::fs::read_dir(format!("{root}/rules/{dir}"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "rhai"))
            .collect();
        names.sort();
        for path in names {
            let engine = Engine::new();
            let mut scope = Scope::new();
            engine.run_with_scope(&mut scope, &std::fs::read_to_string(&path).unwrap()).unwrap();
            let s = |m: &Map, k: &str| m.get(k).map(|v| v.clone().into_string().unwrap()).unwrap_or_default();
            let needs: Vec<FigureId> = scope
                .get_value::<Array>("NEEDS")
                .unwrap()
                .into_iter()
                .map(|v| Arc::from(v.into_string().unwrap().as_str()))
                .collect();
            let str_ = |k: &str| {
                scope.get_value::<rhai::ImmutableString>(k).map(|s| s.to_string()).unwrap_or_default()
            };
            for f in scope.get_value::<Array>("FIGURES").unwrap_or_default() {
                let m = f.cast::<Map>();
                let kind: FigureKind = serde_json::from_value(s(&m, "kind").into()).unwrap();
                let choices = m
                    .get("choices")
                    .map(|v| v.clone().cast::<Array>())
                    .unwrap_or_default()
                    .into_iter()
                    .map(|c| {
                        let c = c.into_string().unwrap();
                        let (a, b) = c.split_once(": ").unwrap();
                        Choice { code: a.into(), label: b.into() }
                    })
                    .collect();
                let g = s(&m, "guidance");
                let spec = FigureSpec {
                    id: s(&m, "id").as_str().into(),
                    label: s(&m, "label").as_str().into(),
                    kind,
                    measure: s(&m, "unit").as_str().into(),
                    from: s(&m, "from").as_str().into(),
                    form: OWN_FORM.into(),
                    choices,
                    field: Some(s(&m, "field").as_str().into()),
                    declared_in: "x".into(),
                    guidance: (!g.is_empty()).then(|| g.as_str().into()),
                };
                figures.insert(spec.id.clone(), spec);
            }
            rules.push(Rule {
                id: str_("ID"),
                file: path.display().to_string(),
                scheme: dir.into(),
                kind: RuleKind::Target,
                title: String::new(),
                law: String::new(),
                places: vec![],
                group: str_("GROUP"),
                owner: str_("OWNER").as_str().into(),
                measure: str_("UNIT"),
                needs,
                terms: vec![],
                max: None,
                zero: ZeroPolicy::Ask,
                missing: MissingPolicy::Insufficient,
                evidence: if str_("EVIDENCE") == "required" {
                    EvidencePolicy::Required
                } else {
                    EvidencePolicy::Optional
                },
                formula: String::new(),
            });
        }
    }
    Plan {
        title: p.title,
        commune: p.commune,
        calendar: p.calendar,
        units: p.unit,
        standing_unit: p.standing_unit.as_str().into(),
        fields: p.fields,
        schemes: vec![],
        rules,
        tasks: t.task,
        figures,
    }
}
