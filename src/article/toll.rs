//! How many were killed and wounded, as worded.
//!
//! Comes in: a sentence. Goes out: [`Toll`]s: killed or injured, the lowest and the highest figure, the words, the rule. "13 US service
//! members and 170 civilians" is 183; "a soldier and his wife" is 2; a plural without a figure is not known.

use super::claims::Claim;
use super::events::Event;
use super::lists::List;
use super::people::{Counter, People, one};
use super::prose::{Prose, Sentence};
use super::sense::{Effect, Sense, Side};
use super::vocabulary::Mark;
use crate::incident::Casualties;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words looked at before a word of effect.
const MOST_BEFORE: usize = 28;

/// More people than any one attack killed.
const MOST_KILLED: u32 = 9_999;
/// Words between "it" and "had killed".
const OWN_WORDS: usize = 3;

/// Words of an aside between "killing" and those killed.
const ASIDE: usize = 8;
/// Words between "along with dozens" and "injured".
const TRAILED: usize = 6;
/// Words of those who are owners of a murder: "the six Jesuit priests' murder".
const OWNERS: usize = 6;

/// A count of people.
#[derive(Debug, Clone, PartialEq)]
pub struct Toll {
    /// Killed or injured.
    pub effect: Effect,
    /// The figures; a plural without a figure has none.
    pub count: Casualties,
    /// The first word of the people.
    pub first: usize,
    /// The last word of the people.
    pub last: usize,
    /// The word of effect.
    pub at: usize,
    /// The sorts of the people.
    pub people: Vec<usize>,
    /// "Two were also killed": more than those told of before.
    pub also: bool,
    /// "It said it had killed 20": the figure of who did it.
    pub boast: bool,
    /// The rule.
    pub rule: &'static str,
}

/// The tolls of a sentence.
pub fn tolls(prose: &Prose<'_>, sentence: &Sentence) -> Vec<Toll> {
    let marks = prose.marks_of(sentence);
    let mut out: Vec<Toll> = Vec::new();
    let mut taken = sentence.words.start;
    for mark in marks {
        let Sense::Effect(effect, side) = mark.sense else { continue };
        let reader = Reader { prose, sentence, counter: Counter { prose, sentence } };
        let found = reader.of(mark, side, taken).filter(|(people, _)| reader.is_of_people(mark, people));
        // No attack killed so many: "six years of violence and at least 15,000 deaths".
        let of_one = |people: &People| people.count.low.or(people.count.best).is_none_or(|n| n <= MOST_KILLED);
        let Some((people, rule)) = found.filter(|(people, _)| of_one(people)) else { continue };
        taken = people.last.max(mark.last) + 1;
        // "A toll of three wounded".
        let hurt = |m: &Mark| m.first == people.last + 1 && matches!(m.sense, Sense::Effect(Effect::Injured, _));
        let of_hurt = prose.is(mark.first, List::Toll) && marks.iter().any(hurt);
        let effect = if of_hurt { Effect::Injured } else { effect };
        out.push(Toll {
            effect,
            count: people.count,
            first: people.first,
            last: people.last,
            at: mark.first,
            people: people.marks,
            also: (mark.first.saturating_sub(3).max(sentence.words.start)..mark.first)
                .any(|n| prose.folded(n) == "also"),
            boast: is_boast(prose, sentence, mark),
            rule,
        });
    }
    out.extend(nobody::without_casualties(prose, sentence));
    out
}

