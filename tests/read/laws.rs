//! What holds for any input.

use incimap::read::{Encoding, ReadOptions, read};
use proptest::prelude::*;

use crate::{Files, assert_nothing_lost};

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("2024-03-22".to_owned()),
        Just("Kabul; Herat".to_owned()),
        "[0-9/.-]{0,12}",
        "[ -~]{0,12}",
        "\\PC{0,8}",
        Just("\"a\nb".to_owned()),
    ]
}

/// A code, a day or a number, as the columns of data sets hold them.
fn code() -> impl Strategy<Value = String> {
    prop_oneof![
        cell(),
        "[0-9]",
        "[0-9]{1,3}[.][0-9]{0,3}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        Just("2.02E+11".to_owned())
    ]
}

/// The columns of each format that are coded, and those that its rows cannot do without.
const FORMATS: [&str; 3] = [
    "id,type_of_violence,where_prec,date_prec,geom_wkt,latitude,longitude,date_start,date_end,best,low,high,country,country_id",
    "eventid,iyear,imonth,iday,approxdate,specificity,vicinity,location,city,latitude,longitude,attacktype1,nkill,success",
    "event_id_cnty,event_date,time_precision,geo_precision,event_type,sub_event_type,admin1,location,latitude,longitude,iso",
];

proptest! {
    #[test]
    fn any_bytes_are_read_or_told_and_nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let files = Files::new();
        let input = files.input("x", bytes);
        for encoding in [Encoding::Auto, Encoding::Utf8, Encoding::Latin1] {
            if let Ok(reading) = read(std::slice::from_ref(&input), &ReadOptions { encoding, ..ReadOptions::default() }) {
                assert_nothing_lost(&reading);
            }
        }
    }

    #[test]
    fn any_table_loses_no_row(rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..8), 1..12)) {
        let mut content = "id,place,date,lat,lon,killed\n".to_owned();
        for row in &rows {
            content.push_str(&row.join(","));
            content.push('\n');
        }
        let files = Files::new();
        if let Ok(reading) = read(&[files.input("x", &content)], &ReadOptions::default()) {
            assert_nothing_lost(&reading);
            let claims: usize = reading.incidents.iter().map(|i| i.claims.len()).sum();
            prop_assert!(claims as u64 >= reading.sources[0].used);
            prop_assert!(reading.incidents.iter().all(|i| !i.claims.is_empty()));
        }
    }

    #[test]
    fn any_json_value_is_read_or_told(name in "[a-z_]{1,12}", value in "\\PC{0,30}") {
        let files = Files::new();
        let property = serde_json::json!({ "type": "Feature", "properties": { name: value }, "geometry": null });
        let reading = read(&[files.input("x", property.to_string())], &ReadOptions::default());
        if let Ok(reading) = reading {
            assert_nothing_lost(&reading);
        }
    }

    #[test]
    fn any_row_under_the_header_of_any_format_is_used_or_told(
        format in 0..FORMATS.len(),
        rows in proptest::collection::vec(proptest::collection::vec(code(), 0..16), 1..8),
    ) {
        let rows: Vec<String> = rows.iter().map(|row| format!("{}\n", row.join(","))).collect();
        let files = Files::new();
        let input = files.input("x", format!("{}\n{}", FORMATS[format], rows.concat()));
        if let Ok(reading) = read(&[input], &ReadOptions::default()) {
            assert_nothing_lost(&reading);
            let spans = reading.incidents.iter().filter_map(|incident| incident.when.span());
            prop_assert!(spans.into_iter().all(|(first, last)| first <= last));
        }
    }
}
