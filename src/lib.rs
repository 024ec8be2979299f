//! Maps incidents: reports of attacks, plots and arrests go in; located points, the figures of how operations spread,
//! GeoJSON layers and pictures come out. Offline, and the same bytes on every machine.
//!
//! The modules stand in the order of the flow; each uses only what stands above it.

pub mod earth;
pub mod error;
pub mod incident;

pub mod read;

pub mod gazetteer;
pub mod geocode;
pub mod region;

pub mod spread;

pub mod layer;

pub mod chart;
