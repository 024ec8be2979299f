//! Reads an index in place: nothing is parsed when it is opened.
//!
//! Comes in: the bytes of an index and a folded name. Goes out: postings and the fields of a place. Every offset is checked, so
//! that a damaged index gives no answer rather than a panic.

use std::borrow::Cow;
use std::fmt;

use super::feature::Feature;
use super::layout::{HEADER, MAGIC, NameClass, ONE, PLACE, VERSION, checksum, u16_at, u32_at, u64_at};

/// An open index.
pub struct Index {
    bytes: Cow<'static, [u8]>,
    places: Span,
    postings: Span,
    strings: Span,
    names: fst::Map<Section>,
}

/// From where to where a section lies.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
}

/// The names, held by the map: a slice of the built-in index, or a copy.
#[derive(Clone)]
struct Section(Cow<'static, [u8]>);

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A place found under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The number of the place in its index.
    pub place: u32,
    /// How the name belongs to it.
    pub class: NameClass,
}

/// The fields of a place as they stand in the index.
#[derive(Debug, Clone, Copy)]
pub struct Record<'i> {
    index: &'i Index,
    bytes: &'i [u8],
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("places", &self.len()).field("names", &self.names.len()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens an index.
    ///
    /// # Errors
    /// A sentence where the bytes are no index, one of another version, or damaged.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let body = bytes.get(HEADER..).unwrap_or_default();
        if bytes.starts_with(&MAGIC) && version(&bytes) == VERSION && u64_at(&bytes, 16) != Some(checksum(body)) {
            return Err("is damaged (its checksum does not agree): build it anew".to_owned());
        }
        Self::open_unchecked(bytes)
    }

    /// Opens an index without adding its bytes up: for the one that is a part of the program.
    ///
    /// # Errors
    /// A sentence where the bytes are no index, one of another version, or too short.
    pub fn open_unchecked(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        if !bytes.starts_with(&MAGIC) {
            return Err("is not a gazetteer index".to_owned());
        }
        let found = version(&bytes);
        if found != VERSION {
            return Err(format!("is an index of version {found}; this program reads version {VERSION}: build it anew"));
        }
        let span = |n: usize| span_at(&bytes, 24 + 16 * n).ok_or("is damaged (a section lies outside): build it anew");
        let (places, postings, strings, names) = (span(0)?, span(1)?, span(2)?, span(3)?);
        let names = match &bytes {
            Cow::Borrowed(all) => Cow::Borrowed(names.of(all)),
            Cow::Owned(all) => Cow::Owned(names.of(all).to_vec()),
        };
        let names = fst::Map::new(Section(names)).map_err(|error| format!("is damaged ({error}): build it anew"))?;
        Ok(Self { bytes, places, postings, strings, names })
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        (self.places.end - self.places.start) / PLACE
    }

    /// Whether it holds no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes it takes.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The places under a key, which is a folded name, a code or the key of a unit.
    pub fn get(&self, key: &str) -> impl Iterator<Item = Posting> + '_ {
        let value = self.names.get(key);
        let one = value.filter(|v| v & ONE != 0).map(|v| v as u32);
        let list = value.filter(|v| v & ONE == 0).and_then(|v| self.list(usize::try_from(v).ok()?)).unwrap_or_default();
        one.into_iter().chain(list.chunks_exact(4).filter_map(|c| u32_at(c, 0))).filter_map(posting)
    }

    /// The bytes of a list of postings.
    fn list(&self, at: usize) -> Option<&[u8]> {
        let postings = self.postings.of(&self.bytes);
        let count = u32_at(postings, at)? as usize;
        let start = at.checked_add(4)?;
        postings.get(start..start.checked_add(count.checked_mul(4)?)?)
    }

    /// The place of a number; none where there is no such place.
    pub fn record(&self, place: u32) -> Option<Record<'_>> {
        let start = (place as usize).checked_mul(PLACE)?;
        let bytes = self.places.of(&self.bytes).get(start..start.checked_add(PLACE)?)?;
        Some(Record { index: self, bytes })
    }

    /// A string of the pool; empty where the offset leads nowhere.
    fn string(&self, offset: usize) -> &str {
        let pool = self.strings.of(&self.bytes);
        let length = u16_at(pool, offset).map_or(0, usize::from);
        let start = offset.saturating_add(2);
        let bytes = pool.get(start..start.saturating_add(length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl<'i> Record<'i> {
    fn number(self, at: usize) -> u32 {
        u32_at(self.bytes, at).unwrap_or_default()
    }

    fn text(self, at: usize) -> &'i str {
        self.index.string(self.number(at) as usize)
    }

    /// Longitude in degrees.
    pub fn lon(self) -> f64 {
        f64::from(self.number(0).cast_signed()) / 1e6
    }

    /// Latitude in degrees.
    pub fn lat(self) -> f64 {
        f64::from(self.number(4).cast_signed()) / 1e6
    }

    /// Inhabitants; 0 where not known.
    pub fn population(self) -> u32 {
        self.number(8)
    }

    /// The stated radius in km.
    pub fn radius_km(self) -> Option<f64> {
        let metres = self.number(12);
        (metres != u32::MAX).then(|| f64::from(metres) / 1000.0)
    }

    /// The `GeoNames` id, or a negative one of an own table.
    pub fn id(self) -> i32 {
        self.number(16).cast_signed()
    }

    /// The name for labels.
    pub fn name(self) -> &'i str {
        self.text(20)
    }

    /// The code of the first level with its country: "SY.07"; empty where none.
    pub fn admin1(self) -> &'i str {
        self.text(24)
    }

    /// The code of the second level: "SY.07.170793"; empty where none.
    pub fn admin2(self) -> &'i str {
        self.text(28)
    }

    /// The key of a place of an own table; empty for `GeoNames` places.
    pub fn key(self) -> &'i str {
        self.text(32)
    }

    /// Two letters; empty where the place lies in no one country.
    pub fn country(self) -> &'i str {
        let letters = self.bytes.get(36..38).filter(|l| l.iter().all(u8::is_ascii_uppercase));
        letters.and_then(|l| std::str::from_utf8(l).ok()).unwrap_or_default()
    }

    /// What it is.
    pub fn feature(self) -> Feature {
        self.bytes.get(38).and_then(|b| Feature::of_byte(*b)).unwrap_or(Feature::Other)
    }
}

