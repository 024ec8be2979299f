//! Words of small lists as single bytes.
//!
//! Comes in: a value of a list, or a byte. Goes out: its byte, or the value if there is one.

use crate::incident::{AreaBasis, DatePrecision, Matched, Precision, Stage};

/// A value that one byte stands for: its place in a list that only ever grows at its end.
pub(super) trait Code: Copy + PartialEq + 'static {
    const LIST: &'static [Self];

    fn code(self) -> u8 {
        Self::LIST.iter().position(|one| *one == self).unwrap_or(0) as u8
    }

    fn of_code(code: u8) -> Option<Self> {
        Self::LIST.get(usize::from(code)).copied()
    }
}

impl Code for DatePrecision {
    const LIST: &'static [Self] =
        &[Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Season, Self::Year, Self::Range, Self::Unknown];
}

impl Code for Stage {
    const LIST: &'static [Self] = &[
        Self::Unknown,
        Self::Accomplished,
        Self::Attempted,
        Self::Foiled,
        Self::Alleged,
        Self::Threatened,
        Self::Ongoing,
    ];
}

impl Code for Precision {
    const LIST: &'static [Self] = &[
        Self::Coordinates,
        Self::Venue,
        Self::Settlement,
        Self::Admin2,
        Self::Admin1,
        Self::PartOfCountry,
        Self::Country,
        Self::Region,
    ];
}

impl Code for Matched {
    const LIST: &'static [Self] = &[
        Self::Coordinates,
        Self::Name,
        Self::OtherName,
        Self::FormerName,
        Self::Code,
        Self::Demonym,
        Self::Transliteration,
        Self::TypingError,
        Self::CityForBuilding,
        Self::AreaForPlace,
    ];
}

impl Code for AreaBasis {
    const LIST: &'static [Self] = &[Self::Stated, Self::Gazetteer, Self::Polygon, Self::Nearest, Self::Unknown];
}
