//! Pairs close in space and time, clusters, nearest neighbours, K (H1-H3, I1, M1): the values of other packages.

use incimap::earth::LonLat;
use incimap::statistic::close_pairs::EdgeRule;
use incimap::statistic::dbscan::{Clustering, dbscan};
use incimap::statistic::knox::{KnoxOptions, knox};
use incimap::statistic::mantel::{jacquez, mantel};
use incimap::statistic::metric::{Metric, Points, Spots};
use incimap::statistic::near_repeat::{NearRepeatOptions, near_repeat};
use incimap::statistic::nearest::{clark_evans, donnelly, nearest_distances};
use incimap::statistic::ripley::{Correction, ripley_k, ripley_l};
use incimap::statistic::st_dbscan::st_dbscan;
use incimap::statistic::window::Window;
use serde_json::{Value, json};

use super::day;
use crate::oracle::{self, Case, Claim, number};

/// What is compared here.
pub const CLAIMS: &[Claim] = &[QUAKES, BURKITT, ARSON, WORLD, REDWOOD];

const QUAKES: Claim =
    ("d02_quakes", &["dbscan_haversine_eps50km_min5", "dbscan_haversine_eps100km_min10", "nn_distance_haversine_m"]);
const BURKITT: Claim = (
    "d03_burkitt",
    &[
        "nn_mean",
        "nn_index_naive",
        "nn_z_naive",
        "knox_d2_t20",
        "knox_d5_t60",
        "knox_d10_t180",
        "knox_d20_t360",
        "mantel_r_1_over_1_plus_d",
        "jacquez_k3",
        "st_dbscan_5_180_3",
        "st_dbscan_10_200_5",
    ],
);
const ARSON: Claim = (
    "d04_chicago_arson",
    &[
        "near_repeat_table_cityblock",
        "knox_cityblock_d200_t7",
        "knox_cityblock_d400_t14",
        "knox_cityblock_d1000_t30",
        "near_repeat_table_euclidean",
        "knox_euclidean_d200_t7",
        "knox_euclidean_d400_t14",
        "knox_euclidean_d1000_t30",
    ],
);
const WORLD: Claim = ("d05_ucdp_world", &["dbscan_haversine_eps100km_min5", "dbscan_haversine_eps200km_min10"]);
const REDWOOD: Claim =
    ("d08_redwood", &["nn_mean", "nn_index_naive", "nn_z_naive", "ripley_k_pointpats_no_correction"]);

fn clusters(found: &Clustering) -> Value {
    let labels: Vec<i64> = found.cluster_of.iter().map(|c| c.map_or(-1, i64::from)).collect();
    let mut sizes: Vec<usize> =
        (0..i64::from(found.clusters)).map(|c| labels.iter().filter(|l| **l == c).count()).collect();
    sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
    json!({
        "n_clusters": found.clusters,
        "n_noise": labels.iter().filter(|l| **l < 0).count(),
        "n_core": found.is_core.iter().filter(|core| **core).count(),
        "sizes_desc": sizes,
        "labels": labels,
    })
}

fn on_sphere(rows: &[csv::StringRecord], lon: usize, lat: usize) -> Points {
    let at = |row: &csv::StringRecord| LonLat::new(number(&row[lon]), number(&row[lat])).unwrap();
    Points::on_globe(&rows.iter().map(at).collect::<Vec<_>>(), Metric::GreatCircle)
}

fn on_plane(case: &Case, x: usize) -> Vec<[f64; 2]> {
    case.rows().iter().map(|row| [number(&row[x]), number(&row[x + 1])]).collect()
}

#[test]
fn quakes_have_the_reference_clusters_and_nearest_neighbours() {
    let Some(case) = Case::claiming(QUAKES) else { return };
    let points = on_sphere(&case.rows(), 2, 1);
    let spots = Spots::new(&points);
    case.same_value("dbscan_haversine_eps50km_min5", &clusters(&dbscan(&spots, 50.0, 5)));
    case.same_value("dbscan_haversine_eps100km_min10", &clusters(&dbscan(&spots, 100.0, 10)));
    let mut metres: Vec<f64> = nearest_distances(&points).iter().map(|km| km * 1000.0).collect();
    metres.sort_unstable_by(f64::total_cmp);
    let nearest = json!({
        "mean": metres.iter().sum::<f64>() / metres.len() as f64,
        "median": f64::midpoint(metres[499], metres[500]),
        "max": metres[999],
        "zero": metres.iter().filter(|m| **m == 0.0).count(),
    });
    case.same_value("nn_distance_haversine_m", &nearest);
}

#[test]
fn world_incidents_have_the_reference_clusters() {
    let Some(case) = Case::claiming(WORLD) else { return };
    // The labels are those of the rows in order of their first day and id.
    let mut rows = case.rows();
    rows.sort_by_key(|row| (day(&row[1]), number(&row[0]) as i64));
    let spots = Spots::new(&on_sphere(&rows, 6, 5));
    case.same_value("dbscan_haversine_eps100km_min5", &clusters(&dbscan(&spots, 100.0, 5)));
    case.same_value("dbscan_haversine_eps200km_min10", &clusters(&dbscan(&spots, 200.0, 10)));
}

