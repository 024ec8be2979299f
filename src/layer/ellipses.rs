//! Ellipses: how the incidents spread about their centre, and how surely the centre is known.

use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput, curve};
use crate::spread::{Ellipse, Slice};

/// Thinner than this, in km, an ellipse is a line.
const THINNEST_KM: f64 = 0.01;

struct Row<'a> {
    span: Span,
    what: &'static str,
    ellipse: Ellipse,
    slice: &'a Slice,
    shape: Shape,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: each period with a measured incident, then the whole; in each the standard deviational ellipse, then the
/// 95 % ellipses of the mean and of the median centre.
pub(super) fn draft<'a>(input: &LayerInput<'a>, whole: &Span) -> Draft<'a> {
    let rows = span::slices(input, whole).into_iter().flat_map(|(span, slice)| {
        kinds(slice).into_iter().filter_map(move |(what, ellipse)| {
            let ellipse = ellipse.filter(|e| e.semi_minor_km >= THINNEST_KM && e.semi_major_km.is_finite())?;
            let shape = Shape::area(&curve::ellipse(&ellipse))?;
            Some(Row { span: span.clone(), what, ellipse, slice, shape })
        })
    });
    let shows = "Standard deviational ellipse of the measured incidents of each period and of the whole (two thirds of a \
                 normal spread lie in it), and the 95 % ellipses of the mean and of the median centre.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("ellipses", "Ellipses", shows, Table::new(rows.collect(), columns, |row| row.shape.clone()))
        .of_measured()
}

fn kinds(slice: &Slice) -> [(&'static str, Option<Ellipse>); 3] {
    let of_mean = slice.centre.mean.as_ref().and_then(|centre| centre.ellipse95);
    let of_median = slice.centre.median.as_ref().and_then(|centre| centre.ellipse95);
    [("standard_deviation", slice.dispersion.ellipse), ("mean_centre_95", of_mean), ("median_centre_95", of_median)]
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| {
        let what = match r.what {
            "mean_centre_95" => "95 % of the mean centre",
            "median_centre_95" => "95 % of the median centre",
            _ => "standard deviation",
        };
        format!("{}: {what}", r.span.label).into()
    })
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("what", |r: &Row<'a>| r.what.into()),
        Column::new("semi_major_km", |r| Value::km(r.ellipse.semi_major_km)),
        Column::new("semi_minor_km", |r| Value::km(r.ellipse.semi_minor_km)),
        Column::new("azimuth_deg", |r| Value::degrees(r.ellipse.azimuth_deg)),
        Column::new("n", |r| r.slice.n.into()),
    ]
}
