//! Who claims what: "with the Islamic State claiming responsibility", "had been claimed by ISIS", "claimed that assault".
//!
//! Comes in: a sentence and an event in it. Goes out: the [`Claim`] of the sentence, and whether it is one of that event.

use std::ops::Range;

use super::actors::{is_linked, is_named};
use super::events::{Event, is_violent};
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Cue, Sense};
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, Role};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words before a claim in which it is taken back: "no group immediately claimed".
const NEGATED: usize = 7;
/// Words between a claim and who makes it.
const CLAIMANT: usize = 14;
/// Words between a claim and the event that it is of.
const OBJECT: usize = 6;
/// Words of an event before those that tell it from another: "died in a similar attack".
const WITHIN: usize = 5;
/// Words before a name in which "believed to be" stands.
const SUSPECTED: usize = 5;
/// The same where an attack is only planned: "the suspects allegedly wanted to carry out attacks for".
const PLANNED: usize = 14;
/// Words between "claimed by" and the claimant.
const BY: usize = 5;

/// A claim of responsibility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The words of the claim.
    pub words: Range<usize>,
    /// The first word of the group that makes it.
    pub by: Option<usize>,
    /// Where the words begin that tell of another event, which alone is claimed: "a similar attack claimed by".
    pub other: Option<usize>,
}

impl Claim {
    /// The first claim of a sentence that is not taken back.
    pub fn of(prose: &Prose<'_>, sentence: &Sentence) -> Option<Self> {
        let marks = prose.marks_of(sentence).iter();
        let cues = marks.filter(|m| m.sense == Sense::Cue(Cue::Claimed)).map(|m| m.first..m.last + 1);
        let verbs = sentence.words.clone().filter_map(|n| by_verb(prose, sentence, n));
        let found = cues.chain(verbs).filter(|words| !is_negated(prose, sentence, words)).min_by_key(|w| w.start)?;
        let by = claimant(prose, sentence, &found);
        Some(Self { other: other(prose, sentence, &found), words: found, by })
    }

    /// Whether it is a claim of an event.
    fn is_of(&self, event: &Event) -> bool {
        let near = |from: usize| event.at.end > from && event.at.start + WITHIN > from;
        is_violent(&event.kind) && self.other.is_none_or(near)
    }

    /// Whether the claim of a sentence, if it has one, is of an event, and whether a group makes it.
    pub fn is_made(claim: Option<&Self>, event: &Event, group: &Mark) -> (bool, bool) {
        (claim.is_some_and(|c| c.is_of(event)), claim.is_some_and(|c| c.by == Some(group.first)))
    }

    /// Whether a group may be the one that claims an event: where no other is named as such.
    pub fn allows(claim: Option<&Self>, event: &Event, group: &Mark) -> bool {
        claim.is_some_and(|c| c.is_of(event) && c.by.is_none_or(|by| by == group.first))
    }
}

