//! The base map: land, lakes, boundaries, names.

use super::{Style, outline};
use crate::layer::Layer;
use crate::layer::qgis::Shared;
use crate::layer::qgis::expression::is_one_of;
use crate::layer::qgis::labels::{Labels, Placement};
use crate::layer::qgis::renderer::{Category, categorized, single};
use crate::layer::qgis::symbol::{Stroke, Symbol};

/// Land with its coast.
pub(super) fn land(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    Style::new(single(&Symbol::fill(outline::area(
        layer,
        Stroke::fill(&look.land, 255),
        Stroke::line(&look.border, 0.12),
    ))))
}

/// Lakes with their shores.
pub(super) fn lakes(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    Style::new(single(&Symbol::fill(outline::area(
        layer,
        Stroke::fill(&look.sea, 255),
        Stroke::line(&look.border, 0.1),
    ))))
}

/// Boundaries; disputed ones are dotted.
pub(super) fn borders(shared: &Shared<'_>) -> Style {
    let colour = &shared.look.border;
    let line = |line: Stroke| Symbol::line(vec![line]);
    let categories = [
        Category {
            values: vec!["boundary".to_owned()],
            label: "Boundary".to_owned(),
            symbol: line(Stroke::line(colour, 0.18)),
        },
        Category {
            values: Vec::new(),
            label: "Disputed boundary".to_owned(),
            symbol: line(Stroke::line(colour, 0.28).dashed(0.05, 0.6)),
        },
    ];
    Style::new(categorized("what", &categories, None, None))
}

/// A country is named where it is about as large as its name.
const NAMED: &str = "\"area_km2\" > 4000 * (@map_scale / 10000000) ^ 2";

/// Names of countries, larger ones first, without marks.
pub(super) fn names(shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let none = Symbol::marker(vec![Stroke::marker("circle", &look.land, 0.1).driven("enabled", "false")]);
    // The home countries bear their own labels.
    let home = shared.home.iter().map(String::as_str);
    let named = if shared.home.is_empty() {
        NAMED.to_owned()
    } else {
        format!("({NAMED}) AND NOT {}", is_one_of("name", home))
    };
    let text = format!("if({named}, \"name\", '')");
    let mut labels = Labels::new(text, Placement::Above, &look.land_ink, &look.land);
    (labels.points, labels.priority) = (6.5, 1);
    labels.driven.push(("Priority", "min(2, ln(1 + \"area_km2\") / 8)".to_owned()));
    labels.driven.push(("Size", "5.5 + min(2, \"area_km2\" / 2000000)".to_owned()));
    Style::new(single(&none)).labelled(&labels)
}
