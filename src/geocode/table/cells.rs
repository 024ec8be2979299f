//! An answer as the cells of a table.
//!
//! Comes in: a [`Location`]. Goes out: the texts of the added columns. They are written into the same strings row after row.

use crate::incident::{Location, Site};

/// The columns that are added.
pub const ADDED: [&str; 12] = [
    "incimap_lat",
    "incimap_lon",
    "incimap_radius_km",
    "incimap_precision",
    "incimap_confidence",
    "incimap_geonameid",
    "incimap_gazetteer_id",
    "incimap_name",
    "incimap_country",
    "incimap_match",
    "incimap_why",
    "incimap_runners_up",
];

/// The added cells of one row.
#[derive(Debug, Default)]
pub(super) struct Cells([String; ADDED.len()]);

impl Cells {
    /// The cells in the order of [`ADDED`].
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The cells of a row that could not be taken apart.
    pub(super) fn fault(&mut self, reason: &str) {
        self.clear();
        let [_, _, _, precision, .., why, _] = &mut self.0;
        precision.push_str("unreadable");
        why.push_str(reason);
    }

    /// The cells of an answer; `note` is put behind its reason.
    pub(super) fn answer(&mut self, location: &Location, note: Option<&str>) {
        self.clear();
        match location {
            Location::Site(site) => self.site(site),
            Location::Unlocated(reason) => {
                let [_, _, _, precision, .., why, _] = &mut self.0;
                precision.push_str(reason.key());
                why.push_str(reason.why());
            }
        }
        if let (Some(note), [.., why, _]) = (note, &mut self.0) {
            why.push_str("; ");
            why.push_str(note);
        }
    }

    fn clear(&mut self) {
        for cell in &mut self.0 {
            cell.clear();
        }
    }

    fn site(&mut self, site: &Site) {
        let [lat, lon, radius, precision, confidence, geonameid, id, name, country, matched, why, runners_up] =
            &mut self.0;
        push_decimals(lat, site.point.lat(), 6);
        push_decimals(lon, site.point.lon(), 6);
        push_decimals(radius, site.radius_km, 3);
        precision.push_str(site.precision.name());
        push_decimals(confidence, site.confidence, 3);
        let key = site.gazetteer_id.as_deref().unwrap_or_default();
        geonameid.push_str(key.strip_prefix("geonames:").unwrap_or_default());
        id.push_str(key);
        name.push_str(&site.name);
        if let Some(code) = &site.country {
            country.push_str(code.as_str());
        }
        matched.push_str(site.matched.name());
        why.push_str(&site.why);
        for runner_up in &site.runners_up {
            if !runners_up.is_empty() {
                runners_up.push_str(" | ");
            }
            runners_up.push_str(&runner_up.name);
        }
    }
}

/// Writes a number with so many decimals. Formatting four floats takes longer than finding the place, so that this goes by
/// whole numbers, which is exact for degrees and km.
fn push_decimals(out: &mut String, number: f64, decimals: u32) {
    let scale = 10_u64.pow(decimals);
    let scaled = libm::round(number.abs() * scale as f64) as u64;
    if number < 0.0 && scaled > 0 {
        out.push('-');
    }
    push_digits(out, scaled / scale, 1);
    out.push('.');
    push_digits(out, scaled % scale, decimals as usize);
}

/// Writes a whole number with at least so many digits.
fn push_digits(out: &mut String, mut number: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let mut from = digits.len();
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        from = at;
        if number == 0 {
            break;
        }
    }
    let from = from.min(20 - least.min(20));
    out.push_str(std::str::from_utf8(digits.get(from..).unwrap_or_default()).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in [0.0, -0.0, 0.1, 1.0, -1.5, 34.528_131, -179.999_999_6, 180.0, 4_000.0, 0.000_000_4, 20_015.0] {
            for decimals in [3_usize, 6] {
                let mut text = String::new();
                push_decimals(&mut text, number, decimals as u32);
                let expected = format!("{number:.decimals$}");
                let expected = if expected.trim_matches(['-', '0', '.']).is_empty() {
                    expected.replace('-', "")
                } else {
                    expected
                };
                assert_eq!(text, expected, "{number}");
            }
        }
    }
}
