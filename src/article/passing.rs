//! What an event has from the one before it: a date, a place, "shortly after", "since then".
//!
//! Comes in: the events of a text in order. Goes out: the same, with what passes from sentence to sentence within a paragraph.

use jiff::ToSpan;
use jiff::civil::Date;

use super::events::go_together;
use super::incidents::Told;
use super::lists::List;
use super::places::{NOT_KNOWN, Spot};
use super::prose::{Prose, Sentence};
use super::same_place::at_same_target;
use super::sense::{Cue, Form, Sense};
use super::times::TimeMention;
use crate::incident::{DatePrecision, Kind, Precision, Role, When};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Sentences over which a date or a place holds within a paragraph.
const INHERITS: usize = 2;
/// Events of a sentence that are looked at.
const MOST_IN_SENTENCE: usize = 8;
/// How sure an inherited place is beside its own.
const LESS_SURE: f64 = 0.8;
/// Sentences within which "shortly after" counts from a date.
const FOLLOWS: usize = 4;
/// Events at the head of a text among which the one is that others followed.
pub const MOST_WAKED: usize = 40;
/// Days within which "shortly after" lies.
const SOON_DAYS: i32 = 31;

/// How a sentence puts itself behind the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// "Shortly after".
    Soon,
    /// "Since then".
    SinceThen,
    /// "At the same time".
    AtOnce,
    /// "In the wake of the attack".
    Wake,
}

impl Follows {
    /// How a sentence begins.
    pub fn of(prose: &Prose<'_>, sentence: &Sentence) -> Option<Self> {
        let head = sentence.words.start..sentence.words.start + 3;
        let cue = |cue| prose.has_cue(sentence, head.clone(), cue);
        if prose.has_cue(sentence, sentence.words.clone(), Cue::SinceThen) {
            return Some(Self::SinceThen);
        }
        if cue(Cue::SameTime) {
            return Some(Self::AtOnce);
        }
        let ends = |n: usize| prose.gap(n, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
        let marks = prose.marks_of(sentence).iter();
        let closing = marks.filter(|m| m.sense == Sense::Cue(Cue::After)).any(|m| ends(m.last + 1));
        let wake = || prose.has_cue(sentence, sentence.words.clone(), Cue::Wake).then_some(Self::Wake);
        (cue(Cue::After) || closing).then_some(Self::Soon).or_else(wake)
    }

    /// The days that it means, counted from those of the incident before.
    fn when(self, before: &TimeMention, published: Option<Date>) -> Option<TimeMention> {
        let (first, last) = before.when.span()?;
        let (end, rule) = match self {
            Self::AtOnce => return Some(TimeMention { rule: "date.at_once", ..*before }),
            Self::Soon | Self::Wake => (last.checked_add(SOON_DAYS.days()).ok()?, "date.soon_after"),
            Self::SinceThen => (published?, "date.since_then"),
        };
        let end = published.map_or(end, |day| end.min(day)).max(first);
        Some(TimeMention { when: When::between(first, end, DatePrecision::Range), rule, ..*before })
    }
}

/// Whether an event has a date of its own words.
fn own_days(told: &Told<'_>) -> bool {
    told.time.is_some_and(|time| time.rule != "date.paragraph")
}

/// Whether two events have dates that do not allow each other.
pub fn dated_apart(a: &Told<'_>, b: &Told<'_>) -> bool {
    let days = |t: &Told<'_>| t.time.as_ref()?.when.span();
    days(a).zip(days(b)).is_some_and(|(a, b)| a.1 < b.0 || b.1 < a.0)
}

/// Two events of one sentence with dates of their own do not share a place: "killed scores in Iran in January at a memorial for a general
/// who was killed by a drone four years earlier".
pub fn part(prose: &Prose<'_>, all: &mut [Told<'_>]) {
    let reach = |t: &Told<'_>| prose.bytes(t.event.reach.start, t.event.reach.end.saturating_sub(1));
    for at in 0..all.len() {
        let Some(told) = all.get(at) else { continue };
        let Some(bytes) = told.spot.as_ref().map(|spot| spot.bytes.clone()) else { continue };
        let near = all.iter().skip(at.saturating_sub(MOST_IN_SENTENCE)).take(2 * MOST_IN_SENTENCE);
        let taken = !reach(told).contains(&bytes.start)
            && near
                .filter(|t| t.event.sentence == told.event.sentence)
                .any(|other| dated_apart(other, told) && reach(other).contains(&bytes.start));
        if let Some(told) = all.get_mut(at).filter(|_| taken) {
            told.spot = None;
        }
    }
}

