//! A clause that leaves its verb out: "Austria arrested three, and in Germany one".
//!
//! Comes in: an event in its sentence. Goes out: the event of the clause behind it, with its own words.

use super::Scene;
use super::events::Event;
use super::lists::List;
use super::people::Counter;
use super::places::{Named, Stand};
use super::prose::Sentence;
use super::sense::{Form, Sense};
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::Kind;
use crate::toponym::token::gap;

/// Words before arrests in which they are counted.
const COUNTED: usize = 3;

impl Scene<'_, '_> {
    /// Cuts the clause without a verb off an event and gives it as an event of its own.
    pub(super) fn gapped(&self, sentence: &Sentence, event: &mut Event) -> Option<Event> {
        // "Arrested two over a plot, and in Germany one": past the plot.
        let arrest = event.kind == Kind::Arrest;
        let done = event.form == Form::Act || event.effect_only || arrest;
        let behind = event.at.end..if arrest { sentence.words.end } else { event.reach.end };
        let past = arrest || event.kind == Kind::Plot;
        let told = |m: &Mark| behind.contains(&m.first) && is_told(m) && !(past && is_planned(m));
        if !done || self.prose.marks_of(sentence).iter().any(told) {
            return None;
        }
        if let Some(other) = self.one_elsewhere(sentence, event) {
            return Some(other);
        }
        let counter = Counter { prose: self.prose, sentence };
        let named = self.places.within(&behind);
        let (start, figure) = named.iter().find_map(|n| self.clause(&counter, event, n))?;
        if event.kind == Kind::Plot {
            event.reach.end = event.reach.end.min(start);
            return None;
        }
        // Both clauses count: "arrested three", "three arrests were made", "one".
        let from = event.at.start.saturating_sub(COUNTED).max(sentence.words.start);
        if !(from..start).any(|n| counter.is_number(n)) {
            return None;
        }
        let people = counter.part(figure, self.part_end(figure, behind.end), false);
        let mut other = Event { reach: start..behind.end, other: true, definite: false, ..event.clone() };
        other.tolls.retain(|toll| toll.first < start);
        other.tolls.truncate(1);
        for toll in &mut other.tolls {
            match &people {
                Some(people) => (toll.count, toll.first, toll.last) = (people.count.clone(), people.first, people.last),
                None => toll.count = crate::incident::Casualties::default(),
            }
        }
        event.tolls.retain(|toll| toll.first < start);
        event.reach.end = event.reach.end.min(start);
        Some(other)
    }

    /// "The man was arrested in Eindhoven, the woman in a residence in Breda": one more person, and a place of its own, for an arrest.
    fn one_elsewhere(&self, sentence: &Sentence, event: &mut Event) -> Option<Event> {
        let prose = self.prose;
        if event.kind != Kind::Arrest || event.effect_only {
            return None;
        }
        let person = |n: usize| {
            let marks = || prose.marks_about(n, n).any(|m| matches!(m.sense, Sense::Person(_)) && m.first == n);
            marks() || prose.is(n, List::Nationals) || prose.is(n, List::Others)
        };
        let behind = event.at.end..sentence.words.end;
        let head = |n: &usize| {
            let comma = prose.gap(*n, gap::COMMA);
            comma && prose.is(*n, List::SecondHead) && person(n + 1) && prose.is(n + 2, List::Preposition)
        };
        let start = behind.clone().find(head)?;
        let ends = |n: &usize| prose.gap(*n, gap::COMMA | gap::COLON) && *n > start;
        let end = behind.clone().find(ends).unwrap_or(behind.end);
        let placed = |n: &Named| n.stand == Stand::Located && !n.demonym && n.place().is_some();
        let own = self.places.within(&(event.at.end..start)).iter().any(placed);
        let other = self.places.within(&(start..end)).iter().any(placed);
        if !own || !other {
            return None;
        }
        event.reach.end = event.reach.end.min(start);
        event.tolls.retain(|toll| toll.first < start);
        let tolls = Vec::new();
        Some(Event { reach: start..end, other: true, definite: false, tolls, ..event.clone() })
    }

