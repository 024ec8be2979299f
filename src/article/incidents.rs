//! Incidents as a text tells them, and which of them are incidents.
//!
//! Comes in: events with all that belongs to them. Goes out: [`Found`] incidents with their kind, date, place and stage, and the judgement whether
//! what is told was done.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::actors::Actor;
use super::events::Event;
use super::passing::Follows;
use super::places::Spot;
use super::sense::{ActorSort, Effect, Form};
use super::targets::Target;
use super::times::TimeMention;
use super::victims;
use crate::incident::{Casualties, CountryCode, Kind, Precision, Stage, When};

/// Days within which an incident without a place is taken to be where the report is from.
const RECENT_DAYS: i32 = 92;

/// An event with all that belongs to it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of the sentence that stands alone")]
pub struct Told<'t> {
    /// The event.
    pub event: Event,
    /// Its paragraph.
    pub paragraph: usize,
    /// When.
    pub time: Option<TimeMention>,
    /// Where.
    pub spot: Option<Spot>,
    /// The last word of what it was done to.
    pub target_head: Option<&'t str>,
    /// Who did it.
    pub actor: Option<Actor>,
    /// What it was done to.
    pub target: Option<Target>,
    /// Words that tell it from others: names.
    pub names: Vec<&'t str>,
    /// The names of those that it was done to.
    pub victims: Vec<&'t str>,
    /// Whether its sentence tells of an arrest over a plot, and it is one of both.
    pub paired: bool,
    /// Whether its sentence names those who do violence.
    pub armed: bool,
    /// Whether it names an accident.
    pub accident: bool,
    /// Whether it names a weapon.
    pub means: bool,
    /// How many its people are: "arrested seven men".
    pub counted: Option<u32>,
    /// Whether it is put into a part of the world that is no country: "plots in Europe".
    pub abroad: bool,
    /// The countries that its sentence names.
    pub countries: Vec<CountryCode>,
    /// Whether its sentence only claims, denies, condemns or speaks of it.
    pub retold: bool,
    /// Whether it speaks of who did what was told before: "the attackers then stormed".
    pub refers: bool,
    /// Whether its sentence is a heading: a paragraph without a full stop.
    pub heading: bool,
    /// Whether it is told as later than what was told before.
    pub follows: Option<Follows>,
}

/// An incident as the text tells it.
#[derive(Debug, Clone)]
pub struct Found<'t> {
    /// The events that tell of it, in the order of the text.
    pub told: Vec<Told<'t>>,
    /// Its kind.
    pub kind: Kind,
    /// All its names.
    pub(super) names: HashSet<&'t str>,
}

impl<'t> Found<'t> {
    pub(super) fn new(told: Told<'t>) -> Self {
        let names = told.names.iter().copied().collect();
        Self { kind: told.event.kind.clone(), names, told: vec![told] }
    }

    pub(super) fn add(&mut self, told: Told<'t>) {
        // Who is kidnapped and killed was kidnapped.
        let taken = victims::is_taken(&told.event.kind) && !victims::is_taken(&self.kind);
        // Who robs the driver of a truck and drives it into a crowd does not only rob, who burns a plane in an assault not only burn.
        let general = matches!(told.event.kind, Kind::Attack | Kind::Robbery | Kind::Arson);
        let finer = self.kind == Kind::Attack && !general && !told.event.effect_only;
        if taken || finer || self.all_effects() {
            self.kind = told.event.kind.clone();
        }
        self.names.extend(told.names.iter().copied());
        self.told.push(told);
    }

    /// Whether an event was done to one of those that this was done to.
    pub(super) fn has_victim_of(&self, told: &Told<'_>) -> bool {
        told.victims.iter().any(|name| self.told.iter().any(|t| t.victims.contains(name)))
    }

    pub(super) fn all_effects(&self) -> bool {
        self.told.iter().all(|t| t.event.effect_only)
    }

    /// The date: the finest that is told, the first of equals.
    pub fn time(&self) -> Option<&TimeMention> {
        let known =
            self.told.iter().filter_map(|t| Some((t, t.time.as_ref()?))).filter(|(_, t)| t.when != When::UNKNOWN);
        // Who was kidnapped on Monday was so then, though he was found dead on Friday.
        let later = |told: &Told<'_>| victims::is_taken(&self.kind) && !victims::is_taken(&told.event.kind);
        known.min_by_key(|(told, time)| (later(told), time.when.length_days())).map(|(_, time)| time)
    }

