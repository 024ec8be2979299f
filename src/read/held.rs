//! Tables that a program holds in memory, without a file: what reaches the reader from Arrow record batches.
//!
//! Comes in: [`Cells`], texts by row and column. Goes out: a [`HeldTable`], which is read as the same table in a file would
//! be: same columns, same words, same faults. Its lines are its rows, counted from 1, unless it says otherwise.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::batch::Batch;
use super::records::{LONGEST_ROW, TOO_LONG};
use crate::earth::LonLat;

/// How many bytes and rows make a batch.
const BATCH_BYTES: usize = 4 << 20;
const BATCH_ROWS: usize = 8192;

/// The cells of a table in memory.
pub trait Cells: Send + Sync {
    /// How many rows there are.
    fn rows(&self) -> usize;

    /// A cell as text; empty where it is not known or not there. Both numbers start at 0.
    fn cell(&self, row: usize, column: usize) -> &str;

    /// The number of a row in messages and tables, from 1: its place in the table, or in the whole that this is a part of.
    fn line(&self, row: usize) -> u64 {
        row as u64 + 1
    }

    /// The point of the geometry of a row, where the table has geometries.
    ///
    /// # Errors
    /// Why the geometry cannot be used, and the way out.
    fn point(&self, row: usize) -> Result<Option<LonLat>, String> {
        let _ = row;
        Ok(None)
    }

    /// Whether the table has geometries.
    fn has_points(&self) -> bool {
        false
    }
}

/// A table in memory: its name in messages, the names of its columns, its cells.
#[derive(Clone)]
pub struct HeldTable {
    name: Arc<str>,
    header: Arc<[String]>,
    cells: Arc<dyn Cells>,
}

impl HeldTable {
    /// A table; the cells have as many columns as the header has names.
    pub fn new(name: &str, header: Vec<String>, cells: Arc<dyn Cells>) -> Self {
        Self { name: name.into(), header: header.into(), cells }
    }

    /// The name in messages and in the record of the run.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    /// Whether the rows say where in geometries.
    pub(super) fn has_points(&self) -> bool {
        self.cells.has_points()
    }

    /// The size of all cells in bytes, and the sum of the SHA-256 of the rows modulo 2^256 in hexadecimal: the same in any
    /// order of the rows, so that the sums of parts add up to that of the whole.
    pub(super) fn fingerprint(&self) -> (u64, String) {
        let (mut bytes, mut sum) = (0, RowSum::default());
        for row in 0..self.cells.rows() {
            let mut hash = Sha256::new();
            for column in 0..self.header.len() {
                let cell = self.cells.cell(row, column);
                bytes += cell.len() as u64;
                hash.update((cell.len() as u64).to_le_bytes());
                hash.update(cell);
            }
            sum.add(&hash.finalize());
        }
        (bytes, sum.hex())
    }
}

impl PartialEq for HeldTable {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.cells, &other.cells) && self.header == other.header && self.name == other.name
    }
}

impl Eq for HeldTable {}

impl fmt::Debug for HeldTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeldTable")
            .field("name", &self.name)
            .field("header", &self.header)
            .field("rows", &self.cells.rows())
            .finish()
    }
}

/// The rows of a table as they are read.
pub(super) struct HeldRows {
    table: HeldTable,
    next: usize,
}

impl HeldRows {
    pub(super) fn new(table: HeldTable) -> Self {
        Self { table, next: 0 }
    }

    /// The next rows; none at the end. Rows of blank cells are passed over.
    pub(super) fn batch(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        while self.next < self.table.cells.rows() && batch.len() < BATCH_ROWS && batch.size() < BATCH_BYTES {
            self.add(&mut batch, self.next);
            self.next += 1;
        }
        if batch.len() == 0 && self.next < self.table.cells.rows() {
            return self.batch();
        }
        (batch.len() > 0).then_some(batch)
    }

    fn add(&self, batch: &mut Batch, row: usize) {
        let HeldTable { header, cells, .. } = &self.table;
        let (line, mark) = (cells.line(row), batch.mark());
        let mut size = 0;
        for column in 0..header.len() {
            let cell = cells.cell(row, column);
            size += cell.len() + 1;
            if size > LONGEST_ROW {
                batch.back_to(mark);
                let shown = cells.cell(row, 0);
                let end = shown.floor_char_boundary(400);
                return batch.add_fault(line, shown.get(..end).unwrap_or_default().as_bytes(), TOO_LONG);
            }
            batch.add(cell.as_bytes());
            batch.end_cell();
        }
        batch.end_row(mark, line);
        match cells.point(row) {
            Ok(None) if batch.last_is_blank() => batch.drop_last(),
            Ok(point) => batch.tag_last(point, None),
            Err(why) => batch.tag_last(None, Some(why.into())),
        }
    }
}

