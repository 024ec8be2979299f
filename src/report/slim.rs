//! A chart in fewer bytes, drawn as before: what elements in a row have in common is said once, and a mark is one element.
//!
//! Comes in: an SVG of ours, one element a line. Goes out: the same picture.

use std::fmt::Write;

/// The attributes that an element takes from the group it stands in.
const INHERITED: [&str; 12] = [
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "stroke-linecap",
    "stroke-dasharray",
    "paint-order",
    "font-size",
    "font-weight",
    "text-anchor",
];

/// The elements that are put together; all others stand as they are.
const DRAWN: [&str; 6] = ["text", "circle", "rect", "path", "polyline", "polygon"];

/// An element that stands alone on its line.
#[derive(Debug, Clone, PartialEq)]
struct Element<'a> {
    tag: &'a str,
    attributes: Vec<(&'a str, String)>,
    /// From the end of its attributes: `/>`, or its text and the closing tag.
    end: &'a str,
}

impl<'a> Element<'a> {
    /// The element of a line; none for what is no single element that draws.
    fn of(line: &'a str) -> Option<Self> {
        let (tag, mut rest) = line.strip_prefix('<')?.split_once(' ')?;
        let mut attributes = Vec::new();
        while !rest.starts_with("/>") && !rest.starts_with('>') {
            let (name, value) = rest.trim_start().split_once("=\"")?;
            let (value, after) = value.split_once('"')?;
            attributes.push((name, value.to_owned()));
            rest = after;
        }
        let is_whole = rest == "/>" || rest.strip_suffix("</text>").is_some_and(|text| !text.contains('<'));
        (DRAWN.contains(&tag) && is_whole).then_some(Self { tag, attributes, end: rest })
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.parse().ok()
    }

    /// The attributes that a group may have in its stead.
    fn inherited(&self) -> impl Iterator<Item = &(&'a str, String)> {
        self.attributes.iter().filter(|(name, _)| INHERITED.contains(name))
    }

    /// Whether it may stand in a group with another: the colours of dots alternate, all else comes in runs.
    fn goes_with(&self, other: &Self) -> bool {
        let counts = |(name, _): &&(&str, String)| !(*name == "fill" && self.tag == "circle");
        self.tag == other.tag && self.inherited().filter(counts).eq(other.inherited().filter(counts))
    }

    /// A disc on a larger one of another colour as one disc with a rim; none where it is anything else.
    fn on_rim(&self, rim: &Self) -> Option<Self> {
        let names = |of: &Self| of.attributes.iter().map(|(name, _)| *name).eq(["cx", "cy", "r", "fill"]);
        let same = |name| self.get(name) == rim.get(name);
        let (inner, outer) = (self.number("r")?, rim.number("r")?);
        if !(names(self) && names(rim) && same("cx") && same("cy") && inner < outer) {
            return None;
        }
        let mut one = self.clone();
        for (name, value) in &mut one.attributes {
            if *name == "r" {
                *value = short(f64::midpoint(inner, outer));
            }
        }
        one.attributes.push(("stroke", rim.get("fill")?.to_owned()));
        one.attributes.push(("stroke-width", short(outer - inner)));
        Some(one)
    }

    fn write(&self, out: &mut String, without: &[(&str, String)]) {
        out.push('<');
        out.push_str(self.tag);
        let own = self.attributes.iter().filter(|attribute| !without.contains(attribute));
        own.for_each(|attribute| push(out, attribute));
        out.push_str(self.end);
        out.push('\n');
    }
}

/// A number to three decimals, which is as fine as pictures are.
fn short(number: f64) -> String {
    ((number * 1000.0).round() / 1000.0).to_string()
}

fn push(out: &mut String, (name, value): &(&str, String)) {
    // Writing to a String cannot fail.
    let _ = write!(out, " {name}=\"{value}\"");
}

