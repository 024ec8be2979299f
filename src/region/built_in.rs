//! The built-in countries: UN M49 and ISO codes, names, outlines.
//!
//! Comes in: data/regions, compiled in. Goes out: [`Country`] values with their other names.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{Coord, MultiPolygon};

use super::Country;
use super::packed::Packed;
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::incident::CountryCode;

const M49: &str = include_str!("../../data/regions/iso_m49.csv");
const NAMES: &str = include_str!("../../data/regions/names.csv");
const OUTLINES: &[u8] = include_bytes!("../../data/regions/countries.bin.gz");

/// A row of the M49 table. The finer level is the subregion where it is given.
#[derive(serde::Deserialize)]
struct M49Row {
    iso_a2: String,
    iso_a3: String,
    region: String,
    subregion: String,
    intermediate: String,
}

/// A row of the hand-made table of names. The regions are those of a neighbour, where UN M49 has none.
#[derive(serde::Deserialize)]
struct NameRow {
    iso_a2: String,
    name: String,
    region: String,
    subregion: String,
    other_names: String,
}

/// All countries, each with its other names; in the order of names.csv.
///
/// # Errors
/// Where the data is damaged.
pub(super) fn countries() -> Result<Vec<(Country, Vec<String>)>> {
    let m49: BTreeMap<String, M49Row> = rows::<M49Row>(M49)?.into_iter().map(|row| (row.iso_a2.clone(), row)).collect();
    let mut outlines = outlines().ok_or_else(|| damaged("the outlines of countries"))?;
    let mut words = BTreeMap::new();
    Ok(rows::<NameRow>(NAMES)?
        .into_iter()
        .map(|row| {
            let key = if row.iso_a2.is_empty() { &row.name } else { &row.iso_a2 };
            let outline = outlines.remove(key);
            country(row, &m49, outline, &mut words)
        })
        .collect())
}

fn country(
    row: NameRow,
    m49: &BTreeMap<String, M49Row>,
    outline: Option<(Coord, MultiPolygon<f64>)>,
    words: &mut BTreeMap<String, Arc<str>>,
) -> (Country, Vec<String>) {
    let of_m49 = m49.get(&row.iso_a2);
    let (region, subregion) = match of_m49 {
        Some(m49) if !m49.intermediate.is_empty() => (&m49.region, &m49.intermediate),
        Some(m49) if !m49.region.is_empty() => (&m49.region, &m49.subregion),
        _ => (&row.region, &row.subregion),
    };
    let mut shared = |text: &str| {
        (!text.is_empty()).then(|| words.entry(text.to_owned()).or_insert_with(|| Arc::from(text)).clone())
    };
    let (region, subregion) = (shared(region), shared(subregion));
    let (label, outline) = outline.unzip();
    let country = Country {
        code: CountryCode::new(&row.iso_a2),
        iso_a3: of_m49.map(|m49| m49.iso_a3.clone()).filter(|code| !code.is_empty()),
        name: Arc::from(row.name),
        region,
        subregion,
        outline: outline.unwrap_or_else(|| MultiPolygon(Vec::new())),
        label_point: label.and_then(|at| LonLat::new(at.x, at.y).ok()),
    };
    let others = row.other_names.split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    (country, others)
}

/// Label points and outlines by code, or by name where there is no code.
fn outlines() -> Option<BTreeMap<String, (Coord, MultiPolygon<f64>)>> {
    let mut packed = Packed::unzip(OUTLINES)?;
    let count = packed.count()?;
    (0..count).map(|_| Some((packed.text()?, (packed.point()?, packed.shapes()?)))).collect()
}

fn rows<T: serde::de::DeserializeOwned>(table: &str) -> Result<Vec<T>> {
    csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .collect::<std::result::Result<_, _>>()
        .map_err(|_| damaged("the table of countries"))
}

fn damaged(what: &str) -> Error {
    Error::invalid(format!("{what} built into this program cannot be read: build it again from a fresh clone"))
}
