//! Incidents made by hand, for maps.

use std::path::Path;

use incimap::chart::look::Look;
use incimap::chart::map::map;
use incimap::chart::palette::Theme;
use incimap::chart::{ChartInput, Picture, Shared, maps};
use incimap::earth::LonLat;
use incimap::incident::{
    Casualties, Claim, CountryCode, Incident, Kind, Located, Location, Matched, Place, Precision, Site, Stage,
    Unlocated, When,
};
use incimap::region::Regions;
use incimap::spread::{Family, Origin, PeriodLength, Spread, SpreadOptions, measure};
use incimap::words::Lang;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// One incident: kind, date, place, longitude, latitude, precision, killed (lowest, highest).
pub type Row<'a> = (&'a str, &'a str, &'a str, f64, f64, Precision, Option<u32>, Option<u32>);

use Precision::{Admin1, Country, Settlement, Venue};

/// Incidents like the built-in ones.
pub const ROWS: [Row<'static>; 27] = [
    ("attack", "2024-03-22", "Crocus City Hall", 37.3903, 55.8258, Venue, Some(143), None),
    ("bombing", "2021-08-26", "Hamid Karzai International Airport", 69.2203, 34.5586, Venue, Some(183), Some(183)),
    ("bombing", "2022-09", "Embassy of Russia, Kabul", 69.125, 34.487, Venue, None, None),
    ("bombing", "2024-01-03", "Kerman", 57.0788, 30.2832, Settlement, Some(95), Some(100)),
    ("battle", "2017", "Mosul", 43.13, 36.34, Settlement, None, None),
    ("battle", "2019-03", "eastern Syria", 40.95, 34.45, Precision::PartOfCountry, None, None),
    ("air_strike", "2020-01-03", "Baghdad International Airport", 44.26, 33.26, Venue, Some(10), Some(10)),
    ("attack", "2015-11-13", "Bataclan", 2.3708, 48.863, Venue, Some(130), Some(130)),
    ("bombing", "2017-05-22", "Manchester Arena", -2.2439, 53.4881, Venue, Some(22), Some(22)),
    ("arrest", "2023-07", "North Rhine-Westphalia", 7.569, 51.471, Admin1, None, None),
    ("plot", "2023-12-31", "Cologne Cathedral", 6.9583, 50.9413, Venue, None, None),
    ("arrest", "2023-12-24", "Austria", 14.126, 47.586, Country, None, None),
    ("arrest", "2023-12-24", "Germany", 10.372, 51.088, Country, None, None),
    ("armed_assault", "2024-01-28", "Istanbul", 28.9784, 41.0082, Settlement, Some(1), Some(1)),
    ("arrest", "2024-01", "Istanbul", 28.9784, 41.0082, Settlement, None, None),
    ("counter_operation", "2024-02", "Turkey", 35.422, 38.991, Country, None, None),
    ("battle", "2021", "Afghanistan", 66.005, 33.835, Country, None, None),
    ("attack_series", "2022", "Jalalabad", 70.4515, 34.4265, Settlement, None, None),
    ("warning", "2024-03", "Moscow", 37.6173, 55.7558, Settlement, None, None),
    ("warning", "2024-03-07", "Russia", 99.063, 61.662, Country, None, None),
    ("assessment", "2023-09", "United States", -99.143, 39.526, Country, None, None),
    ("security_measure", "2024-03", "Italy", 12.148, 43.53, Country, None, None),
    ("withdrawal", "2021-08", "Afghanistan", 66.005, 33.835, Country, None, None),
    ("warning", "2024-03", "Turkey", 35.422, 38.991, Country, None, None),
    ("founding", "2014", "Afghanistan", 66.005, 33.835, Country, None, None),
    ("warning", "2024-03", "Paris", 2.3522, 48.8566, Settlement, None, None),
    ("attack_series", "2023", "Pakistan", 69.34, 29.95, Country, None, None),
];

