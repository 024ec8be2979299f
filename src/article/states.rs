//! A state that does what is told: "Iran fired missiles at a town", "Jordanian warplanes struck", "Israel's military said it killed".
//!
//! Comes in: an event in its sentence and the names of places in it. Goes out: the state as an [`Actor`], where the name of a country, its
//! capital or its forces is the subject of the verb, or where it is blamed.

use std::ops::Range;

use super::Scene;
use super::actors::{Actor, is_named};
use super::claims::blamer;
use super::events::Event;
use super::geocoders::capital_of;
use super::lists::List;
use super::nationals::is_of_force;
use super::places::{Named, Stand};
use super::prose::Sentence;
use super::sense::{ActorSort, Cue, Form, Sense};
use super::spot::CountryNames;
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, Precision, Role};
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// The rule of a state that the names of places tell.
pub const SUBJECT: &str = "actor.state";
/// Words between a state and its verb: "has also fired".
const BESIDE: usize = 2;
/// Words between a state and the last word of its forces: "special operations forces".
const FORCES: usize = 3;
/// The same where several peoples share them: "Iraqi and Kurdish forces".
const SHARED: usize = 5;
/// Words between those who strike and the verb: "said on Monday that they had".
const TO_VERB: usize = 7;
/// Words between "launched" and the strikes: "carried out a new round of strikes".
const LAUNCHED: usize = 6;
/// States that a row joins.
const MOST_STATES: usize = 8;
/// Words between a passive and "by" the forces.
const BY: usize = 3;

impl Scene<'_, '_> {
    /// The state that did what is told: as the subject of the verb, through its forces, or by what somebody says.
    pub(super) fn state(&self, sentence: &Sentence, event: &Event, names: CountryNames<'_>) -> Option<Actor> {
        self.subject(sentence, event, names)
            .or_else(|| self.with_forces(sentence, event, names))
            .or_else(|| self.service(sentence, event))
            .or_else(|| self.blamed(sentence, event, names))
    }

    /// "U.S. and British forces": the first of the states whose forces did it, where the words of the actor are those of a later one.
    pub(super) fn first_of_states(&self, actor: Actor, names: CountryNames<'_>) -> Actor {
        let at = self.places.named.partition_point(|n| n.first < actor.words.start);
        let own = |n: &&Named| n.first == actor.words.start && n.demonym && actor.sort == ActorSort::State;
        let named = self.places.named.get(at).filter(own);
        let first = named.map(|named| self.first_of_row(named)).filter(|first| first.first < actor.words.start);
        match first.and_then(|first| named_state(first, names)) {
            Some(name) => Actor { name, ..actor },
            None => actor,
        }
    }

    /// The state whose name is the subject of an event.
    fn subject(&self, sentence: &Sentence, event: &Event, names: CountryNames<'_>) -> Option<Actor> {
        let struck =
            matches!(event.kind, Kind::AirStrike | Kind::Attack | Kind::Bombing | Kind::Withdrawal | Kind::Arrest);
        if !struck || self.is_passive(event) {
            return None;
        }
        let all = self.places.within(&(sentence.words.start..event.at.start));
        let act = event.form == Form::Act;
        let fits = |n: &&Named| act && self.is_subject(n, sentence, event) || self.is_striker(n, event);
        let named = all.iter().rev().find(fits)?;
        let first = self.first_of_row(named);
        Some(stated(named_state(first, names)?, first.first..named.last + 1))
    }

    /// "The FSB said it killed", "police shot dead", "the ministry says it has arrested": a service of the tables.
    fn service(&self, sentence: &Sentence, event: &Event) -> Option<Actor> {
        if !is_armed(&event.kind) && event.kind != Kind::Arrest || self.is_passive(event) {
            return None;
        }
        let actors = &Vocabulary::built_in().actors;
        let state = |m: &Mark| match m.sense {
            Sense::Actor(row) => actors.get(row).filter(|row| row.sort == ActorSort::State && is_named(self.prose, m)),
            _ => None,
        };
        let marks = self.prose.marks_of(sentence).iter().rev().filter(|m| m.last < event.at.start);
        let (mark, row) =
            marks.filter_map(|m| Some((m, state(m)?))).find(|(m, _)| self.is_subject_of(m.last, event))?;
        Some(stated(row.name.to_owned(), mark.first..mark.last + 1))
    }

