//! What was measured, as values: one [`Slice`] a period, cumulative and whole, the frontier, the arrivals, the track.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Comparison, Estimate, Findings, Group, Interval, LeftOut, Period, SpreadOptions};
use crate::earth::LonLat;
use crate::incident::{CountryCode, When};

/// All that was measured.
#[derive(Debug, Clone)]
pub struct Spread {
    /// All measured incidents together, undated ones included.
    pub whole: Slice,
    /// Each period from the first to the last, empty ones included (n = 0). An incident lies in a period if all its
    /// possible days do; the others are left out as `date_too_coarse`.
    pub periods: Vec<Slice>,
    /// Everything up to the end of each period, in step with `periods`.
    pub cumulative: Vec<Slice>,
    /// The records of distance, in order of date (A4).
    pub frontier: Vec<FrontierEvent>,
    /// First and last arrival by country, in order of first arrival (E1).
    pub countries: Vec<Arrival>,
    /// First and last arrival by UN subregion, in order of first arrival.
    pub subregions: Vec<Arrival>,
    /// First and last arrival by first administrative level, in order of first arrival.
    pub admin1: Vec<Arrival>,
    /// The steps of the centres from period to period (B3).
    pub track: Vec<TrackStep>,
    /// How everything was measured.
    pub options: SpreadOptions,
    /// What the other families found.
    pub findings: Findings,
    /// How many times imprecise dates and places were drawn anew; 0 where every incident is precise, or none was asked for.
    pub imputations: u32,
    /// In what share of the imputations an incident, by its key, is a record of distance; the most certain first.
    pub record_shares: Vec<(String, f64)>,
    /// Two sets of incidents compared, where that is asked for.
    pub comparison: Option<Comparison>,
    /// The same figures for each group, where groups are asked for.
    pub groups: Vec<Group>,
}

/// The statistics of one set of incidents.
#[derive(Debug, Clone)]
pub struct Slice {
    /// The period; none for the whole.
    pub period: Option<Period>,
    /// How many incidents lie in it, located or not.
    pub incidents: u64,
    /// How many of them have a point fine enough to be measured.
    pub n: u64,
    /// What was left out of distances and centres.
    pub left_out: LeftOut,
    /// People killed over incidents with a known count; none where no count is known.
    pub killed: Option<u64>,
    /// Incidents whose count of killed is not known.
    pub killed_unknown: u64,
    /// Distances from the origin (A3).
    pub reach: Reach,
    /// Centres (B1, B2).
    pub centre: Centre,
    /// Spread about the centre (C1, C2).
    pub dispersion: Dispersion,
    /// Hulls (D1).
    pub hull: Hull,
    /// Regions active and how the incidents spread over them (E1-E3).
    pub regions: RegionMix,
    /// What imputation says of each number, by its family and name; empty where nothing was imputed.
    pub imputed: BTreeMap<(&'static str, &'static str), Imputed>,
}

/// A number over all imputations of imprecise dates and places; the number beside it rests on precise rows only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Imputed {
    /// The mean number of incidents that it rests on.
    pub n: f64,
    /// The median of the imputations.
    pub median: f64,
    /// Their 2.5 to 97.5 % range: what imprecision alone does.
    pub range: Interval,
    /// The 95 % interval of imprecision and sampling together (Rubin 1987); none where the number has no sampling interval.
    pub total: Interval,
}

/// Distances from the origin in km (A3). The `max` of a cumulative slice is the frontier so far (A4).
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names are the statistics")]
pub struct Reach {
    pub min: Estimate,
    pub median: Estimate,
    pub p90: Estimate,
    pub max: Estimate,
}

/// Centres (B1, B2).
#[derive(Debug, Clone)]
pub struct Centre {
    /// The normalised mean of unit vectors.
    pub mean: Option<CentrePoint>,
    /// The point with the least sum of distances.
    pub median: Option<CentrePoint>,
    /// The length of the mean vector, 0 to 1; below 0.5 the mean centre is unreliable.
    pub resultant: Estimate,
    /// The distance of the mean centre from the origin.
    pub mean_distance: Estimate,
    /// The distance of the median centre from the origin.
    pub median_distance: Estimate,
    /// The mean great-circle distance (R = 6371.0088 km) of the incidents to the median centre, which it makes least.
    pub median_objective: Estimate,
}

/// A centre with its uncertainty.
#[derive(Debug, Clone)]
pub struct CentrePoint {
    /// The point.
    pub at: LonLat,
    /// The 95 % ellipse of the bootstrap cloud; none for fewer than three incidents.
    pub ellipse95: Option<Ellipse>,
    /// Whether it may be read as a centre (B1: resultant length of 0.5 or more).
    pub reliable: bool,
}

