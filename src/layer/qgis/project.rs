//! The project: layers with their styles, tree, themes, view, time, layouts.
//!
//! Comes in: a [`Project`] and where the layers lie. Goes out: the text of a `.qgs` file.

use super::crs::Crs;
use super::frame::Frame;
use super::symbol::rgba;
use super::tree::{self, SourceOf};
use super::words::title_of;
use super::xml::Element;
use super::{DOCTYPE, Project, VERSION, layout, themes};
use crate::layer::{GeometryKind, Layer};

/// The text of the project.
pub(super) fn document(of: &Project<'_>, source: SourceOf<'_>) -> String {
    let layers = tree::in_order(of);
    let order = layers.iter().map(|layer| Element::new("layer").with("id", tree::id(layer)));
    let elements = [
        Element::new("homePath").with("path", ""),
        Element::of_text("title", &of.title()),
        Element::new("projectCrs").holding(of.frame.crs.element()),
        tree::tree(of, source),
        canvas(&of.frame),
        Element::new("projectlayers").holding_all(layers.iter().map(|layer| map_layer(of, layer, source))),
        Element::new("layerorder").holding_all(order),
        properties(of),
        themes::presets(of),
        metadata(of),
        layout::layouts(of, source),
        view(&of.frame),
    ];
    let project = Element::new("qgis").with("projectname", of.title()).with("version", VERSION);
    let project = project.holding_all(elements).holding_all(time(of));
    format!("{DOCTYPE}{project}\n")
}

/// A layer with its style.
pub(super) fn map_layer(of: &Project<'_>, layer: &Layer<'_>, source: SourceOf<'_>) -> Element {
    let text = Element::of_text;
    let style = of.style(layer);
    let geometry = match layer.geometry() {
        GeometryKind::Point => "Point",
        GeometryKind::Line => "Line",
        GeometryKind::Area => "Polygon",
    };
    let title = title_of(layer);
    let about =
        Element::new("resourceMetadata").holding(text("title", &title)).holding(text("abstract", &layer.description));
    Element::new("maplayer")
        .with("type", "vector")
        .with("geometry", geometry)
        .with_all(&[("autoRefreshEnabled", "0"), ("refreshOnNotifyEnabled", "0")])
        .with_all(&style.attributes())
        .holding_all([
            text("id", &tree::id(layer)),
            text("datasource", &source(layer)),
            text("layername", &title),
            Element::new("srs").holding(Crs::Wgs84.element()),
            text("provider", "ogr").with("encoding", "UTF-8"),
            about,
        ])
        .holding_all(style.elements(layer))
}

fn bounds(frame: &Frame) -> [(&'static str, f64); 4] {
    [("xmin", frame.west), ("ymin", frame.south), ("xmax", frame.east), ("ymax", frame.north)]
}

/// What the window shows at first.
fn canvas(frame: &Frame) -> Element {
    let extent = bounds(frame).map(|(name, value)| Element::of_text(name, &value.to_string()));
    Element::new("mapcanvas").with_all(&[("name", "theMapCanvas"), ("annotationsVisible", "1")]).holding_all([
        Element::of_text("units", "meters"),
        Element::new("extent").holding_all(extent),
        Element::of_text("rotation", "0"),
        Element::new("destinationsrs").holding(frame.crs.element()),
        Element::of_text("rendermaptile", "0"),
    ])
}

/// What "zoom to the full extent" shows.
fn view(frame: &Frame) -> Element {
    let extent =
        bounds(frame).into_iter().fold(Element::new("DefaultViewExtent"), |e, (name, value)| e.with(name, value));
    Element::new("ProjectViewSettings")
        .with_all(&[("UseProjectScales", "0"), ("rotation", "0")])
        .holding(Element::new("Scales"))
        .holding(extent.holding(frame.crs.element()))
}

/// The range and the step of the time slider. It stays off: else a user would see the first frame alone, and no reason.
fn time(of: &Project<'_>) -> Option<Element> {
    let times = of.times.as_ref()?;
    let (step, unit) = times.step();
    let range = Element::new("TemporalRange").holding_all([
        Element::of_text("start", &format!("{}T00:00:00Z", times.first)),
        Element::of_text("end", &format!("{}T23:59:59Z", times.last)),
    ]);
    let settings = Element::new("ProjectTimeSettings").with("timeStep", step).with("timeStepUnit", unit);
    Some(settings.with_all(&[("frameRate", "1"), ("cumulativeTemporalRange", "0")]).holding(range))
}

fn properties(of: &Project<'_>) -> Element {
    let typed = |name: &'static str, kind: &str, value: &str| Element::of_text(name, value).with("type", kind);
    let sea = rgba(&of.input.look.sea, 255);
    let mut sea = sea.split(',');
    let mut part = |name| typed(name, "int", sea.next().unwrap_or("255"));
    let gui = [part("CanvasColorRedPart"), part("CanvasColorGreenPart"), part("CanvasColorBluePart")];
    let mut controller = vec![typed("NavigationMode", "int", "0")];
    if let Some(times) = &of.times {
        controller.push(typed("StartDateTime", "QString", &format!("{}T00:00:00Z", times.first)));
        controller.push(typed("EndDateTime", "QString", &format!("{}T23:59:59Z", times.last)));
    }
    Element::new("properties").holding_all([
        Element::new("Gui").holding_all(gui),
        Element::new("Paths").holding(typed("Absolute", "bool", "false")),
        Element::new("SpatialRefSys").holding(typed("ProjectionsEnabled", "int", "1")),
        Element::new("Measure").holding(typed("Ellipsoid", "QString", "EPSG:7030")),
        Element::new("Measurement").holding(typed("DistanceUnits", "QString", "km")).holding(typed(
            "AreaUnits",
            "QString",
            "km2",
        )),
        Element::new("TemporalControllerWidget").holding_all(controller),
    ])
}

fn metadata(of: &Project<'_>) -> Element {
    Element::new("projectMetadata").holding_all([
        Element::of_text("type", "dataset"),
        Element::of_text("title", &of.title()),
        Element::of_text("abstract", &of.source_line()),
        Element::of_text("author", concat!("incimap ", env!("CARGO_PKG_VERSION"))),
    ])
}
