//! Which places get a label, in which order and in which words.
//!
//! Comes in: placed symbols and the spread. Goes out: [`Wish`]es, the most important first: the farthest operation, the
//! deadliest, the first of each country, then the rest.

use std::collections::{BTreeMap, HashSet};

use super::kit::Kit;
use super::label::{Room, Wish};
use super::placing::Placed;
use super::view::View;
use crate::chart::ChartInput;
use crate::chart::scene::{Anchor, Label, Scene};
use crate::chart::text::{MM_PER_PT, isolated};
use crate::earth::Cell;
use crate::earth::trig::{cos, log10, radians};
use crate::incident::{Casualties, Role, When};
use crate::located::{LocatedRef, LocatedStore};
use crate::region::Regions;
use crate::spread::Spread;
use crate::words::Words;

/// The most labels that are tried.
const MOST: usize = 60;

/// Up to how many labels may stand apart from their symbols.
const WITH_LEADERS: usize = 25;

/// The longest name of a place, in letters.
const LONGEST: usize = 36;

/// Which incidents are labelled before others, by their places in the store.
#[derive(Debug)]
pub struct Outstanding {
    /// The farthest operation.
    farthest: Vec<bool>,
    /// The first operations in their countries.
    first: Vec<bool>,
}

impl Outstanding {
    /// Those of all incidents.
    pub fn of(located: &LocatedStore, spread: &Spread) -> Self {
        let farthest = spread.frontier.last().map(|event| event.incident_id.as_str());
        let first: HashSet<&str> = spread.countries.iter().map(|arrival| arrival.first_id.as_str()).collect();
        let ids = located.iter().map(|one| one.id());
        let (farthest, first) = ids.map(|id| (farthest == Some(id), first.contains(id))).unzip();
        Self { farthest, first }
    }
}

