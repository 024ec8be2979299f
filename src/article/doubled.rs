//! A verb with two objects, each with a place, a date or a number of its own: "attacked a mosque in Shiraz in 2022 and a memorial in Kerman in
//! 2024", "killed eight in Oslo and 69 on Utoya".
//!
//! Comes in: an event in its sentence. Goes out: the event of each object behind the first, with its own words.

use std::ops::Range;

use super::Scene;
use super::events::Event;
use super::lists::List;
use super::people::{Counter, People};
use super::places::{Named, Stand};
use super::prose::Sentence;
use super::sense::{Form, Sense};
use super::spot::inside;
use super::times::TimeMention;
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, When};
use crate::toponym::token::gap;

/// The most objects of one verb.
const MOST: usize = 6;
/// Words from the figure of an object to its place.
const NEAR: usize = 8;

impl Scene<'_, '_> {
    /// Cuts the objects behind the first off an event and gives them as events of their own.
    pub(super) fn doubled(&self, sentence: &Sentence, event: &mut Event) -> Vec<Event> {
        let mut out: Vec<Event> = Vec::new();
        let done = (event.form == Form::Act || event.effect_only) && event.kind != Kind::Founding;
        while done && out.len() < MOST {
            let last = out.last_mut().unwrap_or(event);
            let Some(next) = self.second(sentence, last) else { break };
            out.push(next);
        }
        out
    }

    /// The second object of an event, cut off it.
    fn second(&self, sentence: &Sentence, event: &mut Event) -> Option<Event> {
        // "Attacked a mosque in May and a hall in June, killing 12": from the verb, not from those killed.
        let lead = event.triggers.iter().filter_map(|n| self.prose.marks.get(*n)).find(|m| is_another_verb(m));
        let from = lead.map_or(event.at.end, |m| m.last + 1).max(event.reach.start);
        let told = |m: &&Mark| m.first >= from && is_another_verb(m);
        let next = self.prose.marks_of(sentence).iter().find(told).map_or(event.reach.end, |m| m.first);
        let end = next.min(event.reach.end);
        let counter = Counter { prose: self.prose, sentence };
        let (start, people) = (from + 1..end).find_map(|n| self.object(&counter, event, n, from..end))?;
        let mut other = Event { reach: start..event.reach.end, other: true, definite: false, ..event.clone() };
        if event.effect_only && self.is_armed_within(sentence, event.at.end..start) {
            other.kind = Kind::Attack;
        }
        let own = event.tolls.iter().any(|toll| toll.first >= start);
        other.tolls.retain(|toll| toll.first >= start || people.is_some() && !own);
        if let Some(people) = people.filter(|_| !own) {
            other.tolls.truncate(1);
            for toll in &mut other.tolls {
                (toll.count, toll.first, toll.last) = (people.count.clone(), people.first, people.last);
            }
        }
        event.tolls.retain(|toll| toll.first < start);
        event.reach.end = event.reach.end.min(start);
        Some(other)
    }

    /// "Killed eight with a bomb in Oslo and 69 on Utoya": the weapon of the first alone, told behind the verb.
    fn is_armed_within(&self, sentence: &Sentence, words: Range<usize>) -> bool {
        let events = &Vocabulary::built_in().events;
        let weapon = |m: &&Mark| matches!(m.sense, Sense::Event(row) if events.get(row).is_some_and(|row| row.form == Form::Means));
        let mut weapons = self.prose.marks_of(sentence).iter().filter(weapon).peekable();
        weapons.peek().is_some() && weapons.all(|m| words.contains(&m.first))
    }

    /// Where a second object begins at a word, and its people if it is they: behind "and", or behind a comma and a date.
    fn object(
        &self,
        counter: &Counter<'_, '_>,
        event: &Event,
        n: usize,
        words: Range<usize>,
    ) -> Option<(usize, Option<People>)> {
        let and = self.prose.folded(n) == "and";
        let listed = self.prose.gap(n, gap::COMMA) && self.dates_of(&words).iter().any(|t| t.last + 1 == n);
        if !and && !listed {
            return None;
        }
        let head = if and { n + 1 } else { n };
        let (left, right) = (words.start..n, head..words.end);
        let people = counter
            .part(head, words.end, false)
            .filter(|people| counter.is_number(people.last) || people.count.count().is_some());
        let numbered = people.filter(|_| (head..head + 3).any(|n| counter.is_number(n)));
        if let Some(people) = numbered {
            let near = people.last + 1..(people.last + NEAR).min(words.end);
            let both = event.tolls.iter().any(|t| t.first < n) && self.are_two_places(&left, &near);
            return both.then_some((n, Some(people)));
        }
        // "Attacked it in October 2022 and again in August 2023".
        if and && self.prose.folded(head) == "again" && self.are_two_dates(&left, &right) {
            return Some((n, None));
        }
        // "Fired missiles at a town in Iraq, killing four, and at targets in Syria".
        let twice = and && self.prose.is(head, List::OnAt) && self.prose.folded(words.start) == self.prose.folded(head);
        if twice && self.are_two_places(&left, &right) {
            return Some((n, None));
        }
        let headed = self.prose.is(head, List::SecondHead);
        (headed && self.are_two_dates(&left, &right) && self.is_placed(&right)).then_some((n, None))
    }

