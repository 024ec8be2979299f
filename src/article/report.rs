//! An incident of one article, with the words and the rule of each field.
//!
//! Comes in: a found incident. Goes out: a [`Report`].

use std::ops::Range;

use serde_json::Value;

use super::Scene;
use super::actors::Actor;
use super::incidents::{Found, Told, stage};
use super::places::{NOT_KNOWN, Spot};
use super::sense::{ActorSort, Effect, Form};
use super::source::Article;
use super::spot::plain;
use super::toll::Toll;
use crate::incident::{Casualties, Kind, Precision, Stage, When};

/// The longest summary, in characters.
const SUMMARY: usize = 400;

/// The words that gave a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The field: kind, when, place, killed, injured, actor, target.
    pub field: &'static str,
    /// Its bytes in the text of the article.
    pub bytes: Range<usize>,
    /// Its first character in the file and one past its last.
    pub characters: (usize, usize),
    /// The rule that gave it.
    pub rule: String,
}

/// An incident that one article tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The id of the article.
    pub document: Value,
    /// The outlet of the article.
    pub outlet: Option<String>,
    /// Its kind.
    pub kind: Kind,
    /// How far it got.
    pub stage: Stage,
    /// When.
    pub when: When,
    /// The words of the date.
    pub when_worded: Option<String>,
    /// Where.
    pub spot: Option<Spot>,
    /// Killed.
    pub killed: Casualties,
    /// Injured.
    pub injured: Casualties,
    /// Who did it.
    pub actor: Option<String>,
    /// How sure: claimed, blamed by somebody, suspected, denied, stated.
    pub actor_confidence: Option<String>,
    /// What it was done to.
    pub target: Option<String>,
    /// The sentence that tells it.
    pub summary: String,
    /// Words that tell it from others: names of people and things.
    pub names: Vec<String>,
    /// The words of each field.
    pub evidence: Vec<Evidence>,
}

/// The report of a found incident; `stand_in` is the place where it has none.
pub fn report(article: &Article, scene: &Scene<'_, '_>, found: &Found<'_>, stand_in: Option<Spot>) -> Report {
    let mut evidence = Vec::new();
    for told in &found.told {
        let lead = told.event.triggers.first().and_then(|n| scene.prose.marks.get(*n));
        let at = lead.map_or_else(|| told.event.at.clone(), |mark| mark.first..mark.last + 1);
        evidence.push(note("kind", words(scene, &at), kind_rule(told)));
    }
    let time = found.time().copied();
    if let Some(time) = &time {
        evidence.push(note("when", scene.prose.bytes(time.first, time.last), time.rule.to_owned()));
    }
    let spot = found.spot().map(|spot| finer(found, spot)).or(stand_in);
    if let Some(spot) = &spot {
        evidence.push(note("place", spot.bytes.clone(), spot.rule.to_owned()));
    }
    let killed = count(scene, found, Effect::Killed, "killed", &mut evidence);
    let injured = count(scene, found, Effect::Injured, "injured", &mut evidence);
    let actor = best_actor(found);
    if let Some(actor) = actor {
        evidence.push(note("actor", words(scene, &actor.words), format!("{}:{}", actor.rule, sort(actor.sort))));
    }
    let target = found.told.iter().find_map(|t| t.target.as_ref());
    if let Some(target) = target {
        evidence.push(note("target", words(scene, &target.words), format!("target.{:?}", target.sort).to_lowercase()));
    }
    let ends: Vec<usize> = evidence.iter().flat_map(|e| [e.bytes.start, e.bytes.end]).collect();
    for (note, ends) in evidence.iter_mut().zip(article.source_characters(&ends).chunks_exact(2)) {
        if let [start, end] = ends {
            note.characters = (*start, *end);
        }
    }
    Report {
        document: article.id.clone(),
        outlet: article.outlet.clone(),
        kind: found.kind.clone(),
        stage: stage(found),
        when: time.map_or(When::UNKNOWN, |t| t.when),
        when_worded: time.map(|t| plain(scene.prose.slice(t.first, t.last))),
        spot,
        killed,
        injured,
        actor: actor.map(|a| a.name.clone()),
        actor_confidence: actor.map(|a| a.confidence.clone()),
        target: target.map(|t| plain(scene.prose.slice(t.words.start, t.words.end.saturating_sub(1)))),
        summary: summary(scene, found),
        names: found.names(),
        evidence,
    }
}

/// A town, and the part of it that another sentence names: "in Lima", "in the Las Lomas neighborhood".
fn finer(found: &Found<'_>, spot: &Spot) -> Spot {
    let mut out = spot.clone();
    let strange = |s: &&Spot| s.rule == NOT_KNOWN && s.country == spot.country;
    let part = found.told.iter().filter_map(|t| t.spot.as_ref()).find(strange).and_then(|s| s.chain.last());
    let known = |name: &String| out.chain.iter().any(|n| n.eq_ignore_ascii_case(name));
    if let Some(name) = part.filter(|name| spot.precision < Precision::Country && !known(name)) {
        out.chain.push(name.clone());
    }
    out
}

