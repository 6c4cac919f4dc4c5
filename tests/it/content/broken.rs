//! Packs with one fault each, and the finding that its author gets.
//!
//! Each case replaces one piece of a whole pack. The line on which the finding has to stand carries
//! the mark `#!`, which is a comment to TOML.

use amends::content::{Severity, load};

use super::whole::files;

/// File, what is replaced, by what, and a piece of the message.
type Case = (&'static str, &'static str, &'static str, &'static str);

const PACK: &str = "pack.toml";
const WELCOME: &str = "welcome.toml";
const HELP: &str = "help.toml";
const GATE: &str = "gate.toml";
const LIBRARY: &str = "library/all.toml";
const STAGE: &str = "stages/1.toml";

#[rustfmt::skip]
const ERRORS: &[Case] = &[
    // pack.toml
    (PACK, "title =", "titel = \"x\" #!\ntitle =", "a pack has no key `titel`"),
    (PACK, "id = \"whole\"", "id = \"Whole\" #!", "`Whole` is no id"),
    (PACK, "id = \"whole\"", "id = \"\" #!", "`` is no id"),
    (PACK, "id = \"whole\"", "id = 7 #!", "`id` is a number; a text is expected"),
    (PACK, "version = \"1\"", "version = 1 #!", "`version` is a number; a text is expected"),
    (PACK, "version = \"1\"", "version = 1.5 #!", "`version` is a number with a point"),
    (PACK, "version = \"1\"", "version = 2026-01-01 #!", "`version` is a date"),
    (PACK, "version = \"1\"", "version = 10:00:00 #!", "`version` is a time"),
    (PACK, "language = \"en\"", "language = [] #!", "`language` is a list; a text is expected"),
    (PACK, "licence = \"none\"", "licence = \" \" #!", "`licence` is empty"),
    (PACK, "licence = \"none\"", "licence = { a = 1 } #!", "`licence` is a table"),
    (PACK, "credits = [\"someone\"]", "credits = \"someone\" #!", "`credits` is a text; a list of texts"),
    (PACK, "credits = [\"someone\"]", "credits = [1] #!", "`credits` is a number; a text in quotes"),
    (PACK, "credits = [\"someone\"]", "credits = [\"\"] #!", "`credits` is empty"),
    (PACK, "stages = [\"one\"]", "stages = [\"one\", \"tow\"] #!", "no file in stages/ has the id `tow`"),
    (PACK, "stages = [\"one\"]", "stages = [\"one\", \"one\"] #!", "the stage `one` is here twice"),
    (PACK, "credits", "extends = \"other\" #!\ncredits", "`extends` cannot be `other`"),
    (PACK, "credits", "extends = 1 #!\ncredits", "`extends` is a number; a text"),
    (PACK, "title = \"Whole\"", "title = \"\"\"a\n\nb\"\"\"", "`title` takes one line"),
    (PACK, "title = \"Whole\"", "id = \"again\" #!\ntitle = \"Whole\"", "not TOML: duplicate key"),
    (PACK, "title = \"Whole\"", "title = \"Whole\"\nbare #!", "not TOML: key with no value"),
    // welcome.toml
    (WELCOME, "what = \"what it is\"", "what = \"\" #!", "`what` is empty"),
    (WELCOME, "not_protected = [\"this\", \"that\"]", "not_protected = 3 #!", "`not_protected` is a number"),
    (WELCOME, "role_question", "role_questoin = \"x\" #!\nrole_question", "no key `role_questoin`"),
    (WELCOME, "[roles]\nhurt = \"hurt\"", "[roles] #!", "the list of roles needs the key `hurt`"),
    (WELCOME, "undecided = \"open\"", "undecided = \"open\"\nother = \"x\" #!", "the list of roles has no key `other`"),
    (WELCOME, "broke = \"broke\"", "broke = [\"x\"] #!", "`broke` is a list; a text"),
    // gate.toml
    (GATE, "questions = \"one\"", "questions = [\"one\"] #!", "`questions` is a list; a text"),
    (GATE, "closing = \"closing\"", "closings = \"x\" #!\nclosing = \"x\"", "a gate has no key `closings`"),
    (STAGE, "gate = \"before\"", "gate = \"befor\" #!", "there is no gate `befor` in gate.toml"),
    // help.toml
    (HELP, "title = \"Help\"", "titles = \"x\" #!\ntitle = \"Help\"", "the help page has no key `titles`"),
    (HELP, "[[section]]\nid = \"danger\"", "[[section]] #!", "a section of the help page needs the key `id`"),
    (HELP, "text = \"text\"", "text = \"text\"\n[[section]]\nid = \"danger\" #!\ntitle = \"x\"\ntext = \"x\"", "the section `danger` is here twice"),
    (HELP, "checked = 2026-11-22", "checked = \"2026-11-22\" #!", "`checked` is a text; a date such as 2026-11-22"),
    (HELP, "checked = 2026-11-22", "checked = 2026-11-22T10:00:00 #!", "`checked` is a time; a date"),
    (HELP, "[[helpline]]", "[[helplin]] #!\n[[helpline]]", "the help page has no key `helplin`"),
    (HELP, "reach = \"112\"", "reach = 112 #!", "`reach` is a number; a text"),
    (HELP, "[[helpline]]\nid = \"line\"", "[[helpline]] #!", "a helpline needs the key `id`"),
    (HELP, "about = \"about\"", "about = \"about\"\nphone = \"1\" #!", "a helpline has no key `phone`"),
    // the library
    (LIBRARY, "[[list]]\nid = \"feelings\"", "[[lists]] #!\nid = \"x\"\n[[list]]\nid = \"feelings\"", "a file of the library has no key `lists`"),
    (LIBRARY, "title = \"Feelings\"", "title = \"Feelings\"\nword = \"x\" #!", "a list has no key `word`"),
    (LIBRARY, "[[list]]\nid = \"feelings\"\ntitle = \"Feelings\"", "[[list]] #!\nid = \"feelings\"", "a list needs the key `title`"),
    (LIBRARY, "[[flag]]", "[[list]]\nid = \"feelings\" #!\ntitle = \"x\"\n[[list.group]]\ntitle = \"x\"\n[list.group.words]\na = \"a\"\n[[flag]]", "the list `feelings` is here twice"),
    (LIBRARY, "glad = \"glad\"", "glad = \"glad\"\nBad = \"bad\" #!", "`Bad` is no id"),
    (LIBRARY, "glad = \"glad\"", "glad = 1 #!", "`glad` is a number; a text"),
    (LIBRARY, "glad = \"glad\"", "glad = \"\" #!", "`glad` is empty"),
    (LIBRARY, "[[flag]]", "[[list.group]]\ntitle = \"More\"\n[list.group.words]\nsad = \"so sad\" #!\n[[flag]]", "the word `sad` is here twice"),
    (LIBRARY, "[[flag]]", "[[list.group]]\ntitle = \"More\"\nwords = [\"a\"] #!\n[[flag]]", "`words` is a list; a table"),
    (LIBRARY, "[[flag]]", "[[list.group]] #!\ntitle = \"More\"\n[[flag]]", "a group of words needs the key `words`"),
    (LIBRARY, "[[flag]]", "[[list.group]]\ntitle = \"More\"\nwords = {} #!\n[[flag]]", "this group has no words"),
    (LIBRARY, "[[flag]]\nid = \"but\"", "[[flag]]\nid = \"But\" #!\nphrases = [\"x\"]\nwhy = \"x\"\nbetter = \"x\"\n[[flag]]\nid = \"but\"", "`But` is no id"),
    (LIBRARY, "phrases = [\"but\", \"however\"]", "phrases = [] #!", "a flag needs one phrase at least"),
    (LIBRARY, "phrases = [\"but\", \"however\"]", "phrases = [\"but\", \"But\"] #!", "the phrase `but` is here twice"),
    (LIBRARY, "phrases = [\"but\", \"however\"]", "phrases = [\"\"] #!", "`phrases` is empty"),
    (LIBRARY, "why = \"why\"\n", "reason = \"x\" #!\nwhy = \"why\"\n", "a flag has no key `reason`"),
    (LIBRARY, "better = \"better\"", "better = true #!", "`better` is true or false; a text"),
    // stages and steps
    (STAGE, "title = \"One\"", "titel = \"x\" #!\ntitle = \"One\"", "a stage has no key `titel`"),
    (STAGE, "about = \"the only one\"", "about = 1 #!", "`about` is a number; a text, or a text for each role"),
    (STAGE, "about = \"the only one\"", "about.hurt = \"x\" #!", "`about` says nothing to broke-alone, broke-couple, both-alone, both-couple"),
    (STAGE, "about.any = \"for the others\"", "about.others = \"x\" #!\nabout.any = \"x\"", "`about` has no words for `others`"),
    (STAGE, "about.any = \"for the others\"", "about.any = \"\" #!", "`about.any` is empty"),
    (STAGE, "about.any = \"for the others\"", "about.any = 3 #!", "`about.any` is a number; a text"),
    (STAGE, "[[step]]\nid = \"first\"\ntitle = \"First\"", "[[step]] #!\nid = \"first\"", "a step needs the key `title`"),
    (STAGE, "[[step]]\nid = \"first\"", "[[step]] #!", "a step needs the key `id`"),
    (STAGE, "id = \"first\"", "id = \"../first\" #!", "`../first` is no id"),
    (STAGE, "id = \"first\"", "id = \"First step\" #!", "`First step` is no id"),
    (STAGE, "minutes = 5\nhard = true", "minutes = 0 #!\nhard = true", "`minutes` is 0; it goes from 1 to 240"),
    (STAGE, "minutes = 5\nhard = true", "minutes = 241 #!\nhard = true", "`minutes` is 241; it goes from 1 to 240"),
    (STAGE, "minutes = 5\nhard = true", "minutes = \"5\" #!\nhard = true", "`minutes` is a text; a whole number"),
    (STAGE, "minutes = 5\nhard = true", "minutes = 99999999999999999999 #!\nhard = true", "a number beyond all bounds"),
    (STAGE, "hard = true", "hard = \"yes\" #!", "`hard` is a text; true or false"),
    (STAGE, "hard = true", "hard = 1 #!", "`hard` is a number; true or false"),
    (STAGE, "presenter = \"notes\"", "presenter = { hurt = \"x\" } #!", "`presenter` is a table; a text"),
    (STAGE, "presenter = \"notes\"", "presnter = \"notes\" #!", "a step has no key `presnter`"),
    (STAGE, "deeper = \"more\"", "deeper = { hurt = \"x\" } #!", "`deeper` says nothing to broke-alone"),
    (STAGE, "presenter = \"notes\"", "after = \"x\" #!", "a step has no key `after`"),
    // what all exercises have
    (STAGE, "kind = \"write\"", "kind = \"wirte\" #!", "`kind` cannot be `wirte`"),
    (STAGE, "kind = \"write\"", "kind = 3 #!", "`kind` is a number; a text"),
    (STAGE, "[[step.exercise]]\nid = \"page\"", "[[step.exercise]]\nid = \"a.b\" #!", "`a.b` is no id"),
    (STAGE, "id = \"words\"", "id = \"page\" #!", "the exercise `page` is here twice"),
    (STAGE, "ask = \"Write.\"\nwhy", "ask = [\"Write.\"] #!\nwhy", "`ask` is a list; a text"),
    (STAGE, "why = \"why\"\nminutes = 5", "whi = \"why\" #!\nminutes = 5", "an exercise has no key `whi`"),
    (STAGE, "minutes = 6", "minutes = -6 #!", "`minutes` is -6; it goes from 1 to 240"),
    (STAGE, "minutes = 7", "optional = 1 #!\nminutes = 7", "`optional` is a number; true or false"),
    (STAGE, "mode = \"alone-then-reveal\"", "mode = \"alone then reveal\" #!", "`mode` cannot be `alone then reveal`"),
    (STAGE, "for = [\"broke\", \"both\"]", "for = [\"broke\", \"bohth\"] #!", "`for` cannot be `bohth`"),
    (STAGE, "for = [\"broke\", \"both\"]", "for = [\"both\", \"undecided\"] #!", "`for` cannot be `undecided`"),
    (STAGE, "for = [\"broke\", \"both\"]", "for = [\"both\", \"both\"] #!", "the word `both` is here twice"),
    (STAGE, "for = [\"broke\", \"both\"]", "for = \"both\" #!", "`for` is a text; a list of texts"),
    (STAGE, "settings = [\"alone\"]", "settings = [\"solo\"] #!", "`settings` cannot be `solo`"),
    (STAGE, "title = \"Parts\"", "title.broke = \"Parts\" #!", "`title` says nothing to both-alone, both-couple"),
    // each kind
    (STAGE, "timer = 10", "timer = 0 #!", "`timer` is 0; it goes from 1 to 120"),
    (STAGE, "timer = 10", "slot = [] #!", "an exercise has no key `slot`"),
    (STAGE, "placeholder = \"begin\"", "placeholder.broke = \"begin\" #!", "`placeholder` says nothing to hurt-alone"),
    (STAGE, "asks.any = \"happened\"", "asks.broke = \"happened\"\nasks.both = \"hapened\" #!", "`asks` cannot be `hapened`"),
    (STAGE, "{ id = \"lie\", label = \"a lie\" }]", "{ id = \"act\", label = \"a lie\" }] #!", "the id `act` is here twice"),
    (STAGE, "{ id = \"lie\", label = \"a lie\" }]", "{ id = \"lie\" }] #!", "a kind of event needs the key `label`"),
    (STAGE, "{ id = \"lie\", label = \"a lie\" }]", "{ id = \"lie\", label = \"a lie\", color = 1 }] #!", "a kind of event has no key `color`"),
    (STAGE, "{ id = \"lie\", label = \"a lie\" }]", "7] #!", "a number is a kind of event; a table is expected"),
    (STAGE, "event = [{ id = \"act\", label = \"an act\" }, { id = \"lie\", label = \"a lie\" }]", "event = \"act\" #!", "`event` is a text; a list of tables"),
    (STAGE, "flags = [\"but\"]", "flags = [\"but\", \"bat\"] #!", "there is no flag `bat` in the library"),
    (STAGE, "flags = [\"but\"]", "flags = [\"but\", \"but\"] #!", "the flag `but` is here twice"),
    (STAGE, "[[step.exercise]]\nid = \"cards\"", "[[step.exercise]] #!\nid = \"empty\"\nkind = \"compose\"\ntitle = \"x\"\nask = \"x\"\nminutes = 1\nslot = [{ id = \"a\", label = \"a\", optional = true }]\n[[step.exercise]]\nid = \"cards\"", "every part of this exercise is optional"),
    (STAGE, "[[step.exercise]]\nid = \"cards\"", "[[step.exercise]] #!\nid = \"piles\"\nkind = \"sort\"\ntitle = \"x\"\nask = \"x\"\nminutes = 1\nbucket = [{ id = \"a\", label = \"a\" }]\ncard = [{ id = \"a\", text = \"a\" }]\n[[step.exercise]]\nid = \"cards\"", "there is only one pile"),
    (STAGE, "id = \"hid\"", "id = \"did\" #!", "the id `did` is here twice"),
    (STAGE, "label = \"I hid\"", "label = \"I hid\"\nlenght = 3 #!", "a part has no key `lenght`"),
    (STAGE, "{ id = \"other\", label = \"other\" }]", "{ id = \"mine\", label = \"other\" }] #!", "the id `mine` is here twice"),
    (STAGE, "only = [\"mine\"]", "only = [\"mien\"] #!", "there is no pile `mien` in this exercise"),
    (STAGE, "only = [\"mine\"]\nwhy = \"yours\"", "only = [\"mine\"] #!", "needs a `why`"),
    (STAGE, "must = true", "must = \"true\" #!", "`must` is a text; true or false"),
    (STAGE, "id = \"rain\"", "id = \"deed\" #!", "the id `deed` is here twice"),
    (STAGE, "text = \"the rain\"", "text.hurt = \"the rain\" #!", "`text` says nothing to broke-alone, both-alone"),
    (STAGE, "own = true\nat_least = 2", "own = false\nat_least = 2 #!", "`at_least` is 2, and there are 1 cards for hurt-alone"),
    (STAGE, "own = true\nat_least = 2", "own = true\nat_least = 101 #!", "`at_least` is 101; it goes from 0 to 100"),
    (STAGE, "list = \"feelings\"\nat_least", "list = \"felings\" #!\nat_least", "there is no list `felings` in the library"),
    (STAGE, "list = \"feelings\"\nat_least", "list = 1 #!\nat_least", "`list` is a number; a text"),
    (STAGE, "at_least = 2\nat_most = 3", "at_least = 4 #!", "`at_least` is 4, and `feelings` has 3 words"),
    (STAGE, "at_most = 3", "at_most = 1 #!", "`at_most` is 1, and `at_least` is 2"),
    (STAGE, "rating = { top = 5,", "rating = { top = 11, #!\n", "`top` is 11; it goes from 2 to 10"),
    (STAGE, "rating = { top = 5, low = \"low\", high = \"high\" }", "rating = 5 #!", "a number is a rating; a table is expected"),
    (STAGE, "rating = { top = 5, low = \"low\", high = \"high\" }", "rating = { top = 5, low = \"low\" } #!", "a rating needs the key `high`"),
    (STAGE, "top = 10", "top = 0 #!", "`top` is 0; it goes from 1 to 20"),
    (STAGE, "top = 10", "top = 256 #!", "`top` is 256; it goes from 1 to 20"),
    (STAGE, "high = \"very\"", "hihg = \"very\" #!\nhigh = \"very\"", "a question has no key `hihg`"),
    (STAGE, "[[step.exercise.question]]\nid = \"clear\"", "[[step.exercise.question]] #!", "a question needs the key `id`"),
    (STAGE, "theirs = \"They said\"", "thiers = \"x\" #!\ntheirs = \"They said\"", "an exercise has no key `thiers`"),
    (STAGE, "mine = \"In my words\"", "mine.hurt = \"x\" #!", "`mine` says nothing to broke-alone"),
    (STAGE, "id = \"back\"\nkind = \"paraphrase\"\ntitle = \"Back\"", "id = \"back\"\nkind = \"paraphrase\"\ntitle = \"Back\"\nown = \"yes\" #!", "`own` is a text; true or false"),
    (STAGE, "no = \"no\"", "no = false #!", "`no` is true or false; a text, or a text for each role"),
    (STAGE, "yes = \"yes\"\nnearly = \"nearly\"", "yes = \"yes\"\nnearly = \"\" #!", "`nearly` is empty"),
    (STAGE, "[[step.exercise]]\nid = \"back\"\nkind = \"paraphrase\"", "[[step.exercise]] #!\nid = \"empty\"\nkind = \"paraphrase\"\ntitle = \"x\"\nask = \"x\"\nminutes = 1\ntheirs = \"x\"\nmine = \"x\"\nyes = \"x\"\nnearly = \"x\"\nno = \"x\"\nquestion = [{ id = \"a\", text = \"a\" }]\n[[step.exercise]]\nid = \"back\"\nkind = \"paraphrase\"", "an exercise needs the key `statement`"),
    (STAGE, "id = \"late\"\ntext", "id = \"late\"\ntxt = \"x\" #!\ntext", "a statement has no key `txt`"),
    (STAGE, "id = \"tired\"", "id = \"late\" #!", "the id `late` is here twice"),
    (STAGE, "text = \"I am tired.\"", "for = [\"broke\"]\ntext = \"I am tired.\"", "there is no statement for hurt-alone"),
    (STAGE, "[[step.exercise.question]]\nid = \"meaning\"\ntext = \"Is it what they meant?\"", "[[step.exercise.question]] #!\nid = \"meaning\"", "a question needs the key `text`"),
    (STAGE, "text = \"Is it what they meant?\"", "text = \"Is it what they meant?\"\nlow = \"x\" #!", "a question has no key `low`"),
    (STAGE, "card = \"A line\"\n", "crad = \"x\" #!\ncard = \"A line\"\n", "an exercise has no key `crad`"),
    (STAGE, "at_most = 12", "at_least = 13\nat_most = 12 #!", "`at_most` is 12, and `at_least` is 13"),
    (STAGE, "label = \"Need\"\n", "label = \"Need\"\noptional = true\n", "every field of this exercise is optional"),
    (STAGE, "[[step.exercise]]\nid = \"lines\"", "[[step.exercise]] #!\nid = \"days\"\nkind = \"cards\"\ntitle = \"x\"\nask = \"x\"\nminutes = 1\ncard = \"x\"\nfield = [{ id = \"a\", label = \"a\", form = \"date\" }]\n[[step.exercise]]\nid = \"lines\"", "a card of this exercise has only dates"),
    (STAGE, "label = \"Need\"\n", "label = \"Need\"\ncomes_up = \"by\" #!\n", "`comes_up` is for dates, and this field takes words"),
    (STAGE, "label = \"Need\"\n", "label = \"Need\"\nwithin = 3 #!\n", "`within` is for dates"),
    (STAGE, "comes_up = \"review\"", "comes_up = \"reviews\" #!", "`comes_up` cannot be `reviews`"),
    (STAGE, "within = 180", "within = 0 #!", "`within` is 0; it goes from 1 to 3650"),
    (STAGE, "form = \"date\"", "form = \"day\" #!", "`form` cannot be `day`"),
    (STAGE, "fields = [\"need\"]", "fields = [\"ned\"] #!", "there is no field `ned` in this exercise"),
    (STAGE, "fields = [\"need\"]", "fields = [\"review\"] #!", "the field `review` takes a date"),
    (STAGE, "needs = [\"review\"]", "needs = [\"reviews\"] #!", "there is no field `reviews` in this exercise"),
    (STAGE, "needs = [\"review\"]", "help = true\nneeds = [\"review\"] #!", "a rule has `needs` or `help`, and not both"),
    (STAGE, "phrases = [\"your phone\"]", "phrases = [] #!", "a rule needs one phrase at least"),
    (STAGE, "phrases = [\"your phone\"]", "phrases = [\"your phone\", \"Your  phone\"] #!", "the phrase `your phone` is here twice"),
    (STAGE, "says = \"till when?\"", "sais = \"x\" #!\nsays = \"till when?\"", "a rule has no key `sais`"),
    (STAGE, "id = \"access\"", "id = \"orders\" #!", "the id `orders` is here twice"),
    (STAGE, "top = 2", "top = 4 #!", "`top` is 4, and `feelings` has 3 words"),
    (STAGE, "top = 2", "top = 1 #!", "`top` is 1; it goes from 2 to 9"),
    (STAGE, "[[step.exercise]]\nid = \"ranked\"", "[[step.exercise]] #!\nid = \"none\"\nkind = \"rank\"\ntitle = \"x\"\nask = \"x\"\nminutes = 1\nlist = \"feelings\"\nbehaviour = \"x\"\n[[step.exercise]]\nid = \"ranked\"", "an exercise needs the key `top`"),
    (STAGE, "list = \"feelings\"\ntop = 2", "list = \"felings\" #!\ntop = 2", "there is no list `felings` in the library"),
    (STAGE, "behaviour = \"To be seen\"", "behaviour.broke = \"x\" #!", "`behaviour` says nothing to hurt-alone"),
    (STAGE, "hint.any = \"small\"", "hint = \"\" #!", "`hint` is empty"),
    (STAGE, "at_least = 2\nlist", "at_least = 4 #!\nlist", "`at_least` is 4, and `feelings` has 3 words"),
    (STAGE, "list = \"feelings\"\non", "list = \"feelngs\" #!\non", "there is no list `feelngs` in the library"),
    (STAGE, "on = \"When\"", "on = 3 #!", "`on` is a number; a text"),
    (STAGE, "near = \"Was near\"", "near.broke = \"x\" #!", "`near` says nothing to hurt-alone"),
    (STAGE, "far.any = \"Was far\"", "for = [] #!\nfar.any = \"Was far\"", "`for` is empty"),
    (STAGE, "kind = \"promise\"", "kind = \"promise\"\nmany = 1 #!", "`many` is a number; true or false"),
    (STAGE, "another = \"Another promise\"\n", "anothr = \"x\" #!\nanother = \"x\"\n", "an exercise has no key `anothr`"),
    (STAGE, "check = \"How it can be seen\"", "check.hurt = \"x\" #!", "`check` says nothing to broke-alone"),
    (STAGE, "due = \"By this day\"", "due = 2026-12-24 #!", "`due` is a date; a text, or a text for each role"),
    (STAGE, "due = \"By this day\"\nflags = [ \"but\" ]", "due = \"x\"\nflags = [\"butt\"] #!", "there is no flag `butt` in the library"),
    (STAGE, "repair_about = \"It was not kept.\"", "repair_about = \"\" #!", "`repair_about` is empty"),
    (STAGE, "repair_about = \"It was not kept.\"", "repair_about = \"x\"\nrepair_flags = [\"but\", \"but\"] #!", "the flag `but` is here twice"),
    (STAGE, "id = \"amend\"", "id = \"amend\"\nwhy = \"x\" #!", "a part of the repair form has no key `why`"),
    (STAGE, "[[step.exercise.repair]]\nid = \"amend\"\nlabel = \"What I do now\"", "[[step.exercise.repair]] #!\nid = \"amend\"", "a part of the repair form needs the key `label`"),
    (STAGE, "impact = \"It did\"", "imapct = \"x\" #!\nimpact = \"It did\"", "an exercise has no key `imapct`"),
    (STAGE, "by = \"By\"", "by.hurt = \"By\" #!", "`by` says nothing to broke-alone"),
    (STAGE, "optional = [\"repair\", \"by\"]", "optional = [\"repair\", \"bye\"] #!", "`bye` is nothing that may stay empty"),
    (STAGE, "optional = [\"repair\", \"by\"]", "may_be_empty = [\"by\"]\noptional = [\"by\"] #!", "the word `by` is here twice"),
    (STAGE, "optional = [\"repair\", \"by\"]", "optional = \"by\" #!", "`optional` is a text; true or false"),
    (STAGE, "optional = [\"repair\", \"by\"]", "optional = true\nmay_be_empty = true #!", "`may_be_empty` is true or false; a list of texts"),
    (STAGE, "at_least = 3\nat_most = 5", "at_least = 3\nat_most = 2 #!", "`at_most` is 2, and `at_least` is 3"),
    (STAGE, "back = \"Back\"\n", "back = \"\" #!\n", "`back` is empty"),
    (STAGE, "days = 180", "days = 0 #!", "`days` is 0; it goes from 1 to 3650"),
    (STAGE, "days = 180", "days = \"long\" #!", "`days` is a text; a whole number is expected"),
    (STAGE, "opens = \"Closed until\"", "opens = 2027-05-20 #!", "`opens` is a date; a text, or a text for each role"),
    (STAGE, "sealed = \"It waits.\"", "sealed.broke = \"x\" #!", "`sealed` says nothing to hurt-alone"),
    (STAGE, "sealed = \"It waits.\"", "sealed = \"x\"\nrepair = [] #!", "an exercise has no key `repair`"),
];

