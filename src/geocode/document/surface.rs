//! The words of a mention and those beside it.
//!
//! Comes in: a text and the span of a mention. Goes out: the name without what writers hang on it, the name behind its comma
//! ("Paris, Texas"), the kind that a word beside it announces ("Idlib province").

use std::ops::Range;

use crate::geocode::words::{Hint, hint};

/// Bytes that are looked at on either side of a mention.
const BESIDE: usize = 48;
/// Words of a name behind a comma.
const MOST_WORDS: usize = 3;

/// A mention as it is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surface<'t> {
    /// The name: no quotation marks, no "the", no possessive ending, nothing behind a comma.
    pub name: &'t str,
    /// What the mention itself has behind its first comma.
    pub behind: &'t str,
}

/// A span widened to whole words. One that starts within a word was counted in other units than the text is (UTF-16, lines of
/// two characters): it then ends too far behind by as much, so what follows its capitalised words is dropped.
pub fn whole_words(text: &str, span: &Range<usize>) -> Range<usize> {
    let inside = |at: usize| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let behind = text.get(at..).and_then(|t| t.chars().next());
        before.is_some_and(char::is_alphanumeric) && behind.is_some_and(|c| c.is_alphanumeric() || is_apostrophe(c))
    };
    let joined = |c: char| c.is_alphanumeric() || is_apostrophe(c);
    let (cut, open) = (inside(span.start), inside(span.end));
    if !cut && !open {
        return span.clone();
    }
    let left = text.get(..span.start).unwrap_or_default();
    let start = if cut { left.trim_end_matches(joined).len() } else { span.start };
    let right = text.get(span.end..).unwrap_or_default();
    let widened = span.end + right.len() - right.trim_start_matches(char::is_alphanumeric).len();
    if !cut || text.get(start..span.end).is_some_and(|t| t.chars().all(joined)) {
        return start..if open && !cut { widened } else { span.end };
    }
    start..start + capitalised(text.get(start..span.end).unwrap_or_default(), open)
}

/// The length of the words at the start that belong to a name; the last one does not count where it is cut.
fn capitalised(words: &str, cut: bool) -> usize {
    let line = words.split(['\n', ';']).next().unwrap_or_default();
    let line = line.find(". ").map_or(line, |at| line.get(..at).unwrap_or_default());
    let whole = line.len() < words.len() || !cut;
    let line = if whole { line } else { line.rsplit_once(' ').map_or(line, |(before, _)| before) };
    let mut end = 0;
    let mut at = 0;
    for word in line.split(' ') {
        if end > 0 && !word.starts_with(|c: char| c.is_uppercase()) && !matches!(word, "of" | "and" | "the" | "de") {
            break;
        }
        if word.starts_with(|c: char| !c.is_lowercase()) || end == 0 {
            end = at + word.len();
        }
        at += word.len() + 1;
    }
    end
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Takes quotation marks, the article and the possessive ending off a mention.
pub fn surface(mention: &str) -> Surface<'_> {
    let (name, behind) = mention.split_once(',').unwrap_or((mention, ""));
    let name = without_possessive(trimmed(name));
    let name = ["the ", "The ", "THE "].iter().find_map(|the| name.strip_prefix(the)).unwrap_or(name).trim_start();
    Surface { name, behind: trimmed(behind) }
}

/// Without blanks, quotation marks and brackets around it.
fn trimmed(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "\"“”„«»()[]{};:!?*_|".contains(c) || c == '\0')
}

fn without_possessive(name: &str) -> &str {
    let plain = ["'s", "’s", "`s", "'S", "’S"].iter().find_map(|s| name.strip_suffix(s)).unwrap_or(name);
    plain.trim_matches(['\'', '’', '‘', '`'])
}

/// The kind of place that the word before or behind a mention announces: "province of X", "X county".
pub fn hint_beside(text: &str, span: &Range<usize>) -> Option<Hint> {
    let right = text.get(span.end..).unwrap_or_default();
    let next = right.strip_prefix(' ').map(first_word).unwrap_or_default();
    let left = left_of(text, span.start).trim_end_matches(' ');
    let of = left.strip_suffix(" of").map(last_word).unwrap_or_default();
    announced(next).or_else(|| announced(of))
}

