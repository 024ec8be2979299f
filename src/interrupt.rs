//! Ctrl-C: stops at once while nothing has been put in place yet, and not in the short moment in which it is.
//!
//! Comes in: a signal. Goes out: the end of the process with the staging folder removed, or nothing.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};

/// What the signal finds.
#[derive(Debug)]
struct State {
    /// The folder to remove.
    staging: Option<PathBuf>,
}

static STATE: Mutex<State> = Mutex::new(State { staging: None });

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs the handler. Call once.
///
/// # Errors
/// Where the system refuses a handler.
pub fn install() -> Result<()> {
    ctrlc::set_handler(|| {
        // Waits here while files are put in place: that is a few renames.
        let state = state();
        if let Some(staging) = &state.staging {
            // A folder that cannot be removed is left; there is nobody to tell.
            let _ = std::fs::remove_dir_all(staging);
        }
        end();
    })
    .map_err(|e| Error::invalid(format!("cannot watch for Ctrl-C: {e}")))
}

#[expect(
    clippy::exit,
    clippy::print_stderr,
    reason = "the main thread may be deep in a computation; nothing is left half done"
)]
fn end() {
    eprintln!("incimap: interrupted; the output folder is whole: as it was before, or finished");
    std::process::exit(130);
}

/// Names the folder that is to be removed if the run is interrupted; none once it is gone.
pub fn set_staging(folder: Option<&Path>) {
    state().staging = folder.map(Path::to_owned);
}

/// Runs something that must not be interrupted.
pub fn without<T>(work: impl FnOnce() -> T) -> T {
    let mut held = state();
    let result = work();
    held.staging = None;
    result
}
