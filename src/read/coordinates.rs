//! Coordinates as they are typed: `34.5`, `34,5`, `34.5° N`, `34°30'36"N`, `W 3.5`.
//!
//! Comes in: the cells of a longitude and a latitude. Goes out: a [`LonLat`], nothing where both are blank, or which of
//! the two is at fault and why.

use super::wording::{fold, is_blank};
use crate::earth::LonLat;

/// Which of the two is at fault, and why.
#[derive(Debug, PartialEq)]
pub(super) struct Fault {
    /// Whether the fault lies in the longitude; else it lies in the latitude.
    pub(super) in_longitude: bool,
    /// Why, and the way out.
    pub(super) why: String,
}

/// Reads both cells.
///
/// # Errors
/// Where one is missing, cannot be read or is out of range.
pub(super) fn read(lon: &str, lat: &str) -> Result<Option<LonLat>, Fault> {
    // The fast way for most cells of most tables.
    if let (Some(x), Some(y)) = (decimal(lon), decimal(lat))
        && let Ok(point) = LonLat::new(x, y)
    {
        return Ok(Some(point));
    }
    let fault = |in_longitude, why: &str| Fault { in_longitude, why: why.to_owned() };
    let (lon, lat) = (fold(lon), fold(lat));
    match (is_blank(&lon), is_blank(&lat)) {
        (true, true) => return Ok(None),
        (true, false) => return Err(fault(true, "the longitude is missing: give both or neither")),
        (false, true) => return Err(fault(false, "the latitude is missing: give both or neither")),
        (false, false) => {}
    }
    if matches!(letter(&lon), Some('n' | 's')) && !matches!(letter(&lat), Some('n' | 's')) {
        return Err(fault(true, "latitude and longitude look swapped: exchange the two columns"));
    }
    let x = angle(&lon, ['e', 'w']).ok_or_else(|| fault(true, "not an angle: write degrees such as 69.17"))?;
    let y = angle(&lat, ['n', 's']).ok_or_else(|| fault(false, "not an angle: write degrees such as 34.53"))?;
    LonLat::new(x, y).map(Some).map_err(|range| {
        let swapped = if LonLat::new(y, x).is_ok() { " (latitude and longitude look swapped)" } else { "" };
        Fault { in_longitude: !(-180.0..=180.0).contains(&x), why: format!("{range}{swapped}: write degrees") }
    })
}

fn letter(text: &str) -> Option<char> {
    text.chars().find(|c| matches!(c, 'n' | 's' | 'e' | 'w'))
}

/// Degrees, minutes and seconds with a letter or a sign, or degrees alone; a letter other than the two allowed is a fault.
fn angle(text: &str, letters: [char; 2]) -> Option<f64> {
    // "6.95e1" holds no east.
    if let Some(degrees) = decimal(text) {
        return Some(degrees);
    }
    let [positive, negative] = letters;
    let (body, sign) = match (text.find(positive), text.find(negative)) {
        (None, None) => (text.to_owned(), 1.0),
        (Some(_), None) => (text.replacen(positive, " ", 1), 1.0),
        (None, Some(_)) => (text.replacen(negative, " ", 1), -1.0),
        (Some(_), Some(_)) => return None,
    };
    let body = if body.contains('.') { body } else { body.replacen(',', ".", 1) };
    let marks = ['\u{b0}', '\u{ba}', '\'', '"', ' ', ':'];
    let parts: Vec<&str> = body.split(marks).filter(|part| !part.is_empty()).collect();
    let (first, rest) = parts.split_first().filter(|(_, rest)| rest.len() < 3)?;
    let degrees = decimal(first)?;
    let mut fine = 0.0;
    for (part, share) in rest.iter().zip([60.0, 3600.0]) {
        fine += decimal(part).filter(|value| (0.0..60.0).contains(value))? / share;
    }
    if sign < 0.0 && degrees < 0.0 {
        return None;
    }
    let size = degrees.abs() + fine;
    Some(if first.starts_with('-') { -size } else { size } * sign)
}

/// A plain decimal number; no infinity and no words.
fn decimal(text: &str) -> Option<f64> {
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e'));
    text.parse::<f64>().ok().filter(|value| plain && value.is_finite())
}

/// Reads a radius in km: a number of 0 or more.
pub(super) fn radius_km(cell: &str) -> Option<f64> {
    let folded = fold(cell);
    let number = folded.strip_suffix("km").unwrap_or(&folded).trim();
    let number = if number.contains('.') { number.to_owned() } else { number.replacen(',', ".", 1) };
    decimal(&number).filter(|km| *km >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: &str, lat: &str) -> Option<(f64, f64)> {
        read(lon, lat).ok().flatten().map(|p| (p.lon(), p.lat()))
    }

    #[test]
    fn coordinates_are_read_as_they_are_typed() {
        for (lon, lat) in [
            ("69.5", "34.25"),
            ("69,5", "34,25"),
            ("69.5°", "34.25° N"),
            ("E 69.5", "N34.25"),
            ("69°30'E", "34°15'0\"N"),
            ("69° 30′ E", "34° 15′ 0″ N"),
            ("69 30 0 E", "34 15 N"),
            ("6.95e1", "34.25"),
        ] {
            assert_eq!(at(lon, lat), Some((69.5, 34.25)), "{lon} {lat}");
        }
        assert_eq!(at("3.5 W", "0°30'S"), Some((-3.5, -0.5)));
        assert_eq!(at("-0°30'", "-34.25"), Some((-0.5, -34.25)));
    }

    #[test]
    fn blank_is_no_point_and_one_without_the_other_is_a_fault() {
        assert_eq!(read("", "n/a"), Ok(None));
        assert!(read("69.5", "").unwrap_err().why.contains("the latitude is missing"));
    }

    #[test]
    fn what_is_out_of_range_says_so_and_whether_it_looks_swapped() {
        let fault = read("34.5", "169.2").unwrap_err();
        assert!(fault.why.contains("latitude 169.2") && fault.why.contains("look swapped"), "{}", fault.why);
        assert!(!read("200", "99").unwrap_err().why.contains("swapped"));
        assert!(read("34.5 N", "69.2 E").unwrap_err().why.contains("swapped"));
    }

    #[test]
    fn words_infinities_and_too_many_parts_are_no_angle() {
        for cell in ["east", "inf", "NaN", "1 2 3 4", "34.1.2", "5 E W", "10 75 E"] {
            assert!(read(cell, "1").is_err(), "{cell}");
        }
        assert_eq!((radius_km("2,5 km"), radius_km("-1"), radius_km("x")), (Some(2.5), None, None));
    }
}
