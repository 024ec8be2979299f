//! The style of a layer: how it is drawn, labelled, told and shown in time.
//!
//! Comes in: a [`Layer`] and what all styles share. Goes out: a [`Style`], as the content of a `.qml` file or of a layer in a project.

mod base;
mod cells;
mod centres;
mod counts;
mod first;
pub(super) mod incidents;
mod outline;
mod reach;

use super::Shared;
use super::aliases::alias;
use super::labels::Labels;
use super::renderer::single;
use super::symbol::{Stroke, Symbol};
use super::tips;
use super::xml::Element;
use crate::layer::{GeometryKind, Layer};

/// How a layer is drawn and labelled.
#[derive(Debug, Clone)]
pub(super) struct Style {
    renderer: Element,
    /// How many categories it has; 1 where it has none.
    categories: usize,
    labels: Option<Element>,
    opacity: f64,
    /// Whether every feature has its place on the time slider.
    pub(super) temporal: bool,
}

impl Style {
    fn new(renderer: Element) -> Self {
        Self { renderer, categories: 1, labels: None, opacity: 1.0, temporal: false }
    }

    fn labelled(self, labels: &Labels<'_>) -> Self {
        Self { labels: Some(labels.element()), ..self }
    }

    fn in_categories(self, categories: usize) -> Self {
        Self { categories, ..self }
    }

    /// How many lines of the legend its categories take.
    pub(super) fn categories(&self) -> usize {
        self.categories
    }

    fn opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    /// The style of a layer; one that no rule is made for is drawn by its kind of geometry.
    pub(super) fn of(layer: &Layer<'_>, shared: &Shared<'_>) -> Self {
        Self { temporal: layer.is_in_time(), ..Self::looks(layer, shared) }
    }

    fn looks(layer: &Layer<'_>, shared: &Shared<'_>) -> Self {
        match layer.name {
            "incidents" | "undated_incidents" => incidents::points(layer, shared),
            "uncertainty" | "undated_uncertainty" => incidents::discs(layer, shared),
            "first_arrivals" => reach::first_arrivals(layer, shared),
            "reach_rings" => reach::rings(layer, shared),
            "origin" => reach::origin(shared),
            "home" => reach::home(layer, shared),
            "centres" => centres::points(layer, shared),
            "centre_track" => centres::track(layer, shared),
            "ellipses" => centres::ellipses(layer, shared),
            "hulls" => centres::hulls(layer, shared),
            "cells" => cells::hot_spots(layer, shared),
            "diffusion" => cells::diffusion(layer, shared),
            "clusters" => cells::clusters(layer, shared),
            "scan_cylinders" => cells::cylinders(layer, shared),
            "country_names" => base::names(shared),
            "borders" => base::borders(shared),
            "lakes" => base::lakes(layer, shared),
            "land" => base::land(layer, shared),
            _ if layer.geometry() == GeometryKind::Area && layer.has("incidents") => counts::areas(layer, shared),
            _ => plain(layer, shared),
        }
    }

    /// What stands on the element of a layer or of a style file.
    pub(super) fn attributes(&self) -> [(&'static str, &'static str); 3] {
        let labels = if self.labels.is_some() { "1" } else { "0" };
        [("labelsEnabled", labels), ("readOnly", "0"), ("hasScaleBasedVisibilityFlag", "0")]
    }

    /// What stands in the element of a layer or of a style file.
    pub(super) fn elements(&self, layer: &Layer<'_>) -> Vec<Element> {
        let text = Element::of_text;
        let geometry = match layer.geometry() {
            GeometryKind::Point => "0",
            GeometryKind::Line => "1",
            GeometryKind::Area => "2",
        };
        let mut elements = vec![temporal(self.temporal), self.renderer.clone()];
        elements.extend(self.labels.clone());
        elements.extend([
            text("blendMode", "0"),
            text("featureBlendMode", "0"),
            text("layerOpacity", &self.opacity.to_string()),
            aliases(layer),
            text("previewExpression", &tips::display(layer)),
            text("mapTip", &tips::tip(layer)),
            text("layerGeometryType", geometry),
        ]);
        elements
    }
}

/// Shown from the start to the end of each feature. The first and the last second of the days stand in fields of their own: with
/// dates QGIS would leave the last day out.
fn temporal(enabled: bool) -> Element {
    let element = Element::new("temporal").with("enabled", u8::from(enabled)).with_all(&[
        ("mode", "2"),
        ("startField", "start_utc"),
        ("endField", "end_utc"),
        ("startExpression", ""),
        ("endExpression", ""),
        ("durationField", ""),
        ("limitMode", "0"),
        ("accumulate", "0"),
        ("fixedDuration", "0"),
        ("durationUnit", "min"),
    ]);
    element.holding(Element::new("fixedRange").holding_all([Element::new("start"), Element::new("end")]))
}

fn aliases(layer: &Layer<'_>) -> Element {
    let entry = |name: &'static str| Element::new("alias").with("field", name).with("name", alias(name));
    Element::new("aliases").holding_all(layer.columns().into_iter().map(entry))
}

fn plain(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let look = shared.look;
    let symbol = match layer.geometry() {
        GeometryKind::Point => {
            Symbol::marker(vec![Stroke::marker("circle", &look.accent, 2.0).outlined(&look.paper, 0.2)])
        }
        GeometryKind::Line => Symbol::line(vec![Stroke::line(&look.accent, 0.4)]),
        GeometryKind::Area => {
            Symbol::fill(outline::area(layer, Stroke::fill(&look.accent, 40), Stroke::line(&look.accent, 0.3)))
        }
    };
    Style::new(single(&symbol))
}
