//! Builds an index from rows.
//!
//! Comes in: [`Row`]s of any number of files, later ones overriding earlier ones by id, and names for ids. Goes out: an index in
//! the layout that [`layout`] states; the same rows give the same bytes. Held in memory are 44 bytes a place, 8 to
//! 28 a name of a place, and every different name once.

use std::collections::{HashMap, HashSet};
use std::io::{Seek, Write};

use super::contents::Contents;
use super::feature::Feature;
use super::further_names::{FurtherName, Owner};
use super::intern::Interner;
use super::keys::Keyed;
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
    /// Whether it stands in the built-in gazetteer too and is here only for further names.
    pub borrowed: bool,
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
    /// The number of the name; all ones where nothing of it is a letter.
    key: u32,
    /// The string to show, where the name is the one for labels; else 0.
    label: u32,
    /// The line it stood in.
    line: u32,
    class: NameClass,
    is_unit: bool,
}

/// A further name that belongs to no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Homeless {
    /// Its number among the further names, in the order they were added.
    pub number: usize,
    /// The line it stood in.
    pub line: u64,
    /// The id or the code it was for.
    pub owner: String,
}

/// Says that a name has no key.
const NO_KEY: u32 = u32::MAX;

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
            borrowed: false,
        });
        for (key, class) in &keyed.names {
            let key = self.keys.add(key).ok_or_else(too_many_names)?;
            self.names.push(Name { key, posting: layout::posting(number, *class) });
        }
        Ok(())
    }

    /// Adds a place of the built-in gazetteer for the sake of further names.
    ///
    /// # Errors
    /// A sentence where there is more than an index can hold.
    pub fn borrow(&mut self, row: &Row, keyed: &Keyed) -> Result<(), String> {
        self.add_keyed(row, keyed)?;
        if let Some(last) = self.places.last_mut() {
            last.borrowed = true;
        }
        Ok(())
    }

    /// Adds a name that stood in a line, with its key ([`key_of`](super::keys::key_of)), for a place whose row may come before
    /// or after it.
    ///
    /// # Errors
    /// A sentence where there is more than an index can hold.
    pub fn add_name(&mut self, line: u64, name: &FurtherName, key: Option<&(String, NameClass)>) -> Result<(), String> {
        let class = key.map_or(name.class, |(_, class)| *class);
        let key = key.map(|(key, _)| self.keys.add(key).ok_or_else(too_many_names)).transpose()?;
        let label = if name.label { self.string(&name.name)? } else { 0 };
        let (owner, is_unit) = match &name.owner {
            Owner::Id(id) => (*id, false),
            Owner::Unit(code) => (self.keys.add(&format!("@{code}")).ok_or_else(too_many_names)?.cast_signed(), true),
        };
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.late.push(Late { owner, key: key.unwrap_or(NO_KEY), label, line, class, is_unit });
        Ok(())
    }

    /// How many further names were added.
    pub fn further_names(&self) -> usize {
        self.late.len()
    }

    /// How many rows were added.
    pub fn rows(&self) -> usize {
        self.places.len()
    }

    /// The places, for a last change of their radii.
    pub fn places_mut(&mut self) -> &mut [Place] {
        &mut self.places
    }

    /// Whose further names were added that no row has, each once.
    pub fn missing_owners(&self) -> Vec<Owner> {
        if self.late.is_empty() {
            return Vec::new();
        }
        let mut ids: Vec<i32> = self.places.iter().map(|place| place.id).collect();
        ids.sort_unstable();
        let units = self.units();
        let known = |late: &Late| {
            let unit = late.is_unit && units.contains_key(&late.owner.cast_unsigned());
            unit || !late.is_unit && ids.binary_search(&late.owner).is_ok()
        };
        let mut missing: Vec<(bool, i32)> =
            self.late.iter().filter(|late| !known(late)).map(|late| (late.is_unit, late.owner)).collect();
        missing.sort_unstable();
        missing.dedup();
        missing.into_iter().map(|(is_unit, owner)| self.owner(is_unit, owner)).collect()
    }

    /// An owner as it was given.
    fn owner(&self, is_unit: bool, owner: i32) -> Owner {
        if is_unit {
            let key = String::from_utf8_lossy(self.keys.get(owner.cast_unsigned()));
            Owner::Unit(key.trim_start_matches('@').to_owned())
        } else {
            Owner::Id(owner)
        }
    }

    /// Writes the index; `tell` gets every further name that belongs to no place.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write<W: Write + Seek>(
        mut self,
        out: W,
        tell: &mut dyn FnMut(&mut Contents, Homeless),
    ) -> std::io::Result<W> {
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
        self.settle_late(&rows, tell);
        self.keys.close();
        self.strings.close();
        let Self { places, strings, keys, names, contents, .. } = self;
        write_index(Finished { places, rows, strings, keys, names, contents }, out)
    }

    /// Gives the further names to their places, whose rows are in the order of the ids.
    fn settle_late(&mut self, rows: &[u32], tell: &mut dyn FnMut(&mut Contents, Homeless)) {
        let ids: Vec<i32> =
            rows.iter().filter_map(|row| self.places.get(*row as usize)).map(|place| place.id).collect();
        let units = self.units();
        for (number, late) in std::mem::take(&mut self.late).into_iter().enumerate() {
            let place = if late.is_unit {
                units.get(&late.owner.cast_unsigned()).copied()
            } else {
                ids.binary_search(&late.owner).ok().map(|place| place as u32)
            };
            let Some(place) = place else {
                let owner = match self.owner(late.is_unit, late.owner) {
                    Owner::Id(id) => id.to_string(),
                    Owner::Unit(code) => code,
                };
                tell(&mut self.contents, Homeless { number, line: u64::from(late.line), owner });
                continue;
            };
            if late.key != NO_KEY {
                self.names.push(Name { key: late.key, posting: layout::posting(place, late.class) });
            }
            let row = rows.get(place as usize).and_then(|row| self.places.get_mut(*row as usize));
            if let Some([name, ..]) = row.map(|row| &mut row.strings).filter(|_| late.label != 0) {
                *name = late.label;
            }
        }
    }

    /// The places of the units that late names belong to, by the numbers of their keys.
    fn units(&self) -> HashMap<u32, u32> {
        let wanted: HashSet<u32> = self.late.iter().filter(|l| l.is_unit).map(|l| l.owner.cast_unsigned()).collect();
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
