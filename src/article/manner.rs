//! How a trigger is put: as another, as several, as an attribute, in the end of who did it.
//!
//! Comes in: a trigger in its sentence. Goes out: yes or no.

use super::lists::List;
use std::ops::Range;

use super::events::{MOST_AT_ONCE, Reader};
use super::known::ARTICLE;
use super::people::is_plural;
use super::sense::{ActorSort, Cue, Form, Sense};
use super::vocabulary::Mark;
use crate::incident::{Kind, Role};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between "one of the" and an event.
const ONE_OF: usize = 6;
/// Words between "also" and an event: "also claimed responsibility for a suicide".
const ALSO: usize = 7;
/// Words between what is done to somebody and the police who did it.
const BY: usize = 5;
/// Words between "charged with" and the crime.
const CHARGED: usize = 5;
/// Words before "memorial" in which "at" stands, and words before "a decade" in which "the deadliest" does.
const OCCASION: usize = 3;
const SUPERLATIVE: usize = 8;
/// Words between attackers and a bare form.
const ATTRIBUTES: usize = 5;

impl Reader<'_, '_> {
    /// "A suicide bombing", "blew himself up".
    pub(super) fn is_suicide(&self, mark: &Mark) -> bool {
        let own = |n: usize| matches!(self.prose.folded(n), "suicide" | "himself" | "herself" | "themselves");
        (mark.first.saturating_sub(1).max(self.sentence.words.start)..=mark.last).any(own)
    }

    /// "Another attack", "a second one".
    pub(super) fn is_another(&self, mark: &Mark, start: usize) -> bool {
        (mark.first.saturating_sub(ARTICLE).max(start)..mark.first).any(|n| self.prose.is(n, List::Another))
            || self.is_one_more(mark)
    }

    /// "Three were killed and another eight injured": more people, not one more event.
    pub(super) fn is_further_toll(&self, mark: &Mark, form: Form) -> bool {
        let before = |m: &Mark| m.last < mark.first && self.row(m).is_some_and(|row| row.form == Form::Effect);
        form == Form::Effect && self.prose.marks_of(self.sentence).iter().any(before)
    }

    /// "Also claimed responsibility for a bombing", "also carried out an attack": one more.
    fn is_one_more(&self, mark: &Mark) -> bool {
        let near = mark.first.saturating_sub(ALSO).max(self.sentence.words.start)..mark.first;
        let also = near.clone().find(|n| self.prose.folded(*n) == "also");
        let article = |n: usize| matches!(self.prose.folded(n), "a" | "an");
        let cut = |from: usize| (from + 1..=mark.first).any(|n| self.prose.gap(n, gap::COMMA | gap::COLON | gap::DASH));
        // "They also attacked a church".
        let verb = also.is_some_and(|also| also + 1 == mark.first && self.prose.folded(mark.first).ends_with("ed"));
        verb || also.is_some_and(|also| !cut(also) && (also..mark.first).any(article))
    }

