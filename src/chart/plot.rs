//! The drawing of a chart: bars, steps, whiskers and marks, drawn by plotters through its SVG backend.
//!
//! Comes in: a [`Frame`] (the plot area in mm and its two axes) and [`Shape`]s in days and values. Goes out: SVG elements
//! in mm for [`Scene::raw`](super::scene::Scene::raw).
//!
//! plotters rounds to whole units and presses what lies outside onto the edge. So it draws at [`UNITS_PER_MM`], and only
//! shapes that are cut already: all lines run along an axis, where holding them to the frame is cutting them off.

use plotters::chart::ChartContext;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::axis::ValueAxis;
use super::colour::Colour;
use super::scene::Rect as Box;

/// How fine plotters draws: its units are whole numbers.
const UNITS_PER_MM: f64 = 40.0;

/// The plot area and its axes.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The area in mm.
    pub area: Box,
    /// The first day and the day after the last, in days since 1970.
    pub days: (f64, f64),
    /// The upright axis.
    pub axis: ValueAxis,
}

impl Frame {
    /// Where a day lies, in mm; days outside are held to the frame.
    pub fn x_mm(&self, day: f64) -> f64 {
        let share = (day - self.days.0) / (self.days.1 - self.days.0).max(1e-9);
        self.area.left + self.area.width() * share.clamp(0.0, 1.0)
    }

    /// Where a value lies, in mm.
    pub fn y_mm(&self, value: f64) -> f64 {
        self.area.bottom - self.area.height() * self.axis.share(value)
    }
}

/// A shape in days (x) and values (y).
#[derive(Debug, Clone)]
pub enum Shape {
    /// A filled box.
    Bar {
        /// From one day to another.
        days: (f64, f64),
        /// From one value to another.
        values: (f64, f64),
        /// The space left free at its left and right side, in mm.
        gap_mm: f64,
        /// Its colour.
        colour: Colour,
    },
    /// A line whose parts run along the axes.
    Steps {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Its colour.
        colour: Colour,
        /// Its width in mm.
        mm: f64,
    },
    /// A round mark.
    Dot {
        /// Its middle.
        at: (f64, f64),
        /// Its radius in mm.
        radius_mm: f64,
        /// Its colour.
        colour: Colour,
        /// Whether only its rim is drawn.
        open: bool,
        /// The rim of the paper's colour that sets it off, in mm.
        rim_mm: f64,
    },
}

type Canvas<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// Draws the shapes in their order.
pub fn draw(frame: &Frame, paper: Colour, shapes: &[Shape]) -> String {
    let mut svg = String::new();
    // The last unit is plotters' edge: one more makes its area as wide as ours.
    let size = (units(frame.area.width()) + 1, units(frame.area.height()) + 1);
    // Writing to a text in memory cannot fail; were it to, the axes and labels would still stand.
    let _ = draw_on(frame, paper, shapes, SVGBackend::with_string(&mut svg, size));
    let body = svg.split_once('\n').map_or("", |(_, body)| body);
    let body = body
        .trim_end()
        .strip_suffix("</svg>")
        .unwrap_or(body)
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\" stroke-width=\"1\"", "")
        .replace(" stroke=\"none\"", "");
    let (x, y) = (frame.area.left, frame.area.top);
    format!("<g transform=\"translate({x:.3} {y:.3}) scale({})\">\n{body}</g>\n", 1.0 / UNITS_PER_MM)
}

fn draw_on(frame: &Frame, paper: Colour, shapes: &[Shape], backend: SVGBackend<'_>) -> Drawn {
    let root = backend.into_drawing_area();
    let (first, end) = frame.days;
    let mut canvas = ChartBuilder::on(&root).build_cartesian_2d(first..end.max(first + 1e-6), 0.0..1.0)?;
    for shape in shapes {
        draw_shape(frame, paper, shape, &mut canvas)?;
    }
    root.present()
}

fn draw_shape(frame: &Frame, paper: Colour, shape: &Shape, canvas: &mut Canvas<'_, '_>) -> Drawn {
    let (first, end) = frame.days;
    let place = |&(day, value): &(f64, f64)| (day.clamp(first, end), frame.axis.share(value));
    let area = canvas.plotting_area();
    match shape {
        Shape::Bar { days, values, gap_mm, colour } => {
            let gap = gap_mm * (end - first) / frame.area.width().max(1e-9);
            let corners = [place(&(days.0 + gap, values.1)), place(&(days.1 - gap, values.0))];
            area.draw(&Rectangle::new(corners, rgb(*colour).filled()))
        }
        Shape::Steps { points, colour, mm } => {
            let points: Vec<(f64, f64)> = points.iter().map(place).collect();
            area.draw(&PathElement::new(points, rgb(*colour).stroke_width(units(*mm))))
        }
        Shape::Dot { at, radius_mm, colour, open, rim_mm } => {
            let disc = |mm: f64, colour: Colour| Circle::new(place(at), units(mm), rgb(colour).filled());
            if *rim_mm > 0.0 {
                area.draw(&disc(radius_mm + rim_mm, paper))?;
            }
            area.draw(&disc(*radius_mm, *colour))?;
            if *open { area.draw(&disc(radius_mm - 0.25, paper)) } else { Ok(()) }
        }
    }
}

fn units(mm: f64) -> u32 {
    (mm * UNITS_PER_MM).round().clamp(1.0, 1e6) as u32
}

fn rgb(colour: Colour) -> RGBColor {
    let (red, green, blue) = colour.rgb();
    RGBColor(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let axis = ValueAxis::Linear { top: 10.0, step: 5.0 };
        Frame { area: Box::new(20.0, 30.0, 120.0, 80.0), days: (100.0, 200.0), axis }
    }

    #[test]
    fn plotters_draws_where_the_labels_stand() {
        let bar =
            Shape::Bar { days: (110.0, 120.0), values: (0.0, 5.0), gap_mm: 0.0, colour: Colour::hex(0x0000_72B2) };
        let svg = draw(&frame(), Colour::hex(0x00FF_FFFF), &[bar]);
        assert_eq!((frame().x_mm(110.0), frame().y_mm(5.0)), (30.0, 55.0));
        assert!(svg.contains("<rect x=\"400\" y=\"1000\" width=\"400\" height=\"1000\" fill=\"#0072B2\""), "{svg}");
    }

    #[test]
    fn what_lies_outside_is_cut_off_at_the_frame() {
        let line = Shape::Steps { points: vec![(0.0, 5.0), (900.0, 5.0)], colour: Colour::hex(0x001C_1C1C), mm: 0.25 };
        let svg = draw(&frame(), Colour::hex(0x00FF_FFFF), &[line]);
        assert!(svg.contains("points=\"0,1000 4000,1000 \""), "{svg}");
        assert!((frame().x_mm(1e9) - 120.0).abs() < 1e-9);
    }
}
