//! The command line as a user meets it: what it prints, what it leaves behind, how it refuses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// A folder of its own for one test, with a table of two good rows.
struct Desk {
    folder: tempfile::TempDir,
}

const GOOD: &str =
    "id,date,place,country,kind,killed\nA,2024-01-03,Kerman,Iran,bombing,94\nB,2024-01-28,Istanbul,Turkey,attack,1\n";

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.file("good.csv", GOOD);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::cargo_bin("incimap").unwrap();
        command.current_dir(self.folder.path()).args(args).output().unwrap()
    }

    /// Runs what must be refused: exit code 2, one line on standard error, nothing on standard output.
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {message}");
        assert_eq!(message.trim_end().lines().count(), 1, "{message}");
        assert!(output.stdout.is_empty());
        message.trim_end().to_owned()
    }

    /// Runs a refused map over an output that is there already, and checks that nothing of it changed.
    fn refused_and_untouched(&self, args: &[&str]) -> String {
        assert_eq!(self.run(&["map", "good.csv", "--dpi", "50", "-o", "out"]).status.code(), Some(0));
        let before = snapshot(&self.path("out"));
        assert!(before.len() > 5);
        let message = self.refused(&[&["map", "-o", "out"], args].concat());
        assert!(snapshot(&self.path("out")) == before, "the output changed");
        message
    }
}

/// Every file below a folder with its content, sorted by path.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_table_becomes_layers_pictures_tables_and_a_summary() {
    let desk = Desk::new();
    let output = desk.run(&["map", "good.csv", "--origin", "Kabul", "--dpi", "50", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let summary = String::from_utf8(output.stdout).unwrap();
    assert!(summary.contains("Read      2 rows") && summary.contains("Located   2 of 2"), "{summary}");
    assert!(summary.contains("from Kabul"), "{summary}");
    for name in ["layers/incidents.geojson", "pictures/map.png", "pictures/map.svg", "incidents.csv", "manifest.json"] {
        assert!(desk.path("out").join(name).exists(), "{name}");
    }
}

#[test]
fn an_empty_file_is_refused() {
    let desk = Desk::new();
    desk.file("empty.csv", "");
    let message = desk.refused_and_untouched(&["empty.csv"]);
    assert!(message.starts_with("incimap: empty.csv") && message.contains("empty"), "{message}");
}

#[test]
fn a_header_alone_is_refused() {
    let desk = Desk::new();
    desk.file("header.csv", "date,place\n");
    let message = desk.refused_and_untouched(&["header.csv"]);
    assert!(message.starts_with("incimap: header.csv") && message.contains("row"), "{message}");
}

#[test]
fn a_file_of_bad_rows_is_refused_with_its_first_fault() {
    let desk = Desk::new();
    desk.file("bad.csv", "date,place\n2024-02-30,Kerman\n2024-13-01,Kabul\n");
    let message = desk.refused_and_untouched(&["bad.csv"]);
    assert!(message.contains("bad.csv, line 2") && message.contains("2024-02-30"), "{message}");
}

#[test]
fn a_table_without_a_place_is_refused_with_the_columns_it_has() {
    let desk = Desk::new();
    desk.file("t.csv", "date,colour\n2024-01-01,red\n");
    let message = desk.refused_and_untouched(&["t.csv"]);
    assert!(message.contains("t.csv") && message.contains("place") && message.contains("colour"), "{message}");
}

#[test]
fn a_missing_file_is_refused() {
    let message = Desk::new().refused_and_untouched(&["nothing.csv"]);
    assert!(message.contains("nothing.csv"), "{message}");
}

#[test]
fn a_folder_as_input_is_refused() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).unwrap();
    let message = desk.refused_and_untouched(&["folder"]);
    assert!(message.contains("folder") && message.contains("name"), "{message}");
}

#[test]
fn an_unknown_kind_is_refused_with_the_known_ones() {
    let message = Desk::new().refused_and_untouched(&["good.csv", "--kind", "atack"]);
    assert!(message.contains("unknown kind \"atack\"") && message.contains("attack, bombing"), "{message}");
}

