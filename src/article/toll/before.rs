//! Those before a word of effect: "12 people in the town were killed", "Ricardo Castellar, mayor of Achi, was killed".
//!
//! Comes in: the word. Goes out: the [`People`] told or named before it.

use super::{MOST_BEFORE, Reader};
use crate::article::lists::List;
use crate::article::people::{People, one};
use crate::article::vocabulary::Mark;
use crate::incident::Casualties;
use crate::toponym::token::gap;

/// Words that may stand between the people and the verb: "aboard the bus", "in the blast".
const MOST_TRAILING: usize = 8;
/// The same where they are those of a place, "residents of a remote village in the north", and nothing else stands between.
const OF_PLACE: usize = 14;

impl Reader<'_, '_> {
    /// The people before a word of effect: the last list that ends near it.
    pub(super) fn before(&self, mark: &Mark, taken: usize) -> Option<People> {
        let from = mark.first.saturating_sub(MOST_BEFORE).max(self.sentence.words.start).max(taken);
        let mut at = from;
        let mut best: Option<People> = None;
        while at < mark.first {
            // "16 members of the patrol (a civilian militia) died": what stands in brackets is not counted.
            if let Some(close) = self.counter.aside(at, mark.first) {
                if let Some(known) = &mut best {
                    known.last = close - 1;
                }
                at = close;
                continue;
            }
            match self.counter.list(at, mark.first, false) {
                Some(people) => {
                    at = people.last + 1;
                    match best.as_mut().filter(|known| self.belongs(known, &people)) {
                        Some(known) => known.last = people.last,
                        None => best = Some(people),
                    }
                }
                None => at += 1,
            }
        }
        // "20 residents of a remote village in northeastern Nigeria were killed".
        let joined = |people: &People| {
            let cut = |n: usize| self.prose.gap(n, gap::COMMA | gap::COLON | gap::DASH) || self.prose.is(n, List::Verb);
            let were = mark.first - 1;
            let of = self.prose.folded(people.last + 1) == "of" && self.prose.folded(were) == "were";
            of && mark.first - people.last <= OF_PLACE && !(people.last + 1..were).any(cut)
        };
        let near = |people: &People| mark.first.saturating_sub(people.last) <= MOST_TRAILING || joined(people);
        // "The police said Vargas was shot dead": one, who is not the police.
        let plural = |people: &People| people.count.is_unknown() && self.is_of_one(mark);
        match best.filter(|people| near(people) && !plural(people)) {
            Some(people) => Some(self.with_those_before(mark, people, from)),
            None => self.subject(mark, from),
        }
    }

    /// "Ruiz, a mayor, and his son were killed": both; "Ruiz and two guards, residents of the town, were killed": those before the apposition.
    fn with_those_before(&self, mark: &Mark, people: People, from: usize) -> People {
        let were = (mark.first.saturating_sub(4).max(from)..mark.first).any(|n| self.prose.folded(n) == "were");
        let comma = self.prose.gap(people.first, gap::COMMA);
        if were && people.count.is_unknown() && comma {
            return self.named(mark, from).unwrap_or(people);
        }
        let and = people.first.checked_sub(1).filter(|n| *n > from && self.prose.folded(*n) == "and");
        let apposed = and
            .is_some_and(|and| self.prose.gap(and, gap::COMMA) && (from..and).any(|n| self.counter.is_person_name(n)));
        if were && apposed && people.count.count() == Some(1) {
            return People { count: Casualties::exactly(2), ..people };
        }
        people
    }

    /// "Three militants of the workers' movement", "two members of his escort", "12 civilians including two children": who they belong to, or
    /// are among, is not who they are.
    fn belongs(&self, known: &People, people: &People) -> bool {
        // "Two of the five attackers".
        let the = people.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::KnownNoun));
        let before = people.first.saturating_sub(1 + usize::from(the));
        let of = self.prose.folded(before) == "of" && (people.count.is_unknown() || before == known.last + 1);
        let among = before == known.last + 1 && self.prose.folded(before) == "including";
        !known.count.is_unknown() && (of || among)
    }

    /// Whether the verb is that of one: "was killed", "has been murdered".
    fn is_of_one(&self, mark: &Mark) -> bool {
        let word = |back: usize| mark.first.checked_sub(back).map_or("", |n| self.prose.folded(n));
        word(1) == "was" || word(1) == "been" && word(2) == "has"
    }

    /// A person named before a passive verb: "Ricardo Castellar, mayor of Achi, was killed".
    pub(super) fn subject(&self, mark: &Mark, from: usize) -> Option<People> {
        if mark.first <= from {
            return None;
        }
        // "He was murdered", "was found dead", "Senator Galan died".
        let near = mark.first.saturating_sub(4).max(from)..mark.first;
        let singular = near.clone().any(|n| self.prose.is(n, List::WasHas));
        let dies =
            self.prose.folded(mark.first) == "died" && (from..mark.first).any(|n| self.counter.is_person_name(n));
        if !singular && !dies {
            return near.clone().any(|n| self.prose.folded(n) == "were").then(|| self.named(mark, from))?;
        }
        let placed = |n: &usize| n.checked_sub(1).is_some_and(|b| self.prose.is(b, List::Placed));
        let name = (from..mark.first).rev().find(|n| self.counter.is_person_name(*n) && !placed(n));
        let at = name.unwrap_or(mark.first - 1);
        Some(one(at, at))
    }

    /// Several people by their names before a passive verb: "Quispe, Isidoro Saune and Dionisio Aguirre were killed".
    pub(super) fn named(&self, mark: &Mark, from: usize) -> Option<People> {
        let mut starts = (from..mark.first).filter(|n| self.counter.is_person_name(*n));
        let all = starts.find_map(|n| {
            let people = self.counter.names(n, mark.first)?;
            let ends = mark.first.saturating_sub(people.last) <= 2 || self.prose.gap(people.last + 1, gap::COMMA);
            (people.named && ends).then_some(people)
        });
        all.filter(|people| people.count.count() > Some(1))
    }
}
