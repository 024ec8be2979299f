//! How fast Knox's test, the near-repeat table and clusters by density are, on distinct points (the worst case: incidents at
//! one point are counted together).

use incimap::earth::LonLat;
use incimap::statistic::close_pairs::EdgeRule;
use incimap::statistic::dbscan::dbscan;
use incimap::statistic::knox::{KnoxOptions, knox};
use incimap::statistic::metric::{Metric, Points, Spots};
use incimap::statistic::near_repeat::{NearRepeatOptions, near_repeat};
use incimap::statistic::random::Random;
use incimap::statistic::st_dbscan::st_dbscan;

fn main() {
    divan::main();
}

/// A campaign round Mosul with tails, over seventeen years.
fn campaign(n: u32) -> (Vec<LonLat>, Vec<i32>) {
    let mut random = Random::new(7, "campaign", u64::from(n));
    let mut point = || {
        let (u, v, w) =
            (random.uniform() + random.uniform() - 1.0, random.uniform() + random.uniform() - 1.0, random.uniform());
        LonLat::wrapped(43.1 + 30.0 * u * w, 36.3 + 20.0 * v * w)
    };
    let points = (0..n).map(|_| point()).collect();
    (points, (0..n).map(|_| random.below(6200) as i32).collect())
}

fn spots(points: &[LonLat]) -> Spots {
    Spots::new(&Points::on_globe(points, Metric::Geodesic))
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3)]
fn knox_10_km_14_days_999_permutations(bencher: divan::Bencher, n: u32) {
    let (points, days) = campaign(n);
    let options = KnoxOptions { distance: 10.0, days: 14, permutations: 999, seed: 1 };
    bencher.bench(|| knox(&spots(&points), &days, &options));
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3)]
fn near_repeat_table_up_to_25_km_99_permutations(bencher: divan::Bencher, n: u32) {
    let (points, days) = campaign(n);
    let options = NearRepeatOptions {
        distances: vec![1.0, 5.0, 10.0, 25.0],
        distance_rule: EdgeRule::UpperIncluded,
        days: vec![7, 14, 28, 56],
        day_rule: EdgeRule::UpperIncluded,
        permutations: 99,
        block_days: None,
        seed: 1,
    };
    bencher.bench(|| near_repeat(&spots(&points), &days, &options));
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3)]
fn dbscan_10_km_10_points(bencher: divan::Bencher, n: u32) {
    let (points, _) = campaign(n);
    bencher.bench(|| dbscan(&spots(&points), 10.0, 10));
}

#[divan::bench(args = [10_000, 100_000], sample_count = 3)]
fn st_dbscan_10_km_28_days_10_points(bencher: divan::Bencher, n: u32) {
    let (points, days) = campaign(n);
    bencher.bench(|| st_dbscan(&spots(&points), &days, 10.0, 28, 10));
}
