//! Documents: plain text, one file one document, or JSON lines; and the mentions of names in them.
//!
//! Comes in: [`Input`]s. Goes out: [`Document`]s and [`Mentions`] one by one, so that memory follows the longest line; a line that
//! cannot be used is a [`Reject`].
//!
//! A document as JSON is {"id" (or "doc"), "text", "date"?}, mentions are {"id"?, "mentions": [{"start", "end"}]}, both one a
//! line. A file is read as JSON lines if its name ends in .jsonl or .ndjson, or its first letters are those of an object.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::{Encoding, Input, named, source, text};
use crate::error::{Error, Reject, Result};

/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 1 << 28;

/// A text with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its id as given: a text or a number; the name of a plain file; else the number of the line.
    pub id: Value,
    /// The text.
    pub text: String,
    /// The day it was published, as given.
    pub date: Option<String>,
    /// Who published it, as given.
    pub source: Option<String>,
    /// Where it stands.
    pub at: Origin,
}

/// The mentions of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Mentions {
    /// The id of the document, if given.
    pub id: Option<Value>,
    /// Start and end of each in characters, the end exclusive; none where they are not two whole numbers.
    pub spans: Vec<Option<(usize, usize)>>,
    /// Where they stand.
    pub at: Origin,
}

/// Where a line stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The input as the user named it.
    pub input: String,
    /// The line, counted from 1.
    pub line: u64,
}

/// What was read: a value, or a line that cannot be used.
pub type Line<T> = std::result::Result<T, Reject>;

impl Origin {
    /// A reject at this place.
    pub fn reject(&self, column: Option<&str>, value: &str, why: impl Into<String>) -> Reject {
        Reject {
            input: self.input.clone(),
            line: self.line,
            column: column.map(str::to_owned),
            value: value.chars().take(200).collect(),
            why: why.into(),
        }
    }
}

/// The documents of some inputs, one after the other.
pub struct Documents {
    inputs: std::vec::IntoIter<Input>,
    encoding: Encoding,
    lines: Option<Lines>,
}

/// The documents of inputs, read as they are asked for.
pub fn documents(inputs: Vec<Input>, encoding: Encoding) -> Documents {
    Documents { inputs: inputs.into_iter(), encoding, lines: None }
}

impl Iterator for Documents {
    type Item = Result<Line<Document>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(line) = self.lines.as_mut().and_then(Lines::next) {
                return Some(line.map(|(at, line)| document(at, line)));
            }
            let input = self.inputs.next()?;
            match self.open(&input).map_err(|error| named(error, &input)) {
                Ok(Opened::Whole(document)) => return Some(Ok(Ok(document))),
                Ok(Opened::Lines(lines)) => self.lines = Some(lines),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

enum Opened {
    Whole(Document),
    Lines(Lines),
}

impl Documents {
    fn open(&self, input: &Input) -> Result<Opened> {
        let mut lines = Lines::open(input)?;
        if is_json_lines(input, lines.reader.fill_buf().map_err(|e| Error::io(input.name(), "read the file", e))?) {
            return Ok(Opened::Lines(lines));
        }
        let mut bytes = Vec::new();
        lines.reader.read_to_end(&mut bytes).map_err(|e| Error::io(input.name(), "read the file", e))?;
        let text = text::characters(bytes, self.encoding)?;
        let name = match input {
            Input::File(path) => path.file_name().map_or_else(|| input.name(), |n| n.to_string_lossy().into_owned()),
            _ => input.name(),
        };
        let at = Origin { input: input.name(), line: 1 };
        Ok(Opened::Whole(Document { id: Value::String(name), text, date: None, source: None, at }))
    }
}

/// Whether an input is JSON lines by its name or its first letters.
fn is_json_lines(input: &Input, start: &[u8]) -> bool {
    let by_name = |path: &Path| {
        path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"))
    };
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let object = start.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""));
    object || matches!(input, Input::File(path) if by_name(path))
}

/// The mentions of a file, line by line.
pub struct MentionLines {
    lines: Lines,
}

/// Opens a file of mentions.
///
/// # Errors
/// Where the file cannot be opened.
pub fn mentions(input: &Input) -> Result<MentionLines> {
    Ok(MentionLines { lines: Lines::open(input)? })
}

impl Iterator for MentionLines {
    type Item = Result<Line<Mentions>>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.next()?;
        Some(line.map(|(at, line)| {
            let raw: RawMentions = parse(&at, line)?;
            let spans = raw.mentions.iter().map(span).collect();
            Ok(Mentions { id: raw.id.or(raw.doc), spans, at })
        }))
    }
}

/// Start and end of a mention.
fn span(mention: &Value) -> Option<(usize, usize)> {
    let number = |name: &str| mention.get(name)?.as_u64().and_then(|n| usize::try_from(n).ok());
    Some((number("start")?, number("end")?))
}

