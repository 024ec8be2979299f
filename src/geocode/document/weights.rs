//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 25] = [
    -0.550, -1.422, -1.680, 0.384, -0.363, -1.167, -1.135, -0.884, 1.953, 3.866, 2.759, 0.543, -0.720, -1.225, 0.000,
    1.468, 1.771, 0.235, 0.190, -0.331, -0.515, 1.436, 4.247, 6.271, 0.000,
];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 20] = [
    0.020, -0.333, 7.798, 1.000, 1.552, 0.234, 0.408, 0.962, 1.858, 1.009, -0.126, 3.101, 1.603, 2.132, -0.060, 2.149,
    -0.203, 2.540, 3.000, 3.000,
];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [3.190, 0.002, 0.833, 0.313];

/// Of a place that stands for an unknown one; `Places::features` makes them in this order. The score is a logit.
pub const STAND_IN: [f64; 9] = [-3.371, 3.899, 2.125, 0.250, 1.200, 0.813, 0.157, -0.671, 0.644];

/// From the probability of an answer to how often it comes true, as a logit: constant, logit, stands for an unknown name, is a
/// region or a continent, whose middle nobody agrees on.
pub const CALIBRATION: [f64; 4] = [0.453, 0.962, -0.370, -0.207];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
