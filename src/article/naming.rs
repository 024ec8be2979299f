//! The names of places in a text, found and resolved.
//!
//! Comes in: a [`Prose`], the finder of names, the geocoders. Goes out: [`Named`]s, and the country that the report is from.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::dateline::Dateline;
use super::doubts::is_of_the_world;
use super::geocoders::Geocoders;
use super::lists::List;
use super::places::{Named, Stand};
use super::prose::Prose;
use super::sense::{ActorSort, Sense, TargetSort};
use super::stand::{is_adjective, stand};
use super::strangers::dated_names;
use super::vocabulary::{Mark, Vocabulary};
use crate::geocode::document::{Answer, Outcome, Placed};
use crate::incident::{CountryCode, Precision};
use crate::toponym::token::gap;
use crate::toponym::words::flag;
use crate::toponym::{FindOptions, Finder, Kind};

/// How sure the place of the report must be for its country to speak for the others.
const SURE_HOME: f64 = 0.6;

/// Words between a capital and what it is the capital of.
const APPOSED: usize = 6;
/// So many peoples, and a report may be one of the whole world.
const PEOPLES: usize = 4;

/// The spans of the names of a text, whether each is an adjective, what they mean, and the country that the text is from.
pub type Resolved = (Vec<(Range<usize>, bool)>, Vec<Answer>, Option<CountryCode>);

/// The names of a text resolved together; in a report from a country its places are likelier.
pub fn resolved(
    prose: &Prose<'_>,
    finder: &Finder<'_>,
    geocoders: &Geocoders<'_>,
    dateline: Option<&Dateline>,
) -> Resolved {
    let mentions = finder.find_on(&prose.page, FindOptions::default());
    let mut spans: Vec<(Range<usize>, bool)> =
        mentions.iter().map(|m| (m.start..m.end, m.kind == Kind::Demonym)).collect();
    add(&mut spans, dated_names(prose));
    let head =
        dateline.filter(|line| !line.place.is_empty()).map(|line| prose.bytes(line.place.start, line.place.end - 1));
    let mut home = None;
    if let Some(head) = head {
        // The place of the report is one, whatever the finder thinks of it; its country is likely that of the others.
        spans.retain(|(span, _)| span.start >= head.end || span.end <= head.start);
        let at = spans.partition_point(|(span, _)| span.start < head.start);
        let answer = geocoders.plain().resolve(prose.text, std::slice::from_ref(&head)).pop();
        home = answer.and_then(|a| a.outcome.place.as_ref().filter(|p| p.confidence >= SURE_HOME)?.country);
        spans.insert(at, (head, false));
    }
    let places: Vec<Range<usize>> = spans.iter().map(|(span, _)| span.clone()).collect();
    let plain = || geocoders.plain().resolve(prose.text, &places);
    let Some(country) = home else { return (spans, plain(), None) };
    // A report from a capital on the whole world: its own country is not likelier than others. Many peoples make that likely: then it is
    // asked first, so that most reports are resolved once.
    let peoples: BTreeSet<&str> =
        spans.iter().filter(|(_, demonym)| *demonym).filter_map(|(span, _)| prose.text.get(span.clone())).collect();
    let likely = peoples.len() >= PEOPLES;
    if likely {
        let answers = plain();
        if is_of_the_world(&answers, country) {
            return (spans, answers, None);
        }
    }
    let answers = geocoders.of(country).resolve(prose.text, &places);
    if !likely && is_of_the_world(&answers, country) {
        return (spans, plain(), None);
    }
    (spans, answers, home)
}

/// Names that only the words around them show to be such have no place but their own: nothing stands in for them.
pub fn own_places(prose: &Prose<'_>, answers: &mut [Answer]) {
    let shown = dated_names(prose);
    let stands_in = |a: &Answer| a.outcome.place.as_ref().is_some_and(Placed::stands_in) && shown.contains(&a.span);
    for answer in answers.iter_mut().filter(|a| stands_in(a)) {
        answer.outcome = Arc::new(Outcome { place: None, why: "in no gazetteer".to_owned(), rivals: Vec::new() });
    }
}

