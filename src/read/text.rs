//! Bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one, Windows-1252 on request.
//!
//! Comes in: the bytes of an input. Goes out: its text without byte order mark, NUL characters and lone carriage returns;
//! or the line and byte where it cannot be read.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Encoding;
use super::notices::Notices;
use crate::error::{Error, ErrorKind, Position, Result};

/// What a file that is no text begins with, and the way out.
const NO_TEXT: [(&[u8], &str); 7] = [
    (b"PK\x03\x04", "this is a workbook or a zip archive: save the sheet as CSV (UTF-8), or unpack it"),
    (b"\xd0\xcf\x11\xe0", "this is an old Excel workbook: save the sheet as CSV (UTF-8)"),
    (b"\x1f\x8b", "this is compressed with gzip: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "this is compressed with zstd: unpack it first"),
    (b"PAR1", "this is a Parquet file: export it as CSV"),
    (b"SQLite format 3", "this is a GeoPackage or another SQLite database: export the layer as GeoJSON or CSV"),
    (b"%PDF", "this is a PDF: type its incidents into a table"),
];

/// Decodes an input.
///
/// # Errors
/// Where the bytes are empty, no text, or not in the encoding asked for; the file is named by the caller.
pub(super) fn decode(bytes: Vec<u8>, encoding: Encoding, notices: &mut Notices) -> Result<String> {
    let text = without_nul(characters(bytes, encoding)?, notices)?;
    if text.trim().is_empty() {
        let sentence = "the file is empty: it needs a line of column names and at least one row";
        return Err(Error::new(ErrorKind::Empty(sentence.to_owned())));
    }
    Ok(if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { text })
}

/// Bytes to characters, each as it stands.
///
/// # Errors
/// Where the bytes are no text, or not in the encoding asked for; the file is named by the caller.
pub(super) fn characters(bytes: Vec<u8>, encoding: Encoding) -> Result<String> {
    if let Some((_, sentence)) = NO_TEXT.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::invalid(*sentence));
    }
    match (bytes.as_slice(), encoding) {
        ([0xff, 0xfe, rest @ ..], _) => utf_16(rest, UTF_16LE),
        ([0xfe, 0xff, rest @ ..], _) => utf_16(rest, UTF_16BE),
        ([0xef, 0xbb, 0xbf, rest @ ..], _) => utf_8(rest.to_vec()),
        (_, Encoding::Latin1) => Ok(WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()),
        (_, Encoding::Utf8) => utf_8(bytes),
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

/// Takes NUL characters out, and tells; many of them mean UTF-16 that does not announce itself.
fn without_nul(text: String, notices: &mut Notices) -> Result<String> {
    let nuls = text.bytes().filter(|b| *b == 0).count();
    if nuls == 0 {
        return Ok(text);
    }
    if nuls * 4 > text.len() {
        return Err(Error::invalid("every other byte is 0, as in UTF-16 without its mark: save the file as UTF-8"));
    }
    notices.tell(format!("{nuls} NUL characters were taken out"));
    Ok(text.replace('\0', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], encoding: Encoding) -> Result<String> {
        decode(bytes.to_vec(), encoding, &mut Notices::default())
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
    fn a_few_nul_characters_are_taken_out_and_told_many_are_an_error() {
        let mut notices = Notices::default();
        assert_eq!(
            decode(b"place,date\0\nKabul,2024".to_vec(), Encoding::Utf8, &mut notices).unwrap(),
            "place,date\nKabul,2024"
        );
        assert_eq!(notices.sentences("x").len(), 1);
        assert!(decoded(b"a\0,\0b\0", Encoding::Utf8).unwrap_err().to_string().contains("UTF-16"));
    }

    #[test]
    fn a_workbook_is_told_as_such() {
        assert!(decoded(b"PK\x03\x04xxxx", Encoding::Utf8).unwrap_err().to_string().contains("save the sheet as CSV"));
    }
}
