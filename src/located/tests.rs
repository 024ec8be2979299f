use jiff::civil::date;

use super::*;
use crate::earth::LonLat;
use crate::incident::{
    AreaBasis, Bare, Casualties, Claim, CountryCode, DatePrecision, Incident, Location, Matched, Place, Precision,
    Role, RunnerUp, Site, Stage, Text, Unlocated, When,
};

/// Numbers from a seed, each below its bound.
struct Choice(u64);

impl Choice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize].clone()
    }

    fn words(&mut self) -> Option<Text> {
        let text = self.of(&[
            "",
            "a",
            "Kabul",
            "outside the Russian embassy in Kabul",
            "“scores”",
            "東京",
            "actor one",
            "x; y",
        ]);
        (self.below(3) > 0).then(|| Text::from(text))
    }

    fn owned(&mut self) -> Option<String> {
        self.words().map(String::from)
    }

    fn count(&mut self) -> Casualties {
        let number = |this: &mut Self| (this.below(2) > 0).then(|| this.below(300) as u32);
        match self.below(3) {
            0 => Casualties::default(),
            1 => Casualties::exactly(self.of(&[0, 3, u32::MAX])),
            _ => Casualties { low: number(self), high: number(self), best: number(self), worded: self.words() },
        }
    }

    fn when(&mut self) -> When {
        let day = date(self.of(&[-9999, 1, 1999, 2014, 2024, 9999]), self.of(&[1, 12]), self.of(&[1, 31]));
        match self.below(4) {
            0 => When::UNKNOWN,
            1 => When::day(day),
            2 => When::month(2014, 3).unwrap(),
            _ => When::between(day, date(2016, 2, 29), self.of(&[DatePrecision::Range, DatePrecision::Season])),
        }
    }

    fn point(&mut self) -> LonLat {
        LonLat::new(self.of(&[-180.0, 0.0, 69.172_3, 180.0]), self.of(&[-90.0, 0.0, 34.528_9, 90.0])).unwrap()
    }

    fn place(&mut self) -> Place {
        Place {
            words: self.owned().unwrap_or_default(),
            admin2: self.owned(),
            admin1: self.owned(),
            country: self.owned(),
            point: (self.below(2) > 0).then(|| self.point()),
            radius_km: (self.below(2) > 0).then(|| self.of(&[0.0, -0.0, 12.5])),
            precision: (self.below(2) > 0).then_some(Precision::Admin2),
        }
    }

    fn site(&mut self) -> Site {
        let runner = |this: &mut Self| RunnerUp {
            name: this.owned().unwrap_or_default(),
            gazetteer_id: "geonames:1".to_owned(),
            confidence: 0.25,
            why: this.owned().unwrap_or_default(),
        };
        Site {
            point: self.point(),
            radius_km: self.of(&[0.0, 0.3, 1000.0]),
            precision: self.of(&[Precision::Coordinates, Precision::Region]),
            matched: self.of(&[Matched::Coordinates, Matched::AreaForPlace]),
            name: self.owned().unwrap_or_default(),
            gazetteer_id: self.owned(),
            country: CountryCode::new("AF").filter(|_| self.below(2) > 0),
            admin1: self.owned().map(Into::into),
            confidence: self.of(&[1.0, 0.5, 0.0]),
            why: self.owned().unwrap_or_default(),
            runners_up: (0..self.below(3)).map(|_| runner(self)).collect(),
        }
    }

    fn area(&mut self) -> Area {
        Area {
            country: CountryCode::new("AF").filter(|_| self.below(2) > 0),
            country_name: self.owned().map(Into::into),
            admin1: self.owned().map(Into::into),
            subregion: self.owned().map(Into::into),
            region: self.owned().map(Into::into),
            basis: self.of(&[AreaBasis::Stated, AreaBasis::Unknown]),
            home: self.of(&[None, Some(true), Some(false)]),
        }
    }

    fn stage(&mut self) -> Stage {
        self.of(&[Stage::Accomplished, Stage::Ongoing, Stage::Unknown])
    }

    fn claim(&mut self, line: u64) -> Claim {
        Claim {
            source: self.words(),
            attribution: self.words(),
            when: self.when(),
            when_worded: self.words(),
            place: self.place().into(),
            actor: self.words(),
            target: self.words(),
            killed: self.count(),
            injured: self.count(),
            stage: self.stage(),
            kind: None,
            note: self.words(),
            input: self.of(&["a.csv", "built-in"]).into(),
            line,
        }
    }

    fn located(&mut self, number: u64) -> Located {
        let claims: Vec<Claim> = (0..self.below(4)).map(|line| self.claim(line + number * 7)).collect();
        let place = claims.first().map_or_else(|| self.place().into(), |claim| claim.place.clone());
        let location = match self.below(4) {
            0 => Location::Unlocated(self.of(&[Unlocated::NoPlace, Unlocated::TooVague("Europe".to_owned())])),
            _ => Location::Site(self.site().into()),
        };
        let incident = Incident {
            id: format!("id {number}").into(),
            kind: self.of(&[Kind::Bombing, Kind::Unknown, Kind::Other("unknown".into()), Kind::Arrest]),
            stage: self.stage(),
            when: self.when(),
            place,
            actor: claims.first().and_then(|claim| claim.actor.clone()),
            target: self.words(),
            killed: self.count(),
            injured: self.count(),
            summary: self.words(),
            link: self.words(),
            claims,
            conflicts: (0..self.below(3)).map(|_| self.owned().unwrap_or_default()).collect(),
        };
        Located { incident, location, area: self.area().into() }
    }
}

