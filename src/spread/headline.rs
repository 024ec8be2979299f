//! What happened to reach, regions, centre and the other families, in plain sentences.
//!
//! Comes in: a [`Spread`]. Goes out: text that an analyst can paste, with n, intervals and dates, and with what cannot be
//! said.

use std::fmt::Write;

use super::track::within_noise_between;
use super::{Arrival, Comparison, Estimate, Interval, Origin, Slice, Spread, terminal};

/// Farthest incident; reach then and now; regions reached; share abroad; the way of the centre. One sentence or two each.
pub fn headlines(spread: &Spread) -> Vec<String> {
    if spread.whole.incidents == 0 {
        return vec!["There are no incidents to measure.".to_owned()];
    }
    vec![farthest(spread), reach(spread), regions(spread), abroad(spread), centre(spread)]
}

/// What an analyst can paste: the periods and groups as aligned tables, the headlines, then what the other families say.
pub fn brief(spread: &Spread) -> String {
    let tables = [terminal::periods(spread), terminal::groups(spread)];
    let lines = [headlines(spread), further(spread)].concat();
    let parts = tables.into_iter().filter(|table| !table.is_empty()).chain([lines.join("\n") + "\n"]);
    parts.collect::<Vec<_>>().join("\n")
}

/// What the families beyond the headlines say, and the comparison where there is one.
pub fn further(spread: &Spread) -> Vec<String> {
    let sentences = spread.findings.all().into_iter().flat_map(super::family::Measured::sentences);
    sentences.chain(spread.comparison.iter().flat_map(Comparison::sentences)).collect()
}

/// A whole number with commas between thousands: "21,128".
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A whole number with commas, one decimal below ten.
pub(super) fn number(value: f64) -> String {
    if value.abs() < 9.95 && value.fract() != 0.0 {
        return format!("{value:.1}");
    }
    let out = thousands(libm::round(value.abs()) as u64);
    if value < 0.0 && out != "0" { format!("-{out}") } else { out }
}

/// A number with three digits or more: "0.0123", "4.37", "1,234".
pub fn short(value: f64) -> String {
    if value.abs() >= 100.0 || value == 0.0 {
        return number(libm::round(value));
    }
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    rounded.to_string()
}

/// A probability: "p = 0.0123", "p < 0.001".
pub(super) fn chance(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {}", short(p)) }
}

fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n as f64), if n == 1 { one } else { many })
}

fn origin_name(spread: &Spread) -> &str {
    spread.options.origin.name().unwrap_or("the origin")
}

/// "1,234 km (95 % interval 900 to 1,500; n = 12)".
fn with_interval(estimate: &Estimate) -> Option<String> {
    let km = number(estimate.value?);
    Some(match estimate.interval {
        Interval::Between(low, high) => {
            format!("{km} km (95 % interval {} to {}; n = {})", number(low), number(high), number(estimate.n as f64))
        }
        Interval::None => format!("{km} km (no interval; n = {})", number(estimate.n as f64)),
    })
}

fn farthest(spread: &Spread) -> String {
    if spread.options.origin.name().is_none() {
        return "How far: cannot be said without an origin (--origin or --home).".to_owned();
    }
    let Some(last) = spread.frontier.last() else {
        return "How far: no dated incident has a point fine enough to be measured.".to_owned();
    };
    let mut text = format!(
        "Farthest: {}, {} km from {} ({}, incident {}).",
        last.place,
        number(last.distance_km),
        origin_name(spread),
        last.when,
        last.incident_id
    );
    if let [.., before, _] = &spread.frontier[..] {
        _ = write!(
            text,
            " The record before was {}, {} km ({}).",
            before.place,
            number(before.distance_km),
            before.when
        );
    }
    if let Some(max) = spread.whole.reach.max.value.filter(|max| *max > last.distance_km) {
        _ = write!(text, " An undated incident lies farther, at {} km.", number(max));
    }
    text
}

/// The first and the last period with a measured incident.
fn ends(spread: &Spread) -> Option<(&Slice, &Slice)> {
    let mut measured = spread.periods.iter().filter(|s| s.n > 0);
    let first = measured.next()?;
    Some((first, measured.next_back().unwrap_or(first)))
}

fn label(slice: &Slice) -> String {
    slice.period.map(|p| p.label()).unwrap_or_default()
}

