//! Ticks of a time axis on the real calendar: days, weeks, months, quarters, years, thinned until their labels fit.
//!
//! Comes in: the first day and the day after the last, the width in mm, how wide a text is. Goes out: [`TimeTick`]s in
//! days (see [`day_number`]) with a label each, and a second row that names the month or year they lie in.

mod step;

use jiff::civil::{Date, date};

use self::step::Step;
use crate::spread::PeriodLength;
use crate::words::Words;

/// How labels are written and how wide they are.
pub struct Lettering<'a> {
    /// The language.
    pub words: Words,
    /// The width of a text in mm.
    pub mm: &'a dyn Fn(&str) -> f64,
}

/// Days since 1970-01-01, for axes.
pub fn day_number(day: Date) -> f64 {
    date(1970, 1, 1).until(day).map_or(0.0, |span| f64::from(span.get_days()))
}

/// The calendar span of a time axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeSpan {
    /// The first day.
    pub first: Date,
    /// The day after the last.
    pub end: Date,
}

/// A label under a time axis.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeTick {
    /// Where the day, month or year it names begins, held to the span; days since 1970.
    pub from: f64,
    /// Where it ends, held to the span.
    pub to: f64,
    /// What it is called: "22", "Mar", "Q1", "2015".
    pub label: String,
    /// Whether the label stands under the middle of `from..to` rather than under `from`.
    pub centred: bool,
}

impl TimeTick {
    /// Where the label stands, in days since 1970.
    pub fn at(&self) -> f64 {
        if self.centred { f64::midpoint(self.from, self.to) } else { self.from }
    }
}

/// The two rows of labels under a time axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeTicks {
    /// Days, weeks, months, quarters or years.
    pub fine: Vec<TimeTick>,
    /// The months of the days, the years of the months; empty where the first row is of years.
    pub coarse: Vec<TimeTick>,
}

impl TimeSpan {
    /// How many days it has.
    pub fn days(self) -> f64 {
        (day_number(self.end) - day_number(self.first)).max(1.0)
    }

    /// The ticks for an axis of `width_mm`, its labels lettered so, no finer than `finest`. Labels
    /// stand under the middle of what they name; where only every second, fifth or tenth year has a label, under the
    /// beginning of the year, or under its middle where `bars` says that a bar stands there.
    pub fn ticks(self, width_mm: f64, finest: PeriodLength, bars: bool, lettering: &Lettering<'_>) -> TimeTicks {
        let mm_per_day = width_mm / self.days();
        let step = Step::fitting(mm_per_day, finest, lettering);
        let centred = bars || step <= Step::Years(1);
        let fine = self.row(step, centred, mm_per_day, lettering);
        let coarse = match step {
            Step::Day | Step::Week => self.months(mm_per_day, lettering),
            Step::Month | Step::Quarter => self.years(mm_per_day, lettering),
            Step::Years(_) => Vec::new(),
        };
        TimeTicks { fine, coarse }
    }

    /// One tick for each step.
    fn row(self, step: Step, centred: bool, mm_per_day: f64, lettering: &Lettering<'_>) -> Vec<TimeTick> {
        let room_mm = step.width_days() * mm_per_day;
        let mut ticks = Vec::new();
        let mut at = step.start_of(self.first);
        while at < self.end {
            let next = step.next(at);
            let unit_end = step.unit_end(at).min(self.end);
            let from = at.max(self.first);
            if unit_end > from && (centred || at >= self.first) {
                let label = step.label(at, lettering.words);
                let seen_mm = (day_number(unit_end) - day_number(from)) * mm_per_day;
                let cut = centred && seen_mm < (step.unit_days() - 1.0) * mm_per_day;
                let label = if cut { cut_label(label, seen_mm, room_mm, lettering) } else { label };
                ticks.push(TimeTick { from: day_number(from), to: day_number(unit_end), label, centred });
            }
            if next <= at {
                break;
            }
            at = next;
        }
        ticks
    }

    fn months(self, mm_per_day: f64, lettering: &Lettering<'_>) -> Vec<TimeTick> {
        let words = lettering.words;
        self.groups(Step::Month, mm_per_day, lettering, |d| vec![words.month_of_year(d), words.month(d).to_owned()])
    }

    fn years(self, mm_per_day: f64, lettering: &Lettering<'_>) -> Vec<TimeTick> {
        self.groups(Step::Years(1), mm_per_day, lettering, |d| vec![d.year().to_string()])
    }

