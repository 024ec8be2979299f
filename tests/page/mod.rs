//! A picture as the renderer sets it: where the ink of its texts, marks and lines lies, in mm, and what is wrong with it.
//!
//! Works for every picture. Groups of the SVG say what is what by their `id`: marks stand in `incidents` or `marks`, lines that
//! no label may cross in `rings` or `lines`; texts in `numbers` belong into a mark, those in `ring-labels` onto a line.
//! Everything else counts as background.

use std::sync::{Arc, OnceLock};

use incimap::chart::Picture;
use resvg::tiny_skia::{PathBuilder, PathSegment, Point};
use resvg::usvg::{self, fontdb};

/// What a reader sees on the page, in mm.
pub struct Page {
    pub size: (f64, f64),
    pub texts: Vec<Text>,
    pub marks: Vec<Mark>,
    pub lines: Vec<Line>,
    /// The boxes that parts of the picture are cut off at.
    pub frames: Vec<Ink>,
}

/// A box in mm: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink(pub [f64; 4]);

/// A line of text.
#[derive(Debug)]
pub struct Text {
    pub words: String,
    /// The id of the nearest group that has one.
    pub group: String,
    pub ink: Ink,
    pub size_mm: f64,
}

/// A symbol, a bar, a dot.
#[derive(Debug)]
pub struct Mark {
    pub ink: Ink,
    pub round: bool,
}

/// A drawn line as short straight pieces.
#[derive(Debug)]
pub struct Line {
    pub group: String,
    /// What it is cut off at.
    pub frame: Option<Ink>,
    pub pieces: Vec<((f64, f64), (f64, f64))>,
}

const MARKS: [&str; 2] = ["incidents", "marks"];
const LINES: [&str; 2] = ["rings", "lines"];

/// The smallest type that is legible in print.
const LEAST_PT: f64 = 6.0;

impl Ink {
    pub fn middle(&self) -> (f64, f64) {
        (f64::midpoint(self.0[0], self.0[2]), f64::midpoint(self.0[1], self.0[3]))
    }

    pub fn width(&self) -> f64 {
        self.0[2] - self.0[0]
    }

    pub fn height(&self) -> f64 {
        self.0[3] - self.0[1]
    }

    pub fn grown(&self, mm: f64) -> Self {
        let [left, top, right, bottom] = self.0;
        Self([left - mm, top - mm, right + mm, bottom + mm])
    }

    pub fn touches(&self, other: &Self) -> bool {
        let (a, b) = (self.0, other.0);
        a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
    }

    pub fn holds(&self, other: &Self) -> bool {
        let (a, b) = (self.0, other.0);
        a[0] <= b[0] && a[1] <= b[1] && b[2] <= a[2] && b[3] <= a[3]
    }

    /// The part of the box within another.
    pub fn within(&self, other: &Self) -> Self {
        let (a, b) = (self.0, other.0);
        Self([a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])])
    }

    /// Whether a straight piece passes through the box (Liang and Barsky 1984).
    pub fn is_crossed_by(&self, (from, to): ((f64, f64), (f64, f64))) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        let sides =
            [(-dx, from.0 - self.0[0]), (dx, self.0[2] - from.0), (-dy, from.1 - self.0[1]), (dy, self.0[3] - from.1)];
        for (run, room) in sides {
            if run == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if run < 0.0 {
                enter = enter.max(room / run);
            } else {
                leave = leave.min(room / run);
            }
        }
        enter <= leave
    }
}

impl Mark {
    pub fn middle(&self) -> (f64, f64) {
        self.ink.middle()
    }

    pub fn radius(&self) -> f64 {
        self.ink.width() / 2.0
    }

    pub fn is_touched_by(&self, ink: &Ink) -> bool {
        if !self.round {
            return self.ink.touches(ink);
        }
        let (x, y) = self.middle();
        let (dx, dy) = (x - x.clamp(ink.0[0], ink.0[2]), y - y.clamp(ink.0[1], ink.0[3]));
        dx * dx + dy * dy < self.radius() * self.radius()
    }
}

impl Page {
    /// Sets a picture.
    pub fn of(picture: &Picture) -> Self {
        let options =
            usvg::Options { font_family: "Inter".into(), fontdb: Arc::clone(fonts()), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(&picture.svg, &options).unwrap();
        let mm = picture.width_mm / f64::from(tree.size().width());
        let size = (picture.width_mm, picture.height_mm);
        let mut page = Self { size, texts: Vec::new(), marks: Vec::new(), lines: Vec::new(), frames: Vec::new() };
        page.gather(tree.root(), "", None, mm);
        page
    }

    fn gather(&mut self, group: &usvg::Group, name: &str, mut cut: Option<Ink>, mm: f64) {
        let name = if group.id().is_empty() { name } else { group.id() };
        if let Some(clip) = group.clip_path() {
            let bounds = clip.root().bounding_box().transform(clip.transform()).unwrap();
            let bounds = bounds.transform(group.abs_transform()).unwrap();
            let frame = ink(bounds, mm);
            cut = Some(frame);
            // The frames of parts that are scaled stand once.
            if !self.frames.contains(&frame) {
                self.frames.push(frame);
            }
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.gather(inner, name, cut, mm),
                usvg::Node::Text(text) => self.texts.push(set(text, name, mm)),
                usvg::Node::Path(path) if MARKS.contains(&name) => self.marks.extend(marks(path, mm)),
                usvg::Node::Path(path) if LINES.contains(&name) => {
                    self.lines.push(Line { group: name.to_owned(), frame: cut, pieces: pieces(path, mm) });
                }
                _ => {}
            }
        }
    }

