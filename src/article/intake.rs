//! Articles among the inputs of a map: from files to incidents.
//!
//! Comes in: [`Input`]s that are articles. Goes out: their incidents, what was told of one incident merged, and a [`Source`] for each input.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::merge::{MergeWithin, links};
use super::report::Report;
use super::source::Article;
use super::{Extractor, table};
use crate::error::{Error, Reject, Result};
use crate::fingerprint::sha256_hex;
use crate::gazetteer::Gazetteer;
use crate::incident::{Claim, Place, Precision, Text};
use crate::read::documents::documents;
use crate::read::{self, ClaimRow, Encoding, Input, Numbered, Source};

/// Bytes of a file that are looked at to tell an article from a table.
const HEAD: usize = 1 << 13;
/// The longest cell of a table's head, in bytes.
const CELL: usize = 40;

/// How articles are read.
#[derive(Debug, Clone, Copy)]
pub struct IntakeOptions {
    /// How bytes become text.
    pub encoding: Encoding,
    /// The day of publication of articles that do not state theirs.
    pub published: Option<Date>,
    /// How far two reports of one incident may lie apart.
    pub within: MergeWithin,
}

/// Whether an input is an article: HTML or Markdown by its name, JSON lines with a text, a plain text that is no table.
pub fn is_article(input: &Input) -> bool {
    let Input::File(path) = input else { return false };
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "md" | "markdown" | "html" | "htm" => true,
        "jsonl" | "ndjson" => first_line(path).is_some_and(|line| line.contains("\"text\"")),
        "txt" | "text" => first_line(path).is_some_and(|line| !is_table_head(&line)),
        _ => false,
    }
}

/// The first line of a file that is not blank.
fn first_line(path: &Path) -> Option<String> {
    let mut head = Vec::with_capacity(HEAD);
    std::io::Read::take(BufReader::new(std::fs::File::open(path).ok()?), HEAD as u64).read_until(0, &mut head).ok()?;
    let head = String::from_utf8_lossy(&head);
    head.lines().find(|line| !line.trim().is_empty()).map(str::to_owned)
}

/// Whether a line is a row of short names with a sign between them.
fn is_table_head(line: &str) -> bool {
    [',', ';', '\t', '|'].iter().any(|sign| {
        let cells: Vec<&str> = line.split(*sign).collect();
        let short = cells.iter().all(|cell| cell.len() <= CELL && !cell.trim_end().ends_with('.'));
        short && read::recognised_columns(cells.iter().copied()) >= 2
    })
}

/// Reads articles and adds their incidents to what was read.
///
/// # Errors
/// Where an input cannot be opened. A line that cannot be used is a reject.
pub fn read(
    inputs: &[Input],
    options: &IntakeOptions,
    gazetteer: &Gazetteer,
    reading: &mut read::Report,
) -> Result<Vec<Numbered>> {
    let extractor = Extractor::new(gazetteer)?;
    let mut all: Vec<(Arc<str>, u64, Report)> = Vec::new();
    for input in inputs {
        let (mut source, rejects, articles) = articles(input, options)?;
        let found: Vec<(Vec<Report>, Option<Date>)> =
            articles.par_iter().map(|article| extractor.read(article)).collect();
        let undated = found.iter().filter(|(_, published)| published.is_none()).count();
        if undated > 0 {
            let way_out = "give it with --published, or relative dates stay unknown";
            reading
                .notices
                .push(format!("{}: {undated} articles do not state their day of publication: {way_out}", input.name()));
        }
        for (article, (reports, _)) in articles.iter().zip(found) {
            let name: Arc<str> = Arc::from(article.at.input.as_str());
            all.extend(reports.into_iter().map(|report| (Arc::clone(&name), article.at.line, report)));
        }
        source.rejected = rejects.len() as u64;
        reading.rejects.extend(rejects)?;
        reading.sources.push(source);
    }
    Ok(read::merged(claim_rows(all, options.within)))
}

