//! The weights of what speaks for a candidate.
//!
//! Fitted by maximum likelihood (conditional logit with a ridge) on news with located names; a candidate within 161 km of
//! the truth counts as right. The score of a candidate is the sum of weight times feature; the probability of a candidate is
//! exp(score) over the sum of all candidates of the name and of "none of these".

/// Of a candidate by itself; `static_features` makes them in this order.
pub const STATIC: [f64; 27] = [
    -0.491, // another of its names
    -1.211, // another of its names, country or unit
    -1.216, // code of a country or unit
    0.703,  // code of anything else
    0.212,  // adjective or people
    -0.810, // name without its generic word
    -1.026, // name without its direction
    -0.730, // the generic word fits
    1.720,  // town: ln(inhabitants + 1) / 10
    3.800,  // country or unit: ln(inhabitants + 1) / 10
    2.652,  // country
    0.616,  // dependent territory
    -0.878, // first-level unit
    -1.455, // second-level unit
    0.000,  // finer unit
    1.475,  // capital
    1.881,  // seat of a first-level unit
    0.320,  // seat of a second-level unit
    -0.465, // seat of a finer unit
    -0.351, // part of a town
    -0.535, // former place
    3.566,  // venue
    3.763,  // region
    5.734,  // continent
    0.000,  // other feature
    -3.057, // another transliteration
    -2.389, // typing error
];

/// Of a candidate in its document; `context_features` makes them in this order.
pub const CONTEXT: [f64; 20] = [
    0.713,  // a word beside the name announces its kind
    -0.617, // a word beside the name announces another kind
    7.837,  // lies in what stands behind the comma
    1.000,  // lies in what stands behind "in" or "of"
    1.563,  // holds the name before its comma
    0.174,  // votes for its country, n / (n + 1)
    0.659,  // votes for its country, share
    0.796,  // its country is named
    2.285,  // votes for its first-level unit, n / (n + 1)
    1.097,  // votes for its first-level unit, share
    -0.204, // its first-level unit is named
    2.641,  // others within 80 km, n / (n + 1)
    1.133,  // others within 400 km, n / (n + 1)
    2.197,  // a name right beside it within 80 km
    2.009,  // country: votes for it, n / (n + 1)
    -0.250, // first-level unit: votes for it, n / (n + 1)
    2.624,  // capital: its country is named
    2.500,  // the police or the courts of its country act in its sentence; set by hand: the corpora have none
    5.000,  // near the user's point; set by hand
    4.000,  // in the user's countries; set by hand
];

/// Of "none of these"; `none_features` makes them in this order.
pub const NONE: [f64; 4] = [
    2.976,  // constant
    0.714,  // the best candidate has not this main name
    0.312,  // the best candidate is small
    -0.096, // a word beside the name announces its kind
];

/// Of a place that stands for an unknown one; `Places::features` makes them in this order. The score is a logit.
pub const STAND_IN: [f64; 10] = [
    -2.463, // constant
    2.979,  // share of the other places near it
    3.038,  // other places near it, n / (n + 1)
    -0.077, // places named right beside the name near it, n / (n + 1/2)
    0.859,  // its name is a part of the name: ln(inhabitants + 1) / 10
    -0.296, // its name is a part of the name
    -0.018, // another part of the name near it
    -0.638, // first-level unit
    1.453,  // the name is that of a building or a street
    -3.254, // the name holds that of a place elsewhere; held at -3.5
];

/// From the probability of an answer to how often it comes true, as a logit.
pub const CALIBRATION: [f64; 4] = [
    0.509,  // constant
    0.924,  // logit of the probability
    -0.180, // stands for an unknown name
    -0.231, // region or continent, whose middle nobody agrees on
];

/// The sum of weight times feature.
pub fn dot(weights: &[f64], features: &[f64]) -> f64 {
    weights.iter().zip(features).map(|(w, f)| w * f).sum()
}
