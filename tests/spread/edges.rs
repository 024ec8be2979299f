//! The edges of the globe and of the data: 180°, poles, antipodes, one point, two, none.

use incimap::spread::{Interval, Slice, Spread, table};

use super::fixture::{Made, from_point, incident, options, spread, spread_with};

fn made(points: &[(f64, f64)]) -> Vec<Made> {
    (0..).zip(points).map(|(i, (x, y))| incident(&format!("{i:02}")).at(*x, *y).on(2020, 1, 1 + i)).collect()
}

/// Every number is finite or says why it is not there.
fn is_sound(spread: &Spread) {
    for row in table::rows(spread) {
        assert!(row.value.is_none_or(|v| v.value().is_finite()), "{} {}", row.scope, row.statistic);
        assert!(row.value.is_some() || !row.note.is_empty(), "{} {}", row.scope, row.statistic);
        assert!(row.value.is_some() || row.low95.is_none(), "{} {}", row.scope, row.statistic);
    }
    assert!(!incimap::spread::headline::headlines(spread, incimap::words::Words::default()).is_empty());
    assert!(!incimap::spread::json(spread).to_string().contains("NaN"));
}

fn km(slice: &Slice) -> [f64; 4] {
    let d = &slice.dispersion;
    [&d.standard_distance, &d.semi_major, &d.semi_minor, &slice.hull.area].map(|e| e.value.unwrap())
}

#[test]
fn a_pattern_across_180_measures_as_the_same_pattern_elsewhere() {
    let here = [(-2.0, 10.0), (1.5, 11.0), (0.5, 12.5), (-1.0, 9.0), (2.5, 10.5)];
    let there = here.map(|(x, y): (f64, f64)| (if x < 0.0 { x + 180.0 } else { x - 180.0 }, y));
    let a = spread_with(&made(&here), options(from_point(0.0, 10.0)));
    let b = spread_with(&made(&there), options(from_point(180.0, 10.0)));
    for (x, y) in km(&a.whole).into_iter().zip(km(&b.whole)) {
        assert!((x - y).abs() < 1e-6 * x, "{x} {y}");
    }
    let (ma, mb) = (a.whole.centre.median.unwrap().at, b.whole.centre.median.unwrap().at);
    assert!((ma.lon() + 180.0 - mb.lon()).rem_euclid(360.0) < 1e-6 || (ma.lon() - mb.lon() - 180.0).abs() < 1e-6);
    assert!((ma.lat() - mb.lat()).abs() < 1e-7);
}

#[test]
fn both_poles_have_centres_ellipses_and_hulls() {
    for pole in [80.0, -80.0] {
        let ring: Vec<(f64, f64)> = (0..6).map(|i| (f64::from(i) * 60.0 - 170.0, pole)).collect();
        let spread = spread(&made(&ring));
        is_sound(&spread);
        let mean = spread.whole.centre.mean.as_ref().unwrap();
        assert!((mean.at.lat() - pole.signum() * 90.0).abs() < 1e-9);
        assert!(spread.whole.hull.area.value.unwrap() > 1e6);
    }
}

#[test]
fn one_place_has_a_centre_and_no_extent() {
    let spread = spread(&made(&[(44.0, 36.0); 5]));
    is_sound(&spread);
    let whole = &spread.whole;
    assert!(whole.dispersion.standard_distance.value.unwrap() < 1e-9);
    assert_eq!(whole.dispersion.semi_major.note.as_deref(), Some("all incidents lie at one point"));
    assert_eq!(whole.hull.area.note.as_deref(), Some("fewer than three corners"));
    assert!(whole.centre.mean.as_ref().is_some_and(|c| c.ellipse95.is_none()));
    assert!((whole.centre.median.as_ref().unwrap().at.lon() - 44.0).abs() < 1e-9);
}

#[test]
fn one_incident_and_two_have_values_without_intervals() {
    let one = spread(&made(&[(44.0, 36.0)]));
    is_sound(&one);
    assert!(one.whole.reach.median.value.is_some() && one.whole.reach.median.interval == Interval::None);
    let two = spread(&made(&[(44.0, 36.0), (46.0, 36.0)]));
    is_sound(&two);
    assert!((two.whole.centre.mean.as_ref().unwrap().at.lon() - 45.0).abs() < 1e-9);
    assert!((two.whole.centre.median.as_ref().unwrap().at.lon() - 45.0).abs() < 1e-6);
    assert_eq!(two.whole.dispersion.semi_major.note.as_deref(), Some("fewer than three incidents"));
}

#[test]
fn no_incidents_give_a_spread_that_says_so() {
    let none = spread(&[]);
    is_sound(&none);
    assert!(none.periods.is_empty() && none.countries.is_empty());
    assert_eq!(none.whole.reach.max.note.as_deref(), Some("no incidents"));
}

#[test]
fn antipodal_points_have_no_mean_and_no_hull() {
    for pair in [[(0.0, 0.0), (180.0, 0.0)], [(0.0, 90.0), (0.0, -90.0)], [(30.0, 40.0), (-150.0, -40.0)]] {
        let spread = spread(&made(&pair));
        is_sound(&spread);
        assert!(spread.whole.centre.mean.is_none() && spread.whole.centre.median.is_some(), "{pair:?}");
        assert_eq!(spread.whole.hull.area.note.as_deref(), Some("no hemisphere holds the points"));
    }
}

#[test]
fn points_all_over_the_world_have_no_hull_and_an_unreliable_mean() {
    let world = [(0.0, 10.0), (90.0, -10.0), (180.0, 5.0), (-90.0, 0.0), (20.0, 70.0), (10.0, -60.0), (1.0, 11.0)];
    let spread = spread(&made(&world));
    is_sound(&spread);
    assert!(spread.whole.hull.outline.is_none());
    assert!(spread.whole.centre.mean.as_ref().is_some_and(|c| !c.reliable));
}

#[test]
fn the_same_place_under_two_names_counts_once() {
    // 180 and -180, and any longitude at the pole, are one point each.
    let spread = spread(&made(&[(180.0, 5.0), (-180.0, 5.0), (10.0, 90.0), (-70.0, 90.0)]));
    is_sound(&spread);
    assert_eq!(spread.whole.hull.area.note.as_deref(), Some("fewer than three corners"));
}
