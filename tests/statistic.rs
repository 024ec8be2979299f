//! The statistics through their public API: small cases worked out by hand, and the values of other packages.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its input should fail")]

mod oracle;

#[cfg(test)]
mod statistic {
    mod counted;
}
