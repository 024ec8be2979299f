//! Points of geometry columns, as `GeoPandas` and `GeoParquet` have them: well-known binary.
//!
//! Comes in: a field and its bytes. Goes out: points in longitude and latitude; or why a geometry is none.

use arrow_schema::{DataType, Field};
use incimap::earth::LonLat;

use crate::error::Fault;

/// Whether a column holds geometries: by its extension type, or bytes under the name `geometry`.
pub fn is_geometry(field: &Field) -> bool {
    let bytes = matches!(field.data_type(), DataType::Binary | DataType::LargeBinary | DataType::BinaryView);
    let named = matches!(extension(field), "geoarrow.wkb" | "ogc.wkb");
    bytes && (named || field.name() == "geometry")
}

fn extension(field: &Field) -> &str {
    field.metadata().get("ARROW:extension:name").map_or("", String::as_str)
}

/// Refuses coordinates that are stated to be something else than longitude and latitude.
pub fn check_crs(field: &Field) -> Result<(), Fault> {
    let Some(text) = field.metadata().get("ARROW:extension:metadata") else { return Ok(()) };
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let crs = &value["crs"];
    let known = |name: &str| name.ends_with("4326") || name.ends_with("CRS84");
    let (name, is_known) = match (crs.as_str(), &crs["id"]["code"]) {
        _ if crs.is_null() => return Ok(()),
        (Some(text), _) => (text.to_owned(), known(text)),
        (None, code) if code.is_null() => return Ok(()),
        (None, code) => {
            let code = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
            (format!("{}:{code}", crs["id"]["authority"].as_str().unwrap_or("EPSG")), known(&code))
        }
    };
    if is_known {
        return Ok(());
    }
    let name: String = name.chars().take(60).collect();
    let sentence =
        format!("the coordinates are in {name}: give longitude and latitude (EPSG:4326), as of .to_crs(4326)");
    Err(Fault::of(field.name(), sentence))
}

/// The point of a geometry; nothing for an empty one.
///
/// # Errors
/// Where it is no point, or lies outside of longitude and latitude.
pub fn point(wkb: &[u8]) -> Result<Option<LonLat>, String> {
    let broken = || "the geometry is no well-known binary: export the points again".to_owned();
    let mut reader = Wkb { rest: wkb, little: true };
    let kind = reader.head().ok_or_else(broken)?;
    match kind {
        1 => {}
        4 => match reader.number().ok_or_else(broken)? {
            0 => return Ok(None),
            1 => {
                reader.head().filter(|kind| *kind == 1).ok_or_else(broken)?;
            }
            several => return Err(format!("a MultiPoint of {several} points: make each a feature")),
        },
        other => {
            let names =
                ["LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"];
            let name = usize::try_from(other).ok().and_then(|n| names.get(n.checked_sub(2)?)).ok_or_else(broken)?;
            return Err(format!("a geometry of type \"{name}\" is no point: export the points of the layer"));
        }
    }
    let (lon, lat) = (reader.degrees().ok_or_else(broken)?, reader.degrees().ok_or_else(broken)?);
    if lon.is_nan() && lat.is_nan() {
        return Ok(None);
    }
    LonLat::new(lon, lat).map(Some).map_err(|range| {
        let swapped = if LonLat::new(lat, lon).is_ok() { " (latitude and longitude look swapped)" } else { "" };
        format!("{range}{swapped}: write [longitude, latitude] in degrees")
    })
}

/// Well-known binary as it is read.
struct Wkb<'b> {
    rest: &'b [u8],
    little: bool,
}

impl Wkb<'_> {
    /// The kind of the next geometry, without the signs for heights and reference systems.
    fn head(&mut self) -> Option<u32> {
        let (order, rest) = self.rest.split_first()?;
        (self.rest, self.little) = (rest, *order == 1);
        if *order > 1 {
            return None;
        }
        let kind = self.number()?;
        if kind & 0x2000_0000 != 0 {
            self.number()?;
        }
        Some((kind & 0x0fff_ffff) % 1000)
    }

    fn number(&mut self) -> Option<u32> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(if self.little { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) })
    }

    fn degrees(&mut self) -> Option<f64> {
        let (bytes, rest) = self.rest.split_first_chunk::<8>()?;
        self.rest = rest;
        Some(if self.little { f64::from_le_bytes(*bytes) } else { f64::from_be_bytes(*bytes) })
    }
}
