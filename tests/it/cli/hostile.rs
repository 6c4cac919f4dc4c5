//! Text that could steer a terminal or mislead its reader, through every way into the command line and
//! every way out of it: what is kept, what the person is told, and that none of it is printed.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

use super::asked::in_terminal;
use super::home::{Home, Run, forge, list};
use super::passphrase::lines;
use super::terminal::editor;

/// A kind of such text, and what is left of it.
struct Kind {
    name: &'static str,
    text: &'static str,
    /// What is kept where there may be many lines; in one line each line end is a space.
    kept: &'static str,
    /// How many characters the person is told of.
    removed: usize,
}

const fn kind(name: &'static str, text: &'static str, kept: &'static str, removed: usize) -> Kind {
    Kind {
        name,
        text,
        kept,
        removed,
    }
}

const KINDS: &[Kind] = &[
    kind("a colour", "one\u{1b}[31mtwo", "onetwo", 5),
    kind("a title", "one\u{1b}]0;x\u{7}two", "onetwo", 6),
    kind("a title without an end", "one\u{1b}]0;two", "one0;two", 2),
    kind(
        "a clipboard",
        "one\u{1b}]52;c;eA==\u{1b}\\two",
        "onetwo",
        13,
    ),
    kind("a device string", "one\u{1b}Pq\u{1b}\\two", "onetwo", 5),
    kind("a reset", "one\u{1b}ctwo", "onetwo", 2),
    kind("a C1 sequence", "one\u{9b}31mtwo", "onetwo", 4),
    kind("a C1 title", "one\u{9d}0;x\u{9c}two", "onetwo", 5),
    kind("control characters", "one\u{8}\u{7f}\u{b}two", "onetwo", 3),
    kind("an override", "one\u{202e}two\u{202c}", "onetwo", 2),
    kind("isolates", "one\u{2066}two\u{2069}", "onetwo", 2),
    kind("tags", "one\u{e0074}\u{e0077}two", "onetwo", 2),
    kind("a byte order mark", "one\u{feff}two", "onetwo", 1),
    kind("an annotation", "one\u{fff9}two\u{fffb}", "onetwo", 2),
    // From here on nothing is lost.
    kind("a carriage return", "one\rtwo", "one\ntwo", 0),
    kind("two line ends", "one\r\n\u{2028}two", "one\n\ntwo", 0),
    kind(
        "zero width",
        "one\u{200b}\u{200d}\u{200f}two",
        "one\u{200b}\u{200d}\u{200f}two",
        0,
    ),
    kind(
        "a flag",
        "one\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}two",
        "one\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}two",
        0,
    ),
];

/// What no argument of a program can hold.
const NOUGHT: Kind = kind("a nought", "one\0two", "onetwo", 1);

/// Whether nothing in `text` can steer a terminal or mislead a reader.
#[track_caller]
fn is_harmless(text: &str, what: &str) {
    // A real flag is the one use that tags have.
    let text = text.replace(KINDS[KINDS.len() - 1].kept, "");
    let bad = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2028}' | '\u{2029}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
    };
    assert!(!text.chars().any(bad), "{what}: {text:?}");
}

/// Both of the ways out.
#[track_caller]
fn prints_nothing_of_it(run: &Run, what: &str) {
    is_harmless(&run.out, what);
    is_harmless(&run.err, what);
}

/// How many lines a way takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// From standard input or a file, which can also hold a nought.
    Bytes,
    Lines,
    Line,
}

/// A way in: how text is given, and what of it was kept.
struct Way {
    name: &'static str,
    takes: Takes,
    give: fn(&Home, &str) -> Run,
    kept: fn(&Home, &Run) -> String,
}

/// Something that the record with the id that was printed says.
fn says(home: &Home, run: &Run, pointer: &str) -> String {
    let shown = home.json(&["show", run.out.trim(), "--json"]);
    shown.pointer(pointer).unwrap().as_str().unwrap().to_owned()
}

fn text(home: &Home, run: &Run) -> String {
    says(home, run, "/body/text")
}