fn sample(seed: u64, count: u64) -> Vec<Located> {
    let mut choice = Choice(seed);
    (0..count).map(|number| choice.located(number)).collect()
}

fn taken_out(store: &LocatedStore) -> Vec<Located> {
    store.iter().map(|one| one.to_located()).collect()
}

#[test]
fn every_incident_comes_out_as_it_was_put_in() {
    let incidents = sample(7, 600);
    let store: LocatedStore = incidents.iter().collect();
    assert_eq!(taken_out(&store), incidents);
    for (seen, one) in store.iter().zip(&incidents) {
        assert_eq!(
            (seen.role(), seen.has_site(), seen.id()),
            (one.role(), one.site().is_some(), one.incident.id.as_str())
        );
        assert_eq!(seen.details().claims.len(), one.incident.claims.len());
        let details = seen.details();
        assert_eq!(seen.place(), details.place);
        let told = [details.actor, details.target, details.summary, details.link].map(|words| words.is_some());
        assert_eq!([Told::Actor, Told::Target, Told::Summary, Told::Link].map(|what| seen.tells(what)), told);
        assert_eq!(seen.tells(Told::Conflicts), !details.conflicts.is_empty());
        assert!(seen.tells(Told::Injured) || details.injured == Casualties::default());
    }
}

#[test]
fn a_store_knows_whether_a_claim_names_its_source() {
    let mut incidents = sample(14, 50);
    let store: LocatedStore = incidents.iter().collect();
    assert!(store.may_name_sources());
    assert!(LocatedStore::of_bytes(&store.to_bytes()).unwrap().may_name_sources());
    incidents.iter_mut().flat_map(|one| &mut one.incident.claims).for_each(|claim| claim.source = None);
    assert!(!incidents.iter().collect::<LocatedStore>().may_name_sources());
}

#[test]
fn incidents_at_bare_coordinates_come_out_as_if_they_had_been_put_in_with_their_sites() {
    let mut choice = Choice(13);
    let mut builder = LocatedStoreBuilder::default();
    let mut wanted = Vec::new();
    for row in 0..400 {
        let mut one = choice.located(row);
        let (point, precision) = (choice.point(), choice.of(&[None, Some(Precision::Venue)]));
        let (words, radius_km) = (choice.of(&["", "", " "]).to_owned(), choice.of(&[None, Some(0.0), Some(2.5)]));
        one.incident.place = Place { words, radius_km, precision, ..Place::default() }.into();
        one.incident.place.point = Some(point);
        let radius_km = choice.of(&[0.0, -0.0, 7.0]);
        let bare = Bare { point, radius_km, precision: precision.unwrap_or(Precision::Coordinates) };
        one.location = Location::Site(bare.site().into());
        if row % 5 == 0 {
            builder.push(row, &one);
        } else {
            builder.push_bare(row, &one.incident, bare, &one.area);
        }
        wanted.push(one);
    }
    let store = builder.finish();
    assert_eq!(taken_out(&store), wanted);
    assert_eq!(taken_out(&LocatedStore::of_bytes(&store.to_bytes()).unwrap()), wanted);
}

