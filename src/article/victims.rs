//! Those that an event was done to: their names, and how many they are. Nobody is killed twice: two sentences that name one victim tell of one incident.
//!
//! Comes in: an event in its sentence. Goes out: the names of its victims, without their first names and offices.

use super::events::Event;
use super::people::Counter;
use super::prose::{Prose, Sentence};
use super::sense::Sense;
use super::targets::Target;
use super::toll;
use super::vocabulary::Mark;
use crate::incident::Kind;
use crate::toponym::token::{Word, gap};
use crate::toponym::words::{KIND_WORDS, flag};

/// Words that are in names of other things than people.
const OTHER: u64 =
    KIND_WORDS | flag::TITLE | flag::PEOPLE | flag::CALENDAR | flag::FUNCTION | flag::COMMON | flag::HUMAN | flag::ROLE;
/// Words between people and what was done to them.
const MOST_TRAILING: usize = 8;
/// Words of a name behind its first.
const LONGEST: usize = 5;

/// The words that name those killed, wounded or taken, or those that a thing is attacked of: "Soto's car".
pub fn victims(prose: &Prose<'_>, sentence: &Sentence, event: &Event, target: Option<&Target>) -> Vec<usize> {
    if !is_done_to_one(&event.kind) {
        return Vec::new();
    }
    let mut spans: Vec<(usize, usize)> = event.tolls.iter().map(|t| (t.first, t.last)).collect();
    if is_taken(&event.kind) {
        spans.extend(toll::victims(prose, sentence, event).map(|people| (people.first, people.last)));
    }
    let mut out: Vec<usize> = Vec::new();
    for (first, last) in spans {
        let behind = (last + 1..last + LONGEST).take_while(|n| goes_on(prose, sentence, *n)).last().unwrap_or(last);
        let apposed = first.checked_sub(1).filter(|_| prose.gap(first, gap::COMMA));
        let start = apposed.map_or(first, |last| name_before(prose, sentence, last));
        out.extend((start..=behind).filter(|n| is_surname(prose, sentence, *n)));
    }
    let counter = Counter { prose, sentence };
    let owner = |n: &usize| counter.is_person_name(*n) && is_surname(prose, sentence, *n);
    out.extend(target.into_iter().flat_map(|target| target.words.clone()).filter(owner));
    out
}

/// How many people are told as what an event was done to: "arrested seven men", "47 people were detained".
pub fn figure(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<u32> {
    let counter = Counter { prose, sentence };
    let near =
        event.at.start.saturating_sub(MOST_TRAILING).max(event.reach.start)..event.reach.end.min(event.at.end + 3);
    // "Arrested seven Tajik, Turkmen and Kyrgyz men".
    let bare = event.at.end;
    if counter.is_number(bare) && prose.word(bare + 1).is_some_and(Word::is_capital) {
        return prose.count(bare).and_then(|count| count.count());
    }
    near.clone().filter(|n| counter.is_number(*n)).find_map(|n| {
        let people = counter.list(n, near.end.max(n + 6).min(sentence.words.end), false);
        let people = people.filter(|people| !people.marks.is_empty())?;
        Some(people.count.count().or(people.count.low).or(people.count.high).unwrap_or_default())
    })
}

/// Whether people are taken, not killed.
pub fn is_taken(kind: &Kind) -> bool {
    matches!(kind, Kind::Kidnapping | Kind::HostageTaking)
}

/// Whether a kind is done to people: who is killed may have been kidnapped.
pub fn is_done_to_one(kind: &Kind) -> bool {
    is_taken(kind) || matches!(kind, Kind::Assassination | Kind::ArmedAssault | Kind::Attack)
}

/// The first word of the name that ends with a word: "Carlos Soto, mayor of Lima, was killed".
fn name_before(prose: &Prose<'_>, sentence: &Sentence, last: usize) -> usize {
    let mut first = last;
    while first > sentence.words.start && last - first < LONGEST && goes_on(prose, sentence, first) {
        first -= 1;
    }
    first
}

/// Whether a name goes on with a word.
fn goes_on(prose: &Prose<'_>, sentence: &Sentence, n: usize) -> bool {
    let marked = prose.marks_of(sentence).iter().any(|m| m.first == n && !matches!(m.sense, Sense::Person(_)));
    sentence.words.contains(&n) && prose.page.joins(n) && prose.page.is_name(n) && !marked
}

/// Whether a word tells a person from others: a name that is no first name, no office, no people.
fn is_surname(prose: &Prose<'_>, sentence: &Sentence, n: usize) -> bool {
    let page = &prose.page;
    let first = page.has(n, flag::FIRST) && !page.has(n, flag::LAST);
    let named = page.is_name(n) && !page.has(n, OTHER) && prose.word(n).is_some_and(|word| word.letters > 3);
    let marks = prose.marks_of(sentence);
    let sort = |m: &Mark| {
        matches!(m.sense, Sense::Person(_) | Sense::Actor(_) | Sense::Thing(_)) && m.first <= n && n <= m.last
    };
    named && !first && !marks.iter().any(sort)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor, Report};
    use crate::gazetteer::Gazetteer;

    fn read(text: &str) -> crate::error::Result<Vec<Report>> {
        let gazetteer = Gazetteer::built_in()?;
        Ok(Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, Some(date(2024, 3, 31)))))
    }

    #[test]
    fn nobody_is_killed_twice() -> crate::error::Result<()> {
        let found = read(
            "Gunmen murdered the judge Carlos Quintero in Lima on Friday.\n\nThe council met in the evening.\n\n\
             The police have no suspects.\n\nQuintero was shot dead in front of his house.",
        )?;
        assert_eq!(found.len(), 1, "{found:?}");
        Ok(())
    }

    #[test]
    fn who_is_kidnapped_and_killed_is_one_incident_on_the_day_he_was_taken() -> crate::error::Result<()> {
        let found = read(
            "The mayor Carlos Quintero was found dead in Lima on 28 March.\n\nGuerrillas had kidnapped Quintero on 25 March.",
        )?;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].kind.key(), found[0].killed.count()), ("kidnapping", Some(1)));
        assert_eq!(found[0].when.to_string(), "2024-03-25");
        Ok(())
    }

    #[test]
    fn two_victims_are_two_incidents() -> crate::error::Result<()> {
        let found = read(
            "Gunmen murdered the judge Carlos Quintero in Lima on 3 March.\n\nGunmen murdered the mayor Juan Salazar in \
             Lima on 5 March.",
        )?;
        assert_eq!(found.len(), 2, "{found:?}");
        Ok(())
    }
}
