//! Delimited text cut into rows while it is read: memory follows the longest row, not the file.
//!
//! Comes in: bytes. Goes out: [`Batch`]es of rows with the line that each starts on. Blank lines and rows of blank cells are
//! passed over. A quote that is never closed costs its own row only: what it took in is read again. A row longer than
//! [`LONGEST_ROW`] is a fault, and the next one is found.

use std::io::{self, Read};

use super::batch::{Batch, Mark};

/// The longest row in bytes.
pub(super) const LONGEST_ROW: usize = 16 << 20;

/// How many bytes are read at once.
const CHUNK: usize = 1 << 18;

/// How many bytes and rows make a batch.
const BATCH_BYTES: usize = 4 << 20;
const BATCH_ROWS: usize = 2048;

/// How much may be read again for broken quotes, beside four times what was read: a file made of them is read without quotes
/// in the end.
const AGAIN: usize = 64 << 20;

const OPEN_QUOTE: &str =
    "a quote in this row is not closed, or not at the end of its value: close it, or double it if it is meant";

pub(super) const TOO_LONG: &str =
    "the row is longer than 16 MB: it was passed over; split it, or look for a line break that is missing";

/// Rows on their way out of bytes.
pub(super) struct Records<'r> {
    source: Box<dyn Read + Send + 'r>,
    buffer: Vec<u8>,
    /// Where the next row starts in the buffer.
    start: usize,
    /// Its line.
    line: u64,
    delimiter: u8,
    terminator: u8,
    blank_rows: bool,
    ended: bool,
    failure: Option<io::Error>,
    nuls: u64,
    again: usize,
    quoting: bool,
}

/// What the bytes from the start of a row on are.
enum Quoted {
    Row { length: usize, lines: u64 },
    More,
    Broken { length: usize },
}

impl<'r> Records<'r> {
    /// Rows of bytes; the delimiter is to be set before the first is asked for.
    pub(super) fn new(source: Box<dyn Read + Send + 'r>) -> Self {
        let mut records = Self {
            source,
            buffer: Vec::new(),
            start: 0,
            line: 1,
            delimiter: b',',
            terminator: b'\n',
            blank_rows: false,
            ended: false,
            failure: None,
            nuls: 0,
            again: AGAIN,
            quoting: true,
        };
        records.fill();
        if memchr::memchr(b'\n', &records.buffer).is_none() && records.buffer.contains(&b'\r') {
            records.terminator = b'\r';
        }
        records
    }

