//! `GeoPackages`: layers of points and tables without geometry, each as CSV with the columns `lon` and `lat`.
//!
//! Comes in: a file, and the layer that the user names or none. Goes out: the layers that are read, and the names of the others. Points are
//! in WGS84 (EPSG:4326); a layer in another reference system is told.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use super::contained::{Contained, Container, Found, Lines, choose, in_one_line, plain};
use crate::error::{Error, Result};

/// What a file begins with that is a database of `SQLite`.
pub(super) const MAGIC: &[u8] = b"SQLite f";

/// What GIS call the key that they number rows by.
const KEY: &str = "fid";

/// The reference system of longitudes and latitudes.
const WGS84: i64 = 4326;

/// The layers that may hold incidents: those of points, and tables without geometry but for the styles of QGIS.
const LAYERS: &str = "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c \
     LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name \
     WHERE c.data_type IN ('features', 'attributes') AND c.table_name <> 'layer_styles' \
     AND (g.geometry_type_name IS NULL OR upper(g.geometry_type_name) IN ('POINT', 'MULTIPOINT', 'GEOMETRY')) \
     ORDER BY c.rowid";

/// A layer.
struct Layer {
    name: String,
    /// The column of points, and its reference system.
    geometry: Option<(String, i64)>,
    /// All columns but the key and that of points.
    columns: Vec<String>,
}

