//! Where labels go so that none lies on another, on a symbol or across the frame.
//!
//! Comes in: points with their texts, the most important first, and what is taken already. Goes out: placed labels; one
//! without a free place is left out. Greedy, first of twelve places round the symbol; where none is free and a leader is
//! allowed, the nearest free place that a line reaches without crossing a symbol or a label.

use crate::chart::font::Weight;
use crate::chart::palette::Palette;
use crate::chart::scene::{Label, Rect, Scene, Style};
use crate::chart::text::{ASCENT, DESCENT, MM_PER_PT, width_mm};
use crate::earth::trig::{cos, radians, sin};

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
    /// Whether the label may stand apart, at the end of a line.
    pub leader: bool,
}

/// How far from its symbol a label at the end of a line stands, in mm, the nearest first.
const LEADERS_MM: [f64; 4] = [4.0, 7.0, 10.0, 14.0];

/// In how many directions such a label is tried.
const DIRECTIONS: u16 = 16;

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

    /// Whether a line crosses no label and no symbol, but for those that hold the middle of its own.
    fn is_open(&self, own: (f64, f64), from: (f64, f64), to: (f64, f64)) -> bool {
        let crosses = |at: (f64, f64)| {
            self.taken.iter().any(|rect| rect.grown(0.2).holds_point(at))
                || self.circles.iter().any(|&(middle, r)| apart(at, middle) < r + 0.15 && apart(own, middle) > r)
        };
        !steps(from, to).any(crosses)
    }

    /// Keeps a line free of later labels.
    fn keep_line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.circles.extend(steps(from, to).map(|at| (at, 0.1)));
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

/// Points along a line, close enough that no symbol slips between them.
fn steps(from: (f64, f64), to: (f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    let count = (apart(from, to) / 0.3).ceil().max(1.0) as u32;
    (0..=count).map(move |i| {
        let part = f64::from(i) / f64::from(count);
        (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1))
    })
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    (dx * dx + dy * dy).sqrt()
}

/// Places the labels in order and draws those that have room.
pub fn draw(scene: &mut Scene, wishes: &[Wish], room: &mut Room, palette: &Palette) {
    for wish in wishes {
        let near = wish.texts.iter().find_map(|text| placed(wish, text, room, palette));
        if let Some(label) = near {
            scene.text(&label);
        } else if wish.leader {
            let far = wish.texts.iter().find_map(|text| placed_apart(wish, text, room, palette));
            if let Some(Led { from, to, label }) = far {
                scene.line(from, to, &Style::stroke(palette.ink, 0.15));
                scene.text(&label);
            }
        }
    }
}

/// A label at the end of a line.
struct Led {
    from: (f64, f64),
    to: (f64, f64),
    label: Label,
}

/// The label at the nearest free place apart from its symbol, with the ends of its line.
fn placed_apart(wish: &Wish, text: &str, room: &mut Room, palette: &Palette) -> Option<Led> {
    let weight = if wish.bold { Weight::SemiBold } else { Weight::Regular };
    let (size, width) = (PT * MM_PER_PT, width_mm(text, PT, weight));
    let (up, down) = (ASCENT * size, DESCENT * size);
    let places = LEADERS_MM.into_iter().flat_map(|far| (0..DIRECTIONS).map(move |i| (far, i)));
    places.into_iter().find_map(|(far, i)| {
        let turn = radians(360.0 / f64::from(DIRECTIONS) * f64::from(i));
        let (dx, dy) = (cos(turn), -sin(turn));
        let from = (wish.at.0 + dx * wish.radius, wish.at.1 + dy * wish.radius);
        let to = (from.0 + dx * far, from.1 + dy * far);
        // The line ends at the middle of the side that faces the symbol.
        let left = if dx > 0.3 { to.0 + 0.5 } else { to.0 - if dx < -0.3 { width + 0.5 } else { width / 2.0 } };
        let baseline = to.1
            + if dx.abs() > 0.3 {
                0.36 * size
            } else if dy < 0.0 {
                -down - 0.3
            } else {
                up + 0.3
            };
        let rect = Rect::new(left, baseline - up, left + width, baseline + down);
        let free = room.is_open(wish.at, from, to) && room.take(&rect);
        free.then(|| {
            room.keep_line(from, to);
            let label = Label::new(left, baseline, PT, palette.ink, text).halo(palette.halo);
            Led { from, to, label: if wish.bold { label.bold() } else { label } }
        })
    })
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
        Wish { at: (x, y), radius: 1.0, texts: vec![text.to_owned()], bold: false, leader: false }
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
    fn a_label_without_room_beside_its_symbol_stands_apart_at_the_end_of_a_line() {
        let mut room = Room::new(Rect::new(0.0, 0.0, 60.0, 40.0));
        for (dx, dy) in [(3.0, 0.0), (0.0, 3.0), (3.9, 3.9), (3.9, -3.9)] {
            room.keep_circle((30.0 + dx, 20.0 + dy), 0.8);
            room.keep_circle((30.0 - dx, 20.0 - dy), 0.8);
        }
        let mut scene = Scene::new(60.0, 40.0, "t", "d", LIGHT.paper);
        draw(&mut scene, &[wish(30.0, 20.0, "Hidden 2024")], &mut room.clone(), &LIGHT);
        assert!(scene.boxes().is_empty());
        draw(&mut scene, &[Wish { leader: true, ..wish(30.0, 20.0, "Hidden 2024") }], &mut room, &LIGHT);
        assert_eq!(scene.boxes().len(), 1);
        assert!(apart(scene.boxes()[0].rect.centre(), (30.0, 20.0)) > 4.0);
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
