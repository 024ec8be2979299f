//! Whether an event is spoken of as known already: "the attack", "Friday's attack", "it was one of the deadliest".
//!
//! Comes in: a trigger in its sentence. Goes out: yes or no.

use super::events::Reader;
use super::lists::List;
use super::people::Counter;
use super::sense::Form;
use super::vocabulary::Mark;
use crate::toponym::token::gap;
use crate::toponym::words::flag;

/// Words before a trigger in which its article stands.
pub(super) const ARTICLE: usize = 3;
/// Words between "arrested in Germany" and "were accused".
const ACCUSED: usize = 6;
/// Words between "the perpetrator of the" and the attack.
const PART: usize = 8;
/// Words in which "it was one of the deadliest" may name what was told before.
pub(super) const COPULA: usize = 7;

impl Reader<'_, '_> {
    /// Whether it is one that is spoken of already: "the attack", "the bomb went off".
    pub(super) fn is_definite(&self, mark: &Mark, form: Form, start: usize) -> bool {
        let from = mark.first.saturating_sub(ARTICLE).max(start);
        let known = |n: usize| self.prose.is(n, List::Known);
        let weapon = form == Form::Act && (from..mark.first).any(known) && self.is_weapon(mark.first);
        let article = |n: usize| known(n) || self.prose.is(n, List::KnownToo);
        if form == Form::Act && self.is_done_to_those_known(mark, from) {
            return true;
        }
        // "The bomber who killed 13" tells it; "the deaths" does not.
        let near = if form == Form::Effect { mark.first.saturating_sub(1).max(from) } else { from };
        // "Friday's attack in the city".
        let of_day = |n: usize| {
            let owns = self.prose.word(n).is_some_and(|word| word.possessive);
            owns && (self.prose.page.has(n, flag::CALENDAR) || self.prose.is(n, List::OfToday))
        };
        let dated = form != Form::Effect && (from..mark.first).any(of_day);
        // "Described the killing as barbaric".
        let noun = self.prose.folded(mark.first).ends_with("ing")
            && mark.first.checked_sub(1).is_some_and(|n| n >= start && known(n));
        noun || dated
            || weapon
            || form == Form::Claim
            || form == Form::Name && (self.is_known_by_town(mark) || self.is_by_another_name(mark, start))
            || form != Form::Act && (near..mark.first).any(article)
    }

    /// "Our people who were massacred", "those who attacked the hall", "they were detained", "seven men arrested in Germany were accused": those
    /// told of before.
    fn is_done_to_those_known(&self, mark: &Mark, from: usize) -> bool {
        let word = |back: usize| mark.first.checked_sub(back).map_or("", |n| self.prose.folded(n));
        let were = |n: usize| self.prose.folded(n) == "were";
        let passive =
            were(mark.first) && word(1) == "who" || word(2) == "who" && mark.first.checked_sub(1).is_some_and(were);
        let relative = passive && !self.has_number(from) || word(1) == "who" && word(2) == "those";
        let head = self.sentence.words.start;
        let they =
            self.prose.folded(head) == "they" && self.prose.is(head + 1, List::Auxiliary) && mark.first <= head + 3;
        let taken = matches!(self.prose.folded(mark.last), "arrested" | "detained");
        let done = mark.first.checked_sub(1).is_some_and(|n| self.prose.is(n, List::Auxiliary));
        let ahead = mark.last + 1..(mark.last + ACCUSED).min(self.sentence.words.end);
        let mut plain = ahead.take_while(|n| !self.prose.gap(*n, gap::COMMA | gap::COLON));
        let accused = !done && mark.first == mark.last && plain.any(|n| self.prose.is(n, List::Auxiliary));
        relative || taken && (they || accused)
    }

    /// "Condemned the killing as a cowardly attack", "it was a vile and satanic attack", "the perpetrator of the 'heinous' and 'despicable'
    /// attack": what was told before, by another name.
    fn is_by_another_name(&self, mark: &Mark, start: usize) -> bool {
        let before = |words: usize| mark.first.saturating_sub(words).max(start)..mark.first;
        let one = |n: usize| matches!(self.prose.folded(n), "a" | "an");
        let called = |n: usize| self.prose.folded(n) == "as" && one(n + 1);
        let it = |n: usize| self.prose.is(n, List::Pronoun) && self.prose.is(n + 1, List::IsWas) && one(n + 2);
        let part = |n: usize| {
            self.prose.is(n, List::PartOfIt) && self.prose.folded(n + 1) == "of" && self.prose.is(n + 2, List::Known)
        };
        before(ARTICLE + 1).any(called) || before(PART).any(|n| it(n) || part(n))
    }

    /// "The attack on Friday", "the al-Shabaab attack": the article of a noun.
    pub(super) fn is_led_by_the(&self, mark: &Mark, form: Form, start: usize) -> bool {
        let from = mark.first.saturating_sub(ARTICLE).max(start);
        let noun = |n: &usize| !self.prose.page.has(*n, flag::FUNCTION) && !self.prose.gap(n + 1, gap::COMMA);
        let article = (from..mark.first).rev().find(|n| !noun(n));
        form != Form::Effect && article.is_some_and(|n| self.prose.is(n, List::Known))
    }

    /// "The suspects of the Moscow attack", "Moscow attack:": a name right before it and no "a".
    fn is_known_by_town(&self, mark: &Mark) -> bool {
        let page = &self.prose.page;
        let named = |n: usize| page.is_name(n) && !page.has(n, flag::CALENDAR | flag::FUNCTION);
        let before = mark.first.checked_sub(1).filter(|n| *n >= self.sentence.words.start && named(*n));
        let head = before.is_some_and(|n| n == self.sentence.words.start && !self.prose.gap(mark.first, gap::COMMA));
        head && !page.capitals
            && self.prose.folded(mark.last).starts_with(|c: char| c.is_ascii_lowercase())
            && self.prose.word(mark.first).is_some_and(|word| !word.is_capital())
    }

    /// Whether a number stands among the few words from one on.
    fn has_number(&self, from: usize) -> bool {
        let counter = Counter { prose: self.prose, sentence: self.sentence };
        (from.saturating_sub(ARTICLE).max(self.sentence.words.start)..from + ARTICLE).any(|n| counter.is_number(n))
    }

    /// "It was one of the deadliest attacks on the town": what was told before.
    pub(super) fn is_named_again(&self, mark: &Mark) -> bool {
        let head = self.sentence.words.start;
        let pronoun = self.prose.is(head, List::Pronoun);
        let is = self.prose.is(head + 1, List::IsWas);
        pronoun && is && mark.first <= head + COPULA && self.prose.folded(mark.first).starts_with("attack")
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn the_attack_whose_perpetrator_is_told_of_is_known() -> crate::error::Result<()> {
        assert_told([
            (
                "A man drove a truck into a crowd in Lyon on Friday, killing 15. The president said the perpetrator of the \"heinous\" \
                 and \"despicable attack\" was a U.S. citizen.",
                ["armed_assault Lyon 2024-03-29"],
            ),
            (
                "A man drove a truck into a crowd in Lyon on Friday, killing 15.\n\nThe mayor said in a statement that it was a \"vile \
                 and satanic attack\".",
                ["armed_assault Lyon 2024-03-29"],
            ),
        ])
    }
}
