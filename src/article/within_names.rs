//! Names of places that are only parts of other names: "the Islamic State in Iraq and Syria", "New Kabul Bank", "A.K. from Istanbul", a church
//! with the name of a saint.
//!
//! Comes in: the names of a text with their places. Goes out: the same, where what is part of another name stands for nothing
//! ([`Stand::Inside`]) or has no place.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lists::List;
use super::places::{Named, Stand};
use super::prose::Prose;
use super::sense::{ActorSort, Sense};
use super::vocabulary::{Mark, Vocabulary};
use crate::geocode::document::Outcome;
use crate::incident::{CountryCode, Precision};
use crate::toponym::token::{Shape, gap};
use crate::toponym::words::flag;

/// Words of the name of an office behind a place.
const OFFICE: usize = 4;
/// Words between a group and what it calls its branch: "the Islamic State's Afghanistan arm".
const OF_GROUP: usize = 4;
/// Words from a name that no list has to the town it is said to be in.
const WITHIN: usize = 12;
/// Words between the name of a saint and the church: "the Santa Maria Catholic Church".
const OF_CHURCH: usize = 3;

/// Marks the names that are parts of other names.
pub fn within_names(prose: &Prose<'_>, named: &mut Vec<Named>) {
    // "Jewish worshippers": a people, and no unit that is named after it.
    let people = |name: &Named| name.first == name.last && prose.page.has(name.first, flag::PEOPLE) && !name.demonym;
    let word = |name: &Named| name.place().is_none() && is_word_of_headline(prose, name.first, name.last);
    let none = |name: &Named| is_initials(prose, name) || people(name) || word(name);
    named.retain(|name| name.stand == Stand::Dateline || !none(name));
    branches(prose, named);
    for name in named.iter_mut().filter(|name| name.stand != Stand::Dateline) {
        let next = name.last + 1;
        let joined = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
        if joined && !name.demonym && (prose.is(next, List::Firm) && is_capital(prose, next) || is_office(prose, next))
        {
            name.stand = Stand::Inside;
        }
    }
    churches(prose, named);
    crossings(prose, named);
    stand_ins(prose, named);
}

