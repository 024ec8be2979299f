//! The families of statistics by name, and what every one of them gives to tables and JSON, whatever its own shape is.
//!
//! Comes in: a family's result. Goes out: its parameters, its numbers, its lists.

use serde_json::Value;

use super::{Estimate, Period};
use crate::words::Words;

/// A family of statistics.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Distances from the origin, records of distance (A1-A4).
    Reach,
    /// Centres, their track, spread about them (B1-C2).
    Centre,
    /// Hulls and occupied cells (D1, D2).
    Area,
    /// Regions active, arrivals, concentration, share abroad, swash and backwash (E1-E4).
    Regions,
    /// Expansion or relocation, contagion or jump (F1, F2).
    Diffusion,
    /// The speed of the front (G1).
    Front,
    /// Knox, near-repeat table, space-time K (H1-H3).
    NearRepeat,
    /// DBSCAN and ST-DBSCAN (I1).
    Clusters,
    /// Gi* and emerging hot spots (J1, J2).
    Hotspots,
    /// Space-time permutation scan (K1).
    Scan,
    /// Trend, change points, nearest-neighbour index, K and L (L1, L2, M1).
    Trend,
}

impl Family {
    /// All of them, in the order of the tables.
    pub const ALL: [Self; 11] = [
        Self::Reach,
        Self::Centre,
        Self::Area,
        Self::Regions,
        Self::Diffusion,
        Self::Front,
        Self::NearRepeat,
        Self::Clusters,
        Self::Hotspots,
        Self::Scan,
        Self::Trend,
    ];

    /// The name as it is written: `near-repeat`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Centre => "centre",
            Self::Area => "area",
            Self::Regions => "regions",
            Self::Diffusion => "diffusion",
            Self::Front => "front",
            Self::NearRepeat => "near-repeat",
            Self::Clusters => "clusters",
            Self::Hotspots => "hotspots",
            Self::Scan => "scan",
            Self::Trend => "trend",
        }
    }
}

/// One number of a family, with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// The name of the number: `front_speed_theil_sen`.
    pub statistic: &'static str,
    /// The period it is about; none for the whole.
    pub period: Option<Period>,
    /// The region, cluster, cell or band it is about: "0-10 km, 0-7 days"; empty for all.
    pub region: String,
    /// The number.
    pub estimate: Estimate,
}

/// What a family gives to the tables.
pub trait Measured {
    /// Which family it is.
    fn family(&self) -> Family;

    /// Every parameter that was used, by name, units in the names: `("distance_km", 10.0)`.
    fn parameters(&self) -> Vec<(&'static str, Value)>;

    /// The numbers, in the order of the table.
    fn numbers(&self) -> Vec<Number>;

    /// The lists behind the numbers: cells, clusters, bands, steps. An object; its fields stand in docs/spread.schema.json.
    fn details(&self) -> Value;

    /// What an analyst can paste: plain sentences with their intervals, and what cannot be said.
    fn sentences(&self, words: Words) -> Vec<String>;
}
