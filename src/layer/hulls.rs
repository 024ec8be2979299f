//! The area that operations took up: great-circle hulls of each period, of all up to it, and of the whole.

use super::curve::great_circles;
use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::earth::LonLat;
use crate::spread::{Estimate, Slice};

struct Row<'a> {
    span: Span,
    what: &'static str,
    corners: u64,
    area: &'a Estimate,
    shape: Shape,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: each period, then all up to each, then the whole; in each the hull, then that of the nearest nine tenths.
pub(super) fn draft<'a>(input: &LayerInput<'a>, whole: &Span) -> Draft<'a> {
    let cumulative = input.spread.cumulative.iter().filter_map(|slice| Some((Span::cumulative(&slice.period?), slice)));
    let mut slices = span::slices(input, whole);
    // The whole stays last.
    let last = slices.pop_if(|(span, _)| span.scope == "whole");
    slices.extend(cumulative);
    slices.extend(last);
    let rows = slices.into_iter().flat_map(|(span, slice)| rows_of(&span, slice));
    let shows = "Great-circle hulls of the measured incidents and of the nine tenths nearest to their median centre: of \
                 each period, of all up to the end of each period, and of the whole.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("hulls", "Hulls", shows, Table::new(rows.collect(), columns, |row| row.shape.clone())).of_measured()
}

fn rows_of<'a>(span: &Span, slice: &'a Slice) -> Vec<Row<'a>> {
    let hull = &slice.hull;
    let both = [("hull", &hull.outline, &hull.area), ("hull90", &hull.outline90, &hull.area90)];
    let rows = both.into_iter().filter_map(|(what, outline, area)| {
        let outline: &[LonLat] = outline.as_deref().filter(|corners| corners.len() > 2)?;
        let shape = Shape::area(&great_circles(outline))?;
        Some(Row { span: span.clone(), what, corners: outline.len() as u64, area, shape })
    });
    rows.collect()
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| {
        let what = if r.what == "hull90" { "hull of the nearest 90 %" } else { "hull" };
        format!("{}: {what}", r.span.label).into()
    })
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("what", |r: &Row<'a>| r.what.into()),
        Column::new("area_km2", |r| Value::km(r.area.value)),
        Column::new("corners", |r| r.corners.into()),
        Column::new("n", |r| r.area.n.into()),
    ]
}
