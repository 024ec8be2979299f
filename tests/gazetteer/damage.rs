//! Whatever is in a file, nothing panics, and nothing is lost without a word.

use std::io::Write;
use std::path::PathBuf;

use incimap::gazetteer::Gazetteer;
use incimap::gazetteer::hash::checksum;
use proptest::prelude::*;

use crate::{row, written};

/// A small index of several kinds of places and names.
fn good_index() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut text =
        row("1", "Testland", "35", "38", "A\tPCLI", "00") + &row("2", "Testgov", "35", "38.5", "A\tADM1", "07");
    for n in 0..40 {
        text += &row(&(10 + n).to_string(), &format!("Mittelort {}", n % 13), "35", "38", "P\tPPL", "07");
    }
    let files = [
        written(folder.path(), "a.txt", text),
        written(folder.path(), "b.csv", "name,lon,lat,names\nBlue Market,44,33,المتنبي|Suq\n"),
        written(folder.path(), "c.tsv", "demonym\tkey\nTestian\t1\n"),
    ];
    let output = folder.path().join("world.gaz");
    Gazetteer::build(&files, &output, &mut |_| ()).unwrap();
    std::fs::read(output).unwrap()
}

/// Makes both checksums of an index agree with its bytes.
fn forge(bytes: &mut [u8]) {
    let body = checksum(&bytes[160..]);
    bytes[16..24].copy_from_slice(&body.to_le_bytes());
    let head = checksum(&[&bytes[..24], &bytes[32..160]].concat());
    bytes[24..32].copy_from_slice(&head.to_le_bytes());
}

/// Asks an index everything; what it answers does not matter.
fn ask(gazetteer: &Gazetteer) {
    for name in
        ["Mittelort 3", "Mitelort 3", "Testland", "Testgov", "Blue Market", "المتنبي", "UK", "", "\0", "Mittleord 55"]
    {
        for found in gazetteer.lookup(name) {
            let entry = found.entry;
            let point = entry.point();
            assert!(point.lat().abs() <= 90.0 && point.lon().abs() <= 180.0 && entry.radius_km() >= 0.0);
            let _ = (
                entry.name(),
                entry.key(),
                entry.admin1_code(),
                entry.admin2_code(),
                entry.precision(),
                entry.country(),
            );
        }
        let _ = (
            gazetteer.alike(name).len(),
            gazetteer.knows(name),
            gazetteer.knows_folded(name),
            gazetteer.demonym(name).len(),
        );
    }
    let _ = (gazetteer.unit("SY.07").is_some(), gazetteer.unit("SY").is_some(), gazetteer.len());
    for index in gazetteer.indexes() {
        let _ = (index.contents().left_out_rows(), index.records().take(1000).map(|r| r.name().len()).sum::<usize>());
        let _ = (index.by_id(1).is_some(), index.by_id(i32::MIN).is_some(), index.by_id(20).is_some());
    }
}

#[test]
fn an_index_cut_anywhere_is_refused() {
    let good = good_index();
    for length in 0..good.len() {
        assert!(Gazetteer::of_bytes(good[..length].to_vec()).is_err(), "{length}");
    }
}

#[test]
fn every_flipped_bit_of_an_index_is_an_error() {
    let good = good_index();
    for bit in (0..good.len() * 8).step_by(3) {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(Gazetteer::of_bytes(bad).is_err(), "{bit}");
    }
}

#[test]
fn forged_bytes_under_a_right_checksum_give_safe_answers() {
    let good = good_index();
    // Every byte of the header's table, and one in eleven of the body.
    for at in (32..160).chain((160..good.len()).step_by(11)) {
        let mut bad = good.clone();
        bad[at] ^= 0x81;
        forge(&mut bad);
        if let Ok(gazetteer) = Gazetteer::of_bytes(bad) {
            ask(&gazetteer);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_body_of_random_bytes_under_a_right_checksum_gives_safe_answers(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..400),
    ) {
        let mut bytes = GOOD.with(Clone::clone);
        for (at, value) in changes {
            let at = 160 + at.index(bytes.len() - 160);
            bytes[at] = value;
        }
        forge(&mut bytes);
        ask(&Gazetteer::of_bytes(bytes).unwrap());
    }

    #[test]
    fn any_bytes_are_an_error_or_an_index(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Gazetteer::of_bytes(bytes).is_err());
    }

    #[test]
    fn any_text_is_a_name(name in ".{0,60}") {
        let gazetteer = Gazetteer::built_in().unwrap();
        let _ = (gazetteer.lookup(&name).len(), gazetteer.knows(&name), gazetteer.alike(&name).len(), gazetteer.unit(&name).is_some());
    }

    #[test]
    fn a_name_that_is_indexed_is_found(words in prop::collection::vec("[A-Za-zäöüéßابتثحخАБВгд'’. -]{1,20}", 1..30)) {
        let folder = tempfile::tempdir().unwrap();
        let rows: String = (1..).zip(&words).map(|(n, word)| row(&n.to_string(), word, "35", "38", "P\tPPL", "")).collect();
        let usable: Vec<_> = (1..).zip(&words).filter(|(_, word)| incimap::gazetteer::fold::fold(word).chars().count() > 2).collect();
        prop_assume!(!usable.is_empty());
        let (gazetteer, _) = Gazetteer::of_files(&[written(folder.path(), "a.txt", rows)]).unwrap();
        for (id, word) in usable {
            prop_assert!(gazetteer.lookup(word).iter().any(|m| m.entry.id() == id), "{}", word);
        }
    }
}

