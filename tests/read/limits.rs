//! Tables of unusual size: memory follows the batch, and nothing is lost.

use crate::{assert_nothing_lost, rows, text};

#[test]
fn cells_of_a_megabyte_are_cut_and_told() {
    let long = "x".repeat(1 << 20);
    let rows = rows(8, |n| format!("i{n},Kabul,2024,\"{long}\"\n"));
    let reading = text(format!("id,place,date,note\n{rows}"));
    assert_nothing_lost(&reading);
    assert_eq!(reading.incidents.len(), 8);
    assert!(reading.incidents[7].claims[0].note.as_deref().unwrap().len() < 33_000);
    assert!(
        reading.notices.iter().any(|n| n.contains("longer than 32767 characters were cut")),
        "{:?}",
        reading.notices
    );
}

#[test]
fn a_hundred_thousand_columns_are_read_and_listed_shortly() {
    let names = rows(100_000, |n| format!(",c{n}"));
    let cells = ",1".repeat(100_000);
    let reading = text(format!("place,date{names}\nKabul,2024{cells}\nHerat,2023{cells}\n"));
    assert_eq!((reading.incidents.len(), reading.rejects.len()), (2, 0));
    let told = reading.notices.iter().find(|n| n.contains("not used")).unwrap();
    assert!(told.len() < 1000 && told.contains("and 99970 more"), "{told}");
}

#[test]
fn a_row_that_is_too_long_costs_itself_only() {
    let reading = text(format!("place,date,note\nKabul,2024,\nHerat,2024,{}\nKunar,2024,\n", "y".repeat(17 << 20)));
    assert_nothing_lost(&reading);
    assert_eq!((reading.incidents.len(), reading.rejects.len()), (2, 1));
    assert!(reading.rejects[0].why.contains("longer than 16 MB") && reading.rejects[0].value.len() <= 200);
    assert_eq!(reading.incidents[1].claims[0].line, 4);
}

#[test]
fn many_bad_rows_are_all_counted_and_all_written() {
    let reading = text(format!("place,date\n{}Kabul,2024\n", "Kabul,never\n".repeat(50_000)));
    assert_nothing_lost(&reading);
    assert_eq!((reading.rejects.len(), reading.rejects.iter().count()), (50_000, 1000));
    let mut csv = Vec::new();
    reading.rejects.write_csv(&mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 50_001);
}

#[test]
fn the_threads_and_the_batches_do_not_show() {
    let rows =
        rows(20_000, |n| format!("i{},Town {},2024-{:02}-{:02},{}\n", n % 19_000, n % 97, n % 14, n % 28 + 1, n % 7));
    let content = format!("id,place,date,killed\n{rows}");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(|| text(&content));
    let four = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap().install(|| text(&content));
    let strip =
        |notices: &[String]| notices.iter().map(|n| n.rsplit("t.csv").next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(strip(&one.notices), strip(&four.notices));
    assert_eq!(one.incidents.len(), four.incidents.len());
    for (a, b) in one.incidents.iter().zip(&four.incidents) {
        assert_eq!((&a.id, a.when, a.claims.len(), &a.killed), (&b.id, b.when, b.claims.len(), &b.killed));
    }
    assert_eq!(one.rejects[0].line, four.rejects[0].line);
}
