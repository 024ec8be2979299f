//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 27] = [
    -0.529, -1.259, -1.266, 0.576, -0.069, -0.783, -1.005, -0.724, 1.813, 3.875, 2.607, 0.634, -0.890, -1.427, 0.000,
    1.465, 1.874, 0.332, -0.466, -0.352, -0.505, 3.577, 3.697, 5.776, 0.000, -3.154, -2.465,
];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 19] = [
    0.694, -0.600, 7.837, 1.000, 1.565, 0.198, 0.647, 0.784, 2.247, 1.095, -0.161, 2.644, 1.110, 2.201, 1.985, -0.252,
    2.614, 5.000, 4.000,
];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [3.152, 0.556, 0.130, -0.095];

/// Of a place that stands for an unknown one; `Places::features` makes them in this order. The score is a logit.
pub const STAND_IN: [f64; 9] = [-2.244, 1.636, 2.720, 0.173, 0.943, 0.642, -0.058, -0.618, 1.213];

/// From the probability of an answer to how often it comes true, as a logit: constant, logit, stands for an unknown name, is a
/// region or a continent, whose middle nobody agrees on.
pub const CALIBRATION: [f64; 4] = [0.450, 0.995, -0.000, -0.293];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
