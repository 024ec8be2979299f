//! Kernel density: how many events a unit of area there are about a point.
//!
//! Comes in: events and the places to look at, a kernel, a bandwidth. Goes out: events per km² on the globe, per unit of
//! area on a plane. No edge correction. The normalisation is that of the plane: on the globe bandwidths should stay
//! far below its radius. Sources: Silverman 1986; the quartic kernel as `QGIS` and `ArcGIS` have it.

use rayon::prelude::*;

use crate::earth::trig::exp;
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};

/// How the weight of an event falls off with its distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// exp(-d²/2h²) / 2πh²: never quite 0.
    Gaussian,
    /// 3 (1 - d²/h²)² / πh² within h, 0 beyond.
    Quartic,
}

impl Kernel {
    /// The density that one event adds at a distance, per unit of area; `bandwidth` is in the unit of the distance.
    pub fn at(self, distance: f64, bandwidth: f64) -> f64 {
        let h2 = bandwidth * bandwidth;
        let u = distance * distance / h2;
        match self {
            Self::Gaussian => exp(-u / 2.0) / (2.0 * std::f64::consts::PI * h2),
            Self::Quartic if u < 1.0 => 3.0 / (std::f64::consts::PI * h2) * (1.0 - u) * (1.0 - u),
            Self::Quartic => 0.0,
        }
    }
}

/// Events per km² at each place, by great-circle distance.
///
/// # Example
/// ```
/// use incimap::earth::LonLat;
/// use incimap::statistic::density::{Kernel, on_sphere};
/// let kabul = LonLat::new(69.17, 34.53)?;
/// let density = on_sphere(&[kabul], &[kabul], Kernel::Quartic, 10.0);
/// assert!((density[0] - 3.0 / (std::f64::consts::PI * 100.0)).abs() < 1e-12);
/// # Ok::<(), incimap::earth::OutOfRange>(())
/// ```
pub fn on_sphere(events: &[LonLat], places: &[LonLat], kernel: Kernel, bandwidth_km: f64) -> Vec<f64> {
    let events: Vec<UnitVector> = events.iter().map(|e| e.unit()).collect();
    let density = |place: &LonLat| {
        let at = place.unit();
        events.iter().map(|e| kernel.at(at.angle(*e) * EARTH_RADIUS_KM, bandwidth_km)).sum()
    };
    places.par_iter().map(density).collect()
}

/// Events per unit of area at each place of a plane.
pub fn on_plane(events: &[[f64; 2]], places: &[[f64; 2]], kernel: Kernel, bandwidth: f64) -> Vec<f64> {
    let apart = |a: &[f64; 2], b: &[f64; 2]| ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])).sqrt();
    places.par_iter().map(|p| events.iter().map(|e| kernel.at(apart(e, p), bandwidth)).sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kernel_holds_one_event_in_all() {
        for kernel in [Kernel::Gaussian, Kernel::Quartic] {
            // The integral over rings of 2πr.
            let step = 0.001;
            let ring = |i: u32| {
                let r = (f64::from(i) + 0.5) * step;
                kernel.at(r, 0.7) * 2.0 * std::f64::consts::PI * r * step
            };
            let all: f64 = (0..10_000).map(ring).sum();
            assert!((all - 1.0).abs() < 1e-5, "{kernel:?} {all}");
        }
    }

    #[test]
    fn a_place_sees_events_across_180_degrees() {
        let at = |lon| LonLat::wrapped(lon, 0.0);
        let density = on_sphere(&[at(179.99)], &[at(-179.99)], Kernel::Gaussian, 10.0);
        assert!((density[0] - Kernel::Gaussian.at(0.02 * 111.195_08, 10.0)).abs() < 1e-9);
        assert_eq!(on_plane(&[], &[[0.0, 0.0]], Kernel::Quartic, 1.0), [0.0]);
    }
}
