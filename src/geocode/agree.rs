//! One location out of several wordings of the same place.
//!
//! Comes in: the locations of the wordings. Goes out: the finest one that contradicts the fewest others, with the
//! contradictions in its reason.

use crate::incident::{Location, Precision, Shared, Site, Unlocated};

/// Two points without a radius agree within this, in km.
const SAME_KM: f64 = 1.0;

/// The finest site that contradicts the fewest others. Without any site the first reason that says something is kept.
pub fn agree(locations: Vec<Location>) -> Location {
    let mut sites: Vec<Shared<Site>> = Vec::new();
    let mut reasons = Vec::new();
    for location in locations {
        match location {
            Location::Site(site) => sites.push(site),
            Location::Unlocated(why) => reasons.push(why),
        }
    }
    let apart = |site: &Site| sites.iter().filter(|other| !overlap(site, other)).count();
    // A country is taken only where no claim is finer: it agrees with nearly everything and says little.
    let rank = |(order, site): &(usize, &Shared<Site>)| {
        (!site.precision.is_fine(), apart(site), (site.radius_km * 1000.0) as u64, *order)
    };
    let Some(chosen) = sites.iter().enumerate().min_by_key(rank).map(|(_, site)| site.clone()) else {
        return Location::Unlocated(first_reason(reasons));
    };
    let why = contradictions(&chosen, &sites);
    if why.is_empty() {
        return Location::Site(chosen);
    }
    Location::Site(Site { why: format!("{}{why}", chosen.why), ..(*chosen).clone() }.into())
}

/// Whether two sites can be the same place: a country and what lies in it by its code, else discs that touch.
fn overlap(a: &Site, b: &Site) -> bool {
    let is_country = |site: &Site| matches!(site.precision, Precision::Country | Precision::PartOfCountry);
    if (is_country(a) || is_country(b)) && a.country.is_some() && b.country.is_some() {
        return a.country == b.country;
    }
    a.point.distance_km(b.point) <= a.radius_km + b.radius_km + SAME_KM
}

/// A clause on the other places that cannot be this one.
fn contradictions(chosen: &Site, sites: &[Shared<Site>]) -> String {
    let mut names: Vec<String> = Vec::new();
    for site in sites.iter().filter(|site| !overlap(chosen, site)) {
        let km = chosen.point.distance_km(site.point).round();
        let told = format!("{} ({km} km away)", site.name);
        if !names.contains(&told) {
            names.push(told);
        }
    }
    if names.is_empty() { String::new() } else { format!("; another claim puts it in {}", names.join(", ")) }
}

/// The reason to give: several places, else too vague, else not found, else that no place is given.
fn first_reason(reasons: Vec<Unlocated>) -> Unlocated {
    let rank = |why: &Unlocated| match why {
        Unlocated::Several(_) => 0,
        Unlocated::TooVague(_) => 1,
        Unlocated::Doubtful(_) => 2,
        Unlocated::NotFound(_) => 3,
        Unlocated::NoPlace => 4,
    };
    reasons.into_iter().min_by_key(rank).unwrap_or(Unlocated::NoPlace)
}
