//! Any text is a name.
#![no_main]

use std::sync::LazyLock;

use incimap::gazetteer::Gazetteer;
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::incident::{Location, Place};
use libfuzzer_sys::fuzz_target;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::built_in().expect("the built-in gazetteer opens"));

fuzz_target!(|name: &str| {
    let geocoder = Geocoder::new(&GAZETTEER, GeocodeOptions::default());
    if let Location::Site(site) = geocoder.place(&Place::worded(name)) {
        assert!(site.point.lat().abs() <= 90.0 && site.point.lon().abs() <= 180.0, "{:?}", site.point);
        assert!((0.0..=1.0).contains(&site.confidence) && site.radius_km >= 0.0, "{site:?}");
    }
    for alike in GAZETTEER.alike(name) {
        assert!((0.0..=1.0).contains(&alike.cost), "{alike:?}");
    }
    assert_eq!(GAZETTEER.knows(name), !GAZETTEER.lookup(name).is_empty());
});
