//! The index of a table, packed at once; inserted one by one, a million boxes would take longer than their features.
//!
//! Comes in: the box of each feature. Goes out: the three tables behind the virtual R-tree
//! (sqlite.org/src/doc/trunk/ext/rtree/rtree.c), their nodes filled along a Hilbert curve (Kamel and Faloutsos 1994).

use rusqlite::{Connection, params};

use super::GEOMETRY;

/// Longitudes and latitudes are put on a grid of so many steps for the curve.
const STEPS: u32 = 1 << 16;
/// Bytes of a node before its cells, and of a cell: an id of 8 bytes, four numbers of 4.
const HEAD: usize = 4;
const CELL: usize = 24;
/// `SQLite` reads no deeper tree.
const DEEPEST: u16 = 40;

/// The boxes of a table.
#[derive(Default)]
pub(super) struct Boxes {
    boxes: Vec<Boxed>,
    extent: Option<[f64; 4]>,
}

/// An id and a box that holds its feature: west, east, south, north, rounded outwards.
#[derive(Clone, Copy)]
struct Boxed {
    id: i64,
    edges: [f32; 4],
}

impl Boxes {
    /// Adds west, south, east, north.
    pub(super) fn add(&mut self, id: i64, [west, south, east, north]: [f64; 4]) {
        self.boxes.push(Boxed { id, edges: [down(west), up(east), down(south), up(north)] });
        let [w, s, e, n] = self.extent.unwrap_or([west, south, east, north]);
        self.extent = Some([w.min(west), s.min(south), e.max(east), n.max(north)]);
    }

    /// West, south, east, north of all.
    pub(super) fn extent(&self) -> Option<[f64; 4]> {
        self.extent
    }

    /// Makes the index of a table.
    pub(super) fn index(self, connection: &Connection, table: &str) -> rusqlite::Result<()> {
        let name = format!("rtree_{table}_{GEOMETRY}");
        let create = format!("CREATE VIRTUAL TABLE \"{name}\" USING rtree(id, minx, maxx, miny, maxy)");
        connection.execute_batch(&create)?;
        if self.boxes.is_empty() {
            return Ok(());
        }
        let size = format!("SELECT length(data) FROM \"{name}_node\" WHERE nodeno = 1");
        let size: i64 = connection.query_row(&size, [], |row| row.get(0))?;
        let tree = Tree::pack(self.boxes, size as usize);
        tree.write(connection, &name)
    }
}

/// The nodes of a tree: the root is 1, the leaves follow from 2.
struct Tree {
    nodes: Vec<Vec<u8>>,
    /// Feature and its leaf, by feature.
    leaves: Vec<(i64, i64)>,
    /// The parent of nodes 2, 3, ...
    parents: Vec<i64>,
}

impl Tree {
    fn pack(mut boxes: Vec<Boxed>, size: usize) -> Self {
        boxes.sort_by_cached_key(|boxed| (hilbert(boxed.middle()), boxed.id));
        let most = (size - HEAD) / CELL;
        let mut tree = Self { nodes: vec![Vec::new()], leaves: Vec::new(), parents: Vec::new() };
        let mut level = boxes;
        let mut depth = 0;
        while level.len() > most && depth < DEEPEST {
            level = tree.level(&level, most, size, depth == 0);
            depth += 1;
        }
        tree.nodes[0] = node(&level, size, depth);
        tree.adopt(&level, 1, depth == 0);
        tree.leaves.sort_unstable();
        tree
    }

    /// Fills nodes evenly with what stands next to each other; gives the boxes of the nodes.
    fn level(&mut self, level: &[Boxed], most: usize, size: usize, of_leaves: bool) -> Vec<Boxed> {
        let count = level.len().div_ceil(most);
        let edge = |at: usize| level.len() * at / count;
        let packs = (0..count).map(|at| &level[edge(at)..edge(at + 1)]);
        packs
            .map(|pack| {
                self.nodes.push(node(pack, size, 0));
                let id = self.nodes.len().cast_signed() as i64;
                self.adopt(pack, id, of_leaves);
                Boxed { id, edges: pack.iter().map(|boxed| boxed.edges).fold(pack[0].edges, united) }
            })
            .collect()
    }

