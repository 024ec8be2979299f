//! What distances are measured from.

use crate::earth::LonLat;
use crate::incident::{CountryCode, Located, Role};
use crate::region::Outline;

/// What distances are measured from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A point: a named place, coordinates, or the first incident; `how` says which.
    Point {
        /// The name for labels: "Kabul".
        name: String,
        /// The point.
        at: LonLat,
        /// Where it comes from: "named place", "coordinates", "first incident I02".
        how: String,
    },
    /// Countries: the distance is to their boundary, 0 inside.
    Home {
        /// The countries.
        codes: Vec<CountryCode>,
        /// Their names for labels: "Afghanistan".
        name: String,
        /// A point well inside, for the middle of the map and for azimuths.
        centre: LonLat,
        /// Their outline.
        outline: Outline,
    },
    /// None: no distances.
    None,
}

impl Origin {
    /// The first incident by (first day, last day, id) that has a date and a point fine enough; none where there is none.
    pub fn first_incident<'a>(located: impl IntoIterator<Item = &'a Located>, roles: &[Role]) -> Option<Self> {
        let usable = |one: &&Located| {
            roles.contains(&one.role())
                && one.incident.when.span().is_some()
                && one.site().is_some_and(|site| site.precision.is_fine())
        };
        let order = |one: &&Located| (one.incident.when.span(), one.incident.id.clone());
        let first = located.into_iter().filter(usable).min_by_key(order)?;
        let site = first.site()?;
        let how = format!("first incident {}", first.incident.id);
        Some(Self::Point { name: site.name.clone(), at: site.point, how })
    }

    /// The name for labels; none without an origin.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Point { name, .. } | Self::Home { name, .. } => Some(name),
            Self::None => None,
        }
    }

    /// The point in the middle of the map and at the start of routes.
    pub fn centre(&self) -> Option<LonLat> {
        match self {
            Self::Point { at, .. } => Some(*at),
            Self::Home { centre, .. } => Some(*centre),
            Self::None => None,
        }
    }

    /// The distance in km from the origin to a point: geodesic from a point, to the boundary of home countries (0 inside).
    pub fn distance_km(&self, point: LonLat) -> Option<f64> {
        match self {
            Self::Point { at, .. } => Some(at.distance_km(point)),
            Self::Home { outline, .. } => outline.distance_km(point).map(|(km, _)| km),
            Self::None => None,
        }
    }

    /// The least and the greatest distance in km of a place known to within a radius (A1).
    pub fn distance_range_km(&self, point: LonLat, radius_km: f64) -> Option<(f64, f64)> {
        self.distance_km(point).map(|km| ((km - radius_km).max(0.0), km + radius_km))
    }

    /// The azimuth of the point at the origin (at its centre for countries), degrees clockwise from north.
    pub fn azimuth_deg(&self, point: LonLat) -> Option<f64> {
        self.centre().map(|centre| centre.azimuth_deg(point))
    }
}
