//! Keeps the index of a text file, so that it is built only once.
//!
//! Comes in: gazetteer files. Goes out: an open index. The index stands in the user's cache folder (`$XDG_CACHE_HOME/incimap`,
//! `~/.cache/incimap`, or `%LOCALAPPDATA%\incimap`) under a fingerprint of the program's version, the layout, the folding, and of
//! every file its name and content: the whole content of a file up to 64 MB; of a larger one its size, the time of its last
//! change and 64 samples of 64 kB. Files of less than 1 MB together are indexed in memory each time, which takes milliseconds.
//! An index is written whole or not at all; where it cannot be written, the program goes on without.

use std::env;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use super::bytes::Bytes;
use super::files::{build, build_in_memory};
use super::index::Index;
use super::layout;
use crate::error::{Error, Result};

/// Files of less together are not worth a place in the cache.
const LEAST: u64 = 1 << 20;
/// The content of larger files is sampled.
const WHOLE: u64 = 64 << 20;
/// Samples of a larger file.
const SAMPLES: u64 = 64;
/// Bytes of a sample.
const SAMPLE: u64 = 64 << 10;

/// The open index of files, from the cache where it is there already.
///
/// # Errors
/// Where a file cannot be read or is no gazetteer.
pub fn index_of(files: &[PathBuf], base: Option<&Index>) -> Result<Index> {
    let size: u64 = files.iter().filter_map(|path| fs::metadata(path).ok()).map(|data| data.len()).sum();
    let cached = (size >= LEAST).then(folder).flatten().and_then(|folder| Some(folder.join(fingerprint(files).ok()?)));
    if let Some(path) = cached {
        if let Some(index) = open(&path) {
            return Ok(index);
        }
        if let Some(index) = build_into(&path, files, base)? {
            return Ok(index);
        }
    }
    let bytes = Bytes::Owned(build_in_memory(files, base)?);
    Index::open_unsummed(bytes).map_err(|why| Error::invalid(format!("the new index {why}")))
}

/// An index of the cache; none where it is not there or no longer whole.
fn open(path: &Path) -> Option<Index> {
    Index::open(Bytes::map(&File::open(path).ok()?).ok()?).ok()
}

/// Builds an index into the cache; none where the cache cannot be written.
fn build_into(path: &Path, files: &[PathBuf], base: Option<&Index>) -> Result<Option<Index>> {
    let Some(folder) = path.parent().filter(|folder| fs::create_dir_all(folder).is_ok()) else { return Ok(None) };
    let Ok(draft) = tempfile::NamedTempFile::new_in(folder) else { return Ok(None) };
    if !has_room(draft.as_file()) {
        return Ok(None);
    }
    build(files, base, draft.as_file(), &mut |_| ())?;
    let kept = draft.as_file().sync_all().is_ok() && draft.persist(path).is_ok();
    Ok(if kept { open(path) } else { None })
}

/// Whether a file can be written to at all.
fn has_room(mut file: &File) -> bool {
    std::io::Write::write_all(&mut file, &[0; 4096]).is_ok() && file.rewind().is_ok() && file.set_len(0).is_ok()
}

/// The user's cache folder for this program.
fn folder() -> Option<PathBuf> {
    let of = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder =
        of("XDG_CACHE_HOME").or_else(|| of("HOME").map(|home| home.join(".cache"))).or_else(|| of("LOCALAPPDATA"))?;
    folder.is_absolute().then(|| folder.join("incimap"))
}

/// The name of the index of files: see the head of this module.
fn fingerprint(files: &[PathBuf]) -> std::io::Result<String> {
    let mut sum = Sha256::new();
    sum.update(env!("CARGO_PKG_VERSION"));
    sum.update(layout::VERSION.to_le_bytes());
    sum.update(layout::folding().to_le_bytes());
    for path in files {
        sum.update(path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
        sum.update([0]);
        add_content(&mut sum, File::open(path)?)?;
    }
    let mut name = String::new();
    for byte in sum.finalize().iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    Ok(name + ".gaz")
}

/// Adds the content of a file, or samples of it.
fn add_content(sum: &mut Sha256, mut file: File) -> std::io::Result<()> {
    let data = file.metadata()?;
    sum.update(data.len().to_le_bytes());
    if data.len() <= WHOLE {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        sum.update(&bytes);
        return Ok(());
    }
    let changed = data.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    sum.update(changed.as_nanos().to_le_bytes());
    for sample in 0..SAMPLES {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start((data.len() - SAMPLE) / (SAMPLES - 1) * sample))?;
        file.by_ref().take(SAMPLE).read_to_end(&mut bytes)?;
        sum.update(&bytes);
    }
    Ok(())
}
