//! Clusters in space and time: a circle each, shown in the days that it spans.

use super::curve::circle;
use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::spread::Cylinder;

/// A cluster at one place is drawn with this radius.
const LEAST_KM: f64 = 1.0;

struct Row<'a> {
    span: Span,
    rank: u64,
    of: &'a Cylinder,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: the best cylinders of the scan, best first, those that chance explains too.
pub(super) fn draft<'a>(input: &LayerInput<'a>) -> Draft<'a> {
    let clusters = input.spread.findings.scan.iter().flat_map(|scan| scan.clusters.iter().flatten());
    let rows = (1..).zip(clusters).map(|(rank, of)| {
        let label = if of.first == of.last { of.first.to_string() } else { format!("{} to {}", of.first, of.last) };
        Row { span: Span { label, scope: "period", days: Some((of.first, of.last)) }, rank, of }
    });
    let shows = "Clusters of the space-time permutation scan: circles with the days they span, more incidents than place and \
                 time alone explain; p by permuted dates. Only those with p at most 0.05 stand out. A cluster at one place is \
                 drawn with a radius of 1 km.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("scan_cylinders", "Clusters in space and time", shows, Table::new(rows.collect(), columns, shape))
        .of_measured()
}

fn shape(row: &Row<'_>) -> Shape {
    Shape::area(&circle(row.of.centre, row.of.radius_km.max(LEAST_KM))).unwrap_or_else(|| Shape::point(row.of.centre))
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| {
        let p = r.of.p.map_or(String::new(), |p| format!(", p = {p:.3}"));
        format!("{} incidents, {:.1} expected{p}", r.of.cases, r.of.expected).into()
    })
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("rank", |r: &Row<'a>| r.rank.into()),
        Column::new("stands_out", |r| r.of.p.map(|p| p <= 0.05).into()),
        Column::new("p", |r| Value::ratio(r.of.p)),
        Column::new("llr", |r| Value::ratio(r.of.llr)),
        Column::new("cases", |r| r.of.cases.into()),
        Column::new("expected", |r| Value::ratio(r.of.expected)),
        Column::new("radius_km", |r| Value::km(r.of.radius_km)),
        Column::new("places", |r| (r.of.locations as u64).into()),
        Column::new("recurrence_days", |r| Value::ratio(r.of.recurrence_days)),
    ]
}
