//! What the files of a run are made from: everything that two products share is made once, when the first asks for it.
//!
//! Comes in: settings and an [`Outcome`]. Goes out: layers and pictures as values.

use std::sync::{LazyLock, OnceLock};

use rayon::prelude::*;

use super::qgis::look;
use crate::chart::look::Look as PictureLook;
use crate::chart::palette::{Palette, Theme};
use crate::chart::{self, ChartInput, Picture};
use crate::layer::qgis::{self, Look, Project, ProjectInput};
use crate::layer::{self, Layer, LayerInput};
use crate::pipeline::Outcome;
use crate::progress::Progress;
use crate::settings::{Product, Settings};
use crate::write::OutputFile;

static CREDIT: LazyLock<String> = LazyLock::new(|| crate::CREDITS.join(". "));

/// What a product is made from.
pub(super) struct Job<'a> {
    pub(super) settings: &'a Settings,
    pub(super) outcome: &'a Outcome,
    pub(super) progress: Progress,
    /// What the pictures name as the source of the incidents.
    source: String,
    /// The colours of the styles.
    look: Look,
    /// What the report is drawn with: the first look of the pictures.
    pub(super) first_look: PictureLook,
    layers: OnceLock<Values<Layer<'a>>>,
    base_map: OnceLock<Vec<Layer<'a>>>,
    maps: OnceLock<Values<Picture>>,
    charts: OnceLock<Values<Picture>>,
    /// What the pictures are made from, whatever they look like.
    shared: chart::Shared,
}

/// Those that have something to show, and the names of the empty ones.
type Values<T> = (Vec<T>, Vec<&'static str>);

/// What a product gives: its files, and what there was nothing to make of.
#[derive(Default)]
pub(super) struct Made<'a> {
    pub(super) files: Vec<OutputFile<'a>>,
    pub(super) empty: Vec<&'static str>,
}

impl<'a> Job<'a> {
    pub(super) fn new(settings: &'a Settings, outcome: &'a Outcome, progress: Progress) -> Self {
        let source = source_line(settings, outcome);
        let (layers, base_map) = (OnceLock::new(), OnceLock::new());
        let (maps, charts) = (OnceLock::new(), OnceLock::new());
        // QGIS draws on white whatever the pictures do.
        let light = settings.pictures.looks.iter().find(|look| look.theme == Theme::Light);
        let look = light.map_or_else(|| look(&Palette::of(Theme::Light)), |light| look(&light.palette));
        let first_look = settings.pictures.looks.first().cloned().unwrap_or_default();
        Self {
            settings,
            outcome,
            progress,
            source,
            look,
            first_look,
            layers,
            base_map,
            maps,
            charts,
            shared: chart::Shared::default(),
        }
    }

    /// Makes layers, maps and charts side by side, those that are wanted. None of them asks for another one: a thread that waits for
    /// a part of one may take up the next, and would wait for itself.
    pub(super) fn make_side_by_side(&self) {
        let wants = |product| self.settings.products.contains(&product);
        let layers = || (wants(Product::Layers) || wants(Product::Qgis)).then(|| self.layers());
        let maps = || wants(Product::Maps).then(|| self.maps());
        let charts = || wants(Product::Charts).then(|| self.charts());
        rayon::join(layers, || rayon::join(maps, charts));
    }

    /// What the layers are made from.
    fn layer_input(&self) -> LayerInput<'a> {
        let Outcome { located, spread, regions, .. } = self.outcome;
        LayerInput { located, spread, regions, credit: &CREDIT }
    }

    /// The layers.
    pub(super) fn layers(&self) -> &Values<Layer<'a>> {
        self.layers.get_or_init(|| layer::layers(&self.layer_input()))
    }

    /// What the layers are drawn on in QGIS.
    pub(super) fn base_map(&self) -> &[Layer<'a>] {
        let input = self.layer_input();
        self.base_map.get_or_init(|| layer::base_map(input.regions, qgis::middle(&input)))
    }

    /// Styles and the project for QGIS.
    pub(super) fn project(&self) -> Project<'_> {
        let (layers, _) = self.layers();
        let title = self.settings.pictures.title.as_deref();
        let (base, look, source) = (self.base_map(), &self.look, self.source.as_str());
        Project::new(ProjectInput { data: self.layer_input(), layers, base, look, title, source })
    }

    /// The maps, as drawings.
    pub(super) fn maps(&self) -> &Values<Picture> {
        self.maps.get_or_init(|| self.drawn(chart::maps))
    }

    /// The charts, as drawings.
    pub(super) fn charts(&self) -> &Values<Picture> {
        self.charts.get_or_init(|| self.drawn(chart::charts))
    }

    /// The pictures in every look; what is empty is so in all.
    fn drawn(&self, draw: impl Fn(&ChartInput<'_>) -> Values<Picture> + Sync) -> Values<Picture> {
        let looks = self.settings.pictures.looks.par_iter();
        let drawn: Vec<Values<Picture>> = looks.map(|look| draw(&self.chart_input(look))).collect();
        let empty = drawn.first().map_or_else(Vec::new, |(_, empty)| empty.clone());
        (drawn.into_iter().flat_map(|(pictures, _)| pictures).collect(), empty)
    }

    /// What every picture is made from.
    pub(super) fn chart_input<'b>(&'b self, look: &'b PictureLook) -> ChartInput<'b> {
        let Outcome { located, spread, regions, .. } = self.outcome;
        let pictures = &self.settings.pictures;
        let title = pictures.title.as_deref();
        ChartInput {
            located,
            spread,
            regions,
            title,
            source: &self.source,
            size_mm: pictures.size_mm,
            look,
            shared: &self.shared,
        }
    }
}

/// What the pictures name as the source of the incidents: the credit as given, else the inputs' file names.
fn source_line(settings: &Settings, outcome: &Outcome) -> String {
    settings.pictures.credit.clone().unwrap_or_else(|| {
        let name = |input: &str| input.rsplit(['/', '\\']).next().unwrap_or(input).to_owned();
        let names: Vec<String> = outcome.sources.iter().map(|s| name(&s.input)).collect();
        match names.as_slice() {
            [one] if one == "-" => "standard input".to_owned(),
            [first, second, third, rest @ ..] if !rest.is_empty() => {
                format!("{first}, {second}, {third} and {} more files", rest.len())
            }
            few => few.join(", "),
        }
    })
}
