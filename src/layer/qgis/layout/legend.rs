//! The legend of a layout.
//!
//! Comes in: the layers that it explains. Goes out: an item.

use super::item::{Ground, Kind, Place, item};
use super::text::font;
use crate::layer::Layer;
use crate::layer::qgis::expression::inert;
use crate::layer::qgis::look::Look;
use crate::layer::qgis::tree::{SourceOf, leaf};
use crate::layer::qgis::xml::Element;
use crate::layer::qgis::{Project, labels};

/// An entry: a layer, its words, whether they stand over its symbols or are hidden, and which of its symbols, if not all. The
/// words of a layer with one symbol stand beside it.
pub(super) struct Entry<'a> {
    pub(super) layer: &'a Layer<'a>,
    pub(super) title: String,
    pub(super) hidden: bool,
    pub(super) symbols: Option<Vec<usize>>,
}

/// How large its texts are in pt, and into how many columns it may fall.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) points: f64,
    pub(super) columns: usize,
}

/// The item.
pub(super) fn legend(
    of: &Project<'_>,
    source: SourceOf<'_>,
    (uuid, map): (&str, &str),
    place: Place,
    entries: &[Entry<'_>],
    setting: Setting,
) -> Element {
    let look = of.input.look;
    let leaves = entries.iter().map(|entry| {
        let leaf = leaf(entry.layer, source).with("checked", "Qt::Checked").with("expanded", "1");
        leaf.holding(custom(entry))
    });
    item(Kind::Legend, uuid, "Legend", place, Ground::default(), 3)
        .with("map_uuid", map)
        .with("columnCount", setting.columns)
        .with("splitLayer", u8::from(setting.columns > 1))
        .with("fontColor", &look.ink)
        .with_all(&[
            ("title", ""),
            ("legendFilterByMap", "0"),
            ("legendFilterByAtlas", "0"),
            ("resizeToContents", "1"),
            ("symbolWidth", "6"),
            ("symbolHeight", "3.2"),
            ("boxSpace", "0"),
            ("columnSpace", "4"),
            ("lineSpacing", "0.6"),
            ("wrapChar", ""),
            ("titleAlignment", "1"),
            ("equalColumnWidth", "0"),
        ])
        .holding(styles(look, setting.points))
        .holding(Element::new("layer-tree-group").holding_all(leaves))
}

fn custom(entry: &Entry<'_>) -> Element {
    let mut settings = vec![("cached_name", entry.layer.title.clone())];
    settings.push(("legend/title-label", inert(&entry.title)));
    if entry.hidden {
        settings.push(("legend/title-style", "hidden".to_owned()));
    }
    if let Some(symbols) = &entry.symbols {
        let numbers: Vec<String> = symbols.iter().map(ToString::to_string).collect();
        settings.push(("legend/node-order", numbers.join(",")));
    }
    let options = crate::layer::qgis::xml::options(settings);
    Element::new("customproperties").holding(options)
}

fn styles(look: &Look, points: f64) -> Element {
    let style = |name: &str, points: f64, bold: bool, top: &str, left: &str| {
        Element::new("style")
            .with("name", name)
            .with("marginTop", top)
            .with("marginLeft", left)
            .with_all(&[("alignment", "1"), ("indent", "0"), ("marginBottom", "0"), ("marginRight", "0")])
            .holding(Element::new("styleFont").with("description", font(points, bold)).with("style", ""))
            .holding(labels::text_style(points, &look.ink, bold))
    };
    Element::new("styles").holding_all([
        style("title", points + 2.0, true, "0", "0"),
        style("group", points + 1.0, true, "3", "0"),
        style("subgroup", points + 0.5, true, "2.5", "0"),
        style("symbol", points, false, "1", "0"),
        style("symbolLabel", points, false, "1", "2"),
    ])
}
