//! A reading as it travels from a worker, whose equal texts become one again on arrival.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::frame::MAX_FRAME;
use crate::address::Address;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::{Doubt, Figure, Origin};
use crate::intake::purpose::Made;
use crate::intake::reader::{FileReading, Opened};
use crate::intake::recognition::Recognition;

/// The message for a reading, or for the news that it is too large for one; `None` if neither can be put into one.
pub(super) fn encode(reading: FileReading) -> Option<Vec<u8>> {
    let message = postcard::to_stdvec(&reading).ok()?;
    if message.len() <= MAX_FRAME {
        return Some(message);
    }
    drop(message);
    let limit = (MAX_FRAME >> 20).to_string();
    let too_large = Diagnostic::new(Code::FileTooLarge).at(Place::file(reading.name.clone())).with_label(
        "reason",
        "too_large.told",
        &limit,
    );
    postcard::to_stdvec(&FileReading { outcome: Err(too_large), ..reading }).ok()
}

/// The reading of the file `name` in a message; `None` if it is malformed or of another file.
pub(super) fn decode(message: &[u8], name: &Arc<str>) -> Option<FileReading> {
    let mut reading: FileReading = postcard::from_bytes(message).ok()?;
    if reading.name != *name {
        return None;
    }
    reading.name = name.clone();
    if let Ok(Opened::Workbook(workbook)) = &mut reading.outcome {
        let mut texts = Texts::default();
        texts.share(&mut reading.name);
        workbook.diagnostics.iter_mut().for_each(|told| texts.share_place(&mut told.place));
        if let Made::Recognitions(recognitions) = &mut workbook.made {
            recognitions.iter_mut().for_each(|recognition| texts.share_all(recognition));
        }
    }
    Some(reading)
}

/// Texts that were met, each kept once: the names of a file and its sheets stand beside every figure.
#[derive(Default)]
struct Texts(HashSet<Arc<str>, RandomState>);

impl Texts {
    fn share(&mut self, text: &mut Arc<str>) {
        match self.0.get(&**text) {
            Some(known) => *text = known.clone(),
            None => {
                self.0.insert(text.clone());
            }
        }
    }

    fn share_place(&mut self, place: &mut Place) {
        place.file.iter_mut().chain(&mut place.sheet).for_each(|text| self.share(text));
    }

    fn share_address(&mut self, address: &mut Address) {
        self.share(&mut address.file);
        self.share(&mut address.sheet);
    }

    fn share_origin(&mut self, origin: &mut Origin) {
        self.share_address(&mut origin.address);
        self.share(&mut origin.unit);
        self.share(&mut origin.form);
    }

    fn share_figure(&mut self, figure: &mut Figure) {
        figure.origins.iter_mut().for_each(|origin| self.share_origin(origin));
        for want in &mut figure.wants {
            for text in [&mut want.figure, &mut want.label, &mut want.unit, &mut want.form] {
                self.share(text);
            }
            want.address.iter_mut().for_each(|address| self.share_address(address));
        }
        for doubt in &mut figure.doubts {
            if let Doubt::Unclear { origins, .. } = doubt {
                origins.iter_mut().for_each(|origin| self.share_origin(origin));
            }
        }
    }

    fn share_all(&mut self, recognition: &mut Recognition) {
        recognition.diagnostics.iter_mut().for_each(|told| self.share_place(&mut told.place));
        for submission in &mut recognition.submissions {
            self.share(&mut submission.file);
            submission.columns.iter_mut().for_each(|column| self.share(&mut column.sheet));
            submission.figures.single.values_mut().for_each(|figure| self.share_figure(figure));
            for table in submission.figures.tables.values_mut() {
                let fields = table.records.iter_mut().flat_map(|record| record.fields.values_mut());
                fields.for_each(|figure| self.share_figure(figure));
            }
            let tasks = submission.tasks.iter_mut().flat_map(|task| &mut task.origins);
            tasks.for_each(|origin| self.share_origin(origin));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::intake::purpose::Purpose;
    use crate::intake::reader::{FileToRead, InProcess, WorkbookReader};
    use crate::intake::test_plan::expectation;
    use crate::intake::wrapping::Member;
    use proptest::prelude::*;

    static READING: LazyLock<FileReading> = LazyLock::new(reading);

    /// The sample's form 06, read.
    fn reading() -> FileReading {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/samples/chau-son-2025-nam/submissions/2025-nam/BIEU 06 KSTT.xlsx"
        );
        let file = FileToRead::on_disk(path.into(), "06.xlsx".into());
        let purpose = Purpose::recognise(expectation(None));
        InProcess::default().read(&[file], &purpose, &|_| {}).pop().expect("a reading")
    }

    #[test]
    fn a_reading_comes_back_as_it_was_with_its_texts_shared() {
        let reading = READING.clone();
        let message = encode(reading.clone()).expect("a message");
        let back = decode(&message, &reading.name).expect("a reading");
        assert_eq!(back, reading);
        let Ok(Opened::Workbook(workbook)) = &back.outcome else { panic!("a workbook") };
        let Made::Recognitions(recognitions) = &workbook.made else { panic!("recognised") };
        let [submission] = &recognitions[0].submissions[..] else { panic!("one submission") };
        let mut sheets = submission.figures.single.values().flat_map(|figure| &figure.origins);
        let first = &sheets.next().expect("an origin").address.sheet;
        assert!(sheets.all(|origin| Arc::ptr_eq(&origin.address.sheet, first)));
        let refused = FileReading {
            outcome: Err(Diagnostic::new(Code::FileEncrypted).at(Place::file("06.xlsx"))),
            ..reading.clone()
        };
        let message = encode(refused.clone()).expect("a message");
        assert_eq!(decode(&message, &refused.name), Some(refused));
        let members = vec![Member { entry: 3, name: "a/KT.xlsx".into() }];
        let wrapping = FileReading { outcome: Ok(Opened::Wrapping(members)), ..reading };
        let message = encode(wrapping.clone()).expect("a message");
        assert_eq!(decode(&message, &wrapping.name), Some(wrapping));
        assert_eq!(decode(&message, &"07.xlsx".into()), None, "the answer for another file");
    }

    #[test]
    fn what_comes_to_more_than_a_message_holds_is_told_instead() {
        let told = Diagnostic::new(Code::CellUnreadable).with("raw", "x".repeat(MAX_FRAME));
        let reading = FileReading { name: "a.xlsx".into(), size: 3, sha256: "00".into(), outcome: Err(told) };
        let back = decode(&encode(reading.clone()).expect("a message"), &reading.name).expect("a reading");
        assert_eq!((back.size, back.sha256.as_str()), (3, "00"));
        let refusal = back.outcome.expect_err("refused");
        assert_eq!(refusal.code, Code::FileTooLarge);
        assert_eq!(refusal.arguments["reason"].to_string(), "@too_large.told:48");
    }

    proptest! {
        #[test]
        fn a_malformed_message_is_refused_without_harm(at in 0usize..4000, byte: u8) {
            let mut message = encode(READING.clone()).expect("a message");
            if let Some(place) = message.get_mut(at) {
                *place = byte;
            }
            let _ = decode(&message, &"06.xlsx".into());
        }
    }
}
