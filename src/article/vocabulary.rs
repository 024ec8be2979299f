//! The words of incidents: what tells of one, who does it, who suffers it, how a sentence is meant. All of it is data.
//!
//! Comes in: the tables of `data/article/`, compiled in, and the words of a text. Goes out: [`Mark`]s: which words of the text stand in which
//! row of which table. A phrase of several words wins over its beginning.

use std::sync::OnceLock;

use super::sense::{ActorSort, CLASSES, Effect, Form, Sense, Side, cue_of, form_of, target_sort};
use crate::incident::Kind;
use crate::toponym::lexicon::FastMap;
use crate::toponym::token::{Words, gap};

/// Words that a verb and its particle may enclose.
const ENCLOSED: usize = 12;

/// Words of a text that stand in a row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The number of the first word.
    pub first: usize,
    /// The number of the last word.
    pub last: usize,
    /// What they mean.
    pub sense: Sense,
}

/// A row of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its kind.
    pub kind: Kind,
    /// How it tells.
    pub form: Form,
}

/// A row of the actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActorRow {
    /// The one name for all its names.
    pub name: &'static str,
    /// Its sort.
    pub sort: ActorSort,
}

/// A row of the times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeRow {
    /// What the value means.
    pub sort: &'static str,
    /// The value.
    pub value: &'static str,
}

struct Phrase {
    rest: Vec<&'static str>,
    /// Where in the rest ".." stands.
    open: Option<usize>,
    sense: Sense,
}

/// Slots by which words are told from those that begin a phrase.
const SLOTS: usize = 1 << 14;

/// A number from the length and some letters of a word.
fn slot(word: &str) -> usize {
    let bytes = word.as_bytes();
    let at = |n: usize| bytes.get(n).map_or(0, |byte| usize::from(*byte));
    let letters = [at(0), at(1), at(bytes.len() / 2), at(bytes.len().saturating_sub(1))];
    letters.into_iter().fold(bytes.len(), |number, letter| number * 31 + letter) % SLOTS
}

/// All tables.
pub struct Vocabulary {
    heads: FastMap<&'static str, Vec<Phrase>>,
    /// Which slots hold a head: most words are told from all heads by one look.
    slots: Vec<bool>,
    /// The events.
    pub events: Vec<EventRow>,
    /// The actors.
    pub actors: Vec<ActorRow>,
    /// The times.
    pub times: Vec<TimeRow>,
}

impl Vocabulary {
    /// The built-in tables, made at the first call.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Vocabulary> = OnceLock::new();
        BUILT_IN.get_or_init(Self::build)
    }

    fn build() -> Self {
        let mut out = Self {
            heads: FastMap::default(),
            slots: vec![false; SLOTS],
            events: Vec::new(),
            actors: Vec::new(),
            times: Vec::new(),
        };
        for [kind, form, words] in rows(include_str!("../../data/article/events.tsv")) {
            out.events.push(EventRow { kind: Kind::from_word(kind), form: form_of(form) });
            out.add(words, Sense::Event(out.events.len() - 1));
        }
        for [name, sort, words] in rows(include_str!("../../data/article/actors.tsv")) {
            let sort = match sort {
                "group" => ActorSort::Group,
                "state" => ActorSort::State,
                _ => ActorSort::Generic,
            };
            out.actors.push(ActorRow { name, sort });
            out.add(words, Sense::Actor(out.actors.len() - 1));
        }
        for [sort, value, words] in rows(include_str!("../../data/article/times.tsv")) {
            out.times.push(TimeRow { sort, value });
            out.add(words, Sense::Time(out.times.len() - 1));
        }
        for [effect, side, words] in rows(include_str!("../../data/article/effects.tsv")) {
            let effect = if effect == "killed" { Effect::Killed } else { Effect::Injured };
            let side = match side {
                "before" => Side::Before,
                "behind" => Side::Behind,
                "owner" => Side::Owner,
                "within" => Side::Within,
                _ => Side::Either,
            };
            out.add(words, Sense::Effect(effect, side));
        }
        for [sort, words] in rows(include_str!("../../data/article/people.tsv")) {
            if let Some(sort) = target_sort(sort) {
                out.add(words, Sense::Person(sort));
            }
        }
        for [sort, words] in rows(include_str!("../../data/article/things.tsv")) {
            if let Some(sort) = target_sort(sort) {
                out.add(words, Sense::Thing(sort));
            }
        }
        for [cue, words] in rows(include_str!("../../data/article/cues.tsv")) {
            if let Some(cue) = cue_of(cue) {
                out.add(words, Sense::Cue(cue));
            }
        }
        for phrases in out.heads.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        out
    }

    fn add(&mut self, words: &'static str, sense: Sense) {
        for phrase in words.split('|') {
            let mut parts = phrase.split_ascii_whitespace();
            let Some(head) = parts.next() else { continue };
            if let Some(slot) = self.slots.get_mut(slot(head)) {
                *slot = true;
            }
            let rest: Vec<&'static str> = parts.collect();
            let open = rest.iter().position(|part| *part == "..");
            self.heads.entry(head).or_default().push(Phrase { rest, open, sense });
        }
    }

    /// The marks of a text, in the order of their first words.
    pub fn read(&self, words: &Words<'_>) -> Vec<Mark> {
        let mut out = Vec::new();
        let mut taken = [0_usize; CLASSES];
        for (first, word) in words.all().iter().enumerate() {
            let folded = words.folded(word);
            if !self.slots.get(slot(folded)).is_some_and(|held| *held) {
                continue;
            }
            let Some(phrases) = self.heads.get(folded) else { continue };
            let next = words.get(first + 1).map_or("", |word| words.folded(word));
            // "The" and "was" begin dozens of phrases, which the word behind them tells apart.
            let goes_on =
                |phrase: &&Phrase| phrase.open == Some(0) || phrase.rest.first().is_none_or(|part| *part == next);
            for phrase in phrases.iter().filter(goes_on) {
                let Some(taken) = taken.get_mut(phrase.sense.class()).filter(|taken| **taken <= first) else {
                    continue;
                };
                if let Some(last) = phrase_end(words, first, phrase) {
                    *taken = last + 1;
                    out.push(Mark { first, last, sense: phrase.sense });
                }
            }
        }
        out
    }
}