    /// The place: the finest that is told, the first of equals; a finer one inside it, where another sentence has one.
    pub fn spot(&self) -> Option<&Spot> {
        let rank = |spot: &Spot| match spot.precision {
            Precision::Coordinates | Precision::Venue | Precision::Settlement => 0,
            Precision::Admin2 => 1,
            Precision::Admin1 => 2,
            Precision::PartOfCountry => 3,
            Precision::Country | Precision::Region => 4,
        };
        let told = || self.told.iter().filter_map(|t| t.spot.as_ref());
        // One told with the event itself rather than one taken over from another sentence.
        let first = told().min_by_key(|s| (rank(s), s.rule == "place.paragraph"))?;
        let inside = |inner: &Spot, outer: &Spot| {
            let name = outer.chain.last();
            // Those arrested in a town over a plot against its cathedral were not taken there.
            let hall = self.kind == Kind::Arrest && inner.precision <= Precision::Venue;
            let named = name.is_some_and(|name| inner.chain.iter().any(|n| n.eq_ignore_ascii_case(name)));
            let finer = inner.chain.len() > outer.chain.len() && rank(inner) <= rank(outer);
            !hall && (finer && named || inner.is_site_of(outer))
        };
        Some(told().fold(first, |best, spot| if inside(spot, best) { spot } else { best }))
    }

    /// Words that tell it from others, in order.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether the latest event is so far away that it is no longer spoken of.
    pub(super) fn last_sentence(&self) -> usize {
        self.told.last().map_or(0, |t| t.event.sentence)
    }

    pub(super) fn killed(&self) -> Option<&Casualties> {
        self.told.iter().find_map(|t| t.event.toll(Effect::Killed).map(|t| &t.count).filter(|c| c.count().is_some()))
    }
}

/// Whether what is told is an incident: told as done, once, and with violence or those who do it; `armed` where the text names such.
pub fn is_incident(found: &Found<'_>, armed: bool) -> bool {
    let all = &found.told;
    let told = |t: &Told<'_>| match t.event.form {
        // "Blamed the attack on militants".
        _ if t.retold && t.time.is_none() && t.spot.as_ref().is_none_or(|s| s.rule == "place.paragraph") => false,
        Form::Act | Form::Base => true,
        Form::Names => !t.event.plural,
        Form::Claim | Form::Effect => false,
        // "The bombing at the arena in May 2017": known to the reader, told of for the first time.
        _ => !t.event.definite || t.time.is_some() || t.spot.as_ref().is_some_and(|s| s.precision < Precision::Country),
    };
    let solid = all.iter().any(told);
    let anchored = found.time().is_some() || found.spot().is_some_and(|s| s.precision < Precision::Country);
    let counted = all.iter().any(|t| t.event.tolls.iter().any(|toll| toll.count.count() != Some(0)));
    let meant = all.iter().any(|t| t.armed || t.means);
    let accident = all.iter().any(|t| t.accident) && !meant;
    if accident && !matches!(found.kind, Kind::Kidnapping | Kind::HostageTaking | Kind::ArmedAssault) {
        return false;
    }
    // "NATO air strikes in 2018": a series with a date and those who did it.
    let series = all.iter().any(|t| {
        t.time.is_some() && t.actor.as_ref().is_some_and(|actor| actor.sort != ActorSort::Generic && actor.score > 0)
    });
    if is_vague(found, anchored) {
        return false;
    }
    if found.kind == Kind::Attack && found.all_effects() {
        return counted && (meant || armed);
    }
    let enough = is_of_violence(found, meant, armed, counted) || series && is_fight(&found.kind);
    // "The suicide bombings at the airport on Thursday": several, but those of one day at one place.
    let of_a_day = |t: &Told<'_>| {
        let fine = t.spot.as_ref().is_some_and(|s| s.precision < Precision::Country);
        t.event.definite && fine && t.time.is_some_and(|time| time.when.length_days() == 1)
    };
    let several = all.iter().all(|t| t.event.plural);
    let known = || anchored && counted || series || all.iter().any(of_a_day) || all.iter().any(is_strike_of);
    enough && if several { known() } else { solid || anchored && counted }
}

/// "Turkish forces targeted militants in northern Iraq with air strikes, killing 13": so many, by whom and where.
fn is_strike_of(t: &Told<'_>) -> bool {
    let named = t.actor.as_ref().is_some_and(|actor| actor.sort != ActorSort::Generic && actor.score > 0);
    named && t.spot.is_some() && t.event.toll(Effect::Killed).is_some_and(|toll| toll.count.count().is_some())
}

/// What soldiers do is an incident where a series is told.
fn is_fight(kind: &Kind) -> bool {
    matches!(kind, Kind::Battle | Kind::AirStrike)
}

