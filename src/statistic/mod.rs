//! The mathematics of spread, apart from incidents.
//!
//! Comes in: plain numbers: points on the globe or on a plane, days, counts, series, lists of neighbours. Goes out: the
//! statistics of the literature, each with its source. Nothing here knows of incidents, gazetteers or files; what a
//! statistic means for incidents, and its interval, stands in [`crate::spread`].

pub mod quantile;
pub mod random;