    /// The bytes read so far and not yet taken.
    pub(super) fn ahead(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    pub(super) fn delimit(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Gives rows of blank cells too.
    pub(super) fn keep_blank_rows(&mut self) {
        self.blank_rows = true;
    }

    /// Takes quotes for letters, as formats without quoting need it.
    pub(super) fn take_quotes_as_letters(&mut self) {
        self.quoting = false;
    }

    /// Passes over the first line.
    pub(super) fn skip_line(&mut self) {
        let mut nothing = Batch::default();
        let quoting = std::mem::replace(&mut self.quoting, false);
        self.next_into(&mut nothing);
        self.quoting = quoting;
    }

    /// What the system or the unpacking said when it ended the bytes too early.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        self.failure.as_ref()
    }

    /// How many NUL characters were taken out.
    pub(super) fn nuls(&self) -> u64 {
        self.nuls
    }

    /// The line of the next row.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next rows; none at the end.
    pub(super) fn batch(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        while batch.len() < BATCH_ROWS && batch.size() < BATCH_BYTES && self.next_into(&mut batch) {}
        (batch.len() > 0).then_some(batch)
    }

    /// The first row that is not blank, with a delimiter, without taking it.
    pub(super) fn first(&mut self, delimiter: u8) -> Batch {
        let (start, line, ours) = (self.start, self.line, std::mem::replace(&mut self.delimiter, delimiter));
        let mut batch = Batch::default();
        // Nothing of the buffer is given up while looking ahead.
        self.next(&mut batch, false);
        (self.start, self.line, self.delimiter) = (start, line, ours);
        batch
    }

    /// Adds the next row to a batch; false at the end.
    pub(super) fn next_into(&mut self, batch: &mut Batch) -> bool {
        self.next(batch, true)
    }

    fn next(&mut self, batch: &mut Batch, may_move: bool) -> bool {
        loop {
            let Some(end) = self.line_end(batch, may_move) else { return false };
            if end == usize::MAX {
                return true;
            }
            let from = self.start;
            let raw = without_return(self.buffer.get(from..end).unwrap_or_default(), self.terminator);
            if self.quoting && memchr::memchr(b'"', raw).is_some() {
                if self.quoted(batch, may_move) {
                    return true;
                }
                continue;
            }
            let line = self.line;
            if self.blank_rows && !raw.is_empty()
                || !raw.iter().all(|b| b.is_ascii_whitespace() || *b == self.delimiter)
            {
                batch.add_plain(line, raw, self.delimiter);
                self.step(end + 1 - from, 1);
                return true;
            }
            self.step(end + 1 - from, 1);
        }
    }

    /// Where the line at the start ends; [`usize::MAX`] where it was too long and stands in the batch as a fault.
    fn line_end(&mut self, batch: &mut Batch, may_move: bool) -> Option<usize> {
        let mut looked = 0;
        loop {
            let ahead = self.ahead();
            if let Some(at) = memchr::memchr(self.terminator, ahead.get(looked..).unwrap_or_default()) {
                return Some(self.start + looked + at);
            }
            looked = ahead.len();
            if self.ended {
                // What came before an error may be half a row.
                return (looked > 0 && self.failure.is_none()).then_some(self.start + looked);
            }
            if looked > LONGEST_ROW {
                if !may_move {
                    return None;
                }
                self.pass_over_line(batch);
                return Some(usize::MAX);
            }
            self.more(may_move);
        }
    }

    /// Gives the start of a line that is too long as a fault and goes to its end, keeping nothing of it.
    fn pass_over_line(&mut self, batch: &mut Batch) {
        let shown = self.ahead().get(..400).unwrap_or_default().to_vec();
        batch.add_fault(self.line, &shown, TOO_LONG);
        loop {
            if let Some(at) = memchr::memchr(self.terminator, self.ahead()) {
                return self.step(at + 1, 1);
            }
            self.start = self.buffer.len();
            if !self.more(true) {
                return;
            }
        }
    }

    /// Adds a row with quotes; false where it is blank and was passed over.
    fn quoted(&mut self, batch: &mut Batch, may_move: bool) -> bool {
        let mark = batch.mark();
        loop {
            let length = self.ahead().len();
            match self.cut(batch) {
                Quoted::Row { length, lines } => {
                    batch.end_row(mark, self.line);
                    self.step(length, lines);
                    if self.blank_rows || !batch.last_is_blank() {
                        return true;
                    }
                    batch.drop_last();
                    return false;
                }
                Quoted::Broken { length } => {
                    self.broken(batch, mark, length);
                    return true;
                }
                Quoted::More if length > LONGEST_ROW => {
                    self.broken(batch, mark, length);
                    return true;
                }
                Quoted::More => batch.back_to(mark),
            }
            // Twice as much each time, so that a long row is not cut again and again.
            while self.ahead().len() < 2 * length && self.more(may_move) {}
        }
    }

    /// Gives the first line of a row whose quotes are broken as a fault; the lines after it are read again.
    fn broken(&mut self, batch: &mut Batch, mark: Mark, length: usize) {
        batch.back_to(mark);
        self.again = self.again.saturating_sub(length);
        self.quoting = self.again > 0;
        let ahead = self.ahead();
        let end = memchr::memchr(self.terminator, ahead).unwrap_or(ahead.len());
        let raw = without_return(ahead.get(..end).unwrap_or_default(), self.terminator).to_vec();
        batch.add_fault(self.line, &raw, OPEN_QUOTE);
        self.step(end + 1, 1);
    }

    /// Cuts the row at the start into cells of the batch.
    fn cut(&self, batch: &mut Batch) -> Quoted {
        let (bytes, mut at, mut loose) = (self.ahead(), 0, false);
        loop {
            let mut was_quoted = false;
            if bytes.get(at) == Some(&b'"') {
                was_quoted = true;
                at = match self.quoted_cell(batch, at + 1) {
                    Ok(after) => after,
                    Err(end) => return end,
                };
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let (upto, last) = match memchr::memchr2(self.delimiter, self.terminator, rest) {
                Some(n) => (n, rest.get(n) == Some(&self.terminator)),
                None if self.ended => (rest.len(), true),
                None => return Quoted::More,
            };
            let cell = rest.get(..upto).unwrap_or_default();
            let cell = if last { without_return(cell, self.terminator) } else { cell };
            loose |= was_quoted && !cell.is_empty();
            batch.add(cell);
            batch.end_cell();
            at += upto + 1;
            if last {
                return self.finished(at, loose);
            }
        }
    }

    /// What a row that ends at a byte is: a quote closed within a value, with line breaks before it, took in other rows.
    fn finished(&self, length: usize, loose: bool) -> Quoted {
        let raw = self.ahead().get(..length.saturating_sub(1)).unwrap_or_default();
        let breaks = memchr::memchr_iter(self.terminator, raw).count() as u64;
        if loose && breaks > 0 { Quoted::Broken { length } } else { Quoted::Row { length, lines: breaks + 1 } }
    }

    /// Adds what stands between quotes, and says where it ends.
    fn quoted_cell(&self, batch: &mut Batch, mut at: usize) -> Result<usize, Quoted> {
        let bytes = self.ahead();
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(n) = memchr::memchr(b'"', rest) else {
                return Err(if self.ended { Quoted::Broken { length: bytes.len() } } else { Quoted::More });
            };
            batch.add(rest.get(..n).unwrap_or_default());
            at += n + 1;
            match bytes.get(at) {
                Some(b'"') => {
                    batch.add(b"\"");
                    at += 1;
                }
                None if !self.ended => return Err(Quoted::More),
                _ => return Ok(at),
            }
        }
    }

    fn step(&mut self, bytes: usize, lines: u64) {
        self.start = (self.start + bytes).min(self.buffer.len());
        self.line += lines;
    }

    /// Reads more, giving up what was taken where that is allowed; false at the end.
    fn more(&mut self, may_move: bool) -> bool {
        if may_move && self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.fill()
    }

    fn fill(&mut self) -> bool {
        let held = self.buffer.len();
        while !self.ended {
            self.buffer.resize(held + CHUNK, 0);
            let into = self.buffer.get_mut(held..).unwrap_or_default();
            match self.source.read(into) {
                Ok(0) => self.ended = true,
                Ok(count) => {
                    self.buffer.truncate(held + count);
                    self.again = self.again.saturating_add(4 * count);
                    self.drop_nuls(held);
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.failure = Some(error);
                    self.ended = true;
                }
            }
            self.buffer.truncate(held);
        }
        false
    }

    /// Takes NUL characters out: no table means any.
    fn drop_nuls(&mut self, from: usize) {
        if memchr::memchr(0, self.buffer.get(from..).unwrap_or_default()).is_none() {
            return;
        }
        let tail = self.buffer.split_off(from);
        self.nuls += memchr::memchr_iter(0, &tail).count() as u64;
        self.buffer.extend(tail.into_iter().filter(|b| *b != 0));
    }
}

/// A line without the carriage return before its end.
fn without_return(raw: &[u8], terminator: u8) -> &[u8] {
    if terminator == b'\n' { raw.strip_suffix(b"\r").unwrap_or(raw) } else { raw }
}

#[cfg(test)]
mod tests;
