//! The fonts of a picture: one of the user's own where given, Inter in two weights, `DejaVu` Sans for the scripts that Inter
//! lacks. No other font of the machine is used.
//!
//! Comes in: nothing, or the path of a font. Goes out: [`Fonts`], which shape and measure texts as the renderer does, and the
//! database that it draws with; for browsers, the letters of a picture as a style of its own.

mod rules;
mod woff;

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock, RwLock};

use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use resvg::usvg::fontdb::{self, Database, Family, Query, Source};
use svg2pdf::usvg::fontdb as pdf_fontdb;
use unicode_bidi::{BidiInfo, Level};

use crate::error::{Error, Result};

/// The last two serve viewers that have neither of the first two.
const FAMILIES: &str = "Inter, 'DejaVu Sans', Arial, sans-serif";

const BUILT_IN: [&[u8]; 3] = [
    include_bytes!("../../../data/fonts/Inter-Regular.ttf"),
    include_bytes!("../../../data/fonts/Inter-SemiBold.ttf"),
    include_bytes!("../../../data/fonts/DejaVuSans.ttf"),
];

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600, for titles and heads.
    SemiBold,
}

impl Weight {
    /// The number that CSS and SVG use.
    pub fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
        }
    }
}

/// The fonts that a picture is set in; a copy shares them.
#[derive(Clone)]
pub struct Fonts(Arc<Set>);

type Data = Arc<dyn AsRef<[u8]> + Send + Sync>;

struct Set {
    /// The value of `font-family`.
    families: String,
    database: Arc<Database>,
    /// The same for the older version of the library that makes PDFs.
    for_pdf: OnceLock<Arc<pdf_fontdb::Database>>,
    files: Vec<Data>,
    faces: Vec<Face>,
    /// The faces that a text of each weight is set in first.
    first: [usize; 2],
    /// Texts are measured again and again while places for them are looked for.
    widths: RwLock<HashMap<Weight, HashMap<String, f64>>>,
}

struct Face {
    /// The first of its names.
    family: String,
    data: Data,
    index: u32,
    shaper: ShaperData,
    units_per_em: f64,
}

/// A glyph that is set: its number in the font (0 where there is none), its width in em, the byte of the text it stands for.
#[derive(Clone, Copy)]
struct Glyph {
    id: u32,
    em: f64,
    at: usize,
}

impl Default for Fonts {
    fn default() -> Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| Self::of(Vec::new(), FAMILIES.to_owned())).clone()
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fonts").field(&self.0.families).finish()
    }
}

impl Fonts {
    /// A font of the user's own, the built-in ones for the letters that it lacks.
    ///
    /// # Errors
    /// Where the file cannot be read or is no TrueType or OpenType font.
    pub fn with_file(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read the font", e))?;
        let data: Data = Arc::new(bytes);
        let mut alone = Database::new();
        alone.load_font_source(Source::Binary(Arc::clone(&data)));
        let name = alone.faces().find_map(|face| Some(face.families.first()?.0.clone()));
        let has_letters = alone.faces().any(|face| Face::of(&alone, face).is_some_and(|face| face.has('e')));
        let Some(name) = name.filter(|_| has_letters) else {
            let why = "is no font that pictures can be set in: give a TrueType or OpenType file (.ttf, .otf, .ttc) with letters";
            return Err(Error::invalid(why).in_file(path));
        };
        Ok(Self::of(vec![data], format!("'{}', {FAMILIES}", plain(&name))))
    }

    fn of(own: Vec<Data>, families: String) -> Self {
        let mut database = Database::new();
        let built_in = BUILT_IN.map(|data| -> Data { Arc::new(data) });
        let files: Vec<Data> = own.into_iter().chain(built_in).collect();
        for data in &files {
            database.load_font_source(Source::Binary(Arc::clone(data)));
        }
        // What no family names falls back to the serif family, which is Times unless set.
        database.set_serif_family("DejaVu Sans");
        database.set_sans_serif_family("DejaVu Sans");
        let own_name = database.faces().next().and_then(|face| Some(face.families.first()?.0.clone()));
        let ids: Vec<fontdb::ID> = database.faces().map(|face| face.id).collect();
        let faces = database.faces().filter_map(|face| Face::of(&database, face)).collect();
        let first = [Weight::Regular, Weight::SemiBold].map(|weight| {
            let names = [Family::Name(own_name.as_deref().unwrap_or("Inter")), Family::Name("Inter")];
            let query = Query { families: &names, weight: fontdb::Weight(weight.css()), ..Query::default() };
            let id = database.query(&query);
            ids.iter().position(|other| Some(*other) == id).unwrap_or(0)
        });
        let (database, for_pdf, widths) = (Arc::new(database), OnceLock::new(), RwLock::default());
        Self(Arc::new(Set { families, database, for_pdf, files, faces, first, widths }))
    }

