//! Two sets of incidents compared.

use incimap::incident::{Kind, When};
use incimap::spread::{Compare, Comparison, Interval, SpreadOptions};
use incimap::statistic::random::Random;
use jiff::{ToSpan, civil::date};

use super::fixture::{Made, from_point, incident, options, spread_with};

/// Incidents through 2018 and 2019, `farther` km farther away in 2019.
fn two_years(n: i32, farther: f64, seed: u64) -> Vec<Made> {
    let mut random = Random::new(seed, "two years", 0);
    let start = incimap::earth::LonLat::new(20.0, 10.0).unwrap();
    (0..n)
        .map(|i| {
            let day = i * 730 / n;
            let km = 200.0 + 60.0 * random.normal() + if day >= 365 { farther } else { 0.0 };
            let at = start.destination(360.0 * random.uniform(), km.abs());
            incident(&format!("{i:04}"))
                .at(at.lon(), at.lat())
                .when(When::day(date(2018, 1, 1).saturating_add(day.days())))
                .country(if i % 3 == 0 { "Atlantis" } else { "Beta" }, "AA", "Ocean", Some(i % 3 == 0))
                .kind(if i % 2 == 0 { Kind::Bombing } else { Kind::Arson })
        })
        .collect()
}

fn compare(made: &[Made], what: &str) -> Comparison {
    let options = SpreadOptions { compare: Some(what.parse().unwrap()), ..options(from_point(20.0, 10.0)) };
    spread_with(made, options).comparison.unwrap()
}

#[test]
fn reach_that_grew_is_found_to_have_grown() {
    let grown = compare(&two_years(120, 150.0, 1), "2019-01-01");
    assert_eq!((grown.n, grown.by_weeks, grown.permutations), ([60, 60], false, 9999));
    let median = grown.contrasts[0];
    let Interval::Between(low, high) = median.interval else { panic!("no interval") };
    assert!(low < 150.0 && 150.0 < high && low > 50.0, "{low} {high}");
    assert!(median.p.unwrap() < 0.001);
    let text = grown.sentences(incimap::words::Words::default()).join(" ");
    assert!(
        text.starts_with("Did reach grow from 2019-01-01 on? Yes, both in the middle and at its far end."),
        "{text}"
    );
    assert!(text.contains("not why"), "{text}");
}

#[test]
fn the_difference_is_that_of_the_figures_of_both_sets() {
    let made = two_years(60, 0.0, 2);
    let whole = compare(&made, "2019-01-01");
    for contrast in whole.contrasts.iter().filter(|c| c.first.is_some()) {
        let (first, second) = (contrast.first.unwrap(), contrast.second.unwrap());
        assert!((contrast.difference.unwrap() - (second - first)).abs() < 1e-9);
    }
    // Either set by itself has the same median.
    let early: Vec<Made> = made.iter().filter(|m| m.0.incident.when.last() < Some(date(2019, 1, 1))).cloned().collect();
    let alone = spread_with(&early, options(from_point(20.0, 10.0))).whole;
    assert!((alone.reach.median.value.unwrap() - whole.contrasts[0].first.unwrap()).abs() < 1e-9);
    assert!((alone.reach.p90.value.unwrap() - whole.contrasts[1].first.unwrap()).abs() < 1e-9);
    let standard = alone.dispersion.standard_distance.value.unwrap();
    assert!((standard / whole.contrasts[3].first.unwrap() - 1.0).abs() < 0.006, "on the sphere");
}

#[test]
fn sets_that_do_not_differ_are_seldom_found_to_differ() {
    let small = |seed: u64| compare(&two_years(24, 0.0, 100 + seed), "2019-01-01").contrasts[0].p.unwrap();
    let found = (0..20).filter(|seed| small(*seed) < 0.05).count();
    assert!(found <= 3, "{found} of 20");
}

#[test]
fn kinds_are_compared_and_the_rest_is_told() {
    let mut made = two_years(40, 0.0, 3);
    made.push(incident("x").at(21.0, 10.0).kind(Kind::Plot));
    let kinds = compare(&made, "kind=bombing,arson");
    assert_eq!((kinds.n, kinds.left_out.get("other_group")), ([20, 20], Some(&1)));
    assert!(kinds.contrasts.iter().all(|contrast| contrast.n == [20, 20]));
    assert_eq!(kinds.names, ["bombing", "arson"]);
    assert!(
        kinds.sentences(incimap::words::Words::default())[0].starts_with("Does arson reach farther than bombing?"),
        "{:?}",
        kinds.sentences(incimap::words::Words::default())
    );
}

#[test]
fn dates_that_allow_both_sides_belong_to_neither() {
    let mut made = two_years(30, 0.0, 4);
    made.push(incident("x").at(21.0, 10.0).when(When::year(2019).unwrap()));
    made.push(incident("y").at(21.0, 10.0));
    let split = compare(&made, "2019-06-01");
    assert_eq!((split.left_out.get("date_too_coarse"), split.left_out.get("no_date")), (Some(&1), Some(&1)));
}

#[test]
fn an_empty_set_and_a_missing_origin_give_no_numbers_and_no_panic() {
    let empty = compare(&two_years(12, 0.0, 5), "1990-01-01");
    assert!(empty.contrasts.iter().all(|c| c.difference.is_none() && c.interval == Interval::None));
    assert!(empty.sentences(incimap::words::Words::default())[0].contains("cannot be said"));
    let what = Compare::From(date(2019, 1, 1));
    let bare = SpreadOptions { compare: Some(what), ..options(incimap::spread::Origin::None) };
    let none = spread_with(&two_years(30, 0.0, 6), bare).comparison.unwrap();
    assert!(none.contrasts[0].difference.is_none() && none.contrasts[4].difference.is_some());
}

#[test]
fn bursts_are_permuted_as_a_whole() {
    let bursts: Vec<Made> = (0..60)
        .map(|i: i32| {
            let day = date(2018, 1, 1).saturating_add((i / 5 * 56).days());
            incident(&format!("{i:02}")).at(20.0 + f64::from(i / 5), 10.0).when(When::day(day))
        })
        .collect();
    let found = compare(&bursts, "2019-01-01");
    assert!(found.by_weeks);
    // Twelve weeks, seven before: 792 ways, two of which are as far apart as these.
    assert!(found.contrasts[0].p.unwrap() > 0.001 && found.contrasts[0].interval == Interval::None);
}

#[test]
fn threads_and_order_do_not_matter() {
    let mut made = two_years(40, 30.0, 7);
    let run = |made: &[Made], threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", compare(made, "2019-01-01")))
    };
    let before = run(&made, 1);
    made.reverse();
    assert_eq!(before, run(&made, 3));
}
