use jiff::civil::date;

use super::*;

fn read(text: &str) -> Vec<String> {
    let prose = Prose::of(text, Vocabulary::built_in());
    TimeReader::new(&prose, Some(date(2024, 3, 25))).read().iter().map(|m| m.when.to_string()).collect()
}

#[test]
fn relative_dates_are_counted_from_the_day_of_publication() {
    for (text, meant) in [
        ("It happened last week.", "2024-03-18/2024-03-24"),
        ("It happened on Friday.", "2024-03-22"),
        ("It happened in July.", "2023-07"),
        ("It happened in early March.", "2024-03-01/2024-03-10"),
        ("It happened five years ago this month.", "2019-03"),
        ("It happened on New Year's Eve.", "2023-12-31"),
        ("It happened yesterday.", "2024-03-24"),
        ("It happened a few minutes ago.", "2024-03-25"),
        ("It happened two days ago.", "2024-03-23"),
        ("It happened two and a half years ago.", "2021-06-25/2021-12-25"),
        ("It happened a year and a half ago.", "2022-06-25/2022-12-25"),
        ("It happened two years ago, in the last days of the war.", "2022"),
        ("It was forbidden ahead of Easter.", "not known"),
        ("It happened on Dec. 24th.", "2023-12-24"),
        ("It happened on Jan. 3.", "2024-01-03"),
        ("It happened in recent years.", "2021-03-26/2024-03-25"),
        ("It happened in August 2021.", "2021-08"),
        ("It happened in 2017.", "2017"),
        ("There was a 2017 suicide bombing in Lima.", "2017"),
        ("It happened last month.", "2024-02"),
        ("It happened between March 3 and March 9.", "2024-03-03/2024-03-09"),
        ("It happened between July 25 and 27.", "2023-07-25/2023-07-27"),
        ("It happened on 30 DECEMBER 1989.", "1989-12-30"),
        ("It happened this summer.", "2024-06-21/2024-09-22"),
        ("It happened last March.", "2023-03"),
        ("They have fought since August 2021.", "2021-08-01/2024-03-25"),
        ("He was born in 1835.", "1835"),
        ("It happened on Jan. 3 this year.", "2024-01-03"),
        ("It happened in March of last year.", "2023-03"),
        ("It happened over Christmas.", "2023-12-25"),
        ("It was to happen on Christmas or New Year's Eve.", "2023-12-25/2023-12-31"),
        ("It happened on Easter Sunday last year.", "2023-04-09"),
        ("It happened on Good Friday 2021.", "2021-04-02"),
        ("It happened this past January.", "2024-01"),
        ("It happened early in March.", "2024-03-01/2024-03-10"),
        ("It has happened often since Oct. 17.", "2023-10-17/2024-03-25"),
        ("Nothing has happened since the takeover in August 2021.", "2021-08-01/2024-03-25"),
    ] {
        assert_eq!(read(text), [meant], "{text}");
    }
}

#[test]
fn a_date_may_count_from_the_one_before_it() {
    assert_eq!(read("In January it exploded; he was killed four years earlier."), ["2024-01", "2020-01"]);
    assert_eq!(
        read("On 13 November 2015 they struck. Ten months earlier, in January, he died."),
        ["2015-11-13", "2015-01"]
    );
    assert_eq!(read("It exploded in September 2022, and again three months later."), ["2022-09", "2022-12"]);
    assert_eq!(read("In January it exploded. In the same month he died."), ["2024-01", "2024-01"]);
    assert_eq!(read("On 3 May it exploded. The following day he died."), ["2023-05-03", "2023-05-04"]);
    assert_eq!(read("They left in 2021. He died that August."), ["2021", "2021-08"]);
    assert_eq!(read("In November 2015 they struck. It was the night of Nov. 13."), ["2015-11", "2015-11-13"]);
    for words in ["Bastille Day the following year", "14 July the following year", "July 14 of the next year"] {
        let text = format!("In November 2015 it exploded. On {words} he died.");
        assert_eq!(read(&text), ["2015-11", "2016-07-14"], "{text}");
    }
    assert_eq!(read("In June 2015 it exploded. In May that year he died."), ["2015-06", "2015-05"]);
    for words in ["on Bastille Day in 2016", "on Bastille Day, 2016", "on July 14 of 2016", "on 14 July in 2016"] {
        assert_eq!(read(&format!("It exploded {words} and burned.")), ["2016-07-14"], "{words}");
    }
    assert_eq!(read("It exploded in July of 2016."), ["2016-07"]);
    assert_eq!(read("In June 2015 it exploded. He died in May the year before."), ["2015-06", "2014-05"]);
}

#[test]
fn a_date_in_passing_is_not_counted_from() {
    assert_eq!(
        read("On March 7 they seized pupils; all were freed two weeks later. A day earlier they took a bus."),
        ["2024-03-07", "2024-03-21", "2024-03-06"]
    );
    assert_eq!(read("In May 24 people were murdered in a ward."), ["2023-05"]);
    assert_eq!(read("They were held in overnight raids on March 20."), ["2024-03-20"]);
}

#[test]
fn a_date_between_two_words_is_a_span_and_one_before_a_feast_is_none() {
    assert_eq!(read("They were held between 26 and 31 December 2023."), ["2023-12-26/2023-12-31"]);
    assert_eq!(read("They struck in May and June 2023."), ["2023-05-01/2023-06-30"]);
    assert_eq!(read("They were held before Christmas."), Vec::<String>::new());
    assert_eq!(read("It led to 2,086 arrests in 2023."), ["2023"]);
    assert_eq!(read("The 2017 New Year's Eve shooting shocked them."), ["2017-12-31"]);
}

#[test]
fn a_year_in_a_line_of_its_own_is_that_of_the_days_below_it() {
    assert_eq!(
        read("2014\n\nAugust 19: A man is killed.\n\n2015\n\nJanuary 7: Twelve are killed."),
        ["2014-08-19", "2015-01-07"]
    );
}

#[test]
fn words_that_are_also_months_are_no_dates() {
    assert_eq!(read("They may march on, and may be fall apart."), Vec::<String>::new());
    assert_eq!(read("At least 2017 people were there."), Vec::<String>::new());
    assert_eq!(read("They came during Sunday Mass."), Vec::<String>::new());
    assert_eq!(read("They signed the Good Friday Agreement."), Vec::<String>::new());
}
