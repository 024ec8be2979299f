//! The values of JSON one by one, cut out while they are read: memory follows the largest feature, not the file.
//!
//! Comes in: bytes. Goes out: [`Piece`]s: the elements of a list "features" at the top of an object, and what else the object
//! has. Objects may stand one after the other (newline-delimited JSON, RFC 8142).

use std::io::{self, Read};

use crate::error::{Error, Position, Result};

/// The largest feature in bytes.
const LARGEST: usize = 64 << 20;

const CHUNK: usize = 1 << 17;

/// What stands in the bytes.
#[derive(Debug)]
pub(super) enum Piece {
    /// An element of a list of features, as it is written.
    Feature(Vec<u8>),
    /// The members of an object without its features, as an object; and whether it had such a list.
    Object(Vec<u8>, bool),
}

/// Pieces on their way out of bytes.
pub(super) struct Pieces {
    source: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    at: Position,
    ended: bool,
    failure: Option<io::Error>,
    /// Where the object under way stands: its other members, and whether its features are being read.
    object: Option<(Vec<u8>, Within)>,
    /// Where the last piece started.
    piece_at: (u64, u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Members { had_features: bool },
    Features { first: bool },
}

impl Pieces {
    pub(super) fn new(source: Box<dyn Read + Send>) -> Self {
        let at = Position { line: 1, column: Some(1) };
        Self { source, buffer: Vec::new(), start: 0, at, ended: false, failure: None, object: None, piece_at: (1, 1) }
    }

    /// What the system or the unpacking said when it ended the bytes too early.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        self.failure.as_ref()
    }

    /// The error of a piece that is no JSON, at its place in the file.
    pub(super) fn broken(&self, error: &serde_json::Error) -> Error {
        let told = error.to_string();
        let reason = told.rsplit_once(" at line ").map_or(told.as_str(), |(reason, _)| reason);
        let (line, column) = self.piece_at;
        let ahead = error.line().saturating_sub(1) as u64;
        let column = error.column() as u64 + if ahead == 0 { column - 1 } else { 0 };
        broken_at(reason, Position { line: line + ahead, column: Some(column.max(1)) })
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// Where the bytes are no JSON, with line and column.
    pub(super) fn next(&mut self) -> Result<Option<Piece>> {
        loop {
            match self.object {
                None => match self.peek() {
                    None => return Ok(None),
                    Some(b'{') => {
                        self.piece_at = self.here();
                        self.take(1);
                        self.object = Some((vec![b'{'], Within::Members { had_features: false }));
                    }
                    Some(_) => {
                        return Err(Error::invalid("this is JSON but not GeoJSON: it should be a FeatureCollection"));
                    }
                },
                Some((_, Within::Members { had_features })) => {
                    if let Some(piece) = self.member(had_features)? {
                        return Ok(Some(piece));
                    }
                }
                Some((_, Within::Features { first })) => {
                    if let Some(piece) = self.element(first)? {
                        return Ok(Some(piece));
                    }
                }
            }
        }
    }

    /// Reads a member of the object, or its end.
    fn member(&mut self, had_features: bool) -> Result<Option<Piece>> {
        match self.peek() {
            Some(b'}') => {
                self.take(1);
                let (mut rest, _) = self.object.take().unwrap_or((Vec::new(), Within::Members { had_features }));
                rest.push(b'}');
                return Ok(Some(Piece::Object(rest, had_features)));
            }
            Some(b',') => {
                self.take(1);
                self.peek();
            }
            Some(b'"') => {}
            _ => return Err(self.unexpected("expected a member or `}`")),
        }
        let key = self.value()?;
        if self.peek() != Some(b':') {
            return Err(self.unexpected("expected `:`"));
        }
        self.take(1);
        if key == b"\"features\"" && self.peek() == Some(b'[') {
            self.take(1);
            self.set(Within::Features { first: true });
            return Ok(None);
        }
        self.peek();
        let value = self.value()?;
        if let Some((rest, _)) = &mut self.object {
            if rest.len() > 1 {
                rest.push(b',');
            }
            rest.extend_from_slice(&key);
            rest.push(b':');
            rest.extend_from_slice(&value);
            if rest.len() > LARGEST {
                return Err(Error::invalid(
                    "an object of this file is larger than 64 MB: export its features as points",
                ));
            }
        }
        Ok(None)
    }

    /// Reads an element of the list of features, or its end.
    fn element(&mut self, first: bool) -> Result<Option<Piece>> {
        match self.peek() {
            Some(b']') => {
                self.take(1);
                self.set(Within::Members { had_features: true });
                return Ok(None);
            }
            Some(b',') if !first => {
                self.take(1);
                self.peek();
            }
            Some(_) if first => {}
            _ => return Err(self.unexpected("expected `,` or `]`")),
        }
        self.set(Within::Features { first: false });
        self.piece_at = self.here();
        self.value().map(Piece::Feature).map(Some)
    }

    fn set(&mut self, within: Within) {
        if let Some((_, state)) = &mut self.object {
            *state = within;
        }
    }

    /// Cuts a value out: up to the end of its brackets or quotes, or to what must stand behind it.
    fn value(&mut self) -> Result<Vec<u8>> {
        let (mut depth, mut quoted, mut escaped, mut length) = (0_u32, false, false, 0);
        loop {
            let Some(byte) = self.byte(length) else {
                self.take(length);
                return Err(self.unexpected("EOF while parsing a value"));
            };
            if quoted {
                quoted = escaped || byte != b'"';
                escaped = !escaped && byte == b'\\';
                if !quoted && depth == 0 {
                    return Ok(self.cut(length + 1));
                }
            } else {
                match byte {
                    b'"' => quoted = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' | b',' | b':' if depth == 0 => {
                        return if length == 0 { Err(self.unexpected("expected value")) } else { Ok(self.cut(length)) };
                    }
                    b'}' | b']' if depth == 1 => return Ok(self.cut(length + 1)),
                    b'}' | b']' => depth -= 1,
                    b if depth == 0 && b.is_ascii_whitespace() => return Ok(self.cut(length)),
                    _ => {}
                }
            }
            length += 1;
            if length > LARGEST {
                return Err(self.unexpected("a value is larger than 64 MB"));
            }
        }
    }

