//! The words of the chart of distances.
//!
//! Comes in: the marks, the origin, the span. Goes out: title, subtitle, caption, source line, and the text for those who
//! cannot see it.

use super::density::Density;
use super::marks::SIZED;
use crate::chart::ChartInput;
use crate::chart::calendar::TimeSpan;
use crate::chart::dots::{Dots, noun};
use crate::chart::sheet::{Sheet, left_out, source_line};

/// What the words are made from.
pub struct Words<'a> {
    /// The input.
    pub input: &'a ChartInput<'a>,
    /// The marks.
    pub dots: &'a Dots,
    /// The name of the origin.
    pub origin: &'a str,
    /// The time axis.
    pub span: TimeSpan,
    /// Whether intervals are drawn.
    pub band: bool,
    /// The cells, where incidents are too many for marks.
    pub density: Option<&'a Density>,
}

impl Words<'_> {
    /// Title, subtitle, alternative text and source line.
    pub fn sheet(&self) -> Sheet {
        let words = self.input.look.words;
        let things = words.plural(noun(self.input.spread));
        Sheet {
            title: words.fill("distance.title", &[("origin", self.origin), ("things", things)]),
            subtitle: self.subtitle(),
            alt: self.alt(),
            source: source_line(words, self.input.source, "also.distances"),
        }
    }

    fn when(&self) -> String {
        let last = self.span.end.yesterday().unwrap_or(self.span.end);
        self.input.look.words.span(self.span.first, last, self.input.spread.options.by)
    }

    fn count(&self) -> String {
        self.input.look.words.count(noun(self.input.spread), self.dots.all.len() as u64)
    }

    fn subtitle(&self) -> String {
        let words = self.input.look.words;
        let mut parts = vec![words.fill("distance.counted", &[("count", &self.count()), ("when", &self.when())])];
        parts.push(self.marks());
        if self.band {
            parts.push(words.text("distance.band").to_owned());
        }
        let out = [("left_out.no_date", self.dots.no_date), ("left_out.no_place", self.dots.no_point)];
        parts.extend(left_out(words, &out, self.input.spread.options.by));
        parts.join(" ")
    }

    /// What a mark, or a cell, stands for.
    fn marks(&self) -> String {
        let words = self.input.look.words;
        match self.density.map(Density::cell) {
            Some((days, Some(km))) => {
                words.fill("distance.cells_of", &[("days", &words.count("day", days)), ("km", &words.km(km))])
            }
            Some((days, None)) => words.fill("distance.cells", &[("days", &words.count("day", days))]),
            None if self.dots.all.len() <= SIZED => words.text("distance.bars").to_owned(),
            None => words.text("distance.middle").to_owned(),
        }
    }

    /// What the colours of the cells count.
    pub fn in_a_cell(&self) -> String {
        let words = self.input.look.words;
        words.fill("distance.in_a_cell", &[("things", words.plural(noun(self.input.spread)))])
    }

    fn alt(&self) -> String {
        let words = self.input.look.words;
        let values = [("origin", self.origin), ("count", &self.count()), ("when", &self.when())];
        let first = words.fill("distance.alt", &values);
        let (Some(median), Some(most)) = (self.dots.quantile_km(0.5), self.dots.quantile_km(1.0)) else { return first };
        let which = match self.input.spread.frontier.last() {
            Some(event) if !event.place.is_empty() => format!(" ({}, {})", event.place, words.when(event.when)),
            _ => String::new(),
        };
        let values = [("median", &*words.km(median)), ("most", &*words.km(most)), ("which", &which)];
        format!("{first} {}", words.fill("distance.alt_half", &values))
    }
}
