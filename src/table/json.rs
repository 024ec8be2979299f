//! JSON that is read by people and programs: what is short stands on one line, what is long on lines of its own.
//!
//! Comes in: a [`Value`]. Goes out: text, little longer than without any breaks.

use serde_json::Value;

/// A value of no more bytes stays on one line.
const SHORT: usize = 160;

/// Deeper than this nothing is broken into lines.
const DEEPEST: usize = 5;

/// The value as JSON, ended by a line feed.
pub(super) fn laid_out(value: &Value) -> String {
    let mut out = String::new();
    put(&mut out, value, 0);
    out.push('\n');
    out
}

fn put(out: &mut String, value: &Value, depth: usize) {
    let compact = value.to_string();
    let (open, close) = match value {
        Value::Object(_) => ('{', '}'),
        Value::Array(_) => ('[', ']'),
        _ => return out.push_str(&compact),
    };
    if compact.len() <= SHORT || depth >= DEEPEST {
        return out.push_str(&compact);
    }
    out.push(open);
    let mut first = true;
    let mut item = |out: &mut String, key: Option<&str>, value: &Value| {
        if !first {
            out.push(',');
        }
        first = false;
        out.push('\n');
        out.push_str(&" ".repeat(depth + 1));
        if let Some(key) = key {
            out.push_str(&Value::from(key).to_string());
            out.push(':');
        }
        put(out, value, depth + 1);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| item(out, Some(key), value)),
        Value::Array(values) => values.iter().for_each(|value| item(out, None, value)),
        _ => {}
    }
    out.push('\n');
    out.push_str(&" ".repeat(depth));
    out.push(close);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_values_stay_on_a_line_and_all_come_back() {
        let long: Vec<u32> = (0..80).collect();
        let value = json!({ "a \"quoted\" key": { "n": 1, "of": [1.5, null] }, "long": long, "rows": [{ "x": "y".repeat(200) }] });
        let text = laid_out(&value);
        assert!(
            text.starts_with("{\n \"a \\\"quoted\\\" key\":{\"n\":1,\"of\":[1.5,null]},\n \"long\":[\n  0,\n  1,\n"),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert_eq!(laid_out(&json!([])), "[]\n");
    }
}
