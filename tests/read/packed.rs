//! Packed files, folders, and files that end too early or change.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use incimap::read::{Input, ReadOptions, read};

use crate::{Files, assert_nothing_lost, rows, text};

const TABLE: &str = "id,place,date\na,Kabul,2024\nb,Herat,2023\n";

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

pub(crate) fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (index, (name, content)) in members.iter().enumerate() {
        let method = if index == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        zip.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn zstd(content: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn packed_files_read_as_the_files_in_them() {
    let plain = text(TABLE);
    let two_members = [gzip(&TABLE.as_bytes()[..20]), gzip(&TABLE.as_bytes()[20..])].concat();
    let two_frames = [zstd(&TABLE.as_bytes()[..20]), zstd(&TABLE.as_bytes()[20..])].concat();
    for packed in [gzip(TABLE.as_bytes()), two_members, zstd(TABLE.as_bytes()), two_frames] {
        let reading = text(packed);
        assert_nothing_lost(&reading);
        assert_eq!(reading.incidents.len(), plain.incidents.len());
        assert_eq!(reading.incidents[1].when, plain.incidents[1].when);
    }
}

#[test]
fn the_tables_of_an_archive_are_read_by_name_and_other_files_told() {
    let files = Files::new();
    let input = files
        .input("x.zip", archive(&[("b.csv", "id,place,date\nc,Kunar,2020\n"), ("a.csv", TABLE), ("readme.md", "x")]));
    let reading = read(&[input], &ReadOptions::default()).unwrap();
    let ids: Vec<&str> = reading.incidents.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert!(reading.sources[0].input.ends_with("x.zip/a.csv"));
    assert!(reading.notices.iter().any(|n| n.contains("1 files that are no tables")), "{:?}", reading.notices);
}

#[test]
fn documents_and_archives_without_tables_are_told() {
    let files = Files::new();
    let told = |content| read(&[files.input("x", content)], &ReadOptions::default()).unwrap_err().to_string();
    assert!(told(archive(&[("word/document.xml", "x")])).contains("Word document: save an article as text"));
    assert!(told(archive(&[("content.xml", "x")])).contains("save a workbook as .xlsx or as CSV"));
    assert!(told(archive(&[("a.pdf", "x")])).contains("holds no table"));
    assert!(told(b"PK\x03\x04broken".to_vec()).contains("cannot be read"));
}

#[test]
fn gzip_data_that_end_early_give_what_came_before_and_a_reject() {
    let rows = rows(5000, |n| format!("i{n},Kabul,2024-01-{:02}\n", n % 28 + 1));
    let mut packed = gzip(format!("id,place,date\n{rows}").as_bytes());
    packed.truncate(packed.len() / 2);
    let reading = text(packed);
    assert_nothing_lost(&reading);
    assert!(reading.incidents.len() > 500, "{}", reading.incidents.len());
    assert_eq!(reading.rejects.len(), 1);
    assert!(reading.rejects[0].why.contains("the gzip data end early") && reading.rejects[0].why.contains("download"));
    assert_eq!(reading.rejects[0].line, reading.incidents.len() as u64 + 2);
}

#[test]
fn damaged_members_of_an_archive_are_told_and_what_came_before_is_kept() {
    let content = format!("id,place,date\n{}", "z,Kabul,2024\n".repeat(3));
    let mut zip = archive(&[("a.csv", &content)]);
    let at = zip.windows(5).position(|w| w == b"Kabul").unwrap();
    zip[at] = b'B';
    let reading = text(zip);
    assert!(
        reading.rejects[0].why.contains("the zip data are damaged (the checksum is another)"),
        "{:?}",
        reading.rejects
    );
    assert_eq!(reading.incidents[0].claims.len(), 2);
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names_and_an_empty_one_is_told() {
    let files = Files::new();
    let path = files.0.path();
    for (name, id) in [("b.csv", "two"), ("a.csv", "one"), (".hidden.csv", "no"), ("notes.md", "no")] {
        std::fs::write(path.join(name), format!("id,place,date\n{id},Kabul,2024\n")).unwrap();
    }
    std::fs::create_dir(path.join("deeper")).unwrap();
    std::fs::write(path.join("deeper/c.csv.gz"), gzip(b"id,place,date\nthree,Kabul,2024\n")).unwrap();
    let reading = read(&[Input::File(path.to_owned())], &ReadOptions::default()).unwrap();
    let ids: Vec<&str> = reading.incidents.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["one", "two", "three"]);
    let empty = Files::new();
    let told = |path: PathBuf| read(&[Input::File(path)], &ReadOptions::default()).unwrap_err().to_string();
    assert!(told(empty.0.path().to_owned()).contains("this folder holds no table"));
}

#[test]
fn a_file_that_grows_while_it_is_read_is_read_as_it_was_and_told() {
    let files = Files::new();
    let input = files.input("t.csv", TABLE);
    let Input::File(path) = &input else { unreachable!() };
    let path: &Path = path;
    let mut taken = 0;
    let report = incimap::read::stream(std::slice::from_ref(&input), &ReadOptions::default(), &mut |batch| {
        taken += batch.len();
        std::fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"c,Kunar,2022\n").unwrap();
        Ok(())
    })
    .unwrap();
    assert_eq!(taken, 2);
    assert!(report.notices.iter().any(|n| n.contains("the file grew by 13 bytes")), "{:?}", report.notices);
}
