//! Text as Markdown, so that what a person wrote stays text: no heading, list, link or code of it.

use crate::text::clean::{clean, clean_line};

/// Text of one line, for a heading or a label.
pub fn line(text: &str) -> String {
    escaped(&one_line(text), true)
}

/// Text of one line that something else stands before, as in a cell of a table.
pub fn inside(text: &str) -> String {
    escaped(&one_line(text), false)
}

fn one_line(text: &str) -> String {
    let text = clean_line(text).text;
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Text of many lines: line breaks stay, an empty line parts paragraphs, and an indent is kept with
/// spaces that do not break, since plain ones would make it code.
pub fn block(text: &str) -> String {
    let text = clean(text).text;
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines() {
        let words = line.trim_start_matches([' ', '\t']);
        if words.trim().is_empty() {
            if !empty {
                out.push_str("\n\n");
            }
            empty = true;
            continue;
        }
        if !empty {
            out.push_str("  \n");
        }
        empty = false;
        for space in line[..line.len() - words.len()].chars() {
            out.push_str(if space == '\t' {
                "\u{a0}\u{a0}\u{a0}\u{a0}"
            } else {
                "\u{a0}"
            });
        }
        out.push_str(&escaped(words.trim_end(), true));
    }
    out.truncate(out.trim_end_matches('\n').len());
    out
}

/// One line with a backslash before whatever Markdown would take for its own. Some of that is only its
/// own where a line begins.
fn escaped(line: &str, begins: bool) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut before = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            '_' => !(joins(before) && joins(after)),
            '&' => after.is_some_and(|c| c.is_alphanumeric() || c == '#'),
            '#' => {
                (begins && at == 0)
                    || (before == Some(' ') && line[at..].bytes().all(|b| b == b'#'))
            }
            '>' | '-' | '+' | '=' => begins && at == 0,
            '.' | ')' => begins && digits > 0 && at == digits,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// The lines that a reader of the Markdown gets, where it is nothing but paragraphs.
    fn read(markdown: &str) -> Result<Vec<String>, String> {
        let mut lines = Vec::new();
        let all = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_HEADING_ATTRIBUTES;
        for event in Parser::new_ext(markdown, all) {
            match event {
                Event::Start(Tag::Paragraph) | Event::HardBreak => lines.push(String::new()),
                Event::Text(text) => match lines.last_mut() {
                    Some(line) => line.push_str(&text),
                    None => return Err("text outside a paragraph".to_owned()),
                },
                Event::End(_) => {}
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(lines)
    }

    #[test]
    fn a_text_stays_readable_as_it_stands() {
        insta::assert_snapshot!(
            block("# not a heading\n- him & me\n  (a snake_case, 2 * 3)\n\n\n1. <b>&amp;</b> [x](y)\n====\n"),
            @r"
        \# not a heading  
        \- him & me  
          (a snake_case, 2 \* 3)

        1\. \<b>\&amp;\</b> \[x\](y)  
        \====
        "
        );
        assert_eq!(line(" Why\n #? "), "Why #?");
    }

    proptest! {
        #[test]
        fn what_was_written_is_what_is_read(
            text in "(#|\\*|_|`|~|-|\\+|=|>|<|&|amp;|!|\\[|\\]|\\(|\\)|:|\\||\\\\|1\\.|2\\)|a|é| |\n|\t|http://x|<!--|\\^|\\$|\"|\\{|\\}){0,40}",
        ) {
            let expected: Vec<String> = text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| {
                    let words = line.trim_start();
                    let indent = &line[..line.len() - words.len()];
                    let indent = indent.replace('\t', "    ").replace(' ', "\u{a0}");
                    format!("{indent}{}", words.trim_end())
                })
                .collect();
            let markdown = block(&text);
            prop_assert_eq!(read(&markdown), Ok(expected), "{}", markdown);
            let heading = format!("# {}", line(&text));
            let one: Vec<&str> = text.split_whitespace().collect();
            let mut shown = String::new();
            for event in Parser::new(&heading) {
                if let Event::Text(text) = event {
                    shown.push_str(&text);
                }
            }
            prop_assert_eq!(shown, one.join(" "));
        }
    }
}
