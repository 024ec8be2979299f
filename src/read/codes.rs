//! What the codes of data sets mean: event types to kinds, country codes to ISO 3166-1.
//!
//! Comes in: a code as a data set has it. Goes out: a [`Kind`] or the two letters of a country; nothing where the code is not
//! listed. The tables stand in `data/formats/` and are compiled in.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::incident::Kind;

type Table<V> = LazyLock<HashMap<String, V>>;

static FIPS: Table<&'static str> = LazyLock::new(|| pairs(include_str!("../../data/formats/fips.csv"), 0, 1));
static GLEDITSCH_WARD: Table<&'static str> =
    LazyLock::new(|| pairs(include_str!("../../data/formats/gleditsch_ward.csv"), 0, 1));
static NUMERIC: Table<&'static str> = LazyLock::new(|| pairs(include_str!("../../data/regions/iso_m49.csv"), 2, 0));
static UCDP: Table<Kind> = LazyLock::new(|| kinds(include_str!("../../data/formats/ucdp_violence.csv"), 1));
static GTD: Table<Kind> = LazyLock::new(|| kinds(include_str!("../../data/formats/gtd_attacks.csv"), 1));
static ACLED: Table<Kind> = LazyLock::new(|| kinds(include_str!("../../data/formats/acled_events.csv"), 2));
static CAMEO: Table<Kind> = LazyLock::new(|| kinds(include_str!("../../data/formats/cameo.csv"), 1));

/// Two columns of a table without quotes in them, the header left out.
fn pairs(text: &'static str, key: usize, value: usize) -> HashMap<String, &'static str> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        Some(((*cells.get(key)?).to_owned(), *cells.get(value)?))
    };
    text.lines().skip(1).filter_map(row).collect()
}

/// The first columns as a key, and the kind in the one behind them.
fn kinds(text: &'static str, keys: usize) -> HashMap<String, Kind> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        Some((cells.get(..keys)?.join(","), Kind::from_word(cells.get(keys)?)))
    };
    text.lines().skip(1).filter_map(row).collect()
}

/// The country of a FIPS 10-4 code, as GDELT has it: `RS` is Russia.
pub(super) fn of_fips(code: &str) -> Option<&'static str> {
    FIPS.get(code).copied()
}

/// The country of a Gleditsch-Ward number, as UCDP has it.
pub(super) fn of_gleditsch_ward(code: &str) -> Option<&'static str> {
    GLEDITSCH_WARD.get(code).copied()
}

/// The country of an ISO 3166-1 number, with or without its zeros in front.
pub(super) fn of_iso_number(code: &str) -> Option<&'static str> {
    NUMERIC.get(&format!("{code:0>3}")).copied()
}

/// The kind of a UCDP type of violence.
pub(super) fn ucdp(code: &str) -> Option<Kind> {
    UCDP.get(code).cloned()
}

/// The kind of a GTD attack type.
pub(super) fn gtd(code: &str) -> Option<Kind> {
    GTD.get(code).cloned()
}

/// The kind of an ACLED sub-event, else of its event type.
pub(super) fn acled(event: &str, sub_event: &str) -> Option<Kind> {
    let [event, sub_event] = [event, sub_event].map(str::to_ascii_lowercase);
    ACLED.get(&format!("{event},{sub_event}")).or_else(|| ACLED.get(&format!("{event},"))).cloned()
}

/// The kind of a CAMEO event code: that of the longest listed code it begins with.
pub(super) fn cameo(code: &str) -> Option<Kind> {
    (2..=code.len().min(4)).rev().find_map(|length| CAMEO.get(code.get(..length)?)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_the_codes_that_differ_from_iso() {
        assert_eq!([of_fips("RS"), of_fips("GM"), of_fips("IZ"), of_fips("UP")], ["RU", "DE", "IQ", "UA"].map(Some));
        assert_eq!([of_fips("CH"), of_fips("AU"), of_fips("NG")], ["CN", "AT", "NE"].map(Some));
        assert_eq!([of_gleditsch_ward("652"), of_gleditsch_ward("343")], ["SY", "MK"].map(Some));
        assert_eq!((of_iso_number("4"), of_iso_number("760"), of_fips("XX")), (Some("AF"), Some("SY"), None));
    }

    #[test]
    fn every_kind_of_the_tables_is_in_the_list() {
        for (code, kind) in UCDP.iter().chain(GTD.iter()).chain(ACLED.iter()).chain(CAMEO.iter()) {
            assert!(!matches!(kind, Kind::Other(_) | Kind::Unknown), "{code}: {kind:?}");
        }
        assert_eq!((UCDP.len(), GTD.len(), FIPS.len() > 240), (3, 9, true));
    }

    #[test]
    fn events_are_found_by_their_sub_event_and_by_the_longest_code() {
        assert_eq!(acled("Explosions/Remote violence", "Suicide bomb"), Some(Kind::Bombing));
        assert_eq!(acled("Battles", "a new sub-event"), Some(Kind::Battle));
        assert_eq!(
            (cameo("1831"), cameo("190"), cameo("040")),
            (Some(Kind::Bombing), Some(Kind::Battle), Some(Kind::Statement))
        );
        assert_eq!(cameo("99"), None);
    }
}
