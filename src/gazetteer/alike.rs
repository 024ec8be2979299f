//! Places whose name is written almost as asked: in another transliteration, or with a typing error.
//!
//! Comes in: a name as people write it, in Latin, Cyrillic, Greek or Arabic letters. Goes out: [`Alike`]s, with what the difference is and
//! how large.
//!
//! - **Transliteration** (Latin letters): names with the same [`skeleton`](super::skeleton), verified by a distance in which vowels
//!   cost little and consonants much (`by_sound`).
//! - **One typing error** in a name of 5 letters and more: every name that one error makes is looked up.
//! - **Two typing errors** in a name of 9 letters and more, in Latin letters, where nothing nearer was found: names whose
//!   skeleton differs by at most two consonants are compared letter by letter.
//!
//! Names of fewer than 5 letters and codes are never taken for one another.

use std::collections::HashMap;

use super::distance::{by_sound, by_sound_within, by_typing, may_sound_alike};
use super::fold::fold;
use super::hash::hash;
use super::index::{Index, Name};
use super::layout::LONGEST_KEY;
use super::postings::Countries;
use super::skeleton::{Sounds, skeleton};
use super::typing::{Errors, alphabet, one_error};
use super::{Entry, Gazetteer, NameClass};

/// A name of fewer letters is taken as it is.
const LEAST_LETTERS: usize = 5;
/// A name of fewer letters has at most one typing error.
const LEAST_LETTERS_FOR_TWO: usize = 9;
/// The consonants of skeletons.
const CONSONANTS: &[u8] = b"bcdfghjklmnprstz";
/// No more names of one skeleton are compared by their sounds.
const MOST_SOUNDED: usize = 2000;
/// No more names are compared for two errors: 0.5 ms.
const MOST_COMPARED: usize = 4000;
/// Fewer consonants are shared by so many names that those two consonants away are too many to compare.
const LEAST_CONSONANTS_FOR_TWO: usize = 5;
/// More consonants have so many neighbours that those two consonants away are too many to look up.
const MOST_CONSONANTS_FOR_TWO: usize = 7;

/// A place whose name is almost the one asked for.
#[derive(Debug, Clone, Copy)]
pub struct Alike<'g> {
    /// The place.
    pub entry: Entry<'g>,
    /// How its name belongs to it.
    pub class: NameClass,
    /// Its name as the index has it, folded.
    pub written: &'g str,
    /// In what the two names differ.
    pub likeness: Likeness,
    /// How much they differ: 0 not at all, 1 as much as is allowed for names of their length.
    pub cost: f64,
}

/// In what two names differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// One name in two transliterations.
    Transliteration,
    /// One typing error.
    OneEdit,
    /// Two typing errors.
    TwoEdits,
}

impl Likeness {
    /// The words for a reader: "one typing error".
    pub fn label(self) -> &'static str {
        match self {
            Self::Transliteration => "another transliteration",
            Self::OneEdit => "one typing error",
            Self::TwoEdits => "two typing errors",
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// The weakest likeness.
    most: Likeness,
    /// The largest cost of a transliteration.
    sound: f64,
    /// Whether two typing errors may both be in consonants.
    thorough: bool,
}

/// A name as it sounds, and the hash of its skeleton.
#[derive(Debug)]
struct Sounding<'a> {
    sounds: &'a Sounds,
    key: u64,
}

/// The names found so far, by their offsets in one index: in what they differ, and how much.
type Found = HashMap<u32, (Likeness, f64)>;

