//! The page of an exercise: what is asked, and the doing of it.

use std::time::Duration;

use ratatui::crossterm::event::KeyEvent;

use super::super::canvas::Target;
use super::super::command::{Command, Place};
use super::super::exercises::{Work, work};
use super::super::session::Session;
use super::super::sheet::Sheet;
use super::super::view::{Act, Cx, Size, Then, View};
use super::super::widgets::editor::Editor;
use crate::domain::{Body, Draft, DraftBody, DraftKey, Intent, ItemId, Prompt, RecordId, ThreadId};
use crate::exercise::{Answer, Doing, Spec};

pub struct ExercisePage {
    item: ItemId,
    /// Which of several answers it is, where the exercise takes several.
    thread: Option<ThreadId>,
    spec: Spec,
    prompt: Prompt,
    step_title: String,
    why: String,
    example: String,
    example_open: bool,
    work: Box<dyn Work>,
    /// The versions that the answer goes on from.
    base: Vec<RecordId>,
}

impl ExercisePage {
    /// The one answer to an exercise, or the one of several that has this thread.
    pub fn new(cx: &Cx<'_>, item: &ItemId, thread: Option<ThreadId>) -> Option<ExercisePage> {
        ExercisePage::open(cx, item, thread, false)
    }

    /// The same from an empty page, whatever was answered before; that stays as an earlier version.
    pub fn anew(cx: &Cx<'_>, item: &ItemId, thread: Option<ThreadId>) -> Option<ExercisePage> {
        ExercisePage::open(cx, item, thread, true)
    }

    fn open(
        cx: &Cx<'_>,
        item: &ItemId,
        thread: Option<ThreadId>,
        anew: bool,
    ) -> Option<ExercisePage> {
        let (step, exercise) = cx.pack.exercise(item)?;
        let session = cx.session?;
        let voice = cx.voice();
        let spec = exercise.spec(cx.pack, voice)?;
        let earlier = match thread {
            Some(thread) => session.head(thread),
            None => session.state.answer(item),
        };
        let key = key(item, thread);
        let answer = match earlier.filter(|_| !anew).map(|record| &record.body) {
            Some(Body::Answer(answer)) => Some(answer),
            Some(
                Body::Profile(_)
                | Body::Entry(_)
                | Body::SetAside(_)
                | Body::Mark(_)
                | Body::Purge(_)
                | Body::Unknown { .. },
            )
            | None => None,
        };
        let draft = session.drafts.get(&key);
        let kept = draft.and_then(|draft| match &draft.body {
            DraftBody::Doing(doing) if doing.fits(&spec) => {
                Some((doing.clone(), Some(draft.caret)))
            }
            DraftBody::Doing(_) | DraftBody::Entry { .. } | DraftBody::Mark(_) => None,
        });
        let begun = || match (thread, answer) {
            // One more of several: what was answered last may carry over.
            (Some(_), None) if !anew => Doing::another(&spec, newest(session, item)),
            (_, answer) => Doing::begin(&spec, answer),
        };
        let (doing, caret) = kept.unwrap_or_else(|| (begun(), None));
        Some(ExercisePage {
            item: item.clone(),
            thread,
            prompt: exercise.prompt(cx.pack, voice),
            step_title: step.title.clone(),
            why: exercise.why.get(voice).trim().to_owned(),
            example: exercise.example.get(voice).trim().to_owned(),
            example_open: false,
            work: work(&spec, doing, caret),
            spec,
            base: earlier.map(|record| record.id).into_iter().collect(),
        })
    }

    fn on_day(&mut self, cx: &Cx<'_>) {
        self.work.on_day(cx.now.wall.date_naive());
    }

    fn own_key(&self) -> DraftKey {
        key(&self.item, self.thread)
    }

