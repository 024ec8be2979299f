//! The clues that speak for or against a place, one bit each.
//!
//! Comes in: what the passes find. Goes out: [`Clues`], a set of them, which a model of `weights` adds up.

macro_rules! clues {
    ($($name:ident: $label:literal,)+) => {
        /// One clue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Clue {
            $(#[doc = $label] $name,)+
        }

        impl Clue {
            /// All of them, in the order of their bits.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The words for a reader.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$name => $label,)+
                }
            }
        }
    };
}

clues! {
    // How the name is written and what else its words are.
    One: "one word",
    Two: "two words",
    Many: "three or more words",
    Common: "a common word",
    CommonAfterStop: "a common word at the head of a sentence",
    AllCommon: "several words, all of them common",
    Everyday: "an everyday word",
    FirstName: "a given name",
    LastName: "a surname",
    FrequentFirst: "a frequent given name",
    FrequentLast: "a frequent surname",
    People: "a people, a tongue or a belief",
    BothNames: "a given name and a surname",
    FullName: "a given name and then a surname",
    Code: "two or three capitals",
    Capitals: "a word in capitals among others that are not",
    Dotted: "capitals with full stops",
    ShortArea: "an abbreviation of a state",
    Calendar: "a month or a day",
    TitleWord: "begins with a title",
    OrgWord: "ends with a word for an organisation",
    Tiny: "at most four letters",
    Mixed: "capitals inside the word",
    // What the gazetteer says.
    Country: "a country",
    Admin1: "a first-level unit",
    Capital: "the capital of a country",
    Seat: "the seat of a first-level unit",
    Region: "a region or a continent",
    Admin2: "a second-level unit",
    Venue: "a venue",
    Million: "a million or more people",
    Large: "200,000 people or more",
    Middling: "50,000 people or more",
    Town: "15,000 people or more",
    Small: "5,000 people or more",
    Village: "fewer than 5,000 people",
    NoPeople: "number of people not known",
    Alternate: "known under this name only beside another",
    Several: "several places of the name",
    Dozens: "a dozen places of the name or more",
    // What stands before.
    HeadOfSentence: "at the head of a sentence",
    HeadOfParagraph: "at the head of a paragraph",
    AfterLocative: "after a preposition of place",
    AfterIn: "after \"in\"",
    AfterPath: "after a preposition of a way",
    AfterOf: "after \"of\"",
    AfterFor: "after \"for\", \"by\" or \"with\"",
    AfterAnd: "after \"and\" or \"or\"",
    AfterThe: "after \"the\"",
    AfterLower: "after another word in lower case",
    AfterRole: "after what a person is",
    AfterMotion: "after a verb of motion",
    AfterDirection: "after a part of a place",
    AfterGeneric: "after a kind of place",
    AfterGenericOf: "after a kind of place and \"of\"",
    AfterInstitution: "after an institution and \"of\"",
    AfterTitle: "after a title",
    AfterFirstName: "after a given name",
    AfterInitial: "after an initial",
    AfterName: "after another capitalised word",
    AfterPlace: "after a place without a comma",
    AfterDemonym: "after the name of a people",
    AfterHyphen: "after a hyphen",
    AfterQuote: "after a quotation mark",
    AfterBracket: "after a bracket",
    AfterNumber: "after a number",
    AfterComma: "after a comma and a capitalised word",
    AfterPlaceComma: "after a place and a comma",
    // What stands after.
    ThenName: "before another capitalised word",
    ThenLastName: "before a surname",
    ThenInitial: "before an initial",
    ThenOrg: "before a word for an organisation",
    ThenGeneric: "with its kind of place",
    ThenGenericLower: "before a kind of place in lower case",
    ThenBody: "before what a place has",
    ThenSpeech: "before a verb of speech",
    ThenDirection: "before a part of a place",
    ThenLower: "before another word in lower case",
    ThenNumber: "before a number",
    ThenArea: "before a comma and an area it lies in",
    ThenPlace: "before a comma and a place",
    ThenCommaName: "before a comma and a capitalised word",
    ThenAge: "before a comma and a number",
    ThenKind: "before a comma and what it is",
    ThenPlaceToo: "before \"and\" or a slash and a place",
    AfterPlaceToo: "after a place and \"and\" or a slash",
    ThenCompound: "before a hyphen and a participle",
    ThenHyphen: "before a hyphen and something else",
    ThenStop: "before the end of a sentence",
    ThenDash: "before a dash",
    Dateline: "at the head of a report",
    ThenBracket: "before a bracket",
    ThenQuote: "before a quotation mark",
    Possessive: "with \"'s\"",
    ThenPerson: "before a word for a person",
    ThenSport: "beside the words of a game",
    // The rest of the sentence and of the document.
    Run: "inside a longer row of capitalised words",
    LastOfRun: "the last of a row of capitalised words",
    PersonRun: "inside the name of a person",
    Headline: "in a line where every word is capitalised",
    Repeated: "named again",
    Often: "named four times or more",
    ElsewherePlaced: "after a preposition of place elsewhere in the text",
    ElsewherePerson: "part of a person's name elsewhere in the text",
    ElsewhereLower: "in lower case elsewhere in the text",
    ElsewhereOrg: "part of an organisation's name elsewhere in the text",
    NearArea: "in an admin-1 unit that the text names",
    NearCountry: "in a country that the text names",
    Alone: "alone between lower case words",
    // What two or three of these say together.
    CommonTown: "a common word and no area or large city",
    CommonInRun: "such a word beside another capitalised word",
    CodeOfArea: "the capitals of a country or a region",
    CodeOfUnit: "the capitals of a first-level unit",
    FirstThenName: "a given name before another capitalised word",
    KindWord: "itself a kind of place, a part of one or a word for an organisation",
    SmallLoose: "a small place without a preposition or an area beside it",
    AfterStranger: "after a capitalised word that is in no list",
    ThenStranger: "before a capitalised word that is in no list",
    RunOfOrg: "in a row of capitalised words that ends with a word for an organisation",
    ThenMedia: "before a word for a newspaper or a broadcaster",
    ThenSchool: "before a word for a school",
    ThenVague: "before a vague kind of place",
    AfterVague: "after a vague kind of place",
    Listed: "in a list that begins after a preposition of place",
    ElsewhereKind: "with its kind of place or its area elsewhere in the text",
    ElsewhereAfterName: "after another capitalised word elsewhere in the text",
    // Organisations, teams, people and things named after places.
    AllKinds: "several words, all of them kinds of places or of organisations",
    Brand: "a make or a firm",
    Agency: "a news agency",
    BodyName: "an organisation, or a building that stands for one, not after a preposition of place",
    Saint: "a saint, and his day, his school or his church",
    AfterSpeech: "after a verb of speech",
    AfterBrand: "after a make or a firm",
    ThenFirst: "before a given name",
    ThenHuman: "before a verb of what people do",
    ThenTeam: "before the name of a team",
    ThenEvent: "before what is named after the place where it was",
    ThenOf: "before \"of\" and a capitalised word",
    OrgAhead: "before a word for an organisation farther on in the row",
    TheOrg: "between \"the\" and a word for an organisation",
    CommonThenOrg: "a common word before a word for an organisation",
    NeverPlaced: "named three times or more, never placed",
    // What only names have that are in no gazetteer.
    EndsGeneric: "ends with a kind of place",
    EndsFacility: "ends with a building",
    EndsStreet: "ends with a street",
    HoldsPlace: "holds the name of a place",
    Plural: "ends with s",
    Tongue: "as a tongue",
}

/// How many words of 64 bits a set takes.
const WORDS: usize = 3;
/// How many clues there is room for.
pub const MOST_CLUES: usize = WORDS * 64;

/// A set of clues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clues([u64; WORDS]);

impl Clues {
    /// Adds a clue.
    pub fn add(&mut self, clue: Clue) {
        if let Some(word) = self.0.get_mut(clue as usize / 64) {
            *word |= 1 << (clue as usize % 64);
        }
    }

    /// Adds a clue where a condition holds.
    pub fn add_if(&mut self, condition: bool, clue: Clue) {
        if condition {
            self.add(clue);
        }
    }

    /// Whether a clue is there.
    pub fn has(self, clue: Clue) -> bool {
        self.0.get(clue as usize / 64).is_some_and(|word| word & (1 << (clue as usize % 64)) != 0)
    }

    /// Whether any of several is there.
    pub fn has_any(self, clues: &[Clue]) -> bool {
        clues.iter().any(|clue| self.has(*clue))
    }

    /// The clues that are there, by their numbers.
    pub fn numbers(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(place, word)| Bits(word).map(move |bit| place * 64 + bit))
    }
}

/// The numbers of the bits that are set.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (bit < 64).then_some(bit as usize)
    }
}
