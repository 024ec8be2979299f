//! The built-in fonts: Inter in two weights, `DejaVu` Sans for the scripts that Inter lacks. No font of the machine is used.
//!
//! Comes in: nothing. Goes out: the faces for measuring text and the database that the renderer draws with.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, Source};
use ttf_parser::Face;

/// The `font-family` of every picture; the last two serve viewers that have neither of the first two.
pub const FAMILY: &str = "Inter, 'DejaVu Sans', Arial, sans-serif";

const INTER_REGULAR: &[u8] = include_bytes!("../../data/fonts/Inter-Regular.ttf");
const INTER_SEMIBOLD: &[u8] = include_bytes!("../../data/fonts/Inter-SemiBold.ttf");
const DEJAVU: &[u8] = include_bytes!("../../data/fonts/DejaVuSans.ttf");

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// The faces a text of this weight is set in: the first one, or the fallback where the first lacks a character.
pub(super) fn faces(weight: Weight) -> impl Iterator<Item = &'static Face<'static>> {
    static FACES: OnceLock<[Option<Face<'static>>; 3]> = OnceLock::new();
    let [regular, semibold, fallback] =
        FACES.get_or_init(|| [INTER_REGULAR, INTER_SEMIBOLD, DEJAVU].map(|data| Face::parse(data, 0).ok()));
    let first = if weight == Weight::Regular { regular } else { semibold };
    [first, fallback].into_iter().flatten()
}

/// The fonts as the renderer wants them, read once.
pub(super) fn database() -> Arc<Database> {
    static DATABASE: OnceLock<Arc<Database>> = OnceLock::new();
    Arc::clone(DATABASE.get_or_init(|| {
        let mut database = Database::new();
        for data in [INTER_REGULAR, INTER_SEMIBOLD, DEJAVU] {
            database.load_font_source(Source::Binary(Arc::new(data)));
        }
        // What no family names falls back to the serif family, which is Times unless set.
        database.set_serif_family("DejaVu Sans");
        database.set_sans_serif_family("DejaVu Sans");
        Arc::new(database)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_fonts_are_read_under_their_names() {
        let database = database();
        let names: Vec<(String, u16)> = database
            .faces()
            .map(|face| (face.families.first().map_or(String::new(), |f| f.0.clone()), face.weight.0))
            .collect();
        assert_eq!(names, [("Inter".into(), 400), ("Inter".into(), 600), ("DejaVu Sans".into(), 400)]);
        assert_eq!(faces(Weight::SemiBold).count(), 2);
    }
}
