//! The figures of a part of the incidents, on their way to those of the whole: one part a machine, or one a file.
//!
//! Comes in: settings and the incidents of a part. Goes out: a [`State`], as bytes and back (docs/scale.md has the layout);
//! several of the same settings merge to what one run over all rows gives.

mod head;
mod merge;

use std::path::Path;

use sha2::{Digest, Sha256};

use self::head::{Counts, Head, Place};
use crate::error::{Error, Result};
use crate::fingerprint::sha256_hex;
use crate::located::LocatedStore;
use crate::pipeline::{self, Intake};
use crate::progress::Progress;
use crate::read::{Input, Rejects};
use crate::settings::{Flags, OriginChoice, Settings};
use crate::spread::Accumulator;

pub use merge::merge;

/// What a file begins with.
pub const MAGIC: [u8; 8] = *b"incistat";
/// The version of the layout.
pub const VERSION: u32 = 3;
/// Magic, version, SHA-256 of what follows.
const FRONT: usize = 8 + 4 + 32;

/// A part of the incidents: what is needed of them to measure, and, if that was asked for, themselves.
#[derive(Debug)]
pub struct State {
    head: Head,
    accumulator: Accumulator,
    located: Option<LocatedStore>,
}

impl State {
    /// Reads, places and counts the incidents of a part.
    ///
    /// # Errors
    /// As [`pipeline::run`].
    pub fn of(flags: Flags, progress: Progress) -> Result<Self> {
        let settings = flags.clone().settle()?;
        Self::taken_in(flags, &settings, false, progress)
    }

    /// The same with the incidents themselves, so that all that is made of incidents can be made of the merged parts.
    ///
    /// # Errors
    /// As [`pipeline::run`].
    pub fn with_incidents(flags: Flags, progress: Progress) -> Result<Self> {
        let settings = flags.clone().settle()?;
        if settings.audit_coordinates {
            return Err(Error::invalid("incidents are kept without their audit: leave --audit-coordinates out"));
        }
        Self::taken_in(flags, &settings, true, progress)
    }

    /// The same of inputs that no flag can name: tables in memory, with or without the incidents themselves. The flags name
    /// something as their input, so that they are not those of the built-in incidents.
    ///
    /// # Errors
    /// As [`pipeline::run`].
    pub fn of_inputs(flags: Flags, inputs: Vec<Input>, incidents: bool, progress: Progress) -> Result<Self> {
        let settings = Settings { inputs, ..flags.clone().settle()? };
        Self::taken_in(flags, &settings, incidents, progress)
    }

    fn taken_in(flags: Flags, settings: &Settings, keep: bool, progress: Progress) -> Result<Self> {
        if settings.sample.is_some() || settings.merge_duplicates {
            let sentence =
                "samples and duplicates hang on all parts together: leave --sample and --merge-duplicates out";
            return Err(Error::invalid(sentence));
        }
        let Intake { accumulator, origin, located, rejects, notices, sources, gazetteer_files, tally, .. } =
            pipeline::take_in(settings, keep, progress)?;
        let mut files = gazetteer_files;
        if let Some(path) = &settings.regions {
            files.insert(path.display().to_string(), fingerprint(path)?);
        }
        let named = matches!(settings.origin, OriginChoice::Named(_));
        let origin = origin.filter(|_| named).and_then(Place::of);
        let program = concat!("incimap ", env!("CARGO_PKG_VERSION")).to_owned();
        let tally = Counts::of(&tally);
        let rejects = written(&rejects)?;
        let head = Head { program, flags, files, origin, tally, sources, rejects, notices };
        Ok(Self { head, accumulator, located: keep.then_some(located) })
    }

    /// Whether rows of the part were rejected.
    pub fn has_rejects(&self) -> bool {
        self.head.rejects.lines().count() > 1
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where a path among the settings is no Unicode.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let head =
            serde_json::to_vec(&self.head).map_err(|e| Error::invalid(format!("cannot keep the settings: {e}")))?;
        let mut body = (head.len() as u64).to_le_bytes().to_vec();
        body.extend(head);
        let records = self.accumulator.to_bytes();
        body.extend((records.len() as u64).to_le_bytes());
        body.extend(records);
        body.push(u8::from(self.located.is_some()));
        body.extend(self.located.iter().flat_map(LocatedStore::to_bytes));
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(Sha256::digest(&body));
        out.extend(body);
        Ok(out)
    }

