//! Styles, layer definitions and a project for QGIS 3.22 and later. Values only, no files.
//!
//! Comes in: the [`Layer`]s, the base map, what they were made from, colours and words. Goes out: for each layer its style
//! ([`Project::qml`]), all of them as a group to be added to any project ([`Project::definition`]), and a project that opens
//! finished ([`Project::document`]), with two print layouts. Where a layer's data lie is told by the caller: a file, a table
//! of a database.

mod aliases;
mod archive;
mod crs;
mod definition;
mod expression;
mod frame;
mod kinds;
mod labels;
mod layout;
mod look;
mod project;
mod renderer;
mod sizes;
mod style;
mod symbol;
mod themes;
mod times;
mod tips;
mod tree;
mod words;
mod xml;

pub use archive::archive;
pub use look::Look;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::layer::value::Value;
use crate::layer::{Layer, LayerInput};
use crate::spread::Origin;

use frame::Frame;
use kinds::Kinds;
use sizes::Sizes;
use style::Style;
use times::Times;
use xml::Element;

/// The name of the project, of its files and of its entry in a database.
pub const NAME: &str = "incidents";

/// The first line of a project and of a style.
const DOCTYPE: &str = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n";

/// What QGIS is told that the files were written by: a newer version would make older ones warn.
const VERSION: &str = "3.22.0";

/// What a project is made from.
#[derive(Debug, Clone, Copy)]
pub struct ProjectInput<'a> {
    /// What the layers were made from.
    pub data: LayerInput<'a>,
    /// The layers of the run, in any order.
    pub layers: &'a [Layer<'a>],
    /// The layers of [`base_map`](crate::layer::base_map), made for the middle that [`middle`] gives.
    pub base: &'a [Layer<'a>],
    /// The colours.
    pub look: &'a Look,
    /// The headline, if there is one; any text.
    pub title: Option<&'a str>,
    /// The source of the incidents; any text.
    pub source: &'a str,
}

/// A project: styles, groups, themes and layouts over layers.
#[derive(Debug)]
pub struct Project<'a> {
    input: ProjectInput<'a>,
    shared: Shared<'a>,
    times: Option<Times>,
    frame: Frame,
    /// The style of each layer, by its name.
    styles: BTreeMap<&'static str, Style>,
}

/// What all styles share.
#[derive(Debug)]
struct Shared<'a> {
    look: &'a Look,
    kinds: Kinds,
    sizes: Sizes,
    /// The names of the home countries, where they are a layer.
    home: Vec<String>,
}

/// The middle of the map that a project shows, where distances and directions are true; none for a map of the world.
pub fn middle(data: &LayerInput<'_>) -> Option<crate::earth::LonLat> {
    frame::middle(data)
}

impl<'a> Project<'a> {
    /// Looks at the data once.
    pub fn new(input: ProjectInput<'a>) -> Self {
        let located = input.data.located;
        let all: Vec<&Layer<'_>> = input.layers.iter().chain(input.base).collect();
        let kinds = Kinds::of(located, input.look.series.len());
        let shared = Shared { look: input.look, kinds, sizes: Sizes::of(located), home: home_names(&all) };
        let styles = all.into_par_iter().map(|layer| (layer.name, Style::of(layer, &shared))).collect();
        let (times, frame) = (Times::of(&input.data), Frame::of(&input.data, layout::MAIN_RATIO));
        Self { input, shared, times, frame, styles }
    }

    /// The style of a layer, as the content of a `.qml` file or of `layer_styles` in a `GeoPackage`. QGIS applies `NAME.qml`
    /// beside `NAME.geojson` when the layer is added.
    pub fn qml(&self, layer: &Layer<'_>) -> String {
        let style = self.style(layer);
        let qgis = Element::new("qgis").with("version", VERSION).with("styleCategories", "AllStyleCategories");
        let qgis = qgis.with_all(&style.attributes()).holding_all(style.elements(layer));
        format!("{DOCTYPE}{qgis}\n")
    }

    /// The layers of the run in their groups, as the content of a `.qlr` file. `source` tells where the data of a layer lie, as
    /// in [`Project::document`].
    pub fn definition(&self, source: impl Fn(&Layer<'_>) -> String) -> String {
        definition::definition(self, &source)
    }

    /// The whole project, as the content of a `.qgs` file. `source` tells where the data of a layer lie, relative to the project:
    /// `./layers/incidents.geojson`, `./incidents.gpkg|layername=incidents`; QGIS opens it by its `ogr` provider.
    pub fn document(&self, source: impl Fn(&Layer<'_>) -> String) -> String {
        project::document(self, &source)
    }

    fn style(&self, layer: &Layer<'_>) -> Cow<'_, Style> {
        match self.styles.get(layer.name) {
            Some(style) => Cow::Borrowed(style),
            None => Cow::Owned(Style::of(layer, &self.shared)),
        }
    }

    /// All layers, those of the run before the base map.
    fn layers(&self) -> impl Iterator<Item = &'a Layer<'a>> {
        self.input.layers.iter().chain(self.input.base)
    }

    fn layer(&self, name: &str) -> Option<&'a Layer<'a>> {
        self.layers().find(|layer| layer.name == name)
    }

    fn origin(&self) -> &'a Origin {
        &self.input.data.spread.options.origin
    }
}

fn home_names(layers: &[&Layer<'_>]) -> Vec<String> {
    let Some(home) = layers.iter().find(|layer| layer.name == "home") else { return Vec::new() };
    let see = |names: &mut Vec<String>, _, values: &[Value<'_>]| {
        if let [Value::Text(name)] = values {
            names.push(name.clone().into_owned());
        }
    };
    home.gather(&["title"], see, |a, b| [a, b].concat())
}
