//! The distribution of distances: how large a share of the incidents lies within a distance, by era.
//!
//! Comes in: a [`ChartInput`]. Goes out: a [`Scene`], or none for fewer than five incidents with a distance.

use jiff::civil::Date;

use super::ChartInput;
use super::axis::ValueAxis;
use super::colour::Colour;
use super::dots::{Dots, noun};
use super::legend::{self, Entry, Swatch};
use super::look::Look;
use super::scene::{Anchor, Label, PathData, Rect, Scene, Style};
use super::sheet::{LABEL_PT, Sheet, caption_km, left_out, source_line, text_mm, value_label};
use super::text::MM_PER_PT;
use crate::spread::{Period, PeriodLength};
use crate::words::Words;

/// More curves cannot be told apart.
const MOST: usize = 4;

/// A curve of fewer would be a few steps.
const FEWEST: usize = 5;

/// Neighbouring periods taken together, with the distances of their incidents.
#[derive(Debug, PartialEq)]
struct Era {
    first: Date,
    last: Date,
    /// From the nearest to the farthest.
    km: Vec<f64>,
}

impl Era {
    fn name(&self, words: Words, by: PeriodLength) -> String {
        words.span(self.first, self.last, by)
    }
}

/// Up to four eras of about as many incidents each, in whole periods; incidents whose date spans periods are left out.
fn eras(dots: &Dots, by: PeriodLength) -> (Vec<Era>, u64) {
    let mut periods: Vec<(Period, Vec<f64>)> = Vec::new();
    let mut coarse = 0;
    for dot in &dots.all {
        let period = dot.when.first().map(|first| by.period_of(first)).filter(|period| period.holds(dot.when));
        let Some(period) = period else {
            coarse += 1;
            continue;
        };
        match periods.last_mut() {
            Some((last, km)) if *last == period => km.push(dot.km),
            _ => periods.push((period, vec![dot.km])),
        }
    }
    let total: usize = periods.iter().map(|(_, km)| km.len()).sum();
    let wanted = (total / FEWEST).clamp(1, MOST);
    let mut eras: Vec<Era> = Vec::new();
    let (mut taken, mut open) = (0, false);
    for (period, km) in periods {
        taken += km.len();
        match eras.last_mut() {
            Some(era) if open => {
                era.last = period.last_day();
                era.km.extend(km);
            }
            _ => eras.push(Era { first: period.start, last: period.last_day(), km }),
        }
        // An era ends where its share of all incidents is reached.
        open = taken * wanted < total * eras.len();
    }
    let short = eras.len() > 1 && eras.last().is_some_and(|era| era.km.len() < FEWEST);
    if let Some(rest) = if short { eras.pop() } else { None }
        && let Some(era) = eras.last_mut()
    {
        era.last = rest.last;
        era.km.extend(rest.km);
    }
    for era in &mut eras {
        era.km.sort_unstable_by(f64::total_cmp);
    }
    (eras, coarse)
}

/// The chart, if five incidents or more have a distance and lie in a period.
pub fn scene(input: &ChartInput<'_>) -> Option<Scene> {
    let look = input.look;
    input.spread.options.origin.name()?;
    let dots = input.dots();
    let (eras, coarse) = eras(dots, input.spread.options.by);
    if eras.iter().map(|era| era.km.len()).sum::<usize>() < FEWEST {
        return None;
    }
    let (mut scene, mut area) = sheet(input, dots, &eras, coarse)?.begin(input.size_mm, look);
    let by = input.spread.options.by;
    let entry = |(i, era): (usize, &Era)| {
        let text = format!("{} ({})", era.name(look.words, by), look.words.number(era.km.len() as u64));
        vec![Entry { swatch: Swatch::Box(colour(look, i, eras.len())), text }]
    };
    let rows: Vec<Vec<Entry>> = eras.iter().enumerate().map(entry).collect();
    area.top = legend::row(&mut scene, look, area, &rows) + 2.0;
    let axis = axis(&eras);
    let plot = lay(&mut scene, input, area, axis)?;
    scene.open_clipped("curves", &plot.grown(0.5));
    for (i, era) in eras.iter().enumerate() {
        let mut data = PathData::new();
        data.polyline(steps(era, axis, &plot), false);
        scene.path(&data, &Style::stroke(colour(look, i, eras.len()), 0.55));
    }
    scene.close();
    Some(scene)
}

