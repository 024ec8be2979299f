//! How far two names are apart: by sound, and by typing errors.
//!
//! Comes in: two names, or their sounds. Goes out: a distance, or none where it is too large to matter.

use super::skeleton::{MOST, SHADE, Sounds, Vowels, is_vowel};

/// The distance by sound of two names is counted in hundredths of a consonant.
const CONSONANT: u32 = 100;
/// The least that it costs to leave a sound out: one vowel of two.
const LEAST_LEFT_OUT: u32 = 25;
/// The least that it costs to put a vowel for one of another kind: a for e.
const LEAST_OF_OTHER_KIND: u32 = 15;
/// Further than any distance that matters.
const FAR: u32 = u32::MAX / 2;
/// An article that one name has and the other has not.
const ARTICLE: u32 = 25;
/// Allowed in a name of any length.
const ALLOWED: u32 = 25;
/// Allowed for each sound of the longer name.
const ALLOWED_PER_SOUND: u32 = 10;

/// The distance of two names by their sounds as a share of what is allowed, 0 to 1; none where it is more. Vowels and w cost
/// little, least where they are near each other (e and i, o and u) or one of two in a row; consonants cost much. Allowed are
/// a quarter of a consonant and a tenth for each sound.
pub fn by_sound(a: &Sounds, b: &Sounds) -> Option<f64> {
    by_sound_within(a, b, 1.0)
}

/// The same where only distances up to about a share of what is allowed matter; the nearer it is to 0, the sooner a name is done.
pub fn by_sound_within(a: &Sounds, b: &Sounds, most: f64) -> Option<f64> {
    let (left, right) = (a.as_bytes(), b.as_bytes());
    let allowed = allowed(left.len().max(right.len()));
    let articles = ARTICLE * u32::from(a.articles.abs_diff(b.articles));
    let distance = articles + table(left, right, limit(allowed, most).checked_sub(articles)?)?;
    Some(f64::from(distance) / f64::from(allowed))
}

/// Whether names with such vowels can be within a share of what is allowed, when one of them has so many sounds.
pub fn may_sound_alike(sounds: usize, a: Vowels, b: Vowels, most: f64) -> bool {
    // Each further sound of the other name costs a quarter of a consonant and allows a tenth more.
    let longest = sounds + (sounds * ALLOWED_PER_SOUND as usize + ALLOWED as usize) / 15 + 1;
    let longest = longest.min(sounds + (limit(allowed(longest), most) / LEAST_LEFT_OUT) as usize);
    let (left_out, replaced) = a.differ(b);
    left_out * LEAST_LEFT_OUT + replaced * LEAST_OF_OTHER_KIND <= limit(allowed(longest), most)
}

/// What is allowed in a name of so many sounds.
fn allowed(sounds: usize) -> u32 {
    ALLOWED + ALLOWED_PER_SOUND * sounds as u32
}

/// A share of what is allowed.
fn limit(allowed: u32, share: f64) -> u32 {
    (libm::ceil(f64::from(allowed) * share) as u32).min(allowed)
}

/// The weighted edit distance; none where it is more than allowed. Only cells that so many sounds left out can reach are
/// looked at: a band around the diagonal.
fn table(left: &[u8], right: &[u8], allowed: u32) -> Option<u32> {
    let band = (allowed / LEAST_LEFT_OUT) as usize;
    if left.len().abs_diff(right.len()) > band || right.len() > MOST {
        return None;
    }
    let mut gone = [0; MOST];
    gone.iter_mut().take(right.len()).enumerate().for_each(|(at, cost)| *cost = left_out(right, at));
    let mut row = [FAR; MOST + 1];
    let mut sum = 0;
    for (slot, cost) in row.iter_mut().zip(std::iter::once(&0).chain(&gone)).take(right.len().min(band) + 1) {
        sum += cost;
        *slot = sum;
    }
    for (at, sound) in left.iter().enumerate() {
        let dropped = left_out(left, at);
        let (from, to) = ((at + 1).saturating_sub(band).max(1), (at + 1 + band).min(right.len()));
        let (before, cells) = row.get_mut(from - 1..=to)?.split_first_mut()?;
        let mut diagonal = *before;
        // The first column lies in the band for a while; left of the band nothing is near enough.
        *before = if at < band && from == 1 { diagonal + dropped } else { FAR };
        let (mut beside, mut least) = (*before, *before);
        let others = right.get(from - 1..)?.iter().zip(gone.get(from - 1..)?);
        for ((other, cost), slot) in others.zip(cells) {
            let best = (diagonal + replaced(*sound, *other)).min(*slot + dropped).min(beside + cost);
            diagonal = *slot;
            *slot = best;
            beside = best;
            least = least.min(best);
        }
        if least > allowed {
            return None;
        }
    }
    row.get(right.len()).copied().filter(|distance| *distance <= allowed)
}