/// "Claimed by", "claimed that assault": the words of a claim that is no fixed phrase.
fn by_verb(prose: &Prose<'_>, sentence: &Sentence, n: usize) -> Option<Range<usize>> {
    if !prose.is(n, List::Claims) {
        return None;
    }
    // "Claimed on Friday evening by".
    let plain = |n: &usize| !prose.gap(*n, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    if let Some(by) = (n + 1..n + BY).take_while(plain).find(|n| prose.folded(*n) == "by") {
        return Some(n..by + 1);
    }
    // "ISIS claimed a truck bomb that killed": said by the group, not of anything else ("claimed a right").
    // "Claimed that a strike hit a building": it was another's.
    if prose.folded(n + 1) == "that" && prose.page.has(n + 2, flag::FUNCTION) {
        return None;
    }
    let known = prose.is(n + 1, List::Known) || prose.is(n + 1, List::LastThis) || prose.is(n + 1, List::OneOf);
    let near = n + 1..n + OBJECT;
    let told = |m: &Mark| matches!(m.sense, Sense::Event(_)) && near.contains(&m.first);
    // "ISIS claims latest attack".
    let headline = prose.folded(n) == "claims" && !prose.page.has(n + 1, flag::FUNCTION) && plain(&(n + 1));
    ((known || headline) && prose.marks_of(sentence).iter().any(told)).then_some(n..n + 1)
}

/// "No group immediately claimed responsibility", "has not been claimed by anyone".
fn is_negated(prose: &Prose<'_>, sentence: &Sentence, words: &Range<usize>) -> bool {
    let from = words.start.saturating_sub(NEGATED).max(sentence.words.start);
    let near = (from..words.start).rev().take_while(|n| !prose.gap(n + 1, gap::COMMA | gap::COLON));
    near.into_iter().any(|n| prose.has_cue(sentence, n..n + 1, Cue::Negation))
}

/// The first word of the group that makes a claim.
fn claimant(prose: &Prose<'_>, sentence: &Sentence, words: &Range<usize>) -> Option<usize> {
    // "Al-Shabaab, a group affiliated with al-Qaeda, claimed".
    let described = |m: &Mark| {
        m.first > 1 && matches!(prose.folded(m.first - 1), "with" | "to" | "by") && prose.is(m.first - 2, List::Linked)
    };
    let free = |m: &&Mark| is_group(prose, m) && !is_linked(prose, m) && !described(m);
    let groups: Vec<&Mark> = prose.marks_of(sentence).iter().filter(free).collect();
    let behind = matches!(prose.folded(words.end - 1), "by" | "responsibility");
    let by = |m: &&&Mark| {
        let near = m.first >= words.end && m.first - words.end < BY;
        let led = || (words.end - 1..m.first).any(|n| matches!(prose.folded(n), "by" | "from"));
        near && led()
    };
    if let Some(mark) = groups.iter().find(by).filter(|_| behind) {
        return Some(mark.first);
    }
    // "IS, an enemy of the Taliban, claimed": rather one that no preposition stands before.
    let near = |m: &&Mark| m.last < words.start && words.start - m.last <= CLAIMANT;
    let oblique = |m: &Mark| (1..=2).any(|back| m.first >= back && prose.is(m.first - back, List::Oblique));
    let free = groups.iter().rposition(|m| near(m) && !oblique(m));
    let at = free.or_else(|| groups.iter().rposition(near))?;
    let mark = groups.get(at)?;
    // "ISIS-K, the Islamic State's Afghan and Pakistani arm, claimed": the one that is described.
    let owner = prose.word(mark.last).is_some_and(|word| word.possessive);
    let before = at.checked_sub(1).and_then(|n| groups.get(n)).filter(|before| owner && mark.first <= before.last + 2);
    Some(before.filter(|before| prose.gap(before.last + 1, gap::COMMA)).unwrap_or(mark).first)
}

fn is_group(prose: &Prose<'_>, mark: &Mark) -> bool {
    let Sense::Actor(row) = mark.sense else { return false };
    let row = Vocabulary::built_in().actors.get(row);
    row.is_some_and(|row| row.sort == ActorSort::Group) && is_named(prose, mark)
}

/// Where another event begins that alone is claimed: "in a similar attack claimed by", "claimed responsibility for an earlier blast".
fn other(prose: &Prose<'_>, sentence: &Sentence, words: &Range<usize>) -> Option<usize> {
    let anew = |n: usize| {
        let article = matches!(prose.folded(n), "a" | "an");
        prose.is(n, List::Another) || prose.is(n, List::Earlier) || article
    };
    let ahead = words.end..(words.end + OBJECT).min(sentence.words.end);
    let back = words.start.saturating_sub(OBJECT).max(sentence.words.start)..words.start;
    let told = |m: &&Mark| matches!(m.sense, Sense::Event(_));
    let marks = prose.marks_of(sentence);
    if prose.folded(words.end - 1) == "by" {
        return marks.iter().filter(told).rev().find(|m| back.contains(&m.first)).and_then(|m| {
            let from = m.first.saturating_sub(OBJECT / 2).max(back.start);
            (from..m.first).find(|n| anew(*n))
        });
    }
    let object = marks.iter().filter(told).find(|m| ahead.contains(&m.first))?;
    (words.end..object.first).find(|n| prose.is(*n, List::Another) || prose.is(*n, List::Earlier))
}

/// How sure it is that somebody did it; `claimed`: by the group, and by it alone.
pub fn confidence(
    prose: &Prose<'_>,
    sentence: &Sentence,
    event: &Event,
    mark: &Mark,
    (claimed, alone): (bool, bool),
) -> String {
    let blamed = prose.cue_at(sentence, sentence.words.clone(), Cue::Blamed);
    let suspected = is_suspected(prose, sentence, event, mark);
    let denied = prose.has_cue(sentence, sentence.words.clone(), Cue::Denied) && !alone;
    match (denied, claimed, blamed, suspected) {
        (true, ..) => "denied".to_owned(),
        (_, true, ..) => "claimed".to_owned(),
        (_, _, Some(blame), _) if event.kind.role() != Role::Response => {
            let own = prose.slice(mark.first, mark.last);
            let who = blamer(prose, sentence, blame).filter(|who| !own.contains(who.as_str()));
            who.map_or_else(|| "blamed".to_owned(), |who| format!("blamed by {who}"))
        }
        (_, _, _, true) => "suspected".to_owned(),
        _ => "stated".to_owned(),
    }
}

/// "Suspected militants of the group", "the group was likely behind it", "the suspects allegedly acted for the group".
fn is_suspected(prose: &Prose<'_>, sentence: &Sentence, event: &Event, mark: &Mark) -> bool {
    let most = if event.kind == Kind::Plot { PLANNED } else { SUSPECTED };
    let cue = |words: Range<usize>| prose.cue_at(sentence, words, Cue::Suspected).is_some();
    let before = mark.first.saturating_sub(most).max(sentence.words.start)..mark.first;
    let joined = |n: &usize| !prose.gap(*n, gap::COMMA | gap::STOP | gap::PARAGRAPH);
    let ahead = mark.last + 1..(mark.last + 2 + SUSPECTED).min(sentence.words.end);
    let culprit = ahead.take_while(joined).find(|n| prose.is(*n, List::Culprit));
    before.into_iter().any(|n| cue(n..n + 1)) || culprit.is_some_and(|n| cue(mark.last + 1..n))
}

/// Who lays the blame: the name before the word, or those right before it: "officials blamed", "whom police accused".
pub fn blamer(prose: &Prose<'_>, sentence: &Sentence, blame: &Mark) -> Option<String> {
    // "The killing in Beirut was blamed on Israel": by nobody who is named.
    if blame.first.checked_sub(1).is_some_and(|n| prose.is(n, List::Be)) {
        return None;
    }
    let officials = (1..=2).filter_map(|back| blame.first.checked_sub(back)).find(|n| prose.is(*n, List::Prosecutors));
    if let Some(n) = officials.filter(|n| *n >= sentence.words.start) {
        return Some(prose.folded(n).to_owned());
    }
    let capital = |n: &usize| prose.page.is_name(*n) && !prose.page.has(*n, flag::CALENDAR);
    let last = (sentence.words.start..blame.first).rev().take(6).find(capital)?;
    let first = (sentence.words.start..=last).rev().take_while(capital).last()?;
    Some(prose.slice(first, last).split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::states::tests::assert_who;
    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    #[test]
    fn a_claim_beats_gunmen_in_its_sentence_and_from_another() -> crate::error::Result<()> {
        let claimed = Some(("Islamic State", "claimed"));
        assert_who(&[
            (
                "Gunmen shot at a crowd in Moscow on Friday, with the Islamic State group claiming responsibility.",
                claimed,
            ),
            (
                "Kyiv denied any role in the attack in Moscow, for which Islamic State has claimed responsibility.",
                claimed,
            ),
            (
                "Gunmen attacked a shrine in Shiraz on Sunday. The attack was claimed on Monday by the Islamic State.",
                claimed,
            ),
            ("Gunmen attacked a shrine in Shiraz on Sunday. The Islamic State claimed that assault.", claimed),
            (
                "ISIS-K, a branch of the Islamic State group, has claimed responsibility for the attack in Moscow on Friday.",
                Some(("ISIS-K", "claimed")),
            ),
        ])
    }

    #[test]
    fn a_strike_from_the_air_is_claimed_like_any_attack() -> crate::error::Result<()> {
        let claimed = Some(("Houthis", "claimed"));
        assert_who(&[
            ("The Houthis claimed responsibility for a drone attack on the port of Eilat on Monday.", claimed),
            ("Israeli police are at the site of a drone strike claimed by the Houthis in Tel Aviv on Monday.", claimed),
        ])
    }

    #[test]
    fn a_claim_of_another_attack_and_one_that_nobody_made_are_none() -> crate::error::Result<()> {
        assert_who(&[(
            "A bomb killed eight people in Kandahar on Monday. No group immediately claimed responsibility.",
            None,
        )])?;
        let gazetteer = Gazetteer::built_in()?;
        let text = "A mayor was killed by a bomber in Herat on Tuesday, months after a judge died in a similar attack claimed by \
                    Islamic State.";
        let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
        let actors: Vec<&str> = found.iter().filter_map(|report| report.actor.as_deref()).collect();
        assert_eq!(actors, ["assailants", "Islamic State"]);
        assert!(found[1].when.first().is_none(), "the day of the other one");
        Ok(())
    }

    #[test]
    fn what_a_group_claims_is_its_own_and_what_it_says_of_others_is_not() -> crate::error::Result<()> {
        assert_who(&[
            (
                "ISIS claimed a truck bomb that killed 32 people in Baghdad on Monday.",
                Some(("Islamic State", "claimed")),
            ),
            ("The Houthis claimed that a strike hit a port in Hodeida on Monday, killing six people.", None),
        ])
    }

    #[test]
    fn who_is_likely_behind_it_is_suspected() -> crate::error::Result<()> {
        let suspected = |who| Some((who, "suspected"));
        assert_who(&[
            (
                "A bomb killed 12 people in Mogadishu on Monday. Police said al-Shabaab was likely behind the attack.",
                suspected("al-Shabaab"),
            ),
            ("A blast that killed 12 people in Kabul on Monday bore the hallmarks of ISIS-K.", suspected("ISIS-K")),
            ("Fighters believed to belong to JNIM killed 40 soldiers in Djibo on Monday.", suspected("JNIM")),
            (
                "Nine people were killed in an attack in Tillaberi on Monday that authorities attributed to Boko Haram.",
                Some(("Boko Haram", "blamed by authorities")),
            ),
        ])
    }
}
