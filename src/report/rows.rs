//! The incidents as the page's script reads them: one compact row each, texts by number.
//!
//! Comes in: located incidents and the ground of the map. Goes out: a JSON value. Its fields are named in `page/script/data.js`.

use serde_json::{Value, json};

use super::dates;
use super::words::Words;
use crate::chart::map::Ground;
use crate::incident::{Casualties, Precision, Stage, When};
use crate::located::{ClaimRef, Details, LocatedRef, LocatedStore, LocationRef};
use crate::spread::Origin;
use crate::table;
use crate::words as language;

/// What a row needs besides the incident.
pub struct Rows<'a> {
    /// The ground of the map; none where no incident has a point.
    pub ground: Option<&'a Ground>,
    /// What distances are measured from.
    pub origin: &'a Origin,
    /// The language.
    pub words: language::Words,
    /// The number of an incident's kind in the list of kinds.
    pub kind: &'a dyn Fn(&LocatedRef<'_>) -> usize,
}

impl Rows<'_> {
    /// All rows, in the order of the incidents.
    pub fn all(&self, located: &LocatedStore, words: &mut Words) -> Value {
        Value::Array(located.iter().map(|one| self.row(&one, words)).collect())
    }

    fn row(&self, one: &LocatedRef<'_>, words: &mut Words) -> Value {
        let details = one.details();
        let mut row = vec![json!(one.id()), json!((self.kind)(one)), stage(one.stage, self.words, words)];
        row.extend(when(one.when, self.words, words));
        row.push(word(words, &details.place.label()));
        row.extend(self.location(one, words));
        row.push(optional(words, one.area.country_name.as_deref()));
        row.push(optional(words, one.area.admin1.as_deref()));
        row.push(optional(words, one.area.subregion.as_deref()));
        row.push(people(&one.killed, self.words, words));
        row.push(people(&details.injured, self.words, words));
        for text in [details.actor, details.target, details.summary, details.link] {
            row.push(optional(words, text));
        }
        row.push(word(words, &details.conflicts.join("; ")));
        let claim = |claim: ClaimRef<'_>| self::claim(&claim, one, &details, self.words, words);
        row.push(Value::Array(details.claims.clone().map(claim).collect()));
        Value::Array(row)
    }

    /// The site: its name, its place on the page in hundredths of a unit, its point, radius, precision, confidence, grounds,
    /// runners-up and distance; or the reason why there is none, alone.
    fn location(&self, one: &LocatedRef<'_>, words: &mut Words) -> [Value; 2] {
        match one.location() {
            LocationRef::Unlocated(reason) => [Value::Null, word(words, reason.why())],
            LocationRef::Site(site) => {
                let grounds = site.grounds();
                let (x, y) = self.ground.map_or((0.0, 0.0), |ground| ground.place(site.point));
                let km = self.origin.distance_km(site.point).filter(|_| site.precision.is_fine());
                let place = json!([
                    word(words, site.name()),
                    (x * 100.0).round() as i64,
                    (y * 100.0).round() as i64,
                    rounded(site.point.lon(), 1e4),
                    rounded(site.point.lat(), 1e4),
                    rounded(site.radius_km, 10.0),
                    json!(Precision::ALL.iter().position(|one| *one == site.precision)),
                    rounded(grounds.confidence, 100.0),
                    word(words, &table::runners_up(&grounds)),
                    km.map(f64::round),
                ]);
                [place, word(words, grounds.why)]
            }
        }
    }
}

fn word(words: &mut Words, text: &str) -> Value {
    json!(words.number(text))
}

fn optional(words: &mut Words, text: Option<&str>) -> Value {
    word(words, text.unwrap_or_default())
}

fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

/// How far the incident got; nothing where that is not known.
fn stage(stage: Stage, language: language::Words, words: &mut Words) -> Value {
    let known = stage != Stage::Unknown;
    let told = language.text(&format!("stage.{}", stage.name())).to_owned();
    optional(words, known.then_some(told.as_str()))
}

/// First and last day, and the date in words.
fn when(when: When, language: language::Words, words: &mut Words) -> [Value; 3] {
    let (first, last) = (when.first().map(dates::number), when.last().map(dates::number));
    [json!(first), json!(last), word(words, &dates::worded(when, language))]
}

