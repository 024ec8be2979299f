//! Days that somebody is quoted with: "“The attack yesterday was ours,” a statement said on Saturday" counts from Saturday.
//!
//! Comes in: the dates of a text in their order. Goes out: the same, where "yesterday" and "today" in a quotation count from the day of the
//! statement, if one is told right before.

use jiff::ToSpan;
use jiff::civil::Date;

use super::prose::{Prose, Sentence};
use super::sense::Cue;
use super::times::TimeMention;
use crate::incident::When;
use crate::toponym::token::gap;

/// Words between the day of a statement and a day in it.
const STATEMENT: usize = 60;

/// Lets quoted days count from the day of the statement before them.
pub(super) fn quoted_days(prose: &Prose<'_>, published: Option<Date>, list: &mut [TimeMention]) {
    let Some(published) = published else { return };
    for at in 1..list.len() {
        let (before, rest) = list.split_at_mut(at);
        let (Some(said), Some(day)) = (before.last(), rest.first_mut()) else { return };
        let Some((own, told)) = day.when.first().zip(said.when.first()) else { continue };
        let near = day.rule == "date.day_shift" && said.rule == "date.weekday" && day.first < said.last + STATEMENT;
        if !near || !is_quoted(prose, day.first) || !is_statement(prose, said.first) {
            continue;
        }
        let shift = published.until(own).map_or(0, |span| span.get_days());
        if let Ok(meant) = told.checked_add(shift.days()) {
            (day.when, day.rule) = (When::day(meant), "date.quoted");
        }
    }
}

fn sentence_of<'p>(prose: &'p Prose<'_>, n: usize) -> Option<&'p Sentence> {
    prose.sentences.get(prose.sentences.partition_point(|s| s.words.end <= n))
}

/// Whether the sentence of a word begins with a quotation that does not end before it.
fn is_quoted(prose: &Prose<'_>, n: usize) -> bool {
    let quote = |at: usize| prose.gap(at, gap::QUOTE);
    sentence_of(prose, n).is_some_and(|own| quote(own.words.start) && !(own.words.start + 1..=n).any(quote))
}

/// Whether the sentence of a word says something.
fn is_statement(prose: &Prose<'_>, n: usize) -> bool {
    sentence_of(prose, n).is_some_and(|own| prose.has_cue(own, own.words.clone(), Cue::Speech))
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn a_quoted_yesterday_is_the_day_before_the_statement() -> crate::error::Result<()> {
        assert_told([(
            "Published 26 August 2024\n\nOn Saturday the group said in a statement that it was its own. “The attack on a bus in Lima \
             yesterday was by our soldiers,” the Islamic State said.",
            ["attack Lima 2024-08-23"],
        )])
    }
}