fn note(field: &'static str, bytes: Range<usize>, rule: String) -> Evidence {
    Evidence { field, bytes, characters: (0, 0), rule }
}

fn words(scene: &Scene<'_, '_>, words: &Range<usize>) -> Range<usize> {
    scene.prose.bytes(words.start, words.end.saturating_sub(1))
}

fn sort(sort: ActorSort) -> &'static str {
    match sort {
        ActorSort::Group => "group",
        ActorSort::State => "state",
        ActorSort::Generic => "generic",
    }
}

/// "kind.act", "kind.name", with what marks it: a definite word, several at once, long ago.
fn kind_rule(told: &Told<'_>) -> String {
    let event = &told.event;
    let form = match event.form {
        Form::Act | Form::Onto => "act",
        Form::Name => "name",
        Form::Names => "names",
        Form::Base => "base",
        Form::Means => "means",
        Form::Effect => "effect",
        Form::Claim => "claim",
    };
    let mut rule = format!("kind.{form}:{}", event.kind.key());
    for (is, word) in
        [(event.definite, "definite"), (event.plural, "several"), (event.past, "past"), (event.other, "another")]
    {
        if is {
            rule.push('+');
            rule.push_str(word);
        }
    }
    rule
}

/// The count that the incident's sentences give: the first figure; a later one where it is higher.
fn count(
    scene: &Scene<'_, '_>,
    found: &Found<'_>,
    effect: Effect,
    field: &'static str,
    evidence: &mut Vec<Evidence>,
) -> Casualties {
    // "More than 200 people have died so far this year": a sum over many incidents.
    // Not so what has a day of its own.
    let own_day =
        |t: &Told<'_>| t.time.is_some_and(|time| time.when.length_days() == 1 && time.rule != "date.paragraph");
    let of_one = found.told.iter().filter(|t| !(t.event.effect_only && t.event.past) || own_day(t));
    let tolls = of_one.flat_map(|t| t.event.tolls.iter()).filter(|t| t.effect == effect && !t.count.is_unknown());
    // Who did it counts higher; so it is only asked where nobody else counts.
    let tolls: Vec<&Toll> = tolls.collect();
    let boast = tolls.iter().all(|toll| toll.boast);
    let tolls = tolls.into_iter().filter(|toll| boast || !toll.boast);
    let figure = |c: &Casualties| c.best.or(c.high).or(c.low).unwrap_or(0);
    let mut best: Option<&Toll> = None;
    let mut more: Option<&Toll> = None;
    for toll in tolls {
        if toll.also && best.is_some() {
            more = more.or(Some(toll));
            continue;
        }
        if best.is_none_or(|known| figure(&toll.count) > figure(&known.count)) {
            best = Some(toll);
        }
    }
    let Some(toll) = best else { return Casualties::default() };
    evidence.push(note(field, scene.prose.bytes(toll.first, toll.last), toll.rule.to_owned()));
    // "He was killed. Two of his guards were also killed": three.
    let added = more.and_then(|more| Some((more, toll.count.count()?.checked_add(more.count.count()?)?)));
    let Some((more, sum)) = added else { return toll.count.clone() };
    evidence.push(note(field, scene.prose.bytes(more.first, more.last), "toll.also".to_owned()));
    Casualties::exactly(sum)
}

fn best_actor<'a>(found: &'a Found<'_>) -> Option<&'a Actor> {
    found.told.iter().filter_map(|t| t.actor.as_ref()).fold(None, |best: Option<&Actor>, actor| match best {
        Some(known) if known.score >= actor.score => Some(known),
        _ => Some(actor),
    })
}

/// The first sentence that tells of it.
fn summary(scene: &Scene<'_, '_>, found: &Found<'_>) -> String {
    let sentence = found.told.first().and_then(|t| scene.prose.sentences.get(t.event.sentence));
    let words = sentence.map_or("", |s| {
        scene.prose.slice(
            s.words.start.max(scene.dateline.end.min(s.words.end.saturating_sub(1))),
            s.words.end.saturating_sub(1),
        )
    });
    let mut out = plain(words);
    if let Some((end, _)) = out.char_indices().nth(SUMMARY) {
        out.truncate(end);
    }
    out.push('.');
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn those_killed_at_a_memorial_are_counted_and_those_of_a_year_are_not() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, killed) in [
            ("Gunmen killed 90 people at a memorial ceremony in Kerman in January.", Some(90)),
            ("Gunmen killed 143 people in Moscow in the deadliest attack in two decades.", Some(143)),
            ("Gunmen killed 12 people in Kerman on 3 March in one more attack in recent months.", Some(12)),
            ("Gunmen have killed 300 people in Kerman so far this year.", None),
            (
                "A bomb killed 15 people in Mogadishu on Friday, police said. Militants from al-Shabaab, a group affiliated with \
                 al-Qaeda, claimed responsibility for the attack and said it had killed 20 people.",
                Some(15),
            ),
        ] {
            let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
            assert_eq!(found.first().and_then(|report| report.killed.low), killed, "{text}");
        }
        Ok(())
    }
}
