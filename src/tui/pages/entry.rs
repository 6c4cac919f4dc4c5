//! Writing a journal entry: the text, a title and tags if wanted.

use chrono::{DateTime, FixedOffset};

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::sheet::Sheet;
use super::super::view::{Act, Cx, Size, Then, View};
use super::super::widgets::editor::Editor;
use super::super::widgets::field::{Field, caret_among, field_of_caret};
use crate::domain::{
    Body, Draft, DraftBody, DraftKey, Entry, Intent, Protection, RecordId, ThreadId,
};

/// The fields in the order of Tab. The page comes first: most people just write.
const TEXT: usize = 0;
const TITLE: usize = 1;
const TAGS: usize = 2;

pub struct EntryPage {
    thread: ThreadId,
    base: Vec<RecordId>,
    at: DateTime<FixedOffset>,
    fields: [Field; 3],
    focus: usize,
}

impl EntryPage {
    pub fn new(
        cx: &Cx<'_>,
        thread: Option<ThreadId>,
        fresh: impl FnOnce() -> ThreadId,
    ) -> EntryPage {
        let saved = thread.and_then(|thread| cx.session?.head(thread));
        let entry = match saved.map(|record| &record.body) {
            Some(Body::Entry(entry)) => Some(entry.clone()),
            Some(
                Body::Profile(_)
                | Body::Answer(_)
                | Body::SetAside(_)
                | Body::Mark(_)
                | Body::Purge(_)
                | Body::Unknown { .. },
            )
            | None => None,
        };
        let thread = thread.unwrap_or_else(fresh);
        let draft = cx
            .session
            .and_then(|s| s.drafts.get(&DraftKey::Entry(thread)));
        let (mut at, mut title, mut tags, mut text) = match entry {
            Some(entry) => (entry.at, entry.title, entry.tags.join(", "), entry.text),
            None => (cx.now.wall, String::new(), String::new(), String::new()),
        };
        if let Some(Draft {
            body:
                DraftBody::Entry {
                    title: t,
                    tags: g,
                    text: x,
                    at: a,
                },
            ..
        }) = draft
        {
            (at, title, tags, text) = (*a, t.clone(), g.clone(), x.clone());
        }
        // Without a lock anyone using this account can read it.
        let sealed = cx.session.map(|session| session.protection) == Some(Protection::Sealed);
        let invites = match sealed {
            true => "Whatever is there. No one reads this but you.",
            false => "Whatever is there.",
        };
        let mut fields = [
            Field::page(&text, invites),
            Field::line(&title, "a title, if you like"),
            Field::line(&tags, "tags, with commas between them"),
        ];
        let caret = draft.and_then(|draft| field_of_caret(fields.iter(), draft.caret));
        if let Some((field, offset)) = caret {
            fields[field].editor.set_caret_offset(offset);
        }
        EntryPage {
            thread,
            base: saved.map(|record| record.id).into_iter().collect(),
            at,
            fields,
            focus: caret.map_or(TEXT, |(field, _)| field),
        }
    }

    fn text(&self, field: usize) -> String {
        self.fields[field].editor.text()
    }

    fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.editor.is_empty())
    }

    fn save(&self) -> Vec<Act> {
        let tags = self.text(TAGS);
        let entry = Entry {
            at: self.at,
            title: self.text(TITLE),
            text: self.text(TEXT),
            tags: tags.split(',').map(|tag| tag.trim().to_owned()).collect(),
        };
        vec![Act::Do {
            intent: Box::new(Intent::WriteEntry {
                thread: Some(self.thread),
                entry,
            }),
            drop: Some(DraftKey::Entry(self.thread)),
            then: Then::Leave("Saved. The page is closed."),
        }]
    }

    fn step(&mut self, forward: bool) {
        let count = self.fields.len();
        self.focus = (self.focus + if forward { 1 } else { count - 1 }) % count;
    }
}

impl View for EntryPage {
    fn place(&self) -> Place {
        Place::Entry
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        let day = self.at.format("%A %-d %B, %H:%M");
        format!("journal \u{b7} {day}")
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        self.fields[TEXT].on(&mut sheet, TEXT, 0, self.focus == TEXT, Vec::new());
        sheet
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        sheet.rule();
        for field in [TITLE, TAGS] {
            self.fields[field].on(&mut sheet, field, 0, self.focus == field, Vec::new());
        }
        Some(sheet)
    }

    fn settle(&mut self, _cx: &Cx<'_>, size: Size) {
        let [text, title, tags] = &mut self.fields;
        text.fill(size.width, size.height);
        title.fill(size.width, 1);
        tags.fill(size.width, 1);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        Some(&mut self.fields[self.focus].editor)
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        self.fields.get_mut(place).map(|field| &mut field.editor)
    }

    fn typing(&self) -> bool {
        true
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Save => !self.is_empty(),
            Command::Back
            | Command::NextPart
            | Command::PreviousPart
            | Command::Up
            | Command::Down
            | Command::Editor => true,
            Command::Enter => self.focus != TEXT,
            _ => false,
        }
    }

    fn command(&mut self, _cx: &Cx<'_>, command: Command) -> Vec<Act> {
        match command {
            Command::Save => return self.save(),
            Command::Back => return vec![Act::Back],
            Command::NextPart | Command::Down | Command::Enter => self.step(true),
            Command::PreviousPart | Command::Up => self.step(false),
            Command::Editor => return vec![Act::Edit(self.text(self.focus))],
            _ => {}
        }
        Vec::new()
    }

    fn click(&mut self, _cx: &Cx<'_>, target: Target) -> Vec<Act> {
        if let Target::Text(place) = target {
            self.focus = place.min(TAGS);
        }
        Vec::new()
    }

    fn revision(&self) -> u64 {
        self.fields
            .iter()
            .map(|field| field.editor.revision())
            .sum()
    }

    fn draft(&self, cx: &Cx<'_>) -> Option<Draft> {
        if self.is_empty() && self.base.is_empty() {
            return None;
        }
        Some(Draft {
            key: DraftKey::Entry(self.thread),
            person: cx.session?.me.id,
            base: self.base.clone(),
            at: cx.now.wall,
            caret: caret_among(self.fields.iter(), self.focus),
            body: DraftBody::Entry {
                title: self.text(TITLE),
                tags: self.text(TAGS),
                text: self.text(TEXT),
                at: self.at,
            },
        })
    }

    fn draft_key(&self) -> Option<DraftKey> {
        Some(DraftKey::Entry(self.thread))
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        Some("next".to_owned())
    }
}
