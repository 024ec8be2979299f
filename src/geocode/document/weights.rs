//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 25] = [-0.639, -1.345, -1.032, -0.108, 0.600, -1.054, -2.347, -0.747, 2.687, 4.033, 3.478, 0.958, -0.315, -0.546, 0.000, 2.440, 1.700, 0.472, 0.319, -0.171, -0.396, 1.763, 3.872, 0.772, 0.000];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 19] = [0.520, -0.559, 4.290, 1.000, 1.618, 1.539, -0.627, 1.016, 1.567, 1.407, -0.238, 3.033, 1.957, 1.594, -0.076, 1.852, -1.002, 3.000, 3.000];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [4.734, 0.334, 0.470, 0.040];

/// Of a place that stands for an unknown one; `Places::features` makes them in this order. The score is a logit.
pub const STAND_IN: [f64; 9] = [-3.110, 2.590, 2.678, -0.086, 0.949, 0.509, 0.035, -0.458, 0.931];

/// From the probability of an answer to how often it comes true, as a logit: constant, logit, stands for an unknown name.
pub const CALIBRATION: [f64; 3] = [0.0, 1.0, 0.0];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
