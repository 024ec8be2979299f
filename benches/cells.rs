//! How fast cells, hot spots and the space-time scan are.
//!
//! Hot spots and diffusion: distinct points round Mosul over seventeen years by month, from accumulated rows to the finding
//! (sorting of the rows included). The scan: 300 cases at as many places over 364 days with 999 permutations, half of the cases in
//! a circle at most; windows of 7, 30 and 182 days, and those that hold the last day. `SaTScan` needs 11.6 CPU s for 499.

use incimap::earth::LonLat;
use incimap::incident::{
    Area, AreaBasis, Casualties, Incident, Kind, Located, Location, Matched, Place, Precision, Site, Stage, When,
};
use incimap::region::Regions;
use incimap::spread::{Accumulator, Family, Origin, PeriodLength, SpreadOptions};
use incimap::statistic::scan::{Cases, Discs, ScanOptions, scan};
use jiff::{ToSpan, civil::date};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64;

fn main() {
    divan::main();
}

fn uniform(random: &mut Pcg64) -> f64 {
    (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

fn located(id: u32, random: &mut Pcg64) -> Located {
    let mut next = || uniform(random);
    let (u, v, w) = (next() + next() - 1.0, next() + next() - 1.0, next());
    let site = Site {
        point: LonLat::wrapped(43.1 + 30.0 * u * w, 36.3 + 20.0 * v * w),
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
    let incident = Incident {
        id: id.to_string().into(),
        kind: Kind::Battle,
        stage: Stage::Accomplished,
        when: When::day(date(2004, 1, 1).saturating_add(((next() * 6200.0) as i32).days())),
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
    let area = Area { basis: AreaBasis::Stated, ..Area::default() };
    Located { incident, location: Location::Site(site.into()), area: area.into() }
}

#[expect(clippy::expect_used, reason = "a bench that cannot run has nobody to tell but the terminal")]
fn findings(bencher: divan::Bencher, n: u32, family: Family) {
    let regions = Regions::built_in().expect("built-in regions");
    let options = SpreadOptions {
        origin: Origin::None,
        by: PeriodLength::Month,
        families: vec![family],
        ..SpreadOptions::default()
    };
    let mut accumulator = Accumulator::new(options);
    let mut random = Pcg64::seed_from_u64(7);
    (0..n).for_each(|id| accumulator.add(&located(id, &mut random)));
    bencher
        .with_inputs(|| accumulator.clone())
        .bench_values(|accumulator| accumulator.findings(&regions).expect("few periods"));
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn occupied_cells(bencher: divan::Bencher, n: u32) {
    findings(bencher, n, Family::Area);
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn hot_spots(bencher: divan::Bencher, n: u32) {
    findings(bencher, n, Family::Hotspots);
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3)]
fn diffusion(bencher: divan::Bencher, n: u32) {
    findings(bencher, n, Family::Diffusion);
}

/// Without a family: what sorting and numbering the rows takes of the others.
#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn rows_alone(bencher: divan::Bencher, n: u32) {
    findings(bencher, n, Family::Reach);
}

fn scanned(bencher: divan::Bencher, prospective: bool, longest_days: u32) {
    let mut random = Pcg64::seed_from_u64(3);
    let at: Vec<(f64, f64)> = (0..300).map(|_| (uniform(&mut random), uniform(&mut random))).collect();
    let cases: Vec<(u32, u32)> = (0..300).map(|i| (i, (uniform(&mut random) * 364.0) as u32)).collect();
    let apart = |a: (f64, f64), b: (f64, f64)| ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt();
    let disc = |a: &(f64, f64)| (0..).zip(at.iter().map(|b| apart(*a, *b))).collect();
    let discs = Discs::new(&at.iter().map(disc).collect::<Vec<_>>(), &cases, 0.5);
    let options = ScanOptions { prospective, longest_days, replications: 999, seed: 1 };
    bencher.bench(|| scan(Cases { cases: &cases, days: 364 }, &discs, &options));
}

#[divan::bench(args = [7, 30, 182], sample_count = 3)]
fn scan_of_any_window(bencher: divan::Bencher, longest_days: u32) {
    scanned(bencher, false, longest_days);
}

#[divan::bench(args = [7, 182], sample_count = 3)]
fn scan_of_windows_up_to_the_last_day(bencher: divan::Bencher, longest_days: u32) {
    scanned(bencher, true, longest_days);
}
