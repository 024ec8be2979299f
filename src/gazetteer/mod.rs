//! Names to places: the built-in gazetteer and files of the user's own.
//!
//! Comes in: `GeoNames` files in their native columns, tables of venues and regions. Goes out: a [`Gazetteer`], an index that
//! is searched by folded name.
//!
//! A gazetteer has layers: the built-in index, and above it one made of the user's files. A place of a higher layer hides the
//! one with the same id below.

pub mod feature;
pub mod fold;
pub mod index;
pub mod layout;
pub mod row;
pub mod table;

mod entry;
mod files;
mod pack;

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::OnceLock;

pub use entry::Entry;
pub use feature::Feature;
pub use layout::NameClass;

use crate::error::{Error, Reject, Result};
use index::Index;

/// The index made by the build script.
static BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.index"));

/// An index from names to places.
#[derive(Debug)]
pub struct Gazetteer {
    layers: Vec<Layer>,
}

/// One index and the ids that it hides in the layers below.
#[derive(Debug)]
struct Layer {
    index: Source,
    hides: HashSet<i32>,
}

/// The built-in index is opened once for the whole process.
#[derive(Debug)]
enum Source {
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

impl Source {
    fn get(&self) -> &Index {
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
        match OPEN.get_or_init(|| Index::open_unchecked(Cow::Borrowed(BUILT_IN))) {
            Ok(index) => Ok(Self { layers: vec![Layer { index: Source::BuiltIn(index), hides: HashSet::new() }] }),
            Err(why) => Err(Error::invalid(format!("the built-in gazetteer {why}"))),
        }
    }

    /// The built-in gazetteer with files of the user's own on top; later files override earlier ones by id.
    /// The second value lists the rows that were left out and why.
    ///
    /// # Errors
    /// Where a file cannot be read or is no gazetteer.
    pub fn with_files(files: &[PathBuf]) -> Result<(Self, Vec<Reject>)> {
        let mut gazetteer = Self::built_in()?;
        if files.is_empty() {
            return Ok((gazetteer, Vec::new()));
        }
        let (own, rejects) = Self::of_files(files)?;
        gazetteer.layers.extend(own.layers);
        Ok((gazetteer, rejects))
    }

    /// A gazetteer of the user's files alone, without the built-in places.
    ///
    /// # Errors
    /// Where a file cannot be read or is no gazetteer.
    pub fn of_files(files: &[PathBuf]) -> Result<(Self, Vec<Reject>)> {
        let (bytes, rejects) = files::pack_files(files)?;
        let index = Index::open(Cow::Owned(bytes)).map_err(|why| Error::invalid(format!("the new index {why}")))?;
        let hides = (0..index.len() as u32).filter_map(|n| index.record(n)).map(index::Record::id).collect();
        Ok((Self { layers: vec![Layer { index: Source::Own(Box::new(index)), hides }] }, rejects))
    }

    /// How many places it holds, hidden ones included.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.index.get().len()).sum()
    }

    /// Whether it holds no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of its indexes.
    pub fn size(&self) -> usize {
        self.layers.iter().map(|layer| layer.index.get().size()).sum()
    }

    /// The places of a name as people write it, in the order of the layers and their rows. A name of at most two letters is
    /// looked up as a code only.
    pub fn lookup(&self, name: &str) -> Vec<Match<'_>> {
        let folded = fold::fold(name);
        let mut found = if fold::is_too_short(&folded) { Vec::new() } else { self.by_key(&folded) };
        if let Some(code) = fold::code(name) {
            found.extend(self.by_key(&format!("={code}")));
        }
        found
    }

    /// Whether a name, as people write it, is that of any place.
    pub fn knows(&self, name: &str) -> bool {
        let folded = fold::fold(name);
        let known = |key: &str| self.layers.iter().any(|layer| layer.index.get().get(key).next().is_some());
        !folded.is_empty() && !fold::is_too_short(&folded) && known(&folded)
            || fold::code(name).is_some_and(|code| known(&format!("={code}")))
    }

    /// The places of a folded name, short ones too: for names that come with a country to check them.
    pub fn by_folded(&self, folded: &str) -> Vec<Match<'_>> {
        self.by_key(folded)
    }

    /// The administrative unit or country of a code: "SY.07", "SY".
    pub fn unit(&self, code: &str) -> Option<Entry<'_>> {
        if code.is_empty() {
            return None;
        }
        self.by_key(&format!("@{code}")).into_iter().next_back().map(|found| found.entry)
    }

    /// The places under a key of the index.
    fn by_key(&self, key: &str) -> Vec<Match<'_>> {
        let mut found = Vec::new();
        for (depth, layer) in self.layers.iter().enumerate() {
            let index = layer.index.get();
            for posting in index.get(key) {
                let Some(record) = index.record(posting.place) else { continue };
                let hidden = self.layers.iter().skip(depth + 1).any(|above| above.hides.contains(&record.id()));
                if !hidden {
                    found.push(Match { entry: Entry::new(record), class: posting.class });
                }
            }
        }
        found
    }
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
    fn the_built_in_index_is_whole() {
        assert!(Index::open(Cow::Borrowed(BUILT_IN)).is_ok());
    }

    #[test]
    fn it_opens_within_the_size_that_is_promised() {
        let gazetteer = Gazetteer::built_in().unwrap();
        assert!(gazetteer.len() > 200_000 && gazetteer.size() < 30_000_000, "{}", gazetteer.size());
    }
}
