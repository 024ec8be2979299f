//! How a trigger is put: as one that is known already, as another, as several, as an attribute.
//!
//! Comes in: a trigger in its sentence. Goes out: yes or no.

use super::lists::List;
use std::ops::Range;

use super::events::{MOST_AT_ONCE, Reader};
use super::people::{Counter, is_plural};
use super::prose::Sentence;
use super::sense::{ActorSort, Cue, Form, Sense, TargetSort};
use super::vocabulary::Mark;
use crate::incident::Kind;
use crate::read::prose_count;
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words before a trigger in which its article stands.
const ARTICLE: usize = 3;
/// Words between "charged with" and the crime.
const CHARGED: usize = 5;
/// Words behind the name of events in which they are said to be frequent.
const FREQUENT: usize = 9;
/// Words before "memorial" in which "at" stands, and words before "a decade" in which "the deadliest" does.
const OCCASION: usize = 3;
const SUPERLATIVE: usize = 8;
/// Words behind "have died" in which the war is named.
const STRIFE: usize = 3;
/// Words behind an event in which its repetition is told.
const REPEATED: usize = 6;
/// Words behind a vehicle in which those stand whom it is driven into.
const ONTO: usize = 6;
/// Words between attackers and a bare form.
const ATTRIBUTES: usize = 5;
/// Words in which "it was one of the deadliest" may name what was told before.
const COPULA: usize = 7;

impl Reader<'_, '_> {
    /// Whether it is one that is spoken of already: "the attack", "the bomb went off".
    pub(super) fn is_definite(&self, mark: &Mark, form: Form, start: usize) -> bool {
        let from = mark.first.saturating_sub(ARTICLE).max(start);
        let known = |n: usize| self.prose.is(n, List::Known);
        let weapon = form == Form::Act && (from..mark.first).any(known) && self.is_weapon(mark.first);
        let article = |n: usize| known(n) || self.prose.is(n, List::KnownToo);
        // "Our people who were massacred", "those who attacked the hall": known, too.
        let word = |back: usize| mark.first.checked_sub(back).map_or("", |n| self.prose.folded(n));
        let were = |n: usize| self.prose.folded(n) == "were";
        let passive =
            were(mark.first) && word(1) == "who" || word(2) == "who" && mark.first.checked_sub(1).is_some_and(were);
        let relative = passive && !self.has_number(from.max(start)) || word(1) == "who" && word(2) == "those";
        if form == Form::Act && relative {
            return true;
        }
        // "The bomber who killed 13" tells it; "the deaths" does not.
        let near = if form == Form::Effect { mark.first.saturating_sub(1).max(from) } else { from };
        weapon || form == Form::Claim || form != Form::Act && (near..mark.first).any(article)
    }

    /// Whether a number stands among the few words from one on.
    fn has_number(&self, from: usize) -> bool {
        let counter = Counter { prose: self.prose, sentence: self.sentence };
        (from.saturating_sub(ARTICLE).max(self.sentence.words.start)..from + ARTICLE).any(|n| counter.is_number(n))
    }

    /// "It was one of the deadliest attacks on the town": what was told before.
    pub(super) fn is_named_again(&self, mark: &Mark) -> bool {
        let head = self.sentence.words.start;
        let pronoun = self.prose.is(head, List::Pronoun);
        let is = self.prose.is(head + 1, List::IsWas);
        pronoun && is && mark.first <= head + COPULA && self.prose.folded(mark.first).starts_with("attack")
    }

    /// "Another attack", "a second one".
    pub(super) fn is_another(&self, mark: &Mark, start: usize) -> bool {
        (mark.first.saturating_sub(ARTICLE).max(start)..mark.first).any(|n| self.prose.is(n, List::Another))
    }

