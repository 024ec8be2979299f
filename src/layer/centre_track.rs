//! How the middle of operations moved: a line for each step of the mean and of the median centre.

use super::curve::geodesic;
use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::spread::TrackStep;

struct Row<'a> {
    /// The period that the step reaches.
    span: Span,
    step: &'a TrackStep,
    shape: Shape,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer, in the order of the track; steps of no length are left out.
pub(super) fn draft<'a>(input: &LayerInput<'a>) -> Draft<'a> {
    let rows = input.spread.track.iter().filter_map(|step| {
        let shape = Shape::line(&geodesic(step.from_at, step.to_at))?;
        Some(Row { span: Span::period(&step.to), step, shape })
    });
    let shows = "Steps of the mean and of the median centre from one period with incidents to the next, shown in the \
                 period they reach. A step within noise is shorter than the joint 95 % interval of its ends.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new(
        "centre_track",
        "Track of the centres",
        shows,
        Table::new(rows.collect(), columns, |row| row.shape.clone()),
    )
    .of_measured()
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| format!("{} to {}: {:.0} km", r.step.from.label(), r.span.label, r.step.step_km).into())
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("centre", |r: &Row<'a>| r.step.centre.into()),
        Column::new("from_period", |r| r.step.from.label().into()),
        Column::new("step_km", |r| Value::km(r.step.step_km)),
        Column::new("azimuth_deg", |r| Value::degrees(r.step.azimuth_deg)),
        Column::new("net_km", |r| Value::km(r.step.net_km)),
        Column::new("path_km", |r| Value::km(r.step.path_km)),
        Column::new("within_noise", |r| r.step.within_noise.into()),
    ]
}
