//! `incimap places`: the places that documents name, as JSON lines.

mod answer;

use std::path::PathBuf;

use rayon::prelude::*;

use self::answer::{Answerer, Task};
use super::sink::Sink;
use super::{Status, gazetteer_with, input, probability, tell};
use crate::error::Reject;
use crate::geocode::document::{DocumentGeocoder, DocumentOptions};
use crate::geocode::wish;
use crate::read::Encoding;
use crate::read::documents::{self, Documents, Line, MentionLines, Mentions};
use crate::toponym::{FindOptions, Finder};

/// Documents that are worked on at once, and the bytes of text at which a batch is full.
const BATCH: usize = 4096;
const BATCH_BYTES: usize = 8 << 20;

/// Places the names in documents, all names of a document together.
///
/// A document is a plain text file, or a line of JSON lines with id, text and date. Written is one line of JSON a document: its
/// id and its places, each with start and end in Unicode characters (the end exclusive), point, radius, precision, confidence, the reason and
/// the candidates that lost; the point is null where a name is not resolved.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Plain texts (one document each), or JSON lines (.jsonl, .ndjson); `-` reads standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The file to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Resolves just these, one answer each in their order: JSON lines in the order of the documents, {"id", "mentions":
    /// [{"start", "end"}]}.
    #[arg(long, value_name = "FILE")]
    mentions: Option<PathBuf>,
    /// Leaves out adjectives and peoples: "Syrian".
    #[arg(long)]
    no_demonyms: bool,
    /// Where the documents' places are likelier to be: a point or a name.
    #[arg(long, value_name = "LON,LAT|NAME", allow_hyphen_values = true)]
    near: Option<String>,
    /// Countries in which the documents' places are likelier to be, by name or ISO code.
    #[arg(long, value_name = "COUNTRY,...", value_delimiter = ',')]
    country: Vec<String>,
    /// Answers less sure than this are left out, 0 to 1.
    #[arg(long, value_name = "0..1", default_value_t = 0.0, value_parser = probability)]
    min_confidence: f64,
    /// How the bytes of plain texts become text.
    #[arg(long, value_enum, default_value = "utf8")]
    encoding: Encoding,
    /// GeoNames files or tables of places on top of the built-in gazetteer.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    gazetteer: Vec<PathBuf>,
}

/// Writes the places of the documents.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let gazetteer = gazetteer_with(&args.gazetteer)?;
    let options = DocumentOptions {
        min_confidence: args.min_confidence,
        near: args.near.as_deref().map(|words| wish::near(&gazetteer, words)).transpose()?,
        countries: wish::countries(&gazetteer, args.country.iter().map(String::as_str))?,
        no_demonyms: args.no_demonyms,
        as_written: args.mentions.is_none(),
        places_only: false,
    };
    let answerer = Answerer {
        geocoder: DocumentGeocoder::new(&gazetteer, options),
        finder: Finder::new(&gazetteer),
        options: FindOptions { demonyms: !args.no_demonyms, ..FindOptions::default() },
    };
    let inputs = args.files.iter().map(|path| input(path)).collect();
    let mentions = args.mentions.as_ref().map(|path| documents::mentions(&input(path))).transpose()?;
    let mut tasks = Tasks { documents: documents::documents(inputs, args.encoding), mentions };
    let mut out = Sink::open(args.output.as_deref())?;
    let mut status = Status::Done;
    while let Some(batch) = tasks.batch()? {
        let lines: Vec<_> = batch.into_par_iter().map(|task| task.map(|task| answerer.line(&task))).collect();
        for done in lines {
            let (text, rejects) = done.unwrap_or_else(|reject| (Vec::new(), vec![reject]));
            out.add(&text)?;
            for reject in rejects {
                status = Status::RowsRejected;
                tell(&reject);
            }
        }
    }
    out.finish()?;
    Ok(status)
}

/// The documents with their mentions, batch by batch.
struct Tasks {
    documents: Documents,
    mentions: Option<MentionLines>,
}

impl Tasks {
    /// The next documents; none where all are done.
    fn batch(&mut self) -> anyhow::Result<Option<Vec<Line<Task>>>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(document) = self.documents.next().transpose()? else { break };
            let mentions = self.mentions.as_mut().map(MentionLines::next);
            let task = match (document, mentions) {
                (Err(reject), _) => Err(reject),
                (Ok(document), None) => Ok(Task { document, mentions: None }),
                (Ok(document), Some(line)) => matched(line.transpose()?, &document.at, &document.id)
                    .map(|mentions| Task { document, mentions: Some(mentions) }),
            };
            bytes += task.as_ref().map_or(0, |task| task.document.text.len());
            batch.push(task);
        }
        if batch.is_empty() {
            batch.extend(self.left_over()?.map(Err));
        }
        Ok((!batch.is_empty()).then_some(batch))
    }

    /// Mentions without a document.
    fn left_over(&mut self) -> anyhow::Result<Option<Reject>> {
        let next = self.mentions.take().and_then(|mut mentions| mentions.next()).transpose()?;
        let why = "has no document: the documents end before it";
        Ok(next.map(|line| line.map_or_else(|reject| reject, |mentions| mentions.at.reject(None, "", why))))
    }
}

/// The mentions of a document, where they are its own.
fn matched(line: Option<Line<Mentions>>, at: &documents::Origin, id: &serde_json::Value) -> Line<Mentions> {
    let Some(mentions) = line else {
        return Err(at.reject(None, &id.to_string(), "has no mentions: the file of mentions ends before it"));
    };
    let mentions = mentions?;
    match &mentions.id {
        Some(other) if other != id => {
            let why = format!("the mentions of {other} stand where those of document {id} should: keep the order");
            Err(mentions.at.reject(Some("id"), &other.to_string(), why))
        }
        _ => Ok(mentions),
    }
}
