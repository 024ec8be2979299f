//! Reads an index in place: nothing is parsed when it is opened.
//!
//! Comes in: the bytes of an index and a folded name. Goes out: postings and the fields of a place. Every offset is checked, so
//! that any bytes, however damaged or forged, give answers or none, never a panic.
//!
//! What is verified when an index is opened: the magic, the version, the fingerprint of the folding, the checksum of the
//! header with its table of sections, and that every section lies within the file; in a file of at most 64 MB also the
//! checksum of the whole. That of a larger one would read it all; [`Index::verify`] does it, which `incimap gazetteer info --verify` asks for.

use std::fmt;

use super::bytes::Bytes;
use super::contents::Contents;
use super::hash::{checksum, hash};
use super::layout::{
    HEADER, ID, MAGIC, PAIR, PLACE, SECTIONS, SOUND, TABLE, VERSION, bucket, filter_bits, folding, leb_at, u16_at,
    u32_at, u64_at,
};
use super::postings::Postings;
use super::record::Record;
use super::skeleton::Vowels;

/// An index up to this size is summed up whole when it is opened.
const SMALL: usize = 64 << 20;
/// What to do about a damaged index.
const WAY_OUT: &str = "build it anew with `incimap gazetteer build`";

/// An open index.
pub struct Index {
    bytes: Bytes,
    sections: [Span; SECTIONS],
    name_bits: u32,
    sound_bits: u32,
}

/// From where to where a section lies.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: usize,
    end: usize,
}

