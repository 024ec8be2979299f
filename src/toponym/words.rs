//! The closed classes of English words that tell a place from a person, an organisation or a plain word.
//!
//! Comes in: nothing. Goes out: lists of lower case words and the flag of each list. The long lists (common words, names of
//! people) are data; these are grammar.

/// What a word may be: one bit a list. A word may stand in several.
pub mod flag {
    /// A word of everyday English that is also written in lower case.
    pub const COMMON: u64 = 1;
    /// A given name.
    pub const FIRST: u64 = 1 << 1;
    /// A surname.
    pub const LAST: u64 = 1 << 2;
    /// An article, pronoun, conjunction, auxiliary: begins a sentence, never a name.
    pub const FUNCTION: u64 = 1 << 3;
    /// A preposition that places: "in", "near", "outside".
    pub const LOCATIVE: u64 = 1 << 4;
    /// A preposition of a way: "to", "from", "toward".
    pub const PATH: u64 = 1 << 5;
    /// A title before a person's name.
    pub const TITLE: u64 = 1 << 6;
    /// A kind of place: "city", "province", "river".
    pub const GENERIC: u64 = 1 << 7;
    /// A building: "hospital", "stadium", "park".
    pub const FACILITY: u64 = 1 << 8;
    /// The last word of an organisation's name: "Times", "Bank", "FC".
    pub const ORG: u64 = 1 << 9;
    /// "University of", "Bank of": an institution named after a place.
    pub const INSTITUTION: u64 = 1 << 10;
    /// A verb of speech after a speaker.
    pub const SPEECH: u64 = 1 << 11;
    /// What a place has: "police", "government", "residents".
    pub const BODY: u64 = 1 << 12;
    /// A part of a place: "northern", "central", "downtown".
    pub const DIRECTION: u64 = 1 << 13;
    /// A month, a day, a feast.
    pub const CALENDAR: u64 = 1 << 14;
    /// A lower case word inside names: "of", "de", "upon".
    pub const LINK: u64 = 1 << 15;
    /// An abbreviation before a name, whose full stop ends no sentence.
    pub const SHORT: u64 = 1 << 16;
    /// The second half of a compound: "based", "led", "born".
    pub const COMPOUND: u64 = 1 << 17;
    /// What precedes a people, a tongue or a belief: "speak", "Roman".
    pub const TONGUE: u64 = 1 << 18;
    /// A word of games and scores.
    pub const SPORT: u64 = 1 << 19;
    /// An agency at the head of a report: "Reuters", "AP".
    pub const AGENCY: u64 = 1 << 20;
    /// A particle at the head of an Arabic or Romance name: "al", "el", "san".
    pub const PARTICLE: u64 = 1 << 21;
    /// A verb of motion or of being somewhere: "visited", "left", "reached".
    pub const MOTION: u64 = 1 << 22;
    /// What a person is: "minister", "coach", "singer".
    pub const ROLE: u64 = 1 << 23;
    /// A common word of the first few thousand.
    pub const EVERYDAY: u64 = 1 << 24;
    /// A given name that many people bear.
    pub const FREQUENT_FIRST: u64 = 1 << 25;
    /// A surname that many people bear.
    pub const FREQUENT_LAST: u64 = 1 << 26;
    /// A people, a tongue or a belief without a place of its own.
    pub const PEOPLE: u64 = 1 << 27;
    /// A word that says little of what a place is: "area", "country", "border".
    pub const VAGUE: u64 = 1 << 28;
    /// A street: "avenue", "road", "bridge".
    pub const STREET: u64 = 1 << 29;
    /// The last word of the name of a newspaper or a broadcaster.
    pub const MEDIA: u64 = 1 << 30;
    /// The last word of the name of a school.
    pub const SCHOOL: u64 = 1 << 31;
    /// What is named after the place where it was made: "Agreement", "Conventions", "Marathon".
    pub const EVENT: u64 = 1 << 32;
    /// The last word of the name of a team: "Lakers", "Rovers".
    pub const TEAM: u64 = 1 << 33;
    /// A make of cars, a shop, a firm: "Honda", "Tesco".
    pub const BRAND: u64 = 1 << 34;
    /// A verb of what only people do: "testified", "smiled".
    pub const HUMAN: u64 = 1 << 35;
    /// An organisation, or a building that stands for one: "NATO", "White House".
    pub const BODY_NAME: u64 = 1 << 36;
    /// Several words that name no place though one may stand in them: "Miami Herald", "United Way".
    pub const NO_PLACE: u64 = 1 << 37;
    /// The first of such words.
    pub const BEGINS_NO_PLACE: u64 = 1 << 38;
}

