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
}
