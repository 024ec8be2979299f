//! Two dates that are one span: "from May 3 to May 9", "on Christmas or New Year's Eve", "in May and June".
//!
//! Comes in: the dates of a text in their order. Goes out: the same, with the pairs as one.

use jiff::civil::Date;

use super::lists::List;
use super::prose::Prose;
use super::times::TimeMention;
use crate::incident::{DatePrecision, When};

/// Days between two days of which one is meant.
const MOST_APART: i32 = 10;

/// Two dates with "to", "and" or a dash between them are one, if "from" or "between" stands before or a dash is between.
pub(super) fn ranges(prose: &Prose<'_>, list: &mut Vec<TimeMention>) {
    let mut out: Vec<TimeMention> = Vec::with_capacity(list.len());
    for now in list.drain(..) {
        if let Some(before) = out.last_mut()
            && now.first == before.last + 2
            && let (Some((a1, a2)), Some((b1, b2))) = (before.when.span(), now.when.span())
            && (is_range(prose, before, &now) || are_days(prose, before, &now))
        {
            before.when = When::between(a1.min(b1), a2.max(b2), DatePrecision::Range);
            before.last = now.last;
            before.rule = "date.range";
            continue;
        }
        out.push(now);
    }
    *list = out;
}

/// "From May 3 to May 9".
fn is_range(prose: &Prose<'_>, a: &TimeMention, b: &TimeMention) -> bool {
    let led = |n: usize| prose.is(n, List::RangeLead) || are_months(prose, n, a, b);
    prose.is(a.last + 1, List::RangeLink) && a.first.checked_sub(1).is_some_and(led)
}

/// "On Christmas or New Year's Eve", "on 5 or 6 May": one of two days, the one soon after the other.
fn are_days(prose: &Prose<'_>, a: &TimeMention, b: &TimeMention) -> bool {
    let day = |time: &TimeMention| time.when.first().filter(|_| time.when.length_days() == 1);
    let soon = |(a, b): (Date, Date)| a.until(b).is_ok_and(|apart| (1..=MOST_APART).contains(&apart.get_days()));
    prose.folded(a.last + 1) == "or" && day(a).zip(day(b)).is_some_and(soon)
}

/// "In May and June": one month after the other.
fn are_months(prose: &Prose<'_>, lead: usize, a: &TimeMention, b: &TimeMention) -> bool {
    let follows = || a.when.last()?.tomorrow().ok().filter(|day| Some(*day) == b.when.first());
    let months = a.rule == "date.month" && matches!(b.rule, "date.month" | "date.month_year");
    prose.folded(lead) == "in" && prose.folded(a.last + 1) == "and" && months && follows().is_some()
}
