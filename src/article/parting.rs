//! What keeps an event from being one with an incident: another date in the same sentence, another count of those arrested or killed, another
//! country.
//!
//! Comes in: an incident and an event. Goes out: yes or no, or what speaks for or against.

use jiff::civil::Date;

use super::incidents::{Found, Told};
use super::sense::TargetSort;
use crate::incident::{Casualties, Kind, Role};

/// Days after which something is long past.
const OLD_DAYS: i32 = 200;
/// Days after which "the attack" without a day is hardly what is meant, and what happened is no news.
pub const PAST: i32 = 60;
/// Sentences at the head that tell in short what follows.
pub const HEADLINE: usize = 3;
/// What a country named beside a definite word speaks for or against an incident.
const LANDS: f64 = 0.3;

/// Whether one sentence tells of two statements with a date each, or of an attack and of a strike from the air that is another one: "two
/// explosions at a memorial for a general slain in a drone strike".
pub fn are_parted(a: &Told<'_>, b: &Told<'_>) -> bool {
    let of_air = |told: &Told<'_>| told.event.kind == Kind::AirStrike;
    if a.event.sentence == b.event.sentence && of_air(a) != of_air(b) && !a.event.effect_only && !b.event.effect_only {
        return true;
    }
    // "A drone strike in answer to the suicide bombing".
    if of_air(a) && b.event.suicide || of_air(b) && a.event.suicide {
        return true;
    }
    // "Killed the leader behind the bombing".
    if a.event.sentence == b.event.sentence && a.event.deed != b.event.deed {
        return true;
    }
    let both = a.event.sentence == b.event.sentence && a.event.kind == b.event.kind;
    let apart = || a.time.zip(b.time).is_some_and(|(a, b)| a.first != b.first && a.when != b.when);
    both && a.event.kind.role() == Role::Statement && apart()
}

/// "Arrested seven men" and "three men were arrested": the counts of those arrested differ; "a plan to attack the parliament" and "a plot against
/// the cathedral": the buildings do.
pub fn are_others(found: &Found<'_>, told: &Told<'_>) -> bool {
    let known = found.told.iter().find_map(|t| t.counted);
    let counts = known.zip(told.counted).is_some_and(|(a, b)| a != b);
    let plots = found.kind == Kind::Plot && told.event.kind == Kind::Plot;
    let aims: Vec<&str> = found.told.iter().filter_map(aim).collect();
    let aims_differ = plots && !aims.is_empty() && aim(told).is_some_and(|own| !aims.contains(&own));
    (counts || aims_differ) && !told.event.definite && !told.refers
}

/// The building that something is aimed at.
fn aim<'t>(told: &Told<'t>) -> Option<&'t str> {
    told.target_head.filter(|_| told.target.as_ref().is_some_and(|target| target.sort == TargetSort::Building))
}

/// Whether people killed are told of with a day and a place of their own, far from an incident that has neither.
pub fn is_told_anew(found: &Found<'_>, told: &Told<'_>) -> bool {
    let own = told.event.effect_only && told.time.is_some() && told.spot.is_some();
    let bare = found.time().is_none() && found.spot().is_none();
    let lead = found.told.first().is_some_and(|t| t.event.sentence < HEADLINE);
    own && bare && !lead && found.told.iter().all(|t| t.paragraph != told.paragraph)
}

/// "Russia suggested that Ukraine was behind the attack": a definite word without a place is likelier of an incident in a country that its
/// sentence names.
pub fn lands(found: &Found<'_>, told: &Told<'_>) -> f64 {
    let Some(country) = found.spot().and_then(|spot| spot.country) else { return 0.0 };
    if !told.event.definite || told.spot.is_some() || told.countries.is_empty() {
        return 0.0;
    }
    if told.countries.contains(&country) { LANDS } else { -LANDS }
}

/// Whether two counts may be one: "scores" and "more than 130".
pub fn allow(a: &Casualties, b: &Casualties) -> bool {
    let bounds = |c: &Casualties| (c.low.or(c.best).unwrap_or(0), c.high.unwrap_or(u32::MAX));
    let ((a1, a2), (b1, b2)) = (bounds(a), bounds(b));
    a1 <= b2 && b1 <= a2
}

/// Whether a day is months before what a report leads with and does not date: news is of these days.
pub fn is_before_news(found: &Found<'_>, day: Date, published: Option<Date>) -> bool {
    let head = found.told.first().is_some_and(|t| t.event.sentence < HEADLINE);
    head && is_ago(day, published, PAST) && found.time().is_none()
}

/// Whether a day is long past.
pub fn is_old(day: Date, published: Option<Date>) -> bool {
    is_ago(day, published, OLD_DAYS)
}

/// Whether a day is more than so many days before that of publication.
pub fn is_ago(day: Date, published: Option<Date>, days: i32) -> bool {
    published.is_some_and(|now| day.until(now).is_ok_and(|span| span.get_days() > days))
}

#[cfg(test)]
mod tests {
    use crate::article::Extractor;
    use crate::article::several::tests::told;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn what_a_heading_tells_is_told_below_it() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let text = "Four dead in shooting at shrine\n\nA gunman opened fire on Sunday at a shrine in Shiraz, killing at least four people.";
        assert_eq!(told(&Extractor::new(&gazetteer)?, text), ["armed_assault Shiraz 2024-03-31"]);
        Ok(())
    }

    #[test]
    fn plots_against_two_buildings_are_two() -> crate::error::Result<()> {
        let gazetteer = Gazetteer::built_in()?;
        let text = "In Germany prosecutors charged two Afghans over a plan to attack the Swedish parliament.\n\nOn Dec. 31 German \
                    police detained three Tajiks over an alleged plot to attack Cologne Cathedral.";
        let told = told(&Extractor::new(&gazetteer)?, text);
        assert_eq!(told.iter().filter(|one| one.starts_with("plot")).count(), 2, "{told:?}");
        Ok(())
    }
}
