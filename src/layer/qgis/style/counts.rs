//! Areas by a count: a choropleth in at most five classes.

use std::collections::BTreeSet;

use super::{Style, outline};
use crate::layer::Layer;
use crate::layer::qgis::Shared;
use crate::layer::qgis::labels::{Labels, Placement};
use crate::layer::qgis::renderer::{Range, graduated};
use crate::layer::qgis::sizes::at_least;
use crate::layer::qgis::symbol::{Stroke, Symbol};
use crate::layer::qgis::words::thousands;
use crate::layer::value::Value;

/// Areas by their incidents, with their names.
pub(super) fn areas(layer: &Layer<'_>, shared: &Shared<'_>) -> Style {
    let style = classed(layer, shared, "incidents").opacity(0.85);
    let name = ["country", "name", "title"].into_iter().find(|name| layer.has(name));
    let Some(name) = name else { return style };
    let text = format!("\"{name}\" || '\\n' || \"incidents\"");
    style.labelled(&Labels::new(text, Placement::Over, &shared.look.ink, &shared.look.paper))
}

/// Areas by the classes of a count.
pub(super) fn classed(layer: &Layer<'_>, shared: &Shared<'_>, column: &str) -> Style {
    let look = shared.look;
    let see = |counts: &mut BTreeSet<u64>, _, values: &[Value<'_>]| {
        if let [Value::Count(count)] = values {
            counts.insert(*count);
        }
    };
    let counts = layer.gather(&[column], see, |a, b| a.into_iter().chain(b).collect());
    let classes = classes(&counts);
    // Few classes take the strong colours.
    let colours = look.ramp.iter().skip(look.ramp.len().saturating_sub(classes.len()));
    let ranges = classes.iter().zip(colours).map(|(&(lower, upper), colour)| {
        let label =
            if lower == upper { thousands(lower) } else { format!("{}–{}", thousands(lower), thousands(upper)) };
        let label = if (lower, upper) == (1, 1) { "1 incident".to_owned() } else { format!("{label} incidents") };
        let symbol = Symbol::fill(outline::area(layer, Stroke::fill(colour, 230), Stroke::line(&look.paper, 0.2)));
        Range { lower: lower as f64, upper: upper as f64, label, symbol }
    });
    Style::new(graduated(column, &ranges.collect::<Vec<_>>()))
}

/// Classes of whole numbers that hold all counts: one a count where there are at most five, else with round bounds between
/// which about as many counts lie.
fn classes(counts: &BTreeSet<u64>) -> Vec<(u64, u64)> {
    const MOST: usize = 5;
    if counts.len() <= MOST {
        return counts.iter().map(|&count| (count, count)).collect();
    }
    let sorted: Vec<u64> = counts.iter().copied().collect();
    let quantile = |k: usize| sorted.get(k * sorted.len() / MOST).copied().map(at_least);
    let mut uppers: Vec<u64> = (1..MOST).filter_map(quantile).collect();
    let most = sorted.last().copied().unwrap_or(0);
    uppers.retain(|upper| *upper < most);
    uppers.push(most);
    uppers.dedup();
    let first = sorted.first().copied().unwrap_or(0);
    let lowers = std::iter::once(first).chain(uppers.iter().map(|upper| upper + 1));
    lowers.zip(uppers.iter().copied()).filter(|(lower, upper)| lower <= upper).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_every_count_once() {
        for counts in [vec![1, 2, 7], vec![0, 1, 2, 3, 5, 9, 14, 200, 3000], (1..400).collect()] {
            let counts: BTreeSet<u64> = counts.into_iter().collect();
            let classes = classes(&counts);
            assert!(classes.len() <= 5, "{classes:?}");
            for count in counts {
                assert_eq!(
                    classes.iter().filter(|(a, b)| (*a..=*b).contains(&count)).count(),
                    1,
                    "{count} {classes:?}"
                );
            }
        }
    }
}
