//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 25] = [
    -1.2, 0.4, -0.2, -3.0, 2.0, -0.5, -0.5, 1.5, 5.0, 3.0, 4.0, 3.0, 2.5, 0.0, -0.3, 1.0, 0.6, 0.2, 0.0, -0.5, -1.0,
    3.0, 4.5, 5.0, 0.5,
];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 19] =
    [2.0, -1.0, 4.0, 2.0, 2.0, 1.0, 1.0, 0.7, 2.0, 1.0, 1.0, 1.5, 0.7, 1.0, 0.5, 0.3, 0.3, 2.0, 3.0];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [0.0, 0.5, 0.0, 0.0];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