    /// The value of the `font-family` of a picture.
    pub fn families(&self) -> &str {
        &self.0.families
    }

    /// The fonts as the renderer wants them.
    pub(super) fn database(&self) -> Arc<Database> {
        Arc::clone(&self.0.database)
    }

    /// The fonts as the writer of PDFs wants them.
    pub(super) fn pdf_database(&self) -> Arc<pdf_fontdb::Database> {
        Arc::clone(self.0.for_pdf.get_or_init(|| {
            let mut database = pdf_fontdb::Database::new();
            for data in &self.0.files {
                database.load_font_source(pdf_fontdb::Source::Binary(Arc::clone(data)));
            }
            database.set_serif_family("DejaVu Sans");
            database.set_sans_serif_family("DejaVu Sans");
            Arc::new(database)
        }))
    }

    /// The width of a text in em, set as the renderer sets it: in the first face of the weight, or, where that lacks a letter,
    /// as a whole in the next that has all; kerned, joined and in its direction.
    pub(super) fn width_em(&self, text: &str, weight: Weight) -> f64 {
        let known = self.0.widths.read().ok();
        if let Some(em) = known.as_ref().and_then(|widths| widths.get(&weight)?.get(text)) {
            return *em;
        }
        drop(known);
        let em = self.set(text, weight).iter().map(|glyph| glyph.em).sum();
        if let Ok(mut widths) = self.0.widths.write() {
            widths.entry(weight).or_default().insert(text.to_owned(), em);
        }
        em
    }

    /// Whether a face has a letter.
    pub(super) fn has(&self, c: char) -> bool {
        self.0.faces.iter().any(|face| face.has(c))
    }

    /// The glyphs of a text, found as `usvg` finds them.
    fn set(&self, text: &str, weight: Weight) -> Vec<Glyph> {
        let [regular, semibold] = self.0.first;
        let mut used = vec![if weight == Weight::Regular { regular } else { semibold }];
        let shape = |face: usize| self.0.faces.get(face).map_or_else(Vec::new, |face| face.shape(text));
        let mut glyphs = used.first().map_or_else(Vec::new, |face| shape(*face));
        while let Some(missing) = glyphs.iter().find(|glyph| glyph.id == 0) {
            let Some(c) = text.get(missing.at..).and_then(|rest| rest.chars().next()) else { break };
            let mut others = self.0.faces.iter().enumerate().filter(|(i, _)| !used.contains(i));
            let Some((next, _)) = others.find(|(_, face)| face.has(c)) else { break };
            let shaped = shape(next);
            if shaped.iter().all(|glyph| glyph.id != 0) {
                return shaped;
            }
            if shaped.len() != glyphs.len() {
                break;
            }
            for (glyph, other) in glyphs.iter_mut().zip(shaped).filter(|(glyph, other)| glyph.id == 0 && other.id != 0)
            {
                *glyph = other;
            }
            used.push(next);
        }
        glyphs
    }
}

/// A name that can stand between quotation marks in a style.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '\'' | '"' | '\\' | '<' | '&') && !c.is_control()).collect()
}

impl Face {
    fn of(database: &Database, face: &fontdb::FaceInfo) -> Option<Self> {
        let (Source::Binary(data), index) = database.face_source(face.id)?;
        let font = FontRef::from_index((*data).as_ref(), index).ok()?;
        let units_per_em = ttf_parser::Face::parse((*data).as_ref(), index).ok()?.units_per_em();
        let shaper = ShaperData::new(&font);
        let family = plain(&face.families.first()?.0);
        Some(Self { family, data, index, shaper, units_per_em: f64::from(units_per_em) })
    }

    fn bytes(&self) -> &[u8] {
        (*self.data).as_ref()
    }

