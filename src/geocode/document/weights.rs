//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 25] = [
    -0.521, -1.413, -1.656, 0.417, -0.321, -1.171, -1.139, -0.883, 1.940, 3.861, 2.765, 0.529, -0.722, -1.235, 0.000,
    1.475, 1.768, 0.233, 0.192, -0.332, -0.520, 1.426, 4.255, 6.282, 0.000,
];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 19] = [
    0.015, -0.353, 7.800, 1.000, 1.551, 0.232, 0.414, 0.963, 1.857, 0.996, -0.127, 3.084, 1.621, 2.137, 2.161, -0.205,
    2.540, 3.000, 3.000,
];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [3.167, 0.056, 0.860, 0.338];

/// Of a place that stands for an unknown one; `Places::features` makes them in this order. The score is a logit.
pub const STAND_IN: [f64; 9] = [-3.312, 3.823, 2.175, 0.114, 1.199, 0.747, 0.156, -0.562, 0.635];

/// From the probability of an answer to how often it comes true, as a logit: constant, logit, stands for an unknown name, is a
/// region or a continent, whose middle nobody agrees on.
pub const CALIBRATION: [f64; 4] = [0.443, 0.978, -0.378, -0.211];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
