//! Articles: the main text of a file, the day of publication, the outlet.
//!
//! Comes in: a [`Document`] as read: plain text, Markdown, a page of HTML, or a line of JSON. Goes out: an [`Article`] whose text has no
//! furniture, with the way back to the characters of the file.

use std::path::Path;

use jiff::civil::Date;
use serde_json::Value;

use super::cleaner::{Cleaner, Offsets};
use super::{front, markdown, markup};
use crate::read::characters::from_bytes;
use crate::read::documents::{Document, Origin};

/// An article.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Its id: a text or a number.
    pub id: Value,
    /// Its main text.
    pub text: String,
    /// The day of publication, if known.
    pub published: Option<Date>,
    /// Who published it, if known.
    pub outlet: Option<String>,
    /// Where it stands.
    pub at: Origin,
    offsets: Offsets,
}

impl Article {
    /// A plain text with its day of publication.
    pub fn plain(id: &str, text: &str, published: Option<Date>) -> Self {
        let at = Origin { input: id.to_owned(), line: 1 };
        let document =
            Document { id: Value::String(id.to_owned()), text: text.to_owned(), date: None, source: None, at };
        Self::of(document, published)
    }

    /// The article of a document; `published` is the day where the document gives none.
    pub fn of(document: Document, published: Option<Date>) -> Self {
        let stated = document.date.as_deref().and_then(front::day);
        let Document { id, text, source, at, .. } = document;
        let extension =
            Path::new(&at.input).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        if markup::is_page(&text) || matches!(extension.as_str(), "html" | "htm") {
            let page = markup::page(&text);
            let published = stated.or(page.published).or(published);
            return Self { id, text: page.text, published, outlet: source.or(page.outlet), at, offsets: page.offsets };
        }
        let matter = front::matter(&text);
        let body = text.get(matter.body..).unwrap_or_default();
        let is_markdown = matter.body > 0 || matches!(extension.as_str(), "md" | "markdown");
        let headed = if stated.is_none() && matter.published.is_none() { front::headed(body) } else { None };
        let mut cleaner = Cleaner::default();
        let from = text.get(..matter.body).map_or(0, |head| head.chars().count());
        markdown::clean(body, from, is_markdown, &mut cleaner);
        let (text, offsets) = cleaner.finish();
        let published = stated.or(matter.published).or(headed).or(published);
        Self { id, text, published, outlet: source.or(matter.outlet), at, offsets }
    }

    /// The id as a text.
    pub fn name(&self) -> String {
        self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned)
    }

    /// The characters of the file for bytes of the text.
    pub fn source_characters(&self, bytes: &[usize]) -> Vec<usize> {
        from_bytes(&self.text, bytes).into_iter().map(|at| self.offsets.source(at.unwrap_or_default())).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_of_publication_comes_from_the_head_of_the_text() {
        let article = Article::plain("a", "Blast in Kabul\nPublished March 31, 2024\n\nA bomb exploded.", None);
        assert_eq!(article.published, Some(date(2024, 3, 31)));
        let at = article.text.find("bomb").unwrap();
        assert_eq!(article.source_characters(&[at]), [43]);
    }
}
