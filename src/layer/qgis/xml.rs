//! XML as a value: elements with attributes and content, escaped as they are written.
//!
//! Comes in: names that are ours, texts that are anybody's. Goes out: well-formed XML 1.0 by `Display`.

use std::fmt;

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Content>,
}

#[derive(Debug, Clone, PartialEq)]
enum Content {
    Element(Element),
    Text(String),
}

impl Element {
    /// An element without attributes and content.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), content: Vec::new() }
    }

    /// Adds an attribute.
    #[expect(clippy::needless_pass_by_value, reason = "a value is made where it is written")]
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// Adds several attributes.
    pub(super) fn with_all(mut self, attributes: &[(&'static str, &str)]) -> Self {
        self.attributes.extend(attributes.iter().map(|(name, value)| (*name, (*value).to_owned())));
        self
    }

    /// Adds an element at the end.
    pub(super) fn holding(mut self, child: Self) -> Self {
        self.content.push(Content::Element(child));
        self
    }

    /// Adds elements at the end.
    pub(super) fn holding_all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.content.extend(children.into_iter().map(Content::Element));
        self
    }

    /// Adds a text at the end.
    pub(super) fn saying(mut self, text: impl Into<String>) -> Self {
        self.content.push(Content::Text(text.into()));
        self
    }

    /// An element with nothing but a text in it.
    pub(super) fn of_text(name: &'static str, text: &str) -> Self {
        Self::new(name).saying(text)
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.name)?;
        for (name, value) in &self.attributes {
            write!(f, " {name}=\"{}\"", Escaped { text: value, in_attribute: true })?;
        }
        if self.content.is_empty() {
            return f.write_str("/>");
        }
        f.write_str(">")?;
        for content in &self.content {
            match content {
                Content::Element(element) => element.fmt(f)?,
                Content::Text(text) => Escaped { text, in_attribute: false }.fmt(f)?,
            }
        }
        write!(f, "</{}>", self.name)
    }
}

struct Escaped<'a> {
    text: &'a str,
    in_attribute: bool,
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for c in self.text.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // A parser makes a space of a line break in an attribute, and drops a carriage return anywhere.
                '\n' if !self.in_attribute => f.write_char('\n')?,
                '\t' | '\n' | '\r' => write!(f, "&#{};", u32::from(c))?,
                // XML 1.0 has no way to write these.
                c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// A map of settings, as QGIS 3.22 and later keep them.
pub(super) fn options<'a>(settings: impl IntoIterator<Item = (&'a str, String)>) -> Element {
    let option = |(name, value)| Element::new("Option").with("type", "QString").with("name", name).with("value", value);
    Element::new("Option").with("type", "Map").holding_all(settings.into_iter().map(option))
}

/// Properties that follow an expression instead of a fixed value; none where there are none.
pub(super) fn driven(element: &'static str, properties: &[(&'static str, String)]) -> Option<Element> {
    let property = |(name, expression): &(&'static str, String)| {
        let typed = |kind: &'static str, name: &'static str, value: &str| {
            Element::new("Option").with("type", kind).with("name", name).with("value", value)
        };
        Element::new("Option").with("type", "Map").with("name", name).holding_all([
            typed("bool", "active", "true"),
            typed("QString", "expression", expression),
            typed("int", "type", "3"),
        ])
    };
    let all = Element::new("Option").with("type", "Map").with("name", "properties");
    let text = |name: &str, value: &str| {
        Element::new("Option").with("type", "QString").with("name", name).with("value", value)
    };
    let map = Element::new("Option").with("type", "Map").holding_all([
        text("name", ""),
        all.holding_all(properties.iter().map(property)),
        text("type", "collection"),
    ]);
    (!properties.is_empty()).then(|| Element::new(element).holding(map))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_texts_stay_texts() {
        let element = Element::new("a").with("b", "\"<&>\n'\u{1}").saying("</a>\r\n");
        assert_eq!(element.to_string(), "<a b=\"&quot;&lt;&amp;&gt;&#10;'\u{fffd}\">&lt;/a&gt;&#13;\n</a>");
    }

    #[test]
    fn an_element_without_content_is_closed_at_once() {
        assert_eq!(Element::new("a").holding(Element::new("b").with("c", 1.5)).to_string(), "<a><b c=\"1.5\"/></a>");
    }
}