    fn has(&self, c: char) -> bool {
        let face = ttf_parser::Face::parse(self.bytes(), self.index);
        face.is_ok_and(|face| face.glyph_index(c).is_some())
    }

    /// The glyphs of a text that is read from the left as a whole, its parts in their own direction.
    fn shape(&self, text: &str) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        let Ok(font) = FontRef::from_index(self.bytes(), self.index) else { return glyphs };
        let shaper = self.shaper.shaper(&font).build();
        let bidi = BidiInfo::new(text, Some(Level::ltr()));
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let left_to_right = levels.get(run.start).is_none_or(Level::is_ltr);
                let mut buffer = UnicodeBuffer::new();
                buffer.push_str(text.get(run.clone()).unwrap_or(""));
                buffer.set_direction(if left_to_right {
                    harfrust::Direction::LeftToRight
                } else {
                    harfrust::Direction::RightToLeft
                });
                buffer.guess_segment_properties();
                let set = shaper.shape(buffer, ShapeOptions::new());
                let glyph = |(info, position): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| Glyph {
                    id: info.glyph_id,
                    em: f64::from(position.x_advance) / self.units_per_em,
                    at: run.start + info.cluster as usize,
                };
                glyphs.extend(set.glyph_infos().iter().zip(set.glyph_positions()).map(glyph));
            }
        }
        glyphs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_fonts_are_read_under_their_names() {
        let fonts = Fonts::default();
        let database = fonts.database();
        let names: Vec<(String, u16)> = database
            .faces()
            .map(|face| (face.families.first().map_or(String::new(), |f| f.0.clone()), face.weight.0))
            .collect();
        assert_eq!(names, [("Inter".into(), 400), ("Inter".into(), 600), ("DejaVu Sans".into(), 400)]);
        assert_eq!(fonts.0.first, [0, 1]);
    }

    #[test]
    fn letters_are_kerned_and_arabic_ones_joined() {
        let fonts = Fonts::default();
        let em = |text: &str| fonts.width_em(text, Weight::Regular);
        assert!(em("AVATAR") < 0.98 * "AVATAR".chars().map(|c| em(&c.to_string())).sum::<f64>());
        let apart: f64 = "موسكو".chars().map(|c| em(&c.to_string())).sum();
        assert!(em("موسكو") < 0.9 * apart, "{} of {apart}", em("موسكو"));
    }

    #[test]
    fn names_in_arabic_cyrillic_and_greek_are_set_without_a_missing_glyph() {
        for text in ["كابول", "مقديشو", "Красногорск", "Джалал-Абад", "Θεσσαλονίκη", "Αθήνα", "ירושלים"]
        {
            let glyphs = Fonts::default().set(text, Weight::Regular);
            assert!(!glyphs.is_empty() && glyphs.iter().all(|glyph| glyph.id != 0), "{text}");
        }
        // Read from the right: the glyphs, which stand from left to right, are those of the last letters first.
        let arabic = Fonts::default().set("كابول", Weight::Regular);
        assert!(arabic.iter().zip(arabic.iter().skip(1)).all(|(a, b)| a.at > b.at));
    }

    #[test]
    fn a_font_of_ones_own_comes_first_and_lends_the_built_in_ones_its_missing_letters() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.ttf");
        std::fs::write(&path, BUILT_IN[2]).unwrap();
        let own = Fonts::with_file(&path).unwrap();
        assert_eq!(own.families(), "'DejaVu Sans', Inter, 'DejaVu Sans', Arial, sans-serif");
        assert!(own.width_em("Kerman", Weight::Regular) > 1.02 * Fonts::default().width_em("Kerman", Weight::Regular));
    }

    #[test]
    fn what_is_no_font_is_refused_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.ttf");
        for bytes in [&b""[..], b"wOF2 and more", &BUILT_IN[0][..200]] {
            std::fs::write(&path, bytes).unwrap();
            let why = Fonts::with_file(&path).unwrap_err().to_string();
            assert!(why.contains("own.ttf") && why.contains("TrueType or OpenType"), "{why}");
        }
        let missing = Fonts::with_file(&folder.path().join("none.ttf")).unwrap_err().to_string();
        assert!(missing.contains("none.ttf"), "{missing}");
    }
}
