//! Reference values of other packages (`GeographicLib`, numpy, pyproj, `PySAL`), read where the reference folder stands
//! beside the repository. Without it these tests pass and say so.

use incimap::earth::trig::degrees;
use incimap::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};
use incimap::incident::When;
use incimap::spread::{Estimate, Spread, SpreadOptions};
use incimap::statistic::quantile::Counted;
use incimap::statistic::random::Random;
use incimap::statistic::resample::{percentile_95, resampled, resampled_quantile};
use serde_json::json;

use super::fixture::{Made, from_point, incident, options, spread_with};
use crate::oracle::claims::{ARRIVALS, BOOTSTRAP, GEODESICS, QUAKES, WORLD, YEARS};
use crate::oracle::{Case, number};

fn value(estimate: &Estimate) -> f64 {
    estimate.value.expect("a value")
}

#[test]
fn geodesics_are_those_of_geographiclib() {
    let Some(case) = Case::claiming(GEODESICS) else { return };
    for (i, row) in case.rows().iter().enumerate() {
        let a = LonLat::new(number(&row[2]), number(&row[1])).unwrap();
        let b = LonLat::wrapped(number(&row[5]), number(&row[4]));
        let (km, azimuth) = a.distance_and_azimuth(b);
        case.same("inverse_s12_m", &format!("/{i}"), km * 1000.0);
        // The reduced length m12 says how far the end moves with the azimuth. Near the antipode it is short and the azimuth
        // ill-determined in as far; a micrometre at the end is allowed everywhere.
        let want = case.value("inverse_azi1")[i].as_f64().unwrap();
        let allowed = degrees(1e-6 / number(&row[9]).abs()).max(1e-9);
        assert!((azimuth - want).abs() <= allowed, "row {i}: {want} expected, {azimuth} computed, {allowed:e} allowed");
    }
    case.compared("inverse_azi1");
}

fn centres_dispersion_and_reach(case: &Case, spread: &Spread) {
    let whole = &spread.whole;
    let (mean, median) = (whole.centre.mean.as_ref().unwrap().at, whole.centre.median.as_ref().unwrap().at);
    case.same("sphere_mean_center", "/lon", mean.lon());
    case.same("sphere_mean_center", "/lat", mean.lat());
    case.same("mean_resultant_length", "", value(&whole.centre.resultant));
    case.same("sphere_geometric_median", "/lon", median.lon());
    case.same("sphere_geometric_median", "/lat", median.lat());
    let objective = value(&whole.centre.median_objective) * 1000.0 * whole.n as f64;
    case.same("sphere_geometric_median_objective", "", objective);
    let d = &whole.dispersion;
    case.same("standard_distance_geodesic_n", "", value(&d.standard_distance) * 1000.0);
    case.same("sde_aeqd", "/crimestat_major", value(&d.semi_major) * 1000.0);
    case.same("sde_aeqd", "/crimestat_minor", value(&d.semi_minor) * 1000.0);
    case.same("sde_aeqd", "/azimuth_major_deg_cw_from_north", value(&d.azimuth));
    let r = &whole.reach;
    for (name, estimate) in [("min", &r.min), ("median", &r.median), ("p90", &r.p90), ("max", &r.max)] {
        case.same("reach_km", &format!("/{name}"), value(estimate));
    }
}

pub fn origin_of(case: &Case) -> SpreadOptions {
    let origin = case.value("origin");
    options(from_point(origin["lon"].as_f64().unwrap(), origin["lat"].as_f64().unwrap()))
}

#[test]
fn quakes_across_180_have_the_reference_values() {
    let Some(case) = Case::claiming(QUAKES) else { return };
    let made: Vec<Made> = case.rows().iter().map(|r| incident(&r[0]).at(number(&r[2]), number(&r[1]))).collect();
    let spread = spread_with(&made, origin_of(&case));
    centres_dispersion_and_reach(&case, &spread);
    // The hull in the azimuthal plane has the same twelve corners as the great-circle hull here, hence the same polygon.
    case.same("hull_aeqd_geodesic_area", "", value(&spread.whole.hull.area) * 1e6);
    assert_eq!(spread.whole.hull.outline.map(|o| o.len()), Some(12));
}

/// The world sample with dates as its reference takes them: the first day of each.
pub fn world(case: &Case) -> Vec<Made> {
    let make = |row: &csv::StringRecord| {
        let made = incident(&row[0]).at(number(&row[6]), number(&row[5])).killed(number(&row[11]) as u32);
        let made = made.when(When::day(row[1].parse().expect("a date")));
        made.country(&row[7], "", &row[8], Some(&row[7] == "Mozambique"))
    };
    case.rows().iter().map(make).collect()
}

#[test]
fn the_world_sample_has_the_reference_values() {
    let Some(case) = Case::claiming(WORLD) else { return };
    let spread = spread_with(&world(&case), SpreadOptions { resamples: 0, ..origin_of(&case) });
    centres_dispersion_and_reach(&case, &spread);
    let mix = &spread.whole.regions;
    case.same("regions_shannon_nats", "", value(&mix.shannon));
    case.same("regions_simpson_1_minus_D", "", value(&mix.simpson));
    case.same("regions_effective_number_regions", "", value(&mix.effective));
    case.same("regions_gini", "", value(&mix.gini));
    case.same("share_outside_home", "/events", value(&mix.abroad));
    let first = &spread.frontier[0];
    case.same_value(
        "first_incident",
        &json!({"id": first.incident_id, "date": first.when.to_string(), "lat": first.at.lat(), "lon": first.at.lon()}),
    );
    // It fits in no hemisphere: undefined, not the whole sphere and not the hull of a plane.
    assert_eq!(spread.whole.hull.area.note.as_deref(), Some("no hemisphere holds the points"));
}