    /// Whether two parts have a place each, neither in the other.
    fn are_two_places(&self, left: &Range<usize>, right: &Range<usize>) -> bool {
        let placed = |n: &&Named| !n.demonym && n.stand == Stand::Located;
        let first = self.places.within(left).iter().rev().find(placed);
        // "In the president's hometown, Kryvyi Rih".
        let known = |n: &&Named| !n.demonym && n.country().is_some() && n.stand != Stand::Speaks;
        let second =
            self.places.within(right).iter().find(placed).or_else(|| self.places.within(right).iter().find(known));
        // "In the capital".
        let capital = || {
            left.clone().any(|n| self.prose.folded(n) == "capital" && self.prose.is(n.saturating_sub(1), List::TheThis))
        };
        if first.is_none() && second.is_some() && capital() {
            return true;
        }
        first.zip(second).is_some_and(|(a, b)| a.bytes != b.bytes && !inside(b, a) && !inside(a, b))
    }

    /// The dates of a part.
    fn dates_of(&self, words: &Range<usize>) -> &[TimeMention] {
        let at = |n: usize| self.times.partition_point(|t| t.first < n);
        self.times.get(at(words.start)..at(words.end)).unwrap_or_default()
    }

    /// Whether two parts have a date each, and these differ.
    fn are_two_dates(&self, left: &Range<usize>, right: &Range<usize>) -> bool {
        let dated = |words: &Range<usize>| self.dates_of(words).iter().find(|t| t.when != When::UNKNOWN);
        dated(left).zip(dated(right)).is_some_and(|(a, b)| a.when != b.when)
    }

    /// Whether a place, or "the same town", stands in a part.
    fn is_placed(&self, words: &Range<usize>) -> bool {
        let named =
            |n: &Named| !n.demonym && (n.stand == Stand::Located || n.country().is_some() && n.stand != Stand::Speaks);
        self.places.within(words).iter().any(named) || words.clone().any(|n| self.prose.folded(n) == "same")
    }
}

/// Whether words tell of something else than those killed or a weapon.
fn is_another_verb(mark: &Mark) -> bool {
    let Sense::Event(row) = mark.sense else { return false };
    let row = Vocabulary::built_in().events.get(row);
    row.is_some_and(|row| matches!(row.form, Form::Act | Form::Onto | Form::Claim))
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::assert_told;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn each_object_of_a_verb_has_its_own_place_and_date() -> crate::error::Result<()> {
        assert_told([
            (
                "ISIS-K attacked a mosque in Shiraz in October 2022 and a memorial in Kerman in January 2024, killing 90.",
                vec!["attack Shiraz 2022-10", "attack Kerman 2024-01"],
            ),
            (
                "The Islamic State lost Mosul in 2017 and its last land, in the Syrian village of Baghuz, in March 2019.",
                vec!["battle Mosul 2017", "battle Baghuz 2019-03"],
            ),
            (
                "In July 2011 an extremist killed eight people in Oslo and 69 more on the island of Utoya.",
                vec!["attack Oslo 2011-07", "attack Utoya 2011-07"],
            ),
            (
                "In July 2011 an extremist killed eight people with a bomb in Oslo and 69 more on the island of Utoya.",
                vec!["bombing Oslo 2011-07", "attack Utoya 2011-07"],
            ),
            (
                "Iran fired missiles at Erbil in Iraq on 15 January 2024, killing four people, and at a camp in Balochistan in \
                 Pakistan a day later.",
                vec!["air_strike Erbil 2024-01-15", "air_strike Balochistan 2024-01-16"],
            ),
            (
                "ISIS-K attacked a hotel in Kabul in May 2022 and a mosque in the same city three months later.",
                vec!["attack Kabul 2022-05", "attack Kabul 2022-08"],
            ),
            (
                "Gunmen attacked a shrine in Shiraz in October 2022 and again in August 2023.",
                vec!["attack Shiraz 2022-10", "attack Shiraz 2023-08"],
            ),
            (
                "On 15 January 2024 Iran fired missiles at Erbil in Iraq, killing four, and at targets in Idlib in Syria.",
                vec!["air_strike Erbil 2024-01-15", "air_strike Idlib 2024-01-15"],
            ),
            ("Rebels killed 12 people in Lima and wounded 5 on 3 March 2024.", vec!["attack Lima 2024-03-03"]),
            ("Rebels attacked a bank in Lima on 3 March 2024 and the police fled.", vec!["attack Lima 2024-03-03"]),
        ])
    }

    #[test]
    fn each_object_counts_its_own_killed() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text = "Russian rockets killed 33 people in the capital and at least 10 in Kryvyi Rih on 8 July 2024.";
        let found = extractor.reports(&crate::article::Article::plain("note", text, None));
        let killed: Vec<_> = found.iter().map(|report| report.killed.low).collect();
        assert_eq!(killed, [Some(33), Some(10)]);
        Ok(())
    }
}