/// An event without a date or a place has that of the event before it in the same paragraph: "on Friday rebels attacked a bank in Lima. They
/// also burned a bus."
pub fn inherit(
    prose: &Prose<'_>,
    all: &mut [Told<'_>],
    published: Option<Date>,
    country_of: &dyn Fn(&Spot) -> Option<Spot>,
) {
    for at in 1..all.len() {
        let (known, rest) = all.split_at_mut(at);
        let known = &*known;
        let (Some(before), Some((told, rest))) = (known.last(), rest.split_first_mut()) else { continue };
        if told.time.is_none() {
            told.time = followed(known, told, published);
        }
        if told.spot.is_none() {
            told.spot = at_same_target(prose, known, told).map(|spot| inherited(prose, &spot, None));
        }
        let near = before.paragraph == told.paragraph && told.event.sentence <= before.event.sentence + INHERITS;
        if !near || told.event.other && !is_same_place(prose, told) {
            continue;
        }
        if told.time.is_none() && told.event.form == Form::Act && !told.event.definite {
            // The day of an attack is not that on which another one was planned.
            let plan = |t: &Told<'_>| t.event.kind == Kind::Plot;
            let kin = |t: &Told<'_>| t.event.kind.role() == told.event.kind.role() && plan(t) == plan(told);
            let alike = |t: &&Told<'_>| kin(t) && !are_two_arrests(prose, t, told);
            let time = recent(known, told).find(alike).and_then(|t| t.time);
            told.time = time.map(|time| TimeMention { rule: "date.paragraph", ..time });
        }
        // One of several places of one event: "in Turkey, Syria and Iraq".
        let several = rest
            .first()
            .is_some_and(|next| next.event.at == told.event.at && next.event.sentence == told.event.sentence);
        if !several && let Some(spot) = before.spot.as_ref().filter(|spot| is_there_too(prose, before, spot, told)) {
            // "The hall was stormed. Police arrested 11": in that country, not in the hall.
            let hall = told.event.kind == Kind::Arrest && spot.precision <= Precision::Venue;
            let coarse = if hall { country_of(spot) } else { None };
            told.spot = Some(inherited(prose, coarse.as_ref().unwrap_or(spot), told.spot.as_ref()));
        }
    }
}

/// The place of the event before; a part of a town that the event names itself is kept in it: "a bomb exploded in Kyiv. A woman died in the
/// Podil neighborhood."
pub fn inherited(prose: &Prose<'_>, spot: &Spot, own: Option<&Spot>) -> Spot {
    let mut out = Spot { rule: "place.paragraph", confidence: spot.confidence * LESS_SURE, ..spot.clone() };
    let part = |own: &&Spot| own.rule == NOT_KNOWN && prose.is(prose.words_of(&own.bytes).1 + 1, List::Neighbourhood);
    if let Some(own) = own.filter(part) {
        out.chain.push(own.worded.clone());
        (out.worded, out.bytes) = (own.worded.clone(), own.bytes.clone());
    }
    out
}

/// The events of the paragraph so near before an event that their date may hold, the last first.
fn recent<'a, 't>(known: &'a [Told<'t>], told: &Told<'t>) -> impl Iterator<Item = &'a Told<'t>> {
    let (paragraph, sentence) = (told.paragraph, told.event.sentence);
    let here = move |t: &&Told<'_>| t.paragraph == paragraph && sentence <= t.event.sentence + INHERITS;
    known.iter().rev().take_while(here)
}

/// The date of what is told as later than what was told before, and of arrests behind an attack.
fn followed(known: &[Told<'_>], told: &Told<'_>, published: Option<Date>) -> Option<TimeMention> {
    let before = known.iter().rev().take_while(|t| t.event.sentence + FOLLOWS >= told.event.sentence);
    let follows = told
        .follows
        .filter(|follows| *follows != Follows::Wake)
        .and_then(|follows| before.into_iter().find_map(|t| follows.when(t.time.as_ref()?, published)));
    let woke = || waked(known, told).and_then(|time| Follows::Wake.when(&time, published));
    if follows.is_some() || told.event.kind != Kind::Arrest {
        return follows.or_else(woke);
    }
    let operation = |t: &&Told<'_>| {
        t.event.kind.role() == Role::Operation
            && t.event.kind != Kind::Plot
            && !(told.event.kind == Kind::Arrest && are_abroad(t, told))
    };
    let time = recent(known, told).filter(operation).find_map(|t| t.time);
    time.and_then(|time| Follows::Soon.when(&time, published)).or_else(woke)
}

