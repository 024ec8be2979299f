//! SVG to PDF: texts stay texts, the fonts stand in the file, cut down to the letters used; title, language and description are
//! those of the picture.
//!
//! Comes in: a [`Picture`]. Goes out: the bytes of a PDF of one page of the picture's size, the same each time.

use std::collections::BTreeMap;

use pdf_writer::types::StructRole;
use pdf_writer::writers::{StructElement, StructTreeRoot};
use pdf_writer::{Chunk, Content, Finish, Name, Pdf, Rect, Ref, TextStr};
use svg2pdf::usvg;

use super::Picture;
use crate::error::{Error, Result};

/// The resolution at which millimetres become the units of the drawing.
const DPI: f32 = 96.0;

/// The picture as a PDF of one page.
///
/// # Errors
/// Where the SVG cannot be read, or a font cannot be cut down to the letters used.
pub fn pdf(picture: &Picture) -> Result<Vec<u8>> {
    let broken = |why: &dyn std::fmt::Display| Error::invalid(format!("cannot write {} as PDF: {why}", picture.name));
    let options = usvg::Options {
        dpi: DPI,
        fontdb: picture.look.fonts.pdf_database(),
        font_family: "Inter".to_owned(),
        // A picture holds no images; none is ever looked for on the disk.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&picture.svg, &options).map_err(|why| broken(&why))?;
    let (drawing, root) =
        svg2pdf::to_chunk(&tree, svg2pdf::ConversionOptions::default()).map_err(|why| broken(&why))?;
    let points = |units: f32| units * 72.0 / DPI;
    Ok(document(picture, &drawing, root, (points(tree.size().width()), points(tree.size().height()))))
}

/// The number of the picture among the marked contents of the page, and of the page among those that hold any.
const ONLY: i32 = 0;

/// The document of one page that the drawing fills: a figure with its alternative text (PDF 32000-1:2008, 14.7 to 14.9).
fn document(picture: &Picture, drawing: &Chunk, root: Ref, (width, height): (f32, f32)) -> Vec<u8> {
    const DRAWING: Name<'static> = Name(b"Picture");
    let mut next = Ref::new(1);
    let [catalog, pages, page, content, structure, figure, parents, info] = [(); 8].map(|()| next.bump());
    let mut numbers: BTreeMap<Ref, Ref> = BTreeMap::new();
    let drawing = drawing.renumber(|old| *numbers.entry(old).or_insert_with(|| next.bump()));
    let mut pdf = Pdf::new();
    let mut all = pdf.catalog(catalog);
    all.pages(pages).lang(TextStr(picture.look.words.lang.code())).pair(Name(b"StructTreeRoot"), structure);
    all.viewer_preferences().display_doc_title(true);
    all.mark_info().marked(true);
    all.finish();
    pdf.pages(pages).count(1).kids([page]);
    let mut sheet = pdf.page(page);
    sheet.media_box(Rect::new(0.0, 0.0, width, height)).parent(pages).contents(content).struct_parents(ONLY);
    sheet.group().transparency().isolated(true).knockout(false).color_space().device_rgb();
    sheet.resources().x_objects().pair(DRAWING, numbers.get(&root).copied().unwrap_or(root));
    sheet.finish();
    let mut drawn = Content::new();
    drawn.begin_marked_content_with_properties(Name(b"Figure")).properties().identify(ONLY);
    // The drawing is one unit wide and high.
    drawn.save_state().transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(DRAWING).restore_state();
    drawn.end_marked_content();
    pdf.stream(content, &drawn.finish());
    let mut tree = pdf.indirect(structure).start::<StructTreeRoot<'_>>();
    tree.child(figure).parent_tree_next_key(ONLY + 1).parent_tree().nums().insert(ONLY, parents);
    tree.finish();
    let mut element = pdf.indirect(figure).start::<StructElement<'_>>();
    element.kind(StructRole::Figure).parent(structure).page(page).alt(TextStr(&picture.alt));
    element.marked_content_child().marked_content_id(ONLY);
    element.finish();
    pdf.indirect(parents).array().item(figure);
    pdf.document_info(info).title(TextStr(&picture.title)).producer(TextStr("incimap, svg2pdf"));
    pdf.extend(&drawing);
    pdf.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::look::Look;
    use crate::chart::scene::{Label, Scene};

    fn picture(text: &str) -> Picture {
        let look = Look::default();
        let mut scene = Scene::new((50.8, 25.4), "t", "d", &look);
        scene.text(&Label::new(5.0, 12.0, 8.0, look.palette.ink, text));
        scene.into_picture("one")
    }

    #[test]
    fn a_page_has_the_size_of_the_picture_and_its_fonts_and_is_the_same_each_time() {
        let bytes = pdf(&picture("Kabul Москва")).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(bytes.starts_with(b"%PDF-") && text.contains("/MediaBox [0 0 144 72]"), "{}", &text[..600]);
        assert!(text.contains("Inter") && text.contains("/ToUnicode") && !text.contains("/CreationDate"));
        // "t" and "d" as PDF strings.
        assert!(text.contains("/Title (t)") && text.contains("/Alt (d)") && text.contains("/Lang (en)"), "{text}");
        assert!(text.contains("/S /Figure") && text.contains("/DisplayDocTitle true"));
        assert!(bytes.len() < 60_000, "{} bytes: the fonts are not cut down", bytes.len());
        assert_eq!(pdf(&picture("Kabul Москва")).unwrap(), bytes);
    }

    #[test]
    fn a_broken_svg_is_an_error_and_no_panic() {
        let broken = Picture { svg: "<svg".to_owned(), ..picture("a") };
        assert!(pdf(&broken).unwrap_err().to_string().contains("cannot write one as PDF"));
    }
}
