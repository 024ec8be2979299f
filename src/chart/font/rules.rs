//! The style that gives a picture its fonts wherever a browser shows it.
//!
//! Comes in: the texts of a picture. Goes out: CSS rules (`@font-face`) that hold, of each face, the letters that occur.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use unicode_normalization::UnicodeNormalization;

use super::woff::{Pairs, woff};
use super::{Face, Fonts, Weight};

/// What is used of a face.
#[derive(Default)]
struct Used {
    letters: BTreeSet<char>,
    pairs: Pairs,
}

impl Fonts {
    /// The rules for the letters of these texts; letters that join, as Arabic ones do, are left to the viewer's own fonts.
    pub(in crate::chart) fn web_rules(&self, texts: &[(Weight, String)]) -> String {
        let mut used: BTreeMap<usize, Used> = BTreeMap::new();
        for (weight, text) in texts {
            self.collect(text, *weight, &mut used);
        }
        let mut rules = String::new();
        for (number, Used { letters, pairs }) in used {
            let Some(face) = self.0.faces.get(number) else { continue };
            let letters: Vec<char> = letters.into_iter().collect();
            let Some(font) = woff(face.bytes(), face.index, &letters, &pairs) else { continue };
            // Writing to a String cannot fail.
            let _ = write!(
                rules,
                "@font-face{{font-family:'{}';font-weight:{};src:url(data:font/woff;base64,{})}}",
                face.family,
                self.weights(number),
                STANDARD.encode(font)
            );
        }
        rules
    }

    /// Adds what a text needs of each face.
    fn collect(&self, text: &str, weight: Weight, used: &mut BTreeMap<usize, Used>) {
        let mut before: Option<(usize, char)> = None;
        for c in text.nfc() {
            let Some(number) = self.face_of(c, weight).filter(|_| stands_alone(c)) else {
                before = None;
                continue;
            };
            let of_face = used.entry(number).or_default();
            of_face.letters.insert(c);
            if let Some((_, first)) = before.filter(|(other, _)| *other == number)
                && let Some(face) = self.0.faces.get(number)
            {
                of_face.pairs.entry((first, c)).or_insert_with(|| face.kerning(first, c));
            }
            before = Some((number, c));
        }
    }

    /// The face that a letter is set in.
    fn face_of(&self, c: char, weight: Weight) -> Option<usize> {
        let [regular, semibold] = self.0.first;
        let first = if weight == Weight::Regular { regular } else { semibold };
        let all = std::iter::once(first).chain(0..self.0.faces.len());
        all.into_iter().find(|number| self.0.faces.get(*number).is_some_and(|face| face.has(c)))
    }

    /// The weights that a face stands for: one that has no sister stands for all, so that no browser makes it bold.
    fn weights(&self, number: usize) -> &'static str {
        match self.0.first {
            [regular, semibold] if regular == semibold => "1 1000",
            [regular, _] if regular == number => "400",
            [_, semibold] if semibold == number => "600",
            _ => "1 1000",
        }
    }
}

impl Face {
    /// How much nearer the second letter stands to the first than their widths say, in units of the font.
    fn kerning(&self, first: char, second: char) -> i16 {
        let width = |text: &str| self.shape(text).first().map_or(0.0, |glyph| glyph.em);
        let by = width(&format!("{first}{second}")) - width(&first.to_string());
        (by * self.units_per_em).round() as i16
    }
}