/// The first layer that is a table of incidents, and those with the same columns; or the one that the user names.
///
/// # Errors
/// Where it is no `GeoPackage`, is damaged, has no such layer, or one in another reference system than WGS84.
pub(super) fn layers(path: &Path, named: Option<&str>) -> Result<Found> {
    let refused = |why: rusqlite::Error| {
        let sentence = format!("this is no GeoPackage that can be read ({why}): export the layer as GeoJSON or CSV");
        Error::invalid(sentence).in_file(path)
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(refused)?;
    let all = listed(&connection).map_err(refused)?;
    let heads = all.iter().filter(|layer| named.is_none_or(|named| named == layer.name));
    let (wanted, passed_over) = choose(heads.map(|layer| (layer.name.clone(), layer.header())).collect());
    if wanted.is_empty() {
        return Err(none(&all, named).in_file(path));
    }
    let several = wanted.len() > 1;
    let mut read = Vec::new();
    for layer in all.into_iter().filter(|layer| wanted.contains(&layer.name)) {
        layer.check_reference_system().map_err(|error| error.in_file(path))?;
        let mut lines =
            Lines::new().map_err(|e| Error::io(path, "write the rows of a layer to a temporary file", e))?;
        let damage = layer.write(&connection, &mut lines).err().map(|error| error.to_string());
        let rows = lines.finish().map_err(|e| Error::io(path, "write the rows of a layer to a temporary file", e))?;
        let name = (several || named.is_some()).then_some(layer.name);
        read.push(Contained { container: Container::GeoPackage, name, rows, damage });
    }
    Ok(Found { read, passed_over })
}

/// Why no layer is read.
fn none(all: &[Layer], named: Option<&str>) -> Error {
    let names: Vec<&str> = all.iter().map(|layer| layer.name.as_str()).collect();
    match named {
        Some(named) => {
            Error::unknown("layer", named, format!("the layers of points and tables found are {}", names.join(", ")))
        }
        None => Error::invalid("this GeoPackage has no layer of points and no table: name another file"),
    }
}

fn listed(connection: &Connection) -> rusqlite::Result<Vec<Layer>> {
    let mut query = connection.prepare(LAYERS)?;
    let rows = query.query_map([], |row| {
        let (name, column, system): (String, Option<String>, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((name, column.zip(system)))
    })?;
    let mut layers = Vec::new();
    for row in rows {
        let (name, geometry) = row?;
        let columns = connection.prepare(&format!("SELECT * FROM {} LIMIT 0", quoted(&name)))?;
        let columns = columns.column_names().map(str::to_owned);
        let is_own = |column: &String| *column == KEY || geometry.as_ref().is_some_and(|(own, _)| own == column);
        let columns = columns.filter(|column| !is_own(column)).collect();
        layers.push(Layer { name, geometry, columns });
    }
    Ok(layers)
}

impl Layer {
    /// The names of the columns, points first.
    fn header(&self) -> Vec<String> {
        let point = self.geometry.iter().flat_map(|_| ["lon".to_owned(), "lat".to_owned()]);
        let own = |name: &&String| self.geometry.is_none() || !matches!(name.as_str(), "lon" | "lat");
        point.chain(self.columns.iter().filter(own).cloned()).collect()
    }

    fn check_reference_system(&self) -> Result<()> {
        match self.geometry {
            Some((_, system)) if system != WGS84 => Err(Error::invalid(format!(
                "the layer \"{}\" is in the reference system {system}: save it in EPSG:4326 (WGS84)",
                self.name
            ))),
            _ => Ok(()),
        }
    }

    /// Writes the names and all rows, in the order of their numbers.
    fn write(&self, connection: &Connection, lines: &mut Lines) -> std::result::Result<(), Box<dyn std::error::Error>> {
        let header = self.header();
        lines.write(0, header.iter().map(|name| Some(name.as_str())))?;
        let points = if self.geometry.is_some() { 2 } else { 0 };
        let point = self.geometry.iter().map(|(column, _)| quoted(column));
        let columns: Vec<String> = point.chain(header.iter().skip(points).map(|name| quoted(name))).collect();
        let query = format!("SELECT {} FROM {} ORDER BY rowid", columns.join(", "), quoted(&self.name));
        let mut query = connection.prepare(&query)?;
        let mut rows = query.query([])?;
        let mut number = 0;
        while let Some(row) = rows.next()? {
            number += 1;
            let cells = cells(row, columns.len(), points > 0)?;
            lines.write(number, cells.iter().map(|cell| Some(cell.as_str()).filter(|text| !text.is_empty())))?;
        }
        Ok(())
    }
}

fn cells(row: &Row<'_>, count: usize, has_point: bool) -> rusqlite::Result<Vec<String>> {
    let mut cells = Vec::with_capacity(count + 1);
    for column in 0..count {
        match row.get_ref(column)? {
            value if has_point && column == 0 => {
                let point = value.as_blob().ok().and_then(lon_lat);
                cells
                    .extend(point.map_or_else(|| [String::new(), String::new()], |point| point.map(|x| x.to_string())));
            }
            ValueRef::Null | ValueRef::Blob(_) => cells.push(String::new()),
            ValueRef::Integer(number) => cells.push(number.to_string()),
            ValueRef::Real(number) => cells.push(plain(number)),
            ValueRef::Text(text) => cells.push(in_one_line(&String::from_utf8_lossy(text))),
        }
    }
    Ok(cells)
}

/// The point of a geometry, or of a collection of one (`GeoPackage` 1.3, 2.1.3; well-known binary, also with height and measure).
fn lon_lat(blob: &[u8]) -> Option<[f64; 2]> {
    let &[b'G', b'P', _, flags, ref rest @ ..] = blob else { return None };
    let bounds = [0, 32, 48, 48, 64].get(usize::from(flags >> 1 & 0b111))?;
    let mut geometry = rest.get(4 + bounds..)?;
    loop {
        let &[order, ref rest @ ..] = geometry else { return None };
        let number = |at: usize| {
            let bytes = rest.get(at..at + 4)?.try_into().ok()?;
            Some(if order == 0 { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
        };
        match number(0)? % 1000 {
            1 => {
                let degrees = |at: usize| {
                    let bytes = rest.get(at..at + 8)?.try_into().ok()?;
                    let degrees = if order == 0 { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) };
                    degrees.is_finite().then_some(degrees)
                };
                return Some([degrees(4)?, degrees(12)?]);
            }
            4 if number(4)? == 1 => geometry = rest.get(8..)?,
            _ => return None,
        }
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A blob without a box: a point in some order of bytes, or a collection of it.
    fn blob(big: bool, collections: usize) -> Vec<u8> {
        let word = |n: u32| if big { n.to_be_bytes() } else { n.to_le_bytes() };
        let degrees = |x: f64| if big { x.to_be_bytes() } else { x.to_le_bytes() };
        let order = u8::from(!big);
        let mut blob = vec![b'G', b'P', 0, order, 0, 0, 0, 0];
        for _ in 0..collections {
            blob.push(order);
            blob.extend([word(4), word(1)].concat());
        }
        blob.push(order);
        blob.extend(word(1001));
        blob.extend([degrees(69.2), degrees(34.5), degrees(1800.0)].concat());
        blob
    }

    #[test]
    fn points_are_read_in_either_order_of_bytes_and_out_of_collections_of_one() {
        for (big, collections) in [(false, 0), (true, 0), (false, 1), (true, 1)] {
            assert_eq!(lon_lat(&blob(big, collections)), Some([69.2, 34.5]));
        }
    }

    #[test]
    fn what_is_no_point_has_none() {
        let whole = blob(false, 1);
        for length in 0..whole.len() - 8 {
            assert_eq!(lon_lat(&whole[..length]), None, "{length}");
        }
        let mut polygon = blob(false, 0);
        polygon[9] = 3;
        polygon[10] = 0;
        assert_eq!(lon_lat(&polygon), None);
    }
}
