//! Lines of a page that are no prose: "READ MORE", bylines, credits.
//!
//! Comes in: a line. Goes out: whether it is left out.

use std::sync::OnceLock;

use memchr::memmem::Finder;

/// Longer lines are prose.
const LONGEST: usize = 110;
/// Words of a byline: "By Jane Doe and John Roe".
const BYLINE: usize = 9;

struct Rules {
    starts: Vec<&'static str>,
    holds: Vec<Finder<'static>>,
    whole: Vec<&'static str>,
}

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let mut out = Rules { starts: Vec::new(), holds: Vec::new(), whole: Vec::new() };
        for line in include_str!("../../data/article/furniture.txt").lines().filter(|l| !l.starts_with('#')) {
            match (line.strip_prefix('*'), line.strip_prefix('=')) {
                (Some(part), _) => out.holds.push(Finder::new(part)),
                (_, Some(part)) => out.whole.push(part),
                _ => out.starts.push(line),
            }
        }
        out
    })
}

/// Whether a line is furniture.
pub fn is_furniture(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST * 3 {
        return false;
    }
    let folded = folded(line);
    let rules = rules();
    if rules.holds.iter().any(|part| part.find(folded.as_bytes()).is_some()) {
        return true;
    }
    if line.len() > LONGEST {
        return false;
    }
    let prose = line.ends_with(['.', '!', '?', '”', '"', ',', ';']);
    let words = folded.split(' ').count();
    let starts =
        |part: &str| folded.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']));
    let byline = words <= BYLINE
        && folded.starts_with("by ")
        && line.split(' ').nth(1).is_some_and(|w| w.starts_with(char::is_uppercase));
    rules.whole.iter().any(|part| folded == *part) || !prose && (byline || rules.starts.iter().any(|part| starts(part)))
}

/// The letters, digits and colons of a line in small letters, with single blanks for what stands between.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut push = |c: char| {
        if c.is_alphanumeric() || c == ':' {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    if line.is_ascii() {
        line.bytes().for_each(|byte| push(char::from(byte.to_ascii_lowercase())));
    } else {
        line.to_lowercase().chars().for_each(push);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_prose() {
        for line in [
            "READ MORE: What we know so far",
            "By Jane Doe",
            "Advertisement",
            "People lay flowers (Photo by A. Roe/Getty Images)",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "By Monday, the town was quiet again.",
            "Related attacks had killed nine people.",
            "A bomb exploded in Kabul",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
