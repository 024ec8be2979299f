//! The committed output folder is what the default run writes: the same bytes for text, the same pixels for pictures.

#![expect(
    clippy::unwrap_used,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test fails by panicking; file names are our own"
)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// How far a channel of a pixel may be off, and how many pixels in a million may be off by more.
const CHANNEL_TOLERANCE: u8 = 8;
const PIXELS_PER_MILLION: usize = 200;

#[test]
fn the_default_run_writes_what_is_committed() {
    let folder = tempfile::tempdir().unwrap();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("output");
    let output = Command::cargo_bin("incimap").unwrap().current_dir(folder.path()).arg("map").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let fresh = folder.path().join("output");
    let names = files(&committed, Path::new(""));
    assert_eq!(names, files(&fresh, Path::new("")), "the files differ");
    for name in &names {
        let (old, new) = (fs::read(committed.join(name)).unwrap(), fs::read(fresh.join(name)).unwrap());
        if name.ends_with(".png") {
            same_picture(name, &old, &new);
        } else if name == "manifest.json" {
            assert_eq!(without_pictures(&old), without_pictures(&new), "{name} differs");
        } else {
            assert!(old == new, "{name} differs: run `cargo run --release` and look at the change");
        }
    }
}

fn files(folder: &Path, below: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let path = below.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            names.extend(files(folder, &path));
        } else {
            names.push(path.to_str().unwrap().replace('\\', "/"));
        }
    }
    names.sort();
    names
}

/// A picture may differ in a few pixels between machines, so its fingerprint and size are not compared.
fn without_pictures(bytes: &[u8]) -> serde_json::Value {
    let mut manifest: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let outputs = manifest["outputs"].as_array_mut().unwrap();
    outputs.retain(|o| !o["path"].as_str().unwrap().ends_with(".png"));
    manifest
}

fn same_picture(name: &str, old: &[u8], new: &[u8]) {
    let (old_size, old) = pixels(old);
    let (new_size, new) = pixels(new);
    assert_eq!(old_size, new_size, "{name} has another size");
    let off = old.iter().zip(&new).filter(|(a, b)| a.abs_diff(**b) > CHANNEL_TOLERANCE).count();
    assert!(off * 1_000_000 <= PIXELS_PER_MILLION * old.len(), "{name} differs in {off} of {} values", old.len());
}

fn pixels(bytes: &[u8]) -> ((u32, u32), Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    pixels.truncate(info.buffer_size());
    ((info.width, info.height), pixels)
}
