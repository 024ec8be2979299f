//! What the confidence must rise and fall with.

use super::*;
use proptest::prelude::*;

pub const PLAIN: Evidence = Evidence {
    share: 0.5,
    matched: Matched::Name,
    cost: 0.0,
    people: Some(5_000),
    minor: false,
    radius_km: 3.0,
    country: false,
    admin1: false,
    admin2: false,
    worded: false,
    is_country: false,
    support: Support { country: 0.0, unit: 0.0, namesakes: 0.1, seen: 0.0, seen_near: 0.0 },
};

#[test]
fn more_evidence_makes_an_answer_surer() {
    let rising = [
        Evidence { share: 0.2, matched: Matched::OtherName, ..PLAIN },
        Evidence { share: 0.2, ..PLAIN },
        PLAIN,
        Evidence { people: Some(50_000), ..PLAIN },
        Evidence { people: Some(50_000), country: true, ..PLAIN },
        Evidence { people: Some(50_000), country: true, admin1: true, ..PLAIN },
        Evidence { people: Some(50_000), country: true, admin1: true, share: 1.0, ..PLAIN },
    ];
    let probabilities: Vec<f64> = rising.iter().map(probability).collect();
    assert!(probabilities.windows(2).all(|pair| pair[0] < pair[1]), "{probabilities:?}");
}

#[test]
fn a_table_that_lies_elsewhere_or_in_a_land_of_namesakes_makes_a_town_doubtful() {
    let p = |support: Support| probability(&Evidence { support, ..PLAIN });
    let alone = p(PLAIN.support);
    assert!(p(Support { country: 2.0, ..PLAIN.support }) > alone && p(Support { unit: 1.0, ..PLAIN.support }) > alone);
    assert!(
        p(Support { country: -2.0, ..PLAIN.support }) < alone && p(Support { unit: -1.0, ..PLAIN.support }) < alone
    );
    assert!(p(Support { namesakes: 0.5, ..PLAIN.support }) < alone);
    let stated =
        |country: f64| probability(&Evidence { country: true, support: Support { country, ..PLAIN.support }, ..PLAIN });
    assert!((stated(2.0) - stated(-2.0)).abs() < 1e-12, "the stated country needs no votes");
}

#[test]
fn a_country_stands_for_a_place_the_better_the_more_towns_of_the_table_lie_near_its_middle() {
    let country =
        Evidence { matched: Matched::AreaForPlace, people: None, radius_km: 500.0, is_country: true, ..PLAIN };
    let p = |seen: f64, seen_near: f64| {
        probability(&Evidence { support: Support { seen, seen_near, ..PLAIN.support }, ..country })
    };
    assert!(p(40.0, 0.0) < p(0.0, 0.0) && p(0.0, 0.0) < p(4.0, 4.0) && p(4.0, 4.0) < p(40.0, 40.0));
    let unit =
        Evidence { is_country: false, support: Support { seen: 9.0, seen_near: 9.0, ..PLAIN.support }, ..country };
    assert!((probability(&unit) - p(0.0, 0.0)).abs() < 1e-12);
}

#[test]
fn a_wide_area_for_an_unknown_place_is_less_sure_than_a_small_one() {
    let area = Evidence { matched: Matched::AreaForPlace, people: None, ..PLAIN };
    let wide = |radius_km| probability(&Evidence { radius_km, ..area });
    assert!(wide(30.0) > wide(100.0) && wide(100.0) > wide(300.0) && wide(300.0) > wide(1000.0));
    assert!(wide(30.0) > 0.9 && wide(1000.0) < 0.1);
}

proptest! {
    #[test]
    fn a_probability_lies_between_0_and_1_and_rises_with_the_share(
        share in 0.0..=1.0_f64,
        more in 0.0..=1.0_f64,
        people in proptest::option::of(0..u32::MAX),
        radius_km in 0.0..20_000.0_f64,
        (country, admin1, admin2, worded) in any::<(bool, bool, bool, bool)>(),
        at in 0..7_usize,
    ) {
        let matched = [Matched::Name, Matched::OtherName, Matched::FormerName, Matched::Code, Matched::Transliteration,
            Matched::TypingError, Matched::AreaForPlace][at];
        let evidence = Evidence { share, matched, cost: more, people, minor: admin2, radius_km, country, admin1, admin2, worded, ..PLAIN };
        let p = probability(&evidence);
        prop_assert!(p > 0.0 && p < 1.0, "{p}");
        let surer = probability(&Evidence { share: share.max(more), ..evidence });
        prop_assert!(surer >= p);
    }
}
