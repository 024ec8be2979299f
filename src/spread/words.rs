//! The names and ids of incidents: each name, each area and what many incidents have in common is kept once and numbered.
//!
//! Comes in: names as they are met. Goes out: [`Words`], and the numbers that stand for them in records. A number tells
//! nothing of the order of names: it depends on which was met first.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::sync::Arc;

use crate::incident::CountryCode;
use crate::read::Texts;
use crate::region::Regions;

/// The number of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(NonZeroU32);

/// Where the id of an incident stands among all: the start above, the length in the lowest 16 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(u64);

/// An id of this many bytes or more has its length before it, in twenty digits.
const LONG: usize = 0xffff;
const DIGITS: usize = 20;

/// The areas that an incident lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Zone {
    pub country: Option<Name>,
    pub code: Option<CountryCode>,
    pub admin1: Option<Name>,
    pub subregion: Option<Name>,
    pub home: Option<bool>,
}

/// What many incidents have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Traits {
    pub kind: Name,
    pub actor: Option<Name>,
    pub zone: u32,
    /// The bits of the radius, by which it is known again.
    radius: u64,
}

impl Traits {
    /// `radius_km` holds the true place nine times in ten; it is 0 without a point.
    pub fn new(kind: Name, actor: Option<Name>, zone: u32, radius_km: f64) -> Self {
        Self { kind, actor, zone, radius: radius_km.to_bits() }
    }

    pub fn radius_km(self) -> f64 {
        f64::from_bits(self.radius)
    }
}

/// All names, areas, traits and ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    names: Vec<Arc<str>>,
    number_of: HashMap<Arc<str>, Name, Texts>,
    zones: Vec<Zone>,
    zone_of: HashMap<Zone, u32, Texts>,
    traits: Vec<Traits>,
    traits_of: HashMap<Traits, u32, Texts>,
    ids: String,
}

impl Words {
    /// The number of a name.
    pub fn number(&mut self, name: &str) -> Name {
        match self.number_of.get(name) {
            Some(known) => *known,
            None => self.add(Arc::from(name)),
        }
    }

    /// The same for a name that is shared already.
    pub fn number_of(&mut self, name: &Arc<str>) -> Name {
        match self.number_of.get(name) {
            Some(known) => *known,
            None => self.add(Arc::clone(name)),
        }
    }

    fn add(&mut self, name: Arc<str>) -> Name {
        let number = Name(NonZeroU32::MIN.saturating_add(self.names.len() as u32));
        self.names.push(Arc::clone(&name));
        self.number_of.insert(name, number);
        number
    }

    /// The number of an area.
    pub fn zone_number(&mut self, zone: Zone) -> u32 {
        *self.zone_of.entry(zone).or_insert_with(|| {
            self.zones.push(zone);
            self.zones.len() as u32 - 1
        })
    }

    /// The number of traits.
    pub fn traits_number(&mut self, traits: Traits) -> u32 {
        *self.traits_of.entry(traits).or_insert_with(|| {
            self.traits.push(traits);
            self.traits.len() as u32 - 1
        })
    }

    /// Keeps an id.
    pub fn keep_id(&mut self, id: &str) -> Id {
        let start = self.ids.len() as u64;
        if id.len() >= LONG {
            // Writing to a string does not fail.
            let _ = write!(self.ids, "{:0DIGITS$}", id.len());
        }
        self.ids.push_str(id);
        Id(start << 16 | id.len().min(LONG) as u64)
    }

    /// An id.
    pub fn id(&self, id: Id) -> &str {
        let (start, length) = ((id.0 >> 16) as usize, (id.0 & LONG as u64) as usize);
        if length < LONG {
            return self.ids.get(start..start + length).unwrap_or_default();
        }
        let digits = self.ids.get(start..start + DIGITS).and_then(|digits| digits.parse::<usize>().ok());
        let start = start + DIGITS;
        digits.and_then(|length| self.ids.get(start..start + length)).unwrap_or_default()
    }

    /// The name of a number.
    pub fn name(&self, name: Name) -> Option<&Arc<str>> {
        self.names.get(name.0.get() as usize - 1)
    }

    /// The words of a number.
    pub fn text(&self, name: Name) -> &str {
        self.name(name).map_or("", |name| name)
    }

