//! What happened to reach, regions, centre and the other families, in plain sentences.
//!
//! Comes in: a [`Spread`], a language. Goes out: text that an analyst can paste, with n, intervals and dates, and with what
//! cannot be said.

use super::track::within_noise_between;
use super::{Arrival, Comparison, Estimate, Interval, Origin, Slice, Spread, terminal};
use crate::words::Words;

/// Farthest incident; reach then and now; regions reached; share abroad; the way of the centre. One sentence or two each.
pub fn headlines(spread: &Spread, words: Words) -> Vec<String> {
    if spread.whole.incidents == 0 {
        return vec![words.text("short.nothing").to_owned()];
    }
    vec![
        farthest(spread, words),
        reach(spread, words),
        regions(spread, words),
        abroad(spread, words),
        centre(spread, words),
    ]
}

/// What an analyst can paste: the periods and groups as aligned tables, the headlines, then what the other families say; in
/// English, as tables and files are.
pub fn brief(spread: &Spread) -> String {
    let english = Words::default();
    let tables = [terminal::periods(spread), terminal::groups(spread)];
    let lines = [headlines(spread, english), further(spread, english)].concat();
    let parts = tables.into_iter().filter(|table| !table.is_empty()).chain([lines.join("\n") + "\n"]);
    parts.collect::<Vec<_>>().join("\n")
}

/// What the families beyond the headlines say, and the comparison where there is one.
pub fn further(spread: &Spread, words: Words) -> Vec<String> {
    let sentences = spread.findings.all().into_iter().flat_map(|family| family.sentences(words));
    sentences.chain(spread.comparison.iter().flat_map(|one| Comparison::sentences(one, words))).collect()
}

/// A whole number with commas between thousands: "21,128".
pub fn thousands(number: u64) -> String {
    Words::default().number(number)
}

fn origin_name(spread: &Spread, words: Words) -> String {
    spread.options.origin.name().unwrap_or(words.text("short.the_origin")).to_owned()
}

/// "1,234 km (95 % interval 900 to 1,500; n = 12)"; `digits` writes a number.
pub(super) fn with_interval(value: &str, of: &Estimate, words: Words, digits: impl Fn(f64) -> String) -> String {
    let n = words.number(of.n);
    match of.interval {
        Interval::Between(low, high) => {
            let parts = [("value", value), ("low", &*digits(low)), ("high", &*digits(high)), ("n", &*n)];
            words.fill("figure.between", &parts)
        }
        Interval::None => words.fill("figure.alone", &[("value", value), ("n", &n)]),
    }
}

fn km_with_interval(estimate: &Estimate, words: Words) -> Option<String> {
    let km = format!("{} km", words.figure(estimate.value?));
    Some(with_interval(&km, estimate, words, |km| words.figure(km)))
}