#[test]
fn incidents_stand_in_the_order_of_their_rows() {
    let incidents = sample(8, 40);
    let mut builder = LocatedStoreBuilder::default();
    (0..40).for_each(|turn| {
        let row = turn * 17 % 40;
        builder.push(row, &incidents[row as usize]);
    });
    let store = builder.finish();
    assert_eq!(taken_out(&store), incidents);
    assert_eq!(taken_out(&LocatedStore::of_bytes(&store.to_bytes()).unwrap()), incidents);
}

#[test]
fn stores_merge_to_one_order_whichever_comes_first() {
    let parts = || -> Vec<LocatedStore> {
        let incidents = sample(9, 90);
        incidents.chunks(30).map(|part| part.iter().collect()).collect()
    };
    let one = LocatedStore::merged(parts());
    let other = LocatedStore::merged(parts().into_iter().rev());
    assert_eq!(one.len(), 90);
    assert_eq!(taken_out(&one), taken_out(&other));
    assert_eq!(taken_out(&LocatedStore::of_bytes(&one.to_bytes()).unwrap()), taken_out(&one));
}

#[test]
fn an_overview_counts_what_has_a_point_and_ranks_the_kinds_of_operations() {
    let incidents = sample(10, 200);
    let store: LocatedStore = incidents.iter().collect();
    let overview = store.overview();
    assert_eq!(overview.sited, incidents.iter().filter(|one| one.site().is_some()).count());
    assert_eq!(overview.operations, incidents.iter().filter(|one| one.role() == Role::Operation).count());
    assert_eq!(overview.days, Some((date(-9999, 1, 1), date(9999, 12, 31))));
    assert!(overview.ranked_kinds.iter().all(|(key, _)| key != "arrest"));
    assert!(overview.ranked_kinds.is_sorted_by(|a, b| a.1 >= b.1));
}

#[test]
fn an_overview_counts_what_looks_at_all_incidents_count() {
    let incidents = sample(12, 300);
    let store: LocatedStore = incidents.iter().collect();
    let overview = store.overview();
    let count = |holds: &dyn Fn(&LocatedRef<'_>) -> bool| store.iter().filter(holds).count();
    let is_operation = |one: &LocatedRef<'_>| one.role() == Role::Operation;
    assert_eq!(overview.unknown_killed, count(&|one| is_operation(one) && one.killed.count().is_none()));
    assert_eq!(overview.undated, count(&|one| one.when.span().is_none()));
    assert_eq!(overview.vague, count(&|one| one.when.length_days() > 1));
    assert_eq!(overview.differing, count(&|one| one.has_conflicts()));
    for role in Role::ALL {
        assert_eq!(overview.sited_of(role), count(&|one| one.role() == role && one.has_site()) as u64, "{role:?}");
    }
    let coarse = count(&|one| one.site().is_some_and(|site| !site.precision.is_fine()));
    assert_eq!(overview.coarse.values().sum::<u64>(), coarse as u64);
    assert!(overview.sited_days.is_sorted() && overview.sited_days.len() > 5);
    for (span, n) in &overview.sited_days {
        assert_eq!(*n, count(&|one| one.has_site() && one.when.span() == Some(*span)), "{span:?}");
    }
}

#[test]
fn damaged_bytes_are_refused_or_read_and_panic_nowhere() {
    let bytes = sample(11, 12).iter().collect::<LocatedStore>().to_bytes();
    for length in 0..bytes.len() {
        assert!(LocatedStore::of_bytes(&bytes[..length]).is_err(), "{length}");
    }
    for at in 0..bytes.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] ^= change;
            if let Ok(store) = LocatedStore::of_bytes(&damaged) {
                assert_eq!(taken_out(&store).len(), store.len());
            }
        }
    }
}

#[test]
fn a_million_promised_incidents_without_bytes_take_no_memory() {
    let mut bytes = vec![0, 0];
    bytes.extend([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]);
    assert!(LocatedStore::of_bytes(&bytes).unwrap_err().to_string().contains("damaged at byte"));
}