    /// "Jordanian warplanes struck", "Israel's military said it killed", "was shot dead by Indian troops", "an Ethiopian drone strike".
    fn with_forces(&self, sentence: &Sentence, event: &Event, names: CountryNames<'_>) -> Option<Actor> {
        if !is_armed(&event.kind) && event.kind != Kind::Raid {
            return None;
        }
        let passive = self.is_passive(event);
        let all = self.places.within(&sentence.words);
        let found = all.iter().rev().filter(|n| is_country(n)).find_map(|named| {
            if event.kind == Kind::AirStrike && named.demonym && named.last + 1 == event.at.start {
                return Some((named, named.last));
            }
            let last = self.forces_of(named)?;
            let subject = !passive && self.is_subject_of(last, event);
            (subject || self.is_agent(named, event)).then_some((named, last))
        });
        let (named, last) = found?;
        let first = self.first_of_row(named);
        Some(stated(named_state(first, names)?, first.first..last + 1))
    }

    /// "The killing was blamed on Israel", "accused Iran of the attack".
    fn blamed(&self, sentence: &Sentence, event: &Event, names: CountryNames<'_>) -> Option<Actor> {
        if event.kind.role() != Role::Operation || event.kind == Kind::Plot {
            return None;
        }
        let prose = self.prose;
        let blame = prose.cue_at(sentence, sentence.words.clone(), Cue::Blamed)?;
        let next = blame.last + 1 + usize::from(prose.folded(blame.last + 1) == "on");
        let next = next + usize::from(prose.folded(next) == "that");
        let all = self.places.within(&(next..sentence.words.end));
        let behind = |n: &&Named| prose.is(n.last + 1, List::Copula) && prose.folded(n.last + 2) == "behind";
        let fits = |n: &&Named| n.first <= next + 1 && is_country(n) && !n.demonym;
        // "Suggested that Ukraine was behind": not "suggested Kabul".
        let said = matches!(prose.folded(blame.first), "suggested");
        let named = all.first().filter(fits).filter(|n| !said || behind(n))?;
        let who = blamer(prose, sentence, blame).map_or_else(|| "blamed".to_owned(), |who| format!("blamed by {who}"));
        let mut actor = stated(named_state(named, names)?, named.first..named.last + 1);
        actor.confidence =
            if prose.has_cue(sentence, sentence.words.clone(), Cue::Denied) { "denied".to_owned() } else { who };
        Some(actor)
    }

    /// Whether the name of a country stands right before the verb, or heads the sentence where the verb is one of missiles.
    fn is_subject(&self, named: &Named, sentence: &Sentence, event: &Event) -> bool {
        let prose = self.prose;
        let next = named.last + 1;
        let owner = prose.word(named.last).is_some_and(|word| word.possessive);
        let capital = event.kind != Kind::Arrest && is_capital(named);
        let subject = (is_country(named) || capital)
            && !named.demonym
            && !owner
            && matches!(named.stand, Stand::Plain | Stand::Speaks);
        let passes = |n: usize| prose.is(n, List::Auxiliary) || prose.is(n, List::Adverb);
        // "France, which withdrew its troops".
        let which = usize::from(prose.folded(next) == "which");
        let between = next + which..event.at.start;
        let apart = |n: usize| prose.gap(n, gap::STOP | gap::COLON) || n > next && prose.gap(n, gap::COMMA);
        let comma = which == 0 && prose.gap(next, gap::COMMA);
        let beside =
            between.len() <= BESIDE && between.clone().all(passes) && !comma && !(next..=event.at.start).any(apart);
        let heads = event.kind == Kind::AirStrike && named.first == sentence.words.start && !capital;
        subject && (beside || heads && !prose.page.has(next, flag::SPEECH))
    }

