//! Asks geosuggest for the names of a file, one a line, and prints where it puts each, then how many it answered a second.
//! Arguments: cities500.txt, the file of names.
use std::time::Instant;

use geosuggest_core::EngineData;
use geosuggest_core::index::{IndexData, SourceFileOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (cities, names) = arguments.next().zip(arguments.next()).ok_or("usage: peer cities500.txt names.txt")?;
    let start = Instant::now();
    let index = IndexData::new_from_files(SourceFileOptions {
        cities,
        names: None,
        countries: None,
        admin1_codes: None,
        admin2_codes: None,
        filter_languages: vec![],
        excluded_feature_codes: vec![],
    })?;
    let data = EngineData::try_from(index)?;
    let engine = data.as_engine()?;
    eprintln!("index: {:.1} s", start.elapsed().as_secs_f64());
    let names = std::fs::read_to_string(names)?;
    let (start, mut asked) = (Instant::now(), 0);
    for name in names.lines() {
        asked += 1;
        match engine.suggest::<&str>(name, 1, None, None).first() {
            Some(city) => println!("{}\t{}", city.longitude, city.latitude),
            None => println!("\t"),
        }
    }
    eprintln!("{asked} names, {:.2} a second", f64::from(asked) / start.elapsed().as_secs_f64());
    Ok(())
}
