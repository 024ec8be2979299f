//! `GeoJSON` as RFC 7946 has it: one feature a line, the properties in their order, at most 6 decimals.

use std::io::Write;

use geo::Coord;

use super::coordinates::Notation;
use super::lines::Lines;
use super::{Field, Record, Schema, digits, text};
use crate::layer::shape::Shape;
use crate::layer::value::Value;

const NOTATION: Notation = Notation { open: b'[', close: b']', position };

/// How features of a layer are written.
pub(super) struct GeoJson {
    /// `"name":` for each field, with the comma before it.
    keys: Vec<Vec<u8>>,
    multiple: bool,
}

impl GeoJson {
    pub(super) fn of(schema: &Schema<'_>) -> Self {
        let keys = schema.fields.iter().enumerate().map(|(at, field)| key(at, *field)).collect();
        Self { keys, multiple: schema.multiple }
    }
}

impl Lines for GeoJson {
    fn head(&self, schema: &Schema<'_>) -> Vec<u8> {
        let mut head = br#"{"type":"FeatureCollection","name":"#.to_vec();
        string(&mut head, schema.name);
        head.extend_from_slice(br#","description":"#);
        string(&mut head, schema.description);
        if let Some(bbox) = schema.bbox {
            head.extend_from_slice(br#","bbox":"#);
            NOTATION.list(&mut head, bbox, digits::decimal);
        }
        head.extend_from_slice(b",\"features\":[\n");
        head
    }

    fn line(&self, line: &mut Vec<u8>, record: &dyn Record) {
        if record.id() > 1 {
            line.extend_from_slice(b",\n");
        }
        line.extend_from_slice(br#"{"type":"Feature","id":"#);
        digits::count(line, record.id());
        line.extend_from_slice(br#","properties":{"#);
        for (column, key) in self.keys.iter().enumerate() {
            line.extend_from_slice(key);
            value(line, &record.value(column));
        }
        line.extend_from_slice(br#"},"geometry":"#);
        match record.shape() {
            Some(shape) => geometry(line, &shape, self.multiple),
            None => line.extend_from_slice(b"null"),
        }
        line.push(b'}');
    }

    fn tail(&self) -> &'static [u8] {
        b"\n]}\n"
    }
}

fn key(at: usize, field: Field) -> Vec<u8> {
    let mut key = if at == 0 { Vec::new() } else { vec![b','] };
    string(&mut key, field.name);
    key.push(b':');
    key
}

fn value(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Text(words) => string(out, words),
        Value::Truth(_) | Value::Count(_) | Value::Measure(_) => text::add(out, value),
        Value::Day(_) | Value::DayStart(_) | Value::DayEnd(_) => {
            out.push(b'"');
            text::add(out, value);
            out.push(b'"');
        }
    }
}

/// A JSON string, escaped as RFC 8259 section 7 wants it.
fn string(out: &mut Vec<u8>, words: &str) {
    out.push(b'"');
    let bytes = words.as_bytes();
    let mut done = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => br#"\""#,
            b'\\' => br"\\",
            b'\n' => br"\n",
            b'\r' => br"\r",
            b'\t' => br"\t",
            0..0x20 => b"",
            _ => continue,
        };
        out.extend_from_slice(&bytes[done..at]);
        done = at + 1;
        if escape.is_empty() {
            // A vector takes all it is given.
            let _ = write!(out, "\\u{byte:04x}");
        } else {
            out.extend_from_slice(escape);
        }
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}

/// The geometry; as one of several parts if `multiple`, or where it has them.
fn geometry(out: &mut Vec<u8>, shape: &Shape, multiple: bool) {
    let parts = shape.parts(multiple);
    out.extend_from_slice(br#"{"type":""#);
    out.extend_from_slice(parts.name().as_bytes());
    out.extend_from_slice(br#"","coordinates":"#);
    NOTATION.add(out, &parts);
    out.push(b'}');
}

fn position(out: &mut Vec<u8>, at: Coord<f64>) {
    NOTATION.list(out, [at.x, at.y], digits::decimal);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_reads_back_from_json() {
        let hostile = "</script>\"\\\u{0}\u{1f}\u{7f}\n\r\tÄ\u{2028}\u{1F4A3}";
        let mut out = Vec::new();
        string(&mut out, hostile);
        assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), hostile);
    }
}
