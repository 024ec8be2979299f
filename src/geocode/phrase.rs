//! Takes the words for a place apart: names from the most specific to the coarsest, and what is said around them.
//!
//! Comes in: "outside the Abbey Gate at Hamid Karzai International Airport in Kabul". Goes out: [`Term`]s: Abbey Gate
//! (outside), Hamid Karzai International Airport, Kabul. Whether some words are a name as a whole is asked of the caller, so
//! that "South Sudan", "Bosnia and Herzegovina" and "Stoke on Trent" stay in one piece.

use super::offset::{self, Offset};
use super::owner::{
    Known, describes, is_own_name, is_part_of_name, is_short_name, longest_name, possessive, without_elision,
};
use super::prepositions::{is_near, is_plain, is_split};
use super::short::wind;
use super::words::{Hint, hint, is_building, is_direction, is_link};

/// One name with what is said around it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Term {
    /// The name.
    pub name: String,
    /// Whether the point is the name's own.
    pub nearness: Nearness,
    /// "12 km NW of": the point lies off the name's own.
    pub offset: Option<Offset>,
    /// "eastern": a part of the named place.
    pub part: bool,
    /// What the words around it announce.
    pub hint: Option<Hint>,
    /// A description, not a name: "a village", "the airport".
    pub described: bool,
}

/// Whether the words put something at a named place or beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Nearness {
    /// In or at it.
    #[default]
    At,
    /// "near", "north of".
    Near,
    /// "outside": near a building, but elsewhere than a country.
    Outside,
}

/// The terms of one phrase without commas, most specific first; `known` says whether words are a name.
pub fn terms(phrase: &str, known: &dyn Known) -> Vec<Term> {
    let mut out = Vec::new();
    // A phrase of thousands of words is no place; what stands behind is not read.
    collect(&phrase.split_whitespace().take(40).collect::<Vec<_>>(), known, &mut out, 0);
    out
}

/// Appends the terms of some words.
fn collect(words: &[&str], known: &dyn Known, out: &mut Vec<Term>, depth: usize) {
    if words.is_empty() || depth > 6 {
        return;
    }
    if let [first, behind @ ..] = words
        && let Some(direction) = wind(first)
        && !behind.is_empty()
        && !is_short_name(words, known)
    {
        return collect(&[&[direction], behind].concat(), known, out, depth + 1);
    }
    if let Some(found) = offset::find(words) {
        return collect_around(words, found, known, out, depth);
    }
    let (term, rest) = prefixes(words, known);
    if !rest.is_empty() {
        collect_rest(term, rest, known, out, depth);
    }
}

/// Appends the terms of words with a distance: what lies there, and what it is reckoned from.
fn collect_around(words: &[&str], found: offset::Found, known: &dyn Known, out: &mut Vec<Term>, depth: usize) {
    collect(words.get(..found.before).unwrap_or_default(), known, out, depth + 1);
    let from = out.len();
    if let Some((first, behind)) = words.get(found.anchor..).and_then(<[_]>::split_first) {
        collect(&[&[without_elision(first)], behind].concat(), known, out, depth + 1);
    }
    if let Some(anchor) = out.get_mut(from) {
        anchor.offset = anchor.offset.or(Some(found.offset));
    }
}

/// Appends the terms of words without small words at their front, of which `term` keeps what they say.
fn collect_rest(mut term: Term, rest: &[&str], known: &dyn Known, out: &mut Vec<Term>, depth: usize) {
    let whole = rest.join(" ");
    if !describes(&term, rest) && known.is_name(&whole) {
        term.described = false;
        term.name = whole;
        out.push(term);
        return;
    }
    if let Some(end) = longest_name(rest, known).filter(|end| *end < rest.len()) {
        // "Gulf of Aden off Somalia"
        finish(&mut term, rest.get(..end).unwrap_or_default());
        out.push(term);
        collect(rest.get(end..).unwrap_or_default(), known, out, depth + 1);
        return;
    }
    if let Some(at) = rest.iter().skip(1).position(|w| is_split(w)).map(|n| n + 1) {
        split(term, rest, at, known, out, depth);
        return;
    }
    if let Some((owner, owned)) = possessive(rest).filter(|_| !is_part_of_name(rest, known)) {
        collect(&owned, known, out, depth + 1);
        collect(&[owner.as_str()], known, out, depth + 1);
        return;
    }
    finish(&mut term, rest);
    out.push(term);
}

