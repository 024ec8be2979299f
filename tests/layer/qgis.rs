//! Styles, the layer definition and the project: well-formed, complete, and the same in every run.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use incimap::incident::Kind;
use incimap::layer::qgis::{Look, Project, ProjectInput, archive};
use incimap::layer::{Layer, base_map};
use incimap::spread::Origin;
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::fixture::{Sample, around, at, home, kabul, regions, undated};

/// Made once: it is large.
static BASE: LazyLock<Vec<Layer<'static>>> = LazyLock::new(|| base_map(regions(), None));

fn look() -> Look {
    let colour = |hex: &str| hex.to_owned();
    Look {
        paper: colour("#ffffff"),
        ink: colour("#1c1c1c"),
        soft: colour("#5a5a5a"),
        sea: colour("#dfe9f0"),
        land: colour("#f5f2eb"),
        home: colour("#e6dcc3"),
        border: colour("#aaa396"),
        land_ink: colour("#766e60"),
        series: ["#D55E00", "#0072B2"].map(colour).to_vec(),
        rest: colour("#5B5B5B"),
        accent: colour("#D55E00"),
        ramp: ["#FFFFB2", "#FECC5C", "#FD8D3C", "#F03B20", "#BD0026"].map(colour),
    }
}

/// A title that tries to become markup and code, of more than five hundred characters.
fn hostile() -> String {
    format!("</title><script>\"'&[% 1 + 1 %] \u{1} {}", "long ".repeat(100))
}

/// What a project gives: the style of each layer, the definition, the document.
struct Made {
    styles: Vec<(String, Vec<&'static str>, String)>,
    definition: String,
    document: String,
}

fn made(sample: &Sample) -> Made {
    let (data, look, title) = (sample.input(), look(), hostile());
    let (layers, _) = sample.layers();
    let source = "reports <of> \"two\" papers";
    let project =
        Project::new(ProjectInput { data, layers: &layers, base: &BASE, look: &look, title: Some(&title), source });
    let table = |layer: &Layer<'_>| format!("./incidents.gpkg|layername={}", layer.name);
    let styles = layers.iter().chain(BASE.iter());
    Made {
        styles: styles.map(|layer| (layer.name.to_owned(), layer.columns(), project.qml(layer))).collect(),
        definition: project.definition(table),
        document: project.document(table),
    }
}

fn parsed(xml: &str) -> Document<'_> {
    Document::parse_with_options(xml, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).unwrap()
}

fn all<'a>(document: &'a Document<'_>, name: &'static str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name(name)).collect()
}

fn samples() -> Vec<Sample> {
    let mut without_dates = around(68.0, 34.0, 300.0, 4);
    without_dates.iter_mut().for_each(undated);
    let mut own_words = around(179.9, -16.5, 300.0, 9);
    for one in &mut own_words {
        one.incident.kind = Kind::Other("a \"kind\" of <its> own, it's [% $id %]".into());
    }
    vec![
        Sample::campaign(kabul()),
        Sample::campaign(home("RU")),
        Sample::of(own_words, Origin::None),
        Sample::of([around(2.0, 48.0, 9000.0, 5), around(-150.0, 60.0, 9000.0, 5)].concat(), Origin::None),
        Sample::of(without_dates, kabul()),
        Sample::of(around(44.4, 33.3, 0.0, 1), Origin::None),
        Sample::of(Vec::new(), kabul()),
    ]
}

#[test]
fn every_style_is_well_formed_and_names_every_column() {
    for sample in samples() {
        for (name, columns, qml) in made(&sample).styles {
            let document = parsed(&qml);
            let renderers = all(&document, "renderer-v2");
            assert_eq!(renderers.len(), 1, "{name}");
            let named: Vec<&str> =
                all(&document, "alias").iter().map(|alias| alias.attribute("field").unwrap()).collect();
            assert_eq!(named, columns, "{name}");
            assert!(
                all(&document, "alias").iter().all(|alias| !alias.attribute("name").unwrap().contains('_')),
                "{name}"
            );
            let temporal = all(&document, "temporal")[0].attribute("enabled") == Some("1");
            let spans = matches!(name.as_str(), "incidents" | "uncertainty");
            assert!(temporal || !spans, "{name}");
            assert!(!temporal || columns.contains(&"start_utc"), "{name}");
        }
    }
}

#[test]
fn a_project_and_a_definition_have_each_layer_once_under_an_id_that_qgis_keeps() {
    for sample in samples() {
        let made = made(&sample);
        let layers: BTreeSet<String> = made.styles.iter().map(|(name, ..)| name.clone()).collect();
        for (xml, with_base) in [(&made.document, true), (&made.definition, false)] {
            let document = parsed(xml);
            let base = ["land", "lakes", "borders", "country_names"];
            let expected: BTreeSet<&str> =
                layers.iter().map(String::as_str).filter(|name| with_base || !base.contains(name)).collect();
            let ids: Vec<&str> = all(&document, "maplayer").iter().map(|layer| id_of(layer)).collect();
            assert!(ids.iter().all(|id| id.len() > 10), "{ids:?}");
            let distinct: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!((ids.len(), distinct.len()), (expected.len(), expected.len()));
            let sources: BTreeSet<&str> = all(&document, "datasource").iter().filter_map(Node::text).collect();
            let tables: BTreeSet<String> =
                expected.iter().map(|name| format!("./incidents.gpkg|layername={name}")).collect();
            assert_eq!(sources, tables.iter().map(String::as_str).collect());
            for used in ["layer-tree-layer", "layer"] {
                let used = all(&document, used).into_iter().filter_map(|node| node.attribute("id"));
                assert!(used.into_iter().all(|id| distinct.contains(id)));
            }
        }
    }
}