/// Knox as the reference has it; the Monte-Carlo p within four standard errors of its own.
fn same_knox(case: &Case, id: &str, points: &Points, days: &[i32], (distance, span): (f64, i32)) {
    let options = KnoxOptions { distance, days: span, permutations: 999, seed: 1 };
    let found = knox(&Spots::new(points), days, &options).unwrap().all;
    let got = json!({
        "n": found.n,
        "pairs": found.pairs,
        "close_space": found.close_space,
        "close_time": found.close_time,
        "close_both": found.close_both,
        "expected": found.expected,
        "variance_permutation_exact": found.variance,
        "z": found.z,
        "ratio": found.ratio,
        "poisson_p_upper": found.poisson_p,
    });
    case.same_value(id, &got);
    let (p, drawn) = (case.value(id)["mc_p_upper"].as_f64().unwrap(), found.plain.unwrap());
    assert!((drawn.p - p).abs() < 6.0 * (p * (1.0 - p) / 999.0).sqrt() + 0.002, "{id}: {} and {p}", drawn.p);
}

#[test]
fn burkitts_lymphoma_has_the_reference_pairs_and_clusters() {
    let Some(case) = Case::claiming(BURKITT) else { return };
    let at = on_plane(&case, 1);
    let points = Points::on_plane(&at, Metric::Euclid);
    let days: Vec<i32> = case.rows().iter().map(|row| number(&row[3]) as i32).collect();
    for (d, t) in [(2, 20), (5, 60), (10, 180), (20, 360)] {
        same_knox(&case, &format!("knox_d{d}_t{t}"), &points, &days, (f64::from(d), t));
    }
    case.same("mantel_r_1_over_1_plus_d", "", mantel(&points, &days).unwrap());
    case.same("jacquez_k3", "", jacquez(&points, &days, 3) as f64);
    for (d, t, k) in [(5, 180, 3), (10, 200, 5)] {
        let found = st_dbscan(&Spots::new(&points), &days, f64::from(d), t, k).unwrap();
        case.same_value(&format!("st_dbscan_{d}_{t}_{k}"), &clusters(&found));
    }
    let corners: Vec<[f64; 2]> =
        oracle::rows("d03_burkitt", "window.csv").iter().map(|row| [number(&row[0]), number(&row[1])]).collect();
    same_nearest(&case, &points, Window::polygon(&corners).area());
    same_k(
        &at,
        &Window::polygon(&corners),
        "d03_burkitt",
        &[(Correction::None, "un", 1e-9), (Correction::Isotropic, "iso", 1e-3)],
    );
}

fn same_nearest(case: &Case, points: &Points, area: f64) {
    let index = clark_evans(&nearest_distances(points), area).unwrap();
    case.same("nn_mean", "", index.mean);
    case.same("nn_index_naive", "", index.ratio);
    case.same("nn_z_naive", "", index.z);
}

/// K as spatstat has it, to nine digits; in a polygon it works the part of a circle out in another way, to 0.1 %, and with
/// coarse distances it puts points that are just as far from the border as r elsewhere, to 1 %. Its last r also takes in the pairs that are exactly as far apart: left out here.
fn same_k(at: &[[f64; 2]], window: &Window, case: &'static str, corrections: &[(Correction, &str, f64)]) {
    let all = oracle::json(case, "expected.R.json").unwrap();
    let kest = &all["values"]["spatstat"]["Kest"];
    let list = |name: &str| kest[name].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect::<Vec<_>>();
    for (correction, name, tolerance) in corrections {
        let mut r = list("r");
        r.pop();
        for (got, want) in ripley_k(at, window, &r, *correction).iter().zip(list(name)) {
            assert!((got.unwrap() / want - 1.0).abs() < *tolerance, "{case} {name}: {got:?} and {want}");
        }
    }
}

#[test]
fn redwoods_have_the_reference_nearest_neighbours_and_k() {
    let Some(case) = Case::claiming(REDWOOD) else { return };
    let at = on_plane(&case, 1);
    let points = Points::on_plane(&at, Metric::Euclid);
    let window = Window::rectangle([0.0, 0.0], [1.0, 1.0]);
    same_nearest(&case, &points, 1.0);
    let index = donnelly(&nearest_distances(&points), 1.0, window.perimeter()).unwrap();
    assert!((index.ratio - 0.769_636_713_356_356).abs() < 1e-9, "{index:?}");
    let all = [
        (Correction::None, "un", 1e-9),
        (Correction::Border, "border", 1e-2),
        (Correction::Translation, "trans", 1e-9),
        (Correction::Isotropic, "iso", 1e-9),
    ];
    same_k(&at, &window, "d08_redwood", &all);
    without_window(&case, &at);
}

