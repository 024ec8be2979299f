//! Every JSON of spread against docs/spread.schema.json.

use super::fixture::{Made, from_point, incident, options, spread_with};
use boon::{Compiler, Draft, Schemas};
use incimap::incident::Kind;
use incimap::spread::{GroupBy, Origin, PeriodLength, SpreadOptions, json};
use serde_json::Value;

const SCHEMA: &str = include_str!("../../docs/spread.schema.json");

fn check(value: &Value) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("spread.schema.json", serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let schema = compiler.compile("spread.schema.json", &mut schemas).unwrap();
    if let Err(error) = schemas.validate(value, schema) {
        panic!("{error:#}");
    }
}

fn no_number_is_missing_without_a_reason(value: &Value) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("method") && fields.contains_key("unit") && fields["value"].is_null() {
                assert!(fields["note"].is_string(), "{value}");
            }
            fields.values().for_each(no_number_is_missing_without_a_reason);
        }
        Value::Array(list) => list.iter().for_each(no_number_is_missing_without_a_reason),
        _ => (),
    }
}

fn campaign() -> Vec<Made> {
    let one = |i: i16| {
        let step = f64::from(i);
        let made =
            incident(&format!("{i:03}")).at(30.0 + step.rem_euclid(7.0) + 0.1 * step, 30.0 + step.rem_euclid(5.0));
        let country = ["Syria", "Iraq", "Turkey"][(i % 3) as usize];
        let made = made.country(country, ["SY", "IQ", "TR"][(i % 3) as usize], "Western Asia", Some(i % 3 == 0));
        let made = if i % 4 == 0 { made.kind(Kind::Plot) } else { made.killed(u32::try_from(i).unwrap()) };
        made.on(2015 + i / 20, 1 + (i % 12) as i8, 1 + (i % 27) as i8)
    };
    (1..100).map(one).collect()
}

#[test]
fn a_campaign_with_groups_is_as_the_schema_says() {
    let grouped = |by| SpreadOptions { group_by: Some(by), ..options(from_point(30.0, 30.0)) };
    for by in [GroupBy::Kind, GroupBy::Actor, GroupBy::Region, GroupBy::Country] {
        let value = json(&spread_with(&campaign(), grouped(by)));
        check(&value);
        no_number_is_missing_without_a_reason(&value);
        assert!(!value["groups"].as_array().unwrap().is_empty());
    }
}

#[test]
fn nothing_one_incident_and_incidents_without_place_date_or_origin_are_as_the_schema_says() {
    let cases: [Vec<Made>; 4] = [
        Vec::new(),
        vec![incident("a").at(180.0, 90.0).on(2020, 1, 1)],
        vec![incident("a"), incident("b")],
        vec![incident("a").at(10.0, 0.0).on(2020, 1, 1), incident("b").at(-170.0, 0.0).on(2020, 3, 1)],
    ];
    for made in cases {
        for origin in [Origin::None, from_point(-180.0, 0.0)] {
            let value = json(&spread_with(&made, SpreadOptions { by: PeriodLength::Month, ..options(origin) }));
            check(&value);
            no_number_is_missing_without_a_reason(&value);
        }
    }
}
