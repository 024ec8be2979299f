use geo::{LineString, Polygon};

use super::*;

fn polygon(corners: &[(f64, f64)]) -> Polygon<f64> {
    Polygon::new(LineString::from(corners.to_vec()), Vec::new())
}

fn square(lon: f64, lat: f64, half: f64) -> Polygon<f64> {
    polygon(&[(lon - half, lat - half), (lon + half, lat - half), (lon + half, lat + half), (lon - half, lat + half)])
}

/// The share of a cap's area that rings cover, by counting a lattice of points in its orthographic picture.
fn share(cap: &Cap, rings: &[Vec<LonLat>]) -> f64 {
    let flat: Vec<Vec<(f64, f64)>> =
        rings.iter().map(|ring| ring.iter().map(|p| cap.orthographic(*p)).collect()).collect();
    let reach = crate::earth::trig::sin(crate::earth::trig::radians(cap.radius_deg()));
    let mut counts = (0, 0);
    for i in -60..60 {
        for j in -60..60 {
            let at = (f64::from(i) / 60.0 * reach + 0.003, f64::from(j) / 60.0 * reach + 0.004);
            if at.0 * at.0 + at.1 * at.1 < reach * reach {
                counts.1 += 1;
                counts.0 += i32::from(flat.iter().filter(|ring| holds(ring, at)).count() % 2 == 1);
            }
        }
    }
    f64::from(counts.0) / f64::from(counts.1)
}

fn cap(lon: f64, lat: f64, degrees: f64) -> Cap {
    Cap::new(LonLat::wrapped(lon, lat), crate::earth::trig::radians(degrees), 0.0)
}

#[test]
fn land_within_the_cap_stays_whole_and_land_outside_goes() {
    let window = Window::Cap(cap(10.0, 10.0, 30.0));
    assert_eq!(window.rings(&square(10.0, 10.0, 2.0)).len(), 1);
    assert!(window.rings(&square(120.0, 10.0, 2.0)).is_empty());
}

#[test]
fn land_round_the_whole_cap_fills_it() {
    let cap = cap(10.0, 10.0, 3.0);
    let rings = Window::Cap(cap.clone()).rings(&square(10.0, 10.0, 40.0));
    assert!((share(&cap, &rings) - 1.0).abs() < 0.01);
}

#[test]
fn a_coast_through_the_middle_halves_the_cap_whichever_way_it_is_wound() {
    let cap = cap(0.0, 0.0, 20.0);
    let east = [(0.0, -60.0), (80.0, -60.0), (80.0, 60.0), (0.0, 60.0)];
    let mut west_wound = east;
    west_wound.reverse();
    for corners in [east, west_wound] {
        let rings = Window::Cap(cap.clone()).rings(&polygon(&corners));
        assert!((share(&cap, &rings) - 0.5).abs() < 0.02, "{}", share(&cap, &rings));
    }
}

#[test]
fn several_coasts_crossing_the_rim_give_what_lies_between_them() {
    // A comb whose three teeth, each 4 degrees wide, reach into the cap; the gaps between them are sea.
    let mut corners = vec![(-10.0, -50.0), (10.0, -50.0)];
    for x in [10.0, 2.0, -6.0] {
        corners.extend([(x, 40.0), (x - 4.0, 40.0), (x - 4.0, -45.0), (x - 8.0, -45.0)]);
    }
    corners.truncate(corners.len() - 2);
    let cap = cap(0.0, 0.0, 6.0);
    let rings = Window::Cap(cap.clone()).rings(&polygon(&corners));
    let want = share(&cap, &[vec_of(&[(-2.0, -20.0), (2.0, -20.0), (2.0, 20.0), (-2.0, 20.0)])]);
    assert!(rings.len() >= 2 && share(&cap, &rings) > want, "{} rings, {}", rings.len(), share(&cap, &rings));
    assert!(share(&cap, &rings) < 0.75);
}

fn vec_of(corners: &[(f64, f64)]) -> Vec<LonLat> {
    corners.iter().map(|(x, y)| LonLat::wrapped(*x, *y)).collect()
}

#[test]
fn land_at_the_antipode_is_cut_away_and_does_not_fill_the_map() {
    // New Zealand holds the antipode of a point in Spain.
    let cap = cap(-4.0, 40.0, 170.0);
    let antipode = square(176.0, -40.0, 3.0);
    assert!(Window::Cap(cap).rings(&antipode).is_empty());
}

#[test]
fn the_pole_edge_of_antarctica_is_no_shore() {
    let antarctica = polygon(&[(-180.0, -90.0), (180.0, -90.0), (180.0, -70.0), (0.0, -65.0), (-180.0, -70.0)]);
    let window = Window::World(0.0);
    let shores = window.shores(&antarctica);
    assert!(shores.iter().flatten().all(|p| p.lat() > -70.5), "{shores:?}");
    assert_eq!(window.rings(&antarctica).len(), 1);
}

#[test]
fn a_line_across_180_goes_the_short_way() {
    let line = [LonLat::wrapped(170.0, 10.0), LonLat::wrapped(-170.0, 12.0)];
    for window in [Window::World(150.0), Window::Cap(cap(180.0, 0.0, 60.0))] {
        let parts = window.line(&line);
        assert!(parts.len() == 1 && parts[0].iter().all(|p| p.lon().abs() >= 169.99), "{parts:?}");
    }
    assert_eq!(Window::World(0.0).line(&line).len(), 2);
}

#[test]
fn a_world_cut_elsewhere_keeps_every_land_once() {
    let window = Window::World(150.0);
    // The cut lies at 30 W, through this land.
    let rings = window.rings(&square(-30.0, 0.0, 10.0));
    assert_eq!(rings.len(), 2);
    let side = |ring: &Vec<LonLat>| ring.iter().all(|p| p.lon() <= -30.0) || ring.iter().all(|p| p.lon() >= -30.0);
    assert!(rings.iter().all(side));
    let line = [LonLat::wrapped(-35.0, 0.0), LonLat::wrapped(-25.0, 0.0)];
    assert_eq!(window.line(&line).len(), 2);
}
