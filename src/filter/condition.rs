//! Conditions as they are written: `killed>=5`, `country=IQ,SY`, `kind!=protest and date<2016`.
//!
//! Comes in: text. Goes out: [`Condition`]s, which an incident or its area meets or not. A day or a count that is not known meets
//! no condition but `=unknown`.

use super::padded;
use crate::error::{Error, Result};
use crate::incident::{Area, Casualties, CountryCode, Incident, Kind, Role, When};
use crate::read::date;

/// What must hold of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    what: What,
    is: Is,
}

#[derive(Debug, Clone, PartialEq)]
enum What {
    /// One of these kinds or roles.
    Kind(Vec<Kind>, Vec<Role>),
    /// Words that stand together in the actor, the target or either.
    Party { actor: bool, target: bool, words: Vec<String> },
    /// Countries by code, else by name.
    Country(Vec<CountryCode>, Vec<String>),
    /// Days.
    Date(When),
    /// How many people were killed or injured.
    Count { injured: bool, count: Option<u32> },
}

/// How a value compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Equal,
    Other,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// The signs of comparison, the longer ones first.
const SIGNS: [(&str, Is); 7] = [
    (">=", Is::AtLeast),
    ("<=", Is::AtMost),
    ("!=", Is::Other),
    ("==", Is::Equal),
    ("=", Is::Equal),
    (">", Is::More),
    ("<", Is::Less),
];

const FIELDS: &str = "kind, role, actor, target, party, country, date, killed or injured";

impl Condition {
    /// Reads conditions joined by " and ".
    ///
    /// # Errors
    /// Where a field, a sign or a value is not known; the sentence says what would be.
    ///
    /// # Example
    /// ```
    /// use incimap::filter::Condition;
    /// assert_eq!(Condition::parse_all("killed>=5 and country=IQ,SY")?.len(), 2);
    /// assert!(Condition::parse_all("colour=red").is_err());
    /// # Ok::<(), incimap::error::Error>(())
    /// ```
    pub fn parse_all(text: &str) -> Result<Vec<Self>> {
        text.split(" and ").map(|part| Self::parse(part.trim())).collect()
    }

    fn parse(text: &str) -> Result<Self> {
        let bad = |way_out: String| Error::unknown("condition", text, way_out);
        let first = text
            .find(['<', '>', '=', '!'])
            .ok_or_else(|| bad("write a field, a sign and a value: killed>=5".to_owned()))?;
        let (field, rest) = text.split_at(first);
        let (sign, is) = SIGNS
            .into_iter()
            .find(|(sign, _)| rest.starts_with(sign))
            .ok_or_else(|| bad("the signs are = != < <= > >=".to_owned()))?;
        let value = rest.get(sign.len()..).unwrap_or_default().trim();
        let words = || value.split(',').map(str::trim).filter(|word| !word.is_empty());
        let what = match field.trim().to_lowercase().as_str() {
            "kind" => What::Kind(words().map(kind).collect(), Vec::new()),
            "role" => What::Kind(Vec::new(), words().map(str::parse).collect::<Result<_>>()?),
            "actor" => party(true, false, words()),
            "target" => party(false, true, words()),
            "party" => party(true, true, words()),
            "country" => country(words()),
            "date" => What::Date(
                date(value)
                    .ok()
                    .filter(|when| *when != When::UNKNOWN || value == "unknown")
                    .ok_or_else(|| bad("a date is written 2015, 2015-03 or 2015-03-22".to_owned()))?,
            ),
            "killed" | "deaths" | "injured" => {
                let injured = field.trim().eq_ignore_ascii_case("injured");
                let count = if value == "unknown" {
                    None
                } else {
                    Some(value.parse().map_err(|_| bad("a count is a whole number or unknown".to_owned()))?)
                };
                What::Count { injured, count }
            }
            _ => return Err(bad(format!("the fields are {FIELDS}"))),
        };
        if words().next().is_none() {
            return Err(bad("the value is missing".to_owned()));
        }
        let ordered = matches!(what, What::Date(_) | What::Count { count: Some(_), .. });
        if !ordered && !matches!(is, Is::Equal | Is::Other) {
            return Err(bad(format!("\"{}\" is compared with = or !=", field.trim())));
        }
        Ok(Self { what, is })
    }

    /// Whether an incident meets it; conditions on the country are met here and asked in [`Condition::keeps_area`].
    pub fn keeps(&self, incident: &Incident) -> bool {
        let holds = match &self.what {
            What::Kind(kinds, roles) => kinds.contains(&incident.kind) || roles.contains(&incident.kind.role()),
            What::Party { actor, target, words } => {
                let named = |wanted: &bool, name: Option<&str>| {
                    let name = padded(name.unwrap_or_default());
                    *wanted && words.iter().any(|words| name.contains(words))
                };
                named(actor, incident.actor.as_deref()) || named(target, incident.target.as_deref())
            }
            What::Country(..) => return true,
            What::Date(when) => return self.keeps_when(*when, incident.when),
            What::Count { injured, count } => {
                let known = if *injured { &incident.injured } else { &incident.killed };
                return self.keeps_count(*count, known);
            }
        };
        holds == (self.is == Is::Equal)
    }

