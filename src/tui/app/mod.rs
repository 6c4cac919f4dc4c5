//! The program as a state: `update` takes what happened and gives what has to be done.

mod acts;
mod early;
mod going;
mod keys;
mod locking;
mod saving;
mod told;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use ratatui::crossterm::event::KeyEventKind;

use crate::content::Pack;
use crate::domain::{DraftKey, KeyChange, Passphrase, Record, Role};
use crate::tui::drafting::Drafting;
use crate::tui::guard::Guard;
use crate::tui::keys::{Chord, Keymap};
use crate::tui::layers::Layer;
use crate::tui::msg::{Effect, Msg};
use crate::tui::pages::Page;
use crate::tui::prefs::Prefs;
use crate::tui::session::Session;
use crate::tui::theme::{Depth, Theme, ThemeName};
use crate::tui::unsaved::Unsaved;
use crate::tui::view::{Cx, Now, Then};
use locking::is_hand;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// A theme from the command line or the environment, over the person's own choice.
    pub forced: Option<ThemeName>,
    pub dark: bool,
    pub depth: Depth,
    pub ascii: bool,
}

/// A commit that is under way.
struct Pending {
    then: Then,
    /// The draft that it makes good.
    drop: Option<DraftKey>,
    /// How the page stood when it was sent, and how many pages there were with it.
    revision: u64,
    depth: usize,
    records: Vec<Record>,
}

/// A page with its place in what is scrolled.
pub(super) struct Shown {
    pub page: Page,
    pub scroll: u16,
    /// Whether the window goes after the focus; the wheel lets go of it.
    pub follow: bool,
}

pub struct App {
    pub(super) size: (u16, u16),
    pub(super) look: Look,
    pub(super) prefs: Prefs,
    pub(super) keymap: Keymap,
    pub(super) pack: Arc<Pack>,
    pub(super) session: Option<Session>,
    pub(super) now: Now,
    /// From the first page to the one that is seen. Never empty.
    pub(super) stack: Vec<Shown>,
    pub(super) layers: Vec<Layer>,
    /// A line for the person, until the next key.
    pub(super) notice: Option<String>,
    pub(super) drafting: Drafting,
    /// Drafts that the disk did not take, of pages that are not the one that is seen, and why.
    unkept: BTreeMap<DraftKey, String>,
    pub(super) mouse: crate::tui::mouse::Pointer,
    pending: HashMap<u64, Pending>,
    unsaved: Unsaved,
    /// Whether a book is on its way, and with it the page that keys are meant for.
    opening: bool,
    /// Keys that came before the page that they are meant for.
    early: VecDeque<Msg>,
    /// When a page was left by saving it, or a letter last followed that was meant for it.
    pub(super) left_writing: Option<Duration>,
    next_ticket: u64,
    role_to_set: Option<Role>,
    /// The passphrase of a book that is being made.
    keys_to_set: Option<KeyChange>,
    /// What the command line brought along for the lock.
    at_hand: Option<Passphrase>,
    pub(super) guard: Guard,
    random: Box<dyn FnMut() -> [u8; 16] + Send>,
    effects: Vec<Effect>,
    last_spent: Duration,
}

impl App {
    pub fn new(
        pack: Arc<Pack>,
        prefs: Prefs,
        look: Look,
        size: (u16, u16),
        now: Now,
        random: Box<dyn FnMut() -> [u8; 16] + Send>,
    ) -> App {
        let (keymap, wrong) = Keymap::new(&prefs.keys);
        App {
            size,
            look,
            prefs,
            keymap,
            pack,
            session: None,
            now,
            stack: vec![Shown::new(Page::door())],
            layers: Vec::new(),
            notice: wrong.into_iter().next(),
            drafting: Drafting::default(),
            unkept: BTreeMap::new(),
            mouse: crate::tui::mouse::Pointer::default(),
            pending: HashMap::new(),
            unsaved: Unsaved::default(),
            opening: true,
            early: VecDeque::new(),
            left_writing: None,
            next_ticket: 0,
            role_to_set: None,
            keys_to_set: None,
            at_hand: None,
            guard: Guard::new(now),
            random,
            effects: Vec::new(),
            last_spent: now.since_start,
        }
    }

    pub fn theme(&self) -> Theme {
        let name = self.look.forced.unwrap_or(self.prefs.theme);
        Theme::new(name, self.look.dark, self.look.depth, self.look.ascii)
    }

    /// Takes the pack in, before anything that speaks from it is shown.
    pub fn take_pack(&mut self, pack: Pack) {
        self.pack = Arc::new(pack);
    }

    /// Takes what opens the book, should it be locked. It is tried once.
    pub fn take_passphrase(&mut self, passphrase: Option<Passphrase>) {
        self.at_hand = passphrase;
    }