/// pointpats takes the box round the points for the window and counts without a correction.
fn without_window(case: &Case, at: &[[f64; 2]]) {
    let id = "ripley_k_pointpats_no_correction";
    let radii: Vec<f64> = case.value(id)["r"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
    let corner = |pick: fn(f64, f64) -> f64| at.iter().copied().reduce(|a, b| [pick(a[0], b[0]), pick(a[1], b[1])]);
    let window = Window::rectangle(corner(f64::min).unwrap(), corner(f64::max).unwrap());
    let k: Vec<f64> = ripley_k(at, &window, &radii, Correction::None).into_iter().flatten().collect();
    // It divides by n where others divide by n - 1.
    let n = at.len() as f64;
    let k: Vec<f64> = k.iter().map(|k| k * (n - 1.0) / n).collect();
    case.same_value(id, &json!({ "r": radii, "K": k }));
    assert!((ripley_l(std::f64::consts::PI) - 1.0).abs() < 1e-15);
}

#[test]
fn arson_in_chicago_has_the_reference_pairs() {
    let Some(case) = Case::claiming(ARSON) else { return };
    let days: Vec<i32> = case.rows().iter().map(|row| day(&row[3]) as i32).collect();
    for (metric, name) in [(Metric::CityBlock, "cityblock"), (Metric::Euclid, "euclidean")] {
        let points = Points::on_plane(&on_plane(&case, 1), metric);
        for (d, t) in [(200, 7), (400, 14), (1000, 30)] {
            same_knox(&case, &format!("knox_{name}_d{d}_t{t}"), &points, &days, (f64::from(d), t));
        }
        let rules = (EdgeRule::UpperIncluded, EdgeRule::UpperIncluded);
        let counts = table(&points, &days, &[200.0, 400.0, 600.0], rules, &[1, 2, 3]).0;
        let id = format!("near_repeat_table_{name}");
        let mut expected = case.value(&id).clone();
        expected["counts_right_closed"] = json!(counts);
        case.same_value(&id, &expected);
    }
    by_other_rules(&on_plane(&case, 1), &days);
}

type Table = (Vec<Vec<u64>>, Vec<Vec<f64>>);

fn table(points: &Points, days: &[i32], km: &[f64], rules: (EdgeRule, EdgeRule), bands: &[i32]) -> Table {
    let options = NearRepeatOptions {
        distances: km.to_vec(),
        distance_rule: rules.0,
        days: bands.to_vec(),
        day_rule: rules.1,
        permutations: 99,
        block_days: None,
        seed: 1,
    };
    let found = near_repeat(&Spots::new(points), days, &options).unwrap();
    let counts = found.rows.iter().map(|row| row.iter().map(|c| c.observed).collect()).collect();
    (counts, found.rows.iter().map(|row| row.iter().map(|c| c.draws.unwrap().p).collect()).collect())
}

/// The R package takes [a, b) in space and time; the Near Repeat Calculator (a, b] in space and [a, b) in time, and moves two
/// pairs that lie within a metre of an edge.
fn by_other_rules(at: &[[f64; 2]], days: &[i32]) {
    let city = Points::on_plane(at, Metric::CityBlock);
    let r = oracle::json("d04_chicago_arson", "expected.R.json").unwrap();
    for (metric, name) in [(Metric::CityBlock, "manhattan"), (Metric::Euclid, "euclidean")] {
        let reference = &r["values"][format!("NearRepeat_{name}")];
        let rules = (EdgeRule::LowerIncluded, EdgeRule::LowerIncluded);
        let points = Points::on_plane(at, metric);
        let (counts, p) = table(&points, days, &[201.0, 401.0, 601.0], rules, &[2, 3, 4]);
        assert_eq!(json!(counts), reference["observed"], "{name}");
        // 99 permutations there and here: 0.01 there is at most 0.08 here.
        for (want, got) in reference["pvalues"].as_array().unwrap().iter().zip(&p) {
            for (want, got) in want.as_array().unwrap().iter().zip(got) {
                assert!((want.as_f64().unwrap() - got).abs() < 0.3, "{name}: {want} and {got}");
            }
        }
    }
    let nrc = oracle::json("d04_chicago_arson", "expected.nrc.json").unwrap();
    let rules = (EdgeRule::UpperIncluded, EdgeRule::LowerIncluded);
    let counts = table(&city, days, &[200.0, 400.0, 600.0], rules, &[1, 2, 3]).0;
    assert_eq!(json!(counts), nrc["our_counts"]["time [a,b), distance (a,b]"]);
    let theirs = nrc["nrc"]["observed"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap().clone());
    let moved: f64 =
        theirs.zip(counts.iter().flatten()).map(|(want, got)| (want.as_f64().unwrap() - *got as f64).abs()).sum();
    assert_eq!(moved, 2.0);
}
