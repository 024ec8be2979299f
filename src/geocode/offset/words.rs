//! The words of distances: units, numbers, hedges, links, compass points.
//!
//! Comes in: one word as written. Goes out: its meaning.

use super::Direction;
use crate::gazetteer::fold;

/// Units and their km.
const UNITS: [(&str, f64); 29] = [
    ("km", 1.0),
    ("kms", 1.0),
    ("kilometer", 1.0),
    ("kilometers", 1.0),
    ("kilometre", 1.0),
    ("kilometres", 1.0),
    ("kilometro", 1.0),
    ("kilometros", 1.0),
    ("kilometern", 1.0),
    ("chilometri", 1.0),
    ("quilometros", 1.0),
    ("км", 1.0),
    ("километрах", 1.0),
    ("километров", 1.0),
    ("кілометрів", 1.0),
    ("كم", 1.0),
    ("كيلومترا", 1.0),
    ("كيلومتري", 1.0),
    ("mi", 1.609_344),
    ("mile", 1.609_344),
    ("miles", 1.609_344),
    ("nm", 1.852),
    ("nmi", 1.852),
    ("m", 0.001),
    ("meter", 0.001),
    ("meters", 0.001),
    ("metre", 0.001),
    ("metres", 0.001),
    ("metros", 0.001),
];

