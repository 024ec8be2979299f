//! The columns of a group of rows, as Parquet wants them: values one after the other, and for each row whether it has one.
//!
//! Comes in: values row by row. Goes out: the values column by column, packed, when the group is full.

use jiff::civil::{Date, date};
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::Type;

use crate::layer::format::Field;
use crate::layer::value::{Kind, Value};

/// The first day of Parquet's calendar.
const EPOCH: Date = date(1970, 1, 1);

/// Milliseconds of a day; the last second of a day begins one second before its end.
const DAY_MS: i64 = 86_400_000;

/// One column of a group of rows.
pub(super) enum Column {
    Truth(Values<BoolType>),
    Count(Values<Int64Type>),
    Measure(Values<DoubleType>),
    Day(Values<Int32Type>),
    /// Milliseconds since 1970, UTC.
    Instant(Values<Int64Type>),
    Bytes(Bytes),
}

/// Values of a fixed size.
pub(super) struct Values<T: DataType> {
    values: Vec<T::T>,
    /// 1 for a row that has a value, 0 for one that has none.
    known: Vec<i16>,
}

impl<T: DataType> Default for Values<T> {
    fn default() -> Self {
        Self { values: Vec::new(), known: Vec::new() }
    }
}

/// Texts or geometries, one behind the other in one piece of memory.
#[derive(Default)]
pub(super) struct Bytes {
    all: Vec<u8>,
    ends: Vec<usize>,
    known: Vec<i16>,
}

impl<T: DataType> Values<T> {
    fn put(&mut self, value: Option<T::T>) {
        self.known.push(value.is_some().into());
        self.values.extend(value);
    }

    fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<()> {
        to.typed::<T>().write_batch(&self.values, Some(&self.known), None)?;
        self.values.clear();
        self.known.clear();
        Ok(())
    }
}

impl Bytes {
    /// Adds a value that `add` puts at the end of the memory; none if it says that there is none.
    pub(super) fn put(&mut self, add: impl FnOnce(&mut Vec<u8>) -> bool) {
        let is_known = add(&mut self.all);
        self.known.push(is_known.into());
        if is_known {
            self.ends.push(self.all.len());
        }
    }

    /// How many bytes it holds.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let whole = ByteArray::from(std::mem::take(&mut self.all));
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let values: Vec<_> = begins.zip(&self.ends).map(|(begin, end)| whole.slice(begin, end - begin)).collect();
        to.typed::<ByteArrayType>().write_batch(&values, Some(&self.known), None)?;
        self.ends.clear();
        self.known.clear();
        Ok(())
    }
}

impl Column {
    pub(super) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Truth => Self::Truth(Values::default()),
            Kind::Count => Self::Count(Values::default()),
            Kind::Measure => Self::Measure(Values::default()),
            Kind::Text => Self::Bytes(Bytes::default()),
            Kind::Day => Self::Day(Values::default()),
            Kind::Instant => Self::Instant(Values::default()),
        }
    }

    /// Adds the value of a row. A column holds one kind of value; anything else in it is none.
    pub(super) fn put(&mut self, value: &Value<'_>) {
        match self {
            Self::Truth(values) => values.put(if let Value::Truth(truth) = value { Some(*truth) } else { None }),
            Self::Count(values) => values.put(match value {
                Value::Count(number) => Some(i64::try_from(*number).unwrap_or(i64::MAX)),
                _ => None,
            }),
            Self::Measure(values) => values.put(if let Value::Measure(number) = value { Some(*number) } else { None }),
            Self::Day(values) => values.put(if let Value::Day(day) = value { Some(days(*day)) } else { None }),
            Self::Instant(values) => values.put(match value {
                Value::DayStart(day) => Some(i64::from(days(*day)) * DAY_MS),
                Value::DayEnd(day) => Some(i64::from(days(*day)) * DAY_MS + DAY_MS - 1000),
                _ => None,
            }),
            Self::Bytes(bytes) => bytes.put(|all| {
                let Value::Text(words) = value else { return false };
                all.extend_from_slice(words.as_bytes());
                true
            }),
        }
    }

    /// How many bytes of text it holds.
    pub(super) fn len(&self) -> usize {
        if let Self::Bytes(bytes) = self { bytes.len() } else { 0 }
    }

    /// Puts its values out and empties it.
    pub(super) fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<()> {
        match self {
            Self::Truth(values) => values.write(to),
            Self::Count(values) | Self::Instant(values) => values.write(to),
            Self::Measure(values) => values.write(to),
            Self::Day(values) => values.write(to),
            Self::Bytes(bytes) => bytes.write(to),
        }
    }
}

/// What a column is called and of what type it is; any may lack a value.
pub(super) fn described(field: Field) -> Result<Type> {
    let (physical, logical) = match field.kind {
        Kind::Truth => (Physical::BOOLEAN, None),
        Kind::Count => (Physical::INT64, None),
        Kind::Measure => (Physical::DOUBLE, None),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
    };
    Type::primitive_type_builder(field.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

/// Days since 1970.
fn days(day: Date) -> i32 {
    (day.duration_since(EPOCH).as_hours() / 24) as i32
}
