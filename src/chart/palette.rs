//! The colours of every picture, in one place.
//!
//! Comes in: a [`Theme`], a [`Series`]. Goes out: a [`Palette`], in which any two series stay at least [`LEAST_APART`] apart for
//! people who lack one kind of cone; a test checks it of everything built in.

use super::colour::Colour;
use super::series::Series;

/// Two colours of one picture look at least so far apart, in ΔE (CIE 1976), to everybody.
pub const LEAST_APART: f64 = 12.0;

/// The ground a picture is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark on white, for paper.
    #[default]
    Light,
    /// Light on nearly black, for screens and slides.
    Dark,
}

impl Theme {
    /// What is added to the name of a file: nothing, or `_dark`.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Light => "",
            Self::Dark => "_dark",
        }
    }
}

/// A scale of colours that texts stand on: another theme has another ink for these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// [`Palette::ramp`].
    Ramp,
    /// [`Palette::diverging`].
    Diverging,
}

impl Scale {
    /// The class of a text that stands on a step.
    pub fn class(self, step: usize) -> String {
        let name = match self {
            Self::Ramp => "ramp",
            Self::Diverging => "diverging",
        };
        format!("on-{name}-{step}")
    }
}

/// The colours of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub paper: Colour,
    /// Titles, labels, marks.
    pub ink: Colour,
    /// Subtitles, axes, notes.
    pub soft: Colour,
    /// Grid lines and other hairlines.
    pub faint: Colour,
    /// Round texts on a map.
    pub halo: Colour,
    /// Water.
    pub sea: Colour,
    /// Land.
    pub land: Colour,
    /// The home countries.
    pub home: Colour,
    /// Coasts and borders.
    pub border: Colour,
    /// Names of countries on a map.
    pub land_ink: Colour,
    /// Intervals behind lines, and what is not known.
    pub band: Colour,
    /// What the eye is to find first: a frame on the locator, a record.
    pub accent: Colour,
    /// From little to much, in five steps that all can tell apart.
    pub ramp: [Colour; 5],
    /// From far less over about the same (the fourth) to far more.
    pub diverging: [Colour; 7],
    /// The series in order of their weight, and the rest.
    pub series: Series,
}

impl Palette {
    /// The colours of a theme with the usual series.
    pub fn of(theme: Theme) -> Self {
        Self::with(theme, Series::default_of(theme))
    }

    /// The colours of a theme with series of one's own.
    pub fn with(theme: Theme, series: Series) -> Self {
        let accent = series.get(0);
        match theme {
            Theme::Light => Self { accent, series, ..light() },
            Theme::Dark => Self { accent, series, ..dark() },
        }
    }

    /// The colour of the series with this number, the rest's from the last on.
    pub fn series(&self, index: usize) -> Colour {
        self.series.get(index)
    }

    /// How many series have a colour of their own.
    pub fn own(&self) -> usize {
        self.series.own()
    }

    /// The colour of everything that has none of its own.
    pub fn rest(&self) -> Colour {
        self.series.rest()
    }

    /// The ground of a cell in which there is nothing.
    pub fn empty(&self) -> Colour {
        self.paper.mixed(self.faint, 0.35)
    }

    /// Ink or paper, whichever is read better on a ground.
    pub fn ink_on(&self, ground: Colour) -> Colour {
        if self.ink.contrast(ground) >= self.paper.contrast(ground) { self.ink } else { self.paper }
    }
}

