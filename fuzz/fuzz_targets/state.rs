//! Any bytes follow the front of a summary.
#![no_main]

use incimap::fingerprint::sha256_hex;
use incimap::state::{MAGIC, State, VERSION, merge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // Magic, version and checksum are made right; the settings are those of a bare run, the records as given.
    let head = br#"{"program":"x","flags":{},"files":{},"origin":null,"tally":{"incidents":1,"located":1,"not_located":{},
        "by_role":{}},"sources":[],"rejects":"","notices":[]}"#;
    let body = [&(head.len() as u64).to_le_bytes()[..], head, data].concat();
    let digits = sha256_hex(&body);
    let sum = (0..32).filter_map(|i| u8::from_str_radix(digits.get(2 * i..2 * i + 2)?, 16).ok());
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(sum);
    bytes.extend(body);
    if let Ok(state) = State::of_bytes(&bytes) {
        let _ = merge(vec![("fuzz".to_owned(), state)]);
    }
});
