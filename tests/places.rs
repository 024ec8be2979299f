//! The places of documents: names that decide each other, and the door `incimap places`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;
use incimap::earth::LonLat;
use incimap::gazetteer::Gazetteer;
use incimap::geocode::document::{Answer, DocumentGeocoder, DocumentOptions, Placed};
use incimap::incident::{CountryCode, Precision};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The spans of names in a text, each looked for behind the one before.
fn spans(text: &str, names: &[&str]) -> Vec<Range<usize>> {
    let mut from = 0;
    let one = |name: &&str| {
        let start = from + text[from..].find(*name).expect("the name is in the text");
        from = start + name.len();
        start..from
    };
    names.iter().map(one).collect()
}

fn resolved(text: &str, names: &[&str], options: DocumentOptions) -> Vec<Answer> {
    let gazetteer = Gazetteer::built_in().unwrap();
    DocumentGeocoder::new(&gazetteer, options).resolve(text, &spans(text, names))
}

/// Country and first-level unit of each name, by all names of the text together.
fn areas(text: &str, names: &[&str]) -> Vec<(String, String)> {
    areas_with(text, names, DocumentOptions::default())
}

fn areas_with(text: &str, names: &[&str], options: DocumentOptions) -> Vec<(String, String)> {
    let area = |answer: &Answer| {
        let place = answer.outcome.place.as_ref().expect("the name is resolved");
        let country = place.country.map(|c| c.to_string()).unwrap_or_default();
        (country, place.admin1.as_deref().unwrap_or_default().to_owned())
    };
    resolved(text, names, options).iter().map(area).collect()
}

fn country_of(text: &str, names: &[&str]) -> String {
    areas(text, names).remove(0).0
}

#[test]
fn a_fuller_form_decides_for_the_bare_name_behind_it_and_before_it() {
    let text = "PARIS - A barn burnt down near Paris, Texas, on Monday. Paris has one fire engine.";
    for (country, unit) in areas(text, &["PARIS", "Paris", "Paris"]) {
        assert_eq!((country.as_str(), unit.as_str()), ("US", "Texas"));
    }
    let text = "The trains from London to Paris were late. Paris lies on the Seine.";
    assert_eq!(areas(text, &["London", "Paris", "Paris"])[2].0, "FR");
}

#[test]
fn one_document_may_speak_of_two_places_of_one_name_if_it_says_so() {
    let text = "She moved from Paris, France, to Paris, Texas, in May.";
    let found = areas(text, &["Paris", "Paris"]);
    assert_eq!((found[0].0.as_str(), found[1].0.as_str()), ("FR", "US"));
}

#[test]
fn a_great_city_is_meant_before_its_county_and_before_what_was_once_called_so() {
    let precision = |text: &str, name: &str| {
        let answer = resolved(text, &[name], DocumentOptions::default()).remove(0);
        answer.outcome.place.as_ref().map(|place| place.precision)
    };
    assert_eq!(precision("She moved to Los Angeles.", "Los Angeles"), Some(Precision::Settlement));
    assert_eq!(precision("Floods hit Los Angeles County.", "Los Angeles County"), Some(Precision::Admin2));
    let text = "There were fires in Philadelphia and San Diego.";
    assert_eq!(areas(text, &["Philadelphia", "San Diego"])[0].1, "Pennsylvania");
}

#[test]
fn springfield_lies_where_the_other_names_lie() {
    let illinois = "Crews from Springfield helped after the storm in Decatur, Peoria and Champaign.";
    assert_eq!(areas(illinois, &["Springfield", "Decatur", "Peoria", "Champaign"])[0].1, "Illinois");
    let massachusetts = "The bus goes from Springfield by way of Worcester and Chicopee to Boston.";
    assert_eq!(areas(massachusetts, &["Springfield", "Worcester", "Chicopee", "Boston"])[0].1, "Massachusetts");
}