/// "Raised its alert in the wake of the Moscow shootings": the day of the attack told of in a country that the sentence names, else of the first.
fn waked(known: &[Told<'_>], told: &Told<'_>) -> Option<TimeMention> {
    if told.event.kind.role() != Role::Response || told.follows != Some(Follows::Wake) {
        return None;
    }
    let attack =
        |t: &&Told<'_>| t.event.kind.role() == Role::Operation && t.time.is_some_and(|time| time.when != When::UNKNOWN);
    let all = || known.iter().take(MOST_WAKED).filter(attack);
    let there =
        |t: &&Told<'_>| t.spot.as_ref().and_then(|s| s.country).is_some_and(|code| told.countries.contains(&code));
    all().find(there).or_else(|| all().next())?.time
}

/// Whether two events are said to be in two countries: arrests in one do not follow an attack in the other.
fn are_abroad(a: &Told<'_>, b: &Told<'_>) -> bool {
    let country = |t: &Told<'_>| t.spot.as_ref()?.country;
    country(a).zip(country(b)).is_some_and(|(a, b)| a != b)
}

/// "Seven were arrested in July in Germany. Three men were arrested in Austria": two arrests, the second on a day that is not told.
fn are_two_arrests(prose: &Prose<'_>, a: &Told<'_>, b: &Told<'_>) -> bool {
    let others = a.counted.zip(b.counted).is_some_and(|(a, b)| a != b);
    // "Two others were detained in the Netherlands", "in the same operation": one day.
    let same = |n: usize| prose.is(n, List::Others) || matches!(prose.folded(n), "same" | "also");
    let sentence = prose.sentences.get(b.event.sentence);
    let together = sentence.is_some_and(|s| s.words.clone().any(same));
    b.event.kind == Kind::Arrest && !together && (others || are_abroad(a, b))
}

/// "Outside a ministry at the same junction": the place told before, whatever the date.
fn is_same_place(prose: &Prose<'_>, told: &Told<'_>) -> bool {
    let place = |n: usize| {
        let led = prose.page.has(n.saturating_sub(1), flag::LOCATIVE) || prose.is(n.saturating_sub(1), List::AtPlace);
        let noun = prose.folded(n + 1) == "same" && !prose.is(n + 2, List::NoPlace);
        prose.folded(n) == "the" && led && noun
    };
    // "Attacked it in October and again in August".
    let again = (told.event.reach.start..told.event.reach.start + 2).any(|n| prose.folded(n) == "again");
    again || told.event.reach.clone().any(place)
}

/// Whether the place of the event before is that of an event.
fn is_there_too(prose: &Prose<'_>, before: &Told<'_>, spot: &Spot, told: &Told<'_>) -> bool {
    let same_role = before.event.kind.role() == told.event.kind.role();
    let together = go_together(&before.event.kind, &told.event.kind) || told.event.effect_only;
    // "The following day police detained 47": where the attack was.
    let arrested = told.event.kind == Kind::Arrest && before.event.kind.role() == Role::Operation;
    let moved = same_role && own_days(told) && dated_apart(before, told) && !is_same_place(prose, told);
    // "Before the attack", behind a plot elsewhere: another one.
    let referred = told.event.definite && told.event.form != Form::Act;
    let likely = if told.spot.is_some() || referred { together } else { same_role || arrested };
    let coarse = told.spot.as_ref().is_none_or(|own| {
        own.precision >= Precision::Country && own.country == spot.country && spot.precision < Precision::Country
    });
    likely && coarse && !moved && !told.event.plural
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::{assert_told, told};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn arrests_of_others_elsewhere_have_no_date_of_the_arrests_before() -> crate::error::Result<()> {
        assert_told([
            (
                "In July 2023 German police arrested seven jihadists. Austrian police arrested three men over a plot.",
                vec!["arrest Germany 2023-07", "arrest Austria not known"],
            ),
            (
                "In July 2023 German police arrested seven jihadists. Two others were arrested in Austria.",
                vec!["arrest Germany 2023-07", "arrest Austria 2023-07"],
            ),
        ])
    }

    #[test]
    fn the_same_place_is_that_told_before_on_whatever_day() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text = "In October 2017 a truck bomb killed 587 people in Mogadishu. Five years later two car bombs went off \
                    outside a ministry at the same junction.";
        assert_eq!(told(&extractor, text), ["bombing Mogadishu 2017-10", "bombing Mogadishu 2022-10"]);
        Ok(())
    }

    #[test]
    fn a_plot_has_no_date_of_the_attack_before() -> crate::error::Result<()> {
        assert_told([
            (
                "Gunmen killed nine people in Kabul on 8 March 2024. Police in Vienna arrested two men who planned to attack a church.",
                vec!["attack Kabul 2024-03-08", "arrest Vienna not known", "plot Vienna not known"],
            ),
            (
                "A bomb killed four people in Lima on 8 March 2024. Police in Berlin foiled a plot to attack a synagogue.",
                vec!["bombing Lima 2024-03-08", "plot Berlin not known"],
            ),
            (
                "A bomb killed four people in Lima on 8 March 2024. Rebels attacked a bank in Cuzco.",
                vec!["bombing Lima 2024-03-08", "attack Cuzco 2024-03-08"],
            ),
        ])
    }
}
