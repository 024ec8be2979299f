//! The summary of a run, which an analyst can paste: what was read, located, left out, and the headlines of the spread.
//!
//! Comes in: an [`Outcome`]. Goes out: text.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::output::Output;
use crate::pipeline::Outcome;
use crate::spread::headline;
use crate::words::Words;

/// How many rejects and notices are shown; the rest is in rejects.csv and manifest.json.
const SHOWN: usize = 5;

/// The summary of what was found.
pub fn summary(outcome: &Outcome) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_counts(&mut text, outcome);
    let _ = write_left_out(&mut text, outcome);
    let _ = write_headlines(&mut text, outcome);
    text
}

fn write_counts(text: &mut String, outcome: &Outcome) -> std::fmt::Result {
    let tally = &outcome.tally;
    let inputs: Vec<String> = outcome.sources.iter().map(|s| format!("{} ({})", s.input, s.format)).collect();
    let mapped = tally.kept();
    let rejected = match tally.rows_rejected {
        0 => String::new(),
        n => format!(", {} rejected", count(n, "row")),
    };
    writeln!(text, "Read      {} from {}{rejected}", count(tally.rows, "row"), inputs.join(", "))?;
    let filtered = match tally.filtered_out {
        0 => String::new(),
        n => format!("; {n} left out by the filter"),
    };
    writeln!(text, "Incidents {}: {}{filtered}", headline::thousands(mapped), by_key(&tally.by_role))?;
    writeln!(text, "Located   {} of {}", headline::thousands(tally.located), headline::thousands(mapped))
}

fn write_left_out(text: &mut String, outcome: &Outcome) -> std::fmt::Result {
    let tally = &outcome.tally;
    if !tally.not_located.is_empty() {
        writeln!(text, "Not on the map: {}", by_key(&tally.not_located))?;
    }
    for reject in outcome.rejects.iter().take(SHOWN) {
        let column = reject.column.as_deref().map_or(String::new(), |c| format!(", column {c}"));
        writeln!(
            text,
            "  rejected {} line {}{column}: \"{}\": {}",
            reject.input, reject.line, reject.value, reject.why
        )?;
    }
    if outcome.rejects.len() > SHOWN {
        writeln!(text, "  and {} more: see rejects.csv", outcome.rejects.len() - SHOWN)?;
    }
    for notice in outcome.notices.iter().take(SHOWN) {
        writeln!(text, "  note: {notice}")?;
    }
    if outcome.notices.len() > SHOWN {
        writeln!(text, "  and {} more notes: see manifest.json", outcome.notices.len() - SHOWN)?;
    }
    Ok(())
}

fn write_headlines(text: &mut String, outcome: &Outcome) -> std::fmt::Result {
    let roles: Vec<String> = outcome.spread.options.roles.iter().map(|r| format!("{}s", r.name())).collect();
    let origin =
        outcome.spread.options.origin.name().map_or("no origin, so no distances".to_owned(), |n| format!("from {n}"));
    writeln!(text, "\nSpread of {} by {}, {origin}", roles.join(" and "), outcome.spread.options.by.name())?;
    for (index, line) in headline::headlines(&outcome.spread, Words::default()).iter().enumerate() {
        writeln!(text, "{}. {line}", index + 1)?;
    }
    Ok(())
}

/// What was written, what there was nothing to make of, and what to open.
pub fn written(folder: &std::path::Path, files: usize, output: &Output<'_>) -> String {
    let mut text = format!("Wrote     {} to {}", count(files as u64, "file"), folder.display());
    if !output.empty.is_empty() {
        let _ = write!(text, " (empty and left out: {})", output.empty.join(", "));
    }
    if let Some(advice) = &output.advice {
        let _ = write!(text, "\nOpen      {advice}");
    }
    text
}

fn by_key(counts: &BTreeMap<&'static str, u64>) -> String {
    let part = |(key, n): (&&str, &u64)| format!("{} {}", headline::thousands(*n), key.replace('_', " "));
    let parts: Vec<String> = counts.iter().map(part).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

/// `1 row`, `21,128 rows`.
fn count(n: u64, what: &str) -> String {
    format!("{} {what}{}", headline::thousands(n), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_thousands_separators_and_a_plural() {
        assert_eq!(count(1, "row"), "1 row");
        assert_eq!(count(21_128, "row"), "21,128 rows");
        assert_eq!(count(1_000_000, "row"), "1,000,000 rows");
    }
}
