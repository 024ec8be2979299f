//! What can go wrong, told so that a reader can mend it.
//!
//! Comes in: the place of a fault (file, line, column), the bad value, the way out. Goes out: [`Error`] for what stops a
//! run, [`Reject`] for a row that is left out while the run goes on.

use std::fmt;
use std::path::PathBuf;

/// The result of anything in this crate that can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// Stops a run: where it happened, what was wrong and the way out.
///
/// The text is a lowercase fragment that fits "failed to ...": `data.csv, line 3: ...`.
#[derive(Debug)]
pub struct Error {
    /// The file it is about, if any.
    pub path: Option<PathBuf>,
    /// Where in the file, if known.
    pub position: Option<Position>,
    /// What went wrong.
    pub kind: ErrorKind,
}

/// A place in a text file; both numbers start at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, counted from 1.
    pub line: u64,
    /// The column (field of a table, character of a text), counted from 1, if known.
    pub column: Option<u64>,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum ErrorKind {
    /// The operating system refused something.
    #[error("cannot {doing}: {source}")]
    Io {
        /// What was being done: "open the file".
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The content is not what it should be; the sentence says what, and the way out.
    #[error("{0}")]
    Invalid(String),
    /// A cell of a table is not what it should be; the sentence names its column.
    #[error("{sentence}")]
    Cell {
        /// The name of the column.
        column: String,
        /// What is wrong, and the way out.
        sentence: String,
    },
    /// A value is not one of those allowed.
    #[error("unknown {what} \"{value}\": {way_out}")]
    Unknown {
        /// What kind of value it is: "kind", "origin", "setting".
        what: &'static str,
        /// The value as given.
        value: String,
        /// What would be right.
        way_out: String,
    },
    /// There is nothing to work on.
    #[error("{0}")]
    Empty(String),
    /// The user pressed Ctrl-C.
    #[error("interrupted: the output folder is as it was before")]
    Interrupted,
}

impl Error {
    /// An error that is about no file.
    pub fn new(kind: ErrorKind) -> Self {
        Self { path: None, position: None, kind }
    }

    /// A refusal by the operating system, about a file.
    pub fn io(path: impl Into<PathBuf>, doing: &'static str, source: std::io::Error) -> Self {
        Self::new(ErrorKind::Io { doing, source }).in_file(path)
    }

    /// Bad content, told in one sentence with its way out.
    pub fn invalid(sentence: impl Into<String>) -> Self {
        Self::new(ErrorKind::Invalid(sentence.into()))
    }

    /// A value that is not one of those allowed.
    pub fn unknown(what: &'static str, value: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unknown { what, value: value.into(), way_out: way_out.into() })
    }

    /// Names the file.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Names the line, counted from 1.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.position = Some(Position { line, column: None });
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}", path.display())?;
            if let Some(at) = self.position {
                write!(f, ", line {}", at.line)?;
                if let Some(column) = at.column {
                    write!(f, ", column {column}")?;
                }
            }
            write!(f, ": ")?;
        }
        write!(f, "{}", self.kind)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// A row (or feature) that could not be used: told, counted and kept in rejects.csv.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Reject {
    /// The input as named by the user: a path, `-` or `built-in`.
    pub input: String,
    /// The line, counted from 1 (for `GeoJSON` the number of the feature).
    pub line: u64,
    /// The column's header, if the fault lies in one.
    pub column: Option<String>,
    /// The bad value as it stands, cut to 200 characters.
    pub value: String,
    /// Why it cannot be used, and the way out.
    pub why: String,
}
