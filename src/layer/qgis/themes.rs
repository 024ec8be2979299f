//! Map themes: sets of layers that are shown together, to be chosen by name in the layer panel and followed by layouts.
//!
//! Comes in: the layers of a project. Goes out: `<visibility-presets>`.

use super::xml::Element;
use super::{Project, tree};

/// A set of layers under a name.
pub(super) struct Theme {
    pub(super) name: &'static str,
    ground: &'static [&'static str],
    layers: &'static [&'static str],
}

/// What lies under most themes.
const GROUND: &[&str] = &["borders", "lakes", "land", "home"];

/// What the project opens with, and what the first layout shows.
pub(super) const FIRST: Theme = Theme {
    name: "Incidents and reach",
    ground: GROUND,
    layers: &["incidents", "undated_incidents", "origin", "reach_rings", "country_names"],
};

/// What the maps of the second layout show.
pub(super) const PERIODS: Theme =
    Theme { name: "Incidents of a period", ground: GROUND, layers: &["incidents", "origin"] };

/// What the small map shows: land alone.
pub(super) const LOCATOR: Theme = Theme { name: "Land", ground: &["lakes", "land"], layers: &[] };

/// All themes, in the order of the menu.
const ALL: [Theme; 8] = [
    FIRST,
    Theme { name: "First arrivals", ground: GROUND, layers: &["first_arrivals", "origin", "country_names"] },
    Theme {
        name: "Track of the centres",
        ground: GROUND,
        layers: &["centres", "centre_track", "ellipses", "origin", "country_names"],
    },
    Theme {
        name: "Hulls and clusters",
        ground: GROUND,
        layers: &["incidents", "hulls", "clusters", "scan_cylinders", "origin"],
    },
    Theme { name: "Hot spots", ground: GROUND, layers: &["cells", "origin", "country_names"] },
    Theme { name: "Countries", ground: GROUND, layers: &["countries", "origin"] },
    PERIODS,
    LOCATOR,
];

impl Theme {
    /// Whether it shows a layer.
    pub(super) fn shows(&self, name: &str) -> bool {
        self.ground.contains(&name) || self.layers.contains(&name)
    }
}

/// The themes that have a layer besides the base map.
pub(super) fn presets(project: &Project<'_>) -> Element {
    let layers = tree::in_order(project);
    let full = ALL.into_iter().filter(|theme| {
        let first = theme.layers.first();
        first.is_none_or(|first| layers.iter().any(|layer| layer.name == *first))
            || theme.name == PERIODS.name
            || theme.name == FIRST.name
    });
    let presets = full.map(|theme| {
        let shown = layers.iter().filter(|layer| theme.shows(layer.name)).map(|layer| {
            Element::new("layer").with("id", tree::id(layer)).with_all(&[
                ("style", "default"),
                ("visible", "1"),
                ("expanded", "0"),
            ])
        });
        Element::new("visibility-preset")
            .with("name", theme.name)
            .with_all(&[("has-expanded-info", "0"), ("has-checked-group-info", "0")])
            .holding_all(shown)
    });
    Element::new("visibility-presets").holding_all(presets)
}
