//! Any bytes are a table of incidents, as they are and under the header of each format.
#![no_main]

use std::io::Write;

use incimap::read::{Encoding, FormatChoice, Input, ReadOptions, read};
use libfuzzer_sys::fuzz_target;

const HEADERS: [&str; 5] = [
    "",
    "id,place,date,lat,lon,killed,kind\n",
    "id,type_of_violence,where_prec,date_prec,geom_wkt,latitude,longitude,date_start,date_end,best,low,high,country,country_id\n",
    "eventid,iyear,imonth,iday,approxdate,specificity,vicinity,location,city,latitude,longitude,attacktype1,nkill\n",
    "event_id_cnty,event_date,time_precision,geo_precision,event_type,sub_event_type,admin1,location,latitude,longitude,fatalities\n",
];

fuzz_target!(|bytes: &[u8]| {
    for header in HEADERS {
        let mut file = tempfile::NamedTempFile::new().expect("a file for the bytes");
        file.write_all(header.as_bytes()).and_then(|()| file.write_all(bytes)).expect("room on the disk");
        for (encoding, format) in [(Encoding::Auto, FormatChoice::Auto), (Encoding::Latin1, FormatChoice::Gdelt2)] {
            let options = ReadOptions { encoding, format, ..ReadOptions::default() };
            let Ok(reading) = read(&[Input::File(file.path().to_owned())], &options) else { continue };
            let rows: u64 = reading.sources.iter().map(|source| source.rows).sum();
            let told: u64 = reading.sources.iter().map(|s| s.used + s.rejected + s.repeated).sum();
            assert_eq!(rows, told);
        }
    }
});
