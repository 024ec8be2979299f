//! What a comparison says, in words, and what it does not.
//!
//! Comes in: a [`Comparison`], a language. Goes out: sentences that an analyst can paste.

use super::compare::{Compare, Comparison, Contrast, NAMES};
use super::contrast::{ABROAD, CENTRES, MEAN, MEDIAN, P90};
use super::{GroupBy, Interval, Unit};
use crate::words::Words;

/// Below this p a difference is called one.
const CLEAR: f64 = 0.05;

/// Whether reach grew; what else differs; what p is and is not.
pub(super) fn sentences(comparison: &Comparison, words: Words) -> Vec<String> {
    vec![reach(comparison, words), others(comparison, words), caution(comparison, words)]
}

/// "Did reach grow from 2017-10-17 on?" with the answer.
fn reach(comparison: &Comparison, words: Words) -> String {
    let (question, [first, second]) = asked(&comparison.what, words);
    let (Some(median), Some(p90)) = (comparison.contrasts.get(MEDIAN), comparison.contrasts.get(P90)) else {
        return question;
    };
    let (Some(a), Some(b)) = (median.first, median.second) else {
        return format!("{question} {}", words.text("compare.no_distance"));
    };
    let [n, m] = median.n.map(|n| words.number(n));
    let nine = p90.first.zip(p90.second).map_or_else(String::new, |(a, b)| {
        let (a, b, doubt) = (words.figure(a), words.figure(b), doubt(p90, Unit::Km, words));
        words.fill("compare.nine", &[("a", &a), ("b", &b), ("doubt", &doubt)])
    });
    let parts = [
        ("a", &*words.figure(a)),
        ("b", &*words.figure(b)),
        ("first", &*first),
        ("second", &*second),
        ("n", &*n),
        ("m", &*m),
        ("doubt", &*doubt(median, Unit::Km, words)),
        ("nine", &*nine),
    ];
    format!("{question} {} {}", answer(median, p90, words), words.fill("compare.reach", &parts))
}

/// The question, and what says which set is meant.
fn asked(what: &Compare, words: Words) -> (String, [String; 2]) {
    match what {
        Compare::From(day) => {
            let day = day.to_string();
            let sides = ["compare.before", "compare.since"].map(|key| words.fill(key, &[("day", &day)]));
            (words.fill("compare.grow", &[("day", &day)]), sides)
        }
        Compare::Groups(by, names) => {
            let named = |name: &str| match by {
                GroupBy::Kind => words.kind(name),
                GroupBy::Region => words.region(name),
                _ => name.to_owned(),
            };
            let [first, second] = [0, 1].map(|i: usize| named(&names[i]));
            let question = words.fill("compare.farther", &[("first", &first), ("second", &second)]);
            (question, [first, second].map(|name| words.fill("compare.of", &[("name", &name)])))
        }
    }
}

/// The answer from the median and the ninth tenth: each can say yes, no or nothing.
fn answer(median: &Contrast, p90: &Contrast, words: Words) -> String {
    let side = |contrast: &Contrast| match (contrast.p, contrast.difference) {
        (Some(p), Some(d)) if p < CLEAR && d > 0.0 => 1,
        (Some(p), Some(d)) if p < CLEAR && d < 0.0 => -1,
        _ => 0,
    };
    let key = match (side(median), side(p90)) {
        (1, 1) => "compare.yes_yes",
        (1, 0) => "compare.yes_none",
        (0, 1) => "compare.none_yes",
        (-1, -1) => "compare.no_no",
        (-1, 0) => "compare.no_none",
        (0, -1) => "compare.none_no",
        (1, -1) => "compare.yes_no",
        (-1, 1) => "compare.no_yes",
        _ => match median.interval {
            Interval::Between(low, high) if low < 0.0 && high > 0.0 => {
                let parts = [("low", &*words.figure(-low)), ("high", &*words.figure(high))];
                return words.fill("compare.either", &parts);
            }
            _ => "compare.not_shown",
        },
    };
    words.text(key).to_owned()
}

/// " (95 % interval of the difference +10 to +30 km; p = 0.012)".
fn doubt(contrast: &Contrast, unit: Unit, words: Words) -> String {
    let between = |low: &str, high: &str| words.fill("compare.interval", &[("low", low), ("high", high)]);
    let interval = match (contrast.interval, unit) {
        (Interval::None, _) => words.text("compare.no_interval").to_owned(),
        (Interval::Between(low, high), Unit::Km) => {
            let [low, high] = [low, high].map(|km| signed(km, words.figure(km)));
            between(&low, &format!("{high} km"))
        }
        (Interval::Between(low, high), Unit::Share) => {
            let [low, high] = [low, high].map(|share| signed(share, words.decimal(100.0 * share, 0)));
            between(&low, &words.fill("compare.points", &[("n", &high)]))
        }
        (Interval::Between(low, high), _) => {
            let [low, high] = [low, high].map(|value| signed(value, words.decimal(value, 1)));
            between(&low, &high)
        }
    };
    let told: Vec<String> = std::iter::once(interval).chain(contrast.p.map(|p| chance(p, words))).collect();
    format!(" ({})", words.apart(&told))
}

/// A text of a number with its sign.
fn signed(value: f64, text: String) -> String {
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

fn chance(p: f64, words: Words) -> String {
    words.fill("figure.p", &[("p", &words.decimal(p, if p < 0.001 { 4 } else { 3 }))])
}

/// What else differs by more than chance, and what does not.
fn others(comparison: &Comparison, words: Words) -> String {
    let (mut clear, mut unclear) = (Vec::new(), Vec::new());
    for (index, (contrast, (_, unit, name))) in comparison.contrasts.iter().zip(NAMES).enumerate().skip(MEAN) {
        let (Some(difference), Some(p)) = (contrast.difference, contrast.p) else { continue };
        let name = words.because(name);
        if p >= CLEAR {
            unclear.push(name);
            continue;
        }
        let values = contrast.first.zip(contrast.second).map(|values| both(values, unit, words));
        let values = values.unwrap_or_else(|| format!("{} km", words.figure(difference)));
        let doubt = if index == CENTRES { format!(" ({})", chance(p, words)) } else { doubt(contrast, unit, words) };
        clear.push(format!("{name} {values}{doubt}"));
    }
    let mut told = vec![if clear.is_empty() {
        words.text("compare.none_else").to_owned()
    } else {
        words.fill("compare.else", &[("list", &words.apart(&clear))])
    }];
    if !unclear.is_empty() {
        told.push(words.fill("compare.same", &[("list", &unclear.join(", "))]));
    }
    if comparison.contrasts.get(ABROAD).is_some_and(|c| c.difference.is_none()) {
        told.push(words.text("compare.no_home").to_owned());
    }
    told.join(" ")
}

/// "12 and 34 km"
fn both((a, b): (f64, f64), unit: Unit, words: Words) -> String {
    let and = |a: String, b: String| words.fill("figure.and", &[("a", &a), ("b", &b)]);
    match unit {
        Unit::Share => and(words.decimal(100.0 * a, 0), format!("{} %", words.decimal(100.0 * b, 0))),
        Unit::Km => and(words.figure(a), format!("{} km", words.figure(b))),
        _ => and(words.decimal(a, 1), words.decimal(b, 1)),
    }
}

fn caution(comparison: &Comparison, words: Words) -> String {
    let drawn = if comparison.by_weeks { words.text("compare.weeks") } else { words.plural("incident") };
    let n = words.number(u64::from(comparison.permutations));
    words.fill("compare.caution", &[("n", &n), ("drawn", drawn)])
}