fn id_of<'a>(layer: &Node<'a, 'a>) -> &'a str {
    layer.children().find(|node| node.has_tag_name("id")).and_then(|id| id.text()).unwrap()
}

#[test]
fn every_reference_system_says_what_it_is_in_three_ways() {
    for sample in samples() {
        let made = made(&sample);
        let document = parsed(&made.document);
        for srs in all(&document, "spatialrefsys") {
            let text = |name: &str| srs.children().find(|node| node.has_tag_name(name)).and_then(|node| node.text());
            assert!(text("wkt").is_some_and(|wkt| wkt.contains("WGS 84")) && text("proj4").is_some());
            assert!(text("authid").is_none() || text("srsid") == Some("3452"));
        }
    }
}

#[test]
fn a_hostile_title_stays_a_text_that_is_not_evaluated() {
    let made = made(&Sample::campaign(kabul()));
    let document = parsed(&made.document);
    let title = all(&document, "title")[0].text().unwrap();
    assert_eq!(title, hostile().trim().replace('\u{1}', "\u{fffd}"));
    assert!(all(&document, "script").is_empty());
    let items = all(&document, "LayoutItem");
    let labels: Vec<&str> = items.iter().filter_map(|item| item.attribute("labelText")).collect();
    assert!(labels.len() > 4 && labels.iter().all(|text| !text.contains("[%")), "{labels:?}");
}

#[test]
fn six_maps_stand_side_by_side_each_with_a_time_of_its_own() {
    let made = made(&Sample::campaign(kabul()));
    let document = parsed(&made.document);
    let begins: BTreeSet<&str> =
        all(&document, "LayoutItem").iter().filter_map(|item| item.attribute("temporalRangeBegin")).collect();
    assert_eq!(begins.len(), 6);
    let steps: Vec<&str> =
        all(&document, "ProjectTimeSettings").iter().filter_map(|node| node.attribute("timeStepUnit")).collect();
    assert_eq!(steps, ["y"]);
}

#[test]
fn a_north_arrow_stands_on_a_map_of_a_district_alone() {
    let arrows = |sample: &Sample| {
        let made = made(sample);
        let document = parsed(&made.document);
        all(&document, "LayoutItem").iter().filter(|item| item.attribute("id") == Some("North")).count()
    };
    assert_eq!(arrows(&Sample::of(around(44.4, 33.3, 50.0, 6), Origin::None)), 1);
    assert_eq!(arrows(&Sample::campaign(kabul())), 0);
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let sample = Sample::campaign(kabul());
    let (a, b) = (made(&sample), made(&sample));
    assert!(a.document == b.document && a.definition == b.definition && a.styles == b.styles);
    assert_eq!(archive(&a.document).unwrap(), archive(&b.document).unwrap());
}

#[test]
fn the_base_map_is_sound_and_has_a_hole_where_an_azimuthal_map_would_tear_it() {
    // Opposite to Madrid lies the North Island of New Zealand.
    let madrid = at(-3.7, 40.4);
    let torn = at(176.3, -40.4);
    let cut = base_map(regions(), Some(madrid));
    for layer in &cut {
        let findings = crate::rfc7946::check(&layer.to_geojson());
        assert!(findings.is_empty(), "{}: {findings:#?}", layer.name);
    }
    let nearest_km = |base: &[Layer<'_>], name: &str| {
        let layer = base.iter().find(|layer| layer.name == name).unwrap().to_geojson();
        let json: serde_json::Value = serde_json::from_slice(&layer).unwrap();
        let mut nearest = f64::MAX;
        positions(&json["features"], &mut |lon, lat| nearest = nearest.min(torn.distance_km(at(lon, lat))));
        nearest
    };
    assert!(nearest_km(&BASE, "land") < 60.0);
    assert!(nearest_km(&cut, "land") > 110.0 && nearest_km(&cut, "lakes") > 110.0);
}

/// Calls for every position in a value.
fn positions(of: &serde_json::Value, visit: &mut impl FnMut(f64, f64)) {
    match of {
        serde_json::Value::Array(items) => match items.as_slice() {
            [lon, lat] if lon.is_f64() && lat.is_f64() => visit(lon.as_f64().unwrap(), lat.as_f64().unwrap()),
            items => items.iter().for_each(|item| positions(item, visit)),
        },
        serde_json::Value::Object(map) => map.values().for_each(|value| positions(value, visit)),
        _ => {}
    }
}
