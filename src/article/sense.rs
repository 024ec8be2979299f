//! What the words of an incident mean: the senses that a row of a table may have, under the words that the tables have for them.
//!
//! Comes in: a word of a table. Goes out: a [`Form`], a [`TargetSort`], a [`Cue`]; all of them are [`Sense`]s.

/// How a word tells of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// It was done: "exploded".
    Act,
    /// It was done where people stand right behind it: "drove into a crowd".
    Onto,
    /// The name of one: "explosion".
    Name,
    /// The name of several: "explosions".
    Names,
    /// The bare form: "attack".
    Base,
    /// A weapon, which gives its kind to what stands beside it.
    Means,
    /// People killed or wounded.
    Effect,
    /// The blame for an incident told elsewhere.
    Claim,
}

/// What kind of perpetrator a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorSort {
    /// A group with a name.
    Group,
    /// A state or its forces.
    State,
    /// "gunmen", "rebels".
    Generic,
}

/// What people or things are to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetSort {
    /// Civilians.
    Civilian,
    /// Holders of an office.
    Official,
    /// Police.
    Police,
    /// Soldiers and what is theirs.
    Military,
    /// Fighters against a state.
    Fighter,
    /// Buildings.
    Building,
    /// Vehicles.
    Vehicle,
    /// Roads, bridges, pylons, pipelines.
    Line,
}

/// How a sentence is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cue {
    Modal,
    Negation,
    Threat,
    Past,
    Accident,
    Sport,
    Figurative,
    Speech,
    Foiled,
    Alleged,
    Claimed,
    Blamed,
    Suspected,
    Denied,
    Other,
    Definite,
    Acting,
    GenericTime,
    Investigation,
    Idea,
    Origin,
    After,
    SinceThen,
    Hindered,
    SameTime,
    TheGroup,
    Wake,
    Fiction,
    Charge,
}

/// Killed or injured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Killed.
    Killed,
    /// Injured.
    Injured,
}

/// Where the people stand that a word of effect counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// "12 people died".
    Before,
    /// "killing 12".
    Behind,
    /// "12 were killed", "killed 12".
    Either,
    /// "The senator's murder".
    Owner,
    /// "Cost 12 lives".
    Within,
}

/// What words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// A row of the events.
    Event(usize),
    /// A row of the actors.
    Actor(usize),
    /// People.
    Person(TargetSort),
    /// Things.
    Thing(TargetSort),
    /// A cue.
    Cue(Cue),
    /// A word of effect.
    Effect(Effect, Side),
    /// A row of the times.
    Time(usize),
}

impl Sense {
    /// Senses of one class do not overlap in a text.
    pub(super) fn class(self) -> usize {
        match self {
            Self::Event(_) => 0,
            Self::Actor(_) => 1,
            Self::Person(_) => 2,
            Self::Thing(_) => 3,
            Self::Effect(..) => 4,
            Self::Time(_) => 5,
            Self::Cue(cue) => 6 + cue as usize,
        }
    }
}

/// Classes of senses.
pub(super) const CLASSES: usize = 6 + Cue::Charge as usize + 1;

pub(super) fn form_of(word: &str) -> Form {
    match word {
        "act" => Form::Act,
        "onto" => Form::Onto,
        "name" => Form::Name,
        "names" => Form::Names,
        "base" => Form::Base,
        "means" => Form::Means,
        "claim" => Form::Claim,
        _ => Form::Effect,
    }
}

pub(super) fn target_sort(word: &str) -> Option<TargetSort> {
    Some(match word {
        "civilian" => TargetSort::Civilian,
        "official" => TargetSort::Official,
        "police" => TargetSort::Police,
        "military" => TargetSort::Military,
        "fighter" => TargetSort::Fighter,
        "building" => TargetSort::Building,
        "vehicle" => TargetSort::Vehicle,
        "line" => TargetSort::Line,
        _ => return None,
    })
}

pub(super) fn cue_of(word: &str) -> Option<Cue> {
    Some(match word {
        "modal" => Cue::Modal,
        "negation" => Cue::Negation,
        "threat" => Cue::Threat,
        "past" => Cue::Past,
        "accident" => Cue::Accident,
        "sport" => Cue::Sport,
        "figurative" => Cue::Figurative,
        "speech" => Cue::Speech,
        "foiled" => Cue::Foiled,
        "alleged" => Cue::Alleged,
        "claimed" => Cue::Claimed,
        "blamed" => Cue::Blamed,
        "suspected" => Cue::Suspected,
        "denied" => Cue::Denied,
        "other" => Cue::Other,
        "definite" => Cue::Definite,
        "acting" => Cue::Acting,
        "generic_time" => Cue::GenericTime,
        "investigation" => Cue::Investigation,
        "idea" => Cue::Idea,
        "origin" => Cue::Origin,
        "after" => Cue::After,
        "since_then" => Cue::SinceThen,
        "hindered" => Cue::Hindered,
        "same_time" => Cue::SameTime,
        "the_group" => Cue::TheGroup,
        "wake" => Cue::Wake,
        "fiction" => Cue::Fiction,
        "charge" => Cue::Charge,
        _ => return None,
    })
}
