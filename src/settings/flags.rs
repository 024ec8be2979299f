//! What the command line and the configuration file may set, before it is checked.
//!
//! Comes in: arguments, the text of incimap.toml. Goes out: [`Flags`]; [`Flags::settle`] makes [`Settings`] of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::layer_format::{self, LayerFormat};
use super::pictures::{formats, looks};
use super::product::{self, Product};
use super::words::{day, dpi, inputs, kind, origin, roles, share, size_mm};
use super::{Filter, MethodFlags, OriginChoice, PictureFormat, PictureSettings, Settings, Themes};
use crate::error::{Error, Result};
use crate::filter::Condition;
use crate::incident::CountryCode;
use crate::read::{Encoding, FormatChoice, ReadOptions};
use crate::spread::{PeriodLength, SpreadOptions};
use crate::words::Lang;

/// What the command line and the configuration file may set; every field may be missing.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Flags {
    /// Files to read; `-` is standard input.
    #[serde(default)]
    pub input: Vec<PathBuf>,
    /// How bytes become text.
    pub encoding: Option<Encoding>,
    /// Whose tables they are.
    pub format: Option<FormatChoice>,
    /// What columns mean: the name in the header by the meaning.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// The folder to write.
    pub output: Option<PathBuf>,
    /// What is made; all if none is named.
    #[serde(default)]
    pub only: Vec<Product>,
    /// What is not made.
    #[serde(default)]
    pub skip: Vec<Product>,
    /// What layers are written in.
    #[serde(default)]
    pub layer_format: Vec<LayerFormat>,
    /// Whether a `GeoPackage` is written as well.
    pub gpkg: Option<bool>,
    /// Whether `FlatGeobuf` is written as well.
    pub fgb: Option<bool>,
    /// A place name, `LON,LAT` or `first`.
    pub origin: Option<String>,
    /// ISO codes of the home countries.
    #[serde(default)]
    pub home: Vec<String>,
    /// The length of a period.
    pub by: Option<PeriodLength>,
    /// The first day wanted.
    pub from: Option<String>,
    /// The last day wanted.
    pub until: Option<String>,
    /// The kinds wanted.
    #[serde(default)]
    pub kind: Vec<String>,
    /// The actors wanted.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Conditions such as `killed>=5`.
    #[serde(default)]
    pub filter: Vec<String>,
    /// How many incidents are drawn.
    pub sample: Option<usize>,
    /// Whether incidents of different inputs that may be one are made one.
    pub merge_duplicates: Option<bool>,
    /// Whether coordinates are compared with the words beside them.
    pub audit_coordinates: Option<bool>,
    /// The roles the spread is measured over.
    #[serde(default)]
    pub role: Vec<String>,
    /// Gazetteer files.
    #[serde(default)]
    pub gazetteer: Vec<PathBuf>,
    /// A file of regions.
    pub regions: Option<PathBuf>,
    /// A place name or `LON,LAT`: of several places of one name, those near it are likelier.
    pub near: Option<String>,
    /// Countries by name or code: of several places of one name, those in them are likelier.
    #[serde(default)]
    pub country: Vec<String>,
    /// Places less sure than this are not put on the map.
    pub min_confidence: Option<f64>,
    /// What is measured and how.
    #[serde(default)]
    pub methods: MethodFlags,
    /// `WIDTHxHEIGHTmm`.
    pub size: Option<String>,
    /// Dots an inch.
    pub dpi: Option<f64>,
    /// The formats of the pictures.
    #[serde(default)]
    pub picture_formats: Vec<PictureFormat>,
    /// Light, dark or both.
    pub theme: Option<Themes>,
    /// The name of a set of colours, or a list of colours.
    pub palette: Option<String>,
    /// A font file.
    pub font: Option<PathBuf>,
    /// The language of the pictures.
    pub lang: Option<Lang>,
    /// The headline of the map.
    pub title: Option<String>,
    /// The source line.
    pub credit: Option<String>,
    /// The day of publication of articles that do not state theirs.
    pub published: Option<String>,
    /// How far two reports of one incident may lie apart: `2d,50km`.
    pub merge_within: Option<String>,
    /// Whether one bad row stops the run.
    pub strict: Option<bool>,
}

