//! How many incidents or people killed lie in each period, by region.
//!
//! Comes in: located incidents, a period length, what is counted. Goes out: a [`Stack`].

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::chart::colour::Colour;
use crate::chart::dots::measured;
use crate::chart::look::Look;
use crate::incident::Area;
use crate::located::{LocatedRef, LocatedStore};
use crate::spread::{Period, PeriodLength, Spread};

/// More bars than this are too thin to be seen apart; then the periods are made longer.
const MOST_BARS: usize = 300;

/// What the bars count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Incidents.
    Incidents,
    /// The people killed in them; incidents of which the number is not known are left out.
    Killed,
}

impl Measure {
    fn of(self, one: LocatedRef<'_>) -> Option<u64> {
        match self {
            Self::Incidents => Some(1),
            Self::Killed => one.killed.count().map(u64::from),
        }
    }
}

/// The bars of a chart.
#[derive(Debug)]
pub struct Stack {
    /// The length of a period; longer than the spread's where there would be too many.
    pub by: PeriodLength,
    /// The first period and the last.
    pub ends: (Period, Period),
    /// The layers from below: the regions with the most first, then the others, then the unknown.
    pub layers: Vec<Layer>,
    /// The periods that have incidents, with one count a layer.
    pub bars: Vec<(Period, Vec<u64>)>,
    /// Incidents whose possible days span several periods.
    pub too_coarse: u64,
    /// Incidents without a date.
    pub no_date: u64,
    /// Incidents in a period of which the number killed is not known.
    pub unknown: u64,
}

/// One colour of the bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The region.
    pub name: String,
    /// Its number in all periods.
    pub total: u64,
    /// Its colour.
    pub colour: Colour,
}

type Counts = BTreeMap<Date, BTreeMap<Option<Arc<str>>, u64>>;

impl Stack {
    /// The bars of the measured incidents; none where none lies in a period.
    pub fn of(located: &LocatedStore, spread: &Spread, look: &Look, measure: Measure) -> Option<Self> {
        let lengths =
            [PeriodLength::Day, PeriodLength::Week, PeriodLength::Month, PeriodLength::Quarter, PeriodLength::Year];
        let mut lengths = lengths.into_iter().filter(|length| *length >= spread.options.by).peekable();
        while let Some(by) = lengths.next() {
            let Counted { counts, too_coarse, no_date, unknown } = count(measured(located, spread), by, measure);
            let (first, last) = (*counts.keys().next()?, *counts.keys().next_back()?);
            let ends = (by.period_of(first), by.period_of(last));
            if lengths.peek().is_some() && bars_between(ends) > MOST_BARS as f64 {
                continue;
            }
            let (layers, bars) = layered(&counts, by, look);
            return Some(Self { by, ends, layers, bars, too_coarse, no_date, unknown });
        }
        None
    }

    /// The number in all bars.
    pub fn total(&self) -> u64 {
        self.layers.iter().map(|layer| layer.total).sum()
    }

    /// The largest bar: its period and its number, the first of equals.
    pub fn most(&self) -> Option<(Period, u64)> {
        let totals = self.bars.iter().map(|(period, counts)| (*period, counts.iter().sum::<u64>()));
        totals.reduce(|most, bar| if bar.1 > most.1 { bar } else { most })
    }
}

#[derive(Default)]
struct Counted {
    counts: Counts,
    too_coarse: u64,
    no_date: u64,
    unknown: u64,
}

/// About how many periods there are from the first to the last.
pub fn bars_between((first, last): (Period, Period)) -> f64 {
    let days = |a: Date, b: Date| a.until(b).map_or(1.0, |span| f64::from(span.get_days()));
    (days(first.start, last.end) / days(first.start, first.end).max(1.0)).round().max(1.0)
}

fn count<'a>(incidents: impl Iterator<Item = LocatedRef<'a>>, by: PeriodLength, measure: Measure) -> Counted {
    let mut counted = Counted::default();
    // By the first days of periods and where areas stand in memory: the names of regions are looked at once a period.
    let mut counts: HashMap<(Date, usize), (&Area, u64)> = HashMap::new();
    for one in incidents {
        let when = one.when;
        let Some(first) = when.first() else {
            counted.no_date += 1;
            continue;
        };
        let period = by.period_of(first);
        if !period.holds(when) {
            counted.too_coarse += 1;
        } else if let Some(n) = measure.of(one) {
            if n > 0 {
                counts.entry((period.start, std::ptr::from_ref(one.area).addr())).or_insert((one.area, 0)).1 += n;
            }
        } else {
            counted.unknown += 1;
        }
    }
    for ((start, _), (area, n)) in counts {
        *counted.counts.entry(start).or_default().entry(region(area)).or_default() += n;
    }
    counted
}

