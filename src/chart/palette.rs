//! The colours of every picture, in one place.
//!
//! Comes in: nothing. Goes out: a [`Palette`]. The series colours are those of Okabe and Ito (2008, "Color Universal Design")
//! with a dark grey for the rest; any two of them stay at least 12 ΔE (CIE 1976) apart for people who lack one kind of cone,
//! as simulated by Machado, Oliveira and Fernandes (2009); a test checks it.

/// The colours of a picture, as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub paper: &'static str,
    /// Titles, labels, marks.
    pub ink: &'static str,
    /// Subtitles, axes, notes.
    pub soft: &'static str,
    /// Grid lines and other hairlines.
    pub faint: &'static str,
    /// Round texts on a map.
    pub halo: &'static str,
    /// Water.
    pub sea: &'static str,
    /// Land.
    pub land: &'static str,
    /// The home countries.
    pub home: &'static str,
    /// Coasts and borders.
    pub border: &'static str,
    /// Names of countries on a map.
    pub land_ink: &'static str,
    /// Up to six series, kinds or regions, in order of their weight.
    pub series: [&'static str; 6],
    /// Everything that has no colour of its own.
    pub rest: &'static str,
    /// What the eye is to find first: a frame on the locator, a record.
    pub accent: &'static str,
}

/// Dark on white, for paper.
pub const LIGHT: Palette = Palette {
    paper: "#ffffff",
    ink: "#1c1c1c",
    soft: "#5a5a5a",
    faint: "#d4d4d4",
    halo: "#ffffff",
    sea: "#dfe9f0",
    land: "#f5f2eb",
    home: "#e6dcc3",
    border: "#aaa396",
    land_ink: "#766e60",
    series: ["#D55E00", "#0072B2", "#E69F00", "#CC79A7", "#009E73", "#56B4E9"],
    rest: "#5B5B5B",
    accent: "#D55E00",
};

impl Palette {
    /// The colour of the series with this number, the rest's from the seventh on.
    pub fn series(&self, index: usize) -> &'static str {
        self.series.get(index).copied().unwrap_or(self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::trig::pow;

    /// Machado, Oliveira and Fernandes 2009, severity 1.0: normal, protanopia, deuteranopia, tritanopia.
    const SIGHT: [(&str, [[f64; 3]; 3]); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protan",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deutan",
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        ),
        (
            "tritan",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn linear(hex: &str) -> [f64; 3] {
        [1, 3, 5].map(|i| {
            let c = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { pow((c + 0.055) / 1.055, 2.4) }
        })
    }

    fn times(m: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
        m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
    }

    fn lab(hex: &str, sight: [[f64; 3]; 3]) -> [f64; 3] {
        let xyz = times(
            [
                [0.412_456_4, 0.357_576_1, 0.180_437_5],
                [0.212_672_9, 0.715_152_2, 0.072_175],
                [0.019_333_9, 0.119_192, 0.950_304_1],
            ],
            times(sight, linear(hex)).map(|c| c.clamp(0.0, 1.0)),
        );
        let f = |t: f64| if t > 0.008_856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 };
        let [x, y, z] = [f(xyz[0] / 0.950_47), f(xyz[1]), f(xyz[2] / 1.088_83)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(a: &str, b: &str, sight: [[f64; 3]; 3]) -> f64 {
        let (a, b) = (lab(a, sight), lab(b, sight));
        (0..3).map(|i| (a[i] - b[i]) * (a[i] - b[i])).sum::<f64>().sqrt()
    }

    #[test]
    fn any_two_series_can_be_told_apart_by_the_colour_blind() {
        let colours: Vec<&str> = LIGHT.series.into_iter().chain([LIGHT.rest]).collect();
        for (name, sight) in SIGHT {
            for (i, a) in colours.iter().enumerate() {
                for b in &colours[i + 1..] {
                    let apart = distance(a, b, sight);
                    assert!(apart >= 12.0, "{a} and {b} are {apart:.1} apart for {name} sight");
                }
            }
        }
    }

    #[test]
    fn every_series_stands_out_from_land_sea_and_paper() {
        for (name, sight) in SIGHT {
            for colour in LIGHT.series.into_iter().chain([LIGHT.rest, LIGHT.ink]) {
                for ground in [LIGHT.land, LIGHT.home, LIGHT.sea, LIGHT.paper] {
                    let apart = distance(colour, ground, sight);
                    assert!(apart >= 20.0, "{colour} on {ground} is {apart:.1} apart for {name} sight");
                }
            }
        }
    }

    #[test]
    fn texts_have_the_contrast_that_wcag_asks_for() {
        let luminance = |hex: &str| times([[0.2126, 0.7152, 0.0722]; 3], linear(hex))[0];
        for ink in [LIGHT.ink, LIGHT.soft] {
            for ground in [LIGHT.paper, LIGHT.land, LIGHT.sea, LIGHT.home] {
                let ratio = (luminance(ground) + 0.05) / (luminance(ink) + 0.05);
                assert!(ratio >= 4.5, "{ink} on {ground} has a contrast of {ratio:.1}");
            }
        }
    }
}