/// The count alone where it is exact; `[count, words]` where bounds or the source's words say more; nothing where nothing is
/// known.
fn people(count: &Casualties<&str>, language: language::Words, words: &mut Words) -> Value {
    match (count.count(), told(count, language)) {
        (None, None) => Value::Null,
        (Some(n), Some(told)) if told == language.number(u64::from(n)) => json!(n),
        (n, told) => json!([n, optional(words, told.as_deref())]),
    }
}

/// "143", "at least 143", "13–183", "at most 170", with the source's own words in quotation marks; none where nothing is known.
pub fn told<W: AsRef<str>>(count: &Casualties<W>, language: language::Words) -> Option<String> {
    let number = |n: u32| language.number(u64::from(n));
    let filled = |key: &str, n: u32| language.fill(key, &[("n", &number(n))]);
    let quoted = |words: &str| language.fill("told.quoted", &[("words", words)]);
    let bounds = match (count.low, count.high, count.best) {
        (Some(low), Some(high), _) if low == high => Some(number(low)),
        (Some(low), Some(high), Some(best)) => {
            let parts = [("best", &*number(best)), ("low", &*number(low)), ("high", &*number(high))];
            Some(language.fill("told.both", &parts))
        }
        (Some(low), Some(high), None) => Some(format!("{}–{}", number(low), number(high))),
        (Some(low), None, best) => Some(filled("told.at_least", best.unwrap_or(low))),
        (None, Some(high), None) => Some(filled("told.at_most", high)),
        (None, _, best) => best.map(number),
    };
    let worded = count.worded.as_ref().map(|worded| worded.as_ref().trim()).filter(|worded| !worded.is_empty());
    match (bounds, worded) {
        (Some(bounds), Some(worded)) if *worded == bounds || !worded.contains(char::is_alphabetic) => Some(bounds),
        (Some(bounds), Some(worded)) => Some(format!("{bounds} ({})", quoted(worded))),
        (None, Some(worded)) => Some(quoted(worded)),
        (bounds, None) => bounds,
    }
}

/// What a claim says beyond what all claims of its incident say together, so that nothing is said twice.
fn claim(
    claim: &ClaimRef<'_>,
    one: &LocatedRef<'_>,
    incident: &Details<'_>,
    language: language::Words,
    words: &mut Words,
) -> Value {
    let own = |own: Option<String>, common: Option<String>| own.filter(|own| Some(own) != common.as_ref());
    let text = |words: Option<&str>| words.map(str::to_owned);
    let date = |when: When| dates::worded(when, language);
    let place = Some(claim.place.label()).filter(|label| !label.is_empty());
    let mut fields: Vec<Option<String>> = vec![
        text(claim.source),
        text(claim.attribution),
        text(claim.note),
        text(claim.when_worded),
        own(claim.when.span().map(|_| date(claim.when)), Some(date(one.when))),
        own(place, Some(incident.place.label())),
        own(told(&claim.killed, language), told(&one.killed, language)),
        own(told(&claim.injured, language), told(&incident.injured, language)),
        own(text(claim.actor), text(incident.actor)),
        own(text(claim.target), text(incident.target)),
    ];
    while fields.last().is_some_and(Option::is_none) {
        fields.pop();
    }
    Value::Array(fields.into_iter().map(|field| optional(words, field.as_deref())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_with_their_bounds_and_the_words_of_the_source() {
        let of = |low, high, best, worded: &'static str| Casualties {
            low,
            high,
            best,
            worded: Some(worded).filter(|w| !w.is_empty()),
        };
        let told = |count: Casualties<&str>| told(&count, language::Words::default()).unwrap_or_default();
        assert_eq!(told(of(Some(143), None, None, "at least 143")), "at least 143");
        assert_eq!(told(of(Some(40), None, None, "scores")), "at least 40 (“scores”)");
        assert_eq!(told(of(Some(13), Some(1830), None, "")), "13–1,830");
        assert_eq!(told(of(Some(5), Some(9), Some(7), "")), "7 (5–9)");
        assert_eq!(told(of(None, Some(170), None, "")), "at most 170");
        assert_eq!(told(of(Some(4), Some(4), Some(4), "4")), "4");
        assert_eq!(told(of(None, None, None, "many others")), "“many others”");
        assert_eq!(told(Casualties::default()), "");
    }

    #[test]
    fn an_unknown_count_is_null_and_zero_is_a_number() {
        let mut words = Words::default();
        assert_eq!(people(&Casualties::default(), language::Words::default(), &mut words), Value::Null);
        assert_eq!(people(&Casualties::exactly(0), language::Words::default(), &mut words), json!(0));
    }
}
