//! What stands in for a place that an event's own words do not give: a name in no gazetteer, the country or the town of its paragraph.
//!
//! Comes in: an event without a fine place. Goes out: a [`Spot`], or nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use super::events::Event;
use super::lists::List;
use super::places::{NOT_KNOWN, Named, Places, Stand};
use super::prose::Prose;
use super::spot::{CountryNames, Spot, plain, spot};
use crate::incident::{CountryCode, Kind, Precision};
use crate::toponym::words::flag;

/// Names before an event among which its country is looked for.
const MOST_BACK: usize = 100;
/// Sentences before an event in which the town of its embassy is named.
const SENTENCES: usize = 2;
/// Words behind an event in which the embassy stands that it happened at.
const OBJECT: usize = 8;

impl Places {
    /// A place by a name that is in no gazetteer, where no known one is finer than a country: "in La Eminencia".
    pub fn unknown(
        &self,
        prose: &Prose<'_>,
        known: Option<&Spot>,
        at: &Range<usize>,
        reach: &Range<usize>,
        home: Option<&Spot>,
    ) -> Option<Spot> {
        if known.is_some_and(|spot| spot.precision < Precision::Country) {
            return None;
        }
        let country = known.or(home)?;
        // "Overran the town of Palma", where the Palma of the gazetteers is doubtful.
        let settled = |n: &Named| {
            n.first >= 2
                && prose.folded(n.first - 1) == "of"
                && prose.is(n.first - 2, List::Settled)
                && n.stand == Stand::Plain
        };
        let strange = |n: &&Named| n.place().is_none() && (n.stand == Stand::Located || settled(n)) && !n.demonym;
        let named = self.within(reach).iter().filter(strange).min_by_key(|n| n.first.abs_diff(at.end))?;
        let worded = plain(prose.text.get(named.bytes.clone()).unwrap_or_default());
        let mut chain: Vec<String> = country.chain.first().cloned().into_iter().collect();
        chain.push(worded.clone());
        Some(Spot { chain, worded, bytes: named.bytes.clone(), rule: NOT_KNOWN, ..country.clone() })
    }

    /// The country named last before an event in its paragraph: "in Niger".
    pub fn country_before(&self, prose: &Prose<'_>, event: &Event, names: CountryNames<'_>) -> Option<Spot> {
        let sentence = prose.sentences.get(event.sentence)?;
        let from = prose.sentences.partition_point(|s| s.paragraph < sentence.paragraph);
        let start = prose.sentences.get(from)?.words.start;
        let whole =
            |n: &&Named| n.stand == Stand::Located && n.place().is_some_and(|p| p.precision == Precision::Country);
        let named = self.within(&(start..event.at.start)).iter().rev().take(MOST_BACK).find(whole)?;
        Some(spot(prose, named, &[], names, "place.paragraph"))
    }

    /// "The Syrian village of Baghuz": the country of a village that no gazetteer has.
    pub fn country_of_village(&self, prose: &Prose<'_>, reach: &Range<usize>, names: CountryNames<'_>) -> Option<Spot> {
        let owns = |n: &&Named| n.demonym && prose.is(n.last + 1, List::Settled) && prose.folded(n.last + 2) == "of";
        let named = self.within(reach).iter().find(owns)?;
        Some(spot(prose, named, &[], names, "place.paragraph"))
    }

    /// "A bomber struck outside the Russian Embassy": in the town that a sentence just before it names, as embassies stand in towns that need
    /// not be named again.
    pub fn town_of_mission(&self, prose: &Prose<'_>, event: &Event, names: CountryNames<'_>) -> Option<Spot> {
        let near = event.at.end..(event.at.end + OBJECT).min(event.reach.end);
        near.into_iter().find(|n| prose.is(*n, List::Mission))?;
        let sentence = prose.sentences.get(event.sentence)?;
        let from = event.sentence.saturating_sub(SENTENCES);
        let first = prose.sentences.get(from..event.sentence)?.iter().find(|s| s.paragraph == sentence.paragraph)?;
        let town = |n: &&Named| {
            matches!(n.stand, Stand::Located | Stand::Plain)
                && n.place().is_some_and(|p| p.precision == Precision::Settlement)
        };
        let named = self.within(&(first.words.start..sentence.words.start)).iter().rev().find(town)?;
        Some(spot(prose, named, &[], names, "place.paragraph"))
    }