/// The labels of the operations' places, the most important first.
pub fn wishes(input: &ChartInput<'_>, placed: &[Placed]) -> Vec<Wish> {
    let Outstanding { farthest, first } = input.outstanding();
    let mut by_name: BTreeMap<&str, Vec<&Placed>> = BTreeMap::new();
    let labelled = placed.iter().filter(|one| one.dot.role == Role::Operation && !one.dot.coarse);
    for one in labelled {
        if let Some(site) = incidents(input, one).next().and_then(|lead| lead.site()) {
            by_name.entry(site.name()).or_default().push(one);
        }
    }
    let mut ranked: Vec<(f64, &str, Vec<&Placed>)> = by_name
        .into_iter()
        .map(|(name, of)| {
            let any = |among: &[bool]| {
                let mut places = of.iter().flat_map(|one| one.dot.incidents.iter());
                places.any(|index| among.get(*index as usize) == Some(&true))
            };
            let killed = of.iter().filter_map(|one| one.dot.killed).max().unwrap_or(0);
            let mut score = log10(1.0 + killed as f64);
            score += if any(farthest) { 9.0 } else { 0.0 };
            score += if any(first) { 0.8 } else { 0.0 };
            (score, name, of)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let years = spans_years(input.located);
    let mut wishes: Vec<Wish> =
        ranked.into_iter().take(MOST).filter_map(|(_, name, of)| wish(input, name, &of, years)).collect();
    // Lines to labels help on a map of few places and clutter one of many.
    if wishes.len() > WITH_LEADERS {
        for wish in &mut wishes {
            wish.leader = false;
        }
    }
    wishes
}

/// Cells named after the place that most of their incidents name, with their counts, in the order given; of several of one name
/// the first.
pub fn of_cells(kit: &Kit<'_>, cells: &[(Cell, u64)], view: &View, radius_mm: f64) -> Vec<Wish> {
    let places = kit.places_in(&cells.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    let mut named: Vec<Wish> = Vec::new();
    for ((cell, n), name) in cells.iter().zip(places) {
        let Some(name) = name.map(|name| isolated(shortened(&name))) else { continue };
        let texts = vec![format!("{name} ({})", kit.words().number(*n)), name];
        let wish = Wish::of_symbol(view.to_mm(cell.centre()), radius_mm, texts);
        if !named.iter().any(|other| other.texts.last() == wish.texts.last()) {
            named.push(wish);
        }
    }
    named
}

/// What a symbol stands for.
fn incidents<'a>(input: &ChartInput<'a>, placed: &'a Placed) -> impl Iterator<Item = LocatedRef<'a>> {
    let located = input.located;
    placed.dot.incidents.iter().filter_map(move |at| located.get(*at as usize))
}

fn wish(input: &ChartInput<'_>, name: &str, of: &[&Placed], years: bool) -> Option<Wish> {
    let largest = of.iter().max_by(|a, b| a.radius.total_cmp(&b.radius))?;
    let count: usize = of.iter().map(|one| one.dot.incidents.len()).sum();
    let short = isolated(shortened(name));
    if !input.look.fonts.can_draw(&short) {
        return None;
    }
    let (mut text, words) = (short.clone(), input.look.words);
    match count {
        0..=3 => {
            let all = of.iter().flat_map(|one| incidents(input, one));
            let lead = all.max_by_key(|one| one.killed.count().unwrap_or(0))?;
            if let Some(date) = date(lead.when, years, words) {
                text = format!("{text} {date}");
            }
            if let Some(killed) = killed(&lead.killed, words) {
                text = format!("{text} ({killed})");
            }
            if count > 1 {
                let n = words.number(count as u64 - 1);
                text = words.fill("map.more_here", &[("text", &text), ("n", &n)]);
            }
        }
        n => text = format!("{text} ({})", words.count("incident", n as u64)),
    }
    Some(Wish::of_symbol(largest.mm, largest.radius, vec![text, short]))
}

pub fn shortened(name: &str) -> String {
    let name = if name.chars().count() > LONGEST { name.split(',').next().unwrap_or(name) } else { name };
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}

/// Whether the dates span more than two years: then labels give the year alone.
pub fn spans_years(located: &LocatedStore) -> bool {
    matches!(located.overview().days, Some((first, last)) if last.year() - first.year() > 2)
}

/// The year, or, where the data spans few years, the day as precisely as it is known.
pub fn date(when: When, years: bool, words: Words) -> Option<String> {
    let (first, last) = when.span()?;
    if years || (first.year(), first.month()) != (last.year(), last.month()) {
        let (a, b) = (first.year(), last.year());
        return Some(if a == b { a.to_string() } else { format!("{a}–{:02}", b % 100) });
    }
    Some(if first == last { words.day(first) } else { words.month_of_year(first) })
}

/// The killed as reported: 143, 143+, 13–170; nothing where it is not known.
fn killed<W>(of: &Casualties<W>, words: Words) -> Option<String> {
    let number = |n: u32| words.number(u64::from(n));
    match (of.low, of.high, of.best) {
        (_, _, Some(best)) => Some(number(best)),
        (Some(low), Some(high), _) if low == high => Some(number(low)),
        (Some(low), Some(high), _) => Some(format!("{}–{}", number(low), number(high))),
        (Some(low), None, _) => Some(format!("{}+", number(low))),
        _ => None,
    }
}

/// Names countries in soft ink where nothing else stands, the largest first, but for those that are named already.
pub fn draw_countries(scene: &mut Scene, kit: &Kit<'_>, view: &View, room: &mut Room, but: &[&str]) {
    const PT: f64 = 6.2;
    let look = kit.look;
    for ((x, y), across_mm, name) in all_countries(kit.regions(), view) {
        if across_mm < 3.0 || !view.frame.holds_point((x, y)) || but.contains(&name.as_str()) {
            continue;
        }
        let label =
            Label::new(x, y + 0.36 * PT * MM_PER_PT, PT, look.palette.land_ink, name.as_str()).anchor(Anchor::Middle);
        let rect = label.rect(&look.fonts);
        if rect.width() < 0.9 * across_mm && look.fonts.can_draw(&name) && room.take(&rect) {
            scene.text(&label.halo(look.palette.land));
        }
    }
}

/// The names of all countries, where they stand and how wide the countries are, in mm, the largest first.
pub fn all_countries(regions: &Regions, view: &View) -> Vec<((f64, f64), f64, String)> {
    let mut names: Vec<((f64, f64), f64, String)> = regions
        .countries()
        .iter()
        .filter_map(|country| {
            let point = country.label_point.filter(|point| view.holds(*point))?;
            let area = geo::Area::unsigned_area(&country.outline);
            let across_mm = (area * cos(radians(point.lat()))).sqrt() * 111.2 * view.mm_per_km;
            Some((view.to_mm(point), across_mm, country.name.to_string()))
        })
        .collect();
    names.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
    names
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;
    use crate::words::Lang;

    const EN: Words = Words { lang: Lang::En };

    #[test]
    fn killed_are_told_as_they_are_reported() {
        let of = |low, high| Casualties::<&str> { low, high, ..Casualties::default() };
        let told = [of(Some(143), None), of(Some(183), Some(183)), of(Some(13), Some(1700)), of(None, Some(170))];
        let told: Vec<Option<String>> = told.iter().map(|of| killed(of, EN)).collect();
        assert_eq!(told, [Some("143+".into()), Some("183".into()), Some("13–1,700".into()), None]);
    }

    #[test]
    fn dates_are_no_finer_than_they_are_known() {
        let exact = When::day(day(2024, 3, 22));
        assert_eq!(date(exact, true, EN).as_deref(), Some("2024"));
        assert_eq!(date(exact, false, EN).as_deref(), Some("22 Mar 2024"));
        assert_eq!(date(When::month(2024, 1).unwrap(), false, EN).as_deref(), Some("Jan 2024"));
        let range = When::between(day(2014, 1, 1), day(2015, 12, 31), crate::incident::DatePrecision::Range);
        assert_eq!((date(range, true, EN).as_deref(), date(When::UNKNOWN, true, EN)), (Some("2014–15"), None));
    }

    #[test]
    fn long_names_are_cut_at_the_comma_or_with_an_ellipsis() {
        assert_eq!(shortened("Crocus City Hall, Krasnogorsk, Moscow Oblast"), "Crocus City Hall");
        assert_eq!(shortened("Llanfairpwllgwyngyllgogerychwyrndrobwll").chars().count(), LONGEST);
    }
}
