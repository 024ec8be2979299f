//! Progress on a terminal, or to a program that looks on and may end the work; silence elsewhere.
//!
//! Comes in: whether it is wanted, and who looks on. Goes out: bars on standard error, or notes to a [`Watch`].

use std::fmt;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::error::{Error, ErrorKind, Result};

/// Looks on while work is done, and may end it. Called from any thread, often: it should do little.
pub trait Watch: Send + Sync {
    /// Takes note of steps that were done, and of how many there are where that is known.
    fn note(&self, what: &'static str, more: u64, of: Option<u64>);

    /// Whether the work is to end.
    fn wants_end(&self) -> bool;
}

/// Makes progress bars, or hidden ones.
#[derive(Clone)]
pub struct Progress {
    shown: bool,
    watch: Option<Arc<dyn Watch>>,
}

/// Work of some steps under way.
pub struct Steps {
    what: &'static str,
    of: Option<u64>,
    bar: ProgressBar,
    watch: Option<Arc<dyn Watch>>,
}

impl Progress {
    /// Bars where standard error is a terminal and quiet is not asked for.
    pub fn new(quiet: bool) -> Self {
        Self { shown: !quiet && std::io::stderr().is_terminal(), watch: None }
    }

    /// No bars.
    pub fn hidden() -> Self {
        Self { shown: false, watch: None }
    }

    /// No bars, but somebody who looks on.
    pub fn watched(watch: Arc<dyn Watch>) -> Self {
        Self { shown: false, watch: Some(watch) }
    }

    /// A count of steps whose number is not known.
    pub fn count(&self, what: &'static str) -> Steps {
        let bar = if self.shown { shown(what, None, "{msg} {human_pos} {per_sec}") } else { ProgressBar::hidden() };
        Steps { what, of: None, bar, watch: self.watch.clone() }
    }

    /// A bar for `count` steps; shown once the work has lasted a moment.
    pub fn bar(&self, what: &'static str, count: usize) -> Steps {
        let of = Some(count as u64);
        let bar = if self.shown && count >= 1000 {
            shown(what, of, "{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}")
        } else {
            ProgressBar::hidden()
        };
        Steps { what, of, bar, watch: self.watch.clone() }
    }
}

fn shown(what: &'static str, of: Option<u64>, template: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(of, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

impl Steps {
    /// Tells of steps that were done.
    ///
    /// # Errors
    /// [`ErrorKind::Interrupted`] where who looks on wants the work to end.
    pub fn inc(&self, steps: u64) -> Result<()> {
        self.bar.inc(steps);
        let Some(watch) = &self.watch else { return Ok(()) };
        watch.note(self.what, steps, self.of);
        if watch.wants_end() { Err(Error::new(ErrorKind::Interrupted)) } else { Ok(()) }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { shown, watch } = self;
        f.debug_struct("Progress").field("shown", shown).field("watched", &watch.is_some()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// Ends the work after so many steps.
    struct Patience(AtomicU64);

    impl Watch for Patience {
        fn note(&self, _: &'static str, more: u64, _: Option<u64>) {
            self.0.fetch_sub(more, Ordering::Relaxed);
        }

        fn wants_end(&self) -> bool {
            self.0.load(Ordering::Relaxed) == 0
        }
    }

    #[test]
    fn who_looks_on_may_end_the_work() {
        let steps = Progress::watched(Arc::new(Patience(AtomicU64::new(3)))).bar("drawing", 5);
        assert!(steps.inc(1).is_ok() && steps.inc(1).is_ok());
        assert!(matches!(steps.inc(1).unwrap_err().kind, ErrorKind::Interrupted));
        assert!(Progress::hidden().count("reading").inc(1000).is_ok());
    }
}
