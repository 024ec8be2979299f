//! What the columns are called in a table for readers.
//!
//! Comes in: the name of a column. Goes out: its words, with their unit.

/// The columns of all layers and their names.
const NAMES: &[(&str, &str)] = &[
    ("abroad", "Abroad"),
    ("actor", "Actor"),
    ("admin1", "Province or state"),
    ("area_km2", "Area (km²)"),
    ("azimuth_deg", "Direction (° from north)"),
    ("cases", "Incidents"),
    ("cell", "H3 cell"),
    ("centre", "Centre"),
    ("claims", "Claims"),
    ("class", "Hot or cold"),
    ("cluster", "Cluster"),
    ("cold_steps", "Cold steps"),
    ("confidence", "Confidence in the place"),
    ("conflicts", "Where sources disagree"),
    ("context", "Context events"),
    ("cores", "Core incidents"),
    ("corners", "Corners"),
    ("country", "Country"),
    ("country_basis", "How the country is known"),
    ("country_code", "Country code (ISO)"),
    ("date_end", "Last possible day"),
    ("date_first", "First day"),
    ("date_last", "Last day"),
    ("date_precision", "Date known to"),
    ("date_start", "First possible day"),
    ("distance_high_km", "Distance, upper bound (km)"),
    ("distance_km", "Distance from origin (km)"),
    ("distance_low_km", "Distance, lower bound (km)"),
    ("drawn_as", "Drawn as"),
    ("emerging", "Pattern over time"),
    ("end_utc", "Time slider until (UTC)"),
    ("expected", "Expected incidents"),
    ("first_distance_km", "Distance of the first (km)"),
    ("first_time", "For the first time"),
    ("from_period", "From period"),
    ("gi_star_p", "Gi* p"),
    ("gi_star_q", "Gi* q (false discoveries)"),
    ("gi_star_z", "Gi* z"),
    ("home", "Home country"),
    ("hot_steps", "Hot steps"),
    ("how", "How"),
    ("incident_id", "Incident"),
    ("incidents", "Incidents"),
    ("injured", "Injured"),
    ("iso_a3", "Country code (ISO, 3 letters)"),
    ("killed", "Killed"),
    ("killed_high", "Killed, highest count"),
    ("killed_low", "Killed, lowest count"),
    ("kind", "Kind"),
    ("left_out", "Left out"),
    ("link", "Link"),
    ("llr", "Log likelihood ratio"),
    ("location_precision", "Place known to"),
    ("location_radius_km", "Radius of the place (km)"),
    ("mean_distance_to_median_km", "Mean distance to the median (km)"),
    ("n", "Measured incidents"),
    ("name", "Name"),
    ("neighbours_before", "Active neighbours before"),
    ("neighbours_staying", "Neighbours still active"),
    ("net_km", "Net way (km)"),
    ("operations", "Operations"),
    ("origin", "Origin"),
    ("p", "p"),
    ("path_km", "Whole way (km)"),
    ("period", "Period"),
    ("place", "Place as given"),
    ("place_name", "Place found"),
    ("places", "Places"),
    ("radius_km", "Radius (km)"),
    ("rank", "Rank"),
    ("recurrence_days", "Recurrence (days)"),
    ("region", "Region (UN)"),
    ("reliable", "Reliable"),
    ("resolution", "H3 resolution"),
    ("responses", "Responses"),
    ("resultant", "Resultant length"),
    ("role", "Role"),
    ("scope", "Scope"),
    ("semi_major_km", "Long half axis (km)"),
    ("semi_minor_km", "Short half axis (km)"),
    ("source", "Sources"),
    ("stability", "Stability"),
    ("stage", "Stage"),
    ("standard_distance_km", "Standard distance (km)"),
    ("stands_out", "Stands out (p ≤ 0.05)"),
    ("start_utc", "Time slider from (UTC)"),
    ("statements", "Statements"),
    ("step_km", "Step (km)"),
    ("subregion", "Subregion (UN)"),
    ("summary", "Summary"),
    ("target", "Target"),
    ("title", "Title"),
    ("trend_p", "Trend p"),
    ("trend_z", "Trend z"),
    ("what", "What"),
    ("why", "Why this place"),
    ("within_noise", "Within noise"),
];

/// The name of a column for readers; one that is not in the list has its underscores taken out.
pub(super) fn alias(column: &str) -> String {
    let known = NAMES.iter().find(|(name, _)| *name == column);
    known.map_or_else(|| super::kinds::capital(&column.replace('_', " ")), |(_, alias)| (*alias).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_names_nothing_twice() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn an_unlisted_column_gets_readable_words() {
        assert_eq!(alias("total_of_all"), "Total of all");
    }
}
