//! What a run can make, and which of it is wanted.
//!
//! Comes in: `--only` and `--skip`, or their keys in incimap.toml. Goes out: a list of [`Product`]s, at least one.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A kind of files that a run makes. One that is not wanted is not computed, and its files are left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// Layers for a GIS.
    Layers,
    /// Styles and the project for QGIS.
    Qgis,
    /// Maps to print.
    Maps,
    /// Charts to print.
    Charts,
    /// Tables for spreadsheets, spread.json, summary.txt.
    Tables,
    /// The report, one page to send.
    Report,
}

impl Product {
    /// All, in the order in which they are made.
    pub const ALL: [Self; 6] = [Self::Layers, Self::Qgis, Self::Maps, Self::Charts, Self::Tables, Self::Report];

    /// The word for it in settings and in the manifest.
    pub fn key(self) -> &'static str {
        match self {
            Self::Layers => "layers",
            Self::Qgis => "qgis",
            Self::Maps => "maps",
            Self::Charts => "charts",
            Self::Tables => "tables",
            Self::Report => "report",
        }
    }
}

/// Those of `only`, or all, but for those to skip.
///
/// # Errors
/// Where none is left.
pub(super) fn wanted(only: &[Product], skip: &[Product]) -> Result<Vec<Product>> {
    let asked = |product: &Product| only.is_empty() || only.contains(product);
    let left: Vec<_> = Product::ALL.into_iter().filter(|p| asked(p) && !skip.contains(p)).collect();
    if left.is_empty() {
        let words: Vec<&str> = only.iter().map(|product| product.key()).collect();
        let sentence = format!("nothing is left to make of {}: --skip names all of it", words.join(", "));
        return Err(Error::invalid(sentence));
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_wanted_unless_some_is_named_or_skipped() {
        assert_eq!(wanted(&[], &[]).unwrap(), Product::ALL);
        assert_eq!(wanted(&[Product::Tables, Product::Layers], &[]).unwrap(), [Product::Layers, Product::Tables]);
        assert_eq!(wanted(&[Product::Maps, Product::Charts], &[Product::Maps]).unwrap(), [Product::Charts]);
        assert!(wanted(&[Product::Maps], &[Product::Maps]).unwrap_err().to_string().contains("nothing is left"));
    }

    #[test]
    fn the_key_is_the_word_of_the_settings_and_of_the_manifest() {
        for product in Product::ALL {
            assert_eq!(serde_json::to_string(&product).unwrap(), format!("\"{}\"", product.key()));
            assert_eq!(<Product as clap::ValueEnum>::from_str(product.key(), false), Ok(product));
        }
    }
}
