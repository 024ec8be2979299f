//! The numbers as one JSON document that needs no manual.
//!
//! Comes in: a [`Spread`]. Goes out: [`json`]. Every estimate is an object of `value`, `unit`, `n`, `left_out`, `low95`,
//! `high95`, `interval`, `method`, `note`, and where imprecise dates or places were drawn anew, what that says; undefined
//! values are null.

use serde_json::{Map, Value, json};

use super::table::{Named, arrival_rows, estimates, frontier_rows, interval_kind, is_wanted, quotients, track_rows};
use super::{
    Arrival, Comparison, Estimate, Family, Group, Imputed, Interval, LeftOut, METHODS, Measured, Number, Origin,
    Rounded, Slice, Spread, Unit,
};
use crate::words::Words;

/// A field of the document: a value, or the items of a list, each made when it is asked for.
pub enum JsonPart<'a> {
    /// A value.
    One(Value),
    /// The items of a list.
    Each(Box<dyn Iterator<Item = Value> + 'a>),
}

/// The fields of an object, in their order.
type Fields<'a> = Vec<(&'static str, JsonPart<'a>)>;

impl JsonPart<'_> {
    fn value(self) -> Value {
        match self {
            Self::One(value) => value,
            Self::Each(items) => Value::Array(items.collect()),
        }
    }
}

/// The whole result: `parameters`, `methods`, `whole`, `periods`, `cumulative`, `frontier`, `countries`, `subregions`,
/// `admin1`, `track`, `families`, `record_shares`, `comparison`, `groups`; docs/spread.schema.json describes every field.
pub fn json(spread: &Spread) -> Value {
    object(json_parts(spread))
}

/// The same field by field, without ever holding the whole of it.
pub fn json_parts(spread: &Spread) -> Vec<(&'static str, JsonPart<'_>)> {
    let methods = METHODS.map(|(id, what, source)| json!({ "id": id, "what": what, "source": source }));
    let share = |(id, share): &(String, f64)| json!({ "incident_id": id, "share": Rounded::new(*share, Unit::Share) });
    let mut parts = vec![("parameters", JsonPart::One(parameters(spread))), ("methods", JsonPart::One(json!(methods)))];
    parts.extend(figures(spread));
    parts.extend([
        ("record_shares", each(spread.record_shares.iter().map(share))),
        ("comparison", JsonPart::One(json!(spread.comparison.as_ref().map(comparison)))),
        ("groups", each(spread.groups.iter().map(group))),
    ]);
    parts
}

fn each<'a>(items: impl Iterator<Item = Value> + 'a) -> JsonPart<'a> {
    JsonPart::Each(Box::new(items))
}

fn object(fields: Fields<'_>) -> Value {
    Value::Object(fields.into_iter().map(|(key, part)| (key.to_owned(), part.value())).collect())
}

fn group(one: &Group) -> Value {
    let mut fields = vec![("name", JsonPart::One(json!(&*one.name)))];
    fields.extend(figures(&one.spread));
    object(fields)
}

/// The figures of all incidents or of a group.
fn figures(spread: &Spread) -> Fields<'_> {
    vec![
        ("whole", JsonPart::One(slice("whole", &spread.whole, spread))),
        ("periods", each(spread.periods.iter().map(|one| slice("period", one, spread)))),
        ("cumulative", each(spread.cumulative.iter().map(|one| slice("cumulative", one, spread)))),
        ("frontier", JsonPart::One(json!(frontier_rows(&spread.frontier)))),
        ("countries", arrivals(&spread.countries)),
        ("subregions", arrivals(&spread.subregions)),
        ("admin1", arrivals(&spread.admin1)),
        ("track", JsonPart::One(json!(track_rows(&spread.track)))),
        ("families", each(spread.findings.all().into_iter().map(family))),
    ]
}

/// The language of spread.json.
fn english() -> Words {
    Words::default()
}

/// A family beyond the slices: its parameters, its numbers, its lists, its sentences.
fn family(found: &dyn Measured) -> Value {
    json!({
        "family": found.family().name(),
        "parameters": parameters_of(found.parameters()),
        "numbers": found.numbers().iter().map(number).collect::<Vec<_>>(),
        "details": found.details(),
        "sentences": found.sentences(english()),
    })
}

