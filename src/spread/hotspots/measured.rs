//! Hot spots as numbers, lists and sentences.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{HotCell, Hotspots, LEVEL};
use crate::spread::estimate::Basis;
use crate::spread::{Family, Interval, Measured, Number, Rounded, Unit};
use crate::statistic::emerging::Emerging;
use crate::words::Words;

impl Hotspots {
    /// How many cells show each pattern, by its words.
    pub fn patterns(&self) -> BTreeMap<&'static str, u64> {
        let mut patterns = BTreeMap::new();
        let emerging = |cell: &HotCell| cell.course.and_then(|course| course.emerging);
        self.cells.iter().filter_map(emerging).for_each(|e| *patterns.entry(e.name()).or_insert(0) += 1);
        patterns
    }

    fn of_class(&self, class: &str) -> impl Iterator<Item = &HotCell> {
        self.cells.iter().filter(move |cell| cell.class() == Some(class))
    }
}

impl Measured for Hotspots {
    fn family(&self) -> Family {
        Family::Hotspots
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        let steps = self.steps.as_ref().ok();
        vec![
            ("resolution", json!(self.resolution)),
            ("rings", json!(self.rings)),
            ("weights", json!("binary, the cell itself included")),
            ("false_discovery_rate", json!(LEVEL)),
            ("steps", json!(steps.map(|s| s.days.len()))),
            ("steps_are", json!(steps.map(|s| s.how))),
            ("step_level", json!(crate::statistic::emerging::LEVEL)),
        ]
    }

    fn numbers(&self) -> Vec<Number> {
        let number =
            |statistic, region: &str, estimate| Number { statistic, period: None, region: region.to_owned(), estimate };
        let j1 = Basis { n: self.n, left_out: &self.left_out, method: "J1" };
        let j2 = Basis { n: self.n_in_steps, left_out: &self.left_out, method: "J2" };
        let count = |basis: &Basis<'_>, value: usize| {
            basis.value(value as f64, Unit::Count, Interval::None).noted("no interval: cells are judged by q or p")
        };
        let mut numbers = vec![number("study_cells", "", count(&j1, self.cells.len()))];
        for class in ["hot", "cold"] {
            let found: Vec<&HotCell> = self.of_class(class).collect();
            let area: f64 = found.iter().map(|cell| cell.cell.area_km2()).sum();
            let share = found.iter().map(|cell| cell.n).sum::<u64>() as f64 / self.n as f64;
            numbers.push(number("gi_star_cells", class, count(&j1, found.len())));
            numbers.push(number("gi_star_area", class, j1.value(area, Unit::Km2, Interval::None)));
            numbers.push(number("gi_star_share_of_incidents", class, j1.value(share, Unit::Share, Interval::None)));
        }
        if let Err(why) = self.steps {
            numbers.push(number("emerging_cells", "", j2.undefined(Unit::Count, why)));
        }
        let of_pattern = |(name, n)| number("emerging_cells", name, count(&j2, n as usize));
        numbers.extend(self.patterns().into_iter().map(of_pattern));
        numbers
    }

    fn details(&self) -> Value {
        let ratio = |value: f64| Rounded::new(value, Unit::Ratio);
        let cell = |one: &HotCell| {
            let trend = one.course.and_then(|course| course.trend);
            json!({
                "cell": one.cell.to_string(),
                "n": one.n,
                "gi_star": ratio(one.z),
                "p": ratio(one.p),
                "q": ratio(one.q),
                "class": one.class(),
                "emerging": one.course.and_then(|course| course.emerging).map(Emerging::name),
                "hot_steps": one.course.map(|course| course.hot),
                "cold_steps": one.course.map(|course| course.cold),
                "trend_z": trend.map(|trend| ratio(trend.z)),
                "trend_p": trend.map(|trend| ratio(trend.p)),
            })
        };
        let steps = self.steps.as_ref().map(|s| s.days.as_slice()).unwrap_or_default();
        let steps: Vec<Value> =
            steps.iter().map(|(a, z)| json!({ "start": a.to_string(), "end": z.to_string() })).collect();
        json!({ "cells": self.cells.iter().filter(|cell| cell.is_telling()).map(cell).collect::<Vec<_>>(), "steps": steps })
    }

    fn sentences(&self, words: Words) -> Vec<String> {
        if self.n == 0 {
            return vec![words.text("hotspots.no_cell").to_owned()];
        }
        let hot = self.of_class("hot").count() as u64;
        let inside: u64 = self.of_class("hot").map(|cell| cell.n).sum();
        let parts = [
            ("hot", &*words.number(hot)),
            ("cells", &*words.number(self.cells.len() as u64)),
            ("resolution", &*self.resolution.to_string()),
            ("inside", &*words.number(inside)),
            ("n", &*words.number(self.n)),
        ];
        let said = if hot == 0 { words.text("hotspots.none").to_owned() } else { words.fill("hotspots.said", &parts) };
        let steps = match &self.steps {
            Err(why) => words.fill("hotspots.no_steps", &[("why", &words.because(why))]),
            Ok(steps) => {
                let of: Vec<String> = self.patterns().iter().map(|(name, n)| pattern(name, *n, words)).collect();
                let list = if of.is_empty() { words.text("hotspots.no_pattern").to_owned() } else { of.join(", ") };
                words.fill("hotspots.steps", &[("steps", &steps.days.len().to_string()), ("list", &list)])
            }
        };
        vec![said, steps]
    }
}

/// "12 new hot spot"
fn pattern(name: &str, n: u64, words: Words) -> String {
    let (key, of) = match (name.strip_suffix(" hot spot"), name.strip_suffix(" cold spot")) {
        (Some(of), _) => ("hotspots.hot", of),
        (_, of) => ("hotspots.cold", of.unwrap_or(name)),
    };
    words.fill(key, &[("n", &words.number(n)), ("pattern", words.text(&format!("pattern.{of}")))])
}
