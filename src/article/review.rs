//! One page to check by: each article's text with the fields marked in place, the rows beside it.
//!
//! Comes in: articles with their reports. Goes out: one HTML page that asks for nothing from elsewhere; all text is escaped.

use std::fmt::Write as _;

use super::answer::figure;
use super::report::Report;
use super::source::Article;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fafaf8}\
h1{font-size:20px;margin:16px 24px}section{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:24px;padding:12px 24px;border-top:1px solid #ccc}\
h2{grid-column:1/3;font-size:16px;margin:0}pre{white-space:pre-wrap;font:inherit;margin:0;background:#fff;padding:12px;border:1px solid #ddd}\
mark{padding:0 2px;border-radius:2px;color:inherit}mark sup{font-size:10px;color:#444}.kind{background:#ffd2cc}.when{background:#cfe3ff}.place{background:#cdeccf}\
.killed,.injured{background:#f6dcf3}.actor{background:#ffe6b0}.target{background:#e4e0d4}table{border-collapse:collapse;width:100%;background:#fff;margin-bottom:12px}\
td,th{border:1px solid #ddd;padding:3px 6px;text-align:left;vertical-align:top;font-size:13px}th{width:88px;font-weight:600}caption{text-align:left;font-weight:700;padding:2px 0}";

/// The page.
pub fn page(articles: &[(Article, Vec<Report>)]) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>Incidents found in articles</title><style>",
    );
    out.push_str(STYLE);
    out.push_str("</style></head><body>\n");
    let all: usize = articles.iter().map(|(_, reports)| reports.len()).sum();
    // Writing to a string does not fail.
    let of = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let _ = writeln!(out, "<h1>{} in {}</h1>", of(all, "incident"), of(articles.len(), "article"));
    for (article, reports) in articles {
        let published =
            article.published.map_or_else(|| "day of publication not known".to_owned(), |d| format!("published {d}"));
        let _ = writeln!(out, "<section><h2>{} · {published}</h2>", escaped(&article.name()));
        marked(article, reports, &mut out);
        out.push_str("<div>");
        if reports.is_empty() {
            out.push_str("<p>No incident.</p>");
        }
        for (n, report) in reports.iter().enumerate() {
            row(n + 1, report, &mut out);
        }
        out.push_str("</div></section>\n");
    }
    out.push_str("</body></html>\n");
    out
}

/// The text with the words of each field in a mark; where two overlap, the first stands.
fn marked(article: &Article, reports: &[Report], out: &mut String) {
    let mut notes: Vec<_> = reports
        .iter()
        .enumerate()
        .flat_map(|(n, r)| r.evidence.iter().map(move |e| (e.bytes.start, e.bytes.end, n + 1, e)))
        .collect();
    notes.sort_by_key(|(start, end, n, _)| (*start, *end, *n));
    out.push_str("<pre>");
    let mut at = 0;
    for (start, end, n, note) in notes {
        if start < at {
            continue;
        }
        let (Some(before), Some(words)) = (article.text.get(at..start), article.text.get(start..end)) else { continue };
        out.push_str(&escaped(before));
        let _ = write!(
            out,
            "<mark class=\"{}\" title=\"{}: {}\">{}<sup>{n}</sup></mark>",
            note.field,
            note.field,
            escaped(&note.rule),
            escaped(words)
        );
        at = end;
    }
    out.push_str(&escaped(article.text.get(at..).unwrap_or_default()));
    out.push_str("</pre>");
}

fn row(number: usize, report: &Report, out: &mut String) {
    let _ =
        write!(out, "<table><caption>{number} · {} ({})</caption>", escaped(&report.kind.label()), report.stage.name());
    let count = |c: &crate::incident::Casualties| {
        let words = c.worded.clone().map_or_else(String::new, |w| format!(" (“{w}”)"));
        figure(c).map_or_else(|| words.trim().to_owned(), |n| format!("{n}{words}"))
    };
    let place = report.spot.as_ref().map_or_else(String::new, |s| {
        let point = s.point.map_or_else(String::new, |p| {
            format!("; {:.3}, {:.3} ± {:.0} km, {:.0} % sure", p.lon(), p.lat(), s.radius_km, s.confidence * 100.0)
        });
        format!("{} (“{}”){point}", s.chain.join(" › "), s.worded)
    });
    let when = match &report.when_worded {
        Some(words) => format!("{} (“{words}”)", report.when),
        None => report.when.to_string(),
    };
    let actor = report
        .actor
        .as_ref()
        .map_or_else(String::new, |a| format!("{a}, {}", report.actor_confidence.as_deref().unwrap_or_default()));
    let cells = [
        ("when", when),
        ("place", place),
        ("killed", count(&report.killed)),
        ("injured", count(&report.injured)),
        ("actor", actor),
        ("target", report.target.clone().unwrap_or_default()),
    ];
    for (field, value) in cells.iter().filter(|(_, value)| !value.is_empty()) {
        let rules: Vec<&str> = report.evidence.iter().filter(|e| e.field == *field).map(|e| e.rule.as_str()).collect();
        let _ = write!(
            out,
            "<tr><th>{field}</th><td class=\"{field}\">{}</td><td>{}</td></tr>",
            escaped(value),
            escaped(&rules.join(", "))
        );
    }
    out.push_str("</table>\n");
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_holds_is_escaped() {
        let article = Article::plain("<b>", "A <script>alert(1)</script> & more", None);
        let page = page(&[(article, Vec::new())]);
        assert!(page.contains("<h1>0 incidents in 1 article</h1>"));
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;") && page.contains("&lt;b&gt;"));
    }
}
