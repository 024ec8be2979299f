//! Which words of a sentence tell of one event: "kidnapped and later murdered", "the strike hit a car and killed two".
//!
//! Comes in: an event and those before it in its sentence. Goes out: the events, with it put to the one that it tells of, or behind them.

use std::ops::Range;

use super::events::{Event, Reader, go_together};
use super::lists::List;
use super::sense::{Form, Sense};
use super::victims::is_done_to_one;
use super::vocabulary::Mark;
use crate::incident::{Kind, Role, Stage};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between the date right before a name and the name: "the May 2017 suicide bombing".
const DATED: usize = 3;
/// Words between "assassinated" and the strike that it was done in.
const STRUCK: usize = 5;
/// Words between what soldiers do and those killed in it.
const SUFFERED: usize = 16;
/// Words from "another" to "arrested": "another two men were".
const OTHER: usize = 5;
/// Words between the article of a name in apposition and the name.
const APPOSED: usize = 4;
/// The most words between two verbs that are done to the same people: "kidnapped and later murdered", "killed after he was kidnapped".
const CHAIN_LENGTH: usize = 5;

impl Reader<'_, '_> {
    /// Adds an event to those of the sentence: to the last one where both may be one.
    pub(super) fn add(&self, out: &mut Vec<Event>, event: Event) {
        let long_before = !out.is_empty() && self.is_long_before(event.at.start);
        let found = out.iter_mut().rev().find(|known| self.is_one_with(known, &event, long_before));
        match found {
            Some(known) => {
                // "Killed seven in a series of raids": what rebels do, not the police.
                let raids = known.effect_only && event.kind == Kind::Raid;
                join(known, event);
                if raids {
                    known.kind = Kind::Attack;
                }
            }
            // "The general killed by the army in 2020": who he was, not what is told.
            None if long_before && event.effect_only && self.is_done_to_one_named(event.at.start) => {}
            None => out.push(event),
        }
    }

    /// "Italy raised its alert, and France tightened security": the second state does it.
    fn has_own_state(&self, event: &Event) -> bool {
        let at = event.at.start;
        let response = event.kind.role() == Role::Response && at > self.sentence.words.start + 2;
        response
            && self.prose.page.is_name(at - 1)
            && self.prose.folded(at - 2) == "and"
            && self.prose.gap(at - 2, gap::COMMA)
    }

    /// "In addition to its role in the hall attack, the branch bombed a memorial": two.
    fn is_besides(&self, known: &Event, event: &Event) -> bool {
        self.begins_besides() && (known.at.end..=event.at.start).any(|n| self.prose.gap(n, gap::COMMA))
    }

    /// Whether a sentence begins with what it tells besides.
    pub(super) fn begins_besides(&self) -> bool {
        let word = |n: usize| self.prose.folded(self.sentence.words.start + n);
        matches!(
            (word(0), word(1), word(2)),
            ("besides", ..) | ("in", "addition", "to") | ("apart" | "aside", "from", _)
        )
    }

    /// "Several were arrested in Vienna, while another was arrested in Linz": somebody else, somewhere else.
    fn is_another_arrest(&self, event: &Event) -> bool {
        let subject = event.at.start.saturating_sub(OTHER).max(self.sentence.words.start)..event.at.start;
        let heads = |n: usize| n > 0 && (self.prose.is(n - 1, List::Conjunction) || self.prose.folded(n - 1) == "and");
        let other = |n: usize| self.prose.is(n, List::Another) || self.prose.is(n, List::Others);
        let placed = self.prose.is(event.at.end, List::Preposition);
        event.kind == Kind::Arrest && placed && subject.into_iter().any(|n| heads(n) && other(n))
    }

    /// "The general killed by a drone": what was done to the one who stands right before.
    pub(super) fn is_done_to_one_named(&self, at: usize) -> bool {
        let marks = self.prose.marks_of(self.sentence);
        marks.iter().any(|m| matches!(m.sense, Sense::Person(_)) && m.last + 1 == at)
            && self.prose.is(at + 1, List::DoneBy)
    }