    /// "Israel said it had killed", "Moscow launched a missile attack": a country or its capital that strikes.
    fn is_striker(&self, named: &Named, event: &Event) -> bool {
        let owner = self.prose.word(named.last).is_some_and(|word| word.possessive);
        let free = !named.demonym && !owner && matches!(named.stand, Stand::Plain | Stand::Speaks);
        let killed = event.form != Form::Act || event.effect_only;
        let state = is_country(named) || is_capital(named);
        free && killed && state && self.heads_clause(self.first_of_row(named)) && self.is_subject_of(named.last, event)
    }

    /// Whether a name heads its clause: not "strikes on Gaza and southern Lebanon killed".
    fn heads_clause(&self, named: &Named) -> bool {
        let prose = self.prose;
        let the = named.first.checked_sub(1).filter(|n| prose.folded(*n) == "the");
        let first = the.unwrap_or(named.first);
        let at = prose.sentences.partition_point(|s| s.words.start < first);
        let starts = prose.sentences.get(at).is_some_and(|s| s.words.start == first);
        let apart = gap::COMMA | gap::COLON | gap::DASH | gap::QUOTE | gap::STOP | gap::PARAGRAPH;
        let led = |n: usize| {
            prose.is(n, List::Conjunction)
                || prose.page.has(n, flag::SPEECH)
                || matches!(prose.folded(n), "that" | "as" | "because")
        };
        starts || prose.gap(first, apart) || first.checked_sub(1).is_some_and(led)
    }

    /// The last word of the forces that a country names: "Israel's military", "Indian security forces".
    fn forces_of(&self, named: &Named) -> Option<usize> {
        let prose = self.prose;
        let owner = named.demonym || prose.word(named.last).is_some_and(|word| word.possessive);
        let near = named.last + 1..=named.last + FORCES;
        let joined = |n: &usize| {
            !prose.gap(*n, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH)
                && !prose.page.has(*n, flag::FUNCTION | flag::SPEECH)
        };
        let words = || near.clone().take_while(joined);
        // "Iraqi and Kurdish forces".
        let shared = || {
            let row = named.last + 1..named.last + SHARED;
            row.into_iter()
                .find(|n| prose.is(*n, List::Soldiery))
                .filter(|_| named.demonym && is_of_force(prose, named))
        };
        words().filter(|n| prose.is(*n, List::Soldiery)).last().filter(|_| owner).or_else(shared)
    }

    /// Whether forces are the subject of an event: before its verb, behind which it may be only launched, or said by them.
    fn is_subject_of(&self, last: usize, event: &Event) -> bool {
        let (prose, at) = (self.prose, event.at.start);
        // "The air force, NAF, has killed", "the security service (FSB) said it killed".
        let short = prose.word(last + 1).is_some_and(|word| word.shape == Shape::Capitals);
        let apposed =
            short && prose.gap(last + 1, gap::COMMA | gap::OPEN) && prose.gap(last + 2, gap::COMMA | gap::CLOSE);
        let next = if apposed { last + 2 } else { last + 1 };
        // "Investigators put the death toll at 12", "an officer died".
        let killed =
            ["kill", "wound", "injur", "shot", "neutrali"].iter().any(|verb| prose.folded(at).starts_with(verb));
        let died =
            event.effect_only && !killed || matches!(prose.folded(at), "died" | "dies" | "dead" | "perished" | "lost");
        if next > at || at - next > TO_VERB + LAUNCHED || died {
            return false;
        }
        let apart = |n: usize| prose.gap(n, gap::COMMA | gap::STOP | gap::COLON | gap::PARAGRAPH | gap::DASH);
        if (next + usize::from(apposed)..=at).any(apart) {
            return false;
        }
        // "Said on Monday that it had".
        let small = |n: usize| {
            let word = prose.folded(n);
            prose.is(n, List::Auxiliary)
                || prose.is(n, List::Adverb)
                || prose.page.has(n, flag::SPEECH | flag::CALENDAR)
                || word.ends_with("ly")
                || matches!(word, "that" | "it" | "they" | "its" | "their" | "on" | "forces" | "troops" | "which")
        };
        let verb = (next..at).find(|n| !small(*n)).unwrap_or(at);
        // "Police reported the burning": done by others.
        let said = (next..verb).rev().find(|n| prose.page.has(*n, flag::SPEECH));
        let own =
            said.is_none_or(|said| (said..verb).any(|n| matches!(prose.folded(n), "it" | "they" | "its" | "their")));
        // "Launched a manhunt after gunmen opened fire": by others.
        let other = |n: usize| {
            let actor = |m: &Mark| matches!(m.sense, Sense::Actor(_)) && m.first == n;
            prose.is(n, List::Later) || prose.is(n, List::Conjunction) || prose.marks_about(n, n).any(actor)
        };
        let launched = || prose.is(verb, List::Launches) && at - verb <= LAUNCHED && !(verb..at).any(other);
        own && (verb == at && at - next <= TO_VERB || launched())
    }

