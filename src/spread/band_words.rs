//! The names of bands of distance and of days for a reader.
//!
//! Comes in: the upper edges of the bands, the number of one. Goes out: texts.

use crate::words::Words;

/// "same point", "0–1 km", "more than 100 km".
pub fn row_name(words: Words, bands_km: &[f64], row: usize) -> String {
    let Some(band) = row.checked_sub(1) else { return words.text("repeats.same").to_owned() };
    let below = band.checked_sub(1).and_then(|below| bands_km.get(below)).copied().unwrap_or(0.0);
    let below = words.decimal(below, 2);
    match bands_km.get(band) {
        Some(upper) => words.fill("repeats.km", &[("from", &below), ("to", &words.decimal(*upper, 2))]),
        None => words.fill("repeats.more_km", &[("from", &below)]),
    }
}

/// "0–7 days", "8–14 days".
pub fn column_name(words: Words, bands_days: &[u32], column: usize) -> String {
    let number = |days: u32| words.number(days.into());
    let below = column.checked_sub(1).and_then(|below| bands_days.get(below)).copied();
    let from = number(below.map_or(0, |days| days + 1));
    match bands_days.get(column) {
        Some(upper) => words.fill("repeats.days", &[("from", &from), ("to", &number(*upper))]),
        None => words.fill("repeats.more_days", &[("from", &number(below.unwrap_or(0)))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_named_from_end_to_end() {
        let words = Words::default();
        assert_eq!(
            [0, 1, 2, 3].map(|row| row_name(words, &[1.0, 2.5], row)),
            ["same point", "0–1\u{a0}km", "1–2.5\u{a0}km", "more than 2.5\u{a0}km"]
        );
        assert_eq!(
            [0, 1, 2].map(|column| column_name(words, &[7, 14], column)),
            ["0–7 days", "8–14 days", "more than 14 days"]
        );
    }
}
