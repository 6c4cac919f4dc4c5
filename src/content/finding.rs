//! What is wrong with a pack, said to its author: where, what, and what to do.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthChar;

use super::words::is_hostile;

/// Whether a pack can be used in spite of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The pack is refused.
    Error,
    /// The pack works, and would be better without it.
    Warning,
}

impl Severity {
    /// The word for it in messages and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One fault, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: PathBuf,
    /// From 1; 0 where it is about the file as a whole.
    pub line: usize,
    /// In characters, from 1; 0 where it is about the file as a whole.
    pub column: usize,
    pub severity: Severity,
    pub message: String,
    /// What to do, or the nearest name that is known.
    pub hint: Option<String>,
    /// The line itself; of a very long one the part around the place.
    pub excerpt: String,
    /// How many cells of the excerpt lie before the place.
    caret: usize,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = plain(&self.file.display().to_string());
        let what = self.severity.name();
        if self.line == 0 {
            write!(f, "{file}: {what}: {}", self.message)?;
        } else {
            let (line, column) = (self.line, self.column);
            let margin = line.to_string().len();
            writeln!(f, "{file}:{line}:{column}: {what}: {}", self.message)?;
            writeln!(f, " {line} | {}", self.excerpt)?;
            write!(f, " {:margin$} | {:caret$}^", "", "", caret = self.caret)?;
        }
        match &self.hint {
            Some(hint) => write!(f, "\n   {hint}"),
            None => Ok(()),
        }
    }
}

/// A place in a source: which one, and the byte at which it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    pub source: usize,
    pub start: usize,
    pub end: usize,
}

/// A file of a pack, as it was read.
#[derive(Debug)]
pub(super) struct Source {
    pub path: PathBuf,
    pub text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// The sources of a pack, and what was found in them so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    sources: Vec<Source>,
    found: RefCell<Vec<Finding>>,
    /// Sources with syntax errors: what seems to be missing in them may only be unreadable.
    broken: RefCell<Vec<usize>>,
    known_good: bool,
}

/// More findings than anyone reads in one go; what comes after them is left for the next run.
const MOST: usize = 300;

/// How much of a long line an excerpt shows, in characters.
const EXCERPT: usize = 160;

impl Report {
    /// Of what was checked before, and is the same: it need not be checked at every start.
    pub fn of_known_good() -> Report {
        Report {
            known_good: true,
            ..Report::default()
        }
    }

    pub fn is_known_good(&self) -> bool {
        self.known_good
    }

    /// Takes a file in and returns its number.
    pub fn add(&mut self, path: PathBuf, text: String) -> usize {
        let lines = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
            .collect();
        self.sources.push(Source { path, text, lines });
        self.sources.len() - 1
    }

    pub fn source(&self, number: usize) -> &Source {
        &self.sources[number]
    }

    /// Notes that `source` has syntax errors.
    pub fn breaks(&self, source: usize) {
        self.broken.borrow_mut().push(source);
    }

    pub fn is_broken(&self, source: usize) -> bool {
        self.broken.borrow().contains(&source)
    }

    /// Whether any source is broken, so that what is referred to may only be unreadable.
    pub fn any_broken(&self) -> bool {
        !self.broken.borrow().is_empty()
    }

    pub fn error(&self, at: At, message: impl Into<String>) {
        self.note(Severity::Error, at, message.into(), None);
    }

    pub fn error_hint(&self, at: At, message: impl Into<String>, hint: impl Into<String>) {
        self.note(Severity::Error, at, message.into(), Some(hint.into()));
    }

    pub fn warn(&self, at: At, message: impl Into<String>, hint: impl Into<String>) {
        self.note(Severity::Warning, at, message.into(), Some(hint.into()));
    }

    /// A fault of a file or folder as a whole.
    pub fn file(&self, file: &Path, message: impl Into<String>, hint: Option<String>) {
        self.whole(Severity::Error, file, message.into(), hint);
    }

    pub fn warn_file(&self, file: &Path, message: impl Into<String>, hint: impl Into<String>) {
        self.whole(Severity::Warning, file, message.into(), Some(hint.into()));
    }

    fn whole(&self, severity: Severity, file: &Path, message: String, hint: Option<String>) {
        self.push(|| Finding {
            file: file.to_owned(),
            line: 0,
            column: 0,
            severity,
            message: plain(&message),
            hint: hint.as_deref().map(plain),
            excerpt: String::new(),
            caret: 0,
        });
    }

