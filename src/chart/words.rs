//! The words of every picture in the languages it can be made in, from one table (`data/words/pictures.tsv`).
//!
//! Comes in: a [`Lang`], keys, numbers, dates. Goes out: texts. A key is written in full where it is used, so that a test can
//! hold the table and the code to each other.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::earth::trig::log10;
use crate::incident::When;
use crate::spread::{Period, PeriodLength};

/// A language that pictures are made in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
}

impl Lang {
    /// All of them, in the order of the table's columns.
    pub const ALL: [Self; 4] = [Self::En, Self::De, Self::Fr, Self::Es];

    /// The ISO 639-1 code, as `xml:lang` and `lang` want it.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
        }
    }
}

const TABLE: &str = include_str!("../../data/words/pictures.tsv");

type Rows = BTreeMap<&'static str, [&'static str; Lang::ALL.len()]>;

/// The table: a key and its texts. A text that is missing is the key itself, which a test forbids.
pub fn rows() -> &'static Rows {
    static ROWS: OnceLock<Rows> = OnceLock::new();
    ROWS.get_or_init(|| {
        let lines = TABLE.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let key = cells.next()?;
            Some((key, Lang::ALL.map(|_| cells.next().filter(|text| !text.is_empty()).unwrap_or(key))))
        };
        lines.filter_map(row).collect()
    })
}

/// The words of one language.
///
/// # Example
/// ```
/// use incimap::chart::words::{Lang, Words};
/// let german = Words::of(Lang::De);
/// assert_eq!(german.count("incident", 21_128), "21.128 Vorfälle");
/// assert_eq!(german.kind("air_strike"), "Luftangriff");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    /// The language.
    pub lang: Lang,
}

impl Words {
    /// The words of a language.
    pub fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// The text of a key; the key itself where the table has none.
    pub fn text(self, key: &str) -> &str {
        self.find(key).unwrap_or(key)
    }