#[derive(Deserialize)]
struct RawDocument {
    id: Option<Value>,
    doc: Option<Value>,
    text: String,
    date: Option<Value>,
    source: Option<Value>,
}

#[derive(Deserialize)]
struct RawMentions {
    id: Option<Value>,
    doc: Option<Value>,
    mentions: Vec<Value>,
}

fn document(at: Origin, line: Line<Vec<u8>>) -> Line<Document> {
    let raw: RawDocument = parse(&at, line)?;
    let given = raw.id.or(raw.doc).filter(|id| id.is_string() || id.is_number());
    let id = given.unwrap_or_else(|| Value::String(at.line.to_string()));
    let date = raw.date.as_ref().and_then(Value::as_str).map(str::to_owned);
    let source = raw.source.as_ref().and_then(Value::as_str).map(str::to_owned);
    Ok(Document { id, text: raw.text, date, source, at })
}

/// Parses a line; unpaired surrogates in escapes become replacement characters, one for one.
fn parse<T: for<'d> Deserialize<'d>>(at: &Origin, line: Line<Vec<u8>>) -> Line<T> {
    let line = line?;
    let Ok(line) = std::str::from_utf8(&line) else {
        return Err(at.reject(None, &String::from_utf8_lossy(&line), "is not UTF-8: save the file as UTF-8"));
    };
    let told = |error: serde_json::Error| {
        let why = format!("is no line of JSON that can be used ({error}): one object a line is expected");
        at.reject(None, line, why)
    };
    match serde_json::from_str(line) {
        Ok(value) => Ok(value),
        Err(error) => match mended(line) {
            Some(mended) => serde_json::from_str(&mended).map_err(told),
            None => Err(told(error)),
        },
    }
}

/// The line with its unpaired surrogates replaced; none where it has none.
fn mended(line: &str) -> Option<String> {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut found = false;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(_), _) => 6,
            (None, _) => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        if length == 6 {
            found = true;
            out.push_str("\\ufffd");
        } else {
            out.push_str(escape.get(..length).unwrap_or_default());
        }
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    found.then_some(out)
}

/// The surrogate that an escape at the start stands for.
fn surrogate(escape: &str) -> Option<u32> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    (0xd800..=0xdfff).contains(&number).then_some(number)
}

/// The lines of an input that are not blank.
struct Lines {
    reader: Box<dyn BufRead + Send>,
    at: Origin,
}

impl Lines {
    fn open(input: &Input) -> Result<Self> {
        let reader: Box<dyn BufRead + Send> = match input {
            Input::File(path) => Box::new(BufReader::with_capacity(1 << 16, open(path)?)),
            Input::Stdin => Box::new(BufReader::with_capacity(1 << 16, io::stdin())),
            Input::BuiltIn | Input::Held(_) => Box::new(io::empty()),
        };
        Ok(Self { reader, at: Origin { input: input.name(), line: 0 } })
    }

    /// The next line with its place; a line that is too long is passed over and told.
    fn next(&mut self) -> Option<Result<(Origin, Line<Vec<u8>>)>> {
        loop {
            let mut line = Vec::new();
            match self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(Error::io(self.at.input.clone(), "read the file", error))),
            }
            self.at.line += 1;
            let at = self.at.clone();
            if line.len() as u64 >= LONGEST_LINE && !line.ends_with(b"\n") {
                let why = format!("is longer than {} MB: split the document", LONGEST_LINE >> 20);
                let told = at.reject(None, "", why);
                return Some(self.pass_over().map(|()| (at, Err(told))));
            }
            if self.at.line == 1 && line.starts_with(b"\xef\xbb\xbf") {
                line.drain(..3);
            }
            if !line.trim_ascii().is_empty() {
                return Some(Ok((at, Ok(line))));
            }
        }
    }

    /// Reads up to the end of the line.
    fn pass_over(&mut self) -> Result<()> {
        self.reader.skip_until(b'\n').map(|_| ()).map_err(|e| Error::io(self.at.input.clone(), "read the file", e))
    }
}

fn open(path: &Path) -> Result<File> {
    if path.is_dir() {
        let sentence = "this is a folder: name the files in it";
        return Err(Error::invalid(sentence).in_file(path));
    }
    File::open(path).map_err(|refusal| source::refused(path, refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpaired_surrogates_become_one_replacement_character_each() {
        assert_eq!(mended(r"a\ud83d\ude00\ud83dx\udc00\\ud800").unwrap(), r"a\ud83d\ude00\ufffdx\ufffd\\ud800");
        assert_eq!(mended(r#"{"text": "\\ud800 \n é \é"}"#), None);
        assert_eq!(mended("\\"), None);
    }
}
