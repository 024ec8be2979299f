//! What stands before the words of a legend.
//!
//! Comes in: a place on the page. Goes out: a shape in a [`Scene`].

use crate::chart::colour::Colour;
use crate::chart::look::Look;
use crate::chart::map::symbols;
use crate::chart::scene::{Anchor, Label, Rect, Scene, Style};
use crate::chart::text::MM_PER_PT;
use crate::incident::Role;

/// What stands before the words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Swatch {
    /// Nothing.
    None,
    /// The circle of an operation.
    Operation {
        /// Its colour.
        colour: Colour,
        /// Whether the count of killed is known.
        known: bool,
        /// Whether the place is known coarsely only.
        coarse: bool,
    },
    /// The shape of another role.
    Other(Role),
    /// A filled box; one of the second colour hatches it.
    Area(Colour, Option<Colour>),
    /// A disc.
    Disc(Style),
    /// A line.
    Line(Style),
    /// A number in its disc.
    Number(usize, Colour),
}

impl Swatch {
    /// Draws it in a box of 3.4 mm by 2.6 mm whose left edge has its middle at a place.
    pub fn draw(&self, scene: &mut Scene, (left, y): (f64, f64), look: &Look) {
        let at = (left + 1.6, y);
        match self {
            Self::None => {}
            Self::Operation { colour, known, coarse } => {
                symbols::operation(scene, at, 1.4, *colour, *known, *coarse, look);
            }
            Self::Other(role) => symbols::other(scene, at, symbols::OTHER_MM, *role, false, look),
            Self::Area(fill, hatch) => {
                let rect = Rect::new(left, y - 1.2, left + 3.4, y + 1.2);
                scene.rect(&rect, &Style::fill(*fill).outlined(look.palette.border, 0.12));
                if let Some(colour) = hatch {
                    for x in [0.4, 1.3, 2.2, 3.1] {
                        let (low, high) = ((left + x - 0.4, y + 1.2), (left + x + 0.3, y - 1.2));
                        scene.line(low, high, &Style::stroke(*colour, 0.18));
                    }
                }
            }
            Self::Disc(style) => scene.circle(at, 1.4, style),
            Self::Line(style) => scene.line((left, y), (left + 3.8, y), style),
            Self::Number(number, fill) => {
                draw_disc(scene, at, *fill, look);
                draw_number(scene, at, *number, *fill, look);
            }
        }
    }
}

/// A disc for a number.
pub fn draw_disc(scene: &mut Scene, at: (f64, f64), fill: Colour, look: &Look) {
    scene.circle(at, NUMBER_MM, &Style::fill(fill).outlined(look.palette.paper, 0.2));
}

/// A number in its disc, in the ink that can be read on it.
pub fn draw_number(scene: &mut Scene, (x, y): (f64, f64), number: usize, fill: Colour, look: &Look) {
    const PT: f64 = 6.0;
    let label = Label::new(x, y + 0.36 * PT * MM_PER_PT, PT, look.palette.ink_on(fill), number.to_string());
    scene.text(&label.bold().anchor(Anchor::Middle));
}

/// The radius of a number's disc.
pub const NUMBER_MM: f64 = 1.55;
