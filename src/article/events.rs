//! What a sentence tells of: events with their kind, how far they got, and what stands beside them.
//!
//! Comes in: a sentence with its marks. Goes out: [`Event`]s. Words that only look like incidents (figures of speech, sport, what is feared or
//! denied) are left out here, or marked as what they are.

use std::ops::Range;

use super::prose::{Prose, Sentence};
use super::toll::{Toll, tolls};
use super::vocabulary::{ActorSort, Cue, Effect, Form, Mark, Sense, Vocabulary};
use crate::incident::{Kind, Role, Stage};
use crate::read::prose_count;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words before a trigger in which a modal or a negation governs it.
const GOVERNED: usize = 7;
/// Words of the object of an attack.
const OBJECT_WORDS: usize = 5;
/// More than so many explosions are a series.
const MOST_AT_ONCE: u32 = 12;
/// Words behind a plot in which its aim stands.
const PLANNED: usize = 6;

/// An event that a sentence tells.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the wording that stands alone")]
pub struct Event {
    /// The number of its sentence.
    pub sentence: usize,
    /// The words that tell it, from the first trigger to the last.
    pub at: Range<usize>,
    /// Its part of the sentence.
    pub reach: Range<usize>,
    /// Its kind.
    pub kind: Kind,
    /// How far it got.
    pub stage: Stage,
    /// The strongest form that tells it.
    pub form: Form,
    /// "the attack", "his murder".
    pub definite: bool,
    /// "another attack".
    pub other: bool,
    /// Several at once, not one.
    pub plural: bool,
    /// Told of as of long ago.
    pub past: bool,
    /// Told by people killed alone.
    pub effect_only: bool,
    /// Another kind of thing is told beside it: dates of the sentence are not its own.
    pub apart: bool,
    /// The tolls of its part of the sentence.
    pub tolls: Vec<Toll>,
    /// Numbers of the marks of its triggers.
    pub triggers: Vec<usize>,
}

/// How strongly a kind names what happened: the higher of two in one sentence is the kind of both.
fn strength(kind: &Kind) -> u8 {
    match kind {
        Kind::Hijacking => 9,
        Kind::Kidnapping | Kind::HostageTaking => 8,
        Kind::Arson | Kind::AirStrike | Kind::Bombing => 7,
        Kind::Robbery => 6,
        Kind::Sabotage => 5,
        Kind::Assassination | Kind::ArmedAssault => 4,
        Kind::Battle => 3,
        Kind::Attack => 2,
        _ => 1,
    }
}

/// Whether two kinds may be two words for one event.
pub fn go_together(a: &Kind, b: &Kind) -> bool {
    if a == b || a.role() != b.role() {
        return a == b;
    }
    let family = |kind: &Kind| match kind {
        Kind::Kidnapping | Kind::HostageTaking => 1,
        Kind::Attack | Kind::ArmedAssault | Kind::Assassination => 2,
        Kind::Bombing => 3,
        Kind::Arson => 4,
        Kind::Sabotage => 5,
        Kind::Robbery => 6,
        Kind::Hijacking => 7,
        Kind::Battle => 8,
        _ => 0,
    };
    let (x, y) = (family(a), family(b));
    if x == 0 || y == 0 {
        return false;
    }
    let general = |kind: &Kind| matches!(kind, Kind::Attack);
    x == y
        || general(a) && y != 1
        || general(b) && x != 1
        || matches!((x, y), (3, 2 | 4 | 5) | (2 | 4 | 5, 3) | (2, 8) | (8, 2))
}

/// The events of a sentence.
pub fn events(prose: &Prose<'_>, number: usize, sentence: &Sentence) -> Vec<Event> {
    let reader = Reader { prose, sentence, tables: Vocabulary::built_in(), number };
    reader.read()
}

struct Reader<'a, 't> {
    prose: &'a Prose<'t>,
    sentence: &'a Sentence,
    tables: &'static Vocabulary,
    number: usize,
}

