//! The names that one typing error makes of a name.
//!
//! Comes in: a folded name. Goes out: every name with one letter of its script put in, left out or put for another, or two
//! neighbours swapped: some 50 for each letter.

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
pub fn one_error(name: &str, alphabet: &str, mut each: impl FnMut(&str)) {
    let mut buffer = String::with_capacity(name.len() + 4);
    let mut make = |before: &str, letters: [Option<char>; 2], behind: &str| {
        buffer.clear();
        buffer.push_str(before);
        buffer.extend(letters.into_iter().flatten());
        buffer.push_str(behind);
        each(&buffer);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::distance::by_typing;

    #[test]
    fn every_name_made_has_one_error_and_all_kinds_are_made() {
        for name in ["kerman", "москва", "αθηνα", "كابل"] {
            let mut made = Vec::new();
            one_error(name, alphabet(name).unwrap(), |other| made.push(other.to_owned()));
            assert!(made.iter().all(|other| by_typing(name, other, 1).is_some()), "{name}");
            let letters = name.chars().count();
            assert!(made.len() > letters * 40 && made.len() < letters * 100, "{}", made.len());
        }
        let mut made = Vec::new();
        one_error("kerman", LATIN, |other| made.push(other.to_owned()));
        for other in ["kermna", "kermn", "kermaan", "kirman", "akerman", "kermano", "erman", "ker man"] {
            assert!(made.iter().any(|m| m == other), "{other}");
        }
    }

    #[test]
    fn scripts_that_are_not_typed_letter_by_letter_have_no_alphabet() {
        assert_eq!(alphabet("北京"), None);
        assert_eq!(alphabet("12"), None);
    }
}
