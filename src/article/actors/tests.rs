use crate::article::{Article, Extractor};
use crate::gazetteer::Gazetteer;

#[test]
fn a_state_by_which_somebody_is_killed_did_it() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let extractor = Extractor::new(&gazetteer)?;
    for (text, who) in [
        ("A militant leader was killed by the U.S. in Kabul in July 2022.", Some("United States")),
        ("A militant leader was killed by Israel in Beirut in July 2022.", Some("Israel")),
        ("Two U.S. soldiers were killed in Kabul in July 2022.", None),
    ] {
        let found = extractor.reports(&Article::plain("note", text, None));
        assert_eq!(found.first().and_then(|report| report.actor.as_deref()), who, "{text}");
    }
    Ok(())
}

#[test]
fn who_is_an_affiliate_did_it_and_not_whose() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let text = "What is ISIS-K? The group that carried out a massacre at a hall in Moscow, in which 137 people died, is a \
                violent offshoot of the Islamic State.";
    let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, None));
    assert_eq!(found.first().and_then(|report| report.actor.as_deref()), Some("ISIS-K"));
    Ok(())
}

#[test]
fn those_who_killed_are_no_victims_behind_when() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let text = "At least 81 people were killed when Boko Haram fighters rode into Mafa in Nigeria on 1 September 2024.";
    let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, None));
    assert_eq!(found.first().and_then(|report| report.actor.as_deref()), Some("Boko Haram"));
    Ok(())
}

#[test]
fn police_ministries_and_agencies_arrest() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let extractor = Extractor::new(&gazetteer)?;
    for (text, who) in [
        ("The federal prosecutor said three militants were detained in Berlin on 3 May 2023.", Some("police")),
        ("Three militants were arrested in Dallas on 3 May 2023 in an operation by the FBI.", Some("FBI")),
        ("The interior ministry said nine jihadists were arrested in Ceuta on 3 May 2023.", Some("police")),
        (
            "Police searched houses and a mosque in Izmir and a church hall in the old town on 3 May 2023, arresting nine militants.",
            Some("police"),
        ),
        ("Militants killed two policemen in Quetta on 3 May 2023, and three of them were arrested.", None),
    ] {
        let found = extractor.reports(&Article::plain("note", text, None));
        let arrest = found.iter().find(|report| report.kind.key() == "arrest");
        assert!(arrest.is_some(), "{text}");
        assert_eq!(arrest.and_then(|report| report.actor.as_deref()), who, "{text}");
    }
    Ok(())
}

#[test]
fn who_backs_a_group_did_not_do_what_it_does() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let extractor = Extractor::new(&gazetteer)?;
    for (text, who) in [
        (
            "The Houthis, who are backed by Iran, fired a missile at a tanker off Hodeida on 3 May 2023.",
            Some("Houthis"),
        ),
        ("The chief of police was shot dead in Celaya on 3 May 2023.", None),
        ("A mayor was killed in Celaya on 3 May 2023; the murder is investigated by the FBI.", None),
    ] {
        let found = extractor.reports(&Article::plain("note", text, None));
        assert_eq!(found.first().and_then(|report| report.actor.as_deref()), who, "{text}");
    }
    Ok(())
}

#[test]
fn strikes_by_a_state_that_kill_so_many_are_told_without_a_day() -> crate::error::Result<()> {
    let gazetteer = Gazetteer::built_in()?;
    let text = "Turkish forces targeted militants in northern Iraq with air strikes, killing 13 members of the PKK.";
    let found = Extractor::new(&gazetteer)?.reports(&Article::plain("note", text, None));
    let told: Vec<(Option<&str>, Option<u32>)> = found.iter().map(|r| (r.actor.as_deref(), r.killed.low)).collect();
    assert_eq!(told, [(Some("Turkey"), Some(13))]);
    Ok(())
}
