//! Places told by their distance from another: "12 km NW of X", "about 20 miles north of Kirkuk", "5 km from X".
//!
//! Comes in: the words of a phrase. Goes out: where in them an [`Offset`] stands, and how far off the true point may be.
//!
//! Words are English, with the units, directions and links of Spanish, French, German, Russian and Arabic; compass points are those of 16 winds.

mod words;

use super::context::shown;
use crate::earth::{LonLat, trig};

/// A distance and a direction from a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offset {
    /// The distance in km.
    pub km: f64,
    /// How much longer or shorter it may be by its rounding, in km.
    pub rounding_km: f64,
    /// The direction; none where the words give only a distance.
    pub direction: Option<Direction>,
}

/// A direction as worded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Direction {
    /// Degrees clockwise from north.
    pub azimuth_deg: f64,
    /// How far to either side it may be, in degrees.
    pub within_deg: f64,
}

/// An offset in the words of a phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The words before the offset: what lies there.
    pub before: usize,
    /// The first word of the place that it is reckoned from.
    pub anchor: usize,
    /// The offset itself.
    pub offset: Offset,
}

/// The share of a distance that "about" leaves open.
const ABOUT: f64 = 0.15;
/// The longest distance that is believed, in km: further off, a place is not told by its neighbour.
const LONGEST_KM: f64 = 2000.0;

/// Finds an offset with a place behind it.
pub fn find(phrase: &[&str]) -> Option<Found> {
    (0..phrase.len()).find_map(|at| {
        let (measure, behind) = measure(phrase.get(at..)?)?;
        let rest = phrase.get(at + behind..)?;
        let (direction, linked) = link(rest)?;
        let anchor = at + behind + linked;
        if anchor >= phrase.len() || measure.km > LONGEST_KM {
            return None;
        }
        let hedges = phrase.get(..at)?.iter().rev().take_while(|w| words::is_hedge(w)).count();
        let about = hedges > 0 || measure.hedged;
        let rounding_km = if about { measure.step_km.max(measure.km * ABOUT) } else { measure.step_km };
        let offset = Offset { km: measure.km, rounding_km, direction };
        Some(Found { before: at - hedges, anchor, offset })
    })
}

/// Whether some words begin with a direction in lower case and a link, without a distance: "nordöstlich von", "au nord de".
pub fn is_beside(phrase: &[&str]) -> bool {
    let is_direction = |word: &&str| word.starts_with(char::is_lowercase) && words::direction(word).is_some();
    phrase.get(1).is_some_and(|word| words::is_link(word)) && phrase.first().is_some_and(is_direction)
}

/// A distance as written.
struct Measure {
    km: f64,
    /// Half the step that the number is rounded to.
    step_km: f64,
    hedged: bool,
}

/// The distance at the front of some words, and how many words it takes: "12 km", "7km", "10-15 miles", "twenty kilometres".
fn measure(phrase: &[&str]) -> Option<(Measure, usize)> {
    let first = *phrase.first()?;
    let plain = first.trim_start_matches(['~', '≈', '(']);
    let hedged = plain.len() < first.len() && !first.starts_with('(');
    let digits =
        plain.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '–')).unwrap_or(plain.len());
    let (number, glued) = plain.split_at_checked(digits)?;
    let (unit, taken) = match (number.is_empty(), glued.trim_start_matches('-')) {
        (false, unit) if !unit.is_empty() => (words::unit_km(unit)?, 1),
        _ => (words::unit_km(phrase.get(1)?)?, 2),
    };
    let (value, step) = if number.is_empty() { (words::number(plain)?, 0.5) } else { figures(number)? };
    Some((Measure { km: value * unit, step_km: step * unit, hedged }, taken))
}

/// A number in figures, or the middle of two, and half the step it is rounded to: 20 may be 15 to 25, 12 is 11.5 to 12.5.
fn figures(text: &str) -> Option<(f64, f64)> {
    let text = text.trim_matches(['-', '–', '.', ',']);
    if let Some((from, to)) = text.split_once(['-', '–']) {
        let ((from, _), (to, _)) = (figures(from)?, figures(to)?);
        return (from <= to).then_some((f64::midpoint(from, to), (to - from) / 2.0 + 0.5));
    }
    let thousands = text.split_once(',').is_some_and(|(_, behind)| behind.len() == 3);
    let plain = if thousands { text.replace(',', "") } else { text.replace(',', ".") };
    let value = plain.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0)?;
    let decimals = plain.split_once('.').map_or(0, |(_, behind)| behind.len().min(6));
    Some((value, if decimals == 0 { 0.5 } else { 0.5 / trig::pow(10.0, decimals as f64) }))
}