impl Reader<'_, '_> {
    fn read(&self) -> Vec<Event> {
        let marks = self.prose.marks_of(self.sentence);
        if !marks.iter().any(|m| matches!(m.sense, Sense::Event(_))) {
            return Vec::new();
        }
        let mut out: Vec<Event> = Vec::new();
        let mut means: Vec<usize> = Vec::new();
        for (at, mark) in marks.iter().enumerate() {
            let Some(row) = self.row(mark).filter(|_| !self.is_figurative(mark)) else { continue };
            if row.form == Form::Means {
                means.push(mark.first);
                continue;
            }
            if let Some(event) = self.event(at, mark, &row.kind, row.form) {
                self.add(&mut out, event);
            }
        }
        planned(&mut out);
        self.share(&mut out);
        let tolls = tolls(self.prose, self.sentence);
        for event in &mut out {
            event.tolls = tolls.iter().filter(|t| event.reach.contains(&t.at)).cloned().collect();
            if means.iter().any(|n| event.reach.contains(n)) {
                bomb(event);
            }
        }
        out.retain(|event| !(event.effect_only && event.tolls.is_empty()));
        out
    }

    fn row(&self, mark: &Mark) -> Option<&'static super::vocabulary::EventRow> {
        match mark.sense {
            Sense::Event(row) => self.tables.events.get(row),
            _ => None,
        }
    }

    fn is_figurative(&self, mark: &Mark) -> bool {
        self.prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| m.sense == Sense::Cue(Cue::Figurative) && m.first <= mark.last && mark.first <= m.last)
    }

    /// One trigger as an event; nothing where it does not tell of one.
    fn event(&self, at: usize, mark: &Mark, kind: &Kind, form: Form) -> Option<Event> {
        let start = self.clause_start(mark.first);
        let near = mark.first.saturating_sub(GOVERNED).max(start)..mark.first;
        let governed = |cue: Cue| self.prose.has_cue(self.sentence, near.clone(), cue);
        let told = matches!(kind.role(), Role::Statement) || matches!(kind, Kind::Plot);
        if (governed(Cue::Negation) || governed(Cue::Modal)) && !told {
            return None;
        }
        if form == Form::Base && !self.follows_actor(mark.first) || self.is_aim(mark, form) || self.is_of_ideas(mark) {
            return None;
        }
        // "possible attack", "would-be": a sentence of sport or of accidents tells of no attack.
        let sentence = self.sentence.words.clone();
        if self.prose.has_cue(self.sentence, sentence.clone(), Cue::Sport)
            && !matches!(kind, Kind::Bombing | Kind::Kidnapping | Kind::Assassination)
        {
            return None;
        }
        let effect_only = form == Form::Effect;
        if effect_only && self.prose.has_cue(self.sentence, sentence.clone(), Cue::Accident) {
            return None;
        }
        // "The murdered magistrate": one that is spoken of already.
        let form = if self.is_attribute(mark, form) { Form::Name } else { form };
        let stage = self.stage(kind, &near, &sentence);
        let words_before: Vec<&str> =
            (mark.first.saturating_sub(3).max(start)..mark.first).map(|n| self.prose.folded(n)).collect();
        let known = |w: &&str| matches!(*w, "the" | "this" | "that");
        // "The bomb went off": one that is spoken of already.
        let weapon = form == Form::Act && words_before.iter().any(known) && self.is_weapon(mark.first);
        let definite = weapon
            || form == Form::Claim
            || form != Form::Act
                && words_before.iter().any(|w| {
                    matches!(
                        *w,
                        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "their" | "its" | "said" | "such"
                    )
                });
        let other = words_before
            .iter()
            .any(|w| matches!(*w, "another" | "second" | "other" | "separate" | "similar" | "third" | "new"))
            || self.begins_anew();
        let plural = form == Form::Names && !self.is_counted(mark.first.saturating_sub(3).max(start)..mark.first);
        let past = self.prose.has_cue(self.sentence, sentence.clone(), Cue::Past);
        Some(Event {
            sentence: self.number,
            at: mark.first..mark.last + 1,
            reach: sentence,
            kind: kind.clone(),
            stage,
            form,
            definite,
            other,
            plural,
            past,
            effect_only,
            apart: false,
            tolls: Vec::new(),
            triggers: vec![self.sentence.marks.start + at],
        })
    }

    fn stage(&self, kind: &Kind, near: &Range<usize>, sentence: &Range<usize>) -> Stage {
        let cue = |cue| self.prose.has_cue(self.sentence, sentence.clone(), cue);
        match kind {
            Kind::Threat | Kind::Warning => Stage::Threatened,
            Kind::Plot if cue(Cue::Foiled) => Stage::Foiled,
            Kind::Plot => Stage::Alleged,
            _ if cue(Cue::Foiled) => Stage::Foiled,
            _ if near.clone().any(|n| matches!(self.prose.folded(n), "attempted" | "attempt" | "tried" | "failed")) => {
                Stage::Attempted
            }
            _ if kind.role() == Role::Response => Stage::Accomplished,
            _ if self.prose.has_cue(self.sentence, near.clone(), Cue::Alleged) => Stage::Alleged,
            _ => Stage::Accomplished,
        }
    }

    /// Whether a participle stands between an article and its noun.
    fn is_attribute(&self, mark: &Mark, form: Form) -> bool {
        let before = mark.first.checked_sub(1).map_or("", |n| self.prose.folded(n));
        let article = matches!(before, "the" | "these" | "those" | "his" | "her" | "their");
        let noun = !self.prose.page.has(mark.last + 1, flag::FUNCTION)
            && !self.prose.gap(mark.last + 1, gap::COMMA | gap::STOP);
        form == Form::Act && mark.first == mark.last && article && noun && self.prose.folded(mark.first).ends_with("ed")
    }

    /// "Called on followers to attack": what is to be done is not done; "started to attack" is.
    fn is_aim(&self, mark: &Mark, form: Form) -> bool {
        let word = |back: usize| mark.first.checked_sub(back).map_or("", |n| self.prose.folded(n));
        let begun = matches!(word(2), "started" | "began" | "begun" | "managed" | "continued" | "proceeded" | "used");
        form == Form::Name && mark.first == mark.last && word(1) == "to" && !begun
    }

    /// "An attack on the budget": what is attacked is no person, thing or place.
    fn is_of_ideas(&self, mark: &Mark) -> bool {
        let end = (mark.last + 1 + OBJECT_WORDS).min(self.sentence.words.end);
        let aimed = matches!(self.prose.folded(mark.last), "on" | "against");
        let phrase = (mark.last + 1..end).take_while(|n| {
            let goes_on = *n == mark.last + 1 || !self.prose.gap(*n, gap::COMMA | gap::COLON | gap::DASH);
            goes_on
                && (matches!(self.prose.folded(*n), "the" | "a" | "an" | "our" | "their" | "his" | "her" | "its")
                    || !self.prose.page.has(*n, flag::FUNCTION))
        });
        let phrase: Vec<usize> = phrase.collect();
        let idea = phrase.iter().find(|n| self.prose.cue_at(self.sentence, **n..**n + 1, Cue::Idea).is_some());
        // "The law school", "rights activists": an idea before a thing or people.
        let marks = self.prose.marks_of(self.sentence);
        let real = |from: usize| {
            let solid = |m: &&Mark| matches!(m.sense, Sense::Thing(_) | Sense::Person(_));
            marks.iter().filter(solid).any(|m| m.first > from && phrase.contains(&m.first))
        };
        aimed && idea.is_some_and(|n| !real(*n))
    }

    /// Whether so many are told as are told of at once: "two bombs", "eight powerful explosions", "twin blasts".
    fn is_counted(&self, words: Range<usize>) -> bool {
        let few = |n: usize| {
            let word = self.prose.folded(n);
            let count = prose_count(word).filter(|_| n + 1 == words.end || word.len() > 1)?;
            let count = count.best.or(count.high.filter(|high| Some(*high) == count.low))?;
            (2..=MOST_AT_ONCE).contains(&count).then_some(())
        };
        words.clone().any(|n| matches!(self.prose.folded(n), "twin" | "double" | "couple") || few(n).is_some())
    }

    /// Whether a weapon stands right before a word.
    fn is_weapon(&self, at: usize) -> bool {
        self.prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| m.last + 1 == at && self.row(m).is_some_and(|row| row.form == Form::Means))
    }

    /// Whether a perpetrator stands right before a bare form: "gunmen attack church".
    fn follows_actor(&self, at: usize) -> bool {
        self.prose.marks_of(self.sentence).iter().any(|m| match m.sense {
            Sense::Actor(row) => {
                let armed = self.tables.actors.get(row).is_some_and(|row| row.sort != ActorSort::State);
                armed && m.last + 1 == at
            }
            _ => false,
        })
    }

    /// "Meanwhile", "in another development": the sentence turns to something else.
    fn begins_anew(&self) -> bool {
        let start = self.sentence.words.start;
        self.prose.cue_at(self.sentence, start..start + 3, Cue::Other).is_some_and(|m| {
            matches!(
                self.prose.folded(m.first),
                "meanwhile" | "elsewhere" | "in" | "separately" | "similarly" | "furthermore" | "another"
            )
        })
    }

    /// The start of the clause that a word stands in: behind a semicolon, a quotation, "that", "which", "but".
    fn clause_start(&self, at: usize) -> usize {
        let start = self.sentence.words.start;
        (start + 1..=at)
            .rev()
            .find(|n| {
                self.prose.gap(*n, gap::COLON | gap::DASH)
                    || matches!(self.prose.folded(*n), "but" | "although" | "while" | "after") && *n < at
            })
            .unwrap_or(start)
    }

    /// Adds an event to those of the sentence: to the last one where both may be one.
    fn add(&self, out: &mut Vec<Event>, event: Event) {
        let found = out.iter_mut().rev().find(|known| {
            let both = go_together(&known.kind, &event.kind);
            let apart = self.apart(known.at.end, event.at.start);
            // "Arrested in raids": the raids are how.
            let raided = known.kind == Kind::Arrest && event.kind == Kind::Raid;
            (both || raided) && !apart || event.effect_only && known.kind.role() == Role::Operation
        });
        match found {
            Some(known) => join(known, event),
            None => out.push(event),
        }
    }

    /// Whether a semicolon, or a comma with "and" and a place or person of its own, stands between two triggers.
    fn apart(&self, from: usize, to: usize) -> bool {
        let timed = |words: Range<usize>| {
            self.prose
                .marks_of(self.sentence)
                .iter()
                .any(|m| matches!(m.sense, Sense::Time(_)) && words.contains(&m.first))
        };
        let and = || (from..to).any(|n| self.prose.folded(n) == "and" || self.prose.gap(n, gap::COMMA));
        // "The attack of May and the bombing of June": each with a date of its own.
        (from..to).any(|n| self.prose.gap(n, gap::COLON))
            || timed(from..to) && timed(to..self.sentence.words.end) && and()
    }

    /// Gives each event its part of the sentence where there are several.
    fn share(&self, out: &mut [Event]) {
        let operations: Vec<usize> = (0..out.len()).collect();
        let cuts: Vec<usize> = operations
            .windows(2)
            .filter_map(|pair| {
                let (a, b) = (out.get(*pair.first()?)?, out.get(*pair.last()?)?);
                Some(self.cut_between(a.at.end, b.at.start))
            })
            .collect();
        if out.len() < 2 {
            return;
        }
        let ordered = out.windows(2).all(|pair| matches!(pair, [a, b] if a.at.end <= b.at.start));
        if !ordered {
            return;
        }
        let roles: Vec<Role> =
            out.iter().map(|e| if e.kind == Kind::Plot { Role::Statement } else { e.kind.role() }).collect();
        let mixed = roles.windows(2).any(|pair| pair.first() != pair.last());
        for (n, event) in out.iter_mut().enumerate() {
            event.apart = mixed;
            let start = n.checked_sub(1).and_then(|n| cuts.get(n)).copied().unwrap_or(self.sentence.words.start);
            let end = cuts.get(n).copied().unwrap_or(self.sentence.words.end);
            if start < end && start <= event.at.start && event.at.end <= end {
                event.reach = start..end;
            }
        }
    }

    /// Where the sentence is cut between two triggers: at a semicolon, "and", a comma; else in the middle.
    fn cut_between(&self, from: usize, to: usize) -> usize {
        let range = || (from..to.max(from)).rev();
        range()
            .find(|n| self.prose.gap(*n, gap::COLON))
            .or_else(|| range().find(|n| matches!(self.prose.folded(*n), "and" | "while" | "after" | "when" | "but")))
            .or_else(|| {
                range().find(|n| matches!(self.prose.folded(*n), "over" | "who" | "which" | "suspected" | "accused"))
            })
            .or_else(|| range().find(|n| self.prose.gap(*n, gap::COMMA)))
            .unwrap_or(usize::midpoint(from, to))
    }
}

