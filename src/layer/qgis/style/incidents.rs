//! Incidents: circles sized by the killed and coloured by kind for operations, small open shapes for the other roles; the discs of
//! uncertainty. As on the printed map.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::first::First;
use super::{Style, outline};
use crate::incident::{Precision, Role};
use crate::layer::Layer;
use crate::layer::qgis::Shared;
use crate::layer::qgis::expression::{is_one_of, literal};
use crate::layer::qgis::kinds::{Kinds, label, role_label};
use crate::layer::qgis::labels::{Labels, Placement};
use crate::layer::qgis::look::Look;
use crate::layer::qgis::renderer::{Category, SizeLegend, categorized, single};
use crate::layer::qgis::symbol::{Stroke, Symbol};
use crate::layer::qgis::words::thousands;
use crate::layer::value::Value;

/// The heading of the legend of sizes.
pub(in crate::layer::qgis) const SIZES: &str = "People killed (open circle: not known)";

const PRECISIONS: [Precision; 8] = [
    Precision::Coordinates,
    Precision::Venue,
    Precision::Settlement,
    Precision::Admin2,
    Precision::Admin1,
    Precision::PartOfCountry,
    Precision::Country,
    Precision::Region,
];

/// The points.
pub(super) fn points(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let Shared { look, kinds, sizes, .. } = shared;
    // A layer in which no count is known has no column of them.
    let known = layer.has("killed");
    let size = if known { sizes.expression() } else { "2".to_owned() };
    let circle = |colour: &str| Symbol::marker(vec![operation(colour, look, &size, known, sizes.edge_mm())]);
    let other = |role| Symbol::marker(vec![other(role, look).driven("size", size.as_str())]).opacity(0.9);
    let Seen { present, named } = Seen::of(layer);
    let categories = categories(&present, kinds, look, circle, other);
    let count = if known { "\"killed\"" } else { "NULL" };
    let sample = Symbol::marker(vec![Stroke::marker("circle", &look.paper, 3.0).outlined(&look.soft, 0.25)]);
    let legend = SizeLegend {
        title: SIZES.to_owned(),
        source: Symbol::marker(vec![
            Stroke::marker("circle", &look.paper, 2.0).outlined(&look.soft, 0.25).driven("size", size.clone()),
        ]),
        sample,
        steps: sizes.steps().into_iter().map(|(mm, n)| (mm, thousands(n))).collect(),
    };
    let order = format!("coalesce({count}, -1)");
    let style = Style::new(categorized("kind", &categories, known.then_some(&legend), Some(&order)));
    let style = style.in_categories(categories.len());
    if named.is_empty() {
        return style;
    }
    let ids: Vec<String> = named.iter().map(ToString::to_string).collect();
    let text = format!("if($id IN ({}), \"place_name\", '')", ids.join(","));
    let mut labels = Labels::new(text, Placement::Beside, &look.ink, &look.paper);
    labels
        .driven
        .push(("Priority", format!("if({count} IS NULL, 5, 6 + 4 * sqrt(min({count}, {0}) / {0}.0))", sizes.most)));
    style.labelled(&labels)
}

/// A category for each kind of operation with a colour, one for the kinds of each other role, and one for all else.
fn categories(
    present: &BTreeSet<String>,
    kinds: &Kinds,
    look: &Look,
    circle: impl Fn(&str) -> Symbol,
    other: impl Fn(Role) -> Symbol,
) -> Vec<Category> {
    let coloured = kinds.coloured.iter().enumerate().filter(|(_, kind)| present.contains(*kind));
    let mut categories: Vec<Category> = coloured
        .map(|(number, kind)| Category {
            values: vec![kind.clone()],
            label: label(kind),
            symbol: circle(look.series(number)),
        })
        .collect();
    let others = kinds.others.iter().filter(|(_, kinds)| kinds.iter().any(|kind| present.contains(kind)));
    categories.extend(others.map(|(role, kinds)| Category {
        values: kinds.clone(),
        label: role_label(*role).to_owned(),
        symbol: other(*role),
    }));
    let label = if kinds.rest { "Other kinds" } else { "Any other kind" };
    categories.push(Category { values: Vec::new(), label: label.to_owned(), symbol: circle(&look.rest) });
    categories
}

/// A circle: filled where the count is known, open where not; paler and dashed where the place is coarse.
fn operation(colour: &str, look: &Look, size: &str, known: bool, edge_mm: f64) -> Stroke {
    let coarse = is_one_of("location_precision", PRECISIONS.into_iter().filter(|p| !p.is_fine()).map(Precision::name));
    let open = if known { "\"killed\" IS NULL" } else { "true" };
    let (paper, ink) = (literal(&look.paper), literal(colour));
    let fill = format!(
        "CASE WHEN {open} THEN set_color_part({paper}, 'alpha', 200) WHEN {coarse} THEN set_color_part({ink}, 'alpha', 76) \
         ELSE set_color_part({ink}, 'alpha', 209) END"
    );
    Stroke::marker("circle", colour, 2.0)
        .outlined(&look.paper, edge_mm)
        .driven("size", size)
        .driven("fillColor", fill)
        .driven("outlineColor", format!("if({open} OR {coarse}, {ink}, {paper})"))
        .driven("outlineWidth", format!("if({open} OR {coarse}, 0.35, {edge_mm})"))
        .driven("outlineStyle", format!("if({coarse}, 'dash', 'solid')"))
}

fn other(role: Role, look: &Look) -> Stroke {
    let shape = match role {
        Role::Statement => "triangle",
        Role::Context => "cross_fill",
        Role::Operation | Role::Response => "square",
    };
    Stroke::marker(shape, &look.paper, 2.0).outlined(&look.soft, 0.25)
}

/// What one look at all features finds.
struct Seen {
    /// The kinds that there are.
    present: BTreeSet<String>,
    /// The ids of the features that are named: of each finely known place the incident with the most killed, operations first.
    named: Vec<u64>,
}

impl Seen {
    fn of(layer: &Layer<'_>) -> Self {
        let columns = ["kind", "place_name", "location_precision", "role", "killed"];
        let Gathered { present, first } = layer.gather(&columns, Gathered::see, Gathered::and);
        Self { present, named: first.ids() }
    }
}

/// What is gathered of some features: their kinds, and of each finely known place the feature that is named before others.
#[derive(Default)]
struct Gathered {
    present: BTreeSet<String>,
    first: First,
}

impl Gathered {
    fn see(&mut self, id: u64, values: &[Value<'_>]) {
        let [Value::Text(kind), Value::Text(place), Value::Text(precision), Value::Text(role), killed] = values else {
            return;
        };
        if !self.present.contains(kind.as_ref()) {
            self.present.insert(kind.clone().into_owned());
        }
        let fine = Precision::ALL.into_iter().find(|one| one.name() == precision).is_some_and(Precision::is_fine);
        if !fine || role == Role::Statement.name() || role == Role::Context.name() {
            return;
        }
        let killed = if let Value::Count(killed) = killed { *killed } else { 0 };
        self.first.offer(place, (role != Role::Operation.name(), Reverse(killed), id));
    }

    fn and(mut self, other: Self) -> Self {
        self.present.extend(other.present);
        self.first.take(&other.first);
        self
    }
}

/// The discs that hold the true place nine times in ten.
pub(super) fn discs(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let soft = &shared.look.soft;
    let line = outline::bare(layer, Stroke::line(soft, 0.2).dashed(0.6, 0.6));
    Style::new(single(&Symbol::fill(vec![Stroke::fill(soft, 18), line])))
}