fn farthest(spread: &Spread, words: Words) -> String {
    if spread.options.origin.name().is_none() {
        return words.text("short.far_no_origin").to_owned();
    }
    let Some(last) = spread.frontier.last() else { return words.text("short.far_none").to_owned() };
    let mut told = vec![words.fill(
        "short.farthest",
        &[
            ("place", &last.place),
            ("km", &words.figure(last.distance_km)),
            ("origin", &origin_name(spread, words)),
            ("when", &last.when.to_string()),
            ("id", &last.incident_id),
        ],
    )];
    if let [.., before, _] = &spread.frontier[..] {
        let (km, when) = (words.figure(before.distance_km), before.when.to_string());
        told.push(words.fill("short.before", &[("place", &before.place), ("km", &km), ("when", &when)]));
    }
    if let Some(max) = spread.whole.reach.max.value.filter(|max| *max > last.distance_km) {
        told.push(words.fill("short.undated", &[("km", &words.figure(max))]));
    }
    told.join(" ")
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

fn reach(spread: &Spread, words: Words) -> String {
    let Some((first, last)) = ends(spread) else { return words.text("short.reach_none").to_owned() };
    let both = |slice: &Slice| Some((km_with_interval(&slice.reach.median, words)?, bounded(&slice.reach.p90, words)?));
    let Some((median, p90)) = both(last) else { return words.text("short.reach_no_origin").to_owned() };
    let origin = origin_name(spread, words);
    let text =
        words.fill("short.reach", &[("period", &label(last)), ("median", &median), ("origin", &origin), ("p90", &p90)]);
    let Some((median, p90)) = both(first).filter(|_| first.period != last.period) else {
        return words.fill("short.reach_only", &[("text", &text)]);
    };
    let then = [("text", &*text), ("period", &label(first)), ("median", &median), ("p90", &p90)];
    let verdict = match compare(&first.reach.median, &last.reach.median) {
        Some(true) => "short.overlap",
        Some(false) => "short.apart",
        None => "short.no_interval",
    };
    format!("{} {}", words.fill("short.reach_then", &then), words.text(verdict))
}

/// "1,234 km (900 to 1,500)"
fn bounded(estimate: &Estimate, words: Words) -> Option<String> {
    let km = format!("{} km", words.figure(estimate.value?));
    Some(match estimate.interval {
        Interval::Between(low, high) => {
            let parts = [("low", &*words.figure(low)), ("high", &*words.figure(high))];
            format!("{km} ({})", words.fill("figure.bounds", &parts))
        }
        Interval::None => km,
    })
}

/// Whether two intervals overlap; none where one is missing.
fn compare(a: &Estimate, b: &Estimate) -> Option<bool> {
    match (a.interval, b.interval) {
        (Interval::Between(a0, a1), Interval::Between(b0, b1)) => Some(a0 <= b1 && b0 <= a1),
        _ => None,
    }
}

fn regions(spread: &Spread, words: Words) -> String {
    let mix = &spread.whole.regions;
    let of = |estimate: &Estimate| estimate.value.unwrap_or(0.0) as u64;
    if mix.countries.n == 0 {
        return words.text("short.regions_none").to_owned();
    }
    let dated: Vec<&Arrival> = spread.countries.iter().filter(|c| c.first.span().is_some()).collect();
    let (countries, subregions) =
        (words.count("country", of(&mix.countries)), words.count("subregion", of(&mix.subregions)));
    let n = words.number(mix.countries.n);
    let mut told =
        vec![words.fill("short.regions", &[("countries", &countries), ("subregions", &subregions), ("n", &n)])];
    if let [first, .., last] = &dated[..] {
        let (first_when, last_when) = (first.first.to_string(), last.first.to_string());
        let parts =
            [("first", &*first.name), ("first_when", &first_when), ("last", &last.name), ("last_when", &last_when)];
        told.push(words.fill("short.regions_ends", &parts));
    } else if let [only] = &dated[..] {
        told.push(words.fill("short.regions_one", &[("name", &only.name), ("when", &only.first.to_string())]));
    }
    if let Some(missing) = mix.countries.left_out.get("no_country") {
        told.push(words.fill("short.no_country", &[("incidents", &words.count("incident", *missing))]));
    }
    format!("{}.", words.apart(&told))
}

fn abroad(spread: &Spread, words: Words) -> String {
    let share = &spread.whole.regions.abroad;
    let (Some(value), Interval::Between(low, high)) = (share.value, share.interval) else {
        return words.text("short.abroad_none").to_owned();
    };
    let home = match &spread.options.origin {
        Origin::Home { name, .. } => name,
        _ => words.text("short.home"),
    };
    let percent = |x: f64| words.figure(libm::round(x * 1000.0) / 10.0);
    words.fill(
        "short.abroad",
        &[
            ("n", &words.figure(libm::round(value * share.n as f64))),
            ("incidents", &words.count("incident", share.n)),
            ("home", home),
            ("percent", &words.decimal(value * 100.0, 0)),
            ("low", &percent(low)),
            ("high", &percent(high)),
        ],
    )
}

fn centre(spread: &Spread, words: Words) -> String {
    let Some((first, last)) = ends(spread).filter(|(a, b)| a.period != b.period) else {
        return words.text("short.centre_few").to_owned();
    };
    let (Some(a), Some(b)) = (&first.centre.median, &last.centre.median) else {
        return words.text("short.centre_none").to_owned();
    };
    let (km, azimuth) = a.at.distance_and_azimuth(b.at);
    let verdict = match within_noise_between(a, b) {
        Some(true) => "short.noise",
        Some(false) => "short.real",
        None => "short.unsure",
    };
    words.fill(
        "short.centre",
        &[
            ("a", &label(first)),
            ("an", &words.number(first.n)),
            ("b", &label(last)),
            ("bn", &words.number(last.n)),
            ("km", &words.figure(km)),
            ("wind", words.text(compass(azimuth))),
            ("verdict", words.text(verdict)),
        ],
    )
}

/// The nearest of eight winds.
fn compass(azimuth_deg: f64) -> &'static str {
    const WINDS: [&str; 8] = [
        "wind.north",
        "wind.north_east",
        "wind.east",
        "wind.south_east",
        "wind.south",
        "wind.south_west",
        "wind.west",
        "wind.north_west",
    ];
    let eighth = libm::round((azimuth_deg + 360.0) / 45.0) as usize % WINDS.len();
    WINDS.get(eighth).copied().unwrap_or("wind.north")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn winds_go_round() {
        let winds = [compass(-10.0), compass(-46.0), compass(179.0)];
        assert_eq!(winds, ["wind.north", "wind.north_west", "wind.south"]);
    }
}
