//! Numbers, texts and dates as they lie in a body.
//!
//! Comes in: bytes of any origin and a place in them. Goes out: values, or nothing where there are none; the place moves on.
//! [`super::packer`] writes what is read here.

use jiff::civil::Date;

use super::codes::Code;
use crate::earth::LonLat;
use crate::incident::{Casualties, CountryCode, DatePrecision, Place, Precision, When};

/// Years are counted from here, so that most dates take two or three bytes.
pub(super) const EPOCH_YEAR: i64 = 2000;

/// What a date has: whether it is known, and whether it is one day.
pub(super) const DATED: u64 = 1;
pub(super) const ONE_DAY: u64 = 2;

/// How a count of people lies there, in two bits: nothing, one number, or as the next list says.
pub(super) const COUNT_BITS: u64 = 3;
pub(super) const EXACT: u64 = 1;
pub(super) const SPELT_OUT: u64 = 2;

/// What a count that is spelt out has.
pub(super) const LOW: u64 = 1;
pub(super) const HIGH: u64 = 2;
pub(super) const BEST: u64 = 4;
pub(super) const WORDED: u64 = 8;

/// What a place has.
pub(super) const WORDS: u64 = 1;
pub(super) const ADMIN2: u64 = 2;
pub(super) const ADMIN1: u64 = 4;
pub(super) const COUNTRY: u64 = 8;
pub(super) const POINT: u64 = 16;
/// Its point lies elsewhere in the body.
pub(super) const POINT_ELSEWHERE: u64 = 32;
pub(super) const RADIUS: u64 = 64;
pub(super) const PRECISION: u64 = 128;

/// A place in a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    pub body: &'a [u8],
    pub at: usize,
}

impl<'a> Reader<'a> {
    pub fn at(self, at: usize) -> Self {
        Self { at, ..self }
    }

    pub fn byte(&mut self) -> Option<u8> {
        let byte = *self.body.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn eight(&mut self) -> Option<[u8; 8]> {
        let eight = *self.body.get(self.at..)?.first_chunk::<8>()?;
        self.at += 8;
        Some(eight)
    }

    /// A number of up to 64 bits, seven a byte, the lowest first.
    #[inline]
    pub fn number(&mut self) -> Option<u64> {
        let first = *self.body.get(self.at)?;
        if first < 0x80 {
            self.at += 1;
            return Some(first.into());
        }
        self.several_bytes()
    }

    /// A number of two bytes or more: eight are looked at together.
    fn several_bytes(&mut self) -> Option<u64> {
        let Some(eight) = self.body.get(self.at..).and_then(<[u8]>::first_chunk::<8>) else {
            return self.long_number();
        };
        let bytes = u64::from_le_bytes(*eight);
        let ends = !bytes & 0x8080_8080_8080_8080;
        if ends == 0 {
            return self.long_number();
        }
        // All bits up to the last one of the byte at which the number ends; then pairs of bytes, of twos and of fours are put together.
        let held = bytes & (ends ^ (ends - 1)) & 0x7f7f_7f7f_7f7f_7f7f;
        let twos = held & 0x007f_007f_007f_007f | (held & 0x7f00_7f00_7f00_7f00) >> 1;
        let fours = twos & 0x0000_3fff_0000_3fff | (twos & 0x3fff_0000_3fff_0000) >> 2;
        self.at += (ends.trailing_zeros() / 8 + 1) as usize;
        Some(fours & 0x0fff_ffff | (fours & 0x0fff_ffff_0000_0000) >> 4)
    }

    fn long_number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                return None;
            }
            number |= part << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    pub fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub fn code<C: Code>(&mut self) -> Option<C> {
        C::of_code(self.byte()?)
    }

    pub fn real(&mut self) -> Option<f64> {
        self.eight().map(f64::from_le_bytes)
    }

    pub fn point(&mut self) -> Option<LonLat> {
        LonLat::new(self.real()?, self.real()?).ok()
    }

