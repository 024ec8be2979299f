//! Where texts, places and sites lie that were met lately, so that each is written once where it comes again soon.
//!
//! Comes in: a text, or the bytes of a place or a site. Goes out: where the same lies in the body.

use super::reader::Reader;
use crate::gazetteer::hash::hash;

/// How many texts are remembered, how many places, and how many sites; one that comes again after others took its slot is kept
/// once more.
const TEXTS: usize = 1 << 15;
const WHOLES: usize = 1 << 14;

/// Where texts lie that were met lately.
#[derive(Debug, Default)]
pub(super) struct Texts(Vec<usize>);

/// Where places or sites lie that were met lately, each with its bytes without references.
#[derive(Debug, Default)]
pub(super) struct Wholes(Vec<(Vec<u8>, usize)>);

impl Texts {
    /// Where the same text lies; else it is remembered as lying at the end.
    pub fn find(&mut self, body: &[u8], text: &str) -> Option<usize> {
        self.0.resize(TEXTS, usize::MAX);
        let slot = self.0.get_mut(hash(text.as_bytes()) as usize % TEXTS)?;
        let known = *slot;
        if known < body.len() && (Reader { body, at: known }).text_here() == Some(text) {
            return Some(known);
        }
        *slot = body.len();
        None
    }
}

impl Wholes {
    pub fn slot(&mut self, spelt: &[u8]) -> Option<&mut (Vec<u8>, usize)> {
        self.0.resize_with(WHOLES, Default::default);
        self.0.get_mut(hash(spelt) as usize % WHOLES)
    }
}