/// Parts the words at a preposition: what stands before lies in what stands behind. "the German state of X" names X.
fn split(mut term: Term, rest: &[&str], at: usize, known: &dyn Known, out: &mut Vec<Term>, depth: usize) {
    let (before, behind) = (rest.get(..at).unwrap_or_default(), rest.get(at..).unwrap_or_default());
    let preposition = behind.first().map(|w| w.to_lowercase()).unwrap_or_default();
    let last = before.last().copied().unwrap_or_default();
    let from = out.len();
    if preposition == "of" && !is_own_name(&term, before, known) {
        let announced = hint(last);
        let beside =
            is_direction(last) || before.iter().any(|w| w.to_lowercase().starts_with("km")) || last == "vicinity";
        if announced.is_some() || beside || term.part || is_building(last) || before.iter().all(|w| is_lower(w)) {
            collect(behind.get(1..).unwrap_or_default(), known, out, depth + 1);
            if let Some(first) = out.get_mut(from) {
                first.hint = first.hint.or(announced);
                let near = beside || last.eq_ignore_ascii_case("outskirts");
                first.nearness =
                    first.nearness.max(term.nearness).max(if near { Nearness::Near } else { Nearness::At });
                first.part |= matches!(last, "part" | "parts") && before.iter().any(|w| is_direction(w));
            }
            return;
        }
    }
    finish(&mut term, before);
    out.push(term);
    let from = out.len();
    collect(behind, known, out, depth + 1);
    if preposition == "outside"
        && let Some(first) = out.get_mut(from)
    {
        first.nearness = Nearness::At;
    }
}

/// Takes prepositions, articles and directions off the front, unless they belong to the name.
fn prefixes<'w, 'a>(words: &'w [&'a str], known: &dyn Known) -> (Term, &'w [&'a str]) {
    let mut term = Term::default();
    let mut article = false;
    let mut rest = words;
    while let [first, behind @ ..] = rest {
        if behind.is_empty() || (!is_lower(first) || is_direction(first)) && known.is_name(&rest.join(" ")) {
            break;
        }
        let word = first.to_lowercase();
        if is_near(&word) {
            let nearness = if word == "outside" { Nearness::Outside } else { Nearness::Near };
            term.nearness = term.nearness.max(nearness);
        } else if is_direction(&word) {
            term.part = true;
            // "the north of Mali" is a part of it, "north of Mosul" is beside it.
            let beside = behind.first().is_some_and(|w| *w == "of") && !article;
            term.nearness = term.nearness.max(if beside { Nearness::Near } else { Nearness::At });
        } else if offset::is_beside(rest) {
            term.nearness = term.nearness.max(Nearness::Near);
        } else if matches!(word.as_str(), "a" | "an") {
            term.described = true;
        } else if !is_plain(&word, first) {
            break;
        }
        article = word == "the";
        rest = behind;
    }
    (term, rest)
}

/// Settles what a term names: its name, or that it is only a description.
fn finish(term: &mut Term, words: &[&str]) {
    term.described = describes(term, words);
    if let Some(at) = words.iter().position(|w| hint(w).is_some()) {
        let (before, behind) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
        let announced = words.get(at).and_then(|w| hint(w));
        // "ville de Gao"
        let links = behind.iter().take_while(|w| is_link(w)).count();
        let behind = behind.get(links..).unwrap_or_default();
        if !behind.is_empty() && !behind.iter().all(|w| is_lower(w)) && (is_lower(words[at]) || before.is_empty()) {
            // "the Iraqi city Mosul"
            term.hint = term.hint.or(announced);
            term.name = behind.join(" ");
            return;
        }
        if behind.is_empty() && !before.is_empty() {
            // "Homs Governorate"
            term.hint = term.hint.or(announced);
        }
    }
    term.name = words.join(" ");
}

