//! Who did what was told before, where a sentence tells of nothing else: "officials blamed al-Shabaab", "suspicion fell on the Pakistani Taliban",
//! "the men are said to belong to ISIS-K".
//!
//! Comes in: the events of a text in order. Goes out: the same, with the actor for those that have none or one without a name.

use super::actors::{Actor, is_linked, is_named};
use super::claims::blamer;
use super::incidents::Told;
use super::lists::List;
use super::prose::{Prose, Sentence};
use super::sense::{ActorSort, Cue, Form, Sense};
use super::vocabulary::{Mark, Vocabulary};
use crate::incident::{Kind, Role};
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Sentences between what was done and who is blamed for it.
const SENTENCES: usize = 4;
/// Words between the blame and a group: "pointed fingers on Friday at the".
const BLAMED: usize = 6;
/// Words between "suspicion" and a group: "suspicion is likely to fall on the".
const SUSPICION: usize = 8;
/// Words between a group and "was suspected".
const SUSPECT: usize = 6;
/// Words between "linked the killing" and "to the group".
const LINKED: usize = 9;
/// Words from the start of a sentence to those who are said to belong to a group.
const HEAD: usize = 6;
/// How well such an actor fits: better than gunmen, less than one that the sentence of the deed names.
const SCORE: i32 = 4;

/// How a sentence puts a group behind what was told before.
#[derive(Debug, Clone, PartialEq)]
enum Tie {
    /// Somebody blames it.
    Blamed(String),
    /// It is suspected.
    Suspected,
    /// Those who planned an attack belong to it.
    Member(&'static str),
}

/// Gives events the actor that a later sentence tells.
pub fn attribute(prose: &Prose<'_>, told: &mut [Told<'_>]) {
    arrested(prose, told);
    coordinated(prose, told);
    for (number, sentence) in prose.sentences.iter().enumerate() {
        let Some((mark, name, tie)) = tied(prose, sentence) else { continue };
        let end = told.partition_point(|t| t.event.sentence <= number);
        let Some(before) = told.get_mut(..end) else { continue };
        let plots = matches!(tie, Tie::Member(_));
        let fits = |t: &Told<'_>| if plots { t.event.kind == Kind::Plot } else { is_deed(t) };
        let known = |t: &Told<'_>| {
            (t.event.at.start.saturating_sub(1)..=t.event.at.start).any(|n| prose.is(n, List::KnownNoun))
        };
        // "Prosecutors linked the killing to the group": the one told before; another deed has its own actor.
        let spoken_of = |t: &Told<'_>| {
            t.retold || t.event.form == Form::Claim || t.time.is_none() && (t.event.definite || known(t))
        };
        // Arrests beside it ("the men, who belong to the group, were arrested") are no other deed.
        let other = |t: &Told<'_>| !(spoken_of(t) || plots && t.event.kind.role() == Role::Response);
        if before.iter().rev().take_while(|t| t.event.sentence == number).any(other) {
            continue;
        }
        let near = |t: &&mut Told<'_>| t.event.sentence + SENTENCES >= number;
        let told_before = before.iter_mut().rev().take_while(near).find(|t| fits(t) && !spoken_of(t));
        let Some(deed) = told_before else { continue };
        let open = deed.actor.as_ref().is_none_or(|actor| actor.sort == ActorSort::Generic);
        if open && !is_hit(prose, deed, name) {
            deed.actor = Some(actor(&mark, name, &tie));
        }
    }
}

