//! Workbooks: what stands in a cell, which sheets are read, and sheets that are damaged.

use incimap::incident::When;
use incimap::read::{Input, ReadOptions, Reading, read, table_facts};
use jiff::civil::date;
use proptest::prelude::*;

use crate::packed::archive;
use crate::{Files, assert_nothing_lost};

const NAMES: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>id</t></is></c></row>"#;

/// A workbook of sheets: the name, further attributes, the rows. The shared texts are "place", "date" and one of two lines; style 1 is a day.
fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let numbered = || sheets.iter().zip(1..);
    let listed =
        numbered().map(|((name, more, _), n)| format!(r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}" {more}/>"#));
    let targets = numbered().map(|(_, n)| (format!("rId{n}"), "worksheet", format!("worksheets/sheet{n}.xml")));
    let texts = "<si><t>place</t></si><si><t>date</t></si><si><t>Herat, \"old town\"\nAfghanistan</t></si>";
    let styles = r#"<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#;
    let book = format!("<sheets>{}</sheets>", listed.collect::<Vec<_>>().concat());
    let root = [("rId1".to_owned(), "officeDocument", "xl/workbook.xml".to_owned())];
    let mut members = vec![
        ("_rels/.rels".to_owned(), relations(root)),
        ("xl/workbook.xml".to_owned(), main("workbook", &book)),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations(targets)),
        ("xl/sharedStrings.xml".to_owned(), main("sst", texts)),
        ("xl/styles.xml".to_owned(), main("styleSheet", styles)),
    ];
    members.extend(numbered().map(|((.., rows), n)| {
        (format!("xl/worksheets/sheet{n}.xml"), main("worksheet", &format!("<sheetData>{rows}</sheetData>")))
    }));
    let members: Vec<(&str, &str)> = members.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    archive(&members)
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The root of a part of a workbook.
fn main(element: &str, content: &str) -> String {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!(r#"<{element} xmlns="{space}" xmlns:r="{OFFICE}">{content}</{element}>"#)
}

/// Which parts belong to a part: the id, the kind, where it lies.
fn relations(targets: impl IntoIterator<Item = (String, &'static str, String)>) -> String {
    let one = |(id, kind, target)| format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#);
    let all: Vec<String> = targets.into_iter().map(one).collect();
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(r#"<Relationships xmlns="{space}">{}</Relationships>"#, all.concat())
}

fn reading(sheets: &[(&str, &str, &str)]) -> Reading {
    let files = Files::new();
    let reading = read(&[files.input("desk.xlsx", workbook(sheets))], &ReadOptions::default()).unwrap();
    assert_nothing_lost(&reading);
    reading
}

fn ids(reading: &Reading) -> Vec<&str> {
    reading.incidents.iter().map(|incident| incident.id.as_str()).collect()
}

#[test]
fn cells_are_read_as_what_they_hold_and_the_line_is_the_row_of_the_sheet() {
    let rows = r#"
        <row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4" s="1"><v>45373</v></c><c r="C4"><v>202101010001</v></c></row>
        <row r="6"><c r="A6" t="inlineStr"><is><t>Kabul</t></is></c><c r="B6" s="1"><v>45373.5</v></c></row>
        <row r="7"><c r="B7"><v>2021</v></c><c r="A7" t="str"><f>"Ku"&amp;"nar"</f><v>Kunar</v></c><c r="C7" t="e"><v>#N/A</v></c></row>"#;
    let reading = reading(&[("Data", "", &format!("{NAMES}{rows}"))]);
    assert_eq!(ids(&reading)[0], "202101010001");
    let [first, second, third] = reading.incidents.as_slice() else { panic!("{:?}", reading.incidents) };
    assert_eq!(first.place.label(), "Herat, \"old town\" Afghanistan");
    assert_eq!(first.when, When::day(date(2024, 3, 22)));
    assert_eq!(second.when, first.when, "the time of day is left out");
    assert_eq!(third.when.span(), Some((date(2021, 1, 1), date(2021, 12, 31))));
    let lines: Vec<u64> = reading.incidents.iter().map(|incident| incident.claims[0].line).collect();
    assert_eq!(lines, [4, 6, 7]);
}

#[test]
fn sheets_with_the_same_columns_are_read_together_and_others_are_told() {
    let one =
        |id: &str| format!(r#"{NAMES}<row r="2"><c r="A2" t="s"><v>2</v></c><c r="C2" t="str"><v>{id}</v></c></row>"#);
    let title = r#"<row r="1"><c r="A1" t="str"><v>What the desk knows</v></c></row>"#;
    let codes = r#"<row r="1"><c r="A1" t="str"><v>code</v></c><c r="B1" t="str"><v>meaning</v></c></row>"#;
    let (first, second, hidden) = (one("a"), one("b"), one("c"));
    let sheets = [("Notes", "", title), ("2023", "", &first), ("Codes", "", codes), ("2024", "", &second)];
    let sheets = [&sheets[..], &[("Old", "state=\"hidden\"", hidden.as_str())]].concat();
    let files = Files::new();
    let Input::File(path) = files.input("desk.xlsx", workbook(&sheets)) else { panic!("no file") };
    let told = read(&[Input::File(path.clone())], &ReadOptions::default()).unwrap();
    assert_eq!(ids(&told), ["a", "b"]);
    let names: Vec<&str> =
        told.sources.iter().filter_map(|source| source.input.rsplit_once('#')).map(|(_, name)| name).collect();
    assert_eq!(names, ["2023", "2024"]);
    let passed_over = "Notes, Codes have other columns than what is read, and are passed over";
    assert!(told.notices.iter().any(|notice| notice.contains(passed_over)), "{:?}", told.notices);
    let sheet = |name: &str| Input::File(format!("{}#{name}", path.display()).into());
    assert_eq!(ids(&read(&[sheet("Old")], &ReadOptions::default()).unwrap()), ["c"], "a hidden sheet can be named");
    let error = read(&[sheet("2022")], &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("unknown sheet \"2022\": the sheets found are Notes, 2023"), "{error}");
    let facts = table_facts(&[sheet("2024")], &ReadOptions::default()).unwrap();
    assert_eq!((facts[0].format.as_str(), facts[0].delimiter.as_deref(), facts[0].columns), ("xlsx", None, 3));
}

#[test]
fn titles_above_the_names_of_the_columns_are_passed_over() {
    let title = r#"<row r="1"><c r="A1" t="str"><v>Attacks in 2024</v></c></row>"#;
    let names = NAMES.replace("r=\"1\"", "r=\"3\"").replace("1\" t", "3\" t");
    let row = r#"<row r="4"><c r="A4" t="s"><v>2</v></c></row>"#;
    let reading = reading(&[("Data", "", &format!("{title}{names}{row}"))]);
    assert_eq!(reading.incidents[0].claims[0].line, 4);
}

#[test]
fn rows_before_the_damage_of_a_sheet_are_used() {
    let good = r#"<row r="2"><c r="A2" t="s"><v>2</v></c></row>"#;
    let bad = [
        r#"<row r="3"><c r="A3" t="s"><v>99</v></c></row>"#,
        r#"<row r="3"><c r="A3"></row>"#,
        r#"<row r="4000000"><c r="A4000000"><v>1</v></c></row>"#,
        r#"<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#,
    ];
    for bad in bad {
        let reading = reading(&[("Data", "", &format!("{NAMES}{good}{bad}"))]);
        assert_eq!(reading.incidents[0].claims[0].line, 2);
        assert!(
            reading.rejects.iter().any(|reject| reject.why.contains("rows of this sheet of a workbook are damaged")),
            "{bad}: {:?}",
            reading.rejects
        );
    }
}

#[test]
fn a_workbook_without_rows_and_one_that_is_damaged_are_told() {
    let files = Files::new();
    let told = |content| read(&[files.input("x.xlsx", content)], &ReadOptions::default()).unwrap_err().to_string();
    assert!(told(workbook(&[("Data", "", "")])).contains("no sheet of this workbook has a row"));
    assert!(told(workbook(&[("Data", "", "<row")])).contains("x.xlsx"));
    assert!(told(archive(&[("xl/workbook.xml", "<workbook>")])).contains("this workbook cannot be read"));
}

proptest! {
    #[test]
    fn no_damage_to_a_part_of_a_workbook_makes_it_panic(
        at in 0.0..1.0_f64,
        gone in 0..40_usize,
        put in prop::sample::select(vec!["", "<", ">", "\"", "&", "r=\"A0\"", "<v>1e999</v>", "<row r=\"0\">", "99999999999", "\u{0}", "t=\"s\"", "s=\"9\""]),
        member in 0..6_usize,
    ) {
        let rows = format!(r#"{NAMES}<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>45373</v></c></row>"#);
        let whole = workbook(&[("Data", "", &rows)]);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
        let mut members: Vec<(String, String)> = (0..zip.len())
            .map(|index| {
                let mut member = zip.by_index(index).unwrap();
                let name = member.name().unwrap().into_owned();
                (name, std::io::read_to_string(&mut member).unwrap())
            })
            .collect();
        let text = &mut members[member].1;
        let from = (at * text.len() as f64) as usize;
        let to = (from + gone).min(text.len());
        text.replace_range(from..to, put);
        let members: Vec<(&str, &str)> = members.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let files = Files::new();
        let _ = read(&[files.input("x.xlsx", archive(&members))], &ReadOptions::default());
    }
}
