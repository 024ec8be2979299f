//! The parts of a workbook: which sheets it has, its shared texts, its formats.
//!
//! Comes in: a file. Goes out: a [`Book`] and the [`Rows`] of its sheets.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::days::Days;
use super::rows::Rows;
use super::texts::Texts;
use super::xml::{Damage, Xml, attribute};

/// The part that every workbook has.
pub(in crate::read) const MAIN: &str = "xl/workbook.xml";
/// Shared texts are held in memory: no more bytes than this.
const MOST_TEXT: u64 = 1 << 31;

/// A workbook.
pub(super) struct Book {
    archive: ZipArchive<File>,
    sheets: Vec<Named>,
    texts: Texts,
    days: Days,
}

/// A sheet and the part of the archive that holds its rows.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) hidden: bool,
    part: String,
}

impl Book {
    /// Opens a workbook and reads its texts.
    ///
    /// # Errors
    /// What is damaged, or that the texts do not fit.
    pub(super) fn open(file: File) -> Result<Self, Damage> {
        let mut archive = ZipArchive::new(file).map_err(|error| error.to_string())?;
        let targets = targets(&mut archive)?;
        let (sheets, from_1904) = sheets(&mut archive, &targets)?;
        let texts = match part(&mut archive, "xl/sharedStrings.xml")? {
            Some((_, size)) if size > MOST_TEXT => return Err("its texts are larger than 2 GB".to_owned()),
            Some((source, _)) => Texts::read(BufReader::new(source.take(MOST_TEXT)))?,
            None => Texts::default(),
        };
        let days = match part(&mut archive, "xl/styles.xml")? {
            Some((source, _)) => Days::read(BufReader::new(source), from_1904)?,
            None => Days::default(),
        };
        Ok(Self { archive, sheets, texts, days })
    }

    /// The sheets, in their order.
    pub(super) fn sheets(&self) -> Vec<Named> {
        self.sheets.clone()
    }

    /// The rows of a sheet.
    ///
    /// # Errors
    /// Where the archive has no such part.
    pub(super) fn rows(&mut self, sheet: &str) -> Result<Rows<'_>, Damage> {
        let part_of = self.sheets.iter().find(|one| one.name == sheet).map(|one| one.part.clone());
        let name = part_of.unwrap_or_default();
        let (source, _) = part(&mut self.archive, &name)?.ok_or_else(|| format!("it has no \"{name}\""))?;
        Ok(Rows::new(Box::new(BufReader::new(source)), &self.texts, &self.days))
    }
}

/// A part of the archive by its name, with its size as stated; none where there is no such part.
fn part<'a>(archive: &'a mut ZipArchive<File>, name: &str) -> Result<Option<(impl Read + 'a, u64)>, Damage> {
    match archive.by_name(name) {
        Ok(part) => {
            let size = part.size();
            Ok(Some((part, size)))
        }
        Err(ZipError::FileNotFound) => Ok(None),
        Err(error) => Err(format!("{name}: {error}")),
    }
}

/// The parts that the workbook names, by their ids.
fn targets(archive: &mut ZipArchive<File>) -> Result<HashMap<String, String>, Damage> {
    let mut targets = HashMap::new();
    each_element(archive, "xl/_rels/workbook.xml.rels", |element| {
        if element.local_name().as_ref() == "Relationship"
            && attribute(element, "Type").is_some_and(|kind| kind.ends_with("/worksheet"))
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            let whole = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, whole);
        }
    })?;
    Ok(targets)
}

/// The sheets that hold cells, and whether days count from 1904.
fn sheets(archive: &mut ZipArchive<File>, targets: &HashMap<String, String>) -> Result<(Vec<Named>, bool), Damage> {
    let (mut sheets, mut from_1904) = (Vec::new(), false);
    each_element(archive, MAIN, |element| match element.local_name().as_ref() {
        "workbookPr" => {
            from_1904 = attribute(element, "date1904").is_some_and(|yes| matches!(yes.as_str(), "1" | "true"));
        }
        "sheet" => {
            let part = attribute(element, "id").and_then(|id| targets.get(&id).cloned());
            if let (Some(name), Some(part)) = (attribute(element, "name"), part) {
                let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                sheets.push(Named { name, hidden, part });
            }
        }
        _ => {}
    })?;
    Ok((sheets, from_1904))
}

/// Shows every element of a part.
fn each_element(
    archive: &mut ZipArchive<File>,
    name: &str,
    mut see: impl FnMut(&BytesStart<'_>),
) -> Result<(), Damage> {
    let (source, _) = part(archive, name)?.ok_or_else(|| format!("it has no \"{name}\""))?;
    let mut xml = Xml::new(BufReader::new(source));
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => see(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
