//! The colours that styles are made of.
//!
//! Comes in: those of the pictures, so that map, charts and QGIS agree. Goes out: a [`Look`].

/// Colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Behind everything, and what open circles are filled with.
    pub paper: String,
    /// Titles, labels, marks.
    pub ink: String,
    /// Notes, rings, outlines.
    pub soft: String,
    /// Water.
    pub sea: String,
    /// Land.
    pub land: String,
    /// The home countries.
    pub home: String,
    /// Coasts and borders.
    pub border: String,
    /// Names of countries.
    pub land_ink: String,
    /// Kinds in the order of their frequency.
    pub series: Vec<String>,
    /// Everything that has no colour of its own.
    pub rest: String,
    /// What the eye is to find first.
    pub accent: String,
    /// From little to much, in five steps.
    pub ramp: [String; 5],
}

impl Look {
    /// The colour of the series with this number, the rest's from the last on.
    pub fn series(&self, number: usize) -> &str {
        self.series.get(number).unwrap_or(&self.rest)
    }
}