/// The last era in the first colour, which is the strongest.
fn colour(look: &Look, era: usize, eras: usize) -> Colour {
    if eras == 1 { look.palette.series(1) } else { look.palette.series(eras - 1 - era) }
}

/// Logarithmic where a few far ones would press the others together.
fn axis(eras: &[Era]) -> ValueAxis {
    let total: usize = eras.iter().map(|era| era.km.len()).sum();
    let at = |share: f64| ranked(eras, (total.saturating_sub(1) as f64 * share) as usize);
    let (near, median, most) = (at(0.05), at(0.5), at(1.0));
    if median > 1.0 && most > 12.0 * median {
        ValueAxis::log(near, most)
    } else {
        ValueAxis::linear(most, 3.0, 0.04, false)
    }
}

/// The distance that so many of all eras lie below; found without a copy of the distances, of which there may be a million.
fn ranked(eras: &[Era], rank: usize) -> f64 {
    let below = |km: f64| eras.iter().map(|era| era.km.partition_point(|one| *one <= km)).sum::<usize>();
    // Of numbers that are not negative the bits are in the order of the numbers.
    let (mut low, mut high) = (0, f64::INFINITY.to_bits());
    while low < high {
        let middle = u64::midpoint(low, high);
        if below(f64::from_bits(middle)) > rank { high = middle } else { low = middle + 1 }
    }
    f64::from_bits(low)
}

/// A step up at each distance.
fn steps<'a>(era: &'a Era, axis: ValueAxis, plot: &'a Rect) -> impl Iterator<Item = (f64, f64)> + use<'a> {
    let n = era.km.len().max(1) as f64;
    let y = move |rank: usize| plot.bottom - plot.height() * rank as f64 / n;
    let up = era.km.iter().enumerate().flat_map(move |(i, km)| {
        let x = plot.left + plot.width() * axis.share(*km);
        [(x, y(i)), (x, y(i + 1))]
    });
    std::iter::once((plot.left, plot.bottom)).chain(up).chain([(plot.right, plot.top)])
}

/// Both axes: per cent upwards, distance to the right.
fn lay(scene: &mut Scene, input: &ChartInput<'_>, area: Rect, axis: ValueAxis) -> Option<Rect> {
    let (look, size) = (input.look, LABEL_PT * MM_PER_PT);
    let palette = &look.palette;
    let things = look.words.plural(noun(input.spread));
    let share = look.words.fill("ecdf.share", &[("things", things)]);
    scene.text(&Label::new(area.left, area.top + size, LABEL_PT, palette.soft, share));
    let left = area.left + text_mm(look, "100") + 1.5;
    let last = axis.ticks().last().map_or(0.0, |tick| text_mm(look, &value_label(look, *tick)) / 2.0);
    let plot =
        Rect::new(left, area.top + 2.4 * size, area.right - last, (area.bottom - 3.4 * size).max(area.top + 12.0));
    for quarter in 0..=4_u8 {
        let y = plot.bottom - plot.height() * f64::from(quarter) / 4.0;
        scene.line(
            (plot.left, y),
            (plot.right, y),
            &Style::stroke(palette.faint, if quarter == 0 { 0.2 } else { 0.12 }),
        );
        let label = Label::new(plot.left - 1.5, y + 0.36 * size, LABEL_PT, palette.soft, (25 * quarter).to_string());
        scene.text(&label.anchor(Anchor::End));
    }
    let x_mm = |km: f64| plot.left + plot.width() * axis.share(km);
    for tick in axis.minor_ticks() {
        scene.line((x_mm(tick), plot.bottom), (x_mm(tick), plot.bottom + 0.6), &Style::stroke(palette.soft, 0.1));
    }
    for tick in axis.ticks() {
        let x = x_mm(tick);
        scene.line((x, plot.top), (x, plot.bottom + 1.0), &Style::stroke(palette.faint, 0.12));
        let label = Label::new(x, plot.bottom + 1.55 * size, LABEL_PT, palette.ink, value_label(look, tick));
        scene.text(&label.anchor(Anchor::Middle));
    }
    let caption = caption_km(input, &axis)?;
    let caption = look.fonts.fit(&caption, LABEL_PT, super::font::Weight::Regular, area.width());
    scene.text(&Label::new(area.left, plot.bottom + 3.1 * size, LABEL_PT, palette.soft, caption));
    Some(plot)
}