    /// Whether an event is one that its sentence has told of already.
    fn is_one_with(&self, known: &Event, event: &Event, long_before: bool) -> bool {
        // "Explosions killed 90 at a memorial for a general slain in a strike": the strike is that of the last word, not of the first.
        let alone = known.triggers.len() == 1 && event.at.start <= known.at.end + STRUCK;
        let of_air = |kind: &Kind| *kind == Kind::AirStrike;
        // "A drone strike after the bombing".
        let answers =
            (known.at.end..event.at.start).any(|n| self.prose.is(n, List::Later) || self.prose.folded(n) == "post");
        let alike = of_air(&known.kind) == of_air(&event.kind) || alone && !answers;
        let both = go_together(&known.kind, &event.kind) && alike;
        // "Arrested in raids": the raids are how.
        let raided = event.kind == Kind::Raid
            && (known.kind == Kind::Arrest || known.effect_only && self.prose.folded(event.at.start) == "raids");
        // "Assassinated in a drone strike".
        let struck = event.kind == Kind::AirStrike && (known.kind == Kind::Assassination || known.effect_only) && alone;
        // "Whom a drone strike killed".
        let killing = known.kind == Kind::AirStrike
            && event.effect_only
            && event.at.start <= known.at.end + 1
            && !self.prose.gap(event.at.start, gap::COMMA | gap::COLON);
        let suffered = event.effect_only
            && known.kind != Kind::Plot
            && (known.kind.role() == Role::Operation || self.is_suffered(known, event));
        // "Kidnapped and later murdered".
        let chained =
            is_done_to_one(&known.kind) && is_done_to_one(&event.kind) && self.is_chained(known.at.end, event.at.start);
        let apart = || {
            long_before
                || self.has_own_state(event)
                || self.is_another_arrest(event)
                || self.is_besides(known, event)
                || self.begins_dated(known.at.end, event.at.start)
                || self.are_two_statements(known, event)
                || self.apart(known.at.end, event.at.start)
                || self.is_dated_apart(self.last_of(known), event.at.start)
                || self.is_dated_behind(known, event)
                || self.parts_compared(known, event)
                || self.comes_after(known, event)
                || self.goes_on_later(known, event)
                || known.effect_only && self.culprit(known.at.end..event.at.start).is_some()
        };
        let moved = || {
            long_before
                || self.begins_dated(known.at.end, event.at.start)
                || self.are_two_clauses(known, event)
                || self.comes_after(known, event)
                || self.goes_on_later(known, event)
        };
        let again = self.is_apposed(known, event) || self.is_told_of(known, event);
        again || killing || suffered && !moved() || (both || raided || struck || chained) && !apart()
    }

    /// "Launched an operation, killing nine", "the strike hit a car and killed two": those killed in what soldiers do.
    fn is_suffered(&self, known: &Event, event: &Event) -> bool {
        let forces = matches!(known.kind, Kind::AirStrike | Kind::CounterOperation | Kind::Raid);
        let between = || known.at.end..event.at.start;
        let other = |n: usize| {
            self.prose.is(n, List::Conjunction) && self.prose.folded(n) != "and" || self.prose.page.has(n, flag::SPEECH)
        };
        let near = event.at.start.saturating_sub(known.at.end) <= SUFFERED;
        forces && near && !between().any(|n| other(n) || self.prose.gap(n, gap::COLON))
    }

    /// "Kidnapped 276 girls, an attack that drew outrage": the event before by another name.
    fn is_apposed(&self, known: &Event, event: &Event) -> bool {
        let at = event.at.start;
        let article = (at.saturating_sub(APPOSED)..at).rev().find(|n| self.prose.is(*n, List::Article));
        let comma = article.is_some_and(|n| n >= known.at.end && self.prose.gap(n, gap::COMMA | gap::DASH));
        let relative = matches!(self.prose.folded(event.at.end), "that" | "which" | "in");
        event.form == Form::Name && comma && relative && known.kind.role() == Role::Operation
    }

    /// "The murder of Adam Clarke, who was stabbed in a park": how it was done.
    fn is_told_of(&self, known: &Event, event: &Event) -> bool {
        let at = event.at.start;
        let who = at > 1 && (self.prose.folded(at - 1) == "who" || self.prose.folded(at - 2) == "who");
        let of = self.prose.folded(known.at.end.saturating_sub(1)) == "of" && known.kind == Kind::Assassination;
        who && of && is_done_to_one(&event.kind) && at - known.at.end <= SUFFERED && !self.is_long_before(at)
    }

