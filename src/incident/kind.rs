//! What kind of thing an incident is, which part it plays, and how far it got.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// What kind of thing an incident is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the words that tables use; see Kind::ALL for their labels")]
pub enum Kind {
    Attack,
    Bombing,
    ArmedAssault,
    AttackSeries,
    Assassination,
    Kidnapping,
    HostageTaking,
    Hijacking,
    Arson,
    Robbery,
    Sabotage,
    Battle,
    Plot,
    Arrest,
    Raid,
    AirStrike,
    CounterOperation,
    SecurityMeasure,
    Trial,
    Warning,
    Threat,
    Assessment,
    Statement,
    Founding,
    Withdrawal,
    ContextEvent,
    Protest,
    /// A word that is not in the list, kept as it stands; counted as an operation.
    Other(std::sync::Arc<str>),
    /// The table does not say.
    Unknown,
}

/// The part a kind plays: the spread is measured over operations, the others are drawn and counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Something done or prepared by the group: attack, bombing, plot, battle.
    Operation,
    /// Something done against it: arrest, raid, air strike.
    Response,
    /// Something said: warning, threat, assessment.
    Statement,
    /// Something around it: founding, withdrawal.
    Context,
}

impl Role {
    /// All roles, in the order they are drawn and counted.
    pub const ALL: [Self; 4] = [Self::Operation, Self::Response, Self::Statement, Self::Context];

    /// The word for one of this role: "operation".
    pub fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Response => "response",
            Self::Statement => "statement",
            Self::Context => "context",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = Error;
    fn from_str(word: &str) -> Result<Self> {
        let folded = word.trim().to_lowercase();
        let folded = folded.strip_suffix('s').unwrap_or(&folded);
        Self::ALL
            .into_iter()
            .find(|role| role.name() == folded)
            .ok_or_else(|| Error::unknown("role", word, "use operation, response, statement or context"))
    }
}

