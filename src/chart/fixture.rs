//! Incidents and spreads for the tests of the charts, made by hand.

use jiff::ToSpan;
use jiff::civil::date;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use crate::earth::LonLat;
use crate::incident::{
    Area, Casualties, DatePrecision, Incident, Kind, Located, Location, Matched, Place, Precision, Site, Stage, When,
};
use crate::located::LocatedStore;
use crate::region::Regions;
use crate::spread::{Family, Origin, PeriodLength, Spread, SpreadOptions, measure};

/// An incident at a fine point.
pub fn incident(
    when: When,
    kind: Kind,
    killed: Option<u32>,
    place: &str,
    at: (f64, f64),
    area: (&str, &str),
) -> Located {
    let site = Site {
        point: LonLat::wrapped(at.0, at.1),
        radius_km: 10.0,
        precision: Precision::Settlement,
        name: place.to_owned(),
        gazetteer_id: None,
        country: None,
        admin1: None,
        confidence: 0.9,
        why: String::new(),
        matched: Matched::Coordinates,
        runners_up: Vec::new(),
    };
    let incident = Incident {
        id: format!("{place} {when}").into(),
        kind,
        stage: Stage::Accomplished,
        when,
        place: Place::worded(place).into(),
        actor: None,
        target: None,
        killed: killed.map_or_else(Casualties::default, Casualties::exactly),
        injured: Casualties::default(),
        summary: None,
        link: None,
        claims: Vec::new(),
        conflicts: Vec::new(),
    };
    let area = Area { country_name: Some(area.0.into()), subregion: Some(area.1.into()), ..Area::default() };
    Located { incident, location: Location::Site(site.into()), area: area.into() }
}

/// What the built-in incidents look like: a dozen operations from 2015 to 2024, some with vague dates and places.
pub fn dozen() -> Vec<Located> {
    let month = |y, m| When::month(y, m).unwrap();
    let day = |y, m, d| When::day(date(y, m, d));
    let range = |a, b| When::between(a, b, DatePrecision::Range);
    let mut rows = vec![
        incident(month(2015, 11), Kind::Attack, None, "Paris", (2.37, 48.86), ("France", "Western Europe")),
        incident(
            month(2017, 5),
            Kind::Bombing,
            Some(22),
            "Manchester",
            (-2.24, 53.49),
            ("United Kingdom", "Northern Europe"),
        ),
        incident(When::year(2017).unwrap(), Kind::Battle, None, "Mosul", (43.13, 36.34), ("Iraq", "Western Asia")),
        incident(month(2019, 3), Kind::Battle, None, "eastern Syria", (40.95, 34.45), ("Syria", "Western Asia")),
        incident(month(2021, 8), Kind::Bombing, Some(183), "Kabul", (69.22, 34.56), ("Afghanistan", "Southern Asia")),
        incident(
            range(date(2021, 8, 15), date(2022, 6, 30)),
            Kind::AttackSeries,
            None,
            "Jalalabad",
            (70.45, 34.43),
            ("Afghanistan", "Southern Asia"),
        ),
        incident(month(2022, 9), Kind::Bombing, None, "Kabul", (69.13, 34.49), ("Afghanistan", "Southern Asia")),
        incident(
            day(2023, 12, 31),
            Kind::Plot,
            Some(0),
            "Cologne Cathedral",
            (6.96, 50.94),
            ("Germany", "Western Europe"),
        ),
        incident(day(2024, 1, 3), Kind::Bombing, Some(91), "Kerman", (57.12, 30.28), ("Iran", "Southern Asia")),
        incident(month(2024, 1), Kind::Attack, Some(1), "Istanbul", (29.05, 41.16), ("Türkiye", "Western Asia")),
        incident(
            range(date(2024, 3, 22), date(2024, 3, 23)),
            Kind::Attack,
            Some(143),
            "Crocus City Hall",
            (37.39, 55.83),
            ("Russia", "Eastern Europe"),
        ),
        incident(When::UNKNOWN, Kind::Attack, None, "Pakistan", (70.0, 30.0), ("Pakistan", "Southern Asia")),
        incident(month(2024, 3), Kind::Arrest, None, "Vienna", (16.37, 48.21), ("Austria", "Western Europe")),
    ];
    for row in &mut rows {
        if let Location::Site(site) = &mut row.location {
            (site.radius_km, site.precision) = match site.name.as_str() {
                "Pakistan" => (900.0, Precision::Country),
                "eastern Syria" => (150.0, Precision::Admin1),
                _ => (site.radius_km, site.precision),
            };
        }
    }
    rows
}

