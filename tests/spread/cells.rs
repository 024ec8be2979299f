//! Cells, hot spots, diffusion and clusters in space and time of incidents: cases by hand and the edges of the globe.

use incimap::earth::{Cell, LonLat, Resolution};
use incimap::incident::{Precision, When};
use incimap::spread::{CellOptions, Family, Findings, How, Measured, Origin, PeriodLength, ScanLimits, SpreadOptions};
use jiff::civil::date;

use super::fixture::{Made, incident, options, spread_with};

/// By month on resolution 4, 99 permutations.
fn monthly() -> SpreadOptions {
    SpreadOptions {
        by: PeriodLength::Month,
        resamples: 99,
        imputations: 0,
        families: vec![Family::Area, Family::Diffusion, Family::Hotspots, Family::Scan],
        cells: CellOptions { resolution: Some(4), ..CellOptions::default() },
        ..options(Origin::None)
    }
}

fn found(incidents: &[Made], options: SpreadOptions) -> Findings {
    spread_with(incidents, options).findings
}

/// The middle of a cell of resolution 4 and of a neighbour of it.
fn two_neighbours(lon: f64, lat: f64) -> (LonLat, LonLat) {
    let cell = Cell::of(LonLat::wrapped(lon, lat), Resolution::nearest(4));
    let other = cell.disk(1).into_iter().filter(|c| *c != cell).min().unwrap();
    (cell.centre(), other.centre())
}

fn at(id: &str, place: LonLat, month: i8) -> Made {
    incident(id).at(place.lon(), place.lat()).on(2024, month, 1)
}

#[test]
fn occupied_cells_are_new_kept_and_lost_from_month_to_month() {
    let (a, b) = two_neighbours(44.0, 33.0);
    let made = [at("1", a, 1), at("2", a, 2), at("3", b, 2), at("4", b, 2), at("5", b, 3)];
    let occupied = found(&made, monthly()).occupied.unwrap();
    let level = occupied.levels.iter().find(|level| level.resolution == 4).unwrap();
    let months: Vec<_> = level.periods.iter().map(|p| (p.n, p.cells, p.new, p.lost, p.kept, p.so_far)).collect();
    assert_eq!(months, [(1, 1, 1, 0, 0, 1), (3, 2, 1, 0, 1, 2), (1, 1, 0, 1, 1, 2)]);
    assert_eq!((level.cells, occupied.levels.len(), occupied.n), (2, 3, 5));
    assert!((level.area_km2 / (2.0 * 1770.0) - 1.0).abs() < 0.3, "{}", level.area_km2);
}

#[test]
fn a_cell_that_is_left_and_taken_again_is_new_but_not_for_the_first_time() {
    let (a, _) = two_neighbours(44.0, 33.0);
    let occupied = found(&[at("1", a, 1), at("2", a, 3)], monthly()).occupied.unwrap();
    let level = occupied.levels.iter().find(|level| level.resolution == 4).unwrap();
    let months: Vec<_> = level.periods.iter().map(|p| (p.new, p.first_time, p.lost, p.kept)).collect();
    assert_eq!(months, [(1, 1, 0, 0), (0, 0, 1, 0), (1, 0, 0, 0)]);
}

#[test]
fn an_expansion_a_relocation_a_jump_and_a_return_are_told_apart() {
    let (a, b) = two_neighbours(44.0, 33.0);
    let (c, d) = two_neighbours(70.0, 34.0);
    // b beside a, which stays; d beside c, which falls still; c again; each first cell after the first month is a jump.
    let made = [at("1", a, 1), at("2", a, 2), at("3", b, 2), at("4", c, 2), at("5", d, 3), at("6", c, 5)];
    let diffusion = found(&made, monthly()).diffusion.unwrap();
    let how: Vec<(u32, How)> = diffusion.events.iter().map(|e| (e.step, e.how)).collect();
    let mut want = vec![(1, How::Expansion), (1, How::Jump), (2, How::Relocation), (4, How::Return)];
    want.sort_by_key(|(step, how)| (*step, how.name() == "expansion"));
    let sorted = |mut list: Vec<(u32, How)>| {
        list.sort();
        list
    };
    assert_eq!(sorted(how), sorted(want));
    assert_eq!((diffusion.expansion.count, diffusion.relocation.count), (1, 1));
    assert_eq!((diffusion.contagious.count, diffusion.jumps.count), (2, 1));
    let p = diffusion.expansion.p.unwrap();
    assert!((0.01..=1.0).contains(&p) && diffusion.permutations == 99);
}

