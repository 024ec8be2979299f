//! Tolls as worded, and what is no toll.

use super::*;
use crate::article::vocabulary::Vocabulary;
use Effect::{Injured, Killed};

fn read(text: &str) -> Vec<(Effect, Option<u32>, Option<u32>)> {
    let prose = Prose::of(text, Vocabulary::built_in());
    let all: Vec<Toll> = prose.sentences.iter().flat_map(|s| tolls(&prose, s)).collect();
    all.iter().map(|t| (t.effect, t.count.low, t.count.high)).collect()
}

#[test]
fn an_aside_stands_between_the_verb_and_those_killed() {
    assert_eq!(read("A bomb went off, killing, by Afghan accounts, at least 94 fighters."), [(Killed, Some(94), None)]);
    assert_eq!(
        read("A bombing outside a school, for which nobody claimed responsibility, killed at least 85 people."),
        [(Killed, Some(85), None)]
    );
}

#[test]
fn tolls_are_read_as_worded() {
    for (text, meant) in [
        ("At least 143 people were killed.", vec![(Killed, Some(143), None)]),
        ("The attack killed 13 US service members and 170 civilians.", vec![(Killed, Some(183), Some(183))]),
        ("It killed 13 US service members and as many as 170 civilians.", vec![(Killed, Some(13), Some(183))]),
        ("Nearly 100 people died.", vec![(Killed, Some(90), Some(100))]),
        ("Scores of people were killed.", vec![(Killed, Some(40), None)]),
        ("Two masked gunmen shot dead a 52-year-old man.", vec![(Killed, Some(1), Some(1))]),
        ("Two masked gunmen shot dead the faithful.", vec![]),
        ("Two gunmen shot dead.", vec![(Killed, Some(2), Some(2))]),
        ("A bomb killed a soldier and his wife.", vec![(Killed, Some(2), Some(2))]),
        ("Gunmen killed the journalists Jane Doe, Ali Omar and John Smith.", vec![(Killed, Some(3), Some(3))]),
        ("Gunmen killed soldiers in Kabul and Herat.", vec![(Killed, None, None)]),
        ("Police found the bodies of three men.", vec![(Killed, Some(3), Some(3))]),
        ("It left a toll of four people wounded.", vec![(Injured, Some(4), Some(4))]),
        (
            "The blast left five dead and twelve wounded.",
            vec![(Killed, Some(5), Some(5)), (Injured, Some(12), Some(12))],
        ),
        ("An explosion injured more than 100.", vec![(Injured, Some(101), None)]),
        (
            "THREE SUBVERSIVES WERE KILLED AND SEVEN OTHERS WERE WOUNDED.",
            vec![(Killed, Some(3), Some(3)), (Injured, Some(7), Some(7))],
        ),
        ("The mayor was killed along with two of his guards.", vec![(Killed, Some(3), Some(3))]),
        ("The bodies of the 10 workers killed in the blast were found.", vec![(Killed, Some(10), Some(10))]),
        ("Smith, 46, a former mayor, was killed.", vec![(Killed, Some(1), Some(1))]),
        ("Carlos Ruiz and Juan Soto were killed.", vec![(Killed, Some(2), Some(2))]),
        ("Jose Quispe, Isidoro Saune and Dionisio Aguirre were killed.", vec![(Killed, Some(3), Some(3))]),
        ("Three militants of the workers were killed.", vec![(Killed, Some(3), Some(3))]),
        ("The six Jesuits, five of whom were Spaniards, and two women were killed.", vec![(Killed, Some(8), Some(8))]),
        ("It killed six priests (five of them from Spain) and two maids.", vec![(Killed, Some(8), Some(8))]),
        (
            "They killed the mayor of the small town of Hostigal, as well as two peasants.",
            vec![(Killed, Some(3), Some(3))],
        ),
        ("The mayor and two members of his escort were killed.", vec![(Killed, Some(3), Some(3))]),
        (
            "THE MINISTER WAS KILLED IN AN ATTACK IN WHICH TWO MEMBERS OF HIS ESCORT WERE ALSO KILLED.",
            vec![(Killed, Some(1), Some(1)), (Killed, Some(2), Some(2))],
        ),
        (
            "AT LEAST 16 MEMBERS OF THE \"PEASANT DEFENSE PATROL\" (THE CIVILIAN MILITIA THAT FIGHTS SUBVERSION) DIED.",
            vec![(Killed, Some(16), None)],
        ),
        ("HE MARCHED FOR THE 10 UNION MEMBERS KILLED IN THE ATTACK.", vec![(Killed, Some(10), Some(10))]),
        (
            "UNION LEADERS HEADED THE FUNERAL MARCH OF THE 10 UNION MEMBERS KILLED IN THE ATTACK.",
            vec![(Killed, Some(10), Some(10))],
        ),
        ("Five men shot to death a watchman.", vec![(Killed, Some(1), Some(1))]),
        ("THE POLICE SAID VARGAS ESCOBAR, 56, WAS SHOT TO DEATH BY TWO MEN.", vec![(Killed, Some(1), Some(1))]),
        (
            "RAMIRO CASTILLO, THE PRESIDENT OF THE BANK AND ONE OF THE MOST PROMINENT BUSINESSMEN, WAS SHOT TO DEATH.",
            vec![(Killed, Some(1), Some(1))],
        ),
        (
            "AFTER THE ASSASSINATION OF LIBERAL LEADER LUIS CARLOS GALAN, THE 4,015 JUDGES OF THE COUNTRY RESIGNED.",
            vec![(Killed, Some(1), Some(1))],
        ),
        ("HIS DRIVER AND ONE OF HIS BODYGUARDS WERE KILLED.", vec![(Killed, Some(2), Some(2))]),
        (
            "THEY SPOKE OF THE MURDERS OF CARLOS VALENCIA GARCIA, COLONEL FRANKLIN QUINTERO, AND SENATOR AND PRESIDENTIAL \
             CANDIDATE LUIS CARLOS GALAN.",
            vec![(Killed, Some(3), Some(3))],
        ),
        ("GUNMEN KILLED GILDA FLORES, A MEMBER OF THE PARTY.", vec![(Killed, Some(1), Some(1))]),
        ("THE MURDER OF MS DOLORES CASANOVA SHOCKED THEM.", vec![(Killed, Some(1), Some(1))]),
        ("Nobody was killed.", vec![(Killed, Some(0), Some(0))]),
        ("No group has claimed the attack.", vec![]),
        ("The group claimed the Kerman bombing.", vec![]),
        ("A bomb killed dozens of its men.", vec![(Killed, Some(24), None)]),
        ("Carlos Ruiz, mayor of Lima, and his brother were killed.", vec![(Killed, Some(2), Some(2))]),
        ("The six Jesuit priests' murder shocked them.", vec![(Killed, Some(6), Some(6))]),
        ("They deplored the murder of the minister and the kidnapping of a mayor.", vec![(Killed, Some(1), Some(1))]),
        ("A bomber killed 13 soldiers and some 170 Afghans.", vec![(Killed, Some(166), Some(200))]),
        ("Three guards and 11 shoppers were killed.", vec![(Killed, Some(14), Some(14))]),
        ("Two men, aged 56 and 67, and a 56-year-old woman were killed.", vec![(Killed, Some(3), Some(3))]),
        ("The army killed six IS fighters.", vec![(Killed, Some(6), Some(6))]),
        (
            "A bomb killed 160 Afghans, 11 US Marines, a US Navy sailor and a soldier.",
            vec![(Killed, Some(173), Some(173))],
        ),
        ("The death toll was 140 as of Wednesday.", vec![(Killed, Some(140), Some(140))]),
        ("The death toll from the blast now stands at 37.", vec![(Killed, Some(37), Some(37))]),
        ("It caused the loss of at least 84 lives.", vec![(Killed, Some(84), None)]),
        ("The attacks were executed by ISIS.", vec![]),
    ] {
        assert_eq!(read(text), meant, "{text}");
    }
}

