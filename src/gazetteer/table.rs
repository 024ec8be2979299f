//! Reads the hand-made table of venues and informal regions, and a user's own of the same form.
//!
//! Comes in: a table with a header, separated by tabs, semicolons or commas. Goes out: [`Row`]s and [`Fault`]s.
//!
//! | column | what it holds |
//! |---|---|
//! | `name` | the name for labels; required |
//! | `names` | other names, separated by a bar |
//! | `lon`, `lat` | degrees on WGS84; required |
//! | `radius_km` | the disc that holds the place; 0.3 for a venue if left out, required for a region |
//! | `precision` | venue, settlement, admin1, admin2, country, region or continent; venue if left out |
//! | `country` | two letters, ISO 3166-1 |
//! | `admin1` | the `GeoNames` code of the first level, without the country |
//! | `population` | inhabitants |
//! | `key` | a key of its own; made from precision and name if left out. A later row with the same key overrides |
//! | `note` | whatever is worth knowing, such as the source; not read |

use super::feature::Feature;
use super::fold::fold;
use super::row::{Fault, Row, country, degrees, positive};

/// The columns that are read.
const COLUMNS: [&str; 10] =
    ["name", "names", "lon", "lat", "radius_km", "precision", "country", "admin1", "population", "key"];
/// Other headers that mean the same.
const SYNONYMS: [(&str, &str); 10] = [
    ("longitude", "lon"),
    ("lng", "lon"),
    ("x", "lon"),
    ("latitude", "lat"),
    ("y", "lat"),
    ("aliases", "names"),
    ("alternate names", "names"),
    ("radius", "radius_km"),
    ("radius km", "radius_km"),
    ("country code", "country"),
];
/// The radius of a venue where the table states none.
const VENUE_RADIUS_KM: f64 = 0.3;

/// Whether the first line of a text is a header that this reader knows: it has a name and coordinates.
pub fn is_table(text: &str) -> bool {
    let header = header_columns(text);
    ["name", "lon", "lat"].iter().all(|needed| header.contains(&Some(needed)))
}

/// The known column of every field of the header.
fn header_columns(text: &str) -> Vec<Option<&'static str>> {
    let first = text.strip_prefix('\u{feff}').unwrap_or(text).lines().next().unwrap_or_default();
    first.split(char::from(separator(first))).map(|field| column(field.trim().trim_matches('"'))).collect()
}

/// The column that a header means.
pub fn column(header: &str) -> Option<&'static str> {
    let header = header.to_lowercase();
    let plain = header.replace(['_', '-'], " ");
    let meant = SYNONYMS.iter().find(|(other, _)| *other == plain).map(|(_, column)| *column);
    meant.or_else(|| COLUMNS.into_iter().find(|c| *c == header || *c == plain.replace(' ', "_")))
}

/// The separator of a header line.
fn separator(first: &str) -> u8 {
    [b'\t', b';'].into_iter().find(|s| first.contains(char::from(*s))).unwrap_or(b',')
}

/// Reads a table; see the module for its columns.
pub fn read_table(text: &str) -> (Vec<Row>, Vec<Fault>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let columns = header_columns(text);
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let delimiter = separator(text.lines().next().unwrap_or_default());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter != b'\t')
        .flexible(true)
        .from_reader(text.as_bytes());
    for (number, record) in (2..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(Fault::new(number, None, "", format!("cannot be read: {error}")));
                continue;
            }
        };
        let line = record.position().map_or(number, csv::Position::line);
        let field = |wanted: &str| {
            let place = columns.iter().position(|c| *c == Some(wanted));
            place.and_then(|n| record.get(n)).map_or("", str::trim)
        };
        match table_row(line, field) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    (rows, faults)
}

