//! Where the claims of one incident differ, in words.
//!
//! Comes in: the claims of an incident. Goes out: one sentence a field: `date: 2024-03-23 (one), 2024-03-22 (two)`.
//!
//! A claim that is only vaguer than another does not differ from it: a month and a day in it, "scores" and "at least 143",
//! "Iran" and "Kerman, Iran". Dates and counts differ where neither range holds the other.

use super::Entry;
use super::wording::fold;
use crate::incident::{Casualties, Claim, Kind, When};

/// How many values of a field are listed, and how many claims of each.
const LISTED: usize = 20;

/// The fields in which the claims differ.
pub(super) fn between(entries: &[Entry]) -> Vec<String> {
    let [_, _, ..] = entries else { return Vec::new() };
    let claims = || entries.iter().map(|entry| &entry.claim);
    let kinds = entries.iter().filter(|e| e.kind != Kind::Unknown).map(|e| (&e.claim, e.kind.label(), e.kind.key()));
    let whens = claims().filter(|c| c.when != When::UNKNOWN).map(|c| (c, c.when.to_string(), c.when));
    let places = claims().filter_map(|c| stated(c, c.place.label()));
    let actors =
        claims().filter_map(|c| Some((c, c.actor.as_deref()?.to_owned(), without_brackets(c.actor.as_deref()?))));
    let counted = |count: fn(&Claim) -> &Casualties| {
        claims().filter(move |c| !count(c).is_unknown()).map(move |c| (c, worded(count(c)), bounds(count(c))))
    };
    [
        told("kind", kinds, |a, b| a == b),
        told("date", whens, |a, b| holds(a.span(), b.span())),
        told("place", places, |a, b| vaguer(a, b)),
        told("actor", actors, |a, b| a == b),
        told("killed", counted(|c| &c.killed), |a, b| holds(Some(*a), Some(*b))),
        told("injured", counted(|c| &c.injured), |a, b| holds(Some(*a), Some(*b))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn stated(claim: &Claim, label: String) -> Option<(&Claim, String, String)> {
    let folded = fold(&label);
    (!folded.is_empty()).then_some((claim, label, folded))
}

/// The sentence for a field, where two of its values are not the same and neither is the vaguer form of the other.
fn told<'a, T>(
    field: &str,
    values: impl Iterator<Item = (&'a Claim, String, T)>,
    same_or_vaguer: impl Fn(&T, &T) -> bool,
) -> Option<String> {
    let mut groups: Vec<(String, T, Vec<&Claim>)> = Vec::new();
    for (claim, words, value) in values {
        match groups.iter_mut().find(|(known, ..)| *known == words) {
            Some((.., claims)) if claims.len() < LISTED => claims.push(claim),
            Some(_) => {}
            None => groups.push((words, value, vec![claim])),
        }
        // The sentence is for people; a thousand claims of one incident would make it long and this loop slow.
        if groups.len() == LISTED {
            break;
        }
    }
    // A value that is the vaguer form of another adds nothing.
    let is_vague = |(words, value, _): &(String, T, Vec<&Claim>)| {
        groups
            .iter()
            .any(|(other, finer, _)| other != words && same_or_vaguer(value, finer) && !same_or_vaguer(finer, value))
    };
    let kept: Vec<_> = groups.iter().filter(|group| !is_vague(group)).collect();
    let (_, first, _) = kept.first()?;
    if kept.iter().all(|(_, value, _)| same_or_vaguer(value, first)) {
        return None;
    }
    let listed: Vec<String> =
        kept.iter().map(|(words, _, claims)| format!("{words} ({})", speakers(claims, &kept))).collect();
    let sign = if listed.iter().any(|value| value.contains(',')) { "; " } else { ", " };
    Some(format!("{field}: {}", listed.join(sign)))
}

/// Who says so: the sources; with the speaker where one source says several things.
fn speakers<T>(claims: &[&Claim], groups: &[&(String, T, Vec<&Claim>)]) -> String {
    let mut names: Vec<String> = Vec::new();
    for claim in claims {
        let source = claim.source.as_deref().map_or_else(|| format!("line {}", claim.line), str::to_owned);
        let says_more = groups.iter().filter(|(.., all)| all.iter().any(|c| c.source == claim.source)).count() > 1;
        let name = match &claim.attribution {
            Some(speaker) if says_more => format!("{source}: {speaker}"),
            _ => source,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

/// Whether the first range holds the second.
fn holds<T: PartialOrd>(outer: Option<(T, T)>, inner: Option<(T, T)>) -> bool {
    match (outer, inner) {
        (Some(outer), Some(inner)) => outer.0 <= inner.0 && inner.1 <= outer.1,
        _ => true,
    }
}

fn bounds(count: &Casualties) -> (u32, u32) {
    let low = count.low.or(count.best).unwrap_or(0);
    let open = if count.low.is_some() { None } else { count.best };
    (low, count.high.or(open).unwrap_or(u32::MAX))
}

/// A count for a reader: its words, else its figures.
fn worded(count: &Casualties) -> String {
    match (&count.worded, count.low, count.high) {
        (Some(words), ..) => words.to_string(),
        (None, Some(low), Some(high)) if low == high => low.to_string(),
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
        (None, Some(low), None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (None, None, None) => count.best.map_or_else(String::new, |best| best.to_string()),
    }
}

/// Whether all words of the first stand in the second.
fn vaguer(vague: &str, fine: &str) -> bool {
    // Longer texts are no names of places.
    if vague.len() > 300 || fine.len() > 300 {
        return vague == fine;
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    let fine = words(fine);
    words(vague).iter().all(|word| fine.contains(word))
}

/// A name folded, without what stands in brackets after it: "isis-k" of "ISIS-K (possibly)".
pub(super) fn without_brackets(name: &str) -> String {
    let folded = fold(name);
    folded.split_once(" (").map_or(folded.as_str(), |(name, _)| name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vaguer_place_does_not_differ_from_a_finer_one() {
        assert!(vaguer("iran", "kerman, iran") && !vaguer("kerman, iran", "iran"));
        assert!(!vaguer("near moscow", "in moscow"));
    }

    #[test]
    fn a_range_holds_another_or_not() {
        assert!(holds(Some((40, u32::MAX)), Some((143, u32::MAX))));
        assert!(!holds(Some((183, u32::MAX)), Some((13, 183))));
        assert!(holds(None, Some((1, 2))));
    }
}
