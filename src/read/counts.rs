//! Counts of people as they are reported: figures, "at least 143", "nearly 100", "dozens", "13 and as many as 170".
//!
//! Comes in: a cell. Goes out: [`Casualties`], with the words kept where they are more than a figure; nothing where the cell
//! cannot be read.
//!
//! Conventions: "more than 100" is 101 or more; "nearly 100" is 90 to 100; "about 100" is 90 to 110, at best 100; "several" is
//! 3 or more, "dozens" 24, "scores" 40, "hundreds" 200, "thousands" 2,000; "many" is not known. Negative codes (-9, -99) are
//! not known. A fraction, as data sets have it that divide a toll evenly among attacks, is 5 or 6 where it is 5.5.

mod words;

use self::words::{HEDGES, Hedge, NUMBER_WORDS, TENS, UNCOUNTED, UNITS, VAGUE};
use super::wording::{fold, is_blank};
use crate::incident::Casualties;

pub(crate) use words::{is_hedge_word, is_number_word};

/// A lowest and a highest figure.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    low: Option<u32>,
    high: Option<u32>,
    best: Option<u32>,
}

/// Reads a cell; blank, "unknown" and negative codes give what is not known. A range is given as it stands, even the wrong
/// way round.
pub(super) fn read(cell: &str) -> Option<Casualties> {
    let cell = cell.trim();
    if let Some(count) = plain(cell) {
        return Some(Casualties::exactly(count));
    }
    // A longer cell is no count.
    if cell.len() > 200 {
        return None;
    }
    let folded = fold(cell);
    if is_blank(&folded) || matches!(folded.as_str(), "-9" | "-99" | "-999" | "-9.0" | "-99.0" | "-999.0") {
        return Some(Casualties::default());
    }
    if let Some(count) = plain(&folded) {
        return Some(Casualties::exactly(count));
    }
    // Other negative numbers are typos; "-5" is no range either.
    if folded.starts_with('-') {
        return None;
    }
    let worded = Some(cell.into());
    if UNCOUNTED.iter().any(|word| folded.strip_prefix(word).is_some_and(no_figures)) {
        return Some(Casualties { worded, ..Casualties::default() });
    }
    let bounds = fraction(&folded).or_else(|| phrase(&folded))?;
    Some(Casualties { low: bounds.low, high: bounds.high, best: bounds.best, worded })
}

/// Figures alone: "12", "1,200", "1.200", "1 200", "12.0".
fn plain(text: &str) -> Option<u32> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let mut groups = text.split([',', '.', ' ', '\'']);
    let first = groups.next().filter(|g| (1..=3).contains(&g.len()))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// "5.5": the whole figures on either side. Three decimals would be thousands.
fn fraction(text: &str) -> Option<Bounds> {
    let (whole, decimals) = text.split_once(['.', ','])?;
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let low: u32 = whole.parse().ok().filter(|_| is_number(whole) && is_number(decimals) && decimals.len() != 3)?;
    let above = u32::from(decimals.bytes().any(|digit| digit != b'0'));
    Some(Bounds { low: Some(low), high: Some(low.checked_add(above)?), best: None })
}

/// A figure with words; "including ..." and what stands in brackets only explain it.
fn phrase(folded: &str) -> Option<Bounds> {
    // Most are one word, and all signs below hold a blank.
    if !folded.contains(' ') {
        return bounded(folded.trim_end_matches([',', '.']));
    }
    let cut = [" including", ", including", " ("].iter().filter_map(|word| folded.find(word)).min();
    let text = folded.get(..cut.unwrap_or(folded.len()))?.trim_end_matches([',', '.', ' ']);
    if let Some(body) = text.strip_prefix("between ") {
        return range(body, " and ");
    }
    let mut sum = Bounds { low: Some(0), high: Some(0), best: None };
    let parts: Vec<&str> = text.split(" and ").flat_map(|part| part.split(" plus ")).collect();
    if let [only] = parts.as_slice() {
        return bounded(only);
    }
    for part in parts {
        let bounds = bounded(part.trim())?;
        sum.low = sum.low?.checked_add(bounds.low.unwrap_or(0)).map(Some)?;
        sum.high = match (sum.high, bounds.high) {
            (Some(a), Some(b)) => Some(a.checked_add(b)?),
            _ => None,
        };
    }
    Some(sum)
}

