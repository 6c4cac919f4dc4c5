//! No word is lost, whichever way one takes.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{STARTS, start};
use crate::domain::{Body, DraftBody};
use crate::exercise::Doing;
use crate::tui::msg::{Effect, Msg};
use crate::tui::testing::{Disk, LOOK, Table};
use crate::tui::tests::scenes;

/// Every word that is anywhere in what is on the disk or on its way there.
pub fn words_on_disk(table: &Table) -> String {
    let mut all = String::new();
    for record in &table.records {
        match &record.body {
            Body::Entry(entry) => {
                all.push_str(&format!(
                    "{} {} {} ",
                    entry.title,
                    entry.text,
                    entry.tags.join(" ")
                ));
            }
            Body::Answer(answer) => {
                for part in answer.parts(&Default::default()) {
                    all.push_str(&part.text);
                    all.push(' ');
                }
            }
            Body::Mark(mark) => all.push_str(&format!("{} ", mark.note)),
            _ => {}
        }
    }
    let drafts = table.drafts.values().map(|draft| &draft.body);
    for body in drafts {
        all.push_str(&draft_words(body));
    }
    // Enter in the middle of a word makes two rows of it: parted, and not lost.
    all.replace('\n', "")
}

fn draft_words(body: &DraftBody) -> String {
    match body {
        DraftBody::Entry {
            title, tags, text, ..
        } => format!("{title} {tags} {text} "),
        DraftBody::Doing(Doing::Write(doing)) => format!("{} ", doing.text),
        DraftBody::Doing(Doing::Compose(doing)) => {
            let texts = doing.texts.iter().map(|(_, text)| text.as_str());
            texts.collect::<Vec<_>>().join(" ") + " "
        }
        DraftBody::Doing(Doing::Timeline(doing)) => doing
            .rows
            .iter()
            .map(|row| format!("{} {} {} ", row.what, row.happened, row.learned))
            .collect(),
        DraftBody::Doing(Doing::Sort(doing)) => {
            let cards = doing.cards.iter().map(|card| card.text.as_str());
            cards.collect::<Vec<_>>().join(" ") + " " + &doing.own + " "
        }
        DraftBody::Doing(Doing::Choose(doing)) => {
            let chosen = doing.chosen.iter().map(|chosen| chosen.text.as_str());
            chosen.collect::<Vec<_>>().join(" ") + " " + &doing.own + " "
        }
        DraftBody::Doing(Doing::Scale(doing)) => format!("{} ", doing.note),
        DraftBody::Doing(Doing::Hour(doing)) => {
            let notes: String = doing
                .notes
                .values()
                .map(|note| format!("{note} "))
                .collect();
            format!("{} {} {notes}{} ", doing.on.text, doing.at, doing.closing)
        }
        DraftBody::Doing(Doing::Setback(doing)) => format!("{} ", doing.note),
        DraftBody::Doing(Doing::Paraphrase(doing)) => {
            let tries = doing.earlier.iter().chain([&doing.now]);
            let said: Vec<&str> = tries.map(|t| t.said.as_str()).collect();
            said.join(" ") + " " + &doing.remembered + " "
        }
        DraftBody::Doing(Doing::Activity(doing)) => {
            let chosen = doing.choosing.chosen.iter().map(|c| c.text.as_str());
            let written = [&doing.on.text, &doing.near, &doing.far, &doing.choosing.own];
            let written = written.into_iter().map(String::as_str);
            chosen.chain(written).collect::<Vec<_>>().join(" ") + " "
        }
        DraftBody::Doing(Doing::Rank(doing)) => {
            let chosen = doing.choosing.chosen.iter().map(|c| c.text.as_str());
            let written = doing.written.iter().map(|w| w.behaviour.as_str());
            let all: Vec<&str> = chosen.chain(written).collect();
            all.join(" ") + " " + &doing.choosing.own + " "
        }
        DraftBody::Doing(Doing::Cards(doing)) => {
            let gone = doing.gone.iter().map(|(_, row)| row);
            let rows = doing.rows.iter().chain(gone);
            let days = |row: &crate::exercise::cards::Row| row.days.clone().into_values();
            rows.flat_map(|row| {
                row.texts
                    .clone()
                    .into_values()
                    .chain(days(row).map(|d| d.text))
            })
            .map(|text| text + " ")
            .collect()
        }
        DraftBody::Doing(Doing::Echo(doing)) => {
            let gone = doing.gone.iter().map(|(_, row)| row);
            let rows = doing.rows.iter().chain(gone);
            rows.flat_map(|row| crate::exercise::echo::Of::ALL.map(|of| row.text(of)))
                .map(|text| format!("{text} "))
                .collect()
        }
        DraftBody::Doing(Doing::Promise(doing)) => {
            let own = [&doing.promise, &doing.check, &doing.due.text];
            let all = own.into_iter().chain([&doing.kept_on.text]);
            let all: Vec<&str> = all
                .chain(doing.repair.values())
                .map(|t| t.as_str())
                .collect();
            all.join(" ") + " "
        }
        DraftBody::Doing(Doing::Letter(doing)) => {
            format!("{} {} ", doing.text, doing.opens.text)
        }
        DraftBody::Mark(marking) => marking.note.clone().unwrap_or_default() + " ",
    }
}

