//! The arguments of commands that read tables and do nothing else: `convert` and `inspect`.
//!
//! Comes in: flags. Goes out: what to read, and how.

use std::path::PathBuf;

use super::selection::{asked_format, meanings};
use crate::error::Result;
use crate::read::{Encoding, Input, ReadOptions};

/// Tables to be read.
#[derive(Debug, clap::Args)]
pub struct Tables {
    /// Tables, folders or archives; `-` reads standard input.
    #[arg(value_name = "INPUT", required = true)]
    input: Vec<PathBuf>,
    /// Whose tables they are (ucdp-ged, gtd, acled, gdelt1, gdelt2, incimap); by the header if not given.
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// What the columns of a table mean: place=Ort,date=Datum.
    #[arg(long, value_name = "MEANING=NAME,...", value_delimiter = ',')]
    columns: Vec<String>,
    /// How bytes become text.
    #[arg(long, value_enum)]
    encoding: Option<Encoding>,
}

impl Tables {
    /// What to read.
    pub fn inputs(&self) -> Vec<Input> {
        let input = |path: &PathBuf| if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.clone()) };
        self.input.iter().map(input).collect()
    }

    /// How to read.
    ///
    /// # Errors
    /// Where a format or a pair of columns is not understood.
    pub fn options(&self) -> Result<ReadOptions> {
        let format = self.from.as_slice();
        Ok(ReadOptions {
            encoding: self.encoding.unwrap_or_default(),
            format: match (asked_format(format), &self.from) {
                (None, Some(word)) => return Err(super::selection::no_format(word)),
                (asked, _) => asked.unwrap_or_default(),
            },
            columns: meanings(&self.columns)?.into_iter().collect(),
        })
    }
}
