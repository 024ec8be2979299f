//! Names to places: the built-in gazetteer and files of the user's own.
//!
//! Comes in: `GeoNames` files in their native columns, tables of venues and regions. Goes out: a [`Gazetteer`], an index that
//! is searched by folded name.
//!
//! A gazetteer has layers: the built-in index, and above it those of the user's files. A place of a higher layer hides the
//! one with the same id below. Files come as text in many forms ([`form`]) or as an index made by `incimap gazetteer build`.

pub mod alike;
pub mod bytes;
pub mod contents;
pub mod distance;
pub mod feature;
pub mod fold;
pub mod form;
pub mod further_names;
pub mod geojson_rows;
pub mod hash;
pub mod index;
pub mod info;
pub mod layout;
pub mod record;
pub mod row;
pub mod skeleton;
pub mod table;

mod cache;
mod entry;
mod files;
mod intern;
mod keys;
mod lines;
mod number;
mod pack;
mod radii;
mod typing;
mod unit_names;
mod write;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use entry::Entry;
pub use feature::Feature;
pub use layout::NameClass;

use crate::error::{Error, Reject, Result};
use bytes::Bytes;
use contents::{Contents, Told};
use index::{Index, Posting};
use keys::SignedKey;
use record::Record;

/// The index made by the build script.
static BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.index"));

/// An index from names to places.
#[derive(Debug)]
pub struct Gazetteer {
    layers: Vec<Layer>,
}

/// One index; the built-in one is opened once for the whole process.
#[derive(Debug)]
enum Layer {
    BuiltIn(&'static Index),
    Own(Box<Index>),
}

/// A place found under a name.
#[derive(Debug, Clone, Copy)]
pub struct Match<'g> {
    /// The place.
    pub entry: Entry<'g>,
    /// How the name belongs to it.
    pub class: NameClass,
}

impl Layer {
    fn index(&self) -> &Index {
        match self {
            Self::BuiltIn(index) => index,
            Self::Own(index) => index,
        }
    }
}

impl Gazetteer {
    /// The built-in gazetteer; needs no file. Opened once; later calls cost nothing.
    ///
    /// # Errors
    /// Where the built-in index is damaged.
    pub fn built_in() -> Result<Self> {
        static OPEN: OnceLock<std::result::Result<Index, String>> = OnceLock::new();
        match OPEN.get_or_init(|| Index::open_unsummed(Bytes::Static(BUILT_IN))) {
            Ok(index) => Ok(Self { layers: vec![Layer::BuiltIn(index)] }),
            Err(why) => Err(Error::invalid(format!("the built-in gazetteer {why}"))),
        }
    }

    /// The built-in gazetteer with files of the user's own on top; later files override earlier ones by id. An index made by
    /// `incimap gazetteer build` is a layer of its own and opened as it is; text files are indexed, large ones only the first
    /// time ([`cache`]). The second value lists the first 1000 rows that were left out and why, and how many more there are.
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

    /// Its indexes, the lowest first.
    pub fn indexes(&self) -> impl Iterator<Item = &Index> {
        self.layers.iter().map(Layer::index)
    }

