//! What a comparison says, in words, and what it does not.
//!
//! Comes in: a [`Comparison`]. Goes out: sentences that an analyst can paste.

use std::fmt::Write;

use super::compare::{Compare, Comparison, Contrast, NAMES};
use super::contrast::{ABROAD, CENTRES, MEAN, MEDIAN, P90};
use super::headline::{number, thousands};
use super::{Interval, Unit};

/// Below this p a difference is called one.
const CLEAR: f64 = 0.05;

/// Whether reach grew; what else differs; what p is and is not.
pub(super) fn sentences(comparison: &Comparison) -> Vec<String> {
    vec![reach(comparison), others(comparison), caution(comparison)]
}

/// "Did reach grow from 2017-10-17 on?" with the answer.
fn reach(comparison: &Comparison) -> String {
    let [first, second] = &comparison.names;
    let question = match &comparison.what {
        Compare::From(day) => format!("Did reach grow from {day} on?"),
        Compare::Groups(..) => format!("Does {second} reach farther than {first}?"),
    };
    let (Some(median), Some(p90)) = (comparison.contrasts.get(MEDIAN), comparison.contrasts.get(P90)) else {
        return question;
    };
    let (Some(a), Some(b)) = (median.first, median.second) else {
        return format!(
            "{question} That cannot be said: without an origin, or with an empty set, there is no distance."
        );
    };
    let [n, m] = median.n.map(thousands);
    let nine = p90.first.zip(p90.second).map_or_else(String::new, |(a, b)| {
        format!(", nine in ten within {} and {} km{}", number(a), number(b), doubt(p90, Unit::Km))
    });
    let answer = answer(median, p90);
    format!(
        "{question} {answer} Half of the measured incidents lay within {} km {first} (n = {n}) and within {} km {second} \
         (n = {m}){}{nine}.",
        number(a),
        number(b),
        doubt(median, Unit::Km),
    )
}

/// The answer from the median and the ninth tenth: each can say yes, no or nothing.
fn answer(median: &Contrast, p90: &Contrast) -> String {
    let side = |contrast: &Contrast| match (contrast.p, contrast.difference) {
        (Some(p), Some(d)) if p < CLEAR && d > 0.0 => 1,
        (Some(p), Some(d)) if p < CLEAR && d < 0.0 => -1,
        _ => 0,
    };
    match (side(median), side(p90)) {
        (1, 1) => "Yes, both in the middle and at its far end.".to_owned(),
        (1, 0) => "In the middle, yes; at its far end that cannot be shown.".to_owned(),
        (0, 1) => "At its far end, yes; in the middle that cannot be shown.".to_owned(),
        (-1, -1) => "No, it shrank, both in the middle and at its far end.".to_owned(),
        (-1, 0) => "No, it shrank in the middle; at its far end no change can be shown.".to_owned(),
        (0, -1) => "No, it shrank at its far end; in the middle no change can be shown.".to_owned(),
        (1, -1) => "It grew in the middle and shrank at its far end.".to_owned(),
        (-1, 1) => "It shrank in the middle and grew at its far end.".to_owned(),
        _ => match median.interval {
            Interval::Between(low, high) if low < 0.0 && high > 0.0 => format!(
                "That cannot be shown: a median from {} km nearer to {} km farther fits these incidents.",
                number(-low),
                number(high)
            ),
            _ => "That cannot be shown from these incidents.".to_owned(),
        },
    }
}

/// " (95 % interval of the difference 10 to 30 km; p = 0.012)".
fn doubt(contrast: &Contrast, unit: Unit) -> String {
    let interval = match (contrast.interval, unit) {
        (Interval::None, _) => "no interval".to_owned(),
        (Interval::Between(low, high), Unit::Km) => {
            format!("95 % interval of the difference {} to {} km", signed(low), signed(high))
        }
        (Interval::Between(low, high), Unit::Share) => {
            format!("95 % interval of the difference {:+.0} to {:+.0} points", 100.0 * low, 100.0 * high)
        }
        (Interval::Between(low, high), _) => format!("95 % interval of the difference {low:+.1} to {high:+.1}"),
    };
    let p = contrast.p.map_or_else(String::new, |p| format!("; p = {}", chance(p)));
    format!(" ({interval}{p})")
}

fn signed(km: f64) -> String {
    let text = number(km);
    if km > 0.0 && text != "0" { format!("+{text}") } else { text }
}

fn chance(p: f64) -> String {
    if p < 0.001 { format!("{p:.4}") } else { format!("{p:.3}") }
}

/// What else differs by more than chance, and what does not.
fn others(comparison: &Comparison) -> String {
    let (mut clear, mut unclear) = (Vec::new(), Vec::new());
    for (index, (contrast, (_, unit, words))) in comparison.contrasts.iter().zip(NAMES).enumerate().skip(MEAN) {
        let (Some(difference), Some(p)) = (contrast.difference, contrast.p) else { continue };
        if p >= CLEAR {
            unclear.push(words);
            continue;
        }
        let values = contrast.first.zip(contrast.second).map(|(a, b)| match unit {
            Unit::Share => format!("{:.0} and {:.0} %", 100.0 * a, 100.0 * b),
            Unit::Km => format!("{} and {} km", number(a), number(b)),
            _ => format!("{a:.1} and {b:.1}"),
        });
        let values = values.unwrap_or_else(|| format!("{} km", number(difference)));
        let doubt = if index == CENTRES { format!(" (p = {})", chance(p)) } else { doubt(contrast, unit) };
        clear.push(format!("{words} {values}{doubt}"));
    }
    let mut text = if clear.is_empty() {
        "Nothing else differs by more than chance.".to_owned()
    } else {
        format!("What else differs: {}.", clear.join("; "))
    };
    if !unclear.is_empty() {
        _ = write!(text, " No difference can be shown in: {}.", unclear.join(", "));
    }
    if comparison.contrasts.get(ABROAD).is_some_and(|c| c.difference.is_none()) {
        text.push_str(" The share abroad cannot be compared without home countries.");
    }
    text
}

fn caution(comparison: &Comparison) -> String {
    let drawn = if comparison.by_weeks { "weeks (the incidents come in bursts)" } else { "incidents" };
    format!(
        "p is from {} permutations of {drawn} between the sets, seven differences tested, none adjusted for that. It tells \
         whether chance alone would do; not why, and not whether more was reported of one set than of the other.",
        thousands(u64::from(comparison.permutations))
    )
}
