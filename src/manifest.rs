//! The record of a run: what went in, with which settings, what came out, and what was left out.
//!
//! Comes in: settings, fingerprints of the inputs, counts, the output files. Goes out: `manifest.json`. It holds no clock
//! time and no thread count, so that the same run gives the same bytes.

use std::path::Path;

use serde_json::{Value, json};

use crate::pipeline::Outcome;
use crate::read::{Encoding, FormatChoice};
use crate::settings::{OriginChoice, PictureSettings, Settings};
use crate::write::{OutputFile, Written};

/// The file's name.
pub const MANIFEST: &str = "manifest.json";

/// Where files of an earlier run are listed that a run of some kinds alone has left as they were.
const KEPT: &str = "outputs_of_earlier_runs";

/// The manifest of a run: over the files it is about to put in place, and those of an earlier run that it leaves alone.
pub fn manifest(settings: &Settings, outcome: &Outcome, written: &[Written], kept: &[Written]) -> OutputFile<'static> {
    let mut record = json!({
        "tool": "incimap",
        "version": env!("CARGO_PKG_VERSION"),
        "settings": settings_record(settings, outcome),
        "inputs": outcome.sources,
        "counts": counts(outcome),
        "notices": outcome.notices,
        "outputs": written,
        "credits": crate::CREDITS,
    });
    if !kept.is_empty() {
        record[KEPT] = json!(kept);
    }
    let mut text = format!("{record:#}");
    text.push('\n');
    OutputFile::new(MANIFEST, text)
}

fn settings_record(settings: &Settings, outcome: &Outcome) -> Value {
    let filter = &settings.filter;
    let near = settings.near.iter().map(|words| ("near".to_owned(), json!(words)));
    let countries = Some(&settings.countries).filter(|words| !words.is_empty());
    let likely = near.chain(countries.map(|words| ("countries".to_owned(), json!(words))));
    let mut record = json!({
        "products": settings.products,
        "layer_formats": settings.layer_formats,
        "origin": origin_record(settings, outcome),
        "by": outcome.spread.options.by,
        "from": filter.from.map(|day| day.to_string()),
        "until": filter.until.map(|day| day.to_string()),
        "kinds": filter.kinds.iter().map(crate::incident::Kind::key).collect::<Vec<_>>(),
        "actors": filter.actors,
        "roles": settings.spread.roles,
        "gazetteer": outcome.gazetteer_files,
        "regions": settings.regions.as_ref().map(|p| p.display().to_string()),
        "min_confidence": settings.min_confidence,
        "seed": settings.spread.seed,
        "resamples": settings.spread.resamples,
        "size_mm": [settings.pictures.size_mm.0, settings.pictures.size_mm.1],
        "dpi": settings.pictures.dpi,
        "pictures": pictures_record(&settings.pictures),
        "strict": settings.strict,
    });
    if let Some(fields) = record.as_object_mut() {
        fields.extend(likely);
        fields.extend(reading_record(settings));
    }
    record
}

/// What was asked of the reading beyond the usual.
fn reading_record(settings: &Settings) -> impl Iterator<Item = (String, Value)> {
    let read = &settings.read;
    let asked = [
        ("format", (read.format != FormatChoice::Auto).then(|| json!(read.format))),
        ("encoding", (read.encoding != Encoding::Auto).then(|| json!(read.encoding))),
        ("columns", (!read.columns.is_empty()).then(|| json!(read.columns))),
        ("filter", (!settings.filter.written.is_empty()).then(|| json!(settings.filter.written))),
        ("sample", settings.sample.map(|size| json!(size))),
        ("merge_duplicates", settings.merge_duplicates.then(|| json!(true))),
        ("audit_coordinates", settings.audit_coordinates.then(|| json!(true))),
    ];
    asked.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)))
}

fn pictures_record(pictures: &PictureSettings) -> Value {
    let looks: Vec<Value> = pictures
        .looks
        .iter()
        .map(|look| {
            let colours: Vec<String> = look.palette.series.all().iter().map(ToString::to_string).collect();
            json!({
                "theme": format!("{:?}", look.theme).to_lowercase(),
                "colours": colours,
                "fonts": look.fonts.families(),
                "language": look.words.lang.code(),
            })
        })
        .collect();
    json!({ "formats": pictures.formats.iter().map(|format| format.name()).collect::<Vec<_>>(), "looks": looks })
}

fn origin_record(settings: &Settings, outcome: &Outcome) -> Value {
    let asked = match &settings.origin {
        OriginChoice::None => "none",
        OriginChoice::Named(_) => "named place",
        OriginChoice::Point(_) => "coordinates",
        OriginChoice::Home(_) => "home countries",
        OriginChoice::First => "first incident",
    };
    json!({ "kind": asked, "name": outcome.spread.options.origin.name(), "centre": outcome.spread.options.origin.centre() })
}

fn counts(outcome: &Outcome) -> Value {
    let tally = &outcome.tally;
    json!({
        "rows": tally.rows,
        "rows_rejected": tally.rows_rejected,
        "incidents": tally.incidents,
        "incidents_filtered_out": tally.filtered_out,
        "incidents_located": tally.located,
        "incidents_not_located": tally.not_located,
        "incidents_by_role": tally.by_role,
    })
}

/// The files that an earlier manifest lists, with those it had left alone; none where there is no readable one.
pub fn listed_files(path: &Path) -> Vec<Written> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let Ok(value) = serde_json::from_str::<Value>(&text) else { return Vec::new() };
    let lists = ["outputs", KEPT].into_iter().filter_map(|key| value.get(key).and_then(Value::as_array));
    lists.flatten().filter_map(|file| serde_json::from_value(file.clone()).ok()).collect()
}
