//! The terminal: taken over on the way in, given back as it was on every way out.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use ratatui::crossterm::style::force_color_output;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{QueueSelector, tcflush, tcgetwinsize};

use super::app::App;

/// Puts the window's title on the terminal's stack and takes it back from there. In between it is
/// empty, since many shells would show the name of the program.
const KEEP_TITLE: &str = "\x1b[22;2t\x1b]2;\x07";
const NO_TITLE: &str = "\x1b]2;\x07";
const TITLE_BACK: &str = "\x1b[23;2t";

/// Asks for the background, and then for something that every terminal answers: once that answer is
/// here, no other will come.
const ASK_BACKGROUND: &str = "\x1b]11;?\x1b\\\x1b[c";

/// A frame is gathered whole before it is sent.
const FRAME_BYTES: usize = 64 * 1024;

/// The size where the terminal does not say.
const USUAL: (u16, u16) = (80, 24);

/// Once no key has come for so long, none is on its way any more.
const STILL: Duration = Duration::from_millis(20);

/// A hand or a program that never rests is not waited for longer than this.
const LONGEST_DROP: Duration = Duration::from_millis(500);

/// The terminal while it is ours.
pub struct Screen {
    out: CrosstermBackend<BufWriter<Stdout>>,
    /// What the terminal shows; nothing is known of it where the size differs from the next frame's.
    shown: Buffer,
    /// Whether the screen is ours.
    ours: bool,
    /// Whether keys come to us one by one.
    raw: bool,
    mouse: bool,
}

impl Screen {
    /// Whether there is a terminal to take over.
    pub fn is_there() -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Takes the terminal over.
    ///
    /// # Errors
    /// It refuses.
    pub fn enter(mouse: bool) -> io::Result<Screen> {
        // Without colour crossterm would also take bold and reverse away. Our own theme decides.
        force_color_output(true);
        let out = BufWriter::with_capacity(FRAME_BYTES, io::stdout());
        let mut screen = Screen {
            out: CrosstermBackend::new(out),
            shown: Buffer::empty(Rect::ZERO),
            ours: false,
            raw: false,
            mouse,
        };
        screen.take()?;
        Ok(screen)
    }

    /// Takes it over again, after a sleep or an editor.
    ///
    /// # Errors
    /// The terminal refuses, or is gone.
    pub fn take(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.raw = true;
        self.ours = true;
        self.shown = Buffer::empty(Rect::ZERO);
        let out = &mut self.out;
        out.write_all(KEEP_TITLE.as_bytes())?;
        queue!(
            out,
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange
        )?;
        if self.mouse {
            queue!(out, EnableMouseCapture)?;
        }
        io::Write::flush(out)
    }

    /// Gives it back: nothing of ours stays on it or in its scrollback.
    pub fn give_back(&mut self) {
        self.clear_away();
        if std::mem::take(&mut self.raw) {
            // Where it fails the terminal is gone.
            let _ = disable_raw_mode();
        }
    }

    /// Takes everything of ours off the screen. Keys are not echoed yet.
    pub fn clear_away(&mut self) {
        if !std::mem::take(&mut self.ours) {
            return;
        }
        let out = &mut self.out;
        // A terminal that is gone cannot be cleaned; what can be done is done all the same.
        let _ = queue!(
            out,
            Clear(ClearType::All),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableFocusChange,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _ = out.write_all(TITLE_BACK.as_bytes());
        let _ = io::Write::flush(out);
    }

    /// Empties the screen at once, and stays. What the terminal shows is forgotten here, too.
    pub fn wipe(&mut self) {
        self.shown = Buffer::empty(Rect::ZERO);
        if !self.ours {
            return;
        }
        let out = &mut self.out;
        // A terminal that is gone shows nothing.
        let _ = queue!(out, Clear(ClearType::All), Hide);
        let _ = out.write_all(NO_TITLE.as_bytes());
        let _ = io::Write::flush(out);
    }

    /// Drops the keys that are still on their way: they were meant for a page, not for the shell.
    pub fn drop_keys(&self) {
        let end = Instant::now() + LONGEST_DROP;
        let still = Timespec::try_from(STILL).ok();
        let stdin = io::stdin();
        // The system hands on a few kilobytes at a time: behind what is dropped, more of a paste may
        // wait. Where it cannot be dropped there is no terminal that could have keys.
        while tcflush(&stdin, QueueSelector::IFlush).is_ok() && Instant::now() < end {
            let mut sources = [PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN)];
            match poll(&mut sources, still.as_ref()) {
                Ok(0) => return,
                Ok(_) | Err(Errno::INTR) => {}
                Err(_) => return,
            }
        }
    }

    /// Turns the mouse on or off.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on {
            execute!(self.out, EnableMouseCapture)
        } else {
            execute!(self.out, DisableMouseCapture)
        }
    }

    /// Hands text to the terminal's clipboard.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        use ratatui::crossterm::clipboard::CopyToClipboard;
        execute!(self.out, CopyToClipboard::to_clipboard_from(text))
    }

    /// Asks for the background. The answer comes like a key, if one comes at all.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn ask_background(&mut self) -> io::Result<()> {
        self.out.write_all(ASK_BACKGROUND.as_bytes())?;
        io::Write::flush(&mut self.out)
    }

    /// The size in cells.
    pub fn size() -> (u16, u16) {
        match tcgetwinsize(io::stdout()) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => USUAL,
        }
    }

    /// Draws one frame. What has not changed is not sent. The terminal is asked nothing, since
    /// waiting for an answer would hold up or swallow what is being typed.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn draw(&mut self, app: &App, (width, height): (u16, u16)) -> io::Result<()> {
        let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
        let caret = app.draw(&mut frame).caret;
        let out = &mut self.out;
        queue!(out, BeginSynchronizedUpdate)?;
        if self.shown.area != frame.area {
            queue!(out, Clear(ClearType::All))?;
            self.shown = Buffer::empty(frame.area);
        }
        forget_behind_clusters(&mut self.shown, &frame);
        out.draw(self.shown.diff_iter(&frame))?;
        match caret {
            Some(caret) => {
                out.set_cursor_position(caret)?;
                out.show_cursor()?;
            }
            None => out.hide_cursor()?,
        }
        self.shown = frame;
        queue!(out, EndSynchronizedUpdate)?;
        io::Write::flush(out)
    }
}

/// Forgets what the terminal shows behind a cluster of several code points that is drawn over. Terminals
/// do not agree on how wide such a cluster is, so a cell behind it may hold what nobody sent there.
fn forget_behind_clusters(shown: &mut Buffer, frame: &Buffer) {
    let area = shown.area;
    for y in area.top()..area.bottom() {
        let replaced = (area.left()..area.right()).find(|x| {
            let was = shown[(*x, y)].symbol();
            was.chars().nth(1).is_some() && was != frame[(*x, y)].symbol()
        });
        for x in replaced.map_or(area.right(), |x| x + 1)..area.right() {
            shown[(x, y)].set_symbol("\u{fffd}");
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_cluster_that_is_drawn_over_is_sent_again() {
        let mut shown = Buffer::with_lines(["ab\u{1f1e9}\u{1f1ea}cd", "plain."]);
        let frame = Buffer::with_lines(["ab  cd", "plain!"]);
        forget_behind_clusters(&mut shown, &frame);
        let sent: Vec<(u16, u16)> = shown.diff_iter(&frame).map(|(x, y, _)| (x, y)).collect();
        assert_eq!(sent, [(2, 0), (3, 0), (4, 0), (5, 0), (5, 1)]);
    }
}
