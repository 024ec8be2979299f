//! Builds the built-in gazetteer index from the files in `data/gazetteer`.
//!
//! Comes in: the gazetteer files. Goes out: `gazetteer.index` in the build folder, which the library embeds. The code that
//! reads and packs is the library's own.

use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

#[path = "src/gazetteer/feature.rs"]
#[expect(dead_code, reason = "the library uses the rest of it")]
mod feature;
#[path = "src/gazetteer/fold.rs"]
#[expect(dead_code, reason = "the library uses the rest of it")]
mod fold;
#[path = "src/gazetteer/layout.rs"]
#[expect(dead_code, reason = "the library uses the rest of it")]
mod layout;
#[path = "src/gazetteer/pack.rs"]
mod pack;
#[path = "src/gazetteer/row.rs"]
mod row;
#[path = "src/gazetteer/table.rs"]
#[expect(dead_code, reason = "the library uses the rest of it")]
mod table;

/// What the index is made from, beside the data.
const CODE: [&str; 6] = ["feature", "fold", "layout", "pack", "row", "table"];

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("data/gazetteer");
    let mut packer = pack::Packer::default();
    for name in ["cities500.txt.gz", "admin.tsv.gz", "countries.tsv"] {
        let (rows, faults) = row::read_geonames(&text_of(&data.join(name))?);
        refuse(name, &faults)?;
        for row in rows {
            packer.add(row);
        }
    }
    let (rows, faults) = table::read_table(&text_of(&data.join("places.tsv"))?);
    refuse("places.tsv", &faults)?;
    for row in rows {
        packer.add(row);
    }
    let (names, faults) = row::read_alternate_names(&text_of(&data.join("english.tsv"))?);
    refuse("english.tsv", &faults)?;
    for name in names {
        packer.add_name(name);
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("gazetteer.index");
    fs::write(out, packer.pack()?)?;
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

/// Stops the build where a built-in file has a bad row.
fn refuse(name: &str, faults: &[row::Fault]) -> Result<(), String> {
    match faults.first() {
        None => Ok(()),
        Some(f) => Err(format!("{name}, line {}, {:?} \"{}\" {}", f.line, f.column, f.value, f.why)),
    }
}
