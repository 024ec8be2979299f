//! Reference systems as QGIS reads them.
//!
//! Comes in: the middle of the map. Goes out: `<spatialrefsys>`. An `authid` alone is read as an invalid system, without a
//! message, so that each has its WKT and its PROJ string too, and EPSG:4326 its number in the table of QGIS.

use super::xml::Element;
use crate::earth::LonLat;

/// A reference system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Crs {
    /// WGS 84, degrees: what every layer is in.
    Wgs84,
    /// Azimuthal equidistant on a point, metres: distances and directions from the point are true.
    Equidistant(LonLat),
    /// Equal Earth on Greenwich, metres: areas are true, the whole world fits.
    EqualEarth,
}

const BASE: &str = r#"BASEGEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]"#;
const GEOGRAPHIC: &str = r#"GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]"#;
const AXES: &str = r#"CS[Cartesian,2],AXIS["(E)",east,ORDER[1],LENGTHUNIT["metre",1]],AXIS["(N)",north,ORDER[2],LENGTHUNIT["metre",1]]"#;

impl Crs {
    /// The element.
    pub(super) fn element(self) -> Element {
        let text = Element::of_text;
        let srs = Element::new("spatialrefsys")
            .with("nativeFormat", "Wkt")
            .holding(text("wkt", &self.wkt()))
            .holding(text("proj4", &self.proj()));
        if self == Self::Wgs84 {
            let known = [("srsid", "3452"), ("srid", "4326"), ("authid", "EPSG:4326"), ("description", "WGS 84")];
            let known = known.map(|(name, value)| text(name, value));
            return srs.holding_all(known).holding_all([
                text("projectionacronym", "longlat"),
                text("ellipsoidacronym", "EPSG:7030"),
                text("geographicflag", "true"),
            ]);
        }
        let acronym = if self == Self::EqualEarth { "eqearth" } else { "aeqd" };
        srs.holding_all([
            text("authid", ""),
            text("description", self.name()),
            text("projectionacronym", acronym),
            text("ellipsoidacronym", "EPSG:7030"),
            text("geographicflag", "false"),
        ])
    }

    /// The name for a reader.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS 84",
            Self::Equidistant(_) => "Azimuthal equidistant on the middle of the map",
            Self::EqualEarth => "Equal Earth",
        }
    }

    fn wkt(self) -> String {
        let degrees = |name: &str, value: f64, id: u32| {
            format!(r#"PARAMETER["{name}",{value},ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",{id}]]"#)
        };
        let metres = |name: &str, id: u32| format!(r#"PARAMETER["{name}",0,LENGTHUNIT["metre",1],ID["EPSG",{id}]]"#);
        let (method, mut parameters) = match self {
            Self::Wgs84 => return GEOGRAPHIC.to_owned(),
            Self::Equidistant(at) => (
                r#"METHOD["Modified Azimuthal Equidistant",ID["EPSG",9832]]"#,
                vec![
                    degrees("Latitude of natural origin", at.lat(), 8801),
                    degrees("Longitude of natural origin", at.lon(), 8802),
                ],
            ),
            Self::EqualEarth => {
                (r#"METHOD["Equal Earth",ID["EPSG",1078]]"#, vec![degrees("Longitude of natural origin", 0.0, 8802)])
            }
        };
        parameters.extend([metres("False easting", 8806), metres("False northing", 8807)]);
        let conversion = format!(r#"CONVERSION["unnamed",{method},{}]"#, parameters.join(","));
        format!(r#"PROJCRS["{}",{BASE},{conversion},{AXES}]"#, self.name())
    }

    fn proj(self) -> String {
        match self {
            Self::Wgs84 => "+proj=longlat +datum=WGS84 +no_defs".to_owned(),
            Self::Equidistant(at) => {
                format!("+proj=aeqd +lat_0={} +lon_0={} +datum=WGS84 +units=m +no_defs", at.lat(), at.lon())
            }
            Self::EqualEarth => "+proj=eqearth +lon_0=0 +datum=WGS84 +units=m +no_defs".to_owned(),
        }
    }
}
