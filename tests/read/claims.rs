//! Rows that are claims of one incident.

use incimap::read::{ReadOptions, read};

use crate::{Files, assert_nothing_lost, text};

#[test]
fn rows_with_the_same_id_merge_across_files_and_repeated_rows_count_once() {
    let files = Files::new();
    let a = files
        .input("a.csv", "id,place,date,source\nx,Kabul,2024-03-22,one\nx,Kabul,2024-03-22,one\ny,Herat,2024,one\n");
    let b = files.input("b.csv", "id,place,date,source\nx,Kabul,2024-03-23,two\n");
    let reading = read(&[a, b], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    assert_eq!((reading.incidents.len(), reading.incidents[0].claims.len()), (2, 2));
    assert_eq!((reading.sources[0].repeated, reading.sources[1].used), (1, 1));
    assert_eq!(reading.incidents[0].conflicts, ["date: 2024-03-22 (one), 2024-03-23 (two)"]);
    assert!(reading.notices.iter().any(|n| n.contains("counted once")), "{:?}", reading.notices);
}

#[test]
fn ids_made_for_rows_are_unique_across_files() {
    let files = Files::new();
    let a = files.input("a.csv", "place,date\nKabul,2024\n");
    let b = files.input("b.csv", "id,place,date\nrow 2 (2),Herat,2024\n,Kunar,2024\n");
    let reading = read(&[a.clone(), b, a], &ReadOptions::default()).unwrap();
    let ids: Vec<&str> = reading.incidents.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["row 2", "row 2 (2)", "row 3", "row 2 (3)"]);
}

#[test]
fn a_toll_of_several_places_together_is_a_ceiling_of_each() {
    let reading = text("id,place,date,killed\nz,Germany; Austria,2024,5\nz,Austria,2024,\n");
    let ids: Vec<&str> = reading.incidents.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["z/1", "z/2"]);
    assert_eq!((reading.incidents[0].killed.count(), reading.incidents[0].killed.high), (None, Some(5)));
    assert_eq!((reading.incidents[0].claims.len(), reading.incidents[1].claims.len()), (1, 2));
}

#[test]
fn claims_that_differ_are_listed_by_field() {
    let reading = text(
        "id,kind,place,date,actor,killed,source\nx,attack,Kabul,2024,A,4,one\nx,bombing,Herat,2024,B,6 to 8,two\n",
    );
    assert_eq!(
        reading.incidents[0].conflicts,
        [
            "kind: attack (one), bombing (two)",
            "place: Kabul (one), Herat (two)",
            "actor: A (one), B (two)",
            "killed: 4 (one), 6 to 8 (two)"
        ]
    );
    assert_eq!((reading.incidents[0].killed.low, reading.incidents[0].killed.high), (Some(4), Some(8)));
}

#[test]
fn many_claims_of_one_incident_and_a_cell_of_many_semicolons_take_no_long_time() {
    let row = |row: u32| format!("x,place {row},{},actor {row},{row}\n", 1000 + row % 2000);
    let rows: String = (0..30_000).map(row).collect();
    let content = format!("id,place,date,actor,killed\n{rows}y,{},2024,,\n", "a;".repeat(200_000));
    let reading = text(content);
    assert_nothing_lost(&reading);
    assert_eq!((reading.incidents.len(), reading.incidents[0].claims.len()), (2, 30_000));
    assert!(reading.incidents[0].conflicts.iter().all(|sentence| sentence.len() < 20_000));
}
