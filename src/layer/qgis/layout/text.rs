//! Labels of a layout. A text of the user is never evaluated.
//!
//! Comes in: texts, sizes in pt. Goes out: items.

use super::item::{Ground, Kind, Place, colour, item};
use crate::layer::qgis::expression::inert;
use crate::layer::qgis::labels::{FONT, text_style};
use crate::layer::qgis::xml::Element;

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set<'a> {
    pub(super) points: f64,
    pub(super) bold: bool,
    pub(super) colour: &'a str,
}

/// The mean width of a letter, regular and bold, and the height of a line, in the size of the font.
const LETTER: (f64, f64) = (0.55, 0.62);
const LINE: f64 = 1.25;
const MM_PER_POINT: f64 = 25.4 / 72.0;

/// A text in a box.
pub(super) fn label(uuid: &str, id: &str, text: &str, place: Place, set: Set<'_>) -> Element {
    let Set { points, bold, colour: ink } = set;
    item(Kind::Label, uuid, id, place, Ground::default(), 5)
        .with("labelText", inert(text))
        .with_all(&[("htmlState", "0"), ("halign", "1"), ("valign", "32"), ("marginX", "0"), ("marginY", "0")])
        .holding(Element::new("LabelFont").with("description", font(points, bold)).with("style", ""))
        .holding(colour("FontColor", ink))
        .holding(text_style(points, ink, bold))
}

/// A font as Qt writes it.
pub(super) fn font(points: f64, bold: bool) -> String {
    format!("{FONT},{points},-1,5,{},0,0,0,0,0", if bold { 75 } else { 50 })
}

/// The largest of some sizes in which a text fits into a box, else the smallest.
pub(super) fn fitting(text: &str, bold: bool, place: Place, sizes: &[f64]) -> f64 {
    let letter = if bold { LETTER.1 } else { LETTER.0 };
    let fits = |points: &&f64| {
        let em = **points * MM_PER_POINT;
        let per_line = (place.width / (em * letter)).floor().max(1.0);
        let lines: f64 = text.lines().map(|line| (line.chars().count() as f64 / per_line).ceil().max(1.0)).sum();
        lines * em * LINE <= place.height
    };
    sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(7.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_set_smaller() {
        let place = Place::new(0.0, 0.0, 273.0, 14.0);
        let sizes = [17.0, 13.0, 10.0, 8.0, 6.5];
        assert_eq!(fitting("Incidents", true, place, &sizes), 17.0);
        let long = fitting(&"word ".repeat(100), true, place, &sizes);
        assert!((6.5..=10.0).contains(&long), "{long}");
    }
}
