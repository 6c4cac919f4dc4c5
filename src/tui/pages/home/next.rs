//! What comes next: what was left half written, and one suggested step.

use super::super::said::{minutes, spoken_time};
use super::{Choice, Home, pointer};
use crate::domain::{Draft, DraftKey};
use crate::query::ago::number;
use crate::tui::canvas::Target;
use crate::tui::sheet::Sheet;
use crate::tui::view::Cx;

impl Home {
    pub(super) fn suggestion(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>) {
        let theme = cx.theme;
        if let Some(says) = nothing_next(cx) {
            sheet.prose(says, theme.text, 2);
            sheet.gap();
        }
        for (place, choice) in self.choices.iter().enumerate() {
            let target = Target::Item(place);
            let focused = place == self.at;
            let lead = if focused { theme.strong } else { theme.text };
            match choice {
                Choice::Draft(key) => {
                    let Some(draft) = cx.session.and_then(|s| s.drafts.get(key)) else {
                        continue;
                    };
                    let name = draft_name(cx, key);
                    let kept = format!("kept {}", spoken_time(draft.at, cx.now.wall));
                    sheet.focusing(focused, |sheet| {
                        let row = pointer(focused, cx).target(
                            format!("Go on with \u{201c}{name}\u{201d}"),
                            lead,
                            target,
                        );
                        sheet.row(row.right(sheet.width, kept, theme.dim));
                    });
                    // No word of it stands here: who looks over a shoulder sees home first.
                    if let Some(says) = more_half_written(cx) {
                        sheet.prose(&says, theme.dim, 2);
                    }
                    sheet.gap();
                }
                Choice::Step(id) => {
                    let Some((stage, step)) = cx.pack.step(id) else {
                        continue;
                    };
                    let minutes = format!("{} \u{b7} {}", stage.title, minutes(step.minutes));
                    sheet.focusing(focused, |sheet| {
                        let row = pointer(focused, cx).target(step.title.clone(), lead, target);
                        sheet.row(row.right(sheet.width, minutes, theme.dim));
                        let about = step.about.get(cx.voice());
                        sheet.prose_with(about, theme.text, 2, Some(target));
                    });
                    sheet.gap();
                }
                Choice::Stage(_)
                | Choice::Today
                | Choice::Due(_)
                | Choice::MoreDues
                | Choice::Journal
                | Choice::Trend
                | Choice::LookBack(_) => {}
            }
        }
    }
}

