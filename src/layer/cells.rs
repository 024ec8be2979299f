//! Where incidents lie thick: H3 cells with their incidents, Gi* and what became of them.

use super::curve::great_circles;
use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::earth::Cell;
use crate::spread::HotCell;
use crate::statistic::emerging::Emerging;

struct Row<'a> {
    span: Span,
    cell: Cell,
    n: u64,
    resolution: u8,
    found: Option<&'a HotCell>,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: every occupied cell, and empty ones that are hot, cold or have a pattern; in the order of H3.
pub(super) fn draft<'a>(input: &LayerInput<'a>, whole: &Span) -> Draft<'a> {
    let findings = &input.spread.findings;
    let row = |cell, n, resolution, found| Row { span: whole.clone(), cell, n, resolution, found };
    let rows: Vec<Row<'a>> = match (&findings.hotspots, &findings.occupied) {
        (Some(hot), _) => {
            hot.cells.iter().filter(|c| c.is_telling()).map(|c| row(c.cell, c.n, hot.resolution, Some(c))).collect()
        }
        (None, Some(o)) => o.cells.iter().map(|(cell, n)| row(*cell, *n, o.resolution, None)).collect(),
        (None, None) => Vec::new(),
    };
    let shows = "H3 cells with the measured incidents in them, Gi* with the share of false discoveries (q), and the pattern of \
                 hot and cold steps. Empty cells next to occupied ones are part of the study area.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("cells", "Hot spots", shows, Table::new(rows, columns, |row| outline(row.cell))).of_measured()
}

/// The outline of a cell, cut at 180°; no polygon only where nothing of it is left after rounding.
pub(super) fn outline(cell: Cell) -> Shape {
    Shape::area(&great_circles(&cell.outline())).unwrap_or_else(|| Shape::point(cell.centre()))
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| {
        let emerging = r.found.and_then(|f| f.course).and_then(|course| course.emerging).map(Emerging::name);
        let class = r.found.and_then(HotCell::class).map(|class| if class == "hot" { "hot spot" } else { "cold spot" });
        let what = emerging.or(class).map_or(String::new(), |what| format!(", {what}"));
        let incidents = if r.n == 1 { "incident" } else { "incidents" };
        format!("{} {incidents}{what}", r.n).into()
    })
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("cell", |r: &Row<'a>| r.cell.to_string().into()),
        Column::new("resolution", |r| u64::from(r.resolution).into()),
        Column::new("area_km2", |r| Value::km(r.cell.area_km2())),
        Column::new("n", |r| r.n.into()),
        Column::new("gi_star_z", |r| Value::ratio(r.found.map(|f| f.z))),
        Column::new("gi_star_p", |r| Value::ratio(r.found.map(|f| f.p))),
        Column::new("gi_star_q", |r| Value::ratio(r.found.map(|f| f.q))),
        Column::new("class", |r| r.found.map(|f| f.class().unwrap_or("none")).into()),
        Column::new("emerging", |r| {
            let course = r.found.and_then(|f| f.course);
            course.map(|course| course.emerging.map_or("none", Emerging::name)).into()
        }),
        Column::new("hot_steps", |r| r.found.and_then(|f| f.course).map(|course| course.hot as u64).into()),
        Column::new("cold_steps", |r| r.found.and_then(|f| f.course).map(|course| course.cold as u64).into()),
        Column::new("trend_z", |r| Value::ratio(r.found.and_then(|f| f.course?.trend).map(|trend| trend.z))),
        Column::new("trend_p", |r| Value::ratio(r.found.and_then(|f| f.course?.trend).map(|trend| trend.p))),
    ]
}
