//! The bottom line: at most six keys, those that matter here, and always hide and help.

use super::command::{Command, Place, Row, TABLE};
use super::layers::Layer;
use super::pages::Page;
use super::view::Cx;

/// So many keys at the most, besides hide and help.
const MOST: usize = 4;
/// Columns from which the way back is always among them.
const ROOM_FOR_BACK: u16 = 60;

/// One key on the bottom line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub command: Command,
    pub key: String,
    pub word: String,
}

impl Key {
    pub fn columns(&self) -> u16 {
        super::sheet::columns(&self.key) + 1 + super::sheet::columns(&self.word)
    }
}

/// The keys for a page, or for the layer over it, in `columns`. Hide and help come last and are never
/// left out.
pub fn keys(page: &Page, layer: Option<&Layer>, cx: &Cx<'_>, columns: u16) -> Vec<Key> {
    let typing = page.view().typing() || layer.is_some();
    let key = |command: Command, word: &str| {
        let letters = layer.is_none() && page.takes_letters(command);
        let key = cx.keymap.shown(command, !letters)?;
        let word = word.to_owned();
        Some(Key { command, key, word })
    };
    let most_needed = matches!(
        page.view().place(),
        Place::Home | Place::Setback | Place::Gate
    );
    let help = typing || page.has_fields() || most_needed || !page.allows(cx, Command::Keys);
    let helper = if help {
        key(Command::Help, "help")
    } else {
        key(Command::Keys, "keys")
    };
    let always: Vec<Key> = [key(Command::Hide, "hide"), helper]
        .into_iter()
        .flatten()
        .collect();
    let wanted: Vec<Key> = match layer {
        Some(layer) => {
            let foot = layer.foot().iter();
            foot.filter_map(|(command, word)| key(*command, word))
                .collect()
        }
        None => of_page(page, cx)
            .into_iter()
            .filter_map(|(command, word)| key(command, &word))
            .collect(),
    };
    let mut keys: Vec<Key> = Vec::new();
    let width = |keys: &[Key]| -> u16 { keys.iter().map(|key| key.columns() + 3).sum() };
    // The way back has its place wherever there is one, whatever else could be done; but where something
    // is written, what is done there comes first.
    let writes = page.has_fields() && page.view().place() != Place::Settings;
    let back = wanted
        .iter()
        .find(|key| key.command == Command::Back && columns >= ROOM_FOR_BACK && !writes);
    let kept = back.map_or(0, |key| key.columns() + 3);
    let most = MOST - usize::from(back.is_some());
    for key in &wanted {
        let wide = width(&keys) + width(&always) + key.columns() + kept;
        let is_new = keys.iter().all(|other| other.word != key.word) && Some(key) != back;
        if keys.len() < most && wide <= columns && is_new {
            keys.push(key.clone());
        }
    }
    let palette = keys.iter().position(|key| key.command == Command::Palette);
    let at = palette.unwrap_or(keys.len());
    keys.splice(at..at, back.cloned());
    keys.extend(always);
    keys
}

/// What can be done on a page, the most fitting first, with the words for it.
fn of_page(page: &Page, cx: &Cx<'_>) -> Vec<(Command, String)> {
    let mut rows: Vec<_> = TABLE
        .iter()
        .filter(|row| row.foot > 0 && row.places.contains(&page.view().place()))
        .filter(|row| page.allows(cx, row.command))
        .collect();
    let view = page.view();
    let at_work = view.typing() || Command::Save.belongs(view.place());
    rows.sort_by_key(|row| match row.command {
        // Who is in the middle of something is helped more by the way to everything, which this is part of.
        Command::Slipped if at_work => u8::MAX,
        _ => page.view().foot(row),
    });
    let word = |row: &Row| match row.command {
        Command::Enter => page
            .view()
            .enter_hint(cx)
            .unwrap_or_else(|| row.hint.to_owned()),
        command => page.view().hint(command).unwrap_or(row.hint).to_owned(),
    };
    rows.into_iter()
        .map(|row| (row.command, word(row)))
        .collect()
}
