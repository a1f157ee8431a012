//! `samples/chau-son-2025-nam`: the annual report of 2025. Comments say which defect is built in where, and which
//! outcome a figure is there for.

use cchc::period::Schedule;
use cchc::plan::Plan;
use cchc::report::book::Book;

use crate::day;
use crate::filled::Filled;
use crate::kstt::{self, Field, FieldGroup};
use crate::procedures::{self, Edition};
use crate::stray;
use crate::world::{Content, SampleFile};

/// Every file of the folder of submissions.
pub(crate) fn files(plan: &Plan, schedule: &Schedule) -> Vec<SampleFile> {
    let file = |name, content| SampleFile { folder: "chau-son-2025-nam/submissions/2025-nam", name, content };
    vec![
        file("PhieuSoLieu_VP.xlsx", Content::Book(vp(plan, schedule))),
        // Defect: the same file once more, as mail programs save it.
        file("PhieuSoLieu_VP (1).xlsx", Content::Book(vp(plan, schedule))),
        file("KT bao cao so lieu CCHC 2025.xls", Content::Converted(kt(plan, schedule))),
        file("phieu so lieu VHXH - ban chinh.xlsx", Content::Book(vhxh(plan, schedule))),
        file("Mot cua - PSL nam 2025.xlsx", Content::Book(ttpvhcc(plan, schedule))),
        file("BIEU 06 KSTT.xlsx", Content::Book(form_06(schedule))),
        file("Danh muc TTHC.ods", Content::Converted(procedures::list(schedule, day(12, 10), Edition::Year))),
        // Not submissions: Excel's lock file, a covering letter, a scanned record.
        file("~$BIEU 06 KSTT.xlsx", Content::Bytes(stray::lock_file("Ly Thi Hanh"))),
        file(
            "Cong van gui phieu.docx",
            Content::Bytes(stray::letter("V/v gửi phiếu số liệu cải cách hành chính năm 2025")),
        ),
        file("Bien ban kiem ke tai san.pdf", Content::Bytes(stray::pdf("Bien ban kiem ke tai san nam 2025"))),
    ]
}

fn vp(plan: &Plan, schedule: &Schedule) -> Book {
    let mut form = Filled::new(plan, "VP", schedule, "Hoàng Thị Lan", day(12, 12));
    // Criterion 1.5: all done, two of them late: a part of the points.
    form.number("nv_cap_tren_den_han", 46);
    form.number("nv_cap_tren_dung_han", 44).evidence("Bản theo dõi nhiệm vụ UBND tỉnh giao, ngày 12/12/2025");
    form.number("nv_cap_tren_qua_han_da_xong", 2)
        .explained("02 nhiệm vụ chậm 03 ngày do chờ số liệu sáp nhập");
    form.typed("doi_thoai", "Có").evidence(
        "Thông báo số 37/TB-UBND ngày 24/10/2025 kết luận hội nghị đối thoại của Chủ tịch UBND xã với Nhân dân",
    );
    // Target 2.1.1a: không phát sinh; criterion 2.1: its maximum is removed.
    form.nothing_arose("vb_qppl_ban_hanh").explained("Từ khi thành lập xã chưa ban hành VBQPPL");
    form.nothing_arose("vb_qppl_dung_quy_dinh");
    // Target 2.1.1b: không phát sinh as well, by a denominator of zero.
    form.number("vb_chi_tiet_duoc_giao", 0);
    form.number("vb_chi_tiet_kip_thoi", 0);
    // Defect: evidence is required and missing. Target 2.1.3: cần giải trình.
    form.typed("ra_soat_vb_to_chuc_bo_may", "Đã hoàn thành");
    // Defect: a number typed as text, which is read as a number all the same.
    form.typed("van_de_phap_luat_phat_hien", "5").evidence("Báo cáo số 96/BC-UBND ngày 21/11/2025");
    form.number("van_de_phap_luat_da_xu_ly", 5);
    form.number("quy_dinh_kinh_doanh_hieu_luc", 18);
    form.number("quy_dinh_kinh_doanh_cat_giam", 4).evidence("Tờ trình số 58/TTr-UBND ngày 30/9/2025");
    // Target 2.2.1b: không áp dụng.
    form.not_applicable("chi_phi_tuan_thu_truoc")
        .explained("Tỉnh chưa hướng dẫn tính chi phí tuân thủ cho cấp xã");
    form.not_applicable("chi_phi_tuan_thu_sau").explained("Như dòng trên");
    form.typed("co_so_vat_chat_trung_tam", "Có").evidence(
        "Biên bản bàn giao số 05/BB-UBND ngày 18/8/2025 về trang thiết bị Trung tâm Phục vụ hành chính công",
    );
    form.number("van_ban_dieu_hanh", 1248);
    form.number("van_ban_dieu_hanh_nen_tang", 1248);
    form.number("ho_so_cong_viec", 1312);
    form.number("ho_so_cong_viec_mat", 7);
    // Defect: a cell that rules need is blank. Target 2.6.2, criterion 7.2: chưa đủ số liệu.
    form.blank("ho_so_cong_viec_ky_so");

    // Each task outcome occurs once somewhere in this world.
    form.task("T2.1", "Đã hoàn thành")
        .done(day(11, 20), "Kế hoạch số 44/KH-UBND ngày 04/8/2025; Báo cáo số 95/BC-UBND ngày 20/11/2025");
    form.task("T2.2", "Đang thực hiện").note("Chưa phát sinh văn bản QPPL");
    form.task("T2.3", "Đang thực hiện").note("Đang tổng hợp kết quả rà soát của 6 tháng cuối năm");
    form.task("T2.4", "Không áp dụng").note("Tỉnh chưa mở lớp trong năm 2025");
    form.task("T2.5", "Chưa thực hiện").note("Báo cáo trước ngày 15/12");
    // Done after Quý III/2025: hoàn thành chậm.
    form.task("T3.2", "Đã hoàn thành")
        .done(day(10, 14), "Kế hoạch số 61/KH-UBND ngày 14/10/2025")
        .note("Chậm do chờ danh mục TTHC mới của tỉnh");
    form.book()
}