#[test]
fn an_unknown_origin_is_refused_with_the_reason() {
    let message = Desk::new().refused_and_untouched(&["good.csv", "--origin", "Xyzzyville"]);
    assert!(message.contains("unknown origin \"Xyzzyville\"") && message.contains("LON,LAT"), "{message}");
}

#[test]
fn an_unknown_home_is_refused() {
    let message = Desk::new().refused_and_untouched(&["good.csv", "--home", "QQ"]);
    assert!(message.contains("unknown home \"QQ\""), "{message}");
}

#[test]
fn a_bad_key_in_the_configuration_is_refused_with_its_line() {
    let desk = Desk::new();
    desk.file("bad.toml", "seed = 3\ncolour = 'red'\n");
    let message = desk.refused_and_untouched(&["good.csv", "--config", "bad.toml"]);
    assert!(message.contains("bad.toml, line 2") && message.contains("colour"), "{message}");
}

#[test]
fn a_filter_that_leaves_nothing_is_refused() {
    let message = Desk::new().refused_and_untouched(&["good.csv", "--from", "2030-01-01"]);
    assert!(message.contains("filter") && message.contains("none of the 2"), "{message}");
}

#[test]
fn a_bad_gazetteer_is_refused() {
    let desk = Desk::new();
    desk.file("gaz.tsv", "this is no gazetteer\n");
    let message = desk.refused_and_untouched(&["good.csv", "--gazetteer", "gaz.tsv"]);
    assert!(message.contains("gaz.tsv"), "{message}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_is_refused() {
    let desk = Desk::new();
    // Nobody, not even the superuser, may make a folder there.
    let message = desk.refused(&["map", "good.csv", "--dpi", "50", "-o", "/sys/incimap-test"]);
    assert!(message.contains("/sys/incimap-test") && message.contains("-o"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_the_former_output() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["map", "good.csv", "--dpi", "50", "-o", "out"]).status.code(), Some(0));
    let before = snapshot(&desk.path("out"));
    let binary = assert_cmd::cargo::cargo_bin("incimap");
    // A limit on the size of a file stands for a full disk: the write fails halfway in the same way.
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{}' map good.csv --dpi 50 -o out", binary.display());
    let output =
        std::process::Command::new("sh").args(["-c", &script]).current_dir(desk.folder.path()).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("write the file; the output is as it was before"), "{message}");
    assert!(snapshot(&desk.path("out")) == before, "the output changed");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_the_former_output() {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let desk = Desk::new();
    assert_eq!(desk.run(&["map", "good.csv", "--dpi", "50", "-o", "out"]).status.code(), Some(0));
    let before = snapshot(&desk.path("out"));
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("incimap"))
        .args(["map", "-", "-o", "out"])
        .current_dir(desk.folder.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The run waits for more input when the signal comes; the handler is installed before the first read.
    let mut input = child.stdin.take().unwrap();
    input.write_all(GOOD.as_bytes()).unwrap();
    input.write_all(&vec![b'\n'; 200_000]).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    drop(input);
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8(output.stderr).unwrap().contains("interrupted"));
    assert!(snapshot(&desk.path("out")) == before, "the output changed");
}

