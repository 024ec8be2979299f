//! Verbs that tell of an incident only by their object: what is driven into, seized, targeted, lost.
//!
//! Comes in: a trigger in its sentence. Goes out: yes or no.

use super::events::Reader;
use super::known::COPULA;
use super::lists::List;
use super::people::{Counter, is_plural};
use super::sense::{ActorSort, Cue, Form, Sense, TargetSort};
use super::vocabulary::Mark;
use crate::incident::Kind;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words behind "executed" in which its object stands.
const OBJECT: usize = 4;
/// Words between who shoots and "shot".
const ATTACKER: usize = 6;
/// Words behind a vehicle in which those stand whom it is driven into.
const ONTO: usize = 6;

impl Reader<'_, '_> {
    /// "Drove a truck into a crowd", "seized 200 people": several people or a crowd right behind; not "police seized two men".
    pub(super) fn is_onto_people(&self, mark: &Mark, kind: &Kind) -> bool {
        if *kind == Kind::Battle {
            return self.is_of_town(mark);
        }
        if *kind == Kind::Attack {
            return self.is_onto_thing(mark);
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
        !official && people && marks.iter().any(|m| near.contains(&m.first) && crowd(m)) || self.is_shot_at_one(mark)
    }

    /// "Shot a politician in the neck": one person right behind "shot", and not by the police.
    fn is_shot_at_one(&self, mark: &Mark) -> bool {
        let marks = self.prose.marks_of(self.sentence);
        let counter = Counter { prose: self.prose, sentence: self.sentence };
        let next = mark.last + 1;
        let one = counter.list(next, self.sentence.words.end, false).is_some_and(|people| !people.marks.is_empty());
        let article = self.prose.is(next, List::OnePerson);
        let person = |m: &Mark| matches!(m.sense, Sense::Person(_)) && m.first > next && m.first < next + OBJECT;
        let from = mark.first.saturating_sub(ATTACKER).max(self.sentence.words.start);
        let by_state =
            |m: &Mark| m.first >= from && m.last < mark.first && self.is_actor(m, |sort| sort == ActorSort::State);
        let passive = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Auxiliary));
        let shot = mark.first == mark.last && self.prose.folded(mark.first) == "shot";
        shot && one && article && !passive && marks.iter().any(person) && !marks.iter().any(by_state)
    }

    /// "The bombers targeted a mosque", "it targeted the embassy": those who do violence, and a thing or people right behind.
    fn is_onto_thing(&self, mark: &Mark) -> bool {
        let marks = self.prose.marks_of(self.sentence);
        let near = mark.last + 1..(mark.last + 1 + ONTO).min(self.sentence.words.end);
        let object = |m: &Mark| near.contains(&m.first) && matches!(m.sense, Sense::Thing(_) | Sense::Person(_));
        let from = mark.first.saturating_sub(COPULA).max(self.sentence.words.start);
        let does = |m: &Mark| match m.sense {
            Sense::Event(_) => self.row(m).is_some_and(|row| row.kind == Kind::Bombing || row.form == Form::Name),
            _ => self.is_actor(m, |sort| sort != ActorSort::State),
        };
        let led = marks.iter().any(|m| (from..mark.first).contains(&m.first) && does(m));
        let it = mark.first.checked_sub(1).is_some_and(|n| self.prose.folded(n) == "it");
        // "The group targeted had gathered": those it was done to.
        let done_to = self.prose.is(mark.last + 1, List::Auxiliary);
        !done_to && (led || it) && marks.iter().any(object)
    }

    /// Whether a mark is "the group" or an actor of a fitting sort.
    pub(super) fn is_actor(&self, mark: &Mark, fits: impl Fn(ActorSort) -> bool) -> bool {
        match mark.sense {
            Sense::Cue(Cue::TheGroup) => true,
            Sense::Actor(row) => self.tables.actors.get(row).is_some_and(|row| fits(row.sort)),
            _ => false,
        }
    }

    /// What a verb tells by who does it to whom: towns that are captured, soldiers that rebels capture, men whom police take away.
    pub(super) fn by_object<'k>(&self, mark: &Mark, kind: &'k Kind, form: Form) -> (&'k Kind, Form) {
        if self.takes_town(mark) {
            return (&Kind::Battle, Form::Act);
        }
        let from = mark.first.saturating_sub(COPULA).max(self.sentence.words.start);
        let group = |m: &Mark| {
            let group = matches!(m.sense, Sense::Actor(_)) && self.is_actor(m, |sort| sort == ActorSort::Group);
            group && m.first >= from && m.last < mark.first
        };
        let captured = *kind == Kind::Arrest && self.prose.folded(mark.first) == "captured";
        if captured && self.prose.marks_of(self.sentence).iter().any(group) {
            return (&Kind::Kidnapping, Form::Act);
        }
        let by = |n: usize| self.prose.folded(n) == "by" && self.prose.is(n + 1, List::Prosecutors);
        let police = (mark.last..mark.last + 2).any(by) || self.prose.is(mark.last, List::Prosecutors);
        // "Captured by Somali security forces".
        let led = |n: usize| self.prose.folded(n) == "by" && (n + 1..n + OBJECT).any(|n| self.prose.is(n, List::Force));
        let seized = || self.prose.folded(mark.last) == "captured" || self.prose.folded(mark.last) == "by";
        let police = police || (mark.last..mark.last + 2).any(led) && seized();
        if *kind == Kind::Kidnapping && form == Form::Act && police {
            return (&Kind::Arrest, Form::Act);
        }
        (kind, form)
    }

    /// "Executed one targeted strike", "attacks inspired and executed by the group": what is executed is a deed, nobody.
    pub(super) fn is_of_deeds(&self, mark: &Mark) -> bool {
        let executed = (mark.first..=mark.last).any(|n| self.prose.folded(n) == "executed");
        let deed = |m: &Mark| self.row(m).is_some_and(|row| matches!(row.form, Form::Name | Form::Names));
        let plan = |n: usize| self.prose.is(n, List::Deed);
        let behind = mark.last + 1..(mark.last + 1 + ONTO).min(self.sentence.words.end);
        let near = mark.first.saturating_sub(COPULA).max(self.sentence.words.start)..behind.end;
        let people = |m: &Mark| matches!(m.sense, Sense::Person(_)) && near.contains(&m.first);
        let marks = self.prose.marks_of(self.sentence);
        let named =
            marks.iter().any(|m| near.contains(&m.first) && m.first != mark.first && deed(m)) || near.clone().any(plan);
        // "The operation was executed": whoever else is named.
        let passive = self.prose.is(mark.first, List::Passive) && (near.start..mark.first).any(plan);
        // Convicts are executed by law.
        let law = self.sentence.words.clone().any(|n| self.prose.is(n, List::Law));
        self.is_deed_behind(mark) || executed && (law || passive || named && !marks.iter().any(people))
    }

    /// "The execution of the attack", "executed five warrants": a deed right behind, and no people before it.
    fn is_deed_behind(&self, mark: &Mark) -> bool {
        let executed = (mark.first..=mark.last).any(|n| matches!(self.prose.folded(n), "executed" | "execution"));
        let behind = (mark.last + 1..self.sentence.words.end).take(OBJECT);
        let deed = behind.clone().find(|n| self.prose.is(*n, List::Deed));
        let marks = self.prose.marks_of(self.sentence);
        let people = |m: &Mark| matches!(m.sense, Sense::Person(_)) && behind.clone().any(|n| n == m.first);
        executed && deed.is_some() && !marks.iter().any(people)
    }

    /// "The Taliban captured Kabul", "militants seized Mosul": a town is taken, nobody is arrested or kidnapped.
    fn takes_town(&self, mark: &Mark) -> bool {
        mark.first == mark.last && self.prose.is(mark.first, List::Takes) && self.is_of_town(mark)
    }

    /// "The group lost Mosul": a group, or who takes a town, and a name right behind the verb.
    fn is_of_town(&self, mark: &Mark) -> bool {
        let next = mark.last + 1;
        let person = flag::FIRST | flag::TITLE | flag::CALENDAR | flag::PEOPLE;
        let alone = !self.prose.page.is_name(next + 1) || !self.prose.page.joins(next + 1);
        let named = self.prose.page.is_name(next) && !self.prose.page.has(next, person) && alone;
        let from = mark.first.saturating_sub(COPULA).max(self.sentence.words.start);
        let lost = self.prose.folded(mark.first) == "lost";
        let group = |m: &Mark| self.is_actor(m, |sort| sort == ActorSort::Group || !lost);
        let lost = self.prose.marks_of(self.sentence).iter().any(|m| (from..mark.first).contains(&m.first) && group(m));
        named && (lost || mark.first.checked_sub(1).is_some_and(|n| self.prose.folded(n) == "it"))
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
        assert_eq!(kinds("A man shot a politician in the neck."), ["armed_assault"]);
        assert_eq!(kinds("The police shot a man.").len(), 0);
    }

    #[test]
    fn what_those_who_do_violence_target_is_attacked() {
        assert_eq!(kinds("Gunmen targeted the Russian embassy in Kabul."), ["attack"]);
        assert_eq!(kinds("The sanctions targeted the banks.").len(), 0);
        assert_eq!(kinds("The group targeted had gathered to welcome pilgrims.").len(), 0);
    }

    #[test]
    fn a_group_loses_a_town_and_a_team_loses_none() {
        assert_eq!(kinds("The Islamic State lost Mosul in 2017."), ["battle"]);
        assert_eq!(kinds("The Islamic State lost ground in 2017.").len(), 0);
        assert_eq!(kinds("The party lost Ohio in 2017.").len(), 0);
        assert_eq!(kinds("The Taliban captured Kabul in August 2021."), ["battle"]);
        assert_eq!(kinds("Militants seized Mosul in June 2014."), ["battle"]);
        assert_eq!(kinds("Police captured John Doe in June 2014."), ["arrest"]);
        assert_eq!(kinds("Boko Haram captured 20 soldiers."), ["kidnapping"]);
        assert_eq!(kinds("Two men were taken away by police."), ["arrest"]);
    }

    #[test]
    fn deeds_are_executed_and_nobody_dies() {
        assert!(!kinds("The army has executed one targeted strike.").contains(&"assassination".to_owned()));
        assert!(!kinds("The attacks were inspired and executed by ISIS.").contains(&"assassination".to_owned()));
        assert_eq!(kinds("The timing and execution of the attack surprised them."), ["attack"]);
        assert_eq!(kinds("Police arrested a woman as they executed five warrants."), ["arrest"]);
        assert_eq!(kinds("Gunmen executed the mayor."), ["assassination"]);
    }
}