    /// Notes in which node the members of a pack stand.
    fn adopt(&mut self, pack: &[Boxed], node: i64, are_features: bool) {
        if are_features {
            self.leaves.extend(pack.iter().map(|boxed| (boxed.id, node)));
        } else {
            // Nodes are packed in the order of their numbers.
            self.parents.extend(pack.iter().map(|_| node));
        }
    }

    fn write(&self, connection: &Connection, name: &str) -> rusqlite::Result<()> {
        let mut insert = connection.prepare(&format!("REPLACE INTO \"{name}_node\" VALUES (?, ?)"))?;
        for (data, number) in self.nodes.iter().zip(1_i64..) {
            insert.execute(params![number, data])?;
        }
        let mut insert = connection.prepare(&format!("INSERT INTO \"{name}_rowid\" VALUES (?, ?)"))?;
        for (feature, leaf) in &self.leaves {
            insert.execute(params![feature, leaf])?;
        }
        let mut insert = connection.prepare(&format!("INSERT INTO \"{name}_parent\" VALUES (?, ?)"))?;
        for (parent, number) in self.parents.iter().zip(2_i64..) {
            insert.execute(params![number, parent])?;
        }
        Ok(())
    }
}

impl Boxed {
    /// The place of its middle on the grid.
    fn middle(&self) -> (u32, u32) {
        let [west, east, south, north] = self.edges.map(f64::from);
        let step = |share: f64| (share * f64::from(STEPS)).clamp(0.0, f64::from(STEPS - 1)) as u32;
        (step((f64::midpoint(west, east) + 180.0) / 360.0), step((f64::midpoint(south, north) + 90.0) / 180.0))
    }
}

/// A node: big-endian, the depth of the tree in the root alone, the count of cells, the cells, zeros.
fn node(cells: &[Boxed], size: usize, depth: u16) -> Vec<u8> {
    let mut data = Vec::with_capacity(size);
    data.extend_from_slice(&depth.to_be_bytes());
    data.extend_from_slice(&(cells.len() as u16).to_be_bytes());
    for cell in cells {
        data.extend_from_slice(&cell.id.to_be_bytes());
        for edge in cell.edges {
            data.extend_from_slice(&edge.to_be_bytes());
        }
    }
    data.resize(size, 0);
    data
}

fn united(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].max(b[3])]
}

fn down(edge: f64) -> f32 {
    let near = edge as f32;
    if f64::from(near) > edge { near.next_down() } else { near }
}

fn up(edge: f64) -> f32 {
    let near = edge as f32;
    if f64::from(near) < edge { near.next_up() } else { near }
}

/// How far along the curve a point of the grid stands.
fn hilbert((mut x, mut y): (u32, u32)) -> u32 {
    let mut along = 0;
    let mut side = STEPS / 2;
    while side > 0 {
        let (right, upper) = (u32::from(x & side > 0), u32::from(y & side > 0));
        along += side * side * ((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                (x, y) = (STEPS - 1 - x, STEPS - 1 - y);
            }
            (x, y) = (y, x);
        }
        side /= 2;
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_on_the_curve_are_neighbours_on_the_grid() {
        let mut corner: Vec<_> = (0..16).flat_map(|x| (0..16).map(move |y| (x, y))).collect();
        corner.sort_by_key(|at| hilbert(*at));
        let apart = |a: &(u32, u32), b: &(u32, u32)| a.0.abs_diff(b.0) + a.1.abs_diff(b.1);
        assert!(corner.windows(2).all(|pair| apart(&pair[0], &pair[1]) == 1));
    }

    #[test]
    fn a_box_is_rounded_outwards() {
        assert!(f64::from(down(0.1)) <= 0.1 && f64::from(up(0.1)) >= 0.1 && down(0.1) < up(0.1));
        assert_eq!((down(0.5), up(-180.0)), (0.5, -180.0));
    }
}
