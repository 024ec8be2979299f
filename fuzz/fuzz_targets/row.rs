//! Any text is a gazetteer file, and any line a row of it.
#![no_main]

use incimap::gazetteer::further_names::{alternate_name, columns, table_name};
use incimap::gazetteer::geojson_rows::read_geojson;
use incimap::gazetteer::row::{Row, geonames_row, read_geonames};
use incimap::gazetteer::table::read_table;
use libfuzzer_sys::fuzz_target;

fn check(rows: &[Row]) {
    for row in rows {
        assert!((-90.0..=90.0).contains(&row.lat) && (-180.0..=180.0).contains(&row.lon) && !row.name.is_empty(), "{row:?}");
    }
}

fuzz_target!(|text: &str| {
    check(&read_geonames(text).0);
    check(&read_table(text).0);
    check(&read_table(&format!("name\tlon\tlat\tprecision\tradius_km\n{text}")).0);
    check(&read_geojson(text).unwrap_or_default().0);
    for columns in [19, 20] {
        check(&geonames_row(1, text, columns).into_iter().collect::<Vec<_>>());
    }
    let _ = alternate_name(1, text);
    if let Some(columns) = columns("name\tkey\tclass") {
        let _ = table_name(1, text, columns);
    }
});