#[rustfmt::skip]
const WARNINGS: &[Case] = &[
    (STAGE, "about.any = \"for the others\"", "about.broke = \"b\"\nabout.both = \"c\"\nabout.any = \"nobody\" #!", "nobody reads `about.any`"),
    (STAGE, "title = \"Parts\"", "title.hurt = \"x\" #!\ntitle.any = \"Parts\"", "nobody reads `title.hurt`"),
    (STAGE, "text = \"the rain\"", "text = \"the rain\"\n[[step.exercise.card]]\nid = \"snow\"\ntext.couple = \"x\" #!\ntext.any = \"y\"", "nobody reads `text.couple`"),
    (STAGE, "text = \"You come home late.\"", "text.both = \"x\" #!\ntext.any = \"y\"", "nobody reads `text.both`"),
];

/// What `check` says of the pack with one piece replaced, with the line that carries the mark.
fn broken(
    case: &Case,
) -> (
    Vec<amends::content::Finding>,
    Option<usize>,
    tempfile::TempDir,
) {
    let (file, from, to, _) = case;
    let dir = super::folder(&[]);
    let mut marked = None;
    for (name, text) in files() {
        let text = if name == *file {
            assert_eq!(text.matches(from).count(), 1, "{file}: {from}");
            let text = text.replace(from, to);
            marked = text
                .lines()
                .position(|line| line.contains("#!"))
                .map(|n| n + 1);
            text
        } else {
            text
        };
        super::put(dir.path(), name, text.as_bytes());
    }
    (load::check(dir.path()), marked, dir)
}