fn title(home: &Home, run: &Run) -> String {
    says(home, run, "/body/title")
}

/// A name that the list of books has.
fn in_books(home: &Home, pointer: &str) -> String {
    let books = home.json(&["books", "--json"]);
    books.pointer(pointer).unwrap().as_str().unwrap().to_owned()
}

/// An entry, and then a change of it.
fn edited(home: &Home, arguments: &[&str]) -> Run {
    let id = home.write(&["before"]);
    let all: Vec<&str> = ["edit", &id].iter().chain(arguments).copied().collect();
    home.run(&all)
}

/// The same text in JSON, without one character of its own.
fn escaped(text: &str) -> String {
    let units = text.encode_utf16();
    units.map(|unit| format!("\\u{unit:04x}")).collect()
}

/// A backup of a book with another name in it, as someone can make one.
fn backup_named(home: &Home, name: &str) -> String {
    home.ok(&["backup", "real.tar.gz"]);
    let real = flate2::read::GzDecoder::new(fs::File::open(home.path("real.tar.gz")).unwrap());
    let packed = fs::File::create(home.path("named.tar.gz")).unwrap();
    let packed = flate2::write::GzEncoder::new(packed, flate2::Compression::fast());
    let mut named = tar::Builder::new(packed);
    for entry in tar::Archive::new(real).entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        if path.ends_with("backup.json") {
            let file = home.path("backup.json");
            fs::write(&file, &bytes).unwrap();
            forge(&file, "\"Sam\"", &format!("\"{}\"", escaped(name)));
            bytes = fs::read(&file).unwrap();
        }
        let mut header = entry.header().clone();
        header.set_size(bytes.len() as u64);
        named.append_data(&mut header, path, &*bytes).unwrap();
    }
    named.into_inner().unwrap().finish().unwrap();
    home.path("named.tar.gz").to_str().unwrap().to_owned()
}

