//! Builds an index from rows.
//!
//! Comes in: [`Row`]s of any number of files, later ones overriding earlier ones by id. Goes out: the bytes of an index,
//! in the layout that [`layout`] states; the same rows give the same bytes.

use std::collections::{BTreeMap, HashMap};

use super::fold::{code, fold};
use super::layout::{self, NameClass};
use super::row::{AlternateName, Row};

/// Rows and names on their way into an index.
#[derive(Debug, Default)]
pub struct Packer {
    rows: Vec<Row>,
    by_id: HashMap<i64, usize>,
}

/// What is being written.
#[derive(Default)]
struct Output {
    places: Vec<u8>,
    pool: Pool,
    names: BTreeMap<String, Vec<u32>>,
}

impl Packer {
    /// Adds a row; a row with the same id is replaced.
    pub fn add(&mut self, row: Row) {
        if let Some(slot) = self.by_id.get(&row.id).and_then(|n| self.rows.get_mut(*n)) {
            *slot = row;
        } else {
            self.by_id.insert(row.id, self.rows.len());
            self.rows.push(row);
        }
    }

    /// Adds a name to a place that is already there; false where there is none of that id.
    pub fn add_name(&mut self, name: AlternateName) -> bool {
        let Some(row) = self.by_id.get(&name.id).and_then(|n| self.rows.get_mut(*n)) else { return false };
        if name.preferred {
            row.preferred.insert(0, name.name);
        } else {
            row.alternates.push(name.name);
        }
        true
    }

    /// Writes the index.
    ///
    /// # Errors
    /// A sentence where there is more than an index can hold: 2^27 places, 4 GB of names.
    pub fn pack(self) -> Result<Vec<u8>, String> {
        if self.rows.len() >= layout::MOST_PLACES {
            return Err(format!("{} places are more than an index can hold", self.rows.len()));
        }
        let mut out = Output { places: Vec::with_capacity(self.rows.len() * layout::PLACE), ..Output::default() };
        for (number, row) in (0_u32..).zip(&self.rows) {
            write_place(&mut out, row);
            write_names(&mut out.names, number, row);
        }
        let (map, postings) = write_map(out.names)?;
        if out.pool.bytes.len() > u32::MAX as usize {
            return Err("the names are more than 4 GB".to_owned());
        }
        Ok(layout::assemble([&out.places, &postings, &out.pool.bytes, &map]))
    }
}

/// Appends the fixed-width record of a place.
fn write_place(out: &mut Output, row: &Row) {
    let micro = |degrees: f64| (degrees * 1e6).round() as i32;
    let radius_m = row.radius_km.map_or(u32::MAX, |km| (km * 1000.0).round() as u32);
    let name = out.pool.add(row.preferred.first().unwrap_or(&row.name));
    let key1 = if row.admin1.is_empty() || row.admin1 == "00" {
        0
    } else {
        out.pool.add(&format!("{}.{}", row.country, row.admin1))
    };
    let key2 = if row.admin2.is_empty() || key1 == 0 {
        0
    } else {
        out.pool.add(&format!("{}.{}.{}", row.country, row.admin1, row.admin2))
    };
    let key = out.pool.add(&row.key);
    out.places.extend(micro(row.lon).to_le_bytes());
    out.places.extend(micro(row.lat).to_le_bytes());
    out.places.extend(u32::try_from(row.population).unwrap_or(u32::MAX).to_le_bytes());
    out.places.extend(radius_m.to_le_bytes());
    out.places.extend((row.id as i32).to_le_bytes());
    for offset in [name, key1, key2, key] {
        out.places.extend(offset.to_le_bytes());
    }
    let mut letters = row.country.bytes().chain([0, 0]);
    out.places.extend([letters.next().unwrap_or(0), letters.next().unwrap_or(0), row.feature as u8, 0]);
}

/// Notes every name of a place under its folded form.
fn write_names(names: &mut BTreeMap<String, Vec<u32>>, number: u32, row: &Row) {
    let mut note = |key: String, class: NameClass| {
        if !key.is_empty() && key.len() <= layout::LONGEST_KEY {
            names.entry(key).or_default().push(number << 3 | class as u32);
        }
    };
    for preferred in row.preferred.iter().chain([&row.name]) {
        note(fold(preferred), NameClass::Preferred);
    }
    note(fold(&row.ascii), NameClass::Ascii);
    for alternate in &row.alternates {
        match code(alternate) {
            Some(code) => note(format!("={code}"), NameClass::Code),
            None => note(fold(alternate), NameClass::Alternate),
        }
    }
    if let Some(key) = unit_key(row) {
        note(key, NameClass::Key);
    }
}

/// The key by which an administrative unit or a country is found by its code: "@SY.07".
fn unit_key(row: &Row) -> Option<String> {
    use super::feature::Feature;
    match row.feature {
        Feature::Country | Feature::Dependency if !row.country.is_empty() => Some(format!("@{}", row.country)),
        Feature::Admin1 if !row.admin1.is_empty() => Some(format!("@{}.{}", row.country, row.admin1)),
        Feature::Admin2 if !row.admin2.is_empty() => Some(format!("@{}.{}.{}", row.country, row.admin1, row.admin2)),
        _ => None,
    }
}

/// Writes the map from folded names and the lists it points to; a name of one place needs no list.
fn write_map(names: BTreeMap<String, Vec<u32>>) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut postings = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (name, mut list) in names {
        list.sort_unstable();
        // The classes stand in the low bits, best first: of one place the best class is kept.
        list.dedup_by_key(|posting| *posting >> 3);
        let value = if let [one] = list.as_slice() {
            layout::ONE | u64::from(*one)
        } else {
            let at = postings.len() as u64;
            postings.extend((list.len() as u32).to_le_bytes());
            postings.extend(list.iter().flat_map(|posting| posting.to_le_bytes()));
            at
        };
        map.insert(name, value).map_err(|error| format!("the names cannot be indexed: {error}"))?;
    }
    let map = map.into_inner().map_err(|error| format!("the names cannot be indexed: {error}"))?;
    Ok((map, postings))
}

/// Strings, each once, with their length before them; offset 0 is the empty one.
struct Pool {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Default for Pool {
    fn default() -> Self {
        Self { bytes: vec![0, 0], known: HashMap::from([(String::new(), 0)]) }
    }
}

impl Pool {
    /// The offset of a string; cut at a letter where it is longer than 64 kB.
    fn add(&mut self, text: &str) -> u32 {
        if let Some(offset) = self.known.get(text) {
            return *offset;
        }
        let longest = usize::from(u16::MAX);
        let end = (0..=text.len().min(longest)).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
        let text = text.get(..end).unwrap_or_default();
        let offset = self.bytes.len() as u32;
        self.bytes.extend((text.len() as u16).to_le_bytes());
        self.bytes.extend(text.bytes());
        self.known.insert(text.to_owned(), offset);
        offset
    }
}
