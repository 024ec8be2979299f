//! The main text of an HTML page: what stands in its article, without menus, scripts and forms.
//!
//! Comes in: the page. Goes out: the prose, into a [`Cleaner`], and what its head says of the day and the outlet. No parser of the whole
//! standard: tags are skipped, a few are known. The work grows with the length of the page.

use jiff::civil::Date;

use super::cleaner::{Cleaner, Offsets};
use super::front;
use super::furniture::is_furniture;

/// Elements whose content is no prose.
const SKIPPED: [&str; 16] = [
    "script", "style", "nav", "header", "footer", "aside", "form", "figure", "noscript", "svg", "button", "template",
    "head", "select", "iframe", "textarea",
];
/// Elements that end a paragraph.
const BLOCKS: [&str; 19] = [
    "p",
    "div",
    "br",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "tr",
    "td",
    "table",
    "section",
    "article",
    "main",
    "blockquote",
];
/// Names of meta elements that give the day of publication.
const DATES: [&str; 9] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "dcterms.created",
];
/// The longest entity that is decoded.
const ENTITY: usize = 10;

/// What a page gives.
#[derive(Debug, Default)]
pub struct Page {
    /// The prose.
    pub text: String,
    /// The way back to the page.
    pub offsets: Offsets,
    /// The day of publication.
    pub published: Option<Date>,
    /// The outlet.
    pub outlet: Option<String>,
}

/// Whether a text is a page.
pub fn is_page(text: &str) -> bool {
    let head = text.trim_start().get(..64.min(text.trim_start().len())).unwrap_or_default().to_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml")
        || head.starts_with("<article")
        || head.starts_with("<head")
        || head.starts_with("<body")
}

/// The prose of a page.
pub fn page(source: &str) -> Page {
    let mut reader = Reader { main: source.contains("<article") || source.contains("<main"), ..Reader::default() };
    reader.read(source);
    reader.end_block();
    if reader.published.is_none() {
        reader.published = linked_data(source);
    }
    let (text, offsets) = reader.out.finish();
    Page { text, offsets, published: reader.published, outlet: reader.outlet }
}

/// The day in the linked data of a page: "datePublished": "2024-03-31T...".
fn linked_data(source: &str) -> Option<Date> {
    let (_, rest) = source.split_once("\"datePublished\"")?;
    let (_, rest) = rest.get(..60.min(rest.len()))?.split_once('"')?;
    front::day(rest.get(..10)?)
}

#[derive(Default)]
struct Reader {
    out: Cleaner,
    /// Whether only the content of article or main counts.
    main: bool,
    inside: usize,
    /// Open elements whose content is skipped, by their number in the list.
    skipped: Vec<usize>,
    block: Vec<(usize, String)>,
    published: Option<Date>,
    outlet: Option<String>,
    blank: bool,
}

impl Reader {
    fn read(&mut self, source: &str) {
        let mut rest = source;
        let mut at = 0;
        while let Some(open) = self.next_tag(rest) {
            let (before, tag) = rest.split_at(open);
            self.prose(before, at);
            at += before.chars().count();
            let end =
                if tag.starts_with("<!--") { tag.find("-->").map(|n| n + 3) } else { tag.find('>').map(|n| n + 1) };
            let Some(end) = end else {
                // A sign that is never closed: the rest is text.
                self.prose(tag.get(1..).unwrap_or_default(), at + 1);
                return;
            };
            let (whole, behind) = tag.split_at(end);
            self.tag(whole);
            at += whole.chars().count();
            rest = behind;
        }
        self.prose(rest, at);
    }

    /// Where the next tag begins; inside a script or a style only its end is one.
    fn next_tag(&self, rest: &str) -> Option<usize> {
        match self.skipped.last().and_then(|n| SKIPPED.get(*n)) {
            Some(&"script") => rest.find("</script").or_else(|| rest.find("</SCRIPT")),
            Some(&"style") => rest.find("</style").or_else(|| rest.find("</STYLE")),
            _ => rest.find('<'),
        }
    }

