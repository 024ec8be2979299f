//! The mentions of one section of a document, those that mean the same place together.
//!
//! Comes in: a text and the spans of its mentions. Goes out: [`Group`]s: a name with its candidates and the words beside it.
//! One name means one place within a section; a fuller form ("Paris, Texas") decides for the bare ones behind it, and for
//! those before it where none stands before.

use std::ops::Range;
use std::sync::Arc;

use super::candidate::Candidate;
use super::holds::holds;
use super::known::{Known, Memory, Ways};
use super::surface::{acts_at_home, behind_comma, ends_sentence, hint_beside, leads_to_name, surface, whole_words};
use crate::gazetteer::Gazetteer;
use crate::geocode::words::Hint;
use crate::toponym::lexicon::FastMap;

/// Names of a sentence that are told whose police act in it, on either side.
const MOST_IN_SENTENCE: usize = 6;

/// What is looked at together.
pub struct Scene<'g> {
    /// Names and what they may mean.
    pub groups: Vec<Group<'g>>,
    /// The group of each mention, in the order of the mentions.
    pub of: Vec<usize>,
}

/// The mentions of a name that mean the same place.
pub struct Group<'g> {
    /// What the name may mean.
    pub known: Arc<Known<'g>>,
    /// A number for the name.
    pub name: usize,
    /// The kind that a word beside it announces.
    pub hint: Option<Hint>,
    /// What stands behind its comma.
    pub area: Option<Arc<Known<'g>>>,
    /// What "in" or "of" behind it leads to.
    pub within: Option<Arc<Known<'g>>>,
    /// The name before whose comma it stands behind.
    pub child: Option<Arc<Known<'g>>>,
    /// The country whose police or courts act in its sentence: they do so at home.
    pub home: Option<Arc<Known<'g>>>,
    /// The groups of the mentions right before and behind any of its own.
    pub beside: Vec<usize>,
}

/// A mention on its way into a group.
struct Mention<'t, 'g> {
    span: &'t Range<usize>,
    known: Arc<Known<'g>>,
    name: usize,
    hint: Option<Hint>,
    area: Option<Arc<Known<'g>>>,
    within: Option<Arc<Known<'g>>>,
    child: Option<Arc<Known<'g>>>,
    home: Option<Arc<Known<'g>>>,
}

/// What looks names up.
pub struct Finder<'a, 'g> {
    /// The names.
    pub gazetteer: &'g Gazetteer,
    /// Those looked up before.
    pub memory: &'a mut Memory<'g>,
    /// In which ways names are looked up.
    pub ways: Ways,
}

impl<'g> Finder<'_, 'g> {
    fn known(&mut self, name: &str) -> Arc<Known<'g>> {
        self.memory.known(self.gazetteer, name, self.ways)
    }
}

/// Looks the mentions up and puts them into groups.
pub fn scene<'g>(text: &str, spans: &[Range<usize>], finder: &mut Finder<'_, 'g>) -> Scene<'g> {
    let mut names: FastMap<Box<str>, usize> = FastMap::default();
    let mut mentions: Vec<Mention<'_, 'g>> = Vec::with_capacity(spans.len());
    let spans: Vec<Range<usize>> = spans.iter().map(|span| whole_words(text, span)).collect();
    for span in &spans {
        let words = surface(text.get(span.clone()).unwrap_or_default());
        let known = finder.known(words.name);
        let count = names.len();
        let name = names.get(&known.folded).copied().unwrap_or_else(|| {
            names.insert(known.folded.clone(), count);
            count
        });
        let area = area(text, span, words.behind, &known, finder);
        let hint = hint_beside(text, span);
        mentions.push(Mention { span, known, name, hint, area, within: None, child: None, home: None });
    }
    link(text, &mut mentions);
    send_home(text, &mut mentions);
    group(&mentions)
}

/// The area that stands behind the comma of a mention, where it holds any of what the mention may mean.
fn area<'g>(
    text: &str,
    span: &Range<usize>,
    behind: &str,
    known: &Known<'g>,
    finder: &mut Finder<'_, 'g>,
) -> Option<Arc<Known<'g>>> {
    let own = (!behind.is_empty()).then_some(behind);
    own.into_iter().chain(behind_comma(text, span.end)).find_map(|name| {
        let area = finder.known(name);
        holds_any(&area, known).then_some(area)
    })
}

/// Whether a likely meaning of the one holds any of the other's.
fn holds_any(outer: &Known<'_>, inner: &Known<'_>) -> bool {
    outer.likely().any(|o| is_area(o) && inner.candidates.iter().any(|i| holds(o, i)))
}

fn is_area(c: &Candidate<'_>) -> bool {
    c.feature.is_country() || c.feature.is_admin()
}

