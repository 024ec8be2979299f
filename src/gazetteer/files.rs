//! Builds an index from gazetteer files of any size.
//!
//! Comes in: paths, later files overriding earlier ones by id. Goes out: an index of their places, and the rows that were left
//! out. The form of each file is known by its content ([`form`](super::form)); each may be packed with gzip. Large files are read
//! in batches of lines: one thread reads, all work the rows out, one packs.

use std::io::{Cursor, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

use rayon::prelude::*;

use super::contents::Told;
use super::form::{Form, form};
use super::further_names::{FurtherName, Owner, alternate_name, table_name};
use super::geojson_rows::read_geojson;
use super::index::Index;
use super::keys::{Keyed, key_of};
use super::layout::NameClass;
use super::lines::Lines;
use super::pack::Packer;
use super::radii::set_radii;
use super::record::Record;
use super::row::{Fault, Row, geonames_row};
use super::table::read_table;
use super::unit_names::{admin_names, country_names};
use crate::error::{Error, Result};

/// Lines that are worked out together.
const BATCH: usize = 16_384;
/// Bytes after which a batch is full all the same.
const BATCH_BYTES: usize = 8 << 20;

/// Lines of a file with their numbers.
type Batch = Vec<(u64, String)>;

/// A name with its key.
type KeyedName = (FurtherName, Option<(String, NameClass)>);

/// What a line holds, ready to be packed.
enum Parsed {
    Row(Box<(Row, Keyed)>),
    Names(u64, Vec<KeyedName>),
    Fault(Fault),
}

/// Reads files into an index that is written to `out`; `base` is the gazetteer below, whose places names may be given to.
///
/// # Errors
/// Where a file cannot be read or is no gazetteer, or the index cannot be written.
pub fn build<W: Write + Seek>(
    files: &[PathBuf],
    base: Option<&Index>,
    out: W,
    tell: &mut (dyn FnMut(Told) + Send),
) -> Result<W> {
    let mut building = Building { packer: Packer::default(), tell, owners: Vec::new() };
    for path in files {
        building.read(path)?;
    }
    building.borrow(base)?;
    let Building { mut packer, tell, owners } = building;
    set_radii(packer.places_mut());
    let written = packer.write(out, &mut |counts, name| {
        let file = owners.iter().rev().find(|(first, _)| *first <= name.number).map_or("", |(_, file)| file);
        let told = Told {
            file: file.to_owned(),
            line: name.line,
            column: Some("geonameid".to_owned()),
            value: name.owner,
            why: "is the id or the code of no place in the files given".to_owned(),
        };
        counts.leave_out(told.clone());
        tell(told);
    });
    written.map_err(|error| Error::invalid(format!("the gazetteer index cannot be written: {error}")))
}

/// The index of files in memory.
///
/// # Errors
/// Where a file cannot be read or is no gazetteer.
pub fn build_in_memory(files: &[PathBuf], base: Option<&Index>) -> Result<Vec<u8>> {
    build(files, base, Cursor::new(Vec::new()), &mut |_| ()).map(Cursor::into_inner)
}

/// An index while its files are read.
struct Building<'t> {
    packer: Packer,
    tell: &'t mut (dyn FnMut(Told) + Send),
    /// The first further name of each file, and the file.
    owners: Vec<(usize, String)>,
}

