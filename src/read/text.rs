//! Bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one, Windows-1252 on request.
//!
//! Comes in: the bytes of an input, whole or as they are read. Goes out: its text without byte order mark; or the line and byte
//! where it cannot be read.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Encoding;
use crate::error::{Error, ErrorKind, Position, Result};

/// What a file that is no text begins with, and the way out.
const NO_TEXT: [(&[u8], &str); 15] = [
    (b"PK\x03\x04", "this is an archive or a workbook in an archive: unpack it first"),
    (
        b"\xd0\xcf\x11\xe0",
        "this is an old Excel workbook, or one with a password: save it as .xlsx without one, or as CSV (UTF-8)",
    ),
    (b"\x1f\x8b", "this is compressed with gzip: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "this is compressed with zstd: unpack it first"),
    (b"PAR1", "this is a Parquet file: export it as CSV"),
    (b"ARROW1", "this is an Arrow file: export it as CSV"),
    (b"\x00\x00\x27\x0a", "this is a shapefile: save its layer as GeoPackage or GeoJSON, in QGIS or with ogr2ogr"),
    (b"fgb\x03fgb", "this is a FlatGeobuf file: save its layer as GeoPackage or GeoJSON, in QGIS or with ogr2ogr"),
    (b"<stata_dta>", "this is a data set of Stata: export it as CSV (UTF-8)"),
    (b"$FL2", "this is a data set of SPSS: save it as CSV (UTF-8)"),
    (b"X\n\x00\x00", "this is a data set of R: write it as CSV"),
    (b"\x89PNG", "this is a picture: type its incidents into a table"),
    (b"\xff\xd8\xff", "this is a picture: type its incidents into a table"),
    (b"SQLite format 3", "this is a database in an archive: unpack it first"),
    (b"%PDF", "this is a PDF: type its incidents into a table"),
];

/// What a text that is no table begins with, in small letters, and the way out.
const NO_TABLE: [(&[u8], &str); 6] = [
    (b"<!doctype html", PAGE),
    (b"<html", PAGE),
    (b"<kml", LAYER),
    (b"<gml", LAYER),
    (b"<gpx", LAYER),
    (b"<?xml", LAYER),
];

const PAGE: &str = "this is a web page, perhaps that of a failed download: get the table itself; a page with an article goes by the name .html";

const LAYER: &str =
    "this is XML, as KML and GPX are, and no table: save its layer as GeoPackage or GeoJSON, in QGIS or with ogr2ogr";

/// Refuses a text that begins as no table does.
///
/// # Errors
/// What the file is, and the way out.
pub(super) fn refuse_no_table(head: &[u8]) -> Result<()> {
    let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    match NO_TABLE.iter().find(|(with, _)| begins(with)) {
        Some((_, sentence)) => Err(Error::invalid(*sentence)),
        None => Ok(()),
    }
}

/// Refuses bytes that start as no text does.
///
/// # Errors
/// What the file is, and the way out.
pub(super) fn refuse_no_text(head: &[u8]) -> Result<()> {
    if let Some((_, sentence)) = NO_TEXT.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Error::invalid(*sentence));
    }
    let nuls = memchr::memchr_iter(0, head).count();
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    if !marked && nuls * 4 > head.len() {
        return Err(Error::invalid("every other byte is 0, as in UTF-16 without its mark: save the file as UTF-8"));
    }
    Ok(())
}

/// The text of an input without its byte order mark: UTF-16 with one becomes UTF-8, all else is left as it is. Also the name
/// of the encoding, where the mark tells it.
///
/// # Errors
/// Where it is no text.
pub(super) fn unmarked<'r>(
    mut source: Box<dyn Read + Send + 'r>,
) -> Result<(Box<dyn Read + Send + 'r>, Option<&'static str>)> {
    let mut head = Vec::new();
    // An error is met again by whoever reads on.
    let failure = source.by_ref().take(4096).read_to_end(&mut head).err();
    refuse_no_text(&head)?;
    let (mark, encoding, name) = match head.as_slice() {
        [0xff, 0xfe, ..] => (2, Some(UTF_16LE), Some("UTF-16")),
        [0xfe, 0xff, ..] => (2, Some(UTF_16BE), Some("UTF-16")),
        [0xef, 0xbb, 0xbf, ..] => (3, None, Some("UTF-8 with a byte order mark")),
        _ => (0, None, None),
    };
    head.drain(..mark);
    let rest: Box<dyn Read + Send + 'r> = match failure {
        Some(failure) => Box::new(io::Cursor::new(head).chain(Failing(Some(failure)))),
        None => Box::new(io::Cursor::new(head).chain(source)),
    };
    let text: Box<dyn Read + Send + 'r> = match encoding {
        Some(encoding) => Box::new(Transcoded {
            source: rest,
            decoder: encoding.new_decoder_without_bom_handling(),
            ready: Vec::new(),
            taken: 0,
            ended: false,
        }),
        None => rest,
    };
    Ok((text, name))
}

