//! Figures in prose: with their hedges, as words, and those that are none.
//!
//! Comes in: a word of a sentence. Goes out: the words of the figure and its count.

use super::lists::List;
use super::people::{Counter, People, is_plural};
use super::sense::Sense;
use super::vocabulary::Mark;
use crate::incident::Casualties;
use crate::read::{is_hedge_word, is_number_word, prose_count};
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words from a figure to the "lives" that it counts.
const ENCLOSED: usize = 2;
/// Words from a figure to its noun.
const STRANGE: usize = 3;
/// More lives than this are those of a war.
const MOST_LIVES: u32 = 5000;

impl Counter<'_, '_> {
    /// A figure with its hedge from a word on: "at least 143", "as many as 170", "scores of", "between 12 and 14", "two or three".
    pub(super) fn number_from(&self, at: usize, end: usize) -> Option<(usize, usize, Casualties)> {
        let between = self.prose.folded(at) == "between";
        let (first, last, count) = self.one_number(at + usize::from(between), end)?;
        let link = self.prose.folded(last + 1);
        let rises = first.checked_sub(1).is_some_and(|n| self.prose.folded(n) == "from");
        let ranges = if between { link == "and" } else { matches!(link, "to" | "or") && !rises };
        let plain = !self.prose.gap(last + 1, gap::COMMA) && !self.prose.gap(last + 2, gap::COMMA);
        let other = if ranges && plain { self.one_number(last + 2, end) } else { None };
        let other = other.and_then(|(_, last, most)| {
            let (low, high) = (count.count()?, most.count()?);
            let worded = Some(self.prose.slice(at, last).into());
            let count = Casualties { low: Some(low), high: Some(high), best: None, worded };
            (low < high).then_some((at, last, count))
        });
        other.or((!between).then_some((first, last, count)))
    }

    fn one_number(&self, at: usize, end: usize) -> Option<(usize, usize, Casualties)> {
        let mut n = at;
        // "A few" is a figure, "as few as five" begins one.
        let few = |n: usize| self.prose.folded(n) == "few" && self.prose.folded(n + 1) != "as";
        while n < end && n < at + 4 && self.is_hedge(n) && !few(n) {
            n += 1;
        }
        if n >= end || !self.is_number(n) {
            return None;
        }
        let mut last = n;
        while last + 1 < end
            && self.is_number(last + 1)
            && !self.prose.gap(last + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON)
        {
            last += 1;
        }
        let words = self.prose.slice(at, last).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_start_matches("an estimated ").trim_start_matches("a total of ");
        let count = prose_count(words).or_else(|| prose_count(self.prose.slice(n, last)))?;
        if self.prose.folded(last + 1) == "of" && self.prose.folded(last).ends_with('s') {
            last += 1;
            // "Dozens of its men".
            last += usize::from(self.prose.is(last + 1, List::Determiner));
        }
        (!count.is_unknown()).then_some((at, last, count))
    }

    fn is_hedge(&self, n: usize) -> bool {
        is_hedge_word(self.prose.folded(n))
    }

    /// "Insurgents killed at least seven": whether "at" begins a figure.
    pub fn counts_from(&self, n: usize) -> bool {
        self.is_hedge(n) && self.number_from(n, n + 4).is_some()
    }

    /// Whether a word is part of a figure; a year is none.
    pub fn is_number(&self, n: usize) -> bool {
        let Some(word) = self.prose.word(n) else { return false };
        let folded = self.prose.folded(n);
        if word.shape == Shape::Number {
            return folded.bytes().all(|b| b.is_ascii_digit()) && folded.len() < 7 && !is_year(folded);
        }
        is_number_word(folded)
    }

    /// "Cost at least 140 lives": the figure between the words of a mark.
    pub fn enclosed(&self, mark: &Mark) -> Option<People> {
        // "Loss of at least 84 lives": behind "of".
        let from = mark.first + 1 + usize::from(self.prose.folded(mark.first + 1) == "of");
        let figure = (from..mark.last).find_map(|n| self.number_from(n, mark.last));
        let (first, last, count) =
            figure.filter(|(_, last, count)| last + ENCLOSED >= mark.last && !self.is_of_war(*last, count))?;
        Some(People { first, last, count, marks: Vec::new(), named: false })
    }

