//! Where something is active from step to step, and how activity passes between neighbours.
//!
//! Comes in: (place, step) pairs, who neighbours whom. Goes out: pairs of expansion and of relocation (after Schutte and
//! Weidmann 2011), contagion and jumps (after Cohen and Tita 1999).

use super::neighbours::Neighbours;

/// Which place is active in which step, a bit each.
#[derive(Debug, Clone)]
pub struct Activity {
    steps: usize,
    /// Words of 64 steps a place.
    width: usize,
    bits: Vec<u64>,
}

/// Pairs of neighbours (a, b) with a active and b inactive in a step, b active in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passage {
    /// a stays active: expansion.
    pub expansion: u64,
    /// a does not: relocation.
    pub relocation: u64,
}

/// Places active for the first time, after the first step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arrivals {
    /// With a neighbour that was active in an earlier step.
    pub contagious: u64,
    /// Without one.
    pub jumps: u64,
}

impl Activity {
    /// Marks the pairs; what lies outside is passed over.
    pub fn new(places: usize, steps: usize, pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let width = steps.div_ceil(64);
        let mut bits = vec![0_u64; places * width];
        for (place, step) in pairs.into_iter().filter(|(p, s)| (*p as usize) < places && (*s as usize) < steps) {
            bits[place as usize * width + step as usize / 64] |= 1 << (step % 64);
        }
        Self { steps, width, bits }
    }

    /// Whether a place is active in a step.
    pub fn is(&self, place: usize, step: usize) -> bool {
        step < self.steps && self.row(place).get(step / 64).is_some_and(|word| word >> (step % 64) & 1 == 1)
    }

    /// The first step that a place is active in.
    pub fn first(&self, place: usize) -> Option<usize> {
        let (word, bits) = self.row(place).iter().enumerate().find(|(_, bits)| **bits != 0)?;
        Some(64 * word + bits.trailing_zeros() as usize)
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.bits.len().checked_div(self.width).unwrap_or(0)
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        self.steps
    }

    fn row(&self, place: usize) -> &[u64] {
        self.bits.get(place * self.width..(place + 1) * self.width).unwrap_or_default()
    }

    /// 64 steps of a place, each moved one ahead: the bit of step t says whether it is active in t + 1.
    fn next(row: &[u64], word: usize) -> u64 {
        row[word] >> 1 | row.get(word + 1).map_or(0, |following| following << 63)
    }

    /// Counts expansion and relocation over all ordered pairs of neighbours and consecutive steps.
    ///
    /// # Example
    /// ```
    /// use incimap::statistic::{activity::{Activity, Passage}, neighbours::Neighbours};
    /// let pair = Neighbours::new([vec![1], vec![0]]);
    /// // The first place is active in both steps, the second becomes active.
    /// let active = Activity::new(2, 2, [(0, 0), (0, 1), (1, 1)]);
    /// assert_eq!(active.passage(&pair), Passage { expansion: 1, relocation: 0 });
    /// ```
    pub fn passage(&self, neighbours: &Neighbours) -> Passage {
        let mut sum = Passage::default();
        for b in 0..self.places() {
            let row = self.row(b);
            for word in 0..self.width {
                let starts = !row[word] & Self::next(row, word);
                if starts == 0 {
                    continue;
                }
                for a in neighbours.of(b) {
                    let other = self.row(*a as usize);
                    let (before, stays) = (other[word] & starts, Self::next(other, word));
                    sum.expansion += u64::from((before & stays).count_ones());
                    sum.relocation += u64::from((before & !stays).count_ones());
                }
            }
        }
        sum
    }

    /// Counts the places that are active for the first time after the first step, by whether a neighbour was active before.
    pub fn arrivals(&self, neighbours: &Neighbours) -> Arrivals {
        let first: Vec<usize> = (0..self.places()).map(|place| self.first(place).unwrap_or(usize::MAX)).collect();
        let mut sum = Arrivals::default();
        for (place, step) in first.iter().enumerate().filter(|(_, step)| (1..self.steps).contains(*step)) {
            if neighbours.of(place).iter().any(|other| first[*other as usize] < *step) {
                sum.contagious += 1;
            } else {
                sum.jumps += 1;
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(n: u32) -> Neighbours {
        Neighbours::new((0..n).map(|i| vec![i.saturating_sub(1), i + 1]))
    }

    #[test]
    fn a_front_that_stays_expands_and_one_that_leaves_relocates() {
        let stays = Activity::new(4, 4, (0..4).flat_map(|step| (0..=step).map(move |place| (place, step))));
        assert_eq!(stays.passage(&chain(4)), Passage { expansion: 3, relocation: 0 });
        let leaves = Activity::new(4, 4, (0..4).map(|step| (step, step)));
        assert_eq!(leaves.passage(&chain(4)), Passage { expansion: 0, relocation: 3 });
        assert_eq!(leaves.arrivals(&chain(4)), Arrivals { contagious: 3, jumps: 0 });
    }

    #[test]
    fn a_place_without_an_active_neighbour_before_is_a_jump() {
        let active = Activity::new(5, 3, [(0, 0), (4, 1), (3, 2), (1, 2)]);
        // 4 jumps; 3 has 4 and 1 has 0 before.
        assert_eq!(active.arrivals(&chain(5)), Arrivals { contagious: 2, jumps: 1 });
    }

    #[test]
    fn steps_beyond_a_word_count_like_others() {
        let active = Activity::new(2, 130, [(0, 63), (1, 64), (1, 127), (0, 128)]);
        assert_eq!(active.passage(&chain(2)), Passage { expansion: 0, relocation: 2 });
        assert_eq!(
            (active.first(0), active.first(1), active.is(0, 128), active.is(0, 129)),
            (Some(63), Some(64), true, false)
        );
    }

    #[test]
    fn nothing_is_counted_of_nothing() {
        let none = Activity::new(0, 0, [(0, 0)]);
        assert_eq!((none.passage(&chain(0)), none.arrivals(&chain(0))), Default::default());
        assert_eq!(Activity::new(3, 1, [(0, 0)]).passage(&chain(3)), Passage::default());
    }
}