    /// Whether two verbs have one object or subject: nothing but small words stands between them.
    fn is_chained(&self, from: usize, to: usize) -> bool {
        let small = |n: usize| self.prose.is(n, List::Chain) || self.prose.folded(n).ends_with("ly");
        from < to && to - from <= CHAIN_LENGTH && (from..to).all(small)
    }

    /// Whether a semicolon, or a comma with "and" and a place or person of its own, stands between two triggers.
    pub(super) fn apart(&self, from: usize, to: usize) -> bool {
        let timed = |words: Range<usize>| self.is_timed(words);
        let and = |n: &usize| self.prose.folded(*n) == "and" || self.prose.gap(*n, gap::COMMA);
        let end = self.sentence.words.end;
        // "The attack of May and the bombing of June", "killed 15 in May, and in June a bomb exploded": each with a date of its own.
        let each = |n: usize| timed(from..n) && (timed(n..to) || timed(to..end));
        // "Killed two in retaliation for the attack".
        let reason = |n: usize| self.prose.is(n, List::Reason);
        // "Killed in April 2017, weeks after the assault on a hospital".
        let after = |n: usize| {
            let known = to == n + 2 && self.prose.is(n + 1, List::TheThis) || to == n + 1;
            known
                && matches!(self.prose.folded(n), "after" | "before")
                && self.prose.is(n.saturating_sub(1), List::Units)
        };
        (from..to).any(|n| self.prose.gap(n, gap::COLON) || reason(n) || after(n)) || (from..to).filter(and).any(each)
    }

    /// "In early March they warned of an attack, and issued an advisory on 7 March": a date before the first and one behind the second.
    fn are_two_statements(&self, known: &Event, event: &Event) -> bool {
        let words = &self.sentence.words;
        let and = |n: usize| self.prose.folded(n) == "and";
        let stated = known.kind.role() == Role::Statement && event.kind.role() == Role::Statement;
        let dated = || self.is_timed(words.start..known.at.start) && self.is_timed(event.at.end..words.end);
        stated && (known.at.end..event.at.start).any(and) && dated()
    }

    /// Where the last word that tells an event begins.
    fn last_of(&self, known: &Event) -> usize {
        let last = known.triggers.last().and_then(|n| self.prose.marks.get(*n));
        last.map_or(known.at.start, |mark| mark.first)
    }

    /// "The November 2015 attack on the theatre and the May 2017 bombing": each with a date right before it.
    fn is_dated_apart(&self, a: usize, b: usize) -> bool {
        let dated = |at: usize| {
            let marks = self.prose.marks_of(self.sentence).iter();
            let mut times = marks.filter(|m| matches!(m.sense, Sense::Time(_)) && m.last < at && at - m.last <= DATED);
            times.any(|m| self.prose.word(m.first).is_some_and(crate::toponym::token::Word::is_capital))
        };
        let second = self
            .prose
            .marks_of(self.sentence)
            .iter()
            .any(|m| matches!(m.sense, Sense::Time(_)) && m.first > a && m.last < b && b - m.last <= DATED);
        dated(a) && second && (a..b).any(|n| self.prose.folded(n) == "and" || self.prose.gap(n, gap::COMMA))
    }

    /// "A bombing in August 2021 that killed 183 and twin bombings in July 2016": names with a date right behind each.
    fn is_dated_behind(&self, known: &Event, event: &Event) -> bool {
        let marks = self.prose.marks_of(self.sentence);
        let dated = |end: usize| {
            let near = |m: &Mark| m.first >= end && m.first <= end + 1;
            marks.iter().any(|m| matches!(m.sense, Sense::Time(_)) && near(m)) || self.is_timed(end..end + DATED)
        };
        let mut told = known.triggers.iter().filter_map(|n| self.prose.marks.get(*n));
        let names = |form: Form| matches!(form, Form::Name | Form::Names);
        let and = |n: usize| self.prose.folded(n) == "and" || self.prose.gap(n, gap::COMMA);
        names(event.form)
            && told.any(|mark| dated(mark.last + 1))
            && dated(event.at.end)
            && (known.at.end..event.at.start).any(and)
    }
}

