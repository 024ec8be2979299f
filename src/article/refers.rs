//! What refers to an incident told before without naming it: those who did it, how it went, the kin of who tells of it.
//!
//! Comes in: a sentence, an event in it and what that was done to. Goes out: yes or no.

use super::Scene;
use super::events::Event;
use super::lists::List;
use super::prose::Sentence;
use super::targets::Target;
use crate::incident::Role;
use crate::toponym::token::gap;

/// Words between "killed" and "in a shootout with the police".
const FOUGHT: usize = 12;

impl Scene<'_, '_> {
    /// "The attackers then stormed", "he was killed in a shootout with the police", "shot her father": what was told before.
    pub(super) fn refers(&self, sentence: &Sentence, event: &Event, target: Option<&Target>) -> bool {
        // "Four people attacked them".
        let them = matches!(self.prose.folded(event.at.end), "them" | "us" | "me");
        them && event.kind.role() == Role::Operation
            || self.begins_with_those(sentence)
            || self.is_shot_by_police(sentence)
            || target.is_some_and(|t| self.is_kin(t))
    }

    /// "Shot her father": one of those who were there, as their kin tell it.
    fn is_kin(&self, target: &Target) -> bool {
        let head = target.words.end.saturating_sub(1);
        let his = |n: usize| matches!(self.prose.folded(n), "his" | "her" | "their" | "my" | "our");
        self.prose.is(head, List::Kin) && target.words.start.checked_sub(1).is_some_and(his)
    }

    /// "Was killed after the police returned fire": how it ended for who did it.
    fn is_shot_by_police(&self, sentence: &Sentence) -> bool {
        let fight = |n: usize| {
            let (word, next) = (self.prose.folded(n), self.prose.folded(n + 1));
            let exchange = word == "exchange" && next == "of" && matches!(self.prose.folded(n + 2), "fire" | "gunfire");
            self.prose.is(n, List::Shootout) || word == "returned" && next == "fire" || exchange
        };
        let killed = |n: usize| matches!(self.prose.folded(n), "killed" | "died") && self.prose.is(n - 1, List::WasHas);
        let cut = |from: usize, to: usize| (from..=to).any(|n| self.prose.gap(n, gap::STOP | gap::COLON));
        let words = sentence.words.clone();
        let one = words.clone().skip(1).find(|n| killed(*n));
        one.is_some_and(|at| (at..(at + FOUGHT).min(words.end)).any(|n| fight(n) && !cut(at, n)))
    }

    /// Whether a sentence begins with those who did what was told before, or says how it went.
    fn begins_with_those(&self, sentence: &Sentence) -> bool {
        let head = sentence.words.start;
        // "Three were detained in Berlin and the fourth in Rotterdam": those told of.
        let rest = |n: usize| {
            self.prose.folded(n) == "the"
                && self.prose.is(n + 1, List::Ordinal)
                && self.prose.is(n + 2, List::Preposition)
        };
        // "The violence started when an attacker opened fire": how it went.
        let began = |n: usize| {
            self.prose.is(n, List::Unfolded)
                && matches!(self.prose.folded(n + 1), "when" | "after" | "with")
                && n > head
        };
        // "One of the vehicles rammed into a wall", "the other attackers".
        let word = |n: usize| self.prose.folded(head + n);
        let others = word(0) == "one" && word(1) == "of" && word(2) == "the" || word(0) == "the" && word(1) == "other";
        others
            || sentence.words.clone().any(began)
            || self.prose.folded(head) == "the" && self.prose.is(head + 1, List::Perpetrator)
            || sentence.words.clone().any(rest)
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::told;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn what_kin_tell_and_how_it_ended_for_who_did_it_are_the_same_attack() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let extractor = Extractor::new(&gazetteer)?;
        let lead = "Gunmen opened fire on tourists in Pahalgam on Friday, killing 26 people.";
        for more in [
            "The gunmen entered their tent, one survivor said. Then they shot her father.",
            "Four people attacked them, a survivor said.",
            "Another woman said her husband was shot in the head.",
            "One of them, a veteran, was killed after police returned fire.",
            "The assailant, who was killed in an exchange of gunfire with police, wore a vest.",
        ] {
            let text = format!("{lead}\n\n{more}");
            assert_eq!(told(&extractor, &text), ["armed_assault Pahalgam 2024-03-29"], "{more}");
        }
        Ok(())
    }
}
