//! Unit vectors: the way to average and to compare points without degrees.

use super::LonLat;
use super::trig::{atan2, cos, degrees, radians, sin};

/// A vector in three dimensions, of length 1 where it stands for a point; sums of points are shorter than their count.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct UnitVector {
    /// Towards 0° N 0° E.
    pub x: f64,
    /// Towards 0° N 90° E.
    pub y: f64,
    /// Towards the north pole.
    pub z: f64,
}

impl UnitVector {
    /// The unit vector of a longitude and latitude in degrees.
    pub fn from_degrees(lon: f64, lat: f64) -> Self {
        let (lon, lat) = (radians(lon), radians(lat));
        let c = cos(lat);
        Self { x: c * cos(lon), y: c * sin(lon), z: sin(lat) }
    }

    /// The scalar product.
    pub fn dot(self, o: Self) -> f64 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }

    /// The vector product.
    #[must_use]
    pub fn cross(self, o: Self) -> Self {
        Self { x: self.y * o.z - self.z * o.y, y: self.z * o.x - self.x * o.z, z: self.x * o.y - self.y * o.x }
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, o: Self) -> Self {
        Self { x: self.x + o.x, y: self.y + o.y, z: self.z + o.z }
    }

    /// The vector times a number.
    #[must_use]
    pub fn times(self, k: f64) -> Self {
        Self { x: self.x * k, y: self.y * k, z: self.z * k }
    }

    /// The length.
    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// The vector of length 1 in the same direction; none for the zero vector.
    pub fn normalised(self) -> Option<Self> {
        let length = self.length();
        (length > 0.0 && length.is_finite()).then(|| self.times(1.0 / length))
    }

    /// The length of the straight line to another vector's end.
    pub fn chord(self, o: Self) -> f64 {
        let (x, y, z) = (self.x - o.x, self.y - o.y, self.z - o.z);
        (x * x + y * y + z * z).sqrt()
    }

    /// The angle to another vector in radians, exact for small and for near-opposite ones.
    pub fn angle(self, o: Self) -> f64 {
        atan2(self.cross(o).length(), self.dot(o))
    }

    /// The point that the vector points at; the zero vector gives 0, 0.
    pub fn lon_lat(self) -> LonLat {
        // atan2 keeps its precision near the poles, where asin loses it.
        let flat = (self.x * self.x + self.y * self.y).sqrt();
        LonLat::wrapped(degrees(atan2(self.y, self.x)), degrees(atan2(self.z, flat)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_comes_back_from_its_vector() {
        let p = LonLat::wrapped(-178.681, -20.8737);
        let q = p.unit().lon_lat();
        assert!((p.lon() - q.lon()).abs() < 1e-12 && (p.lat() - q.lat()).abs() < 1e-12);
    }
}
