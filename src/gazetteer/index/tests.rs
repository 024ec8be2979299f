//! Indexes on small gazetteers: what is found in them.

use super::super::feature::Feature;
use super::super::layout::NameClass;
use super::super::pack::Packer;
use super::super::row::read_geonames;
use super::*;

fn packed() -> Vec<u8> {
    let text = "2\tKābul\tKabul\t\t10\t20\tP\tPPL\tXX\t\t00\t\t\t\t0\t\t\t\t\n\
                1\tKabul\tKabul\tکابل,KBL\t34.52813\t69.17233\tP\tPPLC\tAF\t\t13\t\t\t\t3043532\t\t\t\t\n";
    let mut packer = Packer::default();
    for row in read_geonames(text).0 {
        packer.add(&row).unwrap();
    }
    packer.write(std::io::Cursor::new(Vec::new()), &mut |_, _| ()).unwrap().into_inner()
}

#[test]
fn a_place_comes_out_as_it_went_in() {
    let index = Index::open(Bytes::Owned(packed())).unwrap();
    let found: Vec<_> = index.get("kabul").collect();
    assert_eq!(found.len(), 2);
    let kabul = index.record(found[0].place).unwrap();
    assert_eq!((kabul.lon(), kabul.lat(), kabul.population()), (69.17233, 34.52813, 3_043_532));
    assert_eq!((kabul.name(), kabul.admin1(), kabul.country(), kabul.id()), ("Kabul", "AF.13", "AF", 1));
    assert_eq!(kabul.feature(), Feature::Capital);
    assert_eq!(index.get("كابل").next().map(|p| p.class), Some(NameClass::Alternate));
    assert_eq!(index.get("=KBL").next().map(|p| p.class), Some(NameClass::Code));
    assert!(index.get("kbl").next().is_none() && index.record(2).is_none());
    assert_eq!(index.by_id(2).map(Record::name), Some("Kābul"));
    assert!(index.by_id(3).is_none());
}

#[test]
fn names_that_sound_alike_lead_back_to_their_record() {
    let index = Index::open(Bytes::Owned(packed())).unwrap();
    let sounding: Vec<_> = index.sounding_like(hash(b"kbl")).filter_map(|(at, _)| index.name_at(at)).collect();
    assert_eq!(sounding.iter().map(|name| name.key).collect::<Vec<_>>(), ["kabul"]);
    assert_eq!(sounding[0].postings.clone().count(), 2);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert_eq!(packed(), packed());
}

#[test]
fn every_damaged_or_foreign_index_is_refused_with_a_sentence() {
    let good = packed();
    for bit in 0..good.len() * 8 {
        let mut bad = good.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(Index::open(Bytes::Owned(bad)).is_err(), "{bit}");
    }
    for length in 0..good.len() {
        assert!(Index::open(Bytes::Owned(good[..length].to_vec())).is_err(), "{length}");
    }
    assert!(Index::open(Bytes::Static(b"PK\x03\x04")).is_err_and(|why| why.contains("not a gazetteer index")));
}
