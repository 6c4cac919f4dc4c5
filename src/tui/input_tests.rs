use super::*;
use crate::tui::keys::Chord;

const T: Duration = Duration::from_secs(100);

/// Everything that comes out, in words.
fn told(inlet: &mut Inlet, now: Duration) -> Vec<String> {
    std::iter::from_fn(|| inlet.next(now))
        .map(|input| match input {
            Input::Key(key) => Chord::of(key).shown(),
            Input::Paste(text) => format!("paste {text:?}"),
            Input::Mouse(mouse) => format!("{:?} {} {}", mouse.kind, mouse.column, mouse.row),
            Input::Focus => "focus".to_owned(),
            Input::Background { dark } => format!("dark {dark}"),
            Input::Answered => "answered".to_owned(),
        })
        .collect()
}

fn read(bytes: &[u8]) -> Vec<String> {
    let mut inlet = Inlet::default();
    inlet.feed(bytes, T);
    told(&mut inlet, T)
}

/// The same, when nothing more comes.
fn read_late(bytes: &[u8]) -> Vec<String> {
    let mut inlet = Inlet::default();
    inlet.feed(bytes, T);
    let mut all = told(&mut inlet, T);
    all.extend(told(&mut inlet, T + PASTE));
    assert_eq!(inlet.due(), None, "{bytes:?}");
    all
}

#[test]
fn keys_are_read_as_terminals_send_them() {
    let cases: [(&[u8], &[&str]); 26] = [
        ("aé漢🙂".as_bytes(), &["a", "é", "漢", "🙂"]),
        (b"\r\t\x7f", &["Enter", "Tab", "Backspace"]),
        (b"\x0c\x13\x00", &["^L", "^S", "^Space"]),
        (b"\x1b[A\x1b[B\x1bOC\x1bOD", &["↑", "↓", "→", "←"]),
        (
            b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~",
            &["Home", "End", "Home", "End", "Home", "End"],
        ),
        (
            b"\x1bOP\x1b[11~\x1b[[A\x1b[24~\x1b[15~",
            &["F1", "F1", "F1", "F12", "F5"],
        ),
        (b"\x1b[1;5H", &["Ctrl+Home"]),
        (b"\x1b[Z", &["Shift+Tab"]),
        (b"\x1b[5~\x1b[6~\x1b[3~", &["PgUp", "PgDn", "Del"]),
        (b"\x1bx", &["Alt+x"]),
        (b"\x1b\x1b[A", &["Esc", "↑"]),
        (b"\x1b[108;5u", &["^L"]),
        (b"\x1b[27;5;108~", &["^L"]),
        (b"\x1b[27;5u", &["Ctrl+Esc"]),
        (b"\x1b[I\x1b[O", &["focus"]),
        (
            b"\x1b[<0;3;4M\x1b[<0;3;4m",
            &["Down(Left) 2 3", "Up(Left) 2 3"],
        ),
        (
            b"\x1b[M #$\x1b[32;3;4M",
            &["Down(Left) 2 3", "Down(Left) 2 3"],
        ),
        (
            b"\x1b[<64;1;1M\x1b[<65;1;1M",
            &["ScrollUp 0 0", "ScrollDown 0 0"],
        ),
        (b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\q", &["dark true", "q"]),
        (
            b"\x1b]11;rgb:ff/ff/ff\x07\x1b[?62;22c",
            &["dark false", "answered"],
        ),
        // Nothing that we know, and nothing of it is left over as keys.
        (b"\x1b[12;40R\x1b[>1;2;3c\x1b[99~\x1b[57441uq", &["q"]),
        (b"\x1b]4;1;rgb:0/0/0\x07q", &["q"]),
        (b"\x1b[<0;0;0Mq", &["Down(Left) 0 0", "q"]),
        (b"\x1b[<999999999999;1;1Mq", &["q"]),
        (b"\xff\xfe\xc3(q", &["(", "q"]),
        (b"\x1b[1;\x1b[A", &["↑"]),
    ];
    for (bytes, expected) in cases {
        assert_eq!(read(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn what_is_cut_anywhere_is_read_the_same_once_the_rest_is_there() {
    let whole = "a\x1b[A\u{e9}\x1b[200~two\nlines\x1b[201~\x1b[<0;3;4M\x1bOPz".as_bytes();
    let expected = read(whole);
    assert_eq!(expected.len(), 7);
    for cut in 1..whole.len() {
        let mut inlet = Inlet::default();
        inlet.feed(&whole[..cut], T);
        let mut all = told(&mut inlet, T);
        inlet.feed(&whole[cut..], T + ESCAPE / 2);
        all.extend(told(&mut inlet, T + ESCAPE / 2));
        assert_eq!(all, expected, "cut at {cut}");
    }
}

#[test]
fn time_says_what_an_unfinished_sequence_was() {
    assert_eq!(read(b"\x1b"), [""; 0]);
    assert_eq!(read_late(b"\x1b"), ["Esc"]);
    assert_eq!(read_late(b"\x1b["), ["Alt+["]);
    assert_eq!(read_late(b"\x1bO"), ["Alt+O"]);
    assert_eq!(read_late(b"\x1b[1;5"), [""; 0]);
    assert_eq!(read_late(b"\x1b]11;rgb"), [""; 0]);
    assert_eq!(read_late(b"\xe6\xbc"), [""; 0]);
}

#[test]
fn a_paste_keeps_everything_that_is_in_it() {
    assert_eq!(
        read(b"\x1b[200~a\x1b[31mb\x0c\r\x1b[201~q"),
        ["paste \"a\\u{1b}[31mb\\u{c}\\r\"", "q"]
    );
    assert_eq!(read(b"\x1b[200~\x1b[201~"), ["paste \"\""]);
    assert_eq!(read(b"\x1b[201~q"), ["q"], "an end without a beginning");
}

#[test]
fn a_paste_that_lost_its_end_is_handed_over_and_the_next_key_is_a_key() {
    let mut inlet = Inlet::default();
    inlet.feed(b"\x1b[200~many words", T);
    assert_eq!(told(&mut inlet, T), [""; 0]);
    assert_eq!(told(&mut inlet, T + PASTE), ["paste \"many words\""]);
    assert_eq!(inlet.due(), None);
    // The rest of a paste that was only slow is still no row of keys.
    inlet.feed(b" and many more of them\r", T + PASTE * 2);
    assert_eq!(
        told(&mut inlet, T + PASTE * 3),
        ["paste \" and many more of them\\r\""]
    );
    inlet.feed(b"\x0c", T + PASTE * 4);
    assert_eq!(told(&mut inlet, T + PASTE * 4), ["^L"]);
}

#[test]
fn no_bytes_at_all_make_it_fail_or_wait_for_ever() {
    // A small generator is enough: what matters is that sequences are begun and broken off.
    let mut seed = 7_u64;
    let mut next = |most: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let likely = b"\x1b[]O?<;:0123459~uMmcRIAHZ\x07\\\xe6\x9c\xacP200~";
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..next(24))
            .map(|_| match next(5) {
                0 => u8::try_from(next(256)).unwrap(),
                _ => likely[usize::try_from(next(likely.len() as u64)).unwrap()],
            })
            .collect();
        read_late(&bytes);
    }
}
