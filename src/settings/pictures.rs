//! How pictures are made: formats, themes, colours, font, language.
//!
//! Comes in: what flags and incimap.toml say of them. Goes out: [`PictureSettings`], a [`Look`] for each theme.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::chart::font::Fonts;
use crate::chart::look::Look;
use crate::chart::palette::{Palette, Theme};
use crate::chart::series::Series;
use crate::error::Result;
use crate::words::{Lang, Words};

/// How pictures are made.
#[derive(Debug, Clone)]
pub struct PictureSettings {
    /// Width and height in mm.
    pub size_mm: (f64, f64),
    /// Dots an inch of the PNGs.
    pub dpi: f64,
    /// The headline of the map; one is made where there is none.
    pub title: Option<String>,
    /// The source line; the names of the inputs where there is none.
    pub credit: Option<String>,
    /// The formats of each picture, none twice.
    pub formats: Vec<PictureFormat>,
    /// What every picture is drawn with, one a theme.
    pub looks: Vec<Look>,
}

/// A format that a picture is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum PictureFormat {
    /// A bitmap with its resolution and description in it.
    Png,
    /// A drawing that editors open, its texts as texts.
    Svg,
    /// A drawing to print, its texts as texts and the fonts in it.
    Pdf,
}

impl PictureFormat {
    /// Those that are made if none is asked for.
    pub const USUAL: [Self; 2] = [Self::Png, Self::Svg];

    /// The name and the ending of files: "png".
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }
}

/// The grounds that pictures are drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Themes {
    /// Dark on white.
    #[default]
    Light,
    /// Light on nearly black; the files' names end with `_dark`.
    Dark,
    /// Each picture twice.
    Both,
}

impl Themes {
    fn all(self) -> &'static [Theme] {
        match self {
            Self::Light => &[Theme::Light],
            Self::Dark => &[Theme::Dark],
            Self::Both => &[Theme::Light, Theme::Dark],
        }
    }
}

/// The formats asked for, in their order and none twice; the usual ones where none is asked for.
pub(super) fn formats(asked: &[PictureFormat]) -> Vec<PictureFormat> {
    let mut formats = if asked.is_empty() { PictureFormat::USUAL.to_vec() } else { asked.to_vec() };
    formats.sort_unstable();
    formats.dedup();
    formats
}

/// A look for each theme.
pub(super) fn looks(themes: Themes, palette: Option<&str>, font: Option<&Path>, lang: Lang) -> Result<Vec<Look>> {
    let fonts = font.map_or_else(|| Ok(Fonts::default()), Fonts::with_file)?;
    let look = |theme: &Theme| {
        let series = palette.map_or_else(|| Ok(Series::default_of(*theme)), |words| Series::parse(words, *theme))?;
        let palette = Palette::with(*theme, series);
        Ok(Look { theme: *theme, palette, fonts: fonts.clone(), words: Words::of(lang), in_page: false })
    };
    themes.all().iter().map(look).collect()
}
