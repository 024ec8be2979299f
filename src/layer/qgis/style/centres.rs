//! Where the middle of operations was and how it moved: centres, their track, ellipses, hulls.
//!
//! What stands for the whole is drawn as it is; what stands for a period while the time slider runs.

use super::reach::{IN_TIME, WHOLE};
use super::{Style, outline};
use crate::layer::Layer;
use crate::layer::qgis::Shared;
use crate::layer::qgis::labels::{Labels, Placement};
use crate::layer::qgis::look::Look;
use crate::layer::qgis::renderer::{Category, Rule, categorized, ruled};
use crate::layer::qgis::symbol::{Stroke, Symbol};

/// Mean and median centres: of the periods small, of the whole large.
pub(super) fn points(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let size = "if(\"scope\" = 'whole', 4.2, 2.6)";
    let mark = |fill: &str, line: &str| {
        Symbol::marker(vec![Stroke::marker("diamond", fill, 2.6).outlined(line, 0.3).driven("size", size)])
    };
    let categories = [
        category("mean", "Mean centre (large: of all periods)", mark(mean_colour(look), &look.paper)),
        category("median", "Median centre (large: of all periods)", mark(&look.paper, mean_colour(look))),
        rest(mark(&look.rest, &look.paper)),
    ];
    let text = "if(\"scope\" = 'whole', 'All periods', \"period\")";
    let labels = Labels::new(text, Placement::Beside, &look.ink, &look.paper);
    let style = Style::new(categorized("centre", &categories, None, None));
    if layer.has("period") { style.labelled(&labels) } else { style }
}

fn mean_colour(look: &Look) -> &str {
    look.series(1)
}

/// The steps of the centres, dashed where they are within noise.
pub(super) fn track(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let line = |colour: &str, noise: bool| {
        let line = Stroke::line(colour, 0.5);
        let line = if noise { line.dashed(1.2, 1.2) } else { line };
        Symbol::line(vec![line, Stroke::arrow(colour, &look.paper, 2.4)])
    };
    let (mean, median) = (mean_colour(look), look.soft.as_str());
    let mut categories = vec![
        category("mean", "Step of the mean centre", line(mean, false)),
        category("median", "Step of the median centre", line(median, false)),
    ];
    // Where no step could be tested the column is not there.
    let of = if layer.has("within_noise") {
        categories.push(category("mean, noise", "Step of the mean centre, within noise", line(mean, true)));
        categories.push(category("median, noise", "Step of the median centre, within noise", line(median, true)));
        "\"centre\" || if(\"within_noise\", ', noise', '')"
    } else {
        "centre"
    };
    categories.push(rest(line(&look.rest, false)));
    let mut labels = Labels::new("format_number(\"step_km\", 0) || ' km'", Placement::Along, &look.ink, &look.paper);
    labels.points = 6.0;
    Style::new(categorized(of, &categories, None, None)).labelled(&labels)
}

/// Standard deviational ellipses, and those of the centres.
pub(super) fn ellipses(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let kinds = [
        ("standard_deviation", "Standard deviational ellipse", area(layer, &look.ink, 10, 0.4, None)),
        ("mean_centre_95", "95 % ellipse of the mean centre", area(layer, mean_colour(look), 25, 0.3, Some(1.2))),
        ("median_centre_95", "95 % ellipse of the median centre", area(layer, &look.soft, 25, 0.3, Some(0.6))),
    ];
    Style::new(ruled(&by_scope(&kinds))).labelled(&period_labels(look))
}

/// Hulls of all incidents and of the nearest nine tenths.
pub(super) fn hulls(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let kinds = [
        ("hull", "Hull", area(layer, &look.series[0], 14, 0.4, None)),
        ("hull90", "Hull of the nearest 90 %", area(layer, &look.series[0], 14, 0.3, Some(1.2))),
    ];
    let mut rules = by_scope(&kinds);
    for (what, label, symbol) in kinds {
        let filter = Some(format!("\"what\" = '{what}' AND \"scope\" = 'cumulative' AND @map_start_time IS NOT NULL"));
        let label = format!("{label} of all up to the period of the time slider");
        rules.push(Rule { filter, label, symbol, shown: false });
    }
    Style::new(ruled(&rules)).labelled(&period_labels(look))
}

fn area(layer: &Layer<'_>, colour: &str, alpha: u8, width_mm: f64, dash_mm: Option<f64>) -> Symbol {
    let line = Stroke::line(colour, width_mm);
    let line = dash_mm.map_or(line.clone(), |dash| line.dashed(dash, 0.9));
    Symbol::fill(outline::area(layer, Stroke::fill(colour, alpha), line))
}

/// A rule for each kind of the whole, and one for each of a period.
fn by_scope(kinds: &[(&str, &str, Symbol)]) -> Vec<Rule> {
    let rule = |scope: &str, (what, label, symbol): &(&str, &str, Symbol), when: &str| Rule {
        filter: Some(format!("\"what\" = '{what}' AND {scope}")),
        label: format!("{label}{when}"),
        symbol: symbol.clone(),
        shown: true,
    };
    let whole = kinds.iter().map(|kind| rule(WHOLE, kind, ""));
    let period = kinds.iter().map(|kind| rule(IN_TIME, kind, ", in the period of the time slider"));
    whole.chain(period).collect()
}

fn period_labels(look: &Look) -> Labels<'_> {
    let text = format!("if({IN_TIME}, \"period\", '')");
    Labels { points: 6.5, ..Labels::new(text, Placement::Inside, &look.soft, &look.paper) }
}

fn category(value: &str, label: &str, symbol: Symbol) -> Category {
    Category { values: vec![value.to_owned()], label: label.to_owned(), symbol }
}

fn rest(symbol: Symbol) -> Category {
    Category { values: Vec::new(), label: "Other".to_owned(), symbol }
}
