//! What a sentence tells of: events with their kind, how far they got, and what stands beside them.
//!
//! Comes in: a sentence with its marks. Goes out: [`Event`]s. Words that only look like incidents (figures of speech, sport, what is feared or
//! denied) are left out here, or marked as what they are.

use std::ops::Range;

use super::comparisons::comparison;
use super::lists::List;
use super::plans::Aim;
use super::prose::{Prose, Sentence};
use super::sense::{Cue, Effect, Form, Sense};
use super::shares::{armed_with, planned, settle_kind};
use super::toll::{Toll, tolls};
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, Role, Stage};

/// More than so many explosions are a series.
pub(super) const MOST_AT_ONCE: u32 = 12;

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
    /// "the attack on Friday": known perhaps, with a day or a place of its own.
    pub the: bool,
    /// "another attack".
    pub other: bool,
    /// Several at once, not one.
    pub plural: bool,
    /// Told of as of long ago.
    pub past: bool,
    /// "Has attacked": at some time.
    pub perfect: bool,
    /// Told by people killed alone.
    pub effect_only: bool,
    /// What somebody who is killed once did: "killed the leader behind the bombing".
    pub deed: bool,
    /// Done by somebody who dies in it, and so no strike from the air.
    pub suicide: bool,
    /// Another kind of thing is told beside it: dates of the sentence are not its own.
    pub apart: bool,
    /// The tolls of its part of the sentence.
    pub tolls: Vec<Toll>,
    /// Numbers of the marks of its triggers.
    pub triggers: Vec<usize>,
}

/// What kills people: what a group or a state does with arms.
pub fn is_violent(kind: &Kind) -> bool {
    kind.role() == Role::Operation || *kind == Kind::AirStrike
}

/// Whether two kinds may be two words for one event.
pub fn go_together(a: &Kind, b: &Kind) -> bool {
    let struck = |x: &Kind, y: &Kind| *x == Kind::AirStrike && matches!(y, Kind::Attack | Kind::Bombing);
    if struck(a, b) || struck(b, a) {
        return true;
    }
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
        // "Shooting worshippers and setting the hall on fire".
        || matches!((a, b), (Kind::ArmedAssault, Kind::Arson) | (Kind::Arson, Kind::ArmedAssault))
}

/// The events of a sentence.
pub fn events(prose: &Prose<'_>, number: usize, sentence: &Sentence) -> Vec<Event> {
    let compared = comparison(prose, sentence);
    let reader = Reader { prose, sentence, tables: Vocabulary::built_in(), number, compared };
    reader.read()
}

/// Reads the events of one sentence.
pub(super) struct Reader<'a, 't> {
    pub(super) prose: &'a Prose<'t>,
    pub(super) sentence: &'a Sentence,
    pub(super) tables: &'static Vocabulary,
    pub(super) number: usize,
    /// The words that only compare: see [`comparison`].
    pub(super) compared: Option<Range<usize>>,
}

impl Reader<'_, '_> {
    fn read(&self) -> Vec<Event> {
        let marks = self.prose.marks_of(self.sentence);
        let told = marks.iter().any(|m| matches!(m.sense, Sense::Event(_)));
        if !told || self.prose.is_question(self.sentence) {
            return Vec::new();
        }
        let mut out: Vec<Event> = Vec::new();
        let mut means: Vec<(usize, &Kind)> = Vec::new();
        let mut defused = None;
        for (at, mark) in marks.iter().enumerate() {
            let Some(row) = self.row(mark).filter(|_| !self.is_figurative(mark)) else { continue };
            if row.form == Form::Means {
                means.push((mark.first, &row.kind));
                let bomb = row.kind == Kind::Bombing && self.is_defused(mark);
                defused = defused.or_else(|| if bomb { self.event(at, mark, &row.kind, Form::Act) } else { None });
                continue;
            }
            if let Some(event) = self.event(at, mark, &row.kind, row.form) {
                self.add(&mut out, event);
            }
        }
        // "A bomb was defused" beside no other bombing.
        if let Some(event) = defused.filter(|_| out.iter().all(|known| known.kind.role() != Role::Operation)) {
            out.push(event);
            out.sort_by_key(|event| event.at.start);
        }
        planned(&mut out);
        self.drop_ways(&mut out);
        self.share(&mut out);
        self.part_compared(&mut out);
        self.part_coming(&mut out);
        out.retain(|event| !self.is_only_recalled(event));
        self.note_deeds(&mut out);
        // "Have killed 200 since the army launched an offensive": not those of the offensive.
        let marks = self.prose.marks_of(self.sentence);
        let summed = |t: &Toll| marks.iter().any(|m| m.first == t.at && self.row(m).is_some() && self.is_sum(m));
        let tolls: Vec<Toll> = tolls(self.prose, self.sentence).into_iter().filter(|t| !summed(t)).collect();
        for event in &mut out {
            let beside = |t: &Toll| {
                self.compared.as_ref().is_some_and(|words| words.contains(&t.at) && !words.contains(&event.at.start))
            };
            let own = |t: &&Toll| {
                event.reach.contains(&t.at) && event.kind != Kind::Founding && !self.is_commemorated(t.at) && !beside(t)
            };
            event.tolls = tolls.iter().filter(own).cloned().collect();
            self.narrow_stage(event);
            settle_kind(self.prose, event);
            let reach = event.reach.clone();
            means.iter().filter(|(n, _)| reach.contains(n)).for_each(|(_, kind)| armed_with(self.prose, event, kind));
        }
        out.retain(|event| !(event.effect_only && event.tolls.is_empty()));
        out
    }

