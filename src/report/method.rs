//! What was measured and how, and what the figures cannot say, in plain words.
//!
//! Comes in: an [`Outcome`](crate::pipeline::Outcome). Goes out: titled lists of sentences, for the page and for Markdown alike.

use std::collections::BTreeMap;

use super::ReportInput;
use crate::located::{LocatedStore, Overview};
use crate::spread::{Origin, Spread};
use crate::words::Words;

/// The sentences under one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The title.
    pub title: String,
    /// Its sentences.
    pub sentences: Vec<String>,
}

/// How it was measured.
pub fn method(input: &ReportInput<'_>) -> Section {
    let (spread, words) = (input.spread(), input.words());
    let always = [measured(spread, words), origin(&spread.options.origin, words)];
    let intervals = (spread.options.resamples > 0).then(|| words.text("method.intervals").to_owned());
    let if_any = [left_out(spread, words), intervals, imputed(spread, words)];
    let places = [words.text("method.places").to_owned()];
    let sentences = always.into_iter().chain(if_any.into_iter().flatten()).chain(places).collect();
    Section { title: words.text("method.title").to_owned(), sentences }
}

/// What the figures cannot say, here.
pub fn limits(input: &ReportInput<'_>) -> Section {
    let (outcome, words) = (input.outcome, input.words());
    let sentences = [
        missing_places(outcome, words),
        rejected(outcome, words),
        unknown_dates(input.located(), words),
        unknown_counts(input.located(), words),
        coarse(input.located(), words),
        disagreements(input.located(), words),
        few(input.spread(), words),
        Some(words.text("limits.told").to_owned()),
        Some(words.text("limits.borders").to_owned()),
    ];
    Section { title: words.text("limits.title").to_owned(), sentences: sentences.into_iter().flatten().collect() }
}

fn measured(spread: &Spread, words: Words) -> String {
    let roles: Vec<String> = spread.options.roles.iter().map(|role| words.plural(role.name()).to_owned()).collect();
    words.fill(
        "method.measured",
        &[
            ("roles", &words.list(&roles)),
            ("incidents", &words.count("incident", spread.whole.incidents)),
            ("period", words.period(spread.options.by)),
            ("n", &words.number(spread.whole.n)),
        ],
    )
}

fn origin(origin: &Origin, words: Words) -> String {
    match origin {
        Origin::None => words.text("method.no_origin").to_owned(),
        Origin::Point { name, how, .. } => {
            words.fill("method.point", &[("name", name), ("how", &how_found(how, words))])
        }
        Origin::Home { name, .. } => words.fill("method.border", &[("name", name)]),
    }
}

/// How an origin was found, from the words that are kept with it: "named place (settlement, confidence 0.95)".
fn how_found(how: &str, words: Words) -> String {
    let named = how.strip_prefix("named place (").and_then(|rest| rest.strip_suffix(')'));
    let Some((precision, confidence)) = named.and_then(|inner| inner.split_once(", confidence ")) else {
        return words.because(how);
    };
    let precision = format!("precision.{precision}");
    let confidence = confidence.parse().map_or_else(|_| confidence.to_owned(), |share| words.decimal(share, 2));
    words.fill("method.named", &[("precision", words.text(&precision)), ("confidence", &confidence)])
}

fn left_out(spread: &Spread, words: Words) -> Option<String> {
    let reason = |(key, n): (&&str, &u64)| {
        let (text, n) = (format!("reason.{key}"), words.number(*n));
        if words.text(&text) == text {
            format!("{n} {}", key.replace('_', " "))
        } else {
            words.fill(&text, &[("n", &n)])
        }
    };
    let reasons: Vec<String> = spread.whole.left_out.iter().map(reason).collect();
    (!reasons.is_empty()).then(|| words.fill("method.left_out", &[("list", &reasons.join(", "))]))
}

fn imputed(spread: &Spread, words: Words) -> Option<String> {
    let times = words.number(u64::from(spread.imputations));
    (spread.imputations > 0).then(|| words.fill("method.imputed", &[("times", &times)]))
}

/// Counts by key, in the words of a section of the table: "country 3, region 1".
fn by_key<'a>(section: &str, counts: impl Iterator<Item = (&'a str, u64)>, words: Words) -> String {
    let one = |(key, n): (&str, u64)| {
        let key = format!("{section}.{key}");
        words.fill("limits.reason", &[("why", words.text(&key)), ("n", &words.number(n))])
    };
    counts.map(one).collect::<Vec<_>>().join(", ")
}

fn missing_places(outcome: &crate::pipeline::Outcome, words: Words) -> Option<String> {
    let missing: u64 = outcome.tally.not_located.values().sum();
    let list = by_key("why", outcome.tally.not_located.iter().map(|(key, n)| (*key, *n)), words);
    let all = words.count("incident", outcome.located.len() as u64);
    let parts = [("n", &*words.number(missing)), ("incidents", &*all), ("list", &*list)];
    (missing > 0).then(|| words.fill("limits.no_place", &parts))
}

fn rejected(outcome: &crate::pipeline::Outcome, words: Words) -> Option<String> {
    let rows = words.count("row", outcome.rejects.len() as u64);
    (!outcome.rejects.is_empty()).then(|| words.fill("limits.rejected", &[("rows", &rows)]))
}

fn unknown_dates(located: &LocatedStore, words: Words) -> Option<String> {
    let (undated, vague) = (located.overview().undated as u64, located.overview().vague as u64);
    let parts = [
        (undated > 0).then(|| words.fill("limits.undated", &[("incidents", &words.count("incident", undated))])),
        (vague > 0).then(|| words.fill("limits.vague", &[("dates", &words.count("date", vague))])),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}.", words.apart(&parts)))
}

fn unknown_counts(located: &LocatedStore, words: Words) -> Option<String> {
    let &Overview { unknown_killed, operations, .. } = located.overview();
    let (unknown, all) = (unknown_killed as u64, words.count("operation", operations as u64));
    (unknown > 0).then(|| words.fill("limits.killed", &[("n", &words.number(unknown)), ("operations", &all)]))
}

fn coarse(located: &LocatedStore, words: Words) -> Option<String> {
    let by_precision = &located.overview().coarse;
    let coarse: BTreeMap<&str, u64> = by_precision.iter().map(|(precision, n)| (precision.name(), *n)).collect();
    let total = words.number(coarse.values().sum());
    let list = by_key("precision", coarse.iter().map(|(key, n)| (*key, *n)), words);
    (!coarse.is_empty()).then(|| words.fill("limits.coarse", &[("n", &total), ("list", &list)]))
}

fn disagreements(located: &LocatedStore, words: Words) -> Option<String> {
    let differ = located.overview().differing as u64;
    (differ > 0).then(|| words.fill("limits.conflicts", &[("incidents", &words.count("incident", differ))]))
}

fn few(spread: &Spread, words: Words) -> Option<String> {
    let measured = words.count("incident", spread.whole.n);
    (spread.whole.n < 30).then(|| words.fill("limits.few", &[("incidents", &measured)]))
}
