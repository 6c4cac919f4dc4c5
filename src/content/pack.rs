//! The pack as a whole: what it is called, what is said first, and the help page.

use std::collections::BTreeMap;

use super::files::BUILT_IN;
use super::finding::{At, Report, Taken, known_names};
use super::library;
use super::model::{Gate, Help, HelpSection, Helpline, Pack, Stage, Welcome};
use super::node::{Node, Value};
use super::stages::{self, Shelf};
use super::table::Table;
use super::tasks;
use super::voice::Voice;
use super::words::Shape;
use crate::domain::Role;

/// The only pack that another one can extend.
pub(super) const BASE: &str = "amends";

/// Reads the whole pack. Where something is wrong it is reported, and what is returned has holes.
pub(super) fn read(report: &Report, root: &Node) -> Pack {
    let mut pack = Pack::default();
    let mut order = Vec::new();
    let mut extends = false;
    let mut at = root.at;
    if let Some(table) = part(report, root, "pack", "a pack") {
        pack.id = table.name("id").map(|(id, _)| id).unwrap_or_default();
        pack.title = table.text("title", Shape::Line);
        pack.version = table.text("version", Shape::Line);
        pack.language = table.text("language", Shape::Line);
        pack.licence = table.text("licence", Shape::Line);
        pack.credits = lines(&table, "credits");
        extends = table.one_of("extends", &[(BASE, ())]).is_some();
        if let Some(node) = table.need("stages") {
            at = node.at;
            order = table.texts("stages");
        }
        table.finish();
    }
    if let Some(table) = part(report, root, "welcome", "the welcome") {
        pack.welcome = welcome(table);
    }
    if let Some(table) = part(report, root, "help", "the help page") {
        pack.help = help(table);
    }
    pack.lists = library::lists(report, items(root, "list"));
    pack.flags = library::flags(report, items(root, "flag"));
    pack.gates = gates(report, items(root, "gate"));
    let shelf = Shelf {
        gates: &pack.gates,
        lists: &pack.lists,
        flags: &pack.flags,
    };
    let stages = stages::read(report, items(root, "stage"), &shelf);
    pack.stages = ordered(report, stages, &order, extends);
    if !report.any_broken() {
        tasks::look_across(report, &pack);
    }
    if pack.stages.is_empty() && !report.has_errors() {
        report.error(at, "a pack needs a stage");
    }
    pack
}

fn part<'a>(
    report: &'a Report,
    root: &'a Node,
    key: &str,
    what: &'static str,
) -> Option<Table<'a>> {
    Table::of(report, root.get(key)?, what)
}

fn items<'a>(root: &'a Node, key: &str) -> &'a [Node] {
    match root.get(key).map(|node| &node.value) {
        Some(Value::Array(items)) => items,
        Some(
            Value::Text(_)
            | Value::Number(_)
            | Value::Yes(_)
            | Value::Date(_)
            | Value::Other(_)
            | Value::Table(_),
        )
        | None => &[],
    }
}

/// Texts of one line each.
fn lines(table: &Table<'_>, key: &'static str) -> Vec<String> {
    let tidy = |(text, at)| super::words::tidy(table.report, key, text, at, Shape::Line);
    table.texts(key).into_iter().map(tidy).collect()
}

/// The stages in the order that the pack names.
fn ordered(
    report: &Report,
    mut stages: Vec<(Stage, At)>,
    order: &[(&str, At)],
    extends: bool,
) -> Vec<Stage> {
    let names: Vec<String> = stages.iter().map(|(stage, _)| stage.id.clone()).collect();
    let mut sorted = Vec::new();
    let mut taken = Taken::default();
    for (wanted, at) in order {
        taken.take(report, "the stage", wanted, *at);
        if let Some(place) = stages.iter().position(|(stage, _)| stage.id == *wanted) {
            sorted.push(stages.remove(place).0);
        } else if !names.iter().any(|name| name == wanted) && !report.any_broken() {
            let hint = known_names(wanted, names.iter().map(String::as_str));
            report.error_hint(
                *at,
                format!("no file in stages/ has the id `{wanted}`"),
                hint,
            );
        }
    }
    // The order of the pack below does not know the stages that are added to it; an order of one's
    // own may leave out stages of the pack below, and has to name those that one has written.
    let inherited = order
        .iter()
        .all(|(_, at)| report.source(at.source).path.starts_with(BUILT_IN));
    for (stage, at) in stages {
        let own = !report.source(at.source).path.starts_with(BUILT_IN);
        if extends && inherited {
            sorted.push(stage);
        } else if own
            && !report.any_broken()
            && !stage.id.is_empty()
            && !names_twice(&names, &stage.id)
        {
            report.error_hint(
                at,
                format!("the stage `{}` is not in the order of stages", stage.id),
                "add it to `stages` in pack.toml",
            );
        }
    }
    sorted
}

