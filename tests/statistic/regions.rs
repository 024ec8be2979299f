//! Concentration over regions (E2) and swash and backwash (E4).

use std::collections::BTreeMap;

use incimap::statistic::concentration::{concentration, location_quotient, lorenz};
use incimap::statistic::swash::swash;
use serde_json::json;

use crate::oracle::{self, Case, Claim, number};

/// What is compared here.
pub const CLAIMS: &[Claim] = &[REGIONS];

const REGIONS: Claim = (
    "d05_ucdp_world",
    &[
        "regions_shannon_nats",
        "regions_shannon_evenness",
        "regions_simpson_1_minus_D",
        "regions_hhi",
        "regions_effective_number_regions",
        "regions_gini",
        "regions_theil",
        "share_outside_home",
    ],
);

#[test]
fn countries_of_the_world_sample_have_the_reference_values() {
    let Some(case) = Case::claiming(REGIONS) else { return };
    let (mut counts, mut killed) = (BTreeMap::<String, u64>::new(), BTreeMap::<String, f64>::new());
    for row in case.rows() {
        *counts.entry(row[7].to_owned()).or_default() += 1;
        *killed.entry(row[7].to_owned()).or_default() += number(&row[11]);
    }
    let mix = concentration(&counts.values().copied().collect::<Vec<_>>()).unwrap();
    case.same("regions_shannon_nats", "", mix.shannon);
    case.same("regions_shannon_evenness", "", mix.evenness.unwrap());
    case.same("regions_simpson_1_minus_D", "", mix.simpson);
    case.same("regions_hhi", "", mix.herfindahl);
    case.same("regions_effective_number_regions", "", mix.effective);
    case.same("regions_gini", "", mix.gini_active);
    case.same("regions_theil", "", mix.theil);
    let home = case.value("share_outside_home")["home"].as_str().unwrap().to_owned();
    let known: u64 = counts.values().sum();
    let all_killed: f64 = killed.values().sum();
    case.same_value(
        "share_outside_home",
        &json!({
            "home": home,
            "known": known,
            "unknown": 1000 - known,
            "events": 1.0 - counts[&home] as f64 / known as f64,
            "killed": 1.0 - killed[&home] / all_killed,
        }),
    );
}

#[test]
fn countries_by_year_have_the_swash_and_backwash_of_the_r_package() {
    let Some(want) = oracle::json("d05_ucdp_world", "expected.swash.json") else { return };
    let mut active = BTreeMap::<String, (usize, usize)>::new();
    for row in oracle::rows("d05_ucdp_world", "input.csv") {
        let year = row[1][..4].parse::<usize>().unwrap() - 1989;
        let span = active.entry(row[7].to_owned()).or_insert((year, year));
        *span = (span.0.min(year), span.1.max(year));
    }
    let wave = swash(&active.values().copied().collect::<Vec<_>>(), 34).unwrap();
    let got = json!({
        "N": wave.regions, "T": wave.periods, "t_LE": wave.leading_edge, "t_FE": wave.following_edge,
        "S_A": wave.susceptible, "I_A": wave.infected, "R_A": wave.recovered, "R_0A": wave.reproduction,
        "regions_first_per_period": wave.first_in, "regions_last_per_period": wave.last_in,
    });
    let check = json!({"tol_rel": 1e-12});
    for (name, value) in got.as_object().unwrap() {
        let differences = oracle::compare::differences(&want[name], value, name, &check);
        assert!(differences.is_empty(), "{differences:?}");
    }
}

#[test]
fn three_regions_have_the_values_worked_out_by_hand() {
    // Shares 1/2, 1/4, 1/4 and one empty region: H = 1.5 ln 2, Σq² = 3/8.
    let mix = concentration(&[1, 0, 2, 1]).unwrap();
    let ln2 = std::f64::consts::LN_2;
    assert!((mix.shannon - 1.5 * ln2).abs() < 1e-12 && (mix.effective - 8.0_f64.sqrt()).abs() < 1e-12);
    assert_eq!((mix.herfindahl, mix.simpson, mix.active), (0.375, 0.625, 3));
    // (1·(-3) + ... ) in rising order 0 1 1 2: (-1 + 1 + 6) / 16; without the empty one (-2 + 0 + 4) / 12.
    assert_eq!((mix.gini, mix.gini_active), (0.375, 1.0 / 6.0));
    assert_eq!(lorenz(&[1, 0, 2, 1]), [(0.0, 0.0), (0.25, 0.0), (0.5, 0.25), (0.75, 0.5), (1.0, 1.0)]);
    assert_eq!(location_quotient(1, 2, 1, 4), Some(2.0));
}
