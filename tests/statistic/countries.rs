//! The country a point lies in, with the outlines that the reference used: Natural Earth 1:110 million.

use incimap::earth::LonLat;
use incimap::region::Regions;
use serde_json::{Map, json};

use crate::oracle::{self, Case, Claim, number};

/// What is compared here.
pub const CLAIMS: &[Claim] = &[COUNTRIES];

const COUNTRIES: Claim = ("d05_ucdp_world", &["country_ne110m_by_id"]);

#[test]
fn points_lie_in_the_countries_of_the_reference() {
    let outlines = oracle::folder().join("../boundaries/countries_110m.geojson");
    if !outlines.exists() {
        println!("no outlines at 1:110 million: nothing checked");
        return;
    }
    let Some(case) = Case::claiming(COUNTRIES) else { return };
    let regions = Regions::from_file(&outlines).unwrap();
    let expected = case.value("country_ne110m_by_id");
    let mut found = Map::new();
    for row in case.rows() {
        let at = LonLat::wrapped(number(&row[6]), number(&row[5]));
        let country = regions.country_at(at).filter(|(_, nearest)| !nearest).map(|(country, _)| country);
        let name = expected[&row[0]].as_str().unwrap();
        let own = country.map_or("", |country| &country.name);
        // The two sets of outlines write some names in different ways: Turkey, Türkiye.
        let same = regions.country_named(name).is_some_and(|meant| *meant.name == *own);
        found.insert(row[0].to_owned(), json!(if same { name } else { own }));
    }
    case.same_value("country_ne110m_by_id", &json!(found));
}
