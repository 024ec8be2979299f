//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 25] = [
    -0.934, -1.463, -1.425, 0.219, -0.547, -1.073, -2.408, -0.875, 2.380, 3.926, 2.829, 0.708, -0.665, -0.863, 0.000,
    2.224, 1.852, 0.359, 0.180, -0.428, -0.413, 1.066, 4.159, 6.161, 0.000,
];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 19] = [
    0.323, -0.560, 7.738, 1.000, 1.612, 1.140, -0.468, 0.946, 2.105, 0.748, -0.257, 2.894, 1.605, 2.529, -0.052, 1.717,
    -0.564, 3.000, 3.000,
];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [3.962, -0.302, -0.015, 0.237];

/// Of a place that stands for an unknown one; `Places::features` makes them in this order. The score is a logit.
pub const STAND_IN: [f64; 9] = [-3.110, 2.590, 2.678, -0.086, 0.949, 0.509, 0.035, -0.458, 0.931];

/// From the probability of an answer to how often it comes true, as a logit: constant, logit, stands for an unknown name.
pub const CALIBRATION: [f64; 3] = [0.0, 1.0, 0.0];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