/// "The Afghan capital", "Somalia's capital": the town, not the country; "Kabul, the Afghan capital" is named already.
pub fn capitals(prose: &Prose<'_>, geocoders: &Geocoders<'_>, named: &mut [Named]) {
    let towns: Vec<(usize, String)> = named.iter().filter_map(|n| Some((n.first, n.place()?.key.clone()))).collect();
    for name in named.iter_mut().filter(|n| prose.folded(n.last + 1) == "capital") {
        let owns = name.demonym || prose.word(name.last).is_some_and(|word| word.possessive);
        let beside = !prose.gap(name.last + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH | gap::HYPHEN);
        let country = name.place().filter(|p| p.precision == Precision::Country).and_then(|p| p.country);
        let Some(outcome) = country.filter(|_| owns && beside).and_then(|code| geocoders.capital(code)) else {
            continue;
        };
        let near = |first: usize| first.abs_diff(name.first) <= APPOSED;
        let known = outcome.place.as_ref().is_some_and(|p| towns.iter().any(|(at, key)| near(*at) && *key == p.key));
        if known || outcome.place.is_none() {
            continue;
        }
        name.last += 1;
        name.bytes = prose.bytes(name.first, name.last);
        name.stand = if name.stand == Stand::Dateline { name.stand } else { stand(prose, name.first, name.last) };
        (name.outcome, name.demonym) = (outcome, false);
    }
}

/// "On Pakistani territory", "from Afghan soil": the country, not the adjective.
pub fn territories(prose: &Prose<'_>, named: &mut [Named]) {
    let whole = |n: &Named| n.demonym && n.place().is_some_and(|p| p.precision == Precision::Country);
    for name in named.iter_mut().filter(|n| prose.is(n.last + 1, List::Territory) && whole(n)) {
        if name.stand == Stand::Dateline || prose.gap(name.last + 1, gap::COMMA | gap::STOP | gap::PARAGRAPH) {
            continue;
        }
        name.stand = stand(prose, name.first, name.last);
        name.demonym = false;
    }
}

/// "Seven men from Tajikistan, Turkmenistan and Kyrgyzstan were arrested in Germany": where people come from says no more than an adjective.
pub fn origins(prose: &Prose<'_>, named: &mut [Named]) {
    let people = |mark: &Mark| match mark.sense {
        Sense::Person(sort) => sort != TargetSort::Military,
        Sense::Actor(_) => true,
        _ => false,
    };
    let ends = |n: usize| prose.marks_about(n, n).filter(|m| m.last == n).any(people);
    let mut before: Option<usize> = None;
    for name in named.iter_mut() {
        let whole = name.place().is_some_and(|p| p.precision == Precision::Country) && name.stand != Stand::Dateline;
        let from = || prose.folded(name.first - 1) == "from" && ends(name.first - 2);
        // "Identified as citizens of Tajikistan".
        let of = || prose.folded(name.first - 1) == "of" && prose.is(name.first - 2, List::Nationals);
        let led = name.first >= 2 && (from() || of());
        let and = |last: usize| last + 2 == name.first && prose.folded(last + 1) == "and";
        let listed =
            before.is_some_and(|last| last + 1 == name.first && prose.gap(name.first, gap::COMMA) || and(last));
        let origin = whole && !name.demonym && (led || listed);
        name.demonym |= origin;
        before = origin.then_some(name.last);
    }
}

/// "The Federal Security Service": a part of the name of a service is no place.
pub fn inside_services(prose: &Prose<'_>, named: &mut Vec<Named>) {
    let actors = &Vocabulary::built_in().actors;
    let service = |row: usize| actors.get(row).is_some_and(|row| row.sort == ActorSort::State);
    let holds = |n: &Named| {
        let near = prose.marks_about(n.first, n.first);
        let over = |m: &Mark| n.last < m.last || m.first < n.first;
        near.filter(|m| matches!(m.sense, Sense::Actor(row) if service(row))).any(|m| n.last <= m.last && over(m))
    };
    named.retain(|n| n.demonym || n.place().is_none_or(|p| p.precision >= Precision::Country) || !holds(n));
}

