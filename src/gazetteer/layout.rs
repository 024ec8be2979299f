//! The layout of an index file: one definition for the writer and the reader.
//!
//! All numbers are little-endian. A header of 96 bytes: magic (8), version (4), zero (4), checksum of what follows the
//! header (8), then offset and length (8 each) of four sections, and zeros. The sections, each starting at a multiple of 8:
//!
//! 1. places, 40 bytes each: longitude, latitude (i32, millionths of a degree), population (u32), radius in m (u32,
//!    all ones: not stated), id (i32), offsets of name, admin-1 key, admin-2 key, own key (u32 each), country (2 letters),
//!    feature (1), zero (1)
//! 2. postings: a count (u32) and that many places (u32: number of the place times 8, plus the class of the name)
//! 3. strings: a length (u16) and that many bytes of UTF-8
//! 4. names: an `fst` map from the folded name to a posting (top bit set) or to the offset of a list of them. Codes stand
//!    under `=` ("=UK"), administrative units also under `@` and their code ("@SY.07")

/// The first bytes of an index.
pub const MAGIC: [u8; 8] = *b"incigaz\n";
/// The version of the layout and of the folding.
pub const VERSION: u32 = 1;
/// Bytes of the header.
pub const HEADER: usize = 96;
/// Bytes of a place.
pub const PLACE: usize = 40;
/// Says that the value of a name is one posting, not the offset of a list.
pub const ONE: u64 = 1 << 63;
/// Fewer places than this fit.
pub const MOST_PLACES: usize = 1 << 29;
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
    /// A code or an abbreviation, in capitals.
    Code,
    /// The code of an administrative unit.
    Key,
}

/// Puts the sections behind a header with their checksum.
pub fn assemble(sections: [&[u8]; 4]) -> Vec<u8> {
    let mut body: Vec<u8> = Vec::new();
    let mut table: Vec<u8> = Vec::new();
    for section in sections {
        table.extend(((HEADER + body.len()) as u64).to_le_bytes());
        table.extend((section.len() as u64).to_le_bytes());
        body.extend(section);
        body.resize(body.len().next_multiple_of(8), 0);
    }
    let mut out = Vec::with_capacity(HEADER + body.len());
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend([0; 4]);
    out.extend(checksum(&body).to_le_bytes());
    out.extend(table);
    out.resize(HEADER, 0);
    out.extend(body);
    out
}

/// A fast checksum against damage (not against malice): four lanes of multiply and rotate over words of 8 bytes.
pub fn checksum(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let word = |w: &[u8]| {
        let mut eight = [0; 8];
        eight.iter_mut().zip(w).for_each(|(to, from)| *to = *from);
        u64::from_le_bytes(eight)
    };
    let mut lanes = [1_u64, 2, 3, 4];
    let mut blocks = bytes.chunks_exact(32);
    for block in &mut blocks {
        for (lane, part) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            *lane = (*lane ^ word(part)).wrapping_mul(K).rotate_left(29);
        }
    }
    for part in blocks.remainder().chunks(8) {
        lanes[0] = (lanes[0] ^ word(part)).wrapping_mul(K).rotate_left(29);
    }
    lanes.into_iter().fold(bytes.len() as u64, |sum, lane| (sum ^ lane).wrapping_mul(K).rotate_left(31))
}

/// The little-endian number at an offset; none where the bytes end before it.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

/// The little-endian number at an offset; none where the bytes end before it.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

/// The little-endian number at an offset; none where the bytes end before it.
pub fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    eight.try_into().ok().map(u64::from_le_bytes)
}
