//! The report: one page to send, and its twin in Markdown.
//!
//! Comes in: the job. Goes out: `report.html`, which needs no other file, and `report.md`, which links the pictures that the
//! same run makes.

use super::job::{Job, Made};
use crate::chart::Picture;
use crate::report::{Report, ReportInput, report};
use crate::settings::Product;
use crate::write::OutputFile;

/// Both texts.
pub(super) fn files<'a>(job: &Job<'a>) -> Made<'a> {
    let wanted = |product| job.settings.products.contains(&product);
    let maps: &[Picture] = if wanted(Product::Maps) { &job.maps().0 } else { &[] };
    let charts: &[Picture] = if wanted(Product::Charts) { &job.charts().0 } else { &[] };
    let input = ReportInput { outcome: job.outcome, charts: job.chart_input(&job.first_look) };
    // Of pictures in two themes the page shows those of the first.
    let in_first = |picture: &&Picture| picture.look.theme == job.first_look.theme;
    let pictures: Vec<Picture> = maps.iter().chain(charts).filter(in_first).cloned().collect();
    let Report { html, markdown } = report(&input, &pictures);
    Made {
        files: vec![OutputFile::new("report.html", html), OutputFile::new("report.md", markdown)],
        ..Made::default()
    }
}