/// The articles of an input, with its fingerprint and the lines that cannot be used.
fn articles(input: &Input, options: &IntakeOptions) -> Result<(Source, Vec<Reject>, Vec<Article>)> {
    let (bytes, sha256) = fingerprint(input)?;
    let (mut rejects, mut articles) = (Vec::new(), Vec::new());
    for line in documents(vec![input.clone()], options.encoding) {
        match line? {
            Ok(document) => articles.push(Article::of(document, options.published)),
            Err(reject) => rejects.push(reject),
        }
    }
    let source = Source {
        input: input.name(),
        format: "article".to_owned(),
        bytes,
        sha256,
        in_memory: false,
        rows: (articles.len() + rejects.len()) as u64,
        used: articles.len() as u64,
        rejected: 0,
        repeated: 0,
    };
    Ok((source, rejects, articles))
}

/// How many bytes an input has, and their SHA-256.
fn fingerprint(input: &Input) -> Result<(u64, String)> {
    let Input::File(path) = input else { return Ok((0, sha256_hex(&[]))) };
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read the file", e))?;
    Ok((bytes.len() as u64, sha256_hex(&bytes)))
}

/// A claim for each report; those of one incident have one id.
fn claim_rows(all: Vec<(Arc<str>, u64, Report)>, within: MergeWithin) -> Vec<ClaimRow> {
    let (at, reports): (Vec<_>, Vec<_>) = all.into_iter().map(|(input, line, report)| ((input, line), report)).unzip();
    let links = links(&reports, within);
    let row = |(n, ((input, line), report)): (usize, ((Arc<str>, u64), Report))| {
        let link = links.get(n).and_then(Option::as_ref);
        ClaimRow {
            id: table::id(link.map_or(n, |link| link.to)).into(),
            kind: report.kind.clone(),
            summary: Some(report.summary.as_str().into()),
            claim: claim(report, input, line, link.map(|link| format!("one incident: {}", link.why))),
        }
    };
    at.into_iter().zip(reports).enumerate().map(row).collect()
}

fn claim(report: Report, input: Arc<str>, line: u64, why: Option<String>) -> Claim {
    let document = report.document.as_str().map_or_else(|| report.document.to_string(), str::to_owned);
    Claim {
        source: Some(report.outlet.unwrap_or(document).into()),
        attribution: report.actor_confidence.map(Text::from),
        when: report.when,
        when_worded: report.when_worded.map(Text::from),
        place: report.spot.as_ref().map_or_else(Place::default, place).into(),
        actor: report.actor.map(Text::from),
        target: report.target.map(Text::from),
        killed: report.killed,
        injured: report.injured,
        stage: report.stage,
        kind: None,
        note: Some(why.map_or_else(|| report.summary.clone(), |why| format!("{} ({why})", report.summary)).into()),
        input,
        line,
    }
}

fn place(spot: &super::places::Spot) -> Place {
    let fine = spot.precision < Precision::Country;
    Place {
        words: if fine { spot.worded.clone() } else { spot.chain.first().cloned().unwrap_or_default() },
        admin2: None,
        admin1: spot.chain.get(1).filter(|_| fine && spot.chain.len() > 2).cloned(),
        country: spot.chain.first().cloned(),
        point: spot.point,
        radius_km: spot.point.map(|_| spot.radius_km),
        precision: spot.point.map(|_| spot.precision),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_is_an_article_unless_it_begins_like_a_table() {
        let folder = tempfile::tempdir().unwrap();
        let told = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            is_article(&Input::File(path))
        };
        assert!(told("a.txt", "A bomb exploded in Kabul, Afghanistan, on Friday.\n"));
        assert!(!told("b.txt", "place,date,killed\nKabul,2024-01-01,3\n"));
        assert!(told("c.jsonl", "{\"id\": 1, \"text\": \"A bomb exploded.\"}\n"));
        assert!(!told("d.csv", "place,date\n") && told("e.html", "<p>"));
    }
}
