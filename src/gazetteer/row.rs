//! Reads `GeoNames` files in their native columns.
//!
//! Comes in: the text of a file. Goes out: [`Row`]s, and a [`Fault`] for every line that cannot be used.
//!
//! A `GeoNames` file has 19 columns separated by tabs, no header, and quotes that are data. A first line that starts with
//! `#geonameid` announces a 20th column, `radius_km`: the distance from the point to the farthest corner of the unit.

use super::feature::Feature;

/// One place as a file has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The `GeoNames` id; negative for places of other files.
    pub id: i64,
    /// The key of a place of the venue table, "venue:crocus-city-hall"; empty for `GeoNames` places.
    pub key: String,
    /// The main name.
    pub name: String,
    /// The main name in ASCII, where the file has it.
    pub ascii: String,
    /// Preferred names in English and all other names.
    pub preferred: Vec<String>,
    /// Other names, in any script.
    pub alternates: Vec<String>,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// What it is.
    pub feature: Feature,
    /// ISO 3166-1 alpha-2 code, empty where there is none.
    pub country: String,
    /// `GeoNames` code of the first level, without the country.
    pub admin1: String,
    /// `GeoNames` code of the second level.
    pub admin2: String,
    /// Inhabitants; 0 where not known.
    pub population: u64,
    /// Radius of uncertainty in km, where the file states one.
    pub radius_km: Option<f64>,
}

/// A line that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: u64,
    /// The column's name, if the fault lies in one.
    pub column: Option<&'static str>,
    /// The bad value.
    pub value: String,
    /// Why it cannot be used, and the way out.
    pub why: String,
}

impl Fault {
    /// A fault of one value.
    pub fn new(line: u64, column: Option<&'static str>, value: &str, why: impl Into<String>) -> Self {
        Self { line, column, value: value.chars().take(200).collect(), why: why.into() }
    }
}

/// The first word of the header that announces a radius column.
pub const RADIUS_HEADER: &str = "#geonameid\t";

