use resvg::usvg;

use super::*;
use crate::chart::colour::Colour;
use crate::chart::font::Fonts;

const INK: Colour = Colour::hex(0x001C_1C1C);

#[test]
fn hostile_texts_are_escaped_and_the_picture_can_be_read_back() {
    let mut scene = Scene::new((60.0, 40.0), "<b>&\u{1}", "\"desc\" </svg>", &Look::default());
    scene.text(&Label::new(5.0, 10.0, 7.0, INK, "</text><script>'x'</script>\u{0}"));
    let picture = scene.into_picture("hostile");
    assert!(!picture.svg.contains("<script>") && picture.svg.contains("&lt;script&gt;&#39;x&#39;"));
    assert!(usvg::roxmltree::Document::parse(&picture.svg).is_ok());
}

#[test]
fn the_box_of_a_text_follows_its_anchor() {
    let at = |anchor| Label::new(50.0, 10.0, 7.0, INK, "Kerman").anchor(anchor).rect(&Fonts::default());
    let (start, middle, end) = (at(Anchor::Start), at(Anchor::Middle), at(Anchor::End));
    assert!((start.left - 50.0).abs() < 1e-9 && (end.right - 50.0).abs() < 1e-9);
    assert!((middle.centre().0 - 50.0).abs() < 1e-9 && start.top < 10.0 && start.bottom > 10.0);
}

fn text_width(group: &usvg::Group) -> Option<f64> {
    group.children().iter().find_map(|node| match node {
        usvg::Node::Text(text) => Some(f64::from(text.bounding_box().width())),
        usvg::Node::Group(group) => text_width(group),
        _ => None,
    })
}

#[test]
fn measured_boxes_agree_with_those_the_renderer_sets() {
    let texts = [
        "Krasnogorsk/Crocus City Hall 2024 (143+)",
        "AVATAR To Yo",
        "Красногорск",
        "Şanlıurfa",
        "موسكو",
        "Αθήνα, موسكو 2024 (Москва)",
        "2,500 km",
    ];
    for text in texts {
        for bold in [false, true] {
            let mut label = Label::new(20.0, 20.0, 7.0, INK, text);
            label = if bold { label.bold() } else { label };
            let mut scene = Scene::new((120.0, 40.0), "t", "d", &Look::default());
            scene.text(&label);
            let tree = crate::chart::render::tree(&scene.into_picture("one")).unwrap();
            let set = text_width(tree.root());
            let (set, measured) = (set.unwrap(), label.rect(&Fonts::default()).width());
            assert!((measured - set).abs() < 0.002 * set, "{text}: set {set:.2} mm, measured {measured:.2} mm");
        }
    }
}

#[test]
fn a_dotted_line_has_dashes_of_no_length() {
    let mut scene = Scene::new((10.0, 10.0), "t", "d", &Look::default());
    scene.line((0.0, 0.0), (5.0, 5.0), &Style::stroke(INK, 0.2).dotted(0.6));
    assert!(scene.into_picture("line").svg.contains("stroke-dasharray=\"0 0.6\" stroke-linecap=\"round\""));
}