impl Flags {
    /// Reads a configuration file; its paths become relative to its folder.
    ///
    /// # Errors
    /// Where the file cannot be read or holds an unknown key or a value of the wrong type; the message names the line.
    pub fn from_file(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, "read the configuration", e))?;
        let mut flags: Self = toml::from_str(&text).map_err(|e| Self::broken_config(path, &text, &e))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let paths = flags
            .input
            .iter_mut()
            .chain(&mut flags.gazetteer)
            .chain(&mut flags.output)
            .chain(&mut flags.regions)
            .chain(&mut flags.font);
        for path in paths.filter(|p| p.as_os_str() != "-") {
            *path = folder.join(&*path);
        }
        Ok(flags)
    }

    fn broken_config(path: &Path, text: &str, error: &toml::de::Error) -> Error {
        let sentence = format!("{}; `incimap init` writes a file with every key", error.message());
        let error_at = error.span().map(|span| text[..span.start].lines().count().max(1) as u64);
        let at_line_start = error.span().is_some_and(|span| text[..span.start].ends_with('\n'));
        let broken = Error::invalid(sentence).in_file(path);
        match error_at {
            Some(line) => broken.at_line(line + u64::from(at_line_start)),
            None => broken,
        }
    }

    /// These flags, and those of `file` where these are silent.
    #[must_use]
    pub fn over(self, file: Self) -> Self {
        let Self { input, encoding, output, origin, home, by, from, until, kind, actor, role, .. } = self;
        let asks_for_products = !self.only.is_empty() || !self.skip.is_empty();
        let asks_for_origin = origin.is_some() || !home.is_empty();
        Self {
            input: first_filled(input, file.input),
            encoding: encoding.or(file.encoding),
            format: self.format.or(file.format),
            columns: if self.columns.is_empty() { file.columns } else { self.columns },
            output: output.or(file.output),
            // One choice: what the command line asks for is not narrowed by the file.
            only: if asks_for_products { self.only } else { file.only },
            skip: if asks_for_products { self.skip } else { file.skip },
            layer_format: first_filled(self.layer_format, file.layer_format),
            gpkg: self.gpkg.or(file.gpkg),
            fgb: self.fgb.or(file.fgb),
            // One choice: an origin on the command line sets aside a home in the file.
            origin: if asks_for_origin { origin } else { file.origin },
            home: if asks_for_origin { home } else { file.home },
            by: by.or(file.by),
            from: from.or(file.from),
            until: until.or(file.until),
            kind: first_filled(kind, file.kind),
            actor: first_filled(actor, file.actor),
            filter: first_filled(self.filter, file.filter),
            sample: self.sample.or(file.sample),
            merge_duplicates: self.merge_duplicates.or(file.merge_duplicates),
            audit_coordinates: self.audit_coordinates.or(file.audit_coordinates),
            role: first_filled(role, file.role),
            gazetteer: first_filled(self.gazetteer, file.gazetteer),
            regions: self.regions.or(file.regions),
            near: self.near.or(file.near),
            country: first_filled(self.country, file.country),
            min_confidence: self.min_confidence.or(file.min_confidence),
            methods: self.methods.over(file.methods),
            size: self.size.or(file.size),
            dpi: self.dpi.or(file.dpi),
            picture_formats: first_filled(self.picture_formats, file.picture_formats),
            theme: self.theme.or(file.theme),
            palette: self.palette.or(file.palette),
            font: self.font.or(file.font),
            lang: self.lang.or(file.lang),
            title: self.title.or(file.title),
            credit: self.credit.or(file.credit),
            published: self.published.or(file.published),
            merge_within: self.merge_within.or(file.merge_within),
            strict: self.strict.or(file.strict),
        }
    }

    /// Checks everything and fills in the defaults. Without an input the built-in incidents are mapped, with their own
    /// title, credit and home, unless others are given.
    ///
    /// # Errors
    /// Where a value is not understood; the message says what would be.
    pub fn settle(self) -> Result<Settings> {
        let added = [(self.gpkg, LayerFormat::Gpkg), (self.fgb, LayerFormat::Fgb)];
        let added = added.into_iter().filter(|(wanted, _)| wanted.unwrap_or(false)).map(|(_, format)| format);
        let built_in = self.input.is_empty();
        let origin = match self.origin_choice()? {
            OriginChoice::None if built_in => OriginChoice::Home(CountryCode::new("AF").into_iter().collect()),
            chosen => chosen,
        };
        let filter = Filter {
            from: self.from.as_deref().map(|w| day(w, "from")).transpose()?,
            until: self.until.as_deref().map(|w| day(w, "until")).transpose()?,
            kinds: self.kind.iter().map(|w| kind(w)).collect::<Result<_>>()?,
            actors: self.actor.clone(),
            conditions: conditions(&self.filter)?,
            written: self.filter.clone(),
        };
        if let (Some(from), Some(until)) = (filter.from, filter.until)
            && from > until
        {
            return Err(Error::invalid(format!("--from {from} is after --until {until}: swap them")));
        }
        Ok(Settings {
            inputs: inputs(&self.input),
            read: ReadOptions {
                encoding: self.encoding.unwrap_or_default(),
                format: self.format.unwrap_or_default(),
                columns: self.columns.into_iter().collect(),
            },
            origin,
            by: self.by,
            filter,
            spread: SpreadOptions { roles: roles(&self.role)?, ..self.methods.settle()? },
            min_confidence: share(self.min_confidence.unwrap_or(0.0))?,
            sample: self.sample,
            merge_duplicates: self.merge_duplicates.unwrap_or(false),
            audit_coordinates: self.audit_coordinates.unwrap_or(false),
            published: self.published.as_deref().map(|w| day(w, "published")).transpose()?,
            merge_within: self.merge_within.as_deref().map(str::parse).transpose()?.unwrap_or_default(),
            strict: self.strict.unwrap_or(false),
            pictures: PictureSettings {
                size_mm: size_mm(self.size.as_deref().unwrap_or("180x120mm"))?,
                dpi: dpi(self.dpi.unwrap_or(300.0))?,
                title: self.title.or_else(|| built_in.then(|| BUILT_IN_TITLE.to_owned())),
                credit: self.credit.or_else(|| built_in.then(|| BUILT_IN_CREDIT.to_owned())),
                formats: formats(&self.picture_formats),
                looks: looks(
                    self.theme.unwrap_or_default(),
                    self.palette.as_deref(),
                    self.font.as_deref(),
                    self.lang.unwrap_or_default(),
                )?,
            },
            output: self.output.unwrap_or_else(|| PathBuf::from("output")),
            layer_formats: layer_format::wanted(self.layer_format, added)?,
            products: product::wanted(&self.only, &self.skip)?,
            near: self.near,
            countries: self.country,
            gazetteer: self.gazetteer,
            regions: self.regions,
        })
    }

    fn origin_choice(&self) -> Result<OriginChoice> {
        match (self.origin.as_deref().map(str::trim), self.home.is_empty()) {
            (Some(_), false) => {
                Err(Error::invalid("an origin and a home are given: distances need one of them, not both"))
            }
            (Some("first"), true) => Ok(OriginChoice::First),
            (Some(words), true) => origin(words),
            (None, true) => Ok(OriginChoice::None),
            (None, false) => self
                .home
                .iter()
                .map(|word| {
                    CountryCode::new(word.trim())
                        .ok_or_else(|| Error::unknown("home", word, "use two-letter ISO codes such as AF,PK"))
                })
                .collect::<Result<_>>()
                .map(OriginChoice::Home),
        }
    }
}

const BUILT_IN_TITLE: &str = "From Afghanistan outward: attacks and plots in two accounts of March 2024";
const BUILT_IN_CREDIT: &str = "The Hill, 31 March 2024; The New York Times, March 2024 (facts restated)";

/// The conditions of all words; all must hold.
fn conditions(words: &[String]) -> Result<Vec<Condition>> {
    words.iter().map(|words| Condition::parse_all(words)).collect::<Result<Vec<_>>>().map(|all| all.concat())
}

pub(super) fn first_filled<T>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    if first.is_empty() { second } else { first }
}
