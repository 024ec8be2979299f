//! Triggers that tell of something else than an incident: aims, ideas, fears, sport, accidents, deaths long before.
//!
//! Comes in: a trigger in its sentence. Goes out: yes or no.

use super::events::Reader;
use super::lists::List;
use super::people::Counter;
use super::sense::{ActorSort, Cue, Effect, Form, Sense};
use super::toll::{Toll, tolls};
use super::vocabulary::Mark;
use crate::incident::Kind;

/// Words to either side of "captured" in which who or what was stands.
const BOOTY: usize = 6;

impl Reader<'_, '_> {
    /// "Vehicles and small arms were captured": things are not arrested.
    fn is_booty(&self, mark: &Mark, kind: &Kind) -> bool {
        let verb = *kind == Kind::Arrest && matches!(self.prose.folded(mark.last), "captured" | "seized");
        let words = mark.first.saturating_sub(BOOTY).max(self.sentence.words.start)
            ..(mark.last + BOOTY).min(self.sentence.words.end);
        let person = |m: &Mark| words.contains(&m.first) && matches!(m.sense, Sense::Person(_) | Sense::Actor(_));
        let counter = Counter { prose: self.prose, sentence: self.sentence };
        let thing = |n: usize| self.prose.is(n, List::Booty);
        let people = || {
            self.prose.marks_of(self.sentence).iter().any(person) || words.clone().any(|n| counter.is_person_name(n))
        };
        verb && (words.clone().any(thing) || !people())
    }

    /// Whether a trigger tells of something else: an aim, an idea, a fear, sport, an accident, a death long before.
    pub(super) fn is_other_matter(&self, mark: &Mark, kind: &Kind, form: Form) -> bool {
        if form == Form::Base && !self.follows_actor(mark.first) || self.is_aim(mark, form) || self.is_of_ideas(mark) {
            return true;
        }
        if form == Form::Onto && !self.is_onto_people(mark, kind)
            || self.is_mere_attribute(mark, kind)
            || self.is_where_held(mark, kind)
            || self.is_end_of_perpetrator(mark, kind)
            || self.is_booty(mark, kind)
            || self.is_frequent(mark)
            || self.burns_by_itself(mark, kind)
        {
            return true;
        }
        if *kind == Kind::Assassination && self.is_charge(mark) {
            return true;
        }
        let cue = |cue| self.prose.has_cue(self.sentence, self.sentence.words.clone(), cue);
        // "Three teams killed 130 people": no team counts those it kills.
        let sport =
            (cue(Cue::Fiction) || cue(Cue::Sport) && !self.is_deadly() && !self.is_of_terror() || self.prose.sport)
                && !matches!(kind, Kind::Bombing | Kind::Kidnapping | Kind::Assassination);
        // "A ceremony for a general who had died four years before".
        let before = || self.prose.folded(mark.first) == "died" && self.is_long_before(mark.first);
        sport
            || self.is_mere_fear(mark, kind)
            || self.is_no_danger(mark, kind)
            || form == Form::Effect && (cue(Cue::Accident) || before() || self.is_sum(mark))
    }

    /// "Suspected of plotting an attack on a football game": a game that is aimed at, not one that is played.
    fn is_of_terror(&self) -> bool {
        let terror = |n: usize| self.prose.folded(n).starts_with("terror") || self.prose.folded(n).starts_with("jihad");
        let group = |m: &Mark| match m.sense {
            Sense::Actor(row) => self.tables.actors.get(row).is_some_and(|row| row.sort == ActorSort::Group),
            Sense::Event(_) => self.row(m).is_some_and(|row| row.kind == Kind::Plot),
            _ => false,
        };
        let planned = |n: usize| self.prose.is(n, List::Planning) && self.prose.folded(n + 1) != "to";
        let words = self.sentence.words.clone();
        words.clone().any(terror)
            || self.prose.marks_of(self.sentence).iter().any(group)
            || words.into_iter().any(|n| planned(n) && self.prose.folded(n + 2).starts_with("attack"))
    }

    /// Whether the sentence counts several people killed.
    fn is_deadly(&self) -> bool {
        let counted = |toll: &Toll| toll.effect == Effect::Killed && toll.count.low.or(toll.count.best) > Some(1);
        tolls(self.prose, self.sentence).iter().any(counted)
    }
}
