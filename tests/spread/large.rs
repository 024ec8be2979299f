//! Large sets of incidents: what stands in for their points gives what the points give.

use incimap::incident::When;
use incimap::spread::{GroupBy, Slice, Spread, SpreadOptions};
use jiff::{ToSpan, civil::date};

use super::fixture::{Made, from_point, incident, options, spread_with};

/// A stream of numbers from 0 to 1 (a multiplicative generator; Park and Miller 1988).
fn uniform() -> impl FnMut() -> f64 {
    let mut state = 20_240_322_u64;
    move || {
        state = state * 48_271 % 2_147_483_647;
        state as f64 / 2_147_483_647.0
    }
}

/// More distinct points than are summed one by one, in three years; of the second kind there are few a year.
fn many(place: impl Fn(f64, f64, f64) -> (f64, f64)) -> Vec<Made> {
    let mut random = uniform();
    let make = |i: i32| {
        let (lon, lat) = place(random(), random(), random());
        let lon = if lon > 180.0 { lon - 360.0 } else { lon };
        incident(&format!("{i:05}")).at(lon, lat).when(When::day(date(2019, 1, 1).saturating_add((i % 1095).days())))
    };
    (0..5200).map(make).collect()
}

fn plain() -> SpreadOptions {
    SpreadOptions { resamples: 0, imputations: 0, families: Vec::new(), ..options(from_point(40.0, 30.0)) }
}

fn agree(one: &Slice, other: &Slice) {
    assert_eq!((one.n, one.incidents), (other.n, other.incidents));
    assert_eq!(one.hull.outline.as_ref().map(Vec::len), other.hull.outline.as_ref().map(Vec::len));
    assert_eq!(one.hull.outline90.as_ref().map(Vec::len), other.hull.outline90.as_ref().map(Vec::len));
    let numbers = |s: &Slice| {
        let (c, d, h, r) = (&s.centre, &s.dispersion, &s.hull, &s.reach);
        let spread = [&c.resultant, &c.median_objective, &d.standard_distance, &d.semi_major, &d.semi_minor];
        let ground = [&h.area, &h.area90, &r.median, &r.p90, &r.max];
        spread.into_iter().chain(ground).map(|e| e.value.unwrap_or(-1.0)).collect::<Vec<f64>>()
    };
    for (i, (a, b)) in numbers(one).into_iter().zip(numbers(other)).enumerate() {
        assert!((a - b).abs() <= 1e-6 * a.abs(), "number {i}: {a} {b}");
    }
    let within_km = 1e-5 * one.dispersion.standard_distance.value.unwrap();
    for (a, b) in [(&one.centre.mean, &other.centre.mean), (&one.centre.median, &other.centre.median)] {
        let apart = a.as_ref().unwrap().at.distance_km(b.as_ref().unwrap().at);
        assert!(apart <= within_km, "{apart} km");
    }
}

/// The third cumulative slice and the whole have the same incidents; one year measured alone has the same as its period.
fn holds(place: impl Fn(f64, f64, f64) -> (f64, f64)) {
    let made = many(place);
    let all = spread_with(&made, plain());
    agree(&all.cumulative[2], &all.whole);
    // The period is measured from its points, a cumulative slice from what grew: here they hold the same incidents.
    let in_one_year: Vec<Made> = made.iter().cloned().map(|one| one.on(2020, 3, 1)).collect();
    let alone = spread_with(&in_one_year, plain());
    agree(&alone.periods[0], &alone.cumulative[0]);
    agree(&alone.periods[0], &all.whole);
}

#[test]
fn a_campaign_measures_the_same_from_its_points_and_grown() {
    holds(|u, v, w| (43.0 + 25.0 * (u - 0.5) * w, 36.0 + 15.0 * (v - 0.5) * w));
}

#[test]
fn a_town_across_180_measures_the_same_from_its_points_and_grown() {
    holds(|u, v, w| (180.0 + 0.2 * (u - 0.5) * w, -17.0 + 0.1 * (v - 0.5) * w));
}

#[test]
fn a_cloud_about_the_pole_measures_the_same_from_its_points_and_grown() {
    holds(|u, v, _| (360.0 * u - 180.0, 90.0 - 6.0 * v));
}

#[test]
fn points_all_over_the_world_measure_the_same_from_their_points_and_grown() {
    holds(|u, v, w| (360.0 * u * u - 180.0, 150.0 * v - 75.0 + 10.0 * w));
}

#[test]
fn large_sets_have_the_same_bytes_for_any_order_split_and_number_of_threads() {
    let made = many(|u, v, w| (43.0 + 25.0 * (u - 0.5) * w, 36.0 + 15.0 * (v - 0.5) * w));
    let run = |made: &[Made], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let options = SpreadOptions { resamples: 60, group_by: Some(GroupBy::Kind), ..plain() };
        let spread: Spread = pool.install(|| spread_with(made, options));
        incimap::spread::json(&spread).to_string()
    };
    let mut mixed: Vec<Made> = made.iter().rev().cloned().collect();
    mixed.rotate_left(1234);
    let (one, eight) = (run(&made, 1), run(&mixed, 8));
    assert!(one == eight && !one.contains("NaN"));
    assert!(one == run(&mixed, 2));
}