    /// What stands over the exercise.
    fn intro(&self, cx: &Cx<'_>, size: Size) -> Sheet<'static> {
        let mut sheet = Sheet::new(size.width, cx.theme);
        if !self.work.stands_alone() {
            sheet.prose(&self.prompt.text, cx.theme.text, 0);
            if !self.why.is_empty() && size.height >= 15 {
                sheet.prose(&self.why, cx.theme.dim, 0);
            }
            sheet.gap();
        }
        if self.example_open {
            sheet.line("An example, from two people who are made up:", cx.theme.dim);
            sheet.prose(&self.example, cx.theme.dim, 2);
            sheet.gap();
        }
        sheet
    }

    fn save(&mut self, cx: &Cx<'_>) -> Vec<Act> {
        let said = self.work.finish();
        if !said.is_empty() {
            return said;
        }
        let today = cx.now.wall.date_naive();
        let answer = self.work.doing().answer(&self.spec).and_then(|answer| {
            match self.spec.check_on(&answer, today) {
                problems if problems.is_empty() => Ok(answer),
                problems => Err(problems),
            }
        });
        match answer {
            Err(problems) => {
                let Some(first) = problems.first() else {
                    return Vec::new();
                };
                self.work.show(first);
                let mut acts = vec![Act::Say(first.says.clone())];
                if first.help {
                    // The reason is said over the help page, until the next key.
                    acts.insert(0, Act::Run(Command::Help));
                }
                acts
            }
            Ok(answer) => vec![Act::Do {
                intent: Box::new(Intent::Answer {
                    item: self.item.clone(),
                    thread: self.thread,
                    spec: Box::new(self.spec.clone()),
                    prompt: self.prompt.clone(),
                    answer,
                }),
                drop: Some(self.own_key()),
                then: Then::Leave("Saved. The page is closed."),
            }],
        }
    }
}

/// The newest of several answers.
fn newest<'a>(session: &'a Session, item: &ItemId) -> Option<&'a Answer> {
    let answers = session.state.answers(item);
    let newest = answers.max_by_key(|record| (record.at, record.thread))?;
    match &newest.body {
        Body::Answer(answer) => Some(answer),
        Body::Profile(_)
        | Body::Entry(_)
        | Body::SetAside(_)
        | Body::Mark(_)
        | Body::Purge(_)
        | Body::Unknown { .. } => None,
    }
}

fn key(item: &ItemId, thread: Option<ThreadId>) -> DraftKey {
    match thread {
        Some(thread) => DraftKey::OneOf(item.clone(), thread),
        None => DraftKey::Item(item.clone()),
    }
}

impl View for ExercisePage {
    fn place(&self) -> Place {
        self.work.place()
    }

    fn title(&self, _cx: &Cx<'_>) -> String {
        if self.step_title == self.prompt.title {
            return self.step_title.clone();
        }
        format!("{} \u{b7} {}", self.step_title, self.prompt.title)
    }

    fn sheet<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Sheet<'a> {
        let mut sheet = self.intro(cx, size);
        self.work.draw(cx, &mut sheet);
        sheet
    }

    fn pinned<'a>(&'a self, cx: &Cx<'_>, size: Size) -> Option<Sheet<'a>> {
        self.work.pinned(cx, size)
    }

    fn settle(&mut self, cx: &Cx<'_>, size: Size) {
        self.on_day(cx);
        let used = self.intro(cx, size).height();
        self.work.settle(cx, size, used);
    }

    fn field(&mut self) -> Option<&mut Editor> {
        self.work.field()
    }

    fn typing(&self) -> bool {
        self.work.typing()
    }

    fn can(&self, _cx: &Cx<'_>, command: Command) -> bool {
        match command {
            Command::Save => self.work.can_be_saved(),
            Command::Back | Command::PageUp | Command::PageDown => true,
            Command::Example => !self.example.is_empty() && self.work.has_room_for_example(),
            _ => self.work.can(command),
        }
    }

    fn command(&mut self, cx: &Cx<'_>, command: Command) -> Vec<Act> {
        self.on_day(cx);
        match command {
            Command::Save => self.save(cx),
            Command::Back => vec![Act::Back],
            Command::PageUp => vec![Act::ScrollPage(-1)],
            Command::PageDown => vec![Act::ScrollPage(1)],
            Command::Example => {
                self.example_open = !self.example_open;
                vec![Act::ScrollTop]
            }
            _ => self.work.command(cx, command),
        }
    }

    fn key(&mut self, cx: &Cx<'_>, key: KeyEvent) -> Vec<Act> {
        self.on_day(cx);
        self.work.key(key)
    }

    fn typed(&mut self, cx: &Cx<'_>) -> Vec<Act> {
        self.on_day(cx);
        self.work.typed();
        Vec::new()
    }

    fn click(&mut self, cx: &Cx<'_>, target: Target) -> Vec<Act> {
        self.on_day(cx);
        self.work.click(target)
    }

    fn field_at(&mut self, place: usize) -> Option<&mut Editor> {
        self.work.field_at(place)
    }

    fn revision(&self) -> u64 {
        self.work.revision()
    }

    fn draft(&self, cx: &Cx<'_>) -> Option<Draft> {
        if self.work.is_empty() && self.base.is_empty() {
            return None;
        }
        Some(Draft {
            key: self.own_key(),
            person: cx.session?.me.id,
            base: self.base.clone(),
            at: cx.now.wall,
            caret: self.work.caret(),
            body: DraftBody::Doing(self.work.doing()),
        })
    }

    fn draft_key(&self) -> Option<DraftKey> {
        Some(self.own_key())
    }

    fn spent(&mut self, seconds: u32) {
        self.work.spent(seconds);
    }

    fn next_change(&self) -> Option<Duration> {
        self.work.next_change()
    }

    fn enter_hint(&self, _cx: &Cx<'_>) -> Option<String> {
        self.work.enter_hint()
    }
}
