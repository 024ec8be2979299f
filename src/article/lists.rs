//! Lists of single words that the rules ask about: the rows of `data/article/lists.tsv`, which says what each is for.
//!
//! Comes in: a word. Goes out: the [`Lists`] that hold it, one bit a list. The words of a text are looked up once, so that a rule asks one bit.

use std::sync::OnceLock;

use crate::toponym::lexicon::FastMap;

macro_rules! lists {
    ($($list:ident = $name:literal,)*) => {
        /// A list of words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum List {
            $($list,)*
        }

        /// The lists by their names in the table.
        const NAMES: &[(&str, List)] = &[$(($name, List::$list),)*];
    };
}

lists! {
    Ability = "ability",
    Acts = "acts",
    Adverb = "adverb",
    Affiliate = "affiliate",
    AfterIt = "after_it",
    Against = "against",
    Aimed = "aimed",
    AimsAt = "aims_at",
    Along = "along",
    Anew = "anew",
    Another = "another",
    Apposed = "apposed",
    Article = "article",
    AtPlace = "at_place",
    Attributive = "attributive",
    Auxiliary = "auxiliary",
    Barely = "barely",
    BattleOf = "battle_of",
    Be = "be",
    BeforeDate = "before_date",
    BeforeMay = "before_may",
    BeforeName = "before_name",
    BeforeNoun = "before_noun",
    BeforeNounPhrase = "before_noun_phrase",
    BeforePlace = "before_place",
    Begun = "begun",
    BehindFigure = "behind_figure",
    BehindName = "behind_name",
    BehindPassive = "behind_passive",
    Belongs = "belongs",
    Blames = "blames",
    Booty = "booty",
    Broadcast = "broadcast",
    Burns = "burns",
    CallsFor = "calls_for",
    Casualties = "casualties",
    Chain = "chain",
    Charged = "charged",
    Claims = "claims",
    ClauseHead = "clause_head",
    Comes = "comes",
    Compass = "compass",
    Conjunction = "conjunction",
    Copula = "copula",
    Culprit = "culprit",
    Danger = "danger",
    DateHead = "date_head",
    Dateline = "dateline",
    Death = "death",
    Deed = "deed",
    Defused = "defused",
    Described = "described",
    Determiner = "determiner",
    Disguised = "disguised",
    Distance = "distance",
    Doing = "doing",
    Done = "done",
    DoneBy = "done_by",
    Earlier = "earlier",
    Firm = "firm",
    ForNow = "for_now",
    Force = "force",
    Forces = "forces",
    Foremost = "foremost",
    Frequent = "frequent",
    Generic = "generic",
    GoesOn = "goes_on",
    Habit = "habit",
    HeldBy = "held_by",
    His = "his",
    HolidayLead = "holiday_lead",
    InEvent = "in_event",
    InTown = "in_town",
    Increased = "increased",
    Intent = "intent",
    IsWas = "is_was",
    Killing = "killing",
    Kin = "kin",
    Known = "known",
    KnownNoun = "known_noun",
    KnownPeople = "known_people",
    KnownToo = "known_too",
    Label = "label",
    LastThis = "last_this",
    Later = "later",
    Launches = "launches",
    Law = "law",
    Leader = "leader",
    LeadsToOther = "leads_to_other",
    Leaves = "leaves",
    Linked = "linked",
    Marking = "marking",
    Mission = "mission",
    MonthLead = "month_lead",
    Mourning = "mourning",
    NameArticle = "name_article",
    NameOf = "name_of",
    NameParticle = "name_particle",
    Nationals = "nationals",
    Neighbour = "neighbour",
    Neighbourhood = "neighbourhood",
    NewClause = "new_clause",
    Next = "next",
    NoLonger = "no_longer",
    NoPeople = "no_people",
    NoPlace = "no_place",
    Nobody = "nobody",
    Oblique = "oblique",
    Occasion = "occasion",
    OccasionDay = "occasion_day",
    OccasionLead = "occasion_lead",
    OfToday = "of_today",
    OfWhom = "of_whom",
    Office = "office",
    OfficeName = "office_name",
    OnAt = "on_at",
    OneOf = "one_of",
    OnePerson = "one_person",
    Ordinal = "ordinal",
    Others = "others",
    Overruns = "overruns",
    Parking = "parking",
    PartOfIt = "part_of_it",
    Passive = "passive",
    PassiveHead = "passive_head",
    Perpetrator = "perpetrator",
    PlacePart = "place_part",
    PlaceRow = "place_row",
    Placed = "placed",
    Planning = "planning",
    Plural = "plural",
    Praise = "praise",
    Preposition = "preposition",
    Pronoun = "pronoun",
    Prosecutors = "prosecutors",
    RangeLead = "range_lead",
    RangeLink = "range_link",
    Reaction = "reaction",
    Reason = "reason",
    Relative = "relative",
    Revenge = "revenge",
    Rises = "rises",
    Roads = "roads",
    RowLink = "row_link",
    Scheduled = "scheduled",
    Seas = "seas",
    Seated = "seated",
    SecondHead = "second_head",
    Settled = "settled",
    Settlement = "settlement",
    Shootout = "shootout",
    ShortCountry = "short_country",
    Since = "since",
    Soldiery = "soldiery",
    Stopped = "stopped",
    Strife = "strife",
    Strikes = "strikes",
    Suffers = "suffers",
    Superlative = "superlative",
    Supposed = "supposed",
    Takes = "takes",
    Territory = "territory",
    TheThis = "the_this",
    They = "they",
    Toll = "toll",
    Tried = "tried",
    Turn = "turn",
    Twin = "twin",
    Unfolded = "unfolded",
    Units = "units",
    Uptick = "uptick",
    VagueCount = "vague_count",
    Verb = "verb",
    Veteran = "veteran",
    Voice = "voice",
    WasHas = "was_has",
    Way = "way",
    Worship = "worship",
    YearLead = "year_lead",
    YearLink = "year_link",
}