/// The last word of a phrase that begins at a word; ".." stands for what a verb and its particle enclose: "set two trucks on fire".
fn phrase_end(words: &Words<'_>, first: usize, phrase: &Phrase) -> Option<usize> {
    let rest = phrase.rest.as_slice();
    let is = |n: usize, part: &str| words.get(n).is_some_and(|word| words.folded(word) == part);
    // "Repeated attacks. On Sunday": no phrase goes on behind a full stop, nor that of an event behind a comma.
    let comma = if matches!(phrase.sense, Sense::Event(_)) { gap::COMMA } else { 0 };
    let shut = gap::STOP | gap::PARAGRAPH | gap::COLON | comma;
    let joins = |n: usize| words.get(n).is_some_and(|word| word.gap & shut == 0);
    let Some(open) = phrase.open else {
        return rest
            .iter()
            .enumerate()
            .all(|(n, part)| is(first + 1 + n, part) && joins(first + 1 + n))
            .then_some(first + rest.len());
    };
    let (head, tail) = (rest.get(..open)?, rest.get(open + 1..)?);
    let from = first + 1 + head.len();
    let here = |n: usize| tail.iter().enumerate().all(|(k, part)| is(n + k, part));
    let apart = gap::STOP | gap::PARAGRAPH | gap::COLON;
    let joined = (from..from + ENCLOSED).take_while(|n| words.get(*n).is_some_and(|word| word.gap & apart == 0));
    let at = joined
        .skip(1)
        .find(|n| here(*n))
        .filter(|_| head.iter().enumerate().all(|(n, part)| is(first + 1 + n, part)))?;
    Some(at + tail.len() - 1)
}

/// The rows of a table: no comment, no header, as many columns as asked for.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toponym::lexicon::Lexicon;

    fn names(text: &str) -> Vec<&'static str> {
        let tables = Vocabulary::built_in();
        let marks = tables.read(&Words::of(text, Lexicon::built_in()));
        let name = |mark: &Mark| match mark.sense {
            Sense::Actor(row) => tables.actors.get(row).map(|row| row.name),
            _ => None,
        };
        marks.iter().filter_map(name).collect()
    }

    #[test]
    fn every_alias_of_a_group_has_one_name_and_the_longest_wins() {
        for alias in ["ISIS-K", "IS-K", "ISKP", "Islamic State Khorasan", "Islamic State in Khorasan"] {
            assert_eq!(names(&format!("The {alias} group")), ["ISIS-K"], "{alias}");
        }
        assert_eq!(names("the Islamic State and the Taliban"), ["Islamic State", "Taliban"]);
    }

    #[test]
    fn a_verb_and_its_particle_enclose_their_object_within_a_sentence() {
        let tables = Vocabulary::built_in();
        let arson = |text: &str| {
            let marks = tables.read(&Words::of(text, Lexicon::built_in()));
            marks.iter().any(|m| matches!(m.sense, Sense::Event(row) if tables.events[row].kind == Kind::Arson))
        };
        assert!(arson("They set two trucks loaded with ore on fire."));
        assert!(!arson("They set out at dawn. The house was on fire."));
    }

    #[test]
    fn no_phrase_goes_on_behind_a_full_stop() {
        let tables = Vocabulary::built_in();
        let act = |text: &str| {
            let marks = tables.read(&Words::of(text, Lexicon::built_in()));
            marks.iter().any(|m| matches!(m.sense, Sense::Event(row) if tables.events[row].form == Form::Act))
        };
        assert!(act("The attack on the market shocked them."));
        assert!(!act("They spoke of an attack. On Sunday the market opened."));
    }

    #[test]
    fn every_row_of_the_tables_is_understood() {
        let tables = Vocabulary::built_in();
        assert!(tables.events.iter().all(|row| !matches!(row.kind, Kind::Unknown)));
        for line in include_str!("../../data/article/cues.tsv").lines().filter(|l| !l.starts_with('#')).skip(1) {
            let (cue, words) = line.split_once('\t').unwrap();
            assert!(cue_of(cue).is_some() && !words.contains('\t'), "{cue}");
        }
    }
}
