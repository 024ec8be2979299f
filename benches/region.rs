//! How fast points find their country, on one thread: spread evenly over the globe, and as incidents lie, round towns.

use incimap::earth::LonLat;
use incimap::region::Regions;
use incimap::statistic::random::Random;

const COUNT: usize = 1_000_000;

fn main() {
    divan::main();
}

#[expect(clippy::expect_used, reason = "a bench that cannot run has nobody to tell but the terminal")]
fn look_up(bencher: divan::Bencher, point: impl Fn(&mut Random) -> LonLat) {
    let regions = Regions::built_in().expect("built-in regions");
    let mut random = Random::new(7, "points", 0);
    let points: Vec<LonLat> = (0..COUNT).map(|_| point(&mut random)).collect();
    bencher.bench(|| points.iter().filter(|point| regions.country_at(**point).is_some()).count());
}

/// Seven in ten lie at sea.
#[divan::bench(sample_count = 5)]
fn a_million_points_over_the_globe(bencher: divan::Bencher) {
    look_up(bencher, |random| LonLat::wrapped(360.0 * random.uniform() - 180.0, 180.0 * random.uniform() - 90.0));
}

/// Round sixteen towns, within some degrees of them; some of them are ports.
#[divan::bench(sample_count = 5)]
fn a_million_points_round_towns(bencher: divan::Bencher) {
    const TOWNS: [(f64, f64); 16] = [
        (43.13, 36.34),
        (39.01, 35.95),
        (69.17, 34.53),
        (13.16, 11.85),
        (45.34, 2.04),
        (37.8, 48.0),
        (44.21, 15.35),
        (-0.04, 16.27),
        (71.58, 34.01),
        (30.25, 1.56),
        (124.29, 8.0),
        (22.64, 32.76),
        (-76.53, 3.42),
        (40.52, -12.97),
        (178.44, -18.14),
        (2.35, 48.86),
    ];
    look_up(bencher, |random| {
        let (lon, lat) = TOWNS[random.below(TOWNS.len() as u64) as usize];
        let reach = 5.0 * random.uniform() * random.uniform();
        LonLat::wrapped(lon + reach * random.normal(), lat + 0.8 * reach * random.normal())
    });
}
