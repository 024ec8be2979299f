//! The XML in a workbook, bounded: no element and no text between two elements is longer than 16 MB, whatever it unpacks to.
//!
//! Comes in: bytes. Goes out: a reader of their events, attributes by name, the text that an event adds.

use std::io::{self, BufRead, Read};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// As long as a row of any other table may be.
const LONGEST: usize = 1 << 24;

/// What is wrong with a workbook, in words.
pub(super) type Damage = String;

/// XML as it is read.
pub(super) struct Xml<R: BufRead> {
    reader: quick_xml::Reader<Bounded<R>>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(source: R) -> Self {
        Self { reader: quick_xml::Reader::from_reader(Bounded { source, since: 0 }), buffer: Vec::new() }
    }

    /// The next event; at the end [`Event::Eof`].
    pub(super) fn next(&mut self) -> Result<Event<'_>, Damage> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(|error| error.to_string())
    }
}

/// An attribute by its name, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let one = attributes.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(one.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Adds the text of an event, if it is one.
pub(super) fn add_text(to: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => to.push_str(text),
        Event::CData(text) => to.push_str(text),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(letter)) => to.push(letter),
            _ => to.push_str(resolve_xml_entity(name).unwrap_or_default()),
        },
        _ => {}
    }
}

/// Bytes in which a `<` comes again and again.
struct Bounded<R> {
    source: R,
    /// How many bytes were read since the last one.
    since: usize,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a cell is longer than 16 MB"));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let taken = self.source.fill_buf().ok().and_then(|ready| ready.get(..count));
        match taken.and_then(|taken| memchr::memrchr(b'<', taken)) {
            Some(at) => self.since = count - at,
            None => self.since += count,
        }
        self.source.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_an_end_is_given_up() {
        let endless = io::BufReader::new(b"<v>".chain(io::repeat(b'1')));
        let mut xml = Xml::new(endless);
        assert!(matches!(xml.next(), Ok(Event::Start(_))));
        assert!(xml.next().unwrap_err().contains("longer than 16 MB"));
    }

    #[test]
    fn entities_are_resolved_and_unknown_ones_left_out() {
        let mut xml = Xml::new("a &amp; b&#233;&nbsp;<![CDATA[<c>]]>".as_bytes());
        let mut text = String::new();
        while let Ok(event) = xml.next() {
            if matches!(event, Event::Eof) {
                break;
            }
            add_text(&mut text, &event);
        }
        assert_eq!(text, "a & b\u{e9}<c>");
    }
}
