//! Layers for GIS: features of one geometry kind with flat typed properties. Values only, no files.
//!
//! Comes in: located incidents, a [`Spread`], the regions. Goes out: [`Layer`]s; [`format`](mod@format) holds
//! the formats they are written in.
//! Every feature of a layer has the same properties in the same order, each of one type or null; a property that is null in
//! all of them is left out. Periods and dated incidents carry `start_utc` and `end_utc` for the time slider.

mod antimeridian;
mod base;
mod bounds;
mod cells;
mod centre_track;
mod centres;
mod clusters;
mod countries;
mod crossings;
mod curve;
mod diffusion;
mod ellipses;
mod first_arrivals;
pub mod format;
mod hulls;
mod incidents;
#[cfg(test)]
mod laws;
mod opposite;
mod origin;
pub mod qgis;
mod reach_rings;
mod reported;
mod scan_cylinders;
mod shape;
mod span;
mod strip;
mod table;
mod uncertainty;
mod value;

use std::io;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::located::LocatedStore;
use crate::region::Regions;
use crate::settings::LayerFormat;
use crate::spread::Spread;

pub use base::base_map;
use format::{Schema, Sink};
pub use reported::{Reported, package_incidents, write_incidents};
pub use shape::GeometryKind;
use span::Span;
use table::{Features, Rows, Table};
use value::Value;

/// How many features a thread looks at in one go.
const LOOKED_AT: usize = 1 << 16;

/// One layer: features of one geometry kind with the same properties in the same order.
#[derive(Clone)]
pub struct Layer<'a> {
    /// The name, which is also the file's stem: `incidents`.
    pub name: &'static str,
    /// The title for a reader: "Incidents".
    pub title: String,
    /// Source, licence, what the layer shows; `QGIS` shows it as the abstract.
    pub description: String,
    /// The folder within the output folder: `layers`.
    folder: &'static str,
    /// The features, with integer ids 1..n, in a stated order; each is made when it is written.
    features: Arc<dyn Features + 'a>,
}

/// What every layer is made from.
#[derive(Debug, Clone, Copy)]
pub struct LayerInput<'a> {
    /// All incidents, located or not, of all roles.
    pub located: &'a LocatedStore,
    /// The spread of the measured roles.
    pub spread: &'a Spread,
    /// Countries and their outlines.
    pub regions: &'a Regions,
    /// The credit for sources of the data, for descriptions: "GeoNames (CC BY 4.0), Natural Earth".
    pub credit: &'a str,
}

impl Layer<'_> {
    /// How many features it has.
    pub fn len(&self) -> usize {
        self.features.count()
    }

    /// Whether it has none; [`layers`] gives no such layer.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the properties, in the order they are written.
    pub fn columns(&self) -> Vec<&'static str> {
        self.features.fields().iter().map(|field| field.name).collect()
    }

    /// Where a file of the layer lies in the output folder: `layers/incidents.geojson`.
    pub fn path(&self, extension: &str) -> String {
        format!("{}/{}.{extension}", self.folder, self.name)
    }

    /// What its geometries are; points for a layer without features.
    pub fn geometry(&self) -> GeometryKind {
        self.features.geometry().unwrap_or(GeometryKind::Point)
    }

    /// Whether it has a property.
    pub fn has(&self, column: &str) -> bool {
        self.columns().contains(&column)
    }

    /// Whether a geometry ends at the 180° meridian and may be cut there.
    fn touches_180(&self) -> bool {
        self.features.survey().bounds.touches_180()
    }

    /// Whether every feature has its place on the time slider.
    fn is_in_time(&self) -> bool {
        self.features.survey().in_time
    }

    /// Gathers something of the values of some properties on all threads: `see` is shown those of a feature with its id, null
    /// where there is no such property; `join` puts together what was gathered of features before and of features behind.
    fn gather<T: Default + Send>(
        &self,
        columns: &[&str],
        see: impl Fn(&mut T, u64, &[Value<'_>]) + Sync,
        join: impl Fn(T, T) -> T + Send + Sync,
    ) -> T {
        let names = self.columns();
        let places: Vec<_> = columns.iter().map(|column| names.iter().position(|name| name == column)).collect();
        let gathered = table::parts(self.len(), LOOKED_AT).into_par_iter().map(|part| {
            let mut gathered = T::default();
            // Looking at features cannot fail.
            let _ = self.features.each(part, &mut |record| {
                let value = |place: &Option<usize>| place.map_or(Value::Null, |place| record.value(place));
                see(&mut gathered, record.id(), &places.iter().map(value).collect::<Vec<_>>());
                Ok(())
            });
            gathered
        });
        gathered.reduce_with(join).unwrap_or_default()
    }

    /// The layer as one `FeatureCollection`: UTF-8, `name`, `description`, `bbox`, one feature a line, at most 6 decimals.
    pub fn to_geojson(&self) -> Vec<u8> {
        let mut out = Vec::new();
        // A vector takes all it is given.
        let _ = self.write(LayerFormat::Geojson, &mut out);
        out
    }

    /// What formats must know before the first feature.
    fn schema(&self) -> Schema<'_> {
        let survey = self.features.survey();
        Schema {
            name: self.name,
            title: &self.title,
            description: &self.description,
            fields: self.features.fields().to_vec(),
            geometry: self.geometry(),
            multiple: survey.multiple,
            bbox: survey.bounds.bbox(),
        }
    }

    /// Puts all features into a file.
    fn feed(&self, sink: &mut dyn Sink) -> io::Result<()> {
        self.features.each(0..self.len(), &mut |record| sink.put(record))
    }
}

