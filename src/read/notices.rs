//! What a reader should know, collected: the same remark about many rows is told once, with the first of them.
//!
//! Comes in: remarks, some with the row they are about. Goes out: one sentence a remark.

use super::wording::clip;

/// How many rows are named in a remark.
const EXAMPLES: usize = 5;

/// The remarks about one input, in the order they first came up.
#[derive(Debug, Default)]
pub(in crate::read) struct Notices {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    what: String,
    count: u64,
    examples: Vec<String>,
}

impl Notices {
    /// A remark about the whole input.
    pub(in crate::read) fn tell(&mut self, what: impl Into<String>) {
        self.entries.push(Entry { what: what.into(), count: 0, examples: Vec::new() });
    }

    /// A remark about a row; the same `what` is told once for all rows.
    pub(in crate::read) fn tell_of(&mut self, what: &str, example: impl FnOnce() -> String) {
        let at = self.entries.iter().position(|e| e.count > 0 && e.what == what).unwrap_or_else(|| {
            self.entries.push(Entry { what: what.to_owned(), count: 0, examples: Vec::new() });
            self.entries.len() - 1
        });
        if let Some(entry) = self.entries.get_mut(at) {
            entry.count += 1;
            if entry.examples.len() < EXAMPLES {
                entry.examples.push(example());
            }
        }
    }

    /// Adds what was noted of later rows.
    pub(in crate::read) fn absorb(&mut self, later: Self) {
        for entry in later.entries {
            match self.entries.iter_mut().find(|e| e.what == entry.what && (e.count > 0) == (entry.count > 0)) {
                Some(held) => {
                    let room = EXAMPLES.saturating_sub(held.examples.len());
                    held.examples.extend(entry.examples.into_iter().take(room));
                    held.count += entry.count;
                }
                None => self.entries.push(entry),
            }
        }
    }

    /// The sentences.
    pub(in crate::read) fn lines(self) -> Vec<String> {
        self.entries.into_iter().map(Entry::sentence).collect()
    }

    /// The sentences, each with the name of the input before it.
    pub(in crate::read) fn sentences(self, input: &str) -> Vec<String> {
        self.lines().into_iter().map(|line| format!("{input}: {line}")).collect()
    }
}

impl Entry {
    fn sentence(self) -> String {
        let more = self.count.saturating_sub(self.examples.len() as u64);
        match (self.count, more) {
            (0, _) => self.what,
            (_, 0) => format!("{} ({})", self.what, self.examples.join("; ")),
            (_, more) => format!("{} ({}; and {more} more)", self.what, self.examples.join("; ")),
        }
    }
}

/// Where in a table, for a remark: `line 7, column "killed": "twelvish"`.
pub(in crate::read) fn cell(line: u64, column: &str, value: &str) -> String {
    format!("line {line}, column \"{column}\": \"{}\"", clip(value, 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_of_parts_make_those_of_the_whole() {
        let part = |from: u64| {
            let mut notices = Notices::default();
            (from..from + 4).for_each(|line| notices.tell_of("bad", || format!("line {line}")));
            notices
        };
        let mut whole = part(1);
        whole.absorb(part(5));
        assert_eq!(whole.lines(), ["bad (line 1; line 2; line 3; line 4; line 5; and 3 more)"]);
    }

    #[test]
    fn the_same_remark_about_many_rows_is_told_once_with_the_first_of_them() {
        let mut notices = Notices::default();
        notices.tell("one remark");
        for line in 1..=7 {
            notices.tell_of("bad", || format!("line {line}"));
        }
        let told = notices.sentences("a.csv");
        assert_eq!(told, ["a.csv: one remark", "a.csv: bad (line 1; line 2; line 3; line 4; line 5; and 2 more)"]);
    }
}
