//! Where labels go so that none lies on another, on a symbol or across the frame.
//!
//! Comes in: points with their texts, the most important first, and what is taken already. Goes out: placed labels; one
//! without a free place is left out. Greedy, first of twelve places round the symbol.

use crate::chart::font::Weight;
use crate::chart::palette::Palette;
use crate::chart::scene::{Label, Rect, Scene};
use crate::chart::text::{ASCENT, DESCENT, MM_PER_PT, width_mm};

/// The room that is left in the frame.
#[derive(Debug, Clone)]
pub struct Room {
    frame: Rect,
    taken: Vec<Rect>,
    circles: Vec<((f64, f64), f64)>,
}

/// What is to be labelled.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The middle of the symbol in mm.
    pub at: (f64, f64),
    /// The radius of the symbol in mm.
    pub radius: f64,
    /// The words, and shorter ones for where they have no room.
    pub texts: Vec<String>,
    /// Whether they are semi-bold.
    pub bold: bool,
}

/// The gap between a symbol and its label in mm.
const GAP_MM: f64 = 0.7;

/// The size of labels in pt.
const PT: f64 = 6.6;

/// Places round a symbol in order of preference: right (-1 left, 0 middle, 1 right) and up (1 above), and how many extra
/// gaps away.
const PLACES: [(f64, f64, f64); 12] = [
    (1.0, 0.0, 0.0),
    (-1.0, 0.0, 0.0),
    (0.0, 1.0, 0.0),
    (0.0, -1.0, 0.0),
    (0.7, 0.7, 0.0),
    (0.7, -0.7, 0.0),
    (-0.7, 0.7, 0.0),
    (-0.7, -0.7, 0.0),
    (0.7, 0.7, 2.0),
    (0.7, -0.7, 2.0),
    (-0.7, 0.7, 2.0),
    (-0.7, -0.7, 2.0),
];

impl Room {
    /// All the room of a frame, but for a small margin.
    pub fn new(frame: Rect) -> Self {
        Self { frame: frame.grown(-0.8), taken: Vec::new(), circles: Vec::new() }
    }

    /// Keeps a symbol free.
    pub fn keep_circle(&mut self, middle: (f64, f64), radius: f64) {
        self.circles.push((middle, radius));
    }

    /// Takes the box if it is free.
    pub fn take(&mut self, rect: &Rect) -> bool {
        let free = self.is_free(rect);
        if free {
            self.taken.push(*rect);
        }
        free
    }

    fn is_free(&self, rect: &Rect) -> bool {
        let near = rect.grown(0.15);
        self.frame.holds(rect)
            && !self.taken.iter().any(|other| near.overlaps(other))
            && !self.circles.iter().any(|((x, y), r)| {
                let (dx, dy) = (x - x.clamp(rect.left, rect.right), y - y.clamp(rect.top, rect.bottom));
                dx * dx + dy * dy < (r + 0.2) * (r + 0.2)
            })
    }
}

/// Places the labels in order and draws those that have room.
pub fn draw(scene: &mut Scene, wishes: &[Wish], room: &mut Room, palette: &Palette) {
    for wish in wishes {
        let label = wish.texts.iter().find_map(|text| placed(wish, text, room, palette));
        if let Some(label) = label {
            scene.text(&label);
        }
    }
}

/// The label at the first free place.
fn placed(wish: &Wish, text: &str, room: &mut Room, palette: &Palette) -> Option<Label> {
    let weight = if wish.bold { Weight::SemiBold } else { Weight::Regular };
    let (size, width) = (PT * MM_PER_PT, width_mm(text, PT, weight));
    let (up, down) = (ASCENT * size, DESCENT * size);
    PLACES.into_iter().find_map(|(right, above, extra)| {
        let out = wish.radius + GAP_MM * (1.0 + extra);
        let (ax, ay) = (wish.at.0 + right * out, wish.at.1 - above * out);
        let left = if right > 0.0 { ax } else { ax - if right < 0.0 { width } else { width / 2.0 } };
        let baseline = ay
            + if above > 0.0 {
                -down
            } else if above < 0.0 {
                up
            } else {
                0.36 * size
            };
        let free = room.take(&Rect::new(left, baseline - up, left + width, baseline + down));
        let label = Label::new(left, baseline, PT, palette.ink, text).halo(palette.halo);
        free.then(|| if wish.bold { label.bold() } else { label })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::palette::LIGHT;

    fn wish(x: f64, y: f64, text: &str) -> Wish {
        Wish { at: (x, y), radius: 1.0, texts: vec![text.to_owned()], bold: false }
    }

    #[test]
    fn labels_of_a_crowd_do_not_overlap_and_stay_in_the_frame() {
        let frame = Rect::new(0.0, 0.0, 100.0, 60.0);
        let wishes: Vec<Wish> = (0..60)
            .map(|i| wish(f64::from(i * 7 % 100), f64::from(i * 13 % 60), &format!("Place {i} 2024 ({i}+)")))
            .collect();
        let mut room = Room::new(frame);
        for wish in &wishes {
            room.keep_circle(wish.at, wish.radius);
        }
        let mut scene = Scene::new(100.0, 60.0, "t", "d", LIGHT.paper);
        draw(&mut scene, &wishes, &mut room, &LIGHT);
        let boxes: Vec<Rect> = scene.boxes().iter().map(|mark| mark.rect).collect();
        assert!(boxes.len() > 5);
        for (i, a) in boxes.iter().enumerate() {
            assert!(frame.holds(a));
            assert!(!boxes.iter().skip(i + 1).any(|b| a.overlaps(b)));
            assert!(!wishes.iter().any(|w| a.grown(-0.01).holds_point(w.at)));
        }
    }

    #[test]
    fn the_first_label_gets_its_place_and_a_later_one_gives_way() {
        let mut scene = Scene::new(30.0, 6.0, "t", "d", LIGHT.paper);
        let wishes = [wish(3.0, 3.0, "Important 2024"), wish(3.2, 3.0, "Less important 2023")];
        draw(&mut scene, &wishes, &mut Room::new(Rect::new(0.0, 0.0, 30.0, 6.0)), &LIGHT);
        let names: Vec<&str> = scene.boxes().iter().map(|mark| mark.name.as_str()).collect();
        assert_eq!(names, ["Important 2024"]);
    }
}
