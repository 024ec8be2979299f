//! The charts within the page.
//!
//! Comes in: what pictures are made from. Goes out: figures, their SVG in the page itself, in the page's colours.

use std::fmt::Write;

use super::ReportInput;
use super::markup::Markup;
use super::slim::slim;
use crate::chart::look::Look;
use crate::chart::map::KINDS;
use crate::chart::palette::{Palette, Scale, Theme};
use crate::chart::series::Series;
use crate::chart::{self, ChartInput, Picture};
use crate::words::Words;

/// The size of a chart in mm: small, so that its texts are large enough where two stand side by side.
const SIZE_MM: (f64, f64) = (116.0, 80.0);

/// The share of a series' colour in the tints of it that charts draw.
const TINT: f64 = 0.3;

/// A chart of more bytes than this, one of very many dots, would weigh more than it tells.
const MOST_BYTES: usize = 60_000;

/// The figures, and the titles of the charts that are too heavy for the page.
pub fn figures(input: &ReportInput<'_>) -> (Markup, Vec<String>) {
    let (palette, _) = palettes(input.charts.look);
    let look = Look { theme: Theme::Light, palette, in_page: true, ..input.charts.look.clone() };
    let small = ChartInput { size_mm: SIZE_MM, look: &look, ..input.charts };
    let (charts, _) = chart::charts(&small);
    let (light, heavy): (Vec<Picture>, Vec<Picture>) = charts.into_iter().partition(|c| c.svg.len() <= MOST_BYTES);
    (
        Markup::lines(light.iter().map(|chart| figure(chart, look.words))),
        heavy.into_iter().map(|chart| chart.title).collect(),
    )
}

fn figure(chart: &Picture, words: Words) -> Markup {
    let told = Markup::element(
        "details",
        &[],
        [
            Markup::worded("summary", &[], words.text("page.in_words")),
            Markup::worded("p", &[("class", "own")], &chart.alt),
        ],
    );
    // Within the chart a group may bear its plain name.
    let id = format!("chart-{}", chart.name);
    let figure = [("class", "chart"), ("id", id.as_str())];
    let picture = [("class", "picture"), ("role", "region"), ("tabindex", "0"), ("aria-label", chart.title.as_str())];
    let caption = Markup::element("figcaption", &[], [told]);
    Markup::element("figure", &figure, [Markup::element("div", &picture, [inline(chart)]), caption])
}

/// The SVG without its size in mm, in as few bytes as it may have. Its ids bear the name of the chart, so that they are unique in the page.
fn inline(chart: &Picture) -> Markup {
    let size = format!("width=\"{}mm\" height=\"{}mm\" ", chart.width_mm, chart.height_mm);
    let svg = chart.svg.replacen(&size, "", 1).replacen("xmlns=\"http://www.w3.org/2000/svg\" ", "", 1);
    Markup::trusted(slim(&svg).trim_end())
}

/// The colours of the page on paper and on a dark screen. Series that were asked for serve on both.
pub fn palettes(look: &Look) -> (Palette, Palette) {
    let of = |theme| {
        let usual = look.palette.series == Series::default_of(look.theme);
        if usual { Palette::of(theme) } else { Palette::with(theme, look.palette.series) }
    };
    (of(Theme::Light), of(Theme::Dark))
}

/// The colours as CSS variables.
pub fn variables(palette: &Palette) -> String {
    let named = [
        ("paper", palette.paper),
        ("ink", palette.ink),
        ("soft", palette.soft),
        ("faint", palette.faint),
        ("halo", palette.halo),
        ("sea", palette.sea),
        ("land", palette.land),
        ("home", palette.home),
        ("border", palette.border),
        ("land-ink", palette.land_ink),
        ("accent", palette.accent),
    ];
    let named = named.into_iter().map(|(name, colour)| format!("--{name}:{colour};"));
    let series = (0..=KINDS).map(|i| (i, if i < KINDS { palette.series(i) } else { palette.rest() }));
    named.chain(series.map(|(i, colour)| format!("--series-{i}:{colour};"))).collect()
}

/// Rules that turn the colours of the charts, which are drawn for white paper, into those for a dark screen.
pub fn dark_rules(light: &Palette, dark: &Palette) -> String {
    let all = |of: &Palette| {
        let own = [of.paper, of.ink, of.soft, of.faint, of.band, of.empty()];
        let tints = of.series.all().into_iter().map(|series| of.paper.mixed(series, TINT));
        own.into_iter().chain(of.series.all()).chain(tints).chain(of.ramp).chain(of.diverging).collect::<Vec<_>>()
    };
    let mut css = String::new();
    for (light, dark) in all(light).into_iter().zip(all(dark)) {
        for property in ["fill", "stroke"] {
            // Writing to a String cannot fail.
            _ = writeln!(css, ".chart [{property}=\"{light}\" i]{{{property}:{dark}}}");
        }
    }
    for (scale, colours) in [(Scale::Ramp, dark.ramp.as_slice()), (Scale::Diverging, &dark.diverging)] {
        for (step, colour) in colours.iter().enumerate() {
            _ = writeln!(css, ".chart .{}{{fill:{}}}", scale.class(step), dark.ink_on(*colour));
        }
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_has_the_size_of_the_page() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10mm\" height=\"5mm\" viewBox=\"0 0 10 5\" \
                   aria-labelledby=\"reach-title\"><title id=\"reach-title\">a &quot; id=&quot;</title></svg>";
        let chart = Picture {
            name: "reach",
            title: String::new(),
            alt: String::new(),
            width_mm: 10.0,
            height_mm: 5.0,
            svg: svg.to_owned(),
            texts: Vec::new(),
            look: Look::default(),
        };
        let expected = "<svg viewBox=\"0 0 10 5\" aria-labelledby=\"reach-title\">\
                        <title id=\"reach-title\">a &quot; id=&quot;</title></svg>";
        assert_eq!(inline(&chart).as_str(), expected);
    }
}
