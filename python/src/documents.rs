//! Texts to places and incidents, as `incimap places` and `incimap extract` find them.
//!
//! Comes in: a column of texts. Goes out: a row a place or an incident, with the number of its text, counted from 0.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, StringBuilder, UInt32Builder};
use arrow_array::{ArrayRef, RecordBatch};
use incimap::article::{Article, Extractor, Report, day, table};
use incimap::error::{Error, Result};
use incimap::geocode::document::{DocumentGeocoder, DocumentOptions, Outcome};
use incimap::geocode::wish;
use incimap::incident::CountryCode;
use incimap::read::characters::from_bytes;
use incimap::read::documents::{Document, Origin};
use incimap::toponym::{FindOptions, Finder};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use rayon::prelude::*;

use crate::answers::rounded;
use crate::error::Fault;
use crate::geocode::gazetteer;
use crate::texts::Texts;
use crate::{tables, work};

/// A column of texts.
struct Column {
    chunks: Vec<(Texts, usize)>,
}

impl Column {
    fn of(name: &str, column: &Bound<'_, PyAny>) -> PyResult<Self> {
        let chunks = column.extract::<AnyArray>()?.into_chunked_array()?.into_inner().0;
        let texts = |array: &ArrayRef| Ok::<_, Fault>((Texts::of(name, array)?, array.len()));
        Ok(Self { chunks: chunks.iter().map(texts).collect::<std::result::Result<_, _>>()? })
    }

    fn all(&self) -> Vec<&str> {
        self.chunks.iter().flat_map(|(texts, rows)| (0..*rows).map(|row| texts.get(row))).collect()
    }
}

/// What is asked for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Wishes {
    gazetteer: Vec<PathBuf>,
    near: Option<String>,
    country: Vec<String>,
    min_confidence: f64,
    demonyms: bool,
}

/// The places that texts name: one row a name.
#[pyfunction]
pub fn places<'py>(
    py: Python<'py>,
    texts: Bound<'py, PyAny>,
    wishes: Wishes,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let column = Column::of("texts", &texts)?;
    let batch = work::run(py, progress.as_ref(), None, move |progress| {
        let gazetteer = gazetteer(&wishes.gazetteer)?;
        let options = DocumentOptions {
            min_confidence: wishes.min_confidence,
            near: wishes.near.as_deref().map(|words| wish::near(&gazetteer, words)).transpose()?,
            countries: wish::countries(&gazetteer, wishes.country.iter().map(String::as_str))?,
            no_demonyms: !wishes.demonyms,
            as_written: true,
            places_only: false,
        };
        let (geocoder, finder) = (DocumentGeocoder::new(&gazetteer, options), Finder::new(&gazetteer));
        let find = FindOptions { demonyms: wishes.demonyms, ..FindOptions::default() };
        let texts = column.all();
        let steps = progress.bar("reading texts", texts.len());
        let named = |text: &&str| {
            let spans: Vec<_> = finder.find(text, &find).iter().map(|mention| mention.start..mention.end).collect();
            steps.inc(1)?;
            Ok((geocoder.resolve(text, &spans), spans))
        };
        let found: Vec<_> = texts.par_iter().map(named).collect::<Result<_>>()?;
        let mut rows = Places::default();
        for (number, ((answers, spans), text)) in found.iter().zip(&texts).enumerate() {
            let ends: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
            let characters = from_bytes(text, &ends);
            for (answer, ends) in answers.iter().zip(characters.chunks_exact(2)) {
                let words = text.get(answer.span.clone()).unwrap_or_default();
                rows.push(number, ends, words, &answer.outcome);
            }
        }
        rows.finish()
    })?;
    tables::one(py, batch)
}

/// The rows under way.
#[derive(Default)]
struct Places {
    text: Int64Builder,
    start: Int64Builder,
    end: Int64Builder,
    words: StringBuilder,
    lon: Float64Builder,
    lat: Float64Builder,
    radius_km: Float64Builder,
    precision: StringBuilder,
    confidence: Float64Builder,
    geonameid: UInt32Builder,
    name: StringBuilder,
    country: StringBuilder,
    matched: StringBuilder,
    why: StringBuilder,
}

