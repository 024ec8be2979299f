//! The statistics through their public API: small cases worked out by hand, and the values of other packages.

#[cfg(test)]
mod oracle;

#[cfg(test)]
mod statistic {
    mod cells;
    mod centres;
    mod counted;
    mod countries;
    mod front;
    mod pairs;
    mod regions;
    mod series;

    /// Days since the year 1.
    fn day(date: &str) -> i64 {
        date.parse::<jiff::civil::Date>().unwrap().duration_since(jiff::civil::date(1, 1, 1)).as_hours() / 24
    }
}
