//! Knox's test on campaigns that only move or grow and in which no incident leads to another: how often it rejects at 5 %,
//! with days permuted over all incidents and within blocks of three spans. Fails where the blocks reject more than 10 %.

use incimap::earth::LonLat;
use incimap::statistic::knox::{KnoxOptions, knox};
use incimap::statistic::metric::{Metric, Points, Spots};
use incimap::statistic::random::Random;

const CAMPAIGNS: u64 = 200;
const OPTIONS: KnoxOptions = KnoxOptions { distance: 10.0, days: 14, permutations: 199, seed: 1 };

/// What a campaign does over a year; nothing else ties its incidents together.
#[derive(Clone, Copy)]
struct Design {
    name: &'static str,
    /// How far its centre goes.
    way_km: f64,
    /// How far its incidents scatter at first and at last.
    scatter_km: (f64, f64),
    /// Whether it is held to 10 %: one that goes as far in a block as its incidents scatter is only shown.
    held: bool,
}

const DESIGNS: [Design; 4] = [
    Design { name: "moves 200 km a year", way_km: 200.0, scatter_km: (40.0, 40.0), held: true },
    Design { name: "grows from 10 to 100 km", way_km: 0.0, scatter_km: (10.0, 100.0), held: true },
    Design { name: "stays as it is", way_km: 0.0, scatter_km: (40.0, 40.0), held: true },
    Design { name: "moves 300 km a year", way_km: 300.0, scatter_km: (40.0, 40.0), held: false },
];

fn campaign(design: Design, number: u64) -> (Points, Vec<i32>) {
    let mut random = Random::new(1, "campaign", number);
    let start = LonLat::wrapped(44.0, 33.0);
    let heading = 360.0 * random.uniform();
    let incident = |_| {
        let share = random.uniform();
        let _ = random.uniform();
        let scatter_km = design.scatter_km.0 + (design.scatter_km.1 - design.scatter_km.0) * share;
        let centre = start.destination(heading, design.way_km * share);
        let (east, north) = (scatter_km * random.normal(), scatter_km * random.normal());
        (centre.destination(90.0, east).destination(0.0, north), (360.0 * share) as i32)
    };
    let (points, days): (Vec<_>, Vec<_>) = (0..400).map(incident).unzip();
    (Points::on_globe(&points, Metric::Geodesic), days)
}

#[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
fn main() -> Result<(), String> {
    let KnoxOptions { distance, days, permutations, .. } = OPTIONS;
    println!(
        "Knox at {distance} km and {days} days, {permutations} permutations, {CAMPAIGNS} campaigns each, rejected at 5 %:"
    );
    let mut faults = Vec::new();
    for design in DESIGNS {
        let (mut plain, mut blocks) = (0, 0);
        for number in 0..CAMPAIGNS {
            let (points, days) = campaign(design, number);
            let pair = knox(&Spots::new(&points), &days, &OPTIONS).map_err(|e| e.to_string())?;
            plain += u64::from(pair.all.plain.is_some_and(|d| d.p <= 0.05));
            blocks += u64::from(pair.all.in_blocks.is_some_and(|d| d.p <= 0.05));
        }
        let share = |count: u64| 100.0 * count as f64 / CAMPAIGNS as f64;
        let (name, plain, blocks, block) = (design.name, share(plain), share(blocks), OPTIONS.block_days());
        println!("  {name:<24} over all days {plain:>5.1} %, within blocks of {block} days {blocks:>5.1} %");
        if design.held && blocks > 10.0 {
            faults.push(format!("{name}: {blocks} % within blocks"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}
