//! How many names a second the geocoder places; the peer that was measured does 1.4 to 2.1.

use divan::Bencher;
use divan::counter::ItemsCount;
use incimap::gazetteer::Gazetteer;
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::incident::Place;

fn main() {
    divan::main();
}

const TOWNS: [(&str, &str); 12] = [
    ("Kerman", "Iran"),
    ("Mosul", "Iraq"),
    ("Jalalabad", "Afghanistan"),
    ("Homs", "Syria"),
    ("Maiduguri", "Nigeria"),
    ("Paris", "France"),
    ("Springfield", "United States"),
    ("San Jose", "Costa Rica"),
    ("Tripoli", "Lebanon"),
    ("Qwxzyville", "Syria"),
    ("Köln", "Germany"),
    ("كابل", "AF"),
];

fn places() -> Vec<Place> {
    TOWNS.iter().map(|(town, country)| Place { country: Some((*country).to_owned()), ..Place::worded(*town) }).collect()
}

/// Every name is met for the first time.
#[divan::bench]
fn place_and_country_all_different(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let places = places();
    bencher
        .counter(ItemsCount::new(places.len()))
        .with_inputs(|| Geocoder::new(&gazetteer, GeocodeOptions::default()))
        .bench_values(|geocoder| places.iter().map(|place| geocoder.place(place)).collect::<Vec<_>>());
}

/// Every name has been met before.
#[divan::bench]
fn place_and_country_met_before(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let places = places();
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    bencher
        .counter(ItemsCount::new(places.len()))
        .bench(|| places.iter().map(|place| geocoder.place(place)).collect::<Vec<_>>());
}

/// Names alone, without judging the candidates.
#[divan::bench]
fn names_in_the_index(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    bencher
        .counter(ItemsCount::new(TOWNS.len()))
        .bench(|| TOWNS.iter().map(|(town, _)| gazetteer.lookup(town).len()).sum::<usize>());
}
