//! How wide a text is, and how it is broken or cut to fit.
//!
//! Comes in: a text, a size in points, a width in mm. Goes out: widths in mm, lines, a shortened text.

use super::font::{Fonts, Weight};

/// Millimetres in a point (1/72 inch).
pub const MM_PER_PT: f64 = 25.4 / 72.0;

/// The height of capitals in Inter, as a share of the size.
pub const CAP_HEIGHT: f64 = 0.728;

/// How far letters reach above the baseline, as a share of the size: capitals with marks.
pub const ASCENT: f64 = 0.76;

/// How far letters reach below the baseline, as a share of the size.
pub const DESCENT: f64 = 0.21;

/// A name in a script that runs from right to left ends with a mark that keeps the figures after it in their place.
pub fn isolated(name: String) -> String {
    let right_to_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}');
    if name.chars().any(right_to_left) { name + "\u{200e}" } else { name }
}

impl Fonts {
    /// The width in mm of a text on one line, set and kerned as the renderer sets it.
    ///
    /// # Example
    /// ```
    /// use incimap::chart::font::{Fonts, Weight};
    /// let width = Fonts::default().width_mm("Kerman", 7.0, Weight::Regular);
    /// assert!((8.0..10.0).contains(&width));
    /// ```
    pub fn width_mm(&self, text: &str, pt: f64, weight: Weight) -> f64 {
        self.width_em(text, weight) * pt * MM_PER_PT
    }

    /// Whether the fonts have every letter of a text; the built-in ones lack Chinese, Japanese, Korean and the scripts of South
    /// Asia.
    pub fn can_draw(&self, text: &str) -> bool {
        text.chars().all(|c| self.has(c))
    }

    /// The text itself if it is at most `max_mm` wide, else its beginning with an ellipsis.
    pub fn fit(&self, text: &str, pt: f64, weight: Weight, max_mm: f64) -> String {
        if self.width_mm(text, pt, weight) <= max_mm {
            return text.to_owned();
        }
        let mut kept: String = text.to_owned();
        while kept.pop().is_some() {
            let short = format!("{}…", kept.trim_end());
            if self.width_mm(&short, pt, weight) <= max_mm {
                return short;
            }
        }
        String::new()
    }

    /// The text in lines of at most `max_mm`, broken between words, not at spaces that hold together; a word wider than that
    /// is cut short.
    pub fn wrap(&self, text: &str, pt: f64, weight: Weight, max_mm: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
            let word = self.fit(word, pt, weight, max_mm);
            match lines.last_mut() {
                Some(line) if self.width_mm(&format!("{line} {word}"), pt, weight) <= max_mm => {
                    line.push(' ');
                    line.push_str(&word);
                }
                _ => lines.push(word),
            }
        }
        lines
    }

    /// At most `max_lines` lines; the last one ends with an ellipsis where the text did not fit.
    pub fn wrap_at_most(&self, text: &str, pt: f64, weight: Weight, max_mm: f64, max_lines: usize) -> Vec<String> {
        let mut lines = self.wrap(text, pt, weight, max_mm);
        if lines.len() > max_lines {
            let rest = lines.split_off(max_lines.saturating_sub(1)).join(" ");
            lines.push(self.fit(&rest, pt, weight, max_mm));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fonts() -> Fonts {
        Fonts::default()
    }

    #[test]
    fn a_text_that_is_too_wide_ends_with_an_ellipsis_and_fits() {
        let short = fonts().fit("Crocus City Hall in Krasnogorsk", 7.0, Weight::Regular, 20.0);
        assert!(short.ends_with('…') && short.starts_with("Crocus"), "{short}");
        assert!(fonts().width_mm(&short, 7.0, Weight::Regular) <= 20.0);
        assert_eq!(fonts().fit("Crocus", 7.0, Weight::Regular, 0.1), "");
    }

    #[test]
    fn lines_break_between_words_and_lose_none() {
        let text = "Places: GeoNames (CC BY 4.0). Land and boundaries: Natural Earth";
        let lines = fonts().wrap(text, 6.0, Weight::Regular, 30.0);
        assert!(lines.len() > 1 && lines.iter().all(|l| fonts().width_mm(l, 6.0, Weight::Regular) <= 30.0));
        assert_eq!(lines.join(" "), text);
        let two = fonts().wrap_at_most(text, 6.0, Weight::Regular, 30.0, 2);
        assert_eq!(two.len(), 2);
        assert!(two[1].ends_with('…'));
    }

    #[test]
    fn arabic_and_cyrillic_can_be_drawn_and_chinese_cannot() {
        assert!(fonts().can_draw("موسكو") && fonts().can_draw("Красногорск") && fonts().can_draw("Kraków"));
        assert!(!fonts().can_draw("北京"));
        assert!(fonts().width_mm("موسكو", 7.0, Weight::Regular) > 3.0);
    }
}
