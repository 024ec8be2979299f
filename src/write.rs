//! The output folder: everything is written beside, synced, and put in place by renames; the only code that makes files.
//!
//! Comes in: files as values (a path within the folder, bytes). Goes out: the folder, whole, or as it was before.
//! Files of an earlier run that this one does not write are removed, as its manifest lists them; other files are left alone.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};
use crate::interrupt;
use crate::manifest::{self, MANIFEST};

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// The path within the output folder, with `/`: `layers/incidents.geojson`.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    /// A file from its path and content.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}

/// Writes all files into the folder, or none.
///
/// # Errors
/// Where the folder cannot be made or written, the disk is full, or a rename fails; the folder is then as it was.
pub fn write_folder(folder: &Path, files: &[OutputFile]) -> Result<()> {
    let made = make_folder(folder)?;
    let result = stage_and_place(folder, files);
    if result.is_err() {
        for folder in made.iter().rev() {
            // Removes only what this run made and left empty.
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

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
        let temporary = tempfile::NamedTempFile::new_in(folder).map_err(|e| make(&e))?;
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

/// Makes the folder and its parents; returns those that were not there, outermost first.
fn make_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    if folder.exists() && !folder.is_dir() {
        return Err(Error::invalid("is a file: name a folder with -o").in_file(folder));
    }
    let missing: Vec<PathBuf> =
        folder.ancestors().filter(|a| !a.as_os_str().is_empty() && !a.exists()).map(Path::to_owned).collect();
    fs::create_dir_all(folder).map_err(|e| Error::io(folder, "make the output folder (choose another with -o)", e))?;
    Ok(missing.into_iter().rev().collect())
}

fn stage_and_place(folder: &Path, files: &[OutputFile]) -> Result<()> {
    let staging = tempfile::Builder::new()
        .prefix(".incimap-")
        .tempdir_in(folder)
        .map_err(|e| Error::io(folder, "write into the output folder (choose another with -o)", plain(&e)))?;
    interrupt::set_staging(Some(staging.path()));
    let staged = files.iter().try_for_each(|file| stage(staging.path(), folder, file));
    let result = staged.and_then(|()| interrupt::without(|| place(staging.path(), folder, files)));
    interrupt::set_staging(None);
    result
}

/// The error without the name of the temporary file, which means nothing to the user.
fn plain(error: &io::Error) -> io::Error {
    io::Error::from(error.kind())
}

fn stage(staging: &Path, folder: &Path, file: &OutputFile) -> Result<()> {
    let target = staging.join("new").join(&file.path);
    let write = || -> io::Result<()> {
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut out = fs::File::create(&target)?;
        out.write_all(&file.bytes)?;
        out.sync_all()
    };
    write().map_err(|e| Error::io(folder.join(&file.path), "write the file; the output is as it was before", e))
}

/// Moves the old files aside and the new ones in; moves everything back if one step fails.
fn place(staging: &Path, folder: &Path, files: &[OutputFile]) -> Result<()> {
    let old = staging.join("old");
    let names: BTreeSet<&str> = files.iter().map(|f| f.path.as_str()).collect();
    let stale = manifest::listed_files(&folder.join(MANIFEST)).into_iter().filter(|p| is_within(p));
    let mut done: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut step = |from: PathBuf, to: PathBuf| -> Result<()> {
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(|e| Error::io(parent, "make the folder", e))?;
        }
        fs::rename(&from, &to).map_err(|e| Error::io(&to, "put the file in place", e))?;
        done.push((from, to));
        Ok(())
    };
    let all = || -> Result<()> {
        for name in stale.filter(|p| !names.contains(p.as_str())).collect::<Vec<_>>() {
            if folder.join(&name).is_file() {
                step(folder.join(&name), old.join(&name))?;
            }
        }
        for name in &names {
            if folder.join(name).exists() {
                step(folder.join(name), old.join(name))?;
            }
            step(staging.join("new").join(name), folder.join(name))?;
        }
        Ok(())
    };
    let result = all();
    if result.is_err() {
        for (from, to) in done.iter().rev() {
            // Best effort: what cannot be moved back is still in the staging folder's place, and the error is reported.
            let _ = fs::rename(to, from);
        }
    } else {
        remove_empty_folders(folder, &done);
    }
    result
}

/// Removes folders that lost their last file.
fn remove_empty_folders(folder: &Path, done: &[(PathBuf, PathBuf)]) {
    let parents: BTreeSet<&Path> = done.iter().filter_map(|(from, _)| from.parent()).collect();
    for parent in parents.into_iter().rev().filter(|p| p.starts_with(folder) && *p != folder) {
        // Fails where the folder is not empty, which is meant.
        let _ = fs::remove_dir(parent);
    }
}

/// Whether a path of an earlier manifest stays within the folder: the manifest may have been edited.
fn is_within(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn files_appear_and_no_staging_folder_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b");
        write_folder(&out, &[OutputFile::new("layers/x.geojson", "x"), OutputFile::new("y.csv", "y")]).unwrap();
        assert_eq!(names(&out), ["layers", "y.csv"]);
        assert_eq!(fs::read_to_string(out.join("layers/x.geojson")).unwrap(), "x");
    }

    #[test]
    fn a_file_that_cannot_be_put_in_place_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), "old").unwrap();
        fs::write(folder.path().join("b"), "a file where a folder is needed").unwrap();
        let files = [OutputFile::new("a.csv", "new"), OutputFile::new("b/c.csv", "new")];
        assert!(write_folder(folder.path(), &files).is_err());
        assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.csv", "b"]);
    }

    #[test]
    fn files_of_an_earlier_run_go_and_files_of_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("layers")).unwrap();
        for name in ["layers/gone.geojson", "notes.txt"] {
            fs::write(folder.path().join(name), "old").unwrap();
        }
        let manifest = r#"{"outputs": [{"path": "layers/gone.geojson"}, {"path": "../outside"}]}"#;
        fs::write(folder.path().join(MANIFEST), manifest).unwrap();
        write_folder(folder.path(), &[OutputFile::new(MANIFEST, "{}")]).unwrap();
        assert_eq!(names(folder.path()), ["manifest.json", "notes.txt"]);
    }

    #[cfg(unix)]
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

    #[cfg(unix)]
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

    #[test]
    fn a_folder_that_is_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        fs::write(&path, "x").unwrap();
        assert!(write_folder(&path, &[]).unwrap_err().to_string().ends_with("is a file: name a folder with -o"));
    }
}
