//! The layout of an index file: one definition for the writer and the reader.
//!
//! An index is used as it lies in the file, by memory map. All numbers are little-endian. A header of 160 bytes: magic (8),
//! version (4), fingerprint of the folding (4), checksum of all that follows the header (8), checksum of the header itself
//! (8, over the 24 bytes before and the 128 behind), then offset and length (8 each) of eight sections. The sections, each
//! starting at a multiple of 8:
//!
//! 1. places, 40 bytes each, in the order of their ids: longitude, latitude (i32, millionths of a degree), population
//!    (u32), radius in m (u32, all ones: not stated), id (i32), offsets of name, admin-1 key, admin-2 key, own key (u32
//!    each), country (2 letters), feature (1), one where the place is here only for further
//!    names and hides nothing (1)
//! 2. postings: a count (u32); where it is more than two, the countries of the places (2 letters each, zeros for none; two zero
//!    bytes more where the count is odd); that many places (u32: number of the place times 8, plus the class of the name)
//! 3. strings: a length (u16) and that many bytes of UTF-8
//! 4. directory of the names: 2^b + 1 pairs of an offset into the names (u32) and a filter (u32). The top b bits of a name's
//!    [`hash`](mod@super::hash) choose its pair, whose bucket reaches to the offset of the next; a name is in the bucket
//!    only if the four bits of the filter that the lowest twenty bits of the hash choose are set
//! 5. names: in a bucket one record a name: its length, its bytes, and what it leads to: twice a posting plus one, or twice the
//!    offset of a list of postings (numbers as LEB128). Codes stand under `=` ("=UK"),
//!    administrative units also under `@` and their code ("@SY.07"), demonyms under `~`: no folded name has such a sign
//! 6. directory of the names that sound alike: 2^c + 1 numbers (u32) of an entry; the top c bits of the hash of a
//!    [`skeleton`](super::skeleton) choose one
//! 7. names that sound alike, 6 bytes each: bits 32 to 39 of the skeleton's hash, the counts of the name's
//!    [vowels](super::skeleton::Vowels), the offset of its record (u32)
//! 8. what the index was made of, as lines of text; see [`contents`](super::contents)

use super::fold::fold;
use super::hash::hash;

/// The first bytes of an index.
pub const MAGIC: [u8; 8] = *b"incigaz\n";
/// The version of the layout.
pub const VERSION: u32 = 4;
/// Bytes of the header.
pub const HEADER: usize = 160;
/// How many sections there are.
pub const SECTIONS: usize = 8;
/// Where the table of the sections stands in the header.
pub const TABLE: usize = 32;
/// Bytes of a place.
pub const PLACE: usize = 40;
/// Where the id stands in a place.
pub const ID: usize = 16;
/// Bytes of a pair of the directory.
pub const PAIR: usize = 8;
/// Bytes of an entry for a name that sounds alike.
pub const SOUND: usize = 6;
/// Fewer places than this fit.
pub const MOST_PLACES: usize = 1 << 29;
/// A list of more places than this has their countries beside it.
const FEW: usize = 2;
/// The letters of no country.
pub const NOWHERE: [u8; 2] = [0; 2];
/// The longest folded name that is indexed, in bytes.
pub const LONGEST_KEY: usize = 200;

/// How a name belongs to its place, from strong to weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum NameClass {
    /// The main name, or the preferred one in English.
    Preferred,
    /// The main name in ASCII.
    Ascii,
    /// Any other name, in any language and script.
    Alternate,
    /// A name that is no longer used: "Constantinople".
    Former,
    /// A code or an abbreviation, in capitals.
    Code,
    /// The code of an administrative unit.
    Key,
    /// The word for what belongs to the place or comes from it: "Syrian".
    Demonym,
}

impl NameClass {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 7] =
        [Self::Preferred, Self::Ascii, Self::Alternate, Self::Former, Self::Code, Self::Key, Self::Demonym];

    /// The words for a reader: "other name".
    pub fn label(self) -> &'static str {
        match self {
            Self::Preferred => "main name",
            Self::Ascii => "main name in ASCII",
            Self::Alternate => "other name",
            Self::Former => "former name",
            Self::Code => "code",
            Self::Key => "code of the unit",
            Self::Demonym => "demonym",
        }
    }
}

/// The number of a posting.
pub fn posting(place: u32, class: NameClass) -> u32 {
    place << 3 | class as u32
}

/// The bytes that the countries of a list of so many places take.
pub fn countries_length(count: usize) -> usize {
    if count > FEW { count.div_ceil(2) * 4 } else { 0 }
}

/// The bits of a bucket's filter that a name sets, four at most: with three or four names in a bucket, one name in fifty that
/// is not there passes.
#[inline]
pub fn filter_bits(hash: u64) -> u32 {
    1 << (hash & 31) | 1 << (hash >> 5 & 31) | 1 << (hash >> 10 & 31) | 1 << (hash >> 15 & 31)
}

/// The bucket of a hash among 2^`bits`.
#[inline]
pub fn bucket(hash: u64, bits: u32) -> usize {
    hash.checked_shr(64 - bits).unwrap_or(0) as usize
}

/// A fingerprint of the folding: an index made with another one would not find its names.
pub fn folding() -> u32 {
    const PROBE: &str =
        "Saint-Ærøskøbing U.S.A. & İzmir’s Łódź The ßŋəħıþðđœ أفغانستانى گڪھةۆ ۱۲٣ Αθήνας Орёл 北京 mount x";
    hash(fold(PROBE).as_bytes()) as u32
}

/// The little-endian number at an offset; none where the bytes end before it.
#[inline]
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

/// The little-endian number at an offset; none where the bytes end before it.
#[inline]
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

/// The little-endian number at an offset; none where the bytes end before it.
#[inline]
pub fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    eight.try_into().ok().map(u64::from_le_bytes)
}

/// The LEB128 number at an offset, and the offset behind it; none where the bytes end or it has more than 35 bits.
#[inline]
pub fn leb_at(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let first = *bytes.get(at)?;
    if first < 0x80 {
        return Some((u64::from(first), at + 1));
    }
    let mut number = u64::from(first & 0x7f);
    for (step, byte) in (1..5_usize).zip(bytes.get(at + 1..)?) {
        number |= u64::from(byte & 0x7f) << (7 * step);
        if *byte < 0x80 {
            return Some((number, at + 1 + step));
        }
    }
    None
}

/// Appends a LEB128 number.
pub fn push_leb(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_survives_its_bytes() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), (1 << 35) - 1] {
            let mut bytes = vec![9];
            push_leb(&mut bytes, number);
            assert_eq!(leb_at(&bytes, 1), Some((number, bytes.len())));
            assert_eq!(leb_at(&bytes[..bytes.len() - 1], 1), None);
        }
        assert_eq!(leb_at(&[0xff; 9], 0), None);
    }

    #[test]
    fn a_class_is_its_place_in_the_list() {
        for (number, class) in NameClass::ALL.into_iter().enumerate() {
            assert_eq!(class as usize, number);
        }
    }
}
