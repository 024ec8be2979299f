//! HTML that cannot be broken by the data: text is escaped when it is put in.
//!
//! Comes in: tags of our own, texts of anybody. Goes out: [`Markup`].

use crate::chart::scene::escape;

/// A piece of HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// HTML of our own: part of the template, a picture made by this crate. Never text of the data.
    pub fn trusted(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// Text of anybody.
    ///
    /// # Example
    /// ```
    /// use incimap::report::markup::Markup;
    /// assert_eq!(Markup::text("<b>").as_str(), "&lt;b&gt;");
    /// ```
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// An element with its attributes and what it holds.
    pub fn element(
        tag: &'static str,
        attributes: &[(&'static str, &str)],
        inner: impl IntoIterator<Item = Self>,
    ) -> Self {
        let mut html = Self::tag(tag, attributes);
        inner.into_iter().for_each(|part| html.0.push_str(&part.0));
        html.0.push_str("</");
        html.0.push_str(tag);
        html.0.push('>');
        html
    }

    /// The opening tag alone: elements that hold nothing.
    pub fn tag(tag: &'static str, attributes: &[(&'static str, &str)]) -> Self {
        let mut html = format!("<{tag}");
        for (name, value) in attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            html.push_str(&escape(value));
            html.push('"');
        }
        html.push('>');
        Self(html)
    }

    /// An element that holds a text.
    pub fn worded(tag: &'static str, attributes: &[(&'static str, &str)], text: &str) -> Self {
        Self::element(tag, attributes, [Self::text(text)])
    }

    /// Pieces one after the other, a line each.
    pub fn lines(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<String> = parts.into_iter().map(|part| part.0).collect();
        Self(parts.join("\n"))
    }

    /// A table with a head; columns of numbers stand to the right.
    pub fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> Self {
        let is_number = |text: &String| text.chars().all(|c| c.is_ascii_digit() || ",.–-".contains(c));
        let columns: Vec<&str> = (0..head.len())
            .map(|i| if i > 0 && rows.iter().filter_map(|row| row.get(i)).all(is_number) { "number" } else { "own" })
            .collect();
        let class = |i: usize| columns.get(i).copied().unwrap_or("own");
        let cell = |(i, text): (usize, &String)| match i {
            0 => Self::worded("th", &[("scope", "row"), ("class", "own")], text),
            _ => Self::worded("td", &[("class", class(i))], text),
        };
        let name = |(i, text): (usize, &String)| Self::worded("th", &[("scope", "col"), ("class", class(i))], text);
        let head = head.iter().enumerate().map(name);
        let rows = rows.iter().map(|row| Self::element("tr", &[], row.iter().enumerate().map(cell)));
        let table = [
            Self::worded("caption", &[], caption),
            Self::element("thead", &[], [Self::element("tr", &[], head)]),
            Self::element("tbody", &[], [Self::lines(rows)]),
        ];
        let scrolled = [("class", "wide"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption)];
        Self::element("div", &scrolled, [Self::element("table", &[("class", "figures")], table)])
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Fills the slots of a template, `{{name}}`, in one pass: what is put in is not looked at again. A slot that `value` does not
/// know stays empty.
pub fn fill(template: &str, value: impl Fn(&str) -> Option<Markup>) -> String {
    let mut out = String::with_capacity(template.len() * 4);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            rest = after;
            break;
        };
        if let Some(markup) = value(name) {
            out.push_str(markup.as_str());
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Text of JSON that may stand in a script element: no `<` ends the element or opens a comment, and no separator of lines
/// ends a line.
pub fn json_in_script(json: &str) -> Markup {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(c),
        }
    }
    Markup(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let markup = Markup::worded("p", &[("title", "\"><script>")], "</p><img onerror=x>");
        assert_eq!(markup.as_str(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;/p&gt;&lt;img onerror=x&gt;</p>");
    }

    #[test]
    fn a_slot_in_a_value_is_not_filled() {
        let filled = fill("a {{one}} b {{two}} {{none}}.", |name| match name {
            "one" => Some(Markup::text("{{two}}")),
            "two" => Some(Markup::text("2")),
            _ => None,
        });
        assert_eq!(filled, "a {{two}} b 2 .");
    }

    #[test]
    fn json_cannot_end_the_script_it_stands_in() {
        let escaped = json_in_script("\"</script><!--\u{2028}\"");
        assert_eq!(escaped.as_str(), "\"\\u003c/script>\\u003c!--\\u2028\"");
        let back: String = serde_json::from_str(escaped.as_str()).unwrap();
        assert_eq!(back, "</script><!--\u{2028}");
    }
}
