//! What is measured and how: the flags of the statistics, the same on the command line and under `[methods]` of
//! incimap.toml.
//!
//! Comes in: flags. Goes out: [`SpreadOptions`], checked, without origin and length of period, which hang on the data.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::spread::{CellOptions, ClusterChoice, Family, GroupBy, NearRepeatChoice, ScanLimits, SpreadOptions};

/// What is measured and how; every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, clap::Args, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[command(next_help_heading = "What is measured")]
pub struct MethodFlags {
    /// Which families of statistics are measured; all if not given.
    #[arg(long = "method", value_name = "FAMILY,...", value_enum, value_delimiter = ',')]
    pub method: Vec<Family>,
    /// Measures each kind, actor, UN subregion or country beside the whole.
    #[arg(long, value_enum)]
    pub group_by: Option<GroupBy>,
    /// Compares what happened before a day with what happened from then on (2017-10-17), or two groups (kind=bombing,arson).
    #[arg(long, value_name = "DAY|BY=A,B")]
    pub compare: Option<String>,
    /// How many bootstrap samples the intervals rest on that have no closed form; 0 leaves these out.
    #[arg(long, value_name = "N")]
    pub resamples: Option<u32>,
    /// How many times imprecise dates and places are drawn anew; 0 leaves imputation out.
    #[arg(long, value_name = "N")]
    pub imputations: Option<u32>,
    /// The seed of everything random.
    #[arg(long)]
    pub seed: Option<u64>,
    /// How many permutations the Monte-Carlo p of near repeats rest on; fewer where they would take too long.
    #[arg(long, value_name = "N")]
    pub permutations: Option<u32>,
    /// Knox: the greatest distance of near repeats, in km [default: 10].
    #[arg(long, value_name = "KM")]
    pub knox_km: Option<f64>,
    /// Knox: the greatest number of days between near repeats [default: 14].
    #[arg(long, value_name = "DAYS")]
    pub knox_days: Option<u32>,
    /// The upper edges of the bands of distance of the near-repeat table, in km [default: 1,5,10,25,50,100].
    #[arg(long, value_name = "KM,...", value_delimiter = ',')]
    pub repeat_km: Vec<f64>,
    /// The upper edges of the bands of days of the near-repeat table [default: 7,14,28,56].
    #[arg(long, value_name = "DAYS,...", value_delimiter = ',')]
    pub repeat_days: Vec<u32>,
    /// Clusters: the greatest distance of neighbours, in km [default: 50].
    #[arg(long, value_name = "KM")]
    pub cluster_km: Option<f64>,
    /// Clusters: how many incidents within that distance make a core, itself counted [default: 5].
    #[arg(long, value_name = "N")]
    pub cluster_points: Option<u32>,
    /// Clusters in space and time: the greatest number of days between neighbours [default: 28].
    #[arg(long, value_name = "DAYS")]
    pub cluster_days: Option<u32>,
    /// The H3 resolution of cells, 0 to 15; by the extent of the incidents if not given.
    #[arg(long, value_name = "N")]
    pub resolution: Option<u8>,
    /// Rings of cells round occupied ones that belong to the study area.
    #[arg(long, value_name = "N")]
    pub rings: Option<u32>,
    /// Steps of equal length that cells are followed through; the periods if not given.
    #[arg(long, value_name = "N")]
    pub steps: Option<u32>,
    /// The greatest radius of a circle of the space-time scan in km.
    #[arg(long, value_name = "KM")]
    pub scan_radius_km: Option<f64>,
    /// The longest window of the space-time scan in days.
    #[arg(long, value_name = "DAYS")]
    pub scan_days: Option<u32>,
    /// Scans only windows that hold the last day: is something under way now?
    #[arg(long)]
    pub prospective: bool,
}

impl MethodFlags {
    /// These flags, and those of `file` where these are silent.
    pub(super) fn over(self, file: Self) -> Self {
        Self {
            method: super::flags::first_filled(self.method, file.method),
            group_by: self.group_by.or(file.group_by),
            compare: self.compare.or(file.compare),
            resamples: self.resamples.or(file.resamples),
            imputations: self.imputations.or(file.imputations),
            seed: self.seed.or(file.seed),
            permutations: self.permutations.or(file.permutations),
            knox_km: self.knox_km.or(file.knox_km),
            knox_days: self.knox_days.or(file.knox_days),
            repeat_km: super::flags::first_filled(self.repeat_km, file.repeat_km),
            repeat_days: super::flags::first_filled(self.repeat_days, file.repeat_days),
            cluster_km: self.cluster_km.or(file.cluster_km),
            cluster_points: self.cluster_points.or(file.cluster_points),
            cluster_days: self.cluster_days.or(file.cluster_days),
            resolution: self.resolution.or(file.resolution),
            rings: self.rings.or(file.rings),
            steps: self.steps.or(file.steps),
            scan_radius_km: self.scan_radius_km.or(file.scan_radius_km),
            scan_days: self.scan_days.or(file.scan_days),
            prospective: self.prospective || file.prospective,
        }
    }

