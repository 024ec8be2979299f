//! The adjective of a people: whether it says where a force is from ("Turkish police") or where a person comes from ("a Syrian man").
//!
//! Comes in: the name of a people in its sentence. Goes out: yes or no.

use super::lists::List;
use super::places::Named;
use super::prose::Prose;
use crate::toponym::token::{Word, gap};
use crate::toponym::words::flag;

/// Words from the adjective to the force: "German, Dutch and Belgian special police forces".
const TO_FORCE: usize = 7;

/// "Turkish security forces", "German, Dutch, and Belgian authorities": those of a state who act; not "the Iraqi embassy", "an Afghan national".
pub fn is_of_force(prose: &Prose<'_>, named: &Named) -> bool {
    for n in named.last + 1..=named.last + TO_FORCE {
        let capital = prose.word(n).is_some_and(Word::is_capital);
        if prose.gap(n, gap::STOP | gap::PARAGRAPH | gap::COLON | gap::DASH) {
            return false;
        }
        if prose.is(n, List::Force) {
            return true;
        }
        // "Austrian and German authorities": another people.
        let and = prose.folded(n) == "and" && prose.word(n + 1).is_some_and(Word::is_capital);
        let cut = prose.gap(n, gap::COMMA) && !capital && !and;
        if cut || prose.is(n, List::Nationals) || prose.page.has(n, flag::FUNCTION) && !and {
            return false;
        }
    }
    false
}

/// "A Syrian man", "the 30-year-old Tajik": where a person comes from, which says nothing of where something happened.
pub fn is_of_person(prose: &Prose<'_>, named: &Named) -> bool {
    let next = named.last + 1;
    let man = (next..next + 2).any(|n| prose.is(n, List::Nationals) && !prose.gap(n, gap::COMMA | gap::STOP));
    let before = named.first.checked_sub(1).map_or("", |n| prose.folded(n));
    let one = matches!(before, "a" | "an" | "another" | "old" | "aged" | "of" | "from");
    let alone = prose.gap(next, gap::COMMA | gap::STOP | gap::PARAGRAPH) || prose.page.has(next, flag::FUNCTION);
    named.demonym && (man || one && alone)
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn where_the_arrested_come_from_is_not_where_the_police_are() -> crate::error::Result<()> {
        assert_told([
            (
                "Police detained an Afghan national over a terrorist plot on 3 March 2024.",
                vec!["arrest  not known", "plot  2024-03-03"],
            ),
            ("On 3 March 2024 the terrorists, citizens of Tajikistan, were arrested.", vec!["arrest  2024-03-03"]),
            ("On 3 March 2024 Tajik security forces arrested nine terrorists.", vec!["arrest Tajikistan 2024-03-03"]),
            (
                "On 3 March 2024 nine jihadists were arrested over a plot against the Iraqi Embassy in Ankara.",
                vec!["arrest Turkey 2024-03-03", "plot Ankara not known"],
            ),
        ])
    }
}
