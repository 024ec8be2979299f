//! What an interactive map is drawn on: the same view as the printed map, opened to all that the projection can show.
//!
//! Comes in: a [`ChartInput`] and the size of the frame in units of the page. Goes out: a [`Ground`]: areas and lines in these
//! units, thinned far from the frame, and the place of any point.

use geo::Polygon;

use super::dots;
use super::kit::home;
use super::names;
use super::rings::{self, Ring};
use super::thin::Thinning;
use super::view::View;
use super::{Projection, words};
use crate::chart::ChartInput;
use crate::chart::scene::Rect;
use crate::earth::LonLat;
use crate::spread::Origin;
use crate::words::Words;

/// A line or a closed ring in units of the page, y down.
pub type Line = Vec<(f64, f64)>;

/// The room between the outermost incident and the frame, in units.
const PAD: f64 = 40.0;

/// How far a line may move within the frame, in units. A page of many incidents is heavy anyway, and they are zoomed into.
const COARSE_UNITS: f64 = 0.7;

/// The same where there are many incidents.
const FINE_UNITS: f64 = 0.12;

/// Many incidents.
const MANY: usize = 1000;

/// What an interactive map is drawn on.
#[derive(Debug, Clone)]
pub struct Ground {
    view: View,
    /// Land, to be filled by the even-odd rule.
    pub land: Vec<Line>,
    /// The home countries, likewise.
    pub home: Vec<Line>,
    /// Lakes, likewise.
    pub lakes: Vec<Line>,
    /// Borders that are not disputed.
    pub borders: Vec<Line>,
    /// Disputed borders.
    pub disputed: Vec<Line>,
    /// Rings of equal distance from the origin.
    pub rings: Vec<Round>,
    /// Names of countries: where, how wide the country is in units, the name; the largest first.
    pub countries: Vec<((f64, f64), f64, String)>,
    /// The edge of what the projection shows.
    pub edge: Line,
}

/// A ring of equal distance from the origin.
#[derive(Debug, Clone)]
pub struct Round {
    /// The distance in km.
    pub km: f64,
    /// Its points.
    pub points: Line,
    /// Its middle and radius, where it is a circle.
    pub circle: Option<((f64, f64), f64)>,
}

impl From<Ring> for Round {
    fn from(Ring { km, points, circle, .. }: Ring) -> Self {
        Self { km, points, circle }
    }
}

impl Ground {
    /// The ground under all incidents; none where no incident has a point.
    pub fn of(input: &ChartInput<'_>, (width, height): (f64, f64)) -> Option<Self> {
        let dots = input.symbols();
        if dots.symbols.is_empty() {
            return None;
        }
        let origin = &input.spread.options.origin;
        let frame = Rect::new(0.0, 0.0, width, height);
        let fitted = View::of(&dots.wanted(origin.centre()), origin.centre(), frame, PAD);
        let rings = rings::rings(origin, &fitted);
        let thinning = Thinning::round(&fitted, if input.located.len() > MANY { FINE_UNITS } else { COARSE_UNITS });
        let view = fitted.opened_wide();
        let base = input.regions.base_map();
        let areas = |polygons: &[Polygon<f64>]| areas(&view, &thinning, polygons);
        let home_outlines = home(origin).iter().filter_map(|code| input.regions.country(*code));
        let lines = |disputed: bool| {
            let wanted = base.borders.iter().filter(|border| border.disputed == disputed);
            let thin = wanted.map(|border| thinning.line(&border.line));
            thin.flat_map(|line| view.window.line(&line)).map(|part| view.all_to_mm(&part).collect()).collect()
        };
        Some(Self {
            land: areas(&base.land.0),
            home: home_outlines.flat_map(|country| areas(&country.outline.0)).collect(),
            lakes: areas(&base.lakes.0),
            borders: lines(false),
            disputed: lines(true),
            rings: rings.into_iter().map(Round::from).collect(),
            countries: names::all_countries(input.regions, &view),
            edge: view.all_to_mm(&view.edge()).collect(),
            view,
        })
    }

    /// The place of a point in units.
    pub fn place(&self, point: LonLat) -> (f64, f64) {
        self.view.to_mm(point)
    }

    /// How the globe is laid flat.
    pub fn projection(&self) -> Projection {
        self.view.projection
    }

    /// Units in a kilometre, where the projection is true.
    pub fn units_per_km(&self) -> f64 {
        self.view.mm_per_km
    }
}

/// The title of the map, as the printed one has it.
pub fn title(input: &ChartInput<'_>) -> String {
    words::title(input)
}

/// The point that distances on the map are true from, in words; none without an origin.
pub fn centre_words(origin: &Origin, words: Words) -> Option<String> {
    words::centre(origin, words)
}

/// The colour of a kind of operation by its number in the palette; past the last one for the kinds without one of their own.
pub fn series_of(input: &ChartInput<'_>) -> impl Fn(&str) -> usize {
    let ranked: Vec<String> = input.located.ranked_kinds().into_iter().map(|(key, _)| key.to_owned()).collect();
    move |key| ranked.iter().position(|known| known == key).unwrap_or(dots::KINDS).min(dots::KINDS)
}

fn areas(view: &View, thinning: &Thinning, polygons: &[Polygon<f64>]) -> Vec<Line> {
    let thin = polygons.iter().filter_map(|polygon| thinning.polygon(polygon));
    thin.flat_map(|polygon| view.window.rings(&polygon)).map(|ring| view.all_to_mm(&ring).collect()).collect()
}
