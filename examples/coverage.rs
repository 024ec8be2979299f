//! How often the 95 % intervals hold the truth, on simulated sets of incidents whose truth is known.
//!
//! `cargo run --release --example coverage [SETS [SHAPE]]` prints the table of docs/methods.md and ends with 1 where an interval that
//! is promised holds the truth in fewer than 92 or more than 98 of 100 sets (tests/measure/coverage.sh runs it).

use std::process::ExitCode;

use incimap::earth::trig::{cos, ln, radians, sin};
use incimap::earth::{LonLat, UnitVector};
use incimap::incident::{
    Area, AreaBasis, Casualties, Incident, Kind, Located, Location, Matched, Place, Precision, Site, Stage, When,
};
use incimap::region::Regions;
use incimap::spread::{Estimate, Family, Interval, Origin, PeriodLength, SpreadOptions, measure};
use incimap::statistic::random::Random;
use incimap::statistic::slope::theil_sen;
use jiff::{ToSpan, civil::date};
use rayon::prelude::*;

/// How the points of a set lie about the middle of their campaign.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    /// A normal cloud, wider than tall.
    Normal,
    /// The same across 180°.
    Across180,
    /// Gamma distributed, with a tail to the north-east.
    Skewed,
    /// Laplace distributed: kurtosis 6.
    Heavy,
    /// Two centres.
    Mixed,
    /// In bursts of a week, each about a place of its own.
    Bursty,
}

const SHAPES: [Shape; 6] = [Shape::Normal, Shape::Across180, Shape::Skewed, Shape::Heavy, Shape::Mixed, Shape::Bursty];
const SIZES: [u64; 6] = [10, 20, 40, 100, 400, 2000];
const STATISTICS: [&str; 7] = ["B1 centre", "C1", "A3 median", "A3 p90", "E3 share", "B2 centre", "C2 major"];
/// The first so many are promised; the others are printed only.
const PROMISED: usize = 5;
/// Fewer sets with an interval than this share count as "none".
const ENOUGH: f64 = 0.5;

impl Shape {
    fn middle(self) -> LonLat {
        if self == Self::Across180 { LonLat::wrapped(179.9, -17.0) } else { LonLat::wrapped(43.1, 36.3) }
    }

    fn origin(self) -> LonLat {
        self.middle().destination(230.0, 250.0)
    }

    /// One displacement from the middle in km, east and north.
    fn draw(self, random: &mut Random) -> [f64; 2] {
        let mut normal = || random.normal();
        match self {
            Self::Normal | Self::Across180 | Self::Bursty => [200.0 * normal(), 120.0 * normal()],
            Self::Skewed => [115.0 * (random.gamma(3.0) - 3.0), 70.0 * (random.gamma(3.0) - 3.0)],
            Self::Heavy => {
                let (x, y) = (normal(), normal());
                let scale = (-ln(random.uniform())).sqrt();
                [200.0 * x * scale, 120.0 * y * scale]
            }
            Self::Mixed => {
                let (x, y) = (normal(), normal());
                let far = f64::from(u8::from(random.uniform() < 0.3));
                [150.0 * x + 600.0 * far, 90.0 * y + 300.0 * far]
            }
        }
    }
}

/// A point, the day it happened, and whether it is abroad.
type Drawn = (LonLat, i32, bool);

fn at(middle: LonLat, [x, y]: [f64; 2]) -> LonLat {
    let azimuth = incimap::earth::trig::degrees(incimap::earth::trig::atan2(x, y));
    middle.destination(azimuth, (x * x + y * y).sqrt())
}

/// n incidents over a year; the chance to be abroad is `abroad`.
fn draw(shape: Shape, n: u64, abroad: f64, random: &mut Random) -> Vec<Drawn> {
    let day = |random: &mut Random| random.below(364) as i32;
    if shape != Shape::Bursty {
        let one = |_| (at(shape.middle(), shape.draw(random)), day(random), random.uniform() < abroad);
        return (0..n).map(one).collect();
    }
    let mut drawn = Vec::new();
    while (drawn.len() as u64) < n {
        // A week with one to seven incidents, most of the distance and of the side of the border shared.
        let (week, size) = (random.below(52) as i32 * 7, 1 + random.below(7));
        let (place, side) = (shape.draw(random), random.uniform() < abroad);
        for _ in 0..size.min(n - drawn.len() as u64) {
            let own = shape.draw(random);
            let moved = [0.9 * place[0] + 0.436 * own[0], 0.9 * place[1] + 0.436 * own[1]];
            let away = if random.uniform() < 0.7 { side } else { random.uniform() < abroad };
            drawn.push((at(shape.middle(), moved), week + random.below(7) as i32, away));
        }
    }
    drawn
}