    /// "Was killed by Indian forces".
    fn is_agent(&self, named: &Named, event: &Event) -> bool {
        let by = named.first.checked_sub(1).filter(|n| self.prose.folded(*n) == "by");
        by.and_then(|by| by.checked_sub(event.at.end)).is_some_and(|away| away <= BY)
    }

    /// The first of the names that a row joins: "the United States, Britain and Australia", "U.S. and British".
    fn first_of_row<'n>(&'n self, named: &'n Named) -> &'n Named {
        let prose = self.prose;
        let at = self.places.named.partition_point(|n| n.first < named.first);
        let mut first = named;
        for before in self.places.named.get(..at).unwrap_or_default().iter().rev().take(MOST_STATES) {
            let link = before.last + 1..first.first;
            let small = link.clone().all(|n| matches!(prose.folded(n), "and" | "the"));
            let beside = gap::COMMA | gap::HYPHEN | gap::DASH | gap::SLASH;
            let joined = link.len() <= 2 && small && (!link.is_empty() || prose.gap(first.first, beside));
            let short = first.demonym && prose.is(before.first, List::ShortCountry);
            let same = before.demonym == first.demonym || short;
            let alike = is_country(before) && same && before.stand != Stand::Dateline;
            let ends = (before.last + 1..=first.first).any(|n| prose.gap(n, gap::STOP | gap::PARAGRAPH));
            if !joined || !alike || ends {
                break;
            }
            first = before;
        }
        first
    }

    /// "Was struck by", "was bombed", "hit by missiles": done to the one before.
    fn is_passive(&self, event: &Event) -> bool {
        let before = event.at.start.checked_sub(1);
        let by = (event.at.start..=event.at.end).any(|n| self.prose.folded(n) == "by");
        by || self.prose.is(event.at.start, List::PassiveHead)
            || before.is_some_and(|n| self.prose.is(n, List::Passive))
    }
}

/// A state that does something in the writer's own words.
fn stated(name: String, words: Range<usize>) -> Actor {
    Actor { name, sort: ActorSort::State, confidence: "stated".to_owned(), words, rule: SUBJECT, score: 1 }
}

/// What forces do with arms.
fn is_armed(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::AirStrike | Kind::Attack | Kind::Battle | Kind::ArmedAssault | Kind::Assassination | Kind::Bombing
    )
}

fn is_country(named: &Named) -> bool {
    named.place().is_some_and(|p| p.precision == Precision::Country)
}

/// "Tehran fired missiles": the capital for its government.
fn is_capital(named: &Named) -> bool {
    let place = named.place().filter(|p| p.precision <= Precision::Settlement);
    let capital = place.and_then(|p| capital_of(p.country?));
    capital.is_some_and(|capital| place.is_some_and(|p| p.name == capital))
}

/// The name that the table of actors has for the state of a name of a place.
fn named_state(named: &Named, names: CountryNames<'_>) -> Option<String> {
    let country = names(named.country()?)?;
    let states = Vocabulary::built_in().actors.iter().filter(|row| row.sort == ActorSort::State);
    let row = states.into_iter().find(|row| country.starts_with(row.name));
    Some(row.map_or(country.as_str(), |row| row.name).to_owned())
}

#[cfg(test)]
pub(super) mod tests;