const WAYS: &[Way] = &[
    Way {
        name: "the arguments of write",
        takes: Takes::Lines,
        give: |home, text| home.run(&["write", text]),
        kept: text,
    },
    Way {
        name: "write -",
        takes: Takes::Bytes,
        give: |home, text| home.fed(&["write", "-"], text),
        kept: text,
    },
    Way {
        name: "standard input without a word",
        takes: Takes::Bytes,
        give: |home, text| home.fed(&["write"], text),
        kept: text,
    },
    Way {
        name: "a title",
        takes: Takes::Line,
        give: |home, text| home.run(&["write", "x", "--title", text]),
        kept: title,
    },
    Way {
        name: "a tag",
        takes: Takes::Line,
        give: |home, text| home.run(&["write", "x", "--tag", text]),
        kept: |home, run| says(home, run, "/body/tags/0"),
    },
    Way {
        name: "the arguments of edit",
        takes: Takes::Lines,
        give: |home, text| edited(home, &[text]),
        kept: text,
    },
    Way {
        name: "edit -",
        takes: Takes::Bytes,
        give: |home, text| {
            let id = home.write(&["before"]);
            home.fed(&["edit", &id, "-"], text)
        },
        kept: text,
    },
    Way {
        name: "another title",
        takes: Takes::Line,
        give: |home, text| edited(home, &["--title", text]),
        kept: title,
    },
    Way {
        name: "the text of an answer",
        takes: Takes::Lines,
        give: |home, text| home.run(&["answer", "--content", &home.pack(), "walk.page", text]),
        kept: |home, run| says(home, run, "/body/answer/text"),
    },
    Way {
        name: "the JSON of an answer",
        takes: Takes::Bytes,
        give: |home, text| {
            let note = escaped(text);
            let answer =
                format!(r#"{{"ratings": [{{"question": "calm", "value": 4}}], "note": "{note}"}}"#);
            home.fed(&["answer", "--content", &home.pack(), "walk.calm"], answer)
        },
        kept: |home, run| says(home, run, "/body/answer/note"),
    },
    Way {
        name: "the line of a mark",
        takes: Takes::Line,
        give: |home, text| home.run(&["mark", "--note", text]),
        kept: |home, run| says(home, run, "/body/note"),
    },
    Way {
        name: "the name of a person",
        takes: Takes::Line,
        give: |home, text| {
            home.ok(&["books", "delete", "Sam", "--yes"]);
            home.run(&["new", "--person", &format!("{text}:hurt")])
        },
        kept: |home, _| in_books(home, "/books/0/people/0/name"),
    },
    Way {
        name: "the name of a new book",
        takes: Takes::Line,
        give: |home, text| {
            home.ok(&["books", "delete", "Sam", "--yes"]);
            home.run(&["new", "--person", "Sam", "--name", text])
        },
        kept: |home, _| in_books(home, "/books/0/name"),
    },
    Way {
        name: "another name for a book",
        takes: Takes::Line,
        give: |home, text| home.run(&["books", "rename", "Sam", text]),
        kept: |home, _| in_books(home, "/books/0/name"),
    },
    Way {
        name: "the name of a book in a backup",
        takes: Takes::Line,
        give: |home, text| {
            let backup = backup_named(home, text);
            home.ok(&["books", "delete", "Sam", "--yes"]);
            home.run(&["restore", &backup])
        },
        kept: |home, _| in_books(home, "/books/0/name"),
    },
];

/// So many kinds at once: a name has to be short.
const AT_ONCE: usize = 6;

#[test]
fn whatever_comes_in_is_kept_without_what_could_mislead_and_the_person_is_told() {
    for way in WAYS {
        let nought: &[Kind] = match way.takes {
            Takes::Bytes => &[NOUGHT],
            Takes::Lines | Takes::Line => &[],
        };
        for kinds in KINDS.chunks(AT_ONCE).chain([nought]) {
            if kinds.is_empty() {
                continue;
            }
            let names: Vec<&str> = kinds.iter().map(|kind| kind.name).collect();
            let what = format!("{}, {names:?}", way.name);
            let texts: Vec<&str> = kinds.iter().map(|kind| kind.text).collect();
            let kept: Vec<&str> = kinds.iter().map(|kind| kind.kept).collect();
            let kept = match way.takes {
                Takes::Bytes | Takes::Lines => kept.join("\n"),
                Takes::Line => kept.join("\n").replace('\n', " "),
            };
            let home = Home::with_book();
            let run = (way.give)(&home, &texts.join("\n"));
            assert_eq!(run.code, 0, "{what}: {run:?}");
            prints_nothing_of_it(&run, &what);
            assert_eq!((way.kept)(&home, &run), kept, "{what}");
            let told = match kinds.iter().map(|kind| kind.removed).sum() {
                0 => String::new(),
                1 => "1 hidden character removed".to_owned(),
                n => format!("{n} hidden characters removed"),
            };
            assert!(run.err.contains(&told), "{what}: {run:?}");
            let is_told = run.err.contains("removed");
            assert_eq!(is_told, !told.is_empty(), "{what}: {run:?}");
        }
    }
}

#[test]
fn what_an_editor_leaves_is_cleaned_and_counted_too() {
    let home = Home::with_book();
    fs::write(home.path("left"), "one\u{1b}[31m\u{202e}two\0\n").unwrap();
    let editor = editor(&home, "cat left > \"$1\"");
    let (code, shown) = in_terminal(&home, &["write"], &[("EDITOR", &editor)], &[]);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("7 hidden characters removed."), "{shown}");
    assert!(home.ok(&["list"]).contains("    onetwo\n"));
}

#[test]
fn a_text_that_is_given_back_is_cleaned_and_counted_too() {
    let home = Home::with_book();
    let pack = home.pack();
    let run = home.fed(
        &["answer", "--content", &pack, "walk.calm"],
        "no\u{1b}]0;x\u{7}t \u{202e}JSON",
    );
    assert_eq!(run.code, 1);
    prints_nothing_of_it(&run, "given back");
    assert!(run.err.contains("not JSON"), "{run:?}");
    assert!(run.err.contains("7 hidden characters removed."), "{run:?}");
}

