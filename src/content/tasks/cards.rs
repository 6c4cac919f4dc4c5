//! What cards of one form have in a pack: their fields, and the rules on what a field takes.

use super::super::finding::{Taken, known_names};
use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::{Shape, tidy};
use super::{Words, at_least, at_most, each, flags, place};
use crate::content::stages::Shelf;
use crate::exercise::cards::{self, Form};
use crate::exercise::due::Coming;
use crate::exercise::rule;

#[derive(Clone, Debug, PartialEq)]
pub struct Cards {
    /// What one card is called.
    pub card: Voiced,
    pub fields: Vec<Field>,
    pub rules: Vec<Rule>,
    pub flags: Vec<String>,
    pub at_least: usize,
    pub at_most: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub id: String,
    pub label: Voiced,
    pub hint: Voiced,
    pub optional: bool,
    pub form: Form,
}

/// A rule without its reason, and the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub rule: rule::Rule,
    pub says: Voiced,
}

impl Cards {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice], shelf: &Shelf<'_>) -> Cards {
        let fields = each(table, "field", "a field", |part, id| Field {
            id,
            label: part.voiced("label", Shape::Line, voices),
            hint: part.voiced_or_none("hint", Shape::Line, voices),
            optional: part.yes("optional"),
            form: form(part),
        });
        if !fields.is_empty() && fields.iter().all(|field| field.form.is_day()) {
            table.report.error_hint(
                table.at,
                "a card of this exercise has only dates",
                "it is known by its words: add a field without `form = \"date\"`",
            );
        } else if !fields.is_empty() && fields.iter().all(|field| field.optional) {
            table.report.error_hint(
                table.at,
                "every field of this exercise is optional",
                "a card needs one field that is not; the exercise itself can be `optional = true`",
            );
        }
        let rules = match table.get("rule") {
            Some(_) => each(table, "rule", "a rule", |part, id| {
                rule(part, id, voices, &fields)
            }),
            None => Vec::new(),
        };
        let least = at_least(table, 1);
        Cards {
            card: table.voiced("card", Shape::Line, voices),
            fields,
            rules,
            flags: flags(table, "flags", shelf),
            at_least: least,
            at_most: at_most(table, least),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> cards::Spec {
        let field = |field: &Field| cards::Field {
            id: field.id.clone(),
            label: words.say(&field.label),
            hint: words.say(&field.hint),
            optional: field.optional,
            form: field.form,
        };
        let rule = |rule: &Rule| rule::Rule {
            says: words.say(&rule.says),
            ..rule.rule.clone()
        };
        cards::Spec {
            card: words.say(&self.card),
            fields: self.fields.iter().map(field).collect(),
            rules: self.rules.iter().map(rule).collect(),
            flags: words.flags(&self.flags),
            at_least: self.at_least,
            at_most: self.at_most,
        }
    }
}

fn form(part: &Table<'_>) -> Form {
    let date = Form::Day {
        comes_up: None,
        within: None,
    };
    let forms = [("text", Form::Text), ("line", Form::Line), ("date", date)];
    let said = part.one_of("form", &forms);
    let form = said.unwrap_or(Form::Text);
    let comings = [Coming::Review, Coming::By, Coming::Ends];
    let comings = comings.map(|coming| (coming.name(), coming));
    let comes_up = part.one_of("comes_up", &comings);
    let within = part.number("within", 1..=3650);
    if form.is_day() {
        return Form::Day {
            comes_up,
            within: within.and_then(|days| u16::try_from(days).ok()),
        };
    }
    // A form that is none has been reported, and may have been meant for a date.
    let known = said.is_some() || part.get("form").is_none();
    for key in ["comes_up", "within"].into_iter().filter(|_| known) {
        if let Some(node) = part.get(key) {
            let message = format!("`{key}` is for dates, and this field takes words");
            let hint = "write `form = \"date\"`, or leave it out";
            part.report.error_hint(node.at, message, hint);
        }
    }
    form
}

fn rule(part: &Table<'_>, id: String, voices: &[Voice], fields: &[Field]) -> Rule {
    let known = |key: &'static str, days: bool| {
        let fit = |field: &&Field| days || !field.form.is_day();
        let names = || fields.iter().filter(fit).map(|field| field.id.as_str());
        let mut ids = Vec::new();
        for (id, at) in part.texts(key) {
            if !names().any(|name| name == id) {
                let message = match fields.iter().any(|field| field.id == id) {
                    true => format!("the field `{id}` takes a date, and no words"),
                    false => format!("there is no field `{id}` in this exercise"),
                };
                part.report
                    .error_hint(at, message, known_names(id, names()));
            }
            ids.push(id.to_owned());
        }
        ids
    };
    if let Some(node) = part.need("phrases")
        && part.texts("phrases").is_empty()
    {
        part.report
            .error(node.at, "a rule needs one phrase at least");
    }
    let needs = known("needs", true);
    let help = part.yes("help");
    if help && !needs.is_empty() {
        part.report.error_hint(
            place(part, "needs"),
            "a rule has `needs` or `help`, and not both",
            "what opens the help page is not taken, whatever else the card has",
        );
    }
    Rule {
        says: part.voiced("says", Shape::Line, voices),
        rule: rule::Rule {
            id,
            fields: known("fields", false),
            phrases: phrases(part, "phrases"),
            starts: part.yes("starts"),
            unless: phrases(part, "unless"),
            says: String::new(),
            needs,
            help,
        },
    }
}

/// Phrases, none of them twice.
fn phrases(part: &Table<'_>, key: &'static str) -> Vec<String> {
    let mut taken = Taken::default();
    let mut phrases = Vec::new();
    for (text, at) in part.texts(key) {
        let phrase = tidy(part.report, key, text, at, Shape::Line);
        let plain = || crate::text::fold::fold(&phrase);
        taken.take_as(part.report, "the phrase", plain, at);
        phrases.push(phrase);
    }
    phrases
}
