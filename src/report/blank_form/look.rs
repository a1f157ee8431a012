//! How the form's cells look. Cells share their styles.

use std::sync::Arc;

use crate::report::book::{Border, Horizontal, Line, Style, Vertical};

/// Cells to be filled in.
const INPUT: u32 = 0xFF_F9E1;
/// Cells that must be filled in for a result to be recognised.
const NEEDED: u32 = 0xFF_E699;
/// Header row.
const HEADER: u32 = 0xDD_E7F3;
/// Group rows.
const GROUP: u32 = 0xE9_EDF3;

/// One style for each kind of cell.
pub(super) struct Look {
    pub(super) plain: Arc<Style>,
    pub(super) plain_bold: Arc<Style>,
    pub(super) motto: Arc<Style>,
    pub(super) title: Arc<Style>,
    pub(super) section: Arc<Style>,
    pub(super) caption: Arc<Style>,
    pub(super) known: Arc<Style>,
    pub(super) entry: Arc<Style>,
    pub(super) entry_date: Arc<Style>,
    pub(super) entry_count: Arc<Style>,
    pub(super) header: Arc<Style>,
    pub(super) group_number: Arc<Style>,
    pub(super) group: Arc<Style>,
    pub(super) number: Arc<Style>,
    pub(super) code: Arc<Style>,
    pub(super) label: Arc<Style>,
    pub(super) part: Arc<Style>,
    pub(super) measure: Arc<Style>,
    pub(super) value: Arc<Style>,
    pub(super) input_whole: Arc<Style>,
    pub(super) input_decimal: Arc<Style>,
    pub(super) input_answer: Arc<Style>,
    pub(super) input_date: Arc<Style>,
    pub(super) input_text: Arc<Style>,
    pub(super) input_evidence: Arc<Style>,
    pub(super) paragraph: Arc<Style>,
    pub(super) signature: Arc<Style>,
    pub(super) signature_title: Arc<Style>,
}

impl Default for Look {
    fn default() -> Self {
        let plain = Style { vertical: Vertical::Center, ..Style::default() };
        let center = Style { horizontal: Horizontal::Center, ..plain.clone() };
        let bold = Style { bold: true, ..center.clone() };
        let boxed = Style { borders: [Some(THIN); 4], wrap: true, ..plain.clone() };
        let boxed_center = Style { horizontal: Horizontal::Center, ..boxed.clone() };
        let input = Style { fill: Some(INPUT), unlocked: true, ..boxed.clone() };
        let input_number = Style { horizontal: Horizontal::Right, indent: 1, wrap: false, ..input.clone() };
        let input_center = Style { horizontal: Horizontal::Center, ..input.clone() };
        let entry =
            Style { bold: true, horizontal: Horizontal::Left, indent: 1, wrap: false, ..input.clone() };
        let group = Style { bold: true, fill: Some(GROUP), ..boxed.clone() };
        Self {
            plain_bold: bold.clone().into(),
            motto: Style { underline: true, ..bold.clone() }.into(),
            title: Style { size: 14.0, ..bold.clone() }.into(),
            section: Style { bold: true, ..plain.clone() }.into(),
            caption: Style { horizontal: Horizontal::Right, ..plain.clone() }.into(),
            known: Style { bold: true, indent: 1, horizontal: Horizontal::Left, ..plain.clone() }.into(),
            entry_date: Style { number_format: DATE.into(), ..entry.clone() }.into(),
            entry_count: Style { number_format: "0".into(), ..entry.clone() }.into(),
            entry: entry.into(),
            header: Style { bold: true, fill: Some(HEADER), ..boxed_center.clone() }.into(),
            group_number: Style { horizontal: Horizontal::Center, ..group.clone() }.into(),
            group: group.into(),
            number: boxed_center.clone().into(),
            code: Style { size: 8.0, color: Some(0x80_8080), ..boxed.clone() }.into(),
            label: boxed.clone().into(),
            part: Style { indent: 1, ..boxed.clone() }.into(),
            measure: boxed_center.clone().into(),
            value: Style { bold: true, ..boxed_center }.into(),
            input_whole: Style { number_format: "#,##0".into(), ..input_number.clone() }.into(),
            input_decimal: Style { number_format: "#,##0.00".into(), ..input_number }.into(),
            input_answer: input_center.clone().into(),
            input_date: Style { number_format: DATE.into(), ..input_center }.into(),
            input_evidence: Style { fill: Some(NEEDED), ..input.clone() }.into(),
            input_text: input.into(),
            paragraph: Style { wrap: true, ..plain.clone() }.into(),
            signature: Style { italic: true, ..center }.into(),
            signature_title: bold.into(),
            plain: Style { horizontal: Horizontal::Center, ..plain }.into(),
        }
    }
}

const DATE: &str = "dd/mm/yyyy";
const THIN: Border = Border { line: Line::Thin, color: 0x00_0000 };
