//! What stands before the text of an article: front matter between lines of `---`, and lines with the day of publication.
//!
//! Comes in: the head of a file. Goes out: the day, the source, where the text begins.

use super::lists::List;
use jiff::civil::Date;

use crate::read::prose_date;

/// Lines at the head that may hold the day of publication.
const HEAD: usize = 14;
/// Lines in which the headings of a timeline are looked for.
const TIMELINE: usize = 400;
/// Nothing was published as news before.
const FIRST_YEAR: i16 = 1600;
/// The longest such line, in bytes.
const LONGEST: usize = 110;

/// What the head says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// The day of publication.
    pub published: Option<Date>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The byte at which the text begins.
    pub body: usize,
}

/// Front matter: `key: value` between two lines of `---`.
pub fn matter(text: &str) -> Front {
    let mut out = Front::default();
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return out };
    let mut at = text.len() - rest.len();
    let mut found = Front::default();
    for line in rest.split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "---" {
            out = found;
            out.body = at;
            break;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim().to_lowercase().as_str() {
            "date" | "published" | "pubdate" | "publication_date" | "published_at" => found.published = day(value),
            "source" | "outlet" | "publisher" | "publication" | "site" => found.outlet = Some(value.to_owned()),
            _ => {}
        }
    }
    out
}

/// The day that words give, if it is one day: "2024-03-31", "March 31, 2024".
pub fn day(words: &str) -> Option<Date> {
    let when = prose_date(words.trim())?;
    // "On 5 July at 1000 hours" is no day of the year 1000.
    (when.first() == when.last()).then(|| when.first())?.filter(|day| day.year() >= FIRST_YEAR)
}

/// The day of publication in the first lines: a short line that is a date, or says that it is the one of publication.
pub fn headed(text: &str) -> Option<Date> {
    let day = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD).find_map(stamped)?;
    // Where days follow that are later, and stand alone too, it is the first heading of a timeline.
    let later = |line: &str| dated(line).filter(|other| *other > day.0);
    let timeline = !day.1 && text.lines().take(TIMELINE).any(|line| later(line.trim()).is_some());
    (!timeline).then_some(day.0)
}

/// The day of such a line, and whether the line says what day it is ("Published").
fn stamped(line: &str) -> Option<(Date, bool)> {
    let first = line.split_ascii_whitespace().next().unwrap_or_default().to_lowercase();
    Some((dated(line)?, List::DateHead.holds(first.trim_end_matches(':'))))
}

/// Whether a line tells when the article was published: the whole line, or what is behind "Published", "by ... -", "on".
pub fn dated(line: &str) -> Option<Date> {
    if line.len() > LONGEST || line.len() < 6 || !line.bytes().any(|b| b.is_ascii_digit()) || line.ends_with('.') {
        return None;
    }
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    // A day has figures.
    let figures: Vec<bool> = words.iter().map(|word| word.bytes().any(|b| b.is_ascii_digit())).collect();
    let head = |word: &&str| List::DateHead.holds(word.to_lowercase().trim_end_matches(':'));
    // "January 24, 2024 03:26 pm | Updated January 25".
    let led = words.first().is_some_and(head) || words.contains(&"|") && words.iter().any(head);
    let american = words.iter().any(|word| matches!(*word, "ET" | "EST" | "EDT" | "PT" | "PST" | "PDT" | "CT"));
    if !led && words.len() > 8 {
        return None;
    }
    if let Some(day) = american.then(|| words.iter().find_map(|word| month_first(word))).flatten() {
        return Some(day);
    }
    // The longest run of words that is a date.
    (1..=4.min(words.len())).rev().find_map(|length| {
        let runs = words.windows(length).zip(figures.windows(length)).filter(|(_, figures)| figures.contains(&true));
        runs.into_iter().find_map(|(run, _)| {
            let words = run.join(" ");
            let words = words.trim_matches([',', '|', '-', '(', ')', ' ', '–', '—', ':']);
            if american { month_first(words) } else { None }.or_else(|| day(words))
        })
    })
}

/// "07/06/23" beside an American hour: the month comes first.
fn month_first(words: &str) -> Option<Date> {
    let mut parts = words.split('/').map(|part| part.parse::<i16>().ok());
    let (month, date, year) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if year < 100 { 2000 + year } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_hour_is_no_year() {
        assert_eq!(dated("on 5 July at 1000 hours"), None);
    }

    #[test]
    fn the_first_heading_of_a_timeline_is_no_day_of_publication() {
        let list = "What happened\n\n12 November 2015\n\nBombs in Beirut.\n\n13 November 2015\n\nShots in Paris.";
        assert_eq!(headed(list), None);
        assert_eq!(headed(&format!("Published 1 May 2016\n{list}")), Some(date(2016, 5, 1)));
        assert_eq!(headed(&format!("1 May 2016\n{list}")), Some(date(2016, 5, 1)));
    }

    #[test]
    fn front_matter_gives_the_day_and_the_outlet() {
        let front = matter("---\ntitle: A\ndate: 2024-03-31\nsource: \"The Ledger\"\n---\nText");
        assert_eq!((front.published, front.outlet.as_deref()), (Some(date(2024, 3, 31)), Some("The Ledger")));
        assert_eq!(matter("no matter").body, 0);
    }

    #[test]
    fn a_short_line_with_a_date_is_that_of_publication_and_a_sentence_is_not() {
        for line in
            ["Published March 31, 2024", "by A. Roe - 03/31/24 6:00 AM ET", "31 March 2024", "Sun Mar 31 2024 - 06:00"]
        {
            assert_eq!(dated(line), Some(date(2024, 3, 31)), "{line}");
        }
        assert_eq!(dated("07/06/23 7:58 AM ET"), Some(date(2023, 7, 6)));
        assert_eq!(dated("January 24, 2024 03:26 pm | Updated 03:40 pm IST"), Some(date(2024, 1, 24)));
        assert_eq!(dated("The hall was attacked on March 22, 2024, and many people were killed"), None);
    }
}