fn light() -> Palette {
    Palette {
        paper: Colour::hex(0x00FF_FFFF),
        ink: Colour::hex(0x001C_1C1C),
        soft: Colour::hex(0x005A_5A5A),
        faint: Colour::hex(0x00D4_D4D4),
        halo: Colour::hex(0x00FF_FFFF),
        sea: Colour::hex(0x00DF_E9F0),
        land: Colour::hex(0x00F5_F2EB),
        home: Colour::hex(0x00E6_DCC3),
        border: Colour::hex(0x00AA_A396),
        land_ink: Colour::hex(0x0076_6E60),
        band: Colour::hex(0x00E8_E8E8),
        accent: Colour::hex(0x00D5_5E00),
        ramp: [0x00FF_FFB2, 0x00FE_CC5C, 0x00FD_8F3D, 0x00F2_472B, 0x00BD_0026].map(Colour::hex),
        diverging: [0x0043_93C3, 0x0092_C5DE, 0x00F3_F3F3, 0x00FD_DBC7, 0x00F4_A582, 0x00E0_765B, 0x008C_1A1A]
            .map(Colour::hex),
        series: Series::default_of(Theme::Light),
    }
}

fn dark() -> Palette {
    Palette {
        paper: Colour::hex(0x0015_171A),
        ink: Colour::hex(0x00F0_F0F0),
        soft: Colour::hex(0x00B4_B8BD),
        faint: Colour::hex(0x003A_3F45),
        halo: Colour::hex(0x0015_171A),
        sea: Colour::hex(0x001B_232B),
        land: Colour::hex(0x002A_2D30),
        home: Colour::hex(0x0045_402F),
        border: Colour::hex(0x006A_6F75),
        land_ink: Colour::hex(0x00A0_A4A8),
        band: Colour::hex(0x0034_383E),
        accent: Colour::hex(0x00E8_702A),
        ramp: [0x0023_3A5E, 0x002D_6A8F, 0x0035_A0A0, 0x0086_CF7C, 0x00F2_EE6E].map(Colour::hex),
        diverging: [0x005A_A9DD, 0x0033_658A, 0x003A_3D42, 0x006B_4436, 0x00A3_5638, 0x00D9_703C, 0x00FF_B07A]
            .map(Colour::hex),
        series: Series::default_of(Theme::Dark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::colour::{Sight, closest};
    use crate::chart::series::NAMES;

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    fn all() -> impl Iterator<Item = (String, Palette)> {
        THEMES.into_iter().flat_map(|theme| {
            NAMES.map(|name| (format!("{name} {theme:?}"), Palette::with(theme, Series::named(name, theme).unwrap())))
        })
    }

    #[test]
    fn any_two_series_can_be_told_apart_by_everybody() {
        for (name, palette) in all() {
            let (a, b, sight, apart) = closest(&palette.series.all()).unwrap();
            assert!(apart >= LEAST_APART, "{name}: {a} and {b} are {apart:.1} apart for {}", sight.name());
        }
    }

    #[test]
    fn every_series_stands_out_from_land_sea_and_paper() {
        for (name, palette) in all() {
            for colour in palette.series.all() {
                for ground in [palette.land, palette.home, palette.sea, palette.paper] {
                    for sight in Sight::ALL {
                        let apart = colour.distance(ground, sight);
                        assert!(apart >= 20.0, "{name}: {colour} on {ground} is {apart:.1} for {}", sight.name());
                    }
                }
            }
        }
    }

    #[test]
    fn texts_have_the_contrast_that_wcag_asks_for() {
        for palette in THEMES.map(Palette::of) {
            for ink in [palette.ink, palette.soft] {
                for ground in [palette.paper, palette.land, palette.sea, palette.home] {
                    let ratio = ink.contrast(ground);
                    assert!(ratio >= 4.5, "{ink} on {ground} has a contrast of {ratio:.1}");
                }
            }
        }
    }

    #[test]
    fn the_steps_of_both_scales_can_be_told_apart_and_written_on() {
        for palette in THEMES.map(Palette::of) {
            for scale in [&palette.ramp[..], &palette.diverging[..]] {
                let (a, b, sight, apart) = closest(scale).unwrap();
                assert!(apart >= LEAST_APART, "{a} and {b} are {apart:.1} apart for {}", sight.name());
                for step in scale {
                    let ratio = palette.ink_on(*step).contrast(*step);
                    assert!(ratio >= 4.5, "text on {step} has a contrast of {ratio:.1}");
                }
            }
        }
    }
}
