//! The fonts of a picture for browsers: of each face the letters that the picture shows, packed as WOFF 1.0.
//!
//! Comes in: letters and a face. Goes out: the bytes of a font that a browser opens.
//!
//! A font that is cut down loses the tables that shape letters: letters that join, as Arabic ones do, are left to the viewer's own
//! fonts, and kerning is written anew as pairs (`kern`), which browsers apply where there is no `GPOS`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use subsetter::GlyphRemapper;
use ttf_parser::{RawFace, Tag};

/// Pairs of letters and how much nearer (below 0) or farther the second stands, in units of the font.
pub(super) type Pairs = BTreeMap<(char, char), i16>;

/// The sum that all of a font makes.
const WHOLE: u32 = 0xB1B0_AFBA;

/// Where the table `head` has the number that completes the sum.
const ADJUSTMENT: std::ops::Range<usize> = 8..12;

type Tables = BTreeMap<[u8; 4], Vec<u8>>;

/// The font with these letters alone; none where it has none of them, or is broken.
pub(super) fn woff(font: &[u8], index: u32, letters: &[char], pairs: &Pairs) -> Option<Vec<u8>> {
    let face = ttf_parser::Face::parse(font, index).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let in_basic_plane = letters.iter().filter_map(|c| Some((u16::try_from(u32::from(*c)).ok()?, *c)));
    let kept: Vec<(u16, char, u16)> =
        in_basic_plane.filter_map(|(code, c)| Some((code, c, glyphs.remap(face.glyph_index(c)?.0)))).collect();
    if kept.is_empty() {
        return None;
    }
    let cut = subsetter::subset(font, index, &glyphs).ok()?;
    let flavour: [u8; 4] = cut.get(..4)?.try_into().ok()?;
    let mut tables = tables(&cut)?;
    let source = RawFace::parse(font, index).ok()?;
    tables.insert(*b"OS/2", source.table(Tag::from_bytes(b"OS/2"))?.to_vec());
    tables.insert(*b"cmap", character_map(&kept));
    tables.insert(*b"post", [&0x0003_0000_u32.to_be_bytes()[..], &[0; 28]].concat());
    let number: BTreeMap<char, u16> = kept.iter().map(|(_, c, glyph)| (*c, *glyph)).collect();
    let placed = pairs.iter().filter_map(|((a, b), by)| Some((*number.get(a)?, *number.get(b)?, *by)));
    let mut placed: Vec<(u16, u16, i16)> = placed.collect();
    placed.sort_unstable();
    placed.retain(|(_, _, by)| *by != 0);
    placed.dedup_by_key(|(a, b, _)| (*a, *b));
    if !placed.is_empty() {
        tables.insert(*b"kern", kerning(&placed));
    }
    adjust(flavour, &mut tables);
    packed(flavour, &tables).ok()
}

/// The tables of a font by name.
fn tables(font: &[u8]) -> Option<Tables> {
    let face = RawFace::parse(font, 0).ok()?;
    let all = face.table_records.into_iter().map(|record| {
        let (begin, length) = (record.offset as usize, record.length as usize);
        Some((record.tag.to_bytes(), font.get(begin..begin + length)?.to_vec()))
    });
    all.collect()
}

/// The table `cmap` in format 4: runs of letters whose glyphs follow each other.
fn character_map(kept: &[(u16, char, u16)]) -> Vec<u8> {
    let mut runs: Vec<(u16, u16, u16)> = Vec::new();
    for (code, _, glyph) in kept {
        match runs.last_mut() {
            Some((first, last, start)) if last.checked_add(1) == Some(*code) && *start + (*code - *first) == *glyph => {
                *last = *code;
            }
            _ => runs.push((*code, *code, *glyph)),
        }
    }
    runs.push((u16::MAX, u16::MAX, 0));
    let count = runs.len() as u16;
    let ends = runs.iter().map(|(_, last, _)| *last);
    let starts = runs.iter().map(|(first, ..)| *first);
    // The last run stands for no letter: it maps to glyph 0.
    let steps = runs.iter().map(|(first, _, glyph)| glyph.wrapping_sub(*first));
    let body: Vec<u16> = search(count, 2)
        .into_iter()
        .chain(ends)
        .chain([0])
        .chain(starts)
        .chain(steps)
        .chain(runs.iter().map(|_| 0))
        .collect();
    let length = 8 + 2 * body.len() as u16;
    // Version 0, one table: for Windows (3), Unicode (1), 12 bytes from here.
    let head = [0, 1, 3, 1, 0, 12, 4, length, 0];
    head.into_iter().chain([2 * count]).chain(body).flat_map(u16::to_be_bytes).collect()
}