impl Span {
    fn of(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.start..self.end).unwrap_or_default()
    }
}

/// The place and the class in a posting.
fn posting(packed: u32) -> Option<Posting> {
    let class = match packed & 7 {
        0 => NameClass::Preferred,
        1 => NameClass::Ascii,
        2 => NameClass::Alternate,
        3 => NameClass::Code,
        4 => NameClass::Key,
        _ => return None,
    };
    Some(Posting { place: packed >> 3, class })
}

/// The version in the header.
fn version(bytes: &[u8]) -> u32 {
    u32_at(bytes, 8).unwrap_or_default()
}

fn span_at(bytes: &[u8], at: usize) -> Option<Span> {
    let start = usize::try_from(u64_at(bytes, at)?).ok()?;
    let end = start.checked_add(usize::try_from(u64_at(bytes, at + 8)?).ok()?)?;
    (end <= bytes.len()).then_some(Span { start, end })
}

#[cfg(test)]
mod tests {
    use super::super::pack::Packer;
    use super::super::row::read_geonames;
    use super::*;

    fn packed() -> Vec<u8> {
        let text = "1\tKabul\tKabul\tکابل,KBL\t34.52813\t69.17233\tP\tPPLC\tAF\t\t13\t\t\t\t3043532\t\t\t\t\n\
                    2\tKābul\tKabul\t\t10\t20\tP\tPPL\tXX\t\t00\t\t\t\t0\t\t\t\t\n";
        let mut packer = Packer::default();
        for row in read_geonames(text).0 {
            packer.add(row);
        }
        packer.pack().unwrap()
    }

    #[test]
    fn a_place_comes_out_as_it_went_in() {
        let index = Index::open(Cow::Owned(packed())).unwrap();
        let found: Vec<_> = index.get("kabul").collect();
        assert_eq!(found.len(), 2);
        let kabul = index.record(found[0].place).unwrap();
        assert_eq!((kabul.lon(), kabul.lat(), kabul.population()), (69.17233, 34.52813, 3_043_532));
        assert_eq!((kabul.name(), kabul.admin1(), kabul.country(), kabul.id()), ("Kabul", "AF.13", "AF", 1));
        assert_eq!(kabul.feature(), Feature::Capital);
        assert_eq!(index.get("كابل").next().map(|p| p.class), Some(NameClass::Alternate));
        assert_eq!(index.get("=KBL").next().map(|p| p.class), Some(NameClass::Code));
        assert!(index.get("kbl").next().is_none() && index.record(2).is_none());
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        assert_eq!(packed(), packed());
    }

    #[test]
    fn every_damaged_or_foreign_index_is_refused_with_a_sentence() {
        let good = packed();
        for at in (0..good.len()).step_by(3) {
            let mut bad = good.clone();
            bad[at] ^= 0x40;
            if let Ok(index) = Index::open(Cow::Owned(bad)) {
                // A header byte that nothing reads may differ.
                assert!((12..16).contains(&at) || (88..96).contains(&at) || (24..88).contains(&at), "{at}");
                let _: Vec<_> = index.get("kabul").filter_map(|p| index.record(p.place)).map(Record::name).collect();
            }
        }
        for length in 0..good.len() {
            assert!(Index::open(Cow::Owned(good[..length].to_vec())).is_err(), "{length}");
        }
        assert!(Index::open(Cow::Borrowed(b"PK\x03\x04")).is_err_and(|why| why.contains("not a gazetteer index")));
    }
}