/// Where nothing can be taken out without changing what someone meant, it is refused, with the reason.
#[test]
fn what_cannot_be_cleaned_is_refused_and_the_reason_is_said() {
    let surrogate = b"one\xed\xa0\x80two";
    for bytes in [b"caf\xe9".as_slice(), surrogate, b"one\xff\xfe"] {
        let what = format!("{bytes:?}");
        let home = Home::with_book();
        let pack = home.pack();
        let is_refused = |run: Run, code: i32, reason: &str| {
            assert_eq!(run.code, code, "{what}: {run:?}");
            assert!(run.err.contains(reason), "{what}: {run:?}");
            prints_nothing_of_it(&run, &what);
        };
        is_refused(home.fed(&["write", "-"], bytes), 1, "not in UTF-8");
        let page = ["answer", "--content", &pack, "walk.page", "-"];
        is_refused(home.fed(&page, bytes), 1, "not in UTF-8");
        // As an argument, and as what an option is given.
        for (before, reason) in [
            (["write"].as_slice(), "UTF-8"),
            (&["write", "x", "--title"], "UTF-8"),
            (&["show"], "UTF-8"),
            (&[], "unrecognized"),
        ] {
            let argument = OsString::from_vec(bytes.to_vec());
            let output = home.command(before).arg(argument).output().unwrap();
            is_refused(Run::of(output), 2, reason);
        }
        let mut list = home.with_lines("", &["list"]);
        fs::write(home.path("lines"), bytes).unwrap();
        is_refused(Run::of(list.output().unwrap()), 1, "not in UTF-8");
        fs::write(Path::new(&pack).join("pack.toml"), bytes).unwrap();
        let run = home.run(&["content", "check", &pack]);
        assert_eq!(run.code, 1, "{what}: {run:?}");
        assert!(run.out.contains("UTF-8"), "{what}: {run:?}");
        assert_eq!(home.records().len(), 1, "{what}: only the role");
    }
}

#[test]
fn half_a_character_in_json_is_no_answer_and_no_record() {
    let home = Home::with_book();
    let pack = home.pack();
    for half in ["\\ud800", "\\udc00x", "\\ud800\\ud800"] {
        let answer = format!(r#"{{"ratings": [], "note": "{half}"}}"#);
        let run = home.fed(&["answer", "--content", &pack, "walk.calm"], answer);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("how JSON is written"), "{run:?}");
    }
    assert_eq!(home.records().len(), 1, "only the role");
    let kept = home.write(&["kept words"]);
    home.write(&["forged words"]);
    let files = home.records().into_iter();
    let mut files = files.filter(|file| fs::read_to_string(file).unwrap().contains("forged"));
    let file = files.next().unwrap();
    forge(&file, "forged words", "\\ud800");
    let run = home.run(&["list"]);
    assert!(run.out.contains(&kept), "{run:?}");
    // It is whole, and its content is nothing that this version knows: kept as it is, and said.
    let noted = home.ok(&["doctor"]);
    assert!(noted.contains("1 record is of a kind"), "{noted}");
    assert!(fs::read_to_string(&file).unwrap().contains("\\ud800"));
}

#[test]
fn a_name_of_nothing_that_can_be_seen_is_none() {
    let home = Home::with_book();
    for name in [
        "\u{200b}",
        "\u{200e}\u{200d} \u{ad}",
        "\u{1b}[31m\u{feff}",
        "\u{e0041}",
    ] {
        for arguments in [
            ["new", "--person", name].as_slice(),
            &["new", "--person", "Kim", "--name", name],
            &["books", "rename", "Sam", name],
        ] {
            let says = home.fails(1, arguments);
            assert!(says.contains("at least one letter"), "{name:?}: {says}");
        }
    }
    assert_eq!(home.ok(&["books"]), "Sam  (Sam)\n");
}

/// What could be put into the name of a file, or into an argument: no nought and no slash.
const NAME: &str =
    "one\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{feff}\u{e0074}\rFORGED\nFORGED\u{2028}FORGED";

