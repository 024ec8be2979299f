//! Which incidents are kept: by day, kind, actor, country and deaths; and a sample of them.
//!
//! Comes in: a [`Filter`] and an incident. Goes out: yes or no.

mod condition;
mod sample;

pub use condition::Condition;
pub use sample::Sample;

use crate::incident::{Area, Incident};
use crate::settings::Filter;

impl Filter {
    /// Whether an incident is wanted. With days given, it is kept if one of its possible days lies in them; an undated one
    /// is then left out. An actor matches where its words stand together in the incident's actor, in any case.
    pub fn keeps(&self, incident: &Incident) -> bool {
        self.keeps_when(incident)
            && self.keeps_kind(incident)
            && self.keeps_actor(incident)
            && self.conditions.iter().all(|condition| condition.keeps(incident))
    }

    /// Whether the area of an incident is wanted; to be asked once it is known.
    pub fn keeps_area(&self, area: &Area) -> bool {
        self.conditions.iter().all(|condition| condition.keeps_area(area))
    }

    fn keeps_when(&self, incident: &Incident) -> bool {
        if self.from.is_none() && self.until.is_none() {
            return true;
        }
        incident.when.span().is_some_and(|(first, last)| {
            self.from.is_none_or(|from| last >= from) && self.until.is_none_or(|until| first <= until)
        })
    }

    fn keeps_kind(&self, incident: &Incident) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&incident.kind)
    }

    fn keeps_actor(&self, incident: &Incident) -> bool {
        if self.actors.is_empty() {
            return true;
        }
        let actor = padded(incident.actor.as_deref().unwrap_or_default());
        self.actors.iter().any(|wanted| actor.contains(&padded(wanted)))
    }
}

/// Lower case, words apart by single blanks, a blank at each end, so that `IS` is not found in `ISIS-K`.
fn padded(words: &str) -> String {
    let parts: Vec<String> = words
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '/' | '"'))
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    format!(" {} ", parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_found_by_whole_words_in_any_case() {
        assert!(padded("ISIS-K (alleged)").contains(&padded("isis-k")));
        assert!(!padded("ISIS-K").contains(&padded("IS")));
        assert!(padded("Islamic State in Khorasan").contains(&padded("islamic state")));
    }
}
