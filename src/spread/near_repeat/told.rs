//! What the tests of near repeats say, in sentences.
//!
//! Comes in: [`NearRepeats`]. Goes out: a sentence each on all pairs, on those apart, and on the strongest cell of the table.

use super::NearRepeats;
use crate::spread::band_words::{column_name, row_name};
use crate::statistic::knox::{Draws, Knox};
use crate::words as language;

/// A p-value for a reader: "p = 0.012".
fn p_words(draws: Option<Draws>, words: language::Words) -> String {
    let told = |d: Draws| words.fill("figure.p", &[("p", &words.decimal(d.p, 3))]);
    draws.map_or_else(|| words.text("figure.no_p").to_owned(), told)
}

impl NearRepeats {
    pub(super) fn of_all(&self, knox: &Knox, words: language::Words) -> String {
        let n = words.number(self.n);
        let (Some(expected), Some(ratio)) = (knox.expected, knox.ratio) else {
            return words.fill("near.none", &[("n", &n)]);
        };
        let reading = match knox.in_blocks.map(|d| d.p <= 0.05) {
            Some(true) => "near.shown",
            Some(false) => "near.not_shown",
            None => "near.not_computed",
        };
        let parts = [
            ("pairs", &*words.number(knox.close_both)),
            ("km", &*words.figure(self.choice.km)),
            ("days", &*self.choice.days.to_string()),
            ("ratio", &*words.figure(ratio)),
            ("expected", &*words.figure(expected)),
            ("p", &*p_words(knox.plain, words)),
            ("n", &*n),
            ("block", &*(3 * self.choice.days.max(1)).to_string()),
            ("p_blocks", &*p_words(knox.in_blocks, words)),
            ("reading", words.text(reading)),
        ];
        words.fill("near.all", &parts)
    }

    pub(super) fn of_apart(knox: &Knox, words: language::Words) -> Option<String> {
        let parts = [
            ("pairs", &*words.number(knox.close_both)),
            ("ratio", &*words.figure(knox.ratio?)),
            ("p", &*p_words(knox.plain, words)),
            ("p_blocks", &*p_words(knox.in_blocks, words)),
        ];
        Some(words.fill("near.apart", &parts))
    }

    /// The cell of two points with the greatest ratio among those that permutations within blocks do not reach.
    pub(super) fn strongest(&self, words: language::Words) -> Option<String> {
        let inner = self.cells(|t| &t.rows).into_iter().filter(|(r, c, plain, blocks)| {
            let tested = (1..=self.bands_km.len()).contains(r) && *c < self.choice.bands_days.len();
            tested && plain.observed >= 5 && blocks.draws.is_some_and(|d| d.p <= 0.05)
        });
        let (r, c, plain, _) = inner.max_by(|a, b| a.2.ratio.unwrap_or(0.0).total_cmp(&b.2.ratio.unwrap_or(0.0)))?;
        let parts = [
            ("distance", &*row_name(words, &self.bands_km, r)),
            ("days", &*column_name(words, &self.choice.bands_days, c)),
            ("pairs", &*words.number(plain.observed)),
            ("ratio", &*words.figure(plain.ratio?)),
        ];
        Some(words.fill("near.strongest", &parts))
    }
}
