//! Opens and builds gazetteers from files.
//!
//! Comes in: paths of text files and indexes. Goes out: a [`Gazetteer`] of one layer or several, and the rows that were left out.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::bytes::Bytes;
use super::contents::{Contents, Told};
use super::index::Index;
use super::{Gazetteer, Layer, cache, files, layout};
use crate::error::{Error, Reject, Result};

impl Gazetteer {
    /// The built-in gazetteer with files of the user's own on top; later files override earlier ones by id. An index made by
    /// `incimap gazetteer build` is a layer of its own and opened as it is; text files are indexed, large ones only the first
    /// time (`cache.rs`). The second value lists the first 1000 rows that were left out and why, and how many more there are.
    ///
    /// # Errors
    /// Where a file cannot be read, is no gazetteer, or is a damaged index.
    pub fn with_files(files: &[PathBuf]) -> Result<(Self, Vec<Reject>)> {
        let mut gazetteer = Self::built_in()?;
        let mut rejects = Vec::new();
        for group in files.chunk_by(|a, b| !is_index(a) && !is_index(b)) {
            let index = match group {
                [path] if is_index(path) => open(path)?,
                texts => cache::index_of(texts, gazetteer.layers.first().map(Layer::index))?,
            };
            rejects.extend(left_out(&index.contents()));
            gazetteer.layers.push(Layer::Own(Box::new(index)));
        }
        Ok((gazetteer, rejects))
    }

    /// A gazetteer of the user's text files alone, without the built-in places.
    ///
    /// # Errors
    /// Where a file cannot be read or is no gazetteer.
    pub fn of_files(files: &[PathBuf]) -> Result<(Self, Vec<Reject>)> {
        let bytes = Bytes::Owned(files::build_in_memory(files, None)?);
        let index = Index::open_unsummed(bytes).map_err(|why| Error::invalid(format!("the new index {why}")))?;
        let rejects = left_out(&index.contents());
        Ok((Self { layers: vec![Layer::Own(Box::new(index))] }, rejects))
    }

    /// The gazetteer of one index file alone, mapped into memory.
    ///
    /// # Errors
    /// Where the file cannot be read, is no index, one of another version, or damaged.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { layers: vec![Layer::Own(Box::new(open(path)?))] })
    }

    /// The gazetteer of an index in memory.
    ///
    /// # Errors
    /// Where the bytes are no index, one of another version, or damaged.
    pub fn of_bytes(bytes: Vec<u8>) -> Result<Self> {
        let index = Index::open(Bytes::Owned(bytes)).map_err(|why| Error::invalid(format!("the index {why}")))?;
        Ok(Self { layers: vec![Layer::Own(Box::new(index))] })
    }

    /// Builds one index of files and writes it, whole or not at all. Names for places that none of the files has are given to
    /// those of the built-in gazetteer. `tell` gets every row that is left out.
    ///
    /// # Errors
    /// Where a file cannot be read or is no gazetteer, or the index cannot be written.
    pub fn build(files: &[PathBuf], output: &Path, tell: &mut (dyn FnMut(Told) + Send)) -> Result<Self> {
        let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |source| Error::io(output, "write the gazetteer index", source);
        let draft = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        let below = Self::built_in()?;
        files::build(files, below.indexes().next(), draft.as_file(), tell)?;
        draft.as_file().sync_all().map_err(failed)?;
        draft.persist(output).map_err(|error| failed(error.error))?;
        Self::open(output)
    }
}

/// Whether a file is an index, by its first bytes.
fn is_index(path: &Path) -> bool {
    let mut head = [0; layout::MAGIC.len()];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok()) && head == layout::MAGIC
}

/// Maps an index file.
fn open(path: &Path) -> Result<Index> {
    let file = File::open(path).map_err(|source| Error::io(path, "open the gazetteer index", source))?;
    let bytes = Bytes::map(&file).map_err(|source| Error::io(path, "map the gazetteer index", source))?;
    Index::open(bytes).map_err(|why| Error::invalid(why).in_file(path))
}

/// The rows left out of an index: the first ones, and the number of the others.
fn left_out(contents: &Contents) -> Vec<Reject> {
    let more = contents.left_out_rows().saturating_sub(contents.told.len() as u64);
    let rest = (more > 0).then(|| Reject {
        input: contents.told.last().map(|told| told.file.clone()).unwrap_or_default(),
        line: 0,
        column: None,
        value: more.to_string(),
        why: "more rows were left out: `incimap gazetteer info` counts them by reason".to_owned(),
    });
    let told = contents.told.iter().map(|told| Reject {
        input: told.file.clone(),
        line: told.line,
        column: told.column.clone(),
        value: told.value.clone(),
        why: told.why.clone(),
    });
    told.chain(rest).collect()
}