    /// What a file holds.
    ///
    /// # Errors
    /// Where it is no state, is of another version, or was damaged: one sentence with the way out.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let again = "summarise the part again";
        let (head, rest) = section(checked(bytes)?, "settings")?;
        let (records, rest) = section(rest, "records")?;
        let located = match rest.split_first() {
            Some((0, [])) => None,
            Some((1, incidents)) => Some(LocatedStore::of_bytes(incidents)?),
            _ => return Err(Error::invalid(format!("it is not told whether there are incidents: {again}"))),
        };
        let head: Head = serde_json::from_slice(head)
            .map_err(|e| Error::invalid(format!("the settings cannot be read ({e}): {again}")))?;
        let options = head.flags.clone().settle()?.spread;
        Ok(Self { head, accumulator: Accumulator::of_bytes(records, options)?, located })
    }

    /// What was asked for, without what may differ from part to part: the inputs and where to write.
    fn settings(&self) -> Result<serde_json::Map<String, serde_json::Value>> {
        let bare = Flags { input: Vec::new(), output: None, strict: None, ..self.head.flags.clone() };
        let value =
            serde_json::to_value(bare).map_err(|e| Error::invalid(format!("cannot compare the settings: {e}")))?;
        let mut map = value.as_object().cloned().unwrap_or_default();
        map.insert("program".to_owned(), self.head.program.as_str().into());
        map.insert("files".to_owned(), serde_json::json!(self.head.files));
        map.insert("built-in incidents".to_owned(), self.head.flags.input.is_empty().into());
        Ok(map)
    }
}

/// A part of the file with its length before it, and what follows.
fn section<'a>(bytes: &'a [u8], what: &str) -> Result<(&'a [u8], &'a [u8])> {
    let again = "summarise the part again";
    let (length, rest) =
        bytes.split_first_chunk::<8>().ok_or_else(|| Error::invalid(format!("the file is cut short: {again}")))?;
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
    rest.split_at_checked(length)
        .ok_or_else(|| Error::invalid(format!("the {what} reach beyond the end of the file: {again}")))
}

/// The bytes after the checksum, if it is right.
fn checked(bytes: &[u8]) -> Result<&[u8]> {
    let rest = bytes
        .strip_prefix(&MAGIC)
        .ok_or_else(|| Error::invalid("this is no summary of incimap: make one with incimap summarise"))?;
    let (version, rest) = rest.split_first_chunk::<4>().ok_or_else(cut_short)?;
    let version = u32::from_le_bytes(*version);
    if version != VERSION {
        let sentence =
            format!("the summary has layout {version}, this program reads {VERSION}: make both with one version");
        return Err(Error::invalid(sentence));
    }
    let (sum, body) = rest.split_first_chunk::<32>().ok_or_else(cut_short)?;
    if Sha256::digest(body)[..] != sum[..] {
        let way_out = "copy it again, or summarise the part again";
        return Err(Error::invalid(format!("the file was damaged or cut short since it was written: {way_out}")));
    }
    Ok(body)
}

fn cut_short() -> Error {
    Error::invalid(format!("the file is shorter than the {FRONT} bytes that a summary begins with: copy it again"))
}

/// The rejected rows as CSV.
fn written(rejects: &Rejects) -> Result<String> {
    let mut csv = Vec::new();
    rejects.write_csv(&mut csv).map_err(|e| Error::io("rejects.csv", "keep the rejected rows", e))?;
    String::from_utf8(csv).map_err(|e| Error::invalid(format!("cannot keep the rejected rows: {e}")))
}

fn fingerprint(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read the regions", e))?;
    Ok(sha256_hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_state_is_refused_in_a_sentence() {
        for (bytes, words) in [
            (&b"id,date\n"[..], "no summary of incimap"),
            (b"incistat", "copy it again"),
            (b"incistat\x02\0\0\0", "layout 2"),
            (&[&b"incistat\x03\0\0\0"[..], &[7; 40]].concat(), "damaged or cut short"),
        ] {
            let told = State::of_bytes(bytes).unwrap_err().to_string();
            assert!(told.contains(words), "{told}");
        }
    }
}