/// One row of the table.
///
/// # Errors
/// The fault, where it cannot be used.
pub fn table_row<'r>(line: u64, field: impl Fn(&str) -> &'r str) -> Result<Row, Fault> {
    let name = field("name");
    if fold(name).is_empty() {
        return Err(Fault::new(line, Some("name"), name, "has no letters; a place needs a name"));
    }
    let word = field("precision");
    let feature = Feature::of_word(word).ok_or_else(|| {
        let why = "is none of venue, settlement, admin1, admin2, country, region, continent";
        Fault::new(line, Some("precision"), word, why)
    })?;
    let key = match field("key") {
        "" => slug(feature, name),
        key => key.to_owned(),
    };
    let people = field("population");
    let population = match people {
        "" => 0,
        people => people.parse().map_err(|_| Fault::new(line, Some("population"), people, "is not a whole number"))?,
    };
    Ok(Row {
        id: own_id(&key),
        key,
        name: name.to_owned(),
        ascii: String::new(),
        preferred: Vec::new(),
        alternates: field("names").split('|').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect(),
        lon: degrees(line, "lon", field("lon"), 180.0)?,
        lat: degrees(line, "lat", field("lat"), 90.0)?,
        feature,
        country: country(line, field("country"))?,
        admin1: field("admin1").to_owned(),
        admin2: String::new(),
        population,
        radius_km: radius(line, feature, field("radius_km"))?,
    })
}

/// The stated radius, or that of a venue or a settlement.
fn radius(line: u64, feature: Feature, text: &str) -> Result<Option<f64>, Fault> {
    match (text, feature) {
        ("", Feature::Venue) => Ok(Some(VENUE_RADIUS_KM)),
        ("", feature) if feature.is_settlement() => Ok(None),
        ("", _) => Err(Fault::new(line, Some("radius_km"), "", "is empty; an area needs the radius that holds it")),
        (text, _) => positive(line, "radius_km", text).map(Some),
    }
}

/// The key of a place that has none: "venue:crocus-city-hall".
fn slug(feature: Feature, name: &str) -> String {
    let kind = match feature {
        Feature::Venue => "venue",
        Feature::Region | Feature::Continent => "region",
        _ => "place",
    };
    format!("{kind}:{}", fold(name).replace(' ', "-"))
}

/// The id of an own key: negative, so that it can never meet a `GeoNames` id (FNV-1a).
pub fn own_id(key: &str) -> i64 {
    let hash = key.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    -i64::from(hash & 0x7fff_ffff).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_needs_only_a_name_and_coordinates() {
        let text = "Name;Longitude;Latitude\nBlue Market;44.4;33.3\n";
        assert!(is_table(text));
        let (rows, faults) = read_table(text);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!((rows[0].lon, rows[0].lat, rows[0].radius_km), (44.4, 33.3, Some(0.3)));
        assert_eq!(rows[0].key, "venue:blue-market");
        assert!(rows[0].id < 0);
    }

    #[test]
    fn names_are_separated_by_bars_and_quotes_work_in_csv() {
        let (rows, _) = read_table("name,names,lon,lat\n\"Market, the Blue\",A|B ,1,2\n");
        assert_eq!(rows[0].name, "Market, the Blue");
        assert_eq!(rows[0].alternates, ["A", "B"]);
    }

    #[test]
    fn bad_rows_are_told_with_line_column_value_and_why() {
        let text = "name\tlon\tlat\tprecision\tradius_km\nA\t181\t0\t\t\nB\t1\t1\tplanet\t\nC\t1\t1\tregion\t\n\"\t1\t1\t\t\nD\t1\t1\t\t\n";
        let (rows, faults) = read_table(text);
        assert_eq!(rows.len(), 1, "{rows:?}");
        let told: Vec<_> = faults.iter().map(|f| (f.line, f.column)).collect();
        assert_eq!(told, [(2, Some("lon")), (3, Some("precision")), (4, Some("radius_km")), (5, Some("name"))]);
    }

    #[test]
    fn a_geonames_file_is_not_a_table() {
        assert!(!is_table("3038999\tSoldeu\tSoldeu\t\t42.57688\t1.66769\tP\tPPL\tAD"));
        assert!(!is_table(""));
    }
}
