//! QGIS expressions: quoting, and texts that must not become expressions.
//!
//! Comes in: names of columns, texts of anybody. Goes out: pieces of expressions.

/// A text as a literal: `'it''s'`.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// A column: `"kind"`.
pub(super) fn column(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Whether a column holds one of these texts.
pub(super) fn is_one_of<'a>(name: &str, texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(literal).collect();
    format!("{} IN ({})", column(name), texts.join(","))
}

/// A value with what HTML would take for a tag, an entity or the end of an attribute written as entities.
pub(super) fn html(value: &str) -> String {
    let entities = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("''", "&#39;"), ("\\n", "<br>")];
    entities
        .into_iter()
        .fold(format!("to_string({value})"), |text, (from, to)| format!("replace({text},'{from}','{to}')"))
}

/// A text for a place in which QGIS evaluates `[% ... %]`: shown as it is, never evaluated. A space without width parts the
/// two signs.
pub(super) fn inert(text: &str) -> String {
    text.replace("[%", "[\u{200b}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_do_not_end_a_literal() {
        assert_eq!(literal("it's a \\"), "'it''s a \\\\'");
        assert_eq!(is_one_of("kind", ["a", "b'"]), "\"kind\" IN ('a','b''')");
    }

    #[test]
    fn a_text_with_the_signs_of_an_expression_has_them_no_longer() {
        assert!(!inert("[% 1 + 1 %][[%").contains("[%"));
        assert_eq!(inert("50 % [of all]"), "50 % [of all]");
    }
}