/// The direction and the words that lead to the place, and how many words they take: "NW of", "to the north-east of", "from".
fn link(phrase: &[&str]) -> Option<(Option<Direction>, usize)> {
    let mut at = phrase.iter().take_while(|w| words::is_filler(w)).count();
    let word = *phrase.get(at)?;
    let two = phrase.get(at + 1).and_then(|next| words::direction(&format!("{word}-{next}")));
    let direction = two.map(|d| (d, 2)).or_else(|| words::direction(word).map(|d| (d, 1)));
    at += direction.map_or(0, |(_, taken)| taken);
    let linked = phrase.get(at..)?.iter().take(2).take_while(|w| words::is_link(w)).count();
    if direction.is_none() && linked == 0 {
        return None;
    }
    Some((direction.map(|(d, _)| d), at + linked))
}

impl Offset {
    /// The point of a place so far from an anchor; the anchor itself where no direction is given.
    pub fn from(&self, anchor: LonLat) -> LonLat {
        self.direction.map_or(anchor, |direction| anchor.destination(direction.azimuth_deg, self.km))
    }

    /// The radius in km that holds the place nine times in ten, for an anchor of a size: the width of the direction across, the
    /// rounding and the size of the anchor along; without a direction, the ring.
    pub fn radius_km(&self, anchor_km: f64) -> f64 {
        let Some(direction) = self.direction else { return self.km + self.rounding_km + anchor_km };
        // Nine in ten of all directions between the two sides.
        let across = self.km * trig::sin(trig::radians(direction.within_deg * 0.9).min(1.5));
        (across * across + self.rounding_km * self.rounding_km + anchor_km * anchor_km).sqrt()
    }

    /// The offset for a reader: "7 km north-west of", "5 km from".
    pub fn label(&self, anchor: &str) -> String {
        let km = if self.km < 10.0 { libm::round(self.km * 10.0) / 10.0 } else { libm::round(self.km) };
        let anchor = shown(anchor);
        match self.direction {
            Some(direction) => format!("{km} km {} of {anchor}", words::name(direction.azimuth_deg)),
            None => format!("{km} km from {anchor}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrase: &str) -> Option<(String, f64, Option<f64>, String)> {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let found = find(&words)?;
        let tenth = libm::round(found.offset.km * 10.0) / 10.0;
        let direction = found.offset.direction.map(|d| d.azimuth_deg);
        Some((words[..found.before].join(" "), tenth, direction, words[found.anchor..].join(" ")))
    }

    #[test]
    fn distances_and_directions_are_read_as_people_write_them() {
        let table = [
            ("12 km NW of Homs", "", 12.0, Some(315.0), "Homs"),
            ("7km NW of The Geysers", "", 7.0, Some(315.0), "The Geysers"),
            ("about 20 miles north of Kirkuk", "", 32.2, Some(0.0), "Kirkuk"),
            ("5 km from Mosul", "", 5.0, None, "Mosul"),
            ("a village some 15 kilometres to the south-west of Aleppo", "a village", 15.0, Some(225.0), "Aleppo"),
            ("50 kilometres south east of Gao", "", 50.0, Some(135.0), "Gao"),
            ("1,200 m NNE of Kabul", "", 1.2, Some(22.5), "Kabul"),
            ("12,5 km al norte de Cali", "", 12.5, Some(0.0), "Cali"),
            ("30 km au nord-est de Gao", "", 30.0, Some(45.0), "Gao"),
            ("10-15 km west of Raqqa", "", 12.5, Some(270.0), "Raqqa"),
            ("twenty kilometers outside Mogadishu", "", 20.0, None, "Mogadishu"),
            ("~3km E of Sirte", "", 3.0, Some(90.0), "Sirte"),
            ("à environ 50 km à l'est de Gao", "", 50.0, Some(90.0), "Gao"),
            ("12 км к северо-западу от Херсона", "", 12.0, Some(315.0), "Херсона"),
            ("20 كم شمال غرب حلب", "", 20.0, Some(315.0), "حلب"),
        ];
        for (phrase, before, km, direction, anchor) in table {
            assert_eq!(found(phrase), Some((before.to_owned(), km, direction, anchor.to_owned())), "{phrase}");
        }
    }

    #[test]
    fn words_without_a_distance_and_a_place_are_no_offset() {
        for phrase in [
            "north of Kirkuk",
            "12 km",
            "12 km NW",
            "12 km NW of",
            "Kilometre 5",
            "km 12",
            "5 people from Mosul",
            "9999 km N of X",
        ] {
            assert_eq!(found(phrase), None, "{phrase}");
        }
    }

    #[test]
    fn the_radius_grows_with_the_distance_and_holds_the_ring() {
        let direction = Some(Direction { azimuth_deg: 0.0, within_deg: 11.25 });
        let near = Offset { km: 5.0, rounding_km: 0.5, direction };
        let far = Offset { km: 50.0, ..near };
        assert!(near.radius_km(2.0) < far.radius_km(2.0) && far.radius_km(2.0) < 15.0);
        let ring = Offset { direction: None, ..near };
        assert!(ring.radius_km(2.0) >= 7.0);
    }
}
