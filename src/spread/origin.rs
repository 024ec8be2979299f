//! What distances are measured from.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::earth::LonLat;
use crate::incident::{Bare, CountryCode, Incident, Located, Role, Text, When};
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
        let measured = located.into_iter().filter(|one| roles.contains(&one.role()));
        measured.filter_map(First::of).reduce(First::earlier).map(First::into_origin)
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

/// The first of some incidents that have a date and a point fine enough.
#[derive(Debug, Clone)]
pub(super) struct First {
    days: (Date, Date),
    id: Text,
    name: Text,
    at: LonLat,
}

impl First {
    /// An incident as the first of itself alone.
    pub fn of(located: &Located) -> Option<Self> {
        let days = located.incident.when.span()?;
        let site = located.site().filter(|site| site.precision.is_fine())?;
        Some(Self { days, id: located.incident.id.clone(), name: site.name.as_str().into(), at: site.point })
    }

    /// The same for one whose place is nothing but coordinates.
    pub fn of_bare(incident: &Incident, bare: Bare) -> Option<Self> {
        let days = incident.when.span().filter(|_| bare.precision.is_fine())?;
        Some(Self { days, id: incident.id.clone(), name: bare.point.to_string().into(), at: bare.point })
    }

    /// What it is made of: first and last day, id, name of the place, point.
    pub fn parts(&self) -> ((Date, Date), &str, &str, LonLat) {
        (self.days, &self.id, &self.name, self.at)
    }

    /// The same, back from its parts.
    pub fn of_parts(days: (Date, Date), id: Text, name: Text, at: LonLat) -> Self {
        Self { days, id, name, at }
    }

    /// Whether an incident of these days could come before.
    pub fn may_follow(&self, when: When) -> bool {
        when.span().is_some_and(|days| days <= self.days)
    }

    /// The earlier of two, whichever comes first: by days, id, then whatever parts them.
    #[must_use]
    pub fn earlier(self, other: Self) -> Self {
        let key = |first: &Self| (first.days, first.id.clone(), first.name.clone());
        let at = |first: &Self| (first.at.lon(), first.at.lat());
        let is_earlier =
            key(&other).cmp(&key(&self)).then(at(&other).partial_cmp(&at(&self)).unwrap_or(Ordering::Equal));
        if is_earlier == Ordering::Less { other } else { self }
    }

    /// The point that distances are measured from.
    pub fn into_origin(self) -> Origin {
        let how = format!("first incident {}", self.id);
        Origin::Point { name: self.name.into(), at: self.at, how }
    }
}
