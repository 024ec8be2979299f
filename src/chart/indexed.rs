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
    let dots = || rgba.chunks_exact(4).filter_map(|dot| dot.first_chunk::<3>().copied());
    let mut counts: HashMap<Rgb, u32> = HashMap::new();
    dots().for_each(|dot| *counts.entry(dot).or_default() += 1);
    // The order of a hash table is chance; that of the colours is not.
    let mut colours: Vec<(Rgb, u32)> = counts.into_iter().collect();
    colours.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let table = table(&colours);
    let number: HashMap<Rgb, u8> = colours.iter().map(|(colour, _)| (*colour, nearest(&table, *colour))).collect();
    let mut last: Option<(Rgb, u8)> = None;
    let of = |dot: Rgb| match last {
        Some((same, number)) if same == dot => number,
        _ => {
            let found = number.get(&dot).copied().unwrap_or(0);
            last = Some((dot, found));
            found
        }
    };
    let dots = dots().map(of).collect();
    Indexed { table: table.concat(), dots }
}

/// The colours of the table, the most frequent first: each further one is that which is worst served, by how many dots it has
/// and how far it lies from the nearest one before it.
fn table(colours: &[(Rgb, u32)]) -> Vec<Rgb> {
    if colours.len() <= MOST {
        return colours.iter().map(|(colour, _)| *colour).collect();
    }
    let mut table: Vec<Rgb> = colours.iter().take(1).map(|(colour, _)| *colour).collect();
    let mut off: Vec<u32> = vec![u32::MAX; colours.len()];
    while let (Some(newest), true) = (table.last().copied(), table.len() < MOST) {
        let mut worst = (0.0, newest);
        for ((colour, count), off) in colours.iter().zip(&mut off) {
            *off = (*off).min(apart(*colour, newest));
            let pain = f64::from(*off) * f64::from(*count).sqrt();
            if pain > worst.0 {
                worst = (pain, *colour);
            }
        }
        table.push(worst.1);
    }
    table
}

fn nearest(table: &[Rgb], colour: Rgb) -> u8 {
    let best = table.iter().enumerate().min_by_key(|(_, other)| apart(**other, colour));
    best.map_or(0, |(number, _)| number as u8)
}

/// The square of the distance, green weighing most, as the eye does.
fn apart(a: Rgb, b: Rgb) -> u32 {
    a.iter().zip(b).zip([3, 4, 2]).map(|((a, b), weight)| u32::from(a.abs_diff(b)).pow(2) * weight).sum()
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