fn sheet(input: &ChartInput<'_>, dots: &Dots, eras: &[Era], coarse: u64) -> Option<Sheet> {
    let (words, by) = (input.look.words, input.spread.options.by);
    let origin = input.spread.options.origin.name()?;
    let (first, last) = (eras.first()?.first, eras.last()?.last);
    let when = words.span(first, last, by);
    let n: usize = eras.iter().map(|era| era.km.len()).sum();
    let count = words.count(noun(input.spread), n as u64);
    let mut parts = vec![words.fill("distance.counted", &[("count", &count), ("when", &when)])];
    let out =
        [("left_out.coarse_date", coarse), ("left_out.no_date", dots.no_date), ("left_out.no_place", dots.no_point)];
    parts.extend(left_out(words, &out, by));
    let half = |era: &Era| {
        let median = era.km.get((era.km.len() - 1) / 2).copied().unwrap_or(0.0);
        words.fill("ecdf.alt_half", &[("era", &era.name(words, by)), ("km", &words.km(median))])
    };
    let halves: Vec<String> = eras.iter().map(half).collect();
    let alt = words.fill("ecdf.alt", &[("origin", origin), ("count", &count), ("when", &when)]);
    Some(Sheet {
        title: words.fill("ecdf.title", &[("origin", origin), ("things", words.plural(noun(input.spread)))]),
        subtitle: parts.join(" "),
        alt: format!("{alt} {}.", words.list(&halves)),
        source: source_line(words, input.source, "also.distances"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{dozen, kabul, many, spread, stored};

    #[test]
    fn eras_are_whole_periods_with_about_as_many_incidents_and_lose_none() {
        let mut located = many(700, 2004, 17);
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let dots = Dots::of(&located, &spread);
        let (eras, coarse) = eras(&dots, PeriodLength::Year);
        assert_eq!(eras.len(), MOST);
        assert_eq!(eras.iter().map(|era| era.km.len() as u64).sum::<u64>() + coarse, dots.all.len() as u64);
        assert!(eras.iter().all(|era| era.km.len() > 100 && era.km.is_sorted()));
        assert!(eras.windows(2).all(|pair| pair[0].last < pair[1].first));
    }

    #[test]
    fn a_rank_over_all_eras_is_that_of_their_distances_sorted_together() {
        let day = jiff::civil::date(2020, 1, 1);
        let era = |km: &[f64]| Era { first: day, last: day, km: km.to_vec() };
        let eras = [era(&[0.0, 2.5, 2.5, 9.0]), era(&[]), era(&[1.0, 2.5, 4000.0])];
        let ranks: Vec<f64> = (0..7).map(|rank| ranked(&eras, rank)).collect();
        assert_eq!(ranks, [0.0, 1.0, 2.5, 2.5, 2.5, 9.0, 4000.0]);
    }

    #[test]
    fn a_few_incidents_are_one_era() {
        let mut located = dozen();
        located.truncate(8);
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let (eras, coarse) = eras(&Dots::of(&located, &spread), PeriodLength::Year);
        assert_eq!((eras.len(), coarse), (1, 1));
    }
}
