//! Renderers: which symbol a feature gets.
//!
//! Comes in: symbols with the values, ranges or conditions they stand for. Goes out: `<renderer-v2>`.

use super::expression::inert;
use super::symbol::Symbol;
use super::xml::Element;

/// Features of some values: one symbol and one line of the legend.
#[derive(Debug, Clone)]
pub(super) struct Category {
    /// The values; none for all that no other category takes.
    pub(super) values: Vec<String>,
    pub(super) label: String,
    pub(super) symbol: Symbol,
}

/// Features with a number from `lower` to `upper`, both included.
#[derive(Debug, Clone)]
pub(super) struct Range {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) label: String,
    pub(super) symbol: Symbol,
}

/// Features for which a condition holds.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// The condition; none for all that no other rule takes.
    pub(super) filter: Option<String>,
    pub(super) label: String,
    pub(super) symbol: Symbol,
    /// Whether it is ticked at first.
    pub(super) shown: bool,
}

/// The steps of a legend of sizes.
#[derive(Debug, Clone)]
pub(super) struct SizeLegend {
    pub(super) title: String,
    /// A symbol with a size that follows an expression.
    pub(super) source: Symbol,
    /// A plain symbol, for the look.
    pub(super) sample: Symbol,
    /// Diameters in mm, with their labels.
    pub(super) steps: Vec<(f64, String)>,
}

/// One symbol for all.
pub(super) fn single(symbol: &Symbol) -> Element {
    renderer("singleSymbol", None).holding(symbols([symbol]))
}

/// A symbol for each category of an expression; features with the greatest `order` are drawn first.
pub(super) fn categorized(
    of: &str,
    categories: &[Category],
    sizes: Option<&SizeLegend>,
    order: Option<&str>,
) -> Element {
    let entries = categories.iter().enumerate().map(|(number, category)| entry(number, category));
    renderer("categorizedSymbol", order)
        .with("attr", of)
        .holding(Element::new("categories").holding_all(entries))
        .holding(symbols(categories.iter().map(|category| &category.symbol)))
        .holding_all(sizes.into_iter().flat_map(size_legend))
        .holding_all(order.map(order_by))
}

/// A symbol for each range of an expression.
pub(super) fn graduated(of: &str, ranges: &[Range]) -> Element {
    let entries = ranges.iter().enumerate().map(|(number, range)| {
        let bounds = Element::new("range").with("symbol", number).with("lower", range.lower).with("upper", range.upper);
        bounds.with("label", inert(&range.label)).with("render", "true")
    });
    renderer("graduatedSymbol", None)
        .with("attr", of)
        .with("graduatedMethod", "GraduatedColor")
        .holding(Element::new("ranges").holding_all(entries))
        .holding(symbols(ranges.iter().map(|range| &range.symbol)))
}

/// A symbol for each condition; a feature is drawn by every rule that holds.
pub(super) fn ruled(rules: &[Rule]) -> Element {
    let entries = rules.iter().enumerate().map(|(number, rule)| {
        let element = Element::new("rule").with("key", format!("{{rule-{number}}}")).with("symbol", number);
        let element =
            element.with("label", inert(&rule.label)).with("filter", rule.filter.as_deref().unwrap_or("ELSE"));
        if rule.shown { element } else { element.with("checkstate", "0") }
    });
    renderer("RuleRenderer", None)
        .holding(Element::new("rules").with("key", "{rules}").holding_all(entries))
        .holding(symbols(rules.iter().map(|rule| &rule.symbol)))
}

fn renderer(kind: &'static str, order: Option<&str>) -> Element {
    let ordered = if order.is_some() { "1" } else { "0" };
    Element::new("renderer-v2").with("type", kind).with_all(&[
        ("enableorderby", ordered),
        ("forceraster", "0"),
        ("symbollevels", "0"),
    ])
}

fn symbols<'a>(all: impl IntoIterator<Item = &'a Symbol>) -> Element {
    let numbered = all.into_iter().enumerate().map(|(number, symbol)| symbol.element(&number.to_string()));
    Element::new("symbols").holding_all(numbered)
}

fn entry(number: usize, category: &Category) -> Element {
    let element =
        Element::new("category").with("symbol", number).with("label", inert(&category.label)).with("render", "true");
    match category.values.as_slice() {
        [] => element.with("value", "").with("type", "string"),
        [one] => element.with("value", one).with("type", "string"),
        several => {
            let value = |value: &String| Element::new("val").with("value", value).with("type", "string");
            // An attribute "value" would hide the list.
            element.holding_all(several.iter().map(value))
        }
    }
}

fn size_legend(of: &SizeLegend) -> [Element; 2] {
    let steps = of.steps.iter().map(|(mm, label)| Element::new("class").with("size", mm).with("label", inert(label)));
    let legend = Element::new("data-defined-size-legend").with("type", "collapsed").with("valign", "bottom");
    [
        Element::new("source-symbol").holding(of.source.element("0")),
        legend
            .with("title", inert(&of.title))
            .holding(of.sample.element("source"))
            .holding(Element::new("classes").holding_all(steps)),
    ]
}

fn order_by(expression: &str) -> Element {
    let clause = Element::new("orderByClause").with_all(&[("asc", "0"), ("nullsFirst", "0")]).saying(expression);
    Element::new("orderby").holding(clause)
}