#[test]
fn a_pack_with_one_of_everything_has_no_findings() {
    let dir = super::folder(&[]);
    for (name, text) in files() {
        super::put(dir.path(), name, text.as_bytes());
    }
    let loaded = super::load_of(&dir);
    assert_eq!(super::said(&loaded), "");
    assert!(loaded.pack.is_some());
}

#[test]
fn every_fault_is_found_at_its_line_and_nothing_else_is_said() {
    let mut wrong = Vec::new();
    for case in ERRORS {
        let (file, _, to, says) = case;
        let (found, marked, _dir) = broken(case);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        let right = found.len() == 1
            && found[0].file.ends_with(file)
            && marked.is_none_or(|line| found[0].line == line)
            && found[0].message.contains(says)
            && found[0].severity == Severity::Error;
        if !right {
            wrong.push(format!("{to}\n  wanted: {says}\n{}", told.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_could_be_better_is_a_warning_and_the_pack_can_be_used() {
    for case in WARNINGS {
        let (found, marked, dir) = broken(case);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 1, "{}", told.join("\n"));
        assert!(found[0].message.contains(case.3), "{}", told[0]);
        assert_eq!(
            (Some(found[0].line), found[0].severity),
            (marked, Severity::Warning)
        );
        assert!(super::load_of(&dir).pack.is_some());
    }
}

#[test]
fn there_are_as_many_cases_as_were_asked_for() {
    assert!(ERRORS.len() + WARNINGS.len() >= 120);
}

#[test]
fn all_faults_are_named_in_one_run_in_the_order_of_the_files() {
    let dir = super::folder(&[]);
    for (name, text) in files() {
        let text = match name {
            PACK => text.replace("version = \"1\"", "version = 1"),
            HELP => text.replace("reach = \"112\"", "reach = 112"),
            STAGE => text.replace("timer = 10", "timer = 0").replacen(
                "list = \"feelings\"",
                "list = \"felings\"",
                1,
            ),
            _ => text,
        };
        super::put(dir.path(), name, text.as_bytes());
    }
    let first = load::check(dir.path());
    let places: Vec<(String, usize)> = first
        .iter()
        .map(|f| {
            (
                f.file.file_name().unwrap().to_string_lossy().into_owned(),
                f.line,
            )
        })
        .collect();
    let names: Vec<&str> = places.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, [HELP, PACK, "1.toml", "1.toml"]);
    assert!(places[2].1 < places[3].1);
    for _ in 0..5 {
        assert_eq!(load::check(dir.path()), first);
    }
}

#[test]
fn of_two_files_with_the_same_id_the_later_one_by_name_is_told() {
    for _ in 0..3 {
        let dir = super::folder(&[]);
        for (name, text) in files() {
            super::put(dir.path(), name, text.as_bytes());
            if name == LIBRARY {
                let flags = text.split("[[flag]]").nth(1).unwrap();
                let flag = format!(
                    "[[flag]]{}",
                    flags.replace("\"but\", \"however\"", "\"yet\"")
                );
                super::put(dir.path(), "library/more.toml", flag.as_bytes());
            }
        }
        let found = load::check(dir.path());
        assert_eq!(found.len(), 1);
        assert!(found[0].file.ends_with("library/more.toml"), "{}", found[0]);
        assert!(
            found[0].hint.as_ref().unwrap().contains("all.toml:11"),
            "{}",
            found[0]
        );
    }
}

#[test]
fn words_come_in_the_order_in_which_they_were_written() {
    let dir = super::folder(&[]);
    for (name, text) in files() {
        super::put(dir.path(), name, text.as_bytes());
    }
    let pack = super::load_of(&dir).pack.unwrap();
    let (_, words) = &pack.lists["feelings"].groups[0];
    let ids: Vec<&str> = words.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["sad", "glad", "angry"]);
}

#[test]
fn a_reading_that_is_too_short_or_too_long_is_a_warning_at_its_variant() {
    let stage = super::STAGE.replace(
        "reading = \"\"\"READING\"\"\"",
        &format!(
            "reading.hurt = \"{}\"\nreading.broke = \"{}\"\nreading.any = \"{}\"",
            "word ".repeat(119),
            "word ".repeat(251),
            "word ".repeat(120)
        ),
    );
    let dir = super::folder(&[(PACK, super::PACK), (STAGE, &stage)]);
    let loaded = super::load_of(&dir);
    let told: Vec<(usize, &str)> = loaded
        .findings
        .iter()
        .map(|f| (f.line, f.message.as_str()))
        .collect();
    let line = stage
        .lines()
        .position(|l| l.starts_with("reading.hurt"))
        .unwrap()
        + 1;
    assert_eq!(
        told,
        [
            (line, "this reading has 119 words"),
            (line + 1, "this reading has 251 words")
        ]
    );
    assert!(loaded.pack.is_some());
}

#[test]
fn a_card_that_nobody_gets_is_a_warning() {
    let exercise = r#"
[[step.exercise]]
id = "cards"
kind = "sort"
for = ["hurt"]
title = "x"
ask = "x"
minutes = 1
bucket = [{ id = "a", label = "a" }, { id = "b", label = "b" }]
card = [{ id = "c", text = "c" }, { id = "d", text = "d", for = ["broke"] }]
"#;
    let loaded = super::load_of(&super::with_exercise(exercise));
    assert_eq!(loaded.findings.len(), 1, "{}", super::said(&loaded));
    assert_eq!(loaded.findings[0].message, "nobody gets this card");
    assert!(loaded.findings[0].excerpt.starts_with("card = "));
}

#[test]
fn a_finding_shows_the_line_and_points_at_the_place_and_names_the_nearest() {
    let case = ERRORS
        .iter()
        .find(|case| case.2.contains("felings"))
        .unwrap();
    let (found, _, dir) = broken(case);
    let shown = found[0].to_string();
    let file = dir.path().join(STAGE).display().to_string();
    let line = found[0].line;
    assert_eq!(
        shown,
        format!(
            "{file}:{line}:8: error: there is no list `felings` in the library\n \
             {line} | list = \"felings\" #!\n     |        ^\n   did you mean `feelings`?"
        )
        .replace(
            "\n     |",
            &format!("\n {} |", " ".repeat(line.to_string().len()))
        )
    );
}
