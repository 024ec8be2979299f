//! Words that are kept once however often they stand in a table.
//!
//! Comes in: text. Goes out: [`Text`], which costs two words of memory to copy.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A text that is never changed and shares its memory with its copies.
///
/// # Example
/// ```
/// use incimap::incident::Text;
/// let actor = Text::from("ISIS-K");
/// assert_eq!((actor.len(), actor.clone().as_str()), (6, "ISIS-K"));
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

impl Text {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The shared memory itself.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl Default for Text {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self(Arc::from(words))
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self(Arc::from(words))
    }
}

impl From<Arc<str>> for Text {
    fn from(words: Arc<str>) -> Self {
        Self(words)
    }
}

impl From<Text> for String {
    fn from(words: Text) -> Self {
        words.as_str().to_owned()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        *self.0 == **other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl serde::Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}
