//! The names of marks: the records of distance first, then those with many killed, then the others where there is room.
//!
//! Comes in: the marks, the records, what is taken already. Goes out: labels that overlap nothing and stand nearer to their
//! own mark than to any other.

use std::collections::BTreeMap;

use super::marks::MarkStyle;
use crate::chart::calendar::day_number;
use crate::chart::dots::{Dot, Dots};
use crate::chart::look::Look;
use crate::chart::plot::Frame;
use crate::chart::scene::{Anchor, Label, Rect};
use crate::chart::sheet::{LABEL_PT, place};
use crate::chart::text::{MM_PER_PT, isolated};
use crate::incident::When;
use crate::located::LocatedStore;
use crate::spread::FrontierEvent;

/// At most so many records are named.
const MOST_RECORDS: usize = 8;

/// Up to this many marks, all that have room are named; of more, records and those with many killed.
const FEW: usize = 30;

/// A mark that may have a name.
struct Named {
    text: String,
    x: f64,
    y: f64,
    radius_mm: f64,
}

/// The names that have room.
pub fn labels(
    (located, dots): (&LocatedStore, &Dots),
    records: &[FrontierEvent],
    marks: MarkStyle,
    frame: &Frame,
    look: &Look,
    taken: &mut Vec<Rect>,
) -> Vec<Label> {
    let area = Rect { top: frame.area.top - 2.5, ..frame.area };
    let days = frame.days.1 - frame.days.0;
    let of_records = located.places_of(&records.iter().map(|event| event.incident_id.as_str()).collect());
    let incident = |dot: &Dot| located.get(dot.index as usize);
    let is_record = |dot: &Dot| of_records.contains(&dot.index);
    let mut drawn: BTreeMap<&str, &Dot> = BTreeMap::new();
    for dot in dots.all.iter().filter(|dot| is_record(dot)) {
        if let Some(one) = incident(dot) {
            drawn.entry(one.id()).or_insert(dot);
        }
    }
    let record = |event: &FrontierEvent| {
        let (first, last) = event.when.span()?;
        let day = f64::midpoint(day_number(first), day_number(last) + 1.0);
        let radius_mm = drawn.get(event.incident_id.as_str()).map_or(0.5, |dot| marks.radius_mm(dot.killed()));
        named(look, &event.place, event.when, days, (frame.x_mm(day), frame.y_mm(event.distance_km)), radius_mm)
    };
    let mut wanted: Vec<Named> = records.iter().rev().filter_map(record).take(MOST_RECORDS).collect();
    if !marks.dense() {
        let mut others: Vec<&Dot> = dots.all.iter().collect();
        others.retain(|dot| !is_record(dot));
        others.sort_by(|a, b| b.killed().cmp(&a.killed()).then(b.km.total_cmp(&a.km)));
        let most = if dots.all.len() <= FEW { FEW } else { FEW / 5 };
        let at = |dot: &Dot| (frame.x_mm(dot.day()), frame.y_mm(dot.km));
        let name = |dot: &&Dot| {
            let place = incident(dot)?.site()?.name();
            named(look, place, dot.when, days, at(dot), marks.radius_mm(dot.killed()))
        };
        wanted.extend(others.iter().filter_map(name).take(most));
    }
    // Among many marks only the space above the farthest is free.
    let places = if marks.dense() { 4 } else { 16 };
    let marks: Vec<(f64, f64, f64)> = if marks.dense() {
        Vec::new()
    } else {
        dots.all.iter().map(|dot| (frame.x_mm(dot.day()), frame.y_mm(dot.km), marks.radius_mm(dot.killed()))).collect()
    };
    let own = |one: &Named, label: &Label| {
        let from = |x, y, radius_mm| gap_mm(&label.rect(&look.fonts), (x, y)) - radius_mm;
        let near = from(one.x, one.y, one.radius_mm);
        marks.iter().all(|(x, y, radius_mm)| from(*x, *y, *radius_mm) >= near - 0.01)
    };
    let name = |one: &Named| {
        let candidates = candidates(look, one).into_iter().take(places).filter(|label| own(one, label));
        place(candidates, look, &area, taken)
    };
    wanted.iter().filter_map(name).collect()
}

/// From a box to a point outside it.
fn gap_mm(rect: &Rect, (x, y): (f64, f64)) -> f64 {
    let (dx, dy) = ((rect.left - x).max(x - rect.right).max(0.0), (rect.top - y).max(y - rect.bottom).max(0.0));
    (dx * dx + dy * dy).sqrt()
}

/// The words of a label: the place and the date, to the day on a short axis.
fn named(look: &Look, place: &str, when: When, axis_days: f64, (x, y): (f64, f64), radius_mm: f64) -> Option<Named> {
    if place.is_empty() || when.span().is_none() || !look.fonts.can_draw(place) {
        return None;
    }
    let date = if axis_days < 120.0 { look.words.day_or_month(when) } else { look.words.when(when) };
    Some(Named { text: format!("{}, {date}", isolated(place.to_owned())), x, y, radius_mm })
}

/// The places of a label beside a mark: to the left and above, as the line of the farthest leaves to the right, then all
/// round.
fn candidates(look: &Look, one: &Named) -> Vec<Label> {
    let size = LABEL_PT * MM_PER_PT;
    let middle = one.y + 0.36 * size;
    let (x, y) = (one.x, one.y);
    let label = |(x, y, anchor): (f64, f64, Anchor)| {
        Label::new(x, y, LABEL_PT, look.palette.ink, one.text.clone()).anchor(anchor).halo(look.palette.halo)
    };
    let near = [one.radius_mm + 0.7, one.radius_mm + 1.8].into_iter().flat_map(|gap| {
        let aslant = 0.75 * gap;
        [
            (x - gap, middle, Anchor::End),
            (x - aslant, y - aslant, Anchor::End),
            (x, y - gap - 0.22 * size, Anchor::Middle),
            (x + aslant, y - aslant, Anchor::Start),
            (x + gap, middle, Anchor::Start),
            (x + aslant, y + aslant + 0.76 * size, Anchor::Start),
            (x, y + gap + 0.76 * size, Anchor::Middle),
            (x - aslant, y + aslant + 0.76 * size, Anchor::End),
        ]
    });
    near.map(label).collect()
}
