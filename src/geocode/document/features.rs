//! Writes what speaks for every candidate of marked documents, as JSON lines, for `tests/measure/documents.py` to fit the weights on.
//!
//! Comes in: the file of documents that `INCIMAP_DOCUMENTS` names, `{"text", "toponyms": [{"start", "end", "lat", "lon", "id"}]}`, offsets
//! in characters. Goes out: a line a document into the file that `INCIMAP_FEATURES` names.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;

use serde_json::{Value, json};

use super::known::{Ways, static_features};
use super::*;
use crate::read::characters::to_bytes;

#[test]
#[ignore = "writes the features that the weights are fitted on"]
fn the_features_of_documents_are_written() {
    let gazetteer = Gazetteer::built_in().unwrap();
    let mut out = BufWriter::new(File::create(std::env::var("INCIMAP_FEATURES").unwrap()).unwrap());
    let mut memory = Memory::default();
    for line in fs::read_to_string(std::env::var("INCIMAP_DOCUMENTS").unwrap()).unwrap().lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        let text = document["text"].as_str().unwrap();
        let (spans, marked) = marked(text, &document);
        let ways = Ways { demonyms: true, alike: true };
        let mut finder = Finder { gazetteer: &gazetteer, memory: &mut memory, ways };
        let scene = scene::scene(text, &spans, &mut finder);
        let beliefs = belief::settle(&scene, &Prior::new(None, &[]));
        let places = Places::of(&scene, &beliefs);
        let groups: Vec<Value> = (0..scene.groups.len())
            .map(|n| {
                let of_group = scene.of.iter().zip(&marked).filter(|(of, _)| **of == n);
                let mentions: Vec<Value> = of_group.map(|(_, mention)| mention.clone()).collect();
                group(n, &scene.groups[n], &beliefs[n], &places, &mentions)
            })
            .collect();
        writeln!(out, "{}", json!(groups)).unwrap();
    }
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