    pub(super) fn row(&self, mark: &Mark) -> Option<&'static super::vocabulary::EventRow> {
        match mark.sense {
            Sense::Event(row) => self.tables.events.get(row),
            _ => None,
        }
    }

    fn is_figurative(&self, mark: &Mark) -> bool {
        self.prose
            .marks_of(self.sentence)
            .iter()
            .filter(|m| m.sense == Sense::Cue(Cue::Figurative) && m.first <= mark.last && mark.first <= m.last)
            // "Raised its threat level" tells more than "threat level".
            .any(|m| m.first <= mark.first || m.last > mark.last)
    }

    /// One trigger as an event; nothing where it does not tell of one.
    fn event(&self, at: usize, mark: &Mark, kind: &Kind, form: Form) -> Option<Event> {
        let (kind, form) = self.by_object(mark, kind, form);
        if *kind == Kind::Assassination && self.is_of_deeds(mark) {
            return None;
        }
        let near = self.before(mark);
        if self.is_no_plot(mark, kind) {
            return None;
        }
        if let Some(aim) = self.aim(mark, kind, form) {
            return self.aimed_at(at, mark, aim);
        }
        if self.is_unreal(mark, kind, form, &near) || self.is_other_matter(mark, kind, form) {
            return None;
        }
        // "The murdered magistrate": one that is spoken of already.
        let form = if self.is_attribute(mark, form) || self.is_named_again(mark) { Form::Name } else { form };
        let form = if form == Form::Onto { Form::Act } else { form };
        let stopped = kind.role() == Role::Operation && self.is_stopped(mark);
        let stage = if stopped { Stage::Foiled } else { self.stage(kind, &near, &self.sentence.words) };
        Some(self.made(at, mark, kind, form, stage))
    }

    /// The attack that somebody plans, as the plot that it is; none of one that is only wished for.
    fn aimed_at(&self, at: usize, mark: &Mark, aim: Aim) -> Option<Event> {
        let Aim::Plan(from) = aim else { return None };
        let whole = Mark { first: from.min(mark.first), ..*mark };
        let stage = self.stage(&Kind::Plot, &self.before(&whole), &self.sentence.words);
        // "The method of the planned attack": one that is known.
        let known = whole.first > self.sentence.words.start && self.prose.is(whole.first - 1, List::Known);
        let form = if known { Form::Name } else { Form::Act };
        Some(self.made(at, &whole, &Kind::Plot, form, stage))
    }

    /// An event with what its own words say of it.
    fn made(&self, at: usize, mark: &Mark, kind: &Kind, form: Form, stage: Stage) -> Event {
        let start = self.before(mark).start;
        let one_of = self.is_one_of(mark, start);
        let again = self.is_named_again(mark) || one_of && self.is_predicate(mark);
        let definite = self.is_definite(mark, form, start) && !one_of || again;
        let other = self.is_another(mark, start) && !self.is_further_toll(mark, form) || self.begins_anew();
        let names = form == Form::Names && !self.is_counted(mark.first.saturating_sub(3).max(start)..mark.first);
        let plural = self.is_repeated(mark) || self.is_of_many(mark) || names && !one_of;
        let past = self.is_of_past();
        Event {
            sentence: self.number,
            at: mark.first..mark.last + 1,
            reach: self.sentence.words.clone(),
            kind: kind.clone(),
            stage,
            form,
            definite,
            the: self.is_led_by_the(mark, form, start),
            other,
            plural,
            past,
            perfect: mark.first.checked_sub(1).is_some_and(|n| matches!(self.prose.folded(n), "has" | "have")),
            effect_only: form == Form::Effect,
            deed: false,
            suicide: self.is_suicide(mark),
            apart: false,
            tolls: Vec::new(),
            triggers: vec![self.sentence.marks.start + at],
        }
    }
}

/// Whether a sentence names a weapon.
pub fn has_means(prose: &Prose<'_>, sentence: &Sentence) -> bool {
    let events = &Vocabulary::built_in().events;
    let is_means = |row: usize| events.get(row).is_some_and(|row| row.form == Form::Means);
    prose.marks_of(sentence).iter().any(|m| matches!(m.sense, Sense::Event(row) if is_means(row)))
}

impl Event {
    /// The first toll of an effect.
    pub fn toll(&self, effect: Effect) -> Option<&Toll> {
        self.tolls.iter().find(|t| t.effect == effect)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The kinds of all events of a text, in their order.
    pub fn kinds(text: &str) -> Vec<String> {
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
    fn a_bomb_that_is_defused_is_a_foiled_bombing() {
        let prose = Prose::of("Police defused a car bomb at the bank.", Vocabulary::built_in());
        let found = events(&prose, 0, &prose.sentences[0]);
        assert_eq!((found.len(), &found[0].kind, found[0].stage), (1, &Kind::Bombing, Stage::Foiled));
        assert_eq!(kinds("The police have a bomb squad."), Vec::<String>::new());
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