/// What there is to say where no step comes next and nothing is half written.
fn nothing_next(cx: &Cx<'_>) -> Option<&'static str> {
    let session = cx.session?;
    let progress = &session.progress;
    let is_next = progress.next(cx.now.wall).is_some() || session.newest_draft().is_some();
    if is_next || progress.stages.is_empty() {
        return None;
    }
    let all = progress.steps().all(|step| step.done || !step.asks());
    Some(match all {
        true => {
            "You have written in every step. Nothing has to come next: marks, promises and the journal \
             go on for as long as they help, and any step can be opened again."
        }
        false => "What is left was set aside, and it can rest. Nothing has to come next.",
    })
}

/// How many more are half written than the newest, and where they are.
fn more_half_written(cx: &Cx<'_>) -> Option<String> {
    let session = cx.session?;
    let newest = &session.newest_draft()?.key;
    let more: Vec<&DraftKey> = session.drafts.keys().filter(|key| *key != newest).collect();
    let of_the_journal = |key: &&&DraftKey| matches!(key, DraftKey::Entry(_));
    let entries = more.iter().filter(of_the_journal).count();
    let at = match entries {
        0 => "on their pages",
        all if all == more.len() => "on top in the journal",
        _ => "in the journal and on their pages",
    };
    let count = number(i64::try_from(more.len()).unwrap_or(i64::MAX));
    match more.len() {
        0 => None,
        1 if entries == 0 => Some("One more is half written, on its page.".to_owned()),
        1 => Some("One more is half written, on top in the journal.".to_owned()),
        _ => Some(format!("And {count} more are half written, {at}.")),
    }
}

/// What a draft is of.
fn draft_name(cx: &Cx<'_>, key: &DraftKey) -> String {
    match key {
        DraftKey::Item(item) | DraftKey::OneOf(item, _) => match cx.pack.exercise(item) {
            Some((step, exercise)) => {
                format!("{} \u{b7} {}", step.title, exercise.title.get(cx.voice()))
            }
            None => "an exercise of another pack".to_owned(),
        },
        DraftKey::Entry(_) => "a journal entry".to_owned(),
        DraftKey::Mark(day) if *day == cx.now.wall.date_naive() => "the mark of today".to_owned(),
        DraftKey::Mark(day) => day.format("the mark of %A %-d %B").to_string(),
    }
}

/// The end of what was typed, so that a person finds the sentence again.
pub fn last_words(draft: &Draft) -> Option<String> {
    use crate::domain::DraftBody;
    use crate::exercise::Doing;
    let text = match &draft.body {
        DraftBody::Entry { text, title, .. } => {
            if text.trim().is_empty() {
                title
            } else {
                text
            }
        }
        DraftBody::Mark(marking) => marking.note.as_ref()?,
        DraftBody::Doing(Doing::Write(doing)) if !doing.stopped => &doing.text,
        DraftBody::Doing(Doing::Compose(doing)) => {
            let filled = |(_, text): &&(String, String)| !text.trim().is_empty();
            &doing.texts.iter().rev().find(filled)?.1
        }
        DraftBody::Doing(Doing::Timeline(doing)) => {
            &doing
                .rows
                .iter()
                .rev()
                .find(|row| !row.what.trim().is_empty())?
                .what
        }
        DraftBody::Doing(Doing::Paraphrase(doing)) => {
            if doing.now.said.trim().is_empty() {
                &doing.remembered
            } else {
                &doing.now.said
            }
        }
        DraftBody::Doing(Doing::Hour(doing)) => {
            let notes = doing.notes.values();
            let all = notes.chain([&doing.closing]);
            all.rev().find(|text| !text.trim().is_empty())?
        }
        DraftBody::Doing(Doing::Activity(doing)) => {
            let drawn = doing.drawn.as_ref().map(|drawn| &drawn.text);
            [&doing.far, &doing.near]
                .into_iter()
                .chain(drawn)
                .chain([&doing.choosing.own])
                .find(|text| !text.trim().is_empty())?
        }
        DraftBody::Doing(Doing::Rank(doing)) => {
            let said = doing.written.iter().rev().map(|w| &w.behaviour);
            said.chain([&doing.choosing.own])
                .find(|text| !text.trim().is_empty())?
        }
        DraftBody::Doing(Doing::Setback(doing)) => &doing.note,
        DraftBody::Doing(Doing::Cards(doing)) => {
            let filled = |text: &&String| !text.trim().is_empty();
            let mut rows = doing.rows.iter().rev();
            rows.find_map(|row| row.texts.values().rev().find(filled))?
        }
        DraftBody::Doing(Doing::Echo(doing)) => {
            let mut texts = doing.rows.iter().rev();
            texts.find_map(|row| {
                let texts = [&row.repair, &row.back, &row.impact];
                texts.into_iter().find(|text| !text.trim().is_empty())
            })?
        }
        DraftBody::Doing(Doing::Promise(doing)) => &doing.promise,
        DraftBody::Doing(Doing::Letter(doing)) => &doing.text,
        DraftBody::Doing(Doing::Write(_) | Doing::Sort(_) | Doing::Choose(_) | Doing::Scale(_)) => {
            return None;
        }
    };
    let line = text.trim_end().lines().last()?.trim();
    let skip = line.chars().count().saturating_sub(48);
    let cut = if skip > 0 { "\u{2026}" } else { "" };
    let words: String = line.chars().skip(skip).collect();
    (!words.is_empty()).then(|| format!("{cut}{words}"))
}
