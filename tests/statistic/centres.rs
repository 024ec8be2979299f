//! Centres, dispersion, hulls on planes and on the globe, and the checks that ask for the input itself.

use incimap::earth::{EARTH_RADIUS_KM, LonLat, UnitVector, ring_area_km2};
use incimap::statistic::quantile::quantile;
use incimap::statistic::{enclosing, globe, plane, projection};
use serde_json::{Value, json};

use super::day;
use crate::oracle::{Case, Claim, number};

/// What is compared here.
pub const CLAIMS: &[Claim] = &[GREAT_CIRCLES, BURKITT, ARSON, REDWOOD, QUAKES, WORLD];

const GREAT_CIRCLES: Claim = ("d01_geodesic", &["haversine_R1_m", "haversine_rel_error_max"]);

const BURKITT: Claim = (
    "d03_burkitt",
    &[
        "mean_center",
        "manhattan_median",
        "geometric_median",
        "geometric_median_objective",
        "standard_distance_n",
        "standard_distance_n_minus_2",
        "standard_distance_n_minus_1",
        "sde_crimestat",
        "sde_yuill",
        "sde_yuill_sqrt2",
        "convex_hull_area",
        "convex_hull_vertices",
        "min_bounding_circle",
        "weighted_mean_center",
    ],
);

const ARSON: Claim = (
    "d04_chicago_arson",
    &[
        "mean_center",
        "manhattan_median",
        "geometric_median",
        "geometric_median_objective",
        "standard_distance_n",
        "standard_distance_n_minus_2",
        "standard_distance_n_minus_1",
        "sde_crimestat",
        "sde_yuill",
        "sde_yuill_sqrt2",
        "convex_hull_area",
        "convex_hull_vertices",
        "min_bounding_circle",
    ],
);

const REDWOOD: Claim = (
    "d08_redwood",
    &[
        "mean_center",
        "manhattan_median",
        "geometric_median",
        "geometric_median_objective",
        "standard_distance_n",
        "standard_distance_n_minus_2",
        "standard_distance_n_minus_1",
        "sde_crimestat",
        "sde_yuill",
        "sde_yuill_sqrt2",
        "convex_hull_area",
        "convex_hull_vertices",
        "min_bounding_circle",
    ],
);

const QUAKES: Claim = (
    "d02_quakes",
    &[
        "origin",
        "sphere_frechet_mean",
        "standard_distance_sphere_n",
        "standard_distance_geodesic_n_minus_2",
        "sde_aeqd",
        "standard_distance_aeqd_n",
        "sde_laea",
        "standard_distance_laea_n",
        "hull_laea_geodesic_area",
        "reach_km",
        "sphere_weighted_mean_center[mag]",
    ],
);

const WORLD: Claim = (
    "d05_ucdp_world",
    &[
        "origin",
        "sphere_frechet_mean",
        "standard_distance_sphere_n",
        "standard_distance_geodesic_n_minus_2",
        "sde_aeqd",
        "standard_distance_aeqd_n",
        "sde_laea",
        "standard_distance_laea_n",
        "hull_laea_geodesic_area",
        "reach_km",
        "sphere_weighted_mean_center[best]",
        "hull_aeqd_geodesic_area",
        "precision_shares",
    ],
);

#[test]
fn great_circles_are_those_of_the_formula() {
    let Some(case) = Case::claiming(GREAT_CIRCLES) else { return };
    let mut worst = 0.0_f64;
    for (i, row) in case.rows().iter().enumerate() {
        let from = UnitVector::from_degrees(number(&row[2]), number(&row[1]));
        let metres = 1000.0 * EARTH_RADIUS_KM * from.angle(UnitVector::from_degrees(number(&row[5]), number(&row[4])));
        case.same("haversine_R1_m", &format!("/{i}"), metres);
        worst = worst.max((metres / number(&row[7]) - 1.0).abs());
    }
    case.same("haversine_rel_error_max", "", worst);
}

