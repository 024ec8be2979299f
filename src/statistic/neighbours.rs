//! Who is a neighbour of whom, and with what weight.
//!
//! Comes in: lists of neighbours by index. Goes out: [`Neighbours`], one flat list, sorted, without repeats and without the
//! place itself; [`Weights`] over it, binary or of sum 1 in each row.

/// The neighbours of each of n places, by index; a place is not its own neighbour.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Neighbours {
    /// Where the list of each place begins; one more at the end.
    starts: Vec<usize>,
    to: Vec<u32>,
}

impl Neighbours {
    /// Takes the list of each place; places beyond the last one, the place itself and repeats are dropped.
    ///
    /// # Example
    /// ```
    /// use incimap::statistic::neighbours::Neighbours;
    /// let chain = Neighbours::new([vec![1], vec![0, 2, 1], vec![1]]);
    /// assert_eq!(chain.of(1), [0, 2]);
    /// ```
    pub fn new(lists: impl IntoIterator<Item = Vec<u32>>) -> Self {
        let lists: Vec<Vec<u32>> = lists.into_iter().collect();
        let n = lists.len() as u32;
        let (mut starts, mut to) = (vec![0], Vec::new());
        for (i, mut list) in (0_u32..).zip(lists) {
            list.sort_unstable();
            list.dedup();
            to.extend(list.into_iter().filter(|j| *j != i && *j < n));
            starts.push(to.len());
        }
        Self { starts, to }
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are no places.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The neighbours of a place, rising; none for one that does not exist.
    pub fn of(&self, i: usize) -> &[u32] {
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(a), Some(b)) => &self.to[*a..*b],
            _ => &[],
        }
    }

    /// All neighbours weigh 1.
    pub fn binary(&self) -> Weights<'_> {
        Weights { neighbours: self, each: vec![1.0; self.len()] }
    }

    /// The neighbours of each place weigh the same and 1 together.
    pub fn row_standardised(&self) -> Weights<'_> {
        let share = |i| match self.of(i).len() {
            0 => 0.0,
            count => 1.0 / count as f64,
        };
        Weights { neighbours: self, each: (0..self.len()).map(share).collect() }
    }
}

/// Neighbours with a weight that is the same for all of a place's.
#[derive(Debug, Clone)]
pub struct Weights<'a> {
    neighbours: &'a Neighbours,
    each: Vec<f64>,
}

/// The three sums of weights that moments of spatial statistics rest on (Cliff and Ord 1981).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightSums {
    /// Of all weights.
    pub s0: f64,
    /// Half the sum of `(w_ij + w_ji)²`.
    pub s1: f64,
    /// The sum over places of (row sum + column sum)².
    pub s2: f64,
}

impl Weights<'_> {
    /// How many places there are.
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// Whether there are no places.
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }

    /// The weighted sum over a place's neighbours of what `term` gives for each.
    pub fn sum(&self, i: usize, term: impl Fn(usize) -> f64) -> f64 {
        let each = self.each.get(i).copied().unwrap_or(0.0);
        each * self.neighbours.of(i).iter().map(|j| term(*j as usize)).sum::<f64>()
    }

    /// The three sums.
    pub fn sums(&self) -> WeightSums {
        let (mut s0, mut s1) = (0.0, 0.0);
        let mut columns = vec![0.0; self.len()];
        for (i, w) in self.each.iter().enumerate() {
            for j in self.neighbours.of(i) {
                let j = *j as usize;
                let mutual = self.neighbours.of(j).binary_search(&(i as u32)).is_ok();
                let back = if mutual { self.each[j] } else { 0.0 };
                // A pair that is in one direction only is met once, a mutual one twice.
                s1 += (w + back) * (w + back) * if mutual { 0.5 } else { 1.0 };
                s0 += w;
                columns[j] += w;
            }
        }
        let row = |i: usize| self.each[i] * self.neighbours.of(i).len() as f64;
        let s2 = columns.iter().enumerate().map(|(i, column)| (row(i) + column) * (row(i) + column)).sum();
        WeightSums { s0, s1, s2 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_lose_repeats_themselves_and_places_that_do_not_exist() {
        let n = Neighbours::new([vec![0, 1, 1, 9], vec![0]]);
        assert_eq!((n.of(0), n.of(1), n.of(7)), (&[1][..], &[0][..], &[][..]));
    }

    #[test]
    fn the_sums_of_a_chain_of_three_are_those_by_hand() {
        let chain = Neighbours::new([vec![1], vec![0, 2], vec![1]]);
        assert_eq!(chain.binary().sums(), WeightSums { s0: 4.0, s1: 8.0, s2: 24.0 });
        // Rows (1), (1/2, 1/2), (1): each pair is 1 + 1/2 twice; columns 1/2, 2, 1/2.
        assert_eq!(chain.row_standardised().sums(), WeightSums { s0: 3.0, s1: 4.5, s2: 2.25 + 9.0 + 2.25 });
    }

    #[test]
    fn a_pair_in_one_direction_counts_once() {
        let one_way = Neighbours::new([vec![1], vec![]]);
        assert_eq!(one_way.binary().sums(), WeightSums { s0: 1.0, s1: 1.0, s2: 2.0 });
    }
}
