//! The letters of a workbook stream: Unicode since Excel 97, a code page before.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

use super::records::Continued;
use crate::intake::container::encoding::misplaces_tones;
use crate::intake::container::excel_style::{Font, Styles};
use crate::intake::container::excel_text::RichText;
use crate::intake::container::excel_value::{cuts, utf_16};

/// How a stream stores its texts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Letters {
    /// In Unicode, of which compressed texts are the lower half, whatever code page the stream names.
    Unicode,
    /// In a code page of a single byte a letter, mostly.
    Page(&'static Encoding),
}

/// Code pages by the numbers that Windows gives them.
const PAGES: [(u16, &Encoding); 15] = [
    (874, WINDOWS_874),
    (932, SHIFT_JIS),
    (936, GBK),
    (949, EUC_KR),
    (950, BIG5),
    (1250, WINDOWS_1250),
    (1251, WINDOWS_1251),
    (WESTERN, WINDOWS_1252),
    (1253, WINDOWS_1253),
    (1254, WINDOWS_1254),
    (1255, WINDOWS_1255),
    (1256, WINDOWS_1256),
    (1257, WINDOWS_1257),
    (1258, WINDOWS_1258),
    (10000, MACINTOSH),
];
const WESTERN: u16 = 1252;
const UTF_16: u16 = 1200;

/// The width of the number before a text that says how long it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Length {
    /// One byte.
    Short,
    /// Two bytes.
    Long,
}

impl Letters {
    /// Those of a stream from before Excel 97 that names a code page.
    pub(super) fn of_page(page: Option<u16>) -> Self {
        let found = PAGES.iter().find(|(number, _)| Some(*number) == page);
        Self::Page(found.map_or(WINDOWS_1252, |(_, page)| page))
    }

    /// The number that Windows gives them.
    pub(super) fn number(self) -> u16 {
        match self {
            Self::Unicode => UTF_16,
            Self::Page(own) => {
                PAGES.iter().find(|(_, page)| *page == own).map_or(WESTERN, |(number, _)| *number)
            }
        }
    }

    /// A text in the letters of `font`, with its length before it.
    pub(super) fn text(self, body: &mut Continued<'_>, length: Length, font: Font) -> Option<String> {
        let length = match length {
            Length::Short => body.byte()?.into(),
            Length::Long => body.u16()?.into(),
        };
        match self {
            Self::Page(page) => Some(decode(page, &body.bytes(length)?, font)),
            Self::Unicode if length == 0 => Some(String::new()),
            Self::Unicode => {
                let is_wide = body.byte()? & 1 != 0;
                unicode(body, length, is_wide)
            }
        }
    }

    /// A text with its runs behind it, in a cell of that font.
    pub(super) fn rich_text(self, body: &mut Continued<'_>, font: Font, styles: &Styles) -> Option<RichText> {
        let Self::Page(page) = self else {
            let text = self.text(body, Length::Long, font)?;
            let count = usize::from(body.u16().unwrap_or(0));
            return Some(RichText::new(text, cuts(&body.bytes(count * 4).unwrap_or_default())));
        };
        let length = body.u16()?.into();
        let bytes = body.bytes(length)?;
        let count = usize::from(body.byte().unwrap_or(0));
        let pairs = body.bytes(count * 2).unwrap_or_default();
        let mut text = String::new();
        let (mut cuts, mut from, mut font) = (Vec::new(), 0, font);
        for pair in pairs.chunks_exact(2) {
            let [cut, number] = [pair.first(), pair.last()].map(|byte| byte.copied().unwrap_or(0));
            if let Some(run) = bytes.get(from..usize::from(cut)) {
                text.push_str(&decode(page, run, font));
                from = cut.into();
                font = styles.font(number.into());
                cuts.push((text.encode_utf16().count(), number.into()));
            }
        }
        text.push_str(&decode(page, bytes.get(from..).unwrap_or_default(), font));
        Some(RichText::new(text, cuts))
    }
}

/// A shared string.
pub(super) fn shared_string(body: &mut Continued<'_>) -> Option<RichText> {
    let (length, flags) = (body.u16()?, body.byte()?);
    let runs = if flags & 8 != 0 { usize::from(body.u16()?) } else { 0 };
    let more = if flags & 4 != 0 { body.u32()? as usize } else { 0 };
    let text = unicode(body, length.into(), flags & 1 != 0)?;
    let runs = body.bytes(runs * 4)?;
    // What follows tells how East Asian texts are pronounced.
    let mut left = more;
    while left > 0 {
        if body.part().is_empty() {
            body.advance()?;
        }
        left -= body.take(body.part().len().min(left))?.len();
    }
    Some(RichText::new(text, cuts(&runs)))
}

/// A text in Unicode. Where it goes on in another record, that says anew whether the rest is compressed.
fn unicode(body: &mut Continued<'_>, length: usize, is_wide: bool) -> Option<String> {
    let first = body.part().get(..if is_wide { length * 2 } else { length });
    if let Some(bytes) = first {
        body.take(bytes.len())?;
        return Some(if is_wide {
            utf_16(bytes)
        } else {
            encoding_rs::mem::decode_latin1(bytes).into_owned()
        });
    }
    let mut units: Vec<u8> = Vec::new();
    let mut is_wide = is_wide;
    loop {
        let left = length - units.len() / 2;
        let width = if is_wide { 2 } else { 1 };
        let here = body.take((body.part().len() / width).min(left) * width)?;
        match is_wide {
            true => units.extend(here),
            false => units.extend(here.iter().flat_map(|byte| [*byte, 0])),
        }
        if units.len() / 2 == length {
            return Some(UTF_16LE.decode_without_bom_handling(&units).0.into_owned());
        }
        body.advance()?;
        is_wide = body.byte()? & 1 != 0;
    }
}

/// A text of a code page in letters of that font. The page of Vietnamese Windows is named by every old workbook that was
/// saved there, in whatever letters: those of the older encodings stand in the places of Western ones.
fn decode(page: &'static Encoding, bytes: &[u8], font: Font) -> String {
    let text = page.decode_without_bom_handling(bytes).0;
    if page == WINDOWS_1258 && (font.legacy.is_some() || misplaces_tones(&text)) {
        return WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    }
    text.into_owned()
}
