//! Any bytes are the body of an index.
#![no_main]

use incimap::gazetteer::Gazetteer;
use incimap::gazetteer::hash::checksum;
use incimap::gazetteer::layout::{HEADER, MAGIC, VERSION, folding};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The table of the sections and the body are as given; magic, version and checksums are made right.
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(folding().to_le_bytes());
    bytes.extend([0; 16]);
    bytes.extend(data);
    if bytes.len() > HEADER {
        let body = checksum(&bytes[HEADER..]);
        bytes[16..24].copy_from_slice(&body.to_le_bytes());
        let head = checksum(&[&bytes[..24], &bytes[32..HEADER]].concat());
        bytes[24..32].copy_from_slice(&head.to_le_bytes());
    }
    let Ok(gazetteer) = Gazetteer::of_bytes(bytes) else { return };
    for name in ["Kabul", "Deir ez-Zor", "Москва", "UK", "Afghanistan"] {
        for found in gazetteer.lookup(name) {
            assert!(found.entry.point().lat().abs() <= 90.0);
            let _ = (found.entry.key(), found.entry.radius_km(), found.entry.admin2_code());
        }
        let _ = (gazetteer.alike(name).len(), gazetteer.knows(name), gazetteer.demonym(name).len());
    }
    for index in gazetteer.indexes() {
        let _ = (index.contents(), index.by_id(7).is_some());
        let _ = index.records().take(64).map(|record| record.name().len()).sum::<usize>();
    }
});
