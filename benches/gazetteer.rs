//! How many names a second the gazetteer finds. To beat: an automaton (fst 0.4) finds 1.7 million exact names a second here and
//! takes 1.8 ms for one typing error; opening the built-in gazetteer may take 10 ms.

use divan::Bencher;
use divan::counter::ItemsCount;
use incimap::gazetteer::Gazetteer;
use incimap::gazetteer::fold::fold;

fn main() {
    divan::main();
}

/// Names of all continents, spread over the index.
fn names(gazetteer: &Gazetteer) -> Vec<String> {
    let index = gazetteer.indexes().next();
    index.into_iter().flat_map(|index| index.records().step_by(37).map(|record| fold(record.name()))).collect()
}

/// Folded names that are there, as a text is searched.
#[divan::bench]
fn exact_known(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let names = names(&gazetteer);
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench(|| names.iter().filter(|name| gazetteer.knows_folded(name)).count());
}

/// Folded names that are not there.
#[divan::bench]
fn exact_unknown(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let names: Vec<String> = names(&gazetteer).into_iter().map(|name| name + "q").collect();
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench(|| names.iter().filter(|name| gazetteer.knows_folded(name)).count());
}

/// All places of folded names.
#[divan::bench]
fn exact_places(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let names = names(&gazetteer);
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench(|| names.iter().map(|name| gazetteer.matches(name).count()).sum::<usize>());
}

/// Names as people write them, folded first.
#[divan::bench]
fn lookup(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    let names = names(&gazetteer);
    bencher
        .counter(ItemsCount::new(names.len()))
        .bench(|| names.iter().map(|name| gazetteer.lookup(name).len()).sum::<usize>());
}

/// Names in another transliteration, with one typing error, with two, and like nothing.
#[divan::bench(args = ["Tel Rifaat", "Mozul", "Maidoguni", "Qxzwvkjhgfd"])]
fn alike(bencher: Bencher<'_, '_>, name: &str) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    bencher.bench(|| gazetteer.alike(name).len());
}

/// Summing up the whole built-in index, which opening it leaves out.
#[divan::bench]
fn verify(bencher: Bencher<'_, '_>) {
    let Ok(gazetteer) = Gazetteer::built_in() else { return };
    bencher.bench(|| gazetteer.indexes().all(|index| index.verify().is_ok()));
}