#[test]
fn a_front_that_moves_cell_by_cell_is_contagious_beyond_chance_and_never_expands() {
    let east = |cell: &Cell| cell.disk(1).into_iter().max_by(|a, b| a.centre().lon().total_cmp(&b.centre().lon()));
    let first = Cell::of(LonLat::wrapped(44.0, 33.0), Resolution::nearest(4));
    let way = std::iter::successors(Some(first), east).take(12);
    let made: Vec<Made> = way
        .zip(1..)
        .flat_map(|(cell, month)| [1, 2, 3].map(|i| at(&format!("{month}-{i}"), cell.centre(), month)))
        .collect();
    let diffusion = found(&made, monthly()).diffusion.unwrap();
    assert_eq!((diffusion.contagious.count, diffusion.relocation.count), (11, 11));
    assert!(diffusion.contagious.p.unwrap() <= 0.05, "{:?}", diffusion.contagious);
    let (mean, _, _) = diffusion.expansion.permuted.unwrap();
    assert!(diffusion.expansion.count == 0 && mean > 1.0, "{:?}", diffusion.expansion);
}

#[test]
fn the_cell_with_nearly_all_incidents_is_hot_and_emerges() {
    let (a, _) = two_neighbours(44.0, 33.0);
    let mut made: Vec<Made> = (0..60).map(|i| at(&format!("h{i}"), a, 12)).collect();
    // Single incidents on a wide lattice, one each month.
    made.extend((0..60_i32).map(|i| {
        let (x, y) = (f64::from(i % 10), f64::from(i / 10));
        incident(&format!("s{i}")).at(30.0 + 3.0 * x, 10.0 + 3.0 * y).on(2024, 1 + (i % 12) as i8, 1)
    }));
    let hot = found(&made, monthly()).hotspots.unwrap();
    let own = hot.cells.iter().find(|c| c.cell == Cell::of(a, Resolution::nearest(4))).unwrap();
    assert_eq!((own.class(), own.n), (Some("hot"), 60));
    let course = own.course.unwrap();
    assert_eq!(
        (course.hot, course.emerging.map(incimap::statistic::emerging::Emerging::name)),
        (1, Some("new hot spot"))
    );
    // The neighbours of a hot cell are hot too: their sums hold it.
    assert_eq!(hot.cells.iter().filter(|c| c.class() == Some("hot")).count(), 7);
    assert_eq!(hot.steps.as_ref().map(|s| (s.how, s.days.len())), Ok(("periods", 12)));
}

#[test]
fn places_known_less_precisely_than_a_cell_are_left_out_and_told() {
    let (a, _) = two_neighbours(44.0, 33.0);
    let mut wide = at("2", a, 1);
    if let incimap::incident::Location::Site(site) = &mut wide.0.location {
        site.radius_km = 90.0;
    }
    let coarse = at("3", a, 1).precision(Precision::Country);
    let findings = found(&[at("1", a, 1), wide, coarse, incident("4")], monthly());
    let occupied = findings.occupied.unwrap();
    assert_eq!(occupied.n, 1);
    let left_out: Vec<_> = occupied.left_out.into_iter().collect();
    assert_eq!(left_out, [("coarser_than_cell", 1), ("no_point", 1), ("too_coarse", 1)]);
}

