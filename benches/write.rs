//! How fast a million incidents are written in each format, on one thread; the incidents are made as they are written, so that
//! the memory of the process is that of the writer.
//!
//! `cargo bench --bench write -- geojson`; with `/usr/bin/time -v` in front, the peak of memory.

#![expect(clippy::unwrap_used, reason = "a bench that cannot write should fail")]

use std::io::{self, Write};

use incimap::earth::LonLat;
use incimap::incident::{Casualties, Claim, Incident, Kind, Place, Stage, When};
use incimap::layer::{Reported, package_incidents, write_incidents};
use incimap::settings::LayerFormat;
use jiff::{ToSpan, civil::date};

const COUNT: u32 = 1_000_000;

fn main() {
    divan::main();
}

/// Counts what it is given, as a disk that takes no time.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An incident as exports have them: a point of six decimals, ten years of days, a third of the counts unknown.
fn incident(id: u32) -> Incident {
    let share = |prime: u32, steps: u32| f64::from(id.wrapping_mul(prime) % steps) / f64::from(steps);
    let point = LonLat::wrapped(360.0 * share(2_654_435_761, 999_983) - 180.0, 140.0 * share(40_503, 999_979) - 60.0);
    let when = When::day(date(2014, 1, 1).saturating_add(i64::from(id % 3652).days()));
    let killed = if id.is_multiple_of(3) { Casualties::default() } else { Casualties::exactly(id % 40) };
    let place = Place { words: "Mosul city, Nineveh".to_owned(), point: Some(point), ..Place::default() };
    let claim = Claim {
        source: Some("Wire \"A\", 12 March".into()),
        attribution: None,
        when,
        when_worded: None,
        place: place.clone().into(),
        actor: Some("Government forces".into()),
        target: Some("Civilians".into()),
        killed: killed.clone(),
        injured: Casualties::default(),
        stage: Stage::Accomplished,
        kind: None,
        note: Some("clashes were reported in the northern quarter of the city".into()),
        input: "made".into(),
        line: id.into(),
    };
    Incident {
        id: format!("EV{id:08}").into(),
        kind: Kind::Battle,
        stage: Stage::Accomplished,
        when,
        place: place.into(),
        actor: claim.actor.clone(),
        target: claim.target.clone(),
        killed,
        injured: Casualties::default(),
        summary: None,
        link: Some("https://example.org/report".into()),
        claims: vec![claim],
        conflicts: Vec::new(),
    }
}

fn all() -> impl Iterator<Item = Incident> {
    (0..COUNT).map(incident)
}

fn feed(out: &mut Reported<'_>) {
    all().for_each(|incident| out.write(&incident).unwrap());
}

/// What making the incidents takes, which is in all other figures.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn made_alone() -> usize {
    all().map(divan::black_box).count()
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn geojson() -> u64 {
    written(LayerFormat::Geojson)
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn csv() -> u64 {
    written(LayerFormat::Csv)
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn flatgeobuf() -> u64 {
    written(LayerFormat::Fgb)
}

fn written(format: LayerFormat) -> u64 {
    let mut out = Counted(0);
    write_incidents(format, &mut out, feed).unwrap();
    out.0
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn geopackage(bencher: divan::Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.gpkg");
    bencher.bench_local(|| {
        let _ = std::fs::remove_file(&path);
        package_incidents(&path, feed).unwrap();
    });
}
