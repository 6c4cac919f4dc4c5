//! A text in Markdown, put together piece by piece, that reads as well without being rendered.

use crate::export::escape::{block, inside, line};
use crate::text::width;

/// The widest table that is still one without being rendered, in columns.
const WIDEST: usize = 100;
/// The widest value that stands beside its label rather than under it.
const BESIDE: usize = 30;

/// A document as it grows. Whatever a person wrote comes in as it is and is escaped here.
#[derive(Default)]
pub(super) struct Page {
    text: String,
    headings: Vec<(usize, String)>,
    /// Titles over what comes next; they are only written once something does.
    pending: Vec<(usize, String)>,
}

impl Page {
    /// Puts a title over what comes next. Where nothing comes before the next one of its level, it is
    /// left out.
    pub fn heading(&mut self, level: usize, title: &str) {
        self.pending.retain(|(above, _)| *above < level);
        self.pending.push((level, line(title)));
    }

    /// A piece that is Markdown already.
    pub fn piece(&mut self, markdown: &str) {
        if markdown.is_empty() {
            return;
        }
        for (level, title) in std::mem::take(&mut self.pending) {
            self.put(format!("{} {title}", "#".repeat(level)).trim_end());
            self.headings.push((level, title));
        }
        self.put(markdown);
    }

    fn put(&mut self, markdown: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(markdown);
        self.text.push('\n');
    }

    /// Paragraphs of what someone wrote.
    pub fn prose(&mut self, text: &str) {
        self.piece(&block(text));
    }

    /// A quiet line of ours, such as a date.
    pub fn aside(&mut self, text: &str) {
        self.piece(&format!("*{}*", inside(text)));
    }

    /// What was asked.
    pub fn quote(&mut self, text: &str) {
        let text = block(text);
        if !text.is_empty() {
            self.piece(&format!("> {}", text.replace('\n', "\n> ")).replace("> \n", ">\n"));
        }
    }

    /// A line for each.
    pub fn list(&mut self, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().map(|line| format!("- {line}")).collect();
        self.piece(&lines.join("\n"));
    }

    /// Labelled texts: what is short stands beside its label, one line each, and what is long under it.
    pub fn parts<'p>(&mut self, parts: impl IntoIterator<Item = (&'p str, &'p str)>) {
        let mut beside: Vec<String> = Vec::new();
        for (label, text) in parts {
            let (label, text) = (line(label), text.trim_end());
            let short = width::of(text) <= BESIDE && !text.contains('\n') && !text.is_empty();
            if short && !label.is_empty() {
                let joint = if label.ends_with(['?', ':', '.']) {
                    ""
                } else {
                    ":"
                };
                beside.push(format!("{label}{joint} {}", inside(text)));
                continue;
            }
            self.list(std::mem::take(&mut beside));
            if !label.is_empty() {
                self.piece(&format!("**{label}**"));
            }
            self.prose(text);
        }
        self.list(beside);
    }

    /// Labelled texts of which each line is a thing of its own.
    pub fn lists<'p>(&mut self, parts: impl IntoIterator<Item = (&'p str, &'p str)>) {
        for (label, text) in parts {
            if !label.is_empty() {
                self.piece(&format!("**{}**", line(label)));
            }
            let lines = text.lines().filter(|text| !text.trim().is_empty());
            self.list(lines.map(line));
        }
    }

    /// A table whose columns stand under each other without being rendered, too. False where it would
    /// be too wide for that; then nothing is written.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<String>]) -> bool {
        let escaped = |row: &[String]| row.iter().map(|cell| inside(cell)).collect::<Vec<_>>();
        let mut all = vec![head.iter().map(|cell| inside(cell)).collect::<Vec<_>>()];
        all.extend(rows.iter().map(|row| escaped(row)));
        let wide = |column: usize| {
            let cells = all.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width::of(cell)).max().unwrap_or(0).max(3)
        };
        let widths: Vec<usize> = (0..head.len()).map(wide).collect();
        let broken = |row: &Vec<String>| row.iter().any(|cell| cell.contains('\n'));
        if widths.iter().sum::<usize>() + 3 * widths.len() > WIDEST || rows.iter().any(broken) {
            return false;
        }
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| width::pad(cell, *width).into_owned())
                .collect();
            format!("| {} |", cells.join(" | "))
        };
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        let mut lines = vec![row(&all[0]), row(&rule)];
        lines.extend(all[1..].iter().map(|cells| row(cells)));
        self.piece(&lines.join("\n"));
        true
    }

    /// The titles of these levels in their order, as a list with a step for each level.
    pub fn contents(&self, levels: std::ops::RangeInclusive<usize>) -> String {
        let lines: Vec<String> = self
            .headings
            .iter()
            .filter(|(level, _)| levels.contains(level))
            .map(|(level, title)| format!("{}- {title}", "  ".repeat(level - levels.start())))
            .collect();
        lines.join("\n")
    }

    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_nothing_under_it_is_left_out() {
        let mut page = Page::default();
        page.heading(2, "Empty");
        page.heading(3, "Empty, too");
        page.heading(2, "# Full");
        page.heading(3, "Empty again");
        page.heading(3, "Here");
        page.prose("words");
        page.heading(3, "At the end");
        assert_eq!(page.text(), "## \\# Full\n\n### Here\n\nwords\n");
        assert_eq!(page.contents(2..=3), "- \\# Full\n  - Here");
    }

    #[test]
    fn short_values_stand_beside_their_labels_and_long_texts_under_them() {
        let mut page = Page::default();
        page.parts([
            ("How safe?", "4"),
            ("When", "May 2024"),
            ("What I did", "I said that I was at work, and was not."),
            ("", "no label"),
            ("Poem", "a\nb"),
        ]);
        insta::assert_snapshot!(page.text(), @r"
        - How safe? 4
        - When: May 2024

        **What I did**

        I said that I was at work, and was not.

        no label

        **Poem**

        a  
        b
        ");
    }

    #[test]
    fn things_side_by_side_stand_as_a_list_under_their_label() {
        let mut page = Page::default();
        page.lists([("Not mine", "The lie\n- not a list in a list"), ("", "One")]);
        insta::assert_snapshot!(page.text(), @r"
        **Not mine**

        - The lie
        - \- not a list in a list

        - One
        ");
    }

    #[test]
    fn a_table_lines_up_and_one_that_is_too_wide_is_none() {
        let mut page = Page::default();
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["a | b", "1"]), row(["日本", "10"])];
        assert!(page.table(&["what", "n"], &rows));
        insta::assert_snapshot!(page.text(), @r"
        | what   | n   |
        | ------ | --- |
        | a \| b | 1   |
        | 日本   | 10  |
        ");
        let long = "x".repeat(100);
        assert!(!page.table(&["what", "n"], &[row([&long, "1"])]));
        assert!(!page.table(&["what", "n"], &[row(["a\nb", "1"])]));
    }
}
