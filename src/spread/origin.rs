//! What distances are measured from.

use crate::earth::LonLat;
use crate::incident::CountryCode;
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

    /// The azimuth of the point at the origin (at its centre for countries), degrees clockwise from north.
    pub fn azimuth_deg(&self, point: LonLat) -> Option<f64> {
        self.centre().map(|centre| centre.azimuth_deg(point))
    }
}
