//! Diffusion as numbers, lists and sentences.

use serde_json::{Value, json};

use super::{Activation, Against, Diffusion};
use crate::spread::estimate::Basis;
use crate::spread::{Estimate, Family, Interval, Measured, Number, Unit};
use crate::words::Words;

impl Diffusion {
    /// The share of newly active pairs that are expansion.
    pub fn expansion_share(&self) -> Option<f64> {
        let all = self.expansion.count + self.relocation.count;
        (all > 0).then(|| self.expansion.count as f64 / all as f64)
    }

    /// The share of cells active for the first time that lie near one active before.
    pub fn contagious_share(&self) -> Option<f64> {
        let all = self.contagious.count + self.jumps.count;
        (all > 0).then(|| self.contagious.count as f64 / all as f64)
    }

    fn basis(&self, method: &'static str) -> Basis<'_> {
        Basis { n: self.n, left_out: &self.left_out, method }
    }

    /// A count, what permuted times give, and p.
    fn compared(&self, names: [&'static str; 3], method: &'static str, against: &Against) -> Vec<Number> {
        let basis = self.basis(method);
        let number = |statistic, estimate| Number { statistic, period: None, region: String::new(), estimate };
        let why = self.steps.as_ref().err().copied().unwrap_or("no permutations were asked for");
        let of_count = match self.steps {
            Ok(_) => basis.value(against.count as f64, Unit::Count, Interval::None).noted("no interval: see its p"),
            Err(why) => basis.undefined(Unit::Count, why),
        };
        let envelope = |(mean, low, high): (f64, f64, f64)| {
            let note = "the mean over permuted times and their 95 % envelope";
            basis.value(mean, Unit::Count, Interval::Between(low, high)).noted(note)
        };
        let expected: Estimate = against.permuted.map_or_else(|| basis.undefined(Unit::Count, why), envelope);
        let p = against.p.map(|p| basis.value(p, Unit::Share, Interval::None).noted("one-sided, as many or more"));
        let p = p.unwrap_or_else(|| basis.undefined(Unit::Share, why));
        vec![number(names[0], of_count), number(names[1], expected), number(names[2], p)]
    }

    fn share(&self, statistic: &'static str, method: &'static str, share: Option<f64>) -> Number {
        let basis = self.basis(method);
        let none = || basis.undefined(Unit::Share, self.steps.as_ref().err().unwrap_or(&"no cell became active so"));
        let value =
            |v| basis.value(v, Unit::Share, Interval::None).noted("no interval: neighbours are not independent");
        Number { statistic, period: None, region: String::new(), estimate: share.map_or_else(none, value) }
    }
}

impl Measured for Diffusion {
    fn family(&self) -> Family {
        Family::Diffusion
    }

    fn parameters(&self) -> Vec<(&'static str, Value)> {
        let steps = self.steps.as_ref().ok();
        vec![
            ("resolution", json!(self.resolution)),
            ("rings", json!(self.rings)),
            ("steps", json!(steps.map(|s| s.days.len()))),
            ("steps_are", json!(steps.map(|s| s.how))),
            ("permutations", json!(self.permutations)),
        ]
    }

    fn numbers(&self) -> Vec<Number> {
        let f1 = |names, against| self.compared(names, "F1", against);
        let f2 = |names, against| self.compared(names, "F2", against);
        let parts = [
            f1(["expansion_pairs", "expansion_pairs_permuted", "expansion_p"], &self.expansion),
            f1(["relocation_pairs", "relocation_pairs_permuted", "relocation_p"], &self.relocation),
            vec![self.share("expansion_share", "F1", self.expansion_share())],
            f2(["contagious_cells", "contagious_cells_permuted", "contagious_p"], &self.contagious),
            f2(["jump_cells", "jump_cells_permuted", "jump_p"], &self.jumps),
            vec![self.share("contagious_share", "F2", self.contagious_share())],
        ];
        parts.concat()
    }

    fn details(&self) -> Value {
        let days = self.steps.as_ref().map(|s| s.days.as_slice()).unwrap_or_default();
        let event = |one: &Activation| {
            let of_step = days.get(one.step as usize);
            json!({
                "cell": one.cell.to_string(),
                "start": of_step.map(|(first, _)| first.to_string()),
                "end": of_step.map(|(_, last)| last.to_string()),
                "how": one.how.name(),
                "neighbours_before": one.neighbours,
                "neighbours_staying": one.staying,
                "first_time": one.first_time,
            })
        };
        json!({ "activations": self.events.iter().map(event).collect::<Vec<_>>() })
    }

    fn sentences(&self, words: Words) -> Vec<String> {
        if let Err(why) = self.steps {
            return vec![words.fill("diffusion.none", &[("why", &words.because(why))])];
        }
        let n = |count: u64| words.number(count);
        let moves =
            words.fill("diffusion.moves", &[("stayed", &n(self.expansion.count)), ("fell", &n(self.relocation.count))]);
        let jumps = words.fill(
            "diffusion.jumps",
            &[
                ("n", &n(self.contagious.count + self.jumps.count)),
                ("near", &n(self.contagious.count)),
                ("jumps", &n(self.jumps.count)),
            ],
        );
        let of_moves = [("diffusion.expansion", &self.expansion), ("diffusion.relocation", &self.relocation)];
        let of_jumps = [("diffusion.contagion", &self.contagious), ("diffusion.jump", &self.jumps)];
        vec![moves + &judged(&of_moves, words), jumps + &judged(&of_jumps, words)]
    }
}

/// Which counts permuted times do not reach; which they do.
fn judged(counts: &[(&str, &Against)], words: Words) -> String {
    let said = counts.iter().filter_map(|(name, against)| {
        let ((mean, low, high), p) = (against.permuted?, against.p?);
        let key = if p <= 0.05 { "diffusion.more" } else { "diffusion.no_more" };
        let [mean, low, high] = [mean, low, high].map(|count| words.decimal(count, 0));
        let parts = [
            ("what", words.text(name)),
            ("mean", &*mean),
            ("low", &*low),
            ("high", &*high),
            ("p", &*words.decimal(p, 3)),
        ];
        Some(format!(" {}", words.fill(key, &parts)))
    });
    said.collect()
}