    /// Whether the terminal's background makes no difference.
    pub fn theme_is_fixed(&self) -> bool {
        self.look.forced.unwrap_or(self.prefs.theme) != ThemeName::Auto
    }

    /// What pages may look at, and the page that is seen: two halves of the program at once.
    pub(super) fn parts(&mut self) -> (Cx<'_>, &mut Shown) {
        let theme = self.theme();
        let last = self.stack.len() - 1;
        let cx = Cx {
            pack: &self.pack,
            session: self.session.as_ref(),
            keymap: &self.keymap,
            prefs: &self.prefs,
            theme,
            now: self.now,
            work: self.guard.work,
        };
        (cx, &mut self.stack[last])
    }

    pub(super) fn cx(&self) -> Cx<'_> {
        Cx {
            pack: &self.pack,
            session: self.session.as_ref(),
            keymap: &self.keymap,
            prefs: &self.prefs,
            theme: self.theme(),
            now: self.now,
            work: self.guard.work,
        }
    }

    pub(super) fn shown(&self) -> &Shown {
        &self.stack[self.stack.len() - 1]
    }

    /// When something has to be done by itself, in time since the start.
    pub fn deadline(&self) -> Option<Duration> {
        let change = self
            .shown()
            .page
            .view()
            .next_change()
            .map(|d| self.last_spent + d);
        let draft = self.drafting.due().filter(|_| !self.is_saving());
        [draft, change, self.idle_at()].into_iter().flatten().min()
    }

    /// Whether a commit is on its way to the disk.
    pub(super) fn is_saving(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Takes one thing that happened. What has to be done comes back, in order.
    pub fn update(&mut self, msg: Msg, now: Now) -> Vec<Effect> {
        let midnight = self.now.wall.date_naive() != now.wall.date_naive();
        self.now = now;
        // What comes up today is not what came up yesterday.
        if midnight {
            self.refresh();
        }
        self.spend();
        let locked = self.lock_if_idle();
        let hand = is_hand(&msg);
        if hand {
            self.guard.touched(now);
        }
        // What was meant for the page that is locked now is not typed into the lock.
        if !(locked && hand) {
            self.take(msg);
        }
        while let Some(early) = self.next_early() {
            self.take(early);
        }
        std::mem::take(&mut self.effects)
    }

    /// Works out what the letters since the last frame ask for. A page may leave that until a frame is
    /// drawn or something else than a letter is taken in, so that a word typed at once costs what one
    /// letter does.
    pub fn catch_up(&mut self) {
        let (cx, shown) = self.parts();
        if shown.page.view_mut().catch_up(&cx) {
            self.settle();
        }
    }

    fn take(&mut self, msg: Msg) {
        if self.woken(&msg) {
            return;
        }
        if !matches!(&msg, Msg::Key(key) if Chord::of(*key).writes()) {
            self.catch_up();
        }
        match msg {
            Msg::Key(key) if key.kind == KeyEventKind::Release => {}
            early if self.is_early(&early) => self.early.push_back(early),
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.paste(text),
            Msg::Mouse(event) => self.mouse_event(event),
            Msg::Resize(width, height) => {
                self.size = (width, height);
                self.parts().1.resized();
            }
            Msg::Focus => self.look_again(),
            Msg::Tick => {}
            Msg::Told(told) => self.told(told),
            Msg::Edited(Ok(_)) if self.session.is_none() => {}
            Msg::Edited(Ok(text)) => self.edited(&text),
            Msg::Edited(Err(why)) => self.notice = Some(why),
            Msg::Background { dark } => self.look.dark = dark,
            Msg::Sleep => self.sleep(),
            Msg::End => self.leave(Effect::Quit),
        }
        self.lock_if_wanted();
        self.mind_draft();
        self.settle();
    }

    /// Counts whole seconds on pages with a timer.
    fn spend(&mut self) {
        let passed = self
            .now
            .since_start
            .saturating_sub(self.last_spent)
            .as_secs();
        if passed > 0 {
            self.last_spent += Duration::from_secs(passed);
            // A machine that slept did not write: a gap of minutes without a key counts for one.
            let counted = u32::try_from(passed.min(60)).unwrap_or(60);
            self.parts().1.page.view_mut().spent(counted);
        }
    }
}

/// For pages that need no chance.
fn no_random() -> Box<dyn FnMut() -> [u8; 16] + Send> {
    Box::new(|| [0; 16])
}

impl Shown {
    pub fn new(page: Page) -> Shown {
        let follow = !page.explains();
        Shown {
            page,
            scroll: 0,
            follow,
        }
    }

    /// The window has another size: what explains something is read from its top again, unless something
    /// is typed below it.
    fn resized(&mut self) {
        let below = self.follow && self.page.view().typing();
        self.follow = below || !self.page.explains();
        if !self.follow {
            self.scroll = 0;
        }
    }
}
