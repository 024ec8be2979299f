//! Cells of the H3 grid (Brodsky 2018): hexagons and twelve pentagons that cover the globe at sixteen resolutions.
//!
//! Comes in: points. Goes out: [`Cell`]s, their neighbours, areas and outlines. No cell knows of 180° or of the poles.

use h3o::{CellIndex, LatLng};

use super::LonLat;

/// How fine the grid is: 0 (cells of 1,281 km on a side) to 15 (half a metre).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resolution(h3o::Resolution);

impl Resolution {
    /// The resolution of a number; none above 15.
    pub fn new(number: u8) -> Option<Self> {
        h3o::Resolution::try_from(number).ok().map(Self)
    }

    /// The resolution nearest to a number.
    pub fn nearest(number: u8) -> Self {
        Self::new(number).unwrap_or(Self(h3o::Resolution::Fifteen))
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self.0.into()
    }

    /// The mean length of a side of its cells in km.
    pub fn side_km(self) -> f64 {
        self.0.edge_length_km()
    }
}

/// A cell, in the order of its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(CellIndex);

impl Cell {
    /// The cell that a point lies in.
    ///
    /// # Example
    /// ```
    /// use incimap::earth::{Cell, LonLat, Resolution};
    /// let three = Resolution::new(3).unwrap();
    /// assert_eq!(Cell::of(LonLat::new(-122.418, 37.775)?, three).to_string(), "832830fffffffff");
    /// # Ok::<(), incimap::earth::OutOfRange>(())
    /// ```
    pub fn of(at: LonLat, resolution: Resolution) -> Self {
        // Every LonLat is finite, which is all that H3 asks for.
        Self(LatLng::new(at.lat(), at.lon()).unwrap_or_default().to_cell(resolution.0))
    }

    /// Its resolution.
    pub fn resolution(self) -> Resolution {
        Resolution(self.0.resolution())
    }

    /// The cell of a coarser resolution that its middle lies in; itself at its own. Cells at the edge of that one stick out of it.
    #[must_use]
    pub fn parent(self, resolution: Resolution) -> Self {
        self.0.parent(resolution.0).map_or(self, Self)
    }

    /// The cells at most so many steps away, itself included, in no stated order.
    pub fn disk(self, rings: u32) -> Vec<Self> {
        self.0.grid_disk::<Vec<_>>(rings).into_iter().map(Self).collect()
    }

    /// Its area in km², on the sphere of the same surface as the Earth.
    pub fn area_km2(self) -> f64 {
        self.0.area_km2()
    }

    /// Its corners, counter-clockwise, not closed; sides are great circles. Cells on an edge of the icosahedron have more
    /// than six.
    pub fn outline(self) -> Vec<LonLat> {
        self.0.boundary().iter().map(|corner| LonLat::wrapped(corner.lng(), corner.lat())).collect()
    }

    /// Its middle.
    pub fn centre(self) -> LonLat {
        let at = LatLng::from(self.0);
        LonLat::wrapped(at.lng(), at.lat())
    }
}

impl std::fmt::Display for Cell {
    /// The index as H3 writes it: `832830fffffffff`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_has_a_cell_at_every_resolution_and_lies_near_its_middle() {
        for (lon, lat) in [(0.0, 90.0), (0.0, -90.0), (180.0, 0.0), (-180.0, 12.5), (69.17, 34.53)] {
            let at = LonLat::wrapped(lon, lat);
            for resolution in (0..=15).filter_map(Resolution::new) {
                let cell = Cell::of(at, resolution);
                assert!(cell.centre().distance_km(at) < 2.0 * resolution.side_km(), "{at} {}", resolution.number());
                assert!(cell.disk(1).contains(&cell));
            }
        }
    }

    #[test]
    fn both_names_of_180_degrees_are_one_cell() {
        for number in 0..8 {
            let cell = |lon| Cell::of(LonLat::wrapped(lon, -17.0), Resolution::nearest(number));
            assert_eq!(cell(180.0), cell(-180.0));
        }
    }

    #[test]
    fn a_hexagon_has_seven_cells_in_its_disk_and_a_pentagon_six() {
        let three = Resolution::nearest(3);
        let pentagon = three.0.pentagons().next().map(Cell).unwrap();
        assert_eq!((pentagon.disk(1).len(), pentagon.disk(2).len()), (6, 16));
        assert_eq!(Cell::of(LonLat::wrapped(69.17, 34.53), three).disk(1).len(), 7);
    }

    #[test]
    fn resolutions_end_at_15() {
        assert_eq!(Resolution::new(16), None);
        assert_eq!(Resolution::nearest(200).number(), 15);
    }
}
