//! Finished settings, made once from flags and incimap.toml; nothing downstream sees a flag.
//!
//! Comes in: [`Flags`] of the command line and the text of a configuration file. Goes out: [`Settings`], checked.
//! A flag wins over the file, the file over the default. Paths in the file are relative to the file's folder.

mod flags;
mod layer_format;
mod methods;
mod pictures;
mod product;
mod words;

use std::path::PathBuf;

use jiff::civil::Date;

use crate::earth::LonLat;
use crate::filter::Condition;
use crate::incident::{CountryCode, Kind};
use crate::read::{Input, ReadOptions};
use crate::spread::{PeriodLength, SpreadOptions};

pub use flags::Flags;
pub use layer_format::{LayerFormat, NO_GEOPARQUET};
pub use methods::MethodFlags;
pub use pictures::{PictureFormat, PictureSettings, Themes};
pub use product::Product;

/// The name of the configuration file that is looked for in the working folder.
pub const CONFIG_FILE: &str = "incimap.toml";

/// Everything that decides what a run does.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What to read.
    pub inputs: Vec<Input>,
    /// How to read: encoding, format, columns.
    pub read: ReadOptions,
    /// The folder to write.
    pub output: PathBuf,
    /// What is made, sorted.
    pub products: Vec<Product>,
    /// What layers are written in, sorted.
    pub layer_formats: Vec<LayerFormat>,
    /// What distances are measured from.
    pub origin: OriginChoice,
    /// The length of a period; none: chosen by the span of the dates.
    pub by: Option<PeriodLength>,
    /// Which incidents are kept.
    pub filter: Filter,
    /// What is measured and how; its origin and length of period are filled in when the data are known.
    pub spread: SpreadOptions,
    /// Gazetteer files on top of the built-in one.
    pub gazetteer: Vec<PathBuf>,
    /// A file of regions in place of the built-in ones.
    pub regions: Option<PathBuf>,
    /// A place name or `LON,LAT` near which places of a name are likelier.
    pub near: Option<String>,
    /// Names or codes of countries in which places of a name are likelier.
    pub countries: Vec<String>,
    /// Places less sure than this are not put on the map.
    pub min_confidence: f64,
    /// How pictures are made.
    pub pictures: PictureSettings,
    /// Whether incidents of different inputs that may be one are made one.
    pub merge_duplicates: bool,
    /// Whether coordinates are compared with the words beside them.
    pub audit_coordinates: bool,
    /// How many of the incidents that pass the filter are drawn; none: all are kept.
    pub sample: Option<usize>,
    /// The day of publication of articles that do not state theirs.
    pub published: Option<Date>,
    /// How far two reports of one incident may lie apart.
    pub merge_within: crate::article::merge::MergeWithin,
    /// Whether one bad row stops the run.
    pub strict: bool,
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
    /// Further conditions, all of which must hold.
    pub conditions: Vec<Condition>,
    /// The conditions as they were written.
    pub written: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Role;

    fn flags(toml: &str) -> Flags {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn nothing_given_maps_the_built_in_incidents_from_afghanistan() {
        let settings = Flags::default().settle().unwrap();
        assert_eq!(settings.inputs, [Input::BuiltIn]);
        assert_eq!(settings.origin, OriginChoice::Home(vec![CountryCode::new("AF").unwrap()]));
        assert_eq!(settings.spread.roles, [Role::Operation]);
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
        let file = flags("by = 'month'\nhome = ['AF']\n[methods]\nseed = 7");
        let merged = Flags {
            methods: MethodFlags { seed: Some(9), ..MethodFlags::default() },
            origin: Some("Kabul".to_owned()),
            ..Flags::default()
        }
        .over(file);
        let settings = merged.settle().unwrap();
        assert_eq!((settings.by, settings.spread.seed), (Some(PeriodLength::Month), 9));
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
