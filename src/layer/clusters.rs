//! Clusters of incidents: their hulls, in space, and in space and time.

use super::curve::{circle, great_circles};
use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::spread::{Cluster, Clusters};

/// A cluster without an area is drawn as a circle of this share of the distance of neighbours.
const LEAST_SHARE: f64 = 0.05;

struct Row<'a> {
    span: Span,
    what: &'static str,
    hull: bool,
    cluster: &'a Cluster,
    shape: Shape,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: clusters in space, then those in space and time, each the largest first.
pub(super) fn draft<'a>(input: &LayerInput<'a>) -> Draft<'a> {
    let rows = input.spread.findings.clusters.as_ref().map(rows).unwrap_or_default();
    let shows = "Clusters of measured incidents by density (DBSCAN): great-circle hulls; a circle round the middle where the \
                 incidents of a cluster lie at one or two points or on a line. First those in space, of incidents with a fine \
                 point, dated or not; then those in space and time, of incidents dated to the day.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("clusters", "Clusters", shows, Table::new(rows, columns, |row| row.shape.clone())).of_measured()
}

fn rows(clusters: &Clusters) -> Vec<Row<'_>> {
    let least_km = (clusters.choice.km * LEAST_SHARE).max(0.05);
    let kinds = [("space", Some(&clusters.in_space)), ("space_and_time", clusters.in_time.as_ref())];
    let found = kinds.into_iter().filter_map(|(what, found)| Some((what, found?)));
    let all = found.flat_map(|(what, found)| found.by_size().into_iter().map(move |cluster| (what, cluster)));
    all.filter_map(|(what, cluster)| row(what, cluster, least_km)).collect()
}

fn row<'a>(what: &'static str, cluster: &'a Cluster, least_km: f64) -> Option<Row<'a>> {
    let hull = cluster.outline.as_deref().filter(|corners| corners.len() > 2);
    let hull = hull.and_then(|corners| Shape::area(&great_circles(corners)));
    let drawn_as_hull = hull.is_some();
    let shape = hull.or_else(|| Shape::area(&circle(cluster.centre, cluster.radius_km.max(least_km))))?;
    let span = Span { label: "whole".to_owned(), scope: "whole", days: cluster.days };
    Some(Row { span, what, hull: drawn_as_hull, cluster, shape })
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| match r.cluster.label.as_str() {
        "" => format!("{} incidents", r.cluster.n).into(),
        label => format!("{label}: {} incidents", r.cluster.n).into(),
    })
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("what", |r: &Row<'a>| r.what.into()),
        Column::new("cluster", |r| r.cluster.number.into()),
        Column::new("place", |r| r.cluster.label.as_str().into()),
        Column::new("n", |r| r.cluster.n.into()),
        Column::new("cores", |r| r.cluster.cores.into()),
        Column::new("killed", |r| r.cluster.killed.into()),
        Column::new("radius_km", |r| Value::km(r.cluster.radius_km)),
        Column::new("area_km2", |r| Value::km(r.cluster.area_km2)),
        Column::new("drawn_as", |r| if r.hull { "hull".into() } else { "circle".into() }),
        Column::new("stability", |r| Value::ratio(r.cluster.stability)),
    ]
}