#[test]
fn the_years_of_the_world_sample_have_the_reference_values() {
    let Some(case) = Case::claiming(YEARS) else { return };
    let spread = spread_with(&world(&case), SpreadOptions { resamples: 0, ..origin_of(&case) });
    let years = case.value("by_period[Y]").as_array().unwrap();
    assert_eq!(years.len(), spread.periods.len());
    for (i, (slice, until)) in spread.periods.iter().zip(&spread.cumulative).enumerate() {
        let same = |name: &str, got: f64| case.same("by_period[Y]", &format!("/{i}/{name}"), got);
        assert_eq!(years[i]["period"], slice.period.unwrap().label());
        same("n", slice.n as f64);
        same("killed", slice.killed.unwrap() as f64);
        let mean = slice.centre.mean.as_ref().unwrap().at;
        same("mean_center_lon", mean.lon());
        same("mean_center_lat", mean.lat());
        same("mean_resultant", value(&slice.centre.resultant));
        same("reach_median_km", value(&slice.reach.median));
        same("reach_p90_km", value(&slice.reach.p90));
        same("reach_max_km", value(&slice.reach.max));
        same("standard_distance_km", value(&slice.dispersion.standard_distance));
        same("countries_active", value(&slice.regions.countries));
        same("shannon", value(&slice.regions.shannon));
        same("simpson", value(&slice.regions.simpson));
        same("regions_active", value(&slice.regions.countries));
        same("cumulative_max_km", value(&until.reach.max));
        same("cumulative_regions", value(&until.regions.countries));
    }
}

#[test]
fn the_arrivals_of_the_world_sample_are_those_of_the_reference() {
    let Some(case) = Case::claiming(ARRIVALS) else { return };
    let spread = spread_with(&world(&case), SpreadOptions { resamples: 0, ..origin_of(&case) });
    let regions = case.value("first_arrival").as_array().unwrap();
    assert_eq!(regions.len(), spread.countries.len());
    for (i, region) in regions.iter().enumerate() {
        let arrival = spread.countries.iter().find(|a| region["region"] == *a.name).expect("the region");
        assert_eq!(region["first"], arrival.first.to_string());
        let same = |name: &str, got: f64| case.same("first_arrival", &format!("/{i}/{name}"), got);
        same("n", arrival.n as f64);
        same("killed", arrival.killed.unwrap() as f64);
        same("first_distance_km", arrival.distance_km.unwrap());
    }
}

/// The distances of the world sample from its origin, nearest first, and the unit vectors of its points.
fn distances_and_units(case: &Case) -> (Counted, Vec<UnitVector>) {
    let origin = case.value("origin");
    let origin = LonLat::new(origin["lon"].as_f64().unwrap(), origin["lat"].as_f64().unwrap()).unwrap();
    let points: Vec<LonLat> =
        case.rows().iter().map(|row| LonLat::new(number(&row[6]), number(&row[5])).unwrap()).collect();
    let mut km: Vec<f64> = points.iter().map(|p| origin.distance_km(*p)).collect();
    km.sort_by(f64::total_cmp);
    (Counted::new(km.into_iter().map(|km| (km, 1))), points.into_iter().map(LonLat::unit).collect())
}

#[test]
fn the_percentile_bootstrap_agrees_with_that_of_the_reference() {
    let Some(case) = Case::claiming(BOOTSTRAP) else { return };
    let (distances, units) = distances_and_units(&case);
    let same = |id: &str, values: Vec<f64>| {
        let (low, high) = percentile_95(values).unwrap();
        case.same(id, "/lo95", low);
        case.same(id, "/hi95", high);
    };
    let quantile = |p, seed| resampled_quantile(&distances, p, 4000, &mut Random::new(seed, "d05", 0));
    same("bootstrap_median_reach_km", quantile(0.5, 1));
    // The upper end of the 90 % quantile falls on a gap of the data, 10,745 to 10,987 km, beyond which about one resample in
    // 40 lies: of twelve seeds some end on its near side and some on its far side, as the reference's own did.
    let ends: Vec<(f64, f64)> = (1..=12).filter_map(|seed| percentile_95(quantile(0.9, seed))).collect();
    let far: Vec<&(f64, f64)> = ends.iter().filter(|(_, high)| *high > 10_880.0).collect();
    assert!(!far.is_empty() && far.len() < ends.len(), "{ends:?}");
    for (low, _) in &ends {
        case.same("bootstrap_p90_reach_km", "/lo95", *low);
    }
    for (_, high) in far {
        case.same("bootstrap_p90_reach_km", "/hi95", *high);
    }
    let standard_distance = |drawn: &[u64]| {
        let points = || drawn.iter().map(|i| units[*i as usize]);
        let mean = points().fold(UnitVector::default(), UnitVector::plus).normalised().unwrap();
        let squares: f64 = points().map(|p| mean.angle(p) * mean.angle(p)).sum();
        EARTH_RADIUS_KM * (squares / drawn.len() as f64).sqrt()
    };
    // As many resamples as the reference took: the ends of 1,500 still move by more than the tolerance.
    same("bootstrap_standard_distance_km", resampled(1000, 4000, &mut Random::new(1, "d05", 0), standard_distance));
}
