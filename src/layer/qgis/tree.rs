//! The tree of layers: which group a layer is in, what lies over what, what is ticked at first.
//!
//! Comes in: the layers of a project. Goes out: groups, and `<layer-tree-group>`.

use super::words::title_of;
use super::xml::{Element, options};
use super::{Project, themes};
use crate::layer::Layer;

/// Groups with the names of their layers, from what is drawn last to what is drawn first.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Incidents", &["origin", "incidents", "undated_incidents", "uncertainty", "undated_uncertainty"]),
    ("Reach", &["first_arrivals", "reach_rings"]),
    ("Centres", &["centres", "centre_track", "ellipses", "hulls"]),
    ("Patterns", &["clusters", "scan_cylinders", "diffusion", "cells"]),
    (AREAS, &["countries"]),
    (BASE, &["country_names", "borders", "lakes", "home", "land"]),
];

/// Areas and everything that has no place of its own.
const AREAS: &str = "Areas";

/// What the rest is drawn on.
pub(super) const BASE: &str = "Base map";

/// A function that tells where the data of a layer lie.
pub(super) type SourceOf<'f> = &'f dyn Fn(&Layer<'_>) -> String;

/// A group and its layers, in order.
pub(super) struct Group<'a> {
    pub(super) name: &'static str,
    pub(super) layers: Vec<&'a Layer<'a>>,
}

/// The groups that have a layer.
pub(super) fn groups<'a>(project: &Project<'a>) -> Vec<Group<'a>> {
    let placed = |name: &str| GROUPS.iter().any(|(_, names)| names.contains(&name));
    let groups = GROUPS.iter().map(|(group, names)| {
        let mut layers: Vec<&Layer<'a>> = names.iter().filter_map(|name| project.layer(name)).collect();
        if *group == AREAS {
            layers.extend(project.layers().filter(|layer| !placed(layer.name)));
        }
        Group { name: group, layers }
    });
    groups.filter(|group| !group.layers.is_empty()).collect()
}

/// All layers, from what is drawn last to what is drawn first.
pub(super) fn in_order<'a>(project: &Project<'a>) -> Vec<&'a Layer<'a>> {
    groups(project).into_iter().flat_map(|group| group.layers).collect()
}

/// The id of a layer: QGIS drops ids of ten characters and fewer.
pub(super) fn id(layer: &Layer<'_>) -> String {
    format!("incimap_layer_{}", layer.name)
}

/// The tree of a project.
pub(super) fn tree(project: &Project<'_>, source: SourceOf<'_>) -> Element {
    let groups = groups(project);
    let groups = groups.iter().map(|group| element(group, source));
    Element::new("layer-tree-group").holding(options([])).holding_all(groups)
}

/// A group of the tree.
pub(super) fn element(group: &Group<'_>, source: SourceOf<'_>) -> Element {
    let shown = |layer: &Layer<'_>| themes::FIRST.shows(layer.name);
    let leaves = group.layers.iter().map(|layer| {
        let expanded = matches!(layer.name, "incidents" | "reach_rings");
        leaf(layer, source).with("checked", checked(shown(layer))).with("expanded", u8::from(expanded))
    });
    let expanded = group.name != BASE && group.layers.iter().any(|layer| shown(layer));
    let element = Element::new("layer-tree-group").with("name", group.name).with("checked", "Qt::Checked");
    element.with("expanded", u8::from(expanded)).holding_all(leaves)
}

/// A layer in a tree.
pub(super) fn leaf(layer: &Layer<'_>, source: SourceOf<'_>) -> Element {
    Element::new("layer-tree-layer")
        .with("id", id(layer))
        .with("name", title_of(layer))
        .with("source", source(layer))
        .with("providerKey", "ogr")
}

fn checked(is: bool) -> &'static str {
    if is { "Qt::Checked" } else { "Qt::Unchecked" }
}
