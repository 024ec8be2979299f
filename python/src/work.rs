//! Work off the interpreter: on threads of our own, the interpreter's lock released, Ctrl-C heard, progress told.
//!
//! Comes in: a closure that owns what it needs. Goes out: its result, or the exception of what ended it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use incimap::error::Result;
use incimap::progress::{Progress, Watch};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::error::exception;

/// How often signals are looked for and progress is told.
const TICK: Duration = Duration::from_millis(50);

/// The threads, and the process that they belong to: they do not outlive a fork.
struct Pool {
    threads: usize,
    of_process: u32,
    running: Option<Arc<ThreadPool>>,
}

static POOL: Mutex<Pool> = Mutex::new(Pool { threads: 0, of_process: 0, running: None });

/// Sets how many threads work; 0 takes all processors. Results do not depend on it.
#[pyfunction]
#[pyo3(signature = (count, /))]
pub fn set_threads(count: usize) {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    (pool.threads, pool.running) = (count, None);
}

fn pool() -> PyResult<Arc<ThreadPool>> {
    let mut held = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if let Some(pool) = held.running.as_ref().filter(|_| held.of_process == process) {
        return Ok(Arc::clone(pool));
    }
    // A pool of the process that this one was forked from has no threads here, and cannot be ended.
    held.running.take().into_iter().for_each(std::mem::forget);
    let made = ThreadPoolBuilder::new().num_threads(held.threads).build();
    let pool = Arc::new(made.map_err(|e| PyRuntimeError::new_err(format!("cannot start threads: {e}")))?);
    (held.of_process, held.running) = (process, Some(Arc::clone(&pool)));
    Ok(pool)
}

/// What is known of the work under way.
#[derive(Default)]
struct Looker {
    end: AtomicBool,
    stage: Mutex<Option<Stage>>,
}

#[derive(Clone, Copy, PartialEq)]
struct Stage {
    what: &'static str,
    done: u64,
    of: Option<u64>,
}

impl Watch for Looker {
    fn note(&self, what: &'static str, more: u64, of: Option<u64>) {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let before = stage.filter(|stage| stage.what == what).map_or(0, |stage| stage.done);
        *stage = Some(Stage { what, done: before + more, of });
    }

    fn wants_end(&self) -> bool {
        self.end.load(Ordering::Relaxed)
    }
}

/// What Ctrl-C and an exception of the callback do; the work ends at its next step in any case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Interrupted {
    /// The caller has control back at once.
    AtOnce,
    /// The caller has control back when the work has ended: nothing is written afterwards.
    AtItsEnd,
}

/// Does work on the threads; `held` names the table in memory that it is about. Ctrl-C gives control back at once.
pub fn run<T: Send + 'static>(
    py: Python<'_>,
    told: Option<&Py<PyAny>>,
    held: Option<&str>,
    work: impl FnOnce(Progress) -> Result<T> + Send + 'static,
) -> PyResult<T> {
    done(py, told, held, Interrupted::AtOnce, work)
}

/// Does work that writes files. Ctrl-C gives control back once it has ended, with all files in place or none.
pub fn run_to_end<T: Send + 'static>(
    py: Python<'_>,
    told: Option<&Py<PyAny>>,
    work: impl FnOnce(Progress) -> Result<T> + Send + 'static,
) -> PyResult<T> {
    done(py, told, None, Interrupted::AtItsEnd, work)
}

fn done<T: Send + 'static>(
    py: Python<'_>,
    told: Option<&Py<PyAny>>,
    held: Option<&str>,
    interrupted: Interrupted,
    work: impl FnOnce(Progress) -> Result<T> + Send + 'static,
) -> PyResult<T> {
    let looker = Arc::new(Looker::default());
    let progress = Progress::watched(Arc::clone(&looker) as Arc<dyn Watch>);
    let (done, mut result) = channel();
    pool()?.spawn(move || {
        // Nobody waits any more where the call was interrupted.
        let _ = done.send(catch_unwind(AssertUnwindSafe(|| work(progress))));
    });
    let mut shown = None;
    loop {
        let waited = py.detach(move || {
            let waited = result.recv_timeout(TICK);
            (waited, result)
        });
        result = waited.1;
        match waited.0 {
            Ok(Ok(result)) => return result.map_err(|error| exception(py, &error, held)),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                let sentence =
                    "incimap failed on this input, which is a fault of incimap: please report it with the input";
                return Err(PyRuntimeError::new_err(sentence));
            }
            Err(RecvTimeoutError::Timeout) => {
                if let Err(heard) = py.check_signals().and_then(|()| tell(py, told, &looker, &mut shown)) {
                    looker.end.store(true, Ordering::Relaxed);
                    if interrupted == Interrupted::AtItsEnd {
                        let _ = py.detach(move || result.recv().map(|_| ()));
                    }
                    return Err(heard);
                }
            }
        }
    }
}

/// Calls `told(what, done, of)` where something has been done since the last time.
fn tell(py: Python<'_>, told: Option<&Py<PyAny>>, looker: &Looker, shown: &mut Option<Stage>) -> PyResult<()> {
    let Some(told) = told else { return Ok(()) };
    let stage = *looker.stage.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(Stage { what, done, of }) = stage.filter(|_| stage != *shown) else { return Ok(()) };
    *shown = stage;
    told.call1(py, (what, done, of)).map(|_| ())
}