const NUMBERS: [(&str, f64); 26] = [
    ("a", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("fifteen", 15.0),
    ("eighteen", 18.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("few", 3.0),
    ("several", 5.0),
];

/// Words before a distance that say it is not exact, or nothing.
const HEDGES: [&str; 34] = [
    "about",
    "around",
    "approximately",
    "approx",
    "some",
    "roughly",
    "nearly",
    "almost",
    "over",
    "just",
    "circa",
    "ca",
    "less",
    "more",
    "than",
    "up",
    "to",
    "within",
    "a",
    "located",
    "unos",
    "environ",
    "etwa",
    "only",
    "at",
    "rund",
    "cerca",
    "de",
    "около",
    "примерно",
    "в",
    "за",
    "حوالي",
    "نحو",
];

/// Words between a distance and its direction.
const FILLERS: [&str; 13] = ["to", "the", "due", "away", "further", "al", "au", "a", "en", "l", "к", "на", "الي"];

/// Words that lead to the place the distance is reckoned from, in lower case: "The" belongs to a name.
const LINKS: [&str; 17] = [
    "of", "from", "de", "del", "du", "d", "von", "vom", "outside", "off", "away", "the", "inside", "от", "від", "من",
    "از",
];

/// The 16 winds, clockwise from north.
const WINDS: [&str; 16] =
    ["n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw"];
/// Their names for a reader.
const NAMES: [&str; 16] = [
    "north",
    "north-north-east",
    "north-east",
    "east-north-east",
    "east",
    "east-south-east",
    "south-east",
    "south-south-east",
    "south",
    "south-south-west",
    "south-west",
    "west-south-west",
    "west",
    "west-north-west",
    "north-west",
    "north-north-west",
];
/// Half the angle between two of 16 winds, in degrees.
const HALF_OF_16: f64 = 11.25;
/// Half the angle between two of 8 winds: who writes the name of a direction out rarely splits it further.
const HALF_OF_8: f64 = 22.5;

/// The km of a unit.
pub(super) fn unit_km(word: &str) -> Option<f64> {
    let word = fold::fold(word);
    UNITS.iter().find(|(unit, _)| *unit == word).map(|(_, km)| *km)
}

/// A number in words.
pub(super) fn number(word: &str) -> Option<f64> {
    NUMBERS.iter().find(|(number, _)| number.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

/// Whether a word before a distance says that it is not exact.
pub(super) fn is_hedge(word: &str) -> bool {
    HEDGES.contains(&fold::fold(word).as_str())
}

/// Whether a word between a distance and its direction says nothing.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&fold::fold(word).as_str())
}

/// Whether a word leads to the place that a distance is reckoned from.
pub(super) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

/// The direction of a compass point in capitals ("NNE", "N.W."), or of its name ("north-east", "noreste", "nordöstlich").
pub(super) fn direction(word: &str) -> Option<Direction> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let step = 360.0 / WINDS.len() as f64;
    let find = |letters: &str| WINDS.iter().position(|wind| wind.eq_ignore_ascii_case(letters));
    let is_short = letters.chars().all(|c| c.is_ascii_uppercase());
    if let Some(at) = find(&letters).filter(|_| is_short) {
        return Some(Direction { azimuth_deg: at as f64 * step, within_deg: HALF_OF_16 });
    }
    // "à l'est de"
    let plain = word.strip_prefix("l'").or_else(|| word.strip_prefix("l’")).unwrap_or(word);
    let folded = fold::fold(plain);
    let initials = initials(&folded).or_else(|| by_stems(&folded))?;
    let at = find(&initials)?;
    let within_deg = if initials.len() == 3 { HALF_OF_16 } else { HALF_OF_8 };
    Some(Direction { azimuth_deg: at as f64 * step, within_deg })
}

/// The initials of a direction's name: "north east" is "ne".
fn initials(folded: &str) -> Option<String> {
    const PARTS: [(&str, char); 14] = [
        ("north", 'n'),
        ("norte", 'n'),
        ("nord", 'n'),
        ("nor", 'n'),
        ("south", 's'),
        ("sud", 's'),
        ("sur", 's'),
        ("east", 'e'),
        ("este", 'e'),
        ("est", 'e'),
        ("ost", 'e'),
        ("west", 'w'),
        ("ouest", 'w'),
        ("oeste", 'w'),
    ];
    let mut rest = folded;
    let mut out = String::new();
    while out.len() < 4 {
        rest = rest.trim_start();
        if rest.is_empty() || matches!(rest, "lich" | "ern" | "erly" | "ward" | "wards") {
            return (!out.is_empty()).then_some(out);
        }
        let (part, letter) = PARTS.iter().find(|(part, _)| rest.starts_with(part))?;
        out.push(*letter);
        rest = rest.get(part.len()..)?;
    }
    None
}

/// The initials of a direction in Russian, Ukrainian or Arabic, whose endings vary: "северо-западнее", "شمال غرب".
fn by_stems(folded: &str) -> Option<String> {
    const STEMS: [(&str, char); 16] = [
        ("север", 'n'),
        ("юг", 's'),
        ("юж", 's'),
        ("запад", 'w'),
        ("восто", 'e'),
        ("північ", 'n'),
        ("півден", 's'),
        ("захід", 'w'),
        ("захо", 'w'),
        ("схід", 'e'),
        ("схо", 'e'),
        ("شمال", 'n'),
        ("جنوب", 's'),
        ("شرق", 'e'),
        ("غرب", 'w'),
        ("باختر", 'w'),
    ];
    /// The longest ending in letters.
    const LONGEST: usize = 5;
    let initial = |word: &str| {
        let (stem, letter) = STEMS.iter().find(|(stem, _)| word.starts_with(&fold::fold(stem)))?;
        (word.chars().count() <= stem.chars().count() + LONGEST).then_some(*letter)
    };
    if folded.is_ascii() {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').take(3).collect();
    (words.len() < 3).then(|| words.iter().map(|word| initial(word)).collect())?
}

/// The name of the wind nearest to an azimuth.
pub(super) fn name(azimuth_deg: f64) -> &'static str {
    let at = libm::round(azimuth_deg / 22.5) as usize % NAMES.len();
    NAMES.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wind_is_read_by_its_letters_and_by_its_name() {
        for (at, (wind, name)) in WINDS.iter().zip(NAMES).enumerate() {
            let azimuth = at as f64 * 22.5;
            assert_eq!(direction(&wind.to_uppercase()).map(|d| d.azimuth_deg), Some(azimuth), "{wind}");
            assert_eq!(direction(name).map(|d| d.azimuth_deg), Some(azimuth), "{name}");
            assert_eq!(super::name(azimuth), name);
        }
    }

    #[test]
    fn directions_of_other_languages_are_read() {
        for (word, azimuth) in
            [("noreste", 45.0), ("suroeste", 225.0), ("sud-ouest", 225.0), ("nordöstlich", 45.0), ("sureste", 135.0)]
        {
            assert_eq!(direction(word).map(|d| d.azimuth_deg), Some(azimuth), "{word}");
        }
        for word in ["", "n", "Nordic", "Easter", "northnorthnorthnorth", "Kabul"] {
            assert_eq!(direction(word), None, "{word}");
        }
    }
}