    /// Whether a participle stands between an article and its noun.
    pub(super) fn is_attribute(&self, mark: &Mark, form: Form) -> bool {
        let article = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Attributive));
        let noun = !self.prose.page.has(mark.last + 1, flag::FUNCTION)
            && !self.prose.gap(mark.last + 1, gap::COMMA | gap::STOP);
        form == Form::Act && mark.first == mark.last && article && noun && self.prose.folded(mark.first).ends_with("ed")
    }

    /// "Drove a hijacked truck": how something came to hand, not what is told.
    pub(super) fn is_mere_attribute(&self, mark: &Mark, kind: &Kind) -> bool {
        let article = mark.first.checked_sub(1).is_some_and(|n| matches!(self.prose.folded(n), "a" | "an"));
        let noun = !self.prose.page.has(mark.last + 1, flag::FUNCTION) && !self.prose.gap(mark.last + 1, gap::COMMA);
        let taken = matches!(kind, Kind::Hijacking | Kind::Robbery | Kind::Arson | Kind::Sabotage);
        article && noun && taken && self.prose.folded(mark.first).ends_with("ed")
    }

    /// "The suspects, who are detained at the school": where they are, not that they were taken.
    pub(super) fn is_where_held(&self, mark: &Mark, kind: &Kind) -> bool {
        let back = mark.last.saturating_sub(2).max(self.sentence.words.start);
        let are = mark.last > back && matches!(self.prose.folded(mark.last - 1), "are" | "is");
        *kind == Kind::Arrest && are && self.prose.is(back, List::Relative)
    }

    /// "He was shot to death by police", "the gunman was shot dead by officers": the end of who did it, not what he did.
    pub(super) fn is_end_of_perpetrator(&self, mark: &Mark, kind: &Kind) -> bool {
        let start = self.sentence.words.start;
        let near = mark.first.saturating_sub(ARTICLE).max(start)..=mark.first;
        let verb = near.into_iter().rev().find(|n| self.prose.is(*n, List::Passive));
        let Some(verb) = verb.filter(|n| *n > start && kind.role() == Role::Operation) else { return false };
        let subject = verb - 1;
        let generic = |n: usize| {
            let fighter = |m: &Mark| m.last == n && self.is_actor(m, |sort| sort == ActorSort::Generic);
            self.prose.is(n, List::Perpetrator) || self.prose.marks_of(self.sentence).iter().any(fighter)
        };
        let he = matches!(self.prose.folded(subject), "he" | "she" | "they");
        let known = subject > start && self.prose.is(subject - 1, List::TheThis);
        let by = (mark.last + 1..mark.last + 1 + BY).take_while(|n| !self.prose.gap(*n, gap::COMMA | gap::STOP));
        let mut by = by.skip_while(|n| self.prose.folded(*n) != "by");
        // "A gunman who attacked a church was shot dead by police".
        let who = |n: usize| self.prose.is(n, List::Relative) && generic(n - 1);
        let described = || (start + 1..verb).any(who);
        let shootout = (mark.last..mark.last + BY).any(|n| matches!(self.prose.folded(n), "shootout" | "gunfight"));
        (he || known && generic(subject) || described()) && (shootout || by.any(|n| self.prose.is(n, List::Force)))
    }

    /// "Held on suspicion of murder after a woman was stabbed": what somebody is charged with, where the deed itself is told beside it.
    pub(super) fn is_charge(&self, mark: &Mark) -> bool {
        let near = mark.first.saturating_sub(CHARGED).max(self.sentence.words.start)..mark.first;
        let deed = |m: &Mark| {
            m.first > mark.last
                && self.row(m).is_some_and(|row| row.form == Form::Act && row.kind == Kind::ArmedAssault)
        };
        let named = self.prose.folded(mark.last) == "of" || self.prose.folded(mark.last + 1) == "of";
        // "Is under investigation for murder, attempted murder": no deed of its own.
        let wide = mark.first.saturating_sub(CHARGED * 2).max(self.sentence.words.start)..mark.first;
        let investigated = wide.into_iter().any(|n| matches!(self.prose.folded(n), "investigation" | "counts"));
        !named
            && (investigated
                || self.prose.has_cue(self.sentence, near, Cue::Charge)
                    && self.prose.marks_of(self.sentence).iter().any(deed))
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

    /// "Before the building burned around them": nobody is said to have set fire to it.
    pub(super) fn burns_by_itself(&self, mark: &Mark, kind: &Kind) -> bool {
        let word = self.prose.folded(mark.first);
        let subject = mark.first >= 2 && self.prose.folded(mark.first - 2) == "the";
        let object = !self.prose.page.has(mark.last + 1, flag::FUNCTION)
            && !self.prose.gap(mark.last + 1, gap::STOP | gap::COMMA | gap::PARAGRAPH)
            || self.prose.is(mark.last + 1, List::Determiner);
        let things = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Burns));
        *kind == Kind::Arson && word == "burned" && subject && things && !object
    }

    /// "To mark the anniversary of the death of a general": who died is no victim of what is told.
    pub(super) fn is_commemorated(&self, at: usize) -> bool {
        let near = at.saturating_sub(OCCASION + 1).max(self.sentence.words.start)..at;
        self.prose.is(at, List::Death) && near.into_iter().any(|n| self.prose.is(n, List::Marking))
    }

    /// Whether so many are told as are told of at once: "two bombs", "eight powerful explosions", "twin blasts".
    pub(super) fn is_counted(&self, words: Range<usize>) -> bool {
        let few = |n: usize| {
            let word = self.prose.folded(n);
            let count = self.prose.count(n).filter(|_| n + 1 == words.end || word.len() > 1)?;
            let count = count.best.or(count.high.filter(|high| Some(*high) == count.low))?;
            (2..=MOST_AT_ONCE).contains(&count).then_some(())
        };
        words.clone().any(|n| self.prose.is(n, List::Twin) || few(n).is_some())
    }

    /// "In one of the deadliest attacks of the year": one is meant.
    pub(super) fn is_one_of(&self, mark: &Mark, start: usize) -> bool {
        let near = mark.first.saturating_sub(ONE_OF).max(start)..mark.first;
        let one = |n: usize| self.prose.folded(n) == "one" && self.prose.folded(n + 1) == "of";
        near.into_iter().any(one)
    }

    /// "Monday's assault was one of the deadliest attacks": what its sentence has told of.
    pub(super) fn is_predicate(&self, mark: &Mark) -> bool {
        let before =
            self.prose.marks_of(self.sentence).iter().rev().find(|m| m.last < mark.first && self.row(m).is_some());
        let one = |n: usize| self.prose.is(n, List::IsWas) && self.prose.folded(n + 1) == "one";
        before.is_some_and(|m| (m.last + 1..mark.first).any(one))
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
                // "A drone strike by the group hit a hospital": the strike did.
                let by = (1..=2).filter_map(|back| m.first.checked_sub(back)).any(|n| self.prose.folded(n) == "by");
                armed && !by && (m.last + 1 == at || several && m.last < at && self.is_attributive_row(m.last + 1..at))
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
    fn a_building_that_burned_was_not_set_on_fire() {
        assert_eq!(kinds("He fled before the building burned around him.").len(), 0);
        assert_eq!(kinds("They burned the building."), ["arson"]);
    }

    #[test]
    fn where_somebody_is_held_is_no_arrest() {
        assert_eq!(kinds("The suspects, who are detained at a school, were questioned.").len(), 0);
        assert_eq!(kinds("Four suspects are detained in Bamako."), ["arrest"]);
    }

    #[test]
    fn the_end_of_who_did_it_is_no_attack() {
        assert_eq!(kinds("He was shot to death by police.").len(), 0);
        assert_eq!(kinds("The gunman was shot dead by officers.").len(), 0);
        assert_eq!(kinds("A gunman who attacked a church was shot dead by police.").len(), 1);
        assert_eq!(kinds("A student was shot dead by police."), ["armed_assault"]);
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
        assert_eq!(kinds("It is blamed for a string of attacks in the region since 2014.").len(), 0);
        assert_eq!(kinds("It is blamed for hundreds of civilian deaths in the region since 2014.").len(), 0);
        assert_eq!(kinds("It revived its bombing campaign in the capital.").len(), 0);
        assert_eq!(kinds("Rebels answered with increased attacks.").len(), 0);
        assert_eq!(kinds("It has carried out numerous attacks since the group seized power in August 2021.").len(), 0);
        assert_eq!(kinds("Since then more than 40,000 people have been killed.").len(), 0);
        assert_eq!(kinds("More than 40,000 people have died in the conflict.").len(), 0);
    }

    #[test]
    fn what_strikes_by_a_group_did_is_one_with_them_and_a_deal_that_is_struck_is_none() {
        assert_eq!(kinds("A drone strike by Boko Haram hit a hospital, killing nine people."), ["air_strike"]);
        assert_eq!(kinds("The army struck a school on Monday, killing four people.").len(), 1);
        assert_eq!(kinds("The militants struck a refinery with drones."), ["air_strike"]);
        assert_eq!(kinds("The two sides struck a last-minute deal.").len(), 0);
        assert_eq!(kinds("The president struck a softer tone.").len(), 0);
    }
}
