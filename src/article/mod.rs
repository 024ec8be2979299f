//! News articles to incidents, every field pointing to its words.
//!
//! Comes in: an [`Article`] and the gazetteer. Goes out: [`Report`]s: kind, stage, when, where, how many, by whom, on whom, and for each field
//! the words and the rule that gave it.
//!
//! The steps: [`source`](mod@source) takes the main text out of a file; `prose` cuts it into sentences and marks the words of `data/article/`; `events` finds what
//! is told as done; `times`, `places`, `toll` and `actors` read what stands beside; `incidents` puts the sentences of one incident together;
//! [`merge`] does the same for several articles.
//!
//! ```
//! use incimap::article::{Article, Extractor};
//! use incimap::gazetteer::Gazetteer;
//!
//! let gazetteer = Gazetteer::built_in()?;
//! let extractor = Extractor::new(&gazetteer)?;
//! let article = Article::plain("note", "A suicide bomber killed at least 12 people at a mosque in Kabul on 3 May 2023.", None);
//! let reports = extractor.reports(&article);
//! assert_eq!(reports.len(), 1);
//! assert_eq!((reports[0].kind.key(), reports[0].when.to_string().as_str()), ("bombing", "2023-05-03"));
//! assert_eq!(reports[0].killed.low, Some(12));
//! # Ok::<(), incimap::error::Error>(())
//! ```

pub mod answer;
pub mod merge;
pub mod review;
pub mod source;
pub mod table;

mod absolute;
mod actors;
mod beside;
mod calendar;
mod cleaner;
mod dateline;
mod dating;
mod doubts;
mod events;
mod fitting;
mod front;
mod furniture;
mod gapped;
mod geocoders;
mod incidents;
pub mod intake;
mod joining;
mod listing;
mod lists;
mod manner;
mod markdown;
mod markup;
mod naming;
mod passing;
mod people;
mod places;
mod prose;
mod reality;
mod relative;
mod report;
mod sense;
mod several;
mod shares;
mod spot;
mod stand;
mod strangers;
mod times;
mod toll;
mod victims;
mod vocabulary;

pub use front::day;
pub use report::{Evidence, Report};
pub use source::Article;

use std::ops::Range;

use jiff::civil::Date;

use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::incident::{Casualties, CountryCode, Kind, Precision, Role};
use crate::region::Regions;
use crate::toponym::Finder;
use crate::toponym::words::flag;
use events::Event;
use geocoders::Geocoders;
use incidents::Told;
use places::{Places, Spot, Stand};
use prose::{Prose, Sentence};
use sense::{Cue, Form};
use several::Part;
use times::{TimeMention, TimeReader};
use vocabulary::Vocabulary;

/// How sure the country of the whole text is that of an incident without a place, beside how sure the country is.
const SURENESS_OF_COUNTRY: f64 = 0.7;
/// Names kept of an event, to know it again.
const MOST_NAMES: usize = 24;

/// Takes incidents out of articles; made once for many.
pub struct Extractor<'g> {
    finder: Finder<'g>,
    geocoders: Geocoders<'g>,
    regions: Regions,
    tables: &'static Vocabulary,
}

impl<'g> Extractor<'g> {
    /// An extractor over a gazetteer.
    ///
    /// # Errors
    /// Where the built-in regions are damaged.
    pub fn new(gazetteer: &'g Gazetteer) -> Result<Self> {
        Ok(Self {
            finder: Finder::new(gazetteer),
            geocoders: Geocoders::new(gazetteer),
            regions: Regions::built_in()?,
            tables: Vocabulary::built_in(),
        })
    }

    /// The incidents of an article, in the order in which it tells of them first.
    pub fn reports(&self, article: &Article) -> Vec<Report> {
        self.read(article).0
    }

