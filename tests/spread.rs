//! The spread stage through its public API: small cases worked out by hand, laws, and the edges of the globe.

#[cfg(test)]
#[expect(dead_code, reason = "the statistics of tests/statistic.rs use all of it")]
mod oracle;

#[cfg(test)]
mod spread {
    mod cases;
    mod cells;
    mod comparison;
    mod edges;
    mod fixture;
    mod imprecision;
    mod large;
    mod laws;
    mod reference;
    mod schema;
    mod series;
}
