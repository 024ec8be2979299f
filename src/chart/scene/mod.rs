//! An SVG picture in millimetres, written element by element.
//!
//! Comes in: shapes and texts with their places in mm, y down. Goes out: a [`Picture`], and the boxes of all texts and marks
//! ([`Scene::boxes`]), so that a test can assert that nothing overlaps and nothing is cut.

mod label;
mod path;
mod rect;
mod style;

use std::fmt::Write as _;

pub use label::{Anchor, Label};
pub use path::PathData;
pub use rect::Rect;
pub use style::Style;

use super::Picture;
use super::colour::Colour;
use super::font::Weight;
use super::look::Look;
use super::text::MM_PER_PT;

/// A text that is wider than this, in mm, is held to its width in a page: no other font makes a short one overflow.
const LONG_MM: f64 = 10.0;

/// The box of a text or a mark that must stay free.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The text, or what the mark is: "legend", "frame".
    pub name: String,
    /// Its box in mm.
    pub rect: Rect,
}

/// An SVG picture in the making.
#[derive(Debug, Clone)]
pub struct Scene {
    look: Look,
    size: (f64, f64),
    title: String,
    alt: String,
    body: String,
    clips: usize,
    groups: Vec<(&'static str, usize)>,
    boxes: Vec<Mark>,
    texts: Vec<(Weight, String)>,
}

impl Scene {
    /// An empty picture with its background; the title and the text for those who cannot see it go into the file.
    pub fn new(size_mm: (f64, f64), title: &str, alt: &str, look: &Look) -> Self {
        let mut scene = Self {
            look: look.clone(),
            size: size_mm,
            title: title.to_owned(),
            alt: alt.to_owned(),
            body: String::new(),
            clips: 0,
            groups: Vec::new(),
            boxes: Vec::new(),
            texts: Vec::new(),
        };
        scene.rect(&scene.page(), &Style::fill(look.palette.paper));
        scene
    }

    /// The whole page.
    pub fn page(&self) -> Rect {
        Rect::new(0.0, 0.0, self.size.0, self.size.1)
    }

    /// Draws a line of text and keeps its box.
    pub fn text(&mut self, label: &Label) {
        let rect = label.rect(&self.look.fonts);
        self.boxes.push(Mark { name: label.text.clone(), rect });
        self.texts.push((label.weight, label.text.clone()));
        let out = &mut self.body;
        out.push_str("<text");
        attribute(out, "x", label.x);
        attribute(out, "y", label.y);
        attribute(out, "font-size", label.pt * MM_PER_PT);
        let _ = write!(out, " fill=\"{}\"", label.fill);
        if label.weight != Weight::Regular {
            let _ = write!(out, " font-weight=\"{}\"", label.weight.css());
        }
        match label.anchor {
            Anchor::Start => {}
            Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
            Anchor::End => out.push_str(" text-anchor=\"end\""),
        }
        if let Some(halo) = label.halo {
            let _ =
                write!(out, " stroke=\"{halo}\" stroke-width=\"0.7\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        if self.look.in_page && rect.width() > LONG_MM {
            attribute(out, "textLength", rect.width());
            out.push_str(" lengthAdjust=\"spacingAndGlyphs\"");
        }
        if let Some((scale, step)) = label.on.filter(|_| self.look.in_page) {
            let _ = write!(out, " class=\"{}\"", scale.class(step));
        }
        let _ = writeln!(out, ">{}</text>", escape(&label.text));
    }

    /// Draws a path; nothing where it is empty. Overlapping parts cut holes into each other unless the style says otherwise.
    pub fn path(&mut self, data: &PathData, style: &Style) {
        if data.is_empty() {
            return;
        }
        let rule =
            if (style.fill.is_none() && !style.hatched) || style.nonzero { "" } else { " fill-rule=\"evenodd\"" };
        let _ = write!(self.body, "<path d=\"{}\"{rule}", data.as_str());
        self.finish_shape(style);
    }

    /// Draws a straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), style: &Style) {
        let mut data = PathData::new();
        data.move_to(from).line_to(to);
        self.path(&data, style);
    }

    /// Draws a rectangle.
    pub fn rect(&mut self, rect: &Rect, style: &Style) {
        self.body.push_str("<rect");
        for (name, value) in
            [("x", rect.left), ("y", rect.top), ("width", rect.width().max(0.0)), ("height", rect.height().max(0.0))]
        {
            attribute(&mut self.body, name, value);
        }
        self.finish_shape(style);
    }

    /// Draws a circle.
    pub fn circle(&mut self, (x, y): (f64, f64), radius: f64, style: &Style) {
        self.body.push_str("<circle");
        for (name, value) in [("cx", x), ("cy", y), ("r", radius.max(0.0))] {
            attribute(&mut self.body, name, value);
        }
        self.finish_shape(style);
    }

    fn finish_shape(&mut self, style: &Style) {
        style.write(&mut self.body);
        self.body.push_str("/>\n");
    }

