//! Finding place names in text, through the public interface.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use incimap::gazetteer::Gazetteer;
use incimap::toponym::{FindOptions, Finder, Kind, Mention, find};
use proptest::prelude::*;

fn mentions(text: &str) -> Vec<Mention> {
    find(&Gazetteer::built_in().unwrap(), text, &FindOptions::default())
}

fn names(text: &str) -> Vec<&str> {
    mentions(text).iter().map(|m| &text[m.start..m.end]).collect()
}

#[test]
fn a_name_after_a_preposition_is_found() {
    assert_eq!(names("A bomb went off near the market in Kirkuk on Monday."), ["Kirkuk"]);
}

#[test]
fn a_person_named_like_a_place_is_not_a_place() {
    assert_eq!(names("Mr. Jordan Houston thanked Paris Jackson and Senator Austin."), [""; 0]);
}

#[test]
fn a_common_word_at_the_head_of_a_sentence_is_not_a_place() {
    assert_eq!(names("Reading was hard that night. Most of them slept. Nice weather followed."), [""; 0]);
}

#[test]
fn a_make_of_cars_is_not_a_place() {
    assert_eq!(names("The driver of the Honda left Toledo at noon."), ["Toledo"]);
}

#[test]
fn an_organisation_and_the_seat_of_a_government_that_acts_are_not_places() {
    assert_eq!(names("The White House condemned the attack on Mosul."), ["Mosul"]);
    assert_eq!(names("Officials of NATO said the convoy had left Kabul."), ["Kabul"]);
    assert_eq!(names("A man was shot near the White House in Washington."), ["White House", "Washington"]);
}

#[test]
fn a_newspaper_an_airline_and_a_party_named_after_a_place_are_not_places() {
    assert_eq!(names("He told the Miami Herald that Turkish Airlines flies to Herat again."), ["Herat"]);
    assert_eq!(names("He reads the Los Angeles Times. In United Russia nobody spoke of Grozny."), ["Grozny"]);
    assert_eq!(names("A bus burned in Miami and another in Los Angeles."), ["Miami", "Los Angeles"]);
}

#[test]
fn a_direction_that_shares_its_name_with_the_next_is_no_place_of_its_own() {
    assert_eq!(names("It wants to expand throughout South and Central Asia, from Kabul."), ["Central Asia", "Kabul"]);
}

#[test]
fn a_group_named_after_a_state_is_no_place_however_often_it_is_named() {
    let text =
        "The \"Islamic State\" (IS) claimed it. 'Islamic State' claims are common. They came from Karbala in Iraq.";
    assert_eq!(names(text), ["Karbala", "Iraq"]);
}

#[test]
fn plain_words_for_a_building_behind_a_town_are_no_place_of_their_own() {
    let text = "She was taken to Huntsville Medical Center. He came from Huntsville High School.";
    assert!(!names(text).iter().any(|name| matches!(*name, "Medical Center" | "High School")), "{:?}", names(text));
    assert_eq!(names("Gunmen stormed Serena Hotel in Kabul."), ["Serena Hotel", "Kabul"]);
}

#[test]
fn the_country_before_the_sign_of_its_currency_is_not_a_place() {
    assert_eq!(names("Damage of US$460 million was done in Kenya."), ["Kenya"]);
}

#[test]
fn a_surname_stays_one_throughout_the_text() {
    assert_eq!(names("Lincoln testified on Monday. Lincoln smiled. He met Lincoln later."), [""; 0]);
}

#[test]
fn months_and_days_are_not_places() {
    assert_eq!(names("It rained in March and on Sunday, but not in August."), [""; 0]);
}

#[test]
fn a_town_and_its_area_are_two_mentions_and_know_each_other() {
    let text = "The plant in Paducah, Kentucky, was closed.";
    let found = mentions(text);
    assert_eq!(names(text), ["Paducah", "Kentucky"]);
    assert_eq!(found.first().unwrap().container, Some(1));
}

#[test]
fn an_abbreviated_area_says_what_it_stands_for() {
    let text = "He was born in Frankfort, Ky. and moved away.";
    let found = mentions(text);
    assert_eq!(names(text), ["Frankfort", "Ky."]);
    assert_eq!(found.get(1).unwrap().stands_for, Some("Kentucky"));
}

#[test]
fn adjectives_of_peoples_are_mentions_unless_they_are_not_wanted() {
    let text = "A Syrian officer and Turkish troops met in Ankara.";
    assert_eq!(names(text), ["Syrian", "Turkish", "Ankara"]);
    let options = FindOptions { demonyms: false, ..FindOptions::default() };
    let found = find(&Gazetteer::built_in().unwrap(), text, &options);
    assert!(found.iter().all(|m| m.kind == Kind::Name) && found.len() == 1);
}

