//! A state that does what is told: "Iran fired missiles at a town", "Pakistan hit back with strikes".
//!
//! Comes in: an event in its sentence and the names of places in it. Goes out: the state as an [`Actor`], where the name of a country is the
//! subject of the verb.

use super::Scene;
use super::actors::Actor;
use super::events::Event;
use super::lists::List;
use super::places::{Named, Stand};
use super::prose::Sentence;
use super::sense::{ActorSort, Form};
use super::vocabulary::Vocabulary;
use crate::incident::{CountryCode, Kind, Precision};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words between a state and its verb: "has also fired".
const BESIDE: usize = 2;

impl Scene<'_, '_> {
    /// The state whose name is the subject of an event.
    pub(super) fn state(
        &self,
        sentence: &Sentence,
        event: &Event,
        names: &dyn Fn(CountryCode) -> Option<String>,
    ) -> Option<Actor> {
        let struck = matches!(event.kind, Kind::AirStrike | Kind::Attack | Kind::Bombing | Kind::Withdrawal);
        if !struck || event.form != Form::Act || self.is_passive(event) {
            return None;
        }
        let all = self.places.within(&(sentence.words.start..event.at.start));
        let named = all.iter().rev().find(|n| self.is_subject(n, sentence, event))?;
        let country = names(named.country()?)?;
        let words = named.first..named.last + 1;
        let confidence = "stated".to_owned();
        Some(Actor { name: known(&country), sort: ActorSort::State, confidence, words, rule: "actor.state", score: 1 })
    }

    /// Whether the name of a country stands right before the verb, or heads the sentence where the verb is one of missiles.
    fn is_subject(&self, named: &Named, sentence: &Sentence, event: &Event) -> bool {
        let prose = self.prose;
        let next = named.last + 1;
        let owner = prose.word(named.last).is_some_and(|word| word.possessive);
        let country = named.place().is_some_and(|p| p.precision == Precision::Country);
        let subject = country && !named.demonym && !owner && matches!(named.stand, Stand::Plain | Stand::Speaks);
        let passes = |n: usize| prose.is(n, List::Auxiliary) || prose.is(n, List::Adverb);
        // "France, which withdrew its troops".
        let which = usize::from(prose.folded(next) == "which");
        let between = next + which..event.at.start;
        let apart = |n: usize| prose.gap(n, gap::STOP | gap::COLON) || n > next && prose.gap(n, gap::COMMA);
        let comma = which == 0 && prose.gap(next, gap::COMMA);
        let beside =
            between.len() <= BESIDE && between.clone().all(passes) && !comma && !(next..=event.at.start).any(apart);
        let heads = event.kind == Kind::AirStrike && named.first == sentence.words.start;
        subject && (beside || heads && !prose.page.has(next, flag::SPEECH))
    }

    /// "Was struck by", "was bombed": done to the one before.
    fn is_passive(&self, event: &Event) -> bool {
        let before = event.at.start.checked_sub(1);
        self.prose.is(event.at.start, List::PassiveHead) || before.is_some_and(|n| self.prose.is(n, List::Passive))
    }
}

/// The name that the table of actors has for a state.
fn known(country: &str) -> String {
    let states = Vocabulary::built_in().actors.iter().filter(|row| row.sort == ActorSort::State);
    let row = states.into_iter().find(|row| country.starts_with(row.name));
    row.map_or(country, |row| row.name).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn a_state_fires_missiles_at_the_territory_of_another() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, who, place) in [
            ("On 16 January 2024 Iran fired missiles at Pakistani territory.", "Iran", "Pakistan"),
            (
                "Two days later, Pakistan hit back with strikes on Zahedan in Iran that killed nine people.",
                "Pakistan",
                "Iran",
            ),
            ("In October 2023 the United States bombed a depot in Syria.", "United States", "Syria"),
        ] {
            let found = extractor.reports(&Article::plain("note", text, None));
            let first = found.first();
            assert_eq!(first.and_then(|report| report.actor.as_deref()), Some(who), "{text}");
            let chain = first.and_then(|report| report.spot.as_ref()).map(|spot| spot.chain.clone());
            assert_eq!(chain.and_then(|chain| chain.first().cloned()).as_deref(), Some(place), "{text}");
        }
        Ok(())
    }
}
