//! Located incidents made by hand, and what is measured of them.

use std::sync::LazyLock;

use incimap::earth::LonLat;
use incimap::incident::{
    Area, AreaBasis, Casualties, Claim, CountryCode, DatePrecision, Incident, Kind, Located, Location, Matched, Place,
    Precision, Site, Stage, When,
};
use incimap::layer::{Layer, LayerInput, layers};
use incimap::located::LocatedStore;
use incimap::region::Regions;
use incimap::spread::{Origin, PeriodLength, Spread, SpreadOptions, measure};
use jiff::civil::{Date, date};

static REGIONS: LazyLock<Regions> = LazyLock::new(|| Regions::built_in().unwrap());

/// The built-in regions.
pub fn regions() -> &'static Regions {
    &REGIONS
}

/// What the layers are made from.
pub struct Sample {
    pub located: Vec<Located>,
    pub stored: LocatedStore,
    pub spread: Spread,
}

impl Sample {
    /// Incidents, measured by year from an origin.
    pub fn of(located: Vec<Located>, origin: Origin) -> Self {
        let options = SpreadOptions { origin, by: PeriodLength::Year, resamples: 50, ..SpreadOptions::default() };
        let spread = measure(&located, options, &REGIONS).unwrap();
        let stored = located.iter().collect();
        Self { located, stored, spread }
    }

    /// Forty incidents of three years, spreading from Kabul: some arrests, some undated, some known to the country only,
    /// some with an unknown count, some with sources that disagree.
    pub fn campaign(origin: Origin) -> Self {
        let mut located = Vec::new();
        for (year, km) in [(2022, 200.0), (2023, 900.0), (2024, 3000.0)] {
            for mut one in around(68.0, 34.0, km, 12) {
                one.incident.id = format!("{year}-{}", one.incident.id).into();
                one.incident.when = When::day(date(year, 2 + (located.len() % 9) as i8, 28));
                located.push(one);
            }
        }
        located.extend(around(44.4, 33.3, 50.0, 4));
        for (one, i) in located.iter_mut().zip(0_u32..) {
            vary(one, i);
        }
        Self::of(located, origin)
    }

    /// All layers and the names of the empty ones.
    pub fn layers(&self) -> (Vec<Layer<'_>>, Vec<&'static str>) {
        layers(&self.input())
    }

    /// What layers and projects are made from.
    pub fn input(&self) -> LayerInput<'_> {
        let credit = "GeoNames (CC BY 4.0), Natural Earth (public domain)";
        LayerInput { located: &self.stored, spread: &self.spread, regions: &REGIONS, credit }
    }

    /// The bytes of one layer.
    pub fn layer(&self, name: &str) -> Option<Vec<u8>> {
        self.layers().0.iter().find(|layer| layer.name == name).map(Layer::to_geojson)
    }
}

fn vary(one: &mut Located, i: u32) {
    if i.is_multiple_of(5) {
        one.incident.kind = Kind::Arrest;
    }
    if i.is_multiple_of(3) {
        one.incident.killed = Casualties::default();
    }
    if i.is_multiple_of(13) {
        undated(one);
    }
    if i.is_multiple_of(7) {
        one.incident.conflicts =
            vec!["date: 2024-03-23 (one), 2024-03-22 (two)".to_owned(), "killed: 4, 12".to_owned()];
    }
    if let Location::Site(site) = &mut one.location {
        if i % 11 == 1 {
            (site.precision, site.radius_km) = (Precision::Country, 600.0);
        } else if i % 11 == 2 {
            (site.precision, site.radius_km) = (Precision::Coordinates, 0.0);
        }
    }
}

/// Takes the date away.
pub fn undated(one: &mut Located) {
    one.incident.when = When::UNKNOWN;
}

/// A point.
pub fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// Kabul.
pub fn kabul() -> Origin {
    Origin::Point { name: "Kabul".to_owned(), at: at(69.1723, 34.5289), how: "named place".to_owned() }
}

/// A home country.
pub fn home(code: &str) -> Origin {
    let codes = vec![CountryCode::new(code).unwrap()];
    let country = REGIONS.country(codes[0]).unwrap();
    let (name, centre) = (country.name.to_string(), country.label_point.unwrap());
    Origin::Home { outline: REGIONS.outline(&codes), codes, name, centre }
}

/// Attacks on a spiral of up to `km` round a point, from 2021 on, a hundred days apart.
pub fn around(lon: f64, lat: f64, km: f64, count: u32) -> Vec<Located> {
    let middle = at(lon, lat);
    (0..count)
        .map(|i| {
            let point = middle.destination(f64::from(i) * 137.5, km * f64::from(i + 1) / f64::from(count));
            attack(i, point, date(2021, 1, 1).saturating_add(jiff::Span::new().days(i64::from(i % 12) * 100)))
        })
        .collect()
}

fn attack(i: u32, point: LonLat, day: Date) -> Located {
    let incident = Incident {
        id: format!("A{i:03}").into(),
        kind: Kind::Attack,
        stage: Stage::Accomplished,
        when: When::between(day, day, DatePrecision::Day),
        place: Place::worded("the old market").into(),
        actor: Some("a group \"of <four>\"".into()),
        target: None,
        killed: Casualties::exactly(i),
        injured: Casualties::default(),
        summary: Some("An attack\nin two lines".into()),
        link: Some(format!("https://example.org/{i}").into()),
        claims: vec![claim("one"), claim("two"), claim("one")],
        conflicts: Vec::new(),
    };
    let site = Site {
        point,
        radius_km: 5.0,
        precision: Precision::Settlement,
        name: "Küçük Şehir".to_owned(),
        gazetteer_id: None,
        country: None,
        admin1: None,
        confidence: 0.912_345,
        why: "the only place of that name".to_owned(),
        matched: Matched::Coordinates,
        runners_up: Vec::new(),
    };
    let country = REGIONS.country_at(point).map(|(country, _)| country);
    let country = country.or_else(|| CountryCode::new("TR").and_then(|code| REGIONS.country(code)));
    let area = Area {
        country: country.and_then(|c| c.code),
        country_name: country.map(|c| c.name.clone()),
        subregion: country.and_then(|c| c.subregion.clone()),
        region: country.and_then(|c| c.region.clone()),
        basis: AreaBasis::Polygon,
        ..Area::default()
    };
    Located { incident, location: Location::Site(site.into()), area: area.into() }
}

fn claim(source: &str) -> Claim {
    Claim {
        source: Some(source.into()),
        attribution: None,
        when: When::UNKNOWN,
        when_worded: None,
        place: Place::default().into(),
        actor: None,
        target: None,
        killed: Casualties::default(),
        injured: Casualties::default(),
        stage: Stage::Unknown,
        kind: None,
        note: None,
        input: "made by hand".into(),
        line: 1,
    }
}
