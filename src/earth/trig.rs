//! Trigonometry through `libm`: the same last bit on every machine. Angles are radians unless the name says degrees.

pub use libm::{acos, asin, atan, atan2, cos, erfc, exp, log as ln, log10, pow, sin, tan};

/// Degrees to radians.
pub fn radians(degrees: f64) -> f64 {
    degrees * (std::f64::consts::PI / 180.0)
}

/// Radians to degrees.
pub fn degrees(radians: f64) -> f64 {
    radians * (180.0 / std::f64::consts::PI)
}
