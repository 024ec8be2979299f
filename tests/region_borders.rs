//! A hundred thousand points near borders, against the answers of another library (tests/region/borders.py remakes them).

use std::io::Read;

use flate2::read::GzDecoder;
use geo::Coord;
use incimap::earth::LonLat;
use incimap::region::Regions;
use incimap::statistic::random::mix;

const ANSWERS: &[u8] = include_bytes!("region/borders.bin.gz");
const COUNT: u64 = 100_000;

/// The points of the script: a tenth are corners of outlines, the others lie up to a degree off an edge.
fn points(regions: &Regions) -> Vec<(f64, f64)> {
    let rings = regions
        .countries()
        .iter()
        .flat_map(|country| &country.outline)
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let edges: Vec<(Coord, Coord)> = rings.flat_map(|ring| ring.lines().map(|line| (line.start, line.end))).collect();
    let share = |word: u64| (word >> 11) as f64 / 9_007_199_254_740_992.0;
    let point = |i: u64| {
        let draw = [0, 1, 2, 3].map(|j| mix(mix(7, i), j));
        let (a, b) = edges[(draw[0] % edges.len() as u64) as usize];
        if i.is_multiple_of(10) {
            return (a.x, a.y);
        }
        let off = [1.0, 0.1, 0.01, 0.001, 0.0001][(i % 5) as usize];
        let x = a.x + (b.x - a.x) * share(draw[1]) + (share(draw[2]) - 0.5) * off;
        let y = a.y + (b.y - a.y) * share(draw[1]) + (share(draw[3]) - 0.5) * off;
        (x.clamp(-179.999, 179.999), y.clamp(-89.999, 89.999))
    };
    (0..COUNT).map(point).collect()
}

#[test]
fn points_near_borders_lie_where_shapely_has_them() {
    let regions = Regions::built_in().unwrap();
    let mut answers = Vec::new();
    GzDecoder::new(ANSWERS).read_to_end(&mut answers).unwrap();
    let (low, high) = answers.split_at(COUNT as usize);
    let mut wrong = Vec::new();
    for (i, (lon, lat)) in points(&regions).into_iter().enumerate() {
        let expected = usize::from(low[i]) | usize::from(high[i]) << 8;
        let found = regions.country_at(LonLat::new(lon, lat).unwrap()).filter(|(_, nearest)| !nearest);
        let number = found.and_then(|(country, _)| {
            regions.countries().iter().position(|other| std::ptr::eq(other, country)).map(|at| at + 1)
        });
        if number.unwrap_or(0) != expected {
            let name =
                |n: usize| n.checked_sub(1).and_then(|at| regions.countries().get(at)).map(|c| c.name.to_string());
            wrong.push(format!("{i}: {lon},{lat} {:?} not {:?}", name(number.unwrap_or(0)), name(expected)));
        }
    }
    assert!(wrong.is_empty(), "{} points: {}", wrong.len(), wrong.join("; "));
}
