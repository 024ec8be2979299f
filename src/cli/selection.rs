//! The arguments that `map` and `spread` share: what is read, what is kept, what is measured.
//!
//! Comes in: flags and incimap.toml. Goes out: [`Settings`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::error::{Error, Result};
use crate::read::{Encoding, FormatChoice};
use crate::settings::{CONFIG_FILE, Flags, MethodFlags, Settings};
use crate::spread::PeriodLength;

/// What is read, what is kept, what is measured.
#[derive(Debug, clap::Args)]
pub struct Selection {
    /// Tables (CSV, TSV, .xlsx) or points (GeoJSON, .gpkg) of incidents, or news articles (text, Markdown, HTML, JSON lines); `-` reads a
    /// table from standard input. Without any, the built-in incidents.
    #[arg(value_name = "INPUT")]
    input: Vec<PathBuf>,
    /// What distances are measured from: a place name, LON,LAT, or `first` for the first incident.
    #[arg(long, value_name = "PLACE|LON,LAT|first", allow_hyphen_values = true, conflicts_with = "home")]
    origin: Option<String>,
    /// Home countries by ISO code: distances are measured from their border and are 0 inside.
    #[arg(long, value_name = "AF,PK", value_delimiter = ',')]
    home: Vec<String>,
    /// The length of a period; chosen by the span of the dates if not given.
    #[arg(long, value_enum)]
    by: Option<PeriodLength>,
    /// Whose tables they are (ucdp-ged, gtd, acled, gdelt1, gdelt2, incimap), by the header if not given; a day leaves out
    /// incidents that ended before it. May be given twice.
    #[arg(long, value_name = "FORMAT|DATE")]
    from: Vec<String>,
    /// Leaves out incidents that ended before this day.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// What the columns of a table mean, by their names in the header: place=Ort,date=Datum.
    #[arg(long, value_name = "MEANING=NAME,...", value_delimiter = ',')]
    columns: Vec<String>,
    /// Leaves out incidents that began after this day.
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Keeps these kinds only: attack, bombing, plot, arrest, ...
    #[arg(long, value_name = "KIND,...", value_delimiter = ',')]
    kind: Vec<String>,
    /// Keeps incidents of this actor only; may be given several times.
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// Keeps incidents for which a condition holds: killed>=5, country=IQ,SY, kind!=protest, actor=ISIS-K, party=Police, date<2016;
    /// several in one text by " and ", or the flag again.
    #[arg(long, value_name = "CONDITION")]
    filter: Vec<String>,
    /// Keeps a random sample of so many of the incidents that pass the filter (see --seed); it does not depend on their order.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Makes incidents of different inputs one that lie near in days and place and are alike in actor or toll.
    #[arg(long)]
    merge_duplicates: bool,
    /// Compares the coordinates of rows with the places that their words name, in a table of its own.
    #[arg(long)]
    audit_coordinates: bool,
    /// The roles the spread is measured over: operation (if not given), response, statement, context.
    #[arg(long, value_name = "ROLE,...", value_delimiter = ',')]
    role: Vec<String>,
    /// GeoNames files or tables of places on top of the built-in gazetteer; later ones override.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    gazetteer: Vec<PathBuf>,
    /// A GeoJSON file of regions in place of the built-in countries.
    #[arg(long, value_name = "FILE")]
    regions: Option<PathBuf>,
    /// Of several places of one name, those near this point are likelier.
    #[arg(long, value_name = "LON,LAT|NAME", allow_hyphen_values = true)]
    near: Option<String>,
    /// Of several places of one name, those in these countries are likelier, by name or ISO code.
    #[arg(long, value_name = "COUNTRY,...", value_delimiter = ',')]
    country: Vec<String>,
    /// Leaves places off the map that are less sure than this, 0 to 1.
    #[arg(long, value_name = "0..1")]
    min_confidence: Option<f64>,
    /// The day of publication of articles that do not state theirs.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Reports of articles that lie no farther apart than this may tell of one incident [default: 2d,50km].
    #[arg(long, value_name = "2d,50km")]
    merge_within: Option<String>,
    /// How bytes become text.
    #[arg(long, value_enum)]
    encoding: Option<Encoding>,
    /// How many threads work; all processors if not given. The result does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Stops at the first bad row and writes nothing.
    #[arg(long)]
    strict: bool,
    /// The configuration file; incimap.toml in the working folder if not given.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    methods: MethodFlags,
}

/// The format among words of which others are days.
pub(super) fn asked_format(words: &[String]) -> Option<FormatChoice> {
    words.iter().find_map(|word| FormatChoice::from_str(word, true).ok())
}

/// The error of a word that is no format.
pub(super) fn no_format(word: &str) -> Error {
    Error::unknown("format", word, "use ucdp-ged, gtd, acled, gdelt1, gdelt2, incimap or auto")
}

/// The day among words of which others are formats.
fn days(words: &[String]) -> Option<String> {
    words.iter().find(|word| FormatChoice::from_str(word, true).is_err()).cloned()
}

/// Pairs such as place=Ort.
pub(super) fn meanings(words: &[String]) -> Result<BTreeMap<String, String>> {
    let pair = |word: &String| {
        let (meaning, name) = word.split_once('=').ok_or_else(|| {
            Error::unknown(
                "column",
                word,
                "--columns takes pairs of a meaning and a name in the header: place=Ort,date=Datum",
            )
        })?;
        Ok((meaning.trim().to_owned(), name.trim().to_owned()))
    };
    words.iter().map(pair).collect()
}

impl Selection {
    /// The settings: these arguments over the configuration file over the defaults; `more` adds the arguments of a command.
    pub fn settings(&self, more: impl FnOnce(&mut Flags)) -> Result<Settings> {
        self.flags(more)?.settle()
    }

    /// The same before it is checked.
    pub fn flags(&self, more: impl FnOnce(&mut Flags)) -> Result<Flags> {
        let mut flags = Flags {
            input: self.input.clone(),
            encoding: self.encoding,
            format: asked_format(&self.from),
            columns: meanings(&self.columns)?,
            origin: self.origin.clone(),
            home: self.home.clone(),
            by: self.by,
            from: self.since.clone().or_else(|| days(&self.from)),
            until: self.until.clone(),
            kind: self.kind.clone(),
            actor: self.actor.clone(),
            filter: self.filter.clone(),
            sample: self.sample,
            merge_duplicates: self.merge_duplicates.then_some(true),
            audit_coordinates: self.audit_coordinates.then_some(true),
            role: self.role.clone(),
            gazetteer: self.gazetteer.clone(),
            regions: self.regions.clone(),
            near: self.near.clone(),
            country: self.country.clone(),
            min_confidence: self.min_confidence,
            methods: self.methods.clone(),
            published: self.published.clone(),
            merge_within: self.merge_within.clone(),
            strict: self.strict.then_some(true),
            ..Flags::default()
        };
        more(&mut flags);
        Ok(flags.over(self.file()?))
    }

    fn file(&self) -> Result<Flags> {
        match &self.config {
            Some(path) => Flags::from_file(path),
            None if Path::new(CONFIG_FILE).is_file() => Flags::from_file(Path::new(CONFIG_FILE)),
            None => Ok(Flags::default()),
        }
    }

    /// Runs the work on as many threads as asked for.
    pub fn on_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> anyhow::Result<T> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0)).build()?;
        Ok(pool.install(work))
    }
}
