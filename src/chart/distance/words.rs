//! The words of the chart of distances.
//!
//! Comes in: the marks, the origin, the span. Goes out: title, subtitle, caption, source line, and the text for those who
//! cannot see it.

use super::marks::SIZED;
use crate::chart::ChartInput;
use crate::chart::axis::ValueAxis;
use crate::chart::calendar::TimeSpan;
use crate::chart::dots::{Dots, noun};
use crate::chart::sheet::{Sheet, source_line};
use crate::chart::text::thousands;
use crate::chart::wording;
use crate::spread::Origin;

/// What the words are made from.
pub struct Words<'a> {
    /// The input.
    pub input: &'a ChartInput<'a>,
    /// The marks.
    pub dots: &'a Dots<'a>,
    /// The name of the origin.
    pub origin: &'a str,
    /// The time axis.
    pub span: TimeSpan,
    /// Whether intervals are drawn.
    pub band: bool,
}

impl Words<'_> {
    /// Title, subtitle, alternative text and source line.
    pub fn sheet(&self) -> Sheet {
        let noun = noun(self.input.spread);
        let also = "Places: GeoNames (CC BY 4.0). Distances: geodesics on WGS84.";
        Sheet {
            title: format!("How far from {} the {noun}s were", self.origin),
            subtitle: self.subtitle(noun),
            alt: self.alt(noun),
            source: source_line(self.input.source, also),
        }
    }

    fn when(&self) -> String {
        let last = self.span.end.yesterday().unwrap_or(self.span.end);
        wording::span(self.span.first, last, self.input.spread.options.by)
    }

    fn subtitle(&self, noun: &str) -> String {
        let shown = self.dots.all.len();
        let mut parts = vec![format!("{}, {}.", wording::count(shown as u64, noun), self.when())];
        let marks = if shown <= SIZED {
            "Bars: the possible days, and the uncertainty of the place."
        } else {
            "Marks stand at the middle of the possible days."
        };
        parts.push(marks.to_owned());
        if self.band {
            parts.push("Grey: 95 % interval of the median.".to_owned());
        }
        let left_out = [(self.dots.no_date, "no date"), (self.dots.no_point, "no place fine enough")];
        let told = left_out.iter().filter(|(n, _)| *n > 0).map(|(n, why)| {
            let have = if *n == 1 { "has" } else { "have" };
            format!("{} {have} {why}", thousands(*n))
        });
        let told: Vec<String> = told.collect();
        if !told.is_empty() {
            parts.push(format!("Left out: {}.", wording::list(&told)));
        }
        parts.join(" ")
    }

    /// What the upright axis shows.
    pub fn caption(&self, axis: &ValueAxis) -> String {
        let from = match self.input.spread.options.origin {
            Origin::Home { .. } => format!("km from the border of {}", self.origin),
            _ => format!("km from {}", self.origin),
        };
        match axis {
            ValueAxis::Linear { .. } => from,
            ValueAxis::Log { floor, .. } => {
                format!("{from}, logarithmic scale; {} or less at the foot", wording::km(*floor))
            }
        }
    }

    fn alt(&self, noun: &str) -> String {
        let shown = wording::count(self.dots.all.len() as u64, noun);
        let first = format!("Chart of the distance from {} of {shown} by date, {}.", self.origin, self.when());
        let (Some(median), Some(most)) = (self.dots.quantile_km(0.5), self.dots.quantile_km(1.0)) else { return first };
        let farthest = match self.input.spread.frontier.last() {
            Some(event) if !event.place.is_empty() => format!(" ({}, {})", event.place, wording::when(event.when)),
            _ => String::new(),
        };
        let (median, most) = (wording::km(median), wording::km(most));
        format!("{first} Half of them lie within {median}, the farthest at {most}{farthest}.")
    }
}
