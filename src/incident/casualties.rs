//! Counts of people as they are reported: a lowest and a highest figure, and the words.

use super::Text;

/// How many people were killed (or injured), as reported. All fields empty means: not known, which is not zero.
///
/// `W` holds the words: [`Text`] in incidents, `&str` where they are only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Casualties<W = Text> {
    /// The lowest figure: "at least 143" has 143 here and nothing in `high`.
    pub low: Option<u32>,
    /// The highest figure: "as many as 170" has 170 here.
    pub high: Option<u32>,
    /// The source's own best figure, where it gives one beside the bounds.
    pub best: Option<u32>,
    /// The words of the source: "scores", "nearly 100".
    pub worded: Option<W>,
}

impl<W> Default for Casualties<W> {
    fn default() -> Self {
        Self { low: None, high: None, best: None, worded: None }
    }
}

impl<W> Casualties<W> {
    /// An exact count.
    pub fn exactly(count: u32) -> Self {
        Self { low: Some(count), high: Some(count), best: Some(count), worded: None }
    }

    /// Whether no figure is known.
    pub fn is_unknown(&self) -> bool {
        self.low.is_none() && self.high.is_none() && self.best.is_none()
    }

    /// The figure to draw and to add up: the source's best, else the lowest, else nothing. A highest figure alone
    /// ("as many as 170") is no count.
    pub fn count(&self) -> Option<u32> {
        self.best.or(self.low)
    }
}

impl Casualties {
    /// The same to be looked at.
    pub fn as_words(&self) -> Casualties<&str> {
        let Self { low, high, best, .. } = *self;
        Casualties { low, high, best, worded: self.worded.as_deref() }
    }

    /// What several claims say together: the common range where the ranges overlap, else the range that holds all of
    /// them; the second value says that they contradict each other. Claims without a figure do not count. The best figure
    /// is kept where it is the only one and lies in the common range.
    pub fn merge<'a>(claims: impl IntoIterator<Item = &'a Self>) -> (Self, bool) {
        let known: Vec<&Self> = claims.into_iter().filter(|c| !c.is_unknown()).collect();
        let Some(first) = known.first() else { return (Self::default(), false) };
        if known.iter().all(|c| c == first) {
            return ((*first).clone(), false);
        }
        let lows = known.iter().map(|c| c.low.or(c.best).unwrap_or(0));
        let highs = known.iter().map(|c| c.high.or(if c.low.is_none() { c.best } else { None }).unwrap_or(u32::MAX));
        let (low, high) = (lows.clone().max().unwrap_or(0), highs.clone().min().unwrap_or(u32::MAX));
        let disagree = low > high;
        let (low, high) =
            if disagree { (lows.min().unwrap_or(0), highs.max().unwrap_or(u32::MAX)) } else { (low, high) };
        let best = known.iter().filter_map(|c| c.best).max().filter(|b| (low..=high).contains(b) && !disagree);
        let any_low = known.iter().any(|c| c.low.or(c.best).is_some());
        let mut words: Vec<&str> = Vec::new();
        for said in known.iter().filter_map(|c| c.worded.as_deref()) {
            if !words.contains(&said) {
                words.push(said);
            }
        }
        let worded = Text::from(words.join("; "));
        let merged = Self {
            low: any_low.then_some(low),
            high: (high < u32::MAX).then_some(high),
            best,
            worded: (!worded.is_empty()).then_some(worded),
        };
        (merged, disagree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: Option<u32>, high: Option<u32>) -> Casualties {
        Casualties { low, high, ..Casualties::default() }
    }

    #[test]
    fn a_floor_and_a_ceiling_that_meet_give_the_count_between() {
        let (merged, disagree) = Casualties::merge(&[range(Some(183), None), range(Some(13), Some(183))]);
        assert_eq!((merged.low, merged.high, disagree), (Some(183), Some(183), false));
    }

    #[test]
    fn ranges_apart_give_the_range_that_holds_both_and_say_so() {
        let (merged, disagree) = Casualties::merge(&[range(Some(4), Some(6)), range(Some(12), Some(12))]);
        assert_eq!((merged.low, merged.high, disagree), (Some(4), Some(12), true));
    }

    #[test]
    fn unknown_stays_unknown_and_is_not_zero() {
        let (merged, disagree) = Casualties::merge(&[Casualties::default(), Casualties::default()]);
        assert!(merged.is_unknown() && !disagree && merged.count().is_none());
    }

    #[test]
    fn scores_and_at_least_143_make_at_least_143() {
        let (merged, _) = Casualties::merge(&[range(Some(143), None), range(Some(40), None)]);
        assert_eq!((merged.low, merged.high), (Some(143), None));
    }
}
