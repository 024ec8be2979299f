//! An event with what stands beside it: when, where, by whom, on whom.
//!
//! Comes in: an event of a text. Goes out: [`Told`]s, one for each place where several are told.

use std::ops::Range;

use super::actors::Actor;
use super::deeds::is_what_came_before;
use super::events::Event;
use super::incidents::Told;
use super::lists::List;
use super::places::{self, Spot};
use super::prose::Sentence;
use super::sense::{ActorSort, Cue, Form};
use super::several::Part;
use super::{Extractor, Scene, actors, events, passing, states, targets, victims};
use crate::incident::{Casualties, Kind, Precision, Role};

impl Extractor<'_> {
    /// An event with what stands beside it; one for each place where several are told.
    pub(super) fn told<'t>(&self, scene: &Scene<'_, 't>, mut event: Event, home: Option<&Spot>) -> Vec<Told<'t>> {
        let Some(sentence) = scene.prose.sentences.get(event.sentence) else {
            return Vec::new();
        };
        let whole = event.reach.end;
        let gapped = scene.gapped(sentence, &mut event);
        let doubled = if gapped.is_none() { scene.doubled(sentence, &mut event) } else { Vec::new() };
        let cut = gapped.is_some() || event.reach.end < whole;
        let end = if cut { event.reach.end } else { sentence.words.end };
        let mut out = self.told_in(scene, sentence, event, sentence.words.start..end, home);
        let parts = out.first().map_or_else(Vec::new, |told| scene.parts(sentence, &told.event));
        if let Some(first) = out.first().filter(|_| !parts.is_empty()).cloned() {
            out = parts.iter().map(|part| self.part_of(scene, sentence, &first, part)).collect();
        }
        for event in gapped.into_iter().chain(doubled) {
            let words = event.reach.clone();
            let own = |target: &targets::Target| words.contains(&target.words.start);
            let again = (words.start..words.start + 2).any(|n| scene.prose.folded(n) == "again");
            let known = out.first().filter(|_| again).cloned();
            for mut told in self.told_in(scene, sentence, event, words.clone(), home) {
                if let Some(known) = &known {
                    told.spot.clone_from(&known.spot);
                    (told.actor, told.target) = (known.actor.clone(), known.target.clone());
                }
                told.target = told.target.filter(|target| again || own(target));
                told.target_head = told.target_head.filter(|_| told.target.is_some());
                out.push(told);
            }
        }
        out
    }

    /// One of several events that a word tells together, with its place and its date.
    fn part_of<'t>(&self, scene: &Scene<'_, 't>, sentence: &Sentence, all: &Told<'t>, part: &Part<'_>) -> Told<'t> {
        let names = |code| self.country_name(code);
        let spot =
            places::spot(scene.prose, part.place, scene.places.within(&sentence.words), &names, "place.of_several");
        let mut told = Told { spot: Some(spot), time: Some(part.time), abroad: false, ..all.clone() };
        (told.event.plural, told.event.other, told.event.definite) = (false, true, false);
        told.event.tolls.iter_mut().for_each(|toll| toll.count = ceiling(&toll.count));
        told
    }

    /// Where an event was, by some words of its sentence, and whether it was abroad without a place.
    fn whereabouts(
        &self,
        scene: &Scene<'_, '_>,
        event: &Event,
        words: &Range<usize>,
        home: Option<&Spot>,
    ) -> (Option<Spot>, bool) {
        let (places, prose) = (&scene.places, scene.prose);
        let names = |code| self.country_name(code);
        let narrow = places.of_event(prose, event, &event.reach, &names);
        let wide = || places.of_event(prose, event, words, &names);
        let abroad = narrow.is_none() && places.is_abroad(&event.reach);
        // A village that no gazetteer has is in the country that its paragraph names.
        let near = places.country_of_village(prose, &event.reach, &names);
        let near = near.or_else(|| home.cloned()).or_else(|| places.country_before(prose, event, &names));
        let home = near.as_ref();
        let own = || if event.apart { None } else { places.unknown(prose, None, &event.at, &event.reach, home) };
        let apart = event.reach != *words;
        let force = || {
            let own = places.of_force(prose, &event.at, &event.reach, &names);
            own.or_else(|| places.of_force(prose, &event.at, words, &names))
        };
        let by_force = event.kind.role() == Role::Response && event.kind != Kind::AirStrike;
        let spot = narrow.or_else(|| if apart { own() } else { None });
        // "Austrian police detained men accused of planning to hit the Cologne cathedral".
        let spot = spot.or_else(|| if by_force && apart { force() } else { None });
        // "Killed the leader behind the bombing at the airport": the place of the bombing.
        let cut = [List::Culprit, List::Comes].iter().any(|list| prose.is(event.reach.end, *list));
        let cut = cut || prose.folded(event.reach.start) == "anniversary" || is_what_came_before(prose, event);
        let spot = spot.or_else(|| if abroad || cut { None } else { wide() });
        let coarse = spot.as_ref().is_none_or(|spot| spot.precision >= Precision::Country);
        let there = if coarse { places.there(prose, event, &names) } else { None };
        let there = there.or_else(|| if coarse { places.the_unit(prose, event, &names) } else { None });
        let there = there.or_else(|| places.left_country(prose, event, spot.as_ref(), &names));
        let spot = there.or(spot).or_else(|| places.town_of_mission(prose, event, &names));
        let spot = places.here(prose, spot.as_ref(), &event.reach, &names).or(spot);
        let spot = places.unknown(prose, spot.as_ref(), &event.at, &event.reach, home).or(spot);
        let spot = spot.or_else(|| if by_force { force() } else { None });
        (spot.map(|spot| places.within_it(prose, spot, &event.reach)), abroad)
    }

    /// Who did what an event tells, by its sentence.
    fn actor_of(
        scene: &Scene<'_, '_>,
        sentence: &Sentence,
        event: &Event,
        names: places::CountryNames<'_>,
    ) -> Option<Actor> {
        // Who kills the man behind a bombing did not bomb.
        if event.deed {
            return None;
        }
        let actor = actors::actor(scene.prose, sentence, event);
        let vague = actor.as_ref().is_none_or(|actor| actor.sort == ActorSort::Generic && actor.rule != "actor.by");
        // "The FSB said it killed": rather the one that says it than the group told of before.
        let it = actor.as_ref().filter(|actor| actor.rule == "actor.the_group" && actor.words.len() == 1);
        let it = it.is_some_and(|actor| scene.prose.folded(actor.words.start) == "it");
        let actor = actor.filter(|_| !(it && event.kind == Kind::Arrest));
        let actor = if vague || it { scene.state(sentence, event, names).or(actor) } else { actor };
        actor.map(|actor| scene.first_of_states(actor, names))
    }

    /// An event with what stands beside it in some words of its sentence.
    fn told_in<'t>(
        &self,
        scene: &Scene<'_, 't>,
        sentence: &Sentence,
        mut event: Event,
        words: Range<usize>,
        home: Option<&Spot>,
    ) -> Vec<Told<'t>> {
        let (spot, abroad) = self.whereabouts(scene, &event, &words, home);
        let time = scene.time(sentence, &event);
        let retold = scene.is_retold(sentence, &event, time.as_ref());
        let spot = spot.filter(|spot| !retold || scene.is_place_of_retold(&event, spot));
        let time = time.filter(|time| !scene.is_date_of_claim(sentence, &event, time));
        let names = |code| self.country_name(code);
        let others = spot.as_ref().map_or_else(Vec::new, |spot| scene.places.beside(scene.prose, spot, &words, &names));
        let others = if event.kind == Kind::Founding { Vec::new() } else { others };
        if !others.is_empty() {
            // "Three arrests in Austria and one in Germany": counted anew.
            event.other |= !event.definite && event.form != Form::Act;
            event.tolls.iter_mut().for_each(|toll| toll.count = ceiling(&toll.count));
            // "The arrests were made in Duisburg, Herne and Wesel": one in each town.
            let towns = spot.as_ref().is_some_and(|spot| spot.precision <= Precision::Settlement);
            event.plural &= !(event.kind == Kind::Arrest && towns);
        }
        let actor = Self::actor_of(scene, sentence, &event, &names);
        let target = targets::target(scene.prose, sentence, &event, actor.as_ref());
        let last = |target: &targets::Target| target.words.end.saturating_sub(1);
        let first = Told {
            target_head: target.as_ref().map(|target| scene.prose.slice(last(target), last(target))),
            time,
            spot,
            retold,
            paragraph: sentence.paragraph,
            names: scene.names(sentence),
            victims: scene.victims(sentence, &event, target.as_ref()),
            paired: false,
            armed: actors::is_armed_sentence(scene.prose, sentence),
            accident: scene.prose.has_cue(sentence, sentence.words.clone(), Cue::Accident),
            means: events::has_means(scene.prose, sentence),
            // Asked of arrests alone.
            counted: Some(&event)
                .filter(|e| e.kind.role() == Role::Response)
                .and_then(|e| victims::figure(scene.prose, sentence, e)),
            follows: passing::Follows::of(scene.prose, sentence),
            countries: scene.places.within(&sentence.words).iter().filter_map(places::Named::country).collect(),
            refers: scene.refers(sentence, &event, target.as_ref()),
            heading: scene.prose.is_heading(sentence),
            abroad,
            actor,
            target,
            event,
        };
        // "Germany and the Netherlands arrested seven": each in its own country.
        let own = |spot: &Spot| {
            let actor = first.actor.clone()?;
            let name = spot
                .country
                .and_then(names)
                .filter(|_| actor.rule == states::SUBJECT && first.event.kind == Kind::Arrest);
            Some(Actor { name: name.unwrap_or_else(|| actor.name.clone()), ..actor })
        };
        let more = others.into_iter().map(|spot| Told { actor: own(&spot), spot: Some(spot), ..first.clone() });
        let more: Vec<Told<'t>> = more.collect();
        std::iter::once(first).chain(more).collect()
    }
}

