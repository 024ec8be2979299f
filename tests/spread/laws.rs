//! Laws: any order and any split give the same bytes.

use incimap::incident::{DatePrecision, Precision, When};
use incimap::region::Regions;
use incimap::spread::{Accumulator, Spread};
use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

use super::fixture::{Made, from_point, incident, options};

fn any_incident() -> impl Strategy<Value = Made> {
    // Few distinct places, days and ids, so that ties are common.
    ((-4_i32..4, -2_i32..3), (0_i32..900, 0_i32..200, 0..5), 0..9, (0..4, proptest::option::of(0_u32..5))).prop_map(
        |((x, y), (day, length, dated), id, (country, killed))| {
            let first = date(2019, 1, 1).saturating_add(day.days());
            let last = if dated < 3 { first } else { first.saturating_add(length.days()) };
            let mut made = incident(&format!("i{id}")).at(f64::from(x) * 45.0, f64::from(y) * 40.0);
            if dated > 0 {
                made = made.when(When::between(first, last, DatePrecision::Range));
            }
            if country > 0 {
                made = made.country(&format!("Country {country}"), "AA", "Somewhere", Some(country == 1));
            }
            if country == 3 {
                made = made.precision(Precision::Country);
            }
            killed.map_or(made.clone(), |k| made.killed(k))
        },
    )
}

fn accumulate(made: &[Made]) -> Accumulator {
    let mut accumulator = Accumulator::new(options(from_point(10.0, 10.0)));
    for one in made {
        accumulator.add(&one.0);
    }
    accumulator
}

fn finish(accumulator: Accumulator) -> String {
    let spread: Spread = accumulator.finish(&Regions::built_in().unwrap()).unwrap();
    format!("{spread:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_order_and_any_split_give_the_same_bytes(
        (made, shuffled) in proptest::collection::vec(any_incident(), 0..40)
            .prop_flat_map(|made| (Just(made.clone()), Just(made).prop_shuffle())),
        cut in 0.0..1.0,
    ) {
        let whole = finish(accumulate(&made));
        let (left, right) = shuffled.split_at((shuffled.len() as f64 * cut) as usize);
        let (mut a, b) = (accumulate(right), accumulate(left));
        a.merge(b);
        prop_assert_eq!(whole, finish(a));
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let made: Vec<Made> = (0..60)
        .map(|i: i32| {
            incident(&format!("{i}")).at(f64::from(i * 7 % 90), f64::from(i * 11 % 70)).on(2015 + (i % 5) as i16, 1, 1)
        })
        .collect();
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| finish(accumulate(&made)))
    };
    assert_eq!(run(1), run(2));
}

#[test]
fn another_seed_moves_intervals_and_nothing_else() {
    let made: Vec<Made> = (0..12)
        .map(|i: i32| {
            let made = incident(&format!("{i}")).at(f64::from(i), f64::from(i * i % 7));
            made.country(&format!("Country {}", i * i % 5), "AA", "Somewhere", None)
        })
        .collect();
    let run = |seed| {
        let options = incimap::spread::SpreadOptions { seed, ..options(from_point(0.0, 0.0)) };
        super::fixture::spread_with(&made, options).whole.regions.shannon
    };
    assert_eq!(run(1), run(1));
    assert_eq!(run(1).value, run(2).value);
    assert_ne!(run(1).interval, run(2).interval);
}
