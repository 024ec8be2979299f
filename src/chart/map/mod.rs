//! Maps: each one SVG scene in millimetres, put together from one kit.
//!
//! Comes in: a [`ChartInput`]. Goes out: [`Picture`]s; a map that has nothing to say is not made.
//!
//! With an origin a map of points is azimuthal equidistant on it, so that distances from the origin are true and rings are
//! circles. Without one it is centred on the incidents, or, where they lie all over the world, in Equal Earth. Maps of areas are
//! azimuthal equal-area on the middle of the data, or Equal Earth. docs/maps.md tells how labels are placed and classes made.

mod arrivals;
mod base;
mod centres;
mod choropleth;
mod crowd;
mod cut;
mod density;
mod dots;
mod doubt;
mod flat;
mod ground;
mod hotspots;
mod kit;
mod label;
mod layout;
mod legend;
mod locator;
mod names;
mod overview;
mod panels;
mod placing;
mod projection;
mod rings;
mod scale;
mod symbols;
mod thin;
mod view;
mod words;

use self::kit::Kit;
use super::scene::Scene;
use super::{ChartInput, Picture};

pub use dots::KINDS;
pub(super) use dots::{Dots, gather};
pub use ground::{Ground, Line, centre_words, series_of, title};
pub use names::Outstanding;
pub use projection::Projection;

/// Draws a map; none where it has nothing to say.
type Draws = fn(&Kit<'_>) -> Option<Scene>;

/// The maps by name, which is also the stem of the file, in the order they are told of.
const MAPS: [(&str, Draws); 8] = [
    ("map", overview::scene),
    ("map_periods", panels::scene),
    ("map_countries", choropleth::countries),
    ("map_provinces", choropleth::provinces),
    ("map_hotspots", hotspots::scene),
    ("map_arrivals", arrivals::scene),
    ("map_centres", centres::scene),
    ("map_uncertainty", doubt::scene),
];

/// The names of all maps.
pub fn names() -> impl Iterator<Item = &'static str> {
    MAPS.iter().map(|(name, _)| *name)
}

/// The map of a name; none where it has nothing to say, or there is no such map.
pub fn map(input: &ChartInput<'_>, name: &str) -> Option<Picture> {
    let (name, scene) = MAPS.iter().find(|(own, _)| *own == name)?;
    scene(&Kit::new(input)).map(|scene| scene.into_picture(name))
}