    /// Opens a group of this name; [`Scene::close`] ends it.
    pub fn open(&mut self, name: &'static str) {
        let id = self.group_id(name);
        let _ = writeln!(self.body, "<g id=\"{id}\">");
    }

    /// The name for the first group of that name, the name and a number for each further one: ids are unique.
    fn group_id(&mut self, name: &'static str) -> String {
        if let Some((_, count)) = self.groups.iter_mut().find(|(other, _)| *other == name) {
            *count += 1;
            return format!("{name}-{count}");
        }
        self.groups.push((name, 1));
        name.to_owned()
    }

    /// Opens a part that is drawn where [`Scene::place`] puts it; [`Scene::close_definition`] ends it.
    pub fn define(&mut self, name: &'static str) {
        let _ = writeln!(self.body, "<defs><g id=\"{name}\">");
    }

    /// Ends a definition.
    pub fn close_definition(&mut self) {
        self.body.push_str("</g></defs>\n");
    }

    /// Draws a part that was defined, moved to the right and down.
    pub fn place(&mut self, name: &'static str, (right, down): (f64, f64)) {
        let _ = write!(self.body, "<use href=\"#{name}\"");
        attribute(&mut self.body, "x", right);
        attribute(&mut self.body, "y", down);
        self.body.push_str("/>\n");
    }

    /// Defines the pattern of slanted lines that [`Style::hatch`] fills with.
    pub fn define_hatch(&mut self, colour: Colour) {
        let _ = writeln!(
            self.body,
            "<defs><pattern id=\"hatch\" width=\"0.9\" height=\"0.9\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path d=\"M.2-1V2\" stroke=\"{colour}\" stroke-width=\"0.18\"/></pattern></defs>"
        );
    }

    /// Opens a group that is cut off at a rectangle; [`Scene::close`] ends it.
    pub fn open_clipped(&mut self, name: &'static str, to: &Rect) {
        let id = self.open_clip();
        self.rect(to, &Style::fill(Colour::hex(0)));
        let name = self.group_id(name);
        let _ = writeln!(self.body, "</clipPath><g id=\"{name}\" clip-path=\"url(#clip{id})\">");
    }

    /// Opens a group that is cut off at a circle; [`Scene::close`] ends it.
    pub fn open_clipped_round(&mut self, name: &'static str, centre: (f64, f64), radius: f64) {
        let id = self.open_clip();
        self.circle(centre, radius, &Style::fill(Colour::hex(0)));
        let name = self.group_id(name);
        let _ = writeln!(self.body, "</clipPath><g id=\"{name}\" clip-path=\"url(#clip{id})\">");
    }

    fn open_clip(&mut self) -> usize {
        self.clips += 1;
        let _ = write!(self.body, "<clipPath id=\"clip{}\">", self.clips);
        self.clips
    }

    /// Ends a group.
    pub fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// Takes in SVG elements written by others, in mm.
    pub fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
    }

    /// Keeps a box free: it counts in [`Scene::boxes`], nothing is drawn.
    pub fn mark(&mut self, name: impl Into<String>, rect: Rect) {
        self.boxes.push(Mark { name: name.into(), rect });
    }

    /// The boxes of all texts and marks, in the order they were drawn.
    pub fn boxes(&self) -> &[Mark] {
        &self.boxes
    }

    /// The elements, their references named after the picture, so that pictures can stand together in one page.
    fn body_of(&self, name: &str) -> String {
        let clips = self.body.replace("id=\"clip", &format!("id=\"{name}-clip"));
        let parts = clips.replace("<defs><g id=\"", &format!("<defs><g id=\"{name}-"));
        let hatch = parts.replace("<pattern id=\"", &format!("<pattern id=\"{name}-"));
        hatch.replace("url(#", &format!("url(#{name}-")).replace("href=\"#", &format!("href=\"#{name}-"))
    }

    /// The finished picture.
    pub fn into_picture(self, name: &'static str) -> Picture {
        let (mut width, mut height) = (String::new(), String::new());
        path::push_number(&mut width, self.size.0, 3);
        path::push_number(&mut height, self.size.1, 3);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" \
             xml:lang=\"{}\" font-family=\"{}\">
\
             <title id=\"{name}-title\">{}</title>
<desc id=\"{name}-desc\">{}</desc>
{}</svg>
",
            self.look.words.lang.code(),
            escape(self.look.fonts.families()),
            escape(&self.title),
            escape(&self.alt),
            self.body_of(name)
        );
        let (width_mm, height_mm) = self.size;
        let Self { title, alt, look, texts, .. } = self;
        Picture { name, title, alt, width_mm, height_mm, svg, texts, look }
    }
}

fn attribute(out: &mut String, name: &str, value: f64) {
    let _ = write!(out, " {name}=\"");
    path::push_number(out, value, 3);
    out.push('"');
}

/// The text as XML may hold it: the five special characters escaped, control characters left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
