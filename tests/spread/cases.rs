//! Small cases whose values were worked out by hand.

use incimap::incident::{DatePrecision, Kind, Precision, When};
use incimap::spread::{Estimate, Interval, Origin, PeriodLength, headline, table, terminal};
use jiff::civil::date;

use super::fixture::{Made, from_point, incident, options, spread, spread_with};

/// The length of one degree along the equator of WGS84.
const DEGREE_KM: f64 = 111.319_490_793_273_57;

fn near(estimate: &Estimate, value: f64, within: f64) {
    let got = estimate.value.expect("a value");
    assert!((got - value).abs() <= within, "{got} is not {value}");
}

/// Five incidents along the equator, two in 2020 and three in 2022.
fn equator() -> Vec<Made> {
    vec![
        incident("a").at(1.0, 0.0).on(2020, 1, 5).country("Atlantis", "AA", "Ocean", Some(true)).killed(2),
        incident("b").at(2.0, 0.0).on(2020, 6, 1).country("Atlantis", "AA", "Ocean", Some(true)),
        incident("c").at(4.0, 0.0).on(2022, 2, 1).country("Beta", "BB", "Ocean", Some(false)).killed(0),
        incident("d").at(3.0, 0.0).on(2022, 3, 1).country("Beta", "BB", "Ocean", Some(false)).killed(5),
        incident("e").at(8.0, 0.0).on(2022, 4, 1).country("Gamma", "GG", "Shore", Some(false)),
    ]
}

#[test]
fn reach_is_the_quantiles_of_geodesic_distance() {
    let whole = spread(&equator()).whole;
    near(&whole.reach.min, DEGREE_KM, 1e-6);
    near(&whole.reach.median, 3.0 * DEGREE_KM, 1e-6);
    // Type 7 of 1, 2, 3, 4, 8 at 0.9: 4 + 0.6 (8 - 4).
    near(&whole.reach.p90, 6.4 * DEGREE_KM, 1e-6);
    near(&whole.reach.max, 8.0 * DEGREE_KM, 1e-6);
    assert_eq!((whole.reach.max.interval, whole.reach.min.interval), (Interval::None, Interval::None));
    // Of five, not even the least and the greatest hold the median 95 times in 100.
    assert_eq!(whole.reach.median.interval, Interval::None);
    assert!(whole.reach.median.note.as_deref().is_some_and(|note| note.contains("below 6")));
}

#[test]
fn empty_periods_between_are_listed_with_nothing_in_them() {
    let spread = spread(&equator());
    let labels: Vec<String> = spread.periods.iter().map(|s| s.period.unwrap().label()).collect();
    assert_eq!(labels, ["2020", "2021", "2022"]);
    let empty = &spread.periods[1];
    assert_eq!((empty.incidents, empty.n, empty.killed), (0, 0, None));
    assert_eq!((empty.reach.median.value, empty.reach.median.note.as_deref()), (None, Some("no incidents")));
    assert_eq!(spread.cumulative.iter().map(|s| s.incidents).collect::<Vec<_>>(), [2, 2, 5]);
    assert_eq!(spread.cumulative[1].period.unwrap().label(), "2021");
}

#[test]
fn killed_is_added_over_known_counts_and_unknown_is_not_zero() {
    let spread = spread(&equator());
    assert_eq!((spread.whole.killed, spread.whole.killed_unknown), (Some(7), 2));
    assert_eq!((spread.periods[0].killed, spread.periods[0].killed_unknown), (Some(2), 1));
}

#[test]
fn the_frontier_holds_every_record_and_its_gain() {
    let spread = spread(&equator());
    let events: Vec<(&str, f64, f64)> =
        spread.frontier.iter().map(|e| (e.incident_id.as_str(), e.distance_km, e.gain_km)).collect();
    assert_eq!(events.iter().map(|e| e.0).collect::<Vec<_>>(), ["a", "b", "c", "e"]);
    assert!((events[3].2 - 4.0 * DEGREE_KM).abs() < 1e-6 && (events[2].1 - 4.0 * DEGREE_KM).abs() < 1e-6);
}

#[test]
fn arrivals_are_in_order_of_the_first_incident() {
    let spread = spread(&equator());
    let names: Vec<(&str, &str, u64)> = spread.countries.iter().map(|c| (&*c.name, c.first_id.as_str(), c.n)).collect();
    assert_eq!(names, [("Atlantis", "a", 2), ("Beta", "c", 2), ("Gamma", "e", 1)]);
    let beta = &spread.countries[1];
    assert_eq!((beta.first.to_string(), beta.last.to_string()), ("2022-02-01".to_owned(), "2022-03-01".to_owned()));
    assert_eq!((beta.killed, beta.home, &beta.by_period[..]), (Some(5), Some(false), &[0, 0, 2][..]));
    assert_eq!(spread.subregions.iter().map(|s| (&*s.name, s.n)).collect::<Vec<_>>(), [("Ocean", 4), ("Shore", 1)]);
}

