//! Arrests and the plot that they are over: each shows that the other is more than a word.
//!
//! Comes in: the events of a text in order. Goes out: the same, those of them marked whose sentence tells of both.

use super::incidents::Told;
use crate::incident::Kind;

/// "Two men suspected of plotting an attack were arrested": marks the plot and the arrest.
pub fn pair(all: &mut [Told<'_>]) {
    for sentence in all.chunk_by_mut(|a, b| a.event.sentence == b.event.sentence) {
        let is = |kind: &Kind| sentence.iter().any(|told| told.event.kind == *kind);
        let both = is(&Kind::Plot) && is(&Kind::Arrest);
        for told in sentence {
            told.paired = both && matches!(told.event.kind, Kind::Plot | Kind::Arrest);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::several::tests::assert_told;

    #[test]
    fn an_arrest_over_a_plot_is_one_of_terror_and_not_where_the_plot_aims() -> crate::error::Result<()> {
        assert_told([
            (
                "Two men suspected of plotting an attack on a synagogue were arrested in Lyon on 3 March 2024.",
                ["plot France not known", "arrest Lyon 2024-03-03"].as_slice(),
            ),
            (
                "Four men of a Hamas cell suspected of planning terror attacks against Jewish institutions were arrested in Berlin and \
                 Rotterdam on 3 March 2024.",
                ["plot  not known", "arrest Berlin 2024-03-03", "arrest Rotterdam 2024-03-03"].as_slice(),
            ),
        ])
    }
}
