//! A folder that a run fills: a staging folder inside it, then renames.
//!
//! Comes in: files, the paths of former ones that go, a record to be made of what was written. Goes out: the folder, whole, or
//! as it was before. Files that are named nowhere are left alone.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::{OutputFile, Written};
use crate::error::{Error, Result};
use crate::interrupt;

/// Writes all files into the folder, or none.
///
/// # Errors
/// Where the folder cannot be made or written, the disk is full, or a rename fails; the folder is then as it was.
pub fn write_folder(folder: &Path, files: &[OutputFile<'_>]) -> Result<()> {
    filled(
        folder,
        |staging| {
            stage_all(staging, folder, files)?;
            Ok(files.iter().map(|file| file.path.clone()).collect())
        },
        &[],
    )
}

/// Writes all files into the folder and removes the `stale` ones, or does nothing. `record` makes the last file of what was
/// written, sorted by path.
///
/// # Errors
/// See [`write_folder`].
pub fn replace_files(
    folder: &Path,
    files: &[OutputFile<'_>],
    stale: &[String],
    record: impl FnOnce(&[Written]) -> OutputFile<'static>,
) -> Result<()> {
    filled(
        folder,
        |staging| {
            let written = stage_all(staging, folder, files)?;
            let record = record(&written);
            stage(staging, folder, &record)?;
            Ok(written.into_iter().map(|file| file.path).chain([record.path]).collect())
        },
        stale,
    )
}

/// Makes the folder, lets `stage` fill a staging folder in it, and puts in place the paths that it gives.
fn filled(folder: &Path, stage: impl FnOnce(&Path) -> Result<Vec<String>>, stale: &[String]) -> Result<()> {
    let made = make_folder(folder)?;
    let result = stage_and_place(folder, stage, stale);
    if result.is_err() {
        for folder in made.iter().rev() {
            // Removes only what this run made and left empty.
            let _ = fs::remove_dir(folder);
        }
    }
    result
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

fn stage_and_place(folder: &Path, stage: impl FnOnce(&Path) -> Result<Vec<String>>, stale: &[String]) -> Result<()> {
    let staging = tempfile::Builder::new()
        .prefix(".incimap-")
        .tempdir_in(folder)
        .map_err(|e| Error::io(folder, "write into the output folder (choose another with -o)", plain(&e)))?;
    interrupt::set_staging(Some(staging.path()));
    let staged = stage(staging.path());
    let result = staged.and_then(|paths| interrupt::without(|| place(staging.path(), folder, &paths, stale)));
    interrupt::set_staging(None);
    result
}

/// The error without the name of the temporary file, which means nothing to the user.
pub(super) fn plain(error: &io::Error) -> io::Error {
    io::Error::from(error.kind())
}

/// Stages on all threads; the result is sorted by path.
fn stage_all(staging: &Path, folder: &Path, files: &[OutputFile<'_>]) -> Result<Vec<Written>> {
    let mut written = files.par_iter().map(|file| stage(staging, folder, file)).collect::<Result<Vec<_>>>()?;
    written.sort();
    Ok(written)
}

fn stage(staging: &Path, folder: &Path, file: &OutputFile<'_>) -> Result<Written> {
    let target = staging.join("new").join(&file.path);
    let write = || {
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        file.write_at(&target)
    };
    let way_out = "write the file; the output is as it was before";
    // What makes a file may have an error of its own to tell.
    write().map_err(|e| e.downcast::<Error>().unwrap_or_else(|e| Error::io(folder.join(&file.path), way_out, e)))
}

/// Moves the old files aside and the new ones in; moves everything back if one step fails.
fn place(staging: &Path, folder: &Path, paths: &[String], stale: &[String]) -> Result<()> {
    let old = staging.join("old");
    let names: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    let stale: Vec<&str> = stale.iter().map(String::as_str).filter(|p| is_within(p) && !names.contains(p)).collect();
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
        for name in stale {
            if folder.join(name).is_file() {
                step(folder.join(name), old.join(name))?;
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

/// Whether a path of an earlier record stays within the folder: the record may have been edited.
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
    fn what_makes_a_file_tells_an_error_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a");
        let file = OutputFile::streamed("map.png", |_| Err(io::Error::other(Error::invalid("no such font"))));
        assert_eq!(write_folder(&out, &[file]).unwrap_err().to_string(), "no such font");
        assert!(!out.exists());
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
    fn stale_files_go_and_files_of_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::create_dir_all(out.join("layers")).unwrap();
        for name in ["out/layers/gone.geojson", "out/notes.txt", "outside"] {
            fs::write(folder.path().join(name), "old").unwrap();
        }
        let stale = ["layers/gone.geojson".to_owned(), "../outside".to_owned()];
        let record = |written: &[Written]| OutputFile::new("record", written[0].path.clone());
        replace_files(&out, &[OutputFile::new("new", "n")], &stale, record).unwrap();
        assert_eq!(names(&out), ["new", "notes.txt", "record"]);
        assert_eq!(fs::read(out.join("record")).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["out", "outside"]);
    }

    #[test]
    fn a_stream_that_breaks_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.csv"), "old").unwrap();
        let broken = OutputFile::streamed("b.csv", |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("broken"))
        });
        let error = write_folder(folder.path(), &[OutputFile::new("a.csv", "new"), broken]).unwrap_err();
        assert!(error.to_string().contains("b.csv"), "{error}");
        assert_eq!(names(folder.path()), ["a.csv"]);
        assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "old");
    }

    #[test]
    fn a_folder_that_is_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        fs::write(&path, "x").unwrap();
        assert!(write_folder(&path, &[]).unwrap_err().to_string().ends_with("is a file: name a folder with -o"));
    }
}