    /// Checks everything and fills in the defaults.
    pub(super) fn settle(self) -> Result<SpreadOptions> {
        let (near_repeat, clusters) = (self.near_repeat()?, self.clusters()?);
        let default = SpreadOptions::default();
        let (cells, scan) = (self.cells(default.cells)?, self.scan(default.scan)?);
        let mut families = if self.method.is_empty() { default.families } else { self.method };
        families.sort_unstable();
        families.dedup();
        Ok(SpreadOptions {
            families,
            group_by: self.group_by,
            compare: self.compare.as_deref().map(str::parse).transpose()?,
            resamples: at_most("resamples", self.resamples.unwrap_or(default.resamples), 1_000_000)?,
            imputations: at_most("imputations", self.imputations.unwrap_or(default.imputations), 10_000)?,
            seed: self.seed.unwrap_or(default.seed),
            near_repeat,
            clusters,
            cells,
            scan,
            ..SpreadOptions::default()
        })
    }

    fn near_repeat(&self) -> Result<NearRepeatChoice> {
        let default = NearRepeatChoice::default();
        let mut bands_km = if self.repeat_km.is_empty() { default.bands_km } else { self.repeat_km.clone() };
        bands_km.iter().try_for_each(|value| km("repeat-km", *value).map(drop))?;
        bands_km.sort_unstable_by(f64::total_cmp);
        bands_km.dedup();
        let mut bands_days = if self.repeat_days.is_empty() { default.bands_days } else { self.repeat_days.clone() };
        bands_days.iter().try_for_each(|value| at_most("repeat-days", *value, 100_000).map(drop))?;
        bands_days.sort_unstable();
        bands_days.dedup();
        Ok(NearRepeatChoice {
            km: km("knox-km", self.knox_km.unwrap_or(default.km))?,
            days: at_most("knox-days", self.knox_days.unwrap_or(default.days), 100_000)?,
            bands_km,
            bands_days,
            permutations: at_most("permutations", self.permutations.unwrap_or(default.permutations), 1_000_000)?,
        })
    }

    fn clusters(&self) -> Result<ClusterChoice> {
        let default = ClusterChoice::default();
        Ok(ClusterChoice {
            km: km("cluster-km", self.cluster_km.unwrap_or(default.km))?,
            points: at_most("cluster-points", self.cluster_points.unwrap_or(default.points), 1_000_000)?.max(1),
            days: at_most("cluster-days", self.cluster_days.unwrap_or(default.days), 100_000)?,
            draws: default.draws,
        })
    }
}

fn km(name: &'static str, value: f64) -> Result<f64> {
    if value > 0.0 && value <= 20_010.0 {
        return Ok(value);
    }
    Err(Error::unknown(name, value.to_string(), format!("--{name} takes a distance in km, above 0 and up to 20010")))
}

impl MethodFlags {
    fn cells(&self, default: CellOptions) -> Result<CellOptions> {
        let resolution = self.resolution.map(|number| at_most("resolution", number.into(), 15)).transpose()?;
        Ok(CellOptions {
            resolution: resolution.map(|number| number as u8),
            rings: at_most("rings", self.rings.unwrap_or(default.rings), 20)?,
            steps: self.steps.map(|steps| at_most("steps", steps, 2000)).transpose()?,
        })
    }

    fn scan(&self, default: ScanLimits) -> Result<ScanLimits> {
        let radius_km = self.scan_radius_km.unwrap_or(default.radius_km);
        if !(0.0..=20_100.0).contains(&radius_km) {
            let way_out = "--scan-radius-km takes a number from 0 to 20100";
            return Err(Error::unknown("scan radius", radius_km.to_string(), way_out.to_owned()));
        }
        let window_days = at_most("scan window", self.scan_days.unwrap_or(default.window_days), 1_000_000)?;
        Ok(ScanLimits { radius_km, window_days, prospective: self.prospective })
    }
}

fn at_most(name: &'static str, value: u32, most: u32) -> Result<u32> {
    if value <= most {
        return Ok(value);
    }
    Err(Error::unknown(name, value.to_string(), format!("--{name} takes a number from 0 to {most}")))
}
