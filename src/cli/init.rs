//! `incimap init`: a commented configuration file.

use std::path::PathBuf;

use super::{Status, print};
use crate::error::Error;
use crate::settings::CONFIG_FILE;
use crate::write;

/// The file, every key commented out.
const TEMPLATE: &str = include_str!("../../data/incimap.toml");

/// Writes a commented incimap.toml with every setting.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to write it.
    #[arg(default_value = CONFIG_FILE)]
    path: PathBuf,
    /// Replaces a file that is there.
    #[arg(long)]
    force: bool,
}

/// Writes the file; never over another one unless forced.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if args.path.exists() && !args.force {
        return Err(Error::invalid("is there already: use --force to replace it").in_file(&args.path).into());
    }
    write::write_file(&args.path, TEMPLATE.as_bytes())?;
    print(&format!("Wrote {}: every setting is there as a comment", args.path.display()))?;
    Ok(Status::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Flags;

    #[test]
    fn the_template_names_every_key_with_a_value_that_is_understood() {
        let uncommented: String = TEMPLATE
            .lines()
            .map(|line| line.strip_prefix("#").filter(|l| !l.starts_with(' ')).unwrap_or(""))
            .fold(String::new(), |mut text, line| {
                text.push_str(line);
                text.push('\n');
                text
            });
        let flags: Flags = toml::from_str(&uncommented).unwrap();
        assert!(flags.origin.is_some() && !flags.home.is_empty() && flags.credit.is_some() && flags.strict.is_some());
        let keys = uncommented.lines().filter(|l| l.contains(" = ")).count();
        assert_eq!(keys, 60, "a key is missing from the template, or one is new");
        // The font of the example is read when settings are made, and is not there.
        let one_origin = Flags { home: Vec::new(), font: None, ..flags };
        one_origin.settle().unwrap();
    }
}