/// Whether a letter needs no tables that shape it.
fn stands_alone(c: char) -> bool {
    let joins = matches!(c, '\u{590}'..='\u{109f}' | '\u{1200}'..='\u{1dff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let is_mark_of_direction = matches!(c, '\u{200b}'..='\u{200f}');
    !joins && !is_mark_of_direction && !c.is_control()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn rules(text: &str, weight: Weight) -> String {
        Fonts::default().web_rules(&[(weight, text.to_owned())])
    }

    /// The fonts in the rules, unpacked from WOFF.
    fn fonts(rules: &str) -> Vec<Vec<u8>> {
        let data = rules.split("base64,").skip(1).filter_map(|rest| rest.split(')').next());
        data.map(|data| unpacked(&STANDARD.decode(data).unwrap())).collect()
    }

    fn unpacked(woff: &[u8]) -> Vec<u8> {
        let number = |at: usize| u32::from_be_bytes(woff[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!((&woff[..4], number(8)), (b"wOFF".as_slice(), woff.len()));
        let count = usize::from(woff[13]);
        let (mut out, mut body) = ([&woff[4..8], &woff[12..14], &[0; 6]].concat(), Vec::new());
        for entry in (0..count).map(|i| 44 + 20 * i) {
            let [offset, packed, plain] = [4, 8, 12].map(|at| number(entry + at));
            let table = &woff[offset..offset + packed];
            out.extend_from_slice(&woff[entry..entry + 4]);
            out.extend_from_slice(&woff[entry + 16..entry + 20]);
            out.extend([12 + 16 * count + body.len(), plain].into_iter().flat_map(|n| (n as u32).to_be_bytes()));
            if packed < plain {
                flate2::read::ZlibDecoder::new(table).read_to_end(&mut body).unwrap();
            } else {
                body.extend_from_slice(table);
            }
            body.resize(body.len().next_multiple_of(4), 0);
        }
        assert_eq!(number(16), out.len() + body.len());
        [out, body].concat()
    }

    #[test]
    fn a_browser_gets_the_letters_of_a_text_with_their_widths_and_kerning() {
        let text = "AVATAR Kraków, Жалал 2–15 km²";
        let fonts = fonts(&rules(text, Weight::SemiBold));
        let [font] = fonts.as_slice() else { panic!("{} fonts", fonts.len()) };
        let (cut, whole) = (ttf_parser::Face::parse(font, 0).unwrap(), super::super::BUILT_IN[1]);
        let whole = ttf_parser::Face::parse(whole, 0).unwrap();
        for c in text.chars() {
            let advance = |face: &ttf_parser::Face<'_>| face.glyph_hor_advance(face.glyph_index(c).unwrap());
            assert_eq!(advance(&cut), advance(&whole), "{c}");
        }
        assert!(cut.glyph_index('z').is_none(), "a letter that does not occur");
        let pairs = cut.tables().kern.unwrap().subtables.into_iter().next().unwrap();
        let glyph = |c: char| cut.glyph_index(c).unwrap();
        assert!(pairs.glyphs_kerning(glyph('A'), glyph('V')).is_some_and(|by| by < 0));
    }

    #[test]
    fn the_sum_of_a_whole_font_is_what_the_standard_says() {
        for font in fonts(&rules("Kabul 2024", Weight::Regular)) {
            // The directory of the test has no fields for binary search, which count in the sum.
            let mut whole = font.clone();
            let log = font[5].ilog2();
            let range = 16 << log;
            let search = [range, log, 16 * u32::from(font[5]) - range].map(|n| (n as u16).to_be_bytes()).concat();
            whole[6..12].copy_from_slice(&search);
            let sum = whole.chunks(4).map(|n| u32::from_be_bytes(n.try_into().unwrap())).fold(0, u32::wrapping_add);
            assert_eq!(sum, 0xB1B0_AFBA);
        }
    }

    #[test]
    fn letters_that_join_are_left_to_the_viewer_and_those_inter_lacks_come_from_dejavu() {
        assert_eq!(rules("كابول", Weight::Regular), "");
        let both = rules("Երևան Yerevan", Weight::SemiBold);
        assert!(
            both.contains("'Inter';font-weight:600") && both.contains("'DejaVu Sans';font-weight:1 1000"),
            "{both}"
        );
        assert_eq!(both, rules("Երևան Yerevan", Weight::SemiBold));
    }
}