    /// The incidents of an article, and the day that its words count from: that of its publication or of the line at its head.
    pub fn read(&self, article: &Article) -> (Vec<Report>, Option<Date>) {
        let prose = Prose::of(&article.text, self.tables);
        let line = dateline::find(&prose, article.published);
        let published = written(article.published, line.as_ref().and_then(|line| line.date));
        let words = line.as_ref().map_or(0..0, |line| line.words.clone());
        let events = events_of(&prose, &words);
        if events.is_empty() {
            return (Vec::new(), published);
        }
        let scene = Scene {
            times: TimeReader::new(&prose, published).read(),
            places: Places::of(&prose, &self.finder, &self.geocoders, line.as_ref()),
            prose: &prose,
            dateline: words,
        };
        let home = self.stand_in(&scene);
        let mut told: Vec<Told<'_>> =
            events.into_iter().flat_map(|event| self.told(&scene, event, home.as_ref())).collect();
        passing::part(&prose, &mut told);
        passing::inherit(&mut told, published);
        let armed = actors::is_armed(&prose);
        let found = joining::again(joining::gather(told, published), published);
        let kept = found.iter().filter(|found| incidents::is_incident(found, armed));
        let reports = kept.map(|found| {
            let one_country = scene.places.main_country.is_some();
            let home = home.as_ref().filter(|_| incidents::is_of_home(found, published, one_country));
            report::report(article, &scene, found, home.cloned())
        });
        (reports.collect(), published)
    }

    fn country_name(&self, code: CountryCode) -> Option<String> {
        self.regions.country(code).map(|country| country.name.to_string())
    }

    /// The country of the line of place and date, else that of most places: for an incident without a place.
    fn stand_in(&self, scene: &Scene<'_, '_>) -> Option<Spot> {
        let names = |code| self.country_name(code);
        let line = scene.places.dateline();
        let main = scene.places.main_country;
        let of_country = |code: CountryCode| scene.places.named.iter().find(|n| n.country() == Some(code));
        let (named, rule) = match (line, main) {
            (Some(line), None) => (line, "place.dateline_country"),
            (Some(line), Some(main)) if line.country() == Some(main) => (line, "place.dateline_country"),
            (_, Some(main)) => (of_country(main)?, "place.main_country"),
            (None, None) => return None,
        };
        let whole = places::spot(scene.prose, named, &[], &names, rule);
        let code = whole.country?;
        let name = names(code)?;
        let outcome = self.geocoders.country(code, &name)?;
        let country = outcome.place.as_ref()?;
        Some(Spot {
            chain: vec![name],
            point: Some(country.point),
            radius_km: country.radius_km,
            precision: Precision::Country,
            confidence: whole.confidence * SURENESS_OF_COUNTRY,
            ..whole
        })
    }

