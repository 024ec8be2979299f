//! The bounding box of a layer as RFC 7946 section 5 wants it.
//!
//! Comes in: pieces of geometry, each cut at 180°. Goes out: west, south, east, north.

use geo::Coord;

/// Collects the extent of pieces of geometry. A piece is a point, a line or a ring, none of which crosses 180°.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Bounds {
    /// South and north.
    lat: Option<(f64, f64)>,
    /// West and east of the pieces that lie in the eastern half of the map, the prime meridian included.
    eastern: Option<(f64, f64)>,
    /// West and east of the pieces that lie in the western half.
    western: Option<(f64, f64)>,
    /// Whether a piece lies in both.
    straddles: bool,
}

impl Bounds {
    /// Takes in one piece.
    pub(super) fn add(&mut self, piece: impl Iterator<Item = Coord<f64>>) {
        let mut lon = None;
        for at in piece {
            widen(&mut lon, at.x);
            widen(&mut self.lat, at.y);
        }
        let Some((west, east)) = lon else { return };
        let half = if east < 0.0 { &mut self.western } else { &mut self.eastern };
        widen(half, west);
        widen(half, east);
        self.straddles |= west < 0.0 && east >= 0.0;
    }

    /// The extent of both.
    pub(super) fn and(mut self, other: Self) -> Self {
        let ranges =
            [(&mut self.lat, other.lat), (&mut self.eastern, other.eastern), (&mut self.western, other.western)];
        for (range, (low, high)) in ranges.into_iter().filter_map(|(range, other)| Some((range, other?))) {
            widen(range, low);
            widen(range, high);
        }
        self.straddles |= other.straddles;
        self
    }

    /// Whether a piece ends at the 180° meridian: it may be cut there.
    pub(super) fn touches_180(&self) -> bool {
        let ends = [self.eastern.map(|(_, east)| east), self.western.map(|(west, _)| west)];
        ends.into_iter().flatten().any(|lon| lon.abs() >= 180.0)
    }

    /// West, south, east, north in degrees; none without a piece. West is greater than east where all lies round the 180°
    /// meridian and takes up less than half of the Earth that way.
    pub(super) fn bbox(&self) -> Option<[f64; 4]> {
        let (south, north) = self.lat?;
        match (self.eastern, self.western) {
            (Some((west, _)), Some((_, east))) if !self.straddles && west - east > 180.0 => {
                Some([west, south, east, north])
            }
            (eastern, western) => {
                let west = [western, eastern].into_iter().flatten().map(|(west, _)| west).reduce(f64::min)?;
                let east = [western, eastern].into_iter().flatten().map(|(_, east)| east).reduce(f64::max)?;
                Some([west, south, east, north])
            }
        }
    }
}

fn widen(range: &mut Option<(f64, f64)>, value: f64) {
    *range = Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bbox(pieces: &[&[(f64, f64)]]) -> Option<[f64; 4]> {
        let mut bounds = Bounds::default();
        for piece in pieces {
            bounds.add(piece.iter().map(|&(x, y)| Coord { x, y }));
        }
        bounds.bbox()
    }

    #[test]
    fn points_on_both_sides_of_180_degrees_have_a_box_whose_west_is_greater_than_its_east() {
        assert_eq!(bbox(&[&[(178.0, -18.0)], &[(-172.0, -13.0)]]), Some([178.0, -18.0, -172.0, -13.0]));
    }

    #[test]
    fn a_world_wide_layer_has_a_plain_box() {
        assert_eq!(bbox(&[&[(140.0, 36.0)], &[(-74.0, 40.0)], &[(0.0, 51.0)]]), Some([-74.0, 36.0, 140.0, 51.0]));
    }

    #[test]
    fn a_cap_round_the_pole_spans_all_longitudes() {
        let cap: &[(f64, f64)] = &[(-180.0, 80.0), (180.0, 80.0), (180.0, 90.0), (-180.0, 90.0)];
        assert_eq!(bbox(&[cap]), Some([-180.0, 80.0, 180.0, 90.0]));
    }

    #[test]
    fn a_disc_cut_at_180_degrees_has_the_narrow_box() {
        let [east, west] = [[(178.0, 0.0), (180.0, 1.0)], [(-180.0, 0.0), (-179.0, 1.0)]];
        assert_eq!(bbox(&[&east, &west]), Some([178.0, 0.0, -179.0, 1.0]));
    }

    #[test]
    fn nothing_has_no_box() {
        assert_eq!(bbox(&[]), None);
    }
}