    /// Where a clause begins of which a place is told and then a number, and the number: ", and in Germany one".
    fn clause(&self, counter: &Counter<'_, '_>, event: &Event, named: &Named) -> Option<(usize, usize)> {
        let at = named.first.checked_sub(1)?;
        let preposition = self.prose.is(at, List::Preposition);
        let and = at.checked_sub(1).filter(|n| self.prose.folded(*n) == "and");
        let start = and.or_else(|| self.prose.gap(at, gap::COMMA).then_some(at))?;
        let figure = named.last + 1;
        let joined = !self.prose.gap(figure, gap::STOP | gap::PARAGRAPH | gap::COLON | gap::COMMA);
        let whole = preposition && named.stand == Stand::Located && !named.demonym && joined && start > event.at.end;
        if !whole || !counter.is_number(figure) {
            return None;
        }
        let last =
            counter.part(figure, self.part_end(figure, event.reach.end), false).map_or(figure, |people| people.last);
        let ends = last + 1 >= event.reach.end
            || self.prose.gap(last + 1, gap::COMMA | gap::STOP | gap::COLON | gap::PARAGRAPH);
        ends.then_some((start, figure))
    }

    /// Where the people of a number end at the latest: "one, police said" counts no police.
    fn part_end(&self, figure: usize, end: usize) -> usize {
        let ends = self.prose.gap(figure + 1, gap::COMMA | gap::STOP | gap::COLON | gap::PARAGRAPH);
        if ends { figure + 1 } else { end }
    }
}

/// Whether words tell of an event.
fn is_told(mark: &Mark) -> bool {
    matches!(mark.sense, Sense::Event(_))
}

/// Whether they tell of a plot, or of what is only planned in it: "a plot to bomb a church".
fn is_planned(mark: &Mark) -> bool {
    let Sense::Event(row) = mark.sense else { return false };
    let row = Vocabulary::built_in().events.get(row);
    row.is_some_and(|row| row.kind == Kind::Plot || matches!(row.form, Form::Base | Form::Means))
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn one_more_person_with_a_place_is_one_more_arrest() -> crate::error::Result<()> {
        assert_told([(
            "On 3 March 2024 the jihadist was arrested in Eindhoven, the woman in a flat in Breda.",
            ["arrest Eindhoven 2024-03-03", "arrest Breda 2024-03-03"],
        )])
    }

    #[test]
    fn another_who_is_arrested_elsewhere_is_another_arrest() -> crate::error::Result<()> {
        assert_told([(
            "On 3 March 2024 two jihadists were arrested in Eindhoven, while another was arrested in Ghent.",
            ["arrest Eindhoven 2024-03-03", "arrest Ghent 2024-03-03"],
        )])
    }

    #[test]
    fn a_place_with_a_number_goes_on_with_the_verb_before() -> crate::error::Result<()> {
        assert_told([
            (
                "In March 2024 police in Austria arrested three jihadists, and in Germany one.",
                ["arrest Austria 2024-03", "arrest Germany 2024-03"],
            ),
            (
                "On 3 March 2024 Austria arrested three jihadists, and in Germany one.",
                ["arrest Austria 2024-03-03", "arrest Germany 2024-03-03"],
            ),
            (
                "On 3 March 2024 gunmen killed five people in Lima, and in Bogota two.",
                ["attack Lima 2024-03-03", "attack Bogota 2024-03-03"],
            ),
            (
                "Jihadists were watched. In January 2024 three arrests were made in Austria, and in Germany one.",
                ["arrest Austria 2024-01", "arrest Germany 2024-01"],
            ),
            (
                "In January 2024 Austria arrested three jihadists, and in Germany one, police said.",
                ["arrest Austria 2024-01", "arrest Germany 2024-01"],
            ),
        ])
    }
}