/// What it costs to leave a sound out.
fn left_out(sounds: &[u8], at: usize) -> u32 {
    let sound = |at: Option<usize>| at.and_then(|at| sounds.get(at)).copied();
    match sound(Some(at)) {
        Some(vowel) if is_vowel(vowel) => {
            let beside = [sound(at.checked_sub(1)), sound(Some(at + 1))];
            let in_a_row = beside.into_iter().flatten().any(|s| is_vowel(s) || s == b'w');
            if in_a_row { LEAST_LEFT_OUT } else { 50 }
        }
        Some(b'w') => 40,
        Some(b'h') => 50,
        _ => CONSONANT,
    }
}

/// What it costs to put one sound for another.
fn replaced(a: u8, b: u8) -> u32 {
    if a == b {
        return 0;
    }
    let (plain_a, plain_b) = (a & !SHADE, b & !SHADE);
    if plain_a == plain_b {
        return 20;
    }
    match (plain_a.min(plain_b), plain_a.max(plain_b)) {
        (b'e', b'i') | (b'o', b'u') | (b'v', b'w') => 10,
        (b'a', b'e') => LEAST_OF_OTHER_KIND,
        (b'u', b'w') => 20,
        (b'a', b'o') | (b'o', b'w') => 25,
        (one, other) if is_vowel(one) && is_vowel(other) => 35,
        (b'i', b'j') => 40,
        _ => CONSONANT,
    }
}

/// The typing errors between two names: letters put in, left out, put for another, or two neighbours swapped; none where
/// there are more than `most`.
pub fn by_typing(a: &str, b: &str, most: usize) -> Option<usize> {
    let (mut left, mut right) = (a, b);
    // What both share at their ends needs no table.
    let shared = left.char_indices().zip(right.chars()).find(|((_, x), y)| x != y).map(|((at, _), _)| at);
    let shared = shared.unwrap_or(left.len().min(right.len()));
    (left, right) = (left.get(shared..).unwrap_or_default(), right.get(shared..).unwrap_or_default());
    let tail: usize =
        left.chars().rev().zip(right.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    left = left.get(..left.len() - tail).unwrap_or_default();
    right = right.get(..right.len() - tail).unwrap_or_default();
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, x) in left.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, y) in right.iter().enumerate() {
            let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&row, j) + usize::from(x != y)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && left.get(i - 1) == Some(y) && right.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        if next.iter().all(|errors| *errors > most) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|errors| *errors <= most)
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn sound(a: &str, b: &str) -> Option<f64> {
        by_sound(&Sounds::of(&fold(a)).unwrap(), &Sounds::of(&fold(b)).unwrap())
    }

    #[test]
    fn transliterations_are_near_and_other_names_far() {
        for (a, b) in [
            ("Tir Ma'lah", "Teir Maaleh"),
            ("Tall Rif'at", "Tal Rifat"),
            ("Deir ez-Zor", "Dayr az Zawr"),
            ("Al Qaim", "Al-Qa'im"),
            ("Al Hudaydah", "Hodeida"),
            ("Khan Shaykhun", "Khan Cheikhoun"),
        ] {
            assert!(sound(a, b).is_some_and(|cost| cost < 0.85), "{a}, {b}: {:?}", sound(a, b));
            assert_eq!(sound(a, b), sound(b, a));
        }
        for (a, b) in [("Kerman", "Kermanshah"), ("Homs", "Hama"), ("Sirte", "Sarat"), ("Mosul", "Basel")] {
            assert_eq!(sound(a, b), None, "{a}, {b}");
        }
        assert_eq!(sound("Mosul", "Mosul"), Some(0.0));
    }

    #[test]
    fn typing_errors_are_counted_and_a_swap_is_one() {
        assert_eq!(by_typing("kerman", "kerman", 2), Some(0));
        assert_eq!(by_typing("kermna", "kerman", 2), Some(1));
        assert_eq!(by_typing("kermn", "kerman", 2), Some(1));
        assert_eq!(by_typing("kermaan", "kerman", 2), Some(1));
        assert_eq!(by_typing("philipines", "phillippines", 2), Some(2));
        assert_eq!(by_typing("москва", "масква", 1), Some(1));
        assert_eq!(by_typing("kerman", "kermanshah", 2), None);
        assert_eq!(by_typing("", "ab", 2), Some(2));
        assert_eq!(by_typing("abc", "xyz", 2), None);
    }
}
