//! Which unit a name means.

use crate::figure::UnitCode;
use crate::plan::{Plan, Unit};
use crate::text::{fold, nearest};

/// What a name of a sender means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A unit of the plan, beyond doubt.
    Unit(UnitCode),
    /// The commune itself, such as `UBND xã Châu Sơn`.
    Commune,
    /// Nobody that the plan knows; the nearest name, where one is near.
    Unknown { near: Option<String> },
}

/// Reads a unit's code or any of its spellings, with or without the code in parentheses and the commune's name behind.
pub(super) fn name(plan: &Plan, text: &str) -> Name {
    let folded = fold(text);
    let (spoken, code) = match folded.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, code)) => (name, Some(code.trim())),
        None => (folded.as_str(), None),
    };
    let by_code = code.and_then(|code| plan.units.iter().find(|unit| fold(&unit.code) == code));
    let by_spelling = by_name(plan, spoken).or_else(|| by_name(plan, &folded));
    match (by_code, by_spelling) {
        // A code beside another unit's name contradicts it.
        (Some(one), Some(other)) if one.code != other.code => {
            Name::Unknown { near: Some(format!("{} / {}", one.name, other.name)) }
        }
        (Some(unit), _) | (None, Some(unit)) => Name::Unit(unit.code.clone()),
        (None, None) if is_commune(plan, text) => Name::Commune,
        (None, None) => {
            let spellings = plan.units.iter().flat_map(spellings);
            let near = nearest(spoken, spellings).and_then(|spelling| self::by_name(plan, spelling));
            Name::Unknown { near: near.map(|unit| unit.name.clone()) }
        }
    }
}

fn spellings(unit: &Unit) -> impl Iterator<Item = &str> {
    let own = [&*unit.code, unit.name.as_str(), unit.short.as_str()];
    own.into_iter().chain(unit.aliases.iter().map(String::as_str))
}

fn by_name<'a>(plan: &'a Plan, name: &str) -> Option<&'a Unit> {
    let place = words(&plan.commune.place);
    let key = words(name);
    let mut keys = vec![key.clone()];
    for suffix in [format!(" ubnd xã {place}"), format!(" xã {place}"), format!(" {place}"), " xã".to_owned()]
    {
        if let Some(short) = key.strip_suffix(&suffix) {
            keys.push(short.to_owned());
        }
    }
    let known =
        |key: &String| plan.units.iter().find(|unit| spellings(unit).any(|spelling| words(spelling) == *key));
    keys.iter().filter(|key| !key.is_empty()).find_map(known)
}

/// Letters and digits of a name in words, `&` as "và": punctuation tells no two units apart.
fn words(text: &str) -> String {
    let spelled = fold(text).replace('&', " và ");
    spelled
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_commune(plan: &Plan, text: &str) -> bool {
    let text = words(text);
    let place = words(&plan.commune.place);
    let province = words(&plan.commune.province);
    let Some(rest) = text.strip_suffix(&province).map(str::trim).unwrap_or(&text).strip_suffix(&place) else {
        return false;
    };
    rest.split(' ').all(|word| ["", "ubnd", "uỷ", "ban", "nhân", "dân", "xã", "phường"].contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::test_plan::plan;

    #[test]
    fn every_spelling_of_a_unit_is_known() {
        let plan = plan();
        for (text, code) in [
            ("Văn phòng HĐND và UBND", "VP"),
            ("VP HĐND-UBND", "VP"),
            ("Văn phòng HĐND & UBND xã Châu Sơn", "VP"),
            ("VP", "VP"),
            ("kt", "KT"),
            ("P. Kinh tế", "KT"),
            ("PHÒNG KINH TẾ XÃ CHÂU SƠN", "KT"),
            ("Phòng Kinh tế (KT)", "KT"),
            ("Phong KT & DT (KT)", "KT"),
            ("Phòng Văn hoá – Xã hội", "VHXH"),
            ("Phòng Văn hóa -Xã hội", "VHXH"),
            ("Phòng Văn hóa, Xã hội.", "VHXH"),
            ("Trung tâm Phục vụ hành chính công xã Châu Sơn", "TTPVHCC"),
            ("Bộ phận Một cửa", "TTPVHCC"),
        ] {
            assert_eq!(name(&plan, text), Name::Unit(code.into()), "{text}");
        }
    }

    #[test]
    fn the_commune_is_no_unit() {
        let plan = plan();
        for text in
            ["UBND xã Châu Sơn", "ỦY BAN NHÂN DÂN XÃ CHÂU SƠN", "Châu Sơn", "UBND xã Châu Sơn, tỉnh Lạng Sơn"]
        {
            assert_eq!(name(&plan, text), Name::Commune, "{text}");
        }
    }

    #[test]
    fn an_uncertain_name_is_only_a_hint() {
        let plan = plan();
        for (text, near) in [
            ("Phòng Kinh tê", Some("Phòng Kinh tế")),
            ("Trung tâm phuc vụ hành chính côngg", Some("Trung tâm Phục vụ hành chính công")),
            ("UBND xã Lộc Bình", None),
            ("Phòng Kinh tế (VP)", Some("Văn phòng HĐND và UBND / Phòng Kinh tế")),
            ("", None),
        ] {
            assert_eq!(name(&plan, text), Name::Unknown { near: near.map(str::to_owned) }, "{text}");
        }
    }
}
