//! One file, whole or not at all.
//!
//! Comes in: a path and bytes, at once or bit by bit. Goes out: the file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::folder::plain;
use crate::error::{Error, Result};

/// Writes one file, whole or not at all.
///
/// # Errors
/// Where the file's folder cannot be written.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = GrowingFile::new(path)?;
    file.add(bytes)?;
    file.finish()
}

/// A file that is written bit by bit, and appears whole or not at all.
///
/// What is no regular file (a device such as `/dev/null`, a pipe) is written into as it is and never replaced.
#[derive(Debug)]
pub struct GrowingFile {
    path: PathBuf,
    inner: Growing,
}

#[derive(Debug)]
enum Growing {
    /// Beside the path, to be renamed.
    Beside(io::BufWriter<tempfile::NamedTempFile>),
    /// The device or pipe itself.
    Stream(io::BufWriter<fs::File>),
}

impl GrowingFile {
    /// Begins a file beside the path; a link is followed to what it points at.
    ///
    /// # Errors
    /// Where the file's folder cannot be written.
    pub fn new(path: &Path) -> Result<Self> {
        let make = |e: &io::Error| Error::io(path, "make the file", plain(e));
        if fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
            let stream = fs::OpenOptions::new().write(true).open(path).map_err(|e| make(&e))?;
            return Ok(Self { path: path.to_owned(), inner: Growing::Stream(io::BufWriter::new(stream)) });
        }
        let target = if path.is_symlink() { fs::canonicalize(path) } else { Ok(path.to_owned()) };
        let target = target.map_err(|e| make(&e))?;
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = beside(folder, &target).map_err(|e| make(&e))?;
        Ok(Self { path: target, inner: Growing::Beside(io::BufWriter::new(temporary)) })
    }

    /// Adds bytes at the end.
    ///
    /// # Errors
    /// Where the disk is full.
    pub fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.write_all(bytes).map_err(|e| Error::io(&self.path, "write the file", e))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Where the disk is full, or the path is that of a folder.
    pub fn finish(self) -> Result<()> {
        let Self { path, inner } = self;
        match inner {
            Growing::Stream(mut stream) => stream.flush().map_err(|e| Error::io(&path, "write the file", e)),
            Growing::Beside(temporary) => {
                let temporary =
                    temporary.into_inner().map_err(|e| Error::io(&path, "write the file", e.into_error()))?;
                temporary.persist(&path).map_err(|e| Error::io(&path, "put the file in place", e.error))?;
                Ok(())
            }
        }
    }
}

/// A file in a folder that will replace the target: with the rights of the target, or those that new files have. A temporary file
/// otherwise belongs to its owner alone.
fn beside(folder: &Path, target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Ok(replaced) = fs::metadata(target) {
        file.as_file().set_permissions(replaced.permissions())?;
    }
    Ok(file)
}

impl Write for GrowingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.inner {
            Growing::Beside(file) => file.write(bytes),
            Growing::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.inner {
            Growing::Beside(file) => file.flush(),
            Growing::Stream(stream) => stream.flush(),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_written_into_and_not_replaced() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        write_file(&pipe, b"rows").unwrap();
        assert_eq!(reader.join().unwrap(), "rows");
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }

    #[test]
    fn a_new_file_can_be_read_as_others_can_and_one_that_is_replaced_keeps_its_rights() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        fs::write(folder.path().join("plain"), b"").unwrap();
        write_file(&folder.path().join("new"), b"rows").unwrap();
        assert_eq!(mode("new"), mode("plain"));
        fs::set_permissions(folder.path().join("plain"), fs::Permissions::from_mode(0o640)).unwrap();
        write_file(&folder.path().join("plain"), b"rows").unwrap();
        assert_eq!(mode("plain"), 0o640);
    }

    #[test]
    fn a_link_stays_a_link_and_its_target_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        write_file(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
    }
}
