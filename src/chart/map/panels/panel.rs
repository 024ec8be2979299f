//! What each panel shows, and the words round all of them.
//!
//! Comes in: the [`Kit`]. Goes out: [`Panel`]s in the order of time; [`Words`].

use crate::chart::map::crowd;
use crate::chart::map::dots::{self, Dots};
use crate::chart::map::kit::Kit;
use crate::chart::map::layout::Words;
use crate::chart::map::view::View;
use crate::chart::map::words;
use crate::earth::LonLat;
use crate::incident::When;
use crate::located::LocatedRef;
use crate::spread::{Period, Slice};
use crate::words as language;

/// The most symbols in a panel.
const MOST_SYMBOLS: usize = 2_500;

/// One panel: one or several periods in a row.
pub struct Panel {
    pub first: Period,
    pub last: Period,
    pub incidents: u64,
    pub killed: Option<u64>,
    pub dots: Dots,
}

impl Panel {
    pub fn of(slices: &[Slice], dots: Dots) -> Option<Self> {
        let (first, last) = (slices.first()?.period?, slices.last()?.period?);
        let known: Vec<u64> = slices.iter().filter_map(|slice| slice.killed).collect();
        Some(Self {
            first,
            last,
            incidents: slices.iter().map(|slice| slice.incidents).sum(),
            killed: (!known.is_empty()).then(|| known.iter().sum()),
            dots,
        })
    }

    pub fn label(&self, kit: &Kit<'_>) -> String {
        if self.first == self.last && self.first.length != crate::spread::PeriodLength::Day {
            return kit.look.words.period_name(&self.first);
        }
        kit.look.words.span(self.first.start, self.last.last_day(), self.first.length)
    }

    /// How many of its incidents have a point in the frame.
    pub fn shown(&self, view: &View) -> u64 {
        let seen = self.dots.symbols.iter().filter(|dot| view.frame.holds_point(view.to_mm(dot.at)));
        seen.map(|dot| dot.incidents.len() as u64).sum()
    }

    /// What happened in it, in fewer and fewer words.
    pub fn counts(&self, words: language::Words) -> [String; 3] {
        let incidents = words.count("incident", self.incidents);
        let number = words.number(self.incidents);
        let Some(killed) = self.killed.filter(|_| self.incidents > 0) else {
            return [incidents.clone(), incidents, number];
        };
        let killed = words.number(killed);
        let both = words.fill("panels.counts", &[("incidents", &incidents), ("n", &killed)]);
        [both, incidents, number]
    }
}

pub fn panels(kit: &Kit<'_>, most: usize) -> Vec<Panel> {
    let periods = &kit.input.spread.periods;
    let each = periods.len().div_ceil(most).max(1);
    let parts: Vec<&[Slice]> = periods.chunks(each).collect();
    let starts: Vec<Period> = parts.iter().filter_map(|slices| slices.first()?.period).collect();
    let (length, last) = (starts.first().map(|period| period.length), periods.last().and_then(|slice| slice.period));
    // The part of the period that holds the whole date.
    let part_of = |when: When| {
        let period = length?.period_of(when.first()?);
        let part = starts.partition_point(|start| start.start <= period.start).checked_sub(1)?;
        (period.holds(when) && period.start <= last?.start).then_some(part)
    };
    let roles = &kit.input.spread.options.roles;
    let inside = |one: &LocatedRef<'_>| part_of(one.when).filter(|_| roles.contains(&one.role()));
    let dots = dots::gather_parts(kit.input.located, &kit.ranked, MOST_SYMBOLS, parts.len(), inside);
    parts.into_iter().zip(dots).filter_map(|(slices, dots)| Panel::of(slices, dots)).collect()
}

pub fn wanted(panels: &[Panel], origin: Option<LonLat>) -> Vec<LonLat> {
    let points = |coarse: bool| -> Vec<LonLat> {
        let symbols = panels.iter().flat_map(|panel| &panel.dots.symbols);
        let kept = symbols.filter(|dot| coarse || !dot.coarse);
        crowd::held(&kept.map(|dot| (dot.at, dot.incidents.len() as u64)).collect::<Vec<_>>(), origin)
    };
    Some(points(false)).filter(|fine| !fine.is_empty()).unwrap_or_else(|| points(true))
}

pub fn words(kit: &Kit<'_>, panels: &[Panel], view: &View) -> Words {
    let (words, things) = (kit.words(), kit.things());
    let period = words.period(kit.input.spread.options.by);
    let joined = panels.iter().any(|panel| panel.first != panel.last);
    let placed: u64 = panels.iter().flat_map(|panel| &panel.dots.symbols).map(|dot| dot.incidents.len() as u64).sum();
    let shown: u64 = panels.iter().map(|panel| panel.shown(view)).sum();
    let total = kit.input.spread.whole.incidents;
    let (n, all) = (words.number(shown), words.number(total));
    let mut told = vec![words.fill("panels.shown", &[("n", &n), ("all", &all), ("things", things)])];
    if placed > shown {
        told.push(words.fill("panels.beyond", &[("n", &words.number(placed - shown))]));
    }
    if total > placed {
        told.push(words.fill("panels.coarse", &[("n", &words.number(total - placed)), ("period", period)]));
    }
    let title = if joined {
        words.fill("panels.title_any", &[("things", things)])
    } else {
        words.fill("panels.title", &[("things", things), ("period", period)])
    };
    let subtitle = format!("{}. {}", words.apart(&told), words::rings(kit.origin(), words));
    Words { title, subtitle: subtitle.trim().to_owned(), source: words::source(kit.input, view), alt: String::new() }
}

pub fn alt(kit: &Kit<'_>, words: &Words, panels: &[Panel]) -> String {
    let language = kit.words();
    let told = |panel: &Panel| {
        let [counts, ..] = panel.counts(language);
        language.fill("list.pair", &[("name", &panel.label(kit)), ("value", &counts)])
    };
    let list: Vec<String> = panels.iter().map(told).collect();
    language.fill("panels.alt", &[("subtitle", &words.subtitle), ("list", &language.apart(&list))])
}