impl Kind {
    /// Every kind of the list with the key that is written to tables and its role.
    pub const ALL: [(Self, &'static str, Role); 27] = [
        (Self::Attack, "attack", Role::Operation),
        (Self::Bombing, "bombing", Role::Operation),
        (Self::ArmedAssault, "armed_assault", Role::Operation),
        (Self::AttackSeries, "attack_series", Role::Operation),
        (Self::Assassination, "assassination", Role::Operation),
        (Self::Kidnapping, "kidnapping", Role::Operation),
        (Self::HostageTaking, "hostage_taking", Role::Operation),
        (Self::Hijacking, "hijacking", Role::Operation),
        (Self::Arson, "arson", Role::Operation),
        (Self::Robbery, "robbery", Role::Operation),
        (Self::Sabotage, "sabotage", Role::Operation),
        (Self::Battle, "battle", Role::Operation),
        (Self::Plot, "plot", Role::Operation),
        (Self::Arrest, "arrest", Role::Response),
        (Self::Raid, "raid", Role::Response),
        (Self::AirStrike, "air_strike", Role::Response),
        (Self::CounterOperation, "counter_operation", Role::Response),
        (Self::SecurityMeasure, "security_measure", Role::Response),
        (Self::Trial, "trial", Role::Response),
        (Self::Warning, "warning", Role::Statement),
        (Self::Threat, "threat", Role::Statement),
        (Self::Assessment, "assessment", Role::Statement),
        (Self::Statement, "statement", Role::Statement),
        (Self::Founding, "founding", Role::Context),
        (Self::Withdrawal, "withdrawal", Role::Context),
        (Self::ContextEvent, "context_event", Role::Context),
        (Self::Protest, "protest", Role::Context),
    ];

    /// Words of tables and articles that mean a kind of the list.
    const SYNONYMS: [(&'static str, Self); 35] = [
        ("explosion", Self::Bombing),
        ("suicide_bombing", Self::Bombing),
        ("car_bombing", Self::Bombing),
        ("ied", Self::Bombing),
        ("blast", Self::Bombing),
        ("shooting", Self::ArmedAssault),
        ("mass_shooting", Self::ArmedAssault),
        ("stabbing", Self::ArmedAssault),
        ("ambush", Self::ArmedAssault),
        ("assault", Self::ArmedAssault),
        ("terrorist_attack", Self::Attack),
        ("attacks", Self::AttackSeries),
        ("abduction", Self::Kidnapping),
        ("hostage", Self::HostageTaking),
        ("clash", Self::Battle),
        ("armed_clash", Self::Battle),
        ("fighting", Self::Battle),
        ("battles", Self::Battle),
        ("foiled_plot", Self::Plot),
        ("planned_attack", Self::Plot),
        ("arrests", Self::Arrest),
        ("detention", Self::Arrest),
        ("airstrike", Self::AirStrike),
        ("drone_strike", Self::AirStrike),
        ("military_strike", Self::AirStrike),
        ("military_operation", Self::CounterOperation),
        ("counterterrorism_operation", Self::CounterOperation),
        ("police_raid", Self::Raid),
        ("murder", Self::Assassination),
        ("advisory", Self::Warning),
        ("alert", Self::Warning),
        ("context", Self::ContextEvent),
        ("state_based_violence", Self::Battle),
        ("non_state_violence", Self::Battle),
        ("one_sided_violence", Self::Attack),
    ];

    /// Reads a word of a table: the keys of the list, their synonyms and plurals; any other word is kept as
    /// [`Kind::Other`], a blank is [`Kind::Unknown`].
    pub fn from_word(word: &str) -> Self {
        let folded: String = word
            .trim()
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join("_");
        if folded.is_empty() {
            return Self::Unknown;
        }
        let singular = folded.strip_suffix('s').unwrap_or(&folded);
        let listed = Self::ALL.iter().find(|(_, key, _)| *key == folded || *key == singular).map(|(kind, ..)| kind);
        let meant = Self::SYNONYMS.iter().find(|(key, _)| *key == folded || *key == singular).map(|(_, kind)| kind);
        listed.or(meant).cloned().unwrap_or_else(|| Self::Other(word.trim().into()))
    }

    /// The key that is written to tables: `armed_assault`; the word itself where it is not in the list.
    pub fn key(&self) -> &str {
        match self {
            Self::Other(word) => word,
            Self::Unknown => "unknown",
            listed => Self::ALL.iter().find(|(kind, ..)| kind == listed).map_or("unknown", |(_, key, _)| key),
        }
    }

    /// The words for a reader: "armed assault".
    pub fn label(&self) -> String {
        self.key().replace('_', " ")
    }

    /// The part it plays; a kind that is unknown or not in the list counts as an operation.
    pub fn role(&self) -> Role {
        Self::ALL.iter().find(|(kind, ..)| kind == self).map_or(Role::Operation, |(_, _, role)| *role)
    }
}

/// How far an incident got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Stage {
    /// It happened.
    Accomplished,
    /// It was tried and went wrong.
    Attempted,
    /// It was planned and stopped before it was carried out.
    Foiled,
    /// It is said to have happened or to have been planned; not established.
    Alleged,
    /// It was announced or feared.
    Threatened,
    /// It still went on when it was reported.
    Ongoing,
    /// The table does not say.
    #[default]
    Unknown,
}

impl Stage {
    const WORDS: [(&'static str, Self); 22] = [
        ("accomplished", Self::Accomplished),
        ("carried out", Self::Accomplished),
        ("done", Self::Accomplished),
        ("completed", Self::Accomplished),
        ("successful", Self::Accomplished),
        ("success", Self::Accomplished),
        ("attempted", Self::Attempted),
        ("failed", Self::Attempted),
        ("foiled", Self::Foiled),
        ("thwarted", Self::Foiled),
        ("prevented", Self::Foiled),
        ("disrupted", Self::Foiled),
        ("alleged", Self::Alleged),
        ("suspected", Self::Alleged),
        ("claimed", Self::Alleged),
        ("reported", Self::Alleged),
        ("threatened", Self::Threatened),
        ("threat", Self::Threatened),
        ("warned", Self::Threatened),
        ("feared", Self::Threatened),
        ("planned", Self::Threatened),
        ("ongoing", Self::Ongoing),
    ];

    /// Reads a word of a table; a word that is not known is [`Stage::Unknown`].
    pub fn from_word(word: &str) -> Self {
        let folded = word.trim().to_lowercase().replace(['_', '-'], " ");
        Self::WORDS.iter().find(|(key, _)| *key == folded).map_or(Self::Unknown, |(_, stage)| *stage)
    }

    /// The word that is written to tables.
    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|(_, stage)| *stage == self).map_or("unknown", |(key, _)| key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_tables_become_kinds_whatever_their_case_and_spacing() {
        assert_eq!(Kind::from_word(" Armed Assault "), Kind::ArmedAssault);
        assert_eq!(Kind::from_word("military_strike"), Kind::AirStrike);
        assert_eq!(Kind::from_word("Bombings"), Kind::Bombing);
        assert_eq!(Kind::from_word(""), Kind::Unknown);
    }

    #[test]
    fn a_word_that_is_not_in_the_list_is_kept_and_counts_as_an_operation() {
        let kind = Kind::from_word("Remote violence");
        assert_eq!((kind.key(), kind.role()), ("Remote violence", Role::Operation));
    }

    #[test]
    fn every_kind_of_the_list_reads_back_from_its_key() {
        for (kind, key, role) in Kind::ALL {
            assert_eq!(Kind::from_word(key), kind, "{key}");
            assert_eq!(kind.role(), role);
        }
    }

    #[test]
    fn stages_read_back_from_their_names() {
        for stage in [Stage::Accomplished, Stage::Attempted, Stage::Foiled, Stage::Alleged, Stage::Threatened] {
            assert_eq!(Stage::from_word(stage.name()), stage);
        }
        assert_eq!(Stage::from_word("whatever"), Stage::Unknown);
    }
}
