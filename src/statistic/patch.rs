//! Patches of the sphere that stand in for the points within them.
//!
//! Comes in: unit vectors with weights. Goes out: a few points with weights whose sums are those of the given ones, for
//! every function that is smooth over a patch.
//!
//! The sphere is seen as the six faces of a cube, each halved along both sides again and again. A patch has Q × Q
//! Chebyshev nodes; a weight at a point is shared among them by the Lagrange polynomials there, so that polynomials of a
//! degree below Q in the coordinates of the face keep their sums (Fong and Darve 2009, The black-box fast multipole
//! method). The error for a function that is analytic as far as ρ half sides of the patch shrinks as
//! (ρ + sqrt(ρ² - 1))^-Q.

use crate::earth::UnitVector;
use crate::earth::trig::cos;

/// How often a face can be halved: to patches of less than a metre.
pub const DEPTH: u32 = 24;

/// A square on a face of the cube about the globe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patch {
    face: u8,
    /// The middle, in the coordinates of the face, -1 to 1.
    u: f64,
    v: f64,
    /// Half the side.
    half: f64,
}

/// A place on a face of the cube, in its coordinates from -1 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    u: f64,
    v: f64,
}

impl Place {
    /// Where the line through a point leaves the cube.
    pub fn of(p: UnitVector) -> Self {
        let (_, u, v) = on_cube(p);
        Self { u, v }
    }
}

/// The face, 0 to 5, and the coordinates on it.
fn on_cube(p: UnitVector) -> (u8, f64, f64) {
    let (ax, ay, az) = (p.x.abs(), p.y.abs(), p.z.abs());
    let (face, along, u, v) = if ax >= ay && ax >= az {
        (0, p.x, p.y, p.z)
    } else if ay >= az {
        (2, p.y, p.z, p.x)
    } else {
        (4, p.z, p.x, p.y)
    };
    let scale = 1.0 / along.abs().max(f64::MIN_POSITIVE);
    (face + u8::from(along < 0.0), u * scale, v * scale)
}

/// The number of the smallest patch that holds a point: face, then quadrant after quadrant. Near numbers are near points.
pub fn code(p: UnitVector) -> u64 {
    let (face, u, v) = on_cube(p);
    let side = f64::from(1_u32 << DEPTH);
    let cell = |t: f64| ((0.5 * (t + 1.0) * side) as u64).min((1 << DEPTH) - 1);
    u64::from(face) << (2 * DEPTH) | spaced(cell(u)) << 1 | spaced(cell(v))
}

/// The bits of a number with a zero before each.
fn spaced(number: u64) -> u64 {
    let masks = [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ];
    masks.into_iter().fold(number, |bits, (shift, mask)| (bits | bits << shift) & mask)
}

/// The length of the codes of a patch that was halved `level` times.
pub fn codes(level: u32) -> u64 {
    1 << (2 * (DEPTH - level.min(DEPTH)))
}

impl Patch {
    /// The patch, halved `level` times, that holds a code.
    pub fn of(code: u64, level: u32) -> Self {
        let gathered = |bits: u64| (0..DEPTH).fold(0, |sum, bit| sum | (bits >> (2 * bit) & 1) << bit);
        let side = 1 << (DEPTH - level.min(DEPTH));
        let scale = 2.0 / f64::from(1_u32 << DEPTH);
        let middle = |cell: u64| (cell / side * side) as f64 * scale - 1.0 + 0.5 * side as f64 * scale;
        let in_face = code & ((1 << (2 * DEPTH)) - 1);
        Self {
            face: (code >> (2 * DEPTH)) as u8,
            u: middle(gathered(in_face >> 1)),
            v: middle(gathered(in_face)),
            half: 0.5 * side as f64 * scale,
        }
    }

    /// The point at coordinates that run from -1 to 1 over the patch.
    fn point(&self, s: f64, t: f64) -> UnitVector {
        let (u, v) = (self.u + s * self.half, self.v + t * self.half);
        let k = 1.0 / (1.0 + u * u + v * v).sqrt();
        let along = if self.face & 1 == 1 { -k } else { k };
        match self.face >> 1 {
            0 => UnitVector { x: along, y: u * k, z: v * k },
            1 => UnitVector { x: v * k, y: along, z: u * k },
            _ => UnitVector { x: u * k, y: v * k, z: along },
        }
    }

    /// Its middle and the chord from there to the farthest corner.
    pub fn cap(&self) -> (UnitVector, f64) {
        let middle = self.point(0.0, 0.0);
        let corners = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)];
        let chord = |(s, t)| middle.chord(self.point(s, t));
        (middle, corners.into_iter().map(chord).fold(0.0, f64::max))
    }
}

