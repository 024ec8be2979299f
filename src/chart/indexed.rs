//! A bitmap in at most 256 colours, which packs to half the size of one in full colour.
//!
//! Comes in: the dots of a bitmap. Goes out: a colour table and a number for each dot. Pictures have few flat colours; what
//! is more are the mixed dots along edges, which are put to the nearest of the table.

use std::collections::HashMap;

/// The most colours.
const MOST: usize = 256;

/// A colour as red, green, blue.
type Rgb = [u8; 3];

/// A bitmap by a colour table.
#[derive(Debug)]
pub(super) struct Indexed {
    /// Red, green and blue of each colour.
    pub table: Vec<u8>,
    /// The number of each dot's colour.
    pub dots: Vec<u8>,
}

/// Puts every dot to a colour of a table; `rgba` has four bytes a dot, the last of which is not looked at.
pub(super) fn indexed(rgba: &[u8]) -> Indexed {
    // Most dots are of the colour of the dot before: a run of them is looked up once.
    let mut runs: Vec<(Rgb, u32)> = Vec::new();
    for dot in rgba.chunks_exact(4).filter_map(|dot| dot.first_chunk::<3>().copied()) {
        match runs.last_mut() {
            Some((same, length)) if *same == dot => *length += 1,
            _ => runs.push((dot, 1)),
        }
    }
    let mut counts: HashMap<Rgb, u32> = HashMap::new();
    for (dot, length) in &runs {
        *counts.entry(*dot).or_default() += length;
    }
    // The order of a hash table is chance; that of the colours is not.
    let mut colours: Vec<(Rgb, u32)> = counts.into_iter().collect();
    colours.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let (table, nearest) = table(&colours);
    let number: HashMap<Rgb, u8> = colours.iter().map(|(colour, _)| *colour).zip(nearest).collect();
    let mut dots = Vec::with_capacity(rgba.len() / 4);
    for (dot, length) in runs {
        let of = number.get(&dot).copied().unwrap_or(0);
        dots.resize(dots.len() + length as usize, of);
    }
    Indexed { table: table.concat(), dots }
}

/// The colours of the table, the most frequent first, and for each of `colours` the number of the nearest of them. Each further
/// one is that which is worst served, by how many dots it has and how far it lies from the nearest one before it.
fn table(colours: &[(Rgb, u32)]) -> (Vec<Rgb>, Vec<u8>) {
    let mut table: Vec<Rgb> = Vec::new();
    let weights: Vec<f64> = colours.iter().map(|(_, count)| f64::from(*count).sqrt()).collect();
    let (mut off, mut nearest) = (vec![u32::MAX; colours.len()], vec![0_u8; colours.len()]);
    let mut next = colours.first().map(|(colour, _)| *colour);
    while let Some(newest) = next.filter(|_| table.len() < MOST) {
        let number = table.len() as u8;
        table.push(newest);
        // Without a branch, and apart from the search for the worst: so the compiler takes many colours at once.
        for (((colour, _), off), nearest) in colours.iter().zip(&mut off).zip(&mut nearest) {
            let apart = apart(*colour, newest);
            *nearest = if apart < *off { number } else { *nearest };
            *off = apart.min(*off);
        }
        next = worst_served(&off, &weights).and_then(|i| colours.get(i)).map(|(colour, _)| *colour);
    }
    (table, nearest)
}

/// The first of those whose distance times weight is the largest; none where every distance is nought.
fn worst_served(off: &[u32], weights: &[f64]) -> Option<usize> {
    let pain = |off: &u32, weight: &f64| f64::from(*off) * weight;
    let mut most = [0.0_f64; 8];
    let (offs, rest) = off.as_chunks::<8>();
    let (heavy, light) = weights.as_chunks::<8>();
    for (off, weight) in offs.iter().zip(heavy) {
        for ((most, off), weight) in most.iter_mut().zip(off).zip(weight) {
            let pain = pain(off, weight);
            *most = if pain > *most { pain } else { *most };
        }
    }
    let rest = rest.iter().zip(light).map(|(off, weight)| pain(off, weight));
    let worst = most.into_iter().chain(rest).fold(0.0, f64::max);
    if worst <= 0.0 {
        return None;
    }
    off.iter().zip(weights).position(|(off, weight)| pain(off, weight) >= worst)
}

/// The square of the distance, green weighing most, as the eye does.
fn apart(a: Rgb, b: Rgb) -> u32 {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    3 * square(a[0], b[0]) + 4 * square(a[1], b[1]) + 2 * square(a[2], b[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgba(colours: impl IntoIterator<Item = Rgb>) -> Vec<u8> {
        colours.into_iter().flat_map(|[r, g, b]| [r, g, b, 255]).collect()
    }

    fn back(of: &Indexed) -> Vec<Rgb> {
        of.dots.iter().map(|i| of.table.chunks(3).nth(usize::from(*i)).unwrap().try_into().unwrap()).collect()
    }

    #[test]
    fn few_colours_come_back_as_they_are() {
        let colours: Vec<Rgb> = (0..=255_u8).map(|i| [i, 255 - i, i / 2]).collect();
        assert_eq!(back(&indexed(&rgba(colours.clone()))), colours);
    }

    #[test]
    fn of_many_colours_the_frequent_and_the_lonely_are_kept() {
        let shades = (0..20_000_u32).map(|i| [(i % 200) as u8, (i / 200 % 100) as u8, 40]);
        let colours: Vec<Rgb> =
            std::iter::repeat_n([245, 242, 235], 5000).chain(shades).chain([[213, 94, 0]; 30]).collect();
        let after = back(&indexed(&rgba(colours.clone())));
        assert_eq!((after[0], after[after.len() - 1]), ([245, 242, 235], [213, 94, 0]));
        let worst = colours.iter().zip(&after).map(|(a, b)| apart(*a, *b)).max().unwrap();
        assert!(worst < 9 * 20 * 20, "{worst}");
    }
}
