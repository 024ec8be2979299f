//! The command line: one file a subcommand, its arguments and what it does.
//!
//! Comes in: the parsed arguments. Goes out: text on standard output, files through [`crate::write`], a [`Status`].

mod charts;
mod completions;
mod convert;
mod extract;
mod gazetteer;
mod geocode;
mod init;
mod inspect;
mod layers;
mod making;
mod man;
mod map;
mod merge;
mod places;
mod report;
mod selection;
mod sink;
mod spread;
mod summarise;
mod tables;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{ArgAction, Parser, Subcommand};

use crate::error::{Error, Reject};
use crate::gazetteer::Gazetteer;
use crate::read::Input;
use crate::settings::Flags;

/// Maps incidents: geocodes their places offline, measures how operations spread, and writes layers for QGIS, pictures
/// for reports and tables.
///
/// Without a command, the incidents named on the command line are mapped, or the built-in ones. Exit codes: 0 done, 1 done but
/// rows were rejected, 2 could not run, 130 interrupted.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    map: map::Args,
    /// Tells what is done, on standard error; twice for more.
    #[arg(short, long, action = ArgAction::Count, global = true)]
    verbose: u8,
    /// Prints only errors.
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Maps incidents: layers, pictures, tables and a record of the run in a folder.
    Map(Box<map::Args>),
    /// Writes the layers alone, with their styles and the QGIS project.
    Layers(Box<layers::Args>),
    /// Draws the charts and maps alone.
    Charts(Box<charts::Args>),
    /// Writes the report alone: one page to send.
    Report(Box<report::Args>),
    /// Prints the table of spread alone, as text, CSV or JSON.
    Spread(Box<spread::Args>),
    /// Converts tables of any known format into the documented table.
    Convert(convert::Args),
    /// Shows what is recognised in a table, and what looks wrong.
    Inspect(inspect::Args),
    /// Summarises a part of the incidents into a file that `merge` takes.
    Summarise(Box<summarise::Args>),
    /// Merges the summaries of parts: the figures of all of them, as of one run over all rows.
    Merge(merge::Args),
    /// Places one name, or every row of a table.
    Geocode(geocode::Args),
    /// Places the names in documents: plain texts or JSON lines.
    Places(places::Args),
    /// Takes incidents out of news articles, with the words of each field.
    Extract(Box<extract::Args>),
    /// Looks into the gazetteer.
    Gazetteer(gazetteer::Args),
    /// Writes a commented incimap.toml with every setting.
    Init(init::Args),
    /// Prints a completion script for a shell.
    Completions(completions::Args),
    /// Writes the manual pages.
    Man(man::Args),
}

/// Rows of gazetteer files that are told one by one; `incimap gazetteer build --rejects` writes all.
const MOST_TOLD: usize = 5;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All is done.
    Done,
    /// Done, but rows were rejected.
    RowsRejected,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::SUCCESS,
            Status::RowsRejected => Self::from(1),
        }
    }
}

impl Cli {
    /// Starts logging to standard error at the level asked for.
    pub fn start_log(&self) {
        let level = match self.verbose {
            0 => return,
            1 => tracing::Level::INFO,
            _ => tracing::Level::DEBUG,
        };
        tracing_subscriber::fmt()
            .with_max_level(level)
            .with_writer(io::stderr)
            .with_ansi(io::stderr().is_terminal())
            .without_time()
            .init();
    }
}

/// What arguments of `incimap map` ask for, over the configuration file: for programs that read the incidents themselves.
///
/// # Errors
/// Where an argument is not understood, and where the configuration file cannot be read.
///
/// # Example
/// ```
/// let flags = incimap::cli::map_flags(["rows.parquet", "--home", "AF"])?;
/// assert_eq!(flags.home, ["AF"]);
/// # Ok::<(), incimap::error::Error>(())
/// ```
pub fn map_flags<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> crate::error::Result<Flags> {
    let line = std::iter::once(OsString::from("incimap")).chain(arguments.into_iter().map(Into::into));
    let cli = Cli::try_parse_from(line).map_err(|e| Error::invalid(e.to_string().trim_end().to_owned()))?;
    match cli.command {
        None => cli.map.flags(),
        Some(Command::Map(args)) => args.flags(),
        Some(_) => Err(Error::invalid("only the arguments of incimap map are taken here")),
    }
}

/// Runs the command.
///
/// # Errors
/// Whatever stops it, with its context.
pub fn run(cli: Cli) -> Result<Status> {
    match cli.command {
        None => map::run(cli.map, cli.quiet),
        Some(Command::Map(args)) => map::run(*args, cli.quiet),
        Some(Command::Layers(args)) => layers::run(*args, cli.quiet),
        Some(Command::Charts(args)) => charts::run(*args, cli.quiet),
        Some(Command::Report(args)) => report::run(*args, cli.quiet),
        Some(Command::Spread(args)) => spread::run(*args, cli.quiet),
        Some(Command::Convert(args)) => convert::run(&args, cli.quiet),
        Some(Command::Inspect(args)) => inspect::run(&args),
        Some(Command::Summarise(args)) => summarise::run(*args, cli.quiet),
        Some(Command::Merge(args)) => merge::run(args, cli.quiet),
        Some(Command::Geocode(args)) => geocode::run(&args),
        Some(Command::Places(args)) => places::run(&args),
        Some(Command::Extract(args)) => extract::run(&args),
        Some(Command::Gazetteer(args)) => gazetteer::run(&args),
        Some(Command::Init(args)) => init::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}

/// A number from 0 to 1.
fn probability(text: &str) -> std::result::Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| "write a number from 0 to 1".to_owned())
}

/// The built-in gazetteer with files on top; tells on standard error how many of their rows were left out, and the first of them.
fn gazetteer_with(files: &[PathBuf]) -> Result<Gazetteer> {
    let (gazetteer, left_out) = Gazetteer::with_files(files)?;
    for row in left_out.iter().take(MOST_TOLD) {
        let column = row.column.as_deref().map_or_else(String::new, |column| format!(", {column}"));
        // There is nobody left to tell if standard error is closed.
        let _ =
            writeln!(io::stderr(), "incimap: {}, line {}{column}: \"{}\" {}", row.input, row.line, row.value, row.why);
    }
    if left_out.len() > MOST_TOLD {
        let _ = writeln!(io::stderr(), "incimap: {} rows of the gazetteer files were left out in all", left_out.len());
    }
    Ok(gazetteer)
}

/// The input that a path on the command line names.
fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.to_owned()) }
}

/// Tells of a line that could not be used.
fn tell(reject: &Reject) {
    let column = reject.column.as_ref().map_or(String::new(), |c| format!(", {c}"));
    // There is nobody left to tell if standard error is closed.
    let _ = writeln!(io::stderr(), "incimap: {}, line {}{column}: {}", reject.input, reject.line, reject.why);
}

/// Prints to standard output.
fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Whether the reader of the output went away, which is no failure.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

/// Tells what went wrong on standard error, in one line.
pub fn report(error: &anyhow::Error) {
    // The library's errors name their source already; only the context of the command line is added.
    let mut line = format!("incimap: {error}");
    let mut shown = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !shown.contains(&cause) {
            line = format!("{line}: {cause}");
            shown.clone_from(&line);
        }
    }
    // There is nobody left to tell if standard error is closed.
    let _ = writeln!(io::stderr(), "{line}");
}
