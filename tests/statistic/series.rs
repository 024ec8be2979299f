//! Trend, slope, change points (L1, L2): short series worked out by hand, and the values of scipy, pymannkendall, ruptures.

use incimap::statistic::changes::{changes, penalty, variance};
use incimap::statistic::line::least_squares;
use incimap::statistic::slope::theil_sen;
use incimap::statistic::trend::{hamed_rao, mann_kendall};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::oracle::{self, Case, Claim, number};

/// What is compared here.
pub const CLAIMS: &[Claim] = &[SERIES, PERIODS];

const SERIES: Claim = (
    "d07_series",
    &[
        "nile_mann_kendall",
        "nile_mann_kendall_hamed_rao",
        "nile_theil_sen",
        "nile_kendall_tau_b",
        "nile_ols",
        "nile_pelt_l2[2 ln(n) var(y)]",
        "nile_pelt_l2[ln(n) var(diff)/2]",
        "nile_pelt_l2[3 ln(n) var(diff)/2]",
        "lakehuron_mann_kendall",
        "lakehuron_mann_kendall_hamed_rao",
        "lakehuron_theil_sen",
        "lakehuron_kendall_tau_b",
        "lakehuron_ols",
        "lakehuron_pelt_l2[2 ln(n) var(y)]",
        "lakehuron_pelt_l2[ln(n) var(diff)/2]",
        "lakehuron_pelt_l2[3 ln(n) var(diff)/2]",
        "discoveries_mann_kendall",
        "discoveries_mann_kendall_hamed_rao",
        "discoveries_theil_sen",
        "discoveries_kendall_tau_b",
        "discoveries_ols",
        "discoveries_pelt_l2[2 ln(n) var(y)]",
        "discoveries_pelt_l2[ln(n) var(diff)/2]",
        "discoveries_pelt_l2[3 ln(n) var(diff)/2]",
    ],
);

const PERIODS: Claim = (
    "d05_ucdp_world",
    &[
        "p90_by_period_mann_kendall",
        "p90_by_period_mann_kendall_hamed_rao",
        "p90_by_period_theil_sen",
        "p90_by_period_kendall_tau_b",
        "p90_by_period_ols",
        "count_by_period_pelt_l2[2 ln(n) var(y)]",
        "count_by_period_pelt_l2[ln(n) var(diff)/2]",
        "count_by_period_pelt_l2[3 ln(n) var(diff)/2]",
    ],
);

fn compare_trend(case: &Case, name: &str, x: &[f64], y: &[f64]) {
    let id = |check: &str| format!("{name}_{check}");
    let (test, line, ordinary) = (mann_kendall(y).unwrap(), theil_sen(x, y).unwrap(), least_squares(x, y).unwrap());
    let steps: Vec<f64> = (0..y.len()).map(|i| i as f64).collect();
    let direction = if test.p > 0.05 {
        "no trend"
    } else if test.s > 0.0 {
        "increasing"
    } else {
        "decreasing"
    };
    case.same_value(
        &id("mann_kendall"),
        &json!({"S": test.s, "var_S": test.variance, "tau": test.tau_a, "z": test.z, "p_two_sided": test.p,
            "sen_slope_per_step": theil_sen(&steps, y).unwrap().slope, "trend": direction}),
    );
    let corrected = hamed_rao(y).unwrap();
    case.same_value(
        &id("mann_kendall_hamed_rao"),
        &json!({"S": corrected.s, "var_S": corrected.variance, "z": corrected.z, "p": corrected.p}),
    );
    case.same_value(
        &id("theil_sen"),
        &json!({"slope": line.slope, "intercept": line.intercept, "lo95": line.low95, "hi95": line.high95}),
    );
    case.same_value(&id("kendall_tau_b"), &json!({"tau_b": test.tau_b, "p": test.tau_b_p}));
    case.same_value(
        &id("ols"),
        &json!({"slope": ordinary.slope, "intercept": ordinary.intercept, "se": ordinary.error, "p": ordinary.p}),
    );
}

fn compare_changes(case: &Case, name: &str, y: &[f64]) {
    let penalties = [
        ("2 ln(n) var(y)", 2.0 * incimap::earth::trig::ln(y.len() as f64) * variance(y)),
        ("ln(n) var(diff)/2", penalty(y, 1.0)),
        ("3 ln(n) var(diff)/2", penalty(y, 3.0)),
    ];
    for (label, price) in penalties {
        let found = changes(y, price).unwrap();
        case.same_value(
            &format!("{name}_pelt_l2[{label}]"),
            &json!({"penalty": price, "breaks": found.breaks, "cost": found.cost, "objective": found.objective}),
        );
    }
}