/// A geodesic ellipse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ellipse {
    /// The middle.
    pub centre: LonLat,
    /// The longer semi-axis in km.
    pub semi_major_km: f64,
    /// The shorter semi-axis in km.
    pub semi_minor_km: f64,
    /// The azimuth of the longer axis, degrees clockwise from north, 0..180.
    pub azimuth_deg: f64,
}

/// Spread about the mean centre (C1, C2).
#[derive(Debug, Clone)]
pub struct Dispersion {
    /// The standard distance in km.
    pub standard_distance: Estimate,
    /// The standard deviational ellipse; none for fewer than three incidents or where all lie at one point.
    pub ellipse: Option<Ellipse>,
    /// Its longer semi-axis in km.
    pub semi_major: Estimate,
    /// Its shorter semi-axis in km.
    pub semi_minor: Estimate,
    /// The azimuth of its longer axis in degrees.
    pub azimuth: Estimate,
}

/// Hulls (D1).
#[derive(Debug, Clone)]
pub struct Hull {
    /// The corners of the great-circle hull, counter-clockwise, not closed; none for fewer than three corners or where no
    /// hemisphere holds the points.
    pub outline: Option<Vec<LonLat>>,
    /// The area of the geodesic polygon in km².
    pub area: Estimate,
    /// The corners of the hull of the nine tenths nearest to the median centre.
    pub outline90: Option<Vec<LonLat>>,
    /// Its area in km².
    pub area90: Estimate,
}

/// Regions active and how the incidents spread over them (E1-E3).
#[derive(Debug, Clone)]
pub struct RegionMix {
    /// Countries with at least one incident.
    pub countries: Estimate,
    /// UN subregions with at least one incident.
    pub subregions: Estimate,
    /// Shannon's H over countries, natural logarithm.
    pub shannon: Estimate,
    /// exp H, the effective number of countries.
    pub effective: Estimate,
    /// Simpson's 1 - Σq².
    pub simpson: Estimate,
    /// Gini over the countries with at least one incident in the whole; countries without one in this slice count as 0.
    pub gini: Estimate,
    /// The share outside the home countries, with a Wilson interval.
    pub abroad: Estimate,
    /// Incidents by country name, the most first, then by name.
    pub by_country: Vec<(Arc<str>, u64)>,
    /// Incidents by UN subregion, the most first, then by name.
    pub by_subregion: Vec<(Arc<str>, u64)>,
}

/// A record of distance: no earlier incident was farther from the origin (A4).
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierEvent {
    /// The incident's key.
    pub incident_id: String,
    /// When.
    pub when: When,
    /// Where.
    pub at: LonLat,
    /// The name of the place.
    pub place: String,
    /// Its distance from the origin in km.
    pub distance_km: f64,
    /// How much farther than the record before.
    pub gain_km: f64,
    /// The share of imputations in which it is a record; none where nothing was imputed.
    pub imputed_share: Option<f64>,
}

/// First and last arrival in a region (E1).
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The region's name.
    pub name: Arc<str>,
    /// The country's code, for countries that have one and for units within them.
    pub country: Option<CountryCode>,
    /// Whether it is a home country or lies in one; none where there is no home.
    pub home: Option<bool>,
    /// The key of the first incident.
    pub first_id: String,
    /// The date interval of the first incident.
    pub first: When,
    /// The date interval of the last incident.
    pub last: When,
    /// Where the first incident is.
    pub at: Option<LonLat>,
    /// The name of its place.
    pub place: String,
    /// The distance of the first incident from the origin in km; none where its point is too coarse.
    pub distance_km: Option<f64>,
    /// How many incidents.
    pub n: u64,
    /// People killed over incidents with a known count; none where no count is known.
    pub killed: Option<u64>,
    /// The incidents of each period, in step with [`Spread::periods`].
    pub by_period: Vec<u64>,
}

/// A step of the centres from one period with incidents to the next (B3).
#[derive(Debug, Clone, PartialEq)]
pub struct TrackStep {
    /// Which centre: "mean" or "median".
    pub centre: &'static str,
    /// The period it leaves.
    pub from: Period,
    /// The period it reaches.
    pub to: Period,
    /// From where.
    pub from_at: LonLat,
    /// To where.
    pub to_at: LonLat,
    /// How far in km.
    pub step_km: f64,
    /// In which direction, degrees clockwise from north.
    pub azimuth_deg: f64,
    /// The distance from the first centre in km.
    pub net_km: f64,
    /// The length of the path so far in km.
    pub path_km: f64,
    /// Whether the step is shorter than the joint 95 % interval; none where there is no interval.
    pub within_noise: Option<bool>,
}
