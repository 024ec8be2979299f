//! Reads the files that name units and countries whose points stand in other files.
//!
//! Comes in: lines of admin1CodesASCII.txt, admin2Codes.txt (code, name, name in ASCII, id) or countryInfo.txt (two letters,
//! three letters, number, FIPS code, name, capital, area in km², population, ..., id in the 17th column). Goes out:
//! [`FurtherName`]s for the ids. Of countryInfo.txt the name and the two codes are taken; area and population stand in the
//! country's own row, or follow from its places.

use super::further_names::{FurtherName, Owner};
use super::layout::NameClass;
use super::row::{Fault, whole};

/// The names in a line of admin1CodesASCII.txt or admin2Codes.txt.
///
/// # Errors
/// The fault, where it cannot be used.
pub fn admin_names(line: u64, content: &str) -> Result<Vec<FurtherName>, Fault> {
    let fields: Vec<&str> = content.split('\t').map(str::trim).collect();
    let [_, name, ascii, id] = fields.as_slice() else {
        let why =
            "has other than the 4 columns of admin1CodesASCII.txt and admin2Codes.txt: code, name, name in ASCII, id";
        return Err(Fault::new(line, None, content, why));
    };
    let id = whole(line, "geonameid", id)? as i32;
    Ok(named(id, [(*name, NameClass::Preferred), (ascii, NameClass::Ascii)]))
}

/// The names in a line of countryInfo.txt.
///
/// # Errors
/// The fault, where it cannot be used.
pub fn country_names(line: u64, content: &str) -> Result<Vec<FurtherName>, Fault> {
    let fields: Vec<&str> = content.split('\t').map(str::trim).collect();
    let [two, three, _, _, name, _, _, _, _, _, _, _, _, _, _, _, id, ..] = fields.as_slice() else {
        return Err(Fault::new(line, None, content, "has fewer than the 17 columns of countryInfo.txt that are read"));
    };
    let id = whole(line, "geonameid", id)? as i32;
    Ok(named(id, [(*name, NameClass::Preferred), (two, NameClass::Alternate), (three, NameClass::Alternate)]))
}

/// Names for an id; empty ones are none.
fn named<const N: usize>(id: i32, names: [(&str, NameClass); N]) -> Vec<FurtherName> {
    let filled = names.into_iter().filter(|(name, _)| !name.is_empty());
    filled
        .map(|(name, class)| FurtherName { owner: Owner::Id(id), name: name.to_owned(), class, label: false })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_has_its_name_and_a_country_its_codes_too() {
        let unit = admin_names(1, "SY.07\tDayr az Zawr\tDayr az Zawr\t170792").unwrap();
        assert_eq!((unit.len(), unit[0].owner.clone()), (2, Owner::Id(170_792)));
        let line = "AD\tAND\t020\tAN\tAndorra\tAndorra la Vella\t468\t77006\tEU\t.ad\tEUR\tEuro\t376\tAD###\t^x$\tca\t3041565\tES,FR\t";
        let country = country_names(1, line).unwrap();
        assert_eq!(country.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["Andorra", "AD", "AND"]);
        assert!(admin_names(1, "SY.07\tx").is_err() && country_names(1, "AD\tAND").is_err());
        assert_eq!(admin_names(9, "SY.07\ta\ta\tx").unwrap_err().column, Some("geonameid"));
    }
}
