//! Generic words beside a name, and what kind of place they announce: "Governorate", "ciudad de", "محافظة".
//!
//! Comes in: a word in any case and script. Goes out: a [`Hint`].

use crate::gazetteer::{Feature, fold};

/// What a generic word says of the name beside it: "the city of", "Governorate".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// A country.
    Country,
    /// A first-level unit.
    Admin1,
    /// A finer unit.
    Admin2,
    /// A town or village.
    Settlement,
}

impl Hint {
    /// Whether a kind of place is what the word announces.
    pub fn fits(self, feature: Feature) -> bool {
        match self {
            Self::Country => feature.is_country(),
            Self::Admin1 => matches!(feature, Feature::Admin1 | Feature::Region),
            Self::Admin2 => matches!(feature, Feature::Admin2 | Feature::AdminFine),
            Self::Settlement => feature.is_settlement(),
        }
    }
}

/// Generic words in their folded form and what they announce, in the order of their bytes: English, Spanish, French, Portuguese,
/// German, Turkish, Indonesian, Arabic, Persian, Russian.
const GENERIC: [(&str, Hint); 145] = [
    ("aldea", Hint::Settlement),
    ("aldeia", Hint::Settlement),
    ("area", Hint::Settlement),
    ("arrondissement", Hint::Admin2),
    ("barrio", Hint::Settlement),
    ("block", Hint::Admin2),
    ("borough", Hint::Admin2),
    ("bourg", Hint::Settlement),
    ("bundesland", Hint::Admin1),
    ("canton", Hint::Admin1),
    ("capital", Hint::Settlement),
    ("caserio", Hint::Settlement),
    ("center", Hint::Settlement),
    ("centre", Hint::Settlement),
    ("cercle", Hint::Admin2),
    ("cidade", Hint::Settlement),
    ("city", Hint::Settlement),
    ("ciudad", Hint::Settlement),
    ("commune", Hint::Admin2),
    ("comuna", Hint::Admin2),
    ("corregimiento", Hint::Admin2),
    ("country", Hint::Country),
    ("county", Hint::Admin2),
    ("departamento", Hint::Admin1),
    ("departement", Hint::Admin1),
    ("department", Hint::Admin1),
    ("derevnya", Hint::Settlement),
    ("desa", Hint::Settlement),
    ("district", Hint::Admin2),
    ("distrito", Hint::Admin2),
    ("division", Hint::Admin2),
    ("dorf", Hint::Settlement),
    ("emirate", Hint::Admin1),
    ("estado", Hint::Admin1),
    ("gemeinde", Hint::Settlement),
    ("gorod", Hint::Settlement),
    ("gouvernorat", Hint::Admin1),
    ("governorate", Hint::Admin1),
    ("governorates", Hint::Admin1),
    ("gund", Hint::Settlement),
    ("hameau", Hint::Settlement),
    ("hamlet", Hint::Settlement),
    ("ilcesi", Hint::Admin2),
    ("ili", Hint::Admin1),
    ("island", Hint::Admin2),
    ("kabupaten", Hint::Admin2),
    ("kampung", Hint::Settlement),
    ("kecamatan", Hint::Admin2),
    ("kingdom", Hint::Country),
    ("kota", Hint::Settlement),
    ("koyu", Hint::Settlement),
    ("krai", Hint::Admin1),
    ("kray", Hint::Admin1),
    ("kreis", Hint::Admin2),
    ("landkreis", Hint::Admin2),
    ("lga", Hint::Admin2),
    ("localidad", Hint::Settlement),
    ("locality", Hint::Settlement),
    ("mahallesi", Hint::Settlement),
    ("mandal", Hint::Admin2),
    ("muhafazah", Hint::Admin1),
    ("muhafazat", Hint::Admin1),
    ("municipality", Hint::Admin2),
    ("municipio", Hint::Admin2),
    ("nation", Hint::Country),
    ("neighborhood", Hint::Settlement),
    ("neighbourhood", Hint::Settlement),
    ("oblast", Hint::Admin1),
    ("ort", Hint::Settlement),
    ("ostan", Hint::Admin1),
    ("outskirts", Hint::Settlement),
    ("parish", Hint::Admin2),
    ("parroquia", Hint::Admin2),
    ("posyolok", Hint::Settlement),
    ("povoado", Hint::Settlement),
    ("prefecture", Hint::Admin1),
    ("province", Hint::Admin1),
    ("provincia", Hint::Admin1),
    ("provinsi", Hint::Admin1),
    ("provinz", Hint::Admin1),
    ("pueblo", Hint::Settlement),
    ("quartier", Hint::Settlement),
    ("raion", Hint::Admin2),
    ("rayon", Hint::Admin2),
    ("region", Hint::Admin1),
    ("republic", Hint::Admin1),
    ("rusta", Hint::Settlement),
    ("sehri", Hint::Settlement),
    ("selo", Hint::Settlement),
    ("settlement", Hint::Settlement),
    ("shahr", Hint::Settlement),
    ("stadt", Hint::Settlement),
    ("state", Hint::Admin1),
    ("sub county", Hint::Admin2),
    ("sub district", Hint::Admin2),
    ("subcounty", Hint::Admin2),
    ("subdistrict", Hint::Admin2),
    ("subprefecture", Hint::Admin2),
    ("suburb", Hint::Settlement),
    ("taluk", Hint::Admin2),
    ("taluka", Hint::Admin2),
    ("tehsil", Hint::Admin2),
    ("territory", Hint::Admin1),
    ("thana", Hint::Admin2),
    ("town", Hint::Settlement),
    ("township", Hint::Settlement),
    ("upazila", Hint::Admin2),
    ("valley", Hint::Admin2),
    ("vereda", Hint::Settlement),
    ("vila", Hint::Settlement),
    ("vilayeti", Hint::Admin1),
    ("villa", Hint::Settlement),
    ("village", Hint::Settlement),
    ("ville", Hint::Settlement),
    ("voivodeship", Hint::Admin1),
    ("wilaya", Hint::Admin1),
    ("wilayat", Hint::Admin1),
    ("woreda", Hint::Admin2),
    ("zone", Hint::Admin2),
    ("город", Hint::Settlement),
    ("деревня", Hint::Settlement),
    ("краи", Hint::Admin1),
    ("місто", Hint::Settlement),
    ("область", Hint::Admin1),
    ("поселок", Hint::Settlement),
    ("раион", Hint::Admin2),
    ("республика", Hint::Admin1),
    ("село", Hint::Settlement),
    ("استان", Hint::Admin1),
    ("اقليم", Hint::Admin1),
    ("بخش", Hint::Admin2),
    ("بلده", Hint::Settlement),
    ("حي", Hint::Settlement),
    ("روستاي", Hint::Settlement),
    ("شهر", Hint::Settlement),
    ("شهرستان", Hint::Admin2),
    ("قريه", Hint::Settlement),
    ("قصبه", Hint::Settlement),
    ("قضا", Hint::Admin2),
    ("محافظه", Hint::Admin1),
    ("مديريه", Hint::Admin2),
    ("مدينه", Hint::Settlement),
    ("منطقه", Hint::Admin2),
    ("ناحيه", Hint::Admin2),
    ("ولايه", Hint::Admin1),
];

