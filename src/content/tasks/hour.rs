//! What an hour of the week has in a pack: its agenda, and the words around it.

use super::super::table::Table;
use super::super::voice::{Voice, Voiced};
use super::super::words::Shape;
use super::{Words, each};
use crate::exercise::hour;

#[derive(Clone, Debug, PartialEq)]
pub struct Hour {
    pub on: Voiced,
    pub at: Voiced,
    pub points: Vec<Point>,
    pub closing: Voiced,
    pub declined: Voiced,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub id: String,
    pub label: Voiced,
    pub hint: Voiced,
    pub minutes: u16,
}

impl Hour {
    pub(super) fn read(table: &Table<'_>, voices: &[Voice]) -> Hour {
        let line = |key: &'static str| table.voiced(key, Shape::Line, voices);
        let points = each(table, "point", "a point of the agenda", |part, id| {
            part.need("minutes");
            let minutes = part.number("minutes", 1..=60);
            Point {
                id,
                label: part.voiced("label", Shape::Line, voices),
                hint: part.voiced_or_none("hint", Shape::Line, voices),
                minutes: minutes.and_then(|n| u16::try_from(n).ok()).unwrap_or(1),
            }
        });
        let minutes: u16 = points.iter().map(|point| point.minutes).sum();
        if minutes > 60 {
            table.report.warn(
                table.at,
                format!("the points take {minutes} minutes"),
                "an hour has 60",
            );
        }
        Hour {
            on: line("on"),
            at: line("at"),
            points,
            closing: line("closing"),
            declined: line("declined"),
        }
    }

    pub(super) fn spec(&self, words: Words<'_>) -> hour::Spec {
        let point = |point: &Point| hour::Point {
            id: point.id.clone(),
            label: words.say(&point.label),
            hint: words.say(&point.hint),
            minutes: point.minutes,
        };
        hour::Spec {
            on: words.say(&self.on),
            at: words.say(&self.at),
            points: self.points.iter().map(point).collect(),
            closing: words.say(&self.closing),
            declined: words.say(&self.declined),
        }
    }
}
