//! Finding and placing names in text, one thread. Floor: token windows over a hash map, without any decision, scan news at 20 MB/s.

#![expect(clippy::expect_used, reason = "a bench stops when its input cannot be made")]

use divan::Bencher;
use divan::counter::BytesCount;
use incimap::gazetteer::Gazetteer;
use incimap::geocode::document::{DocumentGeocoder, DocumentOptions};
use incimap::toponym::{FindOptions, Finder};

fn main() {
    divan::main();
}

/// Bytes of text a document, about a long report.
const DOCUMENT: usize = 4000;
/// Documents.
const DOCUMENTS: usize = 250;

const PLACES: [&str; 48] = [
    "Aleppo",
    "Kirkuk",
    "Mosul",
    "Syria",
    "Iraq",
    "Baghdad",
    "Kandahar",
    "Kabul",
    "Afghanistan",
    "Quetta",
    "Pakistan",
    "Maiduguri",
    "Nigeria",
    "Borno State",
    "Lagos",
    "Bamako",
    "Mali",
    "Gao",
    "Timbuktu",
    "Tripoli",
    "Libya",
    "Benghazi",
    "Odesa",
    "Ukraine",
    "Kharkiv",
    "Moscow",
    "Russia",
    "Ankara",
    "Turkey",
    "Istanbul",
    "Paris",
    "France",
    "Lyon",
    "London",
    "Manchester",
    "Washington",
    "Texas",
    "Houston",
    "Mexico City",
    "Guadalajara",
    "Bogota",
    "Colombia",
    "Lima",
    "Manila",
    "Mindanao",
    "Jakarta",
    "Indonesia",
    "Rio de Janeiro",
];

const PEOPLE: [&str; 8] = [
    "Karim Haddad",
    "Maria Lopez",
    "John Carter",
    "Aisha Bello",
    "Peter Novak",
    "Li Wei",
    "Omar Farouk",
    "Jordan Austin",
];

const SENTENCES: [&str; 10] = [
    "Gunmen attacked a checkpoint near {p} on Tuesday, killing at least four soldiers, officials said. ",
    "\"We heard two blasts and then a long silence,\" said {n}, who runs a small shop in {p}. ",
    "The ministry in {p} did not answer questions about the raid, which the state news agency called a success. ",
    "{n}, a spokesman for the provincial council, told reporters that roads to {p} and {p} had been closed since dawn. ",
    "Analysts said that the group, which is active across {p}, had changed its tactics after losing ground last year. ",
    "The Syrian army said its forces had taken back three villages, but residents of {p} denied it. ",
    "Prices rose again in the second quarter, and many of the people who had stayed began to think about leaving. ",
    "A convoy of forty trucks left {p}, {p}, in the early hours and was expected to arrive before the weekend. ",
    "Mr. {n} was later moved to a hospital, where doctors described his condition as stable but serious. ",
    "The United Nations said in March that more than 12,000 families had fled from {p} to {p} since the fighting began.\n\n",
];

/// Documents of invented sentences.
fn documents() -> Vec<String> {
    let (mut place, mut person, mut sentence) = (0, 0, 0);
    let next = |list: &'static [&'static str], at: &mut usize, step: usize| {
        *at = (*at + step) % list.len();
        list.get(*at).copied().unwrap_or_default()
    };
    let mut one = || {
        let mut text = String::new();
        while text.len() < DOCUMENT {
            for piece in next(&SENTENCES, &mut sentence, 7).split_inclusive('}') {
                text.push_str(piece.trim_end_matches("{p}").trim_end_matches("{n}"));
                if piece.ends_with("{p}") {
                    text.push_str(next(&PLACES, &mut place, 29));
                } else if piece.ends_with("{n}") {
                    text.push_str(next(&PEOPLE, &mut person, 3));
                }
            }
        }
        text
    };
    (0..DOCUMENTS).map(|_| one()).collect()
}

fn bytes(documents: &[String]) -> BytesCount {
    BytesCount::new(documents.iter().map(String::len).sum::<usize>())
}

#[divan::bench]
fn find_names_in_a_megabyte_of_text(bencher: Bencher) {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let finder = Finder::new(&gazetteer);
    let documents = documents();
    bencher
        .counter(bytes(&documents))
        .bench(|| documents.iter().map(|text| finder.find(text, &FindOptions::default()).len()).sum::<usize>());
}

#[divan::bench]
fn find_and_place_names_in_a_megabyte_of_text(bencher: Bencher) {
    let gazetteer = Gazetteer::built_in().expect("the built-in gazetteer opens");
    let finder = Finder::new(&gazetteer);
    let geocoder = DocumentGeocoder::new(&gazetteer, DocumentOptions::default());
    let documents = documents();
    bencher.counter(bytes(&documents)).bench(|| {
        let place = |text: &String| {
            let spans: Vec<_> = finder.find(text, &FindOptions::default()).iter().map(|m| m.start..m.end).collect();
            geocoder.resolve(text, &spans).len()
        };
        documents.iter().map(place).sum::<usize>()
    });
}
