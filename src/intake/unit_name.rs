//! Which unit a name means.

use super::commune_name::{CommuneName, PlaceNamed};
use crate::figure::UnitCode;
use crate::plan::{Commune, Unit};
use crate::text::{fold, fold_ascii, nearest};

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

/// The names under which senders are known.
pub(super) struct UnitNames<'a> {
    /// Every spelling of every unit as `words`, in the order of the plan.
    spellings: Vec<(String, &'a Unit)>,
    /// Codes, folded.
    codes: Vec<(String, &'a Unit)>,
    /// Place and province of the commune, as `words`.
    place: String,
    province: String,
    /// The commune as letterheads name it.
    pub(super) commune: CommuneName,
    units: &'a [Unit],
}

impl<'a> UnitNames<'a> {
    /// The names of `commune`'s `units`.
    pub(super) fn new(commune: &Commune, units: &'a [Unit]) -> Self {
        let spelled = |unit: &'a Unit| spellings(unit).map(move |spelling| (words(spelling), unit));
        Self {
            spellings: units.iter().flat_map(spelled).collect(),
            codes: units.iter().map(|unit| (fold(&unit.code), unit)).collect(),
            place: words(&commune.place),
            province: words(&commune.province),
            commune: CommuneName::new(commune),
            units,
        }
    }

    /// Reads a unit's code or any of its spellings, with or without the code in parentheses and the commune's name
    /// behind.
    pub(super) fn name(&self, text: &str) -> Name {
        let folded = fold(text);
        let (spoken, code) = match folded.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
            Some((name, code)) => (name, Some(code.trim())),
            None => (folded.as_str(), None),
        };
        let by_code = code.and_then(|code| self.codes.iter().find(|(known, _)| known == code));
        let by_spelling = self.by_name(spoken).or_else(|| self.by_name(&folded));
        match (by_code.map(|(_, unit)| *unit), by_spelling) {
            // A code beside another unit's name contradicts it.
            (Some(one), Some(other)) if one.code != other.code => {
                Name::Unknown { near: Some(format!("{} / {}", one.name, other.name)) }
            }
            // Another commune has departments of the same names, and may use our codes.
            _ if self.commune.named_behind(text) == Some(PlaceNamed::Other) => Name::Unknown { near: None },
            (Some(unit), _) | (None, Some(unit)) => Name::Unit(unit.code.clone()),
            (None, None) if self.is_commune(text) => Name::Commune,
            (None, None) => {
                let spellings = self.units.iter().flat_map(spellings);
                let near = nearest(spoken, spellings).and_then(|spelling| self.by_name(spelling));
                Name::Unknown { near: near.map(|unit| unit.name.clone()) }
            }
        }
    }

    /// The unit that a file's name names, by its code or a spelling with or without accents; `None` where that is none or
    /// more than one.
    pub(super) fn named_in(&self, file: &str) -> Option<UnitCode> {
        let name = format!(" {} ", words(&fold_ascii(file)));
        let mut found: Vec<(String, &Unit)> = Vec::new();
        for (spelling, unit) in &self.spellings {
            let spelling = format!(" {} ", words(&fold_ascii(spelling)));
            if name.contains(&spelling) {
                found.push((spelling, unit));
            }
        }
        // "Phòng Kinh tế và Đô thị" may hold the name of a "Phòng Kinh tế".
        let is_part =
            |one: &str| found.iter().any(|(other, _)| other.len() > one.len() && other.contains(one));
        let mut units = found.iter().filter(|(spelling, _)| !is_part(spelling)).map(|(_, unit)| *unit);
        let first = units.next()?;
        units.all(|unit| unit.code == first.code).then(|| first.code.clone())
    }

    fn by_name(&self, name: &str) -> Option<&'a Unit> {
        let place = &self.place;
        let key = words(name);
        let behind =
            [format!(" ubnd xã {place}"), format!(" xã {place}"), format!(" {place}"), " xã".to_owned()];
        let short = behind.iter().filter_map(|suffix| key.strip_suffix(suffix.as_str()));
        std::iter::once(key.as_str()).chain(short).filter(|key| !key.is_empty()).find_map(|key| {
            self.spellings.iter().find(|(spelling, _)| spelling == key).map(|(_, unit)| *unit)
        })
    }

    fn is_commune(&self, text: &str) -> bool {
        let text = words(text);
        let rest = text.strip_suffix(&self.province).map(str::trim).unwrap_or(&text);
        let Some(rest) = rest.strip_suffix(&self.place) else { return false };
        rest.split(' ').all(|word| ["", "ubnd", "uỷ", "ban", "nhân", "dân", "xã", "phường"].contains(&word))
    }
}

fn spellings(unit: &Unit) -> impl Iterator<Item = &str> {
    let own = [&*unit.code, unit.name.as_str(), unit.short.as_str()];
    own.into_iter().chain(unit.aliases.iter().map(String::as_str))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::test_plan::plan;

    #[test]
    fn every_spelling_of_a_unit_is_known() {
        let plan = plan();
        let names = UnitNames::new(&plan.commune, &plan.units);
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
            assert_eq!(names.name(text), Name::Unit(code.into()), "{text}");
        }
    }

    #[test]
    fn a_files_name_may_name_a_unit() {
        let plan = plan();
        let names = UnitNames::new(&plan.commune, &plan.units);
        for (file, code) in [
            ("Phong KT.rar", Some("KT")),
            ("Phong_Kinh_te-nop.7z", Some("KT")),
            ("VHXH/goi.rar", Some("VHXH")),
            ("phòng văn hóa - xã hội (2).msg", Some("VHXH")),
            ("KT va VP.rar", None),
            ("bao cao.rar", None),
            ("06a-VPCP-KSTT.rar", None),
        ] {
            assert_eq!(names.named_in(file).as_deref(), code, "{file}");
        }
    }

    #[test]
    fn the_commune_is_no_unit() {
        let plan = plan();
        let names = UnitNames::new(&plan.commune, &plan.units);
        for text in
            ["UBND xã Châu Sơn", "ỦY BAN NHÂN DÂN XÃ CHÂU SƠN", "Châu Sơn", "UBND xã Châu Sơn, tỉnh Lạng Sơn"]
        {
            assert_eq!(names.name(text), Name::Commune, "{text}");
        }
    }

    #[test]
    fn an_uncertain_name_is_only_a_hint() {
        let plan = plan();
        let names = UnitNames::new(&plan.commune, &plan.units);
        for (text, near) in [
            ("Phòng Kinh tê", Some("Phòng Kinh tế")),
            ("Trung tâm phuc vụ hành chính côngg", Some("Trung tâm Phục vụ hành chính công")),
            ("UBND xã Lộc Bình", None),
            ("Phòng Kinh tế xã Hữu Lũng", None),
            ("Phòng Kinh tế xã Hữu Lũng (KT)", None),
            ("xã Hữu Lũng, tỉnh Lạng Sơn", None),
            ("Phòng Kinh tế (VP)", Some("Văn phòng HĐND và UBND / Phòng Kinh tế")),
            ("", None),
        ] {
            assert_eq!(names.name(text), Name::Unknown { near: near.map(str::to_owned) }, "{text}");
        }
    }
}
