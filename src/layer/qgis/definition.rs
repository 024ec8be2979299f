//! The layers of the run as one group that can be added to any project: a `.qlr` file.
//!
//! Comes in: a [`Project`] and where the layers lie. Goes out: XML. The base map stays out: the other project has its own.

use super::xml::Element;
use super::{Project, project, tree};

/// The text of the file.
pub(super) fn definition(of: &Project<'_>, source: tree::SourceOf<'_>) -> String {
    let group = |name: &str| {
        Element::new("layer-tree-group").with("name", name).with_all(&[("checked", "Qt::Checked"), ("expanded", "1")])
    };
    let mut groups = tree::groups(of);
    groups.retain_mut(|group| {
        group.layers.retain(|layer| of.input.base.iter().all(|base| base.name != layer.name));
        !group.layers.is_empty()
    });
    let inner = group("incimap").holding_all(groups.iter().map(|group| tree::element(group, source)));
    let layers = groups.iter().flat_map(|group| &group.layers);
    let qlr = Element::new("qlr")
        .holding(group("").holding(inner))
        .holding(Element::new("maplayers").holding_all(layers.map(|layer| project::map_layer(of, layer, source))));
    format!("<!DOCTYPE qgis-layer-definition>\n{qlr}\n")
}
