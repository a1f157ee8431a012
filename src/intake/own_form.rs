//! The commune's own form: what its blank (written by `report::blank_form`) and its reader must agree on.
//!
//! One workbook a unit, three sheets. Above the header row of the first two stands a block of `label: value` lines
//! (label in one cell, value in the next cell to the right or behind the colon).

/// Title of the form for people.
pub const TITLE: &str = "Phiếu số liệu cải cách hành chính";

/// Sheet of figures.
pub const FIGURES_SHEET: &str = "Số liệu";
/// Sheet of tasks.
pub const TASKS_SHEET: &str = "Nhiệm vụ";
/// Sheet of instructions; never read.
pub const GUIDE_SHEET: &str = "Hướng dẫn";

/// Label of the unit in the top block; its value is the unit's name, code in parentheses: `Phòng Kinh tế (KT)`.
pub const UNIT_LABEL: &str = "Đơn vị báo cáo";
/// Label of the period; its value reads as [`crate::period::Period::name_vi`] writes it.
pub const PERIOD_LABEL: &str = "Kỳ báo cáo";
/// Label of the data window: `từ ngày 15/12/2024 đến ngày 14/12/2025`.
pub const WINDOW_LABEL: &str = "Kỳ số liệu";
/// Label of the number of the sending, 1 unless the unit corrects itself.
pub const SENDING_LABEL: &str = "Lần gửi";
/// Label of who filled the form in.
pub const PERSON_LABEL: &str = "Người lập";
/// Label of the day on which it was filled in.
pub const DATE_LABEL: &str = "Ngày lập";

/// Headers of the sheet of figures, left to right.
pub const FIGURE_HEADERS: [&str; 8] = [
    "STT",
    "Mã",
    "Nội dung",
    "Đơn vị tính",
    "Số liệu",
    "Không phát sinh (x)",
    "Tài liệu kiểm chứng (số, ngày, trích yếu)",
    "Giải trình",
];

/// Headers of the sheet of tasks, left to right.
pub const TASK_HEADERS: [&str; 8] =
    ["STT", "Mã", "Nhiệm vụ", "Thời hạn", "Tình trạng", "Ngày hoàn thành", "Sản phẩm", "Ghi chú"];

/// What may be said of a task: code of [`super::TaskReport::status`] and the text that people choose.
pub const TASK_STATUSES: [(&str, &str); 4] = [
    ("da_hoan_thanh", "Đã hoàn thành"),
    ("dang_thuc_hien", "Đang thực hiện"),
    ("chua_thuc_hien", "Chưa thực hiện"),
    ("khong_ap_dung", "Không áp dụng"),
];

/// What a unit types instead of a figure that does not apply to it.
pub const NOT_APPLICABLE: &str = "Không áp dụng";
