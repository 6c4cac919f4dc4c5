//! The default pack is inside the binary twice: as it is written, for whoever starts a pack of their own
//! from it, and as values, because parsing it would take longer than all else at a start.

#[path = "src/content/plain.rs"]
mod plain;

use std::path::{Path, PathBuf};
use std::{env, fs};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::plain::{Plain, PlainFile, fold};

fn main() {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=src/content/plain.rs");
    let [root, out] = ["CARGO_MANIFEST_DIR", "OUT_DIR"]
        .map(|name| PathBuf::from(env::var_os(name).expect("cargo sets it")));
    let root = root.join("content");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let files: Vec<PlainFile<'_>> = paths.iter().map(|path| file(&root, path)).collect();
    let bytes = postcard::to_allocvec(&files).expect("values can be written");
    fs::write(out.join("pack.bin"), bytes).expect("the output folder can be written to");
}

/// All TOML files in a folder and in those below it.
fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("the pack is there") {
        let path = entry.expect("the pack can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "toml") {
            found.push(path);
        }
    }
}

/// Whatever it reads stays in memory: the script ends soon.
fn file(root: &Path, path: &Path) -> PlainFile<'static> {
    let name = path.strip_prefix(root).expect("it is in the pack");
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name:?}: {error}"));
    let text: &str = text.leak();
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{name:?}: {error}"));
    let name: &str = name.to_str().expect("its name is text").to_owned().leak();
    (name, Plain::Table(entries(table.get_ref())))
}

fn entries(table: &DeTable<'_>) -> Vec<(&'static str, Plain<'static>)> {
    let mut entries: Vec<_> = table.iter().collect();
    // The parser sorts keys by name; authors mean the order in which they wrote them.
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut named = Vec::new();
    for (key, value) in entries {
        let key: &str = key.get_ref().to_string().leak();
        named.push((key, plain(value)));
    }
    named
}

fn plain(value: &Spanned<DeValue<'_>>) -> Plain<'static> {
    match value.get_ref() {
        DeValue::String(text) => Plain::Text(fold(text).leak()),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix());
            Plain::Number(number.expect("no number is beyond all bounds"))
        }
        DeValue::Boolean(yes) => Plain::Yes(*yes),
        DeValue::Array(items) => Plain::Array(items.iter().map(plain).collect()),
        DeValue::Table(table) => Plain::Table(entries(table)),
        DeValue::Datetime(date) => match (date.date, date.time) {
            (Some(day), None) => Plain::Date(day.year, day.month, day.day),
            (Some(_) | None, _) => panic!("src/content/plain.rs has no times: {value:?}"),
        },
        DeValue::Float(_) => panic!("src/content/plain.rs has no such numbers: {value:?}"),
    }
}
