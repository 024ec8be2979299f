//! The claims of an incident of a store, as they are looked at.
//!
//! Comes in: a place in a body, and what the incident says itself. Goes out: [`ClaimRef`]s, which own nothing.

use super::reader::{DATED, ONE_DAY, Reader};
use super::view::{owned_count, text};
use crate::incident::{Casualties, Claim, Place, Shared, Stage, When};

/// The flags of a claim above those of its date; "same" is the incident's.
pub(super) const SAME_WHEN: u64 = 1 << 2;
pub(super) const CLAIM_KILLED_AT: u32 = 3;
pub(super) const CLAIM_INJURED_AT: u32 = 5;
pub(super) const SAME_KILLED: u64 = 1 << 7;
pub(super) const SAME_INJURED: u64 = 1 << 8;
pub(super) const SAME_PLACE: u64 = 1 << 9;
pub(super) const SAME_STAGE: u64 = 1 << 10;
pub(super) const SAME_ACTOR: u64 = 1 << 11;
pub(super) const SAME_TARGET: u64 = 1 << 12;
pub(super) const CLAIM_ACTOR: u64 = 1 << 13;
pub(super) const CLAIM_TARGET: u64 = 1 << 14;
pub(super) const SOURCE: u64 = 1 << 15;
pub(super) const ATTRIBUTION: u64 = 1 << 16;
pub(super) const WHEN_WORDED: u64 = 1 << 17;
pub(super) const NOTE: u64 = 1 << 18;

/// The claims of an incident, one after the other.
#[derive(Debug, Clone, Default)]
pub struct Claims<'a> {
    left: usize,
    rest: Option<Reader<'a>>,
    common: Option<Common<'a>>,
}

/// What claims may have in common with their incident.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common<'a> {
    pub when: When,
    pub stage: Stage,
    pub place: Place<&'a str>,
    pub actor: Option<&'a str>,
    pub target: Option<&'a str>,
    pub killed: Casualties<&'a str>,
    pub injured: Casualties<&'a str>,
}

/// What one source says of an incident, as [`Claim`] has it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of Claim")]
pub struct ClaimRef<'a> {
    pub source: Option<&'a str>,
    pub attribution: Option<&'a str>,
    pub when: When,
    pub when_worded: Option<&'a str>,
    pub place: Place<&'a str>,
    pub actor: Option<&'a str>,
    pub target: Option<&'a str>,
    pub killed: Casualties<&'a str>,
    pub injured: Casualties<&'a str>,
    pub stage: Stage,
    pub note: Option<&'a str>,
    pub input: &'a str,
    pub line: u64,
}

impl<'a> Claims<'a> {
    /// So many that lie where a reader stands.
    pub(super) fn new(left: usize, rest: Reader<'a>, common: Common<'a>) -> Self {
        Self { left, rest: Some(rest), common: Some(common) }
    }

    /// Where the last of them ends; none where one is damaged.
    pub(super) fn end(mut self) -> Option<usize> {
        while self.left > 0 {
            self.read_next()?;
        }
        self.rest.map(|reader| reader.at)
    }

    fn read_next(&mut self) -> Option<ClaimRef<'a>> {
        let (reader, common) = (self.rest.as_mut()?, self.common.as_ref()?);
        let flags = reader.number()?;
        let has = |flag: u64| flags & flag != 0;
        let when = if has(SAME_WHEN) { common.when } else { reader.when(flags & (DATED | ONE_DAY))? };
        let killed = if has(SAME_KILLED) { common.killed } else { reader.count(flags >> CLAIM_KILLED_AT)? };
        let injured = if has(SAME_INJURED) { common.injured } else { reader.count(flags >> CLAIM_INJURED_AT)? };
        let place = if has(SAME_PLACE) { common.place } else { reader.place()? };
        let stage = if has(SAME_STAGE) { common.stage } else { reader.code()? };
        let actor = if has(SAME_ACTOR) { common.actor } else { reader.text_if(has(CLAIM_ACTOR))? };
        let target = if has(SAME_TARGET) { common.target } else { reader.text_if(has(CLAIM_TARGET))? };
        let (source, attribution) = (reader.text_if(has(SOURCE))?, reader.text_if(has(ATTRIBUTION))?);
        let (when_worded, note) = (reader.text_if(has(WHEN_WORDED))?, reader.text_if(has(NOTE))?);
        let (input, line) = (reader.text()?, reader.number()?);
        self.left = self.left.checked_sub(1)?;
        Some(ClaimRef {
            source,
            attribution,
            when,
            when_worded,
            place,
            actor,
            target,
            killed,
            injured,
            stage,
            note,
            input,
            line,
        })
    }
}

impl<'a> Iterator for Claims<'a> {
    type Item = ClaimRef<'a>;

    fn next(&mut self) -> Option<ClaimRef<'a>> {
        if self.left == 0 { None } else { self.read_next() }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.left))
    }
}

impl Claims<'_> {
    /// How many are left.
    pub fn len(&self) -> usize {
        self.left
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }
}

impl ClaimRef<'_> {
    pub(super) fn to_claim(self, place: Shared<Place>) -> Claim {
        Claim {
            source: text(self.source),
            attribution: text(self.attribution),
            when: self.when,
            when_worded: text(self.when_worded),
            place,
            actor: text(self.actor),
            target: text(self.target),
            killed: owned_count(self.killed),
            injured: owned_count(self.injured),
            stage: self.stage,
            kind: None,
            note: text(self.note),
            input: self.input.into(),
            line: self.line,
        }
    }
}