    /// A text that lies here: its length, then its bytes.
    pub fn own_text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.part()?).ok()
    }

    fn letters(&mut self, length: usize) -> Option<&'a str> {
        let end = self.at.checked_add(length)?;
        let text = std::str::from_utf8(self.body.get(self.at..end)?).ok()?;
        self.at = end;
        Some(text)
    }

    /// A text that lies here, or before, with a reference to it here: twice its length, or twice the place of that and one.
    pub fn text(&mut self) -> Option<&'a str> {
        let head = self.length()?;
        if head & 1 == 0 {
            return self.letters(head >> 1);
        }
        self.back(head >> 1)?.text_here()
    }

    /// Moves behind a text or a reference to one.
    pub fn skip_text(&mut self) -> Option<()> {
        let head = self.length()?;
        if head & 1 == 0 {
            self.at = self.at.checked_add(head >> 1)?;
        }
        Some(())
    }

    /// A text that lies here as [`Reader::text`] has it.
    pub fn text_here(mut self) -> Option<&'a str> {
        let head = self.length()?;
        if head & 1 == 0 { self.letters(head >> 1) } else { None }
    }

    /// Bytes that lie here: their number, then themselves.
    pub fn part(&mut self) -> Option<&'a [u8]> {
        let length = self.length()?;
        let end = self.at.checked_add(length)?;
        let part = self.body.get(self.at..end)?;
        self.at = end;
        Some(part)
    }

    /// Something that lies before this place.
    fn back(&self, at: usize) -> Option<Self> {
        (at < self.at).then_some(self.at(at))
    }

    /// A text where a bit is set.
    #[expect(
        clippy::option_option,
        reason = "the outer one says that bytes are missing, the inner one that no text was given"
    )]
    pub fn text_if(&mut self, has: bool) -> Option<Option<&'a str>> {
        if has { self.text().map(Some) } else { Some(None) }
    }

    /// What may lie here or before: 0 here, else the place and one. Gives the reader of it; where it lies here, this one must
    /// be moved behind it.
    pub fn shared(&mut self) -> Option<(Self, bool)> {
        match self.length()? {
            0 => Some((*self, true)),
            place => Some((self.back(place - 1)?, false)),
        }
    }

    fn day(&mut self) -> Option<Date> {
        let packed = self.number()?;
        // The sign is in the lowest bit.
        let packed = (packed >> 1).cast_signed() ^ -(packed & 1).cast_signed();
        let year = i16::try_from((packed >> 9) + EPOCH_YEAR).ok()?;
        Date::new(year, (packed >> 5 & 15) as i8, (packed & 31) as i8).ok()
    }

    pub fn when(&mut self, flags: u64) -> Option<When> {
        if flags & DATED == 0 {
            return Some(When::UNKNOWN);
        }
        let first = self.day()?;
        if flags & ONE_DAY != 0 {
            return Some(When::day(first));
        }
        let last = self.day()?;
        let precision = self.code::<DatePrecision>()?;
        (first < last).then(|| When::between(first, last, precision))
    }

    pub fn count(&mut self, bits: u64) -> Option<Casualties<&'a str>> {
        match bits & COUNT_BITS {
            0 => Some(Casualties::default()),
            EXACT => Some(Casualties::exactly(self.small()?)),
            SPELT_OUT => {
                let has = self.number()?;
                let mut number = |bit| if has & bit == 0 { Some(None) } else { self.small().map(Some) };
                let (low, high, best) = (number(LOW)?, number(HIGH)?, number(BEST)?);
                Some(Casualties { low, high, best, worded: self.text_if(has & WORDED != 0)? })
            }
            _ => None,
        }
    }

    pub fn country(&mut self) -> Option<CountryCode> {
        let letters = [self.byte()?, self.byte()?];
        CountryCode::new(std::str::from_utf8(&letters).ok()?)
    }

    /// A place, which lies here or before.
    pub fn place(&mut self) -> Option<Place<&'a str>> {
        let (mut there, here) = self.shared()?;
        let place = there.own_place()?;
        if here {
            self.at = there.at;
        }
        Some(place)
    }

    fn own_place(&mut self) -> Option<Place<&'a str>> {
        let has = self.number()?;
        let words = self.text_if(has & WORDS != 0)?.unwrap_or_default();
        let (admin2, admin1) = (self.text_if(has & ADMIN2 != 0)?, self.text_if(has & ADMIN1 != 0)?);
        let country = self.text_if(has & COUNTRY != 0)?;
        let point = match has & (POINT | POINT_ELSEWHERE) {
            0 => None,
            POINT => Some(self.point()?),
            _ => {
                let at = self.length()?;
                Some(self.back(at)?.point()?)
            }
        };
        let radius_km = if has & RADIUS == 0 { None } else { Some(self.real()?) };
        let precision = if has & PRECISION == 0 { None } else { Some(self.code::<Precision>()?) };
        Some(Place { words, admin2, admin1, country, point, radius_km, precision })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::located::writer::Writer;

    #[test]
    fn numbers_of_any_length_are_those_that_are_read_byte_by_byte() {
        let numbers = (0..64).flat_map(|bits| [1_u64 << bits, (1 << bits) - 1, 0x5555_aaaa_1234_9876 >> bits]);
        for number in numbers.chain([0, u64::MAX]) {
            // With other bytes behind, and at the end of the body.
            for behind in [0, 1, 6, 9] {
                let mut body = Vec::new();
                Writer::without_references(&mut body).number(number);
                let length = body.len();
                body.extend(std::iter::repeat_n(0xb5, behind));
                let (mut reader, mut slow) = (Reader { body: &body, at: 0 }, Reader { body: &body, at: 0 });
                assert_eq!((reader.number(), reader.at), (Some(number), length), "{number:#x} {behind}");
                assert_eq!((slow.long_number(), slow.at), (Some(number), length));
            }
        }
        let mut cut_off = Reader { body: &[0x80, 0xff], at: 0 };
        assert_eq!(cut_off.number(), None);
    }
}
