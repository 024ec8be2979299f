//! Where sites and places lie that are nothing but coordinates and were met lately.
//!
//! Comes in: coordinates. Goes out: where both lie in the body, or the slot for where they will lie.

use crate::incident::{Bare, Precision};
use crate::statistic::random::mix;

/// How many are remembered; one that comes again after another took its slot is kept once more.
const MOST: usize = 1 << 14;

/// What a row gives beside its coordinates: a radius in km, and how fine they are.
pub(super) type Given = (Option<f64>, Option<Precision>);

/// Coordinates that lie in the body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub bare: Bare,
    pub place: Given,
    /// Where the site lies, and where the place.
    pub at: (usize, usize),
}

/// Those that were met lately.
#[derive(Debug, Default)]
pub(super) struct Points(Vec<Option<Point>>);

impl Points {
    /// Where the site and the place of some coordinates lie; else their slot.
    pub fn known(&mut self, bare: Bare, place: Given) -> Result<(usize, usize), &mut Option<Point>> {
        self.0.resize(MOST, None);
        let (lon, lat) = (bare.point.lon().to_bits(), bare.point.lat().to_bits());
        let slot = &mut self.0[mix(mix(0, lon), lat) as usize % MOST];
        match slot {
            Some(held) if is_same(held, bare, place) => Ok(held.at),
            _ => Err(slot),
        }
    }
}

/// Whether both are the same to the last bit: zero has two signs.
fn is_same(held: &Point, bare: Bare, (radius_km, precision): Given) -> bool {
    let bits = |bare: Bare| [bare.point.lon(), bare.point.lat(), bare.radius_km].map(f64::to_bits);
    bits(held.bare) == bits(bare)
        && (held.bare.precision, held.place.1) == (bare.precision, precision)
        && held.place.0.map(f64::to_bits) == radius_km.map(f64::to_bits)
}
