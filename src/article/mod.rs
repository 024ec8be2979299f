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
mod attribution;
pub mod merge;
pub mod review;
pub mod source;
pub mod table;

mod absolute;
mod actors;
mod again;
mod beside;
mod bystanders;
mod calendar;
mod chains;
mod charges;
mod cities;
mod claims;
mod clauses;
mod cleaner;
mod comparisons;
mod dateline;
mod dating;
mod deeds;
mod details;
mod doubled;
mod doubts;
mod events;
mod figures;
mod fitting;
mod front;
mod furniture;
mod gapped;
mod geocoders;
mod groups;
mod headings;
mod incidents;
pub mod intake;
mod joining;
mod known;
mod leads;
mod listing;
mod lists;
mod manner;
mod markdown;
mod markup;
mod matters;
mod naming;
mod nationals;
mod nearby;
mod onto;
mod other_dates;
mod parting;
mod passing;
mod people;
mod places;
mod plans;
mod prose;
mod quoted;
mod ranges;
mod reality;
mod refers;
mod relative;
mod report;
mod retold;
mod same_place;
mod sense;
mod several;
mod shares;
mod spot;
mod stand;
mod states;
mod strangers;
mod sums;
mod targets;
mod telling;
mod times;
mod toll;
mod undergone;
mod victims;
mod vocabulary;
mod wide;
mod within_names;

pub use front::day;
pub use report::{Evidence, Report};
pub use source::Article;

use std::ops::Range;

use jiff::civil::Date;

use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::incident::{CountryCode, Precision};
use crate::region::Regions;
use crate::toponym::Finder;
use crate::toponym::words::flag;
use events::Event;
use geocoders::Geocoders;
use incidents::Told;
use places::{Places, Spot, Stand};
use prose::{Prose, Sentence};
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
            published,
        };
        let home = self.stand_in(&scene);
        let mut told: Vec<Told<'_>> =
            events.into_iter().flat_map(|event| self.told(&scene, event, home.as_ref())).collect();
        attribution::attribute(&prose, &mut told);
        charges::pair(&mut told);
        passing::part(&prose, &mut told);
        same_place::head(&prose, &mut told);
        passing::inherit(&prose, &mut told, published, &|spot| self.country_of(spot));
        let armed = actors::is_armed(&prose);
        let found = details::details(again::again(joining::gather(told, published), published));
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
        let fits = |n: &&places::Named, code| n.country() == Some(code) && n.stand != Stand::Inside;
        let of_country = |code: CountryCode| scene.places.named.iter().find(|n| fits(n, code));
        let (named, rule) = match (line, main) {
            (Some(line), None) => (line, "place.dateline_country"),
            (Some(line), Some(main)) if line.country() == Some(main) => (line, "place.dateline_country"),
            (_, Some(main)) => (of_country(main)?, "place.main_country"),
            (None, None) => return None,
        };
        self.country_of(&places::spot(scene.prose, named, &[], &names, rule))
    }

    /// The country that a place lies in, as a place.
    fn country_of(&self, spot: &Spot) -> Option<Spot> {
        let code = spot.country?;
        let name = self.country_name(code)?;
        let outcome = self.geocoders.country(code, &name)?;
        let country = outcome.place.as_ref()?;
        Some(Spot {
            chain: vec![name],
            point: Some(country.point),
            radius_km: country.radius_km,
            precision: Precision::Country,
            confidence: spot.confidence * SURENESS_OF_COUNTRY,
            ..spot.clone()
        })
    }
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
    published: Option<Date>,
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
    fn victims(&self, sentence: &Sentence, event: &Event, target: Option<&targets::Target>) -> Vec<&'t str> {
        let named = self.places.within(&sentence.words);
        // "A Somali colonel": no name of his.
        let in_place =
            |n: &usize| named.iter().any(|p| (p.stand == Stand::Located || p.demonym) && p.first <= *n && *n <= p.last);
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
