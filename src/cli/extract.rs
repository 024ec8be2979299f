//! `incimap extract`: incidents out of news articles, every field pointing to its words.

use std::io::{self, Write};
use std::path::PathBuf;

use jiff::civil::Date;
use rayon::prelude::*;

use super::sink::Sink;
use super::{Status, gazetteer_with, input, tell};
use crate::article::merge::{Link, MergeWithin, links};
use crate::article::{Article, Extractor, Report, answer, day, review, table};
use crate::error::Error;
use crate::read::Encoding;
use crate::read::documents::{Documents, documents};
use crate::write::write_file;

/// Articles that are worked on at once, and the bytes of text at which a batch is full.
const BATCH: usize = 2048;
const BATCH_BYTES: usize = 4 << 20;
/// Articles without a day of publication that are told one by one.
const MOST_TOLD: usize = 5;

/// Takes incidents out of news articles: what, when, where, how many, by whom, with the words of each.
///
/// An article is a plain text, Markdown or HTML file, or a line of JSON lines with id, text and, if known, date and source. Written is one
/// value an incident of an article; every field points to the characters (counted from 0, the end exclusive) that gave it and names the rule.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Plain text, Markdown or HTML (one article each), or JSON lines (.jsonl, .ndjson); `-` reads standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The file to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What is written; told by the name of the file if not given, else JSON.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The day of publication of articles that do not state theirs.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Says which reports tell of one incident: those that lie no farther apart than this.
    #[arg(long, value_name = "2d,50km")]
    merge_within: Option<MergeWithin>,
    /// Also writes a page to check by: each text with its fields marked, the rows beside it.
    #[arg(long, value_name = "FILE")]
    review: Option<PathBuf>,
    /// How the bytes of plain texts become text.
    #[arg(long, value_enum, default_value = "utf8")]
    encoding: Encoding,
    /// GeoNames files or tables of places on top of the built-in gazetteer.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    gazetteer: Vec<PathBuf>,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table that `incimap map` reads.
    Csv,
    /// An array of objects.
    Json,
    /// Points that `incimap map` and QGIS read.
    Geojson,
}

impl Args {
    fn format(&self) -> Format {
        let name = self.output.as_ref().and_then(|path| path.extension()).map(|e| e.to_string_lossy().to_lowercase());
        self.format.unwrap_or(match name.as_deref() {
            Some("csv") => Format::Csv,
            Some("geojson") => Format::Geojson,
            _ => Format::Json,
        })
    }

    /// Whether all reports are needed before anything is written.
    fn gathers(&self) -> bool {
        self.merge_within.is_some() || self.review.is_some() || self.format() != Format::Json
    }
}

/// Writes the incidents of the articles.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let gazetteer = gazetteer_with(&args.gazetteer)?;
    let extractor = Extractor::new(&gazetteer)?;
    let mut run = Run {
        documents: documents(args.files.iter().map(|path| input(path)).collect(), args.encoding),
        published: args.published.as_deref().map(publication_day).transpose()?,
        status: Status::Done,
        undated: 0,
    };
    if args.gathers() {
        let mut all = Vec::new();
        while let Some(batch) = run.batch()? {
            all.extend(run.reports(&extractor, batch));
        }
        gathered(args, all)?;
    } else {
        streamed(args, &extractor, &mut run)?;
    }
    run.tell_undated();
    Ok(run.status)
}

fn publication_day(words: &str) -> Result<Date, Error> {
    day(words).ok_or_else(|| Error::unknown("date", words, "--published takes a day such as 2024-03-31"))
}

/// The articles of a run, batch by batch.
struct Run {
    documents: Documents,
    published: Option<Date>,
    status: Status,
    undated: usize,
}

impl Run {
    /// The next articles; none where all are read.
    fn batch(&mut self) -> anyhow::Result<Option<Vec<Article>>> {
        let (mut batch, mut bytes, mut any) = (Vec::new(), 0, false);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(document) = self.documents.next().transpose()? else { break };
            any = true;
            match document {
                Ok(document) => {
                    bytes += document.text.len();
                    batch.push(Article::of(document, self.published));
                }
                Err(reject) => {
                    self.status = Status::RowsRejected;
                    tell(&reject);
                }
            }
        }
        Ok(any.then_some(batch))
    }

    /// The reports of a batch, in its order.
    fn reports(&mut self, extractor: &Extractor<'_>, batch: Vec<Article>) -> Vec<(Article, Vec<Report>)> {
        let done: Vec<_> = batch
            .into_par_iter()
            .map(|article| {
                let (reports, published) = extractor.read(&article);
                (article, reports, published)
            })
            .collect();
        let undated = done.iter().filter(|(_, reports, published)| !reports.is_empty() && published.is_none());
        for (article, ..) in undated {
            self.undated += 1;
            if self.undated <= MOST_TOLD {
                let way_out = "give it with --published, or relative dates stay unknown";
                // There is nobody left to tell if standard error is closed.
                let _ = writeln!(
                    io::stderr(),
                    "incimap: {}: the day of publication is not stated: {way_out}",
                    article.name()
                );
            }
        }
        done.into_iter().map(|(article, reports, _)| (article, reports)).collect()
    }

    fn tell_undated(&self) {
        if self.undated > MOST_TOLD {
            let _ = writeln!(
                io::stderr(),
                "incimap: {} articles in all do not state their day of publication",
                self.undated
            );
        }
    }
}

/// JSON as it is found, so that memory does not grow with the number of articles.
fn streamed(args: &Args, extractor: &Extractor<'_>, run: &mut Run) -> anyhow::Result<()> {
    let mut sink = Sink::open(args.output.as_deref())?;
    let mut sign = "[\n";
    let mut line = Vec::new();
    while let Some(batch) = run.batch()? {
        for (_, reports) in run.reports(extractor, batch) {
            for report in &reports {
                line.clear();
                line.extend_from_slice(sign.as_bytes());
                serde_json::to_writer(&mut line, &answer::row(report))?;
                sink.add(&line)?;
                sign = ",\n";
            }
        }
    }
    sink.add(if sign == "[\n" { b"[]\n" } else { b"\n]\n" })?;
    sink.finish()
}

/// Everything at once, with the links between reports and the page to check by.
fn gathered(args: &Args, all: Vec<(Article, Vec<Report>)>) -> anyhow::Result<()> {
    if let Some(path) = &args.review {
        write_file(path, review::page(&all).as_bytes())?;
    }
    let reports: Vec<Report> = all.into_iter().flat_map(|(_, reports)| reports).collect();
    let links: Vec<Option<Link>> = match args.merge_within {
        Some(within) => links(&reports, within),
        None => vec![None; reports.len()],
    };
    let bytes = match args.format() {
        Format::Csv => table::csv(&reports, &links),
        Format::Geojson => serde_json::to_vec(&table::geojson(&reports, &links))?,
        Format::Json => serde_json::to_vec_pretty(&answer::rows(&reports, &links, args.merge_within.is_some()))?,
    };
    let mut sink = Sink::open(args.output.as_deref())?;
    sink.add(&bytes)?;
    sink.add(b"\n")?;
    sink.finish()
}
