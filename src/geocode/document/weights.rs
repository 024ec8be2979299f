//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 25] = [
    -0.805, -1.052, -0.775, -0.055, 0.431, -0.869, -1.412, -0.720, 2.262, 3.493, 3.063, 0.575, -0.354, -0.700, 0.000,
    1.817, 1.602, 0.444, 0.232, -0.085, -0.256, 1.110, 2.846, -0.250, 0.000,
];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 19] = [
    0.463, -0.326, 1.640, 0.000, 0.076, 1.400, -0.128, 0.772, 1.428, 1.364, 0.395, 2.398, 1.762, 0.402, 0.901, 1.175,
    -0.922, 3.000, 3.000,
];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [4.002, 0.145, 0.276, -0.137];

/// Of a place that stands for an unknown one; `Places::features` makes them in this order. The score is a logit.
pub const STAND_IN: [f64; 9] = [-3.110, 2.590, 2.678, -0.086, 0.949, 0.509, 0.035, -0.458, 0.931];

/// From the probability of an answer to how often it comes true, as a logit: constant, logit, stands for an unknown name.
pub const CALIBRATION: [f64; 3] = [0.0, 1.0, 0.0];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
