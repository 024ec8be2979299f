//! Many tests at once: the share of false discoveries (Benjamini and Hochberg 1995).

/// The q value of each p value, in step with them: the least share of false discoveries at which it is one.
///
/// # Example
/// ```
/// use incimap::statistic::discovery::q_values;
/// let q = q_values(&[0.01, 0.5, 0.02]);
/// assert_eq!(q, [0.03, 0.5, 0.03]);
/// ```
pub fn q_values(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut q = vec![0.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, i) in order.iter().enumerate().rev() {
        least = least.min(p[*i] * p.len() as f64 / (rank + 1) as f64);
        q[*i] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q_values_are_those_of_r() {
        // R: p.adjust(c(0.01, 0.04, 0.03, 0.5, 0.04), "BH")
        let want = [0.05, 0.05, 0.05, 0.5, 0.05];
        for (q, w) in q_values(&[0.01, 0.04, 0.03, 0.5, 0.04]).into_iter().zip(want) {
            assert!((q - w).abs() < 1e-15, "{q} {w}");
        }
    }

    #[test]
    fn no_tests_have_no_q_values_and_one_keeps_its_p() {
        assert!(q_values(&[]).is_empty());
        assert_eq!(q_values(&[0.2]), [0.2]);
    }
}
