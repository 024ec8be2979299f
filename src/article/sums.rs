//! What is told of many deeds together: sums over years, what has become frequent, what was done so many times.
//!
//! Comes in: a trigger in its sentence. Goes out: yes or no.

use super::events::{MOST_AT_ONCE, Reader};
use super::lists::List;
use super::prose::Sentence;
use super::sense::ActorSort;
use super::vocabulary::Mark;
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words behind the name of events in which they are said to be frequent.
const FREQUENT: usize = 9;
/// Words between "regularly" and an event.
const HABIT: usize = 4;
/// Words between "has conducted" and what was.
const RECORD: usize = 8;
/// Words behind "have died" in which the war is named.
const STRIFE: usize = 3;
/// Words behind an event in which its repetition is told.
const REPEATED: usize = 6;
/// Words between "has led to" and "deaths", and between these and their figure.
const LED: usize = 7;
const FIGURE: usize = 3;
/// Words at the head of a sentence in which "total" stands.
const TOTAL: usize = 3;
/// Words between "since" and the year of what has been since then.
const SINCE: usize = 16;
/// Words between a group and "has killed", and from there to how many.
const CAREER: usize = 14;

impl Reader<'_, '_> {
    /// "Fighting since 2015. About 20,000 people have been killed": a sum over years.
    pub(super) fn is_sum(&self, mark: &Mark) -> bool {
        let perfect = (mark.first.saturating_sub(2).max(self.sentence.words.start)..mark.first)
            .any(|n| matches!(self.prose.folded(n), "has" | "have"));
        let sentences = &self.prose.sentences;
        let before = self.number.checked_sub(1).and_then(|n| sentences.get(n));
        // "The attack is the 12th since May. A total of 109 people have been killed": in the next paragraph, too.
        let total = self.sentence.words.clone().take(TOTAL).any(|n| self.prose.folded(n) == "total");
        let before = before.filter(|s| total || s.paragraph == self.sentence.paragraph);
        let since = |s: &Sentence| self.tells_since(s);
        // "More than 40,000 people have died in the conflict".
        let war = |n: usize| self.prose.folded(n) == "the" && self.prose.is(n + 1, List::Strife);
        let strife = (mark.last + 1..(mark.last + 1 + STRIFE).min(self.sentence.words.end)).any(war);
        // "The violence has led to over 35,000 deaths".
        let near = |back: usize| mark.first.saturating_sub(back).max(self.sentence.words.start)..mark.first;
        let led = near(LED).any(|n| matches!(self.prose.folded(n), "has" | "have"));
        if led && near(FIGURE).any(|n| self.is_army(n)) {
            return true;
        }
        // "Blamed for hundreds of civilian deaths since 2014".
        let deaths = matches!(self.prose.folded(mark.first), "deaths" | "killings")
            && near(FIGURE + 1).any(|n| self.prose.is(n, List::VagueCount));
        deaths && since(self.sentence)
            || perfect && (strife || since(self.sentence) || before.is_some_and(since) || self.is_of_career(mark))
    }

    /// Whether a sentence tells of all since a day: "since 2014", "since the president took office on May 29", "since then".
    fn tells_since(&self, sentence: &Sentence) -> bool {
        let words = &sentence.words;
        // "Since jihadists invaded from neighboring Mali in 2015".
        let day = |n: usize| self.is_year(n) || self.prose.page.has(n, flag::CALENDAR);
        let far = |n: usize| (n + 1..(n + 1 + SINCE).min(words.end)).any(day);
        let ends = |n: usize| words.start == n || n + 2 >= words.end;
        let from = |n: usize| self.dates(n + 1) || far(n) || self.prose.folded(n + 1) == "then" && ends(n);
        words.clone().any(|n| self.prose.folded(n) == "since" && from(n))
    }

