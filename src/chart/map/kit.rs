//! What all maps are put together from: the input, the colours, the base map, the page with its words and legend.
//!
//! Comes in: a [`ChartInput`]. Goes out: the parts of a [`Scene`] that every map has.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::base::Base;
use super::label::{Room, Wish};
use super::layout::{Layout, Words};
use super::legend::{Block, Legend};
use super::symbols::{self, ORIGIN_MM};
use super::view::View;
use super::words;
use crate::chart::ChartInput;
use crate::chart::look::Look;
use crate::chart::scene::{Scene, Style};
use crate::earth::{Cell, LonLat};
use crate::incident::{CountryCode, Role};
use crate::read::Texts;
use crate::region::Regions;
use crate::spread::Origin;
use crate::words as language;

/// The parts that maps share.
#[derive(Debug)]
pub struct Kit<'a> {
    /// What is shown.
    pub input: &'a ChartInput<'a>,
    /// Colours, fonts, language.
    pub look: &'a Look,
    /// The kinds of operations, the most frequent first, so that a kind has one colour on all maps.
    pub ranked: Vec<(&'a str, u64)>,
}

impl<'a> Kit<'a> {
    /// Gathers what maps share.
    pub fn new(input: &'a ChartInput<'a>) -> Self {
        Self { input, look: input.look, ranked: input.located.ranked_kinds() }
    }

    /// Countries and their outlines.
    pub fn regions(&self) -> &'a Regions {
        self.input.regions
    }

    /// What distances are measured from.
    pub fn origin(&self) -> &'a Origin {
        &self.input.spread.options.origin
    }

    /// The home countries.
    pub fn home(&self) -> &'a [CountryCode] {
        home(self.origin())
    }

    /// The names of the home countries.
    pub fn home_names(&self) -> Vec<&'a str> {
        self.home().iter().filter_map(|code| self.regions().country(*code)).map(|country| &*country.name).collect()
    }

    /// The mark of an origin that is a point, and the name of the origin beside it; `room` then keeps off both.
    pub fn mark_origin(&self, scene: &mut Scene, view: &View, room: &mut Room) -> Option<Wish> {
        let at = view.to_mm(self.origin().centre()?);
        if matches!(self.origin(), Origin::Point { .. }) {
            symbols::origin(scene, at, self.look);
        }
        room.keep_circle(at, ORIGIN_MM);
        let name = self.origin().name().filter(|name| self.look.fonts.can_draw(name))?;
        Some(Wish::of_symbol(at, ORIGIN_MM, vec![name.to_owned()]).bold())
    }

    /// The page with its words.
    pub fn page(&self, words: &Words, layout: &Layout) -> Scene {
        let mut scene = Scene::new(self.input.size_mm, &words.title, &words.alt, self.look);
        layout.draw_words(&mut scene, self.look);
        scene
    }

    /// Draws the base map into the frame; the group stays open for what lies on it and is cut off with it.
    pub fn ground(&self, scene: &mut Scene, view: &View, fills: impl FnOnce(&mut Scene)) {
        scene.open_clipped("land", &view.frame);
        self.lay(scene, view, fills);
    }

    /// Draws the base map where it is not cut off.
    pub fn lay(&self, scene: &mut Scene, view: &View, fills: impl FnOnce(&mut Scene)) {
        Base::of(view, self.regions()).draw(scene, &view.frame, self.look, fills);
    }

    /// Draws the legend and the line round the frame, which stands last so that nothing lies over it.
    pub fn finish(&self, scene: &mut Scene, layout: &Layout, legend: &Legend, view: &View) {
        if !view.projection.is_world() {
            scene.rect(&view.frame, &Style::stroke(self.look.palette.soft, 0.2));
        }
        self.legend(scene, layout, legend, view);
    }

    /// Draws the legend.
    pub fn legend(&self, scene: &mut Scene, layout: &Layout, legend: &Legend, view: &View) {
        legend.draw(scene, &layout.columns, view, self);
    }

    /// The name of the place that most incidents in each cell name, the first by name among equals; the cells are of one
    /// resolution.
    pub fn places_in(&self, cells: &[Cell]) -> Vec<Option<String>> {
        let mut counts: Vec<HashMap<&str, u64, Texts>> = vec![HashMap::default(); cells.len()];
        let Some(resolution) = cells.first().map(|cell| cell.resolution()) else { return Vec::new() };
        // Which cell a point lies in is costly to ask; most points lie at other latitudes than all of the cells.
        let bands: Vec<RangeInclusive<f64>> = cells.iter().map(|cell| latitudes(*cell)).collect();
        for site in self.input.located.iter().filter_map(|one| one.site()).filter(|site| site.precision.is_fine()) {
            if !bands.iter().any(|band| band.contains(&site.point.lat())) {
                continue;
            }
            let own = Cell::of(site.point, resolution);
            if let Some(counts) = cells.iter().position(|cell| *cell == own).and_then(|at| counts.get_mut(at)) {
                *counts.entry(site.name()).or_default() += 1;
            }
        }
        // Whether a name can be drawn is costly to ask too: only those that may stand there are asked for.
        let most = |counts: &HashMap<&str, u64, Texts>| {
            let named = counts.iter().map(|(name, n)| (Reverse(*n), *name));
            let (first, mut others) = (named.clone().min()?.1, named.collect::<Vec<_>>());
            if self.look.fonts.can_draw(first) {
                return Some(first.to_owned());
            }
            others.sort_unstable();
            others.into_iter().find(|(_, name)| self.look.fonts.can_draw(name)).map(|(_, name)| name.to_owned())
        };
        counts.iter().map(most).collect()
    }

    /// The words of the pictures.
    pub fn words(&self) -> language::Words {
        self.look.words
    }

    /// What is measured, in a word that [`language::Words`] knows.
    pub fn noun(&self) -> &'static str {
        if self.input.spread.options.roles.as_slice() == [Role::Operation] { "operation" } else { "incident" }
    }

    /// What is measured: "operations".
    pub fn things(&self) -> &'static str {
        self.words().plural(self.noun())
    }

    /// The scale bar as a block of a legend; distances are true from the origin.
    pub fn scale(&self) -> Block {
        Block::Scale { from: words::centre(self.origin(), self.words()) }
    }
}

/// The home countries of an origin; none where it is a point or there is none.
pub fn home(origin: &Origin) -> &[CountryCode] {
    if let Origin::Home { codes, .. } = origin { codes } else { &[] }
}

/// Latitudes that hold all of a cell: its sides are great circles, which rise less above their ends than a cell is high.
fn latitudes(cell: Cell) -> RangeInclusive<f64> {
    let all = || cell.outline().into_iter().chain([cell.centre()]).map(LonLat::lat);
    let (low, high) = (all().fold(f64::MAX, f64::min), all().fold(f64::MIN, f64::max));
    let height = high - low;
    // A cell that may hold a pole has all latitudes up to it.
    let up_to = |edge: f64| if edge + height >= 90.0 { 90.0 } else { edge };
    -up_to(height - low)..=up_to(high + height)
}
