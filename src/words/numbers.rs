//! Numbers as a language writes them, and the nouns that follow them.
//!
//! Comes in: numbers. Goes out: texts.

use super::{Lang, Words};
use crate::earth::trig::log10;

impl Words {
    /// A whole number, its thousands set off.
    pub fn number(self, number: u64) -> String {
        let (digits, mark) = (number.to_string(), self.text("number.thousands"));
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(mark);
            }
            out.push(c);
        }
        out
    }

    /// A number with so many decimals, those at the end left out where they are 0.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", number.abs());
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.number(whole));
        let part = part.trim_end_matches('0');
        let sign = if number < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { "\u{2212}" } else { "" };
        if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{}{part}", self.text("number.decimal"))
        }
    }

    /// A whole number, one decimal below ten: "1,234", "3.0", "7".
    pub fn figure(self, number: f64) -> String {
        if number.abs() >= 9.95 || number.fract() == 0.0 {
            return self.decimal(number, 0);
        }
        let text = format!("{:.1}", number.abs()).replace('.', self.text("number.decimal"));
        if number < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { format!("\u{2212}{text}") } else { text }
    }

    /// A number with three digits or more: "0.0123", "4.37", "1,234".
    pub fn significant(self, number: f64) -> String {
        let decimals = match number.abs() {
            size if size >= 100.0 || size == 0.0 || !size.is_finite() => 0,
            size => (2.0 - libm::floor(log10(size))).clamp(0.0, 9.0) as usize,
        };
        self.decimal(number, decimals)
    }

    /// A probability: "p = 0.0123", "p < 0.001".
    pub fn chance(self, p: f64) -> String {
        if p < 0.001 {
            self.fill("figure.small_p", &[("p", &self.decimal(0.001, 3))])
        } else {
            self.fill("figure.p", &[("p", &self.significant(p))])
        }
    }

    /// A distance: "1,234 km", "0.3 km".
    pub fn km(self, km: f64) -> String {
        format!("{}\u{a0}km", self.decimal(km.max(0.0), usize::from(km < 9.95)))
    }

    /// Whether a number takes the singular: 1, and in French 0.
    pub fn is_one(self, number: u64) -> bool {
        number == 1 || (number == 0 && self.lang == Lang::Fr)
    }

    /// A number with its noun: "1 incident", "21,128 incidents". The table has the noun as `count.NOUN.one` and `.many`.
    pub fn count(self, noun: &str, number: u64) -> String {
        let form = if self.is_one(number) { "one" } else { "many" };
        self.fill(&format!("count.{noun}.{form}"), &[("n", &self.number(number))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Words = Words { lang: Lang::En };
    const DE: Words = Words { lang: Lang::De };
    const FR: Words = Words { lang: Lang::Fr };

    #[test]
    fn numbers_are_written_as_their_language_has_them() {
        assert_eq!(
            [EN, DE, FR].map(|words| words.number(1_021_128)),
            ["1,021,128", "1.021.128", "1\u{a0}021\u{a0}128"]
        );
        assert_eq!([EN, DE].map(|words| words.decimal(1234.56, 1)), ["1,234.6", "1.234,6"]);
        assert_eq!([EN.decimal(-0.5, 2), EN.decimal(-0.001, 1), EN.decimal(3.0, 2)], ["\u{2212}0.5", "0", "3"]);
        assert_eq!([0.012_345, 4.366, 1234.6].map(|n| EN.significant(n)), ["0.0123", "4.37", "1,235"]);
        assert_eq!([EN.km(0.3), EN.km(9.99), DE.km(2000.0)], ["0.3\u{a0}km", "10\u{a0}km", "2.000\u{a0}km"]);
    }

    #[test]
    fn figures_have_one_decimal_below_ten() {
        let told = [1_234_567.4, 0.0, 3.26, -1500.0, 9.97, 3.04].map(|n| EN.figure(n));
        assert_eq!(told, ["1,234,567", "0", "3.3", "\u{2212}1,500", "10", "3.0"]);
        assert_eq!(DE.figure(3.26), "3,3");
        assert_eq!([EN.chance(0.0123), DE.chance(0.0002)], ["p = 0.0123", "p < 0,001"]);
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!([EN.count("country", 1), EN.count("country", 1234)], ["1 country", "1,234 countries"]);
        assert_eq!([FR.count("incident", 0), EN.count("incident", 0)], ["0 incident", "0 incidents"]);
    }
}
