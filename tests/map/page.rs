//! A picture as the renderer sets it: where the ink of its texts and symbols lies, in mm.

use std::sync::Arc;

use incimap::chart::Picture;
use resvg::usvg::{self, roxmltree};

/// What a reader sees on the page.
pub struct Page {
    pub texts: Vec<Text>,
    pub symbols: Vec<Symbol>,
    /// Middle and radius of the rings, from the nearest.
    pub rings: Vec<(f64, f64, f64)>,
    /// The frame of the map: left, top, right, bottom.
    pub frame: [f64; 4],
}

pub struct Text {
    pub words: String,
    /// The name of the group it stands in.
    pub group: String,
    pub ink: [f64; 4],
    pub size_mm: f64,
}

#[derive(Debug)]
pub struct Symbol {
    pub middle: (f64, f64),
    pub radius: f64,
}

impl Text {
    pub fn touches(&self, other: &[f64; 4]) -> bool {
        let a = &self.ink;
        a[0] < other[2] && other[0] < a[2] && a[1] < other[3] && other[1] < a[3]
    }
}

impl Symbol {
    pub fn ink(&self) -> [f64; 4] {
        let ((x, y), r) = (self.middle, self.radius);
        [x - r, y - r, x + r, y + r]
    }

    pub fn is_touched_by(&self, ink: &[f64; 4]) -> bool {
        let (x, y) = self.middle;
        let (dx, dy) = (x - x.clamp(ink[0], ink[2]), y - y.clamp(ink[1], ink[3]));
        dx * dx + dy * dy < self.radius * self.radius
    }
}

impl Page {
    pub fn of(picture: &Picture) -> Self {
        let mut options = usvg::Options { font_family: "Inter".into(), ..usvg::Options::default() };
        let fonts = Arc::make_mut(&mut options.fontdb);
        fonts.load_font_data(include_bytes!("../../data/fonts/Inter-Regular.ttf").to_vec());
        fonts.load_font_data(include_bytes!("../../data/fonts/Inter-SemiBold.ttf").to_vec());
        fonts.load_font_data(include_bytes!("../../data/fonts/DejaVuSans.ttf").to_vec());
        fonts.set_serif_family("DejaVu Sans");
        let tree = usvg::Tree::from_str(&picture.svg, &options).unwrap();
        let mm = picture.width_mm / f64::from(tree.size().width());
        let mut texts = Vec::new();
        gather(tree.root(), "", mm, &mut texts);
        let document = roxmltree::Document::parse(&picture.svg).unwrap();
        let in_group = |group: &'static str| {
            let found = document.descendants().find(move |node| node.attribute("id") == Some(group));
            found.into_iter().flat_map(|group| group.children()).filter(roxmltree::Node::is_element)
        };
        let rings = in_group("land").filter(|node| node.has_tag_name("circle")).map(|node| circle(&node)).collect();
        let symbols = in_group("incidents")
            .filter(|node| node.has_tag_name("circle"))
            .map(|node| circle(&node))
            .map(|(x, y, radius)| Symbol { middle: (x, y), radius })
            .collect();
        let clip = document.descendants().find(|node| node.has_tag_name("clipPath")).unwrap();
        let frame = clip.first_element_child().unwrap();
        let (left, top) = (number(&frame, "x"), number(&frame, "y"));
        let frame = [left, top, left + number(&frame, "width"), top + number(&frame, "height")];
        Self { texts, symbols, rings, frame }
    }
}

fn number(node: &roxmltree::Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn circle(node: &roxmltree::Node<'_, '_>) -> (f64, f64, f64) {
    (number(node, "cx"), number(node, "cy"), number(node, "r"))
}

fn gather(group: &usvg::Group, name: &str, mm: f64, texts: &mut Vec<Text>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => {
                let name = if inner.id().is_empty() { name } else { inner.id() };
                gather(inner, name, mm, texts);
            }
            usvg::Node::Text(text) => {
                let ink = text.flattened().abs_bounding_box();
                let side = |px: f32| f64::from(px) * mm;
                texts.push(Text {
                    words: text.chunks().iter().map(usvg::TextChunk::text).collect(),
                    group: name.to_owned(),
                    ink: [side(ink.left()), side(ink.top()), side(ink.right()), side(ink.bottom())],
                    size_mm: text
                        .chunks()
                        .iter()
                        .flat_map(usvg::TextChunk::spans)
                        .map(|span| f64::from(span.font_size().get()))
                        .fold(f64::INFINITY, f64::min),
                });
            }
            _ => {}
        }
    }
}
