//! What an exercise asks of one person, and the wording that is kept beside the answer.

use super::model::{Exercise, List, Pack};
use super::voice::Voice;
use crate::domain::Prompt;
use crate::exercise::{Spec, choose};

impl Exercise {
    /// The wording that is kept beside an answer.
    pub fn prompt(&self, pack: &Pack, voice: Voice) -> Prompt {
        Prompt {
            pack: pack.edition(),
            title: self.title.get(voice).to_owned(),
            text: self.ask.get(voice).to_owned(),
            labels: self
                .spec(pack, voice)
                .map(|spec| spec.labels())
                .unwrap_or_default(),
            several: self.many,
        }
    }

    /// What the exercise asks of this person; nothing for the mark of the day, which is not an answer.
    pub fn spec(&self, pack: &Pack, voice: Voice) -> Option<Spec> {
        self.task.spec(pack, voice)
    }
}

impl List {
    /// Its words, each with its heading.
    pub(super) fn items(&self) -> Vec<choose::Item> {
        self.groups
            .iter()
            .flat_map(|(group, items)| {
                items.iter().map(|(id, text)| choose::Item {
                    id: id.clone(),
                    text: text.clone(),
                    group: group.clone(),
                })
            })
            .collect()
    }
}
