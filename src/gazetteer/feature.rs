//! What kind of place an entry is: a country, a capital, a village, a venue.
//!
//! Comes in: `GeoNames` feature classes and codes, the words of the venue table. Goes out: [`Feature`], one byte in the index.

/// What kind of place an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Feature {
    /// An independent country (PCLI and its like).
    Country,
    /// A dependent territory (PCLD and its like).
    Dependency,
    /// A first-level administrative unit (ADM1).
    Admin1,
    /// A second-level administrative unit (ADM2).
    Admin2,
    /// A finer administrative unit (ADM3 and below).
    AdminFine,
    /// The capital of a country (PPLC).
    Capital,
    /// The seat of a first-level unit (PPLA).
    Seat1,
    /// The seat of a second-level unit (PPLA2).
    Seat2,
    /// The seat of a finer unit (PPLA3 and below).
    SeatFine,
    /// A populated place.
    Settlement,
    /// A part of a populated place (PPLX).
    Section,
    /// A place that is abandoned, destroyed or historical (PPLQ, PPLW, PPLH).
    Former,
    /// A building or a spot.
    Venue,
    /// An informal region.
    Region,
    /// A continent, or something as large: too vague to be a point.
    Continent,
    /// A mountain, a lake, a park, a road: whatever else a file has.
    Other,
}

impl Feature {
    /// All of them, in the order of their bytes.
    pub const ALL: [Self; 16] = [
        Self::Country,
        Self::Dependency,
        Self::Admin1,
        Self::Admin2,
        Self::AdminFine,
        Self::Capital,
        Self::Seat1,
        Self::Seat2,
        Self::SeatFine,
        Self::Settlement,
        Self::Section,
        Self::Former,
        Self::Venue,
        Self::Region,
        Self::Continent,
        Self::Other,
    ];

    /// The feature of a `GeoNames` class and code; a historical unit (ADM1H) is [`Feature::Former`].
    pub fn of_geonames(class: &str, code: &str) -> Self {
        match (class, code) {
            ("A", "PCLI" | "PCL" | "PCLS" | "PCLF" | "TERR") => Self::Country,
            ("A", "PCLD" | "PCLIX") => Self::Dependency,
            ("A", "ADM1") => Self::Admin1,
            ("A", "ADM2") => Self::Admin2,
            ("A", code) if code.ends_with('H') => Self::Former,
            ("A", _) => Self::AdminFine,
            ("P", "PPLC") => Self::Capital,
            ("P", "PPLA") => Self::Seat1,
            ("P", "PPLA2") => Self::Seat2,
            ("P", "PPLA3" | "PPLA4" | "PPLA5") => Self::SeatFine,
            ("P", "PPLX") => Self::Section,
            ("P", "PPLQ" | "PPLW" | "PPLH" | "PPLCH") => Self::Former,
            ("P", _) => Self::Settlement,
            ("S", _) => Self::Venue,
            ("L", "CONT") => Self::Continent,
            ("L", "RGN") => Self::Region,
            _ => Self::Other,
        }
    }

    /// The feature of a word in the venue table's `precision` column.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "venue" | "" => Self::Venue,
            "settlement" | "city" | "town" | "village" => Self::Settlement,
            "admin1" => Self::Admin1,
            "admin2" => Self::Admin2,
            "country" => Self::Country,
            "region" => Self::Region,
            "continent" => Self::Continent,
            _ => return None,
        })
    }

    /// The feature of a byte in an index.
    pub fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }

    /// The words for a reader: "admin-1 unit".
    pub fn label(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Dependency => "dependent territory",
            Self::Admin1 => "admin-1 unit",
            Self::Admin2 => "admin-2 unit",
            Self::AdminFine => "administrative unit",
            Self::Capital => "capital",
            Self::Seat1 | Self::Seat2 => "city",
            Self::SeatFine => "town",
            Self::Settlement => "populated place",
            Self::Section => "part of a town",
            Self::Former => "former place",
            Self::Venue => "venue",
            Self::Region => "region",
            Self::Continent => "continent",
            Self::Other => "natural feature",
        }
    }

    /// Whether it is a town, a city, a village or a part of one.
    pub fn is_settlement(self) -> bool {
        (Self::Capital as u8..=Self::Former as u8).contains(&(self as u8))
    }

    /// Whether it is a country or a territory with a code of its own.
    pub fn is_country(self) -> bool {
        matches!(self, Self::Country | Self::Dependency)
    }

    /// Whether it is an administrative unit below the country.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::Admin1 | Self::Admin2 | Self::AdminFine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_survives_its_byte() {
        for feature in Feature::ALL {
            assert_eq!(Feature::of_byte(feature as u8), Some(feature));
        }
        assert_eq!(Feature::of_byte(200), None);
    }

    #[test]
    fn geonames_codes_are_sorted_into_kinds() {
        assert_eq!(Feature::of_geonames("P", "PPLC"), Feature::Capital);
        assert_eq!(Feature::of_geonames("A", "ADM1"), Feature::Admin1);
        assert_eq!(Feature::of_geonames("A", "ADM1H"), Feature::Former);
        assert_eq!(Feature::of_geonames("T", "MT"), Feature::Other);
        assert!(Feature::of_geonames("P", "PPL").is_settlement() && !Feature::Venue.is_settlement());
    }
}