impl Places {
    fn push(&mut self, number: usize, ends: &[Option<usize>], words: &str, outcome: &Outcome) {
        let place = outcome.place.as_ref();
        let whole = |n: Option<usize>| n.and_then(|n| i64::try_from(n).ok());
        self.text.append_option(whole(Some(number)));
        self.start.append_option(whole(ends.first().copied().flatten()));
        self.end.append_option(whole(ends.last().copied().flatten()));
        self.words.append_value(words);
        self.lon.append_option(place.map(|p| rounded(p.point.lon(), 1e6)));
        self.lat.append_option(place.map(|p| rounded(p.point.lat(), 1e6)));
        self.radius_km.append_option(place.map(|p| rounded(p.radius_km, 1e3)));
        self.precision.append_option(place.map(|p| p.precision.name()));
        self.confidence.append_option(place.map(|p| rounded(p.confidence, 1e3)));
        self.geonameid.append_option(place.and_then(|p| p.geonameid));
        self.name.append_option(place.map(|p| p.name.as_str()));
        self.country.append_option(place.and_then(|p| p.country.as_ref().map(CountryCode::as_str)));
        self.matched.append_option(place.map(|p| p.matched.name()));
        self.why.append_value(&outcome.why);
    }

    fn finish(mut self) -> Result<RecordBatch> {
        let columns: [(&str, ArrayRef); 14] = [
            ("text", Arc::new(self.text.finish())),
            ("start", Arc::new(self.start.finish())),
            ("end", Arc::new(self.end.finish())),
            ("words", Arc::new(self.words.finish())),
            ("lon", Arc::new(self.lon.finish())),
            ("lat", Arc::new(self.lat.finish())),
            ("radius_km", Arc::new(self.radius_km.finish())),
            ("precision", Arc::new(self.precision.finish())),
            ("confidence", Arc::new(self.confidence.finish())),
            ("geonameid", Arc::new(self.geonameid.finish())),
            ("name", Arc::new(self.name.finish())),
            ("country", Arc::new(self.country.finish())),
            ("match", Arc::new(self.matched.finish())),
            ("why", Arc::new(self.why.finish())),
        ];
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
            .map_err(|e| Error::invalid(e.to_string()))
    }
}

/// Incidents of news articles: one row an incident of an article; `document` is the number of its text.
#[pyfunction]
pub fn extract<'py>(
    py: Python<'py>,
    texts: Bound<'py, PyAny>,
    published: Option<Bound<'py, PyAny>>,
    gazetteer_files: Vec<PathBuf>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let column = Column::of("texts", &texts)?;
    let days = published.map(|days| Column::of("published", &days)).transpose()?;
    let days = days.map(|days| read_days(&days)).transpose()?;
    let count: usize = column.chunks.iter().map(|(_, rows)| rows).sum();
    if let Some(days) = days.as_ref().filter(|days| days.len() != count && days.len() != 1) {
        let sentence = format!("has {} days for {count} texts: give one for all, or one each", days.len());
        return Err(Fault::of("published", sentence).into());
    }
    let batch = work::run(py, progress.as_ref(), None, move |progress| {
        let gazetteer = gazetteer(&gazetteer_files)?;
        let extractor = Extractor::new(&gazetteer)?;
        let texts = column.all();
        let steps = progress.bar("reading articles", texts.len());
        let reports = |(number, text): (usize, &&str)| {
            let published = days.as_ref().and_then(|days| *days.get(number).or_else(|| days.first())?);
            let at = Origin { input: "texts".to_owned(), line: number as u64 + 1 };
            let document = Document { id: number.into(), text: (*text).to_owned(), date: None, source: None, at };
            let reports = extractor.reports(&Article::of(document, published));
            steps.inc(1)?;
            Ok(reports)
        };
        let found: Vec<Vec<Report>> = texts.par_iter().enumerate().map(reports).collect::<Result<_>>()?;
        tables::of_csv(&table::csv(&found.concat(), &[]), &[])
    })?;
    tables::one(py, batch)
}

fn read_days(column: &Column) -> std::result::Result<Vec<Option<jiff::civil::Date>>, Fault> {
    let one = |(row, text): (usize, &str)| {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let why = || Fault::at("published", row, format!("\"{text}\" is no day: write 2024-03-31"));
        // A point in time counts as its day.
        let head = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
        day(text).or_else(|| day(head)).map(Some).ok_or_else(why)
    };
    column.all().into_iter().enumerate().map(one).collect()
}