pub(crate) fn kt(plan: &Plan, schedule: &Schedule) -> Book {
    let mut form = Filled::new(plan, "KT", schedule, "Nông Văn Dũng", day(12, 15));
    // Defect: the unit under a short name; a file saved as .xls besides.
    form.unit_written("P. Kinh tế");
    form.typed("quy_che_tai_san_cong", "Có")
        .evidence("Quyết định số 41/QĐ-UBND ngày 28/7/2025 ban hành Quy chế quản lý, sử dụng tài sản công");
    form.typed("tai_san_cong_dung_quy_dinh", "Có").evidence("Biên bản kiểm kê tài sản công ngày 30/9/2025");
    form.number("vi_pham_tai_san_cong", 0);
    form.number("ngan_sach_giao", 68_450_000_000);
    form.number("ngan_sach_giai_ngan", 57_216_500_000);
    // Bonus T1: last year's figure does not exist for a commune founded this year.
    form.not_applicable("ty_le_giai_ngan_nam_truoc").explained("Xã mới thành lập từ 01/7/2025");
    form.task("T1.3", "Đang thực hiện").product("Báo cáo số 88/BC-UBND ngày 05/11/2025");
    // Due at the end of quý III and not done: quá hạn.
    form.task("T6.1", "Đang thực hiện")
        .product("Quyết định số 41/QĐ-UBND ngày 28/7/2025")
        .note("Đã ban hành quy chế; báo cáo thực hành tiết kiệm chưa xong");
    form.task("T8.3", "Đã hoàn thành").done(day(8, 20), "Văn bản thẩm định số 45/KT ngày 20/8/2025");
    form.book()
}