fn reach(spread: &Spread) -> String {
    let Some((first, last)) = ends(spread) else {
        return "Reach by period: no dated incident has a point fine enough to be measured.".to_owned();
    };
    let (Some(median), Some(p90)) = (with_interval(&last.reach.median), last.reach.p90.value) else {
        return "Reach by period: cannot be said without an origin.".to_owned();
    };
    let mut text = format!(
        "Reach: in {} half of the measured incidents lay within {median} of {}, nine in ten within {} km{}",
        label(last),
        origin_name(spread),
        number(p90),
        bounds(last.reach.p90.interval)
    );
    let then = with_interval(&first.reach.median).zip(first.reach.p90.value);
    let Some((then, then_p90)) = then.filter(|_| first.period != last.period) else {
        return text + "; there is no other period to compare with.";
    };
    let then_bounds = bounds(first.reach.p90.interval);
    _ = write!(text, "; in {} it was {then} and {} km{then_bounds}. ", label(first), number(then_p90));
    text + match compare(&first.reach.median, &last.reach.median) {
        Some(true) => "The intervals of the medians overlap: a change cannot be shown from them.",
        Some(false) => "The intervals of the medians do not overlap: the median changed by more than sampling noise.",
        None => "Without an interval for both, no change can be claimed.",
    }
}

fn bounds(interval: Interval) -> String {
    match interval {
        Interval::Between(low, high) => format!(" ({} to {})", number(low), number(high)),
        Interval::None => String::new(),
    }
}

/// Whether two intervals overlap; none where one is missing.
fn compare(a: &Estimate, b: &Estimate) -> Option<bool> {
    match (a.interval, b.interval) {
        (Interval::Between(a0, a1), Interval::Between(b0, b1)) => Some(a0 <= b1 && b0 <= a1),
        _ => None,
    }
}

fn regions(spread: &Spread) -> String {
    let mix = &spread.whole.regions;
    let of = |estimate: &Estimate| estimate.value.unwrap_or(0.0) as u64;
    if mix.countries.n == 0 {
        return "Regions: no incident has a known country.".to_owned();
    }
    let dated: Vec<&Arrival> = spread.countries.iter().filter(|c| c.first.span().is_some()).collect();
    let mut text = format!(
        "Regions: {} in {} (n = {})",
        count(of(&mix.countries), "country", "countries"),
        count(of(&mix.subregions), "UN subregion", "UN subregions"),
        number(mix.countries.n as f64)
    );
    if let [first, .., latest] = &dated[..] {
        _ = write!(text, "; first {} ({}), latest new one {} ({})", first.name, first.first, latest.name, latest.first);
    } else if let [only] = &dated[..] {
        _ = write!(text, "; {} from {}", only.name, only.first);
    }
    match mix.countries.left_out.get("no_country") {
        Some(missing) => format!("{text}; the country of {} is not known.", count(*missing, "incident", "incidents")),
        None => text + ".",
    }
}

fn abroad(spread: &Spread) -> String {
    let share = &spread.whole.regions.abroad;
    let (Some(value), Interval::Between(low, high)) = (share.value, share.interval) else {
        return "Share abroad: cannot be said without home countries (--home).".to_owned();
    };
    let home = match &spread.options.origin {
        Origin::Home { name, .. } => name,
        _ => "the home countries",
    };
    let percent = |x: f64| number(libm::round(x * 1000.0) / 10.0);
    format!(
        "Abroad: {} of {} with a known country lay outside {home}, {:.0} % (95 % interval {} to {} %).",
        number(libm::round(value * share.n as f64)),
        count(share.n, "incident", "incidents"),
        value * 100.0,
        percent(low),
        percent(high)
    )
}

fn centre(spread: &Spread) -> String {
    let Some((first, last)) = ends(spread).filter(|(a, b)| a.period != b.period) else {
        return "Centre: with measured incidents in fewer than two periods a move cannot be said.".to_owned();
    };
    let (Some(a), Some(b)) = (&first.centre.median, &last.centre.median) else {
        return "Centre: a period has no median centre.".to_owned();
    };
    let (km, azimuth) = a.at.distance_and_azimuth(b.at);
    let verdict = match within_noise_between(a, b) {
        Some(true) => "this is within noise",
        Some(false) => "this is more than noise",
        None => {
            "with fewer than three incidents at either end, or all at one point, whether this is noise cannot be said"
        }
    };
    format!(
        "Centre: from {} (n = {}) to {} (n = {}) the median centre moved {} km to the {}; {verdict}.",
        label(first),
        number(first.n as f64),
        label(last),
        number(last.n as f64),
        number(km),
        compass(azimuth)
    )
}

/// The nearest of eight winds.
fn compass(azimuth_deg: f64) -> &'static str {
    const WINDS: [&str; 8] = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    let eighth = libm::round((azimuth_deg + 360.0) / 45.0) as usize % WINDS.len();
    WINDS.get(eighth).copied().unwrap_or("north")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(1_234_567.4), "1,234,567");
        assert_eq!(number(0.0), "0");
        assert_eq!(number(3.26), "3.3");
        assert_eq!(number(-1500.0), "-1,500");
        assert_eq!(number(9.97), "10");
    }

    #[test]
    fn winds_go_round() {
        assert_eq!([compass(-10.0), compass(-46.0), compass(179.0)], ["north", "north-west", "south"]);
    }
}
