//! Files that appear whole under their name, or not at all.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

use crate::encode::Format;

/// Writes `bytes` to `path` by way of a temporary file beside it.
///
/// # Errors
/// When the folder cannot be written or the disk is full; `path` is then as it was.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let shown = path.display();
    let mut staged = NamedTempFile::new_in(folder)
        .with_context(|| format!("cannot write {shown}: no file can be made in its folder"))?;
    staged
        .write_all(bytes)
        .and_then(|()| staged.flush())
        .with_context(|| format!("cannot write {shown}"))?;
    readable_by_all(staged.as_file()).with_context(|| format!("cannot write {shown}"))?;
    staged
        .persist(path)
        .map_err(|failed| failed.error)
        .with_context(|| format!("cannot write {shown}"))?;
    Ok(())
}

/// Temporary files are private to their owner; a finished one is an ordinary file.
fn readable_by_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

/// The audio format that a file's extension names.
///
/// # Errors
/// When the extension is missing or names no format that Lyssna writes.
pub(super) fn format_of(path: &Path) -> Result<Format> {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.and_then(Format::from_extension).with_context(|| {
        let shown = path.display();
        format!("{shown}: the name must end in .mp3, .opus or .wav")
    })
}
