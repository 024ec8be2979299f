//! SVG to PDF: texts stay texts, the fonts stand in the file, cut down to the letters used.
//!
//! Comes in: a [`Picture`]. Goes out: the bytes of a PDF of one page of the picture's size, the same each time.

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
    let page = svg2pdf::PageOptions { dpi: DPI };
    svg2pdf::to_pdf(&tree, svg2pdf::ConversionOptions::default(), page).map_err(|why| broken(&why))
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
        assert!(bytes.len() < 60_000, "{} bytes: the fonts are not cut down", bytes.len());
        assert_eq!(pdf(&picture("Kabul Москва")).unwrap(), bytes);
    }

    #[test]
    fn a_broken_svg_is_an_error_and_no_panic() {
        let broken = Picture { svg: "<svg".to_owned(), ..picture("a") };
        assert!(pdf(&broken).unwrap_err().to_string().contains("cannot write one as PDF"));
    }
}
