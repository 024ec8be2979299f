//! Ordered colours: classes of counts, time from early to late, hot and cold.
//!
//! Comes in: a [`Look`]. Goes out: colours, darker on light paper and lighter on dark paper as the value rises.

use crate::chart::colour::Colour;
use crate::chart::look::Look;
use crate::chart::palette::{Palette, Theme};

/// The most classes of a choropleth.
pub const CLASSES: usize = 5;

/// How many colours stand for time.
const TIMES: usize = 6;

const TIMES_ON_LIGHT: [u32; TIMES] = [0x0086_CCBB, 0x003A_A9BD, 0x001F_83B8, 0x0025_59A3, 0x002A_2F86, 0x0014_0B46];
const TIMES_ON_DARK: [u32; TIMES] = [0x002C_7A78, 0x0035_A08F, 0x0061_C4A4, 0x009D_DCAE, 0x00D3_F0B2, 0x00FD_FCD6];

/// What hot and cold cells look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heat {
    /// Hot with at most one false discovery in a hundred.
    pub hottest: Colour,
    /// Hot with at most one in twenty.
    pub hot: Colour,
    /// Incidents, but neither hot nor cold.
    pub plain: Colour,
    /// Cold with at most one in twenty.
    pub cold: Colour,
    /// Cold with at most one in a hundred.
    pub coldest: Colour,
}

/// The colours of so many classes, from few to many, as far apart as the ramp allows.
pub fn classes(palette: &Palette, count: usize) -> Vec<Colour> {
    spaced(&palette.ramp, count)
}

/// The colours of so many periods, from early to late.
pub fn times(look: &Look, count: usize) -> Vec<Colour> {
    let ramp = if look.theme == Theme::Dark { TIMES_ON_DARK } else { TIMES_ON_LIGHT };
    spaced(&ramp.map(Colour::hex), count)
}

/// The colours of hot and cold cells: the ends of the diverging ramp.
pub fn heat(palette: &Palette) -> Heat {
    let [coldest, cold, _, _, hot, _, hottest] = palette.diverging;
    Heat { hottest, hot, plain: palette.border, cold, coldest }
}

fn spaced(ramp: &[Colour], count: usize) -> Vec<Colour> {
    let last = ramp.len() - 1;
    let at = |i: usize| if count < 2 { last / 2 + 1 } else { (i * last * 2 + (count - 1)) / (2 * (count - 1)) };
    (0..count).filter_map(|i| ramp.get(at(i).min(last)).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_classes_take_the_ends_of_the_ramp() {
        let ramp = Look::default().palette.ramp;
        assert_eq!(spaced(&ramp, 2), [ramp[0], ramp[4]]);
        assert_eq!(spaced(&ramp, 3), [ramp[0], ramp[2], ramp[4]]);
        assert_eq!((spaced(&ramp, 5), spaced(&ramp, 0)), (ramp.to_vec(), Vec::new()));
        assert_eq!(times(&Look::default(), 11).len(), 11);
    }
}
