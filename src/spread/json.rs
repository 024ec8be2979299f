//! The numbers as one JSON document that needs no manual.
//!
//! Comes in: a [`Spread`]. Goes out: [`json`]. Every estimate is an object of `value`, `unit`, `n`, `left_out`, `low95`,
//! `high95`, `interval`, `method`, `note`; undefined values are null.

use serde_json::{Map, Value, json};

use super::table::{Named, Rounded, arrival_rows, estimates, frontier_rows, interval_kind, quotients, track_rows};
use super::{Arrival, Estimate, Interval, LeftOut, Origin, Slice, Spread, Unit};

/// The methods that are used: id, what it measures, source.
const METHODS: [(&str, &str, &str); 13] = [
    ("N", "counts of incidents and of people killed", "none"),
    ("A1", "geodesic distance from the origin on WGS84; 0 inside home countries", "Karney 2013"),
    ("A3", "quantiles of distance, linear interpolation (type 7)", "Hyndman and Fan 1996; Efron 1979"),
    ("A4", "records of distance in order of date and id", "this project"),
    ("B1", "normalised mean of unit vectors, resultant length", "Fisher, Lewis and Embleton 1987"),
    ("B2", "point with the least sum of great-circle distances", "Fletcher et al. 2009"),
    ("B3", "steps of the centres from period to period", "this project"),
    ("C1", "root of the mean squared geodesic distance to the mean centre", "Bachi 1963"),
    ("C2", "standard deviational ellipse, semi-axes sqrt(2 lambda/(n-2))", "Yuill 1971; CrimeStat"),
    ("D1", "great-circle hull, area of its geodesic polygon", "Karney 2013"),
    ("E1", "first and last arrival in each region", "this project"),
    ("E2", "concentration over countries", "Shannon 1948; Hill 1973; Simpson 1949; Gini 1912"),
    ("E3", "share outside the home countries", "Wilson 1927"),
];

/// The whole result: `parameters`, `methods`, `whole`, `periods`, `cumulative`, `frontier`, `countries`, `subregions`,
/// `admin1`, `track`.
pub fn json(spread: &Spread) -> Value {
    let each = |scope, slices: &[Slice]| slices.iter().map(|s| slice(scope, s, spread)).collect::<Vec<_>>();
    let methods = METHODS.map(|(id, what, source)| json!({ "id": id, "what": what, "source": source }));
    json!({
        "parameters": parameters(spread),
        "methods": methods,
        "whole": slice("whole", &spread.whole, spread),
        "periods": each("period", &spread.periods),
        "cumulative": each("cumulative", &spread.cumulative),
        "frontier": frontier_rows(&spread.frontier),
        "countries": arrivals(&spread.countries),
        "subregions": arrivals(&spread.subregions),
        "admin1": arrivals(&spread.admin1),
        "track": track_rows(&spread.track),
    })
}

fn parameters(spread: &Spread) -> Value {
    json!({
        "origin": origin(&spread.options.origin),
        "by": spread.options.by.name(),
        "roles": spread.options.roles.iter().map(|role| role.name()).collect::<Vec<_>>(),
        "seed": spread.options.seed,
        "resamples": spread.options.resamples,
        "interval": 0.95,
        "quantiles": "type 7",
        "inner_hull_share": 0.9,
        "ellipse": "semi-axes sqrt(2 lambda/(n-2))",
        "reliable_resultant": 0.5,
        "reference_system": "WGS84, degrees, longitude first",
    })
}

fn origin(origin: &Origin) -> Value {
    let degrees = |value: f64| Rounded::new(value, Unit::Degrees);
    let at = origin.centre().map(|c| (degrees(c.lon()), degrees(c.lat())));
    match (origin, at) {
        (Origin::Point { name, how, .. }, Some((lon, lat))) => {
            json!({ "kind": "point", "name": name, "how": how, "lon": lon, "lat": lat })
        }
        (Origin::Home { codes, name, .. }, Some((lon, lat))) => {
            json!({ "kind": "countries", "name": name, "codes": codes, "lon": lon, "lat": lat,
                "how": "distance to the boundary, 0 inside" })
        }
        _ => Value::Null,
    }
}

fn left_out(left_out: &LeftOut) -> Value {
    Value::Object(left_out.iter().map(|(why, count)| ((*why).to_owned(), json!(count))).collect())
}

/// A slice: its period, its counts, `statistics` by family and name, regions with their counts.
fn slice(scope: &str, slice: &Slice, spread: &Spread) -> Value {
    let mut families: Map<String, Value> = Map::new();
    for Named { family, statistic, estimate: one } in estimates(slice) {
        let family = families.entry(family).or_insert_with(|| Value::Object(Map::new()));
        family.as_object_mut().into_iter().for_each(|f| _ = f.insert(statistic.to_owned(), estimate(&one)));
    }
    let regions = |list: &[(std::sync::Arc<str>, u64)]| {
        list.iter().map(|(name, count)| json!({ "name": &**name, "n": count })).collect::<Vec<_>>()
    };
    let mut value = json!({
        "scope": scope,
        "period": slice.period.map(|p| p.label()),
        "start": slice.period.map(|p| p.start.to_string()),
        "end": slice.period.map(|p| p.last_day().to_string()),
        "incidents": slice.incidents,
        "n": slice.n,
        "left_out": left_out(&slice.left_out),
        "statistics": families,
        "by_country": regions(&slice.regions.by_country),
        "by_subregion": regions(&slice.regions.by_subregion),
    });
    if scope == "period" {
        let quotients: Map<String, Value> =
            quotients(slice, &spread.whole).into_iter().map(|(name, one)| (name, estimate(&one.estimate))).collect();
        value.as_object_mut().into_iter().for_each(|v| _ = v.insert("location_quotients".to_owned(), json!(quotients)));
    }
    value
}

fn estimate(one: &Estimate) -> Value {
    let rounded = |value: f64| Rounded::new(value, one.unit);
    let (low, high) = match one.interval {
        Interval::Between(low, high) => (Some(rounded(low)), Some(rounded(high))),
        Interval::None => (None, None),
    };
    json!({
        "value": one.value.map(rounded),
        "unit": one.unit.name(),
        "n": one.n,
        "left_out": left_out(&one.left_out),
        "low95": low,
        "high95": high,
        "interval": interval_kind(one),
        "method": one.method,
        "note": one.note,
    })
}

fn arrivals(list: &[Arrival]) -> Vec<Value> {
    let with_periods = |(row, one): (super::table::ArrivalRow, &Arrival)| {
        let mut value = json!(row);
        value.as_object_mut().into_iter().for_each(|v| _ = v.insert("by_period".to_owned(), json!(one.by_period)));
        value
    };
    arrival_rows(list).into_iter().zip(list).map(with_periods).collect()
}
