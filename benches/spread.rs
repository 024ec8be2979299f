//! How fast reach, centres, ellipses, hulls and regions by month are: on distinct points over seventeen years (the worst case:
//! identical points are counted together), and as data sets of conflicts are, half at points that repeat, over ten years.

use incimap::earth::LonLat;
use incimap::incident::{
    Area, AreaBasis, Casualties, Incident, Kind, Located, Location, Matched, Place, Precision, Site, Stage, When,
};
use incimap::region::Regions;
use incimap::spread::{Accumulator, Origin, PeriodLength, SpreadOptions};
use jiff::{ToSpan, civil::date};
use rand::{Rng, SeedableRng};

fn main() {
    divan::main();
}

/// What is measured.
#[derive(Clone, Copy)]
enum Rows {
    Undated,
    Dated,
    /// As `benches/compare/generate.py` writes them.
    DatedAtRepeatedPoints,
}

fn uniform(random: &mut rand_pcg::Pcg64) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A place of a campaign round Mosul with tails.
fn point(random: &mut rand_pcg::Pcg64) -> LonLat {
    let mut uniform = || uniform(random);
    let (u, v, w) = (uniform() + uniform() - 1.0, uniform() + uniform() - 1.0, uniform());
    LonLat::wrapped(43.1 + 30.0 * u * w, 36.3 + 20.0 * v * w)
}

fn located(id: u32, rows: Rows, villages: &[LonLat], random: &mut rand_pcg::Pcg64) -> Located {
    let place = point(random);
    let mut uniform = || uniform(random);
    let country = format!("Country {:02}", (uniform() * uniform() * 40.0) as u32);
    let share = uniform();
    let village = villages.get((share * share.sqrt() * villages.len() as f64) as usize);
    let (point, days) = match rows {
        Rows::DatedAtRepeatedPoints => (village.filter(|_| id % 2 == 1).copied().unwrap_or(place), 3652.0),
        _ => (place, 6200.0),
    };
    let day = date(2004, 1, 1).saturating_add(((uniform() * days) as i32).days());
    let dated = !matches!(rows, Rows::Undated);
    let incident = Incident {
        id: id.to_string().into(),
        kind: Kind::Battle,
        stage: Stage::Accomplished,
        when: if dated { When::day(day) } else { When::UNKNOWN },
        place: Place::default().into(),
        actor: None,
        target: None,
        killed: Casualties::exactly((uniform() * 9.0) as u32),
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
    let area = Area { country_name: Some(country.into()), basis: AreaBasis::Stated, ..Area::default() };
    Located { incident, location: Location::Site(site.into()), area: area.into() }
}

fn accumulated(n: u32, rows: Rows, resamples: u32) -> Accumulator {
    let at = LonLat::wrapped(43.13, 36.34);
    let origin = Origin::Point { name: "Mosul".to_owned(), at, how: "coordinates".to_owned() };
    // Reach, centres, ellipses, hulls and regions are always measured; other families are left out here.
    let options =
        SpreadOptions { origin, by: PeriodLength::Month, resamples, families: Vec::new(), ..SpreadOptions::default() };
    let mut accumulator = Accumulator::new(options);
    let mut random = rand_pcg::Pcg64::seed_from_u64(7);
    let villages: Vec<LonLat> = (0..n / 60).map(|_| point(&mut random)).collect();
    (0..n).for_each(|id| accumulator.add(&located(id, rows, &villages, &mut random)));
    accumulator
}

#[expect(clippy::expect_used, reason = "a bench that cannot run has nobody to tell but the terminal")]
fn finish(bencher: divan::Bencher, n: u32, rows: Rows, resamples: u32) {
    let regions = Regions::built_in().expect("built-in regions");
    let accumulator = accumulated(n, rows, resamples);
    bencher.with_inputs(|| accumulator.clone()).bench_values(|a| a.finish(&regions).expect("few periods"));
}

/// Sorting, distances, arrivals, and one slice.
#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn the_whole_without_resamples(bencher: divan::Bencher, n: u32) {
    finish(bencher, n, Rows::Undated, 0);
}

/// The same, 204 months and 204 cumulative slices.
#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn by_month_without_resamples(bencher: divan::Bencher, n: u32) {
    finish(bencher, n, Rows::Dated, 0);
}

/// The same with the intervals of the median centre and of concentration.
#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn by_month_with_999_resamples(bencher: divan::Bencher, n: u32) {
    finish(bencher, n, Rows::Dated, 999);
}

/// As data sets are: half of the rows at points that repeat, 120 months and as many cumulative slices.
#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn by_month_at_repeated_points(bencher: divan::Bencher, n: u32) {
    finish(bencher, n, Rows::DatedAtRepeatedPoints, 0);
}