/// What the statistics are of the whole stream.
#[derive(Debug, Clone, Copy)]
struct Truth {
    mean: UnitVector,
    median: UnitVector,
    standard_km: f64,
    semi_major_km: f64,
    reach_median_km: f64,
    reach_p90_km: f64,
}

fn located(id: u64, drawn: &Drawn, dated: bool) -> Located {
    let (point, day, abroad) = *drawn;
    let incident = Incident {
        id: id.to_string().into(),
        kind: Kind::Bombing,
        stage: Stage::Accomplished,
        when: if dated { When::day(date(2019, 1, 7).saturating_add(day.days())) } else { When::UNKNOWN },
        place: Place::default().into(),
        actor: None,
        target: None,
        killed: Casualties::default(),
        injured: Casualties::default(),
        summary: None,
        link: None,
        claims: Vec::new(),
        conflicts: Vec::new(),
    };
    let site = Site {
        point,
        radius_km: 1.0,
        precision: Precision::Coordinates,
        name: String::new(),
        gazetteer_id: None,
        country: None,
        admin1: None,
        confidence: 1.0,
        why: String::new(),
        matched: Matched::Coordinates,
        runners_up: Vec::new(),
    };
    let area = Area { basis: AreaBasis::Stated, home: Some(!abroad), ..Area::default() };
    Located { incident, location: Location::Site(site.into()), area: area.into() }
}

#[expect(clippy::expect_used, reason = "a simulation that cannot run has nobody to tell but the terminal")]
fn measured(shape: Shape, drawn: &[Drawn], dated: bool, regions: &Regions) -> incimap::spread::Slice {
    let origin = Origin::Point { name: String::new(), at: shape.origin(), how: String::new() };
    let options = SpreadOptions {
        origin,
        by: PeriodLength::Year,
        resamples: if dated && drawn.len() <= 100 { 199 } else { 0 },
        imputations: 0,
        families: vec![Family::Reach, Family::Centre, Family::Area, Family::Regions],
        ..SpreadOptions::default()
    };
    let incidents: Vec<Located> = (0..).zip(drawn).map(|(id, one)| located(id, one, dated)).collect();
    measure(&incidents, options, regions).expect("few periods").whole
}

/// The truth, from one very large set.
fn truth(shape: Shape, regions: &Regions) -> Option<Truth> {
    let mut random = Random::new(2, "truth", shape as u64);
    let single = if shape == Shape::Bursty { Shape::Normal } else { shape };
    let slice = measured(shape, &draw(single, 100_000, 0.5, &mut random), false, regions);
    Some(Truth {
        mean: slice.centre.mean?.at.unit(),
        median: slice.centre.median?.at.unit(),
        standard_km: slice.dispersion.standard_distance.value?,
        semi_major_km: slice.dispersion.semi_major.value?,
        reach_median_km: slice.reach.median.value?,
        reach_p90_km: slice.reach.p90.value?,
    })
}

fn holds(estimate: &Estimate, truth: f64) -> Option<bool> {
    match estimate.interval {
        Interval::Between(low, high) => Some(low <= truth && truth <= high),
        Interval::None => None,
    }
}

fn ellipse_holds(centre: Option<&incimap::spread::CentrePoint>, truth: UnitVector) -> Option<bool> {
    let ellipse = centre?.ellipse95?;
    let (km, azimuth) = ellipse.centre.distance_and_azimuth(truth.lon_lat());
    let turn = radians(azimuth - ellipse.azimuth_deg);
    let (along, across) = (km * cos(turn) / ellipse.semi_major_km, km * sin(turn) / ellipse.semi_minor_km);
    Some(along * along + across * across <= 1.0)
}

