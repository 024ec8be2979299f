//! `GeoParquet`, read back with the parquet crate: the same rows as the `GeoJSON`, what the standard wants beside them.

#![cfg(feature = "geoparquet")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;

use assert_cmd::Command;
use jiff::ToSpan;
use jiff::civil::date;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Map, Value, json};

/// Both sides of 180°, an unknown count, no date, a day known to the month, a text that wants quotes.
const TABLE: &str = "id,kind,place,lon,lat,date,killed,what\n\
    1,attack,West of the line,179.9,-17.5,2024-01-05,12,\"a \"\"quoted\"\" text\"\n\
    2,bombing,East of the line,-179.9,-17.4,1969-02-06,,\u{442}\u{435}\u{43a}\u{441}\u{442}\n\
    3,attack,Kabul,69.17,34.53,,0,\n\
    4,attack,Kabul,69.17,34.53,March 2024,7,\n";

fn run(folder: &Path, args: &[&str]) {
    let output = Command::cargo_bin("incimap").unwrap().current_dir(folder).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), TABLE).unwrap();
    run(folder.path(), &["layers", "in.csv", "--origin", "Kabul", "--layer-format", "geojson,parquet", "-o", "out"]);
    folder
}

fn opened(path: &Path) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(path).unwrap()).unwrap()
}

/// What is said of the whole file under a key.
fn told(file: &SerializedFileReader<File>, key: &str) -> String {
    let all = file.metadata().file_metadata().key_value_metadata().unwrap();
    all.iter().find(|one| one.key == key).unwrap().value.clone().unwrap()
}

/// A cell as the `GeoJSON` writes it.
fn cell(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => json!(truth),
        Field::Long(number) => json!(number),
        Field::Double(number) => json!(number),
        Field::Str(words) => json!(words),
        Field::Date(days) => json!((date(1970, 1, 1) + days.days()).to_string()),
        Field::TimestampMillis(ms) => json!(jiff::Timestamp::from_millisecond(*ms).unwrap().to_string()),
        other => unreachable!("a type that no column has: {other:?}"),
    }
}

fn properties(row: &Row) -> Map<String, Value> {
    let columns = row.get_column_iter().filter(|(name, _)| *name != "geometry");
    columns.map(|(name, field)| (name.clone(), cell(field))).collect()
}

fn geojson(out: &Path, layer: &str) -> Value {
    serde_json::from_slice(&fs::read(out.join(format!("layers/{layer}.geojson"))).unwrap()).unwrap()
}

fn layers(out: &Path) -> Vec<String> {
    let names = fs::read_dir(out.join("layers")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| Some(name.strip_suffix(".parquet")?.to_owned())).collect()
}

#[test]
fn every_layer_has_the_rows_types_and_extent_of_its_geojson() {
    let folder = made();
    let out = folder.path().join("out");
    let names = layers(&out);
    assert!(names.len() > 5 && names.iter().any(|name| name == "undated_incidents"), "{names:?}");
    for layer in names {
        let json = geojson(&out, &layer);
        let file = opened(&out.join(format!("layers/{layer}.parquet")));
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(|row| properties(&row.unwrap())).collect();
        let features = json["features"].as_array().unwrap();
        let wanted: Vec<_> =
            features.iter().map(|feature| feature["properties"].as_object().unwrap().clone()).collect();
        assert_eq!(rows, wanted, "{layer}");
        let geo: Value = serde_json::from_str(&told(&file, "geo")).unwrap();
        let geometry = &geo["columns"]["geometry"];
        assert_eq!((&geo["version"], &geo["primary_column"]), (&json!("1.1.0"), &json!("geometry")));
        assert_eq!(geometry["geometry_types"], json!([features[0]["geometry"]["type"]]), "{layer}");
        assert_eq!(geometry["bbox"], json["bbox"], "{layer}");
        assert_eq!(json!(told(&file, "description")), json["description"]);
    }
}

#[test]
fn a_point_is_well_known_binary_and_the_same_rows_give_the_same_bytes() {
    let (one, two) = (made(), made());
    let path = |folder: &tempfile::TempDir| folder.path().join("out/layers/incidents.parquet");
    assert_eq!(fs::read(path(&one)).unwrap(), fs::read(path(&two)).unwrap());
    let file = opened(&path(&one));
    let row = file.get_row_iter(None).unwrap().next().unwrap().unwrap();
    let Some((_, Field::Bytes(wkb))) = row.get_column_iter().next() else { panic!("{row:?}") };
    let features = geojson(&one.path().join("out"), "incidents");
    let at = &features["features"][0]["geometry"]["coordinates"];
    let number = |from: usize| json!(f64::from_le_bytes(wkb.data()[from..from + 8].try_into().unwrap()));
    assert_eq!((wkb.len(), &wkb.data()[..5]), (21, [1, 1, 0, 0, 0].as_slice()));
    assert_eq!((number(5), number(13)), (at[0].clone(), at[1].clone()));
}

#[test]
fn convert_writes_groups_of_rows_and_keeps_rows_without_a_point() {
    let folder = tempfile::tempdir().unwrap();
    let mut table = String::from("id,kind,place,date,killed,lon,lat\n0,attack,Kabul,2024-01-05,1,,\n");
    for row in 1..70_000 {
        writeln!(table, "{row},attack,near,2024-01-05,{},{}.5,34.5", row % 7, row % 90).unwrap();
    }
    fs::write(folder.path().join("in.csv"), table).unwrap();
    run(folder.path(), &["convert", "in.csv", "-o", "out.parquet"]);
    let file = opened(&folder.path().join("out.parquet"));
    let groups: Vec<_> =
        file.metadata().row_groups().iter().map(parquet::file::metadata::RowGroupMetaData::num_rows).collect();
    assert_eq!(groups, [65_536, 4_464]);
    let killed: i64 = file.get_row_iter(None).unwrap().map(|row| killed(&row.unwrap())).sum();
    assert_eq!(killed, 1 + (1..70_000).map(|row| row % 7).sum::<i64>());
    let first = file.get_row_iter(None).unwrap().next().unwrap().unwrap();
    assert!(matches!(first.get_column_iter().next(), Some((_, Field::Null))), "{first:?}");
    let geo: Value = serde_json::from_str(&told(&file, "geo")).unwrap();
    assert_eq!(geo["columns"]["geometry"]["bbox"], json!([0.5, 34.5, 89.5, 34.5]));
}

fn killed(row: &Row) -> i64 {
    let mut columns = row.get_column_iter();
    match columns.find(|(name, _)| *name == "killed") {
        Some((_, Field::Long(number))) => *number,
        other => unreachable!("{other:?}"),
    }
}