    fn find(self, key: &str) -> Option<&'static str> {
        let texts = rows().get(key)?;
        Lang::ALL.iter().zip(texts).find(|(lang, _)| **lang == self.lang).map(|(_, text)| *text)
    }

    /// The text of a key with its `{name}`s filled in; a `{Name}` is filled in with a capital letter.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            match values.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)) {
                Some((given, value)) if *given != name => out.push_str(&capitalised(value)),
                Some((_, value)) => out.push_str(value),
                None => out.push_str(name),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// A number with its noun: "1 incident", "21,128 incidents". The table has the noun as `count.NOUN.one` and `.many`.
    pub fn count(self, noun: &str, number: u64) -> String {
        let form = if self.is_one(number) { "one" } else { "many" };
        self.fill(&format!("count.{noun}.{form}"), &[("n", &self.number(number))])
    }

    /// Whether a number takes the singular: 1, and in French 0.
    pub fn is_one(self, number: u64) -> bool {
        number == 1 || (number == 0 && self.lang == Lang::Fr)
    }

    /// The singular of a noun by itself: "incident".
    pub fn singular(self, noun: &str) -> &'static str {
        self.find(&format!("one.{noun}")).unwrap_or("")
    }

    /// The plural of a noun by itself: "incidents".
    pub fn plural(self, noun: &str) -> &'static str {
        self.find(&format!("plural.{noun}")).unwrap_or("")
    }

    /// A whole number, its thousands set off.
    pub fn number(self, number: u64) -> String {
        let (digits, mark) = (number.to_string(), self.text("number.thousands"));
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(mark);
            }
            out.push(c);
        }
        out
    }

    /// A number with so many decimals, those at the end left out where they are 0.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", number.abs());
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.number(whole));
        let part = part.trim_end_matches('0');
        let sign = if number < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { "\u{2212}" } else { "" };
        if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{}{part}", self.text("number.decimal"))
        }
    }

    /// A number with three digits or more: "0.0123", "4.37", "1,234".
    pub fn significant(self, number: f64) -> String {
        let decimals = match number.abs() {
            size if size >= 100.0 || size == 0.0 || !size.is_finite() => 0,
            size => (2.0 - libm::floor(log10(size))).clamp(0.0, 9.0) as usize,
        };
        self.decimal(number, decimals)
    }

    /// A distance: "1,234 km", "0.3 km".
    pub fn km(self, km: f64) -> String {
        format!("{}\u{a0}km", self.decimal(km.max(0.0), usize::from(km < 9.95)))
    }

    /// The short name of a month: "Mar".
    pub fn month(self, day: Date) -> &'static str {
        self.find(&format!("month.{}", day.month())).unwrap_or("")
    }

    /// "22 Mar 2024".
    pub fn day(self, day: Date) -> String {
        let (number, year) = (day.day().to_string(), day.year().to_string());
        self.fill("date.day", &[("d", &number), ("month", self.month(day)), ("y", &year)])
    }

    /// "Mar 2024".
    pub fn month_of_year(self, day: Date) -> String {
        self.fill("date.month", &[("month", self.month(day)), ("y", &day.year().to_string())])
    }

    /// "Q1".
    pub fn quarter(self, day: Date) -> String {
        self.fill("date.quarter", &[("q", &((day.month() - 1) / 3 + 1).to_string())])
    }

    /// What a period is called: "22 Mar 2024" (also the week from that Monday), "Mar 2024", "Q1 2024", "2024".
    pub fn period_name(self, period: &Period) -> String {
        let start = period.start;
        match period.length {
            PeriodLength::Day | PeriodLength::Week => self.day(start),
            PeriodLength::Month => self.month_of_year(start),
            PeriodLength::Quarter => {
                self.fill("date.month", &[("month", &self.quarter(start)), ("y", &start.year().to_string())])
            }
            PeriodLength::Year => start.year().to_string(),
        }
    }

    /// A span of days: "22 Mar 2024", "27 Dec 2023 to 5 Jan 2024", "Mar 2023 to Apr 2024"; for years by themselves
    /// "2015–2024".
    pub fn span(self, first: Date, last: Date, by: PeriodLength) -> String {
        let (from, to) = match by {
            PeriodLength::Day | PeriodLength::Week => (self.day(first), self.day(last)),
            PeriodLength::Month | PeriodLength::Quarter => (self.month_of_year(first), self.month_of_year(last)),
            PeriodLength::Year => return years(first, last),
        };
        if from == to { from } else { self.fill("date.span", &[("from", &from), ("to", &to)]) }
    }

    /// A date as short as its precision allows: "Nov 2015", "2017", "2014–2015"; empty where it is not known.
    pub fn when(self, when: When) -> String {
        match when.span() {
            None => String::new(),
            Some((first, last)) if first.year() == last.year() && first.month() == last.month() => {
                self.month_of_year(first)
            }
            Some((first, last)) => years(first, last),
        }
    }

    /// A date to the day where it is known so finely, else as [`Words::when`].
    pub fn day_or_month(self, date: When) -> String {
        match date.span() {
            Some((first, last)) if first == last => self.day(first),
            _ => self.when(date),
        }
    }

    /// A list: "a", "a and b", "a, b and c".
    pub fn list(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => format!("{} {} {last}", rest.join(", "), self.text("list.and")),
        }
    }

    /// A kind of incident by its key: "air strike"; a word of the user's own as it stands.
    pub fn kind(self, key: &str) -> String {
        self.find(&format!("kind.{key}")).map_or_else(|| key.replace('_', " "), str::to_owned)
    }

    /// A UN region or subregion by its English name; any other name as it stands.
    pub fn region(self, name: &str) -> String {
        self.find(&format!("region.{name}")).unwrap_or(name).to_owned()
    }

    /// What a period is called: "month".
    pub fn period(self, by: PeriodLength) -> &'static str {
        self.find(&format!("period.{}", by.name())).unwrap_or("")
    }
}

fn years(first: Date, last: Date) -> String {
    if first.year() == last.year() { first.year().to_string() } else { format!("{}–{}", first.year(), last.year()) }
}