/// Gives the error that was met while looking ahead.
pub(super) struct Failing(pub(super) Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// UTF-16 on its way to UTF-8; halves of characters that have no other half become replacement characters.
struct Transcoded<R> {
    source: R,
    decoder: Decoder,
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            let mut raw = [0; 8192];
            let count = self.source.read(&mut raw)?;
            self.ended = count == 0;
            self.ready.resize(4 * raw.len(), 0);
            let (_, _, written, _) =
                self.decoder.decode_to_utf8(raw.get(..count).unwrap_or_default(), &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.taken = 0;
        }
        let ready = self.ready.get(self.taken..).unwrap_or_default();
        let count = ready.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.taken += count;
        Ok(count)
    }
}

/// Decodes a whole input, for tables that are kept as they stand.
///
/// # Errors
/// Where the bytes are empty, no text, or not in the encoding asked for; the file is named by the caller.
pub(super) fn decode(bytes: Vec<u8>, encoding: Encoding) -> Result<String> {
    let text = characters(bytes, encoding)?;
    if text.trim().is_empty() {
        return Err(empty());
    }
    Ok(text)
}

/// The error of a file without anything in it.
pub(super) fn empty() -> Error {
    let sentence = "the file is empty: it needs a line of column names and at least one row";
    Error::new(ErrorKind::Empty(sentence.to_owned()))
}

/// Bytes to characters, each as it stands.
///
/// # Errors
/// Where the bytes are no text, or not in the encoding asked for; the file is named by the caller.
pub(super) fn characters(bytes: Vec<u8>, encoding: Encoding) -> Result<String> {
    refuse_no_text(bytes.get(..4096).unwrap_or(&bytes))?;
    match (bytes.as_slice(), encoding) {
        ([0xff, 0xfe, rest @ ..], _) => utf_16(rest, UTF_16LE),
        ([0xfe, 0xff, rest @ ..], _) => utf_16(rest, UTF_16BE),
        ([0xef, 0xbb, 0xbf, rest @ ..], _) => utf_8(rest.to_vec()),
        (_, Encoding::Latin1) => Ok(WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()),
        (_, Encoding::Utf8 | Encoding::Auto) => utf_8(bytes),
    }
}

fn utf_16(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Result<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned).ok_or_else(
        || Error::invalid("the bytes are not the UTF-16 that their first two announce: save the file as UTF-8"),
    )
}

fn utf_8(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let (good, bad) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let line = good.split(|b| *b == b'\n').count() as u64;
        let column = good.iter().rev().take_while(|b| **b != b'\n').count() as u64 + 1;
        let byte = bad.first().copied().unwrap_or_default();
        let mut fault = Error::invalid(format!(
            "byte 0x{byte:02x} is not UTF-8: save the file as UTF-8, or say --encoding latin-1 if it is Windows or Latin-1 text"
        ));
        fault.position = Some(Position { line, column: Some(column) });
        fault
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], encoding: Encoding) -> Result<String> {
        decode(bytes.to_vec(), encoding)
    }

    fn streamed(bytes: &'static [u8]) -> (String, Option<&'static str>) {
        let (mut text, name) = unmarked(Box::new(bytes)).unwrap();
        let mut all = String::new();
        text.read_to_string(&mut all).unwrap();
        (all, name)
    }

    #[test]
    fn marks_are_taken_off_a_stream_too() {
        assert_eq!(streamed(b"\xef\xbb\xbfa,\xc3\xa9"), ("a,é".to_owned(), Some("UTF-8 with a byte order mark")));
        assert_eq!(streamed(b"\xff\xfea\0,\0\xe9\0"), ("a,é".to_owned(), Some("UTF-16")));
        assert_eq!(streamed(b"a,b"), ("a,b".to_owned(), None));
    }

    #[test]
    fn byte_order_marks_are_believed_and_taken_off() {
        assert_eq!(decoded(b"\xef\xbb\xbfa,b", Encoding::Utf8).unwrap(), "a,b");
        assert_eq!(decoded(b"\xef\xbb\xbf\xc3\xa9", Encoding::Latin1).unwrap(), "é");
        assert_eq!(decoded(b"\xff\xfea\0,\0\xe9\0", Encoding::Utf8).unwrap(), "a,é");
        assert_eq!(decoded(b"\xfe\xff\0a\0,\0\xe9", Encoding::Utf8).unwrap(), "a,é");
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_told_with_line_and_byte_and_the_way_out() {
        let told = decoded(b"place,date\nK\xf6ln,2024", Encoding::Utf8).unwrap_err().in_file("a.csv").to_string();
        assert!(told.starts_with("a.csv, line 2, column 2: byte 0xf6 is not UTF-8"), "{told}");
        assert!(told.contains("--encoding latin-1"));
        assert_eq!(decoded(b"K\xf6ln \x96", Encoding::Latin1).unwrap(), "Köln –");
    }

    #[test]
    fn utf_16_without_its_mark_is_told() {
        assert!(decoded(b"a\0,\0b\0", Encoding::Utf8).unwrap_err().to_string().contains("UTF-16"));
    }

    #[test]
    fn an_old_workbook_is_told_as_such() {
        let told = decoded(b"\xd0\xcf\x11\xe0xxxx", Encoding::Utf8).unwrap_err().to_string();
        assert!(told.contains("save it as .xlsx"), "{told}");
    }
}
