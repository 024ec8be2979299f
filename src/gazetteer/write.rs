//! Writes an index, section by section.
//!
//! Comes in: places, strings, keys and names, numbered. Goes out: the bytes that [`layout`] describes. Nothing is held twice:
//! what a section is made of is given back before the next one.

use std::io::{Error, Result, Seek, Write};

use super::contents::Contents;
use super::hash::hash;
use super::intern::Interner;
use super::layout;
use super::order::{Order, Postings};
use super::pack::{Name, Place};
use super::sections::Sections;
use super::skeleton::{Vowels, skeleton_of_key};

/// Names in a bucket, at most on average.
const BUCKET: usize = 4;
/// Bits of the directory of names that sound alike, at most: the 8 bits below are kept with the entries.
const MOST_SOUND_BITS: u32 = 24;

/// All that goes into an index.
pub struct Finished {
    /// The places, in the order of their rows.
    pub places: Vec<Place>,
    /// The row of each place, in the order of the ids.
    pub rows: Vec<u32>,
    /// Names for labels and codes.
    pub strings: Interner,
    /// Folded names.
    pub keys: Interner,
    /// The names of places.
    pub names: Vec<Name>,
    /// What it was made of.
    pub contents: Contents,
}

/// What the names need of a place.
struct Known {
    country: [u8; 2],
    /// It is worth to be found by a name that only sounds like its own.
    sounds: bool,
}

/// Writes the index.
pub fn write_index<W: Write + Seek>(finished: Finished, out: W) -> Result<W> {
    let mut sections = Sections::start(out)?;
    let Finished { places, rows, strings, keys, names, mut contents } = finished;
    let offsets = write_strings(&mut sections, &strings)?;
    drop(strings);
    let known = known(&places, &rows);
    write_places(&mut sections, &places, &rows, &offsets)?;
    drop((places, rows, offsets));
    let order = Order::of(&keys);
    let postings = Postings::of(names, &order);
    contents.names = postings.list.len() as u64;
    let sounds = write_names(&mut sections, &keys, &order, &postings, &known)?;
    drop((keys, order, postings));
    write_sounds(&mut sections, sounds)?;
    sections.begin(7)?;
    sections.push(contents.to_text().as_bytes())?;
    sections.end(7)?;
    sections.finish()
}

/// Writes the strings; gives their offsets by their numbers.
fn write_strings<W: Write + Seek>(sections: &mut Sections<W>, strings: &Interner) -> Result<Vec<u32>> {
    sections.begin(2)?;
    let start = sections.here();
    let mut offsets = Vec::with_capacity(strings.len());
    for text in strings.iter() {
        offsets.push(narrow(sections.here() - start)?);
        sections.push(&(text.len() as u16).to_le_bytes())?;
        sections.push(text)?;
    }
    sections.end(2)?;
    Ok(offsets)
}

/// Writes the places in the order of their ids.
fn write_places<W: Write + Seek>(
    sections: &mut Sections<W>,
    places: &[Place],
    rows: &[u32],
    offsets: &[u32],
) -> Result<()> {
    sections.begin(0)?;
    for place in rows.iter().filter_map(|row| places.get(*row as usize)) {
        let mut bytes = [0; layout::PLACE];
        let offset = |string: u32| offsets.get(string as usize).copied().unwrap_or_default();
        let [name, admin1, admin2, key] = place.strings.map(offset);
        let numbers = [
            place.lon.cast_unsigned(),
            place.lat.cast_unsigned(),
            place.population,
            place.radius_m,
            place.id.cast_unsigned(),
            name,
            admin1,
            admin2,
            key,
        ];
        let tail = [place.country[0], place.country[1], place.feature as u8, u8::from(place.borrowed)];
        let whole = numbers.iter().flat_map(|number| number.to_le_bytes()).chain(tail);
        bytes.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
        sections.push(&bytes)?;
    }
    sections.end(0)
}

/// What the names need of the places, by their numbers.
fn known(places: &[Place], rows: &[u32]) -> Vec<Known> {
    let found = rows.iter().filter_map(|row| places.get(*row as usize));
    found.map(Known::of).collect()
}

impl Known {
    fn of(place: &Place) -> Self {
        let has_country = place.country.iter().all(u8::is_ascii_uppercase);
        Self {
            country: if has_country { place.country } else { layout::NOWHERE },
            sounds: place.feature != super::feature::Feature::Other,
        }
    }
}

