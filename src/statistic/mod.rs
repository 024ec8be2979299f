//! The mathematics of spread, apart from incidents.
//!
//! Comes in: plain numbers: points on the globe or on a plane, days, counts, series, lists of neighbours. Goes out: the
//! statistics of the literature, each with its source. Nothing here knows of incidents, gazetteers or files; what a
//! statistic means for incidents, and its interval, stands in [`crate::spread`].

pub mod activity;
pub mod autocorrelation;
pub mod changes;
pub mod close_pairs;
pub mod concentration;
pub mod dbscan;
pub mod density;
pub mod discovery;
pub mod distribution;
pub mod emerging;
pub mod enclosing;
pub mod globe;
pub mod grid;
pub mod knox;
pub mod line;
pub mod mantel;
pub mod metric;
pub mod near_repeat;
pub mod nearest;
pub mod neighbours;
pub mod normal;
pub mod patch;
pub mod permute;
pub mod plane;
pub mod poisson;
pub mod projection;
pub mod quantile;
pub mod quantile_line;
pub mod random;
pub mod resample;
pub mod ripley;
pub mod scan;
pub mod slope;
mod spot_days;
pub mod st_dbscan;
pub mod student;
pub mod swash;
pub mod trend;
pub mod union;
pub mod window;
