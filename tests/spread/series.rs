//! Front, trend and wave of incidents: cases worked out by hand, and the reference values through the whole stage.

use incimap::spread::{Family, Interval, Measured, Number, Origin, Spread, SpreadOptions};
use serde_json::{Value, json};

use super::fixture::{Made, from_point, incident, options, spread, spread_with};
use super::reference::{origin_of, world};
use crate::oracle::{self, Case};

/// The length of one degree along the equator of WGS84.
const DEGREE_KM: f64 = 111.319_490_793_273_57;

fn family(spread: &Spread, family: Family) -> &dyn Measured {
    *spread.findings.all().iter().find(|found| found.family() == family).unwrap()
}

fn number(found: &dyn Measured, statistic: &str, region: &str) -> Number {
    found.numbers().into_iter().find(|n| n.statistic == statistic && n.region == region).unwrap()
}

fn value(found: &dyn Measured, statistic: &str, region: &str) -> f64 {
    number(found, statistic, region).estimate.value.unwrap()
}

/// A degree farther each year from 2010 on, in another country each.
fn marching() -> Vec<Made> {
    (0..12)
        .map(|i| {
            let made = incident(&format!("{i:02}")).at(f64::from(i), 0.0).on(2010 + i as i16, 7, 1);
            made.country(&format!("Country {i:02}"), "", "Somewhere", None).killed(i as u32)
        })
        .collect()
}

#[test]
fn a_front_that_marches_a_degree_a_year_is_seen_by_all_three_estimators() {
    let spread = spread(&marching());
    let front = family(&spread, Family::Front);
    let speed = DEGREE_KM / 365.25;
    for statistic in ["front_speed_arrivals", "front_speed_quantile", "front_speed_reach"] {
        let estimate = number(front, statistic, "").estimate;
        let got = estimate.value.unwrap();
        assert!((got / speed - 1.0).abs() < 2e-3, "{statistic}: {got} {speed}");
        assert!(matches!(estimate.interval, Interval::Between(low, high) if low <= got && got <= high), "{statistic}");
    }
    assert!(
        front.sentences(incimap::words::Words::default())[0]
            .starts_with("Front: all three estimators show a front that moves.")
    );
}

#[test]
fn incidents_that_stay_where_they_are_have_no_front() {
    let made: Vec<Made> = (0..12_i16)
        .map(|i| {
            let made = incident(&format!("{i:02}")).at(f64::from(i * 5 % 7), 0.0).on(2010 + i, 7, 1);
            made.country(&format!("Country {i:02}"), "", "Somewhere", None)
        })
        .collect();
    let spread = spread(&made);
    let front = family(&spread, Family::Front);
    let arrivals = number(front, "front_speed_arrivals", "").estimate;
    assert_eq!(arrivals.value, None);
    assert!(arrivals.note.unwrap().starts_with("no front"));
    assert!(number(front, "front_speed_reach", "").estimate.note.unwrap().contains("no front"));
    assert!(front.sentences(incimap::words::Words::default())[0].starts_with("Front: no estimator shows a front"));
}

#[test]
fn without_an_origin_or_with_few_incidents_there_is_no_front_and_it_says_why() {
    let nowhere = spread_with(&marching(), options(Origin::None));
    for one in family(&nowhere, Family::Front).numbers() {
        assert_eq!((one.estimate.value, one.estimate.note.as_deref()), (None, Some("no origin")));
    }
    for made in [&[][..], &marching()[..1]] {
        let spread = spread(made);
        for found in spread.findings.all() {
            for one in found.numbers() {
                assert!(one.estimate.value.is_some_and(f64::is_finite) || one.estimate.note.is_some(), "{one:?}");
            }
            assert!(!found.sentences(incimap::words::Words::default()).is_empty());
        }
    }
}

#[test]
fn a_series_that_rises_each_year_has_the_trend_worked_out_by_hand() {
    let spread = spread(&marching());
    let trend = family(&spread, Family::Trend);
    // Killed: 0 to 11, all 66 pairs rise; variance 12 · 11 · 29 / 18.
    assert_eq!(value(trend, "mann_kendall_s", "killed"), 66.0);
    let z = 65.0 / (12.0_f64 * 11.0 * 29.0 / 18.0).sqrt();
    assert!((value(trend, "mann_kendall_z", "killed") - z).abs() < 1e-12);
    assert_eq!(value(trend, "kendall_tau_b", "killed"), 1.0);
    assert_eq!(value(trend, "theil_sen_slope_per_period", "killed"), 1.0);
    let km = value(trend, "theil_sen_slope_per_period", "p90_reach");
    assert!((km - DEGREE_KM).abs() < 1e-6);
    // One incident each year: nothing rises, nothing changes.
    assert_eq!(value(trend, "mann_kendall_s", "incidents"), 0.0);
    assert_eq!(value(trend, "change_points", "incidents"), 0.0);
    assert_eq!(number(trend, "kendall_tau_b", "incidents").estimate.note.as_deref(), Some("all values are equal"));
}

