//! Writes what speaks for every candidate of marked documents, as JSON lines, for `tests/measure/documents.py` to fit the weights on.
//!
//! Comes in: the file of documents that `INCIMAP_DOCUMENTS` names, `{"text", "toponyms": [{"start", "end", "lat", "lon", "id"}]}`, offsets
//! in characters; without it an invented one. Goes out: a line a document into the file that `INCIMAP_FEATURES` names, if any.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;

use serde_json::{Value, json};

use super::candidate::static_features;
use super::known::Ways;
use super::*;
use crate::read::characters::to_bytes;

/// A document where no file is given.
const INVENTED: &str = r#"{"text": "Two roads lead from Herat to Kabul, Afghanistan.", "toponyms": [
    {"start": 20, "end": 25, "lat": 34.35, "lon": 62.2}, {"start": 29, "end": 34, "lat": 34.53, "lon": 69.17},
    {"start": 36, "end": 47, "lat": 33.0, "lon": 66.0}]}"#;

#[test]
fn the_features_of_documents_add_up_to_the_order_of_their_candidates() {
    let file = std::env::var("INCIMAP_DOCUMENTS").map(|path| fs::read_to_string(path).unwrap());
    let documents = file.unwrap_or_else(|_| INVENTED.replace('\n', " "));
    let gazetteer = Gazetteer::built_in().unwrap();
    let mut memory = Memory::default();
    let lines: Vec<Vec<Value>> = documents.lines().map(|line| groups(&gazetteer, &mut memory, line)).collect();
    for candidates in lines.iter().flatten().map(|group| group["candidates"].as_array().unwrap()) {
        let scores: Vec<f64> = candidates.iter().map(score).collect();
        assert!(scores.is_sorted_by(|a, b| a >= &(b - 1e-9)), "{scores:?}");
    }
    assert!(lines.iter().flatten().any(|group| group["candidates"].as_array().is_some_and(|all| all.len() > 1)));
    if let Ok(path) = std::env::var("INCIMAP_FEATURES") {
        let mut out = BufWriter::new(File::create(path).unwrap());
        for line in &lines {
            writeln!(out, "{}", json!(line)).unwrap();
        }
    }
}

/// The score of a candidate by its written features and the weights in use.
fn score(candidate: &Value) -> f64 {
    let features: Vec<f64> = serde_json::from_value(candidate["features"].clone()).unwrap();
    let (own, context) = features.split_at(weights::STATIC.len());
    weights::dot(&weights::STATIC, own) + weights::dot(&weights::CONTEXT, context)
}

/// The names of a document with what speaks for their candidates.
fn groups<'g>(gazetteer: &'g Gazetteer, memory: &mut Memory<'g>, line: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(line).unwrap();
    let text = document["text"].as_str().unwrap();
    let (spans, marked) = marked(text, &document);
    let mut finder = Finder { gazetteer, memory, ways: Ways { demonyms: true, alike: true } };
    let scene = scene::scene(text, &spans, &mut finder);
    let beliefs = belief::settle(&scene, &Prior::new(None, &[]));
    let places = Places::of(&scene, &beliefs);
    let of_group = |n: usize| scene.of.iter().zip(&marked).filter(move |(of, _)| **of == n);
    (0..scene.groups.len())
        .map(|n| {
            let mentions: Vec<Value> = of_group(n).map(|(_, mention)| mention.clone()).collect();
            group(n, &scene.groups[n], &beliefs[n], &places, &mentions)
        })
        .collect()
}

/// The spans of the names with coordinates, in bytes, and the names themselves.
fn marked(text: &str, document: &Value) -> (Vec<Range<usize>>, Vec<Value>) {
    let names = document["toponyms"].as_array().unwrap().iter();
    let names: Vec<&Value> = names.filter(|t| !t["lat"].is_null() && !t["start"].is_null()).collect();
    let at = |t: &Value, key: &str| usize::try_from(t[key].as_u64().unwrap()).unwrap();
    let ends: Vec<usize> = names.iter().flat_map(|t| [at(t, "start"), at(t, "end")]).collect();
    let bytes = to_bytes(text, &ends);
    let spans = bytes.chunks(2).zip(&names);
    spans.filter_map(|(ends, name)| Some((ends[0]?..ends[1]?, (*name).clone()))).unzip()
}

fn group(at: usize, group: &Group<'_>, belief: &Belief, places: &Places<'_>, mentions: &[Value]) -> Value {
    let candidates = belief.of(group).map(|(pick, c)| {
        let features: Vec<f64> = static_features(c).into_iter().chain(pick.features).collect();
        json!({ "id": c.entry.id(), "lon": c.point.lon(), "lat": c.point.lat(), "features": features })
    });
    let stand_ins = places.candidates(at, group);
    let best = stand_ins.max_by(|a, b| a.0.p.total_cmp(&b.0.p)).map(|(stand_in, features)| {
        let point = stand_in.candidate.point;
        json!({ "lon": point.lon(), "lat": point.lat(), "features": features })
    });
    json!({
        "mentions": mentions,
        "candidates": candidates.collect::<Vec<_>>(),
        "none": belief::none_features(group, belief),
        "stand_in": best,
    })
}
