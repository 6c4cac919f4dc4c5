//! The order in which texts were asked for, where an answer keeps them by their ids. It is kept among
//! the labels.

use std::collections::BTreeMap;

use super::Labels;

/// The order of these ids, as it is kept. No id of a pack has a space.
pub fn of<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(" ")
}

/// What is written, in the order that stands among the labels as `key`. What no order knows comes
/// last.
pub fn written<'a>(
    texts: &'a BTreeMap<String, String>,
    labels: &Labels,
    key: &str,
) -> Vec<(&'a str, &'a str)> {
    let order = labels.get(key).map_or("", String::as_str);
    let place = |id: &str| order.split(' ').position(|other| other == id);
    let texts = texts.iter().map(|(id, text)| (id.as_str(), text.as_str()));
    let mut written: Vec<(&str, &str)> =
        texts.filter(|(_, text)| !text.trim().is_empty()).collect();
    written.sort_by_key(|(id, _)| place(id).unwrap_or(usize::MAX));
    written
}