/// One figure with what stands before and after it.
fn bounded(text: &str) -> Option<Bounds> {
    let text = text.trim();
    // "twenty-three" is no range.
    if no_figures(text)
        && let Some(found) = amount(text)
    {
        return Some(found);
    }
    let body = text.strip_prefix("from ").unwrap_or(text);
    if let Some(found) = ["-", " to ", " or ", " bis "].iter().find_map(|sign| range(body, sign)) {
        return Some(found);
    }
    if let Some((word, hedge)) = HEDGES.iter().find(|(word, _)| text.starts_with(word)) {
        let amount = amount(text.get(word.len()..)?.trim())?;
        return hedged(amount, *hedge);
    }
    let floor = ["+", " or more", " oder mehr", " ou plus", " o mas"].iter().find_map(|end| text.strip_suffix(end));
    match floor {
        Some(text) => hedged(amount(text.trim())?, Hedge::AtLeast),
        None => amount(text),
    }
}

fn range(text: &str, sign: &str) -> Option<Bounds> {
    let (left, right) = text.split_once(sign)?;
    let (left, right) = (amount(left.trim())?, amount(right.trim())?);
    Some(Bounds { low: left.low, high: right.high, best: None })
}

fn hedged(amount: Bounds, hedge: Hedge) -> Option<Bounds> {
    // "More than dozens" says no more than "dozens".
    let Some(count) = amount.high.filter(|high| Some(*high) == amount.low) else { return Some(amount) };
    let tenth = count.div_ceil(10);
    Some(match hedge {
        Hedge::AtLeast => Bounds { low: Some(count), ..Bounds::default() },
        Hedge::MoreThan => Bounds { low: Some(count.checked_add(1)?), ..Bounds::default() },
        Hedge::UpTo => Bounds { high: Some(count), ..Bounds::default() },
        Hedge::Under => Bounds { high: Some(count.checked_sub(1)?), ..Bounds::default() },
        Hedge::Nearly => Bounds { low: Some(count - tenth), high: Some(count), best: None },
        Hedge::About => Bounds { low: Some(count - tenth), high: Some(count.checked_add(tenth)?), best: Some(count) },
    })
}

/// A figure or a word for one, and words after it that hold no further figure: "13 US service members".
fn amount(text: &str) -> Option<Bounds> {
    let mut words = text.split([' ', '-']).filter(|w| !w.is_empty()).peekable();
    let mut first = words.next()?;
    if first == "a" && words.peek().is_some_and(|w| *w == "few" || *w == "couple") {
        first = words.next()?;
    }
    let (mut low, mut exact) = first_number(first)?;
    if exact && let Some(ones) = words.peek().and_then(|w| ones_after_tens(low, w)) {
        low = low.checked_add(ones)?;
        words.next();
    }
    while let Some(word) = words.peek() {
        if *word == "of" && !exact {
            words.next();
        } else if let Some((_, unit)) = UNITS.iter().find(|(name, _)| name == word) {
            low = low.checked_mul(*unit)?;
            words.next();
        } else if !exact && let Some((_, unit)) = UNITS.iter().find(|(name, _)| word.strip_suffix('s') == Some(name)) {
            // "tens of thousands"
            low = low.checked_mul(*unit)?;
            exact = false;
            words.next();
        } else {
            break;
        }
    }
    let explains = |word: &str| no_figures(word) && !NUMBER_WORDS.iter().skip(2).any(|number| *number == word);
    words.all(explains).then_some(Bounds { low: Some(low), high: exact.then_some(low), best: None })
}

