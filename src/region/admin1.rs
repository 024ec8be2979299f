//! First-level administrative units: provinces, states, governorates.
//!
//! Comes in: data/regions/admin1.bin.gz, compiled in. Goes out: [`Admin1`] units, and the one that holds a point.

use std::sync::Arc;

use geo::MultiPolygon;

use super::packed::Packed;
use super::shapes::Shapes;
use crate::earth::LonLat;

const PACKED: &[u8] = include_bytes!("../../data/regions/admin1.bin.gz");

/// A first-level administrative unit.
#[derive(Debug, Clone)]
pub struct Admin1 {
    /// The English name.
    pub name: Arc<str>,
    /// The ISO 3166-1 alpha-2 code of its country as Natural Earth draws it.
    pub country: Arc<str>,
    /// The outline on WGS84, degrees to two decimals, cut at 180°.
    pub outline: MultiPolygon<f64>,
}

/// All units, ready to be asked for a point.
#[derive(Debug)]
pub(super) struct Units {
    units: Vec<Admin1>,
    shapes: Shapes,
}

impl Units {
    /// The built-in ones. Damaged data, which a test rules out, has none.
    pub(super) fn built_in() -> Self {
        let units = read().unwrap_or_default();
        let shapes = Shapes::new(units.iter().map(|unit| &unit.outline));
        Self { units, shapes }
    }

    /// All of them, by country and name.
    pub(super) fn all(&self) -> &[Admin1] {
        &self.units
    }

    /// The unit that holds the point, else the nearest within 0.2 degrees.
    pub(super) fn at(&self, point: LonLat) -> Option<usize> {
        self.shapes.country_at(point).map(|(index, _)| index)
    }
}

fn read() -> Option<Vec<Admin1>> {
    let mut packed = Packed::unzip(PACKED)?.in_hundredths();
    let count = packed.count()?;
    let mut unit = || {
        let (name, country) = (packed.text()?, packed.text()?);
        Some(Admin1 { name: name.into(), country: country.into(), outline: packed.shapes()? })
    };
    (0..count).map(|_| unit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_has_a_name_a_country_and_an_outline() {
        let units = Units::built_in();
        assert!(units.all().len() > 4500);
        assert!(units.all().iter().all(|unit| {
            !unit.name.is_empty() && unit.country.len() == 2 && unit.outline.0.iter().all(|p| p.exterior().0.len() > 3)
        }));
    }

    #[test]
    fn known_places_lie_in_their_provinces() {
        let units = Units::built_in();
        let name = |lon, lat| units.at(LonLat::wrapped(lon, lat)).map(|i| units.all()[i].name.to_string());
        assert_eq!(name(57.08, 30.28).as_deref(), Some("Kerman"));
        assert_eq!(name(-74.0, 40.7).as_deref(), Some("New York"));
        assert_eq!(name(69.18, 34.53).as_deref(), Some("Kabul"));
        assert_eq!(name(-30.0, 0.0), None);
    }
}