fn vhxh(plan: &Plan, schedule: &Schedule) -> Book {
    let mut form = Filled::new(plan, "VHXH", schedule, "Lương Thị Hường", day(12, 15));
    // Defect: another spelling of the unit (tone on the other letter, long dash, no code).
    form.unit_written("Phòng Văn hoá – Xã hội");
    // Target 1.1: chờ công bố, because the province has not published the rank yet. The same for criterion 8.
    form.blank("thu_hang_par_index");
    form.blank("diem_dieu_tra_xhh");
    form.typed("ban_hanh_ke_hoach_cchc", "Ban hành đúng hạn")
        .evidence("Kế hoạch số 12/KH-UBND ngày 14/7/2025 về cải cách hành chính năm 2025");
    form.number("bao_cao_dinh_ky_dung_han", 2)
        .explained("Xã thành lập từ 01/7/2025: báo cáo quý III và báo cáo năm");
    form.number("bo_phan_tong_so", 5);
    form.number("bo_phan_duoc_kiem_tra", 2).evidence("Biên bản kiểm tra ngày 18/9/2025 và ngày 06/11/2025");
    form.number("van_de_kiem_tra_cchc", 0);
    form.number("van_de_kiem_tra_cchc_da_xu_ly", 0);
    form.number("tin_bai_tuyen_truyen", 64)
        .evidence("Thống kê của trang thông tin điện tử và đài truyền thanh xã");
    form.typed("sang_kien_cchc", "Chưa");
    form.number("so_ngay_nop_cham", 0);
    form.number("mo_hinh_duoc_cong_nhan", 0);
    form.number("phong_phai_thanh_lap", 4);
    form.number("phong_thanh_lap_dung_quy_dinh", 4)
        .evidence("Các Quyết định số 02, 03, 04, 05/QĐ-UBND ngày 01/7/2025");
    form.typed("phan_cap_phan_quyen", "Đang thực hiện").evidence("Báo cáo số 77/BC-UBND ngày 15/10/2025");
    // Target 2.4.1: chưa đạt.
    form.number("cbcc_tong_so", 46);
    form.number("cbcc_dat_chuan", 41).explained("05 công chức đang học trung cấp lý luận chính trị");
    form.typed("danh_gia_xep_loai_cbcc", "Thực hiện đúng hạn")
        .evidence("Thông báo số 52/TB-UBND ngày 08/12/2025 kết quả xếp loại cán bộ, công chức");
    form.number("cbcc_bi_ky_luat", 1);

    // Defect: days typed as text, in words and with a short year.
    form.task("T1.1", "Đã hoàn thành")
        .done_on_text("ngày 05 tháng 8 năm 2025", "Kế hoạch số 12/KH-UBND; 03 hội nghị quán triệt");
    form.task("T7.1", "Đã hoàn thành")
        .done_on_text("5-12-25", "Kế hoạch số 30/KH-UBND; Báo cáo số 101/BC-UBND");
    form.task("T1.2", "Đang thực hiện").product("64 tin, bài; chuyên mục CCHC trên trang thông tin điện tử");
    form.task("T4.1", "Đã hoàn thành").done(day(9, 30), "Báo cáo số 70/BC-UBND ngày 30/9/2025");
    form.task("T4.2", "Đang thực hiện");
    form.task("T5.1", "Đang thực hiện").note("Đã xếp loại; đang đăng ký nhu cầu đào tạo năm 2026");
    // No deadline and done: đã hoàn thành.
    form.task("T5.2", "Đã hoàn thành")
        .done(day(7, 25), "Quyết định số 33/QĐ-UBND ngày 25/7/2025 ban hành Quy chế làm việc");
    // T5.3 is left blank: chưa đủ số liệu.
    form.task("T8.1", "Đang thực hiện").product("Báo cáo quý III, báo cáo năm");
    form.task("T8.2", "Đang thực hiện").note("Chấm theo bộ tiêu chí mẫu, chờ bộ tiêu chí của tỉnh");
    form.task("T7.2", "Đang thực hiện").product("11 buổi hướng dẫn của tổ công nghệ số cộng đồng");
    // Defect: the whole file in decomposed Unicode, as a Mac stores it.
    form.decomposed()
}

/// Evidence of what the provincial system counts.
const EXPORT: &str = "Hệ thống thông tin giải quyết TTHC của tỉnh, kết xuất ngày 15/12/2025";

