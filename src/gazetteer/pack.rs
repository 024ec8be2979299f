//! Builds an index from rows.
//!
//! Comes in: [`Row`]s of any number of files, later ones overriding earlier ones by id, and names for ids. Goes out: an index in
//! the layout that [`layout`] states; the same rows give the same bytes. Held in memory are 44 bytes a place, 8 a name of a
//! place, and every different name once: 2 GB for the 13 million places and 30 million names of all of `GeoNames`.

use std::collections::{HashMap, HashSet};
use std::io::{Seek, Write};

use super::contents::Contents;
use super::feature::Feature;
use super::further_names::{FurtherName, Owner};
use super::intern::Interner;
use super::keys::{Keyed, key_of};
use super::layout::{self, NameClass};
use super::number::Numbered;
use super::row::Row;
use super::write::{Finished, write_index};

/// Rows and names on their way into an index.
#[derive(Debug, Default)]
pub struct Packer {
    places: Vec<Place>,
    strings: Interner,
    keys: Interner,
    names: Vec<Name>,
    late: Vec<Late>,
    /// Counts of what went in, written into the index.
    pub contents: Contents,
}

/// A place as it will be written; its strings by their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Longitude in millionths of a degree.
    pub lon: i32,
    /// Latitude in millionths of a degree.
    pub lat: i32,
    /// Inhabitants.
    pub population: u32,
    /// Radius in m; all ones where it is not known.
    pub radius_m: u32,
    /// The id.
    pub id: i32,
    /// The name, the codes of the first and the second level, the own key: numbers of strings.
    pub strings: [u32; 4],
    /// Two letters, or zeros.
    pub country: [u8; 2],
    /// What it is.
    pub feature: Feature,
}

/// A name of a place: the number of the key, and a posting of the row's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The number of the key.
    pub key: u32,
    /// The place and the class.
    pub posting: u32,
}

/// A name for an owner, whose place may come later.
#[derive(Debug, Clone, Copy)]
struct Late {
    /// An id, or the number of the key of a unit.
    owner: i32,
    is_unit: bool,
    /// The number of the name; none where nothing of it is a letter.
    key: Option<u32>,
    class: NameClass,
    /// The string to show, where the name is the one for labels.
    label: Option<u32>,
}

impl Place {
    /// The number of its own key; 0 where it has none.
    pub fn key(&self) -> u32 {
        let [.., key] = self.strings;
        key
    }
}

impl Packer {
    /// Adds a row; of rows with the same id the last one counts.
    ///
    /// # Errors
    /// A sentence where there is more than an index can hold: 2^29 places, 4 GB of names.
    pub fn add(&mut self, row: &Row) -> Result<(), String> {
        self.add_keyed(row, &Keyed::of(row))
    }

    /// Adds a row whose names are folded already.
    ///
    /// # Errors
    /// A sentence where there is more than an index can hold.
    pub fn add_keyed(&mut self, row: &Row, keyed: &Keyed) -> Result<(), String> {
        let number = u32::try_from(self.places.len()).ok().filter(|n| (*n as usize) < layout::MOST_PLACES);
        let number = number.ok_or_else(|| format!("{} places are more than an index can hold", layout::MOST_PLACES))?;
        let mut strings = [0; 4];
        let texts = [row.preferred.first().unwrap_or(&row.name), &keyed.admin1, &keyed.admin2, &row.key];
        for (slot, text) in strings.iter_mut().zip(texts) {
            *slot = self.string(text)?;
        }
        let mut letters = row.country.bytes();
        self.places.push(Place {
            lon: micro(row.lon),
            lat: micro(row.lat),
            population: u32::try_from(row.population).unwrap_or(u32::MAX),
            radius_m: row.radius_km.map_or(u32::MAX, |km| (km * 1000.0).round() as u32),
            id: row.id as i32,
            strings,
            country: [letters.next().unwrap_or(0), letters.next().unwrap_or(0)],
            feature: row.feature,
        });
        for (key, class) in &keyed.names {
            let key = self.keys.add(key).ok_or_else(too_many_names)?;
            self.names.push(Name { key, posting: layout::posting(number, *class) });
        }
        Ok(())
    }