impl Gazetteer {
    /// The places whose name is almost the one given, the nearest first; names that are the same when folded are not among
    /// them. A place is given once, by its nearest name. Takes some 0.1 ms, with two errors some
    /// 0.6 ms, in which five in six names with two random errors are found.
    ///
    /// # Example
    /// ```
    /// use incimap::gazetteer::{Gazetteer, alike::Likeness};
    ///
    /// let gazetteer = Gazetteer::built_in()?;
    /// let found = gazetteer.alike("Tel Rifaat");
    /// assert_eq!((found[0].entry.name(), found[0].likeness), ("Tall Rif‘at", Likeness::Transliteration));
    /// # Ok::<(), incimap::error::Error>(())
    /// ```
    pub fn alike(&self, name: &str) -> Vec<Alike<'_>> {
        self.search(name, Bounds { most: Likeness::TwoEdits, sound: 1.0, thorough: true }, &Countries::default())
    }

    /// The same for the rows of a table, in some 20 µs: without likenesses weaker than `most`, without transliterations of a cost
    /// above `sound`, and of two typing errors at most one in a consonant. What is a transliteration at a higher cost is no
    /// typing error either. Of places that lie outside some countries most are left out.
    pub fn alike_up_to(&self, name: &str, most: Likeness, sound: f64, countries: &Countries) -> Vec<Alike<'_>> {
        self.search(name, Bounds { most, sound, thorough: false }, countries)
    }

    fn search(&self, name: &str, bounds: Bounds, countries: &Countries) -> Vec<Alike<'_>> {
        let folded = fold(name);
        let letters = folded.chars().filter(|c| *c != ' ').count();
        if letters < LEAST_LETTERS {
            return Vec::new();
        }
        let sounds = Sounds::of(&folded);
        let mut found: Vec<(usize, Found)> = Vec::new();
        for (depth, layer) in self.layers.iter().enumerate() {
            let mut names = Found::new();
            let sounding = sounds.as_ref().map(|sounds| Sounding { sounds, key: hash(&skeleton(sounds)) });
            if let Some(sounding) = &sounding {
                by_skeleton(layer.index(), &folded, sounding, bounds.sound, &mut names);
            }
            by_one_error(layer.index(), &folded, letters, sounding.as_ref(), &mut names);
            found.push((depth, names));
        }
        if bounds.most == Likeness::TwoEdits
            && letters >= LEAST_LETTERS_FOR_TWO
            && let Some(sounds) = sounds.as_ref().filter(|_| found.iter().all(|(_, names)| names.is_empty()))
        {
            for (depth, names) in &mut found {
                let index = self.layers.get(*depth).map(super::Layer::index);
                if let Some(index) = index {
                    by_two_errors(index, &folded, sounds, bounds.thorough, names);
                }
            }
        }
        self.places(found, countries)
    }

    /// The places of the names that may lie in some countries, nearest first, each once.
    fn places(&self, found: Vec<(usize, Found)>, countries: &Countries) -> Vec<Alike<'_>> {
        let mut out: Vec<Alike<'_>> = Vec::new();
        for (depth, names) in found {
            let Some(index) = self.layers.get(depth).map(super::Layer::index) else { continue };
            for (offset, (likeness, cost)) in names {
                let Some(Name { key, postings }) = index.name_at(offset) else { continue };
                let places = postings.within(countries).filter_map(|posting| self.shown(depth, posting, key));
                out.extend(places.map(|m| Alike { entry: m.entry, class: m.class, written: key, likeness, cost }));
            }
        }
        let nearer = |a: &Alike<'_>, b: &Alike<'_>| {
            a.likeness.cmp(&b.likeness).then_with(|| a.cost.total_cmp(&b.cost)).then_with(|| a.class.cmp(&b.class))
        };
        out.sort_by(|a, b| {
            a.entry.id().cmp(&b.entry.id()).then_with(|| nearer(a, b)).then_with(|| a.written.cmp(b.written))
        });
        out.dedup_by_key(|alike| alike.entry.id());
        out.sort_by(|a, b| nearer(a, b).then_with(|| a.entry.id().cmp(&b.entry.id())));
        out
    }
}

