//! The keys under which a row is found.
//!
//! Comes in: a [`Row`]. Goes out: its folded names and codes, each once with its strongest class, and the codes of the
//! units it lies in.

use super::feature::Feature;
use super::fold::{code, fold};
use super::layout::{LONGEST_KEY, NameClass};
use super::row::Row;

/// What is worked out of a row before it is packed; rows can be worked on in parallel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    /// The keys with their classes.
    pub names: Vec<(String, NameClass)>,
    /// The code of the first level with its country: "SY.07"; empty where none.
    pub admin1: String,
    /// The code of the second level: "SY.07.170793"; empty where none.
    pub admin2: String,
}

impl Keyed {
    /// The keys of a row.
    pub fn of(row: &Row) -> Self {
        let admin1 = match row.admin1.as_str() {
            "" | "00" => String::new(),
            code => format!("{}.{code}", row.country),
        };
        let admin2 = match row.admin2.as_str() {
            "" => String::new(),
            _ if admin1.is_empty() => String::new(),
            code => format!("{admin1}.{code}"),
        };
        let mut names = Vec::with_capacity(row.alternates.len() + 2);
        let mut note = |found: Option<(String, NameClass)>| {
            // The classes come from strong to weak.
            if let Some((key, class)) = found
                && !names.iter().any(|(known, _)| *known == key)
            {
                names.push((key, class));
            }
        };
        for preferred in row.preferred.iter().chain([&row.name]) {
            note(key_of(preferred, NameClass::Preferred));
        }
        note(key_of(&row.ascii, NameClass::Ascii));
        for alternate in &row.alternates {
            note(key_of(alternate, NameClass::Alternate));
        }
        note(unit_key(row, &admin1, &admin2).map(|key| (key, NameClass::Key)));
        Self { names, admin1, admin2 }
    }
}

/// A key with the sign before it that tells its kind, made without an allocation: `=` for codes, `@` for units, `~` for demonyms.
#[derive(Debug, Clone, Copy)]
pub struct SignedKey {
    bytes: [u8; Self::MOST],
    length: usize,
}

impl SignedKey {
    /// Bytes that fit: the sign, and the longest name.
    const MOST: usize = LONGEST_KEY + 1;

    /// The key of a sign in ASCII and a text; none where the text is empty or too long to be in any index.
    pub fn of(sign: char, text: &str) -> Option<Self> {
        let mut key = Self { bytes: [0; Self::MOST], length: text.len() + 1 };
        let (first, rest) = key.bytes.split_first_mut()?;
        *first = u8::try_from(sign).ok().filter(u8::is_ascii)?;
        rest.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        (!text.is_empty()).then_some(key)
    }

    /// The key as a text.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// The key of a name; none where nothing of it is a letter, or where it is too long to be a name. Another name in capitals
/// that reads as a code is one.
pub fn key_of(name: &str, class: NameClass) -> Option<(String, NameClass)> {
    if class == NameClass::Alternate
        && let Some(code) = code(name)
    {
        return Some((format!("={code}"), NameClass::Code));
    }
    let folded = fold(name);
    if folded.is_empty() || folded.len() > LONGEST_KEY {
        return None;
    }
    Some(if class == NameClass::Demonym { (format!("~{folded}"), class) } else { (folded, class) })
}

/// The key by which an administrative unit or a country is found by its code: "@SY.07".
fn unit_key(row: &Row, admin1: &str, admin2: &str) -> Option<String> {
    match row.feature {
        Feature::Country | Feature::Dependency if !row.country.is_empty() => Some(format!("@{}", row.country)),
        Feature::Admin1 if !admin1.is_empty() => Some(format!("@{admin1}")),
        Feature::Admin2 if !admin2.is_empty() => Some(format!("@{admin2}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::row::read_geonames;
    use super::*;

    #[test]
    fn a_name_that_is_written_twice_keeps_its_strongest_class() {
        let text = "7\tDayr az Zawr\tDayr az Zawr\tDAYR AZ ZAWR,Deir ez-Zor,DEZ,دير الزور,''\t35.3\t40.1\tA\tADM1\tSY\t\t07\t\t\t\t0\t\t\t\t";
        let keyed = Keyed::of(&read_geonames(text).0[0]);
        let names: Vec<_> = keyed.names.iter().map(|(key, class)| (key.as_str(), *class)).collect();
        assert_eq!(names[0], ("dayr az zawr", NameClass::Preferred));
        assert_eq!(names[1], ("deir ez zor", NameClass::Alternate));
        assert_eq!(names[2], ("=DEZ", NameClass::Code));
        assert_eq!(names[4], ("@SY.07", NameClass::Key));
        assert_eq!((names.len(), keyed.admin1.as_str(), keyed.admin2.as_str()), (5, "SY.07", ""));
    }
}
