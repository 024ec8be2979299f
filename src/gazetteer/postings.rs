//! The places of a name: all of them, or those that may lie in some countries.
//!
//! Comes in: the bytes of a list, as [`layout`](super::layout) describes them. Goes out: [`Posting`]s in the order of their
//! places. A name of thousands of places has a handful in a country: which ones is told by letters that stand in a row, without a
//! look at the places, each of which lies elsewhere in memory.

use super::layout::{NOWHERE, NameClass, countries_length, u32_at};

/// Places whose countries are compared at once.
const BLOCK: usize = 32;

/// A place found under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The number of the place in its index.
    pub place: u32,
    /// How the name belongs to it.
    pub class: NameClass,
}

/// The places of a name.
#[derive(Debug, Clone, Default)]
pub struct Postings<'i> {
    one: Option<u32>,
    list: &'i [u8],
    /// Two letters a place, and perhaps two more; empty where the list is short.
    countries: &'i [u8],
}

/// Some countries, or all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Countries {
    /// Their letters; none: all.
    codes: Vec<[u8; 2]>,
}

impl Countries {
    /// The countries of some letters. What lies in no one country may lie in them, too.
    pub fn of(codes: impl Iterator<Item = [u8; 2]>) -> Self {
        Self { codes: codes.chain([NOWHERE]).collect() }
    }

    /// Whether they are all countries.
    pub fn are_all(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether any of some letters are among theirs. Goes over all letters without a branch, which is several at a time.
    #[inline]
    fn hold_any(&self, block: &[[u8; 2]]) -> bool {
        self.codes.iter().any(|code| block.iter().fold(0, |held, letters| held | u8::from(letters == code)) > 0)
    }
}

impl<'i> Postings<'i> {
    /// The one place of a name, packed.
    pub(super) fn one(packed: Option<u32>) -> Self {
        Self { one: packed, ..Self::default() }
    }

    /// The list that stands at an offset of the section of postings.
    pub(super) fn at(section: &'i [u8], offset: usize) -> Option<Self> {
        let count = u32_at(section, offset)? as usize;
        let start = offset.checked_add(4)?;
        let behind = start.checked_add(countries_length(count))?;
        let end = behind.checked_add(count.checked_mul(4)?)?;
        Some(Self { one: None, list: section.get(behind..end)?, countries: section.get(start..behind)? })
    }

    /// The places that may lie in some countries: all that do are among them, and all of a short list.
    #[inline]
    pub fn within<'c>(self, countries: &'c Countries) -> impl Iterator<Item = Posting> + use<'i, 'c> {
        let all = countries.are_all() || self.countries.is_empty();
        let (listed, letters) = if all { Default::default() } else { (self.list, self.countries) };
        let unlisted = if all { self } else { Self::default() };
        let blocks = letters.as_chunks::<2>().0.chunks(BLOCK).zip(listed.as_chunks::<4>().0.chunks(BLOCK));
        let near = blocks.filter(|(letters, _)| countries.hold_any(letters)).flat_map(|(letters, places)| {
            let held = letters.iter().zip(places).filter(|(letters, _)| countries.codes.contains(letters));
            held.filter_map(|(_, packed)| unpacked(u32::from_le_bytes(*packed)))
        });
        unlisted.chain(near)
    }
}

impl Iterator for Postings<'_> {
    type Item = Posting;

    fn next(&mut self) -> Option<Posting> {
        loop {
            let packed = if let Some(one) = self.one.take() {
                one
            } else {
                let (first, rest) = self.list.split_at_checked(4)?;
                self.list = rest;
                u32_at(first, 0)?
            };
            if let Some(posting) = unpacked(packed) {
                return Some(posting);
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(usize::from(self.one.is_some()) + self.list.len() / 4))
    }
}

/// A posting as it stands in a list; none where no class has its number.
#[inline]
fn unpacked(packed: u32) -> Option<Posting> {
    NameClass::ALL.get((packed & 7) as usize).map(|class| Posting { place: packed >> 3, class: *class })
}

#[cfg(test)]
mod tests {
    use super::super::layout::posting;
    use super::*;

    fn section(places: &[(u32, [u8; 2])]) -> Vec<u8> {
        let mut out = (places.len() as u32).to_le_bytes().to_vec();
        let mut letters: Vec<u8> = places.iter().flat_map(|(_, letters)| *letters).collect();
        letters.resize(countries_length(places.len()), 0);
        out.extend(letters);
        out.extend(places.iter().flat_map(|(place, _)| posting(*place, NameClass::Alternate).to_le_bytes()));
        out
    }

    #[test]
    fn of_a_long_list_only_what_may_lie_in_the_countries_comes_out() {
        let countries = [*b"SY", *b"IQ", *b"SY", NOWHERE, *b"TR"];
        let places: Vec<_> = (0..).zip(countries.into_iter().cycle().take(203)).collect();
        let bytes = section(&places);
        let list = || Postings::at(&bytes, 0).unwrap();
        let numbers = |countries: &Countries| list().within(countries).map(|p| p.place).collect::<Vec<_>>();
        let expected = |wanted: &[[u8; 2]]| {
            let held = places.iter().filter(|(_, letters)| wanted.contains(letters) || *letters == NOWHERE);
            held.map(|(place, _)| *place).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&Countries::of([*b"SY"].into_iter())), expected(&[*b"SY"]));
        assert_eq!(numbers(&Countries::of([*b"TR", *b"IQ"].into_iter())), expected(&[*b"TR", *b"IQ"]));
        assert_eq!(numbers(&Countries::default()), (0..203).collect::<Vec<_>>());
        assert_eq!(list().map(|p| p.place).collect::<Vec<_>>(), (0..203).collect::<Vec<_>>());
    }

    #[test]
    fn of_a_short_list_all_places_come_out_and_a_list_cut_short_has_none() {
        let bytes = section(&[(1, *b"SY"), (2, *b"IQ")]);
        let only = Countries::of([*b"SY"].into_iter());
        assert_eq!(Postings::at(&bytes, 0).unwrap().within(&only).count(), 2);
        assert_eq!(Postings::one(Some(posting(7, NameClass::Code))).within(&only).count(), 1);
        for length in 0..bytes.len() {
            assert!(Postings::at(&bytes[..length], 0).is_none());
        }
    }
}