/// The Q Chebyshev nodes of -1 to 1 with what their Lagrange polynomials need.
#[derive(Debug, Clone, Copy)]
pub struct Nodes<const Q: usize> {
    at: [f64; Q],
    scale: [f64; Q],
}

impl<const Q: usize> Nodes<Q> {
    /// The nodes.
    pub fn new() -> Self {
        let at = std::array::from_fn(|k| cos(std::f64::consts::PI * (2 * k + 1) as f64 / (2 * Q) as f64));
        let others = |k: usize| at.iter().enumerate().filter(move |(j, _)| *j != k).map(|(_, x)| x);
        Self { at, scale: std::array::from_fn(|k| others(k).map(|x| at[k] - x).product::<f64>().recip()) }
    }

    /// The Lagrange polynomials at a place.
    fn basis(&self, t: f64) -> [f64; Q] {
        let mut basis = self.scale;
        let (mut before, mut behind) = (1.0, 1.0);
        for k in 0..Q {
            basis[k] *= before;
            before *= t - self.at[k];
            let back = Q - 1 - k;
            basis[back] *= behind;
            behind *= t - self.at[back];
        }
        basis
    }

    /// The polynomials of the rows and of the columns at a point: the share of a node is the product of its two.
    pub fn shares(&self, patch: &Patch, place: Place) -> ([f64; Q], [f64; Q]) {
        let scale = 1.0 / patch.half;
        (self.basis((place.u - patch.u) * scale), self.basis((place.v - patch.v) * scale))
    }

    /// Adds to each node of a patch its share of a point's weight; there are Q × Q weights.
    pub fn share(&self, patch: &Patch, place: Place, weight: f64, weights: &mut [f64]) {
        let (across, up) = self.shares(patch, place);
        for (row, a) in weights.chunks_exact_mut(Q).zip(across) {
            let a = a * weight;
            for (node, b) in row.iter_mut().zip(up) {
                *node += a * b;
            }
        }
    }

    /// The Q × Q nodes of a patch.
    pub fn points(&self, patch: &Patch) -> impl Iterator<Item = UnitVector> {
        let (at, patch) = (self.at, *patch);
        (0..Q * Q).map(move |k| patch.point(at[k / Q], at[k % Q]))
    }
}

impl<const Q: usize> Default for Nodes<Q> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points() -> Vec<UnitVector> {
        let lon_lat = |i: u32| (f64::from(i * 37 % 360) - 180.0, f64::from(i * 61 % 181) - 90.0);
        (0..500).map(lon_lat).map(|(lon, lat)| UnitVector::from_degrees(lon, lat)).collect()
    }

    #[test]
    fn a_patch_of_any_size_holds_the_point_whose_code_it_was_made_of() {
        for p in points() {
            for level in [0, 1, 5, 11, DEPTH] {
                let (middle, radius) = Patch::of(code(p), level).cap();
                assert!(middle.chord(p) <= radius + 1e-7, "{p:?} {level}");
                assert!(radius < 1.5 / f64::from(1 << level), "{level} {radius}");
            }
        }
    }

    #[test]
    fn codes_of_one_patch_are_those_between_its_first_and_the_next() {
        for p in points() {
            let first = code(p) / codes(3) * codes(3);
            assert_eq!(Patch::of(first, 3), Patch::of(code(p), 3));
            assert_ne!(Patch::of(first + codes(3), 3), Patch::of(code(p), 3));
        }
    }

    #[test]
    fn nodes_with_shares_have_the_sum_of_a_smooth_function() {
        let nodes = Nodes::<8>::new();
        let far = UnitVector::from_degrees(10.0, 20.0);
        for p in points().into_iter().filter(|p| far.dot(*p).abs() < 0.7) {
            let patch = Patch::of(code(p), 3);
            let mut weights = [0.0; 64];
            nodes.share(&patch, Place::of(p), 1.0, &mut weights);
            let sum: f64 = nodes.points(&patch).zip(weights).map(|(q, share)| share * far.angle(q)).sum();
            assert!((sum - far.angle(p)).abs() < 1e-9, "{p:?} {}", sum - far.angle(p));
        }
    }

    #[test]
    fn a_vector_of_zeros_and_the_corners_of_the_cube_have_a_code() {
        assert_eq!(code(UnitVector::default()) >> (2 * DEPTH), 0);
        let third = (1.0_f64 / 3.0).sqrt();
        assert!(code(UnitVector { x: -third, y: third, z: -third }) < 6 << (2 * DEPTH));
    }
}
