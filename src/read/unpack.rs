//! Packed files read as if they were not: gzip, zstd, the members of a zip archive.
//!
//! Comes in: a file and how it is packed. Goes out: its bytes, unpacked as they are read. Data that end early or are damaged
//! give all that came before, and then an error that says so.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::CrcReader;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
use zip::{CompressionMethod, ZipArchive};

use super::workbook::MAIN;
use crate::error::{Error, Result};

/// How much of a file is read at once.
const CHUNK: usize = 1 << 17;

/// How a file is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
    Zip(Member),
}

/// A member of a zip archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    start: u64,
    packed: u64,
    deflated: bool,
    crc: u32,
}

impl Packing {
    /// How a file is packed that starts with these bytes; none for a zip archive, which has members.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => None,
            _ => Some(Self::None),
        }
    }

    /// The bytes of the first `length` bytes of a file, unpacked.
    pub(super) fn open(&self, mut file: File, length: u64) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::None => Box::new(file.take(length)),
            Self::Gzip => {
                let packed = BufReader::with_capacity(CHUNK, file.take(length));
                Box::new(Told { inner: flate2::bufread::MultiGzDecoder::new(packed), what: "gzip" })
            }
            Self::Zstd => {
                let packed = BufReader::with_capacity(CHUNK, file.take(length));
                Box::new(Told { inner: Frames::Between(packed), what: "zstd" })
            }
            Self::Zip(member) => {
                file.seek(SeekFrom::Start(member.start))?;
                let packed = BufReader::with_capacity(CHUNK, file.take(member.packed));
                if member.deflated {
                    let unpacked = CrcReader::new(flate2::bufread::DeflateDecoder::new(packed));
                    Box::new(Told { inner: Checked { inner: unpacked, crc: member.crc }, what: "zip" })
                } else {
                    let inner = Checked { inner: CrcReader::new(packed), crc: member.crc };
                    Box::new(Told { inner, what: "zip" })
                }
            }
        })
    }
}

/// What a zip archive is.
#[derive(Debug)]
pub(super) enum Archive {
    /// A workbook, whose sheets are tables.
    Workbook,
    /// The members that are files, by name.
    Members(Vec<Member>),
}

/// Documents that are archives too, by a member that tells them, and what they are.
const DOCUMENTS: [(&str, &str); 3] = [
    ("xl/workbook.bin", "this is a binary workbook: save it as .xlsx or as CSV (UTF-8)"),
    ("word/document.xml", "this is a Word document: save an article as text, a table as CSV (UTF-8)"),
    ("content.xml", "this is an OpenDocument file: save a workbook as .xlsx or as CSV (UTF-8), an article as text"),
];

/// Looks at the directory of a zip archive.
///
/// # Errors
/// Where it is damaged, a document that is no table, encrypted or packed in a way that is not known.
pub(super) fn archive(path: &Path, file: File) -> Result<Archive> {
    let mut archive = ZipArchive::new(file).map_err(|e| damaged(path, &e))?;
    if archive.index_for_name(MAIN).is_some() {
        return Ok(Archive::Workbook);
    }
    if let Some((_, sentence)) = DOCUMENTS.iter().find(|(member, _)| archive.index_for_name(member).is_some()) {
        return Err(Error::invalid(*sentence).in_file(path));
    }
    listed(path, &mut archive).map(Archive::Members)
}

fn listed(path: &Path, archive: &mut ZipArchive<File>) -> Result<Vec<Member>> {
    let damaged = |error: &dyn std::fmt::Display| damaged(path, error);
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(|e| damaged(&e))?;
        if member.is_dir() {
            continue;
        }
        let name = member.name().map_err(|e| damaged(&e))?.into_owned();
        let refused =
            |why: &str| Error::invalid(format!("\"{name}\" in this archive {why}: unpack it first")).in_file(path);
        if member.encrypted() {
            return Err(refused("is locked with a password"));
        }
        let deflated = match member.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            _ => return Err(refused("is packed in a way that is not read")),
        };
        let start = member.data_start().ok_or_else(|| damaged(&"a member has no place"))?;
        let (packed, crc) = (member.compressed_size(), member.crc32());
        found.push(Member { name, start, packed, deflated, crc });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::invalid(format!("this zip archive cannot be read ({error}): copy or download it again")).in_file(path)
}

/// Says of an error what kind of data it is about.
struct Told<R> {
    inner: R,
    what: &'static str,
}

impl<R: Read> Read for Told<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.inner.read(into).map_err(|error| {
            let how = if error.kind() == io::ErrorKind::UnexpectedEof { "end early" } else { "are damaged" };
            io::Error::new(io::ErrorKind::InvalidData, format!("the {} data {how} ({error})", self.what))
        })
    }
}

/// Checks the sum of a member at its end.
struct Checked<R> {
    inner: CrcReader<R>,
    crc: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        if count == 0 && !into.is_empty() && self.inner.crc().sum() != self.crc {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum is another"));
        }
        Ok(count)
    }
}

/// The frames of zstd data, one after the other.
enum Frames<R: BufRead> {
    Between(R),
    Within(Box<StreamingDecoder<R, FrameDecoder>>),
    Ended,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(self, Self::Ended) {
                Self::Ended => return Ok(0),
                Self::Within(mut frame) => {
                    let count = frame.read(into)?;
                    *self = if count == 0 { Self::Between(frame.into_inner()) } else { Self::Within(frame) };
                    if count > 0 {
                        return Ok(count);
                    }
                }
                Self::Between(mut source) => {
                    let head = source.fill_buf()?;
                    if head.is_empty() {
                        return Ok(0);
                    }
                    if head.len() >= 8 && matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]) {
                        skip_frame(&mut source)?;
                        *self = Self::Between(source);
                        continue;
                    }
                    let frame = StreamingDecoder::new(source).map_err(io::Error::other)?;
                    *self = Self::Within(Box::new(frame));
                }
            }
        }
    }
}

/// Passes over a frame that holds no data.
fn skip_frame(source: &mut impl BufRead) -> io::Result<()> {
    let mut head = [0; 8];
    source.read_exact(&mut head)?;
    let [.., a, b, c, d] = head;
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let skipped = io::copy(&mut source.take(length), &mut io::sink())?;
    if skipped < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}
