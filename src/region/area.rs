//! The areas of one incident.
//!
//! Comes in: an incident and its location. Goes out: an [`Area`], with what it was taken from.

use std::sync::Arc;

use super::{Country, Regions};
use crate::incident::{Area, AreaBasis, CountryCode, Incident, Location, Site};

/// From strong to weak: what the row states, the gazetteer, the polygon, the nearest polygon.
pub(super) fn area(regions: &Regions, incident: &Incident, location: &Location, home: &[CountryCode]) -> Area {
    let site = match location {
        Location::Site(site) => Some(&**site),
        Location::Unlocated(_) => None,
    };
    let mut area = country(regions, incident, site);
    let given = incident.place.admin1.as_deref().map(str::trim).filter(|words| !words.is_empty());
    area.admin1 = site.and_then(|site| site.admin1.clone()).or_else(|| given.map(Arc::from));
    area.home = at_home(&area, home);
    area
}

fn country(regions: &Regions, incident: &Incident, site: Option<&Site>) -> Area {
    if let Some(words) = incident.place.country.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        return regions.country_named(words).map_or_else(
            || Area { country_name: Some(Arc::from(words)), basis: AreaBasis::Stated, ..Area::default() },
            |country| of(country, AreaBasis::Stated),
        );
    }
    let Some(site) = site else { return Area::default() };
    if let Some(code) = site.country {
        return regions.country(code).map_or_else(
            || Area { country: Some(code), basis: AreaBasis::Gazetteer, ..Area::default() },
            |country| of(country, AreaBasis::Gazetteer),
        );
    }
    regions.country_at(site.point).map_or_else(Area::default, |(country, nearest)| of(country, basis(nearest)))
}

fn basis(nearest: bool) -> AreaBasis {
    if nearest { AreaBasis::Nearest } else { AreaBasis::Polygon }
}

/// The areas of a point of which nothing but its country is known, which holds it or is the nearest.
pub(super) fn of_point(country: &Country, nearest: bool, home: &[CountryCode]) -> Area {
    let area = of(country, basis(nearest));
    Area { home: at_home(&area, home), ..area }
}

/// Whether an area lies in the home countries; none where there are none or its country is not known.
fn at_home(area: &Area, home: &[CountryCode]) -> Option<bool> {
    area.country.filter(|_| !home.is_empty()).map(|code| home.contains(&code))
}

fn of(country: &Country, basis: AreaBasis) -> Area {
    Area {
        country: country.code,
        country_name: Some(country.name.clone()),
        subregion: country.subregion.clone(),
        region: country.region.clone(),
        basis,
        ..Area::default()
    }
}