/// Of one set, whether each interval holds the truth; none where there is no interval.
fn one_set(shape: Shape, n: u64, set: u64, truth: &Truth, regions: &Regions) -> [Option<bool>; 7] {
    let mut random = Random::new(3, "set", set * 10_000 + n * 10 + shape as u64);
    // The share differs from set to set: at a single one the coverage of a few whole numbers jumps.
    let abroad = 0.1 + 0.8 * random.uniform();
    let slice = measured(shape, &draw(shape, n, abroad, &mut random), true, regions);
    [
        ellipse_holds(slice.centre.mean.as_ref(), truth.mean),
        holds(&slice.dispersion.standard_distance, truth.standard_km),
        holds(&slice.reach.median, truth.reach_median_km),
        holds(&slice.reach.p90, truth.reach_p90_km),
        holds(&slice.regions.abroad, abroad),
        ellipse_holds(slice.centre.median.as_ref(), truth.median),
        holds(&slice.dispersion.semi_major, truth.semi_major_km),
    ]
}

/// Whether Sen's interval holds the slope of a series with noise that is spread as the heights of a shape are.
fn one_series(shape: Shape, n: u64, set: u64) -> Option<bool> {
    let mut random = Random::new(4, "series", set * 10_000 + n * 10 + shape as u64);
    let x: Vec<f64> = (0..n).map(|i| i as f64).collect();
    let y: Vec<f64> = x.iter().map(|x| 3.0 * x + shape.draw(&mut random)[1]).collect();
    theil_sen(&x, &y).map(|line| line.low95 <= 3.0 && 3.0 <= line.high95)
}

/// The share of sets whose interval holds the truth, in %; none where too few sets have one.
fn coverage(answers: &[Option<bool>]) -> Option<f64> {
    let given: Vec<bool> = answers.iter().copied().flatten().collect();
    let enough = given.len() as f64 >= ENOUGH * answers.len() as f64;
    enough.then(|| 100.0 * given.iter().filter(|held| **held).count() as f64 / given.len() as f64)
}

#[expect(clippy::print_stdout, reason = "the table is what it is run for")]
fn row(shape: &str, n: u64, answers: &[Vec<Option<bool>>]) -> u32 {
    let (mut cells, mut wrong) = (Vec::new(), 0);
    for (i, one) in answers.iter().enumerate() {
        let share = coverage(one);
        let bad = i < PROMISED && share.is_some_and(|s| !(92.0..=98.0).contains(&s));
        wrong += u32::from(bad);
        let text = share.map_or_else(|| "none".to_owned(), |s| format!("{s:.1}"));
        cells.push(if bad { format!("{text} !") } else { text });
    }
    println!("| {shape} | {n} | {} |", cells.join(" | "));
    wrong
}

#[expect(clippy::print_stdout, clippy::expect_used, reason = "the table is what it is run for")]
fn main() -> ExitCode {
    let sets: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(600);
    let regions = Regions::built_in().expect("built-in regions");
    println!("share of 95 % intervals that hold the truth, in % of {sets} sets; \"none\": no interval is given\n");
    println!("| shape | n | {} |", STATISTICS.join(" | "));
    println!("|---|---|{}", "---|".repeat(STATISTICS.len()));
    let mut wrong = 0;
    let only = std::env::args().nth(2);
    let wanted = |shape: Shape| only.as_ref().is_none_or(|name| *name == format!("{shape:?}"));
    for shape in SHAPES.into_iter().filter(|shape| wanted(*shape)) {
        let truth = truth(shape, &regions).expect("a centre");
        for n in SIZES {
            let all: Vec<[Option<bool>; 7]> =
                (0..sets).into_par_iter().map(|set| one_set(shape, n, set, &truth, &regions)).collect();
            let columns: Vec<Vec<Option<bool>>> =
                (0..STATISTICS.len()).map(|i| all.iter().map(|one| one[i]).collect()).collect();
            wrong += row(&format!("{shape:?}"), n, &columns);
        }
    }
    println!("\n| noise | n | Theil-Sen slope |\n|---|---|---|");
    for shape in [Shape::Normal, Shape::Skewed, Shape::Heavy].into_iter().filter(|shape| wanted(*shape)) {
        for n in SIZES {
            let answers: Vec<Option<bool>> = (0..sets).into_par_iter().map(|set| one_series(shape, n, set)).collect();
            wrong += row(&format!("{shape:?}"), n, &[answers]);
        }
    }
    println!("\n{wrong} promised intervals are outside 92 to 98 %");
    ExitCode::from(u8::from(wrong > 0))
}