/// A name as it stands in the index.
#[derive(Debug, Clone)]
pub struct Name<'i> {
    /// The folded name.
    pub key: &'i str,
    /// Its places.
    pub postings: Postings<'i>,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("places", &self.len()).field("bytes", &self.size()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens an index; what is verified stands at the head of this module.
    ///
    /// # Errors
    /// A sentence where the bytes are no index, one of another version, cut short, or damaged.
    pub fn open(bytes: Bytes) -> Result<Self, String> {
        let index = Self::open_unsummed(bytes)?;
        if index.size() <= SMALL {
            index.verify()?;
        }
        Ok(index)
    }

    /// Opens an index without adding its bytes up, however small: for the one that is a part of the program.
    ///
    /// # Errors
    /// A sentence where the bytes are no index, one of another version, cut short, or damaged in the header.
    pub fn open_unsummed(bytes: Bytes) -> Result<Self, String> {
        if !bytes.starts_with(&MAGIC) {
            return Err("is not a gazetteer index".to_owned());
        }
        let version = u32_at(&bytes, 8).unwrap_or_default();
        if bytes.len() < HEADER {
            return Err(format!("is cut short: {WAY_OUT}"));
        }
        if version != VERSION {
            return Err(format!("is an index of version {version}; this program reads version {VERSION}: {WAY_OUT}"));
        }
        if u32_at(&bytes, 12) != Some(folding()) {
            return Err(format!("was made by another version of the program, which folds names otherwise: {WAY_OUT}"));
        }
        let (before, behind) =
            (bytes.get(..TABLE - 8).unwrap_or_default(), bytes.get(TABLE..HEADER).unwrap_or_default());
        if u64_at(&bytes, TABLE - 8) != Some(checksum(&[before, behind].concat())) {
            return Err(format!("is damaged (the checksum of its header does not agree): {WAY_OUT}"));
        }
        let mut sections = [Span::default(); SECTIONS];
        for (number, span) in sections.iter_mut().enumerate() {
            *span = span_at(&bytes, TABLE + 16 * number).ok_or_else(|| format!("is cut short: {WAY_OUT}"))?;
        }
        let mut index = Self { bytes, sections, name_bits: 0, sound_bits: 0 };
        let wrong = || format!("is damaged (a directory has a wrong length): {WAY_OUT}");
        index.name_bits = directory_bits(index.section(3).len(), PAIR).ok_or_else(wrong)?;
        index.sound_bits = directory_bits(index.section(5).len(), 4).ok_or_else(wrong)?;
        Ok(index)
    }

    /// Adds up the whole index and compares.
    ///
    /// # Errors
    /// A sentence where it is damaged.
    pub fn verify(&self) -> Result<(), String> {
        let body = self.bytes.get(HEADER..).unwrap_or_default();
        if u64_at(&self.bytes, 16) == Some(checksum(body)) {
            Ok(())
        } else {
            Err(format!("is damaged (its checksum does not agree): {WAY_OUT}"))
        }
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.section(0).len() / PLACE
    }

    /// Whether it holds no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes it takes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// What it was made of.
    pub fn contents(&self) -> Contents {
        Contents::of_text(&String::from_utf8_lossy(self.section(7)))
    }

    /// The places under a key, which is a folded name, a code or the key of a unit.
    #[inline]
    pub fn get(&self, key: &str) -> Postings<'_> {
        self.find(key.as_bytes()).map_or_else(Postings::default, |value| self.postings(value))
    }

    /// Whether a key leads to any place.
    #[inline]
    pub fn has(&self, key: &str) -> bool {
        self.find(key.as_bytes()).is_some()
    }

    /// Whether a key may be here: most that are not are told by one look at the directory.
    #[inline]
    pub fn may_know(&self, key: &str) -> bool {
        self.bucket_of(key.as_bytes()).is_some()
    }

    /// The numbers of the hashes of which a key may be here: most that are not are told by one look at the directory.
    pub fn may_hold(&self, hashes: &[u64]) -> Vec<usize> {
        let directory = self.section(3);
        let is_possible = |hashed: u64| {
            let wanted = filter_bits(hashed);
            u32_at(directory, bucket(hashed, self.name_bits) * PAIR + 4).is_some_and(|bits| bits & wanted == wanted)
        };
        hashes.iter().enumerate().filter(|(_, hashed)| is_possible(**hashed)).map(|(number, _)| number).collect()
    }

    /// Where the record of a key stands.
    pub fn offset_of(&self, key: &[u8]) -> Option<u32> {
        self.find_record(key).map(|(offset, _)| offset)
    }

    /// What a key leads to.
    #[inline]
    fn find(&self, key: &[u8]) -> Option<u64> {
        self.find_record(key).map(|(_, value)| value)
    }

    /// Where the record of a key stands, and what it leads to.
    #[inline]
    fn find_record(&self, key: &[u8]) -> Option<(u32, u64)> {
        let (from, to) = self.bucket_of(key)?;
        self.find_in(key, from, to)
    }

    /// From where to where the bucket of a key reaches; none where its filter says that the key is not there.
    #[inline]
    pub(super) fn bucket_of(&self, key: &[u8]) -> Option<(usize, usize)> {
        let hashed = hash(key);
        let at = bucket(hashed, self.name_bits) * PAIR;
        let pair = self.section(3).get(at..at + PAIR + 4)?;
        let wanted = filter_bits(hashed);
        if u32_at(pair, 4)? & wanted != wanted {
            return None;
        }
        Some((u32_at(pair, 0)? as usize, u32_at(pair, PAIR)? as usize))
    }

    /// Looks at the bytes of a bucket, so that they are near when they are read.
    #[inline]
    pub(super) fn look_at(&self, (from, to): (usize, usize)) -> usize {
        let names = self.section(4);
        [names.get(from), names.get(to.saturating_sub(1))].into_iter().flatten().map(|byte| usize::from(*byte)).sum()
    }

    /// What a key that stands in a bucket leads to.
    pub(super) fn value_in(&self, key: &[u8], (from, to): (usize, usize)) -> Option<u64> {
        self.find_in(key, from, to).map(|(_, value)| value)
    }

    /// Looks at the list that a value of the names leads to, if it leads to one.
    pub(super) fn look_at_list(&self, value: u64) -> usize {
        let first = self.section(1).get((value >> 1) as usize).filter(|_| value & 1 == 0);
        first.copied().map_or(0, usize::from)
    }

    /// Looks for a key among the names from one offset to another.
    fn find_in(&self, key: &[u8], mut at: usize, end: usize) -> Option<(u32, u64)> {
        let names = self.section(4);
        while at < end {
            let (length, start) = leb_at(names, at)?;
            let behind = start.checked_add(usize::try_from(length).ok()?)?;
            let found = names.get(start..behind)?;
            let (value, next) = leb_at(names, behind)?;
            if found == key {
                return Some((at as u32, value));
            }
            at = next;
        }
        None
    }

    /// The name whose record stands at an offset.
    pub fn name_at(&self, offset: u32) -> Option<Name<'_>> {
        let names = self.section(4);
        let (length, start) = leb_at(names, offset as usize)?;
        let behind = start.checked_add(usize::try_from(length).ok()?)?;
        let key = std::str::from_utf8(names.get(start..behind)?).ok()?;
        let (value, _) = leb_at(names, behind)?;
        Some(Name { key, postings: self.postings(value) })
    }

    /// The offsets of the names whose skeleton has a hash, and by chance of some others, with their vowels.
    pub fn sounding_like(&self, skeleton: u64) -> impl Iterator<Item = (u32, Vowels)> + '_ {
        let at = bucket(skeleton, self.sound_bits) * 4;
        let directory = self.section(5);
        let range = u32_at(directory, at).zip(u32_at(directory, at + 4));
        let bytes = range.and_then(|(from, to)| {
            self.section(6).get((from as usize).checked_mul(SOUND)?..(to as usize).checked_mul(SOUND)?)
        });
        let tag = (skeleton >> 32) as u8;
        let entries = bytes.unwrap_or_default().chunks_exact(SOUND);
        entries.filter_map(move |entry| match entry {
            [first, vowels, offset @ ..] if *first == tag => Some((u32_at(offset, 0)?, Vowels(*vowels))),
            _ => None,
        })
    }

    /// The postings that a value of the names leads to.
    pub(super) fn postings(&self, value: u64) -> Postings<'_> {
        if value & 1 == 1 {
            return Postings::one(u32::try_from(value >> 1).ok());
        }
        Postings::at(self.section(1), (value >> 1) as usize).unwrap_or_default()
    }

    /// The place of a number; none where there is no such place.
    #[inline]
    pub fn record(&self, place: u32) -> Option<Record<'_>> {
        let start = (place as usize).checked_mul(PLACE)?;
        let bytes = self.section(0).get(start..start.checked_add(PLACE)?)?;
        Some(Record::new(self, bytes))
    }

    /// The place of an id, found where it should stand if the ids were spread evenly, which those of `GeoNames` nearly are.
    pub fn by_id(&self, id: i32) -> Option<Record<'_>> {
        let places = self.section(0);
        let at = |place: usize| u32_at(places, place.checked_mul(PLACE)?.checked_add(ID)?).map(u32::cast_signed);
        let (mut low, mut high) = (0, self.len().checked_sub(1)?);
        for step in 0.. {
            let (first, last) = (i64::from(at(low)?), i64::from(at(high)?));
            if !(first..=last).contains(&i64::from(id)) {
                return None;
            }
            let share = i128::from(i64::from(id) - first) * (high - low) as i128 / i128::from((last - first).max(1));
            // Every third step halves, so that the search ends soon however the ids lie.
            let guess = if step % 3 == 2 { low.midpoint(high) } else { low + share as usize };
            match at(guess)?.cmp(&id) {
                std::cmp::Ordering::Less => low = guess + 1,
                std::cmp::Ordering::Greater => high = guess.checked_sub(1)?,
                std::cmp::Ordering::Equal => return self.record(guess as u32),
            }
            if low > high {
                return None;
            }
        }
        None
    }

    /// Every place in the order of the ids.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.len() as u32).filter_map(|place| self.record(place))
    }

    /// Looks at the first byte of a string of the pool.
    #[inline]
    pub(super) fn look_at_string(&self, offset: usize) -> usize {
        self.section(2).get(offset).copied().map_or(0, usize::from)
    }

    /// A string of the pool; empty where the offset leads nowhere.
    pub(super) fn string(&self, offset: usize) -> &str {
        let pool = self.section(2);
        let length = u16_at(pool, offset).map_or(0, usize::from);
        let start = offset.saturating_add(2);
        let bytes = pool.get(start..start.saturating_add(length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// The bytes of a section.
    #[inline]
    fn section(&self, number: usize) -> &[u8] {
        let span = self.sections.get(number).copied().unwrap_or_default();
        self.bytes.get(span.start..span.end).unwrap_or_default()
    }
}

/// The bits of a directory of 2^bits + 1 entries; none where its length is another.
fn directory_bits(length: usize, entry: usize) -> Option<u32> {
    let buckets = (length / entry).checked_sub(1)?;
    (length.is_multiple_of(entry) && buckets.is_power_of_two() && buckets <= 1 << 31).then(|| buckets.trailing_zeros())
}

fn span_at(bytes: &[u8], at: usize) -> Option<Span> {
    let start = usize::try_from(u64_at(bytes, at)?).ok()?;
    let end = start.checked_add(usize::try_from(u64_at(bytes, at + 8)?).ok()?)?;
    (end <= bytes.len()).then_some(Span { start, end })
}

#[cfg(test)]
mod tests;
