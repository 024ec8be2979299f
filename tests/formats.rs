//! The formats of layers say the same: written by one run, read back, counted and compared.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use rusqlite::Connection;

/// What a file says of a layer: features, people killed, features whose count of killed is not known, features without a first day.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    features: u64,
    killed: u64,
    killed_unknown: u64,
    undated: u64,
}

/// Hostile texts, both sides of 180°, an unknown and a zero count, an undated incident, a day known to the month only.
const TABLE: &str = "id,kind,place,lon,lat,date,killed,what\n\
    1,attack,West of the line,179.9,-17.5,2024-01-05,12,\"a \"\"quoted\"\", text\nof two lines\"\n\
    2,bombing,East of the line,-179.9,-17.4,2024-02-06,,\"Robert'); DROP TABLE incidents;--\"\n\
    3,attack,Kabul,69.17,34.53,,0,</script><img onerror=alert(1)>\n\
    4,attack,Kabul,69.17,34.53,March 2024,7,\u{442}\u{435}\u{43a}\u{441}\u{442} \u{1F4A3}\n";

fn run(folder: &Path, args: &[&str]) -> String {
    let output = Command::cargo_bin("incimap").unwrap().current_dir(folder).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// All layers in all formats.
fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), TABLE).unwrap();
    let formats = "geojson,gpkg,fgb,csv";
    run(folder.path(), &["layers", "in.csv", "--origin", "Kabul", "--layer-format", formats, "-o", "out"]);
    folder
}

fn layers(out: &Path) -> Vec<String> {
    let names = fs::read_dir(out.join("layers")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(".geojson")?.to_owned())).collect();
    names.sort();
    names
}

fn said<T>(rows: impl Iterator<Item = T>, killed: impl Fn(&T) -> Option<u64>, dated: impl Fn(&T) -> bool) -> Said {
    let mut said = Said { features: 0, killed: 0, killed_unknown: 0, undated: 0 };
    for row in rows {
        said.features += 1;
        said.killed += killed(&row).unwrap_or(0);
        said.killed_unknown += u64::from(killed(&row).is_none());
        said.undated += u64::from(!dated(&row));
    }
    said
}

fn geojson(out: &Path, layer: &str) -> Said {
    let bytes = fs::read(out.join(format!("layers/{layer}.geojson"))).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let rows = json["features"].as_array().unwrap().iter().map(|feature| &feature["properties"]);
    said(rows, |row| row["killed"].as_u64(), |row| row["date_start"].is_string())
}

fn geopackage(out: &Path, layer: &str) -> Said {
    let package = Connection::open(out.join("incidents.gpkg")).unwrap();
    let has = |column: &str| {
        let sql = "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?";
        package.query_row(sql, [layer, column], |row| row.get::<_, i64>(0)).unwrap() > 0
    };
    let column = |name: &str| if has(name) { name.to_owned() } else { "NULL".to_owned() };
    let sql = format!("SELECT {}, {} FROM \"{layer}\"", column("killed"), column("date_start"));
    let mut statement = package.prepare(&sql).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<String>>(1)?));
    let rows = statement.query_map([], row).unwrap().map(Result::unwrap);
    said(rows, |row| row.0.map(|n| u64::try_from(n).unwrap()), |row| row.1.is_some())
}

fn csv(out: &Path, layer: &str) -> Said {
    let mut table = ::csv::Reader::from_path(out.join(format!("layers/{layer}.csv"))).unwrap();
    let header = table.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name);
    let (killed, date) = (at("killed"), at("date_start"));
    let cell =
        move |row: &::csv::StringRecord, at: Option<usize>| at.map(|at| row[at].to_owned()).filter(|c| !c.is_empty());
    let types = fs::read_to_string(out.join(format!("layers/{layer}.csvt"))).unwrap();
    assert_eq!(types.split(',').count(), header.len(), "{layer}.csvt");
    let rows = table.records().map(Result::unwrap);
    said(rows, |row| cell(row, killed).map(|c| c.parse().unwrap()), |row| cell(row, date).is_some())
}

fn flatgeobuf(out: &Path, layer: &str) -> Said {
    let mut file = std::io::BufReader::new(fs::File::open(out.join(format!("layers/{layer}.fgb"))).unwrap());
    let mut features = FgbReader::open(&mut file).unwrap().select_all().unwrap();
    let mut rows = Vec::new();
    while let Some(feature) = features.next().unwrap() {
        let killed = feature.property::<i64>("killed").ok().map(|n| u64::try_from(n).unwrap());
        rows.push((killed, feature.property::<String>("date_start").is_ok()));
    }
    said(rows.into_iter(), |row| row.0, |row| row.1)
}

