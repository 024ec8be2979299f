//! What an accumulator holds as bytes, to be written down and merged elsewhere (docs/scale.md has the layout).
//!
//! Comes in: an [`Accumulator`], or bytes of any origin. Goes out: bytes, or an accumulator, or one sentence on what is wrong with
//! them. Nothing is set aside for a count before the bytes for it are there, so that damaged bytes cannot exhaust memory.

use jiff::civil::Date;

use super::origin::First;
use super::record::Record;
use super::words::{Name, Traits, Words, Zone};
use super::{Accumulator, SpreadOptions};
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::incident::{CountryCode, DatePrecision, When};

/// The precisions of dates by their number in the bytes.
const PRECISIONS: [DatePrecision; 8] = [
    DatePrecision::Day,
    DatePrecision::Week,
    DatePrecision::Month,
    DatePrecision::Quarter,
    DatePrecision::Season,
    DatePrecision::Year,
    DatePrecision::Range,
    DatePrecision::Unknown,
];

const FINE: u8 = 1;
const POINT: u8 = 2;
const KILLED: u8 = 4;
const DATED: u8 = 8;

impl Accumulator {
    /// All that it holds but the options.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(64 * self.records.len()));
        out.count(self.words.names().len());
        self.words.names().iter().for_each(|name| out.text(name));
        out.count(self.words.zones().len());
        self.words.zones().iter().for_each(|zone| out.zone(*zone));
        out.count(self.records.len());
        self.records.iter().for_each(|record| out.record(record, &self.words));
        match &self.first {
            Some(first) => {
                out.count(1);
                let (days, id, name, at) = first.parts();
                out.when(When::between(days.0, days.1, DatePrecision::Range));
                out.text(id);
                out.text(name);
                out.point(at);
            }
            None => out.count(0),
        }
        out.0
    }

    /// What bytes hold.
    ///
    /// # Errors
    /// Where they are not those that [`Accumulator::to_bytes`] gives.
    pub fn of_bytes(bytes: &[u8], options: SpreadOptions) -> Result<Self> {
        let mut accumulator = Self::new(options);
        let mut reader = Reader { bytes, names: 0, zones: 0 };
        let read = reader.accumulate(&mut accumulator).filter(|()| reader.bytes.is_empty());
        read.ok_or_else(|| {
            let at = bytes.len() - reader.bytes.len();
            Error::invalid(format!("the records are damaged at byte {at}: summarise the part again"))
        })?;
        Ok(accumulator)
    }
}

/// Numbers are little-endian; a text has its length in bytes before it.
struct Writer(Vec<u8>);

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn count(&mut self, count: usize) {
        self.bytes(&(count as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.bytes(&(text.len() as u32).to_le_bytes());
        self.bytes(text.as_bytes());
    }

    fn name(&mut self, name: Option<Name>) {
        self.bytes(&name.map_or(0, Name::get).to_le_bytes());
    }

    fn zone(&mut self, zone: Zone) {
        self.name(zone.country);
        self.bytes(zone.code.as_ref().map_or("  ", CountryCode::as_str).as_bytes());
        self.name(zone.admin1);
        self.name(zone.subregion);
        self.bytes(&[zone.home.map_or(0, |home| 1 + u8::from(home))]);
    }

    fn when(&mut self, when: When) {
        let precision = PRECISIONS.iter().position(|p| *p == when.precision()).unwrap_or(PRECISIONS.len() - 1);
        self.bytes(&[precision as u8]);
        for day in when.span().into_iter().flat_map(|(first, last)| [first, last]) {
            self.bytes(&day.year().to_le_bytes());
            self.bytes(&[day.month() as u8, day.day() as u8]);
        }
    }

    fn point(&mut self, point: LonLat) {
        self.bytes(&point.lon().to_le_bytes());
        self.bytes(&point.lat().to_le_bytes());
    }

    fn record(&mut self, record: &Record, words: &Words) {
        let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
        let flags = flag(record.is_fine(), FINE)
            | flag(record.point().is_some(), POINT)
            | flag(record.killed().is_some(), KILLED)
            | flag(record.when.span().is_some(), DATED);
        self.bytes(&[flags]);
        self.when(record.when);
        self.text(words.id(record.id));
        self.name(record.place);
        let traits = record.traits(words);
        self.name(Some(traits.kind));
        self.name(traits.actor);
        self.bytes(&traits.zone.to_le_bytes());
        if let Some(point) = record.point() {
            self.point(point);
            self.bytes(&traits.radius_km().to_le_bytes());
        }
        if let Some(killed) = record.killed() {
            self.bytes(&killed.to_le_bytes());
        }
    }
}

/// What is left of the bytes, and how many names and areas there are.
struct Reader<'a> {
    bytes: &'a [u8],
    names: u32,
    zones: u32,
}