/// The lists that hold a word, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lists([u64; 3]);

impl Lists {
    /// As many lists as there may be.
    #[cfg(test)]
    const MOST: usize = 3 * u64::BITS as usize;

    fn add(&mut self, list: List) {
        let number = list as usize;
        self.0.get_mut(number / 64).into_iter().for_each(|bits| *bits |= 1 << (number % 64));
    }

    fn has(self, list: List) -> bool {
        let number = list as usize;
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }
}

impl List {
    /// Whether some lists of a word are this one.
    pub fn is_in(self, lists: Lists) -> bool {
        lists.has(self)
    }

    /// Whether it holds a word.
    pub fn holds(self, word: &str) -> bool {
        self.is_in(of(word))
    }
}

/// The lists that hold a word.
pub fn of(word: &str) -> Lists {
    static TABLE: OnceLock<FastMap<&'static str, Lists>> = OnceLock::new();
    TABLE.get_or_init(table).get(word).copied().unwrap_or_default()
}

fn table() -> FastMap<&'static str, Lists> {
    let mut out: FastMap<&'static str, Lists> = FastMap::default();
    for (name, words) in rows() {
        let Some((_, list)) = NAMES.iter().find(|(known, _)| *known == name) else { continue };
        for word in words.split('|') {
            out.entry(word).or_default().add(*list);
        }
    }
    out
}

/// The names of the lists of the table with their words.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../../data/article/lists.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| line.rsplit_once('\t')?.0.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_table_is_known_and_every_known_list_has_words() {
        let table: Vec<&str> = rows().map(|(name, _)| name).collect();
        let known: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(table, known);
        assert!(rows().all(|(_, words)| words.split('|').all(|word| !word.is_empty() && !word.contains(' '))));
        assert!(NAMES.len() <= Lists::MOST);
    }

    #[test]
    fn a_word_may_stand_in_several_lists() {
        assert!(List::Reaction.holds("condemned") && !List::Reaction.holds("said"));
        assert!(List::Neighbourhood.holds("neighborhood") && List::Settlement.holds("neighborhood"));
    }
}
