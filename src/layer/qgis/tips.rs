//! Map tips: what QGIS shows of a feature under the pointer, as HTML.
//!
//! Comes in: a layer's columns. Goes out: a template in which every value is escaped, so that no text of the data becomes markup.

use super::aliases::alias;
use super::expression::{column, html, literal};
use crate::layer::Layer;

/// Columns that say nothing to a reader of a tip.
const TECHNICAL: [&str; 20] = [
    "title",
    "name",
    "what",
    "scope",
    "start_utc",
    "end_utc",
    "date_start",
    "date_end",
    "date_precision",
    "incident_id",
    "country_code",
    "iso_a3",
    "cell",
    "resolution",
    "link",
    "country_basis",
    "abroad",
    "role",
    "killed_low",
    "killed_high",
];

/// The tip of a layer.
pub(super) fn tip(layer: &Layer<'_>) -> String {
    let columns = layer.columns();
    let has = |name: &str| columns.contains(&name);
    let mut parts = Vec::new();
    if let Some(heading) = ["title", "name", "country"].into_iter().find(|name| has(name)) {
        parts.push(format!("<b>[% {} %]</b>", html(&column(heading))));
    }
    if has("date_start") && has("date_end") {
        parts.push(format!("[% {} %]", days()));
    }
    if has("killed_low") && has("killed_high") {
        parts.push(format!("[% {} %]", killed()));
    }
    let skip = |name: &&&str| {
        let killed = has("killed_low") && **name == "killed";
        let heading = **name == "country" && !has("title") && !has("name");
        !(TECHNICAL.contains(*name) || killed || heading)
    };
    parts.extend(columns.iter().filter(skip).map(|name| format!("[% {} %]", row(name))));
    let mut tip = parts.join("");
    if has("link") {
        tip.push_str(&link());
    }
    format!("<div style=\"max-width:24em\">{tip}</div>")
}

/// What a feature is called in lists.
pub(super) fn display(layer: &Layer<'_>) -> String {
    let columns = layer.columns();
    let names = ["title", "name", "country", "what"].into_iter().find(|name| columns.contains(name));
    names.map_or_else(|| "$id".to_owned(), column)
}

/// A line for a value, nothing where it is not known.
fn row(name: &str) -> String {
    let value = column(name);
    let label = literal(&format!("<br>{}: ", alias(name)));
    format!("if({value} IS NULL, '', {label} || {})", html(&value))
}

/// The day, or the first and the last possible one.
fn days() -> String {
    let day = |name: &str| format!("format_date({}, 'd MMM yyyy')", column(name));
    let (from, to) = (day("date_start"), day("date_end"));
    format!("if({from} IS NULL, '', '<br>' || {from} || if({from} = {to}, '', ' – ' || {to}))")
}

/// The people killed: one count, from the lowest to the highest, or that it is not known.
fn killed() -> String {
    let (low, high) = (column("killed_low"), column("killed_high"));
    let both = format!(
        "coalesce(to_string({low}), 'at most') || if({low} = {high}, '', '–' || coalesce(to_string({high}), ''))"
    );
    let at_least = format!("'at least ' || {low}");
    format!(
        "'<br>Killed: ' || CASE WHEN {low} IS NULL AND {high} IS NULL THEN 'not known' WHEN {high} IS NULL THEN {at_least} \
         ELSE {both} END"
    )
}

/// A link that can be followed, only to the web.
fn link() -> String {
    let url = column("link");
    let address = html(&url);
    format!(
        "[% if(regexp_match(coalesce({url}, ''), '^https?://') = 0, '', '<br><a href=\"' || {address} || '\">' || {address} || '</a>') %]"
    )
}
