//! What a `GeoPackage` holds, read back by `SQLite` itself.

use super::*;
use crate::earth::LonLat;
use crate::layer::Draft;
use crate::layer::shape::Shape;
use crate::layer::table::{Column, Table};
use crate::layer::value::Value;

/// A row: longitude, latitude, a name, a count that may be unknown.
type Row = (f64, f64, String, Option<u32>);

fn layer(rows: Vec<Row>) -> Layer<'static> {
    let columns = vec![
        Column::new("name", |r: &Row| r.2.as_str().into()),
        Column::new("killed", |r| r.3.into()),
        Column::new("day", |_| Value::Day(jiff::civil::date(2024, 3, 22))),
        Column::new("until", |_| Value::DayEnd(jiff::civil::date(2024, 3, 22))),
        Column::new("distance_km", |r| Value::km(r.0)),
        Column::new("abroad", |r| (r.0 > 0.0).into()),
    ];
    let shape = |r: &Row| Shape::point(LonLat::wrapped(r.0, r.1));
    Draft::new("places", "Places", "Shows places.", Table::new(rows, columns, shape)).finish(None, "")
}

fn made(layer: &Layer<'_>, style: Option<&str>) -> (tempfile::TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.gpkg");
    let package = GeoPackage::create(&path).unwrap();
    package.add(layer, style).unwrap();
    package.add_project("incidents", b"PK").unwrap();
    package.finish().unwrap();
    let bytes = std::fs::read(&path).unwrap();
    (folder, bytes)
}

fn open(folder: &tempfile::TempDir) -> Connection {
    Connection::open(folder.path().join("p.gpkg")).unwrap()
}

fn many() -> Vec<Row> {
    let at = |n: u32| (f64::from(n * 7919 % 3600) / 10.0 - 180.0, f64::from(n * 104_729 % 1800) / 10.0 - 90.0);
    (0..30_000).map(|n| (at(n).0, at(n).1, format!("place {n}"), (n % 3 > 0).then_some(n))).collect()
}

#[test]
fn values_keep_their_types_and_unknown_stays_null() {
    let hostile = "Robert'); DROP TABLE \"places\";-- </td>\u{1F4A3}";
    let (folder, _) =
        made(&layer(vec![(69.17, 34.53, hostile.to_owned(), None), (-1.0, 2.0, "b".into(), Some(7))]), None);
    let row = |sql: &str| -> String { open(&folder).query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(row("SELECT name FROM places WHERE fid = 1"), hostile);
    let types = "SELECT group_concat(typeof(killed) || typeof(day) || typeof(distance_km) || abroad, ' ') FROM places";
    assert_eq!(row(types), "nulltextreal1 integertextreal0");
    assert_eq!(row("SELECT day || ' ' || until FROM places"), "2024-03-22 2024-03-22T23:59:59.000Z");
    let declared = "SELECT group_concat(type, ' ') FROM pragma_table_info('places')";
    assert_eq!(row(declared), "INTEGER POINT TEXT INTEGER DATE DATETIME DOUBLE BOOLEAN");
    assert_eq!(row("SELECT hex(content) FROM qgis_projects"), "35303462", "the hexadecimal digits of PK");
}

#[test]
fn the_packed_index_is_sound_and_finds_what_a_scan_finds() {
    let (folder, _) = made(&layer(many()), None);
    let connection = open(&folder);
    let text = |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(text("SELECT rtreecheck('rtree_places_geom')"), "ok");
    assert_eq!(text("PRAGMA integrity_check"), "ok");
    let inside = "SELECT count(*) || '' FROM rtree_places_geom WHERE minx >= 10 AND maxx <= 20.05 AND miny >= 0 AND maxy <= 30.05";
    let scanned = many().iter().filter(|r| (10.0..=20.05).contains(&r.0) && (0.0..=30.05).contains(&r.1)).count();
    assert_eq!(text(inside), scanned.to_string());
    assert!(scanned > 10);
    assert_eq!(text("SELECT feature_count || '' FROM gpkg_ogr_contents"), "30000");
}

#[test]
fn an_index_of_one_node_and_of_two_levels_is_sound() {
    for count in [1, 51, 52, 2601, 2602] {
        let (folder, _) = made(&layer(many().into_iter().take(count).collect()), None);
        let connection = open(&folder);
        let told: String =
            connection.query_row("SELECT rtreecheck('rtree_places_geom')", [], |row| row.get(0)).unwrap();
        assert_eq!(told, "ok", "{count} boxes");
        let found: i64 = connection.query_row("SELECT count(*) FROM rtree_places_geom", [], |row| row.get(0)).unwrap();
        assert_eq!(found as usize, count);
    }
}

#[test]
fn the_same_layer_gives_the_same_bytes_and_its_style_is_the_default_one() {
    let ((folder, a), (_, b)) = (made(&layer(many()), Some("<qgis/>")), made(&layer(many()), Some("<qgis/>")));
    assert!(a == b);
    let style = "SELECT styleQML FROM layer_styles WHERE f_table_name = 'places' AND f_geometry_column = 'geom' AND useAsDefault";
    let told: String = open(&folder).query_row(style, [], |row| row.get(0)).unwrap();
    assert_eq!(told, "<qgis/>");
}