/// How strongly a kind names what happened: the higher of two in one sentence is the kind of both.
fn strength(kind: &Kind) -> u8 {
    match kind {
        Kind::Hijacking => 9,
        Kind::Kidnapping | Kind::HostageTaking => 8,
        Kind::Arson | Kind::AirStrike | Kind::Bombing => 7,
        Kind::Robbery => 6,
        Kind::Sabotage => 5,
        Kind::Assassination | Kind::ArmedAssault => 4,
        Kind::Battle => 3,
        Kind::Attack => 2,
        _ => 1,
    }
}

/// Puts two events of a sentence together.
fn join(known: &mut Event, event: Event) {
    let killed = event.effect_only && known.kind.role() == Role::Response;
    // "Shot concertgoers and set the hall ablaze".
    let shot = known.kind == Kind::ArmedAssault && event.kind == Kind::Arson;
    if !killed && !shot && strength(&event.kind) > strength(&known.kind) || known.effect_only {
        known.kind = event.kind;
    }
    known.at = known.at.start.min(event.at.start)..known.at.end.max(event.at.end);
    // "Claimed responsibility for the attack on Twitter": the attack told of.
    known.the |= known.form == Form::Claim && (event.definite || event.the);
    known.definite =
        (known.definite || known.effect_only && !event.effect_only) && (event.definite || event.effect_only);
    known.plural &= event.plural || event.effect_only;
    known.other |= event.other;
    known.effect_only &= event.effect_only;
    if matches!(known.form, Form::Effect | Form::Names | Form::Name | Form::Claim) && event.form == Form::Act {
        known.form = Form::Act;
    }
    // "Took responsibility for a suicide bombing", "killed in a strike": told of for the first time.
    let one = event.form == Form::Name || event.form == Form::Names && !event.plural;
    if matches!(known.form, Form::Claim | Form::Effect) && one {
        known.form = Form::Name;
    }
    // "A plot to attack a concert, a threat that forced": a plot all the same.
    if event.stage != Stage::Accomplished && !(known.kind == Kind::Plot && event.stage == Stage::Threatened) {
        known.stage = event.stage;
    }
    known.triggers.extend(event.triggers);
}

#[cfg(test)]
mod tests {
    use crate::article::events::tests::kinds;

    #[test]
    fn those_killed_in_a_strike_or_an_operation_are_told_with_it() {
        assert_eq!(kinds("The drone strike in Baghdad on Thursday killed two men."), ["air_strike"]);
        assert_eq!(kinds("Soldiers launched an operation in Jenin, killing nine people."), ["counter_operation"]);
        assert_eq!(kinds("Insurgents killed at least seven people in a series of raids."), ["attack"]);
    }

    #[test]
    fn a_strike_that_somebody_was_once_killed_in_is_not_the_attack_of_its_sentence() {
        let text =
            "Two explosions killed nearly 100 people at a memorial for a general slain in an American drone strike.";
        assert_eq!(kinds(text), ["bombing", "air_strike"]);
        assert_eq!(kinds("The general was slain in an American drone strike."), ["air_strike"]);
    }

    #[test]
    fn how_somebody_named_died_long_before_is_not_told() {
        let text = "In January bombings killed 90 people at a ceremony for the general killed by the army in 2020.";
        assert_eq!(kinds(text), ["bombing"]);
    }

    #[test]
    fn another_name_of_the_event_before_tells_no_other() {
        assert_eq!(kinds("They kidnapped 276 girls from Chibok, an attack that drew outrage."), ["kidnapping"]);
        assert_eq!(kinds("He admitted the murder of Adam Clarke, who was stabbed to death."), ["assassination"]);
    }

    #[test]
    fn what_has_a_date_of_its_own_is_another() {
        let text = "In January 2023 a priest was murdered in Bobo, and in August 2021 rebels killed 80 people.";
        assert_eq!(kinds(text).len(), 2);
        assert_eq!(
            kinds("The bombings were in retaliation for the shooting at a mosque."),
            ["bombing", "armed_assault"]
        );
    }
}
