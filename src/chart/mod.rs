//! Pictures for reports: maps and charts as SVG in millimetres, rendered to PNG with an embedded font. Values only, no files.
//!
//! Comes in: located incidents, a [`Spread`], the regions. Goes out: [`Picture`]s; [`render::png`] gives their bitmap.

mod axis;
mod calendar;
mod classes;
pub mod colour;
mod countries;
mod distance;
mod dots;
mod ecdf;
#[cfg(test)]
mod fixture;
pub mod font;
mod indexed;
mod legend;
pub mod look;
mod lorenz;
pub mod map;
pub mod palette;
pub mod pdf;
mod periods;
mod plot;
mod ramp;
mod reach;
mod regions;
pub mod render;
mod repeats;
pub mod scene;
pub mod series;
mod sheet;
pub mod text;
mod time_axis;
mod trend;

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::located::LocatedStore;
use crate::region::Regions;
use crate::spread::Spread;
use dots::Dots;
use font::Weight;
use look::Look;
use periods::Measure;

/// A picture as SVG.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The name, which is also the file's stem: `map`.
    pub name: &'static str,
    /// The title.
    pub title: String,
    /// What the picture shows, in words, for those who cannot see it.
    pub alt: String,
    /// The width in mm.
    pub width_mm: f64,
    /// The height in mm.
    pub height_mm: f64,
    /// The SVG text, its user unit one millimetre; it names its fonts and does not hold them.
    pub svg: String,
    /// Its texts and how heavy each is.
    pub texts: Vec<(Weight, String)>,
    /// What it was drawn with.
    pub look: Look,
}

impl Picture {
    /// The name of its files without the ending: `map`, `map_dark`.
    pub fn stem(&self) -> String {
        format!("{}{}", self.name, self.look.theme.suffix())
    }

    /// The SVG as a file of its own: it holds the letters that it shows, so that every browser sets it alike.
    pub fn svg_with_fonts(&self) -> String {
        let rules = self.look.fonts.web_rules(&self.texts);
        let style = format!("</desc>\n<style>{rules}</style>");
        self.svg.replacen("</desc>", &style, 1)
    }
}

/// What every picture is made from.
#[derive(Debug, Clone, Copy)]
pub struct ChartInput<'a> {
    /// All incidents, located or not, of all roles.
    pub located: &'a LocatedStore,
    /// The spread of the measured roles.
    pub spread: &'a Spread,
    /// Countries and their outlines.
    pub regions: &'a Regions,
    /// The headline of the map; one is made where there is none.
    pub title: Option<&'a str>,
    /// The source line of the data: file names, articles.
    pub source: &'a str,
    /// The size of a picture in mm.
    pub size_mm: (f64, f64),
    /// Colours, fonts, language.
    pub look: &'a Look,
    /// What pictures of these incidents share.
    pub shared: &'a Shared,
}

/// What several pictures of the same incidents and the same spread are made from, whatever they look like; made when the first
/// asks for it, on its thread alone: were the work shared out, a thread that waits for a part could take up another picture, and
/// wait for itself.
#[derive(Debug, Default)]
pub struct Shared {
    dots: OnceLock<Dots>,
    symbols: OnceLock<map::Dots>,
    outstanding: OnceLock<map::Outstanding>,
}

impl ChartInput<'_> {
    /// The marks of the charts of distances.
    fn dots(&self) -> &Dots {
        self.shared.dots.get_or_init(|| Dots::of(self.located, self.spread))
    }

    /// The symbols of the maps of all incidents.
    fn symbols(&self) -> &map::Dots {
        self.shared.symbols.get_or_init(|| map::gather(self.located, &self.located.ranked_kinds()))
    }

    /// The incidents that maps name first.
    fn outstanding(&self) -> &map::Outstanding {
        self.shared.outstanding.get_or_init(|| map::Outstanding::of(self.located, self.spread))
    }
}

/// Pictures that have something to show, and the names of those that have not.
type Pictures = (Vec<Picture>, Vec<&'static str>);

/// The maps that have something to show, and the names of those that have not.
pub fn maps(input: &ChartInput<'_>) -> Pictures {
    let names: Vec<&str> = map::names().collect();
    sorted_out(names.into_par_iter().map(|name| (name, map::map(input, name))).collect())
}

/// The charts that have something to show, and the names of those that have not.
pub fn charts(input: &ChartInput<'_>) -> Pictures {
    let drawn = CHARTS.par_iter().map(|(name, draw)| (*name, draw(input).map(|scene| scene.into_picture(name))));
    sorted_out(drawn.collect())
}

/// Draws a chart; none where it has nothing to say.
type Draws = fn(&ChartInput<'_>) -> Option<scene::Scene>;

/// The charts by name, in the order they are told of.
const CHARTS: [(&str, Draws); 10] = [
    ("distance", distance::scene),
    ("periods", |input| periods::scene(input, Measure::Incidents)),
    ("killed", |input| periods::scene(input, Measure::Killed)),
    ("regions", regions::scene),
    ("countries", countries::scene),
    ("reach", reach::scene),
    ("ecdf", ecdf::scene),
    ("trend", trend::scene),
    ("lorenz", lorenz::scene),
    ("near_repeats", repeats::scene),
];

fn sorted_out(all: Vec<(&'static str, Option<Picture>)>) -> Pictures {
    let (mut pictures, mut empty) = (Vec::new(), Vec::new());
    for (name, picture) in all {
        match picture {
            Some(picture) => pictures.push(picture),
            None => empty.push(name),
        }
    }
    (pictures, empty)
}

#[cfg(test)]
mod tests;
