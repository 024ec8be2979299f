//! The names that one typing error makes of a name.
//!
//! Comes in: a folded name. Goes out: every name with one letter of its script put in, left out or put for another, or two
//! neighbours swapped: some 50 for each letter.

use super::hash::{hash, hashes_of_letters};

/// Letters of folded names, and the blank.
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz ";
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщъыьэюяіґєђјљњћџ ";
const GREEK: &str = "αβγδεζηθικλμνξοπρστυφχψω ";
const ARABIC: &str = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ";

/// The letters that may stand in a name of a script; none for scripts whose names are not typed letter by letter.
pub fn alphabet(folded: &str) -> Option<&'static str> {
    let first = folded.chars().find(|c| c.is_alphabetic())?;
    match first {
        'a'..='z' => Some(LATIN),
        'а'..='џ' | 'ґ' => Some(CYRILLIC),
        'α'..='ω' => Some(GREEK),
        'ء'..='ي' => Some(ARABIC),
        _ => None,
    }
}

/// Calls `each` with every name that one error makes of `name`; names may come twice, and `name` itself may come.
pub fn one_error(name: &str, alphabet: &str, mut each: impl FnMut(&[u8])) {
    let mut buffer = String::with_capacity(name.len() + 4);
    let mut make = |before: &str, letters: [Option<char>; 2], behind: &str| {
        buffer.clear();
        buffer.push_str(before);
        buffer.extend(letters.into_iter().flatten());
        buffer.push_str(behind);
        each(buffer.as_bytes());
    };
    let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
    for at in ends {
        let (before, rest) = name.split_at(at);
        for letter in alphabet.chars() {
            make(before, [Some(letter), None], rest);
        }
        let mut behind = rest.chars();
        let Some(here) = behind.next() else { continue };
        let after = behind.as_str();
        make(before, [None, None], after);
        for letter in alphabet.chars().filter(|letter| *letter != here) {
            make(before, [Some(letter), None], after);
        }
        if let Some(next) = behind.next().filter(|next| *next != here) {
            make(before, [Some(next), Some(here)], behind.as_str());
        }
    }
}

/// The names that one error makes of a name whose letters are one byte each, by number: at each place every letter of the
/// alphabet put in, the letter there left out, every letter put for it, and it swapped with the next.
#[derive(Debug, Clone, Copy)]
pub struct Errors<'a> {
    name: &'a [u8],
    alphabet: &'a [u8],
}

impl<'a> Errors<'a> {
    /// The errors of a name; none where a letter of it or of its alphabet takes more than a byte.
    pub fn of(name: &'a str, alphabet: &'a str) -> Option<Self> {
        (name.is_ascii() && alphabet.is_ascii())
            .then_some(Self { name: name.as_bytes(), alphabet: alphabet.as_bytes() })
    }

    /// The hashes of all the names, in the order of their numbers. No name is written for that, which takes longer than its hash.
    pub fn hashes(self) -> Vec<u64> {
        let Self { name, alphabet } = self;
        let mut out = Vec::with_capacity((name.len() + 1) * (2 * alphabet.len() + 2));
        let mut buffer = Vec::with_capacity(name.len() + 1);
        for at in 0..=name.len() {
            self.write(&mut buffer, at, 0);
            hashes_of_letters(&buffer, at, alphabet, &mut out);
            if at == name.len() {
                break;
            }
            self.write(&mut buffer, at, alphabet.len());
            out.push(hash(&buffer));
            self.write(&mut buffer, at, alphabet.len() + 1);
            hashes_of_letters(&buffer, at, alphabet, &mut out);
            self.write(&mut buffer, at, 2 * alphabet.len() + 1);
            out.push(hash(&buffer));
        }
        out
    }

    /// The name of a number.
    pub fn name(self, number: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.name.len() + 1);
        let of_place = 2 * self.alphabet.len() + 2;
        self.write(&mut out, number / of_place, number % of_place);
        out
    }

    /// Writes the name of a number among those of one place.
    fn write(self, out: &mut Vec<u8>, at: usize, number: usize) {
        let Self { name, alphabet } = self;
        let (before, rest) = name.split_at_checked(at).unwrap_or((name, &[]));
        let behind = rest.get(1..).unwrap_or_default();
        out.clear();
        out.extend_from_slice(before);
        if let Some(letter) = alphabet.get(number) {
            out.push(*letter);
            out.extend_from_slice(rest);
        } else if number == alphabet.len() {
            out.extend_from_slice(behind);
        } else if let Some(letter) = alphabet.get(number - alphabet.len() - 1) {
            out.push(*letter);
            out.extend_from_slice(behind);
        } else {
            out.extend_from_slice(behind.get(..1).unwrap_or_default());
            out.extend_from_slice(rest.get(..1).unwrap_or_default());
            out.extend_from_slice(behind.get(1..).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::distance::by_typing;

    #[test]
    fn every_name_made_has_one_error_and_all_kinds_are_made() {
        for name in ["kerman", "москва", "αθηνα", "كابل"] {
            let mut made = Vec::new();
            one_error(name, alphabet(name).unwrap(), |other| made.push(String::from_utf8(other.to_vec()).unwrap()));
            assert!(made.iter().all(|other| by_typing(name, other, 1).is_some()), "{name}");
            let letters = name.chars().count();
            assert!(made.len() > letters * 40 && made.len() < letters * 100, "{}", made.len());
        }
        let mut made = Vec::new();
        one_error("kerman", LATIN, |other| made.push(String::from_utf8(other.to_vec()).unwrap()));
        for other in ["kermna", "kermn", "kermaan", "kirman", "akerman", "kermano", "erman", "ker man"] {
            assert!(made.iter().any(|m| m == other), "{other}");
        }
    }

    #[test]
    fn errors_by_number_are_those_made_one_by_one_and_have_their_hashes() {
        for name in ["kerman", "a", "deir ez zor", "los angeles 29 de octubre", "aabb"] {
            let mut made = std::collections::BTreeSet::from([name.as_bytes().to_vec()]);
            one_error(name, LATIN, |other| made.extend([other.to_vec()]));
            let errors = Errors::of(name, LATIN).unwrap();
            let hashes = errors.hashes();
            let names: Vec<Vec<u8>> = (0..hashes.len()).map(|number| errors.name(number)).collect();
            assert!(names.iter().zip(&hashes).all(|(name, hashed)| hash(name) == *hashed), "{name}");
            let mut all: std::collections::BTreeSet<Vec<u8>> = names.into_iter().collect();
            all.insert(name.as_bytes().to_vec());
            assert_eq!(all, made, "{name}");
        }
        assert!(Errors::of("москва", CYRILLIC).is_none());
    }

    #[test]
    fn scripts_that_are_not_typed_letter_by_letter_have_no_alphabet() {
        assert_eq!(alphabet("北京"), None);
        assert_eq!(alphabet("12"), None);
    }
}