/// Compares what is asked of points on a plane; x and y stand in the second and third column.
fn compare_plane(case: &Case) -> Vec<[f64; 2]> {
    let points: Vec<[f64; 2]> = case.rows().iter().map(|row| [number(&row[1]), number(&row[2])]).collect();
    case.same_value("mean_center", &json!(plane::mean(&points)));
    case.same_value("manhattan_median", &json!(plane::manhattan_median(&points)));
    let (median, sum) = plane::geometric_median(&points).unwrap();
    case.same_value("geometric_median", &json!(median));
    case.same("geometric_median_objective", "", sum);
    let scatter = plane::scatter(&points).unwrap();
    for (name, fewer) in [("n", 0), ("n_minus_1", 1), ("n_minus_2", 2)] {
        case.same(&format!("standard_distance_{name}"), "", scatter.standard_distance(fewer).unwrap());
    }
    for (name, convention) in CONVENTIONS {
        let (major, minor) = scatter.semi_axes(convention).unwrap();
        let azimuth = scatter.azimuth_deg;
        case.same_value(
            &format!("sde_{name}"),
            &json!({"semi_major": major, "semi_minor": minor, "azimuth_major_deg_cw_from_north": azimuth}),
        );
    }
    let hull = enclosing::hull(&points);
    case.same("convex_hull_area", "", enclosing::area(&hull));
    case.same("convex_hull_vertices", "", hull.len() as f64);
    let circle = enclosing::smallest_circle(&points).unwrap();
    case.same_value("min_bounding_circle", &json!({"x": circle.centre[0], "y": circle.centre[1], "r": circle.radius}));
    points
}

const CONVENTIONS: [(&str, plane::Convention); 3] = [
    ("crimestat", plane::Convention::CrimeStat),
    ("yuill", plane::Convention::Yuill),
    ("yuill_sqrt2", plane::Convention::YuillRoot2),
];

#[test]
fn points_on_a_plane_have_the_reference_values() {
    for claim in [ARSON, REDWOOD] {
        let Some(case) = Case::claiming(claim) else { return };
        compare_plane(&case);
    }
    let Some(case) = Case::claiming(BURKITT) else { return };
    let points = compare_plane(&case);
    let weights = case.rows().into_iter().map(|row| number(&row[3]));
    let weighted: Vec<_> = points.into_iter().zip(weights).collect();
    case.same_value("weighted_mean_center", &json!(plane::weighted_mean(&weighted)));
}

/// Compares what is asked of points on the globe; `weight` is the column of the weights.
fn compare_globe(case: &Case, [lon, lat, weight]: [usize; 3], weighted: &str) -> Vec<LonLat> {
    let rows = case.rows();
    let points: Vec<LonLat> = rows.iter().map(|r| LonLat::wrapped(number(&r[lon]), number(&r[lat]))).collect();
    let units: Vec<(UnitVector, f64)> = points.iter().map(|p| (p.unit(), 1.0)).collect();
    let centre = globe::mean_centre(&units).unwrap().at;
    let killed: Vec<_> = points.iter().zip(&rows).map(|(p, row)| (p.unit(), number(&row[weight]))).collect();
    let lon_lat = |at: UnitVector| json!({"lon": at.lon_lat().lon(), "lat": at.lon_lat().lat()});
    case.same_value(weighted, &lon_lat(globe::mean_centre(&killed).unwrap().at));
    case.same_value("sphere_frechet_mean", &lon_lat(globe::karcher_mean(&units).unwrap()));
    let sphere = globe::standard_distance_km(&units, centre).unwrap();
    case.same("standard_distance_sphere_n", "", 1000.0 * sphere);
    let middle = centre.lon_lat();
    let equidistant: Vec<[f64; 2]> = points.iter().map(|p| projection::equidistant(middle, *p)).collect();
    let squares: f64 = equidistant.iter().map(|[x, y]| x * x + y * y).sum();
    let fewer = (points.len() - 2) as f64;
    case.same("standard_distance_geodesic_n_minus_2", "", (squares / fewer).sqrt());
    compare_projected(case, "aeqd", &equidistant);
    let equal_area: Vec<[f64; 2]> = points.iter().map(|p| projection::equal_area(middle, *p).unwrap()).collect();
    compare_projected(case, "laea", &equal_area);
    compare_hull(case, "hull_laea_geodesic_area", &points, &equal_area);
    if weighted.ends_with("[best]") {
        compare_hull(case, "hull_aeqd_geodesic_area", &points, &equidistant);
    }
    points
}

fn compare_projected(case: &Case, name: &str, points: &[[f64; 2]]) {
    let scatter = plane::scatter(points).unwrap();
    let mut ellipse = serde_json::Map::new();
    ellipse.insert("n".to_owned(), json!(scatter.n));
    ellipse.insert("ss_major".to_owned(), json!(scatter.major));
    ellipse.insert("ss_minor".to_owned(), json!(scatter.minor));
    ellipse.insert("azimuth_major_deg_cw_from_north".to_owned(), json!(scatter.azimuth_deg));
    for (convention, kind) in CONVENTIONS {
        let (major, minor) = scatter.semi_axes(kind).unwrap();
        ellipse.insert(format!("{convention}_major"), json!(major));
        ellipse.insert(format!("{convention}_minor"), json!(minor));
    }
    case.same_value(&format!("sde_{name}"), &Value::Object(ellipse));
    case.same(&format!("standard_distance_{name}_n"), "", scatter.standard_distance(0).unwrap());
}

