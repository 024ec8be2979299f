//! Where labels go so that none lies on another, on a symbol, on a line or across the frame.
//!
//! Comes in: points with their texts, the most important first, and what is taken already. Goes out: drawn labels; one
//! without a free place is left out. Each label takes the first free of its places; where none is free, a label before it
//! moves to another of its own places if that makes room (docs/maps.md).

mod candidate;
mod room;

pub use room::{Room, Spot, apart, clipped};

use candidate::{Candidate, candidates};

use crate::chart::colour::Colour;
use crate::chart::font::Fonts;
use crate::chart::look::Look;
use crate::chart::scene::{Label, Rect, Scene, Style};

/// The size of labels in pt.
const PT: f64 = 6.6;

/// A label this near to its symbol, in mm, is next to it; one next to two symbols could be either's.
const NEXT_TO_MM: f64 = 0.9;

/// What is to be labelled.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The middle of the symbol in mm.
    pub at: Spot,
    /// The radius of the symbol in mm; negative for an area, whose name stands on the point itself.
    pub radius: f64,
    /// The words, and shorter ones for where they have no room.
    pub texts: Vec<String>,
    /// Whether they are semi-bold.
    pub bold: bool,
    /// Whether the label may stand apart, at the end of a line.
    pub leader: bool,
    /// The colour it stands on, where that is not the map's own.
    pub ground: Option<Colour>,
}

impl Wish {
    /// The name of a symbol in regular type, which may stand apart from it.
    pub fn of_symbol(at: Spot, radius: f64, texts: Vec<String>) -> Self {
        Self { at, radius, texts, bold: false, leader: true, ground: None }
    }

    /// The name of an area of a colour, which stands on its middle if it can.
    pub fn of_area(at: Spot, texts: Vec<String>, ground: Colour) -> Self {
        Self { at, radius: -1.0, texts, bold: false, leader: false, ground: Some(ground) }
    }

    /// In semi-bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The distance from a box to the symbol.
    fn distance_mm(&self, rect: &Rect) -> f64 {
        let (x, y) = self.at;
        apart(self.at, (x.clamp(rect.left, rect.right), y.clamp(rect.top, rect.bottom))) - self.radius
    }
}

/// A wish with its places that touch nothing fixed, and the one it has.
struct Seat<'a> {
    wish: &'a Wish,
    places: Vec<Candidate>,
    chosen: Option<usize>,
}

impl Seat<'_> {
    fn place(&self) -> Option<&Candidate> {
        self.places.get(self.chosen?)
    }
}

/// Places the labels in order and draws those that have room: leader lines first, so that no line lies on a text.
pub fn draw(scene: &mut Scene, wishes: &[Wish], room: &mut Room, look: &Look) {
    let seats = seat(wishes, room, &look.fonts);
    scene.open("lines");
    for (from, to) in seats.iter().filter_map(|seat| seat.place()?.leader) {
        scene.line(from, to, &Style::stroke(look.palette.ink, 0.15));
    }
    scene.close();
    for seat in &seats {
        let Some(place) = seat.place() else { continue };
        let Some(text) = seat.wish.texts.get(place.text) else { continue };
        let (ink, halo) = match seat.wish.ground {
            Some(ground) if look.palette.ink_on(ground) != look.palette.ink => (look.palette.ink_on(ground), ground),
            _ => (look.palette.ink, look.palette.halo),
        };
        let label = Label::new(place.start.0, place.start.1, PT, ink, text.as_str()).halo(halo);
        scene.text(&if seat.wish.bold { label.bold() } else { label });
        room.keep(place.rect);
        if let Some((from, to)) = place.leader {
            room.keep_line([from, to]);
        }
    }
}

fn seat<'a>(wishes: &'a [Wish], room: &Room, fonts: &Fonts) -> Vec<Seat<'a>> {
    let mut seats: Vec<Seat<'a>> = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let open = |c: &Candidate| c.leader.is_none_or(|(from, to)| room.is_open(wish.at, from, to));
        let mut places = candidates(wish, fonts);
        places.retain(|c| room.is_clear(&c.rect) && !room.is_on_text(&c.rect) && open(c) && is_plain(c, wish, wishes));
        // What lies beyond the frame is not named.
        if !room.holds(wish.at) {
            places.clear();
        }
        let free = places.iter().position(|c| rivals(c, &seats, None).next().is_none());
        seats.push(Seat { wish, places, chosen: free });
        if free.is_none() {
            make_room(&mut seats);
        }
    }
    seats
}

/// Whether a label beside its symbol is not nearer to another one, whose it then would seem.
fn is_plain(of: &Candidate, own: &Wish, wishes: &[Wish]) -> bool {
    let nearest = own.distance_mm(&of.rect).max(NEXT_TO_MM);
    let is_other = |other: &&Wish| other.at != own.at && other.radius >= 0.0;
    of.leader.is_some()
        || own.radius < 0.0
        || !wishes.iter().filter(is_other).any(|other| other.distance_mm(&of.rect) < nearest - 0.2)
}

/// The seats whose labels or lines meet a candidate, but for one.
fn rivals<'a>(of: &'a Candidate, seats: &'a [Seat<'_>], but: Option<usize>) -> impl Iterator<Item = usize> + 'a {
    let others = seats.iter().enumerate().filter(move |(i, _)| Some(*i) != but);
    others.filter(|(_, seat)| seat.place().is_some_and(|place| meet(of, place))).map(|(i, _)| i)
}

fn meet(a: &Candidate, b: &Candidate) -> bool {
    let lies_on = |line: Option<(Spot, Spot)>, text: &Candidate| {
        line.is_some_and(|(from, to)| clipped(&text.rect.grown(0.2), from, to).is_some())
    };
    a.rect.grown(0.15).overlaps(&b.rect) || lies_on(a.leader, b) || lies_on(b.leader, a) || lines_cross(a, b)
}

fn lines_cross(a: &Candidate, b: &Candidate) -> bool {
    let (Some((p, q)), Some((r, s))) = (a.leader, b.leader) else { return false };
    let side = |a: Spot, b: Spot, c: Spot| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0) > 0.0;
    side(p, q, r) != side(p, q, s) && side(r, s, p) != side(r, s, q)
}

/// Moves one label so that the last one finds a place; nothing where no single move does.
fn make_room(seats: &mut [Seat<'_>]) {
    let Some((last, before)) = seats.split_last_mut() else { return };
    for (number, place) in last.places.iter().enumerate() {
        let in_the_way: Vec<usize> = rivals(place, before, None).take(2).collect();
        let [rival] = in_the_way.as_slice() else { continue };
        let Some(seat) = before.get(*rival) else { continue };
        let fits = |other: &Candidate| !meet(other, place) && rivals(other, before, Some(*rival)).next().is_none();
        if let Some(elsewhere) = seat.places.iter().position(fits) {
            before.get_mut(*rival).into_iter().for_each(|seat| seat.chosen = Some(elsewhere));
            last.chosen = Some(number);
            return;
        }
    }
}

#[cfg(test)]
mod tests;
