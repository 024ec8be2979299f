//! Offsets in characters to offsets in bytes, and back.
//!
//! Comes in: a text and offsets. Goes out: the same offsets counted the other way; none where they lie outside the text or
//! within a character. A character is a Unicode scalar value, as in a string of Python.

/// The bytes at which characters start, for offsets in characters in any order.
pub fn to_bytes(text: &str, characters: &[usize]) -> Vec<Option<usize>> {
    if text.is_ascii() {
        return characters.iter().map(|at| (*at <= text.len()).then_some(*at)).collect();
    }
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    walk(characters, starts.enumerate())
}

/// The numbers of the characters that start at bytes, for offsets in bytes in any order.
pub fn from_bytes(text: &str, bytes: &[usize]) -> Vec<Option<usize>> {
    if text.is_ascii() {
        return bytes.iter().map(|at| (*at <= text.len()).then_some(*at)).collect();
    }
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    walk(bytes, starts.enumerate().map(|(number, at)| (at, number)))
}

/// Reads the wanted offsets off ascending pairs in one pass.
fn walk(wanted: &[usize], mut pairs: impl Iterator<Item = (usize, usize)>) -> Vec<Option<usize>> {
    let mut order: Vec<(usize, usize)> = wanted.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut out = vec![None; wanted.len()];
    let mut current = pairs.next();
    for (offset, slot) in order {
        while current.is_some_and(|(from, _)| from < offset) {
            current = pairs.next();
        }
        if let Some(found) = out.get_mut(slot) {
            *found = current.filter(|(from, _)| *from == offset).map(|(_, to)| to);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_counted_both_ways_in_any_order() {
        let text = "a€🔥b";
        assert_eq!(to_bytes(text, &[4, 0, 1, 2, 3, 5]), [Some(9), Some(0), Some(1), Some(4), Some(8), None]);
        assert_eq!(from_bytes(text, &[9, 8, 4, 2, 0, 10]), [Some(4), Some(3), Some(2), None, Some(0), None]);
        assert_eq!(to_bytes("ab", &[2, 3]), [Some(2), None]);
        assert_eq!(to_bytes("", &[0]), [Some(0)]);
    }
}
