//! Finished settings, made once from flags and incimap.toml; nothing downstream sees a flag.
//!
//! Comes in: [`Flags`] of the command line and the text of a configuration file. Goes out: [`Settings`], checked.
//! A flag wins over the file, the file over the default. Paths in the file are relative to the file's folder.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::incident::{CountryCode, Kind, Role};
use crate::read::{Encoding, Input};
use crate::spread::PeriodLength;

/// The name of the configuration file that is looked for in the working folder.
pub const CONFIG_FILE: &str = "incimap.toml";

/// Everything that decides what a run does.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// What to read.
    pub inputs: Vec<Input>,
    /// How bytes become text.
    pub encoding: Encoding,
    /// The folder to write.
    pub output: PathBuf,
    /// What distances are measured from.
    pub origin: OriginChoice,
    /// The length of a period; none: chosen by the span of the dates.
    pub by: Option<PeriodLength>,
    /// Which incidents are kept.
    pub filter: Filter,
    /// Which roles the spread is measured over.
    pub roles: Vec<Role>,
    /// Gazetteer files on top of the built-in one.
    pub gazetteer: Vec<PathBuf>,
    /// A file of regions in place of the built-in ones.
    pub regions: Option<PathBuf>,
    /// Places less sure than this are not put on the map.
    pub min_confidence: f64,
    /// The seed of everything random.
    pub seed: u64,
    /// How many bootstrap samples.
    pub resamples: u32,
    /// How pictures are made.
    pub pictures: PictureSettings,
    /// Whether one bad row stops the run.
    pub strict: bool,
}

/// How pictures are made.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureSettings {
    /// Width and height in mm.
    pub size_mm: (f64, f64),
    /// Dots an inch of the PNGs.
    pub dpi: f64,
    /// The headline of the map; one is made where there is none.
    pub title: Option<String>,
    /// The source line; the names of the inputs where there is none.
    pub credit: Option<String>,
}

/// What distances are measured from, as asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum OriginChoice {
    /// Nothing: no distances.
    None,
    /// A place to be looked up.
    Named(String),
    /// A point.
    Point(LonLat),
    /// The borders of countries.
    Home(Vec<CountryCode>),
    /// The first incident by date and id.
    First,
}

/// Which incidents are kept. An empty list keeps all.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// The first day wanted.
    pub from: Option<Date>,
    /// The last day wanted.
    pub until: Option<Date>,
    /// The kinds wanted.
    pub kinds: Vec<Kind>,
    /// The actors wanted.
    pub actors: Vec<String>,
}

/// What the command line and the configuration file may set; every field may be missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Flags {
    /// Files to read; `-` is standard input.
    #[serde(default)]
    pub input: Vec<PathBuf>,
    /// How bytes become text.
    pub encoding: Option<Encoding>,
    /// The folder to write.
    pub output: Option<PathBuf>,
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
    /// The roles the spread is measured over.
    #[serde(default)]
    pub role: Vec<String>,
    /// Gazetteer files.
    #[serde(default)]
    pub gazetteer: Vec<PathBuf>,
    /// A file of regions.
    pub regions: Option<PathBuf>,
    /// Places less sure than this are not put on the map.
    pub min_confidence: Option<f64>,
    /// The seed of everything random.
    pub seed: Option<u64>,
    /// How many bootstrap samples.
    pub resamples: Option<u32>,
    /// `WIDTHxHEIGHTmm`.
    pub size: Option<String>,
    /// Dots an inch.
    pub dpi: Option<f64>,
    /// The headline of the map.
    pub title: Option<String>,
    /// The source line.
    pub credit: Option<String>,
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
        let paths =
            flags.input.iter_mut().chain(&mut flags.gazetteer).chain(&mut flags.output).chain(&mut flags.regions);
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
        let asks_for_origin = origin.is_some() || !home.is_empty();
        Self {
            input: first_filled(input, file.input),
            encoding: encoding.or(file.encoding),
            output: output.or(file.output),
            // One choice: an origin on the command line sets aside a home in the file.
            origin: if asks_for_origin { origin } else { file.origin },
            home: if asks_for_origin { home } else { file.home },
            by: by.or(file.by),
            from: from.or(file.from),
            until: until.or(file.until),
            kind: first_filled(kind, file.kind),
            actor: first_filled(actor, file.actor),
            role: first_filled(role, file.role),
            gazetteer: first_filled(self.gazetteer, file.gazetteer),
            regions: self.regions.or(file.regions),
            min_confidence: self.min_confidence.or(file.min_confidence),
            seed: self.seed.or(file.seed),
            resamples: self.resamples.or(file.resamples),
            size: self.size.or(file.size),
            dpi: self.dpi.or(file.dpi),
            title: self.title.or(file.title),
            credit: self.credit.or(file.credit),
            strict: self.strict.or(file.strict),
        }
    }

    /// Checks everything and fills in the defaults. Without an input the built-in incidents are mapped, with their own
    /// title, credit and home, unless others are given.
    ///
    /// # Errors
    /// Where a value is not understood; the message says what would be.
    pub fn settle(self) -> Result<Settings> {
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
        };
        if let (Some(from), Some(until)) = (filter.from, filter.until)
            && from > until
        {
            return Err(Error::invalid(format!("--from {from} is after --until {until}: swap them")));
        }
        Ok(Settings {
            inputs: inputs(&self.input),
            encoding: self.encoding.unwrap_or_default(),
            origin,
            by: self.by,
            filter,
            roles: roles(&self.role)?,
            min_confidence: share(self.min_confidence.unwrap_or(0.0))?,
            seed: self.seed.unwrap_or(1),
            resamples: self.resamples.unwrap_or(999),
            strict: self.strict.unwrap_or(false),
            pictures: PictureSettings {
                size_mm: size_mm(self.size.as_deref().unwrap_or("180x120mm"))?,
                dpi: dpi(self.dpi.unwrap_or(300.0))?,
                title: self.title.or_else(|| built_in.then(|| BUILT_IN_TITLE.to_owned())),
                credit: self.credit.or_else(|| built_in.then(|| BUILT_IN_CREDIT.to_owned())),
            },
            output: self.output.unwrap_or_else(|| PathBuf::from("output")),
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

fn first_filled<T>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    if first.is_empty() { second } else { first }
}

fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    if paths.is_empty() {
        return vec![Input::BuiltIn];
    }
    let input = |path: &PathBuf| if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.clone()) };
    paths.iter().map(input).collect()
}