use flag::{
    AGENCY, BODY, CALENDAR, COMPOUND, DIRECTION, EVENT, FACILITY, FUNCTION, GENERIC, HUMAN, INSTITUTION, LINK,
    LOCATIVE, MEDIA, MOTION, ORG, PARTICLE, PATH, ROLE, SCHOOL, SHORT, SPEECH, SPORT, STREET, TITLE, TONGUE, VAGUE,
};

/// Words that are part of a name rather than a name.
pub const KIND_WORDS: u64 = GENERIC | VAGUE | FACILITY | STREET | ORG | MEDIA | SCHOOL | INSTITUTION | DIRECTION | BODY;

/// The lists, words parted by blanks.
pub const LISTS: &[(u64, &str)] = &[
    (
        FUNCTION,
        "a an the this that these those he she it we they i you me him her us them his hers its our their my your who whom \
         whose which what when where why how if then than so but and or nor yet as at by for from in into of off on onto out \
         over to under up upon with within without about above across after against along amid among around because before \
         behind below beneath beside besides between beyond despite down during except inside like near outside past per \
         since though although through throughout till toward towards unless until via while whereas whether is are was were \
         be been being am do does did done have has had having will would shall should can could may might must not no yes \
         there here also both either neither each every all any some many much few more most other another such only just \
         even still already again never ever always often once now soon later today tomorrow yesterday meanwhile however \
         moreover therefore thus hence instead perhaps maybe according following including regarding one two three four five \
         six seven eight nine ten first second third last next let lets dont its im were theyre hes \
         shes thats theres well very too quite rather almost nearly about nobody everyone someone anyone everything \
         something anything nothing none whoever whatever whenever wherever says said asked told added itll youll \
         ive weve youve cant wont didnt doesnt isnt wasnt arent werent",
    ),
    (LOCATIVE, "in near outside inside across throughout around within beyond between amid along beside off via at"),
    (PATH, "from to toward towards into through onto past leaving entering"),
    (
        TITLE,
        "mr mrs ms miss dr prof sir dame lord lady rev gen lt col sgt capt maj cpl pvt cmdr adm gov sen rep pres hon judge \
         justice president premier chancellor minister secretary ambassador senator congressman congresswoman \
         representative governor mayor councillor councilor councilman councilwoman sheriff chief captain colonel general \
         lieutenant sergeant major corporal private commander admiral marshal officer detective inspector constable \
         superintendent professor doctor king queen prince princess duke duchess emperor sultan sheikh shaikh sheik imam \
         ayatollah mullah maulana pope cardinal archbishop bishop father pastor reverend rabbi saint sister brother uncle \
         aunt coach captain manager director chairman chairwoman spokesman spokeswoman spokesperson attorney lawyer \
         goalkeeper striker midfielder actor actress singer author analyst economist herr frau monsieur madame senor don senora comrade deputy",
    ),
    (
        GENERIC,
        "city town village hamlet municipality municipal borough district county parish province prefecture governorate \
         region state territory canton commune oblast krai raion emirate sultanate cities towns villages districts counties \
         provinces regions states neighborhoods neighbourhoods suburbs townships island islands isle isles peninsula cape bay \
         gulf sea ocean strait straits lake lakes river creek canal valley mountain mountains mount hills mountaintop range \
         plateau desert delta basin plains falls volcano glacier neighbourhood neighborhood suburb ward township airport \
         airfield airbase archipelago reservoir refugee",
    ),
    (
        VAGUE,
        "area areas zone country countries nation nations capital border borders coast coastline shore quarter port harbour \
         harbor enclave stronghold metropolis highlands heights outskirts hill ridge forest beach springs department republic \
         kingdom homeland frontier settlement community",
    ),
    (
        STREET,
        "street avenue road boulevard highway lane drive way square plaza bridge tunnel circle crescent interstate \
         expressway freeway motorway parkway terrace place st ave rd blvd hwy streets roads intersection",
    ),
    (
        FACILITY,
        "base station railway park garden gardens zoo stadium arena hospital clinic school college university mosque church \
         cathedral temple synagogue palace castle fort prison jail hotel mall market theater theatre museum library tower \
         building dam camp cemetery barracks pier terminal checkpoint crossing embassy consulate courthouse estate racecourse \
         center centre complex",
    ),
    (
        MEDIA,
        "times post news herald tribune journal star gazette telegraph chronicle observer guardian press daily magazine tv \
         radio mail express independent mirror sun globe examiner dispatch courier inquirer mercury sentinel record register \
         review standard today weekly broadcasting television newspaper",
    ),
    (SCHOOL, "university college school institute academy polytechnic faculty universities schools"),
    (
        ORG,
        "times post news herald tribune journal star gazette telegraph chronicle observer guardian press daily magazine tv \
         radio bank university college institute company corp corporation inc ltd llc plc group holdings industries airlines \
         airways air motors electric energy petroleum oil gas fund trust foundation association federation union league club \
         fc united athletic rovers wanderers rangers party front movement army brigade brigades council committee commission \
         agency authority bureau department ministry office court parliament senate congress assembly party exchange \
         securities capital partners media entertainment studios pictures records orchestra symphony opera ballet society \
         church academy school hospital centre center laboratory laboratories police act treaty agreement accord accords \
         declaration protocol convention summit conference cup open marathon olympics championship championships games \
         festival awards prize film book airport",
    ),
    (
        INSTITUTION,
        "university bank college museum church institute school republic kingdom city state government ministry archdiocese \
         diocese bishop archbishop battle siege treaty duke earl county commonwealth court embassy consulate chamber \
         parliament peoples union federation bay gulf isle port province town village district",
    ),
    (
        SPEECH,
        "said says told tells added adds asked asks replied explained noted notes stated announced claimed argued wrote \
         writes tweeted recalled insisted warned admitted joked laughed smiled recalls thinks believes thought felt",
    ),
    (
        BODY,
        "police government officials authorities residents troops forces army soldiers military court courts mayor governor \
         parliament embassy airport border borders hospital hospitals university streets area region province prefecture \
         city county district suburb capital state coast crowd voters firm firms company companies market markets economy \
         stock newspaper newspapers media prosecutors lawmakers regime president prime foreign interior defence defense \
         ministry minister ambassador rebels fighters militants militia insurgents civilians people citizens nationals \
         refugees migrants communities community hotel restaurant school schools bureau office fire firefighters sheriff \
         council councillors attorney hills riots bombing bombings attack attacks conflict war crisis",
    ),
    (
        DIRECTION,
        "north south east west northern southern eastern western northeast northwest southeast southwest northeastern \
         northwestern southeastern southwestern central downtown greater upper lower inner outer rural suburban mainland \
         nearby occupied post-war war-torn neighbouring neighboring midtown metropolitan metro mid far",
    ),
    (
        CALENDAR,
        "january february march april may june july august september october november december jan feb mar apr jun jul aug \
         sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri \
         sat sun christmas easter ramadan eid thanksgiving halloween hanukkah passover diwali spring summer autumn winter",
    ),
    (
        LINK,
        "of the de del de la las los el al und upon on an der den am di da do dos das e y en le les du des sur bin ibn ez es \
         as ash ar ad an at bei im a o and van san by under sous lez der",
    ),
    (
        SHORT,
        "mr mrs ms dr prof rev gen lt col sgt capt maj cpl pvt cmdr adm gov sen rep pres hon st ft mt mts ste jr sr",
    ),
    (
        COMPOUND,
        "based born led backed bound trained educated wide style made area occupied controlled held run owned funded \
         sponsored brokered mandated affiliated linked native raised headquartered themed dominated friendly",
    ),
    (TONGUE, "speak speaks spoke spoken speaking fluent language roman translated translation learn learning dialect"),
    (
        SPORT,
        "beat beats defeated vs versus v scored goal goals win wins won lost loses draw drew season playoff playoffs game \
         games match matches team coach quarterback midfielder striker inning innings points",
    ),
    (
        AGENCY,
        "reuters ap afp upi xinhua tass interfax cnn bbc dpa ani pti ians efe itar irna sana ansa kuna vna bernama",
    ),
    (
        PARTICLE,
        "al el an as ash ar ad at az ez es abu umm deir san santa santo sao los las la le les new fort st saint",
    ),
    (
        MOTION,
        "visit visited visiting visits left leave leaves leaving reach reached reaching enter entered entering fled flee \
         fleeing invade invaded invading attack attacked bomb bombed bombing struck strike hit hits captured capture \
         recaptured seized liberated besieged shelled occupied annexed tour toured toward",
    ),
    (
        EVENT,
        "act agreement accord accords convention conventions treaty declaration protocol protocols summit conference syndrome \
         marathon open cup prize award awards festival derby olympics games biennale exhibition expo forum wall pact process \
         statement principles rules initiative consensus doctrine formula plan plot spring uprising massacre trial trials \
         commune bowl dinner parade day ball medal cross waltz stakes handicap invitational masters classic grand",
    ),
    (
        HUMAN,
        "pleaded testified resigned graduated married died wore spoke retired loved loves liked likes wants wanted knew knows \
         met hopes hoped tweeted smiled laughed cried shouted sang sings starred stars plays played wrote writes teaches \
         taught explains recalled remembers remembered apologised apologized confessed pleads testifies denied denies \
         refused agreed acted sat stood slept woke drove drives ran runs walks walked talks talked shot stabbed punched \
         kicked bowled batted headed tackled nodded sighed shrugged grew",
    ),
    (
        ROLE,
        "leader leaders president minister spokesman spokeswoman spokesperson senator governor mayor player director actor \
         actress coach captain striker defender midfielder goalkeeper singer author writer professor analyst owner founder \
         chairman chief executive ceo commander general suspect victim killer gunman wife husband son daughter father mother \
         brother sister friend colleague nephew niece aunt uncle attorney lawyer named called",
    ),
];

