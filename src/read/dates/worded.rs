//! Dates with words in them: "22 March 2024", "early March 2024", "summer 2024", "Q1 2024", "week 12 2024".
//!
//! Comes in: a folded cell without its time of day. Goes out: a [`When`], why there is no such date, or that the words are
//! not known.

use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::Attempt;
use super::numeric::{quarter, two_digit_year, week, year_month_day};
use crate::incident::{DatePrecision, When};

/// English, German, French and Spanish names of each month and their short forms, folded; the first is the one for messages.
const MONTHS: [&str; 12] = [
    "january jan januar janner janvier janv enero ene",
    "february feb februar fevrier fevr fev febrero",
    "march mar marz maerz mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug aout agosto ago",
    "september sep sept septembre septiembre setiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez decembre diciembre dic",
];

/// A day of any year.
type MonthDay = (i8, i8);

/// Spring, summer, autumn, winter, and the month and day each starts and ends.
const SEASONS: [(&str, MonthDay, MonthDay); 4] = [
    ("spring fruhling fruhjahr printemps primavera", (3, 20), (6, 20)),
    ("summer sommer ete verano", (6, 21), (9, 22)),
    ("autumn fall herbst automne otono", (9, 23), (12, 20)),
    ("winter hiver invierno", (12, 21), (3, 19)),
];

/// Early, mid, late.
const PARTS: [&str; 3] = [
    "early beginning start anfang beginn debut principios comienzos",
    "mid middle mitte mi mediados",
    "late end ende fin finales",
];

/// Words that change nothing.
const FILLERS: &str = "of the in on at st nd rd th er re eme de du des del d le la les l el den der dem im am en \
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun \
    montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche \
    lunes martes miercoles jueves viernes sabado domingo";

const WEEKS: &str = "w week kw woche semaine semana";

/// What the words of a date say.
#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i16>,
    season: Option<usize>,
    part: Option<usize>,
    quarter: Option<i8>,
    week: Option<i8>,
}

/// A date with words in it.
pub(super) fn read(text: &str) -> Attempt {
    let mut parts = Parts::default();
    let mut before = "";
    for token in tokens(text) {
        let known = if token.starts_with(|c: char| c.is_ascii_digit()) {
            parts.number(token, before)
        } else {
            parts.word(token)
        };
        if !known {
            return None;
        }
        before = token;
    }
    parts.finish()
}

/// Whether a folded word may stand in a date. Most words may not, and the lists are long.
fn is_known(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let seasons = SEASONS.iter().map(|(names, ..)| *names);
        let lists = MONTHS.into_iter().chain(seasons).chain(PARTS).chain([FILLERS, WEEKS, "q"]);
        lists.flat_map(str::split_ascii_whitespace).collect()
    });
    WORDS.contains(word)
}

/// Whether a folded word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    month(word.trim_matches('.')).is_some()
}

/// The number of the month that a folded word names.
pub(super) fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, names)| has_word(names, word)).map(|(number, _)| number)
}

/// The English name of a month, for messages.
pub(super) fn month_name(month: i16) -> Option<String> {
    let names = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    let name = names.split(' ').next()?;
    let (first, rest) = name.split_at_checked(1)?;
    Some(format!("{}{rest}", first.to_uppercase()))
}

impl Parts {
    /// Takes a number; the word before it may say what it counts.
    fn number(&mut self, token: &str, before: &str) -> bool {
        let Ok(value) = token.parse::<i16>() else { return false };
        if has_word(WEEKS, before) && self.week.is_none() {
            self.week = i8::try_from(value).ok();
            return self.week.is_some();
        }
        if before == "q" && self.quarter.is_none() {
            self.quarter = i8::try_from(value).ok();
            return self.quarter.is_some();
        }
        match (token.len(), self.year, self.day) {
            (4, None, _) => self.year = Some(value),
            // "winter 2023/24"
            (2, Some(year), _) if self.season == Some(3) && value == (year + 1) % 100 => {}
            (1 | 2, _, None) => self.day = Some(value),
            // Only right after the month: "March 22-25" is no year 2025.
            (2, None, Some(_)) if is_month(before) => self.year = Some(two_digit_year(value)),
            _ => return false,
        }
        true
    }

