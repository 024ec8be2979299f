//! The nouns that every stage shares: what was reported, when, where, by whom, with how much doubt.
//!
//! Comes in: nothing; readers build these. Goes out: [`Incident`] and its parts, and [`Located`], an incident with its
//! place found or the reason why not.

mod casualties;
mod kind;
mod located;
mod place;
mod shared;
mod text;
mod when;

pub use casualties::Casualties;
pub use kind::{Kind, Role, Stage};
pub use located::{Area, AreaBasis, Bare, Located, Location, Matched, Precision, RunnerUp, Site, Unlocated};
pub use place::{CountryCode, Place};
pub use shared::Shared;
pub use text::Text;
pub use when::{DatePrecision, When, month_range};

use std::sync::Arc;

/// One incident: what its claims have in common, and the claims themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// The key of the incident in its input, or one made from its row ("row 17").
    pub id: Text,
    /// What kind of thing it is.
    pub kind: Kind,
    /// How far it got.
    pub stage: Stage,
    /// When, with all claims taken together (see [`When::merge`]).
    pub when: When,
    /// The place of the first claim; the geocoder looks at the places of all claims.
    pub place: Shared<Place>,
    /// Who did it, as most claims have it; the first named one where they differ.
    pub actor: Option<Text>,
    /// Against whom or what.
    pub target: Option<Text>,
    /// People killed, all claims taken together (see [`Casualties::merge`]).
    pub killed: Casualties,
    /// People injured, likewise.
    pub injured: Casualties,
    /// What happened, in a few words.
    pub summary: Option<Text>,
    /// A link to a source.
    pub link: Option<Text>,
    /// Who said what; at least one. One row of a table is one claim.
    pub claims: Vec<Claim>,
    /// Where the claims differ, by field: `date: 2024-03-23 (one), 2024-03-22 (two)`. Empty where they agree.
    pub conflicts: Vec<String>,
}

/// What one source says of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The document, dataset or outlet.
    pub source: Option<Text>,
    /// Who says so within the source: "US officials".
    pub attribution: Option<Text>,
    /// When, as this claim has it.
    pub when: When,
    /// The date in the words of the source.
    pub when_worded: Option<Text>,
    /// The place as this claim has it.
    pub place: Shared<Place>,
    /// Who did it, as this claim has it.
    pub actor: Option<Text>,
    /// Against whom or what.
    pub target: Option<Text>,
    /// People killed.
    pub killed: Casualties,
    /// People injured.
    pub injured: Casualties,
    /// How far it got, as this claim has it.
    pub stage: Stage,
    /// What kind of thing it is where this claim says another than the incident has; [`Kind::Unknown`] where it says none.
    /// Tables written out again have it; it is not kept with located incidents.
    pub kind: Option<Kind>,
    /// What is said, or a remark of the analyst.
    pub note: Option<Text>,
    /// The input as the user named it (a path, `-` or `built-in`).
    pub input: Arc<str>,
    /// The line in that input, counted from 1 (for `GeoJSON` the number of the feature).
    pub line: u64,
}
