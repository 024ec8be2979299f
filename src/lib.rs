//! Maps incidents: reports of attacks, plots and arrests go in; located points, the figures of how operations spread,
//! GeoJSON layers and pictures come out. Offline, and the same bytes on every machine.
//!
//! The modules stand in the order of the flow; each uses only what stands above it.
//!
//! # The whole job
//! ```
//! use incimap::progress::Progress;
//! use incimap::settings::Flags;
//! use incimap::{output, pipeline};
//!
//! let folder = tempfile::tempdir()?;
//! let settings = Flags { output: Some(folder.path().to_owned()), dpi: Some(72.0), ..Flags::default() }.settle()?;
//! let outcome = pipeline::run(&settings, Progress::hidden())?;
//! output::files(&settings, &outcome, Progress::hidden())?.write(&settings, &outcome)?;
//! assert!(folder.path().join("layers/incidents.geojson").exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod earth;
pub mod error;
pub mod fingerprint;
pub mod incident;
pub mod words;

pub mod read;

pub mod gazetteer;
pub mod geocode;
pub mod region;
pub mod toponym;

pub mod located;

pub mod article;
pub mod duplicate;

pub mod statistic;

pub mod spread;

pub mod settings;

pub mod filter;
pub mod inspect;
pub mod pipeline;
pub mod progress;
pub mod state;

pub mod chart;
pub mod layer;
pub mod table;

pub mod report;

pub mod interrupt;
pub mod manifest;
pub mod output;
pub mod summary;
pub mod write;

pub mod cli;

/// Who the built-in data is owed to; stands in every map, layer and manifest.
pub const CREDITS: [&str; 3] =
    ["Places: GeoNames (CC BY 4.0)", "Land, borders, admin-1 units: Natural Earth (public domain)", "Regions: UN M49"];
