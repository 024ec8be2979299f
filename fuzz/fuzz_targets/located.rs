//! Any bytes as packed incidents.
#![no_main]

use incimap::located::LocatedStore;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(store) = LocatedStore::of_bytes(data) {
        let again = LocatedStore::of_bytes(&store.to_bytes());
        assert_eq!(again.map(|again| again.iter().count()).ok(), Some(store.iter().map(|one| one.to_located()).count()));
    }
});