    /// The words of a number, where there is one.
    pub fn maybe(&self, name: Option<Name>) -> Option<&str> {
        self.name(name?).map(|name| &**name)
    }

    /// All names, by number from 1.
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// All areas, by number.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// An area.
    pub fn zone(&self, number: u32) -> Zone {
        self.zones.get(number as usize).copied().unwrap_or_default()
    }

    /// The traits of a number.
    pub fn traits(&self, number: u32) -> Traits {
        let none = || Traits::new(Name(NonZeroU32::MIN), None, 0, 0.0);
        self.traits.get(number as usize).copied().unwrap_or_else(none)
    }

    /// The name of the country of an area; its code where no name is known.
    pub fn country_name(&self, zone: Zone, regions: &Regions) -> Option<Arc<str>> {
        let listed = || zone.code.and_then(|code| regions.country(code)).map(|country| country.name.clone());
        let stated = zone.country.and_then(|name| self.name(name)).cloned();
        stated.or_else(listed).or_else(|| zone.code.map(|code| code.as_str().into()))
    }

    /// Takes in all names, areas and traits of another one; gives the new numbers of names and traits, by their old ones.
    pub fn take(&mut self, other: &Self) -> Renumbered {
        let names: Vec<Name> = other.names.iter().map(|name| self.number_of(name)).collect();
        let new = |name: Option<Name>| name.and_then(|name| names.get(name.0.get() as usize - 1)).copied();
        let zone = |zone: &Zone| Zone {
            country: new(zone.country),
            admin1: new(zone.admin1),
            subregion: new(zone.subregion),
            ..*zone
        };
        let zones: Vec<u32> = other.zones.iter().map(|old| self.zone_number(zone(old))).collect();
        let traits = |old: &Traits| Traits {
            kind: new(Some(old.kind)).unwrap_or(old.kind),
            actor: new(old.actor),
            zone: zones.get(old.zone as usize).copied().unwrap_or(old.zone),
            ..*old
        };
        let traits = other.traits.iter().map(|old| self.traits_number(traits(old))).collect();
        Renumbered { names, traits }
    }
}

/// What the numbers of one [`Words`] are in another.
#[derive(Debug)]
pub(super) struct Renumbered {
    names: Vec<Name>,
    traits: Vec<u32>,
}

impl Renumbered {
    /// The new number of a name.
    pub fn name(&self, old: Name) -> Name {
        self.names.get(old.0.get() as usize - 1).copied().unwrap_or(old)
    }

    /// The new number of traits.
    pub fn traits(&self, old: u32) -> u32 {
        self.traits.get(old as usize).copied().unwrap_or(old)
    }
}

impl Name {
    /// Its number, from 1.
    pub fn get(self) -> u32 {
        self.0.get()
    }

    /// The name of a number from 1.
    pub fn from_number(number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number_and_ids_of_any_length_come_back() {
        let mut words = Words::default();
        let (a, b) = (words.number("Kabul"), words.number("Herat"));
        assert_eq!((words.number("Kabul"), words.text(b)), (a, "Herat"));
        let long = "x".repeat(70_000);
        let ids = ["", "I01", &long, "I02"].map(|id| words.keep_id(id));
        assert_eq!(ids.map(|id| words.id(id).len()), [0, 3, 70_000, 3]);
    }

    #[test]
    fn names_taken_in_from_another_keep_their_words() {
        let (mut mine, mut other) = (Words::default(), Words::default());
        mine.number("Herat");
        let (kabul, herat) = (other.number("Kabul"), other.number("Herat"));
        let zone = other.zone_number(Zone { country: Some(kabul), ..Zone::default() });
        let traits = other.traits_number(Traits::new(herat, Some(kabul), zone, 2.5));
        let new = mine.take(&other);
        assert_eq!([kabul, herat].map(|name| mine.text(new.name(name)).to_owned()), ["Kabul", "Herat"]);
        let traits = mine.traits(new.traits(traits));
        assert_eq!(
            (mine.text(traits.kind), mine.maybe(traits.actor), traits.radius_km()),
            ("Herat", Some("Kabul"), 2.5)
        );
        assert_eq!(mine.maybe(mine.zone(traits.zone).country), Some("Kabul"));
    }
}
