//! Sends a large file to the disk while more of it is made: else its end would wait for all of it.
//!
//! Comes in: a file that grows. Goes out: nothing; what the disk refuses is told at the end.

use std::fs::File;
use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// After so many bytes they are sent.
const SENT_AT_ONCE: usize = 1 << 25;

/// What sends a file to the disk, on a thread of its own that does little but wait.
#[derive(Default)]
pub(super) struct Behind {
    /// How many bytes were added since some were sent.
    waiting: usize,
    sender: Option<Sender>,
}

struct Sender {
    more: SyncSender<()>,
    thread: JoinHandle<io::Result<()>>,
}

impl Behind {
    /// Takes note of bytes that were added to the file.
    pub(super) fn added(&mut self, bytes: usize, file: &File) -> io::Result<()> {
        self.waiting += bytes;
        if self.waiting < SENT_AT_ONCE {
            return Ok(());
        }
        self.waiting = 0;
        let sender = match self.sender.take() {
            Some(sender) => sender,
            None => Sender::of(file.try_clone()?),
        };
        // While it is busy it needs no second call.
        let _ = sender.more.try_send(());
        self.sender = Some(sender);
        Ok(())
    }

    /// Waits until it is done.
    ///
    /// # Errors
    /// Where the disk refused some of the file.
    pub(super) fn end(self) -> io::Result<()> {
        let Some(Sender { more, thread }) = self.sender else { return Ok(()) };
        drop(more);
        thread.join().unwrap_or_else(|_| Err(io::Error::other("the thread that syncs the file ended early")))
    }
}

impl Sender {
    fn of(file: File) -> Self {
        let (more, calls) = sync_channel(1);
        let thread = thread::spawn(move || calls.into_iter().try_for_each(|()| file.sync_data()));
        Self { more, thread }
    }
}