#[test]
fn concentration_and_share_abroad_are_those_of_the_counts() {
    // Counts 2, 2, 1: H = 0.8 ln 2.5 + 0.2 ln 5; 1 - (4 + 4 + 1)/25; Gini (2·(1·1 + 2·2 + 3·2) - 4·5)/(3·5).
    let mix = spread(&equator()).whole.regions;
    near(&mix.shannon, 1.054_920_167_986_144_2, 1e-12);
    near(&mix.effective, 2.871_745_887, 1e-8);
    near(&mix.simpson, 0.64, 1e-12);
    near(&mix.gini, 2.0 / 15.0, 1e-12);
    near(&mix.abroad, 0.6, 1e-12);
    // R: prop.test(3, 5, correct = FALSE)$conf.int
    let Interval::Between(low, high) = mix.abroad.interval else { panic!("no interval") };
    assert!((low - 0.230_724_1).abs() < 1e-6 && (high - 0.882_379_1).abs() < 1e-6, "{low} {high}");
}

#[test]
fn a_cross_on_the_equator_has_its_centre_distance_and_ellipse() {
    // Arms of two degrees east and west, of one degree north and south.
    let cross = [(12.0, 0.0), (8.0, 0.0), (10.0, 1.0), (10.0, -1.0)];
    let made: Vec<Made> = (0..).zip(cross).map(|(i, (x, y))| incident(&format!("{i}")).at(x, y)).collect();
    let whole = spread(&made).whole;
    let mean = whole.centre.mean.as_ref().unwrap();
    assert!((mean.at.lon() - 10.0).abs() < 1e-9 && mean.at.lat().abs() < 1e-9 && mean.reliable);
    let median = whole.centre.median.as_ref().unwrap();
    assert!((median.at.lon() - 10.0).abs() < 1e-6 && median.at.lat().abs() < 1e-6);
    // One degree of the meridian at the equator is 110.574389 km long.
    let (east, north) = (2.0 * DEGREE_KM, 110.574_388_6);
    near(&whole.dispersion.standard_distance, (0.5 * (east * east + north * north)).sqrt(), 1e-4);
    // Sums of squares 2 east² and 2 north²; sqrt(2λ/(n - 2)) with n = 4 is sqrt(2) times the arm.
    near(&whole.dispersion.semi_major, std::f64::consts::SQRT_2 * east, 1e-4);
    near(&whole.dispersion.semi_minor, std::f64::consts::SQRT_2 * north, 1e-4);
    near(&whole.dispersion.azimuth, 90.0, 1e-6);
}

#[test]
fn dates_that_span_periods_are_left_out_of_each_period_they_could_lie_in() {
    let mut made = equator();
    let range = When::between(date(2020, 12, 1), date(2022, 1, 31), DatePrecision::Range);
    made.push(incident("f").at(20.0, 0.0).when(range));
    made.push(incident("g").at(30.0, 0.0));
    let spread = spread(&made);
    for slice in &spread.periods {
        assert_eq!(slice.left_out.get("date_too_coarse"), Some(&1));
        assert_eq!(slice.left_out.get("no_date"), Some(&1));
    }
    assert_eq!(spread.periods.iter().map(|s| s.incidents).collect::<Vec<_>>(), [2, 0, 3]);
    assert_eq!(spread.cumulative.iter().map(|s| s.incidents).collect::<Vec<_>>(), [2, 2, 6]);
    assert_eq!(spread.cumulative[2].left_out.get("date_too_coarse"), None);
    assert_eq!((spread.whole.incidents, spread.whole.left_out.len()), (7, 0));
}

#[test]
fn coarse_places_count_for_their_country_and_not_for_distances() {
    let mut made = equator();
    made.push(incident("f").at(60.0, 0.0).precision(Precision::Country).country("Delta", "DD", "Shore", Some(false)));
    made.push(incident("g").on(2022, 1, 1).country("Delta", "DD", "Shore", Some(false)));
    made.push(incident("h").on(2022, 1, 1));
    let whole = spread(&made).whole;
    assert_eq!((whole.incidents, whole.n), (8, 5));
    assert_eq!((whole.left_out.get("too_coarse"), whole.left_out.get("no_point")), (Some(&1), Some(&2)));
    near(&whole.reach.max, 8.0 * DEGREE_KM, 1e-6);
    near(&whole.regions.countries, 4.0, 0.0);
    assert_eq!(whole.regions.countries.left_out.get("no_country"), Some(&1));
}

