//! The lists of the page's filters: kinds with their colours, regions with their countries.
//!
//! Comes in: located incidents. Goes out: the kinds by number, and HTML that works with the keyboard as it is.

use std::collections::BTreeMap;

use super::ReportInput;
use super::markup::Markup;
use crate::chart::map::{KINDS, series_of};
use crate::incident::Role;
use crate::located::{LocatedRef, LocatedStore};
use crate::words::Words;

/// The most kinds that are listed; the rest are one.
const MOST_KINDS: usize = 40;

/// The key of the kinds past the last listed one.
const REST: &str = "other kinds";

/// What stands for no subregion in the choices of region, as the script knows it.
const OTHER_AREAS: &str = "Other areas";

/// A kind of the legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendKind {
    /// Its key in the data.
    pub key: String,
    /// The words for a reader.
    pub label: String,
    /// The part it plays: its shape.
    pub role: Role,
    /// The number of its colour.
    pub series: usize,
    /// How many incidents are of it.
    pub n: u64,
}

/// The kinds by role, the most frequent first.
pub struct Kinds {
    /// The kinds; what stands past [`MOST_KINDS`] is joined to one at the end.
    pub listed: Vec<LegendKind>,
    numbers: BTreeMap<String, usize>,
    words: Words,
}

impl Kinds {
    /// Counts the kinds of all incidents.
    pub fn of(input: &ReportInput<'_>) -> Self {
        let (words, series) = (input.words(), series_of(&input.charts));
        let mut counts: BTreeMap<&str, (Role, String, u64)> = BTreeMap::new();
        for one in input.located().iter() {
            let kind = one.kind;
            counts.entry(kind.key()).or_insert_with(|| (one.role(), words.kind(kind.key()), 0)).2 += 1;
        }
        let mut listed: Vec<LegendKind> = counts
            .into_iter()
            .map(|(key, (role, label, n))| {
                let series = if role == Role::Operation { series(key) } else { 0 };
                LegendKind { key: key.to_owned(), label, role, series, n }
            })
            .collect();
        listed.sort_by(|a, b| (a.role, a.series, b.n, &a.key).cmp(&(b.role, b.series, a.n, &b.key)));
        let numbers = listed.iter().enumerate().map(|(i, kind)| (kind.key.clone(), i.min(MOST_KINDS))).collect();
        if listed.len() > MOST_KINDS {
            let rest: u64 = listed.drain(MOST_KINDS..).map(|kind| kind.n).sum();
            let role = Role::Operation;
            listed.push(LegendKind {
                key: REST.to_owned(),
                label: words.kind(REST),
                role,
                series: usize::MAX,
                n: rest,
            });
        }
        Self { listed, numbers, words }
    }

    /// The number of an incident's kind.
    pub fn number(&self, one: &LocatedRef<'_>) -> usize {
        self.numbers.get(one.kind.key()).copied().unwrap_or(0)
    }

    /// The legend, which is also the filter: a box to tick for each kind, with its shape and colour.
    pub fn boxes(&self) -> Markup {
        let groups = Role::ALL.into_iter().filter_map(|role| {
            let of_role = || self.listed.iter().enumerate().filter(move |(_, kind)| kind.role == role);
            of_role().next()?;
            let name = self.words.text(match role {
                Role::Operation => "page.operations",
                Role::Response => "page.responses",
                Role::Statement => "page.statements",
                Role::Context => "page.contexts",
            });
            let boxes = of_role().map(|(number, kind)| kind_box(number, kind, self.words));
            let head = Markup::worded("legend", &[], name);
            Some(Markup::element("fieldset", &[("class", "kinds")], std::iter::once(head).chain(boxes)))
        });
        Markup::lines(groups)
    }
}

fn kind_box(number: usize, kind: &LegendKind, words: Words) -> Markup {
    let number = number.to_string();
    let tick = [("type", "checkbox"), ("name", "kind"), ("value", number.as_str()), ("checked", "")];
    let series = kind.series.min(KINDS).to_string();
    let shape = [
        ("class", "shape"),
        ("data-role", kind.role.name()),
        ("data-series", series.as_str()),
        ("aria-hidden", "true"),
    ];
    Markup::element(
        "label",
        &[],
        [
            Markup::tag("input", &tick),
            Markup::element("span", &shape, []),
            Markup::worded("span", &[("class", "own")], &kind.label),
            Markup::worded("span", &[("class", "count")], &words.number(kind.n)),
        ],
    )
}

/// The choices of region: each UN subregion with its countries, and what has no country.
pub fn regions(located: &LocatedStore, words: Words) -> Markup {
    let mut counts: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    let mut nowhere = 0;
    for one in located.iter() {
        match one.area.country_name.as_deref() {
            Some(country) => {
                let subregion = one.area.subregion.as_deref().unwrap_or(OTHER_AREAS);
                *counts.entry(subregion).or_default().entry(country).or_default() += 1;
            }
            None => nowhere += 1,
        }
    }
    let option = |value: &str, text: &str, n: u64| {
        Markup::worded("option", &[("value", value)], &format!("{text} ({})", words.number(n)))
    };
    let groups = counts.iter().map(|(subregion, countries)| {
        let name =
            if *subregion == OTHER_AREAS { words.text("page.other_areas").to_owned() } else { words.region(subregion) };
        let all_of = words.fill("page.all_of", &[("region", &name)]);
        let all = option(&format!("s:{subregion}"), &all_of, countries.values().sum());
        let each = countries.iter().map(|(country, n)| option(&format!("c:{country}"), country, *n));
        Markup::element("optgroup", &[("label", &name)], std::iter::once(all).chain(each))
    });
    let everywhere = option("", words.text("page.all_regions"), located.len() as u64);
    let unknown = (nowhere > 0).then(|| option("none", words.text("page.no_country"), nowhere));
    Markup::lines(std::iter::once(everywhere).chain(groups).chain(unknown))
}
