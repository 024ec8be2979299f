//! Patterns in space and time: cells by Gi*, new ground, clusters, cylinders.

use super::{Style, counts, outline};
use crate::layer::Layer;
use crate::layer::qgis::Shared;
use crate::layer::qgis::labels::{Labels, Placement};
use crate::layer::qgis::renderer::{Category, categorized};
use crate::layer::qgis::symbol::{Stroke, Symbol};

/// The count, where the cell is at least 5 mm wide on the map.
const COUNT: &str = "if(\"n\" > 0 AND \"area_km2\" > 25 * (@map_scale / 1000000) ^ 2, \"n\", '')";

/// The period, where cells of some 100 km are large enough for it.
const PERIOD: &str = "if(@map_scale < 15000000, \"period\", '')";

/// Cells: hot and cold ones by the share of false discoveries, the others by their count alone.
pub(super) fn hot_spots(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    if !layer.has("class") {
        return counts::classed(layer, shared, "n");
    }
    let look = shared.look;
    let cell = |colour: &str, alpha| filled(layer, colour, alpha, &look.paper);
    let (hot, cold) = (look.series(0), look.series(1));
    let categories = [
        category("hot, 1 %", "Hot spot (false discoveries at most 1 %)", cell(hot, 235)),
        category("hot", "Hot spot (at most 5 %)", cell(hot, 140)),
        category("none", "Neither hot nor cold", cell(&look.soft, 60)),
        category("cold", "Cold spot (at most 5 %)", cell(cold, 140)),
        category("cold, 1 %", "Cold spot (at most 1 %)", cell(cold, 235)),
        rest(cell(&look.soft, 60)),
    ];
    let of = "\"class\" || if(\"class\" <> 'none' AND \"gi_star_q\" <= 0.01, ', 1 %', '')";
    let labels = Labels::new(COUNT, Placement::Over, &look.ink, &look.paper);
    Style::new(categorized(of, &categories, None, None)).labelled(&labels)
}

/// Cells that became active, by how.
pub(super) fn diffusion(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let ways = [
        ("expansion", "Beside a cell that stays active (expansion)"),
        ("relocation", "Beside cells no longer active (relocation)"),
        ("contagion", "Near a cell active before (contagion)"),
        ("jump", "Far from all (jump)"),
        ("return", "Active again (return)"),
    ];
    let cell = |number: usize| filled(layer, look.series(number), 170, &look.paper);
    let mut categories: Vec<Category> =
        ways.iter().enumerate().map(|(number, (way, label))| category(way, label, cell(number))).collect();
    categories.push(rest(filled(layer, &look.rest, 170, &look.paper)));
    let labels = Labels { points: 6.0, ..Labels::new(PERIOD, Placement::Over, &look.ink, &look.paper) };
    Style::new(categorized("how", &categories, None, None)).labelled(&labels)
}

/// Clusters in space, and in space and time.
pub(super) fn clusters(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let hull = |colour: &str| filled(layer, colour, 30, colour);
    let categories = [
        category("space", "Cluster in space", hull(look.series(1))),
        category("space_and_time", "Cluster in space and time", hull(look.series(0))),
        rest(hull(&look.rest)),
    ];
    let labels = Labels::new("\"title\"", Placement::Inside, &look.ink, &look.paper);
    Style::new(categorized("what", &categories, None, None)).labelled(&labels)
}

/// The cylinders of the scan: those that stand out, and those that chance explains too.
pub(super) fn cylinders(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let line = |dashed: bool, colour: &str| {
        let line = Stroke::line(colour, 0.4);
        let line = if dashed { line.dashed(1.0, 0.8) } else { line };
        Symbol::fill(outline::area(layer, Stroke::fill(colour, if dashed { 10 } else { 40 }), line))
    };
    let categories = [
        category("yes", "More than chance explains (p ≤ 0.05)", line(false, look.series(0))),
        category("no", "Chance explains it too", line(true, &look.soft)),
        rest(line(true, &look.soft)),
    ];
    let of = if layer.has("stands_out") { "if(\"stands_out\", 'yes', 'no')" } else { "'no'" };
    let labels = Labels::new("if(\"rank\" <= 5, \"title\", '')", Placement::Inside, &look.ink, &look.paper);
    Style::new(categorized(of, &categories, None, None)).labelled(&labels)
}

fn filled(layer: &Layer<'_>, colour: &str, alpha: u8, line: &str) -> Symbol {
    Symbol::fill(outline::area(layer, Stroke::fill(colour, alpha), Stroke::line(line, 0.25)))
}

fn category(value: &str, label: &str, symbol: Symbol) -> Category {
    Category { values: vec![value.to_owned()], label: label.to_owned(), symbol }
}

fn rest(symbol: Symbol) -> Category {
    Category { values: Vec::new(), label: "Other".to_owned(), symbol }
}
