//! A colour, how far two of them look apart, and how well one is read on another.
//!
//! Comes in: `#rrggbb`. Goes out: [`Colour`]s, distances in ΔE (CIE 1976), contrasts as the WCAG has them.

use std::fmt;
use std::str::FromStr;

use crate::earth::trig::pow;
use crate::error::Error;

/// An opaque colour in sRGB; written as `#rrggbb`.
///
/// # Example
/// ```
/// use incimap::chart::colour::Colour;
/// assert_eq!(Colour::hex(0x00D5_5E00).to_string(), "#d55e00");
/// assert_eq!("#D55E00".parse::<Colour>().unwrap(), Colour::hex(0x00D5_5E00));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour([u8; 3]);

/// Who looks: with all cones, or without the long, the middle or the short ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// With all cones.
    Normal,
    /// Without the long ones: red-blind.
    Protan,
    /// Without the middle ones: green-blind.
    Deutan,
    /// Without the short ones: blue-blind.
    Tritan,
}

impl Sight {
    /// Normal sight and the three deficiencies.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Protan, Self::Deutan, Self::Tritan];

    /// The name of the condition: "protanopia".
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal sight",
            Self::Protan => "protanopia",
            Self::Deutan => "deuteranopia",
            Self::Tritan => "tritanopia",
        }
    }

    /// What is seen of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1.0.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Normal => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

impl Colour {
    /// A colour by its number: `Colour::hex(0x00D5_5E00)`.
    pub const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self([red, green, blue])
    }

    /// Red, green and blue, 0 to 255.
    pub fn rgb(self) -> (u8, u8, u8) {
        let [red, green, blue] = self.0;
        (red, green, blue)
    }

    /// The colour between two, `share` of the way from this one to the other, as a printer's tint mixes them.
    #[must_use]
    pub fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
        let ([a, b, c], [x, y, z]) = (self.0, other.0);
        Self([mix(a, x), mix(b, y), mix(c, z)])
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|part| {
            let c = f64::from(part) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { pow((c + 0.055) / 1.055, 2.4) }
        })
    }

    /// L*, a*, b* under D65 of what is seen.
    fn lab(self, sight: Sight) -> [f64; 3] {
        const XYZ: [[f64; 3]; 3] = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175],
            [0.019_333_9, 0.119_192, 0.950_304_1],
        ];
        let xyz = times(XYZ, times(sight.matrix(), self.linear()).map(|c| c.clamp(0.0, 1.0)));
        let f = |t: f64| if t > 0.008_856 { libm::cbrt(t) } else { 7.787 * t + 16.0 / 116.0 };
        let [x, y, z] = [f(xyz[0] / 0.950_47), f(xyz[1]), f(xyz[2] / 1.088_83)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// How far two colours look apart, in ΔE (CIE 1976).
    pub fn distance(self, other: Self, sight: Sight) -> f64 {
        let ([l, a, b], [m, c, d]) = (self.lab(sight), other.lab(sight));
        ((l - m) * (l - m) + (a - c) * (a - c) + (b - d) * (b - d)).sqrt()
    }

    /// How well one is read on the other: 1 (not at all) to 21; texts need 4.5 (WCAG 2).
    pub fn contrast(self, other: Self) -> f64 {
        let luminance = |of: Self| {
            let [red, green, blue] = of.linear();
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (luminance(self), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

fn times(m: [[f64; 3]; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
    m.map(|[a, b, c]| a * x + b * y + c * z)
}

/// The two colours that look most alike, to whom, and how far apart they are; none of fewer than two.
pub fn closest(colours: &[Colour]) -> Option<(Colour, Colour, Sight, f64)> {
    let pairs = colours.iter().enumerate().flat_map(|(i, a)| colours.iter().skip(i + 1).map(move |b| (*a, *b)));
    let seen = pairs.flat_map(|(a, b)| Sight::ALL.map(|sight| (a, b, sight, a.distance(b, sight))));
    seen.min_by(|x, y| x.3.total_cmp(&y.3))
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self, Error> {
        let digits = word.trim();
        let digits = digits.strip_prefix('#').unwrap_or(digits);
        let number = u32::from_str_radix(digits, 16).ok();
        let long = |rgb: u32| match digits.len() {
            6 => Some(rgb),
            // Each digit stands for itself twice, as in CSS.
            3 => Some((rgb >> 8) * 0x0011_0000 + (rgb >> 4 & 0xF) * 0x11_00 + (rgb & 0xF) * 0x11),
            _ => None,
        };
        let plain = !digits.starts_with('+');
        let found = number.filter(|_| plain).and_then(long);
        found.map(Self::hex).ok_or_else(|| Error::unknown("colour", word, "write it as #d55e00"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_long_and_short_and_anything_else_is_refused() {
        let read = |word: &str| word.parse::<Colour>().ok();
        assert_eq!(read(" #0072B2 "), Some(Colour::hex(0x0000_72B2)));
        assert_eq!(read("f80"), Some(Colour::hex(0x00FF_8800)));
        for wrong in ["", "#12345", "red", "#+12345", "#1234567", "#ггг"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert!("rot".parse::<Colour>().unwrap_err().to_string().contains("#d55e00"));
    }

    #[test]
    fn red_and_green_of_one_lightness_meet_for_the_red_and_green_blind_only() {
        let (red, green) = (Colour::hex(0x00C0_5030), Colour::hex(0x0060_8030));
        assert!(red.distance(green, Sight::Normal) > 50.0);
        let deutan = red.distance(green, Sight::Deutan);
        assert!(deutan < 25.0, "{deutan}");
    }

    #[test]
    fn black_on_white_has_the_highest_contrast() {
        let (black, white) = (Colour::hex(0), Colour::hex(0x00FF_FFFF));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9 && (white.contrast(white) - 1.0).abs() < 1e-12);
        assert_eq!(white.mixed(black, 0.5), Colour::hex(0x0080_8080));
        assert!((white.distance(black, Sight::Normal) - 100.0).abs() < 0.1);
    }

    #[test]
    fn the_closest_pair_is_found_with_those_who_see_it_so() {
        let colours = [0x0044_77AA, 0x00AA_3377, 0x005B_5B5B].map(Colour::hex);
        let (a, b, sight, apart) = closest(&colours).unwrap();
        assert_eq!((a, b, sight), (colours[1], colours[2], Sight::Deutan));
        assert!((apart - 8.8).abs() < 0.1, "{apart}");
        assert!(closest(&colours[..1]).is_none());
    }
}
