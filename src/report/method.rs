//! What was measured and how, and what the figures cannot say, in plain words.
//!
//! Comes in: an [`Outcome`]. Goes out: titled lists of sentences, for the page and for Markdown alike.

use std::collections::BTreeMap;

use super::ReportInput;
use crate::incident::{Located, Role};
use crate::spread::headline::thousands;
use crate::spread::{Origin, Spread};

/// What every page says of the places.
const PLACES: &str = "Names of places were looked up offline in GeoNames; coordinates that came with the data were kept. The circle of \
     uncertainty is meant to hold the true place nine times in ten. The confidence of a place is the probability that it lies \
     within 161 km of the truth. “Why here” in the table tells the grounds of each dot.";

/// The sentences under one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The title.
    pub title: &'static str,
    /// Its sentences.
    pub sentences: Vec<String>,
}

/// How it was measured.
pub fn method(input: &ReportInput<'_>) -> Section {
    let spread = input.spread();
    let always = [measured(spread), origin(&spread.options.origin)];
    let if_any = [left_out(spread), intervals(spread), imputed(spread)];
    let sentences = always.into_iter().chain(if_any.into_iter().flatten()).chain([PLACES.to_owned()]).collect();
    Section { title: "How it was measured", sentences }
}

/// What the figures cannot say, here.
pub fn limits(input: &ReportInput<'_>) -> Section {
    let outcome = input.outcome;
    let sentences = [
        missing_places(outcome),
        rejected(outcome),
        unknown_dates(input.located()),
        unknown_counts(input.located()),
        coarse(input.located()),
        disagreements(input.located()),
        few(input.spread()),
        Some("The map shows what the sources tell. What was not reported, or not put into the table, is not on it.".to_owned()),
        Some("Borders are Natural Earth's, which show who is in control; disputed ones are dotted. No judgement on status is meant.".to_owned()),
    ];
    Section { title: "What it cannot say", sentences: sentences.into_iter().flatten().collect() }
}

/// "1 incident", "12 incidents".
pub fn counted(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(n as u64), if n == 1 { "" } else { "s" })
}

fn measured(spread: &Spread) -> String {
    let roles: Vec<String> = spread.options.roles.iter().map(|role| plural(*role)).collect();
    let whole = &spread.whole;
    format!(
        "Measured are {} ({}), by {}; {} of them have a place known to a province or better and enter distances and centres.",
        roles.join(" and "),
        counted(whole.incidents as usize, "incident"),
        spread.options.by.name(),
        thousands(whole.n),
    )
}

fn plural(role: Role) -> String {
    if role == Role::Context { "context events".to_owned() } else { format!("{}s", role.name()) }
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::None => "No origin was given, so that no distances were measured.".to_owned(),
        Origin::Point { name, how, .. } => {
            format!("Distances are geodesics on WGS84 from {name}, which was found by: {how}.")
        }
        Origin::Home { name, .. } => {
            format!("Distances are geodesics on WGS84 from the border of {name}; inside it they are 0.")
        }
    }
}

fn left_out(spread: &Spread) -> Option<String> {
    let reasons: Vec<String> =
        spread.whole.left_out.iter().map(|(key, n)| format!("{} {}", thousands(*n), reason(key))).collect();
    (!reasons.is_empty()).then(|| format!("Left out of distances and centres: {}.", reasons.join(", ")))
}

/// A key of what was left out, in words.
fn reason(key: &str) -> String {
    match key {
        "no_point" => "without a place".to_owned(),
        "no_date" => "without a date".to_owned(),
        "too_coarse" => "known to the country or a large area only".to_owned(),
        "date_too_coarse" => "with a date too coarse for the period".to_owned(),
        "no_country" => "without a country".to_owned(),
        other => other.replace('_', " "),
    }
}

fn intervals(spread: &Spread) -> Option<String> {
    (spread.options.resamples > 0).then(|| {
        "Intervals are 95 % intervals: how far the figure could lie elsewhere by chance, had other incidents of the same kind \
         happened. Where there are too few incidents for one, none is given and no change is claimed."
            .to_owned()
    })
}

fn imputed(spread: &Spread) -> Option<String> {
    (spread.imputations > 0).then(|| {
        format!(
            "Dates and places that are not known exactly were drawn anew {} times within what is known; spread.csv has the range \
             that this alone gives.",
            thousands(u64::from(spread.imputations))
        )
    })
}

fn missing_places(outcome: &crate::pipeline::Outcome) -> Option<String> {
    let missing: u64 = outcome.tally.not_located.values().sum();
    let reasons: Vec<String> = outcome
        .tally
        .not_located
        .iter()
        .map(|(key, n)| format!("{} {}", key.replace('_', " "), thousands(*n)))
        .collect();
    (missing > 0).then(|| {
        format!(
            "{} of {} have no place that could be found ({}): they are in the table and not on the map.",
            thousands(missing),
            counted(outcome.located.len(), "incident"),
            reasons.join(", ")
        )
    })
}

fn rejected(outcome: &crate::pipeline::Outcome) -> Option<String> {
    let rows = outcome.rejects.len();
    (rows > 0).then(|| format!("{} could not be used and are listed in rejects.csv.", counted(rows, "row")))
}

fn unknown_dates(located: &[Located]) -> Option<String> {
    let undated = located.iter().filter(|one| one.incident.when.span().is_none()).count();
    let vague = located.iter().filter(|one| one.incident.when.length_days() > 1).count();
    let parts = [
        (undated > 0)
            .then(|| format!("{} without a date: shown only while all dates are shown", counted(undated, "incident"))),
        (vague > 0).then(|| {
            format!(
                "{} known to a span of days only: shown in every period in which they may have happened",
                counted(vague, "date")
            )
        }),
    ];
    joined(parts)
}

fn unknown_counts(located: &[Located]) -> Option<String> {
    let operations = || located.iter().filter(|one| one.role() == Role::Operation);
    let unknown = operations().filter(|one| one.incident.killed.count().is_none()).count();
    (unknown > 0).then(|| {
        format!(
            "For {} of {} the number of people killed is not known. That is not zero: their circles are open, and totals are \
             totals of what is known.",
            thousands(unknown as u64),
            counted(operations().count(), "operation")
        )
    })
}

fn coarse(located: &[Located]) -> Option<String> {
    let mut coarse: BTreeMap<&str, usize> = BTreeMap::new();
    for site in located.iter().filter_map(Located::site).filter(|site| !site.precision.is_fine()) {
        *coarse.entry(site.precision.name()).or_default() += 1;
    }
    let total: usize = coarse.values().sum();
    let each: Vec<String> =
        coarse.iter().map(|(name, n)| format!("{} {}", name.replace('_', " "), thousands(*n as u64))).collect();
    (total > 0).then(|| {
        format!(
            "{} known to a country or a large area only ({}): drawn pale and dashed in its middle, which is not where anything \
             happened, and left out of distances.",
            if total == 1 { "1 place is".to_owned() } else { format!("{} places are", thousands(total as u64)) },
            each.join(", ")
        )
    })
}

fn disagreements(located: &[Located]) -> Option<String> {
    let differ = located.iter().filter(|one| !one.incident.conflicts.is_empty()).count();
    (differ > 0).then(|| {
        format!("The sources contradict each other on {}; the table shows where.", counted(differ, "incident"))
    })
}

fn few(spread: &Spread) -> Option<String> {
    (spread.whole.n < 30).then(|| {
        format!(
            "With {} measured, one more or less can move every figure; read directions, not decimals.",
            counted(spread.whole.n as usize, "incident")
        )
    })
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
}
