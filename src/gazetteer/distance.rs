//! How far two names are apart: by sound, and by typing errors.
//!
//! Comes in: two names, or their sounds. Goes out: a distance, or none where it is too large to matter.

use super::skeleton::{SHADE, Sounds, is_vowel};

/// The distance by sound of two names is counted in hundredths of a consonant.
const CONSONANT: u32 = 100;
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
    let (left, right) = (a.as_bytes(), b.as_bytes());
    let allowed = ALLOWED + ALLOWED_PER_SOUND * left.len().max(right.len()) as u32;
    let articles = ARTICLE * u32::from(a.articles.abs_diff(b.articles));
    let distance = articles + table(left, right, allowed)?;
    (distance <= allowed).then(|| f64::from(distance) / f64::from(allowed))
}

/// The weighted edit distance; none where it is more than allowed.
fn table(left: &[u8], right: &[u8], allowed: u32) -> Option<u32> {
    let mut row: Vec<u32> = Vec::with_capacity(right.len() + 1);
    row.push(0);
    for at in 0..right.len() {
        let before = row.last().copied().unwrap_or_default();
        row.push(before + left_out(right, at));
    }
    for (i, sound) in left.iter().enumerate() {
        let gone = left_out(left, i);
        let mut diagonal = row.first().copied().unwrap_or_default();
        let mut beside = diagonal + gone;
        let mut least = beside;
        if let Some(first) = row.first_mut() {
            *first = beside;
        }
        for (j, (other, slot)) in right.iter().zip(row.iter_mut().skip(1)).enumerate() {
            let best = (diagonal + replaced(*sound, *other)).min(*slot + gone).min(beside + left_out(right, j));
            diagonal = *slot;
            *slot = best;
            beside = best;
            least = least.min(best);
        }
        if least > allowed {
            return None;
        }
    }
    row.last().copied()
}

/// What it costs to leave a sound out.
fn left_out(sounds: &[u8], at: usize) -> u32 {
    let sound = |at: Option<usize>| at.and_then(|at| sounds.get(at)).copied();
    match sound(Some(at)) {
        Some(vowel) if is_vowel(vowel) => {
            let beside = [sound(at.checked_sub(1)), sound(Some(at + 1))];
            let in_a_row = beside.into_iter().flatten().any(|s| is_vowel(s) || s == b'w');
            if in_a_row { 25 } else { 50 }
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
        (b'a', b'e') => 15,
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
