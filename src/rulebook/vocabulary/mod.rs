//! The words that rule authors calculate with. One table holds each word's signature, meaning, example and meaning to
//! the engine; the check of calls, the table in `rules/README.md` and the tests are all made from it.

/// Registers `$run` under `$name` for each pair of types, since the engine looks a function up by the types of its values.
macro_rules! register_pairs {
    ($engine:expr, $name:expr, $run:expr; $($one:ty, $other:ty;)*) => {$(
        let each = $run.clone();
        $engine.register_fn($name, move |context: NativeCallContext<'_>, one: $one, other: $other| {
            each(&context, Dynamic::from(one), Dynamic::from(other))
        });
    )*};
}

mod answers;
mod compare;
mod log;
mod number;
mod numbers;
mod rows;
mod step;
mod trouble;
mod world;

use rhai::Engine;

pub(super) use log::Log;
pub(super) use number::Number;
pub(super) use step::Noted;
pub use step::Operand;
pub(super) use trouble::Trouble;
pub(super) use world::World;

/// One word of the vocabulary.
pub struct Word {
    /// As an author writes it: `percent(a, b)`.
    pub signature: &'static str,
    /// What it does, in Vietnamese.
    pub meaning: &'static str,
    /// An expression that uses it.
    pub example: &'static str,
    /// What the example gives, as text.
    pub gives: &'static str,
    /// Name by which it is called; empty for what is not called, such as `f.ma_so_lieu`.
    pub(super) name: &'static str,
    /// Number of values that it takes, the one before the point included.
    pub(super) takes: usize,
    register: fn(&mut Engine, &Log),
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Word").field("signature", &self.signature).finish_non_exhaustive()
    }
}

macro_rules! words {
    ($($name:literal $takes:literal $signature:literal $meaning:literal $example:literal $gives:literal $register:expr;)*) => {
        /// Every word, in the order in which `rules/README.md` lists them.
        pub const WORDS: &[Word] = &[$(Word {
            signature: $signature,
            meaning: $meaning,
            example: $example,
            gives: $gives,
            name: $name,
            takes: $takes,
            register: $register,
        },)*];
    };
}

words! {
    "" 0 "f.ma_so_lieu" "số liệu có mã đó" "f.tong" "4" world::figures;
    "+" 2 "a + b" "cộng" "f.phan + 2" "5" numbers::plus;
    "-" 2 "a - b" "trừ" "f.tong - f.phan" "1" numbers::minus;
    "*" 2 "a * b" "nhân" "f.phan * 0.5" "1.5" numbers::times;
    "/" 2 "a / b" "chia" "7 / 2" "3.5" numbers::divided;
    "percent" 2 "percent(a, b)" "a chia b, tính bằng phần trăm" "percent(f.phan, f.tong)" "75" numbers::percent;
    "reduction" 2 "reduction(truoc, sau)" "tỷ lệ giảm từ trước đến sau, phần trăm" "reduction(f.tong, f.phan)" "25" numbers::reduction;
    "rest" 2 "rest(tong, phan)" "tổng trừ đi phần; phần lớn hơn tổng thì phải hỏi lại đơn vị" "rest(f.tong, f.phan)" "1" numbers::rest;
    "sum" 1 "sum([a, b, c])" "tổng" "sum([f.phan, f.tong, 5])" "12" numbers::sum;
    "at_most" 2 "at_most(x, n)" "x, nhưng không quá n" "at_most(f.tong, 3)" "3" numbers::at_most;
    "at_least" 2 "at_least(x, n)" "x, nhưng không dưới n" "at_least(f.phan - f.tong, 0)" "0" numbers::at_least;
    "linear" 3 "linear(v, nguong, diem)" "từ ngưỡng trở lên đủ điểm, dưới ngưỡng theo tỷ lệ" "linear(f.phan, f.tong, 2)" "1.5" numbers::linear;
    "agree" 2 "agree(a, b)" "lấy a; nếu b khác a thì phải hỏi lại đơn vị; tỷ lệ đơn vị tự ghi được so đến số lẻ đã ghi" "agree(f.phan, 3)" "3" numbers::agree;
    "two_ways" 2 "two_ways(a, b)" "lấy a; b là cách tính thứ hai, khác a thì in kèm; hai cách cho hai kết luận thì phải hỏi lại" "two_ways(f.phan, 3)" "3" numbers::two_ways;
    "ask" 3 "ask(v, x, \"lý do\")" "v, nhưng phải hỏi lại về x (số liệu hoặc những dòng của bảng) vì lý do đó" "ask(f.phan, f.tong, \"quá ít\")" "3" numbers::ask;
    "both" 2 "both(a, b)" "\"có\" khi cả hai câu trả lời là \"có\"" "both(f.tra_loi, f.tra_loi)" "co" answers::both;
    "none_of" 1 "none_of(a)" "\"có\" khi a bằng 0" "none_of(f.phan)" "chua" answers::none_of;
    "choose" 2 "choose(v, #{ co: 2, chua: 0 })" "đổi câu trả lời ra điểm" "choose(f.tra_loi, #{ co: 2, chua: 0 })" "2" answers::choose;
    ">" 2 "a > b" "a lớn hơn b" "if f.phan > 3 { 1 } else { 0 }" "0" compare::above;
    ">=" 2 "a >= b" "a bằng b hoặc lớn hơn" "if f.phan >= 3 { 1 } else { 0 }" "1" compare::at_least;
    "<" 2 "a < b" "a nhỏ hơn b" "if f.phan < f.tong { 1 } else { 0 }" "1" compare::below;
    "<=" 2 "a <= b" "a bằng b hoặc nhỏ hơn" "if f.tong <= f.phan { 1 } else { 0 }" "0" compare::at_most;
    "==" 2 "a == b" "a bằng b; câu trả lời thì so với mã: a == \"co\"" "if f.tra_loi == \"co\" { 1 } else { 0 }" "1" compare::equal;
    "!=" 2 "a != b" "a khác b" "if f.phan != 3 { 1 } else { 0 }" "0" compare::different;
    "keep" 3 "bang.keep(\"cot\", [\"ma\"])" "giữ những dòng có câu trả lời đó" "f.bang.keep(\"don_vi\", [\"ngay\"]).count()" "2" rows::keep;
    "keep_at_least" 3 "bang.keep_at_least(\"cot\", 3)" "giữ những dòng từ 3 trở lên" "f.bang.keep_at_least(\"thoi_han\", 3).count()" "2" rows::keep_at_least;
    "sum" 2 "bang.sum(\"cot\")" "cộng một cột" "f.bang.sum(\"thoi_han\")" "62" rows::sum;
    "count" 1 "bang.count()" "đếm số dòng" "f.bang.count()" "3" rows::count;
}

/// Teaches `engine` every word. What the words notice while a rule runs goes to `log`.
pub(super) fn register(engine: &mut Engine, log: &Log) {
    engine.register_type_with_name::<Number>("figure");
    engine.register_type_with_name::<rows::Rows>("table");
    for word in WORDS {
        (word.register)(engine, log);
    }
    numbers::negative(engine, log);
}

#[cfg(test)]
mod tests;
