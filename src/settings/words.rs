//! What single words of the settings mean: inputs, origins, days, kinds, roles, shares, sizes.
//!
//! Comes in: words as they were given. Goes out: values, or an error that says what would be understood.

use std::path::PathBuf;

use jiff::civil::Date;

use super::OriginChoice;
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::incident::{Kind, Role};
use crate::read::Input;

pub(super) fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    if paths.is_empty() {
        return vec![Input::BuiltIn];
    }
    let input = |path: &PathBuf| if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.clone()) };
    paths.iter().map(input).collect()
}

/// A place name, or two numbers, longitude first.
pub(super) fn origin(words: &str) -> Result<OriginChoice> {
    let numbers: Vec<Option<f64>> = words.split(',').map(|part| part.trim().parse().ok()).collect();
    match numbers[..] {
        [Some(lon), Some(lat)] => LonLat::new(lon, lat)
            .map(OriginChoice::Point)
            .map_err(|e| Error::unknown("origin", words, format!("{e}; write the longitude first: 69.17,34.53"))),
        _ if words.is_empty() => {
            Err(Error::unknown("origin", words, "use a place name, LON,LAT or first; leave it out for no distances"))
        }
        _ => Ok(OriginChoice::Named(words.to_owned())),
    }
}

pub(super) fn day(words: &str, flag: &str) -> Result<Date> {
    words.trim().parse().map_err(|_| Error::unknown("date", words, format!("--{flag} takes a day such as 2024-03-22")))
}

pub(super) fn kind(word: &str) -> Result<Kind> {
    match Kind::from_word(word) {
        Kind::Other(_) | Kind::Unknown => {
            let known: Vec<&str> = Kind::ALL.iter().map(|(_, key, _)| *key).collect();
            Err(Error::unknown("kind", word, format!("use one of {}", known.join(", "))))
        }
        kind => Ok(kind),
    }
}

pub(super) fn roles(words: &[String]) -> Result<Vec<Role>> {
    let mut roles: Vec<Role> = words.iter().map(|w| w.parse()).collect::<Result<_>>()?;
    if roles.is_empty() {
        roles.push(Role::Operation);
    }
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

pub(super) fn share(value: f64) -> Result<f64> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(Error::unknown("confidence", value.to_string(), "--min-confidence takes a number from 0 to 1"))
}

pub(super) fn dpi(value: f64) -> Result<f64> {
    if (36.0..=1200.0).contains(&value) {
        return Ok(value);
    }
    Err(Error::unknown("resolution", value.to_string(), "--dpi takes a number from 36 to 1200"))
}

/// Width and height such as `180x120mm`.
pub(super) fn size_mm(words: &str) -> Result<(f64, f64)> {
    let number = |part: &str| part.trim().parse::<f64>().ok().filter(|mm| (80.0..=1000.0).contains(mm));
    let folded = words.trim().to_lowercase();
    folded
        .strip_suffix("mm")
        .unwrap_or(&folded)
        .split_once('x')
        .and_then(|(w, h)| Some((number(w)?, number(h)?)))
        .ok_or_else(|| Error::unknown("size", words, "use millimetres from 80 to 1000, such as 180x120mm"))
}