    /// An event with what stands beside it; one for each place where several are told.
    fn told<'t>(&self, scene: &Scene<'_, 't>, mut event: Event, home: Option<&Spot>) -> Vec<Told<'t>> {
        let Some(sentence) = scene.prose.sentences.get(event.sentence) else {
            return Vec::new();
        };
        let gapped = scene.gapped(sentence, &mut event);
        let end = if gapped.is_some() { event.reach.end } else { sentence.words.end };
        let mut out = self.told_in(scene, sentence, event, sentence.words.start..end, home);
        let parts = out.first().map_or_else(Vec::new, |told| scene.parts(sentence, &told.event));
        if let Some(first) = out.first().filter(|_| !parts.is_empty()).cloned() {
            out = parts.iter().map(|part| self.part_of(scene, sentence, &first, part)).collect();
        }
        if let Some(event) = gapped {
            let words = event.reach.clone();
            let own = |target: &actors::Target| words.contains(&target.words.start);
            for mut told in self.told_in(scene, sentence, event, words.clone(), home) {
                told.target = told.target.filter(own);
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
        let narrow = places.of_event(prose, &event.at, &event.reach, &names);
        let wide = || places.of_event(prose, &event.at, words, &names);
        let abroad = narrow.is_none() && places.is_abroad(&event.reach);
        let spot = narrow.or_else(|| if abroad { None } else { wide() });
        let spot = places.here(prose, spot.as_ref(), &event.reach, &names).or(spot);
        let spot = places.unknown(prose, spot.as_ref(), &event.at, &event.reach, home).or(spot);
        let force = || places.of_force(prose, &event.at, words, &names);
        let by_force = event.kind.role() == Role::Response && event.kind != Kind::AirStrike;
        let spot = spot.or_else(|| if by_force { force() } else { None });
        (spot.map(|spot| places.within_it(prose, spot, &event.reach)), abroad)
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
        let names = |code| self.country_name(code);
        let others = spot.as_ref().map_or_else(Vec::new, |spot| scene.places.beside(scene.prose, spot, &words, &names));
        if !others.is_empty() {
            // "Three arrests in Austria and one in Germany": counted anew.
            event.other |= !event.definite && event.form != Form::Act;
            event.tolls.iter_mut().for_each(|toll| toll.count = ceiling(&toll.count));
        }
        let actor = actors::actor(scene.prose, sentence, &event);
        let target = actors::target(scene.prose, sentence, &event, actor.as_ref());
        let head = |target: &actors::Target| {
            scene.prose.slice(target.words.end.saturating_sub(1), target.words.end.saturating_sub(1))
        };
        let first = Told {
            target_head: target.as_ref().map(head),
            time: scene.time(sentence, &event),
            spot,
            paragraph: sentence.paragraph,
            names: scene.names(sentence),
            victims: scene.victims(sentence, &event, target.as_ref()),
            armed: actors::is_armed_sentence(scene.prose, sentence),
            accident: scene.prose.has_cue(sentence, sentence.words.clone(), Cue::Accident),
            means: events::has_means(scene.prose, sentence),
            // Asked of arrests alone.
            counted: event.kind.role() == Role::Response && toll::has_figure(scene.prose, sentence, &event),
            follows: passing::Follows::of(scene.prose, sentence),
            abroad,
            actor,
            target,
            event,
        };
        let more = others.into_iter().map(|spot| Told { spot: Some(spot), ..first.clone() });
        let more: Vec<Told<'t>> = more.collect();
        std::iter::once(first).chain(more).collect()
    }
}

/// What a count for several places together says of one of them: at most that many.
fn ceiling(all: &Casualties) -> Casualties {
    Casualties { low: None, high: all.high.or(all.best), best: None, worded: all.worded.clone() }
}

fn events_of(prose: &Prose<'_>, dateline: &Range<usize>) -> Vec<Event> {
    let mut out = Vec::new();
    for (number, sentence) in prose.sentences.iter().enumerate() {
        let events = events::events(prose, number, sentence);
        out.extend(events.into_iter().filter(|event| !dateline.contains(&event.at.start)));
    }
    out
}

/// What is known of a text.
struct Scene<'a, 't> {
    prose: &'a Prose<'t>,
    times: Vec<TimeMention>,
    places: Places,
    dateline: Range<usize>,
}

impl<'t> Scene<'_, 't> {
    /// Words of a sentence that tell its incident from others: names of people and things.
    fn names(&self, sentence: &Sentence) -> Vec<&'t str> {
        let page = &self.prose.page;
        let is_name = |n: &usize| {
            let word = page.words.get(*n);
            let plain = flag::FUNCTION | flag::CALENDAR | flag::TITLE | flag::PEOPLE;
            word.is_some_and(|w| w.letters > 3 && w.is_capital() && w.flags & plain == 0)
                && !(page.has(*n, flag::COMMON) && (page.capitals || *n == sentence.words.start))
                && !self.dateline.contains(n)
        };
        let named = self.places.within(&sentence.words);
        let in_place = |n: &usize| named.iter().any(|p| p.first <= *n && *n <= p.last);
        let names = sentence.words.clone().filter(is_name).filter(|n| !in_place(n));
        names.take(MOST_NAMES).map(|n| self.prose.slice(n, n)).collect()
    }

    /// The names of those that an event was done to.
    fn victims(&self, sentence: &Sentence, event: &Event, target: Option<&actors::Target>) -> Vec<&'t str> {
        let named = self.places.within(&sentence.words);
        let in_place = |n: &usize| named.iter().any(|p| p.stand == Stand::Located && p.first <= *n && *n <= p.last);
        let all = victims::victims(self.prose, sentence, event, target);
        all.into_iter().filter(|n| !in_place(n)).map(|n| self.prose.slice(n, n)).collect()
    }
}

/// The day that the words of an article count from: that of its dateline where the day of publication follows within weeks, as
/// reports are printed later than they are written.
fn written(published: Option<Date>, dateline: Option<Date>) -> Option<Date> {
    const WEEKS: i32 = 4;
    let follows = |line: &Date, day: Date| line.until(day).is_ok_and(|span| (0..=7 * WEEKS).contains(&span.get_days()));
    match published {
        Some(day) => dateline.filter(|line| follows(line, day)).or(published),
        None => dateline,
    }
}
