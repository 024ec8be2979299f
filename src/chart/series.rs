//! The colours of series: a few named sets, and lists of one's own.
//!
//! Comes in: a name or `#d55e00,#0072b2,...`. Goes out: a [`Series`]; a list of which two colours look alike to anybody is refused.

use super::colour::{Colour, closest};
use super::palette::{LEAST_APART, Theme};
use crate::error::{Error, Result};

/// Colours for up to eight series and for the rest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    colours: [Colour; MOST],
    own: usize,
    rest: Colour,
}

/// No picture tells more series apart.
const MOST: usize = 8;

/// The names of the built-in sets; the first is used if none is asked for.
pub const NAMES: [&str; 4] = ["okabe-ito", "vivid", "viridis", "grey"];

impl Series {
    /// The set that is used if none is asked for: Okabe and Ito 2008, "Color Universal Design"; lighter on dark paper.
    pub fn default_of(theme: Theme) -> Self {
        match theme {
            Theme::Light => {
                Self::new(&[0x00D5_5E00, 0x0000_72B2, 0x00E6_9F00, 0x00CC_79A7, 0x0000_9E73, 0x0056_B4E9], 0x005B_5B5B)
            }
            Theme::Dark => {
                Self::new(&[0x00E8_702A, 0x003F_8FD9, 0x00F2_B632, 0x00B9_91C1, 0x0021_8C6C, 0x0086_CFF5], 0x00A6_A9AE)
            }
        }
    }

    /// A built-in set by its name: `vivid` is for screens, `viridis` is in order from dark to light, `grey` for printers
    /// without colour.
    pub fn named(name: &str, theme: Theme) -> Option<Self> {
        let light = theme == Theme::Light;
        let (colours, rest): (&[u32], u32) = match name {
            "okabe-ito" => return Some(Self::default_of(theme)),
            "vivid" if light => {
                (&[0x0000_66CB, 0x00EE_7733, 0x0000_9875, 0x00CC_3311, 0x0034_9DE5, 0x00D9_279B], 0x005B_5B5B)
            }
            "vivid" => (&[0x0034_87CF, 0x00FF_802D, 0x0020_B0A0, 0x00E0_4A30, 0x006B_D0FF, 0x00F5_508F], 0x00B3_BBD1),
            "viridis" if light => (&[0x0044_0154, 0x003B_528B, 0x0021_918C, 0x0077_BB57, 0x00CF_A40E], 0x007F_947A),
            "viridis" => (&[0x008D_6DB9, 0x007E_6ED4, 0x0030_A6A0, 0x007A_D878, 0x00F6_E040], 0x00C0_C1B2),
            "grey" if light => (&[0x0011_1111, 0x004D_4D4D, 0x007A_7A7A], 0x00A8_A8A8),
            "grey" => (&[0x00FF_FFFF, 0x00C6_C6C6, 0x0094_9494], 0x0070_7070),
            _ => return None,
        };
        Some(Self::new(colours, rest))
    }

    fn new(colours: &[u32], rest: u32) -> Self {
        let colours: Vec<Colour> = colours.iter().map(|rgb| Colour::hex(*rgb)).collect();
        Self::of(&colours, Colour::hex(rest))
    }

    fn of(colours: &[Colour], rest: Colour) -> Self {
        let mut all = [rest; MOST];
        for (place, colour) in all.iter_mut().zip(colours) {
            *place = *colour;
        }
        Self { colours: all, own: colours.len().min(MOST), rest }
    }

    /// A built-in set by its name, or a list of two to eight colours, to which the theme's grey is added for the rest.
    ///
    /// # Errors
    /// Where a name or a colour is not known, or two colours are less than 12 ΔE apart, seen with all cones or without
    /// one kind; the message names the two, to whom, and how far.
    ///
    /// # Example
    /// ```
    /// use incimap::chart::{palette::Theme, series::Series};
    /// assert_eq!(Series::parse("#d55e00,#0072b2", Theme::Light).unwrap().own(), 2);
    /// let alike = Series::parse("#cc6677,#44aa66", Theme::Light).map(|_| ()).unwrap_err();
    /// assert!(alike.to_string().contains("apart"));
    /// ```
    pub fn parse(words: &str, theme: Theme) -> Result<Self> {
        let folded = words.trim().to_lowercase();
        if let Some(named) = Self::named(&folded, theme) {
            return Ok(named);
        }
        if !folded.contains(['#', ',']) {
            let names = NAMES.join(", ");
            return Err(Error::unknown("palette", words, format!("use {names}, or a list such as #d55e00,#0072b2")));
        }
        let colours: Vec<Colour> = folded.split(',').map(str::parse).collect::<Result<_>>()?;
        if !(2..=MOST).contains(&colours.len()) {
            return Err(Error::unknown("palette", words, format!("give two to {MOST} colours")));
        }
        let series = Self::of(&colours, Self::default_of(theme).rest);
        match closest(&series.all()) {
            Some((a, b, sight, apart)) if apart < LEAST_APART => Err(Error::unknown(
                "palette",
                words,
                format!(
                    "{a} and {b} look only {apart:.1} ΔE apart to people with {}, {LEAST_APART} are needed (the rest is \
                     drawn in {}): make one of them lighter or darker",
                    sight.name(),
                    series.rest
                ),
            )),
            _ => Ok(series),
        }
    }

    /// The colour of the series with this number, the rest's from the last on.
    pub fn get(&self, index: usize) -> Colour {
        self.colours.get(index).copied().unwrap_or(self.rest)
    }

    /// How many series have a colour of their own.
    pub fn own(&self) -> usize {
        self.own
    }

    /// The colour of everything that has none of its own.
    pub fn rest(&self) -> Colour {
        self.rest
    }

    /// All colours, the rest's last.
    pub fn all(&self) -> Vec<Colour> {
        self.colours.iter().take(self.own).copied().chain([self.rest]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_ones_own_is_taken_in_its_order_and_the_rest_is_grey() {
        let series = Series::parse("#000000, #E69F00", Theme::Light).unwrap();
        assert_eq!((series.own(), series.get(1), series.get(2)), (2, Colour::hex(0x00E6_9F00), series.rest()));
    }

    #[test]
    fn colours_that_look_alike_to_some_are_refused_by_name() {
        let why = |list: &str| Series::parse(list, Theme::Light).unwrap_err().to_string();
        let tableau = why("#1f77b4,#ff7f0e,#2ca02c,#d62728");
        assert!(tableau.contains("ΔE apart to people with"), "{tableau}");
        assert!(why("#ffffff,#fffffe").contains("#ffffff and #fffffe"));
        assert!(why("sunset").contains("okabe-ito, vivid, viridis, grey"));
        assert!(why("#12,#0072b2").contains("#d55e00"));
        assert!(why("#0072b2,").contains("#d55e00"));
    }
}
