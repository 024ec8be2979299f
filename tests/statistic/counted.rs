//! That no reference value is forgotten: every check of the oracle is claimed by a test, and every claim is a check.

use std::collections::BTreeSet;

use super::{cells, centres, countries, front, pairs, regions, series};
use crate::oracle::{self, Case, Claim};

/// The claims of all tests.
const ALL: &[&[Claim]] = &[
    oracle::claims::SPREAD,
    cells::CLAIMS,
    centres::CLAIMS,
    countries::CLAIMS,
    front::CLAIMS,
    pairs::CLAIMS,
    regions::CLAIMS,
    series::CLAIMS,
];

/// The cases with a list of checks.
const CASES: [&str; 8] = [
    "d01_geodesic",
    "d02_quakes",
    "d03_burkitt",
    "d04_chicago_arson",
    "d05_ucdp_world",
    "d06_sids",
    "d07_series",
    "d08_redwood",
];

#[test]
fn every_claim_is_a_check_and_no_check_is_claimed_twice_by_name() {
    let claimed: Vec<_> =
        ALL.iter().copied().flatten().flat_map(|(case, ids)| ids.iter().map(move |id| (*case, *id))).collect();
    let distinct: BTreeSet<_> = claimed.iter().copied().collect();
    assert_eq!(claimed.len(), distinct.len(), "claimed twice");
    let mut checks = BTreeSet::new();
    for name in CASES {
        let Some(case) = Case::open(name) else { return };
        checks.extend(case.ids().map(|id| (name, id.to_owned())));
    }
    let unknown: Vec<_> = distinct.iter().filter(|(case, id)| !checks.contains(&(*case, (*id).to_owned()))).collect();
    assert!(unknown.is_empty(), "no such checks: {unknown:?}");
    let missing: Vec<_> = checks.iter().filter(|(case, id)| !distinct.contains(&(*case, id.as_str()))).collect();
    assert!(missing.is_empty(), "not asserted anywhere: {missing:?}");
    assert_eq!(checks.len(), 173);
}