#[test]
fn a_burst_at_one_place_is_the_best_cylinder() {
    let mut made: Vec<Made> = (0..80_i32)
        .map(|i| {
            let (lon, lat) = (40.0 + f64::from(i % 8) * 4.0, 20.0 + f64::from(i / 8));
            incident(&format!("{i:02}"))
                .at(lon, lat)
                .when(When::day(date(2024, 1, 1).saturating_add(jiff::Span::new().days(i * 4))))
        })
        .collect();
    made.extend((0..8).map(|i| incident(&format!("b{i}")).at(44.0, 22.0).on(2024, 6, 10 + i)));
    made.push(incident("month").at(44.0, 22.0).when(When::month(2024, 6).unwrap()));
    let scan = found(&made, monthly()).scan.unwrap();
    let best = &scan.clusters.as_ref().unwrap()[0];
    assert_eq!(
        (best.first, best.last, best.centre),
        (date(2024, 6, 10), date(2024, 6, 17), LonLat::wrapped(44.0, 22.0))
    );
    assert!(best.cases >= 8 && best.p == Some(0.01) && best.recurrence_days.is_none(), "{best:?}");
    assert_eq!((scan.n, scan.left_out.get("date_too_coarse")), (88, Some(&1)));
    assert!(
        scan.sentences(incimap::words::Words::default())[0].contains("2024-06-10 to 2024-06-17"),
        "{:?}",
        scan.sentences(incimap::words::Words::default())
    );
    // Months before the last day there is nothing for a prospective scan.
    let now = ScanLimits { prospective: true, ..ScanLimits::default() };
    let scan = found(&made, SpreadOptions { scan: now, ..monthly() }).scan.unwrap();
    assert!(scan.clusters.unwrap().iter().all(|c| c.last == date(2024, 11, 12)));
}

#[test]
fn the_edges_of_the_globe_and_of_number_give_numbers_or_reasons() {
    let ring = |lat: f64| (0..24).map(move |i| (f64::from(i) * 15.0 - 180.0, lat)).collect::<Vec<_>>();
    let antipodes = vec![(0.0, 0.0), (180.0, 0.0), (90.0, 0.0), (-90.0, 0.0), (0.0, 90.0), (0.0, -90.0)];
    // The pentagon round 10.5° E 64.7° N.
    let pentagon = (0..30).map(|i| (10.536 + f64::from(i % 6) * 0.2, 64.7 + f64::from(i / 6) * 0.1)).collect();
    let sets = [
        vec![],
        vec![(9.0, 9.0)],
        vec![(9.0, 9.0); 2],
        vec![(179.99, 1.0), (-179.99, 1.0)],
        vec![(5.0, 5.0); 30],
        ring(89.9),
        ring(-89.99),
        ring(0.0),
        antipodes,
        pentagon,
    ];
    for (number, points) in sets.into_iter().enumerate() {
        let made: Vec<Made> = points
            .iter()
            .enumerate()
            .map(|(i, (lon, lat))| incident(&i.to_string()).at(*lon, *lat).on(2024, 1 + (i % 12) as i8, 1))
            .collect();
        let findings = found(&made, SpreadOptions { cells: CellOptions::default(), ..monthly() });
        for family in findings.all() {
            for one in family.numbers() {
                let finite = one.estimate.value.is_none_or(f64::is_finite);
                assert!(finite && (one.estimate.value.is_some() || one.estimate.note.is_some()), "{number} {one:?}");
            }
            assert!(!family.sentences(incimap::words::Words::default()).is_empty());
            assert!(!family.details().to_string().contains("null,null,null"), "{number}");
        }
    }
}

#[test]
fn both_sides_of_180_degrees_share_a_cell_and_a_circle() {
    let made: Vec<Made> = (0..6)
        .map(|i| incident(&i.to_string()).at(if i % 2 == 0 { 179.999 } else { -179.999 }, -17.0).on(2024, 1, 1 + i))
        .chain((0..6).map(|i| incident(&format!("o{i}")).at(20.0, 10.0).on(2024, 6, 1 + i)))
        .collect();
    let findings = found(&made, monthly());
    assert_eq!(findings.occupied.unwrap().cells.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [6, 6]);
    assert_eq!(findings.scan.unwrap().clusters.unwrap()[0].cases, 6);
}