fn ttpvhcc(plan: &Plan, schedule: &Schedule) -> Book {
    let mut form = Filled::new(plan, "TTPVHCC", schedule, "Lý Thị Hạnh", day(12, 15));
    // Defect: the unit under the name that everybody uses.
    form.unit_written("Bộ phận Một cửa");
    // Defect: three late files fewer than columns (10) and (13) of form 06, 46 and 2. Target 2.2.4, criterion 3.3: cần giải trình.
    form.number("ho_so_cham", 45);
    // Defect: a number with its unit.
    form.typed("ho_so_cham_giai_trinh_xin_loi", "45 hồ sơ").evidence("Sổ theo dõi xin lỗi năm 2025");
    form.number("tthc_phai_cong_khai", 412);
    form.number("tthc_da_cong_khai", 412);
    form.number("pakn_tiep_nhan", 9);
    form.number("pakn_dung_han", 9);
    form.number("ho_so_tai_su_dung", 3105);
    form.number("ho_so_tai_su_dung_so_hoa", 1734);
    // Target 2.6.4: chưa đạt.
    form.number("dvctt_tong_so", 168);
    form.number("dvctt_phat_sinh_ho_so", 142);
    // Target 2.6.6: exactly 70 %, which meets "at least 70".
    form.number("tthc_nghia_vu_tai_chinh", 30);
    form.number("tthc_nghia_vu_tai_chinh_tich_hop", 21);
    // Target 2.6.7: 44,89 %, just below 45.
    form.number("gd_thanh_toan_truc_tuyen", 1486);
    form.number("gd_thanh_toan_cong_dvcqg", 667);
    form.number("dvctt_toan_trinh", 96);
    form.number("dvctt_toan_trinh_da_phuong_tien", 96);
    // Index 766. 1.1: a denominator of zero, so that its maximum is removed.
    form.number("tthc_cong_bo", 0).explained("Trong kỳ UBND tỉnh công bố, xã không công bố TTHC");
    form.number("tthc_cong_bo_dung_han", 0);
    form.number("tthc_cong_khai_dung_han", 405).evidence("Biên bản rà soát niêm yết ngày 12/12/2025");
    form.number("tthc_cong_khai", 412);
    form.number("tthc_du_noi_dung", 409);
    form.number("ho_so_phai_dong_bo", 3884);
    form.number("ho_so_da_dong_bo", 3871).evidence(EXPORT);
    form.number("pakn_lan_dau", 8);
    form.number("pakn_chua_hai_long", 1).explained("Một phản ánh phải trả lời lần hai");
    form.number("phan_anh_ve_tthc", 5);
    form.number("tthc_co_giao_dich_truc_tuyen", 18);
    form.number("ho_so_co_phi", 1862);
    form.number("ho_so_thanh_toan_truc_tuyen", 1451).evidence(EXPORT);
    form.number("ho_so_phai_tra_ket_qua", 3804);
    form.number("ho_so_ket_qua_dien_tu", 3402).evidence(EXPORT);
    form.number("ho_so_thuoc_tham_quyen", 3629);
    form.number("ho_so_so_hoa", 1612).evidence(EXPORT);
    // 4.2b, 4.5a and 4.5b: how they are calculated is not confirmed.
    form.number("ban_sao_chung_thuc", 2140);
    form.number("ban_sao_dien_tu", 326);
    form.number("ho_so_co_tai_su_dung", 1295).evidence(EXPORT);
    form.number("ho_so_ket_noi_kho", 2911).evidence(EXPORT);
    form.number("tthc_can_dan_cu", 54);
    form.number("tthc_ket_noi_dan_cu", 41);
    form.number("ho_so_dung_csdl_dan_cu", 3260);

    form.task("T3.1", "Đã hoàn thành")
        .done(day(9, 25), "Quyết định số 68/QĐ-UBND ngày 25/9/2025 kiện toàn Bộ phận Một cửa");
    form.task("T3.3", "Đang thực hiện").product("412 TTHC đã niêm yết");
    form.task("T3.4", "Đang thực hiện").product("Biên bản kiểm tra ngày 06/11/2025");
    form.task("T3.5", "Đang thực hiện").product("1.734 hồ sơ, kết quả đã số hóa");
    form.task("T3.6", "Đang thực hiện").product("Báo cáo số 90/BC-UBND ngày 10/11/2025");
    form.task("T7.3", "Đang thực hiện").product("142/168 DVCTT có phát sinh hồ sơ");
    form.book()
}

fn form_06(schedule: &Schedule) -> Book {
    kstt::form(schedule, day(12, 15), &fields())
}

/// Form 06 of the year. Online 84,6 % of files received; 46 of the files settled were late,
/// so that 98,79 % were on time: above 98, not above 99.
pub(crate) fn fields() -> Vec<FieldGroup> {
    let field = Field::new;
    vec![
        FieldGroup {
            title: "A. TTHC thuộc thẩm quyền giải quyết của UBND xã",
            fields: vec![
                //                                      (4)  (5) (6)  (9) (10) (12) (13)
                field("Hộ tịch", [1015, 88, 6, 61, 8, 9, 0]),
                field("Chứng thực", [812, 336, 0, 0, 0, 0, 0]),
                field("Bảo trợ xã hội", [402, 41, 11, 37, 6, 14, 0]),
                field("Người có công", [96, 12, 2, 9, 0, 4, 0]),
                field("Đất đai", [388, 57, 23, 102, 24, 31, 2]),
                // Defect: (11) is a typed number, one more than (12) + (13); so is the total.
                Field { slip: 1, ..field("Hoạt động xây dựng", [41, 6, 1, 7, 4, 2, 0]) },
                field("Thành lập và hoạt động của hộ kinh doanh", [164, 9, 0, 12, 0, 2, 0]),
                field("Lâm nghiệp", [28, 5, 0, 4, 0, 1, 0]),
                field("Trồng trọt và bảo vệ thực vật", [17, 3, 0, 0, 0, 0, 0]),
                field("Giáo dục và đào tạo", [14, 2, 0, 0, 0, 0, 0]),
                field("Tôn giáo, tín ngưỡng", [21, 4, 1, 2, 0, 1, 0]),
                field("Văn hóa", [9, 2, 0, 0, 0, 0, 0]),
                field("Thi đua - khen thưởng", [12, 1, 0, 1, 0, 0, 0]),
            ],
        },
        FieldGroup {
            title: "B. TTHC tiếp nhận tại Trung tâm, thuộc thẩm quyền giải quyết của cấp tỉnh",
            fields: vec![
                field("Lao động, việc làm", [63, 8, 0, 5, 2, 3, 0]),
                field("Giao thông vận tải", [118, 14, 0, 0, 0, 6, 0]),
                field("Lý lịch tư pháp", [47, 5, 0, 3, 2, 4, 0]),
            ],
        },
    ]
}
