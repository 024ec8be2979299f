//! What the tests of the spread stage compare; those of the statistics stand beside them. A test counts them all.

/// A case and the checks of it that one test compares.
pub type Claim = (&'static str, &'static [&'static str]);

/// All claims of the spread stage.
pub const SPREAD: &[Claim] = &[GEODESICS, QUAKES, WORLD, YEARS, ARRIVALS, BOOTSTRAP];

/// Distances and azimuths on the ellipsoid.
pub const GEODESICS: Claim = ("d01_geodesic", &["inverse_s12_m", "inverse_azi1"]);

/// Centres, dispersion and hull across 180 degrees.
pub const QUAKES: Claim = (
    "d02_quakes",
    &[
        "sphere_mean_center",
        "mean_resultant_length",
        "sphere_geometric_median",
        "sphere_geometric_median_objective",
        "standard_distance_geodesic_n",
        "hull_aeqd_geodesic_area",
    ],
);

/// Centres and dispersion of points that no hemisphere holds.
pub const WORLD: Claim = (
    "d05_ucdp_world",
    &[
        "first_incident",
        "sphere_mean_center",
        "mean_resultant_length",
        "sphere_geometric_median",
        "sphere_geometric_median_objective",
        "standard_distance_geodesic_n",
    ],
);

/// Every number of every year.
pub const YEARS: Claim = ("d05_ucdp_world", &["by_period[Y]"]);

/// The first arrivals in countries.
pub const ARRIVALS: Claim = ("d05_ucdp_world", &["first_arrival"]);

/// Bootstrap intervals.
pub const BOOTSTRAP: Claim =
    ("d05_ucdp_world", &["bootstrap_median_reach_km", "bootstrap_p90_reach_km", "bootstrap_standard_distance_km"]);
