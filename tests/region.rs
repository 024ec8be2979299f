//! The region stage: words and points to countries, UN regions, distances from a border.

use incimap::earth::LonLat;
use incimap::incident::CountryCode;
use incimap::region::Regions;

fn regions() -> Regions {
    Regions::built_in().unwrap()
}

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn code_at(regions: &Regions, lon: f64, lat: f64) -> (String, bool) {
    regions.country_at(at(lon, lat)).map_or_else(
        || ("none".to_owned(), false),
        |(country, near)| (country.code.map_or_else(|| country.name.to_string(), |code| code.to_string()), near),
    )
}

#[test]
fn capitals_lie_in_their_countries() {
    let regions = regions();
    for (code, lon, lat) in [
        ("AF", 69.17, 34.53),
        ("PK", 73.05, 33.69),
        ("IR", 51.39, 35.69),
        ("RU", 37.62, 55.76),
        ("IQ", 44.37, 33.31),
        ("SY", 36.29, 33.51),
        ("FR", 2.35, 48.86),
        ("GB", -0.13, 51.51),
        ("US", -77.04, 38.91),
        ("LS", 27.48, -29.31),
        ("VA", 12.453, 41.903),
        ("FJ", 178.44, -18.12),
        ("NZ", 174.78, -41.29),
        ("AR", -58.38, -34.6),
        ("GF", -52.33, 4.92),
        ("SJ", 15.63, 78.22),
    ] {
        assert_eq!(code_at(&regions, lon, lat).0, code, "{lon} {lat}");
    }
}

#[test]
fn poles_and_the_seam_have_their_countries() {
    let regions = regions();
    for lon in [-180.0, -90.0, 0.0, 17.3, 180.0] {
        assert_eq!(code_at(&regions, lon, -90.0), ("AQ".to_owned(), false));
        assert_eq!(code_at(&regions, lon, 90.0).0, "none");
    }
    for lon in [-180.0, 180.0, -179.99, 179.99, -170.0] {
        assert_eq!(code_at(&regions, lon, 66.3), ("RU".to_owned(), false), "{lon}");
    }
    assert_eq!(code_at(&regions, -179.9, -16.75).0, "FJ");
    assert_eq!(code_at(&regions, 179.95, -16.85).0, "FJ");
}

#[test]
fn a_point_off_the_coast_takes_the_nearest_country_and_mid_ocean_none() {
    let regions = regions();
    // 10 km off Alexandria, and off Suva.
    assert_eq!(code_at(&regions, 29.85, 31.30), ("EG".to_owned(), true));
    assert_eq!(code_at(&regions, -30.0, 30.0).0, "none");
    assert_eq!(code_at(&regions, 0.0, 0.0).0, "none");
}

#[test]
fn distances_from_home_are_geodesics_to_its_border() {
    let regions = regions();
    let home = regions.outline(&[CountryCode::new("AF").unwrap()]);
    let (km, _) = home.distance_km(at(37.6173, 55.7558)).unwrap();
    assert!((2900.0..3000.0).contains(&km), "{km}");
    assert_eq!(home.distance_km(at(69.17, 34.53)).unwrap().0, 0.0);
}
