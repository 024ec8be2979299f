//! The texts that the cells of a workbook share.
//!
//! Comes in: `sharedStrings.xml`. Goes out: [`Texts`], by number; formats of parts of a text and readings of Asian names are left out.

use std::io::BufRead;

use quick_xml::events::Event;

use super::xml::{Damage, Xml, add_text};

/// Texts one behind the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    /// Reads them all.
    pub(super) fn read(source: impl BufRead) -> Result<Self, Damage> {
        let mut xml = Xml::new(source);
        let mut texts = Self::default();
        let (mut is_text, mut readings) = (false, 0_usize);
        loop {
            match xml.next()? {
                Event::Eof => return Ok(texts),
                Event::Start(element) => match element.local_name().as_ref() {
                    "t" => is_text = true,
                    "rPh" => readings += 1,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => is_text = false,
                    "rPh" => readings = readings.saturating_sub(1),
                    "si" => texts.ends.push(texts.all.len()),
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "si" => texts.ends.push(texts.all.len()),
                event if is_text && readings == 0 => add_text(&mut texts.all, &event),
                _ => {}
            }
        }
    }

    /// A text by its number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.all.get(start..*self.ends.get(number)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_put_together_from_their_parts_without_readings() {
        let xml = "<sst><si><t>a</t></si><si/><si><r><rPr/><t>b </t></r><r><t xml:space=\"preserve\">&lt;c</t></r><rPh><t>x</t></rPh></si></sst>";
        let texts = Texts::read(xml.as_bytes()).unwrap();
        assert_eq!([0, 1, 2, 3].map(|number| texts.get(number)), [Some("a"), Some(""), Some("b <c"), None]);
    }
}