/// That what stands in a sentence of ours cannot pass for another one.
#[track_caller]
fn is_in_its_place(run: &Run, what: &str) {
    prints_nothing_of_it(run, what);
    let said = [&run.out, &run.err];
    let forged = said.iter().flat_map(|text| text.lines());
    let forged: Vec<&str> = forged.filter(|line| line.starts_with("FORGED")).collect();
    assert_eq!(forged, [""; 0], "{what}: {run:?}");
}

#[test]
fn no_name_or_argument_gets_out_of_the_sentence_that_repeats_it() {
    let home = Home::with_book();
    let id = home.write(&["words"]);
    let role = format!("Kim:{NAME}");
    let option = format!("--{NAME}");
    let (backup, gone) = (format!("{NAME}.tar.gz"), format!("{NAME}/none"));
    let exercise = ["answer", "--show-shape", NAME];
    for arguments in [
        [NAME].as_slice(),
        &["list", NAME],
        &[&option],
        &["write", &option],
        &["write", "x", "--at", NAME],
        &["list", "--from", NAME],
        &["list", "--kind", NAME],
        &["list", "-n", NAME],
        &["list", "--tag", NAME],
        &["list", "--theme", NAME],
        &["list", "--book", NAME],
        &["list", "--as", NAME],
        &["list", "--passphrase-fd", NAME],
        &["search", NAME],
        &["show", NAME],
        &["edit", NAME, "x"],
        &["edit", &id, "x", "--at", NAME],
        &["delete", NAME],
        &["answer", NAME, "x"],
        &exercise,
        &["mark", "--safety", NAME],
        &["mark", "--safety", "3", "--at", NAME],
        &["new", "--person", &role],
        &["new", "--setting", NAME, "--person", "Kim"],
        &["books", "rename", NAME, "x"],
        &["books", "delete", NAME, "--yes"],
        &["man", NAME],
        &["completions", NAME],
        &["passphrase", NAME],
        &["steps", "--content", NAME],
        &["content", "check", NAME],
        &["content", "new", NAME],
        // It is there by now.
        &["content", "new", NAME],
        &["content", "check", NAME],
        &["steps", "--content", NAME],
        &["content", "list", "--content", NAME],
        &["export", "--format", NAME],
        &["export", "--format", "md", "-o", &backup],
        &["export", "--format", "md", "-o", &backup],
        &["export", "--format", "md", "-o", &gone],
        &["restore", &backup],
        &["restore", &gone],
        &["backup", &backup],
        &["backup", &backup, "--force"],
        &["backup", &backup, "--force", "--json"],
        &["restore", &backup],
        &["--data-dir", NAME, "books"],
        &["--data-dir", NAME, "list"],
        &["--data-dir", &backup, "write", "x"],
        &["--data-dir", &backup, "new", "--person", "Kim"],
        &["--data-dir", NAME, "restore", &backup],
        &["--data-dir", NAME, "doctor"],
    ] {
        is_in_its_place(&home.run(arguments), &format!("{arguments:?}"));
    }
    for arguments in [["books"].as_slice(), &["list"], &["new", "--person", "Kim"]] {
        let mut command = home.command(arguments);
        command.env("AMENDS_DATA_DIR", home.path(&backup));
        is_in_its_place(&Run::of(command.output().unwrap()), "AMENDS_DATA_DIR");
    }
}

#[test]
fn where_an_editor_left_its_text_is_said_without_what_could_mislead() {
    let home = Home::with_book();
    let editor = editor(&home, "echo words > \"$1\"; exit 3");
    let runtime = home.path(NAME);
    fs::create_dir(&runtime).unwrap();
    let env = [
        ("EDITOR", editor.as_str()),
        ("XDG_RUNTIME_DIR", runtime.to_str().unwrap()),
    ];
    let (code, shown) = in_terminal(&home, &["write"], &env, &[]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("What you wrote is in"), "{shown}");
    let out = shown.replace("\r\n", "\n");
    let err = String::new();
    is_in_its_place(&Run { code: 1, out, err }, "the editor");
}

