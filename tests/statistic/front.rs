//! The speed of a front (G1): lines of least squares and of quantiles through reaches and arrivals.

use incimap::earth::LonLat;
use incimap::statistic::line::least_squares;
use incimap::statistic::quantile_line::quantile_line;
use incimap::statistic::slope::theil_sen;
use serde_json::{Value, json};

use super::day;
use crate::oracle::{self, Case, Claim, number};

/// What is compared here.
pub const CLAIMS: &[Claim] = &[FRONT];

const FRONT: Claim = ("d05_ucdp_world", &["front_speed", "quantile_regression"]);

#[test]
fn arrivals_have_the_reference_speeds() {
    let Some(case) = Case::claiming(FRONT) else { return };
    arrivals(&case);
    quantiles(&case);
}

/// Regions after the first day: distance of the first incident on the days since then.
fn arrivals(case: &Case) {
    let regions = case.value("first_arrival").as_array().unwrap();
    let first = |region: &Value| day(region["first"].as_str().unwrap());
    let start = regions.iter().map(first).min().unwrap();
    let after = regions.iter().map(|r| ((first(r) - start) as f64, r["first_distance_km"].as_f64().unwrap()));
    let (days, km): (Vec<f64>, Vec<f64>) = after.filter(|(days, _)| *days > 0.0).unzip();
    let (of_days, of_km) = (least_squares(&km, &days).unwrap(), least_squares(&days, &km).unwrap());
    let sen = theil_sen(&days, &km).unwrap();
    case.same_value(
        "front_speed",
        &json!({
            "n_regions": days.len(),
            "t_on_d_slope_days_per_km": of_days.slope,
            "t_on_d_se": of_days.error,
            "speed_t_on_d_km_per_day": 1.0 / of_days.slope,
            "d_on_t_slope_km_per_day": of_km.slope,
            "d_on_t_se": of_km.error,
            "theil_sen_km_per_day": sen.slope,
            "theil_sen_lo": sen.low95,
            "theil_sen_hi": sen.high95,
            "r": of_km.correlation,
        }),
    );
    assert_eq!(of_days.inverse_interval95(), None);
}

/// Quantiles of distance on the days since the first incident, to 0.1 % of the reference, which iterates, and to nine
/// digits of the exact solution of R's quantreg.
fn quantiles(case: &Case) {
    let origin = case.value("origin");
    let origin = LonLat::new(origin["lon"].as_f64().unwrap(), origin["lat"].as_f64().unwrap()).unwrap();
    let rows = case.rows();
    let start = rows.iter().map(|row| day(&row[1])).min().unwrap();
    let points = rows.iter().map(|row| {
        let at = LonLat::new(number(&row[6]), number(&row[5])).unwrap();
        ((day(&row[1]) - start) as f64, origin.distance_km(at))
    });
    let (days, km): (Vec<f64>, Vec<f64>) = points.unzip();
    let exact = oracle::json("d05_ucdp_world", "expected.R.json").unwrap();
    let mut lines = serde_json::Map::new();
    for share in ["0.5", "0.9", "0.95"] {
        let line = quantile_line(&days, &km, number(share), None).unwrap();
        assert!(line.exact);
        let want = &exact["values"]["quantreg_rq_br"][share];
        for (name, got, within) in
            [("slope", line.slope, 1e-7), ("intercept", line.intercept, 1e-8), ("objective", line.objective, 1e-9)]
        {
            let want = want[name].as_f64().unwrap();
            assert!((got / want - 1.0).abs() < within, "{share} {name}: {want} expected, {got} computed");
        }
        let line = json!({"slope": line.slope, "intercept": line.intercept, "objective": line.objective});
        lines.insert(share.to_owned(), line);
    }
    case.same_value("quantile_regression", &Value::Object(lines));
}

#[test]
fn a_wedge_has_a_rising_edge_and_a_level_middle() {
    // At x = 1 to 4 the points 0, x, -x: nine tenths lie below y = x, half below 0.
    let points = (1..5).flat_map(|x| [0, x, -x].map(|y| (f64::from(x), f64::from(y))));
    let (x, y): (Vec<f64>, Vec<f64>) = points.unzip();
    let edge = quantile_line(&x, &y, 0.9, None).unwrap();
    assert_eq!((edge.slope, edge.intercept), (1.0, 0.0));
    let middle = quantile_line(&x, &y, 0.5, None).unwrap();
    assert_eq!((middle.slope, middle.intercept, middle.objective), (0.0, 0.0, 10.0));
}
