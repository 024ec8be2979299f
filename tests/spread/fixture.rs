//! Located incidents made by hand.

use incimap::earth::LonLat;
use incimap::incident::{
    Area, AreaBasis, Casualties, CountryCode, Incident, Kind, Located, Location, Matched, Place, Precision, Site,
    Stage, Unlocated, When,
};
use incimap::region::Regions;
use incimap::spread::{Origin, PeriodLength, Spread, SpreadOptions, measure};
use jiff::civil::date;

/// An incident under construction.
#[derive(Debug, Clone)]
pub struct Made(pub Located);

/// A bombing of unknown date and place.
pub fn incident(id: &str) -> Made {
    let incident = Incident {
        id: id.into(),
        kind: Kind::Bombing,
        stage: Stage::Accomplished,
        when: When::UNKNOWN,
        place: Place::worded("somewhere").into(),
        actor: None,
        target: None,
        killed: Casualties::default(),
        injured: Casualties::default(),
        summary: None,
        link: None,
        claims: Vec::new(),
        conflicts: Vec::new(),
    };
    Made(Located { incident, location: Location::Unlocated(Unlocated::NoPlace), area: Area::default().into() })
}

impl Made {
    pub fn at(mut self, lon: f64, lat: f64) -> Self {
        self.0.location = Location::Site(
            Site {
                point: LonLat::new(lon, lat).expect("in range"),
                radius_km: 1.0,
                precision: Precision::Coordinates,
                name: format!("place of {}", self.0.incident.id),
                gazetteer_id: None,
                country: None,
                admin1: None,
                confidence: 1.0,
                why: "coordinates of the row".to_owned(),
                matched: Matched::Coordinates,
                runners_up: Vec::new(),
            }
            .into(),
        );
        self
    }

    pub fn radius(mut self, km: f64) -> Self {
        if let Location::Site(site) = &mut self.0.location {
            site.radius_km = km;
        }
        self
    }

    pub fn precision(mut self, precision: Precision) -> Self {
        if let Location::Site(site) = &mut self.0.location {
            site.precision = precision;
        }
        self
    }

    pub fn on(self, year: i16, month: i8, day: i8) -> Self {
        self.when(When::day(date(year, month, day)))
    }

    pub fn when(mut self, when: When) -> Self {
        self.0.incident.when = when;
        self
    }

    pub fn country(mut self, name: &str, code: &str, subregion: &str, home: Option<bool>) -> Self {
        *self.0.area = Area {
            country: CountryCode::new(code),
            country_name: Some(name.into()),
            admin1: None,
            subregion: Some(subregion.into()),
            region: None,
            basis: AreaBasis::Stated,
            home,
        };
        self
    }

    pub fn killed(mut self, count: u32) -> Self {
        self.0.incident.killed = Casualties::exactly(count);
        self
    }

    pub fn kind(mut self, kind: Kind) -> Self {
        self.0.incident.kind = kind;
        self
    }
}

/// Operations by year, from a point, 199 resamples.
pub fn options(origin: Origin) -> SpreadOptions {
    SpreadOptions { origin, by: PeriodLength::Year, resamples: 199, ..SpreadOptions::default() }
}

/// An origin by coordinates.
pub fn from_point(lon: f64, lat: f64) -> Origin {
    let at = LonLat::new(lon, lat).expect("in range");
    Origin::Point { name: "Start".to_owned(), at, how: "coordinates".to_owned() }
}

/// The spread of incidents by year from 0, 0.
pub fn spread(incidents: &[Made]) -> Spread {
    spread_with(incidents, options(from_point(0.0, 0.0)))
}

/// The spread of incidents.
pub fn spread_with(incidents: &[Made], options: SpreadOptions) -> Spread {
    let regions = Regions::built_in().expect("built-in regions");
    measure(incidents.iter().map(|made| &made.0), options, &regions).expect("few periods")
}