/// Many incidents over years from the first of January of `year`, more and farther as time goes by; seeded.
pub fn many(n: u32, year: i16, years: i16) -> Vec<Located> {
    const KINDS: [Kind; 9] = [
        Kind::Battle,
        Kind::Battle,
        Kind::Attack,
        Kind::Bombing,
        Kind::Battle,
        Kind::Kidnapping,
        Kind::Arson,
        Kind::Robbery,
        Kind::Plot,
    ];
    const REGIONS: [&str; 9] = [
        "Western Asia",
        "Western Asia",
        "Northern Africa",
        "Western Africa",
        "Southern Asia",
        "Middle Africa",
        "Eastern Europe",
        "Latin America and the Caribbean",
        "Australia and New Zealand",
    ];
    let mut random = Pcg64::seed_from_u64(7);
    let days = f64::from(years) * 365.2;
    let mut rows = Vec::new();
    for i in 0..n {
        let share: f64 = random.random_range(0.0f64..1.0).sqrt();
        let day = date(year, 1, 1).checked_add(((share * days) as i64).days()).unwrap();
        let spread: f64 = random.random_range(0.0f64..1.0);
        let reach =
            12.0 * spread * spread * spread * spread * spread * share * 8.0 + 1.5 * random.random_range(0.0..1.0);
        let angle = random.random_range(0.0..360.0);
        let at = LonLat::wrapped(43.1, 36.3).destination(angle, reach * 111.0);
        let region = REGIONS[((reach / 12.0 * 9.0) as usize).min(8)];
        let country = format!("Country {}", (reach * 3.0) as u32);
        let when = match i % 10 {
            0 => When::month(day.year(), day.month()).unwrap(),
            1 if i % 400 == 1 => When::year(day.year()).unwrap(),
            _ => When::day(day),
        };
        let killed = (i % 4 != 0).then(|| random.random_range(0..40));
        let kind = KINDS[(i % 9) as usize].clone();
        rows.push(incident(when, kind, killed, &format!("Place {i}"), (at.lon(), at.lat()), (&country, region)));
    }
    rows
}

/// Mosul.
pub fn mosul() -> Origin {
    Origin::Point { name: "Mosul".to_owned(), at: LonLat::wrapped(43.1, 36.3), how: "named place".to_owned() }
}

/// Kabul.
pub fn kabul() -> Origin {
    Origin::Point { name: "Kabul".to_owned(), at: LonLat::wrapped(69.18, 34.53), how: "named place".to_owned() }
}

/// The spread of the operations among the incidents; those of the named countries are at home.
/// Incidents as charts take them.
pub fn stored(located: &[Located]) -> LocatedStore {
    located.iter().collect()
}

pub fn spread(located: &mut [Located], origin: Origin, by: PeriodLength, home: &[&str]) -> Spread {
    for one in located.iter_mut().filter(|_| !home.is_empty()) {
        one.area.home = one.area.country_name.as_deref().map(|name| home.contains(&name));
    }
    // What no chart shows is not measured: the charts have many cases.
    let families = vec![Family::Reach, Family::Centre, Family::Area, Family::Regions, Family::Trend];
    let options = SpreadOptions { origin, by, resamples: 50, imputations: 0, families, ..SpreadOptions::default() };
    measure(located.iter(), options, &regions()).unwrap()
}

/// The regions, which the charts do not look at.
pub fn regions() -> Regions {
    Regions::built_in().unwrap()
}