    fn cut(&mut self, length: usize) -> Vec<u8> {
        let value = self.buffer.get(self.start..self.start + length).unwrap_or_default().to_vec();
        self.take(length);
        value
    }

    /// The next byte that is no blank and no record separator.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte(0)?;
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x1e) {
                return Some(byte);
            }
            self.take(1);
        }
    }

    /// The byte so far ahead.
    fn byte(&mut self, ahead: usize) -> Option<u8> {
        loop {
            if let Some(byte) = self.buffer.get(self.start + ahead) {
                return Some(*byte);
            }
            if self.ended {
                return None;
            }
            self.fill();
        }
    }

    fn fill(&mut self) {
        self.buffer.drain(..self.start);
        self.start = 0;
        let held = self.buffer.len();
        self.buffer.resize(held + CHUNK, 0);
        let read = self.source.read(self.buffer.get_mut(held..).unwrap_or_default());
        let count = match read {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return self.buffer.truncate(held),
            Err(error) => {
                self.failure = Some(error);
                0
            }
        };
        self.ended = count == 0;
        self.buffer.truncate(held + count);
    }

    /// Steps over bytes and keeps the place in the file.
    fn take(&mut self, count: usize) {
        let taken = self.buffer.get(self.start..self.start + count).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', taken).count() as u64;
        let after = memchr::memrchr(b'\n', taken).map_or(taken.len(), |at| taken.len() - at - 1) as u64;
        let column = self.at.column.unwrap_or(1);
        self.at.line += breaks;
        self.at.column = Some(if breaks > 0 { after + 1 } else { column + after });
        self.start += count;
    }

    fn here(&self) -> (u64, u64) {
        (self.at.line, self.at.column.unwrap_or(1))
    }

    fn unexpected(&self, what: &str) -> Error {
        broken_at(what, self.at)
    }
}

fn broken_at(reason: &str, at: Position) -> Error {
    let mut error = Error::invalid(format!("broken JSON: {reason}: mend it or export it again"));
    error.position = Some(at);
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &'static str) -> Result<Vec<String>> {
        let mut pieces = Pieces::new(Box::new(text.as_bytes()));
        let mut all = Vec::new();
        while let Some(piece) = pieces.next()? {
            all.push(match piece {
                Piece::Feature(bytes) => String::from_utf8(bytes).unwrap(),
                Piece::Object(bytes, _) => format!("rest {}", String::from_utf8(bytes).unwrap()),
            });
        }
        Ok(all)
    }

    #[test]
    fn features_are_cut_out_and_the_rest_of_the_object_is_kept() {
        let text = r#" {"type": "X", "features": [ {"a": "}]\"" } ,7, null], "n": [1, {"b": 2}]}
            {"c":true}"#;
        let found = pieces(text).unwrap();
        assert_eq!(
            found,
            [r#"{"a": "}]\"" }"#, "7", "null", r#"rest {"type":"X","n":[1, {"b": 2}]}"#, r#"rest {"c":true}"#]
        );
    }

    #[test]
    fn broken_text_is_told_with_its_place() {
        let told = |text| pieces(text).unwrap_err().position.map(|p| (p.line, p.column));
        assert_eq!(told("{\"features\":\n [}"), Some((2, Some(3))));
        assert_eq!(told("{\"a\" 1}"), Some((1, Some(6))));
        assert_eq!(told("{\"features\": [{"), Some((1, Some(16))));
        assert!(pieces("[1]").unwrap_err().to_string().contains("not GeoJSON"));
    }
}
