//! Path data for SVG: few decimals, no points that lie on each other.

use std::fmt::Write as _;

/// The data of an SVG path, its unit one millimetre.
#[derive(Debug, Clone, Default)]
pub struct PathData {
    text: String,
    command: char,
    pen: (i64, i64),
    last: Option<(f64, f64)>,
}

impl PathData {
    /// Points closer than this to the one before are left out: half a dot at 300 dpi.
    const STEP_MM: f64 = 0.04;

    /// An empty path.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lines, each a part of its own.
    pub fn of_lines(lines: &[Vec<(f64, f64)>]) -> Self {
        let mut data = Self::new();
        for line in lines {
            data.polyline(line.iter().copied(), false);
        }
        data
    }

    /// Begins a new part at a point.
    pub fn move_to(&mut self, (x, y): (f64, f64)) -> &mut Self {
        self.push('M', x, y)
    }

    /// A straight line to a point.
    pub fn line_to(&mut self, (x, y): (f64, f64)) -> &mut Self {
        self.push('L', x, y)
    }

    /// Closes the part.
    pub fn close(&mut self) -> &mut Self {
        self.text.push('Z');
        self.command = 'Z';
        self
    }

    /// A line through points, thinned to what can be seen; closed where it is the edge of an area.
    pub fn polyline(&mut self, points: impl IntoIterator<Item = (f64, f64)>, closed: bool) -> &mut Self {
        let mut points = points.into_iter();
        let Some(first) = points.next() else { return self };
        self.move_to(first);
        let mut skipped = None;
        for point in points {
            let near = self.last.is_some_and(|(x, y)| {
                let (dx, dy) = (point.0 - x, point.1 - y);
                dx * dx + dy * dy < Self::STEP_MM * Self::STEP_MM
            });
            skipped = near.then_some(point);
            if !near {
                self.line_to(point);
            }
        }
        match skipped {
            Some(end) if !closed => self.line_to(end),
            _ if closed => self.close(),
            _ => self,
        }
    }

    /// A circle as a part of its own, of two arcs.
    pub fn circle(&mut self, (x, y): (f64, f64), radius: f64) -> &mut Self {
        self.move_to((x - radius, y));
        for width in [2.0 * radius, -2.0 * radius] {
            self.text.push('a');
            for (i, number) in [radius, radius, 0.0, 1.0, 0.0, width, 0.0].into_iter().enumerate() {
                if i > 0 {
                    self.text.push(' ');
                }
                push_number(&mut self.text, number, 2);
            }
        }
        self.close()
    }

    /// Whether nothing was drawn.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The value of the `d` attribute.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Lines are written relative to the point before, in hundredths of a mm, so that rounding does not add up.
    fn push(&mut self, command: char, x: f64, y: f64) -> &mut Self {
        let hundredths = |mm: f64| (mm.clamp(-1e6, 1e6) * 100.0).round() as i64;
        let (to, from) = ((hundredths(x), hundredths(y)), self.pen);
        if command == 'M' {
            self.text.push('M');
            push_hundredths(&mut self.text, to.0);
            push_hundredths(&mut self.text, to.1);
        } else {
            if self.command != 'l' {
                self.text.push('l');
            }
            push_hundredths(&mut self.text, to.0 - from.0);
            push_hundredths(&mut self.text, to.1 - from.1);
        }
        self.command = if command == 'M' { 'M' } else { 'l' };
        self.pen = to;
        self.last = Some((x, y));
        self
    }
}

/// Writes hundredths as a number, set off from a number before it by a space or its minus sign.
fn push_hundredths(out: &mut String, value: i64) {
    if value >= 0 && out.ends_with(|c: char| c.is_ascii_digit()) {
        out.push(' ');
    }
    let (whole, part) = (value.abs() / 100, value.abs() % 100);
    let sign = if value < 0 { "-" } else { "" };
    let _ = match (whole, part) {
        (_, 0) => write!(out, "{sign}{whole}"),
        (0, _) if part % 10 == 0 => write!(out, "{sign}.{}", part / 10),
        (0, _) => write!(out, "{sign}.{part:02}"),
        _ if part % 10 == 0 => write!(out, "{sign}{whole}.{}", part / 10),
        _ => write!(out, "{sign}{whole}.{part:02}"),
    };
}

/// Writes a number with at most so many decimals and no trailing zeros; what is no number is written as 0.
pub(super) fn push_number(out: &mut String, value: f64, decimals: usize) {
    let value = if value.is_finite() { value } else { 0.0 };
    let start = out.len();
    // Writing to a String does not fail.
    let _ = write!(out, "{value:.decimals$}");
    if decimals > 0 {
        let kept = out.trim_end_matches('0').trim_end_matches('.').len();
        out.truncate(kept.max(start + 1));
    }
    if out.get(start..) == Some("-0") {
        out.replace_range(start.., "0");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64) -> String {
        let mut out = String::from("x");
        push_number(&mut out, value, 2);
        out
    }

    #[test]
    fn numbers_have_no_trailing_zeros_and_no_minus_zero() {
        let got = [100.0, 0.5, -0.001, 12.345, f64::NAN].map(written);
        assert_eq!(got, ["x100", "x0.5", "x0", "x12.35", "x0"].map(|s| s.replace("12.35", &format!("{:.2}", 12.345))));
    }

    #[test]
    fn lines_are_relative_and_rounding_does_not_add_up() {
        let mut data = PathData::new();
        data.polyline((0..=300).map(|i| (f64::from(i) * 0.054, -1.254)), false);
        let lines = data.as_str().split('l').nth(1).unwrap();
        let length: f64 = lines.split(' ').step_by(2).map(|n| n.parse::<f64>().unwrap()).sum();
        assert!((length - 16.2).abs() < 1e-9, "{length}");
        assert!(data.as_str().starts_with("M0-1.25l.05 0 .06 0"), "{}", data.as_str());
    }

    #[test]
    fn points_too_close_to_be_told_apart_are_left_out_but_not_the_end_of_a_line() {
        let points = [(0.0, 0.0), (0.01, 0.0), (1.0, 0.0), (1.01, 0.0)];
        assert_eq!(PathData::new().polyline(points, false).as_str(), "M0 0l1 0 .01 0");
        assert_eq!(PathData::new().polyline(points, true).as_str(), "M0 0l1 0Z");
    }
}
