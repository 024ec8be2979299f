//! How many incidents lie in each period, by region.
//!
//! Comes in: located incidents, a period length. Goes out: a [`Stack`].

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::chart::colour::Colour;
use crate::chart::dots::measured;
use crate::chart::look::Look;
use crate::incident::{Area, Located};
use crate::spread::{Period, PeriodLength, Spread};

/// More bars than this are too thin to be seen apart; then the periods are made longer.
const MOST_BARS: usize = 300;

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
}

/// One colour of the bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The region.
    pub name: String,
    /// Its incidents in all periods.
    pub total: u64,
    /// Its colour.
    pub colour: Colour,
}

type Counts = BTreeMap<Date, BTreeMap<Option<Arc<str>>, u64>>;

impl Stack {
    /// The bars of the measured incidents; none where none lies in a period.
    pub fn of(located: &[Located], spread: &Spread, look: &Look) -> Option<Self> {
        let incidents: Vec<&Located> = measured(located, spread).collect();
        let lengths =
            [PeriodLength::Day, PeriodLength::Week, PeriodLength::Month, PeriodLength::Quarter, PeriodLength::Year];
        let mut lengths = lengths.into_iter().filter(|length| *length >= spread.options.by).peekable();
        while let Some(by) = lengths.next() {
            let (counts, too_coarse, no_date) = count(&incidents, by);
            let (first, last) = (*counts.keys().next()?, *counts.keys().next_back()?);
            let ends = (by.period_of(first), by.period_of(last));
            if lengths.peek().is_some() && bars_between(ends) > MOST_BARS as f64 {
                continue;
            }
            let (layers, bars) = layered(&counts, by, look);
            return Some(Self { by, ends, layers, bars, too_coarse, no_date });
        }
        None
    }

    /// All incidents of the bars.
    pub fn total(&self) -> u64 {
        self.layers.iter().map(|layer| layer.total).sum()
    }

    /// The largest bar: its period and its incidents, the first of equals.
    pub fn most(&self) -> Option<(Period, u64)> {
        let totals = self.bars.iter().map(|(period, counts)| (*period, counts.iter().sum::<u64>()));
        totals.reduce(|most, bar| if bar.1 > most.1 { bar } else { most })
    }
}

/// About how many periods there are from the first to the last.
pub fn bars_between((first, last): (Period, Period)) -> f64 {
    let days = |a: Date, b: Date| a.until(b).map_or(1.0, |span| f64::from(span.get_days()));
    (days(first.start, last.end) / days(first.start, first.end).max(1.0)).round().max(1.0)
}

fn count(incidents: &[&Located], by: PeriodLength) -> (Counts, u64, u64) {
    let (mut counts, mut too_coarse, mut no_date) = (Counts::new(), 0, 0);
    for one in incidents {
        let when = one.incident.when;
        let Some(first) = when.first() else {
            no_date += 1;
            continue;
        };
        let period = by.period_of(first);
        if period.holds(when) {
            *counts.entry(period.start).or_default().entry(region(&one.area)).or_default() += 1;
        } else {
            too_coarse += 1;
        }
    }
    (counts, too_coarse, no_date)
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
    use crate::chart::fixture::{dozen, kabul, many, spread};

    #[test]
    fn the_bars_have_the_counts_of_the_spread() {
        let mut located = many(400, 2004, 9);
        let spread = spread(&mut located, kabul(), PeriodLength::Month, &[]);
        let stack = Stack::of(&located, &spread, &Look::default()).unwrap();
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
        let stack = Stack::of(&located, &spread, &Look::default()).unwrap();
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
        let names: Vec<String> =
            Stack::of(&located, &spread, &Look::default()).unwrap().layers.into_iter().map(|l| l.name).collect();
        assert_eq!(names.len(), 8);
        assert_eq!(names[6..], ["other (2 regions)", "region not known"]);
    }

    #[test]
    fn a_date_that_spans_years_is_left_out_and_counted() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let stack = Stack::of(&located, &spread, &Look::default()).unwrap();
        assert_eq!((stack.total(), stack.too_coarse, stack.no_date), (10, 1, 1));
    }
}