/// "The village of Pobe-Mengao": no village of the first half of the name.
pub fn halves(prose: &Prose<'_>, named: &mut Vec<Named>) {
    let hyphened = |n: &Named| prose.gap(n.last + 1, gap::HYPHEN) && prose.page.is_name(n.last + 1);
    let half = |n: &Named| {
        let of = n.first > 1 && prose.folded(n.first - 1) == "of" && prose.is(n.first - 2, List::Settled);
        of && hyphened(n)
    };
    let whole = |n: &Named| prose.slice(n.first, n.last + 1);
    let halves: BTreeSet<&str> = named.iter().filter(|n| half(n)).map(whole).collect();
    named.retain(|n| !(hyphened(n) && halves.contains(whole(n))));
}

/// Adds names that no other overlaps.
fn add(spans: &mut Vec<(Range<usize>, bool)>, names: Vec<Range<usize>>) {
    for name in names {
        let at = spans.partition_point(|(span, _)| span.end <= name.start);
        if spans.get(at).is_none_or(|(span, _)| span.start >= name.end) {
            spans.insert(at, (name, false));
        }
    }
}

/// A name as it stands in its sentence.
pub fn placed(prose: &Prose<'_>, answer: Answer, demonym: bool, dateline: Option<&Dateline>) -> Named {
    let (first, last) = prose.words_of(&answer.span);
    let headed = dateline.is_some_and(|line| line.words.contains(&first));
    let stand = if headed { Stand::Dateline } else { stand(prose, first, last) };
    let demonym = demonym || is_adjective(prose, first, last);
    // "In an American strike", "outside Afghanistan": not there.
    let whole = answer.outcome.place.as_ref().is_some_and(|p| p.precision >= Precision::Country);
    let outside = first.checked_sub(1).is_some_and(|n| prose.folded(n) == "outside") && whole;
    let stand = match stand {
        Stand::Located if demonym && !prose.page.has(last + 1, flag::GENERIC) => Stand::Plain,
        Stand::Located if outside => Stand::Speaks,
        stand => stand,
    };
    Named { first, last, bytes: answer.span, outcome: answer.outcome, stand, demonym, doubtful: false }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::{assert_told, told};
    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn the_capital_of_a_country_and_a_name_before_a_date_are_places() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, place) in [
            ("In September 2022 rebels attacked an embassy in the Afghan capital.", "Kabul"),
            ("In October 2022 a bomb killed ten people in Somalia's capital.", "Mogadishu"),
            ("In Nice on July 14, 2016, a truck drove into a crowd and 86 people were killed.", "Nice"),
        ] {
            let found = extractor.reports(&Article::plain("note", text, None));
            let chain = found.first().and_then(|report| report.spot.as_ref()).map(|spot| spot.chain.clone());
            assert!(chain.is_some_and(|chain| chain.iter().any(|name| name == place)), "{text}");
        }
        Ok(())
    }

    #[test]
    fn those_arrested_are_where_they_were_arrested_and_not_where_they_come_from() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text = "In July 2023, seven men from Tajikistan, Turkmenistan and Kyrgyzstan were arrested in the German state of \
                    North Rhine-Westphalia on suspicion of planning attacks.";
        let told = told(&extractor, text);
        assert_eq!(told.first().map(String::as_str), Some("arrest North Rhine-Westphalia 2023-07"), "{told:?}");
        assert!(told.iter().all(|one| !one.contains("stan ")), "{told:?}");
        Ok(())
    }

    #[test]
    fn neighbours_of_a_country_and_a_capital_that_speaks_are_no_places() -> crate::error::Result<()> {
        assert_told([
            (
                "In March 2022 the militants fired rockets into Afghanistan's northern neighbour, Uzbekistan.",
                ["armed_assault Uzbekistan 2022-03"].as_slice(),
            ),
            (
                "In March 2022 gunmen attacked a market in Iran. Despite Tehran's warnings, the attack was a surprise.",
                ["attack Iran 2022-03"].as_slice(),
            ),
        ])
    }
}