#[test]
fn only_the_roles_asked_for_are_measured() {
    let mut made = equator();
    made.push(incident("f").at(60.0, 0.0).kind(Kind::Arrest));
    assert_eq!(spread(&made).whole.incidents, 5);
}

#[test]
fn without_an_origin_distances_are_undefined_and_say_so() {
    let spread = spread_with(&equator(), options(Origin::None));
    assert_eq!(spread.whole.reach.median.note.as_deref(), Some("no origin"));
    assert!(spread.frontier.is_empty() && spread.whole.centre.mean.is_some());
}

#[test]
fn a_slip_in_a_year_is_refused_with_both_dates_and_the_way_out() {
    let mut made = equator();
    made.push(incident("slip").at(0.0, 0.0).on(1024, 1, 1));
    let by_day = incimap::spread::SpreadOptions { by: PeriodLength::Day, ..options(from_point(0.0, 0.0)) };
    let regions = incimap::region::Regions::built_in().unwrap();
    let error = incimap::spread::measure(made.iter().map(|m| &m.0), by_day, &regions).unwrap_err().to_string();
    for part in ["1024-01-01", "2022-04-01", "slip", "--from", "--by"] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn the_first_incident_can_be_the_origin() {
    let made = equator();
    let roles = [incimap::incident::Role::Operation];
    let origin = Origin::first_incident(made.iter().map(|m| &m.0), &roles).unwrap();
    assert!(matches!(&origin, Origin::Point { how, .. } if how == "first incident a"));
}

#[test]
fn steps_of_the_centres_skip_empty_periods() {
    let track = spread(&equator()).track;
    assert_eq!(track.iter().map(|s| s.centre).collect::<Vec<_>>(), ["mean", "median"]);
    let mean = &track[0];
    assert_eq!((mean.from.label(), mean.to.label()), ("2020".to_owned(), "2022".to_owned()));
    assert!((mean.step_km - mean.path_km).abs() < 1e-9 && mean.within_noise.is_none());
}

#[test]
fn the_long_table_gives_every_number_its_n_interval_and_method() {
    let spread = spread(&equator());
    let rows = table::rows(&spread);
    let p90 = rows.iter().find(|r| r.scope == "whole" && r.statistic == "p90").unwrap();
    assert_eq!((p90.n, p90.unit, p90.interval, p90.method), (5, "km", "none", "A3"));
    assert_eq!(p90.value.map(table::Rounded::value), Some(712.445));
    let abroad = rows.iter().find(|r| r.scope == "whole" && r.statistic == "share_abroad").unwrap();
    assert_eq!((abroad.interval, abroad.value.map(table::Rounded::value)), ("wilson", Some(0.6)));
    let quotient = rows.iter().find(|r| r.statistic == "location_quotient" && r.region == "Beta").unwrap();
    // Two of three in 2022 against two of five in the whole.
    assert_eq!((quotient.period.as_str(), quotient.value.map(table::Rounded::value)), ("2022", Some(1.667)));
    assert!(rows.iter().all(|r| r.value.is_some() || !r.note.is_empty()), "an undefined number says why");
}

#[test]
fn the_json_names_every_parameter() {
    let json = incimap::spread::json(&spread(&equator()));
    for key in ["origin", "by", "roles", "seed", "resamples", "interval", "quantiles"] {
        assert!(!json["parameters"][key].is_null(), "{key}");
    }
    assert_eq!(json["periods"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["whole"]["statistics"]["regions"]["countries"]["value"], 3);
    assert_eq!(json["periods"][1]["statistics"]["reach"]["median"]["note"], "no incidents");
}

#[test]
fn headlines_say_what_can_and_what_cannot_be_said() {
    let lines = headline::headlines(&spread(&equator()), incimap::words::Words::default());
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("Farthest: place of e, 891 km from Start (2022-04-01, incident e)."), "{}", lines[0]);
    assert!(lines[1].contains("in 2022 half") && lines[1].contains("no change can be claimed"), "{}", lines[1]);
    assert!(lines[2].contains("3 countries in 2 UN subregions") && lines[2].contains("Gamma"), "{}", lines[2]);
    assert!(lines[3].contains("3 of 5 incidents") && lines[3].contains("23 to 88 %"), "{}", lines[3]);
    assert!(lines[4].contains("cannot be said"), "{}", lines[4]);
}

#[test]
fn the_terminal_table_is_aligned() {
    let text = terminal::periods(&spread(&equator()));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|l| l.chars().count() == lines[0].chars().count()), "{text}");
    assert!(lines[2].starts_with("2021") && lines[2].contains('-'), "{text}");
}