/// A sum of SHA-256 values modulo 2^256, which comes out the same in any order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RowSum([u8; 32]);

impl RowSum {
    /// The sum of a hexadecimal text; none where it is not one.
    pub(crate) fn of_hex(text: &str) -> Option<Self> {
        let mut sum = Self::default();
        if text.len() != 64 {
            return None;
        }
        for (at, byte) in sum.0.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        Some(sum)
    }

    /// Adds a value of 32 bytes, the most significant first.
    pub(crate) fn add(&mut self, value: &[u8]) {
        let mut carry = 0;
        for (mine, theirs) in self.0.iter_mut().zip(value).rev() {
            let sum = u16::from(*mine) + u16::from(*theirs) + carry;
            *mine = (sum & 0xff) as u8;
            carry = sum >> 8;
        }
    }

    /// Adds another sum.
    pub(crate) fn merge(&mut self, other: Self) {
        self.add(&other.0);
    }

    /// The sum in hexadecimal.
    pub(crate) fn hex(self) -> String {
        self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Input, ReadOptions, read};

    /// Rows of texts; a last cell "POINT" is a geometry.
    struct Texts(Vec<Vec<String>>);

    impl Cells for Texts {
        fn rows(&self) -> usize {
            self.0.len()
        }

        fn cell(&self, row: usize, column: usize) -> &str {
            &self.0[row][column]
        }
    }

    fn table(header: &str, rows: &[&str]) -> HeldTable {
        let cells = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        HeldTable::new("frame", cells(header), Arc::new(Texts(rows.iter().map(|row| cells(row)).collect())))
    }

    fn sum(rows: &[&str]) -> RowSum {
        RowSum::of_hex(&table("a,b", rows).fingerprint().1).unwrap()
    }

    #[test]
    fn a_table_in_memory_is_read_as_the_same_table_in_a_file() {
        let (header, rows) = ("id,date,place,killed", ["a,2024-03-22,Moscow,145", ",,,", "b,2024-13-01,Kabul,3"]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("frame");
        std::fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
        let options = ReadOptions::default();
        let held = read(&[Input::Held(table(header, &rows))], &options).unwrap();
        let mut file = read(&[Input::File(path.clone())], &options).unwrap();
        for claim in file.incidents.iter_mut().flat_map(|incident| &mut incident.claims) {
            (claim.line, claim.input) = (claim.line - 1, "frame".into());
        }
        assert_eq!(held.incidents, file.incidents);
        assert_eq!(held.rejects.len(), 1);
        let (ours, theirs) = (&held.rejects[0], &file.rejects[0]);
        assert_eq!((ours.line, theirs.line), (3, 4));
        assert_eq!((&ours.column, &ours.value, &ours.why), (&theirs.column, &theirs.value, &theirs.why));
    }

    #[test]
    fn a_table_without_rows_and_one_without_a_place_are_told_as_files_are() {
        let told = |held| read(&[Input::Held(held)], &ReadOptions::default()).unwrap_err().to_string();
        assert_eq!(told(table("date,place", &[])), "frame: there are no rows under the column names");
        assert!(told(table("date,colour", &["2024,red"])).contains("no column for the place"));
    }

    #[test]
    fn a_row_longer_than_a_table_may_have_is_a_fault_and_the_next_is_read() {
        let long = format!("2024-01-01,{}", "x".repeat(LONGEST_ROW));
        let reading =
            read(&[Input::Held(table("date,place", &[&long, "2024-01-02,Kabul"]))], &ReadOptions::default()).unwrap();
        assert_eq!((reading.incidents.len(), reading.rejects.len()), (1, 1));
        assert!(reading.rejects[0].why.contains("16 MB"));
    }

    #[test]
    fn the_fingerprints_of_parts_add_up_to_that_of_the_whole_in_any_order() {
        let mut parts = sum(&["1,x", "2,y"]);
        parts.merge(sum(&["3,z"]));
        assert_eq!(parts, sum(&["3,z", "2,y", "1,x"]));
        assert_ne!(parts, sum(&["3,z", "2,y", "1,w"]));
        assert_ne!(sum(&["ab,c"]), sum(&["a,bc"]));
    }
}