impl Building<'_> {
    /// Reads one file.
    fn read(&mut self, path: &Path) -> Result<()> {
        let mut lines = Lines::open(path)?;
        let file = path.display().to_string();
        self.owners.push((self.packer.further_names(), file.clone()));
        let before = self.packer.rows() + self.packer.further_names();
        match form(&mut lines)? {
            Some(Form::Table) => self.read_whole(path, &file, |text| Ok(read_table(text)), lines)?,
            Some(Form::GeoJson) => self.read_whole(path, &file, read_geojson, lines)?,
            Some(form) => self.read_lines(&file, form, lines)?,
            None => {}
        }
        let taken = self.packer.rows() + self.packer.further_names() - before;
        if taken == 0 {
            let sentence = "is no gazetteer, or has no row that can be used: use a GeoNames file (19 columns separated by \
                            tabs), a table whose header names at least name, lon and lat, or GeoJSON points";
            return Err(Error::invalid(sentence).in_file(path));
        }
        let name = path.file_name().map_or_else(|| file.clone(), |name| name.to_string_lossy().into_owned());
        self.packer.contents.files.push((name, taken as u64));
        Ok(())
    }

    /// Reads a file whose form needs it in one piece.
    fn read_whole(
        &mut self,
        path: &Path,
        file: &str,
        read: impl FnOnce(&str) -> std::result::Result<(Vec<Row>, Vec<Fault>), String>,
        lines: Lines,
    ) -> Result<()> {
        let (rows, faults) = read(&lines.rest()?).map_err(|why| Error::invalid(why).in_file(path))?;
        for row in rows {
            self.packer.add(&row).map_err(Error::invalid)?;
        }
        for fault in faults {
            self.leave_out(file, fault);
        }
        Ok(())
    }

    /// Reads a file line by line.
    fn read_lines(&mut self, file: &str, form: Form, lines: Lines) -> Result<()> {
        let (send, receive) = sync_channel(2);
        std::thread::scope(|scope| {
            let reader = scope.spawn(move || read_batches(lines, |batch| send.send(batch).is_ok()));
            let packed = self.pack_batches(file, form, &receive);
            // A reader that still waits must see that nobody listens.
            drop(receive);
            let read = reader.join().unwrap_or_else(|_| Err(Error::invalid("reading the gazetteer file failed")));
            packed.and(read)
        })
    }

    /// Works batches out and packs them, the one while the next is worked out.
    fn pack_batches(&mut self, file: &str, form: Form, batches: &Receiver<Batch>) -> Result<()> {
        let mut waiting: Vec<Parsed> = Vec::new();
        for batch in batches {
            let (parsed, packed) = rayon::join(
                || batch.into_par_iter().map(|(line, content)| parse(form, line, &content)).collect::<Vec<_>>(),
                || self.pack(file, std::mem::take(&mut waiting)),
            );
            packed?;
            waiting = parsed;
        }
        self.pack(file, waiting)
    }

    /// Packs what a batch holds.
    fn pack(&mut self, file: &str, batch: Vec<Parsed>) -> Result<()> {
        for parsed in batch {
            match parsed {
                Parsed::Row(both) => self.packer.add_keyed(&both.0, &both.1).map_err(Error::invalid)?,
                Parsed::Names(line, names) => {
                    for (name, key) in names {
                        self.packer.add_name(line, &name, key.as_ref()).map_err(Error::invalid)?;
                    }
                }
                Parsed::Fault(fault) => self.leave_out(file, fault),
            }
        }
        Ok(())
    }

    /// Tells and counts a row that was left out.
    fn leave_out(&mut self, file: &str, fault: Fault) {
        let column = fault.column.map(str::to_owned);
        let told = Told { file: file.to_owned(), line: fault.line, column, value: fault.value, why: fault.why };
        self.packer.contents.leave_out(told.clone());
        (self.tell)(told);
    }

    /// Takes the places that names were given to, but that no file has, from the gazetteer below.
    fn borrow(&mut self, base: Option<&Index>) -> Result<()> {
        let Some(base) = base else { return Ok(()) };
        for owner in self.packer.missing_owners() {
            let (record, key) = match &owner {
                Owner::Id(id) => (base.by_id(*id), None),
                Owner::Unit(code) => {
                    let key = format!("@{code}");
                    (base.get(&key).last().and_then(|posting| base.record(posting.place)), Some(key))
                }
            };
            if let Some(record) = record {
                let names = key.into_iter().map(|key| (key, NameClass::Key)).collect();
                let keyed = Keyed { names, admin1: record.admin1().to_owned(), admin2: record.admin2().to_owned() };
                self.packer.borrow(&row_of(record), &keyed).map_err(Error::invalid)?;
            }
        }
        Ok(())
    }
}

/// A place of an index as a row.
fn row_of(record: Record<'_>) -> Row {
    Row {
        id: i64::from(record.id()),
        key: record.key().to_owned(),
        name: record.name().to_owned(),
        ascii: String::new(),
        preferred: Vec::new(),
        alternates: Vec::new(),
        lon: record.lon(),
        lat: record.lat(),
        feature: record.feature(),
        country: record.country().to_owned(),
        admin1: String::new(),
        admin2: String::new(),
        population: u64::from(record.population()),
        radius_km: record.radius_km(),
    }
}

/// Reads lines into batches until the receiver wants no more.
fn read_batches(mut lines: Lines, send: impl Fn(Batch) -> bool) -> Result<()> {
    loop {
        let (mut batch, mut bytes) = (Vec::with_capacity(BATCH), 0);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some((number, line)) = lines.next()? else { break };
            if !line.trim().is_empty() && !line.starts_with('#') {
                bytes += line.len();
                batch.push((number, line));
            }
        }
        if batch.is_empty() || !send(batch) {
            return Ok(());
        }
    }
}

/// What a line holds.
fn parse(form: Form, line: u64, content: &str) -> Parsed {
    let names = match form {
        Form::GeoNames(columns) => {
            return match geonames_row(line, content, columns) {
                Ok(row) => {
                    let keyed = Keyed::of(&row);
                    Parsed::Row(Box::new((row, keyed)))
                }
                Err(fault) => Parsed::Fault(fault),
            };
        }
        Form::AlternateNames => alternate_name(line, content).map(|name| name.into_iter().collect()),
        Form::AdminCodes => admin_names(line, content),
        Form::CountryInfo => country_names(line, content),
        Form::Names(columns) => table_name(line, content, columns).map(|name| vec![name]),
        Form::Table | Form::GeoJson => Ok(Vec::new()),
    };
    match names {
        Ok(names) => {
            let keyed = names.into_iter().map(|name| {
                let key = key_of(&name.name, name.class);
                (name, key)
            });
            Parsed::Names(line, keyed.collect())
        }
        Err(fault) => Parsed::Fault(fault),
    }
}