/// Writes the names, their directory and the longer lists; gives the names that have a skeleton: the upper half of its
/// hash above the offset of the name, and its vowels.
fn write_names<W: Write + Seek>(
    sections: &mut Sections<W>,
    keys: &Interner,
    order: &Order,
    postings: &Postings,
    known: &[Known],
) -> Result<Vec<(u64, Vowels)>> {
    let bits = order.keys.len().div_ceil(BUCKET).next_power_of_two().trailing_zeros();
    let mut directory = vec![(0_u32, 0_u32); (1 << bits) + 1];
    let (mut lists, mut sounds, mut record) = (Vec::new(), Vec::new(), Vec::new());
    sections.begin(4)?;
    let start = sections.here();
    let mut opened = 0;
    for (rank, number) in order.keys.iter().enumerate() {
        let (key, found) = (keys.get(*number), postings.get(rank));
        let places = || found.iter().filter_map(|posting| known.get((posting >> 3) as usize));
        if found.is_empty() {
            continue;
        }
        let (hashed, here) = (hash(key), narrow(sections.here() - start)?);
        let bucket = layout::bucket(hashed, bits);
        for pair in directory.iter_mut().take(bucket + 1).skip(opened) {
            pair.0 = here;
        }
        opened = opened.max(bucket + 1);
        if let Some(pair) = directory.get_mut(bucket) {
            pair.1 |= layout::filter_bits(hashed);
        }
        if places().any(|place| place.sounds)
            && let Some((skeleton, vowels)) = skeleton_of_key(key)
        {
            sounds.push((hash(&skeleton) >> 32 << 32 | u64::from(here), vowels));
        }
        record.clear();
        layout::push_leb(&mut record, key.len() as u64);
        record.extend_from_slice(key);
        layout::push_leb(&mut record, value(found, places().map(|place| place.country), &mut lists));
        sections.push(&record)?;
    }
    let end = narrow(sections.here() - start)?;
    directory.iter_mut().skip(opened).for_each(|pair| pair.0 = end);
    sections.end(4)?;
    write_lists(sections, lists, directory)?;
    Ok(sounds)
}

/// Writes the longer lists and the directory of the names.
fn write_lists<W: Write + Seek>(sections: &mut Sections<W>, lists: Vec<u32>, directory: Vec<(u32, u32)>) -> Result<()> {
    sections.begin(1)?;
    for number in lists {
        sections.push(&u32::to_le_bytes(number))?;
    }
    sections.end(1)?;
    sections.begin(3)?;
    for (offset, filter) in directory {
        sections.push(&offset.to_le_bytes())?;
        sections.push(&filter.to_le_bytes())?;
    }
    sections.end(3)
}

/// What a name leads to: its one posting, or where its list stands.
fn value(found: &[u32], countries: impl Iterator<Item = [u8; 2]>, lists: &mut Vec<u32>) -> u64 {
    if let [one] = found {
        return u64::from(*one) << 1 | 1;
    }
    let at = lists.len() as u64 * 4;
    lists.push(found.len() as u32);
    let mut letters: Vec<u8> = countries.flatten().collect();
    letters.resize(layout::countries_length(found.len()), 0);
    lists.extend(letters.as_chunks().0.iter().map(|four| u32::from_le_bytes(*four)));
    lists.extend_from_slice(found);
    at << 1
}

/// Writes the names that sound alike and their directory.
fn write_sounds<W: Write + Seek>(sections: &mut Sections<W>, mut sounds: Vec<(u64, Vowels)>) -> Result<()> {
    sounds.sort_unstable_by_key(|(sound, _)| *sound);
    let bits = sounds.len().div_ceil(BUCKET).next_power_of_two().trailing_zeros().min(MOST_SOUND_BITS);
    let mut directory = vec![0_u32; (1 << bits) + 1];
    for (sound, _) in &sounds {
        if let Some(count) = directory.get_mut(layout::bucket(*sound, bits) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut directory {
        sum += *start;
        *start = sum;
    }
    sections.begin(5)?;
    for start in directory {
        sections.push(&start.to_le_bytes())?;
    }
    sections.end(5)?;
    sections.begin(6)?;
    for (sound, vowels) in sounds {
        sections.push(&[(sound >> 32) as u8, vowels.0])?;
        sections.push(&(sound as u32).to_le_bytes())?;
    }
    sections.end(6)
}

/// An offset that must fit 32 bits.
fn narrow(offset: u64) -> Result<u32> {
    u32::try_from(offset).map_err(|_| Error::other("the names are more than the 4 GB that an index can hold"))
}
