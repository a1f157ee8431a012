//! Which commune, district or province a line names: `ỦY BAN NHÂN DÂN XÃ CHÂU SƠN`.

use crate::plan::Commune;
use crate::text::fold_ascii;

/// Whose place a line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceNamed {
    /// The commune of the plan.
    Ours,
    /// Another commune, or one of another province.
    Other,
    /// A district or town, of which there have been none since July 2025.
    District,
}

/// The commune's names as they are compared: words without diacritics.
pub(super) struct CommuneName {
    place: Vec<String>,
    province: Vec<String>,
}

/// Titles of agencies behind which the name of a place stands.
const AGENCIES: [&[&str]; 8] = [
    &["ubnd"],
    &["uy", "ban", "nhan", "dan"],
    &["hdnd"],
    &["hoi", "dong", "nhan", "dan"],
    &["dang", "uy"],
    &["mttq"],
    &["dia", "ban"],
    &["cong", "an"],
];

/// Kinds of communes, also as abbreviated.
const COMMUNES: [&[&str]; 8] =
    [&["xa"], &["phuong"], &["thi", "tran"], &["dac", "khu"], &["x"], &["p"], &["tt"], &["dk"]];

/// Kinds of districts.
const DISTRICTS: [&[&str]; 7] =
    [&["huyen"], &["quan"], &["thi", "xa"], &["thanh", "pho"], &["tp"], &["h"], &["tx"]];

/// Beginnings of lines that name whom the form goes to.
const RECIPIENTS: [&[&str]; 4] = [&["kinh", "gui"], &["noi", "nhan"], &["gui"], &["don", "vi", "nhan"]];

impl CommuneName {
    pub(super) fn new(commune: &Commune) -> Self {
        Self { place: words(&commune.place), province: words(&commune.province) }
    }

    /// Whose place `line` names behind the title of an agency, or as the whole line.
    pub(super) fn named_in(&self, line: &str) -> Option<PlaceNamed> {
        let words = words(line);
        if RECIPIENTS.iter().any(|recipient| starts_with(&words, recipient)) {
            return None;
        }
        (0..words.len()).find_map(|at| {
            let behind = words.get(at..)?;
            let agency = AGENCIES.iter().find(|agency| starts_with(behind, agency))?;
            self.place_of(behind.get(agency.len()..)?)
        })
    }

    /// The same of a line that names a unit: `Phòng Kinh tế xã Hữu Lũng`.
    pub(super) fn named_behind(&self, unit: &str) -> Option<PlaceNamed> {
        let words = words(unit);
        let commune = |at: usize| {
            let behind = words.get(at..).filter(|words| !starts_with(words, &["xa", "hoi"]))?;
            COMMUNES[..4]
                .iter()
                .any(|kind| starts_with(behind, kind))
                .then(|| self.place_of(behind))
                .flatten()
        };
        (0..words.len()).find_map(commune)
    }

    /// The place that `words` begin with: its kind, its name, what it belongs to.
    fn place_of(&self, words: &[String]) -> Option<PlaceNamed> {
        if let Some(kind) = COMMUNES.iter().find(|kind| starts_with(words, kind)) {
            let name = words.get(kind.len()..)?;
            let Some(belongs) = name.strip_prefix(self.place.as_slice()) else {
                // "Cấp xã", "các xã", "xã loại II" name no place; nor does a kind of which nothing follows.
                let first = name.first()?;
                let is_name = !["hoi", "loai", "nao", "nay", "tren", "duoi"].contains(&first.as_str())
                    && first.chars().all(char::is_alphabetic);
                return is_name.then_some(PlaceNamed::Other);
            };
            return Some(if self.is_elsewhere(belongs) { PlaceNamed::Other } else { PlaceNamed::Ours });
        }
        if words.starts_with(&self.place) {
            return Some(PlaceNamed::Ours);
        }
        if DISTRICTS.iter().any(|kind| starts_with(words, kind) && words.len() > kind.len()) {
            return Some(PlaceNamed::District);
        }
        self.is_elsewhere(words).then_some(PlaceNamed::Other)
    }

    /// Whether `words` name a province other than ours.
    fn is_elsewhere(&self, words: &[String]) -> bool {
        let province = words.iter().position(|word| word == "tinh").and_then(|at| words.get(at..));
        province.is_some_and(|named| named.len() > 1 && !named.starts_with(&self.province))
    }
}

/// Whether `line` is the title of an agency whose place stands in the line below.
pub(super) fn goes_on_below(line: &str) -> bool {
    let words = words(line);
    AGENCIES[..4]
        .iter()
        .any(|agency| words.len() >= agency.len() && starts_with(last(&words, agency.len()), agency))
}

