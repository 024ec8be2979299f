use super::*;
use crate::chart::look::Look;

fn wish(x: f64, y: f64, text: &str) -> Wish {
    Wish { leader: false, ..Wish::of_symbol((x, y), 1.0, vec![text.to_owned()]) }
}

fn drawn(wishes: &[Wish], mut room: Room) -> Vec<(String, Rect)> {
    let mut scene = Scene::new((100.0, 60.0), "t", "d", &Look::default());
    draw(&mut scene, wishes, &mut room, &Look::default());
    scene.boxes().iter().map(|mark| (mark.name.clone(), mark.rect)).collect()
}

#[test]
fn labels_of_a_crowd_do_not_overlap_and_stay_in_the_frame() {
    let frame = Rect::new(0.0, 0.0, 100.0, 60.0);
    let wishes: Vec<Wish> = (0..60)
        .map(|i| wish(f64::from(i * 7 % 100), f64::from(i * 13 % 60), &format!("Place {i} 2024 ({i}+)")))
        .collect();
    let mut room = Room::new(frame);
    for wish in &wishes {
        room.keep_circle(wish.at, wish.radius);
    }
    let boxes = drawn(&wishes, room);
    assert!(boxes.len() > 5);
    for (i, (_, a)) in boxes.iter().enumerate() {
        assert!(frame.holds(a));
        assert!(!boxes.iter().skip(i + 1).any(|(_, b)| a.overlaps(b)));
        assert!(!wishes.iter().any(|w| a.grown(-0.01).holds_point(w.at)));
    }
}

#[test]
fn a_label_without_room_beside_its_symbol_stands_apart_at_the_end_of_a_line() {
    let mut room = Room::new(Rect::new(0.0, 0.0, 60.0, 40.0));
    for i in 0..24 {
        let turn = crate::earth::trig::radians(15.0 * f64::from(i));
        let at = |r: f64| (30.0 + r * crate::earth::trig::cos(turn), 20.0 + r * crate::earth::trig::sin(turn));
        if i % 2 == 0 {
            room.keep_circle(at(3.4), 0.35);
        }
    }
    assert!(drawn(&[wish(30.0, 20.0, "Hidden 2024")], room.clone()).is_empty());
    let led = drawn(&[Wish { leader: true, ..wish(30.0, 20.0, "Hidden 2024") }], room);
    assert_eq!(led.len(), 1);
    assert!(apart(led[0].1.centre(), (30.0, 20.0)) > 4.0);
}

#[test]
fn the_first_label_gets_its_place_and_a_later_one_gives_way() {
    // One above the other: neither label is nearer to the other symbol.
    let wishes = [wish(3.0, 3.0, "Important 2024"), wish(3.0, 3.2, "Less important 2023")];
    let names: Vec<String> =
        drawn(&wishes, Room::new(Rect::new(0.0, 0.0, 30.0, 6.0))).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Important 2024"]);
}

#[test]
fn a_label_moves_to_the_other_side_where_that_makes_room_for_a_later_one() {
    // The first one could stand on either side; the second one only to the right of its symbol, where the first one is.
    let mut room = Room::new(Rect::new(0.0, 0.0, 60.0, 6.0));
    room.keep_line([(46.0, 0.0), (46.0, 6.0)]);
    room.keep_line([(29.5, 0.0), (29.5, 6.0)]);
    let wishes = [wish(28.0, 3.0, "First"), wish(31.0, 3.0, "Second one")];
    room.keep_circle((28.0, 3.0), 1.0);
    room.keep_circle((31.0, 3.0), 1.0);
    assert_eq!(drawn(&wishes, room).len(), 2);
}

#[test]
fn no_label_lies_on_a_line() {
    let mut room = Room::new(Rect::new(0.0, 0.0, 60.0, 40.0));
    room.keep_line([(0.0, 20.0), (60.0, 20.0)]);
    let labels = drawn(&[wish(30.0, 20.0, "On the ring")], room);
    assert_eq!(labels.len(), 1);
    assert!(labels[0].1.bottom < 20.0 || labels[0].1.top > 20.0);
}