/// "Austrian police foiled a plot. Two suspects were arrested": by those that the sentence before was about.
fn arrested(prose: &Prose<'_>, told: &mut [Told<'_>]) {
    let actors = &Vocabulary::built_in().actors;
    for told in told.iter_mut().filter(|t| t.event.kind == Kind::Arrest && t.actor.is_none()) {
        let before = told.event.sentence.checked_sub(1).and_then(|n| prose.sentences.get(n));
        let Some(sentence) = before.filter(|s| s.paragraph + 1 >= told.paragraph) else { continue };
        let head = sentence.words.start..sentence.words.start + HEAD;
        let row = |m: &Mark| match m.sense {
            Sense::Actor(row) => actors.get(row).filter(|row| row.sort == ActorSort::State && is_named(prose, m)),
            _ => None,
        };
        let mut marks = prose.marks_of(sentence).iter().filter(|m| head.contains(&m.first));
        let Some((mark, row)) = marks.find_map(|m| Some((*m, row(m)?))) else { continue };
        let next = mark.last + 1;
        // Who only speaks, or to whom something is done, arrests nobody.
        let acts = !prose.page.has(next, flag::SPEECH) && !prose.is(next, List::Auxiliary) && !prose.is(next, List::Be);
        let acts = acts && prose.marks_about(next, next).any(|m| m.first == next && is_doing(m));
        if acts {
            let known = actor(&mark, row.name, &Tie::Member("stated"));
            told.actor = Some(Actor { sort: row.sort, score: 1, rule: "actor.before", ..known });
        }
    }
}

/// "The branch bombed a memorial on January 3 and shot up a church on January 28": both verbs have one subject.
fn coordinated(prose: &Prose<'_>, told: &mut [Told<'_>]) {
    for at in 1..told.len() {
        let (before, rest) = told.split_at_mut(at);
        let (Some(known), Some(next)) = (before.last(), rest.first_mut()) else { continue };
        let and = next.event.at.start.checked_sub(1).is_some_and(|n| prose.folded(n) == "and");
        let one = and && known.event.sentence == next.event.sentence && is_deed(known) && is_deed(next);
        if one && next.event.form == Form::Act && next.actor.is_none() {
            next.actor.clone_from(&known.actor);
        }
    }
}

/// Whether a mark is what police do: an event, or what they foil.
fn is_doing(mark: &Mark) -> bool {
    matches!(mark.sense, Sense::Event(_) | Sense::Cue(Cue::Foiled))
}

/// What somebody may be blamed for.
fn is_deed(told: &Told<'_>) -> bool {
    told.event.kind.role() == Role::Operation
        && !matches!(told.event.kind, Kind::Plot | Kind::Founding | Kind::Withdrawal)
}

/// Whether a group is named as the victim of a deed: it is not behind it.
fn is_hit(prose: &Prose<'_>, told: &Told<'_>, name: &str) -> bool {
    let Some(target) = &told.target else { return false };
    let actors = &Vocabulary::built_in().actors;
    let near = prose.marks_about(target.words.start, target.words.end.saturating_sub(1));
    near.into_iter()
        .any(|m| matches!(m.sense, Sense::Actor(row) if actors.get(row).is_some_and(|row| row.name == name)))
}

fn actor(mark: &Mark, name: &str, tie: &Tie) -> Actor {
    let confidence = match tie {
        Tie::Blamed(who) => who.clone(),
        Tie::Suspected => "suspected".to_owned(),
        Tie::Member(how) => (*how).to_owned(),
    };
    Actor {
        name: name.to_owned(),
        sort: ActorSort::Group,
        confidence,
        words: mark.first..mark.last + 1,
        rule: "actor.attributed",
        score: SCORE,
    }
}

/// The first group that a sentence puts behind what was told before.
fn tied(prose: &Prose<'_>, sentence: &Sentence) -> Option<(Mark, &'static str, Tie)> {
    let actors = &Vocabulary::built_in().actors;
    let group = |m: &Mark| match m.sense {
        Sense::Actor(row) => actors.get(row).filter(|row| row.sort == ActorSort::Group).map(|row| row.name),
        _ => None,
    };
    let named = prose.marks_of(sentence).iter().filter(|m| is_named(prose, m) && !is_linked(prose, m));
    named.filter_map(|m| Some((*m, group(m)?))).find_map(|(m, name)| Some((m, name, tie(prose, sentence, &m)?)))
}

