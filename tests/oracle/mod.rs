//! Reference values of other packages, read where the folder of the oracle stands beside the repository. Without it the
//! tests that use it pass and say so.
//!
//! A [`Case`] is opened with the ids its test claims; when it is dropped it fails if one of them was never compared, so
//! that the claims, which another test counts, are true.

pub mod claims;
pub mod compare;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

pub use claims::Claim;

/// The folder of the oracle.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/oracle")
}

/// A JSON file of a case that has no list of checks; none where the oracle is not here.
pub fn json(case: &str, file: &str) -> Option<Value> {
    let Ok(text) = std::fs::read_to_string(folder().join(case).join(file)) else {
        println!("no reference values for {case}: nothing checked");
        return None;
    };
    Some(serde_json::from_str(&text).expect("JSON"))
}

/// The rows of a table of a case, without its header.
pub fn rows(case: &str, file: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(folder().join(case).join(file)).expect("input").records().map(Result::unwrap).collect()
}

/// A number as it stands in a table.
pub fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// A case with its checks.
pub struct Case {
    name: &'static str,
    checks: Vec<Value>,
    claims: &'static [&'static str],
    compared: RefCell<BTreeSet<&'static str>>,
}

impl Case {
    /// Opens a case to compare all that is claimed of it; none where the oracle is not here.
    pub fn claiming((name, claims): Claim) -> Option<Self> {
        let checks = json(name, "expected.python.json")?["checks"].as_array().expect("checks").clone();
        Some(Self { name, checks, claims, compared: RefCell::default() })
    }

    /// Opens a case to look at it, or to compare a part of what another test claims.
    pub fn open(name: &'static str) -> Option<Self> {
        Self::claiming((name, &[]))
    }

    /// The ids of all checks.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.checks.iter().filter_map(|check| check["id"].as_str())
    }

    /// The rows of input.csv.
    pub fn rows(&self) -> Vec<csv::StringRecord> {
        rows(self.name, "input.csv")
    }

    /// The expected value of a check; not a comparison.
    pub fn value(&self, id: &str) -> &Value {
        &self.check(id)["value"]
    }

    fn check(&self, id: &str) -> &Value {
        self.checks.iter().find(|c| c["id"] == id).unwrap_or_else(|| panic!("no check {id}"))
    }

    /// Notes that a check was compared by the test itself.
    pub fn compared(&self, id: &str) {
        if let Some(claim) = self.claims.iter().find(|claim| **claim == id) {
            self.compared.borrow_mut().insert(claim);
        }
    }

    /// Compares a number at the tolerance of its check; `path` leads to it within the value: `/lon`, or nothing.
    pub fn same(&self, id: &str, path: &str, got: f64) {
        let want = self.value(id).pointer(path).unwrap_or_else(|| panic!("no {id}{path}"));
        self.report(id, &compare::differences(want, &Value::from(got), path, self.check(id)));
    }

    /// Compares a whole value at the tolerance of its check.
    pub fn same_value(&self, id: &str, got: &Value) {
        self.report(id, &compare::differences(self.value(id), got, "", self.check(id)));
    }

    fn report(&self, id: &str, differences: &[String]) {
        self.compared(id);
        let first: Vec<&String> = differences.iter().take(3).collect();
        assert!(differences.is_empty(), "{} {id}: {} differences, first {first:?}", self.name, differences.len());
    }
}

impl Drop for Case {
    fn drop(&mut self) {
        let compared = self.compared.borrow();
        let forgotten: Vec<&&str> = self.claims.iter().filter(|claim| !compared.contains(**claim)).collect();
        assert!(
            std::thread::panicking() || forgotten.is_empty(),
            "{}: claimed but never compared: {forgotten:?}",
            self.name
        );
    }
}
