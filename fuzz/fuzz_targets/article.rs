//! Any text is an article: plain, Markdown or HTML.
#![no_main]

use std::sync::OnceLock;

use incimap::article::{Article, Extractor, answer, review};
use incimap::gazetteer::Gazetteer;
use libfuzzer_sys::fuzz_target;

static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
static EXTRACTOR: OnceLock<Extractor<'static>> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let gazetteer = GAZETTEER.get_or_init(|| Gazetteer::built_in().unwrap());
    let extractor = EXTRACTOR.get_or_init(|| Extractor::new(gazetteer).unwrap());
    let text = String::from_utf8_lossy(data);
    let article = Article::plain("fuzz.md", &text, None);
    let reports = extractor.reports(&article);
    let characters = text.chars().count();
    for report in &reports {
        assert!(report.evidence.iter().all(|e| e.characters.0 <= e.characters.1 && e.characters.1 <= characters));
        let _ = serde_json::to_string(&answer::row(report)).unwrap();
    }
    let _ = review::page(&[(article, reports)]);
});
