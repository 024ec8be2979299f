//! How all pictures of a run look: colours, fonts, language.
//!
//! Comes in: what was asked for. Goes out: a [`Look`] for each theme.

use super::font::Fonts;
use super::palette::{Palette, Theme};
use crate::words::{Lang, Words};

/// The colours, the fonts and the language of a picture.
///
/// # Example
/// ```
/// use incimap::chart::look::Look;
/// use incimap::{chart::palette::Theme, words::Lang};
/// let look = Look::of(Theme::Dark, Lang::Fr);
/// assert!(look.palette.paper != Look::default().palette.paper);
/// assert_eq!(look.words.kind("bombing"), "attentat à la bombe");
/// ```
#[derive(Debug, Clone)]
pub struct Look {
    /// The ground it is drawn on.
    pub theme: Theme,
    /// The colours of that theme.
    pub palette: Palette,
    /// What texts are set in.
    pub fonts: Fonts,
    /// The language.
    pub words: Words,
    /// Whether it stands in a page, which may lack the fonts, so that long texts say how wide they are, and may be turned dark,
    /// so that texts say what colour they stand on.
    pub in_page: bool,
}

impl Look {
    /// The usual colours of a theme, the built-in fonts, a language.
    pub fn of(theme: Theme, lang: Lang) -> Self {
        Self { theme, palette: Palette::of(theme), fonts: Fonts::default(), words: Words::of(lang), in_page: false }
    }
}

impl Default for Look {
    fn default() -> Self {
        Self::of(Theme::Light, Lang::En)
    }
}