#[test]
fn the_kind_of_place_belongs_to_the_name() {
    let text = "Fighting went on across Aleppo Province and in Nineveh Governorate.";
    assert_eq!(names(text), ["Aleppo Province", "Nineveh Governorate"]);
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(names("She flew from New York City to Rio de Janeiro."), ["New York City", "Rio de Janeiro"]);
}

#[test]
fn compounds_with_a_hyphen_are_found_by_their_place() {
    assert_eq!(names("The London-based group denied it."), ["London"]);
}

#[test]
fn capitals_with_full_stops_are_codes() {
    assert_eq!(names("The U.S. envoy met officials from the UK in Geneva."), ["U.S.", "UK", "Geneva"]);
}

#[test]
fn a_dateline_is_a_place() {
    assert_eq!(names("KABUL, Afghanistan (AP) - Two rockets fell on Monday."), ["KABUL", "Afghanistan"]);
}

#[test]
fn words_that_are_only_part_of_a_name_are_not_places() {
    assert_eq!(names("Police said the University would close. The Central Bank agreed."), [""; 0]);
}

#[test]
fn the_pronoun_is_not_the_country_but_the_capitals_are() {
    assert_eq!(names("They told us that US and UK officials would meet us."), ["US", "UK"]);
    assert_eq!(names("THE POLICE TOLD US THAT THE US EMBASSY IN LIMA WAS ATTACKED BY GUERRILLAS."), ["US", "LIMA"]);
}

#[test]
fn times_and_agencies_are_not_codes() {
    assert_eq!(names("At 9 a.m. the CEO told CNN and the BBC that the FBI had called."), [""; 0]);
}

#[test]
fn a_street_that_no_gazetteer_has_is_found_unless_only_known_names_are_wanted() {
    let text = "A car burned on Zanterby Avenue in Louisville.";
    assert_eq!(names(text), ["Zanterby Avenue", "Louisville"]);
    let options = FindOptions { unknown: false, ..FindOptions::default() };
    assert_eq!(find(&Gazetteer::built_in().unwrap(), text, &options).len(), 1);
}

#[test]
fn a_text_in_capitals_is_read_too() {
    let text =
        "SAN SALVADOR, 12 JAN (AGENCY) -- THE ARMY SAID THE POLICE STATION IN SANTA ANA WAS ATTACKED WITH GRENADES.";
    assert_eq!(names(text), ["SAN SALVADOR", "SANTA ANA"]);
}

#[test]
fn offsets_are_bytes_of_the_text() {
    let text = "“Überall”, so hieß es – then shells hit Donetsk’s airport and Córdoba.";
    assert_eq!(names(text), ["Donetsk", "Córdoba"]);
}

#[test]
fn a_text_without_names_has_no_mentions() {
    for text in ["", " ", "...", "\0\0", "no name here", "ΑΒΓ", "مرحبا بالعالم", "12 345 678", "🔥🔥"]
    {
        assert_eq!(mentions(text), [], "{text:?}");
    }
}

#[test]
fn a_text_of_one_word_or_of_one_row_of_capitals_is_read_to_its_end() {
    let gazetteer = Gazetteer::built_in().unwrap();
    let finder = Finder::new(&gazetteer);
    for piece in ["x", "X", "A ", "Zz ", "Paris ", "New ", "-", "\u{5d0}", "U.", "St. ", "'s", "Al-"] {
        let text = piece.repeat(60_000 / piece.len());
        let found = finder.find(&text, &FindOptions::default());
        assert!(found.iter().all(|m| m.end <= text.len()), "{piece:?}");
    }
}

proptest! {
    #[test]
    fn mentions_are_sorted_disjoint_and_on_characters(text in "(\\PC|[A-Z][a-z]{1,6}| |\\.|, |London|Syrian|U\\.S\\.|\n|’s|-){0,60}") {
        let found = mentions(&text);
        let mut end = 0;
        for mention in &found {
            prop_assert!(mention.start >= end && mention.end > mention.start);
            prop_assert!(text.get(mention.start..mention.end).is_some() && text.get(..mention.core_end).is_some());
            prop_assert!(mention.core_end > mention.start && mention.core_end <= mention.end);
            prop_assert!(mention.container.is_none_or(|n| n < found.len()));
            prop_assert!((0.0..=1.0).contains(&mention.probability));
            end = mention.end;
        }
    }
}
