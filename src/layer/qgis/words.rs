//! The words of the project: title, subtitle, source line, titles of layers.
//!
//! Comes in: a [`Project`]. Goes out: texts; those of the user as they are.

use super::Project;
use super::crs::Crs;
use crate::layer::Layer;
use crate::spread::Origin;

impl Project<'_> {
    /// The headline: the given one, or one made of the years.
    pub(super) fn title(&self) -> String {
        if let Some(title) = self.input.title.map(str::trim).filter(|title| !title.is_empty()) {
            return title.to_owned();
        }
        match &self.times {
            Some(times) if times.first.year() == times.last.year() => format!("Incidents, {}", times.first.year()),
            Some(times) => format!("Incidents, {}–{}", times.first.year(), times.last.year()),
            None => "Incidents".to_owned(),
        }
    }

    /// How many incidents the map shows, of how many.
    pub(super) fn subtitle(&self) -> String {
        let located = self.input.data.located;
        let placed = located.overview().sited as u64;
        let all = located.len() as u64;
        let incidents = if all == 1 { "incident" } else { "incidents" };
        let shown = if placed == all {
            format!("{} {incidents}.", thousands(all))
        } else {
            format!("{} of {} {incidents}; the others have no place.", thousands(placed), thousands(all))
        };
        let rings = match self.origin() {
            Origin::Point { name, .. } => format!(" Rings: distance from {name}."),
            Origin::Home { name, .. } => format!(" Rings: distance from the border of {name}."),
            Origin::None => String::new(),
        };
        let dashed = if located.overview().coarse.is_empty() {
            ""
        } else {
            " Dashed: the place is known to the country or a large area only."
        };
        [shown, rings, dashed.to_owned()].concat()
    }

    /// The same for the second layout.
    pub(super) fn subtitle_of_periods(&self) -> String {
        let undated = self.layer("undated_incidents").map_or(0, Layer::len);
        let base = if self.input.data.located.overview().vague > 0 {
            "An incident whose date is not known to the day is in every period that it may belong to."
        } else {
            "All maps have one scale, and their circles too."
        };
        match undated {
            0 => base.to_owned(),
            1 => format!("{base} 1 undated incident is not shown."),
            n => format!("{base} {} undated incidents are not shown.", thousands(n as u64)),
        }
    }

    /// Where data, places and land come from, the projection, and what dotted boundaries mean.
    pub(super) fn source_line(&self) -> String {
        let data = self.input.source.trim().trim_end_matches('.');
        let data = if data.is_empty() { String::new() } else { format!("Source: {data}. ") };
        format!(
            "{data}Places: GeoNames (CC BY 4.0). Land and boundaries: Natural Earth; dotted where disputed; no judgement on \
             status. Projection: {}.",
            self.projection()
        )
    }

    fn projection(&self) -> String {
        match (self.frame.crs, self.origin()) {
            (Crs::Equidistant(_), Origin::Point { name, .. }) => {
                format!("azimuthal equidistant; distances from {name} are true")
            }
            (Crs::Equidistant(_), Origin::Home { name, .. }) => {
                format!("azimuthal equidistant; distances from the middle of {name} are true")
            }
            (Crs::Equidistant(_), Origin::None) => "azimuthal equidistant on the middle of the incidents".to_owned(),
            (Crs::EqualEarth | Crs::Wgs84, _) => "Equal Earth; areas are true".to_owned(),
        }
    }

    /// Whether there is something for the time slider to show.
    pub(super) fn is_temporal(&self) -> bool {
        self.layer("incidents").is_some_and(|layer| self.style(layer).temporal)
    }
}

/// What a layer is called; undated incidents say that the time slider does not move them.
pub(super) fn title_of(layer: &Layer<'_>) -> String {
    match layer.name {
        "undated_incidents" => "Undated incidents (in every frame)".to_owned(),
        _ => layer.title.clone(),
    }
}

/// A count with separators: 21,128.
pub(super) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