thread_local! {
    static GOOD: Vec<u8> = good_index();
}

#[test]
fn rows_that_cannot_be_used_are_told_with_their_line_and_the_others_kept() {
    let folder = tempfile::tempdir().unwrap();
    let good = row("1", "Gutort", "35", "38", "P\tPPL", "");
    let text = [
        good.clone(),
        good.trim_end_matches('\n').to_owned() + "\textra\n",
        good.rsplit_once('\t').unwrap().0.to_owned() + "\n",
        row("2", "A", "91", "38", "P\tPPL", ""),
        row("3", "B", "35", "-180.1", "P\tPPL", ""),
        row("4", "C", "NaN", "38", "P\tPPL", ""),
        row("5", "D", "inf", "38", "P\tPPL", ""),
        row("99999999999", "E", "35", "38", "P\tPPL", ""),
        row("6", "", "35", "38", "P\tPPL", ""),
        row("7", "Nul\0ort", "35", "38", "P\tPPL", ""),
        row("8", &"Langort ".repeat(1_300_000), "35", "38", "P\tPPL", ""),
        row("1", "Besserort", "36", "38", "P\tPPL", ""),
    ];
    let (gazetteer, rejects) = Gazetteer::of_files(&[written(folder.path(), "a.txt", text.concat())]).unwrap();
    let told: Vec<_> = rejects.iter().map(|r| (r.line, r.column.as_deref().unwrap_or_default())).collect();
    let columns = ["", "", "latitude", "longitude", "latitude", "latitude", "geonameid", "name"];
    assert_eq!(told, (2..).zip(columns).collect::<Vec<_>>());
    assert!(rejects.iter().all(|r| r.value.len() <= 800 && !r.why.is_empty()));
    assert_eq!(gazetteer.len(), 3);
    assert!(gazetteer.lookup("Gutort").is_empty() && !gazetteer.lookup("Besserort").is_empty());
    assert_eq!(gazetteer.indexes().next().unwrap().contents().replaced, 1);
    assert_eq!(gazetteer.lookup("Nulort").len() + gazetteer.lookup("Nul ort").len(), 1);
}

#[test]
fn files_that_are_no_gazetteer_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"nothing of use\n\n").unwrap();
    let packed = packed.finish().unwrap();
    let binary: Vec<u8> = (0..5000_u32).map(|n| (n * n % 251) as u8).collect();
    for (name, bytes) in [
        ("empty.txt", Vec::new()),
        ("binary.bin", binary.clone()),
        ("rubbish.txt.gz", [&[0x1f, 0x8b, 8, 0][..], &binary].concat()),
        ("cut.txt.gz", packed[..packed.len() - 9].to_vec()),
        ("text.txt.gz", packed.clone()),
        ("zeros.txt", vec![0; 10_000]),
        ("half.json", b"{\"type\":\"FeatureCollection\",\"features\":[{".to_vec()),
        ("short.gaz", b"incigaz\n\x02\0\0\0".to_vec()),
        ("old.gaz", [&b"incigaz\n\x01\0\0\0"[..], &[0; 300]].concat()),
    ] {
        let path = written(folder.path(), name, &bytes);
        let told = Gazetteer::with_files(&[path]).expect_err(name).to_string();
        assert!(told.contains(name) && told.len() > name.len() + 20, "{told}");
    }
    let old = Gazetteer::open(&folder.path().join("old.gaz")).unwrap_err().to_string();
    assert!(old.contains("version 1") && old.contains("build it anew"), "{old}");
    assert!(Gazetteer::open(&PathBuf::from("/nowhere/at/all.gaz")).is_err());
}

#[test]
fn a_build_that_fails_leaves_no_index() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("world.gaz");
    let bad = written(folder.path(), "bad.txt", "hello\n");
    assert!(Gazetteer::build(&[bad], &output, &mut |_| ()).is_err());
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
}