fn tie(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> Option<Tie> {
    // "Suspicion fell on the group, which often attacks markets": not of this clause.
    let ends = |n: &usize| prose.gap(*n, gap::COMMA | gap::COLON | gap::STOP);
    let clause = (mark.last + 1..sentence.words.end).find(ends).unwrap_or(sentence.words.end);
    let often = prose.has_cue(sentence, sentence.words.start..clause, Cue::GenericTime);
    if often || prose.has_cue(sentence, sentence.words.clone(), Cue::Denied) {
        return None;
    }
    blamed(prose, sentence, mark).or_else(|| suspected(prose, sentence, mark)).or_else(|| member(prose, sentence, mark))
}

/// The words of a sentence so many before a group, the nearest first, up to a colon.
fn words_before(prose: &Prose<'_>, sentence: &Sentence, first: usize, most: usize) -> impl Iterator<Item = usize> {
    let from = first.saturating_sub(most).max(sentence.words.start);
    let start = (from..first).rev().find(|n| prose.gap(n + 1, gap::COLON | gap::STOP)).map_or(from, |n| n + 1);
    (start..first).rev()
}

/// "Officials blamed the group", "pointed fingers at the group", "linked the killing to the group".
fn blamed(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> Option<Tie> {
    let cue =
        words_before(prose, sentence, mark.first, BLAMED).find_map(|n| prose.cue_at(sentence, n..n + 1, Cue::Blamed));
    // "Suggested", "accused" of something else than the deed: only right before the group, or "on", "at", "to" it.
    let near = |blame: &&Mark| {
        let said = prose.folded(blame.first) == "suggested";
        let event = |m: &Mark| matches!(m.sense, Sense::Event(_) | Sense::Effect(..));
        let told = |n: usize| prose.marks_about(n, n).any(|m| m.first <= n && n <= m.last && event(m));
        let plain =
            |n: usize| prose.page.has(n, flag::FUNCTION | flag::CALENDAR) || prose.is(n, List::Determiner) || told(n);
        !said && (blame.last + 1..mark.first).all(plain)
    };
    if let Some(blame) = cue.filter(near) {
        let who = blamer(prose, sentence, blame).map_or_else(|| "blamed".to_owned(), |who| format!("blamed by {who}"));
        return Some(Tie::Blamed(who));
    }
    let to = mark.first.checked_sub(1).map(|n| if prose.is(n, List::Article) { n.saturating_sub(1) } else { n })?;
    let linked = |n: &usize| matches!(prose.folded(*n), "linked" | "tied" | "links" | "ties" | "traced");
    let verb = words_before(prose, sentence, mark.first, LINKED).find(linked).filter(|_| prose.folded(to) == "to")?;
    // "Linked the attack to", "linked it to"; not "men linked to the group".
    let deed = |n: usize| prose.is(n, List::Known) || matches!(prose.folded(n), "it" | "them");
    deed(verb + 1).then(|| Tie::Blamed("blamed".to_owned()))
}

/// "Suspicion fell on the group", "the group is the prime suspect", "bore the hallmarks of the group", "the group was likely behind it".
fn suspected(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> Option<Tie> {
    let fell = words_before(prose, sentence, mark.first, SUSPICION).any(|n| prose.folded(n) == "suspicion");
    let hallmarks =
        words_before(prose, sentence, mark.first, BLAMED).any(|n| matches!(prose.folded(n), "hallmarks" | "hallmark"));
    let joined = |n: &usize| !prose.gap(*n, gap::COMMA | gap::COLON | gap::STOP | gap::PARAGRAPH);
    let ahead = (mark.last + 1..(mark.last + 1 + SUSPECT).min(sentence.words.end)).take_while(joined);
    let ahead: Vec<usize> = ahead.collect();
    let be = ahead.iter().any(|n| prose.is(*n, List::Be));
    let doubt = ahead.iter().any(|n| prose.cue_at(sentence, *n..*n + 1, Cue::Suspected).is_some());
    let named = |n: &usize| {
        matches!(prose.folded(*n), "suspected" | "suspects" | "behind" | "responsible" | "culprit" | "culprits")
    };
    let suspect = ahead.iter().any(|n| prose.folded(*n) == "suspect");
    let suspect = be && (suspect || doubt && ahead.iter().any(named));
    (fell || hallmarks || suspect).then_some(Tie::Suspected)
}

/// "The men are suspected of belonging to the group", "the suspects were in contact with the group": those of a plot.
fn member(prose: &Prose<'_>, sentence: &Sentence, mark: &Mark) -> Option<Tie> {
    let head = sentence.words.start;
    let who = (head..(head + HEAD).min(mark.first)).any(|n| {
        prose.is(n, List::Perpetrator)
            || matches!(
                prose.folded(n),
                "men"
                    | "man"
                    | "they"
                    | "cell"
                    | "trio"
                    | "pair"
                    | "teenager"
                    | "teenagers"
                    | "arrested"
                    | "network"
                    | "accused"
            )
    });
    let tie = words_before(prose, sentence, mark.first, BLAMED).any(|n| prose.is(n, List::Belongs));
    if !who || !tie {
        return None;
    }
    let doubt = prose.has_cue(sentence, head..mark.first, Cue::Suspected)
        || prose.has_cue(sentence, head..mark.first, Cue::Alleged);
    Some(Tie::Member(if doubt { "suspected" } else { "stated" }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::article::{Article, Extractor};
    use crate::gazetteer::Gazetteer;

    /// Asserts who did what each report of each text tells, and how sure that is.
    fn assert_who(cases: &[(&str, &[&str])]) -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        for (text, who) in cases {
            let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
            let word = |field: &Option<String>| field.clone().unwrap_or_else(|| "nobody".to_owned());
            let all = found.iter().map(|r| format!("{}, {}", word(&r.actor), word(&r.actor_confidence)));
            assert_eq!(all.collect::<Vec<_>>(), *who, "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_later_sentence_tells_who_is_blamed_or_suspected() -> crate::error::Result<()> {
        let bomb = "A bomb killed eight people in Mogadishu on Saturday.";
        let shot = "Gunmen shot dead a mayor in Celaya on Saturday.";
        assert_who(&[
            (&format!("{bomb} Officials blamed al-Shabaab."), &["al-Shabaab, blamed by officials"]),
            (
                &format!("{bomb} Suspicion is likely to fall on al-Shabaab, who often target soldiers."),
                &["al-Shabaab, suspected"],
            ),
            (&format!("{bomb} Nobody claimed it, but suspicion fell on al-Shabaab."), &["al-Shabaab, suspected"]),
            (
                &format!("{bomb} No group claimed responsibility. Al-Shabaab is the prime suspect."),
                &["al-Shabaab, suspected"],
            ),
            (&format!("{shot} Prosecutors linked the killing to the Sinaloa cartel."), &["Sinaloa Cartel, blamed"]),
            (
                &format!("{shot} Police blamed the killing on the Sinaloa cartel."),
                &["Sinaloa Cartel, blamed by police"],
            ),
        ])
    }

    #[test]
    fn who_is_blamed_for_another_deed_did_not_do_this_one() -> crate::error::Result<()> {
        let text = "A bomb killed eight people in Mogadishu on Saturday. Last year officials blamed al-Shabaab for a bombing that \
                    killed 120 people in Mogadishu.";
        assert_who(&[
            (text, &["nobody, nobody", "al-Shabaab, blamed by officials"]),
            (
                "A bomb killed eight people in Mogadishu on Saturday. Al-Shabaab often carries out such attacks.",
                &["nobody, nobody"],
            ),
        ])
    }

    #[test]
    fn those_who_planned_an_attack_belong_to_a_group() -> crate::error::Result<()> {
        assert_who(&[
            (
                "Police foiled a plot to attack a church in Vienna in March. The suspects are believed to belong to a cell of ISIS-K.",
                &["ISIS-K, suspected"],
            ),
            (
                "Police foiled a plot to attack a church in Vienna in March. The men had pledged allegiance to Islamic State.",
                &["Islamic State, stated"],
            ),
        ])
    }

    #[test]
    fn police_who_foil_a_plot_arrest_those_behind_it() -> crate::error::Result<()> {
        assert_who(&[(
            "Austrian police foiled a plot to attack a church in Vienna. Two suspects were arrested on Wednesday.",
            &["nobody, nobody", "police, stated"],
        )])
    }
}
