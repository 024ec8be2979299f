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
pub mod postings;
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
mod open;
mod order;
mod pack;
mod radii;
mod sections;
mod typing;
mod unit_names;
mod warm;
mod write;

use std::sync::OnceLock;

pub use entry::Entry;
pub use feature::Feature;
pub use layout::NameClass;

use crate::error::{Error, Result};
use bytes::Bytes;
use index::Index;
use keys::SignedKey;
use postings::{Countries, Posting};
use record::Record;

/// More places of a name than this are looked at all together before they are judged.
const FEW: usize = 2;

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

    /// The places of a name as people write it that may lie in some countries and pass a test, one by one, in the order of
    /// [`Self::lookup`]. The test comes before the look at the layers above, which costs more.
    pub fn each_of<'g>(
        &'g self,
        name: &str,
        countries: &Countries,
        passes: impl Fn(&Entry<'g>) -> bool,
        mut each: impl FnMut(Match<'g>),
    ) {
        let folded = fold::fold(name);
        let key = fold::code(name).and_then(|code| SignedKey::of('=', &code));
        let folded = Some(folded.as_str()).filter(|folded| !fold::is_too_short(folded));
        for key in folded.into_iter().chain(key.as_ref().map(SignedKey::as_str)) {
            self.each_of_folded(key, countries, &passes, &mut each);
        }
    }

    /// The same for a folded name, a short one too, or a key.
    pub fn each_of_folded<'g>(
        &'g self,
        key: &str,
        countries: &Countries,
        passes: impl Fn(&Entry<'g>) -> bool,
        mut each: impl FnMut(Match<'g>),
    ) {
        let mut near: Vec<Posting> = Vec::new();
        for (depth, index) in self.indexes().enumerate() {
            near.clear();
            near.extend(index.get(key).within(countries));
            if near.len() > FEW {
                warm::look_at_places(index, near.iter().copied());
            }
            for posting in near.iter().copied() {
                let passed = index.record(posting.place).filter(|record| passes(&Entry::new(*record)));
                if let Some(found) = passed.and_then(|_| self.shown(depth, posting, key)) {
                    each(found);
                }
            }
        }
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
            found.extend(postings.filter_map(|posting| self.shown(0, posting, folded)));
            return found;
        }
        self.matches(folded).collect()
    }

    /// Whether a folded name may be known: most that are not are told by one look at the directory.
    pub fn may_know(&self, folded: &str) -> bool {
        self.layers.iter().any(|layer| layer.index().may_know(folded))
    }

    /// The places of a folded name one by one, in the order of the layers and their ids, without an allocation.
    #[inline]
    pub fn matches<'g, 'k>(&'g self, folded: &'k str) -> impl Iterator<Item = Match<'g>> + use<'g, 'k> {
        let lists = self.layers.iter().map(move |layer| layer.index().get(folded)).enumerate();
        lists.flat_map(move |(depth, list)| list.filter_map(move |posting| self.shown(depth, posting, folded)))
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

    /// The place of a posting of a key, unless a layer above has its own of the same id.
    fn shown(&self, depth: usize, posting: Posting, key: &str) -> Option<Match<'_>> {
        let record = self.layers.get(depth)?.index().record(posting.place)?;
        let above = self.layers.get(depth + 1..).unwrap_or_default();
        let hides = |own: Record<'_>| own.key() == record.key() && !own.is_borrowed();
        let hidden = above.iter().any(|layer| same_id(layer.index(), record.id(), key).is_some_and(hides));
        (!hidden).then(|| Match { entry: Entry::new(record), class: posting.class })
    }
}

/// The place of an id, looked for among the first that bear a name before it is looked for among all: most places that stand
/// in two layers bear the same names in both.
fn same_id<'i>(index: &'i Index, id: i32, key: &str) -> Option<Record<'i>> {
    let mut namesakes = index.get(key).take(8).filter_map(|posting| index.record(posting.place));
    namesakes.find(|record| record.id() == id).or_else(|| index.by_id(id))
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
