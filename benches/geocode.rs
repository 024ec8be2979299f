//! How many table rows a second the geocoder places, on one thread; the peer that was measured does 1.4 to 2.1.
//!
//! The rows are drawn from the gazetteer's own source: every (name, country) pair of `cities500` once, in an order that mixes
//! the countries. Of each hundred rows, 92 name the place as written, 3 in its own other spelling, 3 with one letter missing, and 2
//! name nothing that exists.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::Read;

use divan::Bencher;
use divan::counter::ItemsCount;
use flate2::read::GzDecoder;
use incimap::gazetteer::Gazetteer;
use incimap::geocode::table::{Columns, geocode};
use incimap::geocode::{GeocodeOptions, Geocoder};
use incimap::incident::Place;
use incimap::read::PlainTable;

fn main() {
    divan::main();
}

/// Rows of a bench.
const ROWS: usize = 150_000;
/// A step through the list that meets every row once and mixes the countries; prime to its length.
const STEP: usize = 7919;

/// Pairs of a place and its country, all different.
fn pairs() -> Vec<(String, String)> {
    let countries: BTreeMap<String, String> =
        rows("countries.tsv").iter().map(|row| (cell(row, 8), cell(row, 1))).collect();
    let towns = rows("cities500.txt.gz");
    let mut seen = HashSet::new();
    let mut pairs = Vec::new();
    for n in 0..towns.len() {
        let Some(row) = towns.get(n * STEP % towns.len()) else { continue };
        let Some(country) = countries.get(&cell(row, 8)) else { continue };
        let name = worded(row, n % 100);
        if pairs.len() < ROWS && seen.insert((name.clone(), country.clone())) {
            pairs.push((name, country.clone()));
        }
    }
    pairs
}

/// The name of a town as a row gives it.
fn worded(row: &[String], lot: usize) -> String {
    let name = cell(row, 1);
    match lot {
        0..=1 => format!("{} xq", name.chars().rev().collect::<String>()),
        2..=4 => name.chars().take(2).chain(name.chars().skip(3)).collect(),
        5..=7 => cell(row, 3).split(',').next().filter(|other| !other.is_empty()).unwrap_or(&name).to_owned(),
        _ => name,
    }
}

fn cell(row: &[String], at: usize) -> String {
    row.get(at).cloned().unwrap_or_default()
}

/// The rows of a file of the built-in gazetteer's source.
fn rows(file: &str) -> Vec<Vec<String>> {
    let mut bytes = Vec::new();
    let source = File::open(format!("{}/data/gazetteer/{file}", env!("CARGO_MANIFEST_DIR")));
    let read = source.and_then(|mut source| source.read_to_end(&mut bytes));
    let mut text = String::new();
    let unpacked = GzDecoder::new(bytes.as_slice()).read_to_string(&mut text);
    assert!(read.is_ok(), "{file} is not readable");
    if unpacked.is_err() {
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// Every row is met for the first time.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn place_and_country_all_different(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let places: Vec<Place> =
        pairs().into_iter().map(|(town, country)| Place { country: Some(country), ..Place::worded(town) }).collect();
    bencher
        .counter(ItemsCount::new(places.len()))
        .with_inputs(|| Geocoder::new(&gazetteer, GeocodeOptions::default()))
        .bench_values(|geocoder| places.iter().filter(|place| is_site(&geocoder, place)).count());
}

fn is_site(geocoder: &Geocoder<'_>, place: &Place) -> bool {
    matches!(geocoder.place(place), incimap::incident::Location::Site(_))
}

/// The same from a table to the text of a table, all columns written.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn table_to_table_all_different(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let Ok(one_thread) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    let rows = pairs();
    let text = rows.iter().fold("place,country\n".to_owned(), |text, (town, country)| {
        text + &format!("\"{}\",\"{country}\"\n", town.replace('"', "\"\""))
    });
    let Ok(table) = PlainTable::of_text(text) else { return };
    let columns = Columns { country: Some("country".to_owned()), ..Columns::default() };
    bencher
        .counter(ItemsCount::new(rows.len()))
        .with_inputs(|| Geocoder::new(&gazetteer, GeocodeOptions::default()))
        .bench_values(|geocoder| {
            one_thread.install(|| {
                let mut text = Vec::new();
                geocode(&table, &columns, &geocoder, &mut text).map(|tally| (tally, text.len()))
            })
        });
}

/// A few rows over and over: every one has been met before.
#[divan::bench]
fn place_and_country_met_before(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let places: Vec<Place> = pairs()
        .into_iter()
        .take(1000)
        .map(|(town, country)| Place { country: Some(country), ..Place::worded(town) })
        .collect();
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    bencher
        .counter(ItemsCount::new(places.len()))
        .bench(|| places.iter().filter(|place| is_site(&geocoder, place)).count());
}

/// Names alone, without judging the candidates.
#[divan::bench]
fn names_in_the_index(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let names: Vec<String> = pairs().into_iter().take(10_000).map(|(town, _)| town).collect();
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench(|| names.iter().map(|town| gazetteer.lookup(town).len()).sum::<usize>());
}
