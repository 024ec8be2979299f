//! report.md: the pictures with their texts, headlines, tables, method and limits, to paste into a document.
//!
//! Comes in: a [`ReportInput`] and the pictures of the run. Goes out: Markdown with pipe tables.

use super::figures::{self, Figures};
use super::method::{self, Section};
use super::{ReportInput, page};
use crate::chart::Picture;
use crate::spread::headline;

/// The report as Markdown; the pictures are linked as they lie beside it.
pub fn markdown(input: &ReportInput<'_>, pictures: &[Picture]) -> String {
    let (spread, words) = (input.spread(), input.words());
    let head = [format!("# {}", escaped(&input.title())), escaped(&page::period_and_n(input))];
    let bullets =
        |sentences: Vec<String>| sentences.iter().map(|s| format!("- {}", escaped(s))).collect::<Vec<_>>().join("\n");
    let section = |Section { title, sentences }: Section| format!("## {title}\n\n{}", bullets(sentences));
    let tables = figures::all(spread, words);
    let (map, charts): (Vec<&Picture>, Vec<&Picture>) = pictures.iter().partition(|p| p.name == "map");
    let parts = head
        .into_iter()
        .chain(map.into_iter().map(picture))
        .chain([format!("## {}\n\n{}", words.text("page.in_short"), bullets(headline::headlines(spread, words)))])
        .chain(charts.into_iter().map(picture))
        .chain(tables.iter().map(table))
        .chain([section(method::method(input)), section(method::limits(input))])
        .chain([format!("## {}\n\n{}", words.text("page.sources"), bullets(page::sources(input)))]);
    parts.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn picture(picture: &Picture) -> String {
    format!("![{}](pictures/{}.png)", escaped(&picture.alt), picture.stem())
}

fn table(figures: &Figures) -> String {
    let line =
        |cells: &[String]| format!("| {} |", cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join(" | "));
    let rule: Vec<String> =
        figures.head.iter().enumerate().map(|(i, _)| if i == 0 { "---" } else { "---:" }.to_owned()).collect();
    let rows = figures.rows.iter().map(|row| line(row));
    let lines: Vec<String> =
        [line(&figures.head), format!("| {} |", rule.join(" | "))].into_iter().chain(rows).collect();
    format!("{}\n\n{}", escaped(&figures.caption), lines.join("\n"))
}

/// Text as text: no letter of it is taken for a mark, and it stays on its line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' if needs_escape(c, previous) => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
        previous = c;
    }
    out
}

/// A number sign heads a line and an exclamation mark a picture only after a space or at the start.
fn needs_escape(c: char, previous: char) -> bool {
    match c {
        '#' => previous == ' ',
        '!' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_a_text_stay_text() {
        assert_eq!(escaped("a|b\n<img> [x](y) *z* # 1"), "a\\|b \\<img\\> \\[x\\](y) \\*z\\* \\# 1");
    }

    #[test]
    fn a_table_has_a_rule_and_as_many_cells_in_each_row() {
        let figures = Figures {
            caption: "Reach".to_owned(),
            head: vec!["Period".to_owned(), "Km".to_owned()],
            rows: vec![vec!["2024".to_owned(), "1,234".to_owned()]],
        };
        assert_eq!(table(&figures), "Reach\n\n| Period | Km |\n| --- | ---: |\n| 2024 | 1,234 |");
    }
}