/// Joins mentions with the next one by the words between them.
fn link(text: &str, mentions: &mut [Mention<'_, '_>]) {
    for at in 1..mentions.len() {
        let Some((before, rest)) = mentions.split_at_mut_checked(at) else { continue };
        let (Some(left), Some(right)) = (before.last_mut(), rest.first_mut()) else { continue };
        let between = text.get(left.span.end..right.span.start).unwrap_or_default();
        match between {
            ", " | " (" | "," if left.area.is_some() && holds_any(&right.known, &left.known) => {
                right.child = Some(Arc::clone(&left.known));
            }
            " in " | " of " | " in the " | ", in " | " of the " => left.within = Some(Arc::clone(&right.known)),
            "'s " | "’s " | "' " | "’ " => right.within = Some(Arc::clone(&left.known)),
            // "The eastern German city of Gera".
            _ if is_of_country(&left.known) && leads_to_name(between) && holds_any(&left.known, &right.known) => {
                right.area.get_or_insert_with(|| Arc::clone(&left.known));
            }
            _ => {}
        }
    }
}

/// Tells the other names of a sentence whose police or courts act in it.
fn send_home(text: &str, mentions: &mut [Mention<'_, '_>]) {
    for at in 0..mentions.len() {
        let Some(country) = mentions.get(at).filter(|m| is_of_country(&m.known) && acts_at_home(text, m.span.end))
        else {
            continue;
        };
        let home = Arc::clone(&country.known);
        for steps in [&mut (at + 1..mentions.len()) as &mut dyn Iterator<Item = usize>, &mut (0..at).rev()] {
            let mut last = at;
            for other in steps.take(MOST_IN_SENTENCE) {
                let ends = mentions.get(last.min(other)).zip(mentions.get(last.max(other)));
                let between = ends.and_then(|(left, right)| text.get(left.span.end..right.span.start));
                if between.is_none_or(ends_sentence) {
                    break;
                }
                if let Some(mention) = mentions.get_mut(other) {
                    mention.home.get_or_insert_with(|| Arc::clone(&home));
                }
                last = other;
            }
        }
    }
}

/// Whether a name is first of all that of a country, or of its people.
fn is_of_country(known: &Known<'_>) -> bool {
    known.candidates.first().is_some_and(|c| c.feature.is_country())
}

/// Puts mentions of one meaning together.
fn group<'g>(mentions: &[Mention<'_, 'g>]) -> Scene<'g> {
    let areas = areas(mentions);
    let mut scene = Scene { groups: Vec::new(), of: Vec::with_capacity(mentions.len()) };
    let mut known: FastMap<(usize, Option<Hint>, Option<i32>), usize> = FastMap::default();
    for (mention, area) in mentions.iter().zip(areas) {
        let key = (mention.name, mention.hint, area.as_ref().and_then(|a| a.candidates.first()).map(|c| c.entry.id()));
        let at = *known.entry(key).or_insert_with(|| {
            scene.groups.push(Group {
                known: Arc::clone(&mention.known),
                name: mention.name,
                hint: mention.hint,
                area,
                within: None,
                child: None,
                home: None,
                beside: Vec::new(),
            });
            scene.groups.len() - 1
        });
        if let Some(group) = scene.groups.get_mut(at) {
            group.within = group.within.take().or_else(|| mention.within.clone());
            group.child = group.child.take().or_else(|| mention.child.clone());
            group.home = group.home.take().or_else(|| mention.home.clone());
        }
        scene.of.push(at);
    }
    neighbours(&mut scene);
    scene
}

/// The area of each mention: its own, else that of the same name before it, else behind it.
fn areas<'g>(mentions: &[Mention<'_, 'g>]) -> Vec<Option<Arc<Known<'g>>>> {
    let mut last: FastMap<usize, Arc<Known<'g>>> = FastMap::default();
    for mention in mentions.iter().rev() {
        if let Some(area) = &mention.area {
            last.insert(mention.name, Arc::clone(area));
        }
    }
    // What remains is the first of each name; it is replaced by the latest on the way through.
    mentions
        .iter()
        .map(|mention| {
            if let Some(area) = &mention.area {
                last.insert(mention.name, Arc::clone(area));
            }
            last.get(&mention.name).cloned()
        })
        .collect()
}

/// Notes the groups of the mentions beside each group's own.
fn neighbours(scene: &mut Scene<'_>) {
    for (left, right) in scene.of.iter().zip(scene.of.iter().skip(1)) {
        if left == right {
            continue;
        }
        for (of, to) in [(left, right), (right, left)] {
            if let Some(group) = scene.groups.get_mut(*of)
                && !group.beside.contains(to)
                && group.beside.len() < 12
            {
                group.beside.push(*to);
            }
        }
    }
}
