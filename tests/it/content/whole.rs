//! A pack with one of everything and nothing wrong with it, for tests that break it in one place.

/// Its files, by name.
pub fn files() -> Vec<(&'static str, String)> {
    let reading = super::reading();
    vec![
        ("pack.toml", PACK.to_owned()),
        ("welcome.toml", WELCOME.to_owned()),
        ("help.toml", HELP.to_owned()),
        ("gate.toml", GATE.to_owned()),
        ("library/all.toml", LIBRARY.to_owned()),
        ("stages/1.toml", STAGE.replace("READING", &reading)),
    ]
}

const PACK: &str = r#"id = "whole"
title = "Whole"
version = "1"
language = "en"
licence = "none"
stages = ["one"]
credits = ["someone"]
"#;

const WELCOME: &str = r#"what = "what it is"
not_protected = ["this", "that"]
role_question = "which?"
[roles]
hurt = "hurt"
broke = "broke"
both = "both"
undecided = "open"
"#;

const HELP: &str = r#"title = "Help"
opening = "opening"
[[section]]
id = "danger"
title = "Danger"
text = "text"
[[helpline]]
id = "line"
place = "here"
name = "a line"
reach = "112"
about = "about"
checked = 2026-11-22
"#;

const GATE: &str = r#"[[gate]]
id = "before"
title = "Before"
opening = "alone"
questions = "one"
closing = "closing"
"#;

const LIBRARY: &str = r#"[[list]]
id = "feelings"
title = "Feelings"
[[list.group]]
title = "All"
[list.group.words]
sad = "sad"
glad = "glad"
angry = "angry"
[[flag]]
id = "but"
phrases = ["but", "however"]
why = "why"
better = "better"
"#;

const STAGE: &str = r#"id = "one"
title = "One"
about = "the only one"

[[step]]
id = "first"
title = "First"
about.hurt = "for hurt"
about.any = "for the others"
minutes = 5
hard = true
reading = "READING"
deeper = "more"
presenter = "notes"

[[step.exercise]]
id = "page"
kind = "write"
gate = "before"
title = "Page"
ask = "Write."
why = "why"
minutes = 5
timer = 10
placeholder = "begin"
example = "an example"

[[step.exercise]]
id = "line"
kind = "timeline"
title = "Line"
ask = "Place."
minutes = 6
asks.hurt = "learned"
asks.any = "happened"
happened = "happened"
learned = "learned"
at_least = 1
event = [{ id = "act", label = "an act" }, { id = "lie", label = "a lie" }]

[[step.exercise]]
id = "parts"
kind = "compose"
for = ["broke", "both"]
mode = "alone-then-reveal"
title = "Parts"
ask = "Fill in."
minutes = 7
flags = ["but"]
[[step.exercise.slot]]
id = "did"
label = "I did"
hint = "what"
[[step.exercise.slot]]
id = "hid"
label = "I hid"
optional = true

[[step.exercise]]
id = "cards"
kind = "sort"
settings = ["alone"]
title = "Cards"
ask = "Sort."
minutes = 8
own = true
at_least = 2
bucket = [{ id = "mine", label = "mine" }, { id = "other", label = "other" }]
[[step.exercise.card]]
id = "deed"
text = "the deed"
for = ["broke"]
only = ["mine"]
why = "yours"
must = true
[[step.exercise.card]]
id = "rain"
text = "the rain"

[[step.exercise]]
id = "words"
kind = "choose"
title = "Words"
ask = "Choose."
minutes = 9
list = "feelings"
at_least = 2
at_most = 3
rating = { top = 5, low = "low", high = "high" }

[[step.exercise]]
id = "numbers"
kind = "scale"
title = "Numbers"
ask = "Rate."
minutes = 4
top = 10
note = "a note"
[[step.exercise.question]]
id = "clear"
text = "How clear?"
low = "not"
high = "very"

[[step.exercise]]
id = "back"
kind = "paraphrase"
title = "Back"
ask = "Say it back."
minutes = 3
theirs = "They said"
mine = "In my words"
yes = "yes"
nearly = "nearly"
no = "no"
[[step.exercise.statement]]
id = "late"
text = "You come home late."
for = ["broke"]
[[step.exercise.statement]]
id = "tired"
text = "I am tired."
[[step.exercise.question]]
id = "meaning"
text = "Is it what they meant?"

[[step.exercise]]
id = "lines"
kind = "cards"
title = "Lines"
ask = "Draw them."
minutes = 2
card = "A line"
at_most = 12
[[step.exercise.field]]
id = "need"
label = "Need"
[[step.exercise.field]]
id = "review"
label = "Review"
optional = true
form = "date"
comes_up = "review"
within = 180
[[step.exercise.rule]]
id = "orders"
fields = ["need"]
phrases = ["you must", "you have to"]
starts = true
unless = ["i will"]
says = "yours?"
[[step.exercise.rule]]
id = "access"
phrases = ["your phone"]
needs = ["review"]
says = "till when?"
[[step.exercise]]
id = "ranked"
kind = "rank"
title = "First"
ask = "Put in order."
minutes = 3
list = "feelings"
top = 2
behaviour = "To be seen"
hint.any = "small"
[[step.exercise]]
id = "promises"
kind = "promise"
title = "Promises"
ask = "Promise."
minutes = 5
another = "Another promise"
promise = "What I promise"
check = "How it can be seen"
due = "By this day"
flags = [ "but" ]
repair_about = "It was not kept."
[[step.exercise.repair]]
id = "amend"
label = "What I do now"

[[step.exercise]]
id = "impacts"
kind = "echo"
title = "Impacts"
ask = "Name them."
minutes = 1
at_least = 3
at_most = 5
impact = "It did"
impact_hint = "one thing"
back = "Back"
repair = "Repair"
by = "By"
optional = ["repair", "by"]

[[step.exercise]]
id = "letters"
kind = "letter"
title = "Letters"
ask = "Write."
minutes = 8
another = "Another letter"
opens = "Closed until"
days = 180
sealed = "It waits."
[[step.exercise]]
id = "doing"
kind = "activity"
title = "Doing"
ask = "Pick, and draw."
another = "Another"
minutes = 1
at_least = 2
list = "feelings"
on = "When"
near = "Was near"
far.any = "Was far"
"#;