    /// How many places it holds, hidden ones included.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.index().len()).sum()
    }

    /// Whether it holds no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of its indexes.
    pub fn size(&self) -> usize {
        self.layers.iter().map(|layer| layer.index().size()).sum()
    }

    /// The places of a name as people write it, in the order of the layers and their ids. A name of at most two letters is
    /// looked up as a code only.
    pub fn lookup(&self, name: &str) -> Vec<Match<'_>> {
        let folded = fold::fold(name);
        let mut found = if fold::is_too_short(&folded) { Vec::new() } else { self.by_folded(&folded) };
        if let Some(key) = fold::code(name).and_then(|code| SignedKey::of('=', &code)) {
            found.extend(self.matches(key.as_str()));
        }
        found
    }

    /// Whether a name, as people write it, is that of any place.
    pub fn knows(&self, name: &str) -> bool {
        let folded = fold::fold(name);
        !fold::is_too_short(&folded) && self.knows_folded(&folded)
            || fold::code(name)
                .and_then(|code| SignedKey::of('=', &code))
                .is_some_and(|key| self.knows_folded(key.as_str()))
    }

    /// Whether a folded name is that of any place, a short one too. Costs one look into a table of 2 MB where it is not, and
    /// never an allocation: made for the words of a text.
    #[inline]
    pub fn knows_folded(&self, folded: &str) -> bool {
        self.layers.iter().any(|layer| layer.index().has(folded))
    }

    /// The places of a folded name, short ones too: for names that come with a country to check them.
    pub fn by_folded(&self, folded: &str) -> Vec<Match<'_>> {
        if let [only] = self.layers.as_slice() {
            let postings = only.index().get(folded);
            let mut found = Vec::with_capacity(postings.size_hint().1.unwrap_or_default());
            found.extend(postings.filter_map(|posting| self.shown(0, posting)));
            return found;
        }
        self.matches(folded).collect()
    }

    /// The places of a folded name one by one, in the order of the layers and their ids, without an allocation.
    #[inline]
    pub fn matches<'g, 'k>(&'g self, folded: &'k str) -> impl Iterator<Item = Match<'g>> + use<'g, 'k> {
        let lists = self.layers.iter().map(move |layer| layer.index().get(folded)).enumerate();
        lists.flat_map(move |(depth, list)| list.filter_map(move |posting| self.shown(depth, posting)))
    }

    /// The places whose people or things are called by a word, as people write it: "Syrian", "Sirier".
    pub fn demonym(&self, word: &str) -> Vec<Match<'_>> {
        let folded = fold::fold(word);
        SignedKey::of('~', &folded).map_or_else(Vec::new, |key| self.by_folded(key.as_str()))
    }

    /// The administrative unit or country of a code: "SY.07", "SY".
    pub fn unit(&self, code: &str) -> Option<Entry<'_>> {
        let key = SignedKey::of('@', code)?;
        self.matches(key.as_str()).last().map(|found| found.entry)
    }

    /// The place of a posting, unless a layer above has its own of the same id.
    fn shown(&self, depth: usize, posting: Posting) -> Option<Match<'_>> {
        let record = self.layers.get(depth)?.index().record(posting.place)?;
        let above = self.layers.get(depth + 1..).unwrap_or_default();
        let hides = |own: Record<'_>| own.key() == record.key() && !own.is_borrowed();
        let hidden = above.iter().any(|layer| layer.index().by_id(record.id()).is_some_and(hides));
        (!hidden).then(|| Match { entry: Entry::new(record), class: posting.class })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &[Match<'_>]) -> Vec<String> {
        found.iter().map(|m| format!("{} {}", m.entry.name(), m.entry.country_letters())).collect()
    }

    #[test]
    fn the_built_in_gazetteer_knows_capitals_in_their_own_script() {
        let gazetteer = Gazetteer::built_in().unwrap();
        for (name, expected) in [("Москва", "RU"), ("كابل", "AF"), ("Αθήνα", "GR"), ("北京", "CN"), ("köln", "DE")]
        {
            let found = gazetteer.lookup(name);
            assert!(found.iter().any(|m| m.entry.country_letters() == expected), "{name}: {:?}", names(&found));
        }
    }

    #[test]
    fn short_names_are_codes_and_only_in_capitals() {
        let gazetteer = Gazetteer::built_in().unwrap();
        assert!(gazetteer.lookup("UK").iter().any(|m| m.entry.name() == "United Kingdom"));
        assert!(gazetteer.lookup("us").is_empty());
        assert!(gazetteer.lookup("").is_empty() && gazetteer.lookup("\0").is_empty());
    }

    #[test]
    fn units_are_found_by_their_code() {
        let gazetteer = Gazetteer::built_in().unwrap();
        assert_eq!(gazetteer.unit("SY.07").map(|e| e.name().to_owned()).as_deref(), Some("Deir ez-Zor"));
        assert_eq!(gazetteer.unit("AF").map(|e| e.name().to_owned()).as_deref(), Some("Afghanistan"));
        assert!(gazetteer.unit("").is_none() && gazetteer.unit("XX.99").is_none());
    }

    #[test]
    fn demonyms_are_no_names_and_former_names_are_marked() {
        let gazetteer = Gazetteer::built_in().unwrap();
        assert_eq!(names(&gazetteer.demonym("Syrian")), ["Syria SY"]);
        assert!(gazetteer.demonym("Syria").is_empty() && gazetteer.demonym("").is_empty());
        let former = gazetteer.lookup("Abyssinia");
        assert!(former.iter().any(|m| m.entry.country_letters() == "ET" && m.class == NameClass::Former));
    }

    #[test]
    fn the_built_in_index_is_whole() {
        assert!(Index::open(Bytes::Static(BUILT_IN)).is_ok());
    }

    #[test]
    fn it_opens_within_the_size_that_is_promised() {
        let gazetteer = Gazetteer::built_in().unwrap();
        assert!(gazetteer.len() > 200_000 && gazetteer.size() < 45_000_000, "{}", gazetteer.size());
    }
}