    /// Adds a name for a place, whose row may come before or after it.
    ///
    /// # Errors
    /// A sentence where there is more than an index can hold.
    pub fn add_name(&mut self, name: &FurtherName) -> Result<(), String> {
        let key = key_of(&name.name, name.class);
        let class = key.as_ref().map_or(name.class, |(_, class)| *class);
        let key = key.map(|(key, _)| self.keys.add(&key).ok_or_else(too_many_names)).transpose()?;
        let label = if name.label { Some(self.string(&name.name)?) } else { None };
        let (owner, is_unit) = match &name.owner {
            Owner::Id(id) => (*id, false),
            Owner::Unit(code) => (self.keys.add(&format!("@{code}")).ok_or_else(too_many_names)?.cast_signed(), true),
        };
        self.late.push(Late { owner, is_unit, key, class, label });
        Ok(())
    }

    /// Writes the index; gives the numbers of the further names, in the order they were added, that belong to no place.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write<W: Write + Seek>(mut self, out: W) -> std::io::Result<(W, Vec<usize>)> {
        let Numbered { of_row, rows } = {
            let numbered = Numbered::of(&mut self.places);
            self.contents.replaced += numbered.replaced();
            numbered
        };
        self.names.retain_mut(|name| {
            let number = of_row.get((name.posting >> 3) as usize).copied().unwrap_or(u32::MAX);
            name.posting = number << 3 | name.posting & 7;
            number != u32::MAX
        });
        drop(of_row);
        let homeless = self.settle_late(&rows);
        self.keys.close();
        self.strings.close();
        let Self { places, strings, keys, names, contents, .. } = self;
        let out = write_index(Finished { places, rows, strings, keys, names, contents }, out)?;
        Ok((out, homeless))
    }

    /// Gives the further names to their places, whose rows are in the order of the ids.
    fn settle_late(&mut self, rows: &[u32]) -> Vec<usize> {
        let ids: Vec<i32> =
            rows.iter().filter_map(|row| self.places.get(*row as usize)).map(|place| place.id).collect();
        let late = std::mem::take(&mut self.late);
        let units = self.units(&late);
        let mut homeless = Vec::new();
        for (at, late) in late.into_iter().enumerate() {
            let number = if late.is_unit {
                units.get(&late.owner.cast_unsigned()).copied()
            } else {
                ids.binary_search(&late.owner).ok().map(|number| number as u32)
            };
            let Some(number) = number else {
                homeless.push(at);
                continue;
            };
            if let Some(key) = late.key {
                self.names.push(Name { key, posting: layout::posting(number, late.class) });
            }
            let place = rows.get(number as usize).and_then(|row| self.places.get_mut(*row as usize));
            if let Some(([name, ..], label)) = place.map(|place| &mut place.strings).zip(late.label) {
                *name = label;
            }
        }
        homeless
    }

    /// The places of the units that late names belong to, by the numbers of their keys.
    fn units(&self, late: &[Late]) -> HashMap<u32, u32> {
        let wanted: HashSet<u32> = late.iter().filter(|l| l.is_unit).map(|l| l.owner.cast_unsigned()).collect();
        if wanted.is_empty() {
            return HashMap::new();
        }
        self.names.iter().filter(|name| wanted.contains(&name.key)).map(|name| (name.key, name.posting >> 3)).collect()
    }

    /// The number of a string, cut at a letter where it is longer than 64 kB.
    fn string(&mut self, text: &str) -> Result<u32, String> {
        if self.strings.len() == 0 {
            self.strings.add("");
        }
        let end = text.floor_char_boundary(usize::from(u16::MAX));
        self.strings.add(text.get(..end).unwrap_or_default()).ok_or_else(too_many_names)
    }
}

/// Degrees as a whole number of millionths.
fn micro(degrees: f64) -> i32 {
    (degrees * 1e6).round() as i32
}

fn too_many_names() -> String {
    "the names are more than the 4 GB that an index can hold".to_owned()
}