/// Whether an attack is told of without saying which.
fn is_vague(found: &Found<'_>, anchored: bool) -> bool {
    let all = &found.told;
    // "The group has struck Russian interests before": not when, where, whom.
    let nothing = |t: &Told<'_>| t.time.is_none() && t.spot.is_none() && t.target.is_none() && t.event.tolls.is_empty();
    // "The group has attacked the Taliban in Afghanistan": neither when nor how many, and only the country.
    let perfect = |t: &Told<'_>| t.event.perfect && t.time.is_none() && t.event.tolls.is_empty();
    match found.kind {
        Kind::Attack if !anchored && all.iter().all(perfect) => true,
        Kind::Attack | Kind::ArmedAssault | Kind::Bombing => all.iter().all(nothing),
        _ => false,
    }
}

/// Whether the words tell of violence or of those who do it: `meant` where the sentence names such, `armed` where the text does.
fn is_of_violence(found: &Found<'_>, meant: bool, armed: bool, counted: bool) -> bool {
    let all = &found.told;
    // "It was driven out of Mosul in 2017".
    let placed = |t: &Told<'_>| t.event.form == Form::Act && t.time.is_some() && t.spot.is_some();
    // "Police in Germany arrested seven men in July 2023": told with a day, a place and how many.
    let exact = |t: &Told<'_>| placed(t) && t.counted.is_some();
    let placed_finely = |t: &Told<'_>| {
        let fine = t.spot.as_ref().is_some_and(|s| s.precision < Precision::Country);
        fine && !t.event.definite && !t.event.plural
    };
    let act = |t: &Told<'_>| t.event.form == Form::Act;
    let heads = |t: &Told<'_>| t.event.at.start <= t.event.reach.start + 1;
    let own = |spot: &Spot| spot.rule != "place.paragraph";
    let nowhere = |t: &Told<'_>| t.time.is_none() && t.target.is_none() && !t.spot.as_ref().is_some_and(own);
    // "Four of a Hamas cell that planned attacks were arrested": by whom, and real enough for an arrest.
    let charged = |t: &Told<'_>| t.paired && t.actor.as_ref().is_some_and(|actor| actor.sort == ActorSort::Group);
    // "Foiled an attack on a cathedral": what is foiled is no figure of speech where it is told on what.
    let foiled = stage(found) == Stage::Foiled && all.iter().any(|t| t.target.is_some());
    match found.kind {
        Kind::Attack | Kind::Sabotage | Kind::Arson | Kind::Robbery => armed || meant || counted || foiled,
        Kind::Battle if armed && all.iter().any(placed) => true,
        Kind::Withdrawal => meant && found.time().is_some(),
        // "After another drone attack in the region": the name of one tells the weapon.
        Kind::AirStrike => {
            meant || counted || all.iter().any(|t| t.spot.is_some() && (t.time.is_some() || placed_finely(t)))
        }
        // "Created in 2015, the branch": of the group that the text is about; not so in passing ("which was founded in 2015").
        Kind::Founding => {
            let founder = |t: &Told<'_>| t.actor.as_ref().is_some_and(|a| a.sort == ActorSort::Group);
            all.iter().any(|t| founder(t) && (meant || heads(t)))
        }
        Kind::Battle | Kind::CounterOperation => meant,
        // "Had been involved in planning attacks": not when, where, on what.
        Kind::Plot if all.iter().all(|t| nowhere(t) && !charged(t)) && stage(found) != Stage::Foiled => false,
        Kind::Plot => armed || meant || all.iter().any(act) || stage(found) == Stage::Foiled,
        Kind::Arrest => armed || meant || all.iter().any(|t| exact(t) || t.paired),
        // "A resurgent threat" is none.
        Kind::Threat => (armed || meant) && all.iter().any(act),
        Kind::Warning | Kind::Raid | Kind::Trial | Kind::Protest => armed || meant,
        _ => true,
    }
}

/// Whether an incident without a place may be taken to be where the report is from: it is no warning, not said to be in a part of the world,
/// and, where the report is not of one country, not long past.
pub fn is_of_home(found: &Found<'_>, published: Option<Date>, one_country: bool) -> bool {
    let last = found.time().and_then(|time| time.when.last());
    let recent = published.and_then(|day| day.checked_sub(RECENT_DAYS.days()).ok());
    let old = last.zip(recent).is_some_and(|(last, recent)| last < recent);
    found.kind != Kind::Warning && !found.told.iter().any(|t| t.abroad) && (one_country || !old)
}

/// The stage: the furthest that is told.
pub fn stage(found: &Found<'_>) -> Stage {
    let stages = || found.told.iter().map(|t| t.event.stage);
    if found.kind == Kind::Plot {
        return stages().find(|s| *s == Stage::Foiled).or_else(|| stages().next()).unwrap_or_default();
    }
    stages().find(|s| *s == Stage::Accomplished).or_else(|| stages().next()).unwrap_or_default()
}
