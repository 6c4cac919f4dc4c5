//! Sealed lines with and without the parser.

use super::*;

type Said = (u32, RecordId, SpaceId, u32, String, String);

fn said((sealed, text): (SealedLine, SealedText<'_>)) -> Said {
    let (nonce, ciphertext) = (text.nonce.into_owned(), text.ciphertext.into_owned());
    (
        sealed.v,
        sealed.id,
        sealed.space,
        sealed.epoch,
        nonce,
        ciphertext,
    )
}

fn quick(line: &[u8]) -> Option<Said> {
    sealed_as_written(line).map(said)
}

fn parsed(line: &[u8]) -> Option<Said> {
    match parse(line) {
        Ok((What::Sealed(sealed), text)) => text.map(|text| said((sealed, text))),
        Ok((What::Record(_) | What::Newer, _)) | Err(_) => None,
    }
}

fn written() -> Vec<u8> {
    let sealed = SealedLine {
        v: 1,
        id: RecordId::from_random([7; 16]),
        space: SpaceId::from_random([8; 16]),
        epoch: 30,
    };
    let text = SealedText {
        nonce: "bm9uY2U=".into(),
        ciphertext: "Y2lwaGVydGV4dA==".into(),
    };
    write_sealed(&sealed, &text).unwrap()
}

#[test]
fn a_sealed_line_as_it_is_written_needs_no_parser_and_says_the_same() {
    let line = written();
    assert!(quick(&line).is_some());
    assert_eq!(quick(&line), parsed(&line));
}

#[test]
fn of_any_other_line_nothing_is_said_that_the_parser_would_not_say() {
    let line = written();
    // The end is checked before.
    for at in 0..sum::before(&line).unwrap().len() {
        for bit in 0..8 {
            let mut other = line.clone();
            other[at] ^= 1 << bit;
            let quick = quick(&other);
            assert!(quick.is_none() || quick == parsed(&other), "{at} {bit}");
        }
    }
    let text = String::from_utf8(line).unwrap();
    for (from, to) in [
        ("\"v\":1", "\"v\": 1"),
        ("\"v\":1", "\"v\":0"),
        ("\"v\":1", "\"v\":2"),
        ("{", "{\"more\":1,"),
        ("\"epoch\":30", "\"epoch\":030"),
        ("\"epoch\":30", "\"epoch\":+30"),
        ("\"epoch\":30", "\"epoch\":30.0"),
        ("\"epoch\":30", "\"epoch\":30 "),
        ("\"epoch\":30", "\"epoch\":30,\"epoch\":31"),
        ("\"nonce\":\"", "\"nonce\":\"\\u0041"),
        ("\"nonce\":\"", "\"nonce\":\"\n"),
        ("\"ciphertext\":\"", "\"ciphertext\":\"\\u0041"),
        ("\"ciphertext\":\"", "\"ciphertext\":\"\u{e9}"),
        ("\"ciphertext\":\"", "\"ciphertext\":\"\n"),
        ("==\"", "==\",\"more\":\"1\""),
        ("==\"", "=="),
        ("==\"", "==\"\""),
    ] {
        let other = text.replacen(from, to, 1).into_bytes();
        let quick = quick(&other);
        assert!(quick.is_none() || quick == parsed(&other), "{from} {to}");
    }
}