#[test]
fn countries_and_towns_beside_it_decide_an_ambiguous_name() {
    let table: [(&str, &[&str], &str); 6] = [
        ("Tripoli saw protests, as did Sidon, Zahle and Beirut.", &["Tripoli", "Sidon", "Zahle", "Beirut"], "LB"),
        (
            "Tripoli saw protests, as did Misrata and Benghazi in Libya.",
            &["Tripoli", "Misrata", "Benghazi", "Libya"],
            "LY",
        ),
        ("Georgia held elections; in Tbilisi and Batumi people queued.", &["Georgia", "Tbilisi", "Batumi"], "GE"),
        ("Georgia held primaries; in Atlanta and Savannah people queued.", &["Georgia", "Atlanta", "Savannah"], "US"),
        (
            "Cordoba and Rosario lost to Mendoza and Buenos Aires.",
            &["Cordoba", "Rosario", "Mendoza", "Buenos Aires"],
            "AR",
        ),
        ("Cordoba is hotter than Seville, Granada or Jaen.", &["Cordoba", "Seville", "Granada", "Jaen"], "ES"),
    ];
    for (text, names, country) in table {
        assert_eq!(country_of(text, names), country, "{text}");
    }
}

#[test]
fn police_act_in_their_own_country_and_soldiers_where_they_are_sent() {
    let of = |text: &str, names: &[&str], at: usize| areas(text, names).remove(at).0;
    assert_eq!(of("Pakistani police arrested three men in Hyderabad.", &["Pakistani", "Hyderabad"], 1), "PK");
    assert_eq!(of("In Cartagena, Spanish police found a bomb.", &["Cartagena", "Spanish"], 0), "ES");
    assert_eq!(of("American soldiers died in Mosul.", &["American", "Mosul"], 1), "IQ");
    let two = "Pakistani police were silent. Trains to Hyderabad and Secunderabad were late.";
    assert_eq!(of(two, &["Pakistani", "Hyderabad", "Secunderabad"], 1), "IN");
}

#[test]
fn possessives_articles_and_abbreviations_are_read_through() {
    let text = "Syria's neighbours met in The Hague, the Netherlands.";
    let countries: Vec<String> =
        areas(text, &["Syria's", "The Hague", "the Netherlands"]).into_iter().map(|a| a.0).collect();
    assert_eq!(countries, ["SY", "NL", "NL"]);
    let found = areas("In the U.S. a man from Durham, N.C., watched.", &["the U.S.", "Durham"]);
    assert_eq!((found[0].0.as_str(), found[1].1.as_str()), ("US", "North Carolina"));
}

#[test]
fn an_adjective_stands_for_its_country_unless_that_is_not_wanted() {
    let text = "Syrian troops left Homs.";
    assert_eq!(country_of(text, &["Syrian", "Homs"]), "SY");
    let without =
        resolved(text, &["Syrian", "Homs"], DocumentOptions { no_demonyms: true, ..DocumentOptions::default() });
    assert!(without[0].outcome.place.as_ref().is_none_or(Placed::stands_in), "{:?}", without[0].outcome);
    assert!(without[1].outcome.place.is_some());
}

#[test]
fn an_unknown_building_stands_in_its_town_and_says_so() {
    let text = "Police closed Qwxzy Avenue in Winnipeg on Friday. Buses through Winnipeg were late.";
    let answers = resolved(text, &["Qwxzy Avenue", "Winnipeg", "Winnipeg"], DocumentOptions::default());
    let street = answers[0].outcome.place.as_ref().unwrap();
    assert!(street.stands_in() && street.name == "Winnipeg", "{street:?}");
    assert!(street.confidence < 0.95, "{street:?}");
    assert!(answers[0].outcome.why.contains("stands for it"), "{}", answers[0].outcome.why);
    let alone = resolved("Qwxzyville is far.", &["Qwxzyville"], DocumentOptions::default());
    assert_eq!(alone[0].outcome.place, None);
}

#[test]
fn the_kind_of_a_building_is_no_town_of_that_name() {
    let text = "He taught at Chulalongkorn University in Bangkok.";
    assert_eq!(country_of(text, &["Chulalongkorn University", "Bangkok"]), "TH");
}