/// A place name, or two numbers, longitude first.
fn origin(words: &str) -> Result<OriginChoice> {
    let numbers: Vec<Option<f64>> = words.split(',').map(|part| part.trim().parse().ok()).collect();
    match numbers[..] {
        [Some(lon), Some(lat)] => LonLat::new(lon, lat)
            .map(OriginChoice::Point)
            .map_err(|e| Error::unknown("origin", words, format!("{e}; write the longitude first: 69.17,34.53"))),
        _ if words.is_empty() => {
            Err(Error::unknown("origin", words, "use a place name, LON,LAT or first; leave it out for no distances"))
        }
        _ => Ok(OriginChoice::Named(words.to_owned())),
    }
}

fn day(words: &str, flag: &str) -> Result<Date> {
    words.trim().parse().map_err(|_| Error::unknown("date", words, format!("--{flag} takes a day such as 2024-03-22")))
}

fn kind(word: &str) -> Result<Kind> {
    match Kind::from_word(word) {
        Kind::Other(_) | Kind::Unknown => {
            let known: Vec<&str> = Kind::ALL.iter().map(|(_, key, _)| *key).collect();
            Err(Error::unknown("kind", word, format!("use one of {}", known.join(", "))))
        }
        kind => Ok(kind),
    }
}

fn roles(words: &[String]) -> Result<Vec<Role>> {
    let mut roles: Vec<Role> = words.iter().map(|w| w.parse()).collect::<Result<_>>()?;
    if roles.is_empty() {
        roles.push(Role::Operation);
    }
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

fn share(value: f64) -> Result<f64> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(Error::unknown("confidence", value.to_string(), "--min-confidence takes a number from 0 to 1"))
}

fn dpi(value: f64) -> Result<f64> {
    if (36.0..=1200.0).contains(&value) {
        return Ok(value);
    }
    Err(Error::unknown("resolution", value.to_string(), "--dpi takes a number from 36 to 1200"))
}

/// Width and height such as `180x120mm`.
fn size_mm(words: &str) -> Result<(f64, f64)> {
    let number = |part: &str| part.trim().parse::<f64>().ok().filter(|mm| (80.0..=1000.0).contains(mm));
    let folded = words.trim().to_lowercase();
    folded
        .strip_suffix("mm")
        .unwrap_or(&folded)
        .split_once('x')
        .and_then(|(w, h)| Some((number(w)?, number(h)?)))
        .ok_or_else(|| Error::unknown("size", words, "use millimetres from 80 to 1000, such as 180x120mm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(toml: &str) -> Flags {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn nothing_given_maps_the_built_in_incidents_from_afghanistan() {
        let settings = Flags::default().settle().unwrap();
        assert_eq!(settings.inputs, [Input::BuiltIn]);
        assert_eq!(settings.origin, OriginChoice::Home(vec![CountryCode::new("AF").unwrap()]));
        assert_eq!(settings.roles, [Role::Operation]);
    }

    #[test]
    fn an_origin_is_a_name_two_numbers_or_the_first_incident() {
        let choice =
            |words: &str| Flags { origin: Some(words.to_owned()), ..Flags::default() }.settle().map(|s| s.origin);
        assert_eq!(choice("Kabul").unwrap(), OriginChoice::Named("Kabul".to_owned()));
        assert_eq!(choice("69.17, 34.53").unwrap(), OriginChoice::Point(LonLat::new(69.17, 34.53).unwrap()));
        assert_eq!(choice("first").unwrap(), OriginChoice::First);
        assert!(choice("34.53,169.17").unwrap_err().to_string().contains("longitude first"));
    }

    #[test]
    fn a_flag_wins_over_the_file_and_an_origin_sets_a_home_aside() {
        let file = flags("by = 'month'\nseed = 7\nhome = ['AF']");
        let merged = Flags { seed: Some(9), origin: Some("Kabul".to_owned()), ..Flags::default() }.over(file);
        let settings = merged.settle().unwrap();
        assert_eq!((settings.by, settings.seed), (Some(PeriodLength::Month), 9));
        assert_eq!(settings.origin, OriginChoice::Named("Kabul".to_owned()));
    }

    #[test]
    fn a_wrong_value_is_named_with_the_way_out() {
        let message = |toml: &str| flags(toml).settle().unwrap_err().to_string();
        assert!(message("kind = ['atack']").contains("unknown kind \"atack\": use one of attack, bombing"));
        assert!(message("from = '22.3.'").contains("--from takes a day such as 2024-03-22"));
        assert!(message("from = '2024-02-01'\nuntil = '2024-01-01'").contains("swap them"));
        assert!(message("size = '10x10'").contains("180x120mm"));
        assert!(message("home = ['Afghanistan']").contains("two-letter ISO codes"));
    }
}