/// The number that the first word means, and whether it is exact.
fn first_number(word: &str) -> Option<(u32, bool)> {
    let listed = |list: &[(&str, u32)]| list.iter().find(|(name, _)| *name == word).map(|(_, n)| *n);
    if let Some(count) = plain(word) {
        return Some((count, true));
    }
    if let Some(floor) = listed(&VAGUE) {
        return Some((floor, false));
    }
    let index = NUMBER_WORDS.iter().position(|name| *name == word).and_then(|n| u32::try_from(n).ok());
    let article = match word {
        "a" | "an" => Some(1),
        "couple" => Some(2),
        _ => None,
    };
    index.or(listed(&TENS)).or(listed(&UNITS)).or(article).map(|count| (count, true))
}

/// The "three" of "twenty-three".
fn ones_after_tens(tens: u32, word: &str) -> Option<u32> {
    let ones = NUMBER_WORDS.iter().position(|name| *name == word).and_then(|n| u32::try_from(n).ok())?;
    ((20..100).contains(&tens) && tens.is_multiple_of(10) && (1..10).contains(&ones)).then_some(ones)
}

fn no_figures(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(cell: &str) -> Option<(Option<u32>, Option<u32>)> {
        read(cell).map(|count| (count.low, count.high))
    }

    #[test]
    fn figures_are_exact_and_leave_no_words() {
        for (cell, count) in [("12", 12), ("1,200", 1200), ("1.200", 1200), ("1 200", 1200), ("12.0", 12), ("0", 0)] {
            assert_eq!(read(cell), Some(Casualties::exactly(count)), "{cell}");
        }
    }

    #[test]
    fn worded_counts_become_bounds_and_keep_their_words() {
        for (cell, low, high) in [
            ("100+", Some(100), None),
            ("at least 143", Some(143), None),
            ("more than 100", Some(101), None),
            ("nearly 100", Some(90), Some(100)),
            ("~100", Some(90), Some(110)),
            ("up to 170", None, Some(170)),
            ("as many as 170 civilians", None, Some(170)),
            ("fewer than 10", None, Some(9)),
            ("10-12", Some(10), Some(12)),
            ("13 to 183", Some(13), Some(183)),
            ("between 10 and 12 people", Some(10), Some(12)),
            ("dozens", Some(24), None),
            ("Scores", Some(40), None),
            ("hundreds of others", Some(200), None),
            ("several", Some(3), None),
            ("a few", Some(3), None),
            ("two dozen", Some(24), Some(24)),
            ("several hundred", Some(300), None),
            ("tens of thousands", Some(20_000), None),
            ("one person", Some(1), Some(1)),
            ("twenty-three", Some(23), Some(23)),
            ("two to three people", Some(2), Some(3)),
            ("13 US service members and as many as 170 civilians", Some(13), Some(183)),
            ("at least 183, including 170 Afghan civilians and 13 US service members", Some(183), None),
            ("many others", None, None),
            ("5.5", Some(5), Some(6)),
            ("0,3333", Some(0), Some(1)),
            ("12.00", Some(12), Some(12)),
        ] {
            assert_eq!(bounds(cell), Some((low, high)), "{cell}");
            assert_eq!(read(cell).unwrap().worded.as_deref(), Some(cell));
        }
    }

    #[test]
    fn unknown_is_not_zero() {
        for cell in ["", "-", "n/a", "unknown", "-9", "-99"] {
            assert_eq!(read(cell), Some(Casualties::default()), "{cell}");
        }
    }

    #[test]
    fn what_is_no_count_is_not_read() {
        for cell in [
            "twelvish",
            "12 in 2015",
            "-5",
            "1.5.5",
            "1.x",
            "4294967295.5",
            "99999999999",
            "no idea 5",
            "fewer than 0",
            "at least",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