/// Whether a word is written in lower case.
pub fn is_lower(word: &str) -> bool {
    !word.chars().any(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 14] = [
        "Kabul",
        "Syria",
        "South Sudan",
        "Istanbul",
        "Moscow",
        "North Rhine-Westphalia",
        "Idlib",
        "Idlib province",
        "Mosul",
        "Abbey Gate",
        "Hamid Karzai International Airport",
        "Kirkuk",
        "Russian embassy in Kabul",
        "Iraq",
    ];

    struct Table;

    impl Known for Table {
        fn is_name(&self, words: &str) -> bool {
            NAMES.contains(&words)
        }

        fn is_said(&self, word: &str) -> bool {
            matches!(word, "Iraqi" | "German" | "Roman")
        }
    }

    fn parsed(phrase: &str) -> Vec<Term> {
        terms(phrase, &Table)
    }

    fn names(phrase: &str) -> Vec<String> {
        parsed(phrase).into_iter().map(|t| t.name).collect()
    }

    #[test]
    fn the_most_specific_name_comes_first() {
        let phrase = "outside the Abbey Gate at Hamid Karzai International Airport in Kabul";
        assert_eq!(names(phrase), ["Abbey Gate", "Hamid Karzai International Airport", "Kabul"]);
        assert_eq!(parsed(phrase)[0].nearness, Nearness::Outside);
        assert_eq!(names("outside the Russian embassy in Kabul"), ["Russian embassy in Kabul"]);
    }

    #[test]
    fn directions_are_a_part_unless_they_belong_to_the_name() {
        let (eastern, south) = (&parsed("eastern Syria")[0], &parsed("South Sudan")[0]);
        assert!(eastern.part && eastern.name == "Syria");
        assert!(!south.part && south.name == "South Sudan");
    }

    #[test]
    fn descriptions_are_no_names() {
        let terms = parsed("a village in eastern Syria");
        assert!(terms[0].described && terms[1].part);
        assert!(parsed("a Roman Catholic church in Istanbul")[1].name == "Istanbul");
        assert!(parsed("a concert hall")[0].described);
    }

    #[test]
    fn generic_words_become_hints() {
        let state = &parsed("the German state of North Rhine-Westphalia")[0];
        assert_eq!((state.name.as_str(), state.hint), ("North Rhine-Westphalia", Some(Hint::Admin1)));
        let city = &parsed("the Iraqi city Mosul")[0];
        assert_eq!((city.name.as_str(), city.hint), ("Mosul", Some(Hint::Settlement)));
        assert_eq!(names("Iraq's Mosul"), ["Mosul", "Iraq"]);
        let off = &parsed("20 km north of Kirkuk")[0];
        assert!(off.offset.is_some_and(|o| o.km == 20.0) && off.name == "Kirkuk");
        let near = &parsed("north of Kirkuk")[0];
        assert!(near.nearness == Nearness::Near && near.offset.is_none() && near.name == "Kirkuk");
        let near = &parsed("the outskirts of Mosul")[0];
        assert!(near.nearness == Nearness::Near && near.name == "Mosul");
    }

    #[test]
    fn a_unit_of_another_is_named_before_it() {
        assert_eq!(names("Khost district of Idlib province"), ["Khost district", "Idlib province"]);
        assert_eq!(names("the Iraqi city of Mosul"), ["Mosul"]);
        assert_eq!(names("N. Iraq"), ["Iraq"]);
        assert!(parsed("NE Syria")[0].part && parsed("nr. Mosul")[0].nearness == Nearness::Near);
    }

    #[test]
    fn any_words_are_taken_apart_without_end() {
        assert!(terms(&"in ".repeat(100_000), &Table).len() < 50);
        assert!(terms(&"a of ".repeat(100_000), &Table).len() < 50);
        assert!(terms("", &Table).is_empty());
    }
}
