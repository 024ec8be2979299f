//! How operations took new ground: cells that became active, by expansion, relocation, contagion, a jump or a return.

use super::cells::outline;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::{Draft, LayerInput};
use crate::spread::{Activation, Diffusion};

struct Row<'a> {
    span: Span,
    of: &'a Activation,
    resolution: u8,
}

impl Spanned for Row<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: each cell in each step in which it became active, in the order of steps and cells.
pub(super) fn draft<'a>(input: &LayerInput<'a>) -> Draft<'a> {
    let rows = input.spread.findings.diffusion.iter().flat_map(|diffusion| {
        diffusion.events.iter().filter_map(move |of| {
            Some(Row { span: step(input, diffusion, of.step as usize)?, of, resolution: diffusion.resolution })
        })
    });
    let shows = "H3 cells that became active in a step of time: beside a cell that was active and still is (expansion), beside \
                 cells that were and are no longer (relocation), near a cell active earlier (contagion), far from all (jump), \
                 or again (return).";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("diffusion", "New ground", shows, Table::new(rows.collect(), columns, |row| outline(row.of.cell)))
        .of_measured()
}

fn step(input: &LayerInput<'_>, diffusion: &Diffusion, number: usize) -> Option<Span> {
    let steps = diffusion.steps.as_ref().ok()?;
    let (first, last) = *steps.days.get(number)?;
    let period = || input.spread.periods.get(number).and_then(|slice| slice.period).map(|p| p.label());
    let label = if steps.how == "periods" { period() } else { None };
    let label = label.unwrap_or_else(|| format!("{first} to {last}"));
    Some(Span { label, scope: "period", days: Some((first, last)) })
}

fn title<'a>() -> Column<Row<'a>> {
    Column::new("title", |r| format!("{}: {}", r.span.label, r.of.how.name()).into())
}

fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::new("cell", |r: &Row<'a>| r.of.cell.to_string().into()),
        Column::new("resolution", |r| u64::from(r.resolution).into()),
        Column::new("how", |r| r.of.how.name().into()),
        Column::new("neighbours_before", |r| r.of.neighbours.into()),
        Column::new("neighbours_staying", |r| r.of.staying.into()),
        Column::new("first_time", |r| r.of.first_time.into()),
    ]
}
