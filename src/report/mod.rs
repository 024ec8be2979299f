//! The page to send: one HTML file with map, charts, table, method and limits, and the same in Markdown.
//!
//! Comes in: an [`Outcome`] and what the pictures are made from. Goes out: a [`Report`], two texts; no files.
//!
//! The page needs no other file and makes no request: its policy forbids everything but its own script and style, named by
//! their SHA-256. Whatever comes from the data is escaped when the page is made ([`markup`]) or set as text when it is shown.

mod charts;
mod controls;
mod dates;
mod figures;
mod ground;
mod markdown;
pub mod markup;
mod method;
mod page;
mod rows;
mod slim;
mod steps;
mod words;

use crate::chart::ChartInput;
use crate::pipeline::Outcome;

/// What the report is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// What the run found.
    pub outcome: &'a Outcome,
    /// What the pictures are made from: title, source line, incidents.
    pub charts: ChartInput<'a>,
}

/// The report as two texts.
#[derive(Debug, Clone)]
pub struct Report {
    /// `report.html`: the page.
    pub html: String,
    /// `report.md`: headlines, tables, method and limits, with links to the pictures beside it.
    pub markdown: String,
}

/// Makes the page and its Markdown twin; `pictures` are those that stand in `pictures/` beside them.
pub fn report(input: &ReportInput<'_>, pictures: &[crate::chart::Picture]) -> Report {
    Report { html: page::page(input), markdown: markdown::markdown(input, pictures) }
}

impl<'a> ReportInput<'a> {
    /// The headline.
    fn title(&self) -> String {
        crate::chart::map::title(&self.charts)
    }

    /// The words of the report, in the language of the pictures.
    fn words(&self) -> crate::words::Words {
        self.charts.look.words
    }

    fn located(&self) -> &'a crate::located::LocatedStore {
        &self.outcome.located
    }

    fn spread(&self) -> &'a crate::spread::Spread {
        &self.outcome.spread
    }
}
