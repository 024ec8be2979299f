//! Builds the built-in gazetteer index from the files in `data/gazetteer`.
//!
//! Comes in: the gazetteer files. Goes out: `gazetteer.index` in the build folder, which the library embeds. The code that
//! reads and packs is the library's own.

use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

#[path = "src/gazetteer"]
#[expect(dead_code, reason = "the library uses the rest of it")]
mod gazetteer {
    pub mod contents;
    pub mod feature;
    pub mod fold;
    pub mod further_names;
    pub mod hash;
    pub mod intern;
    pub mod keys;
    pub mod layout;
    pub mod number;
    pub mod order;
    pub mod pack;
    pub mod row;
    pub mod sections;
    pub mod skeleton;
    pub mod table;
    pub mod write;
}

use gazetteer::{further_names, keys, pack, row, table};

/// What the index is made from, beside the data.
const CODE: [&str; 16] = [
    "contents",
    "feature",
    "fold",
    "further_names",
    "hash",
    "intern",
    "keys",
    "layout",
    "number",
    "order",
    "pack",
    "row",
    "sections",
    "skeleton",
    "table",
    "write",
];

/// The files in the form of a user's own table, in this order.
const TABLES: [&str; 5] = ["us_places.tsv.gz", "physical.tsv", "airports.tsv.gz", "news.tsv", "places.tsv"];

/// The files of further names, in this order.
const NAMES: [&str; 3] = ["english.tsv", "aliases.tsv", "demonyms.tsv"];

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("data/gazetteer");
    let mut packer = pack::Packer::default();
    for name in ["cities500.txt.gz", "admin.tsv.gz", "countries.tsv"] {
        let (rows, faults) = row::read_geonames(&text_of(&data.join(name))?);
        refuse(name, &faults)?;
        for row in rows {
            packer.add(&row)?;
        }
    }
    for name in TABLES {
        let (rows, faults) = table::read_table(&text_of(&data.join(name))?);
        refuse(name, &faults)?;
        for row in rows {
            packer.add(&row)?;
        }
    }
    let mut files = Vec::new();
    for name in NAMES {
        for (line, content) in (1..).zip(text_of(&data.join(name))?.lines()) {
            let found = further_name(line, content).map_err(|fault| told(name, &fault))?;
            if let Some(found) = found {
                packer.add_name(line, &found, keys::key_of(&found.name, found.class).as_ref())?;
                files.push(name);
            }
        }
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("gazetteer.index");
    let mut homeless = None;
    packer.write(fs::File::create(out)?, &mut |_, name| homeless = homeless.take().or(Some(name)))?;
    if let Some(name) = homeless {
        let file = files.get(name.number).copied().unwrap_or_default();
        return Err(format!("{file}, line {}: no place has the key {}", name.line, name.owner).into());
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=data/gazetteer");
    for module in CODE {
        println!("cargo::rerun-if-changed=src/gazetteer/{module}.rs");
    }
    Ok(())
}

/// The text of a file, unpacked if it is gzip.
fn text_of(path: &Path) -> Result<String, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    Ok(text)
}

/// A line of a file of names: alternateNamesV2.txt, or the tables of aliases and demonyms.
fn further_name(line: u64, content: &str) -> Result<Option<further_names::FurtherName>, row::Fault> {
    if content.starts_with('#') || content.trim().is_empty() {
        return Ok(None);
    }
    if further_names::is_alternate_name(content) {
        return further_names::alternate_name(line, content);
    }
    let demonyms = content.split('\t').count() == 2;
    let columns = further_names::columns(if demonyms { "demonym\tkey" } else { "name\tkey\tclass" });
    columns.map(|columns| further_names::table_name(line, content, columns)).transpose()
}

/// Stops the build where a built-in file has a bad row.
fn refuse(name: &str, faults: &[row::Fault]) -> Result<(), String> {
    faults.first().map_or(Ok(()), |fault| Err(told(name, fault)))
}

/// A fault as the build tells it.
fn told(name: &str, fault: &row::Fault) -> String {
    format!("{name}, line {}, {:?} \"{}\" {}", fault.line, fault.column, fault.value, fault.why)
}
