//! The two ways out: data on standard output, sentences on standard error. Nothing passes that could
//! steer or mislead a terminal.

use std::io::{self, BufRead, IsTerminal, Write};

use serde_json::Value;

use super::failure::Failure;
use crate::export::json::document;
use crate::text::clean::printable;
use crate::text::reason::reason;

/// Prints text as it may be shown.
pub fn print(text: &str) -> Result<(), Failure> {
    print_bytes(printable(text).as_bytes())
}

/// Prints a JSON document.
pub fn json(value: &Value) -> Result<(), Failure> {
    print_bytes(document(value).as_bytes())
}

/// Prints what the program itself generated.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(Failure::failed(format!(
            "The output could not be written: {}. What was saved before stays saved.",
            reason(&error)
        ))),
    }
}

/// Says a sentence to the person. If no one can hear it, nothing is lost by that.
pub fn say(sentence: &str) {
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "{}", printable(sentence.trim_end()));
}

/// Whether someone is there who can be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// What came of a question.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// A line, without the space around it.
    Line(String),
    /// The person ended the input, with Ctrl+D, and leaves.
    End,
    /// There is no terminal to ask on.
    Nobody,
}

/// Asks a question that needs an answer typed by a person; `None` where there is no terminal. Whoever leaves
/// has said nothing.
pub fn ask(question: &str) -> Option<String> {
    match hear(question) {
        Said::Line(line) => Some(line),
        Said::End => Some(String::new()),
        Said::Nobody => None,
    }
}

/// Asks a question, and tells whoever leaves from whoever answers with an empty line.
pub fn hear(question: &str) -> Said {
    if !can_ask() {
        return Said::Nobody;
    }
    loop {
        let mut stderr = io::stderr().lock();
        let asked = write!(stderr, "{} ", printable(question)).and_then(|()| stderr.flush());
        drop(stderr);
        let mut answer = Vec::new();
        let heard = asked.and_then(|()| io::stdin().lock().read_until(b'\n', &mut answer));
        match heard {
            Ok(0) => {
                say("");
                return Said::End;
            }
            Ok(_) => {}
            Err(_) => return Said::Nobody,
        }
        if let Ok(answer) = std::str::from_utf8(&answer) {
            return Said::Line(answer.trim().to_owned());
        }
        // Words that were typed are not passed over as if there had been none.
        say("That is not in UTF-8, and cannot be used. Once more.");
    }
}

/// Whether an answer is a yes. Whatever else was typed is a no.
pub fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}
