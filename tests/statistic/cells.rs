//! Cells, neighbours and clusters in space and time against `PySAL`, `h3`, `scikit-learn`, `SaTScan` and sfdep.

use std::collections::{BTreeMap, HashMap};

use incimap::earth::{Cell, EARTH_RADIUS_KM, LonLat, Resolution};
use incimap::statistic::autocorrelation::{Autocorrelation, geary, gi_star, local_moran, moran};
use incimap::statistic::density::{Kernel, on_plane, on_sphere};
use incimap::statistic::discovery::q_values;
use incimap::statistic::emerging::{Course, course};
use incimap::statistic::neighbours::Neighbours;
use incimap::statistic::normal::two_sided;
use incimap::statistic::scan::{Cases, Discs, Scan, ScanOptions, scan};
use serde_json::{Value, json};

use crate::oracle::{self, Case, Claim, number};

/// What these tests compare.
pub const CLAIMS: &[Claim] = &[QUAKES, WORLD, SIDS, REDWOOD];

const QUAKES: Claim = ("d02_quakes", &["h3_res3_counts", "kde_haversine"]);

const WORLD: Claim = (
    "d05_ucdp_world",
    &[
        "h3_res3_counts",
        "h3r3_cells",
        "h3r3_moran_i",
        "h3r3_geary_c",
        "h3r3_local_moran_I",
        "h3r3_gi_star_z",
        "h3r3_gi_star_z_formula",
        "h3r3_gi_star_fdr",
    ],
);

const SIDS: Claim =
    ("d06_sids", &["moran_i", "geary_c", "local_moran_I", "gi_star_z", "gi_star_z_formula", "gi_star_fdr"]);

const REDWOOD: Claim = ("d08_redwood", &["kde_gaussian"]);

fn points(case: &Case, lon: usize, lat: usize) -> Vec<LonLat> {
    case.rows().iter().map(|row| LonLat::new(number(&row[lon]), number(&row[lat])).unwrap()).collect()
}

/// Cells of resolution 3 with their points, by name.
fn counts(points: &[LonLat]) -> BTreeMap<Cell, u64> {
    let three = Resolution::new(3).unwrap();
    let mut counts = BTreeMap::new();
    for at in points {
        *counts.entry(Cell::of(*at, three)).or_insert(0) += 1;
    }
    counts
}