#[test]
fn the_name_of_a_file_that_is_no_text_is_no_fault_of_the_program() {
    let home = Home::with_book();
    let name = &OsString::from_vec(b"one\xff.tar.gz".to_vec());
    for more in [["--json"].as_slice(), &["--json", "--force"]] {
        let output = home.command(&["backup"]).arg(name).args(more).output();
        Run::of(output.unwrap()).ok();
    }
    assert!(home.path("").join(name).exists());
}

/// Every character that is in any kind, as it stands in JSON on the disk.
fn on_disk() -> String {
    KINDS.iter().map(|kind| escaped(kind.text)).collect()
}

#[test]
fn nothing_gets_out_that_lies_in_the_files() {
    let home = Home::with_book();
    let id = home.write(&[
        "plain marker",
        "--title",
        "plain title",
        "--tag",
        "plain-tag",
    ]);
    let pack = home.pack();
    let page = home.ok(&["answer", "--content", &pack, "walk.page", "plain answer"]);
    home.ok(&["mark", "--safety", "4", "--note", "plain note"]);
    // Someone with access to the folder put this there; the program would have cleaned it.
    for file in home.records() {
        let text = fs::read_to_string(&file).unwrap();
        if text.contains("plain") {
            forge(&file, "plain", &on_disk());
        }
        if text.contains("What did you see") {
            forge(
                &file,
                "What did you see",
                &format!("What {} did you see", on_disk()),
            );
        }
    }
    let book = &list(&home.data().join("books"))[0];
    let person = list(&book.join("people")).remove(0);
    forge(
        &person,
        "\"name\":\"Sam\"",
        &format!("\"name\":\"Sam{}\"", on_disk()),
    );
    let names = home.data().join("local/books.json");
    let plain = fs::read_to_string(&names).unwrap();
    let named = plain.replace("\"Sam\"", &format!("\"Sam{}\"", on_disk()));
    assert_ne!(named, plain);
    fs::write(&names, named).unwrap();
    let space = home.records()[0].parent().unwrap().to_owned();
    fs::write(space.join(format!("{NAME}.json")), "damaged").unwrap();
    fs::write(book.join("people").join(format!("{NAME}.json")), "damaged").unwrap();
    let page = page.trim();
    for arguments in [
        ["list"].as_slice(),
        &["list", "--json"],
        &["search", "answer"],
        &["search", "answer", "--json"],
        &["show", &id],
        &["show", &id, "--versions"],
        &["show", &id, "--json"],
        &["show", page],
        &["steps"],
        &["steps", "--json"],
        &["mark", "--safety", "5"],
        &["export", "--format", "md"],
        &["export", "--format", "json"],
        &["export", "--format", "md", "-o", "out.md"],
        &["export", "--format", "json", "-o", "out.json"],
        &["doctor"],
        &["doctor", "--json"],
        &["books"],
        &["books", "--json"],
        &["list", "--as", "nobody"],
        &["list", "--book", "nobody"],
        &["backup", "sam.tar.gz"],
        &["backup", "sam.tar.gz", "--force", "--json"],
        &["restore", "sam.tar.gz"],
        &["--data-dir", "aside", "restore", "sam.tar.gz"],
        &["--data-dir", "other", "restore", "sam.tar.gz", "--json"],
        &["edit", &id, "--tag", "x"],
        &["delete", &id],
        &["delete", &id, "--yes"],
        &["completions", "bash"],
        &["man"],
    ] {
        let run = home.run(arguments);
        prints_nothing_of_it(&run, &format!("{arguments:?}"));
    }
    for file in ["out.md", "out.json"] {
        is_harmless(&fs::read_to_string(home.path(file)).unwrap(), file);
    }
    // Asked at a terminal, where the passphrase is asked of someone by name.
    let set = lines(&["river lamp stone", "river lamp stone"]);
    let run = home.told(&set, &["passphrase", "set"]);
    prints_nothing_of_it(&run, "passphrase set");
    assert_eq!(run.code, 0, "{run:?}");
    let (_, shown) = in_terminal(&home, &["list"], &[], &[("Passphrase of", "\u{4}")]);
    is_harmless(&shown.replace("\r\n", "\n"), "the question");
}