    /// "Killed 84 Russian mercenaries": a figure with a plural that no list has.
    pub(super) fn strangers(&self, at: usize, end: usize) -> Option<People> {
        let (first, last, count) = self.number_from(at, end)?;
        let plain = |n: usize| {
            let shut = gap::STOP | gap::COMMA | gap::COLON | gap::PARAGRAPH | gap::HYPHEN;
            !self.prose.page.has(n, flag::FUNCTION | flag::CALENDAR) && !self.prose.gap(n, shut)
        };
        let rest = last + 1..(last + 1 + STRANGE).min(end);
        let noun = rest.take_while(|n| plain(*n)).find(|n| {
            let lower = self.prose.word(*n).is_some_and(|word| word.shape == Shape::Lower);
            lower && is_plural(self.prose.folded(*n)) && !self.prose.is(*n, List::NoPeople)
        })?;
        let marks = self.prose.marks_of(self.sentence);
        let thing = |m: &Mark| matches!(m.sense, Sense::Time(_) | Sense::Thing(_) | Sense::Event(_));
        let other = marks.iter().any(|m| (last + 1..=noun).contains(&m.first) && thing(m));
        (!other && !self.is_day(first, last)).then_some(People {
            first,
            last: noun,
            count,
            marks: Vec::new(),
            named: false,
        })
    }

    /// "Two guards and 10 shoppers were killed": the same before a passive.
    pub(super) fn strangers_before(&self, at: usize, end: usize) -> Option<People> {
        let people = self.strangers(at, end)?;
        let next = people.last + 1;
        let verb = self.prose.is(next, List::Passive) || self.is_effect(next);
        (verb && self.is_number(people.first)).then_some(people)
    }

    /// "Has taken thousands of lives", "cost 70,000 lives": those of many incidents.
    fn is_of_war(&self, last: usize, count: &Casualties) -> bool {
        let many = count.best.or(count.low).or(count.high).is_some_and(|n| n > MOST_LIVES);
        many || (last.saturating_sub(1)..=last).any(|n| self.prose.is(n, List::VagueCount))
    }

    /// "August 17, 2019: sixty-three guests": the day of a month between its name and a comma counts nobody.
    pub(super) fn is_day(&self, first: usize, last: usize) -> bool {
        let month = first.checked_sub(1).is_some_and(|n| self.prose.page.has(n, flag::CALENDAR));
        month
            && first == last
            && !self.prose.gap(first, gap::COMMA)
            && self.prose.gap(last + 1, gap::COMMA | gap::COLON)
    }
}

fn is_year(folded: &str) -> bool {
    folded.len() == 4 && matches!(folded.get(..2), Some("19" | "20"))
}

#[cfg(test)]
mod tests {
    use crate::article::prose::Prose;
    use crate::article::toll::tolls;
    use crate::article::vocabulary::Vocabulary;

    /// The lowest and highest count of each toll of a sentence.
    fn counts(text: &str) -> Vec<(Option<u32>, Option<u32>)> {
        let prose = Prose::of(text, Vocabulary::built_in());
        tolls(&prose, &prose.sentences[0]).iter().map(|toll| (toll.count.low, toll.count.high)).collect()
    }

    #[test]
    fn lives_that_an_attack_cost_are_counted_and_those_of_a_war_are_not() {
        assert_eq!(counts("A massacre that has cost at least 140 lives."), [(Some(140), None)]);
        assert_eq!(counts("A car bomb took 29 lives in August."), [(Some(29), Some(29))]);
        assert_eq!(counts("The conflict has cost 70,000 lives."), []);
        assert_eq!(counts("The war has taken thousands of lives."), []);
    }

    #[test]
    fn two_figures_may_be_the_bounds_of_one() {
        assert_eq!(counts("Between 12 and 14 people were killed."), [(Some(12), Some(14))]);
        assert_eq!(counts("The blast killed two or three soldiers."), [(Some(2), Some(3))]);
        assert_eq!(
            counts("The blast killed 12 to 14 people and wounded 3."),
            [(Some(12), Some(14)), (Some(3), Some(3))]
        );
        assert_eq!(counts("Two soldiers and three civilians were killed."), [(Some(5), Some(5))]);
    }

    #[test]
    fn those_among_the_killed_are_not_the_killed() {
        assert_eq!(counts("Twelve civilians including two children were killed."), [(Some(12), Some(12))]);
    }

    #[test]
    fn a_plural_that_no_list_has_is_counted_behind_its_verb_and_a_span_of_time_is_not() {
        assert_eq!(counts("They killed 84 foreign legionnaires near the well."), [(Some(84), Some(84))]);
        assert_eq!(counts("They killed 84 minutes later."), []);
    }

    #[test]
    fn the_day_of_a_month_counts_nobody() {
        assert_eq!(counts("August 17, 2019: sixty-three of the wedding party die."), [(Some(63), Some(63))]);
    }

    #[test]
    fn a_figure_before_a_semicolon_is_a_count_and_one_of_the_clock_is_none() {
        assert_eq!(
            counts("The bomb killed six people and injured 81; nobody claimed it."),
            [(Some(6), Some(6)), (Some(81), Some(81))]
        );
        assert_eq!(counts("11:40 - The number of dead has risen."), []);
    }
}
