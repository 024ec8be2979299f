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
    let input = ReportInput { outcome: job.outcome, charts: job.chart_input() };
    let Report { html, markdown } = report(&input, &[maps, charts].concat());
    Made {
        files: vec![OutputFile::new("report.html", html), OutputFile::new("report.md", markdown)],
        ..Made::default()
    }
}