/// Abbreviated names of areas that newspapers write with a full stop, and what they stand for.
pub const SHORT_AREAS: &[(&str, &str)] = &[
    ("ala", "Alabama"),
    ("ariz", "Arizona"),
    ("ark", "Arkansas"),
    ("calif", "California"),
    ("colo", "Colorado"),
    ("conn", "Connecticut"),
    ("del", "Delaware"),
    ("fla", "Florida"),
    ("ga", "Georgia"),
    ("ill", "Illinois"),
    ("ind", "Indiana"),
    ("kan", "Kansas"),
    ("kans", "Kansas"),
    ("ky", "Kentucky"),
    ("la", "Louisiana"),
    ("mass", "Massachusetts"),
    ("md", "Maryland"),
    ("mich", "Michigan"),
    ("minn", "Minnesota"),
    ("miss", "Mississippi"),
    ("mo", "Missouri"),
    ("mont", "Montana"),
    ("neb", "Nebraska"),
    ("nebr", "Nebraska"),
    ("nev", "Nevada"),
    ("okla", "Oklahoma"),
    ("ore", "Oregon"),
    ("pa", "Pennsylvania"),
    ("penn", "Pennsylvania"),
    ("tenn", "Tennessee"),
    ("tex", "Texas"),
    ("va", "Virginia"),
    ("vt", "Vermont"),
    ("wash", "Washington"),
    ("wis", "Wisconsin"),
    ("wisc", "Wisconsin"),
    ("wyo", "Wyoming"),
    ("nh", "New Hampshire"),
    ("nj", "New Jersey"),
    ("nm", "New Mexico"),
    ("ny", "New York"),
    ("nc", "North Carolina"),
    ("nd", "North Dakota"),
    ("ri", "Rhode Island"),
    ("sc", "South Carolina"),
    ("sd", "South Dakota"),
    ("wva", "West Virginia"),
    ("dc", "District of Columbia"),
    ("ont", "Ontario"),
    ("que", "Quebec"),
    ("alta", "Alberta"),
    ("sask", "Saskatchewan"),
    ("man", "Manitoba"),
    ("bc", "British Columbia"),
    ("pei", "Prince Edward Island"),
];
