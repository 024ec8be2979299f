//! Where operations came first: a line from the origin to the first incident of each country.

use super::curve::geodesic;
use super::shape::Shape;
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::earth::LonLat;
use crate::incident::CountryCode;
use crate::spread::Arrival;

/// Less than this from the origin, in km, there is no line to draw.
const SHORTEST_KM: f64 = 0.001;

struct Route<'a> {
    arrival: &'a Arrival,
    from: &'a str,
    /// The place of the country in the order of first arrival, from 1; home countries are not counted.
    rank: u64,
    shape: Shape,
}

/// The layer: geodesics in order of first arrival, without the home countries.
pub(super) fn draft<'a>(input: &LayerInput<'a>) -> Draft<'a> {
    let spread = input.spread;
    let abroad = spread.countries.iter().filter(|arrival| arrival.home != Some(true)).zip(1_u64..);
    let routes = abroad.filter_map(|(arrival, rank)| {
        let shape = line(spread.options.origin.centre()?, arrival.at?)?;
        Some(Route { arrival, from: spread.options.origin.name().unwrap_or_default(), rank, shape })
    });
    let shows = "Geodesics from the origin to the first incident of each country, in order of first arrival; the home \
                 countries have none.";
    let table = Table::new(routes.collect(), columns(), |route| route.shape.clone());
    Draft::new("first_arrivals", "First arrivals", shows, table).of_measured()
}

fn line(from: LonLat, to: LonLat) -> Option<Shape> {
    if from.distance_km(to) < SHORTEST_KM { None } else { Shape::line(&geodesic(from, to)) }
}

fn columns<'a>() -> Vec<Column<Route<'a>>> {
    vec![
        Column::new("title", |r: &Route<'a>| {
            let when = r.arrival.first.first().map_or_else(|| "no date".to_owned(), |_| r.arrival.first.to_string());
            format!("{}, {when}", r.arrival.name).into()
        }),
        Column::new("country", |r| (&*r.arrival.name).into()),
        Column::new("country_code", |r| r.arrival.country.as_ref().map(CountryCode::as_str).into()),
        Column::new("rank", |r| r.rank.into()),
        Column::new("incident_id", |r| r.arrival.first_id.as_str().into()),
        Column::new("date_start", |r| r.arrival.first.first().map_or(Value::Null, Value::Day)),
        Column::new("date_end", |r| r.arrival.first.last().map_or(Value::Null, Value::Day)),
        Column::new("date_precision", |r| r.arrival.first.precision().name().into()),
        Column::new("start_utc", |r| r.arrival.first.first().map_or(Value::Null, Value::DayStart)),
        Column::new("end_utc", |r| r.arrival.first.last().map_or(Value::Null, Value::DayEnd)),
        Column::new("origin", |r| r.from.into()),
        Column::new("place_name", |r| r.arrival.place.as_str().into()),
        Column::new("distance_km", |r| Value::km(r.arrival.distance_km)),
        Column::new("n", |r| r.arrival.n.into()),
        Column::new("killed", |r| r.arrival.killed.into()),
    ]
}