fn when(date: &str) -> When {
    let number = |part: Option<&str>| part.and_then(|p| p.parse::<i16>().ok());
    let mut parts = date.split('-');
    match (number(parts.next()), number(parts.next()), number(parts.next())) {
        (Some(y), Some(m), Some(d)) => When::day(jiff::civil::date(y, m as i8, d as i8)),
        (Some(y), Some(m), None) => When::month(y, m as i8).unwrap(),
        (Some(y), ..) => When::year(y).unwrap(),
        _ => When::UNKNOWN,
    }
}

fn incident(number: usize, kind: &str, date: &str, killed: Casualties) -> Incident {
    let claim = Claim {
        source: Some("test".into()),
        attribution: None,
        when: when(date),
        when_worded: None,
        place: Place::default().into(),
        actor: None,
        target: None,
        killed: killed.clone(),
        injured: Casualties::default(),
        stage: Stage::Unknown,
        kind: None,
        note: None,
        input: "test".into(),
        line: number as u64 + 1,
    };
    Incident {
        id: format!("I{number:05}").into(),
        kind: Kind::from_word(kind),
        stage: Stage::Unknown,
        when: when(date),
        place: Place::default().into(),
        actor: None,
        target: None,
        killed,
        injured: Casualties::default(),
        summary: None,
        link: None,
        claims: vec![claim],
        conflicts: Vec::new(),
    }
}