impl<'a> Reader<'a> {
    fn accumulate(&mut self, into: &mut Accumulator) -> Option<()> {
        self.names = u32::try_from(self.count()?).ok()?;
        for number in 1..=self.names {
            // A name that stands twice would part the numbers from the names.
            (into.words.number(self.text()?).get() == number).then_some(())?;
        }
        self.zones = u32::try_from(self.count()?).ok()?;
        for number in 0..self.zones {
            let zone = self.zone()?;
            (into.words.zone_number(zone) == number).then_some(())?;
        }
        for _ in 0..self.count()? {
            let record = self.record(&mut into.words)?;
            into.note_days(record.when.span());
            into.records.push(record);
        }
        match self.count()? {
            0 => Some(()),
            1 => {
                let days = self.when(true)?.span()?;
                let (id, name) = (self.text()?.into(), self.text()?.into());
                into.first = Some(First::of_parts(days, id, name, self.point()?));
                Some(())
            }
            _ => None,
        }
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*taken)
    }

    fn count(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn real(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()? as usize;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }

    /// The number of a name, 0 for none.
    fn name(&mut self) -> Option<u32> {
        self.number().filter(|number| *number <= self.names)
    }

    fn zone(&mut self) -> Option<Zone> {
        let country = Name::from_number(self.name()?);
        let code = match &self.take::<2>()? {
            b"  " => None,
            letters => Some(CountryCode::new(std::str::from_utf8(letters).ok()?)?),
        };
        let (admin1, subregion) = (Name::from_number(self.name()?), Name::from_number(self.name()?));
        let home = match self.take::<1>()? {
            [0] => None,
            [1] => Some(false),
            [2] => Some(true),
            _ => return None,
        };
        Some(Zone { country, code, admin1, subregion, home })
    }

    fn day(&mut self) -> Option<Date> {
        let year = i16::from_le_bytes(self.take()?);
        let [month, day] = self.take()?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    fn when(&mut self, dated: bool) -> Option<When> {
        let [precision] = self.take()?;
        let precision = *PRECISIONS.get(usize::from(precision))?;
        if !dated {
            return (precision == DatePrecision::Unknown).then_some(When::UNKNOWN);
        }
        let (first, last) = (self.day()?, self.day()?);
        let when = When::between(first, last, precision);
        (first <= last && when.precision() == precision || first == last).then_some(when)
    }

    fn point(&mut self) -> Option<LonLat> {
        let (lon, lat) = (self.real()?, self.real()?);
        LonLat::new(lon, lat).ok()
    }

    fn record(&mut self, words: &mut Words) -> Option<Record> {
        let [flags] = self.take()?;
        let has = |flag: u8| flags & flag != 0;
        if flags >= DATED << 1 || has(FINE) && !has(POINT) {
            return None;
        }
        let when = self.when(has(DATED))?;
        let id = words.keep_id(self.text()?);
        let (place, kind) = (Name::from_number(self.name()?), Name::from_number(self.name()?)?);
        let actor = Name::from_number(self.name()?);
        let zone = self.number().filter(|zone| *zone < self.zones)?;
        let (point, radius_km) = if has(POINT) {
            (Some(self.point()?), self.real().filter(|km| km.is_finite() && *km >= 0.0)?)
        } else {
            (None, 0.0)
        };
        // A place without a name is its point.
        if place.is_none() && point.is_none() {
            return None;
        }
        let killed = if has(KILLED) { Some(self.number()?) } else { None };
        let traits = words.traits_number(Traits::new(kind, actor, zone, radius_km));
        let mut record = Record::of(when, id, traits, killed);
        record.place = place;
        if let Some(point) = point {
            record.place_at(point, has(FINE));
        }
        Some(record)
    }
}