    /// All words in the order they are drawn.
    pub fn words(&self) -> String {
        self.texts.iter().map(|text| text.words.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Everything that a reader would call a mistake of setting: text that is cut, too small, on other text, on a mark, on a
    /// line; marks that leave the page or every frame.
    pub fn faults(&self) -> Vec<String> {
        let page = Ink([0.0, 0.0, self.size.0, self.size.1]);
        let mut faults = Vec::new();
        for (i, text) in self.texts.iter().enumerate() {
            let Text { words, ink, size_mm, group } = text;
            if !page.grown(-0.9).holds(ink) {
                faults.push(format!("\"{words}\" is cut by the edge of the page: {ink:?}"));
            }
            if *size_mm < LEAST_PT * 25.4 / 72.0 - 0.001 {
                faults.push(format!("\"{words}\" is only {:.2} pt high", size_mm * 72.0 / 25.4));
            }
            for other in self.texts.iter().skip(i + 1).filter(|other| other.ink.touches(ink)) {
                faults.push(format!("\"{words}\" {ink:?} lies on \"{}\" {:?}", other.words, other.ink));
            }
            if group != "numbers" {
                for mark in self.marks.iter().filter(|mark| mark.is_touched_by(ink)) {
                    faults.push(format!("\"{words}\" {ink:?} lies on a mark {mark:?}"));
                }
            }
            let lies_on = |line: &Line| {
                let seen = line.frame.map_or(*ink, |frame| ink.within(&frame));
                seen.width() > 0.0 && seen.height() > 0.0 && line.pieces.iter().any(|piece| seen.is_crossed_by(*piece))
            };
            if group != "ring-labels" && group != "numbers" && self.lines.iter().any(lies_on) {
                faults.push(format!("\"{words}\" {ink:?} lies on a line"));
            }
        }
        for mark in &self.marks {
            let framed = self.frames.is_empty() || self.frames.iter().any(|frame| frame.grown(0.01).holds(&mark.ink));
            if !page.holds(&mark.ink) || !framed {
                faults.push(format!("a mark is cut: {mark:?}"));
            }
        }
        faults
    }
}

/// The built-in fonts and no others.
fn fonts() -> &'static Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(include_bytes!("../../data/fonts/Inter-Regular.ttf").to_vec());
        fonts.load_font_data(include_bytes!("../../data/fonts/Inter-SemiBold.ttf").to_vec());
        fonts.load_font_data(include_bytes!("../../data/fonts/DejaVuSans.ttf").to_vec());
        fonts.set_serif_family("DejaVu Sans");
        Arc::new(fonts)
    })
}

fn ink(bounds: resvg::tiny_skia::Rect, mm: f64) -> Ink {
    Ink([bounds.left(), bounds.top(), bounds.right(), bounds.bottom()].map(|px| f64::from(px) * mm))
}

fn set(text: &usvg::Text, group: &str, mm: f64) -> Text {
    let sizes = text.chunks().iter().flat_map(usvg::TextChunk::spans).map(|span| f64::from(span.font_size().get()));
    Text {
        words: text.chunks().iter().map(usvg::TextChunk::text).collect(),
        group: group.to_owned(),
        ink: ink(text.flattened().abs_bounding_box(), mm),
        size_mm: sizes.fold(f64::INFINITY, f64::min) * f64::from(text.abs_transform().sx) * mm,
    }
}

/// The parts of a path, each a mark: circles are round, everything else counts as its box.
fn marks(path: &usvg::Path, mm: f64) -> Vec<Mark> {
    let mut parts: Vec<(PathBuilder, bool)> = Vec::new();
    for segment in path.data().segments() {
        if let PathSegment::MoveTo(_) = segment {
            parts.push((PathBuilder::new(), false));
        }
        let Some((part, curved)) = parts.last_mut() else { continue };
        match segment {
            PathSegment::MoveTo(p) => part.move_to(p.x, p.y),
            PathSegment::LineTo(p) => part.line_to(p.x, p.y),
            PathSegment::QuadTo(a, p) => part.quad_to(a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => {
                part.cubic_to(a.x, a.y, b.x, b.y, p.x, p.y);
                *curved = true;
            }
            PathSegment::Close => part.close(),
        }
    }
    let mark = |(part, curved): (PathBuilder, bool)| {
        let bounds = part.finish()?.transform(path.abs_transform())?.compute_tight_bounds()?;
        let ink = ink(bounds, mm);
        Some(Mark { ink, round: curved && (ink.width() - ink.height()).abs() < 0.01 })
    };
    parts.into_iter().filter_map(mark).collect()
}

/// A path as straight pieces; curves are cut into eight.
fn pieces(path: &usvg::Path, mm: f64) -> Vec<((f64, f64), (f64, f64))> {
    let transform = path.abs_transform();
    let (mut found, mut pen, mut start) = (Vec::new(), Point::zero(), Point::zero());
    let mut to = |from: Point, to: Point| {
        let mut ends = [from, to];
        transform.map_points(&mut ends);
        let [a, b] = ends.map(|p| (f64::from(p.x) * mm, f64::from(p.y) * mm));
        found.push((a, b));
    };
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(p) => (pen, start) = (p, p),
            PathSegment::LineTo(p) | PathSegment::QuadTo(_, p) => {
                to(pen, p);
                pen = p;
            }
            PathSegment::CubicTo(a, b, p) => {
                let from = pen;
                for i in 1..=8_u8 {
                    let at = cubic([from, a, b, p], f32::from(i) / 8.0);
                    to(pen, at);
                    pen = at;
                }
            }
            PathSegment::Close => {
                to(pen, start);
                pen = start;
            }
        }
    }
    found
}

fn cubic([a, b, c, d]: [Point; 4], t: f32) -> Point {
    let u = 1.0 - t;
    let mix =
        |a: f32, b: f32, c: f32, d: f32| u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d;
    Point::from_xy(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y))
}