/// Two sets compared: parameters, numbers, sentences, the sets with their sizes.
fn comparison(one: &Comparison) -> Value {
    let set = |i: usize| json!({ "name": one.names[i], "n": one.n[i] });
    json!({
        "parameters": parameters_of(one.parameters()),
        "numbers": one.numbers().iter().map(number).collect::<Vec<_>>(),
        "sentences": one.sentences(english()),
        "a": set(0),
        "b": set(1),
    })
}

fn parameters_of(parameters: Vec<(&'static str, Value)>) -> Map<String, Value> {
    parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn number(one: &Number) -> Value {
    let mut value = json!({
        "statistic": one.statistic,
        "period": one.period.map(|p| p.label()),
        "region": one.region,
    });
    let fields = estimate(&one.estimate).as_object().cloned().unwrap_or_default();
    value.as_object_mut().into_iter().for_each(|v| v.extend(fields.clone()));
    value
}

fn parameters(spread: &Spread) -> Value {
    json!({
        "origin": origin(&spread.options.origin),
        "by": spread.options.by.name(),
        "roles": spread.options.roles.iter().map(|role| role.name()).collect::<Vec<_>>(),
        "seed": spread.options.seed,
        "resamples": spread.options.resamples,
        "imputations": spread.options.imputations,
        "imputations_used": spread.imputations,
        "group_by": spread.options.group_by.map(super::options::GroupBy::name),
        "families": spread.options.families.iter().map(|family| family.name()).collect::<Vec<_>>(),
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
    let wanted = |one: &Named| is_wanted(one.family, &spread.options.families);
    for Named { family, statistic, estimate: one, imputed } in estimates(slice).into_iter().filter(wanted) {
        let family = families.entry(family).or_insert_with(|| Value::Object(Map::new()));
        family
            .as_object_mut()
            .into_iter()
            .for_each(|f| _ = f.insert(statistic.to_owned(), with_imputed(&one, imputed, spread.imputations)));
    }
    let regions = |list: &[(std::sync::Arc<str>, u64)]| {
        Value::Array(list.iter().map(|(name, count)| json!({ "name": &**name, "n": count })).collect())
    };
    let mut fields: Map<String, Value> = [
        ("scope", json!(scope)),
        ("period", json!(slice.period.map(|p| p.label()))),
        ("start", json!(slice.period.map(|p| p.start.to_string()))),
        ("end", json!(slice.period.map(|p| p.last_day().to_string()))),
        ("incidents", json!(slice.incidents)),
        ("n", json!(slice.n)),
        ("left_out", left_out(&slice.left_out)),
        ("statistics", Value::Object(families)),
        ("by_country", regions(&slice.regions.by_country)),
        ("by_subregion", regions(&slice.regions.by_subregion)),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into_iter()
    .collect();
    if scope == "period" && spread.options.families.contains(&Family::Regions) {
        let quotients: Map<String, Value> =
            quotients(slice, &spread.whole).into_iter().map(|(name, one)| (name, estimate(&one.estimate))).collect();
        fields.insert("location_quotients".to_owned(), Value::Object(quotients));
    }
    Value::Object(fields)
}

fn estimate(one: &Estimate) -> Value {
    let rounded = |value: f64| Rounded::new(value, one.unit);
    let (low, high) = one.interval.ends().map(|(low, high)| (rounded(low), rounded(high))).unzip();
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

/// A number of a slice with what imputation says of it; null where nothing was imputed.
fn with_imputed(one: &Estimate, imputed: Option<Imputed>, imputations: u32) -> Value {
    let mut value = estimate(one);
    let rounded = |value: f64| Rounded::new(value, one.unit);
    let ends = |interval: Interval| interval.ends().map(|(low, high)| (rounded(low), rounded(high))).unzip();
    let object = imputed.map(|imputed| {
        let ((low, high), (total_low, total_high)) = (ends(imputed.range), ends(imputed.total));
        json!({
            "median": rounded(imputed.median),
            "low95": low,
            "high95": high,
            "total_low95": total_low,
            "total_high95": total_high,
            "imputations": imputations,
            "n": Rounded::new(imputed.n, Unit::Count),
        })
    });
    value.as_object_mut().into_iter().for_each(|fields| _ = fields.insert("imputed".to_owned(), json!(object)));
    value
}

fn arrivals(list: &[Arrival]) -> JsonPart<'_> {
    each(arrival_rows(list).into_iter().zip(list).map(|(row, one)| {
        let mut value = json!(row);
        value.as_object_mut().into_iter().for_each(|v| _ = v.insert("by_period".to_owned(), json!(one.by_period)));
        value
    }))
}
