//! Compares values as the oracle's own script does: numbers at the tolerance of their check, longitudes modulo 360,
//! azimuths of axes modulo 180, labels up to renaming; what came from random numbers (`mc_*`) and what another package
//! calls its own (`pointpats_*`) is passed over. A field that is expected and not given is a difference.

use serde_json::Value;

/// The differences of what was computed from what was expected, each with the path to it.
pub fn differences(want: &Value, got: &Value, path: &str, check: &Value) -> Vec<String> {
    match (want, got) {
        (Value::Object(fields), Value::Object(given)) => fields
            .iter()
            .filter(|(key, _)| !key.starts_with("mc_") && !key.starts_with("pointpats_"))
            .flat_map(|(key, value)| match given.get(key) {
                None => vec![format!("{path}/{key}: not given")],
                Some(other) if key == "labels" => relabelled(value, other),
                Some(other) => differences(value, other, &format!("{path}/{key}"), check),
            })
            .collect(),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.flat_map(|(i, (x, y))| differences(x, y, &format!("{path}/{i}"), check)).collect()
        }
        (Value::Number(_), Value::Number(_)) => number(want, got, path, check),
        _ if want == got => Vec::new(),
        _ => vec![format!("{path}: {want} expected, {got} computed")],
    }
}

fn number(want: &Value, got: &Value, path: &str, check: &Value) -> Vec<String> {
    let (a, b) = (want.as_f64().unwrap_or(f64::NAN), got.as_f64().unwrap_or(f64::NAN));
    let tolerance = |key: &str, default| check[key].as_f64().unwrap_or(default);
    let allowed = tolerance("tol_abs", 1e-12).max(tolerance("tol_rel", 1e-9) * a.abs());
    let round = |turn: f64| ((a - b).rem_euclid(turn)).min((b - a).rem_euclid(turn));
    let apart = if path.ends_with("lon") {
        round(360.0)
    } else if path.ends_with("azimuth_major_deg_cw_from_north") {
        round(180.0)
    } else {
        (a - b).abs()
    };
    // Written so that NaN differs from everything.
    if apart <= allowed { Vec::new() } else { vec![format!("{path}: {a} expected, {b} computed, {allowed:e} allowed")] }
}

/// Labels of clusters: noise (below 0) must agree, and each label must stand for one label of the other.
fn relabelled(want: &Value, got: &Value) -> Vec<String> {
    let list =
        |value: &Value| -> Vec<i64> { value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect() };
    let (a, b) = (list(want), list(got));
    if a.len() != b.len() {
        return vec![format!("labels: {} expected, {} computed", a.len(), b.len())];
    }
    let (mut there, mut back) = (std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
    for (i, (x, y)) in a.iter().zip(&b).enumerate() {
        if (*x < 0) != (*y < 0) || there.entry(x).or_insert(y) != &y || back.entry(y).or_insert(x) != &x {
            return vec![format!("labels/{i}: {x} expected, {y} computed")];
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::json;

    #[test]
    fn longitudes_and_axes_go_round_and_labels_are_names() {
        let check = json!({"tol_rel": 1e-9});
        let same = |a, b| differences(&a, &b, "", &check).is_empty();
        assert!(same(json!({"lon": 180.0}), json!({"lon": -180.0})));
        assert!(!same(json!({"lat": 90.0}), json!({"lat": -270.0})));
        assert!(same(
            json!({"azimuth_major_deg_cw_from_north": 179.999_999_999_99}),
            json!({"azimuth_major_deg_cw_from_north": 0.0})
        ));
        assert!(same(json!({"labels": [0, 0, -1, 1]}), json!({"labels": [4, 4, -1, 2]})));
        assert!(!same(json!({"labels": [0, 0, -1, 1]}), json!({"labels": [4, 4, -1, 4]})));
        assert!(!same(json!({"labels": [0, 0, -1, 1]}), json!({"labels": [4, 4, 2, 3]})));
        assert!(same(json!({"mc_p": 0.1, "z": 1}), json!({"z": 1.0})));
        assert!(!same(json!({"z": 1.0}), json!({})));
        assert!(!same(json!(1.0), json!(null)));
        assert!(!same(json!(1.0), json!(1.000_001)));
    }
}