#[test]
fn a_bad_row_is_told_kept_and_does_not_stop_the_good_ones() {
    let desk = Desk::new();
    desk.file("mixed.csv", format!("{GOOD}C,2024-02-30,Kabul,Afghanistan,attack,3\n"));
    let output = desk.run(&["map", "mixed.csv", "--dpi", "50", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    let summary = String::from_utf8(output.stdout).unwrap();
    assert!(summary.contains("1 row rejected") && summary.contains("mixed.csv line 4"), "{summary}");
    let rejects = fs::read_to_string(desk.path("out/rejects.csv")).unwrap();
    assert!(rejects.contains("mixed.csv,4,date,2024-02-30"), "{rejects}");
    assert_eq!(fs::read_to_string(desk.path("out/incidents.csv")).unwrap().lines().count(), 3);
}

#[test]
fn strict_refuses_a_bad_row_and_writes_nothing() {
    let desk = Desk::new();
    desk.file("mixed.csv", format!("{GOOD}C,2024-02-30,Kabul,Afghanistan,attack,3\n"));
    let message = desk.refused_and_untouched(&["mixed.csv", "--strict"]);
    assert!(message.contains("mixed.csv, line 4") && message.contains("--strict"), "{message}");
}

#[test]
fn one_thread_and_two_give_the_same_bytes_twice() {
    let desk = Desk::new();
    for (folder, threads) in [("one", "1"), ("two", "2"), ("again", "2")] {
        let args = ["map", "--threads", threads, "-o", folder, "--dpi", "100"];
        assert_eq!(desk.run(&args).status.code(), Some(0));
    }
    let one = snapshot(&desk.path("one"));
    assert!(one.len() > 15);
    assert!(one == snapshot(&desk.path("two")) && one == snapshot(&desk.path("again")), "the bytes differ");
}

#[test]
fn the_layer_of_incidents_reads_back_to_the_same_incidents() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["map", "--dpi", "50", "-o", "one"]).status.code(), Some(0));
    let layers = ["one/layers/incidents.geojson", "one/layers/undated_incidents.geojson"];
    let again = ["map", layers[0], layers[1], "--home", "AF", "--by", "year", "--dpi", "50", "-o", "two"];
    assert_eq!(desk.run(&again).status.code(), Some(0));
    let told =
        ["kind", "stage", "date_start", "date_end", "date_precision", "killed_low", "killed_high", "distance_km"];
    let place = ["country_code", "location_precision", "location_radius_km", "abroad", "actor"];
    for layer in ["incidents", "undated_incidents"] {
        let read = |folder: &str| -> Vec<serde_json::Value> {
            let text = fs::read_to_string(desk.path(&format!("{folder}/layers/{layer}.geojson"))).unwrap();
            let layer: serde_json::Value = serde_json::from_str(&text).unwrap();
            layer["features"].as_array().unwrap().clone()
        };
        let (one, two) = (read("one"), read("two"));
        assert_eq!(one.len(), two.len());
        for (a, b) in one.iter().zip(&two) {
            assert_eq!(a["geometry"], b["geometry"]);
            for name in ["incident_id"].iter().chain(&told).chain(&place) {
                assert_eq!(a["properties"].get(name), b["properties"].get(name), "{name} of {}", a["properties"]);
            }
        }
    }
}

#[test]
fn the_manifest_lists_every_file_with_its_fingerprint() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["map", "good.csv", "--dpi", "50", "-o", "out"]).status.code(), Some(0));
    let manifest = fs::read_to_string(desk.path("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let listed: Vec<(&str, &str)> = manifest["outputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| (o["path"].as_str().unwrap(), o["sha256"].as_str().unwrap()))
        .collect();
    let files = snapshot(&desk.path("out"));
    assert_eq!(listed.len() + 1, files.len());
    for (path, bytes) in files.iter().filter(|(path, _)| !path.ends_with("manifest.json")) {
        let sum = incimap::fingerprint::sha256_hex(bytes);
        assert!(listed.contains(&(path.to_str().unwrap(), sum.as_str())), "{}", path.display());
    }
    assert_eq!(manifest["counts"]["incidents_located"], 2);
    assert_eq!(manifest["inputs"][0]["sha256"], incimap::fingerprint::sha256_hex(GOOD.as_bytes()));
}

