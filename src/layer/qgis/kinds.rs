//! Which kinds have a colour, and which share a shape.
//!
//! Comes in: located incidents. Goes out: the categories that layers of incidents are drawn by.

use crate::incident::Role;
use crate::located::LocatedStore;

/// The kinds of the incidents that have a place.
#[derive(Debug, Clone, Default)]
pub(super) struct Kinds {
    /// Kinds of operations with a colour of their own, the most frequent first.
    pub(super) coloured: Vec<String>,
    /// Whether there are more kinds of operations.
    pub(super) rest: bool,
    /// The kinds of each other role that there is.
    pub(super) others: Vec<(Role, Vec<String>)>,
}

impl Kinds {
    /// The kinds of all roles; as many as there are colours have their own.
    pub(super) fn of(located: &LocatedStore, colours: usize) -> Self {
        let ranked = located.ranked_kinds();
        let coloured = ranked.iter().take(colours).map(|(kind, _)| (*kind).to_owned()).collect();
        // In the order of all roles.
        let by_role = &located.overview().other_kinds;
        let others =
            Role::ALL.into_iter().filter_map(|role| Some((role, by_role.get(&role)?.keys().cloned().collect())));
        let others = others.collect();
        Self { coloured, rest: ranked.len() > colours, others }
    }
}

/// A kind for a legend: "Armed assault".
pub(super) fn label(kind: &str) -> String {
    if kind == "unknown" { "Kind not known".to_owned() } else { capital(&kind.replace('_', " ")) }
}

/// With a capital at the start.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The other roles for a legend.
pub(super) fn role_label(role: Role) -> &'static str {
    match role {
        Role::Operation => "Operations",
        Role::Response => "Responses",
        Role::Statement => "Statements",
        Role::Context => "Context",
    }
}
