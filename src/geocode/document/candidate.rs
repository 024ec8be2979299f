//! A place that a name of a document may mean, and what speaks for it by itself.
//!
//! Comes in: a place of the gazetteer, and how a name belongs to it. Goes out: a [`Candidate`] with its score before the document is known.

use super::weights::{STATIC, dot};
use crate::earth::{LonLat, UnitVector, trig};
use crate::gazetteer::{Entry, Feature};
use crate::geocode::words::Hint;

/// A place that a name may mean.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'g> {
    /// The place.
    pub entry: Entry<'g>,
    /// How the name belongs to it.
    pub link: Link,
    /// How much of the name was looked up.
    pub part: Part,
    /// What the generic word of the name announces: "Homs Governorate".
    pub hint: Option<Hint>,
    /// What it is.
    pub feature: Feature,
    /// A number for its country, 0 where none.
    pub country: u16,
    /// A number for its first-level unit, 0 where none.
    pub admin1: u64,
    /// A number for its second-level unit, 0 where none.
    pub admin2: u64,
    /// Its point on the sphere.
    pub unit: UnitVector,
    /// Its point in degrees.
    pub point: LonLat,
    /// What speaks for it before the document is looked at.
    pub score: f64,
    /// Its probability among the candidates of the name, before the document is looked at.
    pub share: f64,
}

impl<'g> Candidate<'g> {
    /// A candidate with all that can be said before the document is known.
    pub fn new(entry: Entry<'g>, link: Link, part: Part, hint: Option<Hint>) -> Self {
        let point = entry.point();
        let mut made = Self {
            entry,
            link,
            part,
            hint,
            feature: entry.feature(),
            country: country_number(entry.country_letters()),
            admin1: number(entry.admin1_code()),
            admin2: number(entry.admin2_code()),
            unit: point.unit(),
            point,
            score: 0.0,
            share: 0.0,
        };
        made.score = dot(&STATIC, &static_features(&made));
        made
    }
}

/// How a name belongs to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Its main name.
    Main,
    /// Another name.
    Other,
    /// A code.
    Code,
    /// The adjective or the people of the place.
    Demonym,
    /// Its name in another transliteration.
    Sound,
    /// Its name with a typing error.
    Typing,
}

impl Link {
    /// Whether the name is only almost that of the place.
    pub fn is_alike(self) -> bool {
        matches!(self, Self::Sound | Self::Typing)
    }
}

/// How much of a name was looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Without a generic word.
    WithoutGeneric,
    /// Without a direction.
    WithoutDirection,
}

/// What speaks for a candidate by itself, in the order of [`STATIC`].
pub fn static_features(c: &Candidate<'_>) -> [f64; STATIC.len()] {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let people = trig::ln(f64::from(c.entry.population()) + 1.0) / 10.0;
    let feature = c.feature;
    let unit = feature.is_country() || feature.is_admin();
    [
        is(c.link == Link::Other),
        is(c.link == Link::Other && unit),
        is(c.link == Link::Code && unit),
        is(c.link == Link::Code && !unit),
        is(c.link == Link::Demonym),
        is(c.part == Part::WithoutGeneric),
        is(c.part == Part::WithoutDirection),
        is(c.hint.is_some_and(|h| h.fits(feature))),
        if feature.is_settlement() { people } else { 0.0 },
        if unit { people } else { 0.0 },
        is(feature == Feature::Country),
        is(feature == Feature::Dependency),
        is(feature == Feature::Admin1),
        is(feature == Feature::Admin2),
        is(feature == Feature::AdminFine),
        is(feature == Feature::Capital),
        is(feature == Feature::Seat1),
        is(feature == Feature::Seat2),
        is(feature == Feature::SeatFine),
        is(feature == Feature::Section),
        is(feature == Feature::Former),
        is(feature == Feature::Venue),
        is(feature == Feature::Region),
        is(feature == Feature::Continent),
        is(feature == Feature::Other),
        is(c.link == Link::Sound),
        is(c.link == Link::Typing),
    ]
}

/// A number for two letters; 0 for anything else.
pub fn country_number(letters: &str) -> u16 {
    match letters.as_bytes() {
        [a, b] => u16::from(*a) << 8 | u16::from(*b),
        _ => 0,
    }
}

/// A number for a code (FNV-1a); 0 for none.
fn number(code: &str) -> u64 {
    if code.is_empty() {
        return 0;
    }
    code.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
