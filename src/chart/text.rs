//! How wide a text is in the built-in fonts, and how it is broken or cut to fit.
//!
//! Comes in: a text, a size in points, a width in mm. Goes out: widths in mm, lines, a shortened text.

pub use crate::spread::headline::thousands;

use super::font::{Weight, faces};

/// Millimetres in a point (1/72 inch).
pub const MM_PER_PT: f64 = 25.4 / 72.0;

/// The height of capitals in Inter, as a share of the size.
pub const CAP_HEIGHT: f64 = 0.728;

/// How far letters reach above the baseline, as a share of the size: capitals with marks.
pub const ASCENT: f64 = 0.76;

/// How far letters reach below the baseline, as a share of the size.
pub const DESCENT: f64 = 0.21;

/// The width in mm of a text on one line. Kerning and joined letters, which make it narrower (by 2 %,
/// Arabic by 20 %), are not counted: a text never takes more room than this.
///
/// # Example
/// ```
/// use incimap::chart::{font::Weight, text};
/// let width = text::width_mm("Kerman", 7.0, Weight::Regular);
/// assert!((8.0..10.0).contains(&width));
/// ```
pub fn width_mm(text: &str, pt: f64, weight: Weight) -> f64 {
    // The renderer sets the whole text in the first face that has all of its letters.
    let mut whole = faces(weight).filter(|face| text.chars().all(|c| face.glyph_index(c).is_some()));
    let em = match whole.next() {
        Some(face) => text.chars().map(|c| advance_em(face, c).unwrap_or(0.0)).sum(),
        None => text.chars().map(|c| faces(weight).find_map(|face| advance_em(face, c)).unwrap_or(1.0)).sum::<f64>(),
    };
    em * pt * MM_PER_PT
}

fn advance_em(face: &ttf_parser::Face<'_>, c: char) -> Option<f64> {
    let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
    Some(f64::from(advance) / f64::from(face.units_per_em()))
}

/// Whether the built-in fonts have every letter of a text; they lack Chinese, Japanese, Korean and the scripts of South Asia.
pub fn is_drawable(text: &str) -> bool {
    text.chars().all(|c| faces(Weight::Regular).any(|face| face.glyph_index(c).is_some()))
}

/// The text itself if it is at most `max_mm` wide, else its beginning with an ellipsis.
pub fn fit(text: &str, pt: f64, weight: Weight, max_mm: f64) -> String {
    if width_mm(text, pt, weight) <= max_mm {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let short = format!("{}…", kept.trim_end());
        if width_mm(&short, pt, weight) <= max_mm {
            return short;
        }
    }
    String::new()
}

/// The text in lines of at most `max_mm`, broken between words; a word wider than that is cut short.
pub fn wrap(text: &str, pt: f64, weight: Weight, max_mm: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = fit(word, pt, weight, max_mm);
        match lines.last_mut() {
            Some(line) if width_mm(&format!("{line} {word}"), pt, weight) <= max_mm => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// At most `max_lines` lines; the last one ends with an ellipsis where the text did not fit.
pub fn wrap_at_most(text: &str, pt: f64, weight: Weight, max_mm: f64, max_lines: usize) -> Vec<String> {
    let mut lines = wrap(text, pt, weight, max_mm);
    if lines.len() > max_lines {
        let rest = lines.split_off(max_lines.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, pt, weight, max_mm));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_wide_ends_with_an_ellipsis_and_fits() {
        let short = fit("Crocus City Hall in Krasnogorsk", 7.0, Weight::Regular, 20.0);
        assert!(short.ends_with('…') && short.starts_with("Crocus"), "{short}");
        assert!(width_mm(&short, 7.0, Weight::Regular) <= 20.0);
        assert_eq!(fit("Crocus", 7.0, Weight::Regular, 0.1), "");
    }

    #[test]
    fn lines_break_between_words_and_lose_none() {
        let text = "Places: GeoNames (CC BY 4.0). Land and boundaries: Natural Earth";
        let lines = wrap(text, 6.0, Weight::Regular, 30.0);
        assert!(lines.len() > 1 && lines.iter().all(|l| width_mm(l, 6.0, Weight::Regular) <= 30.0));
        assert_eq!(lines.join(" "), text);
        let two = wrap_at_most(text, 6.0, Weight::Regular, 30.0, 2);
        assert_eq!(two.len(), 2);
        assert!(two[1].ends_with('…'));
    }

    #[test]
    fn arabic_and_cyrillic_can_be_drawn_and_chinese_cannot() {
        assert!(is_drawable("موسكو") && is_drawable("Красногорск") && is_drawable("Kraków"));
        assert!(!is_drawable("北京"));
        assert!(width_mm("موسكو", 7.0, Weight::Regular) > 3.0);
    }

    #[test]
    fn thousands_are_set_off_by_commas() {
        assert_eq!([0, 999, 1000, 21_128, 1_000_000].map(thousands), ["0", "999", "1,000", "21,128", "1,000,000"]);
    }
}
