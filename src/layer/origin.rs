//! What distances are measured from: a point, or the home countries.

use std::sync::Arc;

use super::shape::Shape;
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::spread::Origin;

struct Row {
    name: Arc<str>,
    code: Option<String>,
    how: String,
    shape: Shape,
}

/// The layer: `origin`, a point, or `home`, the outline of each home country.
pub(super) fn draft<'a>(input: &LayerInput<'a>) -> Draft<'a> {
    match &input.spread.options.origin {
        Origin::Home { .. } => {
            let shows = "The home countries; distances are measured from their border and are 0 inside.";
            Draft::new("home", "Home", shows, table(home(input)))
        }
        origin => {
            let shows = "The point that distances are measured from.";
            Draft::new("origin", "Origin", shows, table(point(origin)))
        }
    }
}

fn table(rows: Vec<Row>) -> Table<Vec<Row>> {
    let columns = vec![
        Column::new("title", |r: &Row| (&*r.name).into()),
        Column::new("country_code", |r| r.code.as_deref().into()),
        Column::new("how", |r| Value::from(r.how.as_str())),
    ];
    Table::new(rows, columns, |row| row.shape.clone())
}

fn point(origin: &Origin) -> Vec<Row> {
    match origin {
        Origin::Point { name, at, how } => {
            vec![Row { name: name.as_str().into(), code: None, how: how.clone(), shape: Shape::point(*at) }]
        }
        Origin::Home { .. } | Origin::None => Vec::new(),
    }
}

fn home(input: &LayerInput<'_>) -> Vec<Row> {
    let Origin::Home { codes, .. } = &input.spread.options.origin else { return Vec::new() };
    let countries = codes.iter().filter_map(|code| input.regions.country(*code));
    let rows = countries.filter_map(|country| {
        let code = country.code.map(|code| code.to_string());
        let shape = Shape::areas(&country.outline)?;
        Some(Row { name: country.name.clone(), code, how: "home country".to_owned(), shape })
    });
    rows.collect()
}
