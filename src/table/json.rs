//! JSON that is read by people and programs: what is short stands on one line, what is long on lines of its own.
//!
//! Comes in: a [`Value`], or the fields of one, made as they are written. Goes out: text, little longer than without any breaks.

use std::io::{self, Write};

use serde_json::Value;

use crate::spread::JsonPart;

/// A value of no more bytes stays on one line.
const SHORT: usize = 160;

/// Deeper than this nothing is broken into lines.
const DEEPEST: usize = 5;

/// An object of these fields as JSON, ended by a line feed; of long lists, one item is there at a time.
pub(super) fn laid_out<'a>(fields: impl IntoIterator<Item = (&'static str, JsonPart<'a>)>) -> String {
    let mut out = String::new();
    let mut lines = Lines::open(&mut out, '{', 0);
    for (key, part) in fields {
        match part {
            JsonPart::One(value) => lines.item(Some(key), &value),
            JsonPart::Each(items) => {
                lines.begin(Some(key));
                put_each(lines.out, items, 1);
            }
        }
    }
    lines.close('}');
    out.push('\n');
    out
}

/// Things on lines of their own.
struct Lines<'o> {
    out: &'o mut String,
    depth: usize,
    is_first: bool,
}

impl<'o> Lines<'o> {
    fn open(out: &'o mut String, bracket: char, depth: usize) -> Self {
        out.push(bracket);
        Self { out, depth, is_first: true }
    }

    /// Begins the line of the next one.
    fn begin(&mut self, key: Option<&str>) {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(',');
        }
        self.line(self.depth + 1);
        if let Some(key) = key {
            self.out.push_str(&Value::from(key).to_string());
            self.out.push(':');
        }
    }

    fn item(&mut self, key: Option<&str>, value: &Value) {
        self.begin(key);
        put(self.out, value, self.depth + 1);
    }

    fn close(mut self, bracket: char) {
        self.line(self.depth);
        self.out.push(bracket);
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', depth));
    }
}

fn put(out: &mut String, value: &Value, depth: usize) {
    let is_plain = !(value.is_object() || value.is_array());
    if is_plain || depth >= DEEPEST {
        return out.push_str(&value.to_string());
    }
    match (short(value), value) {
        (Some(text), _) => out.push_str(&text),
        (None, Value::Object(fields)) => {
            let mut lines = Lines::open(out, '{', depth);
            fields.iter().for_each(|(key, value)| lines.item(Some(key), value));
            lines.close('}');
        }
        (None, value) => {
            let mut lines = Lines::open(out, '[', depth);
            value.as_array().into_iter().flatten().for_each(|value| lines.item(None, value));
            lines.close(']');
        }
    }
}

/// A list as [`put`] has it.
fn put_each(out: &mut String, mut items: impl Iterator<Item = Value>, depth: usize) {
    // Only as many are looked at before the first is written as one line may hold.
    let (mut first, mut length) = (Vec::new(), 1);
    while length <= SHORT
        && let Some(value) = items.next()
    {
        length += 1 + value.to_string().len();
        first.push(value);
    }
    if length <= SHORT {
        return put(out, &Value::Array(first), depth);
    }
    let mut lines = Lines::open(out, '[', depth);
    first.into_iter().chain(items).for_each(|value| lines.item(None, &value));
    lines.close(']');
}

/// A value on one line, where it is short enough.
fn short(value: &Value) -> Option<String> {
    let mut line = Line(Vec::with_capacity(SHORT));
    serde_json::to_writer(&mut line, value).ok()?;
    String::from_utf8(line.0).ok()
}

/// The bytes of a line; more than it holds are an error, so that nothing long is written in vain.
struct Line(Vec<u8>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > SHORT {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_values_stay_on_a_line_and_all_come_back() {
        let long: Vec<u32> = (0..80).collect();
        let value = json!({ "a \"quoted\" key": { "n": 1, "of": [1.5, null] }, "long": long, "rows": [{ "x": "y".repeat(200) }] });
        let mut text = String::new();
        put(&mut text, &value, 0);
        assert!(
            text.starts_with("{\n \"a \\\"quoted\\\" key\":{\"n\":1,\"of\":[1.5,null]},\n \"long\":[\n  0,\n  1,\n"),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn a_list_that_is_made_as_it_is_written_reads_as_one_that_is_there() {
        let item = |length: usize| json!({ "x": "y".repeat(length) });
        for lengths in [vec![], vec![3, 3], vec![70, 71], vec![70, 72], vec![300], vec![3, 300, 3]] {
            let items: Vec<Value> = lengths.into_iter().map(item).collect();
            let mut there = String::new();
            put(&mut there, &json!({ "first": 1, "list": items, "long": "z".repeat(SHORT) }), 0);
            let fields = [
                ("first", JsonPart::One(json!(1))),
                ("list", JsonPart::Each(Box::new(items.into_iter()))),
                ("long", JsonPart::One(json!("z".repeat(SHORT)))),
            ];
            assert_eq!(laid_out(fields), there + "\n");
        }
    }
}