    fn note(&self, severity: Severity, at: At, message: String, hint: Option<String>) {
        self.push(|| {
            let source = &self.sources[at.source];
            let (line, column, excerpt, caret) = source.place(at.start);
            Finding {
                file: source.path.clone(),
                line,
                column,
                severity,
                message: plain(&message),
                hint: hint.as_deref().map(plain),
                excerpt,
                caret,
            }
        });
    }

    fn push(&self, finding: impl FnOnce() -> Finding) {
        let mut found = self.found.borrow_mut();
        if found.len() <= MOST {
            found.push(finding());
        }
    }

    /// Where `at` is, for a finding that points to another place.
    pub fn spoken(&self, at: At) -> String {
        let source = &self.sources[at.source];
        let (line, ..) = source.place(at.start);
        format!("{}:{line}", source.path.display())
    }

    /// Whether anything forbids the use of the pack.
    pub fn has_errors(&self) -> bool {
        self.found
            .borrow()
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// Everything that was found, by file and place.
    pub fn into_findings(self) -> Vec<Finding> {
        let mut found = self.found.into_inner();
        let more = found.len() > MOST;
        found.truncate(MOST);
        found.sort_by(|a, b| {
            let key = |f: &Finding| (f.line, f.column, f.severity);
            (&a.file, key(a), &a.message).cmp(&(&b.file, key(b), &b.message))
        });
        found.dedup();
        if let (true, Some(last)) = (more, found.last()) {
            found.push(Finding {
                file: last.file.clone(),
                line: 0,
                column: 0,
                severity: Severity::Error,
                message: format!("there is more; these are the first {MOST}"),
                hint: Some("mend some of them and check again".to_owned()),
                excerpt: String::new(),
                caret: 0,
            });
        }
        found
    }
}

impl Source {
    /// Line, column, excerpt and the cells before the place, for the byte at `start`.
    fn place(&self, start: usize) -> (usize, usize, String, usize) {
        let mut start = start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let line = self.lines.partition_point(|begin| *begin <= start).max(1);
        let begin = self.lines[line - 1];
        let end = self
            .lines
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let column = self.text[begin..start].chars().count() + 1;
        let skipped = column.saturating_sub(EXCERPT / 2 + 1);
        let shown: String = self.text[begin..end]
            .trim_end_matches('\r')
            .chars()
            .skip(skipped)
            .take(EXCERPT)
            .map(harmless)
            .collect();
        let before = shown.chars().take(column - 1 - skipped);
        let caret = before.map(|c| c.width().unwrap_or(0)).sum();
        (line, column, shown, caret)
    }
}

/// A pack's own characters must not steer the terminal of the person who checks it.
fn harmless(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        c if is_hostile(c) => '\u{fffd}',
        c => c,
    }
}

/// `text` for a message: harmless, and not longer than a message should be.
fn plain(text: &str) -> String {
    let mut plain: String = text.chars().take(400).map(harmless).collect();
    if plain.len() < text.len() && text.chars().nth(400).is_some() {
        plain.push('\u{2026}');
    }
    plain
}

/// The known name that is nearest to `name`, where one is near enough to be meant.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > 64 {
        return None;
    }
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, known)| *distance <= (known.len().max(name.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// "did you mean ...?", or else the names that there are.
pub(super) fn known_names<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let names: Vec<String> = known.into_iter().map(|k| format!("`{k}`")).collect();
            match names.is_empty() {
                true => "there is none yet".to_owned(),
                false => format!("there are {}", names.join(", ")),
            }
        }
    }
}

/// Names that have been given, with the place of each, to find those that are given twice.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeMap<String, At>);

impl Taken {
    /// Takes `name`, or reports that it is taken.
    pub fn take(&mut self, report: &Report, what: &str, name: &str, at: At) {
        if report.is_known_good() {
            return;
        }
        if let Some(first) = self.0.get(name) {
            let hint = format!("the first is at {}", report.spoken(*first));
            report.error_hint(at, format!("{what} `{name}` is here twice"), hint);
        } else {
            self.0.insert(name.to_owned(), at);
        }
    }

    /// The same for something that is compared in another form than it was written in.
    pub fn take_as(&mut self, report: &Report, what: &str, form: impl FnOnce() -> String, at: At) {
        if !report.is_known_good() {
            self.take(report, what, &form(), at);
        }
    }
}