/// Whether a sentence names a weapon.
pub fn has_means(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let events = &Vocabulary::built_in().events;
    let is_means = |row: usize| events.get(row).is_some_and(|row| row.form == Form::Means);
    prose.marks_of(sentence).iter().any(|m| matches!(m.sense, Sense::Event(row) if is_means(row)))
}

/// "A plot to attack a market" is the plot, not an attack.
fn planned(out: &mut Vec<Event>) {
    let plots: Vec<usize> = out.iter().filter(|e| e.kind == Kind::Plot).map(|e| e.at.end).collect();
    out.retain(|event| {
        let aimed = |end: &usize| event.at.start + 1 >= *end && event.at.start <= *end + PLANNED;
        event.kind == Kind::Plot || event.kind.role() != Role::Operation || !plots.iter().any(aimed)
    });
}

/// A bomb beside an attack makes it a bombing.
fn bomb(event: &mut Event) {
    if matches!(event.kind, Kind::Attack | Kind::Sabotage) {
        event.kind = Kind::Bombing;
    }
}

/// Puts two events of a sentence together.
fn join(known: &mut Event, event: Event) {
    if strength(&event.kind) > strength(&known.kind) || known.effect_only {
        known.kind = event.kind;
    }
    known.at = known.at.start.min(event.at.start)..known.at.end.max(event.at.end);
    known.definite &= event.definite || event.effect_only;
    known.plural &= event.plural || event.effect_only;
    known.other |= event.other;
    known.effect_only &= event.effect_only;
    if matches!(known.form, Form::Effect | Form::Names | Form::Name) && event.form == Form::Act {
        known.form = Form::Act;
    }
    if event.stage != Stage::Accomplished {
        known.stage = event.stage;
    }
    known.triggers.extend(event.triggers);
}

impl Event {
    /// The first toll of an effect.
    pub fn toll(&self, effect: Effect) -> Option<&Toll> {
        self.tolls.iter().find(|t| t.effect == effect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<String> {
        let prose = Prose::of(text, Vocabulary::built_in());
        let all = prose.sentences.iter().enumerate().flat_map(|(n, sentence)| events(&prose, n, sentence));
        all.map(|event| event.kind.key().to_owned()).collect()
    }

    #[test]
    fn ideas_and_aims_are_not_attacked() {
        assert_eq!(kinds("He deplored the attack on the budget."), Vec::<String>::new());
        assert_eq!(kinds("The rebels called on followers to attack."), ["threat"]);
        assert_eq!(kinds("He deplored the attack on the market."), ["attack"]);
    }

    #[test]
    fn explosions_with_a_number_are_no_series() {
        let plural = |text: &str| {
            let prose = Prose::of(text, Vocabulary::built_in());
            events(&prose, 0, &prose.sentences[0])[0].plural
        };
        assert!(!plural("Eight powerful explosions were heard."));
        assert!(plural("Explosions were heard."));
    }
}