fn last(words: &[String], count: usize) -> &[String] {
    words.get(words.len().saturating_sub(count)..).unwrap_or_default()
}

fn starts_with(words: &[String], start: &[&str]) -> bool {
    words.len() >= start.len() && words.iter().zip(start).all(|(word, wanted)| word == wanted)
}

fn words(text: &str) -> Vec<String> {
    let folded = fold_ascii(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::test_plan::plan;

    fn named(line: &str) -> Option<PlaceNamed> {
        CommuneName::new(&plan().commune).named_in(line)
    }

    #[test]
    fn our_commune_is_known_however_it_is_spelt() {
        for line in [
            "ỦY BAN NHÂN DÂN XÃ CHÂU SƠN",
            "Uỷ ban nhân dân xã Châu Sơn",
            "UBND xã Châu Sơn",
            "UBND xa Chau Son",
            "UY BAN NHAN DAN XA CHAU SON",
            "UBND X. Châu Sơn",
            "HĐND & UBND xã Châu Sơn",
            "HĐND VÀ UBND XÃ CHÂU SƠN",
            "UBND Châu Sơn",
            "UBND xã Châu Sơn, tỉnh Lạng Sơn",
            "UBND xã Châu Sơn - Phòng Kinh tế",
            "U\u{309}Y BAN NHÂN DÂN XA\u{303} CHA\u{302}U SO\u{31B}N",
            "Báo cáo kết quả trên địa bàn xã Châu Sơn",
            "UBND XÃ CHÂU SƠN    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ] {
            assert_eq!(named(line), Some(PlaceNamed::Ours), "{line}");
        }
    }

    #[test]
    fn another_commune_is_known_too() {
        for line in [
            "ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂN",
            "UBND XÃ HỮU LŨNG",
            "UBND xa Huu Lung",
            "UBND phường Đông Kinh",
            "UBND P. Đông Kinh",
            "UBND thị trấn Đồng Đăng",
            "HĐND & UBND xã Lộc Bình",
            "UBND xã Châu Sơn, tỉnh Ninh Bình",
            "UBND TỈNH CAO BẰNG",
            "TÌNH HÌNH THỰC HIỆN TRÊN ĐỊA BÀN XÃ HỮU LŨNG",
            // A slip of one letter is the name of another commune as often as not.
            "UBND xã Chân Sơn",
        ] {
            assert_eq!(named(line), Some(PlaceNamed::Other), "{line}");
        }
        for line in ["UBND HUYỆN LỘC BÌNH", "ỦY BAN NHÂN DÂN THÀNH PHỐ LẠNG SƠN", "UBND thị xã X"]
        {
            assert_eq!(named(line), Some(PlaceNamed::District), "{line}");
        }
    }

    #[test]
    fn what_names_no_commune_says_nothing() {
        for line in [
            "",
            "UBND TỈNH LẠNG SƠN",
            "SỞ NỘI VỤ",
            "BỘ TÀI CHÍNH",
            "PHÒNG VĂN HÓA - XÃ HỘI",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "UBND cấp xã",
            "UBND các xã, phường",
            "Kính gửi: UBND xã Hữu Lũng",
            "Nơi nhận: UBND xã Hữu Lũng",
            "ỦY BAN NHÂN DÂN",
            "UBND XÃ",
            "Xã Hữu Lũng đã hỗ trợ",
        ] {
            assert_eq!(named(line), None, "{line}");
        }
    }

    #[test]
    fn a_unit_may_name_its_commune_behind() {
        let name = CommuneName::new(&plan().commune);
        for (unit, place) in [
            ("Phòng Kinh tế xã Hữu Lũng (KT)", Some(PlaceNamed::Other)),
            ("Phòng Kinh tế xã Châu Sơn", Some(PlaceNamed::Ours)),
            ("Phòng Văn hóa - Xã hội", None),
            ("Phòng Văn hóa - Xã hội xã Lộc Bình", Some(PlaceNamed::Other)),
            ("Phòng Kinh tế", None),
        ] {
            assert_eq!(name.named_behind(unit), place, "{unit}");
        }
    }

    #[test]
    fn a_title_may_go_on_below() {
        for (line, goes_on) in
            [("ỦY BAN NHÂN DÂN", true), ("HĐND VÀ UBND", true), ("UBND XÃ CHÂU SƠN", false), ("", false)]
        {
            assert_eq!(goes_on_below(line), goes_on, "{line}");
        }
    }
}