/// Words that link a generic word to the name behind it.
const LINKS: [&str; 12] = ["of", "the", "de", "del", "la", "las", "los", "du", "des", "do", "da", "d"];

/// What a generic word announces.
pub fn hint(word: &str) -> Option<Hint> {
    let find = |word: &str| {
        let at = GENERIC.binary_search_by(|(generic, _)| generic.cmp(&word)).ok()?;
        GENERIC.get(at).map(|(_, hint)| *hint)
    };
    if !word.is_ascii() {
        return find(&fold::fold(word));
    }
    if !may_be_generic(word.as_bytes()) {
        return None;
    }
    let mut letters = [0_u8; LONGEST];
    let letters = letters.get_mut(..word.len())?;
    letters.iter_mut().zip(word.bytes()).for_each(|(to, from)| *to = lower(from));
    let word = std::str::from_utf8(letters).ok()?;
    find(word).or_else(|| find(word.strip_suffix('s')?))
}

/// The lengths of the generic words by their first letter, a bit each; with the plural's letter, too.
const LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < GENERIC.len() {
        let word = GENERIC[at].0.as_bytes();
        if word[0].is_ascii_lowercase() {
            lengths[(word[0] - b'a') as usize] |= 0b11 << word.len();
        }
        at += 1;
    }
    lengths
};

/// Whether some generic word in ASCII has the length and the first letter of a word: most words are told by that.
fn may_be_generic(word: &[u8]) -> bool {
    let lengths =
        word.first().and_then(|first| LENGTHS.get(usize::from(first.to_ascii_lowercase().wrapping_sub(b'a'))));
    lengths.is_some_and(|lengths| word.len() < 32 && lengths >> word.len() & 1 == 1)
}

/// The longest generic word and the ending of its plural.
const LONGEST: usize = 20;

/// A letter in lower case; a hyphen as the blank that folding makes of it.
fn lower(letter: u8) -> u8 {
    if letter == b'-' { b' ' } else { letter.to_ascii_lowercase() }
}

/// Whether a word links a generic word to a name: "of", "de".
pub fn is_link(word: &str) -> bool {
    LINKS.iter().any(|link| link.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_words_announce_a_kind() {
        assert_eq!(hint("Governorate"), Some(Hint::Admin1));
        assert_eq!(hint("villages"), Some(Hint::Settlement));
        assert_eq!(hint("Sub-District"), Some(Hint::Admin2));
        assert_eq!(hint("Región"), Some(Hint::Admin1));
        assert_eq!(hint("محافظة"), Some(Hint::Admin1));
        assert_eq!(hint("Kerman"), None);
        assert_eq!(hint(&"s".repeat(1_000)), None);
    }

    #[test]
    fn the_words_stand_folded_and_in_order() {
        assert!(GENERIC.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (word, _) in GENERIC {
            assert_eq!(fold::fold(word), word);
            assert!(word.len() < LONGEST || !word.is_ascii(), "{word}");
        }
    }
}