/// The text with a capital letter first.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const EN: Words = Words { lang: Lang::En };
    const DE: Words = Words { lang: Lang::De };
    const FR: Words = Words { lang: Lang::Fr };

    #[test]
    fn every_key_has_a_text_in_every_language_and_stands_once() {
        let header: Vec<&str> = TABLE.lines().next().unwrap().split('\t').collect();
        assert_eq!(header, ["key", "en", "de", "fr", "es"]);
        let lines: Vec<&str> =
            TABLE.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        assert_eq!(lines.len(), rows().len(), "a key stands twice");
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 1 + Lang::ALL.len(), "{line}");
            assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
        }
    }

    #[test]
    fn the_languages_fill_in_the_same_names() {
        let names = |text: &str| {
            let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
            let mut names: Vec<String> = parts.map(|(name, _)| name.to_lowercase()).collect();
            names.sort();
            names.dedup();
            names
        };
        for (key, texts) in rows() {
            for text in &texts[1..] {
                assert_eq!(names(text), names(texts[0]), "{key}: {text}");
            }
        }
    }

    #[test]
    fn every_kind_has_a_name_in_every_language() {
        for (_, key, _) in crate::incident::Kind::ALL {
            assert!(rows().contains_key(format!("kind.{key}").as_str()), "{key}");
        }
    }

    #[test]
    fn spans_are_as_fine_as_the_periods() {
        let (a, b) = (date(2023, 12, 27), date(2024, 1, 5));
        assert_eq!(EN.span(a, b, PeriodLength::Day), "27 Dec 2023 to 5 Jan 2024");
        assert_eq!(DE.span(a, b, PeriodLength::Day), "27. Dez. 2023 bis 5. Jan. 2024");
        assert_eq!(EN.span(a, b, PeriodLength::Quarter), "Dec 2023 to Jan 2024");
        assert_eq!(EN.span(a, b, PeriodLength::Year), "2023–2024");
        assert_eq!(FR.span(b, b, PeriodLength::Day), "5 janv. 2024");
    }

    #[test]
    fn a_date_is_no_finer_than_what_is_known() {
        assert_eq!(EN.when(When::day(date(2024, 3, 22))), "Mar 2024");
        assert_eq!(EN.when(When::year(2017).unwrap()), "2017");
        assert_eq!(EN.when(When::UNKNOWN), "");
        assert_eq!(DE.day_or_month(When::day(date(2024, 3, 22))), "22. März 2024");
    }

    #[test]
    fn numbers_are_written_as_their_language_has_them() {
        assert_eq!(
            [EN, DE, FR].map(|words| words.number(1_021_128)),
            ["1,021,128", "1.021.128", "1\u{a0}021\u{a0}128"]
        );
        assert_eq!([EN, DE].map(|words| words.decimal(1234.56, 1)), ["1,234.6", "1.234,6"]);
        assert_eq!([EN.decimal(-0.5, 2), EN.decimal(-0.001, 1), EN.decimal(3.0, 2)], ["\u{2212}0.5", "0", "3"]);
        assert_eq!([0.012_345, 4.366, 1234.6].map(|n| EN.significant(n)), ["0.0123", "4.37", "1,235"]);
        assert_eq!([EN.km(0.3), EN.km(9.99), DE.km(2000.0)], ["0.3\u{a0}km", "10\u{a0}km", "2.000\u{a0}km"]);
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!([EN.count("country", 1), EN.count("country", 1234)], ["1 country", "1,234 countries"]);
        assert_eq!([FR.count("incident", 0), EN.count("incident", 0)], ["0 incident", "0 incidents"]);
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([EN.list(&names), DE.list(&names[..2])], ["a, b and c", "a und b"]);
    }

    #[test]
    fn a_name_in_capitals_is_filled_in_with_a_capital() {
        assert_eq!(capitalised("été"), "Été");
        let filled = EN.fill("date.month", &[("month", "{y}"), ("y", "2024")]);
        assert_eq!(filled, "{y} 2024", "what is filled in is not filled in again");
    }
}
