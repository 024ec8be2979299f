//! What is measured and how: the flags of the statistics, the same on the command line and under `[methods]` of
//! incimap.toml.
//!
//! Comes in: flags. Goes out: [`SpreadOptions`], checked, without origin and length of period, which hang on the data.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::spread::{Family, GroupBy, SpreadOptions, Weight};

/// What is measured and how; every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, clap::Args, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[command(next_help_heading = "What is measured")]
pub struct MethodFlags {
    /// Which families of statistics are measured; all if not given.
    #[arg(long = "method", value_name = "FAMILY,...", value_enum, value_delimiter = ',')]
    pub method: Vec<Family>,
    /// Measures each kind, actor, UN subregion or country beside the whole.
    #[arg(long, value_enum)]
    pub group_by: Option<GroupBy>,
    /// What an incident weighs in reach, centres, dispersion and concentration.
    #[arg(long, value_enum)]
    pub weight: Option<Weight>,
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
}

impl MethodFlags {
    /// These flags, and those of `file` where these are silent.
    pub(super) fn over(self, file: Self) -> Self {
        Self {
            method: super::flags::first_filled(self.method, file.method),
            group_by: self.group_by.or(file.group_by),
            compare: self.compare.or(file.compare),
            weight: self.weight.or(file.weight),
            resamples: self.resamples.or(file.resamples),
            imputations: self.imputations.or(file.imputations),
            seed: self.seed.or(file.seed),
        }
    }

    /// Checks everything and fills in the defaults.
    pub(super) fn settle(self) -> Result<SpreadOptions> {
        let default = SpreadOptions::default();
        let mut families = if self.method.is_empty() { default.families } else { self.method };
        families.sort_unstable();
        families.dedup();
        Ok(SpreadOptions {
            families,
            group_by: self.group_by,
            compare: self.compare.as_deref().map(str::parse).transpose()?,
            weight: self.weight.unwrap_or_default(),
            resamples: at_most("resamples", self.resamples.unwrap_or(default.resamples), 1_000_000)?,
            imputations: at_most("imputations", self.imputations.unwrap_or(default.imputations), 10_000)?,
            seed: self.seed.unwrap_or(default.seed),
            ..SpreadOptions::default()
        })
    }
}

fn at_most(name: &'static str, value: u32, most: u32) -> Result<u32> {
    if value <= most {
        return Ok(value);
    }
    Err(Error::unknown(name, value.to_string(), format!("--{name} takes a number from 0 to {most}")))
}