    /// Whether the country of an incident meets it.
    pub fn keeps_area(&self, area: &Area) -> bool {
        let What::Country(codes, names) = &self.what else { return true };
        let name = area.country_name.as_deref().map(str::to_lowercase);
        let holds =
            area.country.is_some_and(|code| codes.contains(&code)) || name.is_some_and(|name| names.contains(&name));
        holds == (self.is == Is::Equal)
    }

    /// An incident is before a day only if one of its possible days is; an undated one is neither before nor after.
    fn keeps_when(&self, wanted: When, when: When) -> bool {
        let (Some((first, last)), Some((from, to))) = (when.span(), wanted.span()) else {
            return wanted.span().is_none() && when.span().is_none() == (self.is == Is::Equal);
        };
        match self.is {
            Is::Equal => first <= to && last >= from,
            Is::Other => last < from || first > to,
            Is::Less => first < from,
            Is::AtMost => first <= to,
            Is::More => last > to,
            Is::AtLeast => last >= from,
        }
    }

    fn keeps_count(&self, wanted: Option<u32>, known: &Casualties) -> bool {
        let (Some(count), Some(wanted)) = (known.count(), wanted) else {
            return wanted.is_none() && (known.count().is_none() == (self.is == Is::Equal));
        };
        match self.is {
            Is::Equal => count == wanted,
            Is::Other => count != wanted,
            Is::Less => count < wanted,
            Is::AtMost => count <= wanted,
            Is::More => count > wanted,
            Is::AtLeast => count >= wanted,
        }
    }
}

/// A word that is not in the list may be one of the table's own.
fn kind(word: &str) -> Kind {
    if word.eq_ignore_ascii_case("unknown") { Kind::Unknown } else { Kind::from_word(word) }
}

fn party<'a>(actor: bool, target: bool, words: impl Iterator<Item = &'a str>) -> What {
    What::Party { actor, target, words: words.map(padded).collect() }
}

fn country<'a>(words: impl Iterator<Item = &'a str>) -> What {
    let (mut codes, mut names) = (Vec::new(), Vec::new());
    for word in words {
        match CountryCode::new(word) {
            Some(code) => codes.push(code),
            None => names.push(word.to_lowercase()),
        }
    }
    What::Country(codes, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(condition: &str, when: &str, killed: &Casualties) -> bool {
        let condition = Condition::parse(condition).unwrap();
        let when = date(when).unwrap();
        match &condition.what {
            What::Date(wanted) => condition.keeps_when(*wanted, when),
            What::Count { count, .. } => condition.keeps_count(*count, killed),
            _ => unreachable!(),
        }
    }

    #[test]
    fn dates_compare_by_their_possible_days() {
        let none = Casualties::default();
        for (condition, when) in [
            ("date<2016", "2015-12-31"),
            ("date>=2015", "2015"),
            ("date=2015-03", "2015-03-22"),
            ("date<2016", "2015-12-01/2016-02-01"),
        ] {
            assert!(holds(condition, when, &none), "{condition} {when}");
        }
        for (condition, when) in
            [("date<2016", "2016-01-01"), ("date>2015-03", "2015-03-31"), ("date<2016", ""), ("date!=2015", "2015-03")]
        {
            assert!(!holds(condition, when, &none), "{condition} {when}");
        }
        assert!(holds("date=unknown", "", &none) && !holds("date!=unknown", "", &none));
    }

    #[test]
    fn an_unknown_count_is_neither_more_nor_less() {
        let (none, five) = (Casualties::default(), Casualties::exactly(5));
        assert!(holds("killed>=5", "", &five) && !holds("killed>5", "", &five) && holds("deaths!=4", "", &five));
        assert!(!holds("killed>=0", "", &none) && !holds("killed<9", "", &none));
        assert!(
            holds("killed=unknown", "", &none)
                && holds("killed!=unknown", "", &five)
                && !holds("killed!=unknown", "", &none)
        );
    }

    #[test]
    fn what_is_not_understood_is_told_with_what_would_be() {
        let told = |text: &str| Condition::parse_all(text).unwrap_err().to_string();
        assert!(told("colour=red").contains("the fields are kind, role"));
        assert!(told("killed").contains("killed>=5"));
        assert!(told("actor>5").contains("compared with = or !="));
        assert!(told("killed>=many").contains("whole number"));
        assert!(told("kind=").contains("the value is missing"));
        assert!(told("date>=soon").contains("2015-03-22"));
    }

    #[test]
    fn a_country_is_asked_by_code_or_name() {
        let area = Area { country: CountryCode::new("IQ"), country_name: Some("Iraq".into()), ..Area::default() };
        let keeps = |text: &str| Condition::parse(text).unwrap().keeps_area(&area);
        assert!(keeps("country=IQ,SY") && keeps("country=iraq") && !keeps("country=SY") && keeps("country!=SY"));
    }
}
