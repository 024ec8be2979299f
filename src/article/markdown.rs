//! Plain text and Markdown without what is no prose: furniture, the signs of headings and links.
//!
//! Comes in: a text and the character it begins at. Goes out: the pieces of prose, into a [`Cleaner`].

use super::cleaner::Cleaner;
use super::front;
use super::furniture::is_furniture;

/// Lines in which a date at the head may stand.
const HEAD: usize = 24;

/// Adds the prose of a text.
pub fn clean(text: &str, from: usize, markdown: bool, out: &mut Cleaner) {
    let mut at = from;
    let mut blank_before = true;
    let headed = front::headed(text);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (n, line) in lines.iter().enumerate() {
        let blank_behind = lines.get(n + 1).is_none_or(|next| next.trim().is_empty());
        let alone = blank_before || blank_behind;
        let stamp = || headed.is_some() && front::dated(line.trim()) == headed;
        let dropped = alone && (is_furniture(line) || n < HEAD && stamp());
        if dropped {
            out.push(at, "\n");
        } else if markdown {
            inline(line, at, out);
        } else {
            out.push(at, line);
        }
        blank_before = line.trim().is_empty() || dropped;
        at += line.chars().count();
    }
}

/// A line of Markdown: headings, emphasis and links without their signs.
fn inline(line: &str, from: usize, out: &mut Cleaner) {
    let mut at = from;
    let mut piece = String::new();
    let mut piece_from = from;
    let mut address = 0_usize;
    let mut before = ' ';
    let mut head = true;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let sign = match c {
            '(' if before == ']' => {
                address = 1;
                true
            }
            ')' if address > 0 => {
                address = 0;
                true
            }
            _ if address > 0 => true,
            '[' | ']' | '*' | '`' => true,
            '!' => chars.peek() == Some(&'['),
            '#' | '>' => head,
            _ => false,
        };
        if sign {
            out.push(piece_from, &piece);
            piece.clear();
            piece_from = at + 1;
        } else {
            piece.push(c);
            head &= c == ' ';
        }
        before = c;
        at += 1;
    }
    out.push(piece_from, &piece);
    if !line.trim_start().starts_with('#') || line.trim().is_empty() {
        return;
    }
    out.end_paragraph(at);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_and_furniture_are_left_out() {
        let mut out = Cleaner::default();
        clean("# Blast in *Kabul*\nSee [the report](http://a.b/c).\n\nREAD MORE\n\nEnd.\n", 0, true, &mut out);
        let (text, offsets) = out.finish();
        assert_eq!(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "), "Blast in Kabul See the report. End.");
        let at = text.find("Kabul").unwrap();
        assert_eq!(offsets.source(at), 12);
    }
}