/// "The Maritime Commercial Operations Center": whether some capitals behind a name end in what an office is called.
fn is_office(prose: &Prose<'_>, from: usize) -> bool {
    let apart = |n: usize| prose.gap(n, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
    let run = (from..from + OFFICE).take_while(|n| is_capital(prose, *n) && (*n == from || !apart(*n)));
    run.skip(1).any(|n| prose.is(n, List::OfficeName)) && !prose.page.capitals && !prose.is_titled(from)
}

/// "At the corner of Bourbon and Iberville streets": streets, not towns of their names.
fn crossings(prose: &Prose<'_>, named: &mut [Named]) {
    let mut street: Option<usize> = None;
    for name in named.iter_mut().rev().filter(|name| !name.demonym && name.stand != Stand::Dateline) {
        let next = name.last + 1;
        let beside = !prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
        let roads = beside && prose.is(next, List::Roads);
        let listed = beside && prose.folded(next) == "and" && street == Some(next + 1);
        if roads || listed {
            name.stand = Stand::Inside;
            street = Some(name.first);
        }
    }
}

/// "A building in Haret Hreik, in southern Beirut": a place that only stands in for a name that no list has loses against the place that
/// its sentence tells, where that is far away.
fn stand_ins(prose: &Prose<'_>, named: &mut [Named]) {
    for n in 0..named.len() {
        let (before, rest) = named.split_at_mut(n + 1);
        let Some(name) = before.last_mut() else { continue };
        let Some(place) = name.outcome.place.as_ref().filter(|p| p.stands_in() && p.precision < Precision::Country)
        else {
            continue;
        };
        let near = rest.iter().take_while(|next| {
            let close = next.first - name.last <= WITHIN;
            close && !(name.last + 1..=next.first).any(|n| prose.gap(n, gap::STOP | gap::PARAGRAPH))
        });
        let told = near
            .filter(|next| next.stand == Stand::Located && !next.demonym)
            .filter_map(|next| next.outcome.place.as_ref());
        let sure = told.filter(|p| !p.stands_in() && p.precision <= Precision::Settlement);
        let far = sure.into_iter().any(|p| p.country != place.country);
        if far {
            name.outcome = Arc::new(Outcome { place: None, why: "told elsewhere".to_owned(), rivals: Vec::new() });
        }
    }
}

/// "In Attack on a Church": a word of a headline in title case that tells of something is no name.
pub fn is_word_of_headline(prose: &Prose<'_>, first: usize, last: usize) -> bool {
    let told = |m: &Mark| first <= m.first && m.first <= last && !matches!(m.sense, Sense::Cue(_));
    prose.is_titled(first) && prose.marks_about(first, last).any(told)
}

/// "The Islamic State's Afghanistan and Pakistan arm", "an IS offshoot in Afghanistan": where a branch is from, not where it struck.
fn branches(prose: &Prose<'_>, named: &mut [Named]) {
    let group = |n: usize| {
        let actors = &Vocabulary::built_in().actors;
        let is = |row: usize| actors.get(row).is_some_and(|row| row.sort == ActorSort::Group);
        prose.marks_about(n, n).any(|m| matches!(m.sense, Sense::Actor(row) if is(row)) && m.first <= n && n <= m.last)
    };
    let led = |at: usize| (at.saturating_sub(OF_GROUP)..at).any(group);
    let mut arm: Option<usize> = None;
    for name in named.iter_mut().rev().filter(|name| !name.demonym && name.stand != Stand::Dateline) {
        let of = name.first.checked_sub(2).filter(|n| prose.is(*n, List::Affiliate));
        let behind = of.is_some_and(|n| matches!(prose.folded(n + 1), "in" | "of") && led(n));
        let before = prose.is(name.last + 1, List::Affiliate) && led(name.first);
        let listed = arm.is_some_and(|first| prose.folded(name.last + 1) == "and" && first == name.last + 2);
        if behind || before || listed {
            name.stand = Stand::Inside;
            arm = Some(name.first).filter(|_| before || listed);
        }
    }
}

/// "Identified as A.K. from Tajikistan": the initials of a person, not the short name of a country or of a state behind its town.
fn is_initials(prose: &Prose<'_>, name: &Named) -> bool {
    let Some(word) = prose.word(name.first).filter(|_| name.first == name.last) else { return false };
    let initials = word.dotted && word.shape == Shape::Capitals && word.letters <= 3 && word.ends_in_stop();
    initials && !prose.is(name.first, List::ShortCountry) && !prose.gap(name.first, gap::COMMA)
}

/// "The Santa Maria Catholic Church" of a text on Istanbul: a house of prayer has no place by the name of a town in a country that nothing
/// else in the text lies in, where another country is told.
fn churches(prose: &Prose<'_>, named: &mut [Named]) {
    let holy: Vec<bool> = named.iter().map(|name| is_church(prose, name)).collect();
    if !holy.contains(&true) {
        return;
    }
    let mut told: BTreeMap<CountryCode, usize> = BTreeMap::new();
    for name in named.iter().zip(&holy).filter(|(_, holy)| !**holy).map(|(name, _)| name) {
        if let Some(code) = name.outcome.place.as_ref().and_then(|p| p.country) {
            *told.entry(code).or_default() += 1;
        }
    }
    for (name, _) in named.iter_mut().zip(holy).filter(|(_, holy)| *holy) {
        let place = name.outcome.place.as_ref().filter(|p| p.precision < Precision::Country);
        let abroad = place.is_some_and(|p| p.country.is_some_and(|code| !told.contains_key(&code)));
        if abroad && (!told.is_empty() || prose.is(name.first, List::NameParticle)) {
            name.outcome =
                Arc::new(Outcome { place: None, why: "a church of that name".to_owned(), rivals: Vec::new() });
        }
    }
}

/// Whether a name is that of a house of prayer: "Santa Maria Catholic Church", "Sebastian Church".
fn is_church(prose: &Prose<'_>, name: &Named) -> bool {
    let joined = |n: &usize| *n == name.last || !prose.gap(*n, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::COLON);
    let near = (name.last..=name.last + OF_CHURCH).take_while(joined);
    let passes = |n: &usize| *n == name.last || is_capital(prose, *n) || prose.is(*n, List::Worship);
    !name.demonym && near.take_while(passes).any(|n| prose.is(n, List::Worship))
}

fn is_capital(prose: &Prose<'_>, n: usize) -> bool {
    prose.word(n).is_some_and(crate::toponym::token::Word::is_capital)
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;
    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn what_a_group_or_its_branch_is_called_after_is_no_place_of_what_it_did() -> crate::error::Result<()> {
        assert_told([
            (
                "Turkish police held 40 people with ties to the Islamic State (IS) in Iraq and Syria on 3 March 2024, Sabah reported.",
                vec!["arrest Turkey 2024-03-03"],
            ),
            (
                "The Islamic State's Afghanistan and Pakistan arm bombed a bus in Quetta on 3 March 2024.",
                vec!["bombing Quetta 2024-03-03"],
            ),
            (
                "On 3 March 2024 a bomber struck a New Kabul Bank branch in Kandahar, killing 20.",
                vec!["bombing Kandahār 2024-03-03"],
            ),
        ])
    }

    #[test]
    fn a_church_is_where_it_is_said_to_be_and_not_in_a_town_of_its_name() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for text in [
            "Gunmen killed a man at the Santa Maria Catholic Church in Istanbul on 28 January 2024.",
            "On 28 January 2024 gunmen shot dead a man inside Santa Maria Church, in the Sariyer area of Istanbul.",
        ] {
            let found = extractor.reports(&Article::plain("note", text, None));
            let chain = found.first().and_then(|report| report.spot.as_ref()).map(|spot| spot.chain.clone());
            assert!(chain.is_some_and(|chain| chain.iter().any(|name| name == "Istanbul")), "{text}");
        }
        Ok(())
    }
}
