//! The ground of the page's map as SVG, and what its script must know to move it.
//!
//! Comes in: a [`Ground`]. Goes out: paths, and a JSON value.

use std::fmt::Write;

use serde_json::{Value, json};

use super::markup::Markup;
use crate::chart::map::{Ground, Line, Projection, centre_words};
use crate::earth::LonLat;
use crate::spread::Origin;
use crate::words::Words;

/// The frame in units of the page.
pub const FRAME: (f64, f64) = (960.0, 600.0);

/// Parts of a unit that paths are written in.
const PARTS: f64 = 10.0;

/// Every how many points of a ring its label may stand.
const LABEL_STEP: usize = 15;

/// The paths under the incidents.
pub fn paths(ground: &Ground) -> Markup {
    let path = |class, lines: &[Line], closed| {
        let data = data(lines, closed);
        if data.is_empty() { Markup::new() } else { Markup::element("path", &[("class", class), ("d", &data)], []) }
    };
    let (circles, others): (Vec<_>, Vec<_>) = ground.rings.iter().partition(|ring| ring.circle.is_some());
    let rings: Vec<Line> = others.iter().map(|ring| ring.points.clone()).collect();
    let paths = [
        path("sea", std::slice::from_ref(&ground.edge), true),
        path("land", &ground.land, true),
        path("home", &ground.home, true),
        path("sea", &ground.lakes, true),
        path("border", &ground.borders, false),
        path("border disputed", &ground.disputed, false),
        path("ring", &rings, true),
    ];
    Markup::lines(paths.into_iter().chain(circles.iter().filter_map(|ring| ring.circle).map(circle)))
}

/// A ring that is a circle, in tenths of a unit.
fn circle(((x, y), radius): ((f64, f64), f64)) -> Markup {
    let [x, y, radius] = [x, y, radius].map(|v| whole(v).to_string());
    Markup::element("circle", &[("class", "ring"), ("cx", &x), ("cy", &y), ("r", &radius)], [])
}

/// Tenths of a unit.
fn whole(v: f64) -> i64 {
    (v.clamp(-1e7, 1e7) * PARTS).round() as i64
}

/// Path data in tenths of a unit, relative, without points that lie on each other.
fn data(lines: &[Line], closed: bool) -> String {
    let mut data = String::new();
    for line in lines {
        let mut points: Vec<(i64, i64)> = line.iter().map(|(x, y)| (whole(*x), whole(*y))).collect();
        points.dedup();
        let (Some((first, rest)), true) = (points.split_first(), points.len() > if closed { 2 } else { 1 }) else {
            continue;
        };
        // Writing to a String cannot fail.
        _ = write!(data, "M{} {}l", first.0, first.1);
        let mut pen = *first;
        for (i, point) in rest.iter().enumerate() {
            let (dx, dy) = (point.0 - pen.0, point.1 - pen.1);
            let gap = if i == 0 || dx < 0 { "" } else { " " };
            let comma = if dy < 0 { "" } else { " " };
            _ = write!(data, "{gap}{dx}{comma}{dy}");
            pen = *point;
        }
        if closed {
            data.push('z');
        }
    }
    data
}

/// What the script must know of the map.
pub fn facts(ground: &Ground, origin: &Origin, words: Words) -> Value {
    let (flat, centre) = match ground.projection() {
        // The ground is never laid out in the equal-area projection, which is that of maps of areas.
        Projection::Equidistant { centre } | Projection::EqualArea { centre } => ("equidistant", centre),
        Projection::EqualEarth { meridian } => ("equal earth", LonLat::wrapped(meridian, 0.0)),
    };
    let whole = |v: f64| v.clamp(-1e7, 1e7).round() as i64;
    let rings = ground.rings.iter().map(|ring| {
        let anchors: Vec<i64> =
            ring.points.iter().step_by(LABEL_STEP).flat_map(|(x, y)| [whole(*x), whole(*y)]).collect();
        json!([ring.km, anchors])
    });
    let countries =
        ground.countries.iter().map(|((x, y), across, name)| json!([name, whole(*x), whole(*y), whole(*across)]));
    let at = ground.place(centre);
    let mark = if let Origin::Point { at, name, .. } = origin {
        let (x, y) = ground.place(*at);
        json!([name, whole(x * 100.0), whole(y * 100.0)])
    } else {
        Value::Null
    };
    let home = matches!(origin, Origin::Home { .. }).then(|| json!([origin.name(), whole(at.0), whole(at.1)]));
    json!({
        "size": [FRAME.0, FRAME.1],
        "units_per_km": ground.units_per_km(),
        "flat": flat,
        "centre": [centre.lon(), centre.lat()],
        "centre_at": [at.0, at.1],
        "from": centre_words(origin, words),
        "origin": mark,
        "home": home,
        "rings": rings.collect::<Vec<_>>(),
        "countries": countries.collect::<Vec<_>>(),
    })
}

/// The projection in words.
pub fn projection_words(ground: &Ground, origin: &Origin, words: Words) -> String {
    match (ground.projection(), centre_words(origin, words)) {
        (Projection::EqualEarth { .. }, _) => words.text("page.equal_earth").to_owned(),
        (_, Some(from)) => words.fill("page.equidistant_from", &[("from", &from)]),
        (_, None) => words.text("page.equidistant").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_data_is_relative_whole_and_short() {
        let line = vec![(1.0, 2.0), (1.01, 2.01), (3.0, 1.0), (0.0, 4.5)];
        assert_eq!(data(std::slice::from_ref(&line), false), "M10 20l20-10-30 35");
        assert_eq!(data(&[line], true), "M10 20l20-10-30 35z");
        assert_eq!(data(&[vec![(1.0, 1.0), (1.001, 1.0)]], false), "");
    }
}