impl std::fmt::Debug for Layer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, title, description, folder: _, features } = self;
        f.debug_struct("Layer")
            .field("name", name)
            .field("title", title)
            .field("description", description)
            .field("features", &features.count())
            .finish()
    }
}

/// A layer before its description is written.
struct Draft<'a> {
    name: &'static str,
    title: &'static str,
    /// What the layer shows, in a sentence or two.
    shows: &'static str,
    /// Whether it shows measured incidents only, by period.
    measured: bool,
    features: Arc<dyn Features + 'a>,
}

impl<'a> Draft<'a> {
    fn new<S: Rows + 'a>(name: &'static str, title: &'static str, shows: &'static str, features: Table<S>) -> Self
    where
        S::Row: 'a,
    {
        Self { name, title, shows, measured: false, features: Arc::new(features) }
    }

    fn of_measured(self) -> Self {
        Self { measured: true, ..self }
    }

    fn finish(self, covers: Option<(Date, Date)>, credit: &str) -> Layer<'a> {
        let Self { name, title, shows, features, .. } = self;
        let covers = covers.map(|(first, last)| format!(" Covers {first} to {last}."));
        let credit = credit.trim().trim_end_matches('.');
        let sources = if credit.is_empty() { String::new() } else { format!(" Sources: {credit}.") };
        let tool = concat!(" Made by incimap ", env!("CARGO_PKG_VERSION"), ".");
        let description = [shows, covers.as_deref().unwrap_or_default(), &sources, tool].concat();
        Layer { name, title: title.to_owned(), description, folder: "layers", features }
    }
}

/// All layers that have at least one feature, in the order a reader wants them, and the names of the empty ones.
pub fn layers<'a>(input: &LayerInput<'a>) -> (Vec<Layer<'a>>, Vec<&'static str>) {
    let whole = Span::whole(input);
    let (dated, undated) = incidents::rows(input);
    let (discs, undated_discs) = (uncertainty::dated(&dated), uncertainty::undated(&undated));
    let drafts = [
        incidents::dated(dated),
        incidents::undated(undated),
        discs,
        undated_discs,
        first_arrivals::draft(input),
        reach_rings::draft(input, &whole),
        centres::draft(input, &whole),
        centre_track::draft(input),
        ellipses::draft(input, &whole),
        hulls::draft(input, &whole),
        cells::draft(input, &whole),
        diffusion::draft(input),
        scan_cylinders::draft(input),
        clusters::draft(input),
        countries::draft(input),
        origin::draft(input),
    ];
    let days = span::days_of(input.located);
    let mut full = Vec::new();
    let mut empty = Vec::new();
    for draft in drafts {
        if draft.features.count() == 0 {
            empty.push(draft.name);
        } else {
            let covers = if draft.measured { whole.days } else { days };
            full.push(draft.finish(covers, input.credit));
        }
    }
    (full, empty)
}
