use jiff::civil::date;

use crate::article::{Article, Extractor};
use crate::gazetteer::Gazetteer;

/// Asserts who did what the one report of each text tells, and how sure that is.
pub fn assert_who(cases: &[(&str, Option<(&str, &str)>)]) -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let extractor = Extractor::new(&gazetteer)?;
    for (text, who) in cases {
        let found = extractor.reports(&Article::plain("note", text, Some(date(2024, 3, 31))));
        let first = found.first();
        let told = first.and_then(|r| Some((r.actor.as_deref()?, r.actor_confidence.as_deref().unwrap_or_default())));
        assert_eq!(told, *who, "{text}");
        assert_eq!(found.len(), 1, "{text}");
    }
    Ok(())
}

#[test]
fn a_state_fires_missiles_at_the_territory_of_another() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let extractor = Extractor::new(&gazetteer)?;
    for (text, who, place) in [
        ("On 16 January 2024 Iran fired missiles at Pakistani territory.", "Iran", "Pakistan"),
        (
            "Two days later, Pakistan hit back with strikes on Zahedan in Iran that killed nine people.",
            "Pakistan",
            "Iran",
        ),
        ("In October 2023 the United States bombed a depot in Syria.", "United States", "Syria"),
    ] {
        let found = extractor.reports(&Article::plain("note", text, None));
        let first = found.first();
        assert_eq!(first.and_then(|report| report.actor.as_deref()), Some(who), "{text}");
        let chain = first.and_then(|report| report.spot.as_ref()).map(|spot| spot.chain.clone());
        assert_eq!(chain.and_then(|chain| chain.first().cloned()).as_deref(), Some(place), "{text}");
    }
    Ok(())
}

#[test]
fn the_forces_of_a_state_strike_for_it() -> crate::error::Result<()> {
    let stated = |who| Some((who, "stated"));
    assert_who(&[
        ("Jordanian warplanes struck a depot near Suwayda in Syria on Thursday.", stated("Jordan")),
        ("Myanmar's military bombed a village in Sagaing on Tuesday, killing 30 people.", stated("Myanmar")),
        ("Israel's military said it killed a Hezbollah commander in Tyre on Monday.", stated("Israel")),
        ("Turkey's military recently conducted air strikes in Iraq on Monday.", stated("Turkey")),
        ("The FSB said on Monday it had killed six fighters of the Islamic State in Ingushetia.", stated("Russia")),
        ("Three fighters of the Islamic State were killed by Iraqi forces in Kirkuk on Monday.", stated("Iraq")),
        ("The Nigerian Air Force, NAF, has killed a commander of Boko Haram in Marte on Monday.", stated("Nigeria")),
        ("Police said gunmen killed five people in Quetta on Monday.", stated("gunmen")),
        ("An officer of the Indian army died in a bombing in Kashmir on Monday.", None),
    ])
}

#[test]
fn the_forces_of_several_states_are_named_by_the_first() -> crate::error::Result<()> {
    let stated = |who| Some((who, "stated"));
    assert_who(&[
        (
            "The United States, Britain and Australia struck targets of the Houthis in Yemen on Saturday.",
            stated("United States"),
        ),
        ("U.S. and British forces carried out strikes in Yemen on Monday.", stated("United States")),
        ("U.S., Iraqi and Kurdish forces killed four fighters in Anbar on Saturday.", stated("United States")),
        (
            "British, American and French forces raided a camp of al-Qaeda in Yemen on Saturday.",
            stated("United Kingdom"),
        ),
    ])
}

#[test]
fn a_country_kills_and_its_capital_strikes() -> crate::error::Result<()> {
    let stated = |who| Some((who, "stated"));
    assert_who(&[
        ("Israel killed a commander of Hezbollah in Tyre on Monday.", stated("Israel")),
        ("Tehran fired missiles at Erbil on Monday.", stated("Iran")),
        ("Islamabad carried out air strikes on hideouts in Khost on Monday.", stated("Pakistan")),
        ("A bomb in Gaza and southern Lebanon killed 31 people on Monday.", None),
    ])
}

#[test]
fn a_state_is_blamed() -> crate::error::Result<()> {
    assert_who(&[
        ("The killing of a leader of Hamas in Beirut on Tuesday was blamed on Israel.", Some(("Israel", "blamed"))),
        (
            "An explosion killed a leader of Hamas in Beirut on Tuesday. Hamas blamed Israel for the killing.",
            Some(("Israel", "blamed by Hamas")),
        ),
        ("Iran accused Israel of bombing its embassy in Damascus on Monday.", Some(("Israel", "blamed by Iran"))),
    ])
}

#[test]
fn each_country_of_several_arrests_for_itself() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let text = "In July 2023, Germany and the Netherlands arrested seven men linked to ISIS-K.";
    let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, None));
    let who: Vec<Option<&str>> = found.iter().map(|report| report.actor.as_deref()).collect();
    assert_eq!(who, [Some("Germany"), Some("Netherlands")]);
    Ok(())
}