/// Whether the words between an adjective and a name say that the one is in the other: " city of ", " border town of ".
pub fn leads_to_name(between: &str) -> bool {
    let Some(words) = between.strip_prefix(' ').and_then(|words| words.strip_suffix(" of ")) else { return false };
    let plain = words.chars().all(|c| c.is_lowercase() || c == ' ' || c == '-');
    plain && words.split(' ').count() <= MOST_BETWEEN && announced(last_word(words)).is_some()
}

/// What a word announces where it does so without doubt.
fn announced(word: &str) -> Option<Hint> {
    let vague =
        ["area", "areas", "nation", "country", "center", "centre", "division", "capital", "settlement", "valley"];
    if word.is_empty() || vague.iter().any(|v| v.eq_ignore_ascii_case(word)) { None } else { hint(word) }
}

/// Those who act in their own country, unlike soldiers and officials.
const AT_HOME: [&str; 21] = [
    "police",
    "policemen",
    "policeman",
    "policewoman",
    "officers",
    "authorities",
    "prosecutors",
    "prosecutor",
    "investigators",
    "court",
    "courts",
    "judge",
    "judges",
    "gendarmes",
    "gendarmerie",
    "firefighters",
    "paramedics",
    "villagers",
    "tribesmen",
    "residents",
    "voters",
];
/// How many words behind the name of a country tell who acts: "Pakistani counter-terrorism police".
const MOST_BETWEEN: usize = 3;

/// Whether the words behind the name of a country tell those who act in it: "Pakistani police", "Kenya's highest court".
pub fn acts_at_home(text: &str, end: usize) -> bool {
    let right = text.get(end..).unwrap_or_default();
    let right = right
        .strip_prefix("'s")
        .or_else(|| right.strip_prefix('’').map(|r| r.strip_prefix('s').unwrap_or(r)))
        .unwrap_or(right);
    let right = right.get(..floor(right, BESIDE)).unwrap_or_default();
    let words = right.strip_prefix(' ').unwrap_or_default().split([' ', '\n']).take(MOST_BETWEEN);
    for word in words {
        let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !plain.starts_with(char::is_lowercase) {
            return false;
        }
        if AT_HOME.contains(&plain) {
            return true;
        }
        if plain.len() < word.len()
            || matches!(plain, "and" | "or" | "in" | "on" | "for" | "to" | "with" | "by" | "from" | "said")
        {
            return false;
        }
    }
    false
}

/// Whether a sentence ends within some words between two names.
pub fn ends_sentence(between: &str) -> bool {
    let ends = between.match_indices(['.', '!', '?', '\n']).any(|(at, sign)| {
        sign == "\n"
            || between
                .get(at + 1..)
                .is_some_and(|rest| rest.trim_start_matches(['"', '”', '’', ')']).starts_with(char::is_whitespace))
    });
    ends || between.len() > LONGEST_SENTENCE
}

/// The names that may be meant by the words behind a mention and a comma, longest first: "N.C." in "Durham, N.C., said".
pub fn behind_comma(text: &str, end: usize) -> impl Iterator<Item = &str> {
    let right = text.get(end..).unwrap_or_default();
    let rest = right.strip_prefix(", ").or_else(|| right.strip_prefix(" (")).unwrap_or_default();
    let rest = rest.get(..floor(rest, BESIDE)).unwrap_or_default();
    let mut ends = [0_usize; MOST_WORDS];
    let mut count = 0;
    let mut at = 0;
    for (slot, word) in ends.iter_mut().zip(rest.split(' ')) {
        let plain = word.trim_end_matches(|c: char| ",;:!?)\"”’\n".contains(c) || c.is_whitespace());
        let cut = plain.find(['\n', ',', ')', ';']).unwrap_or(plain.len());
        if cut == 0 || !plain.starts_with(char::is_uppercase) {
            break;
        }
        *slot = at + cut;
        count += 1;
        if cut < word.len() {
            break;
        }
        at += word.len() + 1;
    }
    (0..count).rev().filter_map(move |n| rest.get(..ends.get(n).copied()?))
}

