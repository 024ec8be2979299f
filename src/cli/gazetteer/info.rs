//! `incimap gazetteer info`: what is inside a gazetteer.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::json;

use super::{Status, print};
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::info::Info;

/// Tells what is inside a gazetteer: rows, names, countries, kinds of places, rows left out and why.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An index made by `incimap gazetteer build`; the built-in gazetteer if not given.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Adds up the whole index and compares with its checksum; of a file above 64 MB only the header is verified otherwise.
    #[arg(long)]
    verify: bool,
    /// Prints JSON, with all countries.
    #[arg(long)]
    json: bool,
}

/// Prints what is inside.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let gazetteer = args.file.as_deref().map_or_else(Gazetteer::built_in, Gazetteer::open)?;
    for index in gazetteer.indexes() {
        if args.verify {
            let failed = |why: String| match &args.file {
                Some(path) => Error::invalid(why).in_file(path),
                None => Error::invalid(format!("the built-in gazetteer {why}")),
            };
            index.verify().map_err(failed)?;
        }
        let info = Info::of(index);
        print(&if args.json { as_json(&info) } else { text(&info) })?;
    }
    Ok(Status::Done)
}

/// The counts in lines.
pub fn text(info: &Info) -> String {
    let contents = &info.contents;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let mut line = |words: &str, count: u64| {
        let _ = writeln!(out, "{count:>12}  {words}");
    };
    line("places", info.places);
    line("names", contents.names);
    line("bytes", info.bytes);
    let countries = info.countries.keys().filter(|country| !country.is_empty()).count();
    line("countries and territories", countries as u64);
    for (file, taken) in &contents.files {
        line(&format!("rows of {file}"), *taken);
    }
    for (feature, count) in sorted(info.features.iter().map(|(feature, count)| (*feature, *count))) {
        line(feature, count);
    }
    let first = sorted(info.countries.iter().map(|(country, count)| (country.as_str(), *count)));
    for (country, count) in first.into_iter().take(10) {
        line(if country.is_empty() { "in no one country" } else { country }, count);
    }
    line("rows that a later row of the same id replaced", contents.replaced);
    line("rows left out", contents.left_out_rows());
    for (reason, count) in sorted(contents.left_out.iter().map(|(reason, count)| (reason.as_str(), *count))) {
        line(&format!("  {reason}"), count);
    }
    out
}

/// The largest counts first.
fn sorted<'a>(counts: impl Iterator<Item = (&'a str, u64)>) -> Vec<(&'a str, u64)> {
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    counts
}

fn as_json(info: &Info) -> String {
    let contents = &info.contents;
    let files: Vec<_> = contents.files.iter().map(|(file, rows)| json!({ "file": file, "rows": rows })).collect();
    let value = json!({
        "places": info.places,
        "names": contents.names,
        "bytes": info.bytes,
        "countries": info.countries,
        "features": info.features,
        "files": files,
        "replaced": contents.replaced,
        "left_out": contents.left_out,
    });
    format!("{value:#}")
}
