//! Reach: the origin or the home countries, rings at the distances reached, routes to where operations came first.

use super::{Style, outline};
use crate::layer::Layer;
use crate::layer::qgis::Shared;
use crate::layer::qgis::labels::{Labels, Placement};
use crate::layer::qgis::renderer::{Rule, ruled, single};
use crate::layer::qgis::symbol::{Stroke, Symbol};

/// The condition for features of a period: they are shown while the time slider runs.
pub(super) const IN_TIME: &str = "\"scope\" = 'period' AND @map_start_time IS NOT NULL";

/// The condition for features of the whole.
pub(super) const WHOLE: &str = "\"scope\" = 'whole'";

/// The geodesics to the first incident of each country.
pub(super) fn first_arrivals(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let lines = vec![Stroke::line(&look.ink, 0.3), Stroke::arrow(&look.ink, &look.paper, 2.2)];
    let mut labels = Labels::new("\"rank\" || '. ' || \"title\"", Placement::Along, &look.ink, &look.paper);
    labels.points = 6.5;
    let style = Style::new(single(&Symbol::line(lines).opacity(0.85)));
    if layer.has("title") { style.labelled(&labels) } else { style }
}

/// Rings: of the whole as they are, of a period while the slider runs.
pub(super) fn rings(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let kinds = [
        ("median", "Half of the incidents", Stroke::line(&look.ink, 0.4).dashed(3.0, 1.2)),
        ("p90", "Nine tenths of the incidents", Stroke::line(&look.ink, 0.3).dashed(1.6, 1.2)),
        ("max", "All incidents", Stroke::line(&look.ink, 0.25).dashed(0.05, 1.0)),
    ];
    let whole = kinds.clone().map(|(what, label, line)| rule(what, WHOLE, label.to_owned(), line));
    let period = kinds
        .map(|(what, label, line)| rule(what, IN_TIME, format!("{label}, in the period of the time slider"), line));
    let rules: Vec<Rule> = whole.into_iter().chain(period).collect();
    let text = format!("if({WHOLE} OR ({IN_TIME}), \"what\" || ' ' || format_number(\"distance_km\", 0) || ' km', '')");
    let text =
        text.replace("\"what\" ||", "if(\"what\" = 'p90', '90 %', if(\"what\" = 'max', 'farthest', \"what\")) ||");
    let mut labels = Labels::new(text, Placement::Along, &look.ink, &look.paper);
    labels.points = 6.5;
    let style = Style::new(ruled(&rules));
    if layer.has("distance_km") { style.labelled(&labels) } else { style }
}

fn rule(what: &str, scope: &str, label: String, line: Stroke) -> Rule {
    let filter = Some(format!("\"what\" = '{what}' AND {scope}"));
    Rule { filter, label, symbol: Symbol::line(vec![line]), shown: true }
}

/// The point that distances are measured from.
pub(super) fn origin(shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let mut labels = Labels::new("\"title\"", Placement::Beside, &look.ink, &look.paper);
    (labels.points, labels.bold, labels.priority) = (8.0, true, 10);
    let mark = Stroke::marker("diamond", &look.ink, 3.4).outlined(&look.paper, 0.3);
    Style::new(single(&Symbol::marker(vec![mark]))).labelled(&labels)
}

/// The countries that distances are measured from.
pub(super) fn home(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let mut labels = Labels::new("\"title\"", Placement::Inside, &look.ink, &look.home);
    (labels.points, labels.bold, labels.priority) = (8.0, true, 10);
    let fill = outline::area(layer, Stroke::fill(&look.home, 255), Stroke::line(&look.border, 0.2));
    Style::new(single(&Symbol::fill(fill))).labelled(&labels)
}
