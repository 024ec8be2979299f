//! Imprecise dates and places carried through the figures.

use incimap::incident::{DatePrecision, Precision, When};
use incimap::spread::{Interval, Spread, SpreadOptions};
use jiff::civil::date;

use super::fixture::{Made, from_point, incident, options, spread_with};

/// Twenty incidents on the equator, a degree apart, one a month from 2019 on.
fn precise() -> Vec<Made> {
    (0..20)
        .map(|i: i32| {
            incident(&format!("{i:02}")).at(f64::from(i + 1), 0.0).on(2019 + (i / 12) as i16, (i % 12 + 1) as i8, 15)
        })
        .collect()
}

fn imputed(made: &[Made], imputations: u32) -> Spread {
    spread_with(made, SpreadOptions { imputations, ..options(from_point(0.0, 0.0)) })
}

/// The precise ones and ten known to the year and to within 300 km.
fn vague() -> Vec<Made> {
    let mut made = precise();
    made.extend((0..10).map(|i: i32| {
        incident(&format!("v{i}")).at(f64::from(i) + 1.5, 0.0).radius(300.0).when(When::year(2019).unwrap())
    }));
    made
}

#[test]
fn precise_incidents_are_not_drawn_anew() {
    let spread = imputed(&precise(), 100);
    assert_eq!(spread.imputations, 0);
    assert!(spread.whole.imputed.is_empty() && spread.record_shares.is_empty());
    assert!(spread.frontier.iter().all(|event| event.imputed_share.is_none()));
}

#[test]
fn imprecision_widens_the_interval_of_reach() {
    let spread = imputed(&vague(), 60);
    assert_eq!(spread.imputations, 60);
    let median = spread.whole.imputed[&("reach", "median")];
    let (Interval::Between(low, high), Interval::Between(total_low, total_high)) = (median.range, median.total) else {
        panic!("no intervals")
    };
    assert!(total_low < low && low < median.median && median.median < high && high < total_high, "{median:?}");
    assert!((median.n - 30.0).abs() < 1e-9);
    // The precise value stands as it is.
    let value = spread.whole.reach.median.value.unwrap();
    assert!((value - imputed(&vague(), 0).whole.reach.median.value.unwrap()).abs() < 1e-12);
}

#[test]
fn vague_dates_enter_the_periods_that_they_allow() {
    let mut made = precise();
    let range = When::between(date(2019, 7, 1), date(2020, 6, 30), DatePrecision::Range);
    made.extend((0..10).map(|i| incident(&format!("v{i}")).at(10.0, 0.0).when(range)));
    let spread = imputed(&made, 80);
    let counts: Vec<f64> = spread.periods.iter().map(|slice| slice.imputed[&("count", "incidents")].median).collect();
    // Twelve in 2019 and eight in 2020 are certain; of ten more, half are expected in each.
    assert_eq!(spread.periods.iter().map(|s| s.incidents).collect::<Vec<_>>(), [12, 8]);
    assert!((counts[0] - 17.0).abs() <= 1.0 && (counts[1] - 13.0).abs() <= 1.0, "{counts:?}");
    let all = spread.cumulative[1].imputed[&("count", "incidents")];
    assert_eq!((all.median, all.range), (30.0, Interval::Between(30.0, 30.0)));
}

#[test]
fn a_coarse_place_is_drawn_from_its_disc_and_may_be_the_record() {
    let mut made = precise();
    let coarse = incident("far").at(20.0, 0.0).radius(500.0).precision(Precision::Country).on(2020, 12, 1);
    made.push(coarse);
    let spread = imputed(&made, 100);
    assert!(spread.frontier.iter().all(|event| event.incident_id != "far"), "precise rows only");
    let share = spread.record_shares.iter().find(|(id, _)| id == "far").unwrap().1;
    // It lies beyond the farthest where its point falls in the outer half of the disc.
    assert!((0.35..0.65).contains(&share), "{share}");
    assert_eq!(spread.frontier[0].imputed_share, Some(1.0));
}

#[test]
fn the_same_seed_draws_the_same_and_threads_do_not_matter() {
    let run = |threads, seed| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let options = SpreadOptions { imputations: 12, seed, ..options(from_point(0.0, 0.0)) };
        pool.install(|| incimap::spread::json(&spread_with(&vague(), options)).to_string())
    };
    assert_eq!(run(1, 1), run(3, 1));
    assert_ne!(run(2, 1), run(2, 2));
}

#[test]
fn directions_near_north_are_summed_up_as_neighbours() {
    // The mean centre lies on the antimeridian: half of the draws fall on either side.
    let made: Vec<Made> = (0..12)
        .map(|i: i32| {
            let lon = if i % 2 == 0 { 179.0 } else { -179.0 };
            incident(&format!("{i}")).at(lon, f64::from(i)).radius(400.0).on(2020, 1, 1)
        })
        .collect();
    let lon = imputed(&made, 40).whole.imputed[&("centre", "mean_lon")];
    let Interval::Between(low, high) = lon.range else { panic!("no range") };
    assert!(high - low < 10.0, "{low} {high}");
}