    /// "After the U.S. military withdrew": from the country of the report, else the one named most beside that of those who left.
    pub fn left_country(
        &self,
        prose: &Prose<'_>,
        event: &Event,
        known: Option<&Spot>,
        names: CountryNames<'_>,
    ) -> Option<Spot> {
        if event.kind != Kind::Withdrawal || known.is_some() {
            return None;
        }
        let own: Vec<CountryCode> = self.within(&event.reach).iter().filter_map(Named::country).collect();
        let home = self.dateline().filter(|line| line.country().is_some_and(|code| !own.contains(&code)));
        let whole = |n: &&Named| {
            let place = n.place().filter(|p| p.precision == Precision::Country && !n.demonym);
            place.and_then(|p| p.country).is_some_and(|code| !own.contains(&code))
        };
        let mut counts: BTreeMap<CountryCode, (usize, &Named)> = BTreeMap::new();
        for name in self.named.iter().take(MOST_BACK).filter(whole) {
            if let Some(code) = name.country() {
                counts.entry(code).or_insert((0, name)).0 += 1;
            }
        }
        let most = counts.into_values().max_by_key(|(count, name)| (*count, std::cmp::Reverse(name.first)));
        let named = home.or(most.map(|(_, name)| name))?;
        Some(spot(prose, named, &[], names, "place.main_country")).filter(|spot| spot.country.is_some())
    }

    /// "In December a bomb killed an official in the province": the unit named last before.
    pub fn the_unit(&self, prose: &Prose<'_>, event: &Event, names: CountryNames<'_>) -> Option<Spot> {
        let unit_at = event.reach.clone().find(|n| is_the_unit(prose, *n))?;
        // "One of the deadliest attacks in the region": what it is compared with.
        if (event.reach.start..unit_at).any(|n| prose.is(n, List::Superlative)) {
            return None;
        }
        let unit = |n: &&Named| n.place().is_some_and(|p| p.precision == Precision::Admin1) && !n.demonym;
        let before = self.within(&(0..event.at.start));
        let named = before.iter().rev().take(MOST_BACK).find(unit)?;
        Some(spot(prose, named, &[], names, "place.there"))
    }

    /// "Americans remember Abbey Gate. Thirteen soldiers died there": the place that the sentence before names last.
    pub fn there(&self, prose: &Prose<'_>, event: &Event, names: CountryNames<'_>) -> Option<Spot> {
        event.reach.clone().find(|n| is_there(prose, *n) || is_the_town(prose, *n))?;
        let before = prose.sentences.get(event.sentence.checked_sub(1)?)?;
        let same = prose.sentences.get(event.sentence)?.paragraph == before.paragraph;
        let fine = |n: &&Named| {
            n.stand != Stand::Speaks && !n.demonym && n.place().is_some_and(|p| p.precision < Precision::Country)
        };
        let named = self.within(&before.words).iter().rev().filter(|_| same).find(fine)?;
        Some(spot(prose, named, self.within(&before.words), names, "place.there"))
    }
}

/// "The head of police in the province": the unit told of before, which "of" does not name.
fn is_the_unit(prose: &Prose<'_>, n: usize) -> bool {
    let unit = matches!(prose.folded(n), "province" | "governorate" | "region" | "oblast");
    let led = n > 1 && prose.folded(n - 1) == "the" && prose.page.has(n - 2, flag::LOCATIVE);
    let own = n > 1 && prose.folded(n - 1) == "the" && prose.word(n).is_some_and(|word| word.possessive);
    unit && (led || own) && prose.folded(n + 1) != "of" && !prose.page.is_name(n + 1)
}

/// "There" as a place; not "there was".
pub fn is_there(prose: &Prose<'_>, n: usize) -> bool {
    prose.folded(n) == "there" && !prose.is(n + 1, List::Be) && !prose.is(n + 1, List::Auxiliary)
}

/// "On the edge of the city": the town told of just before; not "the city of Lima".
fn is_the_town(prose: &Prose<'_>, n: usize) -> bool {
    let town = matches!(prose.folded(n), "city" | "town" | "village");
    town && n > 0 && prose.folded(n - 1) == "the" && prose.folded(n + 1) != "of"
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::{assert_told, told};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn troops_withdraw_from_the_country_of_the_text_and_not_from_their_own() -> crate::error::Result<()> {
        assert_told([(
            "The Islamic State has grown in Afghanistan. The Taliban took over after the U.S. military withdrew in August 2021.",
            ["withdrawal Afghanistan 2021-08"],
        )])
    }

    #[test]
    fn the_province_is_the_one_named_before() -> crate::error::Result<()> {
        assert_told([(
            "Gunmen killed a judge in Badakhshan province on 3 March 2024.\n\nIn December 2022 a bomb killed the head of police in the province.",
            ["attack Badakhshan 2024-03-03", "bombing Badakhshan 2022-12"],
        )])
    }

    #[test]
    fn an_embassy_is_in_the_town_that_the_sentence_before_names() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let text =
            "The branch has many cells in Kabul. In September 2022 its bombers struck outside the Russian Embassy.";
        assert_eq!(told(&extractor, text), ["bombing Kabul 2022-09"]);
        let text = "Few forget the airport of Kabul, in August of 2021. Thirteen soldiers were killed there by a bomb.";
        assert_eq!(told(&extractor, text), ["bombing Kabul 2021-08"]);
        Ok(())
    }
}