#[test]
fn no_building_stands_for_an_unknown_name_and_a_name_of_elsewhere_makes_it_doubtful() {
    let text = "At Abbey Gate in Kabul, Afghanistan, he spoke of Georgetown University. Kabul airport was closed.";
    let names = ["Abbey Gate", "Kabul", "Afghanistan", "Georgetown University", "Kabul airport"];
    let answers = resolved(text, &names, DocumentOptions::default());
    if let Some(place) = &answers[3].outcome.place {
        assert!(place.stands_in() && place.name != "Abbey Gate" && place.confidence < 0.75, "{place:?}");
    }
}

#[test]
fn a_town_is_meant_rather_than_the_unit_of_its_name_unless_a_word_says_otherwise() {
    let precision = |text: &str, name: &str| {
        resolved(text, &[name], DocumentOptions::default())[0].outcome.place.as_ref().unwrap().precision
    };
    for name in ["Kerman", "Moscow", "Istanbul", "Paris"] {
        assert_eq!(precision(&format!("It rained in {name}."), name), Precision::Settlement, "{name}");
    }
    assert_eq!(precision("It rained in Kerman province.", "Kerman"), Precision::Admin1);
    assert_eq!(precision("It rained in Kerman Province.", "Kerman Province"), Precision::Admin1);
    assert_eq!(precision("It rained in Oklahoma.", "Oklahoma"), Precision::Admin1);
}

#[test]
fn a_name_in_another_transliteration_is_found_unless_names_are_taken_as_written() {
    let text = "Shells fell on Tel Rifaat and Azaz, north of Aleppo in Syria.";
    let names = ["Tel Rifaat", "Azaz", "Aleppo", "Syria"];
    let found = resolved(text, &names, DocumentOptions::default());
    let place = found[0].outcome.place.as_ref().unwrap();
    assert!(!place.stands_in() && place.country == CountryCode::new("SY"), "{place:?}");
    let strict = resolved(text, &names, DocumentOptions { as_written: true, ..DocumentOptions::default() });
    assert!(strict[0].outcome.place.as_ref().is_none_or(Placed::stands_in));
}

#[test]
fn doubtful_answers_are_withheld_and_their_candidates_listed() {
    let options = DocumentOptions { min_confidence: 0.95, ..DocumentOptions::default() };
    let answers = resolved("San Jose is nice.", &["San Jose"], options);
    assert_eq!(answers[0].outcome.place, None);
    assert!(answers[0].outcome.why.contains("0.95"), "{}", answers[0].outcome.why);
    assert!(!answers[0].outcome.rivals.is_empty());
    let sure =
        resolved("Baghdad, Iraq", &["Baghdad"], DocumentOptions { min_confidence: 0.8, ..DocumentOptions::default() });
    assert!(sure[0].outcome.place.is_some());
}

#[test]
fn a_point_or_a_country_that_the_user_names_moves_an_ambiguous_name() {
    let text = "There was a fire in Cordoba.";
    for (lon, lat, country) in [(-64.2, -31.4, "AR"), (-4.8, 37.9, "ES")] {
        let near = Some(LonLat::new(lon, lat).unwrap());
        let found = areas_with(text, &["Cordoba"], DocumentOptions { near, ..DocumentOptions::default() });
        assert_eq!(found[0].0, country);
    }
    for country in ["AR", "ES"] {
        let countries = vec![CountryCode::new(country).unwrap()];
        let found = areas_with(text, &["Cordoba"], DocumentOptions { countries, ..DocumentOptions::default() });
        assert_eq!(found[0].0, country);
    }
}

#[test]
fn spans_that_cannot_be_cut_out_are_answered_and_nothing_panics() {
    let gazetteer = Gazetteer::built_in().unwrap();
    let geocoder = DocumentGeocoder::new(&gazetteer, DocumentOptions::default());
    let text = "Köln \0 𝒫aris";
    let end = text.len();
    #[expect(clippy::reversed_empty_ranges, reason = "a caller may hand over anything")]
    let odd = [0..0, 2..3, 1..2, 5..1, end..end + 9, usize::MAX - 1..usize::MAX, 0..end, 6..7];
    let answers = geocoder.resolve(text, &odd);
    assert_eq!(answers.len(), odd.len());
    assert!(answers[4].outcome.place.is_none() && answers[5].outcome.place.is_none());
}