/// What format 4 and `kern` have for binary search: a power of two, its logarithm, the rest; in bytes of an item.
fn search(count: u16, item: u16) -> [u16; 3] {
    let log = count.max(1).ilog2() as u16;
    let range = item << log;
    [range, log, item * count - range]
}

/// The table `kern` with one table of pairs, which are sorted.
fn kerning(pairs: &[(u16, u16, i16)]) -> Vec<u8> {
    let count = pairs.len().min(usize::from(u16::MAX / 6) - 3);
    let pairs = pairs.iter().take(count).flat_map(|(a, b, by)| [*a, *b, by.cast_unsigned()]);
    // Version 0, one table: version 0, its length, horizontal.
    let head = [0, 1, 0, 14 + 6 * count as u16, 1, count as u16];
    head.into_iter().chain(search(count as u16, 6)).chain(pairs).flat_map(u16::to_be_bytes).collect()
}

/// The sum of a table as numbers of four bytes.
fn sum(table: &[u8]) -> u32 {
    let number =
        |bytes: &[u8]| bytes.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)) << (8 * (4 - bytes.len()));
    table.chunks(4).map(number).fold(0, u32::wrapping_add)
}

/// Completes the sum of the whole font in its table `head`.
fn adjust(flavour: [u8; 4], tables: &mut Tables) {
    if let Some(at) = tables.get_mut(b"head").and_then(|head| head.get_mut(ADJUSTMENT)) {
        at.fill(0);
    }
    let count = tables.len() as u16;
    let mut directory: Vec<u8> = flavour.to_vec();
    directory.extend([count].into_iter().chain(search(count, 16)).flat_map(u16::to_be_bytes));
    let mut offset = 12 + 16 * u32::from(count);
    for (tag, table) in tables.iter() {
        directory.extend_from_slice(tag);
        directory.extend([sum(table), offset, table.len() as u32].into_iter().flat_map(u32::to_be_bytes));
        offset += table.len().next_multiple_of(4) as u32;
    }
    let whole = tables.values().map(|table| sum(table)).fold(sum(&directory), u32::wrapping_add);
    if let Some(at) = tables.get_mut(b"head").and_then(|head| head.get_mut(ADJUSTMENT)) {
        at.copy_from_slice(&WHOLE.wrapping_sub(whole).to_be_bytes());
    }
}

/// The font as WOFF 1.0 (w3.org/TR/WOFF): each table compressed where that is shorter.
fn packed(flavour: [u8; 4], tables: &Tables) -> io::Result<Vec<u8>> {
    const HEAD: usize = 44;
    const ENTRY: usize = 20;
    let mut directory: Vec<u8> = Vec::new();
    let mut body: Vec<u8> = Vec::new();
    for (tag, table) in tables {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(table)?;
        let squeezed = encoder.finish()?;
        let written = if squeezed.len() < table.len() { &squeezed } else { table };
        let mut plain = table.clone();
        if tag == b"head"
            && let Some(at) = plain.get_mut(ADJUSTMENT)
        {
            at.fill(0);
        }
        let offset = HEAD + ENTRY * tables.len() + body.len();
        directory.extend_from_slice(tag);
        let numbers = [offset as u32, written.len() as u32, table.len() as u32, sum(&plain)];
        directory.extend(numbers.into_iter().flat_map(u32::to_be_bytes));
        body.extend_from_slice(written);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let count = tables.len();
    let plain: usize = 12 + 16 * count + tables.values().map(|table| table.len().next_multiple_of(4)).sum::<usize>();
    let mut out = [b"wOFF", &flavour[..]].concat();
    out.extend(((HEAD + directory.len() + body.len()) as u32).to_be_bytes());
    out.extend([count as u16, 0].into_iter().flat_map(u16::to_be_bytes));
    out.extend((plain as u32).to_be_bytes());
    // Version 1.0 of the font file, no metadata, no private data.
    out.extend([1, 0].into_iter().flat_map(u16::to_be_bytes));
    out.resize(HEAD, 0);
    Ok([out, directory, body].concat())
}