fn region(area: &Area) -> Option<Arc<str>> {
    area.subregion.clone().or_else(|| area.region.clone())
}

/// The layers and, for each bar, their counts. As many regions as there are colours have one of their own.
fn layered(counts: &Counts, by: PeriodLength, look: &Look) -> (Vec<Layer>, Vec<(Period, Vec<u64>)>) {
    let mut totals: BTreeMap<Option<Arc<str>>, u64> = BTreeMap::new();
    for (region, n) in counts.values().flatten() {
        *totals.entry(region.clone()).or_default() += n;
    }
    let unknown = totals.remove(&None);
    let mut ranked: Vec<(Arc<str>, u64)> = totals.into_iter().filter_map(|(name, n)| Some((name?, n))).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let own = look.palette.own().min(ranked.len());
    let (named, others) = ranked.split_at(own);

    let mut layers: Vec<Layer> = Vec::new();
    let mut place: BTreeMap<Option<Arc<str>>, usize> = BTreeMap::new();
    for (i, (name, total)) in named.iter().enumerate() {
        place.insert(Some(Arc::clone(name)), layers.len());
        layers.push(Layer { name: look.words.region(name), total: *total, colour: look.palette.series(i) });
    }
    if !others.is_empty() {
        place.extend(others.iter().map(|(name, _)| (Some(Arc::clone(name)), layers.len())));
        let name = match others {
            [(only, _)] => look.words.region(only),
            more => look.words.fill("periods.others", &[("n", &more.len().to_string())]),
        };
        layers.push(Layer { name, total: others.iter().map(|(_, n)| n).sum(), colour: look.palette.rest() });
    }
    if let Some(total) = unknown {
        place.insert(None, layers.len());
        layers.push(Layer { name: look.words.text("periods.unknown").to_owned(), total, colour: look.palette.faint });
    }
    let bars = counts.iter().map(|(start, by_region)| {
        let mut bar = vec![0; layers.len()];
        for (region, n) in by_region {
            if let Some(cell) = place.get(region).and_then(|i| bar.get_mut(*i)) {
                *cell += n;
            }
        }
        (by.period_of(*start), bar)
    });
    let bars = bars.collect();
    (layers, bars)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{dozen, kabul, many, spread, stored};

    #[test]
    fn the_bars_have_the_counts_of_the_spread() {
        let mut located = many(400, 2004, 9);
        let spread = spread(&mut located, kabul(), PeriodLength::Month, &[]);
        let located = stored(&located);
        let stack = Stack::of(&located, &spread, &Look::default(), Measure::Incidents).unwrap();
        let slices = spread.periods.iter().filter(|slice| slice.incidents > 0);
        let expected: Vec<(Option<Period>, u64)> = slices.map(|slice| (slice.period, slice.incidents)).collect();
        let drawn: Vec<(Option<Period>, u64)> =
            stack.bars.iter().map(|(period, counts)| (Some(*period), counts.iter().sum())).collect();
        assert_eq!(drawn, expected);
        assert_eq!(stack.total() + stack.too_coarse + stack.no_date, 400);
    }

    #[test]
    fn too_many_days_become_weeks_or_months_and_lose_no_incident() {
        let mut located = many(200, 2004, 5);
        let spread = spread(&mut located, kabul(), PeriodLength::Day, &[]);
        let located = stored(&located);
        let stack = Stack::of(&located, &spread, &Look::default(), Measure::Incidents).unwrap();
        assert_eq!(stack.by, PeriodLength::Week);
        assert_eq!(stack.total() + stack.too_coarse, 200);
    }

    #[test]
    fn six_regions_have_a_colour_and_the_others_share_one_above_them() {
        let mut located = many(900, 2004, 2);
        for one in located.iter_mut().take(3) {
            one.area.subregion = None;
        }
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let names: Vec<String> = Stack::of(&located, &spread, &Look::default(), Measure::Incidents)
            .unwrap()
            .layers
            .into_iter()
            .map(|l| l.name)
            .collect();
        assert_eq!(names.len(), 8);
        assert_eq!(names[6..], ["other (2 regions)", "region not known"]);
    }

    #[test]
    fn a_date_that_spans_years_is_left_out_and_counted() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let stack = Stack::of(&located, &spread, &Look::default(), Measure::Incidents).unwrap();
        assert_eq!((stack.total(), stack.too_coarse, stack.no_date), (10, 1, 1));
    }

    #[test]
    fn people_killed_are_counted_where_their_number_is_known() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let stack = Stack::of(&located, &spread, &Look::default(), Measure::Killed).unwrap();
        assert_eq!((stack.total(), stack.unknown), (22 + 183 + 91 + 1 + 143, 4));
        assert!(stack.layers.iter().all(|layer| layer.total > 0));
    }
}