#[test]
fn a_text_of_ten_megabytes_is_resolved_section_by_section() {
    let line = "A storm hit Springfield, Illinois, and the U.S. coast near Tripoli, Paris and Xyzzy.\n";
    let text = line.repeat(10_000_000 / line.len() + 1);
    let names = ["Springfield", "U.S.", "Tripoli", "Paris", "Xyzzy"];
    let one = spans(line, &names);
    let all: Vec<Range<usize>> =
        (0..400).flat_map(|n| one.iter().map(move |s| s.start + n * line.len()..s.end + n * line.len())).collect();
    let gazetteer = Gazetteer::built_in().unwrap();
    let answers = DocumentGeocoder::new(&gazetteer, DocumentOptions::default()).resolve(&text, &all);
    assert_eq!(answers.len(), all.len());
    assert_eq!(answers[1995].outcome.place.as_ref().unwrap().admin1.as_deref(), Some("Illinois"));
}

/// A folder of its own for one test.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::cargo_bin("incimap").unwrap();
        command.current_dir(self.folder.path()).arg("places").args(args).output().unwrap()
    }

    /// The lines on standard output, what was told, and the exit code.
    fn places(&self, args: &[&str]) -> (Vec<Value>, String, i32) {
        let output = self.run(args);
        let lines = String::from_utf8(output.stdout).unwrap();
        let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (lines, String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
    }
}

fn mentions(spans: &[(usize, usize)]) -> Value {
    let list: Vec<Value> = spans.iter().map(|(start, end)| json!({"start": start, "end": end})).collect();
    json!({ "mentions": list })
}

#[test]
fn mentions_are_answered_one_for_one_in_characters() {
    let desk = Desk::new();
    let text = "🔥 in Köln. Then Homs, Syria.";
    desk.file("d.jsonl", format!("{}\n", json!({"id": "a", "text": text})));
    desk.file("m.jsonl", format!("{}\n", mentions(&[(5, 9), (22, 27), (16, 20), (5, 9)])));
    let (lines, told, code) = desk.places(&["d.jsonl", "--mentions", "m.jsonl"]);
    assert_eq!((code, told.as_str(), lines.len()), (0, "", 1));
    assert_eq!(lines[0]["id"], "a");
    let found: Vec<(&str, &str)> = lines[0]["places"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["text"].as_str().unwrap(), p["country"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("Köln", "DE"), ("Syria", "SY"), ("Homs", "SY"), ("Köln", "DE")]);
    let first = &lines[0]["places"][0];
    assert_eq!((&first["start"], &first["end"]), (&json!(5), &json!(9)));
    assert!(first["geonameid"].is_u64() && first["confidence"].is_f64() && first["candidates"].is_array(), "{first}");
}

#[test]
fn spans_out_of_range_are_told_and_answered_with_null() {
    let desk = Desk::new();
    desk.file("d.jsonl", "{\"id\": 7, \"text\": \"In Homs.\"}\n");
    let line = json!({"mentions": [{"start": 3, "end": 7}, {"start": 3, "end": 99}, {"start": 7, "end": 3}, {"start": -1, "end": 2}, {}, 5]});
    desk.file("m.jsonl", line.to_string());
    let (lines, told, code) = desk.places(&["d.jsonl", "--mentions", "m.jsonl"]);
    assert_eq!(code, 1);
    assert_eq!(told.lines().count(), 5, "{told}");
    assert!(told.lines().all(|line| line.starts_with("incimap: m.jsonl, line 1, mentions: ")), "{told}");
    let places = lines[0]["places"].as_array().unwrap();
    assert_eq!((places.len(), lines[0]["id"].as_u64()), (6, Some(7)));
    assert!(places[0]["lat"].is_f64());
    assert!(places[1..].iter().all(|p| p["lat"].is_null() && p["why"].is_string()));
}