/// Reads a `GeoNames` file; lines of blanks are passed over.
pub fn read_geonames(text: &str) -> (Vec<Row>, Vec<Fault>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let columns = if text.starts_with(RADIUS_HEADER) { 20 } else { 19 };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (line, content) in (1..).zip(text.split('\n')) {
        let content = content.strip_suffix('\r').unwrap_or(content);
        if content.trim().is_empty() || content.starts_with('#') {
            continue;
        }
        match geonames_row(line, content, columns) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    (rows, faults)
}

/// One line of a `GeoNames` file with so many columns.
///
/// # Errors
/// The fault, where it cannot be used.
pub fn geonames_row(line: u64, content: &str, columns: usize) -> Result<Row, Fault> {
    let fields: Vec<&str> = content.split('\t').collect();
    if fields.len() != columns {
        let why = format!("has {} columns separated by tabs; a GeoNames row has {columns}", fields.len());
        return Err(Fault::new(line, None, content, why));
    }
    let field = |n: usize| fields.get(n).map_or("", |f| f.trim());
    let name = field(1);
    if name.is_empty() {
        return Err(Fault::new(line, Some("name"), name, "is empty; a place needs a name"));
    }
    let alternates = field(3).split(',').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect();
    let radius_km = if columns == 20 { Some(positive(line, "radius_km", field(19))?) } else { None };
    Ok(Row {
        id: whole(line, "geonameid", field(0))?,
        key: String::new(),
        name: name.to_owned(),
        ascii: field(2).to_owned(),
        preferred: Vec::new(),
        alternates,
        lat: degrees(line, "latitude", field(4), 90.0)?,
        lon: degrees(line, "longitude", field(5), 180.0)?,
        feature: Feature::of_geonames(field(6), field(7)),
        country: country(line, field(8))?,
        admin1: field(10).to_owned(),
        admin2: field(11).to_owned(),
        population: if field(14).is_empty() { 0 } else { whole(line, "population", field(14))?.unsigned_abs() },
        radius_km,
    })
}

/// A whole number that fits an id or a count.
///
/// # Errors
/// The fault, where the text is anything else.
pub fn whole(line: u64, column: &'static str, text: &str) -> Result<i64, Fault> {
    let number: i64 = text.parse().map_err(|_| Fault::new(line, Some(column), text, "is not a whole number"))?;
    if column == "geonameid" && i32::try_from(number).is_err() {
        return Err(Fault::new(line, Some(column), text, "is not within -2147483648 to 2147483647"));
    }
    Ok(number)
}

/// A number of degrees within ± `most`.
///
/// # Errors
/// The fault, where the text is anything else.
pub fn degrees(line: u64, column: &'static str, text: &str, most: f64) -> Result<f64, Fault> {
    let number: f64 = text.parse().map_err(|_| Fault::new(line, Some(column), text, "is not a number"))?;
    if (-most..=most).contains(&number) {
        Ok(number)
    } else {
        Err(Fault::new(line, Some(column), text, format!("is not in -{most} to {most}")))
    }
}

/// A number of km from 0 to half way around the Earth.
///
/// # Errors
/// The fault, where the text is anything else.
pub fn positive(line: u64, column: &'static str, text: &str) -> Result<f64, Fault> {
    let number: f64 = text.parse().map_err(|_| Fault::new(line, Some(column), text, "is not a number"))?;
    if (0.0..=20_040.0).contains(&number) {
        Ok(number)
    } else {
        Err(Fault::new(line, Some(column), text, "is not in 0 to 20040 km"))
    }
}

/// Two letters or nothing.
///
/// # Errors
/// The fault, where the text is anything else.
pub fn country(line: u64, text: &str) -> Result<String, Fault> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || (bytes.len() == 2 && bytes.iter().all(u8::is_ascii_alphabetic)) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err(Fault::new(line, Some("country"), text, "is not a two-letter country code (ISO 3166-1 alpha-2)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KERMAN: &str = "128234\tKerman\tKerman\tKirman,\"K\"\t30.28321\t57.07879\tP\tPPLA\tIR\t\t29\t\t\t\t577514\t\t1758\tAsia/Tehran\t2019-09-05";

    #[test]
    fn a_geonames_row_is_read_as_it_comes_with_its_quotes() {
        let (rows, faults) = read_geonames(KERMAN);
        assert!(faults.is_empty());
        assert_eq!(rows[0].alternates, ["Kirman", "\"K\""]);
        assert_eq!((rows[0].id, rows[0].population, rows[0].feature), (128_234, 577_514, Feature::Seat1));
        assert_eq!((rows[0].lon, rows[0].lat), (57.07879, 30.28321));
    }

    #[test]
    fn rows_of_18_or_20_columns_are_told_and_the_others_kept() {
        let text = format!("{KERMAN}\n{KERMAN}\textra\r\n\nshort\trow\n{KERMAN}");
        let (rows, faults) = read_geonames(&text);
        assert_eq!((rows.len(), faults.len()), (2, 2));
        assert_eq!((faults[0].line, faults[1].line), (2, 4));
        assert!(faults[0].why.contains("20 columns"), "{}", faults[0].why);
    }

    #[test]
    fn a_bad_number_names_its_column_and_value() {
        let (rows, faults) = read_geonames(&KERMAN.replace("30.28321", "130.3"));
        assert!(rows.is_empty());
        assert_eq!((faults[0].column, faults[0].value.as_str()), (Some("latitude"), "130.3"));
        let (_, faults) = read_geonames(&KERMAN.replace("57.07879", "NaN"));
        assert_eq!(faults[0].column, Some("longitude"));
    }

    #[test]
    fn a_header_announces_the_radius_column() {
        let (rows, faults) = read_geonames(&format!("#geonameid\tname\n{KERMAN}\t12"));
        assert_eq!((rows.len(), faults.len()), (1, 0));
        assert_eq!(rows[0].radius_km, Some(12.0));
    }
}
