//! Symbols: markers, lines and fills of one or more layers, sizes in mm.
//!
//! Comes in: colours as `#rrggbb`, sizes, expressions. Goes out: `<symbol>`.

use super::xml::{Element, driven, options};

/// One layer of a symbol.
#[derive(Debug, Clone)]
pub(super) struct Stroke {
    class: &'static str,
    settings: Vec<(&'static str, String)>,
    driven: Vec<(&'static str, String)>,
    inside: Option<Box<Symbol>>,
}

/// A symbol: what is drawn for a feature.
#[derive(Debug, Clone)]
pub(super) struct Symbol {
    kind: &'static str,
    layers: Vec<Stroke>,
    opacity: f64,
}

/// `#rrggbb` as QGIS writes colours; black where it is none.
pub(super) fn rgba(colour: &str, alpha: u8) -> String {
    let part = |from: usize| colour.get(from..from + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
    format!("{},{},{},{alpha}", part(1), part(3), part(5))
}

impl Stroke {
    fn new(class: &'static str, settings: Vec<(&'static str, String)>) -> Self {
        Self { class, settings, driven: Vec::new(), inside: None }
    }

    /// A marker: `circle`, `diamond`, `square`, `triangle`, `cross_fill`, `star`, `filled_arrowhead`.
    pub(super) fn marker(shape: &str, colour: &str, size_mm: f64) -> Self {
        Self::new(
            "SimpleMarker",
            vec![
                ("name", shape.to_owned()),
                ("color", rgba(colour, 255)),
                ("size", size_mm.to_string()),
                ("size_unit", "MM".to_owned()),
                ("scale_method", "diameter".to_owned()),
                ("outline_width_unit", "MM".to_owned()),
                ("joinstyle", "miter".to_owned()),
            ],
        )
    }

    /// A line.
    pub(super) fn line(colour: &str, width_mm: f64) -> Self {
        Self::new(
            "SimpleLine",
            vec![
                ("line_color", rgba(colour, 255)),
                ("line_width", width_mm.to_string()),
                ("line_width_unit", "MM".to_owned()),
                ("line_style", "solid".to_owned()),
                ("capstyle", "round".to_owned()),
                ("joinstyle", "round".to_owned()),
            ],
        )
    }

    /// A fill without an outline; none where alpha is 0.
    pub(super) fn fill(colour: &str, alpha: u8) -> Self {
        let style = if alpha == 0 { "no" } else { "solid" };
        Self::new(
            "SimpleFill",
            vec![
                ("color", rgba(colour, alpha)),
                ("style", style.to_owned()),
                ("outline_style", "no".to_owned()),
                ("joinstyle", "round".to_owned()),
            ],
        )
    }

    /// An arrow head at the end of a line; both names that versions of QGIS have used for the place.
    pub(super) fn arrow(colour: &str, halo: &str, size_mm: f64) -> Self {
        let settings = [("placement", "lastvertex"), ("placements", "LastVertex"), ("rotate", "1")];
        let mut arrow = Self::new("MarkerLine", settings.map(|(name, value)| (name, value.to_owned())).to_vec());
        let head = Self::marker("filled_arrowhead", colour, size_mm).outlined(halo, 0.1);
        arrow.inside = Some(Box::new(Symbol::marker(vec![head])));
        arrow
    }

    /// What an expression makes of the feature's geometry, drawn as a line.
    pub(super) fn generated_line(geometry: String, line: Self) -> Self {
        let settings =
            vec![("SymbolType", "Line".to_owned()), ("geometryModifier", geometry), ("units", "MapUnit".to_owned())];
        Self { inside: Some(Box::new(Symbol::line(vec![line]))), ..Self::new("GeometryGenerator", settings) }
    }

    /// With an outline, for markers and fills.
    pub(super) fn outlined(self, colour: &str, width_mm: f64) -> Self {
        self.setting("outline_color", rgba(colour, 255))
            .setting("outline_width", width_mm.to_string())
            .setting("outline_style", "solid".to_owned())
            .setting("outline_width_unit", "MM".to_owned())
    }

    /// A line in dashes and gaps of so many mm.
    pub(super) fn dashed(self, dash_mm: f64, gap_mm: f64) -> Self {
        self.setting("use_custom_dash", "1".to_owned())
            .setting("customdash", format!("{dash_mm};{gap_mm}"))
            .setting("customdash_unit", "MM".to_owned())
            .setting("capstyle", if dash_mm < 0.1 { "round" } else { "flat" }.to_owned())
    }

    /// A property that follows an expression: `size`, `fillColor`, `outlineColor`, `outlineWidth`, `outlineStyle`, `enabled`.
    pub(super) fn driven(mut self, property: &'static str, expression: impl Into<String>) -> Self {
        self.driven.push((property, expression.into()));
        self
    }

    fn setting(mut self, name: &'static str, value: String) -> Self {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value));
        self
    }

    fn element(&self, path: &str) -> Element {
        let layer = Element::new("layer").with("class", self.class).with_all(&[
            ("enabled", "1"),
            ("pass", "0"),
            ("locked", "0"),
        ]);
        layer
            .holding(options(self.settings.iter().cloned()))
            .holding_all(driven("data_defined_properties", &self.driven))
            .holding_all(self.inside.iter().map(|symbol| symbol.element(path)))
    }
}

impl Symbol {
    fn new(kind: &'static str, layers: Vec<Stroke>) -> Self {
        Self { kind, layers, opacity: 1.0 }
    }

    /// A symbol for points.
    pub(super) fn marker(layers: Vec<Stroke>) -> Self {
        Self::new("marker", layers)
    }

    /// A symbol for lines.
    pub(super) fn line(layers: Vec<Stroke>) -> Self {
        Self::new("line", layers)
    }

    /// A symbol for areas.
    pub(super) fn fill(layers: Vec<Stroke>) -> Self {
        Self::new("fill", layers)
    }

    /// The same, seen through.
    pub(super) fn opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    /// The element, under a name: its number in a renderer.
    pub(super) fn element(&self, name: &str) -> Element {
        let symbol = Element::new("symbol").with("type", self.kind).with("name", name).with("alpha", self.opacity);
        let layers = self.layers.iter().enumerate().map(|(number, layer)| layer.element(&format!("@{name}@{number}")));
        symbol.with_all(&[("clip_to_extent", "1"), ("force_rhr", "0")]).holding_all(layers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_as_numbers_and_what_is_no_colour_is_black() {
        assert_eq!((rgba("#D55E00", 255).as_str(), rgba("é", 9).as_str()), ("213,94,0,255", "0,0,0,9"));
    }

    #[test]
    fn a_symbol_inside_a_layer_is_named_for_its_place() {
        let xml =
            Symbol::line(vec![Stroke::line("#000000", 0.5), Stroke::arrow("#000000", "#ffffff", 2.0)]).element("3");
        assert!(xml.to_string().contains("name=\"@3@1\""), "{xml}");
    }
}
