//! The incidents that can be paired: with a point that is fine enough and a date that is known to the day.
//!
//! Comes in: records in their order. Goes out: [`Precise`]: points, days, and how many were left out, by reason.

use std::collections::BTreeMap;

use super::LeftOut;
use super::calendar::day_number;
use super::record::Record;
use crate::earth::LonLat;
use crate::statistic::metric::{Metric, Points, Spots};
use crate::statistic::random::mix;

/// Incidents with a point, and with a day where days are asked for.
#[derive(Debug, Default)]
pub(super) struct Precise {
    /// Their numbers among the records.
    pub rows: Vec<u32>,
    pub points: Vec<LonLat>,
    /// Days since 1970; empty where days are not asked for.
    pub days: Vec<i32>,
    pub left_out: LeftOut,
}

impl Precise {
    /// Those with a fine point, dated to the day.
    pub fn dated(records: &[Record]) -> Self {
        Self::new(records, true)
    }

    /// Those with a fine point, whatever their date.
    pub fn placed(records: &[Record]) -> Self {
        Self::new(records, false)
    }

    fn new(records: &[Record], by_day: bool) -> Self {
        let mut precise = Self::default();
        let mut left_out: BTreeMap<&'static str, u64> = BTreeMap::new();
        for (row, record) in (0_u32..).zip(records) {
            let reason = match (record.point(), record.when.span()) {
                (None, _) => "no_point",
                _ if !record.is_fine() => "too_coarse",
                (_, None) if by_day => "no_date",
                (_, Some((first, last))) if by_day && first != last => "date_too_coarse",
                (Some(point), span) => {
                    precise.rows.push(row);
                    precise.points.push(point);
                    precise.days.extend(span.filter(|_| by_day).map(|(first, _)| day_number(first)));
                    continue;
                }
            };
            *left_out.entry(reason).or_default() += 1;
        }
        Self { left_out, ..precise }
    }

    /// How many there are.
    pub fn n(&self) -> u64 {
        self.rows.len() as u64
    }

    /// The distinct points on WGS84.
    pub fn spots(&self) -> Spots {
        Spots::new(&Points::on_globe(&self.points, Metric::Geodesic))
    }

    /// The seed for these incidents: the same set has the same random numbers wherever it turns up.
    pub fn seed(&self, seed: u64) -> u64 {
        let points = self.points.iter().flat_map(|p| [p.lon().to_bits(), p.lat().to_bits()]);
        points.chain(self.days.iter().map(|d| u64::from(d.unsigned_abs()))).fold(seed, mix)
    }
}