#[test]
fn years_without_incidents_count_and_unknown_counts_do_not() {
    let year = |id: &str, year| incident(id).at(1.0, 0.0).on(year, 1, 1);
    let made = [year("a", 2010), year("b", 2014).killed(3), year("c", 2015).killed(4), year("d", 2016).killed(5)];
    let spread = spread(&made);
    let trend = spread.findings.trend.as_ref().unwrap();
    let values = |name: &str| trend.series.iter().find(|s| s.name == name).unwrap().values.clone();
    assert_eq!(values("incidents").len(), 7);
    // 2010 has an incident whose count is unknown: no value. 2011 to 2013 have none: 0.
    assert_eq!(values("killed"), [(1, 0.0), (2, 0.0), (3, 0.0), (4, 3.0), (5, 4.0), (6, 5.0)]);
    assert_eq!(values("p90_reach").iter().map(|(i, _)| *i).collect::<Vec<_>>(), [0, 4, 5, 6]);
    let left_out = number(trend, "mann_kendall_s", "killed").estimate.left_out;
    assert_eq!(left_out.get("period_without_value"), Some(&1));
}

#[test]
fn two_countries_have_the_wave_worked_out_by_hand() {
    let at = |id: &str, country: &str, year| incident(id).at(0.0, 0.0).on(year, 1, 1).country(country, "", "S", None);
    let spread = spread(&[at("a", "A", 2010), at("b", "B", 2012), at("c", "B", 2013), at("d", "B", 2013)]);
    let wave = family(&spread, Family::Regions);
    let values: Vec<f64> =
        wave.numbers().iter().filter(|n| n.region == "countries").map(|n| n.estimate.value.unwrap()).collect();
    // Shares 1/4 and 3/4; edges (1 + 3) / 2 and (1 + 4) / 2 of four years.
    let ln2 = std::f64::consts::LN_2;
    let shannon = 2.0 * ln2 - 0.75 * incimap::earth::trig::ln(3.0);
    let expected = [shannon / ln2, 0.625, 0.25, ln2 - shannon, 2.0, 2.5, 0.25, 0.375, 0.375, 1.2];
    assert_eq!(values.len(), expected.len());
    for (got, want) in values.iter().zip(expected) {
        assert!((got - want).abs() < 1e-12, "{values:?}");
    }
    assert_eq!(wave.details()["lorenz"], json!([[0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]));
}

#[test]
fn the_world_sample_has_the_reference_wave_front_and_trend() {
    let Some(case) = Case::open("d05_ucdp_world") else { return };
    let spread = spread_with(&world(&case), SpreadOptions { resamples: 99, ..origin_of(&case) });
    let swash = oracle::json("d05_ucdp_world", "expected.swash.json").unwrap();
    let wave = spread.findings.wave.as_ref().unwrap();
    for (name, key) in [("swash_leading_edge", "t_LE"), ("swash_susceptible", "S_A"), ("swash_r0a", "R_0A")] {
        let estimate = number(wave, name, "countries").estimate;
        let (got, want) = (estimate.value.unwrap(), swash[key].as_f64().unwrap());
        assert!((got - want).abs() < 1e-12 * want && estimate.n == 59, "{name}");
        assert!(matches!(estimate.interval, Interval::Between(low, high) if low < got && got < high), "{name}");
    }
    let front = spread.findings.front.as_ref().unwrap();
    assert_eq!(front.first_arrivals.len(), 58);
    case.same("front_speed", "/t_on_d_slope_days_per_km", front.days_per_km.unwrap().0);
    assert!(front.arrivals.note.as_deref().unwrap().starts_with("no front"));
    let trend = spread.findings.trend.as_ref().unwrap();
    let slope = number(trend, "theil_sen_slope_per_period", "p90_reach").estimate;
    case.same("p90_by_period_theil_sen", "/slope", slope.value.unwrap());
    let Interval::Between(low, high) = slope.interval else { panic!("no interval") };
    case.same("p90_by_period_theil_sen", "/lo95", low);
    case.same("p90_by_period_theil_sen", "/hi95", high);
    case.same("p90_by_period_mann_kendall_hamed_rao", "/p", value(trend, "hamed_rao_p", "p90_reach"));
    let changes: Vec<String> = trend
        .numbers()
        .iter()
        .filter(|n| n.statistic == "change_of_level" && n.region == "incidents")
        .map(|n| n.period.unwrap().label())
        .collect();
    let breaks = case.value("count_by_period_pelt_l2[3 ln(n) var(diff)/2]")["breaks"].as_array().unwrap();
    let years: Vec<String> = breaks.iter().map(Value::as_i64).map(|b| (1989 + b.unwrap()).to_string()).collect();
    assert_eq!(changes, years);
}

#[test]
fn intervals_are_the_same_for_any_number_of_threads() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", spread_with(&marching(), options(from_point(0.5, 0.5))).findings))
    };
    assert_eq!(run(1), run(3));
}