/// "The group claimed the attack and said it had killed 20": so says who did it.
fn is_boast(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> bool {
    let near = mark.first.saturating_sub(OWN_WORDS).max(sentence.words.start)..mark.first;
    let own = near.into_iter().any(|n| matches!(prose.folded(n), "it" | "they" | "we"));
    own && Claim::of(prose, sentence).is_some_and(|claim| claim.words.end <= mark.first)
}

/// Those whom the words of an event name as its victims: "the kidnapping of Soto", "Soto was kidnapped".
pub fn victims(prose: &Prose<'_>, sentence: &Sentence, event: &Event) -> Option<People> {
    let reader = Reader { prose, sentence, counter: Counter { prose, sentence } };
    let mark = prose.marks.get(*event.triggers.first()?)?;
    let passive = prose.is(mark.first, List::Passive);
    let side = if passive { Side::Before } else { Side::Either };
    Some(reader.of(mark, side, event.reach.start)?.0)
}

struct Reader<'a, 't> {
    prose: &'a Prose<'t>,
    sentence: &'a Sentence,
    counter: Counter<'a, 't>,
}

impl Reader<'_, '_> {
    fn of(&self, mark: &Mark, side: Side, taken: usize) -> Option<(People, &'static str)> {
        // "No group has claimed the attack" counts nobody.
        let claimed = self.prose.folded(mark.first) == "claimed" && self.prose.folded(mark.first + 2) != "lives";
        // "Is no newcomer to murder" counts nobody either.
        let claimed = claimed || side == Side::Owner;
        if let Some(none) = self.nobody(mark).filter(|_| !claimed) {
            return Some((none, "toll.none"));
        }
        let before = || self.before(mark, taken).map(|people| (self.along(mark, people), "toll.before"));
        let own = |people: &People| !self.is_claim(mark, people) && !self.is_hurt(mark, people);
        let behind = || self.behind(mark).filter(own).map(|people| (people, "toll.behind"));
        match side {
            Side::Before => before(),
            Side::Behind => behind(),
            Side::Owner => self.owner(mark).map(|people| (people, "toll.owner")),
            Side::Within => self.counter.enclosed(mark).map(|people| (people, "toll.within")),
            Side::Either if self.is_passive(mark) => before(),
            Side::Either => behind().or_else(|| before().filter(|(people, _)| !self.does_it(mark, people))),
        }
    }

    /// "Executed one strike", "attacks executed by the group": deeds, unless people are executed.
    fn is_of_people(&self, mark: &Mark, people: &People) -> bool {
        let law = || self.sentence.words.clone().any(|n| self.prose.is(n, List::Law));
        let people = || !people.marks.is_empty() || people.named && self.is_passive(mark);
        self.prose.folded(mark.first) != "executed" || people() && !law()
    }

    /// "The group claimed the Kerman bombing": no victims, unless they are counted ("claimed 12 lives").
    fn is_claim(&self, mark: &Mark, people: &People) -> bool {
        let bare = mark.first == mark.last && self.prose.folded(mark.first) == "claimed";
        bare && people.count.count() == Some(1) && !self.counter.is_number(people.first)
    }

    /// "Were killed, and 180 others wounded": those behind the comma are those of the next word of effect.
    fn is_hurt(&self, mark: &Mark, people: &People) -> bool {
        let and = self.prose.folded(mark.last + 1) == "and";
        let comma = and || (mark.last + 1..=people.first).any(|n| self.prose.gap(n, gap::COMMA));
        let next =
            |m: &Mark| m.first == people.last + 1 && matches!(m.sense, Sense::Effect(..)) && m.first != mark.first;
        comma && self.prose.marks_of(self.sentence).iter().any(next)
    }

    /// "Two gunmen shot dead worshippers": those right before a verb that is done to others are not those killed.
    fn does_it(&self, mark: &Mark, people: &People) -> bool {
        let beside = people.last + 1 == mark.first;
        let object = !self.prose.gap(mark.last + 1, gap::STOP | gap::COMMA | gap::PARAGRAPH | gap::COLON);
        beside && object && self.prose.is(people.last, List::Perpetrator)
    }

    /// "The senator's murder", "his assassination": one; "the six priests' murder": six.
    fn owner(&self, mark: &Mark) -> Option<People> {
        let start = self.sentence.words.start;
        let before = mark.first.checked_sub(1).filter(|n| *n >= start)?;
        let counted = |n: usize| {
            let people = self.counter.list(n, mark.first, false)?;
            let apart =
                (n..=before).any(|n| self.prose.page.has(n, flag::CALENDAR) || self.prose.gap(n + 1, gap::CLOSE));
            (people.last == before && self.counter.is_number(n) && !apart).then_some(people)
        };
        if self.prose.word(before).is_some_and(|word| word.possessive)
            && let Some(people) = (mark.first.saturating_sub(OWNERS).max(start)..before).find_map(counted)
        {
            return Some(people);
        }
        let possessive = self.prose.word(before).is_some_and(|w| w.possessive) && self.prose.page.is_name(before);
        let theirs = self.prose.is(before, List::His);
        (possessive || theirs).then(|| one(before, before))
    }

    /// Whether a form of "be" stands before a word of effect, or a figure with its people does ("five soldiers killed").
    fn is_passive(&self, mark: &Mark) -> bool {
        let last = mark.last;
        let mut n = mark.first;
        for _ in 0..4 {
            let Some(before) = n.checked_sub(1).filter(|n| *n >= self.sentence.words.start) else { return false };
            match self.prose.folded(before) {
                _ if self.prose.is(before, List::Be) => return true,
                word if word.ends_with("ly") || word == "also" || word == "later" => n = before,
                _ if self.prose.page.has(before, flag::FUNCTION) => return false,
                _ => break,
            }
        }
        let beside = n.checked_sub(1).filter(|n| *n >= self.sentence.words.start);
        let ends = self.prose.gap(last + 1, gap::STOP | gap::COMMA | gap::PARAGRAPH | gap::COLON)
            || self.prose.is(last + 1, List::BehindPassive) && !self.counter.counts_from(last + 1);
        beside.is_some_and(|n| self.counter.person_ending(n).is_some() || self.counter.is_number(n)) && ends
    }

    /// "He was killed along with two of his guards": three.
    fn along(&self, mark: &Mark, people: People) -> People {
        let end = self.sentence.words.end;
        let mut words = mark.last + 1..(mark.last + MOST_BEFORE).min(end);
        let with = words.find(|n| self.prose.is(*n, List::Along) && self.prose.folded(n + 1) == "with");
        let more = with.and_then(|n| self.counter.list(n + 2, end, true));
        // "Among the dead along with dozens who have been injured".
        let injured = |m: &Mark, last: usize| {
            matches!(m.sense, Sense::Effect(Effect::Injured, _)) && m.first > last && m.first <= last + TRAILED
        };
        let marks = self.prose.marks_of(self.sentence);
        let more = more.filter(|more| !marks.iter().any(|m| injured(m, more.last)));
        let added = |more: &People| people.count.count()?.checked_add(more.count.count()?);
        match more.as_ref().and_then(added) {
            Some(all) => People { count: Casualties::exactly(all), ..people },
            None => people,
        }
    }

    /// The people behind a word of effect: "killing 12", "murder of the mayor".
    fn behind(&self, mark: &Mark) -> Option<People> {
        let end = self.sentence.words.end;
        // "In addition to those killed, 15 people were injured".
        let those = mark.first.checked_sub(1).is_some_and(|n| self.prose.folded(n) == "those");
        if those && self.prose.gap(mark.last + 1, gap::COMMA) {
            return None;
        }
        if let Some(at) = self.past_aside(mark, end).or_else(|| self.past_former(mark, end)) {
            return self.counter.list(at, end, true);
        }
        let found = (mark.last + 1..(mark.last + 4).min(end)).find_map(|at| {
            let skipped = (mark.last + 1..at)
                .all(|n| self.prose.page.has(n, flag::FUNCTION) || self.prose.folded(n).ends_with("ly"));
            if skipped && !self.prose.gap(at, gap::COLON) { self.counter.list(at, end, true) } else { None }
        });
        found.or_else(|| self.stranger(mark)).or_else(|| self.counter.strangers(mark.last + 1, end))
    }

    /// "Killing, by the army's account, 94 fighters": where it goes on behind the aside.
    fn past_aside(&self, mark: &Mark, end: usize) -> Option<usize> {
        let from = mark.last + 1;
        let comma = |n: &usize| self.prose.gap(*n, gap::COMMA);
        let told = matches!(self.prose.folded(from), "by" | "according" | "in" | "it" | "officials" | "police");
        (comma(&from) && told).then(|| (from + 1..(from + ASIDE).min(end)).find(comma))?
    }

    /// "The toll rose from 12 to 14": where the later figure begins.
    fn past_former(&self, mark: &Mark, end: usize) -> Option<usize> {
        let (_, last, _) =
            (self.prose.folded(mark.last) == "from").then(|| self.counter.number_from(mark.last + 1, end))??;
        (last + 1..(last + 3).min(end)).find(|n| self.prose.folded(*n) == "to").map(|to| to + 1)
    }

    /// A name that no list has, in a text in capitals: "MURDER OF JECAR NEGHME".
    fn stranger(&self, mark: &Mark) -> Option<People> {
        let (page, at) = (&self.prose.page, mark.last + 1);
        let ends = at >= self.sentence.words.end || !page.capitals || self.prose.folded(mark.last) != "of";
        let plain = flag::COMMON | flag::FUNCTION | flag::CALENDAR | flag::GENERIC | flag::FACILITY | flag::PEOPLE;
        let titled = page.has(at, flag::TITLE);
        // "Of Hector Oqueli": a first name that is a word too.
        let first = page.has(at, flag::FIRST) && page.joins(at + 1) && !page.has(at + 1, plain);
        let long = self.prose.word(at).is_some_and(|word| word.letters > 2);
        let strange = titled || (first || !page.has(at, plain)) && long;
        (!ends && strange && !self.counter.is_number(at)).then(|| one(at, at))
    }
}

mod before;
mod nobody;
#[cfg(test)]
mod tests;