fn named(counts: &BTreeMap<Cell, u64>) -> Value {
    counts.iter().map(|(cell, n)| (cell.to_string(), json!(n))).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn quakes_across_180_fall_into_the_cells_of_h3_and_have_the_density_of_the_formula() {
    let Some(case) = Case::claiming(QUAKES) else { return };
    let points = points(&case, 2, 1);
    case.same_value("h3_res3_counts", &named(&counts(&points)));
    let expected = case.value("kde_haversine");
    let pair = |p: &Value| LonLat::wrapped(p[1].as_f64().unwrap(), p[0].as_f64().unwrap());
    let grid: Vec<LonLat> = expected["grid_lat_lon"].as_array().unwrap().iter().map(pair).collect();
    let density = |kernel| on_sphere(&points, &grid, kernel, expected["bandwidth_km"].as_f64().unwrap());
    let got = json!({
        "bandwidth_km": expected["bandwidth_km"],
        "grid_lat_lon": expected["grid_lat_lon"],
        "gaussian_events_per_km2": density(Kernel::Gaussian),
        "quartic_events_per_km2": density(Kernel::Quartic),
    });
    case.same_value("kde_haversine", &got);
}

#[test]
fn the_redwood_density_is_that_of_scikit_learn() {
    let Some(case) = Case::claiming(REDWOOD) else { return };
    let expected = case.value("kde_gaussian");
    let pair = |p: &Value| [p[0].as_f64().unwrap(), p[1].as_f64().unwrap()];
    let grid: Vec<[f64; 2]> = expected["grid"].as_array().unwrap().iter().map(pair).collect();
    let rows = case.rows();
    let (x, y) = (rows[0].len() - 2, rows[0].len() - 1);
    let events: Vec<[f64; 2]> = rows.iter().map(|row| [number(&row[x]), number(&row[y])]).collect();
    let intensity = on_plane(&events, &grid, Kernel::Gaussian, expected["bandwidth"].as_f64().unwrap());
    let got = json!({ "bandwidth": expected["bandwidth"], "grid": expected["grid"], "intensity": intensity });
    case.same_value("kde_gaussian", &got);
}

fn of_moran(i: &Autocorrelation) -> Value {
    json!({
        "I": i.value, "EI": i.expected,
        "var_norm": i.normal.variance, "z_norm": i.normal.z, "p_norm": i.normal.p,
        "var_rand": i.random.variance, "z_rand": i.random.z, "p_rand": i.random.p,
    })
}

fn of_geary(c: &Autocorrelation) -> Value {
    json!({ "C": c.value, "z_norm": c.normal.z, "z_rand": c.random.z })
}

/// Compares all six statistics of values on places, their ids led by `prefix`.
fn autocorrelation(case: &Case, prefix: &str, values: &[f64], neighbours: &Neighbours) {
    let same = |id: &str, got: &Value| case.same_value(&format!("{prefix}{id}"), got);
    let weights = neighbours.row_standardised();
    same("moran_i", &of_moran(&moran(values, &weights).unwrap()));
    same("geary_c", &of_geary(&geary(values, &weights).unwrap()));
    same("local_moran_I", &json!(local_moran(values, &weights).unwrap()));
    let z = gi_star(values, neighbours);
    same("gi_star_z", &json!(z));
    same("gi_star_z_formula", &json!(z));
    let p: Vec<f64> = z.iter().map(|z| two_sided(*z)).collect();
    let q = q_values(&p);
    let significant = |list: &[f64]| list.iter().filter(|p| **p <= 0.05).count();
    same("gi_star_fdr", &json!({ "n_sig_005_raw": significant(&p), "n_sig_005_bh": significant(&q), "q_values": q }));
}

#[test]
fn the_world_sample_on_h3_has_the_values_of_pysal() {
    let Some(case) = Case::claiming(WORLD) else { return };
    let counts = counts(&points(&case, 6, 5));
    case.same_value("h3_res3_counts", &named(&counts));
    let mut area: Vec<Cell> = counts.keys().flat_map(|cell| cell.disk(1)).collect();
    area.sort_unstable();
    area.dedup();
    let of = |cell: &Cell| counts.get(cell).map_or(0.0, |n| *n as f64);
    let values: Vec<f64> = area.iter().map(of).collect();
    let expected = case.value("h3r3_cells").as_object().unwrap();
    let list = expected.iter().map(|(key, value)| match value[0] {
        Value::String(_) => (key.clone(), json!(area.iter().map(ToString::to_string).collect::<Vec<_>>())),
        _ => (key.clone(), json!(values)),
    });
    case.same_value("h3r3_cells", &Value::Object(list.collect()));
    let number = |cell: Cell| area.binary_search(&cell).ok().map(|i| i as u32);
    let lists = area.iter().map(|cell| cell.disk(1).into_iter().filter_map(number).collect());
    autocorrelation(&case, "h3r3_", &values, &Neighbours::new(lists));
}

#[test]
fn sudden_deaths_in_north_carolina_have_the_values_of_pysal() {
    let Some(case) = Case::claiming(SIDS) else { return };
    let rows = case.rows();
    let values: Vec<f64> = rows.iter().map(|row| number(&row[6])).collect();
    let place: HashMap<String, u32> = rows.iter().map(|row| row[0].to_owned()).zip(0..).collect();
    let mut lists = vec![Vec::new(); rows.len()];
    for pair in oracle::rows("d06_sids", "neighbours.csv") {
        lists[place[&pair[0]] as usize].push(place[&pair[1]]);
    }
    autocorrelation(&case, "", &values, &Neighbours::new(lists));
}

/// The published z of each place, in the order of the steps.
fn z_series() -> BTreeMap<String, Vec<f64>> {
    let mut series: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in oracle::rows("d10_emerging", "zseries.csv") {
        series.entry(row[0].to_owned()).or_default().push(number(&row[2]));
    }
    series
}

fn near(a: f64, b: &Value) -> bool {
    (a - b.as_f64().unwrap()).abs() <= 1e-9
}

#[test]
fn emerging_hot_spots_of_boston_are_those_of_the_definition() {
    let Some(expected) = oracle::json("d10_emerging", "expected.python.json") else { return };
    let courses: BTreeMap<String, Course> =
        z_series().into_iter().map(|(location, z)| (location, course(&z))).collect();
    let results = expected["results"].as_array().unwrap();
    assert_eq!(results.len(), courses.len());
    for result in results {
        let found = &courses[result["location"].as_str().unwrap()];
        let trend = found.trend.unwrap();
        assert!(near(trend.s, &result["S"]) && near(trend.variance, &result["var_S"]), "{result}");
        assert!(near(trend.z, &result["mk_z"]) && near(trend.p, &result["mk_p"]), "{result}");
        assert_eq!(found.emerging.map_or("no pattern", |e| e.name()), result["arcgis_class"], "{result}");
    }
}

/// sfdep words it otherwise, calls spots sporadic that are not hot in the last step, and knows no historical ones.
#[test]
fn emerging_hot_spots_of_boston_differ_from_sfdep_in_sporadic_and_historical_ones_only() {
    let Some(expected) = oracle::json("d10_emerging", "expected.sfdep.json") else { return };
    let series = z_series();
    let mut equal = 0;
    for result in expected["results"].as_array().unwrap() {
        let found = course(&series[result["location"].as_str().unwrap()]);
        let trend = found.trend.unwrap();
        assert!(near(trend.s, &result["S"]), "{result}");
        assert!((trend.p - result["p"].as_f64().unwrap()).abs() < 1e-6, "{result}");
        let ours = found.emerging.map_or("no pattern detected".to_owned(), |e| {
            e.name().replace("hot spot", "hotspot").replace("cold spot", "coldspot")
        });
        let theirs = result["sfdep_class"].as_str().unwrap();
        let known = theirs.starts_with("sporadic") || ours.starts_with("historical");
        assert!(ours == theirs || known, "{ours} {result}");
        equal += usize::from(ours == theirs);
    }
    assert_eq!(equal, 152);
}

#[test]
fn gi_star_of_boston_is_that_of_the_definition() {
    if oracle::json("d10_emerging", "expected.python.json").is_none() {
        return;
    }
    let rows = oracle::rows("d10_emerging", "zseries.csv");
    let mut places: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    places.dedup();
    let place: HashMap<&str, u32> = places.iter().copied().zip(0..).collect();
    let mut lists = vec![Vec::new(); places.len()];
    for pair in oracle::rows("d10_emerging", "neighbours.csv") {
        lists[place[&pair[0]] as usize].push(place[&pair[1]]);
    }
    let neighbours = Neighbours::new(lists);
    for step in 1..=10 {
        let of_step: Vec<_> = rows.iter().filter(|row| row[1] == step.to_string()).collect();
        let values: Vec<f64> = of_step.iter().map(|row| number(&row[4])).collect();
        for (z, row) in gi_star(&values, &neighbours).into_iter().zip(of_step) {
            assert!((z - number(&row[2])).abs() < 1e-9, "{row:?} {z}");
        }
    }
}

/// New York's cases and zip codes; the discs reach 3 km.
fn new_york(replications: u32) -> Option<(Scan, Value, Vec<String>)> {
    let expected = oracle::json("d09_nycfever", "expected.python.json")?;
    let zips = oracle::rows("d09_nycfever", "geo.csv");
    let at: Vec<LonLat> = zips.iter().map(|row| LonLat::new(number(&row[2]), number(&row[1])).unwrap()).collect();
    let place: HashMap<&str, u32> = zips.iter().map(|row| &row[0]).zip(0..).collect();
    let mut cases = Vec::new();
    for row in oracle::rows("d09_nycfever", "cases.csv") {
        let day: u32 = row[2].rsplit('/').next().unwrap().parse().unwrap();
        (0..row[1].parse().unwrap()).for_each(|_: u32| cases.push((place[&row[0]], day - 1)));
    }
    let km = |a: LonLat, b: LonLat| a.unit().angle(b.unit()) * EARTH_RADIUS_KM;
    let disc = |a: &LonLat| (0..).zip(at.iter().map(|b| km(*a, *b))).filter(|(_, km)| *km <= 3.0).collect();
    let discs = Discs::new(&at.iter().map(disc).collect::<Vec<_>>(), &cases, 0.5);
    let options = ScanOptions { prospective: true, longest_days: 7, replications, seed: 1 };
    let found = scan(Cases { cases: &cases, days: 24 }, &discs, &options);
    Some((found, expected["result"].clone(), zips.iter().map(|row| row[0].to_owned()).collect()))
}

#[test]
fn the_best_cluster_of_fever_in_new_york_is_that_of_satscan() {
    let Some((found, expected, zips)) = new_york(999) else { return };
    let best = &found.clusters[0];
    assert!(near(best.llr, &expected["llr"]) && near(best.expected, &expected["expected"]));
    assert!((best.radius - expected["radius_km"].as_f64().unwrap()).abs() < 1e-6, "{}", best.radius);
    assert_eq!(json!(best.cases), expected["cases"]);
    assert_eq!(json!([best.first_day, best.last_day]), expected["window"]);
    assert_eq!(zips[best.centre as usize], expected["center_id"]);
    let ids: Vec<&String> = best.locations.iter().map(|l| &zips[*l as usize]).collect();
    let mut want: Vec<String> =
        expected["location_ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    want.sort_by_key(|id| zips.iter().position(|zip| zip == id));
    assert_eq!(ids, want.iter().collect::<Vec<_>>());
    // Random numbers of others: within three standard errors of 999 permutations.
    assert!((best.p - expected["p"].as_f64().unwrap()).abs() < 0.06, "{}", best.p);
    let critical = found.permuted[949];
    assert!((critical - expected["sim_q95"].as_f64().unwrap()).abs() < 0.4, "{critical}");
}

#[test]
fn the_secondary_clusters_of_fever_in_new_york_are_those_of_satscan() {
    let Some((found, _, zips)) = new_york(199) else { return };
    let told: Vec<(&str, u32, String)> = found.clusters[..3]
        .iter()
        .map(|c| (zips[c.centre as usize].as_str(), c.cases, format!("{:.6}", c.llr)))
        .collect();
    let want = [("11418", 4, "3.845418"), ("11372", 2, "3.164201"), ("10472", 2, "2.137259")];
    assert_eq!(told, want.map(|(zip, cases, llr)| (zip, cases, llr.to_owned())));
    assert_eq!(
        (found.clusters[0].recurrence_days().round(), found.clusters[0].last_day),
        ((1.0 / found.clusters[0].p).round(), 23)
    );
}