#[test]
fn a_span_in_the_middle_of_a_word_is_widened_to_it() {
    let desk = Desk::new();
    desk.file("d.jsonl", "{\"id\": \"a\", \"text\": \"Snow in Edmonton, and more of it.\"}\n");
    desk.file("m.jsonl", mentions(&[(10, 18), (8, 12)]).to_string());
    let (lines, _, _) = desk.places(&["d.jsonl", "--mentions", "m.jsonl"]);
    assert_eq!(
        (&lines[0]["places"][0]["name"], &lines[0]["places"][1]["name"]),
        (&json!("Edmonton"), &json!("Edmonton"))
    );
    assert_eq!(lines[0]["places"][0]["start"], 10);
}

#[test]
fn bad_lines_are_told_and_good_ones_kept() {
    let desk = Desk::new();
    let documents = [
        "{\"id\": \"a\", \"text\": \"Homs\"}",
        "{\"id\": \"b\"}",
        "not json",
        "",
        "{\"doc\": \"c\", \"text\": \"Homs\", \"date\": \"2024-01-01\"}",
    ];
    desk.file("d.jsonl", documents.join("\n"));
    let line = mentions(&[(0, 4)]).to_string();
    desk.file("m.jsonl", [line.as_str(), &line, &line, &line].join("\n"));
    let (lines, told, code) = desk.places(&["d.jsonl", "--mentions", "m.jsonl"]);
    assert_eq!((code, lines.len()), (1, 2), "{told}");
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&json!("a"), &json!("c")));
    assert!(
        told.contains("d.jsonl, line 2: ") && told.contains("d.jsonl, line 3: ") && told.lines().count() == 2,
        "{told}"
    );
}

#[test]
fn mentions_of_another_document_and_missing_ones_are_told() {
    let desk = Desk::new();
    desk.file("d.jsonl", "{\"id\": \"a\", \"text\": \"Homs\"}\n{\"id\": \"b\", \"text\": \"Homs\"}\n{\"id\": \"c\", \"text\": \"Homs\"}\n");
    let of = |id: &str| json!({"id": id, "mentions": [{"start": 0, "end": 4}]}).to_string();
    desk.file("m.jsonl", format!("{}\n{}\n", of("a"), of("x")));
    let (lines, told, code) = desk.places(&["d.jsonl", "--mentions", "m.jsonl"]);
    assert_eq!((code, lines.len(), told.lines().count()), (1, 1, 2), "{told}");
    assert!(told.contains("m.jsonl, line 2, id: ") && told.contains("d.jsonl, line 3: has no mentions"), "{told}");
    desk.file("m.jsonl", [of("a"), of("b"), of("c"), of("d")].join("\n"));
    let (lines, told, code) = desk.places(&["d.jsonl", "--mentions", "m.jsonl"]);
    assert_eq!((code, lines.len()), (1, 3));
    assert!(told.contains("m.jsonl, line 4: has no document"), "{told}");
}

#[test]
fn lone_surrogates_nul_and_invalid_bytes_stop_nothing() {
    let desk = Desk::new();
    let mut bytes = br#"{"id": "a", "text": "\ud83d Homs \ude00 \u0000 Aleppo \ud83d\ude00 Homs"}"#.to_vec();
    bytes.extend(b"\n{\"id\": \"b\", \"text\": \"Homs \xff\"}\n");
    desk.file("d.jsonl", bytes);
    let line = mentions(&[(2, 6), (11, 17), (20, 24)]).to_string();
    desk.file("m.jsonl", format!("{line}\n{line}\n"));
    let (lines, told, code) = desk.places(&["d.jsonl", "--mentions", "m.jsonl"]);
    assert_eq!((code, lines.len(), told.lines().count()), (1, 1, 1), "{told}");
    let texts: Vec<&str> = lines[0]["places"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Homs", "Aleppo", "Homs"]);
    assert!(told.contains("d.jsonl, line 2: ") && told.contains("UTF-8"), "{told}");
}

#[test]
fn plain_files_and_standard_input_are_one_document_each() {
    let desk = Desk::new();
    desk.file("one.txt", "\u{feff}Homs is quiet.");
    desk.file("two.txt", "");
    desk.file("m.jsonl", format!("{}\n{}\n", mentions(&[(0, 4)]), mentions(&[])));
    let (lines, told, code) = desk.places(&["one.txt", "two.txt", "--mentions", "m.jsonl"]);
    assert_eq!((code, lines.len()), (0, 2), "{told}");
    assert_eq!((&lines[0]["id"], &lines[0]["places"][0]["name"]), (&json!("one.txt"), &json!("Homs")));
    assert_eq!(lines[1], json!({"id": "two.txt", "places": []}));
    let mut command = Command::cargo_bin("incimap").unwrap();
    let output = command
        .current_dir(desk.folder.path())
        .args(["places", "-", "--mentions", "m.jsonl"])
        .write_stdin("Homs")
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("{\"id\":\"-\""));
}