/// Names with the same skeleton that are near by sound.
fn by_skeleton(index: &Index, folded: &str, own: &Sounding<'_>, most: f64, found: &mut Found) {
    let (length, vowels) = (own.sounds.as_bytes().len(), own.sounds.vowels());
    let near = index.sounding_like(own.key).take(MOST_SOUNDED);
    let near = near.filter(|(_, others)| may_sound_alike(length, vowels, *others, most));
    // All names are looked up before the first is compared: the looks do not wait for each other.
    let names: Vec<_> = near.filter_map(|(offset, _)| Some((offset, index.name_at(offset)?))).collect();
    for (offset, name) in names.into_iter().filter(|(_, name)| name.key != folded) {
        if let Some(cost) = Sounds::of(name.key).and_then(|other| by_sound_within(own.sounds, &other, most)) {
            found.insert(offset, (Likeness::Transliteration, cost));
        }
    }
}

/// Names with one typing error.
fn by_one_error(index: &Index, folded: &str, letters: usize, own: Option<&Sounding<'_>>, found: &mut Found) {
    let Some(alphabet) = alphabet(folded).filter(|_| folded.len() <= LONGEST_KEY + 4) else { return };
    let mut note = |other: &[u8]| {
        let Some(offset) = index.offset_of(other).filter(|_| other != folded.as_bytes()) else { return };
        if !own.is_some_and(|own| is_by_skeleton(index, offset, own)) {
            found.entry(offset).or_insert((Likeness::OneEdit, LEAST_LETTERS as f64 / letters as f64));
        }
    };
    // All hashes before all looks at the directory: the looks do not wait for each other.
    if let Some(errors) = Errors::of(folded, alphabet) {
        index.may_hold(&errors.hashes()).into_iter().for_each(|number| note(&errors.name(number)));
        return;
    }
    let mut hashes = Vec::with_capacity(folded.len() * alphabet.len());
    one_error(folded, alphabet, |other| hashes.push(hash(other)));
    let possible = index.may_hold(&hashes);
    let mut numbers = possible.into_iter().peekable();
    let mut number = 0;
    one_error(folded, alphabet, |other| {
        if numbers.next_if_eq(&number).is_some() {
            note(other);
        }
        number += 1;
    });
}

/// Whether a name is near by sound at any cost, and looked at for that.
fn is_by_skeleton(index: &Index, offset: u32, own: &Sounding<'_>) -> bool {
    let sounds = || index.name_at(offset).and_then(|name| Sounds::of(name.key));
    index.sounding_like(own.key).take(MOST_SOUNDED).any(|(at, _)| at == offset)
        && sounds().is_some_and(|other| by_sound(own.sounds, &other).is_some())
}

/// Names with two typing errors: those whose skeleton is at most two consonants away, nearest skeletons first.
fn by_two_errors(index: &Index, folded: &str, sounds: &Sounds, thorough: bool, found: &mut Found) {
    let own = skeleton(sounds);
    let of = |skeleton: &[u8]| index.sounding_like(hash(skeleton)).map(|(offset, _)| offset);
    let mut offsets: Vec<u32> = of(&own).collect();
    other_skeletons(&own, 0, &mut |one, _| offsets.extend(of(one)));
    compare(index, folded, offsets, found);
    if thorough && found.is_empty() && (LEAST_CONSONANTS_FOR_TWO..=MOST_CONSONANTS_FOR_TWO).contains(&own.len()) {
        let mut offsets = Vec::new();
        other_skeletons(&own, 0, &mut |one, at| {
            other_skeletons(one, at, &mut |two, _| offsets.extend(of(two)));
        });
        compare(index, folded, offsets, found);
    }
}

/// Compares a name with others letter by letter.
fn compare(index: &Index, folded: &str, mut offsets: Vec<u32>, found: &mut Found) {
    let letters = folded.chars().filter(|c| *c != ' ').count();
    offsets.sort_unstable();
    offsets.dedup();
    let cost = LEAST_LETTERS_FOR_TWO as f64 / letters as f64;
    for offset in offsets.into_iter().take(MOST_COMPARED) {
        let Some(name) = index.name_at(offset) else { continue };
        if name.key.len().abs_diff(folded.len()) <= 2 && by_typing(folded, name.key, 2).is_some() {
            found.insert(offset, (Likeness::TwoEdits, cost));
        }
    }
}

