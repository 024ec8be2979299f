//! The fields of a place as they stand in an index.
//!
//! Comes in: the 40 bytes of a place. Goes out: numbers and texts; a damaged field is empty or 0.

use super::feature::Feature;
use super::index::Index;
use super::layout::{ID, u32_at};

/// The fields of a place as they stand in the index.
#[derive(Debug, Clone, Copy)]
pub struct Record<'i> {
    index: &'i Index,
    bytes: &'i [u8],
}

impl<'i> Record<'i> {
    pub(super) fn new(index: &'i Index, bytes: &'i [u8]) -> Self {
        Self { index, bytes }
    }

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
        self.number(ID).cast_signed()
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

    /// A sum without meaning of its first and its last byte, which may lie in two lines of the processor's memory.
    #[inline]
    pub fn look_at(self) -> usize {
        let ends = [self.bytes.first(), self.bytes.last()];
        ends.into_iter().flatten().map(|byte| usize::from(*byte)).sum()
    }

    /// Looks at where the name for labels stands, without reading it.
    #[inline]
    pub fn look_at_name(self) -> usize {
        self.index.look_at_string(self.number(20) as usize)
    }

    /// The two letters of the country as bytes; none where the place lies in no one country.
    #[inline]
    pub fn country_code(self) -> Option<[u8; 2]> {
        let letters: [u8; 2] = self.bytes.get(36..38)?.try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(letters)
    }

    /// Two letters; empty where the place lies in no one country.
    pub fn country(self) -> &'i str {
        let letters = self.bytes.get(36..38).filter(|l| l.iter().all(u8::is_ascii_uppercase));
        letters.and_then(|l| std::str::from_utf8(l).ok()).unwrap_or_default()
    }

    /// Whether it is here only for further names: the place stands in a layer below, too.
    pub fn is_borrowed(self) -> bool {
        self.bytes.get(39) == Some(&1)
    }

    /// What it is.
    pub fn feature(self) -> Feature {
        self.bytes.get(38).and_then(|b| Feature::of_byte(*b)).unwrap_or(Feature::Other)
    }
}
