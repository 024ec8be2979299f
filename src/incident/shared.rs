//! A value that many incidents have in common, kept once: the same place, the same country.
//!
//! Comes in: a value. Goes out: [`Shared`], read like the value itself.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A value that shares its memory with its copies; a copy that is changed becomes one of its own.
///
/// # Example
/// ```
/// use incimap::incident::{Place, Shared};
/// let kabul: Shared<Place> = Place::worded("Kabul").into();
/// let mut copy = kabul.clone();
/// copy.words.push_str(" City");
/// assert_eq!((kabul.words.as_str(), copy.words.as_str()), ("Kabul", "Kabul City"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Whether both are one value in memory.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}