    /// Whether a word is a figure of five digits and more.
    fn is_army(&self, n: usize) -> bool {
        self.prose.folded(n).len() > 4 && self.prose.word(n).is_some_and(|w| w.shape == Shape::Number)
    }

    /// "The group has killed thousands", "Russian troops have killed many Muslims": all that they ever did, unless a day is told.
    fn is_of_career(&self, mark: &Mark) -> bool {
        let many = |n: usize| self.prose.is(n, List::VagueCount) || self.prose.folded(n) == "many";
        // "Has killed more than 40,000 people".
        let huge = (mark.last + 1..mark.last + 4).any(|n| self.is_army(n));
        if huge {
            return true;
        }
        let counted = (mark.last + 1..mark.last + 3).any(many);
        let near = mark.first.saturating_sub(CAREER).max(self.sentence.words.start)..mark.first;
        let group = |m: &Mark| self.is_actor(m, |sort| sort != ActorSort::Generic);
        let led = self.prose.marks_of(self.sentence).iter().any(|m| near.contains(&m.first) && group(m));
        let told = (mark.last + 1..self.sentence.words.end).any(|n| self.dates(n));
        counted && led && !told
    }

    /// "Kidnappings for ransom have become frequent": none is told.
    pub(super) fn is_frequent(&self, mark: &Mark) -> bool {
        let behind = mark.last + 1..(mark.last + 1 + FREQUENT).min(self.sentence.words.end);
        let plural = (mark.first..=mark.last).any(|n| self.prose.folded(n).ends_with('s'));
        if plural && mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Generic)) {
            return true;
        }
        // "Revived its bombing campaign": a series.
        let air = self.prose.folded(mark.first).starts_with("air");
        let campaign = !air && matches!(self.prose.folded(mark.last + 1), "campaign" | "campaigns");
        if campaign || self.is_record(mark) || plural && self.is_uptick(mark) {
            return true;
        }
        // "Regularly carries out attacks", "often attack police stations".
        let near = mark.first.saturating_sub(HABIT).max(self.sentence.words.start)..mark.first;
        // "Has repeatedly targeted"; "repeatedly shot at the house" is told once.
        let repeatedly = |n: usize| {
            let has = n.checked_sub(1).is_some_and(|n| matches!(self.prose.folded(n), "has" | "have"));
            has && self.prose.folded(n) == "repeatedly"
        };
        let habit = |n: &usize| self.prose.is(*n, List::Habit) || repeatedly(*n);
        if near.rev().find(habit).is_some_and(|n| self.runs_on(n, mark)) {
            return true;
        }
        self.prose.folded(mark.last).ends_with('s') && behind.into_iter().any(|n| self.prose.is(n, List::Frequent))
    }

    /// "Hit by an uptick in attacks on troops": not told one by one.
    fn is_uptick(&self, mark: &Mark) -> bool {
        let near = || mark.first.saturating_sub(RECORD).max(self.sentence.words.start)..mark.first;
        let link = |n: usize| matches!(self.prose.folded(n + 1), "in" | "of");
        // "Answered with increased attacks".
        let more = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Increased));
        // "Blamed for a string of attacks since 2014".
        let string = |n: usize| matches!(self.prose.folded(n), "string" | "series" | "wave" | "spate") && link(n);
        let since = near().any(string) && self.tells_since(self.sentence);
        let uptick = |n: &usize| self.prose.is(*n, List::Uptick) && link(*n);
        more || since || near().rev().find(uptick).is_some_and(|n| self.runs_on(n, mark))
    }

    /// "Has conducted numerous attacks on civilians", "had carried out 62 attacks in three years": what a group did so far, without a day.
    fn is_record(&self, mark: &Mark) -> bool {
        let start = self.sentence.words.start;
        let noun = |n: usize| matches!(self.prose.folded(n), "attacks" | "assaults" | "bombings" | "raids" | "strikes");
        let counted = (mark.first.saturating_sub(HABIT).max(start)..mark.first).any(|n| self.is_many(n));
        let had = |n: usize| matches!(self.prose.folded(n), "has" | "have" | "had");
        let perfect = (mark.first.saturating_sub(RECORD).max(start)..mark.first).any(had);
        // "Since the Taliban seized power in August 2021": from when on.
        let since = |n: usize| (n.saturating_sub(SINCE).max(start)..n).any(|n| self.prose.folded(n) == "since");
        let day = |n: usize| (self.prose.page.has(n, flag::CALENDAR) || self.prose.is(n, List::OfToday)) && !since(n);
        let dated = self.sentence.words.clone().any(day)
            && !self.sentence.words.clone().any(|n| self.prose.folded(n) == "years");
        perfect && counted && (mark.first..=mark.last).any(noun) && !dated
    }

    /// "Carried out nearly 100 attacks on civilians": more than are told of at once.
    pub(super) fn is_of_many(&self, mark: &Mark) -> bool {
        let several = matches!(self.prose.folded(mark.first), "attacks" | "assaults" | "strikes");
        several && (mark.first.saturating_sub(2).max(self.sentence.words.start)..mark.first).any(|n| self.is_many(n))
    }

    /// Whether a word counts more than are told of at once: "62", "dozens".
    fn is_many(&self, n: usize) -> bool {
        let count = self.prose.count(n).and_then(|count| count.low.or(count.best));
        count.is_some_and(|count| count > MOST_AT_ONCE) || self.prose.is(n, List::VagueCount)
    }

    /// Whether no comma stands between a word and an event behind it.
    fn runs_on(&self, from: usize, mark: &Mark) -> bool {
        !(from + 1..=mark.first).any(|n| self.prose.gap(n, gap::COMMA | gap::COLON))
    }

    /// "Came under attack more than 115 times".
    pub(super) fn is_repeated(&self, mark: &Mark) -> bool {
        let behind = mark.last + 1..(mark.last + 1 + REPEATED).min(self.sentence.words.end);
        let number = |n: usize| self.prose.word(n).is_some_and(|word| word.shape == Shape::Number);
        behind.into_iter().any(|n| self.prose.folded(n) == "times" && n.checked_sub(1).is_some_and(number))
    }

    /// Whether a word is a year or begins a date.
    fn dates(&self, n: usize) -> bool {
        self.prose.word(n).is_some_and(|word| word.shape == Shape::Number) || self.prose.page.has(n, flag::CALENDAR)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::events::tests::kinds;

    #[test]
    fn what_is_done_again_and_again_is_no_incident() {
        assert_eq!(kinds("ISIS-K has conducted numerous attacks against civilians in Afghanistan.").len(), 0);
        assert_eq!(kinds("In August it was said to have carried out 62 attacks in the past three years.").len(), 0);
        assert_eq!(kinds("IS regularly carries out attacks in Kabul.").len(), 0);
        assert_eq!(kinds("The north was hit by an uptick in Boko Haram attacks on troops.").len(), 0);
        assert_eq!(kinds("He is under investigation for murder and attempted murder.").len(), 0);
        assert_eq!(kinds("Separatists frequently attacked soft targets in Quetta.").len(), 0);
        assert_eq!(kinds("The group has carried out several attacks on Friday."), ["attack"]);
    }

    #[test]
    fn all_that_a_group_ever_did_is_no_incident() {
        assert_eq!(kinds("The branch, feared by all, has killed thousands in Afghanistan and Pakistan.").len(), 0);
        assert_eq!(kinds("Boko Haram has killed dozens of people in Borno since 2009.").len(), 0);
        assert_eq!(kinds("Russian troops have killed many Muslims in Syria, Chechnya and Afghanistan.").len(), 0);
        assert_eq!(kinds("The violence in Borno has led to over 35,000 deaths.").len(), 0);
        assert_eq!(kinds("Boko Haram fighters killed dozens of people in Borno on Friday."), ["attack"]);
    }
}
