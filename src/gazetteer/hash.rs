//! The hash of a name and the checksum of an index: the same on every machine, both fast, neither against malice.
//!
//! Comes in: bytes. Goes out: 64 bits.

/// An odd number with its bits well spread (2^64 over the golden ratio).
const K: u64 = 0x9e37_79b9_7f4a_7c15;
/// Another one (from the digits of pi).
const SEED: u64 = 0x2432_6a88_85a3_08d3;

/// The hash by which a name finds its bucket: words of 8 bytes, each folded in by a multiplication to 128 bits.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut state = SEED ^ (bytes.len() as u64).wrapping_mul(K);
    for eight in words {
        state = mix(state ^ u64::from_le_bytes(*eight), K);
    }
    if !rest.is_empty() {
        // The last eight bytes hold the rest above bytes that were folded in already.
        let last = bytes.last_chunk::<8>().map(|last| u64::from_le_bytes(*last) >> (64 - 8 * rest.len()));
        state = mix(state ^ last.unwrap_or_else(|| word(rest)), K);
    }
    mix(state, SEED)
}

/// The hashes of a name with each of some letters at one place, appended in order. What stands before the letter is hashed
/// once, and no name is written.
pub fn hashes_of_letters(name: &[u8], at: usize, letters: &[u8], out: &mut Vec<u64>) {
    let (words, rest) = name.as_chunks::<8>();
    let all = words.iter().map(|eight| u64::from_le_bytes(*eight));
    let mut all = all.chain((!rest.is_empty()).then(|| word(rest)));
    let start = SEED ^ (name.len() as u64).wrapping_mul(K);
    let before = all.by_ref().take(at / 8).fold(start, |state, word| mix(state ^ word, K));
    let shift = 8 * (at % 8);
    let Some(hole) = all.next().map(|word| word & !(0xff << shift)) else { return };
    let behind: Vec<u64> = all.collect();
    out.extend(letters.iter().map(|letter| {
        let here = mix(before ^ (hole | u64::from(*letter) << shift), K);
        mix(behind.iter().fold(here, |state, word| mix(state ^ word, K)), SEED)
    }));
}

/// Both halves of a product, one upon the other.
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ K) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Up to seven bytes as a number, the first one lowest.
#[inline]
fn word(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        // Where the two overlap they have the same bits.
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4))
        }
        _ => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// A checksum against damage that bytes can be added to piece by piece: four lanes of multiply and rotate.
#[derive(Debug, Clone)]
pub struct Checksum {
    lanes: [u64; 4],
    waiting: [u8; 32],
    held: usize,
    length: u64,
}

impl Default for Checksum {
    fn default() -> Self {
        Self { lanes: [1, 2, 3, 4], waiting: [0; 32], held: 0, length: 0 }
    }
}

impl Checksum {
    /// Adds bytes.
    pub fn add(&mut self, mut bytes: &[u8]) {
        self.length = self.length.wrapping_add(bytes.len() as u64);
        if self.held > 0 {
            let (taken, rest) = bytes.split_at(bytes.len().min(32 - self.held));
            for (to, from) in self.waiting.iter_mut().skip(self.held).zip(taken) {
                *to = *from;
            }
            self.held += taken.len();
            bytes = rest;
            if self.held < 32 {
                return;
            }
            block(&mut self.lanes, &self.waiting);
            self.held = 0;
        }
        let (blocks, rest) = bytes.as_chunks::<32>();
        for whole in blocks {
            block(&mut self.lanes, whole);
        }
        for (to, from) in self.waiting.iter_mut().zip(rest) {
            *to = *from;
        }
        self.held = rest.len();
    }

    /// The sum of all bytes so far.
    pub fn sum(&self) -> u64 {
        let mut lanes = self.lanes;
        let mut last = [0; 32];
        for (to, from) in last.iter_mut().zip(self.waiting.iter().take(self.held)) {
            *to = *from;
        }
        block(&mut lanes, &last);
        lanes.into_iter().fold(self.length, |sum, lane| (sum ^ lane).wrapping_mul(K).rotate_left(31))
    }
}

/// Adds 32 bytes to the lanes.
#[inline]
fn block(lanes: &mut [u64; 4], bytes: &[u8; 32]) {
    for (lane, part) in lanes.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *lane = (*lane ^ u64::from_le_bytes(*part)).wrapping_mul(K).rotate_left(29);
    }
}

/// The checksum of bytes that lie in one piece.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = Checksum::default();
    sum.add(bytes);
    sum.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_the_same_in_one_piece_and_in_many() {
        let bytes: Vec<u8> = (0..1000_u32).map(|n| (n * 7 % 251) as u8).collect();
        for step in [1, 3, 31, 32, 33, 500] {
            let mut pieces = Checksum::default();
            bytes.chunks(step).for_each(|piece| pieces.add(piece));
            assert_eq!(pieces.sum(), checksum(&bytes), "{step}");
        }
    }

    #[test]
    fn every_changed_bit_changes_the_checksum() {
        let good: Vec<u8> = (0..77).collect();
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(checksum(&bad), checksum(&good), "{bit}");
        }
        assert_ne!(checksum(&[0]), checksum(&[0, 0]));
    }

    #[test]
    fn the_bytes_behind_the_last_whole_word_are_read_as_one_number() {
        let bytes: Vec<u8> = (1..=23).collect();
        for length in 0..=bytes.len() {
            let text = &bytes[..length];
            let words = text.chunks(8).map(|part| part.iter().rev().fold(0, |n, byte| n << 8 | u64::from(*byte)));
            let start = SEED ^ (length as u64).wrapping_mul(K);
            assert_eq!(hash(text), mix(words.fold(start, |state, word| mix(state ^ word, K)), SEED), "{length}");
        }
    }

    #[test]
    fn names_of_one_letter_more_or_less_have_other_hashes() {
        let names = ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefg", "abcdefghi", "abcdefgi", "\0", "\0\0"];
        let mut found: Vec<u64> = names.iter().map(|n| hash(n.as_bytes())).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), names.len());
    }
}
