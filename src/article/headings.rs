//! Days that head what stands below them: at the head of a paragraph, or in a line of their own, as in a timeline.
//!
//! Comes in: a sentence and the dates of the text. Goes out: the date above it.

use super::Scene;
use super::prose::Sentence;
use super::times::TimeMention;

/// Sentences under a heading with a date.
const UNDER_HEADING: usize = 6;

impl Scene<'_, '_> {
    /// "August 26, 2021. A bomber struck": the date that heads a paragraph of a timeline is that of what it tells.
    pub(super) fn stamp(&self, sentence: &Sentence) -> Option<TimeMention> {
        let all = &self.prose.sentences;
        let from = all.partition_point(|s| s.paragraph < sentence.paragraph);
        let head = all.get(from).filter(|head| head.words.end <= sentence.words.start);
        let own = head.and_then(|head| self.date_alone(head));
        let time = own.or_else(|| self.heading(from))?;
        Some(TimeMention { rule: "date.heading", ..time })
    }

    /// The date that a sentence is and no more.
    fn date_alone(&self, head: &Sentence) -> Option<TimeMention> {
        let times = self.times.get(self.times.partition_point(|t| t.first < head.words.start)..)?;
        times.first().filter(|t| t.first == head.words.start && t.last + 1 == head.words.end).copied()
    }

    /// A date in a line of its own above a paragraph, as in a timeline: not the only one, which is that of publication.
    fn heading(&self, from: usize) -> Option<TimeMention> {
        let all = &self.prose.sentences;
        let start = from.saturating_sub(UNDER_HEADING);
        let above = all.get(start..from)?.iter().rev().take_while(|s| !self.has_other_date(s));
        let time = above.into_iter().find_map(|s| self.date_alone(s))?;
        // Another heading stands near, before or behind.
        let near = all.get(from.saturating_sub(3 * UNDER_HEADING)..(from + 3 * UNDER_HEADING).min(all.len()))?;
        let several = near.iter().filter(|s| self.date_alone(s).is_some()).count() > 1;
        several.then_some(time)
    }

    /// Whether a sentence tells a date among other words.
    fn has_other_date(&self, sentence: &Sentence) -> bool {
        let from = self.times.partition_point(|t| t.first < sentence.words.start);
        let dated = self.times.get(from).is_some_and(|t| t.first < sentence.words.end);
        dated && self.date_alone(sentence).is_none()
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn days_alone_in_a_line_head_what_stands_below_them() -> crate::error::Result<()> {
        assert_told([(
            "A list of attacks.\n\nNov. 12, 2015\n\nA bomb exploded at a market in Beirut.\n\nNov. 13, 2015\n\nGunmen attacked a hall in Paris.",
            ["bombing Beirut 2015-11-12", "attack Paris 2015-11-13"],
        )])
    }
}