#[test]
fn three_series_have_the_reference_values() {
    let Some(case) = Case::claiming(SERIES) else { return };
    for name in ["nile", "lakehuron", "discoveries"] {
        let rows = oracle::rows("d07_series", &format!("{name}.csv"));
        let (x, y): (Vec<f64>, Vec<f64>) = rows.iter().map(|row| (number(&row[0]), number(&row[1]))).unzip();
        compare_trend(&case, name, &x, &y);
        compare_changes(&case, name, &y);
    }
}

#[test]
fn years_of_the_world_sample_have_the_reference_values() {
    let Some(case) = Case::claiming(PERIODS) else { return };
    let years = case.value("by_period[Y]").as_array().unwrap();
    let column = |name: &str| -> Vec<f64> { years.iter().map(|year| year[name].as_f64().unwrap()).collect() };
    let steps: Vec<f64> = (0..years.len()).map(|i| i as f64).collect();
    compare_trend(&case, "p90_by_period", &steps, &column("reach_p90_km"));
    compare_changes(&case, "count_by_period", &column("n"));
}

#[test]
fn sens_other_height_is_that_of_zyp() {
    let Some(expected) = oracle::json("d07_series", "expected.R.json") else { return };
    for name in ["nile", "lakehuron", "discoveries"] {
        let rows = oracle::rows("d07_series", &format!("{name}.csv"));
        let y: Vec<f64> = rows.iter().map(|row| number(&row[1])).collect();
        let x: Vec<f64> = rows.iter().map(|row| number(&row[0])).collect();
        let want: &Value = &expected["values"][name]["zyp_sen"];
        let line = theil_sen(&x, &y).unwrap();
        assert!((line.slope - want["x"].as_f64().unwrap()).abs() < 1e-9, "{name}");
        assert!((line.intercept_of_residuals - want["Intercept"].as_f64().unwrap()).abs() < 1e-6, "{name}");
    }
}

#[test]
fn a_series_with_a_tie_has_the_values_worked_out_by_hand() {
    // Pairs of 1 3 2 2: rising 3, falling 2, one tie. Variance (4 · 3 · 13 - 2 · 1 · 9) / 18.
    let test = mann_kendall(&[1.0, 3.0, 2.0, 2.0]).unwrap();
    assert_eq!((test.s, test.tau_a, test.z), (1.0, 1.0 / 6.0, 0.0));
    assert!((test.variance - 138.0 / 18.0).abs() < 1e-12);
    assert!((test.tau_b.unwrap() - 1.0 / 30.0_f64.sqrt()).abs() < 1e-12);
    // Slopes 2, 1/2, 1/3, -1, -1/2, 0: the median lies between 0 and 1/3.
    let line = theil_sen(&[0.0, 1.0, 2.0, 3.0], &[1.0, 3.0, 2.0, 2.0]).unwrap();
    assert!((line.slope - 1.0 / 6.0).abs() < 1e-12 && (line.intercept - 1.75).abs() < 1e-12);
}

#[test]
fn two_levels_have_one_change_between_them() {
    let found = changes(&[1.0, 3.0, 11.0, 9.0, 10.0], 5.0).unwrap();
    assert_eq!(found.breaks, [2]);
    assert!((found.cost - 4.0).abs() < 1e-12 && (found.objective - 9.0).abs() < 1e-12);
    // Half the variance of 2, 8, -2, 1 (mean 2.25): 13.1875 / 2, times 3 ln 5.
    let price = penalty(&[1.0, 3.0, 11.0, 9.0, 10.0], 3.0);
    assert!((price - 3.0 * incimap::earth::trig::ln(5.0) * 13.187_5 / 2.0).abs() < 1e-9);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_series_turned_round_falls_as_it_rose(series in proptest::collection::vec(-5_i32..5, 2..40)) {
        let forth: Vec<f64> = series.iter().map(|v| f64::from(*v)).collect();
        let back: Vec<f64> = forth.iter().rev().copied().collect();
        let (a, b) = (mann_kendall(&forth).unwrap(), mann_kendall(&back).unwrap());
        prop_assert_eq!((a.s, a.variance, a.p), (-b.s, b.variance, b.p));
    }

    #[test]
    fn the_interval_holds_the_slope(series in proptest::collection::vec(-1e3_f64..1e3, 2..60)) {
        let steps: Vec<f64> = (0..series.len()).map(|i| i as f64).collect();
        let line = theil_sen(&steps, &series).unwrap();
        prop_assert!(line.low95 <= line.slope && line.slope <= line.high95);
    }
}
