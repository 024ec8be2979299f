//! Where the middle of operations was: mean and median centre of each period and of the whole.

use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::spread::{CentrePoint, Estimate, Slice};

struct Row<'a> {
    span: Span,
    centre: &'static str,
    point: &'a CentrePoint,
    distance: &'a Estimate,
    slice: &'a Slice,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: each period with a measured incident, then the whole; in each the mean and the median centre.
pub(super) fn draft<'a>(input: &LayerInput<'a>, whole: &Span) -> Draft<'a> {
    let rows = span::slices(input, whole).into_iter().flat_map(|(span, slice)| {
        let centre = &slice.centre;
        let both = [("mean", &centre.mean, &centre.mean_distance), ("median", &centre.median, &centre.median_distance)];
        both.into_iter().filter_map(move |(name, point, distance)| {
            let point = point.as_ref()?;
            Some(Row { span: span.clone(), centre: name, point, distance, slice })
        })
    });
    let shows = "Mean and median centre of the measured incidents of each period and of the whole. A mean centre that is \
                 not reliable has a resultant length below 0.5.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("centres", "Centres", shows, Table::new(rows.collect(), columns, |row| Shape::point(row.point.at)))
        .of_measured()
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| format!("{}: {} centre", r.span.label, r.centre).into())
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("centre", |r: &Row<'a>| r.centre.into()),
        Column::new("n", |r| r.slice.n.into()),
        Column::new("incidents", |r| r.slice.incidents.into()),
        Column::new("killed", |r| r.slice.killed.into()),
        Column::new("reliable", |r| r.point.reliable.into()),
        Column::new("resultant", |r| Value::ratio(r.slice.centre.resultant.value)),
        Column::new("distance_km", |r| Value::km(r.distance.value)),
        Column::new("standard_distance_km", |r| Value::km(r.slice.dispersion.standard_distance.value)),
        Column::new("mean_distance_to_median_km", |r| Value::km(r.slice.centre.median_objective.value)),
    ]
}