#[test]
fn the_bytes_do_not_depend_on_the_threads_and_appear_whole_in_a_file() {
    let desk = Desk::new();
    let mut documents = Vec::new();
    let mut spans = Vec::new();
    for n in 0..300 {
        let text = ["Tripoli and Sidon", "Tripoli and Misrata", "Paris, Texas"][n % 3];
        writeln!(documents, "{}", json!({"id": n, "text": text})).unwrap();
        writeln!(spans, "{}", mentions(&[(0, if n % 3 == 2 { 5 } else { 7 })])).unwrap();
    }
    desk.file("d.ndjson", documents);
    desk.file("m.jsonl", spans);
    let run = |threads: &str, out: &str| {
        let mut command = Command::cargo_bin("incimap").unwrap();
        command.current_dir(desk.folder.path()).env("RAYON_NUM_THREADS", threads);
        let output = command.args(["places", "d.ndjson", "--mentions", "m.jsonl", "-o", out]).output().unwrap();
        assert!(output.status.success() && output.stdout.is_empty());
        fs::read(desk.folder.path().join(out)).unwrap()
    };
    let one = run("1", "one.jsonl");
    assert_eq!(String::from_utf8_lossy(&one).lines().count(), 300);
    assert!(one == run("8", "eight.jsonl"));
}

#[test]
fn what_cannot_be_run_is_refused_in_one_line() {
    let desk = Desk::new();
    desk.file("d.jsonl", "{\"id\": \"a\", \"text\": \"Homs\"}\n");
    for (args, told) in [
        (&["missing.txt"][..], "missing.txt: there is no such file"),
        (&["."][..], "folder"),
        (&["d.jsonl", "--country", "Xyzzyland"][..], "name or its ISO 3166-1 code"),
        (&["d.jsonl", "--near", "200,10"][..], "longitude 200"),
        (&["d.jsonl", "--near", "Qwxzyville"][..], "Qwxzyville"),
    ] {
        let (lines, message, code) = desk.places(args);
        assert_eq!((code, lines.len(), message.lines().count()), (2, 0, 1), "{message}");
        assert!(message.contains(told), "{message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_with_any_spans_gets_one_answer_a_span_whatever_came_before(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Paris", "Texas", ", ", "the ", "U.S.", " in ", "'s", "Syrian", "North ", "County", "\n", "é", "🔥", "\0", "(", "St. ", "x",
            ]),
            0..40,
        ),
        ends in prop::collection::vec((0..90_usize, 0..12_usize), 0..20),
    ) {
        let text = words.concat();
        let spans: Vec<Range<usize>> = ends.iter().map(|(start, length)| *start..start + length).collect();
        let gazetteer = Gazetteer::built_in().unwrap();
        let used = DocumentGeocoder::new(&gazetteer, DocumentOptions::default());
        used.resolve("Paris, Texas", &[0..5, 7..12]);
        let answers = used.resolve(&text, &spans);
        prop_assert_eq!(answers.len(), spans.len());
        for answer in answers.iter().filter_map(|a| a.outcome.place.as_ref()) {
            prop_assert!((0.0..=1.0).contains(&answer.confidence) && answer.radius_km >= 0.0);
        }
        let fresh = DocumentGeocoder::new(&gazetteer, DocumentOptions::default()).resolve(&text, &spans);
        prop_assert_eq!(answers, fresh);
    }
}