/// The skeletons with one consonant put in, left out, put for another, or swapped with its neighbour, from a place on; and
/// the place.
fn other_skeletons(own: &[u8], from: usize, each: &mut dyn FnMut(&[u8], usize)) {
    let mut buffer = Vec::with_capacity(own.len() + 1);
    let mut make = |before: &[u8], sounds: &[u8], behind: &[u8]| {
        if before.last().zip(sounds.first()).is_some_and(|(one, two)| one == two) {
            // Doubled consonants are one in every skeleton.
            return;
        }
        buffer.clear();
        buffer.extend_from_slice(before);
        buffer.extend_from_slice(sounds);
        buffer.extend_from_slice(behind);
        each(&buffer, before.len());
    };
    for at in from..=own.len() {
        let Some((before, rest)) = own.split_at_checked(at) else { continue };
        for consonant in CONSONANTS {
            make(before, &[*consonant], rest);
        }
        let [here, behind @ ..] = rest else { continue };
        make(before, &[], behind);
        for consonant in CONSONANTS.iter().filter(|consonant| *consonant != here) {
            make(before, &[*consonant], behind);
        }
        if let [next, after @ ..] = behind {
            make(before, &[*next, *here], after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str) -> Option<(String, Likeness)> {
        let gazetteer = Gazetteer::built_in().unwrap();
        gazetteer.alike(name).first().map(|alike| (alike.entry.name().to_owned(), alike.likeness))
    }

    #[test]
    fn transliterations_are_found() {
        for (name, expected) in [
            ("Tel Rifaat", "Tall Rif‘at"),
            ("Dayr az Zur", "Deir ez-Zor"),
            ("Khan Cheikhoun", "Khān Shaykhūn"),
            ("Mazar i Shareef", "Mazar-i-Sharif"),
        ] {
            assert_eq!(first(name), Some((expected.to_owned(), Likeness::Transliteration)), "{name}");
        }
    }

    #[test]
    fn typing_errors_are_found_one_in_short_names_and_two_in_long_ones() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let has = |name: &str, written: &str, likeness: Likeness| {
            gazetteer.alike(name).iter().any(|alike| alike.written == written && alike.likeness == likeness)
        };
        assert!(has("Mozul", "mosul", Likeness::OneEdit));
        assert!(has("Масква", "москва", Likeness::OneEdit));
        assert!(has("Maiduquri", "maiduguri", Likeness::OneEdit));
        assert!(has("Maidoguni", "maiduguri", Likeness::TwoEdits));
        assert!(!has("Mozol", "mosul", Likeness::TwoEdits));
    }

    #[test]
    fn short_names_codes_and_rubbish_are_like_nothing() {
        let gazetteer = Gazetteer::built_in().unwrap();
        for name in ["Homs", "USA", "", "\0", "....", "Qxzwvkjhgfd"] {
            assert!(gazetteer.alike(name).is_empty(), "{name}");
        }
        assert!(gazetteer.alike(&"long ".repeat(1_000_000)).is_empty());
    }

    #[test]
    fn the_same_name_gives_the_same_places_in_the_same_order_each_once() {
        let gazetteer = Gazetteer::built_in().unwrap();
        let once: Vec<i32> = gazetteer.alike("Jalalabd").iter().map(|alike| alike.entry.id()).collect();
        assert_eq!(once, gazetteer.alike("Jalalabd").iter().map(|alike| alike.entry.id()).collect::<Vec<_>>());
        let all: std::collections::HashSet<&i32> = once.iter().collect();
        assert!(once.len() == all.len() && once.len() > 3);
    }
}
