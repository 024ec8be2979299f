//! The country that a column names, as lists of countries write it.
//!
//! Comes in: a name or a code in any case: "Syria", "sy", "Congo, Dem. Rep.", "Korea (North)", "Gambia, The". Goes out: the country.

use super::rank::{order, weigh};
use super::short::spelled_out;
use super::words::Hint;
use crate::gazetteer::{Entry, Gazetteer};

/// Words that lists put behind a comma and that tell no two countries apart.
const TITLES: [&str; 12] =
    ["the", "republic", "rep", "rep.", "of", "arab", "islamic", "state", "fyr", "kingdom", "province", "federation"];

/// The country of a name or a code in any case.
pub fn country<'g>(gazetteer: &'g Gazetteer, word: &str) -> Option<Entry<'g>> {
    if let Some(found) = named(gazetteer, word) {
        return Some(found);
    }
    let plain = word.split('(').next().unwrap_or(word).trim();
    if let Some(found) = forms(word, plain).iter().find_map(|form| named(gazetteer, form)) {
        return Some(found);
    }
    let letters = plain.to_ascii_uppercase();
    (letters.len() == 2).then(|| gazetteer.unit(&letters)).flatten()
}

/// The country of a name as it stands.
fn named<'g>(gazetteer: &'g Gazetteer, name: &str) -> Option<Entry<'g>> {
    let matches = gazetteer.lookup(name).into_iter().filter(|m| m.entry.feature().is_country());
    let mut found = weigh(matches, Some(Hint::Country));
    order(&mut found, Some(Hint::Country));
    found.first().map(|best| best.entry)
}

/// Other forms of a name, the safest first: what stands in brackets or behind a comma may tell it from another country.
fn forms(word: &str, plain: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |name: String| {
        out.extend(spelled_out(&name));
        out.push(name);
    };
    add(word.to_owned());
    if let Some((before, remark)) = word.split_once('(') {
        add(format!("{} {}", remark.trim_end_matches([')', ' ']), before.trim()));
    }
    if let Some((first, last)) = plain.split_once(',').map(|(first, last)| (first.trim(), last.trim())) {
        let last = last.strip_suffix(" of").unwrap_or(last);
        add(format!("{last} {first}"));
        add(format!("{last} of {first}"));
        if last.split_whitespace().all(|word| TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))) {
            add(first.to_owned());
        }
    }
    add(plain.to_owned());
    add(plain.to_uppercase());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_as_lists_write_them() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let table = [
            ("Syria", "SY"),
            ("sy", "SY"),
            ("syria", "SY"),
            ("Yemen (North Yemen)", "YE"),
            ("Korea (North)", "KP"),
            ("Korea (South)", "KR"),
            ("Korea, North", "KP"),
            ("Korea, Rep.", "KR"),
            ("Korea, Dem. People's Rep. of", "KP"),
            ("Congo, Dem. Rep.", "CD"),
            ("Congo, Rep.", "CG"),
            ("Gambia, The", "GM"),
            ("Egypt, Arab Rep.", "EG"),
            ("Yemen, Republic of", "YE"),
            ("N. Macedonia", "MK"),
            ("Czech Rep.", "CZ"),
            ("Syrian Arab Rep.", "SY"),
            ("Rep. of Korea", "KR"),
            ("États-Unis", "US"),
        ];
        for (word, code) in table {
            assert_eq!(country(&gazetteer, word).map(|c| c.country_letters()), Some(code), "{word}");
        }
        for none in ["", "Qwxzy", "(", ",", "Paris", "Israel/Palestine"] {
            assert!(country(&gazetteer, none).is_none(), "{none}");
        }
    }
}