#[test]
fn an_earlier_layer_that_is_now_empty_goes_and_other_files_stay() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["map", "good.csv", "--origin", "Kabul", "--dpi", "50", "-o", "out"]).status.code(), Some(0));
    assert!(desk.path("out/layers/reach_rings.geojson").exists());
    desk.file("out/mine.txt", "mine");
    let output = desk.run(&["map", "good.csv", "--dpi", "50", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(!desk.path("out/layers/reach_rings.geojson").exists());
    assert!(String::from_utf8(output.stdout).unwrap().contains("reach_rings"));
    assert!(desk.path("out/mine.txt").exists());
}

#[test]
fn the_spread_is_printed_as_text_csv_and_json() {
    let desk = Desk::new();
    let print = |format: &str| {
        let output = desk.run(&["spread", "good.csv", "--origin", "Kabul", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(print("text").contains("2024-01"));
    assert!(print("csv").lines().next().unwrap().contains("statistic"));
    let json: serde_json::Value = serde_json::from_str(&print("json")).unwrap();
    assert!(json.is_object());
}

#[test]
fn the_configuration_in_the_working_folder_is_used_and_a_flag_wins() {
    let desk = Desk::new();
    desk.file("incimap.toml", "input = ['good.csv']\norigin = 'Kabul'\nby = 'day'\noutput = 'there'\ndpi = 50.0\n");
    let output = desk.run(&["--by", "year"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8(output.stdout).unwrap().contains("by year, from Kabul"));
    assert!(desk.path("there/manifest.json").exists());
}

#[test]
fn a_map_prefers_the_places_that_the_flags_or_the_configuration_hold_likely() {
    let desk = Desk::new();
    desk.file("t.csv", "id,date,place\nA,2024-01-03,Tripoli\n");
    let country = |args: &[&str]| {
        let output = desk.run(&[&["t.csv", "--dpi", "40", "--resamples", "0"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let table = fs::read_to_string(desk.path("output/incidents.csv")).unwrap();
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let at = rows.headers().unwrap().iter().position(|name| name == "country").unwrap();
        rows.records().next().unwrap().unwrap()[at].to_owned()
    };
    assert_eq!(country(&[]), "LY");
    assert_eq!(country(&["--country", "Lebanon"]), "LB");
    assert_eq!(country(&["--near", "35.5,33.9"]), "LB");
    let manifest = fs::read_to_string(desk.path("output/manifest.json")).unwrap();
    assert!(manifest.contains("\"near\": \"35.5,33.9\"") && !manifest.contains("\"countries\""), "{manifest}");
    desk.file("incimap.toml", "near = 'Beirut'\n");
    assert_eq!(country(&[]), "LB");
    desk.file("incimap.toml", "country = ['LY']\nnear = 'Beirut'\n");
    assert_eq!(country(&["--country", "LB"]), "LB");
    desk.file("incimap.toml", "country = ['Xyzzyland']\n");
    assert!(desk.refused(&["t.csv"]).contains("Xyzzyland"));
}

#[test]
fn init_writes_a_file_that_works_and_never_over_another_one() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["init"]).status.code(), Some(0));
    assert_eq!(desk.run(&["spread", "good.csv"]).status.code(), Some(0));
    assert!(desk.refused(&["init"]).contains("--force"));
}

#[test]
fn geocode_places_one_name_and_says_why() {
    let desk = Desk::new();
    let output = desk.run(&["geocode", "Paris, Texas"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("Paris  -95.5"), "{text}");
    assert_eq!(desk.run(&["geocode", "Xyzzyville"]).status.code(), Some(1));
}

#[test]
fn geocode_keeps_every_row_and_column_of_a_table_in_order() {
    let desk = Desk::new();
    desk.file("t.csv", "n;where;land\n1;Kerman;Iran\n2;Xyzzyville;\n3;\"Paris\";France\n");
    let output = desk.run(&["geocode", "t.csv", "--place", "where", "--country", "land"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("n;where;land;incimap_lat;incimap_lon;incimap_radius_km"), "{text}");
    assert!(lines[1].starts_with("1;Kerman;Iran;30.") && lines[2].starts_with("2;Xyzzyville;;;"), "{text}");
    assert!(lines[3].starts_with("3;Paris;France;48.8"), "{text}");
}

#[test]
fn geocode_takes_a_column_or_a_country_and_names_both_where_it_is_neither() {
    let desk = Desk::new();
    desk.file("t.csv", "place\nTripoli\n");
    let country = |value: &str| desk.run(&["geocode", "t.csv", "--country", value]);
    let text = String::from_utf8(country("Lebanon").stdout).unwrap();
    assert!(text.contains(",LB,"), "{text}");
    let text = String::from_utf8(country("LY,DZ").stdout).unwrap();
    assert!(text.contains(",LY,"), "{text}");
    let refused = desk.refused(&["geocode", "t.csv", "--country", "land"]);
    assert!(refused.contains("the table has place") && refused.contains("country"), "{refused}");
    let output = desk.run(&["geocode", "Paris", "--min-confidence", "7"]);
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("from 0 to 1"));
    assert!(desk.refused(&["geocode", "Paris", "--near", "Xyzzyville"]).contains("LON,LAT"));
    let near = desk.run(&["geocode", "Paris", "--near", "-96,33", "--json"]);
    assert!(String::from_utf8(near.stdout).unwrap().contains("\"admin1\": \"Texas\""));
}

#[test]
fn geocode_writes_a_table_whole_and_tells_of_a_row_it_cannot_take_apart() {
    let desk = Desk::new();
    desk.file("t.csv", "place,country\nKabul,AF\n\"Herat,AF\nKunduz,AF\n");
    let output = desk.run(&["geocode", "t.csv", "--country", "country", "-o", "out.csv"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(desk.path("out.csv")).unwrap();
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(text.lines().nth(2).unwrap().contains("unreadable") && text.contains("Kunduz,AF,36."), "{text}");
    let again = desk.refused(&["geocode", "out.csv", "--country", "country"]);
    assert!(again.contains("incimap_lat already"), "{again}");
}

#[test]
fn gazetteer_find_shows_the_candidates_best_first() {
    let output = Desk::new().run(&["gazetteer", "find", "Kerman"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().next().unwrap().contains("Iran"), "{text}");
}

#[test]
fn completions_and_manual_pages_are_made() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = desk.run(&["completions", shell]);
        assert!(String::from_utf8(output.stdout).unwrap().contains("incimap"), "{shell}");
    }
    assert_eq!(desk.run(&["man", "man1"]).status.code(), Some(0));
    assert!(fs::read_to_string(desk.path("man1/incimap-map.1")).unwrap().contains("origin"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("incimap"))
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn one_kind_alone_is_made_and_files_of_other_kinds_stay() {
    let desk = Desk::new();
    let run = |args: &[&str]| {
        let output = desk.run(&[args, &["good.csv", "--origin", "Kabul", "-o", "out"]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        snapshot(&desk.path("out")).into_iter().map(|(path, _)| path.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let under = |paths: &[String], folder: &str| paths.iter().filter(|p| p.contains(folder)).count();
    let layers = run(&["layers"]);
    assert!(
        under(&layers, "layers/") > 3 && under(&layers, "pictures/") == 0 && under(&layers, ".csv") == 0,
        "{layers:?}"
    );
    let tables = run(&["map", "--only", "tables"]);
    assert_eq!(under(&tables, "layers/"), under(&layers, "layers/"));
    assert!(under(&tables, ".csv") > 3, "{tables:?}");
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.path("out/manifest.json")).unwrap()).unwrap();
    let listed =
        |key: &str| manifest[key].as_array().unwrap().iter().all(|f| (f["kind"] == "tables") == (key == "outputs"));
    assert!(listed("outputs") && listed("outputs_of_earlier_runs"), "{manifest}");
    // A later run of all kinds knows that the layers are its own to replace.
    let output = desk.run(&["map", "good.csv", "--dpi", "50", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!desk.path("out/layers/origin.geojson").exists());
    assert!(!fs::read_to_string(desk.path("out/manifest.json")).unwrap().contains("outputs_of_earlier_runs"));
}

#[test]
fn skipping_everything_is_refused() {
    let message = Desk::new().refused(&["map", "good.csv", "--only", "maps", "--skip", "maps"]);
    assert!(message.contains("nothing is left to make of maps"), "{message}");
}
