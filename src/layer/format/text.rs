//! A value as text, the same in every format that is text.
//!
//! Comes in: a [`Value`]. Goes out: its text at the end of a buffer, unquoted.

use super::super::value::Value;
use super::digits;

/// Adds the text of a value; nothing for null.
pub(super) fn add(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Null => {}
        Value::Truth(truth) => out.extend_from_slice(if *truth { b"true" } else { b"false" }),
        Value::Count(number) => digits::count(out, *number),
        Value::Measure(number) => digits::decimal(out, *number),
        Value::Text(words) => out.extend_from_slice(words.as_bytes()),
        Value::Day(day) => digits::day(out, *day),
        Value::DayStart(day) => {
            digits::day(out, *day);
            out.extend_from_slice(b"T00:00:00Z");
        }
        Value::DayEnd(day) => {
            digits::day(out, *day);
            out.extend_from_slice(b"T23:59:59Z");
        }
    }
}
