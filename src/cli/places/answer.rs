//! One document to one line of JSON.

use std::ops::Range;

use serde::Serialize;
use serde_json::Value;

use crate::error::Reject;
use crate::geocode::document::{DocumentGeocoder, Outcome};
use crate::incident::{CountryCode, Precision};
use crate::read::characters::{from_bytes, to_bytes};
use crate::read::documents::{Document, Mentions};
use crate::toponym::{FindOptions, Finder};

/// A document, and its mentions where they are given.
pub struct Task {
    /// The document.
    pub document: Document,
    /// Its mentions; none where they are to be found.
    pub mentions: Option<Mentions>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a Value,
    places: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    start: Option<usize>,
    end: Option<usize>,
    text: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    geonameid: Option<u32>,
    name: Option<&'a str>,
    country: Option<CountryCode>,
    precision: Option<Precision>,
    radius_km: Option<f64>,
    confidence: Option<f64>,
    #[serde(rename = "match")]
    matched: Option<&'static str>,
    why: &'a str,
    candidates: Vec<Candidate<'a>>,
}

#[derive(Serialize)]
struct Candidate<'a> {
    name: &'a str,
    geonameid: Option<u32>,
    lat: f64,
    lon: f64,
    confidence: f64,
    why: &'a str,
}

/// What answers: made once for all documents.
pub struct Answerer<'g> {
    /// Resolves names.
    pub geocoder: DocumentGeocoder<'g>,
    /// Finds them where they are not given.
    pub finder: Finder<'g>,
    /// What is looked for.
    pub options: FindOptions,
}

impl Answerer<'_> {
    /// The line of a document with its end of line, and the mentions that could not be used.
    pub fn line(&self, task: &Task) -> (Vec<u8>, Vec<Reject>) {
        match &task.mentions {
            Some(mentions) => self.given(&task.document, mentions),
            None => (self.found(&task.document), Vec::new()),
        }
    }

    /// Names that are looked for.
    fn found(&self, document: &Document) -> Vec<u8> {
        let text = &document.text;
        let spans: Vec<Range<usize>> =
            self.finder.find(text, &self.options).iter().map(|mention| mention.start..mention.end).collect();
        let answers = self.geocoder.resolve(text, &spans);
        let ends: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
        let characters = from_bytes(text, &ends);
        let places = answers.iter().zip(characters.chunks_exact(2)).map(|(answer, ends)| {
            let words = text.get(answer.span.clone()).unwrap_or_default();
            row(ends.first().copied().flatten(), ends.last().copied().flatten(), words, &answer.outcome)
        });
        written(&Line { id: &document.id, places: places.collect() })
    }

    /// Names that are given.
    fn given(&self, document: &Document, mentions: &Mentions) -> (Vec<u8>, Vec<Reject>) {
        let text = &document.text;
        let spans = spans(text, mentions);
        let good: Vec<Range<usize>> = spans.iter().filter_map(|span| span.clone().ok()).collect();
        let answers = self.geocoder.resolve(text, &good);
        let mut answers = answers.iter();
        let mut rejects = Vec::new();
        let mut places = Vec::with_capacity(spans.len());
        for (given, span) in mentions.spans.iter().zip(&spans) {
            let (start, end) = given.unzip();
            places.push(match span {
                Ok(span) => match answers.next() {
                    Some(answer) => row(start, end, text.get(span.clone()).unwrap_or_default(), &answer.outcome),
                    None => empty(start, end, "is not resolved"),
                },
                Err(why) => {
                    let value = format!("{start:?} to {end:?}");
                    rejects.push(mentions.at.reject(Some("mentions"), &value, format!("{} {why}", shown(*given))));
                    empty(start, end, why)
                }
            });
        }
        (written(&Line { id: &document.id, places }), rejects)
    }
}

/// The spans in bytes, or why they cannot be used.
fn spans(text: &str, mentions: &Mentions) -> Vec<Result<Range<usize>, &'static str>> {
    let ends: Vec<usize> = mentions.spans.iter().flatten().flat_map(|(start, end)| [*start, *end]).collect();
    let bytes = to_bytes(text, &ends);
    let mut pairs = bytes.chunks_exact(2);
    let one = |given: &Option<(usize, usize)>| {
        let (start, end) = given.ok_or("has no start and end that are whole numbers")?;
        let pair = pairs.next();
        if start >= end {
            return Err("ends before it starts: the end is exclusive and greater than the start");
        }
        match pair {
            Some([Some(start), Some(end)]) => Ok(*start..*end),
            _ => Err("lies outside the text: offsets count Unicode characters"),
        }
    };
    mentions.spans.iter().map(one).collect()
}

fn shown(given: Option<(usize, usize)>) -> String {
    given.map_or("a mention".to_owned(), |(start, end)| format!("the mention {start} to {end}"))
}

fn row<'a>(start: Option<usize>, end: Option<usize>, text: &'a str, outcome: &'a Outcome) -> Row<'a> {
    let place = outcome.place.as_ref();
    let candidates = outcome.rivals.iter().map(|rival| Candidate {
        name: &rival.name,
        geonameid: rival.geonameid,
        lat: rounded(rival.point.lat(), 1e6),
        lon: rounded(rival.point.lon(), 1e6),
        confidence: rounded(rival.confidence, 1e3),
        why: &rival.why,
    });
    Row {
        start,
        end,
        text,
        lat: place.map(|p| rounded(p.point.lat(), 1e6)),
        lon: place.map(|p| rounded(p.point.lon(), 1e6)),
        geonameid: place.and_then(|p| p.geonameid),
        name: place.map(|p| p.name.as_str()),
        country: place.and_then(|p| p.country),
        precision: place.map(|p| p.precision),
        radius_km: place.map(|p| rounded(p.radius_km, 1e3)),
        confidence: place.map(|p| rounded(p.confidence, 1e3)),
        matched: place.map(|p| p.matched.name()),
        why: &outcome.why,
        candidates: candidates.collect(),
    }
}

fn empty(start: Option<usize>, end: Option<usize>, why: &str) -> Row<'_> {
    Row {
        start,
        end,
        text: "",
        lat: None,
        lon: None,
        geonameid: None,
        name: None,
        country: None,
        precision: None,
        radius_km: None,
        confidence: None,
        matched: None,
        why,
        candidates: Vec::new(),
    }
}

/// A number with so many decimals as `unit` has zeros.
fn rounded(number: f64, unit: f64) -> f64 {
    (number * unit).round() / unit + 0.0
}

fn written(line: &Line<'_>) -> Vec<u8> {
    // Strings and finite numbers are always written.
    let mut bytes = serde_json::to_vec(line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
