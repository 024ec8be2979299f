//! Where an incident may be: the disc that is meant to hold the true place nine times in ten.

use super::Draft;
use super::curve::{FARTHEST_KM, circle};
use super::incidents::{Row, Sited, precision, what, when};
use super::shape::Shape;
use super::table::{Column, Table};
use crate::located::SiteRef;

/// A disc smaller than this, in km, is a point: coordinates without a radius have 0.
const SMALLEST_KM: f64 = 0.01;

/// The discs of dated incidents, in their order.
pub(super) fn dated<'a>(rows: &Sited<'a>) -> Draft<'a> {
    let shows = "Discs that are meant to hold the true place nine times in ten, round the incidents that have a date.";
    let columns = [what(), when(), precision()].concat();
    Draft::new("uncertainty", "Uncertainty of place", shows, table(rows, columns))
}

/// The discs of undated incidents, in their order.
pub(super) fn undated<'a>(rows: &Sited<'a>) -> Draft<'a> {
    let shows = "Discs that are meant to hold the true place nine times in ten, round the incidents without a date.";
    let columns = [what(), precision()].concat();
    Draft::new("undated_uncertainty", "Uncertainty of place, undated", shows, table(rows, columns))
}

fn table<'a>(rows: &Sited<'a>, columns: Vec<Column<Row<'a>>>) -> Table<Sited<'a>> {
    let wide = rows.filtered(|site| site.radius_km >= SMALLEST_KM && disc(site).is_some());
    Table::of(wide, columns, |row| disc(&row.site).unwrap_or_else(|| Shape::point(row.site.point)))
}

fn disc(site: &SiteRef<'_>) -> Option<Shape> {
    if site.radius_km < FARTHEST_KM { Shape::area(&circle(site.point, site.radius_km)) } else { Shape::world() }
}