/// A line of the picture.
enum Line<'a> {
    Drawn(Element<'a>),
    Other(&'a str),
}

/// The picture in fewer bytes.
pub fn slim(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut run: Vec<Element<'_>> = Vec::new();
    for line in lines(svg) {
        match line {
            Line::Drawn(element) => {
                if run.last().is_some_and(|last| !last.goes_with(&element)) {
                    put_out(&mut out, &mut run);
                }
                run.push(element);
            }
            Line::Other(line) => {
                put_out(&mut out, &mut run);
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    put_out(&mut out, &mut run);
    out
}

/// The lines, discs and their rims as one.
fn lines(svg: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for line in svg.lines() {
        let Some(mut element) = Element::of(line) else {
            lines.push(Line::Other(line));
            continue;
        };
        if let Some(Line::Drawn(last)) = lines.last()
            && let Some(one) = element.on_rim(last)
        {
            lines.pop();
            element = one;
        }
        lines.push(Line::Drawn(element));
    }
    lines
}

/// Puts out a run, in a group where that is shorter.
fn put_out(out: &mut String, run: &mut Vec<Element<'_>>) {
    let common = |attribute: &&(&str, String)| run.iter().all(|one| one.attributes.contains(attribute));
    let shared: Vec<_> = run.first().map_or_else(Vec::new, |first| first.inherited().filter(common).cloned().collect());
    let said: usize = shared.iter().map(|(name, value)| name.len() + value.len() + " =\"\"".len()).sum();
    let is_shorter = said * run.len().saturating_sub(1) > "<g>\n</g>\n".len();
    let without = if is_shorter { shared.as_slice() } else { &[] };
    if is_shorter {
        out.push_str("<g");
        for attribute in &shared {
            push(out, attribute);
        }
        out.push_str(">\n");
    }
    for element in run.iter() {
        element.write(out, without);
    }
    if is_shorter {
        out.push_str("</g>\n");
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_elements_in_a_row_have_in_common_is_said_once() {
        let svg = "<svg>\n<text x=\"1\" font-size=\"2\" fill=\"#111111\">a</text>\n<text x=\"2\" font-size=\"2\" fill=\"#111111\">b &lt; c</text>\n\
                   <path d=\"M0 0\" fill=\"none\"/>\n</svg>\n";
        let expected = "<svg>\n<g font-size=\"2\" fill=\"#111111\">\n<text x=\"1\">a</text>\n<text x=\"2\">b &lt; c</text>\n</g>\n\
                        <path d=\"M0 0\" fill=\"none\"/>\n</svg>\n";
        assert_eq!(slim(svg), expected);
    }

    #[test]
    fn a_disc_on_its_rim_is_one_element_and_what_hides_it_stays_above() {
        let disc = |x: u8, r: u8, fill: &str| format!("<circle cx=\"{x}\" cy=\"1\" r=\"{r}\" fill=\"{fill}\"/>\n");
        let svg =
            [disc(1, 26, "#FFFFFF"), disc(1, 20, "#0072B2"), disc(2, 26, "#FFFFFF"), disc(2, 20, "#D55E00")].concat();
        let expected = "<g stroke=\"#FFFFFF\" stroke-width=\"6\">\n<circle cx=\"1\" cy=\"1\" r=\"23\" fill=\"#0072B2\"/>\n\
                        <circle cx=\"2\" cy=\"1\" r=\"23\" fill=\"#D55E00\"/>\n</g>\n";
        assert_eq!(slim(&svg), expected);
        let apart = [disc(1, 20, "#FFFFFF"), disc(1, 26, "#0072B2"), disc(2, 20, "#FFFFFF")].concat();
        assert_eq!(slim(&apart), apart);
    }

    #[test]
    fn groups_definitions_and_titles_stand_as_they_are() {
        let svg = "<title id=\"a\">b</title>\n<g id=\"marks\">\n<clipPath id=\"c\"><rect x=\"0\" fill=\"#000000\"/>\n</clipPath>\n\
                   <use href=\"#a\" x=\"1\"/>\n</g>\n";
        assert_eq!(slim(svg), svg);
    }
}
