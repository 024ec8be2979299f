//! A place as it was given: words and context, nothing looked up yet.

use std::fmt;

use super::Precision;
use crate::earth::LonLat;

/// The words for a place and whatever context came with them. All fields may be empty: no place was given.
///
/// `W` holds the words: `String` in incidents, `&str` where they are only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place<W = String> {
    /// The words as given: "outside the Russian embassy in Kabul".
    pub words: W,
    /// The second administrative level as given in a column of its own.
    pub admin2: Option<W>,
    /// The first administrative level as given in a column of its own.
    pub admin1: Option<W>,
    /// The country as given in a column of its own: a name or a code.
    pub country: Option<W>,
    /// Coordinates that came with the place; they are kept, not looked up.
    pub point: Option<LonLat>,
    /// The uncertainty that came with the coordinates, in km.
    pub radius_km: Option<f64>,
    /// How fine the coordinates are, where that came with them: the middle of a country is no spot.
    pub precision: Option<Precision>,
}

impl Place {
    /// A place of words alone.
    pub fn worded(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// The same to be looked at.
    pub fn as_words(&self) -> Place<&str> {
        let Self { point, radius_km, precision, .. } = *self;
        let [admin2, admin1, country] = [&self.admin2, &self.admin1, &self.country].map(|words| words.as_deref());
        Place { words: &self.words, admin2, admin1, country, point, radius_km, precision }
    }
}

impl Place<&str> {
    /// The same with words of its own.
    pub fn to_place(&self) -> Place {
        let Self { words, admin2, admin1, country, point, radius_km, precision } = *self;
        let [admin2, admin1, country] = [admin2, admin1, country].map(|words| words.map(str::to_owned));
        Place { words: words.to_owned(), admin2, admin1, country, point, radius_km, precision }
    }
}

impl<W: AsRef<str>> Place<W> {
    fn columns(&self) -> [Option<&str>; 3] {
        [&self.admin2, &self.admin1, &self.country].map(|words| words.as_ref().map(AsRef::as_ref))
    }

    /// Whether nothing at all was given.
    pub fn is_empty(&self) -> bool {
        self.point.is_none() && self.has_no_words()
    }

    /// Whether neither words nor areas were given.
    pub fn has_no_words(&self) -> bool {
        self.words.as_ref().trim().is_empty()
            && self.columns().into_iter().flatten().all(|words| words.trim().is_empty())
    }

    /// The place in one line for a reader: "Kerman, Iran".
    pub fn label(&self) -> String {
        let parts = std::iter::once(self.words.as_ref()).chain(self.columns().into_iter().flatten());
        let mut out: Vec<&str> = Vec::new();
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            // "Kerman, Iran" with Iran in the column of countries is said once.
            if !out.iter().any(|said| said.split(',').any(|word| word.trim() == part)) {
                out.push(part);
            }
        }
        out.join(", ")
    }
}

/// A country as ISO 3166-1 alpha-2 has it, in capitals: "AF"; XK stands for Kosovo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Two letters, in any case; nothing else.
    pub fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The two capitals.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for CountryCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_that_the_words_name_already_is_said_once() {
        let place = Place { country: Some("Iran".to_owned()), ..Place::worded("Kerman, Iran") };
        assert_eq!(place.label(), "Kerman, Iran");
        let other = Place { country: Some("Iran".to_owned()), ..Place::worded("Kerman") };
        assert_eq!(other.label(), "Kerman, Iran");
    }

    #[test]
    fn a_country_code_is_two_letters_in_any_case() {
        assert_eq!(CountryCode::new("af").map(|c| c.to_string()), Some("AF".to_owned()));
        assert_eq!(CountryCode::new("AFG"), None);
        assert_eq!(CountryCode::new("A1"), None);
    }
}