/// The text right before a mention, at most a few words.
pub fn left_of(text: &str, start: usize) -> &str {
    let from = floor(text, start.saturating_sub(BESIDE));
    text.get(from..start).unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    let text = text.get(..floor(text, BESIDE)).unwrap_or_default();
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// The next lower boundary of a character.
pub fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

/// Words between two names of a sentence have fewer bytes.
const LONGEST_SENTENCE: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(text: &str) -> Vec<&str> {
        behind_comma(text, text.find(',').unwrap_or(text.len())).collect()
    }

    #[test]
    fn what_writers_hang_on_a_name_is_taken_off() {
        assert_eq!(surface("the Netherlands’s").name, "Netherlands");
        assert_eq!(surface(" \"Paris, Texas\" "), Surface { name: "Paris", behind: "Texas" });
        assert_eq!(surface("").name, "");
        assert_eq!(surface("'").name, "");
    }

    #[test]
    fn an_adjective_and_a_sort_of_place_lead_to_a_name() {
        for (between, leads) in [
            (" city of ", true),
            (" border town of ", true),
            (" capital of ", false),
            (" president of ", false),
            (" city, of ", false),
            (" troops left the city of ", false),
        ] {
            assert_eq!(leads_to_name(between), leads, "{between}");
        }
    }

    #[test]
    fn a_span_that_starts_within_a_word_is_mended() {
        let text = "from Edmonton, Black Hawk County Sheriff in Illinois looked. Canada's weather";
        let mended = |given: &str| {
            let start = text.find(given).unwrap();
            text.get(whole_words(text, &(start..start + given.len()))).unwrap()
        };
        assert_eq!(mended("monton, "), "Edmonton,");
        assert_eq!(mended("k Hawk County S"), "Black Hawk County");
        assert_eq!(mended("inois lo"), "Illinois");
        assert_eq!(mended("'s wea"), "Canada's");
        assert_eq!(mended("Edmont"), "Edmonton");
        assert_eq!(mended("Edmonton"), "Edmonton");
        assert_eq!(mended("monton"), "Edmonton");
    }

    #[test]
    fn the_words_behind_a_comma_come_longest_first_and_end_with_the_capitals() {
        assert_eq!(behind("Durham, N.C., said"), ["N.C."]);
        assert_eq!(behind("Durham, North Carolina on"), ["North Carolina", "North"]);
        assert_eq!(behind("Durham, where"), Vec::<&str>::new());
        assert_eq!(behind("Durham, Texas\nMore"), ["Texas"]);
        assert_eq!(behind("Durham,"), Vec::<&str>::new());
    }

    #[test]
    fn a_word_beside_a_name_announces_its_kind() {
        let text = "the city of Idlib in Idlib province";
        assert_eq!(hint_beside(text, &(12..17)), Some(Hint::Settlement));
        assert_eq!(hint_beside(text, &(21..26)), Some(Hint::Admin1));
        assert_eq!(hint_beside("", &(0..0)), None);
    }

    #[test]
    fn police_and_courts_act_at_home_and_soldiers_do_not() {
        let acts = |text: &str, name: &str| acts_at_home(text, text.find(name).unwrap() + name.len());
        for text in ["Pakistani police shot", "Pakistani counter-terrorism police shot", "a Pakistani court, which"] {
            assert!(acts(text, "Pakistani"), "{text}");
        }
        assert!(acts("Kenya's highest court ruled", "Kenya") && acts("Kenya’s police", "Kenya"));
        for text in
            ["Pakistani soldiers and police", "Pakistani, police", "Pakistani men in court", "Pakistani Police Academy"]
        {
            assert!(!acts(text, "Pakistani"), "{text}");
        }
    }

    #[test]
    fn a_sentence_ends_at_a_stop_and_a_blank() {
        assert!(ends_sentence(" fell. In ") && ends_sentence(" fell.” In ") && ends_sentence("\n"));
        assert!(!ends_sentence(" shot 1.5 km from ") && !ends_sentence(" police, on Monday, in "));
    }
}