    fn tag(&mut self, tag: &str) {
        let body = tag.trim_start_matches('<').trim_end_matches('>');
        let (closing, body) = body.strip_prefix('/').map_or((false, body), |body| (true, body));
        let name: String =
            body.chars().take(12).take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if let Some(number) = SKIPPED.iter().position(|known| *known == name) {
            if !closing && !body.ends_with('/') && self.skipped.len() < 64 {
                self.skipped.push(number);
            } else if closing && let Some(open) = self.skipped.iter().rposition(|n| *n == number) {
                self.skipped.truncate(open);
            }
        }
        match (name.as_str(), closing) {
            ("meta", _) => self.meta(body),
            ("time", false) if self.published.is_none() => {
                self.published = attribute(body, "datetime").and_then(|d| front::day(d.get(..10)?));
            }
            ("article" | "main", false) => self.inside += 1,
            ("article" | "main", true) => self.inside = self.inside.saturating_sub(1),
            _ => {}
        }
        if BLOCKS.contains(&name.as_str()) {
            self.end_block();
        }
    }

    fn meta(&mut self, body: &str) {
        let name =
            attribute(body, "property").or_else(|| attribute(body, "name")).or_else(|| attribute(body, "itemprop"));
        let Some((name, content)) = name.zip(attribute(body, "content")) else { return };
        let name = name.to_lowercase();
        if DATES.contains(&name.as_str()) && self.published.is_none() {
            self.published = content.get(..10).and_then(front::day).or_else(|| front::day(content));
        }
        if name == "og:site_name" {
            self.outlet = Some(content.to_owned());
        }
    }

    /// Text between tags: entities are decoded, blanks are one.
    fn prose(&mut self, text: &str, from: usize) {
        if !self.skipped.is_empty() || self.main && self.inside == 0 {
            return;
        }
        let mut at = from;
        let mut chars = text.char_indices();
        while let Some((byte, c)) = chars.next() {
            let here = at;
            at += 1;
            if c.is_whitespace() || c == '\u{a0}' {
                if !self.blank && !self.block.is_empty() {
                    self.block.push((here, " ".to_owned()));
                }
                self.blank = true;
                continue;
            }
            self.blank = false;
            let decoded = if c == '&' { entity(text.get(byte..).unwrap_or_default()) } else { None };
            let piece = match decoded {
                Some((meant, length)) => {
                    for _ in 1..length {
                        chars.next();
                        at += 1;
                    }
                    meant
                }
                None => c,
            };
            match self.block.last_mut() {
                Some((start, piece_text)) if *start + piece_text.chars().count() == here && piece_text.len() < 64 => {
                    piece_text.push(piece);
                }
                _ => self.block.push((here, piece.to_string())),
            }
        }
    }

    /// Ends a block: it is prose unless it is furniture.
    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.blank = true;
        let Some((first, _)) = block.first() else { return };
        let first = *first;
        let whole: String = block.iter().map(|(_, piece)| piece.as_str()).collect();
        if whole.trim().is_empty() || is_furniture(&whole) {
            return;
        }
        // The first is the day of publication, any other heads what stands below it.
        if let Some(day) = front::dated(whole.trim())
            && *self.published.get_or_insert(day) == day
        {
            return;
        }
        self.out.end_paragraph(first);
        for (at, piece) in &block {
            self.out.push(*at, piece);
        }
    }
}

/// The value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let tag = tag.get(..2000.min(tag.len())).unwrap_or(tag);
    let at =
        tag.match_indices(name).find(|(at, _)| tag.get(at + name.len()..).is_some_and(|rest| rest.starts_with('=')))?.0;
    let rest = tag.get(at + name.len() + 1..)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split(quote).next()
}

/// The character that an entity stands for, and its length in characters.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.char_indices().take(ENTITY).find(|(_, c)| *c == ';')?.0;
    let name = text.get(1..end)?;
    let meant = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "nbsp" => ' ',
        "ndash" | "mdash" => '—',
        "hellip" => '…',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((meant, name.chars().count() + 2))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_main_text_of_a_page_keeps_its_offsets() {
        let source = "<!doctype html><head><meta property=\"article:published_time\" content=\"2024-03-31T06:00:00Z\"><title>No</title></head>\
            <nav>Home &amp; more</nav><article><p>Russia&rsquo;s  hall</p><script>var a = 1 < 2;</script><p>READ MORE</p><p>burned.</p></article><footer>x</footer>";
        let page = page(source);
        assert_eq!(page.text, "Russia's hall\n\nburned.");
        assert_eq!(page.published, Some(date(2024, 3, 31)));
        let at = page.text.find("burned").unwrap();
        assert!(source.chars().skip(page.offsets.source(at)).collect::<String>().starts_with("burned"));
    }

    #[test]
    fn what_is_never_closed_is_read_once() {
        assert_eq!(page("<p>a < b").text.trim(), "a b");
        assert!(page(&"<".repeat(100_000)).text.len() <= 100_000);
    }
}