    /// Whether a participle stands between an article and its noun.
    pub(super) fn is_attribute(&self, mark: &Mark, form: Form) -> bool {
        let article = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Attributive));
        let noun = !self.prose.page.has(mark.last + 1, flag::FUNCTION)
            && !self.prose.gap(mark.last + 1, gap::COMMA | gap::STOP);
        form == Form::Act && mark.first == mark.last && article && noun && self.prose.folded(mark.first).ends_with("ed")
    }

    /// "Drove a truck into a crowd", "seized 200 people": several people or a crowd right behind; not "police seized two men".
    pub(super) fn is_onto_people(&self, mark: &Mark, kind: &Kind) -> bool {
        if *kind == Kind::Battle {
            return self.is_loss(mark);
        }
        let marks = self.prose.marks_of(self.sentence);
        let next = mark.last + 1;
        let near = next..(next + ONTO).min(self.sentence.words.end);
        let crowd = |m: &Mark| {
            let plural = matches!(m.sense, Sense::Person(_)) && is_plural(self.prose.folded(m.last));
            plural || m.sense == Sense::Thing(TargetSort::Civilian)
        };
        let state = |m: &Mark| match m.sense {
            Sense::Actor(row) => self.tables.actors.get(row).is_some_and(|row| row.sort == ActorSort::State),
            _ => false,
        };
        let official = *kind == Kind::Kidnapping && marks.iter().any(|m| m.last < mark.first && state(m));
        let counter = Counter { prose: self.prose, sentence: self.sentence };
        // "Shot 51 worshippers", "seized 200 people": the people stand right behind.
        let people = mark.last > mark.first
            || counter.list(next, self.sentence.words.end, false).is_some_and(|people| !people.marks.is_empty());
        let apart = near.clone().skip(1).find(|n| self.prose.gap(*n, gap::COMMA | gap::COLON | gap::STOP));
        let near = next..apart.unwrap_or(near.end);
        !official && people && marks.iter().any(|m| near.contains(&m.first) && crowd(m))
    }

    /// "Drove a hijacked truck": how something came to hand, not what is told.
    pub(super) fn is_mere_attribute(&self, mark: &Mark, kind: &Kind) -> bool {
        let article = mark.first.checked_sub(1).is_some_and(|n| matches!(self.prose.folded(n), "a" | "an"));
        let noun = !self.prose.page.has(mark.last + 1, flag::FUNCTION) && !self.prose.gap(mark.last + 1, gap::COMMA);
        let taken = matches!(kind, Kind::Hijacking | Kind::Robbery | Kind::Arson | Kind::Sabotage);
        article && noun && taken && self.prose.folded(mark.first).ends_with("ed")
    }

    /// "Fighting since 2015. About 20,000 people have been killed": a sum over years.
    pub(super) fn is_sum(&self, mark: &Mark) -> bool {
        let perfect = (mark.first.saturating_sub(2).max(self.sentence.words.start)..mark.first)
            .any(|n| matches!(self.prose.folded(n), "has" | "have"));
        let sentences = &self.prose.sentences;
        let before = self.number.checked_sub(1).and_then(|n| sentences.get(n));
        let before = before.filter(|s| s.paragraph == self.sentence.paragraph);
        let since = |s: &Sentence| {
            let from = |n: usize| self.dates(n + 1) || self.prose.folded(n + 1) == "then" && s.words.start == n;
            s.words.clone().any(|n| self.prose.folded(n) == "since" && from(n))
        };
        // "More than 40,000 people have died in the conflict".
        let war = |n: usize| self.prose.folded(n) == "the" && self.prose.is(n + 1, List::Strife);
        let strife = (mark.last + 1..(mark.last + 1 + STRIFE).min(self.sentence.words.end)).any(war);
        perfect && (strife || since(self.sentence) || before.is_some_and(since))
    }

    /// "Held on suspicion of murder after a woman was stabbed": what somebody is charged with, where the deed itself is told beside it.
    pub(super) fn is_charge(&self, mark: &Mark) -> bool {
        let near = mark.first.saturating_sub(CHARGED).max(self.sentence.words.start)..mark.first;
        let deed = |m: &Mark| {
            m.first > mark.last
                && self.row(m).is_some_and(|row| row.form == Form::Act && row.kind == Kind::ArmedAssault)
        };
        let named = self.prose.folded(mark.last) == "of";
        !named
            && self.prose.has_cue(self.sentence, near, Cue::Charge)
            && self.prose.marks_of(self.sentence).iter().any(deed)
    }

    /// "So far this year", "in memory of": of long ago; not "killed 90 at a memorial", nor "the deadliest attack in a decade".
    pub(super) fn is_of_past(&self) -> bool {
        let near =
            |mark: &Mark, most: usize| mark.first.saturating_sub(most).max(self.sentence.words.start)..mark.first;
        let now = |mark: &Mark| {
            let occasion = (mark.first..=mark.last).any(|n| self.prose.is(n, List::Occasion));
            let led = near(mark, OCCASION).any(|n| self.prose.is(n, List::OccasionLead));
            occasion && (led || near(mark, SUPERLATIVE).any(|n| self.prose.is(n, List::Superlative)))
        };
        self.prose.marks_of(self.sentence).iter().any(|mark| mark.sense == Sense::Cue(Cue::Past) && !now(mark))
    }

    /// "The group lost Mosul": a group and a name right behind the verb.
    fn is_loss(&self, mark: &Mark) -> bool {
        let next = mark.last + 1;
        let named =
            self.prose.page.is_name(next) && !self.prose.page.has(next, flag::FIRST | flag::TITLE | flag::CALENDAR);
        let from = mark.first.saturating_sub(COPULA).max(self.sentence.words.start);
        let group = |m: &Mark| match m.sense {
            Sense::Cue(Cue::TheGroup) => true,
            Sense::Actor(row) => self.tables.actors.get(row).is_some_and(|row| row.sort == ActorSort::Group),
            _ => false,
        };
        let lost = self.prose.marks_of(self.sentence).iter().any(|m| (from..mark.first).contains(&m.first) && group(m));
        named && (lost || mark.first.checked_sub(1).is_some_and(|n| self.prose.folded(n) == "it"))
    }

    /// Whether a word is a year or begins a date.
    fn dates(&self, n: usize) -> bool {
        self.prose.word(n).is_some_and(|word| word.shape == Shape::Number) || self.prose.page.has(n, flag::CALENDAR)
    }

    /// "Kidnappings for ransom have become frequent": none is told.
    pub(super) fn is_frequent(&self, mark: &Mark) -> bool {
        let behind = mark.last + 1..(mark.last + 1 + FREQUENT).min(self.sentence.words.end);
        let plural = (mark.first..=mark.last).any(|n| self.prose.folded(n).ends_with('s'));
        if plural && mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Generic)) {
            return true;
        }
        self.prose.folded(mark.last).ends_with('s') && behind.into_iter().any(|n| self.prose.is(n, List::Frequent))
    }

    /// "Came under attack more than 115 times".
    pub(super) fn is_repeated(&self, mark: &Mark) -> bool {
        let behind = mark.last + 1..(mark.last + 1 + REPEATED).min(self.sentence.words.end);
        let number = |n: usize| self.prose.word(n).is_some_and(|word| word.shape == Shape::Number);
        behind.into_iter().any(|n| self.prose.folded(n) == "times" && n.checked_sub(1).is_some_and(number))
    }

    /// Whether so many are told as are told of at once: "two bombs", "eight powerful explosions", "twin blasts".
    pub(super) fn is_counted(&self, words: Range<usize>) -> bool {
        let few = |n: usize| {
            let word = self.prose.folded(n);
            let count = prose_count(word).filter(|_| n + 1 == words.end || word.len() > 1)?;
            let count = count.best.or(count.high.filter(|high| Some(*high) == count.low))?;
            (2..=MOST_AT_ONCE).contains(&count).then_some(())
        };
        words.clone().any(|n| self.prose.is(n, List::Twin) || few(n).is_some())
    }

    /// Whether a weapon stands right before a word.
    pub(super) fn is_weapon(&self, at: usize) -> bool {
        self.prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| m.last + 1 == at && self.row(m).is_some_and(|row| row.form == Form::Means))
    }

    /// Whether a perpetrator stands right before a bare form: "gunmen attack church", "attackers dressed as doctors storm a hospital".
    pub(super) fn follows_actor(&self, at: usize) -> bool {
        self.prose.marks_of(self.sentence).iter().any(|m| match m.sense {
            Sense::Actor(row) => {
                let armed = self.tables.actors.get(row).is_some_and(|row| row.sort != ActorSort::State);
                let several =
                    is_plural(self.prose.folded(m.last)) && self.prose.word(m.last).is_some_and(|w| !w.possessive);
                armed && (m.last + 1 == at || several && m.last < at && self.is_attributive_row(m.last + 1..at))
            }
            _ => false,
        })
    }

    /// "On motorcycles", "dressed as doctors": what describes those before a bare form; it ends with several people or things, or a name.
    fn is_attributive_row(&self, words: Range<usize>) -> bool {
        let last = words.end.saturating_sub(1);
        let ends = self.prose.page.is_name(last)
            || is_plural(self.prose.folded(last)) && !self.prose.page.has(last, flag::FUNCTION);
        let bound = self.prose.word(last).is_some_and(|word| word.possessive);
        let apart = |n: usize| {
            self.prose.gap(n, gap::COMMA | gap::STOP | gap::COLON | gap::DASH)
                || self.prose.is(n, List::Verb)
                || self.prose.folded(n) == "to"
        };
        words.len() <= ATTRIBUTES && ends && !bound && !(words.start..=words.end).any(apart)
    }

    /// "Meanwhile", "in another development": the sentence turns to something else.
    pub(super) fn begins_anew(&self) -> bool {
        let start = self.sentence.words.start;
        let other = self.prose.cue_at(self.sentence, start..start + 3, Cue::Other);
        other.is_some_and(|m| self.prose.is(m.first, List::Anew))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::events::tests::kinds;

    #[test]
    fn what_is_driven_into_or_seized_counts_where_it_is_people() {
        assert_eq!(kinds("A truck drove into a crowd in Nice.").len(), 1);
        assert_eq!(kinds("Rebels seized more than 200 people in Ngala.").len(), 1);
        assert_eq!(kinds("A car drove into a tree.").len(), 0);
        assert_eq!(kinds("The police seized two men and a car.").len(), 0);
        assert_eq!(kinds("He drove a hijacked truck to the market.").len(), 0);
        assert_eq!(kinds("He shot 51 worshippers in two mosques."), ["armed_assault"]);
        assert_eq!(kinds("He shot footage of people who ran.").len(), 0);
    }

    #[test]
    fn a_group_loses_a_town_and_a_team_loses_none() {
        assert_eq!(kinds("The Islamic State lost Mosul in 2017."), ["battle"]);
        assert_eq!(kinds("The Islamic State lost ground in 2017.").len(), 0);
        assert_eq!(kinds("The party lost Ohio in 2017.").len(), 0);
    }

    #[test]
    fn gunmen_described_before_a_bare_form_do_it() {
        assert_eq!(kinds("Attackers dressed as doctors storm a hospital in Kabul.").len(), 1);
        assert_eq!(kinds("Gunmen on motorcycles attack a village.").len(), 1);
        assert_eq!(kinds("Gunmen were told to attack a village.").len(), 0);
    }

    #[test]
    fn people_killed_by_teams_are_killed_and_a_team_bombed_out_is_not() {
        assert_eq!(kinds("Three teams killed 130 people in Paris.").len(), 1);
        assert_eq!(kinds("The team was killed by a late goal.").len(), 0);
        assert_eq!(kinds("Rangers were bombed out of the cup.").len(), 0);
    }

    #[test]
    fn sums_over_years_and_events_in_general_are_none() {
        assert_eq!(kinds("The war has gone on since 2015. About 20,000 people have been killed.").len(), 0);
        assert_eq!(kinds("Kidnappings for ransom by bandits have become frequent.").len(), 0);
        assert_eq!(kinds("Most attacks by the group take place abroad.").len(), 0);
        assert_eq!(kinds("Since then more than 40,000 people have been killed.").len(), 0);
        assert_eq!(kinds("More than 40,000 people have died in the conflict.").len(), 0);
    }
}
