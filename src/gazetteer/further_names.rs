//! Reads further names for places that stand in other files.
//!
//! Comes in: `alternateNamesV2.txt`, or a table separated by tabs whose header is `name`, `key`, `class` or `demonym`, `key`
//! (with or without a `#` before it). Goes out: [`FurtherName`]s, and a [`Fault`] for every line that cannot be used.
//!
//! | column | what it holds |
//! |---|---|
//! | `name` | a name, as people write it |
//! | `demonym` | the word for what belongs to a place or comes from it, instead of `name` |
//! | `key` | the place: a `GeoNames` id, the key of an own place ("region:abkhazia"), or the code of a unit ("AU.01", "ET") |
//! | `class` | `alternate` (if left out), `preferred` (the name for labels), `former`, or `abbreviation` |

use super::layout::NameClass;
use super::row::{Fault, whole};
use super::table::own_id;

/// What a file of names adds to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FurtherName {
    /// Whose name it is.
    pub owner: Owner,
    /// The name.
    pub name: String,
    /// How it belongs to the place.
    pub class: NameClass,
    /// Whether it is the name for labels.
    pub label: bool,
}

/// Whose name it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The place of an id.
    Id(i32),
    /// The unit or country of a code.
    Unit(String),
}

/// Which columns a table of names has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    demonyms: bool,
    class: Option<usize>,
}

/// The columns of a header; none where it is not that of a table of names.
pub fn columns(header: &str) -> Option<Columns> {
    let mut fields = header.trim_start_matches(['\u{feff}', '#']).trim_end().split('\t').map(str::trim);
    let demonyms = match fields.next()? {
        "name" => false,
        "demonym" => true,
        _ => return None,
    };
    let is_key = fields.next()? == "key";
    is_key.then(|| Columns { demonyms, class: fields.position(|field| field == "class").map(|at| at + 2) })
}

/// One line of a table of names.
///
/// # Errors
/// The fault, where it cannot be used.
pub fn table_name(line: u64, content: &str, columns: Columns) -> Result<FurtherName, Fault> {
    let field = |n: usize| content.split('\t').nth(n).unwrap_or_default().trim();
    let (name, key) = (field(0), field(1));
    if name.is_empty() {
        return Err(Fault::new(line, Some("name"), name, "is empty; there is no name to add"));
    }
    let owner = owner(line, key)?;
    let class = match columns.class.map_or("", field) {
        _ if columns.demonyms => NameClass::Demonym,
        "" | "alternate" | "abbreviation" => NameClass::Alternate,
        "preferred" => NameClass::Preferred,
        "former" => NameClass::Former,
        other => {
            let why = "is none of alternate, preferred, former, abbreviation";
            return Err(Fault::new(line, Some("class"), other, why));
        }
    };
    Ok(FurtherName { owner, name: name.to_owned(), class, label: class == NameClass::Preferred })
}

/// The place of a key.
fn owner(line: u64, key: &str) -> Result<Owner, Fault> {
    if key.is_empty() {
        return Err(Fault::new(line, Some("key"), key, "is empty; a name belongs to a place"));
    }
    if key.bytes().all(|b| b.is_ascii_digit()) {
        return whole(line, "geonameid", key).map(|id| Owner::Id(id as i32));
    }
    let unit = key.len() == 2 || key.as_bytes().get(2) == Some(&b'.');
    Ok(if unit { Owner::Unit(key.to_owned()) } else { Owner::Id(own_id(key) as i32) })
}

/// Whether a line looks like one of alternateNamesV2.txt: eight to ten columns that start with two numbers.
pub fn is_alternate_name(line: &str) -> bool {
    let columns = line.split('\t').take(11).count();
    (8..=10).contains(&columns) && line.split('\t').take(2).all(|f| f.parse::<u64>().is_ok())
}

/// One line of `alternateNamesV2.txt`: links and post codes are nothing, historic names are [`NameClass::Former`].
///
/// # Errors
/// The fault, where it cannot be used.
pub fn alternate_name(line: u64, content: &str) -> Result<Option<FurtherName>, Fault> {
    let mut fields = content.split('\t');
    let mut field = || fields.next();
    let (Some(_), Some(id), Some(language), Some(name), Some(preferred), Some(_short), Some(_slang), Some(historic)) =
        (field(), field(), field(), field(), field(), field(), field(), field())
    else {
        return Err(Fault::new(line, None, content, "has fewer than the 8 columns of alternateNamesV2.txt"));
    };
    if name.trim().is_empty() || matches!(language, "link" | "wkdt" | "post" | "unlc") {
        return Ok(None);
    }
    let id = whole(line, "geonameid", id)? as i32;
    let label = language == "en" && preferred == "1" && historic != "1";
    let class = match historic {
        "1" => NameClass::Former,
        _ if label => NameClass::Preferred,
        _ => NameClass::Alternate,
    };
    Ok(Some(FurtherName { owner: Owner::Id(id), name: name.to_owned(), class, label }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternate_names_pass_over_links_and_mark_historic_names() {
        let read = |line: &str| alternate_name(1, line);
        let city = read("1\t128234\ten\tKerman City\t1\t\t\t\t\t").unwrap().unwrap();
        assert_eq!((city.owner, city.class, city.label), (Owner::Id(128_234), NameClass::Preferred, true));
        assert_eq!(read("2\t128234\tlink\thttp\t\t\t\t\t\t"), Ok(None));
        let old = read("3\t1\ten\tOld\t1\t\t\t1\t\t").unwrap().unwrap();
        assert_eq!((old.class, old.label), (NameClass::Former, false));
        assert_eq!(read("4\tx\ten\tBad\t\t\t\t\t\t").unwrap_err().column, Some("geonameid"));
        assert!(read("4\t7").unwrap_err().why.contains("8 columns"));
    }

    #[test]
    fn a_table_of_names_knows_ids_own_keys_and_units() {
        let named = columns("#name\tkey\tclass").unwrap();
        let read = |line: &str| table_name(3, line, named);
        assert_eq!(read("Abyssinia\tET\tformer").unwrap().owner, Owner::Unit("ET".to_owned()));
        assert_eq!(read("ACT\tAU.01\tabbreviation").unwrap().class, NameClass::Alternate);
        assert_eq!(read("Adrianople\t747712\tformer").unwrap().owner, Owner::Id(747_712));
        assert!(matches!(read("A\tregion:abkhazia").unwrap().owner, Owner::Id(id) if id < 0));
        assert_eq!(read("A\tET\told").unwrap_err().column, Some("class"));
        assert_eq!(read("A\t\t").unwrap_err().column, Some("key"));
        let people = columns("demonym\tkey").unwrap();
        assert_eq!(table_name(1, "Syrians\tSY", people).unwrap().class, NameClass::Demonym);
        assert_eq!(columns("name\tlon\tlat"), None);
    }
}