    /// The second row: each group with the first of its names that fits its width; the widest always has its name.
    fn groups(
        self,
        step: Step,
        mm_per_day: f64,
        lettering: &Lettering<'_>,
        names: impl Fn(Date) -> Vec<String>,
    ) -> Vec<TimeTick> {
        let mut ticks: Vec<TimeTick> = Vec::new();
        let mut widest: Option<(f64, usize, String)> = None;
        let mut at = step.start_of(self.first);
        while at < self.end {
            let next = step.next(at);
            let (from, to) = (day_number(at.max(self.first)), day_number(next.min(self.end)));
            let names = names(at);
            let label = names.iter().find(|name| (lettering.mm)(name) + 1.0 <= (to - from) * mm_per_day);
            if widest.as_ref().is_none_or(|(width, ..)| to - from > *width) {
                widest = Some((to - from, ticks.len(), names.first().cloned().unwrap_or_default()));
            }
            ticks.push(TimeTick { from, to, label: label.cloned().unwrap_or_default(), centred: true });
            if next <= at {
                break;
            }
            at = next;
        }
        if let Some((_, index, name)) = widest
            && ticks.iter().all(|tick| !tick.label.ends_with(|c: char| c.is_ascii_digit()))
            && let Some(tick) = ticks.get_mut(index)
        {
            tick.label = name;
        }
        ticks
    }
}

/// The label of a day, month or year of which the axis shows only a part: it may reach a little beyond the end of the axis,
/// but not into the next label.
fn cut_label(label: String, seen_mm: f64, whole_mm: f64, lettering: &Lettering<'_>) -> String {
    let width = (lettering.mm)(&label);
    let beyond = (width - seen_mm) / 2.0;
    let to_next = f64::midpoint(seen_mm, whole_mm);
    if beyond <= 2.5 && to_next >= width + 1.0 { label } else { String::new() }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;
    use crate::words::Lang;

    /// A text as wide as 6 point digits are: about 1.2 mm a character.
    fn narrow(text: &str) -> f64 {
        1.2 * text.len() as f64
    }

    const ENGLISH: Lettering<'static> = Lettering { words: Words { lang: Lang::En }, mm: &narrow };
    const MONTHS: &str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";

    fn labels(ticks: &[TimeTick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).filter(|label| !label.is_empty()).collect()
    }

    fn ticks(first: Date, end: Date, finest: PeriodLength) -> TimeTicks {
        TimeSpan { first, end }.ticks(140.0, finest, true, &ENGLISH)
    }

    #[test]
    fn ten_years_have_a_label_each() {
        let years = ticks(date(2015, 1, 1), date(2025, 1, 1), PeriodLength::Year);
        assert_eq!(
            labels(&years.fine),
            ["2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024"]
        );
        assert!(years.coarse.is_empty());
    }

    #[test]
    fn seventy_years_are_named_by_round_numbers() {
        let years = ticks(date(1955, 1, 1), date(2025, 1, 1), PeriodLength::Year);
        assert_eq!(labels(&years.fine)[..3], ["1955", "1960", "1965"]);
    }

    #[test]
    fn a_year_by_month_has_twelve_months_and_the_year_below() {
        let months = ticks(date(2024, 1, 1), date(2025, 1, 1), PeriodLength::Month);
        assert_eq!(labels(&months.fine), MONTHS.split(' ').collect::<Vec<_>>());
        assert_eq!(labels(&months.coarse), ["2024"]);
    }

    #[test]
    fn ten_days_across_a_new_year_name_both_months() {
        let days = ticks(date(2023, 12, 27), date(2024, 1, 6), PeriodLength::Day);
        assert_eq!(labels(&days.fine), ["27", "28", "29", "30", "31", "1", "2", "3", "4", "5"]);
        assert_eq!(labels(&days.coarse), ["Dec 2023", "Jan 2024"]);
    }

    #[test]
    fn a_leap_day_is_where_the_calendar_has_it() {
        let days = |a: Date, b: Date| (day_number(b) - day_number(a)) as i32;
        assert_eq!(days(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days(date(1970, 1, 1), date(1969, 12, 31)), -1);
    }

    #[test]
    fn one_day_is_named_with_its_month_and_year() {
        let day = ticks(date(2024, 3, 22), date(2024, 3, 23), PeriodLength::Day);
        assert_eq!((labels(&day.fine), labels(&day.coarse)), (vec!["22"], vec!["Mar 2024"]));
    }

    proptest! {
        #[test]
        fn labels_of_any_span_follow_each_other_without_touching(
            first in -2_000_000i32..2_000_000, days in 1i32..400_000, finest in 0usize..5, bars: bool, width in 60.0..200.0,
        ) {
            let Ok(first) = date(1970, 1, 1).checked_add(first.days()) else { return Ok(()) };
            let end = first.checked_add(days.days()).unwrap_or(Date::MAX);
            prop_assume!(end > first);
            let finest = [PeriodLength::Day, PeriodLength::Week, PeriodLength::Month, PeriodLength::Quarter, PeriodLength::Year][finest];
            let span = TimeSpan { first, end };
            let ticks = span.ticks(width, finest, bars, &ENGLISH);
            prop_assert!(ticks.fine.len() <= 140);
            let mm = |at: f64| (at - day_number(first)) * width / span.days();
            for row in [&ticks.fine, &ticks.coarse] {
                let named: Vec<_> = row.iter().filter(|tick| !tick.label.is_empty()).collect();
                for pair in named.windows(2) {
                    let gap = mm(pair[1].at()) - mm(pair[0].at());
                    prop_assert!(gap >= f64::midpoint(narrow(&pair[0].label), narrow(&pair[1].label)), "{pair:?} {gap}");
                }
            }
        }
    }
}
