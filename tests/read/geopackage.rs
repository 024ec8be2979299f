//! Layers of points and tables read as rows, which of them is chosen, and databases that hold no incidents.

use incimap::incident::When;
use incimap::read::{Input, ReadOptions, read};
use jiff::civil::date;
use rusqlite::Connection;

use crate::{Files, assert_nothing_lost};

/// The tables that the standard asks for, as far as they are read.
const BASE: &str = "
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);";

/// A layer of points at one place, with the columns and values of a row in SQL.
fn layer(name: &str, kind: &str, system: i32, columns: &str, values: &str) -> String {
    let table = name.replace('"', "\"\"");
    let point = "47500001e6100000 01 01000000 cdcccccccc4c5140 0000000000404140".replace(' ', "");
    format!(
        "CREATE TABLE \"{table}\" (fid INTEGER PRIMARY KEY, geom BLOB, {columns});
         INSERT INTO \"{table}\" VALUES (7, x'{point}', {values});
         INSERT INTO gpkg_contents VALUES ('{name}', 'features');
         INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', '{kind}', {system});"
    )
}

/// The file of a database that some statements make.
fn database(files: &Files, statements: &[&str]) -> std::path::PathBuf {
    let path = files.0.path().join("a.gpkg");
    let connection = Connection::open(&path).unwrap();
    for statement in statements {
        connection.execute_batch(statement).unwrap();
    }
    path
}

#[test]
fn the_layer_of_incidents_is_read_with_its_points_and_others_are_told() {
    let files = Files::new();
    let areas = layer("areas", "POLYGON", 4326, "place TEXT, date TEXT", "'x', '2020'");
    let notes = layer("notes", "POINT", 4326, "remark TEXT, page INTEGER", "'x', 1");
    let columns = "incident_id TEXT, place TEXT, date TEXT, killed INTEGER, lon REAL";
    let wanted = layer(
        "my \"own\" layer",
        "Point",
        4326,
        columns,
        "'a', 'Kabul,' || char(10) || 'old town', '2024-03-22', 3, 0.5",
    );
    let path = database(&files, &[BASE, &areas, &notes, &wanted]);
    let reading = read(&[Input::File(path.clone())], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    let [incident] = reading.incidents.as_slice() else { panic!("{:?}", reading.incidents) };
    assert_eq!(
        (incident.id.as_str(), incident.when, incident.killed.count()),
        ("a", When::day(date(2024, 3, 22)), Some(3))
    );
    assert_eq!(incident.place.label(), "Kabul, old town");
    let point = incident.place.point.map(|one| (one.lon(), one.lat()));
    assert_eq!(point, Some((69.2, 34.5)), "the point of the geometry, not a column of that name");
    assert!(
        reading.notices.iter().any(|n| n.contains("notes have other columns") && !n.contains("areas")),
        "{:?}",
        reading.notices
    );
    let named = Input::File(format!("{}#nothing", path.display()).into());
    let error = read(&[named], &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("unknown layer \"nothing\"") && error.contains("notes, my \"own\" layer"), "{error}");
}

#[test]
fn what_is_no_layer_of_incidents_in_wgs84_is_told_with_the_way_out() {
    let told = |statements: &[&str]| {
        let files = Files::new();
        let path = database(&files, statements);
        read(&[Input::File(path)], &ReadOptions::default()).unwrap_err().to_string()
    };
    let mercator = layer("incidents", "POINT", 3857, "place TEXT, date TEXT", "'x', '2020'");
    assert!(told(&[BASE, &mercator]).contains("in the reference system 3857: save it in EPSG:4326"));
    assert!(told(&[BASE]).contains("has no layer of points and no table"));
    assert!(told(&["CREATE TABLE t (a)"]).contains("no such table: gpkg_contents"));
    let missing = "INSERT INTO gpkg_contents VALUES ('gone', 'attributes')";
    assert!(told(&[BASE, missing]).contains("no such table: gone"));
}

#[test]
fn a_damaged_file_is_told_and_never_more_than_that() {
    let files = Files::new();
    let rows = layer("incidents", "POINT", 4326, "place TEXT, date TEXT", "'x', '2020'");
    let more = "WITH RECURSIVE n(i) AS (SELECT 8 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \
        INSERT INTO incidents SELECT i, NULL, 'Kabul ' || i, '2024-03-22' FROM n";
    let path = database(&files, &[BASE, &rows, more]);
    let whole = std::fs::read(&path).unwrap();
    for share in 1..20 {
        let mut cut = whole.clone();
        let at = cut.len() * share / 20;
        cut[at..(at + 2000).min(whole.len())].fill(0xa5);
        std::fs::write(&path, &cut).unwrap();
        if let Ok(reading) = read(&[Input::File(path.clone())], &ReadOptions::default()) {
            assert_nothing_lost(&reading);
        }
        std::fs::write(&path, &whole[..at]).unwrap();
        if let Ok(reading) = read(&[Input::File(path.clone())], &ReadOptions::default()) {
            assert!(
                reading
                    .rejects
                    .iter()
                    .any(|reject| reject.why.contains("rows of this layer of a GeoPackage are damaged"))
            );
        }
    }
}