/// Located incidents of rows, their countries found by the regions.
pub fn located(rows: &[Row<'_>], regions: &Regions) -> Vec<Located> {
    let one = |(number, row): (usize, &Row<'_>)| {
        let (kind, date, name, lon, lat, precision, low, high) = *row;
        let incident = incident(number, kind, date, Casualties { low, high, ..Casualties::default() });
        let location = Location::Site(
            Site {
                point: LonLat::wrapped(lon, lat),
                radius_km: match precision {
                    Admin1 => 120.0,
                    Precision::PartOfCountry => 250.0,
                    Country => 500.0,
                    _ => 1.0,
                },
                precision,
                name: name.to_owned(),
                gazetteer_id: None,
                country: None,
                admin1: None,
                confidence: 0.9,
                why: "made by hand".into(),
                matched: Matched::Coordinates,
                runners_up: Vec::new(),
            }
            .into(),
        );
        let area = regions.area(&incident, &location, &[]);
        Located { incident, location, area: area.into() }
    };
    rows.iter().enumerate().map(one).collect()
}

/// Incidents without a place.
pub fn placeless(count: usize) -> Vec<Located> {
    (0..count)
        .map(|i| Located {
            incident: incident(90_000 + i, "plot", "2024", Casualties::default()),
            location: Location::Unlocated(Unlocated::NoPlace),
            area: incimap::incident::Area::default().into(),
        })
        .collect()
}

/// A point as origin.
pub fn point(name: &str, lon: f64, lat: f64) -> Origin {
    Origin::Point { name: name.to_owned(), at: LonLat::wrapped(lon, lat), how: "coordinates".to_owned() }
}

/// A country as origin.
pub fn home(code: &str, regions: &Regions) -> Origin {
    let code = CountryCode::new(code).unwrap();
    let country = regions.country(code).unwrap();
    Origin::Home {
        codes: vec![code],
        name: country.name.to_string(),
        centre: country.label_point.unwrap(),
        outline: regions.outline(&[code]),
    }
}

/// The overview of incidents.
pub fn draw(located: &[Located], origin: Origin, regions: &Regions, size_mm: (f64, f64)) -> Option<Picture> {
    let options = SpreadOptions { origin, by: PeriodLength::Year, resamples: 0, ..SpreadOptions::default() };
    let spread = measure(located, options, regions).unwrap();
    let look = Look::default();
    let source = "two articles, 2024";
    map(
        &ChartInput {
            located: &located.iter().collect(),
            spread: &spread,
            regions,
            title: None,
            source,
            size_mm,
            look: &look,
            shared: &Shared::default(),
        },
        "map",
    )
}

/// What the maps show, measured.
pub fn measured(located: &[Located], origin: Origin, regions: &Regions) -> Spread {
    let families = vec![Family::Reach, Family::Centre, Family::Area, Family::Regions, Family::Hotspots];
    let options = SpreadOptions {
        origin,
        by: PeriodLength::Year,
        resamples: 30,
        imputations: 0,
        families,
        ..SpreadOptions::default()
    };
    measure(located, options, regions).unwrap()
}

/// All maps of incidents.
pub fn all_maps(
    (located, spread): (&[Located], &Spread),
    regions: &Regions,
    size_mm: (f64, f64),
    theme: Theme,
) -> Vec<Picture> {
    let look = Look::of(theme, Lang::En);
    let source = "two newspaper articles of March 2024; places: GeoNames (CC BY 4.0)";
    maps(&ChartInput {
        located: &located.iter().collect(),
        spread,
        regions,
        title: None,
        source,
        size_mm,
        look: &look,
        shared: &Shared::default(),
    })
    .0
}

/// As many incidents as events of years of war, most of them near one place, some far off; seeded.
pub fn war(count: usize, regions: &Regions) -> Vec<Located> {
    let mut random = Pcg64::seed_from_u64(21_128);
    let names: Vec<String> = (0..600).map(|i| format!("Town {i}")).collect();
    let towns: Vec<(f64, f64)> = names
        .iter()
        .map(|_| {
            let far: f64 = random.random_range(0.0f64..1.0);
            let km = 150.0 + 4500.0 * far * far * far * far + if far > 0.995 { 7000.0 } else { 0.0 };
            let at = LonLat::wrapped(42.0, 35.5).destination(random.random_range(0.0..360.0), km);
            (at.lon(), at.lat())
        })
        .collect();
    let dates: Vec<String> = (0..count)
        .map(|_| {
            format!(
                "{}-{:02}-{:02}",
                random.random_range(2004..2021),
                random.random_range(1..13),
                random.random_range(1..29)
            )
        })
        .collect();
    let rows: Vec<Row<'_>> = dates
        .iter()
        .map(|date| {
            let town = ((names.len() as f64) * random.random_range(0.0f64..1.0).powi(3)) as usize % names.len();
            let killed = (random.random_range(0..10) > 0).then(|| random.random_range(0..30));
            let kind = ["battle", "attack", "bombing"][random.random_range(0..3)];
            (kind, date.as_str(), names[town].as_str(), towns[town].0, towns[town].1, Settlement, killed, killed)
        })
        .collect();
    located(&rows, regions)
}

/// The 21,128 events beside the repository, where they are there.
pub fn events(regions: &Regions) -> Option<Vec<Located>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/events/ucdp_is_2004_2020.csv");
    let mut reader = csv::Reader::from_path(path).ok()?;
    let columns = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |name: &str| columns.iter().position(|own| own == name).unwrap();
    let (lon, lat, year, month, day) =
        (column("longitude"), column("latitude"), column("year"), column("month"), column("day"));
    let (kind, killed) = (column("type_of_violence"), column("best_death"));
    let words: Vec<(String, String)> = records
        .iter()
        .map(|r| {
            let two = |i: usize| r[i].parse::<u8>().unwrap();
            let date = format!("{}-{:02}-{:02}", &r[year], two(month), two(day));
            (date, format!("{:.4} {:.4}", r[lat].parse::<f64>().unwrap(), r[lon].parse::<f64>().unwrap()))
        })
        .collect();
    let row = |(r, (date, place)): (&'_ csv::StringRecord, &'_ (String, String))| -> Row<'_> {
        let kind = if r[kind].starts_with("One") { "attack" } else { "battle" };
        let killed = r[killed].parse::<u32>().ok();
        // The words outlive the rows.
        let (date, place) = (Box::leak(date.clone().into_boxed_str()), Box::leak(place.clone().into_boxed_str()));
        (kind, date, place, r[lon].parse().unwrap(), r[lat].parse().unwrap(), Settlement, killed, killed)
    };
    let rows: Vec<Row<'_>> = records.iter().zip(&words).map(row).collect();
    Some(located(&rows, regions))
}