/// What a count for several places together says of one of them: at most that many.
fn ceiling(all: &Casualties) -> Casualties {
    Casualties { low: None, high: all.high.or(all.best), best: None, worded: all.worded.clone() }
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::told;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn arrests_are_where_the_police_are_and_not_where_a_plot_aimed() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text = "In December, Austrian and German authorities detained suspects accused of planning to hit the Cologne \
                    cathedral on New Year's Eve.";
        let all = told(&extractor, text);
        let arrests: Vec<&String> = all.iter().filter(|one| one.starts_with("arrest")).collect();
        assert_eq!(arrests, ["arrest Austria 2023-12", "arrest Germany 2023-12"]);
        assert!(all.iter().any(|one| one.starts_with("plot Cologne")), "{all:?}");
        Ok(())
    }

    #[test]
    fn arrests_after_an_attack_are_not_where_the_attack_was() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, place) in [
            (
                "Gunmen attacked Crocus City Hall in Moscow on 22 March 2024. Russia announced 12 arrests after the attack on the hall in Moscow.",
                "arrest Russia",
            ),
            (
                "In March 2024 prosecutors in Thuringia said two jihadists arrested there had planned to attack the parliament in Stockholm.",
                "arrest Thuringia",
            ),
        ] {
            let all = told(&extractor, text);
            assert!(all.iter().any(|one| one.starts_with(place)), "{text} {all:?}");
        }
        Ok(())
    }

    #[test]
    fn security_is_stepped_up_where_the_words_say() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for text in [
            "Both Italy and France have increased security following the attack in Moscow.",
            "Security has been increased in Italy and France since the massacre.",
            "Italy raised its terror alert to the highest level on Sunday, and France tightened security.",
            "In the wake of the shootings, countries such as Italy and France have raised security levels.",
        ] {
            let all = told(&extractor, text);
            let places: Vec<&str> = all.iter().filter_map(|one| one.split(' ').nth(1)).collect();
            assert_eq!(places, ["Italy", "France"], "{text} {all:?}");
        }
        Ok(())
    }
}
