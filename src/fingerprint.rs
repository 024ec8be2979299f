//! The fingerprint of bytes: their number and their SHA-256.
//!
//! Comes in: bytes, at once or bit by bit. Goes out: a count and 64 hexadecimal digits.

use std::fmt::Write as _;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// Takes in bytes as they are written.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint {
    bytes: u64,
    hash: Sha256,
}

impl Fingerprint {
    /// Takes in bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }

    /// How many bytes there were, and their SHA-256 in hexadecimal.
    pub fn finish(self) -> (u64, String) {
        let hex = self.hash.finalize().iter().fold(String::with_capacity(64), |mut out, byte| {
            // Writing to a string does not fail.
            let _ = write!(out, "{byte:02x}");
            out
        });
        (self.bytes, hex)
    }
}

impl Write for Fingerprint {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.add(bytes);
    fingerprint.finish().1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_the_known_one_of_a_known_text_at_once_and_bit_by_bit() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256_hex(b"abc"), known);
        let mut fingerprint = Fingerprint::default();
        fingerprint.write_all(b"a").unwrap();
        fingerprint.write_all(b"bc").unwrap();
        assert_eq!(fingerprint.finish(), (3, known.to_owned()));
    }
}