/// Keys that take no words away.
const HARMLESS: [&str; 33] = [
    "esc",
    "tab",
    "shift+tab",
    "up",
    "down",
    "pageup",
    "pagedown",
    "ctrl+s",
    "ctrl+n",
    "ctrl+p",
    "alt+?",
    "f1",
    "f2",
    "f3",
    "f5",
    "f6",
    "f7",
    "f8",
    "ctrl+end",
    "w",
    "n",
    "m",
    "e",
    "v",
    "p",
    "r",
    "t",
    "enter",
    "/",
    "c",
    "f",
    "x",
    "a",
];

#[test]
fn enter_in_the_middle_of_a_word_parts_it_and_keeps_both_halves() {
    let mut table = scenes::home(LOOK);
    table.exercise("owning-it.what-i-did");
    table.type_text("above");
    table.press("enter");
    table.type_text("be");
    table.press("pageup");
    table.press("enter");
    table.send(Msg::End);
    let body = &table.drafts.values().next().expect("a draft").body;
    assert!(draft_words(body).starts_with("ab\nove\nbe "));
    assert!(words_on_disk(&table).contains("abovebe"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Words are typed into whatever field there is; after any way through the program, and its end,
    /// each of them is saved or in a draft.
    #[test]
    fn no_word_is_lost(
        scene in 1..STARTS,
        keys in prop::collection::vec((proptest::sample::select(&HARMLESS[..]), any::<bool>(), 0u64..5), 1..30),
        waits in any::<bool>(),
    ) {
        let mut table = start(scene);
        let mut typed: BTreeSet<String> = BTreeSet::new();
        for (count, (chord, types, pause)) in keys.iter().enumerate() {
            let writes = table.app.shown().page.view().draft_key().is_some()
                && table.app.layers.is_empty()
                && table.app.shown().page.view().typing();
            let letters = chord.chars().count() == 1;
            if *types && writes {
                let word = format!("zq{count}x");
                table.press("end");
                table.type_text(&format!(" {word} "));
                typed.insert(word);
            }
            if !(letters && table.app.shown().page.view().typing()) {
                table.press(chord);
            }
            if waits && *pause == 0 {
                table.commits = Disk::Waits;
            }
            if *pause == 4 {
                table.answer();
            }
            table.wait(*pause);
        }
        table.answer();
        let before = table.app.shown().page.view().draft_key();
        table.send(Msg::End);
        let disk = words_on_disk(&table);
        for word in &typed {
            prop_assert!(
                disk.contains(word.as_str()),
                "{word} is lost; at the end at {:?} {before:?}, asked {:?}\n{}",
                table.place(),
                table.asked.iter().filter(|effect| !matches!(effect, Effect::Hold(_) | Effect::Release(_))).count(),
                table.screen()
            );
        }
    }
}