fn names_twice(names: &[String], id: &str) -> bool {
    names.iter().filter(|name| *name == id).count() > 1
}

fn welcome(table: Table<'_>) -> Welcome {
    let mut roles = BTreeMap::new();
    if let Some(node) = table.need("roles")
        && let Some(names) = Table::of(table.report, node, "the list of roles")
    {
        for role in Role::ALL {
            let name = names.text(role.name(), Shape::Line);
            roles.insert(role.name().to_owned(), name);
        }
        names.finish();
    }
    let welcome = Welcome {
        what: table.text("what", Shape::Prose),
        not_protected: match table.need("not_protected") {
            Some(_) => lines(&table, "not_protected"),
            None => Vec::new(),
        },
        role_question: table.text("role_question", Shape::Prose),
        roles,
    };
    table.finish();
    welcome
}

/// The gates by name.
fn gates(report: &Report, nodes: &[Node]) -> BTreeMap<String, Gate> {
    let everyone: Vec<Voice> = Voice::all().collect();
    let mut taken = Taken::default();
    let mut gates = BTreeMap::new();
    for table in nodes.iter().filter_map(|n| Table::of(report, n, "a gate")) {
        let id = table.name("id");
        if let Some((id, at)) = &id {
            taken.take(report, "the gate", id, *at);
        }
        let gate = Gate {
            title: table.text("title", Shape::Line),
            opening: table.voiced("opening", Shape::Prose, &everyone),
            questions: table.voiced("questions", Shape::Prose, &everyone),
            closing: table.voiced("closing", Shape::Prose, &everyone),
        };
        table.finish();
        gates.extend(id.map(|(id, _)| (id, gate)));
    }
    gates
}

fn help(table: Table<'_>) -> Help {
    let report = table.report;
    let mut ids = Taken::default();
    let mut sections = Vec::new();
    table.need("section");
    for section in table.tables("section", "a section of the help page") {
        let id = section.name("id");
        if let Some((id, at)) = &id {
            ids.take(report, "the section", id, *at);
        }
        sections.push(HelpSection {
            id: id.map(|(id, _)| id).unwrap_or_default(),
            title: section.text("title", Shape::Line),
            text: section.text("text", Shape::Prose),
        });
        section.finish();
    }
    let mut helplines = Vec::new();
    for line in table.tables("helpline", "a helpline") {
        helplines.extend(helpline(line, &mut ids));
    }
    let help = Help {
        title: table.text("title", Shape::Line),
        opening: table.text("opening", Shape::Prose),
        sections,
        helplines,
    };
    table.finish();
    help
}

fn helpline(line: Table<'_>, ids: &mut Taken) -> Option<Helpline> {
    if let Some((id, at)) = line.name("id") {
        ids.take(line.report, "the helpline", &id, at);
    }
    let (place, name) = (
        line.text("place", Shape::Line),
        line.text("name", Shape::Line),
    );
    let (reach, about) = (
        line.text("reach", Shape::Line),
        line.text("about", Shape::Line),
    );
    let checked = match line.need("checked").map(|node| (&node.value, node)) {
        Some((Value::Date(day), _)) => Some(*day),
        Some((_, node)) => {
            line.wrong(
                "checked",
                node,
                "a date such as 2026-11-22, without quotes,",
            );
            None
        }
        None => None,
    };
    line.finish();
    Some(Helpline {
        place,
        name,
        reach,
        about,
        checked: checked?,
    })
}