    /// Takes a word; false where it is not known.
    fn word(&mut self, word: &str) -> bool {
        if !is_known(word) {
            return false;
        }
        if let Some(month) = month(word) {
            return self.month.replace(month).is_none();
        }
        if let Some(season) = SEASONS.iter().position(|(names, ..)| has_word(names, word)) {
            return self.season.replace(season).is_none();
        }
        if let Some(part) = PARTS.iter().position(|names| has_word(names, word)) {
            return self.part.replace(part).is_none();
        }
        word == "q" || has_word(WEEKS, word) || has_word(FILLERS, word)
    }

    fn finish(self) -> Attempt {
        let Some(year) = self.year else {
            let dated = self.month.is_some() || self.season.is_some();
            return dated.then(|| Err("the year is missing".to_owned()));
        };
        if self.day == Some(0) {
            return Some(Err("there is no day 0".to_owned()));
        }
        let vague = |found: Option<When>| Some(found.ok_or_else(|| format!("there is no such time in {year}")));
        match (self.month, self.day, self.season, self.part, self.quarter, self.week) {
            (None, None, None, None, None, Some(number)) => vague(week(year, number)),
            (None, None, None, None, Some(number), None) => vague(quarter(year, number)),
            (None, None, Some(index), None, None, None) => vague(season(year, index)),
            (None, None, None, Some(part), None, None) => vague(third_of_year(year, part)),
            (Some(month), None, None, Some(part), None, None) => vague(third_of_month(year, month, part)),
            (Some(month), day, None, None, None, None) => {
                Some(year_month_day(year, i16::from(month), day.unwrap_or(0)))
            }
            (None, None, None, None, None, None) => Some(year_month_day(year, 0, 0)),
            _ => None,
        }
    }
}

fn season(year: i16, index: usize) -> Option<When> {
    let (_, (m1, d1), (m2, d2)) = *SEASONS.get(index)?;
    let last_year = if m2 < m1 { year.checked_add(1)? } else { year };
    let (first, last) = (Date::new(year, m1, d1).ok()?, Date::new(last_year, m2, d2).ok()?);
    Some(When::between(first, last, DatePrecision::Season))
}

/// Days 1-10, 11-20 and 21 to the end.
fn third_of_month(year: i16, month: i8, part: usize) -> Option<When> {
    let (from, to) = *[(1, 10), (11, 20), (21, 31)].get(part)?;
    let first = Date::new(year, month, from).ok()?;
    let last = Date::new(year, month, to).unwrap_or_else(|_| first.last_of_month());
    Some(When::between(first, last, DatePrecision::Range))
}

/// January to April, May to August, September to December.
fn third_of_year(year: i16, part: usize) -> Option<When> {
    let (from, to) = *[(1, 4), (5, 8), (9, 12)].get(part)?;
    let (first, last) = (Date::new(year, from, 1).ok()?, Date::new(year, to, 1).ok()?.last_of_month());
    Some(When::between(first, last, DatePrecision::Range))
}

/// Runs of figures and runs of letters; anything else only stands between them.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).flat_map(|word| {
        let cut = word.find(|c: char| c.is_ascii_digit() != word.starts_with(|f: char| f.is_ascii_digit()));
        let (head, tail) = word.split_at(cut.unwrap_or(word.len()));
        // "2024q1" has three runs.
        let cut = tail.find(|c: char| c.is_ascii_digit() && !tail.starts_with(|f: char| f.is_ascii_digit()));
        let (middle, end) = tail.split_at(cut.unwrap_or(tail.len()));
        [head, middle, end].into_iter().filter(|token| !token.is_empty())
    })
}

fn has_word(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_letters_and_figures_are_told_apart() {
        assert_eq!(tokens("22nd march, 2024q1").collect::<Vec<_>>(), ["22", "nd", "march", "2024", "q", "1"]);
    }

    #[test]
    fn a_word_that_is_not_known_makes_it_no_date() {
        assert!(read("march on 2024 rome").is_none());
        assert!(read("before 2024").is_none());
    }

    #[test]
    fn a_month_name_is_known_in_four_languages() {
        for word in ["december", "dezember", "decembre", "diciembre", "dic"] {
            assert_eq!(month(word), Some(12));
        }
        assert_eq!(month_name(2).as_deref(), Some("February"));
        assert!(month_name(13).is_none() && month_name(0).is_none());
    }
}
