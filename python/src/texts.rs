//! Columns of any plain type as texts, as the cells of a CSV would be.
//!
//! Comes in: an Arrow array. Goes out: [`Texts`]; texts are not copied, numbers, dates and categories are written as text
//! once. NaN is not known, as in a CSV that pandas writes.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type};
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::DataType;

use crate::error::Fault;

/// The texts of a column.
#[derive(Debug, Clone)]
pub enum Texts {
    /// Offsets of 32 bits.
    Short(StringArray),
    /// Offsets of 64 bits.
    Long(LargeStringArray),
    /// Views, as polars has them.
    Views(StringViewArray),
    /// Nothing is known.
    Blank,
}

impl Texts {
    /// The texts of an array.
    ///
    /// # Errors
    /// Where it is of a type without a text (a list, a struct, bytes), or is not what it says it is.
    pub fn of(name: &str, array: &ArrayRef) -> Result<Self, Fault> {
        let broken = |e: &dyn std::fmt::Display| Fault::of(name, format!("the Arrow data is broken: {e}"));
        array.to_data().validate_full().map_err(|e| broken(&e))?;
        Self::valid(name, array)
    }

    fn valid(name: &str, array: &ArrayRef) -> Result<Self, Fault> {
        let cast = |array: &dyn Array, to: &DataType| {
            let options = CastOptions { safe: false, ..CastOptions::default() };
            cast_with_options(array, to, &options).map_err(|e| Fault::of(name, format!("cannot be read as text: {e}")))
        };
        match array.data_type() {
            DataType::Null => Ok(Self::Blank),
            DataType::Utf8 => Ok(Self::Short(array.as_string::<i32>().clone())),
            DataType::LargeUtf8 => Ok(Self::Long(array.as_string::<i64>().clone())),
            DataType::Utf8View => Ok(Self::Views(array.as_string_view().clone())),
            DataType::Dictionary(_, values) => Self::valid(name, &cast(array, values)?),
            DataType::RunEndEncoded(_, values) => Self::valid(name, &cast(array, values.data_type())?),
            DataType::Float16 => Self::valid(name, &cast(array, &DataType::Float32)?),
            DataType::Float32 => {
                let known = array
                    .as_primitive::<Float32Type>()
                    .unary_opt::<_, Float32Type>(|v| Some(v).filter(|v| !v.is_nan()));
                Self::valid(name, &cast(&known, &DataType::Utf8)?)
            }
            DataType::Float64 => {
                let known = array
                    .as_primitive::<Float64Type>()
                    .unary_opt::<_, Float64Type>(|v| Some(v).filter(|v| !v.is_nan()));
                Self::valid(name, &cast(&known, &DataType::Utf8)?)
            }
            kind if is_plain(kind) => Self::valid(name, &cast(array, &DataType::Utf8)?),
            kind => Err(Fault::of(name, format!("is of type {kind}: give texts, numbers, dates or categories"))),
        }
    }

    /// The text of a row; empty where it is null.
    #[inline]
    pub fn get(&self, row: usize) -> &str {
        match self {
            Self::Short(array) if array.is_valid(row) => array.value(row),
            Self::Long(array) if array.is_valid(row) => array.value(row),
            Self::Views(array) if array.is_valid(row) => array.value(row),
            _ => "",
        }
    }
}

/// Whether values of a type have a text that a CSV would have.
pub fn is_plain(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_plain(values),
        DataType::RunEndEncoded(_, values) => is_plain(values.data_type()),
        DataType::Null | DataType::Boolean | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        kind => kind.is_numeric() || matches!(kind, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)),
    }
}