#[test]
fn every_format_has_the_same_features_killed_and_days() {
    let folder = made();
    let out = folder.path().join("out");
    let names = layers(&out);
    assert!(names.len() > 5 && names.iter().any(|name| name == "undated_incidents"), "{names:?}");
    for layer in &names {
        let json = geojson(&out, layer);
        assert!(json.features > 0);
        assert_eq!(geopackage(&out, layer), json, "{layer} in the GeoPackage");
        assert_eq!(csv(&out, layer), json, "{layer} as CSV");
        assert_eq!(flatgeobuf(&out, layer), json, "{layer} as FlatGeobuf");
    }
    assert_eq!(geojson(&out, "incidents"), Said { features: 3, killed: 19, killed_unknown: 1, undated: 0 });
    assert_eq!(geojson(&out, "undated_incidents"), Said { features: 1, killed: 0, killed_unknown: 0, undated: 1 });
}

#[test]
fn the_table_of_incidents_has_the_counts_of_the_layers() {
    let folder = made();
    let out = folder.path().join("out");
    run(folder.path(), &["map", "in.csv", "--origin", "Kabul", "--only", "tables", "-o", "out"]);
    let mut table = ::csv::Reader::from_path(out.join("incidents.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (killed, date) = (at("killed"), at("date_start"));
    let rows = table.records().map(Result::unwrap);
    let all = said(rows, |row| row[killed].parse().ok(), |row| !row[date].is_empty());
    let (dated, undated) = (geojson(&out, "incidents"), geojson(&out, "undated_incidents"));
    assert_eq!(all.features, dated.features + undated.features);
    assert_eq!(all.killed, dated.killed + undated.killed);
    assert_eq!(all.killed_unknown, dated.killed_unknown + undated.killed_unknown);
    assert_eq!(all.undated, undated.undated);
}

/// All numbers of a text, commas between thousands left out.
fn numbers(text: &str) -> Vec<u64> {
    let plain = text.replace(',', "");
    plain.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The rows of the page's own data that have a place, and the people killed in them.
fn page(out: &Path) -> (u64, u64) {
    let html = fs::read_to_string(out.join("report.html")).unwrap();
    let (_, data) = html.split_once("id=\"data\">").unwrap();
    let data: serde_json::Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    let rows = data["rows"].as_array().unwrap().iter().filter(|row| row[7].is_array());
    rows.fold((0, 0), |(n, killed), row| {
        (n + 1, killed + row[12].as_u64().or_else(|| row[12][0].as_u64()).unwrap_or(0))
    })
}

#[test]
fn layers_page_map_and_charts_of_the_built_in_incidents_tell_the_same_counts() {
    let folder = tempfile::tempdir().unwrap();
    let formats = ["--layer-format", "geojson,gpkg,fgb,csv", "--picture-formats", "svg"];
    run(folder.path(), &[&["map", "-o", "out"], formats.as_slice()].concat());
    let out = folder.path().join("out");
    let layers = ["incidents", "undated_incidents"].map(|layer| {
        let json = geojson(&out, layer);
        for other in [geopackage(&out, layer), csv(&out, layer), flatgeobuf(&out, layer)] {
            assert_eq!(other, json, "{layer}");
        }
        json
    });
    let (features, dead): (u64, u64) =
        layers.iter().fold((0, 0), |(n, killed), said| (n + said.features, killed + said.killed));
    assert_eq!(page(&out), (features, dead), "the page");
    // The legend has every incident with a place once, by kind or by the part it plays.
    let svg = fs::read_to_string(out.join("pictures/map.svg")).unwrap();
    let (_, legend) = svg.split_once("\"legend\"").unwrap();
    let bracketed = legend.split('>').filter_map(|text| text.split_once(")</")?.0.rsplit_once('('));
    assert_eq!(bracketed.filter_map(|(_, n)| n.parse::<u64>().ok()).sum::<u64>(), features, "the map");
    let mut table = ::csv::Reader::from_path(out.join("spread.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let [scope, statistic, value] = ["scope", "statistic", "value"].map(at);
    let rows: Vec<::csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let of_periods = |name: &str| -> u64 {
        let wanted = rows.iter().filter(|row| &row[scope] == "period" && &row[statistic] == name);
        wanted.filter_map(|row| row[value].parse::<f64>().ok()).sum::<f64>() as u64
    };
    for (chart, field) in [("periods", "incidents"), ("killed", "killed")] {
        let told = fs::read_to_string(out.join(format!("pictures/{chart}.txt"))).unwrap();
        let (_, alt) = told.split_once("\n\n").unwrap();
        let (_, by_region) = alt.split_once("By region:").unwrap();
        assert_eq!(numbers(alt)[0], of_periods(field), "{chart}");
        assert_eq!(numbers(by_region).iter().sum::<u64>(), of_periods(field), "{chart} by region");
    }
}

#[test]
fn hostile_texts_are_the_same_text_in_every_format() {
    let folder = made();
    let out = folder.path().join("out");
    let texts = [
        "a \"quoted\", text\nof two lines",
        "Robert'); DROP TABLE incidents;--",
        "\u{442}\u{435}\u{43a}\u{441}\u{442} \u{1F4A3}",
    ];
    let package = Connection::open(out.join("incidents.gpkg")).unwrap();
    let mut statement = package.prepare("SELECT summary FROM incidents ORDER BY fid").unwrap();
    let in_package: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(in_package, texts);
    let mut table = ::csv::Reader::from_path(out.join("layers/incidents.csv")).unwrap();
    let column = table.headers().unwrap().iter().position(|name| name == "summary").unwrap();
    assert_eq!(table.records().map(|row| row.unwrap()[column].to_owned()).collect::<Vec<_>>(), texts);
    let mut file = std::io::BufReader::new(fs::File::open(out.join("layers/incidents.fgb")).unwrap());
    let mut features = FgbReader::open(&mut file).unwrap().select_all().unwrap();
    let mut in_fgb = Vec::new();
    while let Some(feature) = features.next().unwrap() {
        in_fgb.push(feature.property::<String>("summary").unwrap());
    }
    in_fgb.sort();
    let mut sorted = texts.map(ToOwned::to_owned);
    sorted.sort();
    assert_eq!(in_fgb, sorted);
}

#[test]
fn the_geopackage_holds_a_style_of_each_layer_the_project_and_the_same_bytes_at_any_thread_count() {
    let folder = made();
    let run_on = |threads: &str, out: &str| {
        run(folder.path(), &["layers", "in.csv", "--format", "gpkg", "--threads", threads, "-o", out]);
        fs::read(folder.path().join(out).join("incidents.gpkg")).unwrap()
    };
    assert!(run_on("1", "one") == run_on("2", "two"));
    assert!(!folder.path().join("one/layers").exists(), "no other format was asked for");
    let package = Connection::open(folder.path().join("one/incidents.gpkg")).unwrap();
    let count = |sql: &str| -> i64 { package.query_row(sql, [], |row| row.get(0)).unwrap() };
    let layers = count("SELECT count(*) FROM gpkg_contents WHERE data_type = 'features'");
    let styled = "SELECT count(*) FROM layer_styles JOIN gpkg_contents ON f_table_name = table_name WHERE styleQML LIKE '%<qgis%'";
    assert_eq!(count(styled), layers);
    assert_eq!(count("SELECT count(*) FROM qgis_projects WHERE length(content) > 1000"), 1);
}

#[test]
fn a_large_layer_is_said_to_open_quicker_as_a_geopackage() {
    let folder = tempfile::tempdir().unwrap();
    let rows = (0..20_001).map(|n| format!("{n},Kabul,69.{:04},34.5,2024-01-05\n", n % 10_000));
    fs::write(folder.path().join("in.csv"), "id,place,lon,lat,date\n".to_owned() + &rows.collect::<String>()).unwrap();
    let run_with = |more: &[&str]| {
        let args = ["layers", "in.csv", "--method", "reach", "--resamples", "0", "--imputations", "0", "-o", "out"];
        run(folder.path(), &[&args, more].concat())
    };
    assert!(run_with(&[]).contains("make it with --gpkg; incidents has 20,001 features"));
    assert!(run_with(&["--gpkg"]).contains("incidents.gpkg rather than GeoJSON"));
}

#[cfg(not(feature = "geoparquet"))]
#[test]
fn without_its_feature_geoparquet_is_refused_with_the_way_to_get_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), TABLE).unwrap();
    let layers = ["layers", "in.csv", "--layer-format", "geojson,parquet", "-o", "out"];
    for args in [layers.as_slice(), &["convert", "in.csv", "-o", "out.parquet"]] {
        let output = Command::cargo_bin("incimap").unwrap().current_dir(folder.path()).args(args).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("cargo install --path . --features geoparquet"), "{told}");
        assert!(!output.status.success() && fs::read_dir(folder.path()).unwrap().count() == 1, "something was written");
    }
}
