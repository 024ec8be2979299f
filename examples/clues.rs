//! Writes the clues of every candidate of the documents of JSON-lines files: what `tests/measure/finder.py` fits the weights on.
//!
//! `cargo run --release --example clues -- FILE.jsonl... > clues.tsv`: document, capitals (0 or 1), kind, start and end in
//! characters, the numbers of the clues, probability, text. The first line names the clues.

use std::io::Write;

use anyhow::{Context, Result};
use incimap::gazetteer::Gazetteer;
use incimap::toponym::Finder;
use incimap::toponym::clue::Clue;

fn main() -> Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let finder = Finder::new(&gazetteer);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let labels: Vec<String> = Clue::ALL.iter().map(|clue| format!("{clue:?}")).collect();
    writeln!(out, "#{}", labels.join("\t"))?;
    for path in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&path).with_context(|| format!("{path} cannot be read"))?;
        for (number, line) in lines.lines().enumerate() {
            let document: serde_json::Value = serde_json::from_str(line)?;
            let text = document["text"].as_str().unwrap_or_default();
            let mut seen = (0, 0);
            for judged in finder.judge(text) {
                let mention = &judged.mention;
                let words = &text[mention.start..mention.end];
                seen = (mention.start, seen.1 + text[seen.0..mention.start].chars().count());
                let flat = words.replace(['\n', '\t', '\r'], " ");
                let end = seen.1 + words.chars().count();
                let capitals = u8::from(judged.capitals);
                let bits: Vec<String> = judged.clues.numbers().map(|number| number.to_string()).collect();
                let bits = bits.join(",");
                let kind = judged.class;
                writeln!(
                    out,
                    "{path}:{number}\t{capitals}\t{kind}\t{}\t{end}\t{bits}\t{}\t{flat}",
                    seen.1, mention.probability
                )?;
            }
        }
    }
    Ok(())
}