/// The area within the geodesics between the corners of the hull in a plane.
fn compare_hull(case: &Case, id: &str, points: &[LonLat], projected: &[[f64; 2]]) {
    let corner = |at: &[f64; 2]| points[projected.iter().position(|p| p == at).unwrap()];
    let ring: Vec<LonLat> = enclosing::hull(projected).iter().map(corner).collect();
    case.same(id, "", 1e6 * ring_area_km2(&ring));
}

/// Compares the quantiles of the distances from the origin.
fn compare_reach(case: &Case, points: &[LonLat], origin: LonLat) {
    case.same_value("origin", &json!({"lon": origin.lon(), "lat": origin.lat()}));
    let mut km: Vec<f64> = points.iter().map(|p| origin.distance_km(*p)).collect();
    km.sort_by(f64::total_cmp);
    let at = |share: f64| quantile(&km, share).unwrap();
    let mean = km.iter().sum::<f64>() / km.len() as f64;
    case.same_value(
        "reach_km",
        &json!({"min": km[0], "p10": at(0.1), "median": at(0.5), "mean": mean, "p90": at(0.9), "p95": at(0.95), "max": at(1.0)}),
    );
}

#[test]
fn quakes_across_180_have_the_reference_values() {
    let Some(case) = Case::claiming(QUAKES) else { return };
    let points = compare_globe(&case, [2, 1, 4], "sphere_weighted_mean_center[mag]");
    // Suva, as the reference states it.
    compare_reach(&case, &points, LonLat::wrapped(178.4415, -18.1416));
}

#[test]
fn the_world_sample_has_the_reference_values() {
    let Some(case) = Case::claiming(WORLD) else { return };
    let points = compare_globe(&case, [6, 5, 11], "sphere_weighted_mean_center[best]");
    let rows = case.rows();
    let first = rows.iter().zip(&points).min_by_key(|(row, _)| (day(&row[1]), number(&row[0]) as u64)).unwrap();
    compare_reach(&case, &points, *first.1);
    let mut shares = json!({"date_prec": {}, "where_prec": {}});
    for row in &rows {
        for (name, column) in [("date_prec", 3), ("where_prec", 4)] {
            let count = shares[name][&row[column]].as_u64().unwrap_or(0) + 1;
            shares[name][&row[column]] = json!(count);
        }
    }
    case.same_value("precision_shares", &shares);
}

#[test]
fn a_plane_has_the_values_worked_out_by_hand() {
    // Mean (2, 1); squares 4 + 4 + 0 + 0 in x, 1 + 1 + 1 + 1 in y, no product: the major axis points east.
    let points = [[0.0, 0.0], [4.0, 0.0], [2.0, 2.0], [2.0, 2.0]];
    let scatter = plane::scatter(&points).unwrap();
    assert_eq!((scatter.n, scatter.major, scatter.minor, scatter.azimuth_deg), (4, 8.0, 4.0, 90.0));
    assert_eq!(scatter.standard_distance(0), Some(3.0_f64.sqrt()));
    assert_eq!(scatter.semi_axes(plane::Convention::Yuill), Some((2.0_f64.sqrt(), 1.0)));
    assert_eq!(scatter.semi_axes(plane::Convention::YuillRoot2), Some((2.0, 2.0_f64.sqrt())));
    assert_eq!(scatter.semi_axes(plane::Convention::CrimeStat), Some((8.0_f64.sqrt(), 2.0)));
    assert_eq!(plane::geometric_median(&points), Some(([2.0, 2.0], 2.0 * 8.0_f64.sqrt())));
    let hull = enclosing::hull(&points);
    assert_eq!((hull.len(), enclosing::area(&hull)), (3, 4.0));
    let circle = enclosing::smallest_circle(&points).unwrap();
    assert_eq!((circle.centre, circle.radius), ([2.0, 0.0], 2.0));
}

#[test]
fn an_octant_has_an_eighth_of_the_earth_whichever_way_round() {
    let mut ring = [(0.0, 0.0), (90.0, 0.0), (0.0, 90.0)].map(|(lon, lat)| LonLat::wrapped(lon, lat));
    let forth = ring_area_km2(&ring);
    ring.reverse();
    assert!((forth - 510_065_621.724 / 8.0).abs() < 1e-2 && (forth - ring_area_km2(&ring)).abs() < 1e-2);
}