#[test]
fn figures_that_rose_that_are_nought_and_that_are_of_others_are_read_as_such() {
    for (text, meant) in [
        ("The blast left no fewer than 20 dead.", vec![(Killed, Some(20), None)]),
        ("A bomb killed as few as 5 people.", vec![(Killed, Some(5), None)]),
        ("The death toll rose from 12 to 14.", vec![(Killed, Some(14), Some(14))]),
        ("The number of people killed has risen from 12 people to at least 14.", vec![(Killed, Some(14), None)]),
        ("There were no casualties.", vec![(Killed, Some(0), Some(0)), (Injured, Some(0), Some(0))]),
        (
            "A bomb exploded without causing any casualties.",
            vec![(Killed, Some(0), Some(0)), (Injured, Some(0), Some(0))],
        ),
        ("There were no immediate casualties, and no casualties were known yet.", vec![]),
        (
            "79 people were killed, and 180 others wounded.",
            vec![(Killed, Some(79), Some(79)), (Injured, Some(180), Some(180))],
        ),
        ("Two of the five attackers were killed.", vec![(Killed, Some(2), Some(2))]),
        ("At least four people were martyred.", vec![(Killed, Some(4), None)]),
        ("Six years of violence led to at least 15,000 deaths.", vec![]),
        ("20 residents of a remote village in northeastern Nigeria were killed.", vec![(Killed, Some(20), Some(20))]),
    ] {
        assert_eq!(read(text), meant, "{text}");
    }
}
